/** Orders on notes, as events, errors and the orders themselves tell of them. */
import type { ErrorTexts, EventTexts, Text, Told } from "../shared/told.ts";

const underCase = ({ raw, shown }: Told): string =>
  /^0x0+$/.test(String(raw.caseKey)) ? "" : `, in case ${shown.caseKey}`;

export const events: EventTexts = {
  NoteFrozen: "{note} over {amount} is frozen in the hand of {against} until {until} (case {caseKey}).",
  NoteUnfrozen: "Case {caseKey} on {note} has ended.",
  NoteTransferredByOrder: (told) => `{note} goes from {from} to {to} by order${underCase(told)}.`,
};

/** What an order's call does, by its contract and function. */
export const calls: Record<string, Text> = {
  "ReceivableOrders.freeze": "Freezes {amount} of {note} in the hand of {against} until {until} (case {caseKey}).",
  "ReceivableOrders.renewFreeze": "Prolongs case {caseKey} on {note} until {until}.",
  "ReceivableOrders.unfreeze": "Ends case {caseKey} on {note}; others stay.",
  "ReceivableOrders.transferByOrder": (told) => `Transfers {note} from {from} to {to}${underCase(told)}.`,
};

export const errors: ErrorTexts = {
  NoteCaseKeyMissing: ["The key of the case is missing.", "Give --case, as in 2026-17."],
  NoteForcedToHolder: [
    "{holder} holds {note} already: that would change nothing, and ends no freeze.",
    "To end a freeze: [order propose unfreeze-note --help]",
  ],
  NoteCaseOutranked: [
    "{note} is frozen by case {first}, which goes first.",
    "Carry that one out, or end it: [receivable show {#note}]",
  ],
  NoteHeldUnderPledge: [
    "{pledgee} holds {note} under a realised pledge, to collect only.",
    "A case is against who pledged it; what {pledgee} gets is frozen as money: [order propose freeze-money --help]",
  ],
};
