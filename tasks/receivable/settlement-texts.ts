/** Payment of receivables, as events and errors tell of it. */
import { yuan } from "../shared/format.ts";
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";
import { noteHandle } from "../shared/words.ts";

/** "¥1.00", or "¥1.00 and ¥0.10 of interest". */
function amount({ raw }: Told): string {
  const [principal, interest] = [raw.principal as bigint, raw.interest as bigint];
  return interest === 0n ? yuan(principal) : `${yuan(principal)} and ${yuan(interest)} of interest`;
}

const place = ({ raw }: Told, number: bigint): string => noteHandle(((raw.root as bigint) << 32n) + number);

export const events: EventTexts = {
  SettlementStarted: "{payer} pays {root}, up to {paidTo} of it; {amount} at most is needed for that.",
  NotePaid: (told) =>
    told.raw.holder === told.raw.payer
      ? `{payer} holds {note} itself: ${amount(told)} of it is paid.`
      : `{payer} pays {holder} ${amount(told)} for {note}.`,
  NoteDivided: "Of that on {note}, {to} gets {amount}.",
  SettlementPaged: (told) =>
    told.raw.next === 0n
      ? "{payer} has paid {amount} with that; no note of {root} is left to pay."
      : `{payer} has paid {amount} with that; it goes on at note ${place(told, told.raw.next as bigint)}.`,
  NoteSetAside: (told) => `{holder} can't be paid for {note}: ${amount(told)} is set aside, and {payer} owes it.`,
  NoteClaimed: (told) => `{payer} pays {holder} ${amount(told)} that was set aside for {note}.`,
  EarlyPaymentRequested: "{holder} asks to be paid {amount} of {note} early, at {rate}.",
  NotePaidEarly: "{obligor} has paid {holder} {price} for {note} over {amount}, at {rate}.",
  ReceivableOverdue: "{root} is overdue: {obligor} was to pay {unpaid} more by {payableDay}.",
};

const needed = "What it takes: [receivable needed {#root}]";

export const errors: ErrorTexts = {
  SettlementTooEarly: ["{root} is paid from {earliest} on; today is {today}.", "Run the same command on that day."],
  SettlementNotPayer: [
    ({ raw }) =>
      raw.confirmer === 0n
        ? "{caller} does not pay {root}; {obligor} does."
        : "{caller} does not pay {root}; {obligor} does, or {confirmer} for it.",
    "Act as {obligor}: --as {#obligor}",
  ],
  SettlementNothingDue: ["Nothing is owed on {root} any more.", "[receivable show {#root}]"],
  SettlementPartOutOfRange: [
    ({ raw }) =>
      `${yuan(raw.reached as bigint)} of {root} over {face} is paid already; {paidTo} in all is no further part.`,
    ({ raw }) =>
      `Give --paid-to above ${yuan(raw.reached as bigint)} and below {face}, or pay it all: [receivable settle {#root} --as {#actor}]`,
  ],
  SettlementRunning: [
    (told) =>
      `{payer} is still paying {root} up to {paidTo}; it goes on at note ${place(told, told.raw.cursor as bigint)}.`,
    "Carry that on first: [receivable collect {#root} --payer {#payer} --as {#actor}]",
  ],
  SettlementMoneyShort: [
    "{payer} must have {needed} ready for {root}; it has {spendable}, and lets ReceivableSettlement take {allowance}.",
    ({ raw }) =>
      (raw.spendable as bigint) < (raw.needed as bigint)
        ? needed
        : "[money approve ReceivableSettlement --amount {#needed} --as {#payer}]",
  ],
  SettlementLimitZero: ["A page of no notes pays nobody.", "Give --page, from 1 on."],
  NoteNotSetAside: ["Nothing is set aside for {note}.", "[receivable due {#note}]"],
  NoteStillFrozen: [
    "{note} is frozen by order: what is set aside for it waits until that has ended.",
    "By which case: [receivable show {#note}]",
  ],
  ReceivableNotOverdue: [
    "{root} is not overdue: it can be paid until {payableDay}, and today is {today}.",
    "[receivable show {#root}]",
  ],
  ReceivableOverdueRecorded: ["It is recorded already that {root} is overdue.", "[receivable show {#root}]"],
};
