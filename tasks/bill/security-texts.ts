/** Guarantees and pledges, as events and errors tell of them. */
import { yuan } from "../shared/format.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";

/** As what a guarantor's principal is liable. */
const principalAs = ({ raw }: Told): string => {
  const words: Partial<Record<Value<"Capacity">, string>> = {
    Drawer: "its drawer",
    Acceptor: "its acceptor",
    Endorser: `endorser ${String(raw.place)} of its chain`,
  };
  return words[nameOf("Capacity", raw.capacity as bigint)] ?? "a party of it";
};

export const events: EventTexts = {
  BillGuaranteed: (told) =>
    `{guarantor} guarantees {holding} over ${yuan((told.raw.hi as bigint) - (told.raw.lo as bigint) + 1n)} for {principal}, ${principalAs(told)}.`,
  BillPledged: ({ raw }) =>
    `{pledgor} has pledged {holding} to {pledgee} for {secured}, due on {dueDay}${raw.byRepo === true ? ", by a repo" : ""}.`,
  BillPledgeReleased: "{pledgee} has given up its pledge of {holding}; it is free in the hand of {pledgor}.",
  BillPledgeRealised: "{pledgee} has title to {holding}, to collect {secured} at most; what is over goes to {pledgor}.",
  BillPledgeCollected: ({ raw }) =>
    raw.securedLeft === 0n
      ? "Of what {holding} has brought in, {toPledgee} goes to {pledgee} and {toPledgor} to {pledgor}; nothing is secured any more."
      : "Of what {holding} has brought in, {toPledgee} goes to {pledgee} and {toPledgor} to {pledgor}; {securedLeft} is still secured.",
  BillPledgeEnded: "The pledge of {holding} has ended.",
};

const missing = ({ raw }: Told): string => {
  const status = nameOf("PledgeStatus", raw.status as bigint);
  if (status === "None") return "{holding} was never pledged.";
  if (status === "Ended") return "The pledge of {holding} has ended.";
  return status === "Realised"
    ? "The pledge of {holding} is realised already."
    : "The pledge of {holding} is not realised.";
};

export const errors: ErrorTexts = {
  BillGuarantorIsDebtor: [
    "{guarantor} is liable on {bill} already, as {capacity}: it can't guarantee it.",
    "Ask somebody else: [bill request-guarantee --help]",
  ],
  BillGuaranteeStale: [
    "{request} asks for a guarantee for {askedFor}; now it would be for {now}, or over other units.",
    "Refuse it, and let it be asked anew: [bill refuse {#request} --as {#actor}]",
  ],
  BillGuaranteeNotYours: [
    "{caller} neither holds {holding} nor is {principal}, who would be guaranteed.",
    "Act as {principal}: --as {#principal}",
  ],
  BillHeldToCollect: [
    "{pledgee} holds {holding} to collect only: it endorses to nobody, so there is nothing to guarantee.",
    "[bill show {#holding}]",
  ],
  BillPledgeeIsHolder: ["{holder} holds {holding} itself.", "Give another --pledgee."],
  BillSecuredZero: ["The pledge of {holding} would secure nothing.", "Give --secured, above 0.00."],
  BillPledgeDayPassed: [
    "The debt would be due on {dueDay}; today is {today}.",
    "Give --due, today or later; a request that has waited too long is asked anew.",
  ],
  BillPledgeMissing: [missing, "[bill show {#holding}]"],
  BillNotPledgee: ["{caller} has no pledge of {holding}; {pledgee} has.", "Act as {pledgee}: --as {#pledgee}"],
  BillPledgeNotDue: [
    "The debt is due on {dueDay}, and {holding} on {maturity}.",
    "Run the same command on the earlier of these days.",
  ],
  BillPledgeByRepo: [
    "The pledge of {holding} belongs to a repo, which ends with it.",
    "[bill repo-list --holding {#holding}]",
  ],
};
