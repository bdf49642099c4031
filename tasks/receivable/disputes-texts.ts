/** Disputes and competing assignments, as events, errors and orders tell of them. */
import { listed, yuan } from "../shared/format.ts";
import { marksIn } from "../shared/terms.ts";
import type { ErrorTexts, EventTexts, Text } from "../shared/told.ts";

export const events: EventTexts = {
  NoteDisputed: "{raisedBy} disputes {note} with {against}.",
  DisputeAgreed: "{by} agrees to a resolution of the dispute over {note}.",
  DisputeResolved: ({ raw }) =>
    `The dispute over {note} is resolved${raw.byOrder === true ? " by order" : ": both sides agree"}.`,
  AssignmentEntered: "{claimant} has entered an assignment of {note} made before, over {amount} (entry {entry}).",
  AssignmentAdmitted: ({ raw }) =>
    `Entry {entry} of {claimant} on {note} is admitted${raw.byOrder === true ? " by order" : " by {holder}"}: what comes in is divided by rank.`,
  AssignmentPaid: "{claimant} gets {paid} on {note} by its earlier assignment; {left} of it is left.",
  AssignmentEnded: ({ raw }) =>
    `Entry {entry} of {claimant} on {note} has ended${raw.byOrder === true ? " by order" : ""}.`,
};

/** What an order's call does, by its contract and function. */
export const calls: Record<string, Text> = {
  "ReceivableDisputes.resolveByOrder": "Resolves the dispute over {note}.",
  "ReceivableDisputes.admitByOrder": "Admits entry {entry} on {note}: what comes in on it is divided by rank.",
  "ReceivableDisputes.dismissByOrder": "Ends entry {entry} on {note}.",
};

const ladder = "[receivable ladder {#note}]";

export const errors: ErrorTexts = {
  DisputeNotParty: [
    "{caller} is no party of the dispute over {note}.",
    "Its holder, its obligor and the confirming bank are: [receivable show {#note}]",
  ],
  DisputeOpen: ["{raisedBy} disputes {note} already.", "[receivable show {#note}]"],
  DisputeMissing: ["Nobody disputes {note}.", "[receivable show {#note}]"],
  DisputeDigestMissing: ["The document is missing.", "Give it as a file, or its digest."],
  DisputeAlreadyAgreed: [
    "{by} has agreed to this resolution of the dispute over {note} already.",
    "The other side is to agree to the same: [receivable show {#note}]",
  ],
  DisputeResolutionDiffers: [
    "The other side has agreed to another resolution of the dispute over {note}: {expected}.",
    "Give that one, or let the other side agree to yours.",
  ],
  AssignmentAmountOutOfRange: [
    "{amount} can't have been financed on {note}.",
    ({ raw }) => `Give --amount, 0.01 to ${yuan(raw.max as bigint)}.`,
  ],
  AssignmentTimeOutOfRange: ["{at} has not come yet.", "Give a time up to {latest}."],
  AssignmentProofMissing: ["What proves it is missing.", "Give --proof-file with it, or --proof with its digest."],
  AssignmentClaimantIsParty: [
    "{claimant} holds {note}, or owes it: no assignment of its own competes with it.",
    "[receivable show {#note}]",
  ],
  AssignmentClaimantUnqualified: [
    "{claimant} is neither bank nor finance company: it has factored nothing.",
    "[participant show {#claimant}]",
  ],
  AssignmentByOrderOnly: [
    ({ raw }) =>
      `{note} is ${listed(marksIn(raw.marks as bigint))}: its holder can't admit an assignment at the cost of others.`,
    "A court can: [order propose admit-assignment --note {#note} --entry <entry> --as <court>]",
  ],
  AssignmentsFull: ["{max} assignments stand on {note} already.", ladder],
  AssignmentUnknown: ["There is no entry {entry} on {note}.", ladder],
  AssignmentWrongStatus: ["Entry {entry} on {note} is {status}; {act} needs {needed}.", ladder],
  AssignmentNotYours: [
    "Entry {entry} on {note} is not {caller}'s; {claimant} has entered it.",
    "Act as {claimant}: --as {#claimant}",
  ],
};
