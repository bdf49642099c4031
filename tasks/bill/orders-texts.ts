/** Orders on bills, as events, errors and the orders themselves tell of them. */
import { counted, yuan } from "../shared/format.ts";
import type { ErrorTexts, EventTexts, Text, Told } from "../shared/told.ts";

/** Units as an amount, and where on the bill they lie. */
const units = ({ raw }: Told): string =>
  `${yuan((raw.hi as bigint) - (raw.lo as bigint) + 1n)} (units ${String(raw.lo)}–${String(raw.hi)})`;

const underCase = ({ raw, shown }: Told): string =>
  /^0x0+$/.test(String(raw.caseKey)) ? "" : `, in case ${shown.caseKey}`;

export const events: EventTexts = {
  HoldingFrozen: (told) =>
    `${units(told)} of {holding} are frozen in the hand of {against} until {until} (case {caseKey}).`,
  HoldingUnfrozen: "Case {caseKey} against {against} on {bill} has ended.",
  HoldingTransferredByOrder: (told) => `{holding} goes from {from} to {to} by order${underCase(told)}.`,
  HoldingInvalidated: (told) => `The title of {from} to {holding} is void, and {applicant} has it${underCase(told)}.`,
};

/** What an order's call does, by its contract and function. */
export const calls: Record<string, Text> = {
  "BillOrders.freeze": (told) =>
    `Freezes ${units(told)} of {holding} in the hand of {against} until {until} (case {caseKey}).`,
  "BillOrders.renewFreeze": "Prolongs case {caseKey} on {holding} until {until}.",
  "BillOrders.unfreeze": "Ends case {caseKey} on {holding}; others stay.",
  "BillOrders.transferByOrder": (told) =>
    `Transfers ${units(told)} of {holding} from {from} to {to}${underCase(told)}.`,
  "BillOrders.invalidate": (told) =>
    `Declares the title of {from} to {holding} void, and gives it to {applicant}${underCase(told)}.`,
  "BillDiscount.setTrader": ({ raw }) =>
    raw.admitted === true
      ? "Admits {participant} to trading bills that a bank has discounted."
      : "No longer admits {participant} to trading bills that a bank has discounted.",
  "BillIssuance.setPeriods": ({ raw }) => {
    const lengths = raw.periods as Record<string, bigint>;
    const months = (name: string): string => counted(lengths[name] ?? 0n, "month");
    const days = (name: string): string => counted(lengths[name] ?? 0n, "day");
    return (
      `Sets the periods for bills drawn from then on: ${months("tenorMonths")} to maturity at most, ${days("acceptanceDays")} to accept, ` +
      `${days("presentationDays")} to present, ${days("noticeDays")} to tell priors; claims ${months("principalMonths")} on drawer and ` +
      `acceptor, ${months("recourseMonths")} on others, ${months("againMonths")} by who has paid.`
    );
  },
  "BillRecourse.setRate": "Sets the yearly rate of recourse interest to {rate} from {from} on.",
};

export const errors: ErrorTexts = {
  BillFrozen: [
    "{holding} is frozen by order: its holder can't dispose of it, and can present it.",
    "By which case: [bill show {#holding}]",
  ],
  BillCaseKeyMissing: ["The key of the case is missing.", "Give --case, as in 2026-17."],
  BillUnitsOutOfRange: [
    "Units {lo} to {hi} are not all in {holding}, which has {holdingLo} to {holdingHi}.",
    "Give --units in it: [bill show {#holding}]",
  ],
  BillForcedToHolder: [
    "{holder} holds {holding} already: that would change nothing, and ends no freeze.",
    "To end a freeze: [order propose unfreeze-bill --help]",
  ],
  BillCaseOutranked: [
    "{holding} is frozen by case {first}, which goes first.",
    "Carry that one out, or end it: [bill show {#holding}]",
  ],
  BillCaseElsewhere: [
    "Case {caseKey} does not freeze all of that of {holding}, or no longer.",
    "Its cases: [bill show {#holding}]",
  ],
  BillNotPartable: [
    "{holding} can't be parted now: units {lo} to {hi} can't go alone.",
    "Take all of it: leave --units and --amount out.",
  ],
  BillHeldUnderPledge: [
    "{pledgee} holds {holding} under a realised pledge: it is not conveyed.",
    "Invalidate the title, or take the money that it brings in: [order propose --help]",
  ],
};
