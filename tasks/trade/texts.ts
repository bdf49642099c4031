import type { ErrorTexts, EventTexts } from "../shared/told.ts";

export const events: EventTexts = {
  DocumentRegistered: "{proposer} has put {kind} {number} over {face} forward: {seller} sells to {buyer}.",
  DocumentConfirmed: "{subject} over {face} is confirmed by both sides, {seller} and {buyer}.",
  SubjectClaimed: "{amount} of {subject} is claimed; {claimed} of {face} in all.",
  SubjectReleased: "{amount} of {subject} is free again; {claimed} of {face} is still claimed.",
};

const show = "[trade show {#subject}]";

export const errors: ErrorTexts = {
  TradeKindMissing: ["The kind of document is missing.", "Give --kind invoice, contract, delivery or payment."],
  TradeFaceZero: ["The document's amount is nothing.", "Give --amount, as in 1,234.56."],
  TradePartiesEqual: ["{party} can't be seller and buyer at once.", "Give two participants."],
  TradeIssuerNotParty: [
    "{issuer} has neither sold nor bought, so it can't have issued the document.",
    "Give --issuer {seller} or {buyer}; who issues an invoice is as a rule the seller.",
  ],
  TradeNotParty: [
    "{participant} is no party of the document.",
    "Its parties are {seller} and {buyer}: act as one of them.",
  ],
  TradeAlreadyConfirmed: ["{subject} is confirmed already; its key is taken for good.", show],
  TradeNotRegistered: ["{proposer} has not put {subject} forward.", "[trade list]"],
  TradeOwnProposal: ["{proposer} has put {subject} forward itself.", "The other side confirms it."],
  TradeTermsDiffer: [
    "{subject} has been put forward anew with other terms.",
    "Look at them, [trade show {#subject}], and confirm again.",
  ],
  TradeNotConfirmed: [
    "{subject} is not confirmed by both sides.",
    "The other side confirms it: [trade confirm {#subject}]",
  ],
  TradeClaimExceedsFace: ["Of {subject} only {free} is free; {amount} is needed. The rest is financed already.", show],
  TradeClaimZero: ["A claim on {subject} would be nothing.", show],
  TradeReleaseExceedsClaim: ["{amount} of {subject} can't be released: only {held} is held.", show],
  TradeModuleNotLive: ["{part} belongs to no live version of a module.", "[system doctor]"],
  NaturalKeyEmpty: ["The number {number} is empty once blanks and leading zeros are dropped.", "Give --number."],
  NaturalKeyTooLong: ["The number has {length} characters.", "Give at most {max}."],
  NaturalKeyCharacter: [
    "Character {position} of the number {number} is not allowed.",
    "Use letters, digits, blanks and - / . _ only; no full-width characters.",
  ],
};
