/** Recourse, as events and errors tell of it. */
import { yuan } from "../shared/format.ts";
import { nameOf } from "../shared/terms.ts";
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";

/** How a payment was counted: the parts that there are. */
function counting({ raw }: Told): string {
  const parts = [
    ["costs", raw.toCosts],
    ["interest", raw.toInterest],
    ["principal", raw.toPrincipal],
  ] as const;
  const told = parts.filter(([, fen]) => fen !== 0n).map(([what, fen]) => `${yuan(fen as bigint)} for ${what}`);
  return told.length === 0 ? "nothing" : told.join(", ");
}

export const events: EventTexts = {
  RecourseRateSet: "Recourse interest is {rate} a year from {from} on.",
  RecourseOpenedEarly: "{holder} has opened recourse on {holding} before its maturity, by {evidence}.",
  RecourseClaimed: ({ raw }) =>
    `{claimant} claims {principal} and interest on {holding} from {party}, which is liable as ${nameOf("Capacity", raw.capacity as bigint).toLowerCase()}` +
    `${raw.costs === 0n ? "" : ", and {costs} of costs"}.`,
  DishonourNotified: ({ raw }) =>
    `{from} has told {to} that {holding} was dishonoured${raw.late === true ? ", late" : ""}.`,
  RecourseInterrupted: ({ raw }) => {
    const how = nameOf("Interruption", raw.kind as bigint) === "Suit" ? "sued" : "asked";
    return `{claimant} has ${how} {party} for {holding}: it can claim until {limit}.`;
  },
  RecoursePaid: (told) => `{payer} has paid {claimant} ${counting(told)} on {holding}; {left} is left.`,
  RecourseSettled: ({ raw }) =>
    raw.closed === true
      ? "{payer} has paid {claimant} all that was owed on {holding}, {advanced}, and it is closed."
      : "{payer} has paid {claimant} all that was owed on {holding}, {advanced} of it itself, and holds it.",
};

const liable = "Who is liable: [bill liable {#holding}]";

export const errors: ErrorTexts = {
  RecourseNotHolder: ["{caller} has no claim on {holding}; {holder} holds it.", "Act as {holder}: --as {#holder}"],
  RecourseNotDishonoured: [
    "{holding} was not dishonoured: nobody owes anything on it yet.",
    "Present it for payment: [bill present {#holding} --as {#actor}]",
  ],
  RecourseNotLiable: ["{party} is not liable on {holding} to {claimant}.", liable],
  RecourseOutOfTurn: [
    "Between banks {first} pays before {party} on {holding}.",
    "Claim there first, and here from the next day on: [bill claim {#holding} --party {#first} --as {#actor}]",
  ],
  RecourseLapsed: ["{claimant} could claim on {party} for {holding} until {limit}.", liable],
  RecourseAlreadyClaimed: ["{party} was claimed on for {holding} on {claimedOn}.", liable],
  RecourseNotClaimed: ["Nobody has claimed on {party} for {holding}.", liable],
  RecourseCostsOutOfRange: [
    "Costs of {costs} are more than the bill is over: {max}.",
    "Claim at most that much with --costs.",
  ],
  RecourseCostsUnproven: ["What proves costs of {costs} is missing.", "Give --costs-file with it, or --costs-digest."],
  RecourseEvidenceMissing: [
    "What proves it is missing.",
    "Give --evidence-file with it, or --evidence with its digest.",
  ],
  RecourseEvidenceInvalid: [
    "{evidence} proves no insolvency of the acceptor of {holding}: a court or a regulator anchors it, under {needed}.",
    "[evidence anchor --file <ruling> --category {needed} --as <court>]",
  ],
  RecourseInterruptionMissing: ["What starts the time anew is missing.", "Give --kind demand or suit."],
  RateScheduleDayPassed: [
    "The rate would count from {from}; today is {today}.",
    "Give --since, today or later: what has run stays as it was.",
  ],
  RateScheduleMissing: ["There is no rate for {day}.", "An order sets it: [order propose set-recourse-rate --help]"],
  RecourseAmountZero: ["The payment is of nothing.", "Give --amount, above 0.00."],
  RecourseAlreadyNotified: ["{to} was told of {holding} on {notifiedOn}.", liable],
  RecourseMoneyShort: [
    "{payer} was to pay {needed}; it has {balance}, and lets BillRecourse take {allowance}.",
    "[money approve BillRecourse --amount {#needed} --as {#payer}]",
  ],
};
