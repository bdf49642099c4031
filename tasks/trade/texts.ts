import type { ErrorTexts, EventTexts } from "../shared/told.ts";

export const events: EventTexts = {
  DocumentRegistered: "{proposer} has put {kind} {number} over {face} forward: {seller} sells to {buyer}.",
  DocumentConfirmed: "{subject} over {face} is confirmed by both sides, {seller} and {buyer}.",
  SubjectClaimed: "{amount} of {subject} is claimed; {claimed} of {face} in all.",
  ReductionProposed:
    "{proposer} has put {number} forward, which reduces {subject} by {amount}; it counts once {counterparty} has sent the same.",
  SubjectReduced:
    "{subject} is reduced by {amount} to {face}, by {proposer} and {confirmer}; {claimed} of it is claimed.",
  AssetRegistered: "{subject} counts with {face}.",
  AssetRevalued: "{subject} counts with {face} now, {previous} before; {claimed} of it is claimed.",
  ClaimReplaced: "{amount} of {subject} passes from a claim of {fromPart} to one of {toPart}.",
  TradeFileOpened: "{by} has opened {file} over the trade between {seller} and {buyer}.",
  TradeFileExtended: "{subject} is in {file} now.",
  SubjectReleased: "{amount} of {subject} is free again; {claimed} of {face} is still claimed.",
};

const show = "[trade show {#subject}]";

export const errors: ErrorTexts = {
  TradeKindInvalid: ["{kind} is no kind of document.", "Give --kind invoice, contract, delivery or payment."],
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
  TradeNotDocument: ["{subject} is no document but of the kind {kind}.", "[trade list]"],
  TradeReductionZero: ["{subject} would be reduced by nothing.", "Give --amount, as in 1,234.56."],
  TradeReductionExceedsFree: [
    "Of {subject} only {free} is not claimed; it can't be reduced by {amount}.",
    "Who has claimed it releases first: [trade show {#subject}]",
  ],
  TradeReductionAlreadyProposed: [
    "{proposer} has put {correction} forward already, with the same terms.",
    "The other side sends the same.",
  ],
  TradeAssetAlreadyRegistered: ["{subject} is registered already.", "Its part can value it anew."],
  TradeAssetUnknown: ["{subject} is not registered.", "Its part registers it first."],
  TradeFaceBelowClaimed: ["{subject} can't count with {face}: {claimed} of it is claimed.", show],
  TradeClaimNotHandedOver: ["{part} does not give up what it claims of {subject}.", show],
  TradeFileEmpty: ["The file would have no document.", "Give --documents."],
  TradeFileUnknown: ["There is no {file}.", "[trade list]"],
  TradeFileFull: ["{file} would have {count} documents.", "A file has at most {max}; open another."],
  TradeFileForeign: [
    "{subject} is of {seller} and {buyer}, not of the parties of {file}.",
    "A file has documents of one seller and one buyer.",
  ],
  TradeInFile: ["{subject} is in {file} already.", "[trade file {#file}]"],
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
