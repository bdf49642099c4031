/** Factoring, as events and errors tell of it. */
import { yuan } from "../shared/format.ts";
import { nameOf } from "../shared/terms.ts";
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";

const isNothing = (value: unknown): boolean => value === 0n;

/** Who has got what of the money on a financed note. */
function collecting({ raw }: Told): string {
  const due = isNothing(raw.due) ? "" : " {due} is still due to {factor}.";
  if (!isNothing(raw.held) && isNothing(raw.toFactor)) {
    return `{seller} has collected {toSeller} on {note} for {factor}, and holds {held} for it.${due}`;
  }
  const rest = isNothing(raw.toSeller) ? "" : ", and {toSeller} to {seller}";
  return `Of what {note} has brought in, {toFactor} goes to {factor}${rest}.${due}`;
}

export const events: EventTexts = {
  NoteFinanced: ({ raw }) =>
    `{factor} has factored {note} over {amount} of {seller}'s at {rate} for {price}, ` +
    `${raw.recourse === true ? "with" : "without"} recourse${raw.disclosed === true ? "" : "; {seller} collects it for {factor}"}.`,
  ObligorNotified: "{obligor} knows that {note} is {factor}'s: from now on only {factor} is paid.",
  FinancingRegistered: "The factoring of {note} is registered with the national registry, for {factor}.",
  FinancingsMerged: "{note} and {next} are one factoring now, for {price}.",
  FinancingCollected: collecting,
  FinancingRemitted: ({ raw }) =>
    `{seller} has paid {factor} {amount} that it had collected on {note}${isNothing(raw.due) ? "" : "; {due} is still due"}.`,
  FinancingClaimed: ({ raw }) =>
    `{factor} claims {due} on {note} from {seller}${isNothing(raw.costs) ? "" : ", {costs} of it further costs"}.`,
  FinancingRepaid: ({ raw }) =>
    isNothing(raw.due)
      ? "{seller} has paid {factor} all that was due on {note}, {amount} in the end."
      : "{seller} has paid {factor} {amount} on {note}; {due} is still due.",
  FinancingEnded: ({ raw }) =>
    nameOf("FinancingStatus", raw.status as bigint) === "Collected"
      ? "The factoring of {note} is over: it is paid."
      : "The factoring of {note} has ended by order, and with it the right of {factor}.",
};

const show = "[receivable show {#note}]";

export const errors: ErrorTexts = {
  FinancingTermsUnknown: ["{terms} are no terms of a factoring.", "Give --recourse, --disclosed, both or none."],
  FinancingBuyerIsObligor: [
    "{obligor} owes {note}: it pays its debt, and buys none of it.",
    "Others quote on it; {obligor} can pay early: [receivable request-early-payment {#note} --rate <percent>]",
  ],
  FinancingValueDayOutOfRange: ["{note} is due on {dueDay}; {valueDay} is too late.", "Give an earlier day."],
  FinancingMissing: [
    ({ raw }) => {
      const status = nameOf("FinancingStatus", raw.status as bigint);
      return status === "None" ? "{note} was never factored." : `The factoring of {note} is over (${status}).`;
    },
    show,
  ],
  FinancingNotFactor: ["{caller} has not factored {note}; {factor} has.", "Act as {factor}: --as {#factor}"],
  FinancingNotSeller: ["{caller} has not sold {note}; {seller} has.", "Act as {seller}: --as {#seller}"],
  FinancingAlreadyNotified: ["The obligor knows of the factoring of {note} already.", show],
  FinancingAlreadyRegistered: ["The factoring of {note} is registered already.", show],
  FinancingReferenceMissing: ["The registration is missing.", "Give --number, or --registration with its digest."],
  FinancingWithoutRecourse: [
    "{note} was factored without recourse: its seller owes nothing on it.",
    "The obligor does: [receivable due {#note}]",
  ],
  FinancingNotOverdue: [
    "There is recourse once the obligor of {note} is overdue, after {payableDay}; today is {today}.",
    "Run the same command then, if it is not paid.",
  ],
  FinancingSetAside: [
    "The obligor has set aside what it owes on {note}; an order keeps it from being paid.",
    "By which case: [receivable show {#note}]",
  ],
  FinancingCostsWithoutEvidence: [
    "What proves the costs is missing.",
    "Give --evidence-file with it, or --evidence with its digest.",
  ],
  FinancingCostsTooHigh: [
    "Costs of {costs} on {note} are too high.",
    ({ raw }) => `Claim ${yuan(raw.max as bigint)} more at most with --costs.`,
  ],
  FinancingNotClaimed: [
    "The factor of {note} has claimed nothing of its seller.",
    "It claims first: [receivable claim-recourse {#note} --as <factor>]",
  ],
  FinancingNothingHeld: ["Nothing that was collected on {note} is held for its factor.", "[receivable due {#note}]"],
  FinancingAmountOutOfRange: [
    "{due} is due on {note} today; {amount} can't be paid on it.",
    "Give --amount, 0.01 to {due}; or leave it out for all.",
  ],
  FinancingMarksDiffer: [
    "{note} and {next} were not factored alike.",
    "Seller, factor, rate, days, recourse, notice and registration must be the same: [receivable show {#note}]",
  ],
  FinancingMoneyShort: [
    "{payer} was to pay {needed}; it has {spendable}, and lets ReceivableFinancing take {allowance}.",
    "[money approve ReceivableFinancing --amount {#needed} --as {#payer}]",
  ],
};
