/** Pledges of notes, as events and errors tell of them. */
import { nameOf } from "../shared/terms.ts";
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";

export const events: EventTexts = {
  NotePledged: "{pledgor} has pledged {note} to {pledgee} for {secured}, due on {dueDay}.",
  NotePledgeReleased: "{pledgee} has given up its pledge of {note}; it is free in the hand of {pledgor}.",
  NotePledgeRealised: "{pledgee} has title to {note}, to collect {secured} at most; what is over goes to {pledgor}.",
  NotePledgeCollected: ({ raw }) =>
    `Of what {note} has brought in, {toPledgee} goes to {pledgee} and {toPledgor} to {pledgor}; ${
      raw.securedLeft === 0n ? "nothing is secured any more" : "{securedLeft} is still secured"
    }.`,
  NotePledgeEnded: "The pledge of {note} has ended.",
};

const missing = ({ raw }: Told): string => {
  const status = nameOf("PledgeStatus", raw.status as bigint);
  if (status === "None") return "{note} was never pledged.";
  return status === "Realised" ? "The pledge of {note} is realised already." : "The pledge of {note} has ended.";
};

export const errors: ErrorTexts = {
  NotePledgeeIsHolder: ["{holder} holds {note} itself.", "Give another --pledgee."],
  NotePledgeeIsObligor: ["{obligor} owes {note}: it is no security to it.", "Give another --pledgee."],
  NoteSecuredZero: ["The pledge of {note} would secure nothing.", "Give --secured, above 0.00."],
  NotePledgeDayPassed: [
    "The debt would be due on {dueDay}; today is {today}.",
    "Give --due, today or later; a request that has waited too long is asked anew.",
  ],
  NotePledgeMissing: [missing, "[receivable show {#note}]"],
  NoteNotPledgee: ["{caller} has no pledge of {note}; {pledgee} has.", "Act as {pledgee}: --as {#pledgee}"],
  NotePledgeNotDue: [
    "The debt that {note} secures is due on {dueDay}; today is {today}.",
    "Run the same command on that day.",
  ],
};
