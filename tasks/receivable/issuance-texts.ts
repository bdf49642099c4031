/** Facilities, opening, confirmation and cancellation, as events, errors and orders tell of them. */
import { yuan } from "../shared/format.ts";
import type { ErrorTexts, EventTexts, Text } from "../shared/told.ts";

export const events: EventTexts = {
  FacilityGranted: "{facility}: {grantor} lets {obligor} have {limit} open at a time, until {until}.",
  FacilityChanged: ({ raw }) =>
    raw.closed === true
      ? "{facility} is closed; {used} is open under it."
      : "{facility}: {used} of {limit} is open, until {until}.",
  ReceivableProposed: ({ raw }) =>
    `{root} over ${yuan((raw.terms as { face: bigint }).face)} is put forward by ${raw.byObligor === true ? "{obligor}, for {supplier}" : "{supplier}, for {obligor} to confirm"}.`,
  ReceivableOpened:
    "{root} is open: {obligor} owes {face} on {dueDay} to whoever holds its notes; {note} is {supplier}'s.",
  ReceivableConfirmed: ({ raw }) =>
    `{bank} confirms {root}: should {obligor} not pay, it pays the holders.${raw.fee === 0n ? "" : " It was paid {fee} for that."}`,
  CancellationProposed: "{obligor} asks all holders to cancel {root}.",
  CancellationWithdrawn: "{obligor} no longer asks to cancel {root}.",
  CancellationAgreed: "{holder} agrees, for {note}; {agreedUnits} of {root} in all.",
  CancellationAgreementWithdrawn: "{holder} no longer agrees, for {note}; {agreedUnits} of {root} are left.",
  LoanPrimeRateSet: "The one-year loan prime rate is {rate} from {from} on.",
};

/** What an order's call does, by its contract and function. */
export const calls: Record<string, Text> = {
  "ReceivableIssuance.setLoanPrimeRate":
    "Sets the one-year loan prime rate to {rate} from {from} on: the least that can be agreed on what is overdue.",
};

export const errors: ErrorTexts = {
  FacilityUnknown: [
    ({ raw }) =>
      raw.facility === 0n ? "The obligor has given itself no facility, and none is named." : "There is no {facility}.",
    "Give --facility: [receivable facilities]",
  ],
  FacilityClosed: ["{facility} is closed.", "Give another --facility: [receivable facilities]"],
  FacilityNotYours: ["{facility} is not {caller}'s; {grantor} has given it.", "Act as {grantor}: --as {#grantor}"],
  FacilityForeign: ["{facility} is for {obligor}.", "Give another --facility: [receivable facilities]"],
  FacilityOver: [
    "{facility} ends on {until}; today is {today}.",
    "Give a later day, or another --facility: [receivable facilities]",
  ],
  FacilityExceeded: [
    "{headroom} is free under {facility}; {amount} is needed.",
    "Who has given it can raise it: [receivable change-facility {#facility} --limit <amount> --as <grantor>]",
  ],
  FacilityLimitZero: ["The limit is nothing.", "Give --limit, above 0.00."],
  ReceivableFaceOutOfRange: [
    ({ raw }) => (raw.face === 0n ? "The amount is nothing." : "{face} is too much for one receivable."),
    ({ raw }) => `Give 0.01 to ${yuan(raw.max as bigint).slice(1)}.`,
  ],
  ReceivablePartiesEqual: ["{party} can't owe itself anything.", "Name the other side."],
  ReceivableDueDayOutOfRange: ["It would be due on {dueDay}.", "Give --due between {earliest} and {latest}."],
  ReceivableReasonMissing: [
    "It would be due on {dueDay}; later than {normalLatest} needs a reason.",
    "Give --reason-file, or --reason with its digest; or an earlier --due.",
  ],
  ReceivableOverdueRateLow: [
    "{rate} a year on what is overdue is less than the one-year loan prime rate, {loanPrimeRate}.",
    "Give --overdue-rate from {loanPrimeRate} on, or leave it out for 0.05 % a day.",
  ],
  ReceivableDocumentsInvalid: [
    ({ raw }) => (raw.count === 0n ? "No invoice stands behind it." : "{count} invoices are too many."),
    "Give --documents, 1 to {max} of them: [trade list]",
  ],
  ReceivableDocumentAmountZero: [
    "Document {index} stands for nothing of it.",
    "Leave it out, or give it an amount above 0.00.",
  ],
  ReceivableTradeShort: [
    "The invoices make up {covered}; the receivable is over {face}.",
    "Let the amounts of --documents add up to it: NUMBER=1,000.00,OTHER=234.56",
  ],
  ReceivableDocumentForeign: [
    ({ raw }) =>
      raw.seller === 0n
        ? "Document {index} is no invoice that both sides have confirmed."
        : "Document {index} is no invoice of the supplier's to the obligor: {seller} sells there, and {buyer} buys.",
    "Give --documents with invoices of the supplier's: [trade list]",
  ],
  ReceivableNotDelivered: [
    "Of what document {index} invoices, {invoiced}, its trade file shows {delivered} delivered: nothing is opened on prepayments.",
    "Put the delivery note beside it: [trade open-file --documents <invoice>,<delivery> --as {#actor}]",
  ],
  ReceivableNotObligor: ["{root} is not {caller}'s debt; {obligor} owes it.", "Act as {obligor}: --as {#obligor}"],
  ReceivableConfirmerIsObligor: ["{obligor} can't confirm its own debt.", "Give another --bank."],
  ReceivableAlreadyConfirmed: ["{bank} has confirmed {root} already.", "[receivable show {#root}]"],
  CancellationAfterFinancing: [
    "Something of {root} was financed: it can't be cancelled any more.",
    "It is paid, early or when due: [receivable show {#root}]",
  ],
  CancellationAlreadyProposed: ["It is asked already that {root} be cancelled.", "[receivable show {#root}]"],
  CancellationNotProposed: [
    "Nobody asks to cancel {root}.",
    "Its obligor can: [receivable propose-cancellation {#root} --reason-file <document> --as <obligor>]",
  ],
  CancellationReasonMissing: ["The reason is missing.", "Give --reason-file, or --reason with its digest."],
  CancellationOverruled: [
    "An order has struck a note of {root} since it was asked: what was agreed is no more.",
    "Its obligor takes it back and asks anew: [receivable withdraw-cancellation {#root} --as <obligor>]",
  ],
  CancellationNotAgreed: ["The holder of {note} has not agreed to anything.", "[receivable show {#note}]"],
};
