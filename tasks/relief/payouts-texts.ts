/** Rounds and payouts, as events, errors and orders tell of them. */
import { nameOf } from "../shared/terms.ts";
import type { ErrorTexts, EventTexts, Text, Told } from "../shared/told.ts";

/** What a payout is, in a sentence that goes on with whom it is to. */
const kindOf = ({ raw }: Told): string =>
  ({
    Bank: "to be paid to cards through",
    Share: "shares of produce, to be paid to cards through",
    Milestone: "for a milestone, to",
    Voucher: "for a purchase, to",
    Margin: "the margin of",
    None: "to",
  })[nameOf("PayoutKind", raw.kind as bigint)];

/** Whether a payout of one piece goes back, for its payee may no longer be paid. */
const isTakenBack = ({ raw }: Told): boolean =>
  ["Returning", "Returned"].includes(nameOf("PayoutStatus", raw.status as bigint));

/** Whether a finding names nobody: it clears the payee. */
const isCleared = ({ raw }: Told): boolean => raw.officer === 0n && raw.barred === false;

export const events: EventTexts = {
  RoundProposed: "{round}: period {period} of {benefit} for {area}, {total} at most, on notice until {noticeEnd}.",
  RoundApproved: "{round} is approved.",
  RoundRefused: "{round} is refused.",
  RoundReleased: ({ raw }) =>
    raw.payout === 0n
      ? "The vouchers of {round} are open."
      : "{lines} lines of {round} are released: {amount} ({payout}); {released} in all.",
  RoundClosed: "{round} is closed.",
  LineObjectionRaised: "Objection {objection} to {household} in {round}: its line waits for the answer.",
  LineObjectionAnswered: "Objection {objection} to {household} in {round} is {outcome}.",
  PayoutCreated: (told) =>
    `{payout}: {total} ${kindOf(told)} {payee}${told.raw.dueDay === 0n ? "" : ", which answers until {dueDay}"}.`,
  PayoutDrawn: ({ raw }) =>
    nameOf("PayoutStatus", raw.status as bigint) === "Drawing"
      ? "{payout} uses more lots than one transaction visits: {drawn} of {total} so far; anyone carries it on."
      : "",
  PayoutAnswered: "{payee} has answered for lines {from} to {to} of {payout}: {paid} paid, {returned} sent back.",
  PayoutReturned: (told) =>
    isTakenBack(told)
      ? "{returned} of {payout} went back to its lots: {payee} may no longer be paid. It is {status}."
      : "Lines {from} to {to} of {payout} went back, {returned}: {payee} was silent.",
  PayoutConfirmed: "{household} has received {amount} ({payout}, line {line}).",
  PayoutDisputed: "{household} has not received {amount} as the bank says ({payout}, line {line}).",
  PayoutDisputeAnswered: ({ raw }) =>
    raw.upheld === true
      ? "{household} is right: line {line} of {payout} is to be given back."
      : "Line {line} of {payout} was paid to {household}, as the bank says.",
  PayoutGivenBack: "{payee} has given {amount} of {payout} back.",
  DiversionFound: (told) =>
    isCleared(told)
      ? "{payee} may be paid again in the programme of {payout}."
      : `Payout {payout} was diverted.${told.raw.officer === 0n ? "" : " {officer} answers for it."}${told.raw.barred === true ? " Nothing new is paid to {payee} in the programme." : ""}`,
};

/** What an order's call does. */
export const calls: Record<string, Text> = {
  "ReliefPayouts.findDiversion": (told) =>
    isCleared(told)
      ? "Finds that nobody has diverted {payout}: its payee, if it was barred, may be paid again."
      : `Finds that {payout} was diverted${told.raw.officer === 0n ? "" : ", by {officer}"}${told.raw.barred === true ? "; its payee is barred from the programme" : ""}.`,
};

const showRound = "[relief show-round {#round}]";
const showPayout = "[relief show-payout {#payout}]";

export const errors: ErrorTexts = {
  RoundUnknown: ["There is no {round}.", "[relief list]"],
  RoundWrongStatus: ["{round} is {status}; this takes {needed}.", showRound],
  RoundSameOfficer: [
    "{officer} has taken another step of {round}.",
    "Proposer, approver and payer are three officers; see [relief officers]",
  ],
  RoundEvidenceMissing: ["What shows it is missing.", "Give --evidence-file with it."],
  RoundProjectForeign: ["{project} is of another programme or purpose than {benefit}.", "Give another --project."],
  RoundAreaOutside: ["{area} lies outside of the project's area {project}.", "Give an area within it."],
  RoundPeriodNotBegun: [
    "Period {period} of {benefit} has not begun; it is period {current} now.",
    "Give --period, up to that one.",
  ],
  RoundTotalZero: ["Nothing could be paid.", "Give --total, above 0.00."],
  RoundRootUnfit: [
    "{benefit} is paid by a list, or the same to all: this is the other.",
    "Give --list for a listed benefit, none for a uniform one.",
  ],
  RoundNoticeRunning: [
    "The notice of {round} runs until {noticeEnd}; today is {today}.",
    "Run the same command after that.",
  ],
  RoundNoticeOver: [
    "The notice of {round} ended on {noticeEnd}; today is {today}.",
    "What comes to light later goes to the programme's authority.",
  ],
  RoundTotalExceeded: [
    "{round} would come to {released}; {total} were approved.",
    "Propose another round for the rest.",
  ],
  RoundPageUnproven: ["This page is not in the list of {round}.", "Use the list that was approved."],
  RoundPageEmpty: ["No household of the page can be paid now.", showRound],
  RoundAmountsUnfit: [
    "A listed round takes an amount for each household, a uniform one none.",
    "[relief pay-benefits --help]",
  ],
  RoundHouseholdBlocked: [
    "There is an objection to {household} in {round}.",
    "Answer it: [relief answer-objection --help]",
  ],
  RoundWrongKind: ["{round} is of the other kind: transfers are released in pages, vouchers opened once.", showRound],
  RoundTermsDiffer: ["{round} comes to {total} with the list {root}: not what is approved here.", showRound],
  RoundVouchersOpen: ["The vouchers of {round} are open already.", showRound],
  RoundVouchersNotOpen: [
    "The vouchers of {round} are not open.",
    "A third officer opens them: [relief open-vouchers {#round}]",
  ],
  RoundHouseholdUnfit: ["{household} has no voucher of {round}.", showRound],
  LineObjectionUnknown: ["There is no objection {objection} to a line.", "[relief objections]"],
  LineObjectionAlreadyAnswered: ["Objection {objection} was answered already.", "[relief objections]"],
  LineObjectionAlreadyRaised: ["Objection {objection} to {household} in {round} is open.", "Wait for its answer."],
  LineObjectionOutcomeMissing: ["What is decided is missing.", "Give --outcome: upheld or dismissed."],
  PayoutUnknown: ["There is no {payout}.", "[relief payouts]"],
  PayoutWrongStatus: ["{payout} is {status}; this takes {needed}.", showPayout],
  PayoutWrongKind: ["{payout} is of the kind {kind}; this takes {needed}.", showPayout],
  PayoutNoLines: ["The payout would have no lines.", "Name a household."],
  PayoutTooManyLines: ["The payout would have {count} lines.", "Give {max} at most."],
  PayoutNotPayee: ["{payout} is {payee}'s, not {caller}'s.", "Act as {payee}: --as {#payee}"],
  PayoutReceiptMissing: ["The bank's receipt is missing.", "Give --receipt-file with it."],
  PayoutAnswerLate: [
    "{payout} was to be answered until {dueDay}; today is {today}.",
    "What was not answered goes back: [relief return-overdue {#payout}]",
  ],
  PayoutAnswerNotOverdue: [
    "The bank has until {dueDay} to answer for {payout}; today is {today}.",
    "Run the same command after that.",
  ],
  PayoutLinesOutOfRange: [
    "{payout} has {lines} lines, of which {from} are done; {to} does not follow.",
    "Give --to above {from}, up to {lines}.",
  ],
  PayoutFailedNotAscending: [
    "Line {line} stands in the wrong place, or is not among those that are answered.",
    "Give --failed in ascending order, each once.",
  ],
  PayoutLineUnknown: ["{payout} has no line {line}.", showPayout],
  PayoutLineWrongStatus: ["Line {line} of {payout} is {status}.", showPayout],
  PayoutLineOtherHousehold: ["Line {line} of {payout} is {own}'s, not {household}'s.", showPayout],
  PayoutPeriodPaid: ["{household} has had period {period} of {benefit}, or has it open.", "Leave it out."],
  PayoutVoucherExceeded: [
    "{household} would have used {used}; its vouchers of the period are worth {cap}.",
    "Give less.",
  ],
  PayoutAmountZero: ["The amount is missing.", "Give it, above 0.00."],
  PayoutGivenBackUnfit: [
    "{amount} cannot be given back of {payout}; {left} can.",
    "Of a line all is given back, of another payout up to that.",
  ],
  PayoutEvidenceMissing: ["What shows it is missing.", "Give --evidence-file with it."],
  PayoutConfirmationsOpen: [
    "Households may still confirm {payout} in time, until {until}; today is {today}.",
    "Run the same command after that.",
  ],
  PayoutDisputeUpheld: [
    "The household is right about line {line} of {payout}, which waits for the payee.",
    "The payee gives it back: [relief give-back {#payout} --line {line}]",
  ],
  PayoutSameOfficer: ["{officer} has released {payout} itself.", "Another officer answers."],
  PayoutNobodyFound: [
    "Neither an officer nor the payee answers for {payout}, and its payee is not barred.",
    "Name the officer, or bar the payee.",
  ],
  PayoutPayeeBarred: [
    "{payee} has diverted money of {programme}; nothing new is paid to it there.",
    "Pay through another.",
  ],
};
