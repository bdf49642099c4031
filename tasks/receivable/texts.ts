import { listed, yuan } from "../shared/format.ts";
import { marksIn, nameOf } from "../shared/terms.ts";
import type { ErrorTexts, EventTexts, Text, Told } from "../shared/told.ts";
import { ACTS, beyond, subjectOf } from "./asked.ts";
import * as disputes from "./disputes-texts.ts";
import * as financing from "./financing-texts.ts";
import * as issuance from "./issuance-texts.ts";
import { noteSteps, rootSteps } from "./next.ts";
import * as orders from "./orders-texts.ts";
import * as security from "./security-texts.ts";
import * as settlement from "./settlement-texts.ts";
import { noteState, type Request, rootState, unitsOf } from "./state.ts";

export const calls: Record<string, Text> = { ...issuance.calls, ...disputes.calls, ...orders.calls };

const units = ({ raw }: Told): string => yuan(unitsOf(raw as { lo: bigint; hi: bigint }));

/** Why a note has passed on; nothing where another event tells of it. */
function passing(told: Told): string {
  switch (nameOf("Ground", told.raw.ground as bigint)) {
    case "Payment":
      return `{from} has transferred {note} over ${units(told)} to {to}, at tier {tier}.`;
    case "Recourse":
      return "{note} is {to}'s again.";
    case "Confirmation":
      return "{to} has {note} in the place of {from}.";
    default:
      return "";
  }
}

/** What is asked, and of whom. */
function asking({ context, raw }: Told): string {
  const request = raw as unknown as Request;
  const act = nameOf("ReceivableAct", request.act);
  return `{request}: {from} asks {to} for ${ACTS[act]}: ${subjectOf(context, request)} over ${yuan(unitsOf(request))}${beyond(request)}, until {lastDay}.`;
}

export const events: EventTexts = {
  RootStatusChanged: "{root}: {previous} → {status}.",
  RootProgressed: "",
  NoteSplit: (told) => `{part}, over ${units(told)}, is split off {note}.`,
  NoteTransferred: passing,
  NotesMerged: (told) => `{next} has become part of {note}, which is over ${units(told)} now.`,
  NoteMarked: "",
  NoteOffered: "{note}: {amount} of it is offered under {ask}, and locked until {lastDay}.",
  NoteOfferEnded: "{note} is no longer offered under {ask}.",
  NoteClosed: ({ raw }) => (raw.status === 5n ? "{note} over {units} is cancelled." : ""),
  "ReceivableRegistry.Transfer": "",
  "ReceivableRegistry.RequestOpened": asking,
  ...issuance.events,
  ...settlement.events,
  ...financing.events,
  ...security.events,
  ...disputes.events,
  ...orders.events,
};

/** What the note that is spoken of can do next. */
async function next({ context, raw }: Told): Promise<string> {
  const [step] = await noteSteps(context, await noteState(context, raw.note as bigint));
  return step ?? "[receivable show {#note}]";
}

/** What the receivable that is spoken of can do next. */
async function nextOfRoot({ context, raw }: Told): Promise<string> {
  const [step] = await rootSteps(context, await rootState(context, raw.root as bigint));
  return step ?? "[receivable show {#root}]";
}

export const errors: ErrorTexts = {
  RootUnknown: ["There is no {root}.", "[receivable list]"],
  RootWrongStatus: ["{root} is {status}; {act} needs {needed}.", nextOfRoot],
  RootDue: ["{root} is due on {dueDay}: from then on it is paid, and nothing else.", nextOfRoot],
  NoteUnknown: ["There is no {note}.", "[receivable notes]"],
  NoteNotLive: ["{note} is {status}.", "[receivable show {#note}]"],
  NoteNotHolder: ["{caller} does not hold {note}; {holder} does.", "Act as {holder}: --as {#holder}"],
  NoteNotFree: [
    ({ raw }) => {
      const marks = marksIn(raw.marks as bigint);
      return marks.length === 0
        ? "{note} is due on {dueDay}: from then on it is paid, and nothing else."
        : `{note} is ${listed(marks)}: it can't be disposed of.`;
    },
    next,
  ],
  NoteAmountOutOfRange: [
    ({ raw }) => `{note} is over {units}; ${yuan(raw.amount as bigint)} of it can't be had.`,
    "Give --amount, 0.01 to {units}.",
  ],
  NoteReceiverIsObligor: [
    "{obligor} owes {note}: it pays its debt, and takes none of it.",
    "Ask it to pay early instead: [receivable request-early-payment {#note} --rate <percent> --as {#actor}]",
  ],
  NoteReceiverIsHolder: ["{holder} holds {note} already.", "Give another --to."],
  NoteTradeMissing: [
    "No trade is named behind the payment with {note}.",
    "Give --trade-file, or --trade with its digest.",
  ],
  NotePaymentsInvalid: [
    ({ raw }) => (raw.count === 0n ? "Nobody is paid." : "{count} receivers are too many for one transaction."),
    "Give 1 to {max}; more with a second command, or one by one from a file: [receivable transfer --help]",
  ],
  NotesNotOfOneRoot: [
    "{note} and {next} are of two receivables: they can't be one.",
    "Name two notes of one: [receivable notes --holder {#actor}]",
  ],
  NoteNotOffered: ["{note} is no longer offered under {ask}.", "[market show {#ask}]"],
  IntervalsNotAdjoining: [
    "The two notes do not adjoin: one ends at fen {hi}, the other begins at {lo}.",
    "Which do, is shown by [receivable notes --holder {#actor}]",
  ],
  ReceivableActElsewhere: [
    ({ raw }) =>
      `{request} is about ${ACTS[nameOf("ReceivableAct", raw.act as bigint)]}, which another part signs for.`,
    "The right one is found by [receivable sign {#request}]",
  ],
  ReceivableOrdersAlreadySet: ["The registry knows its part for orders already, once and for all.", "[system doctor]"],
  ...issuance.errors,
  ...settlement.errors,
  ...financing.errors,
  ...security.errors,
  ...disputes.errors,
  ...orders.errors,
};
