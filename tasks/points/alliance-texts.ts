/** The alliance, its programmes, clearing and orders, as events and errors tell of them. */
import { grouped, share, yuan } from "../shared/format.ts";
import type { ErrorTexts, EventTexts, Text } from "../shared/told.ts";

const forLot = (rate: unknown): string => (rate === 0n ? "for nothing" : `at ${yuan(rate as bigint)} for 1,000`);
/** Parts of 10,000 that errors and events name. */
const part = (value: unknown): string => share(value as bigint);

export const events: EventTexts = {
  AllianceMemberAdmitted: "{member} is a member of the points alliance.",
  AllianceMemberRemoved: "{member} is no longer a member of the points alliance.",
  ExchangeBandSet: ({ raw }) =>
    `Rates of exchange may be ${part(raw.lowest)} to ${part(raw.highest)} of parity from now on.`,
  ExchangeFeeSet: ({ raw }) => `The fee on exchanges is ${part(raw.fee)} from now on.`,
  FeeReceiverSet: "{receiver} gets the alliance's fees.",
  MinimumRatioSet: ({ raw }) => `Programmes opened from now on have at least ${part(raw.ratio)} in reserve.`,
  PointsProgrammeOpened: ({ raw }) => {
    const { honour, value, rate } = raw.opening as { honour: boolean; value: bigint; rate: bigint };
    const what = honour ? "honour points" : `worth ${yuan(value)} for 1,000`;
    return `{issuer} has opened {programme}: ${what}${rate === 0n ? "" : `, exchanged into ${grouped(rate)} common points`}.`;
  },
  ExchangeRateSet: ({ raw }) =>
    `1,000 of {programme} are exchanged into ${grouped(raw.rate as bigint)} common points from now on, ${grouped(raw.previous as bigint)} before.`,
  MonthlyCapSet: ({ raw }) =>
    raw.monthlyCap === 0n
      ? "Grants of {programme} have no cap."
      : `Up to ${grouped(raw.monthlyCap as bigint)} of {programme} are granted in a month.`,
  PointsProgrammeClosing: ({ raw }) =>
    `${raw.byOrder === true ? "By order" : "{issuer} has given notice:"} {programme} ends; its points are good until {closesAfter}.`,
  PointsProgrammeClosed: ({ raw }) =>
    `{programme} is closed; ${yuan(raw.released as bigint)} of its reserve are back with {issuer}${raw.outstanding === 0n ? "" : `, and ${grouped(raw.outstanding as bigint)} points are void`}.`,
  AcceptanceAgreed: ({ raw }) => `{merchant} accepts {programme} of {issuer} ${forLot(raw.rate)}.`,
  AcceptanceEnded: "{merchant} no longer accepts {programme}; {by} has ended it.",
  ExchangePartnerSet: ({ raw }) =>
    `{partner} ${raw.allowed === true ? "may send" : "no longer sends"} users' exchanges of {programme}.`,
  ExchangeFeesClaimed: "{receiver} is paid the alliance's fees: {fen}.",

  CycleDaysSet: "Cycles take {cycleDays} days, from the next one on.",
  MinimumDepositSet: "Issuers of covered points keep a guarantee deposit of {fen} from now on.",
  GuaranteeAdded: "{member} has added {fen} to its guarantee deposit, which is {deposit} now.",
  GuaranteeWithdrawn: "{member} has taken {fen} from its guarantee deposit; {deposit} are left.",
  CycleDebtAdded: "{debtor} owes {creditor} {fen} more in {cycle}.",
  CycleDebtUndone: "{debtor} owes {creditor} {fen} less in {cycle}.",
  PositionCleared: ({ raw }) => {
    const { owes = 0n, owed = 0n, fromReserve = 0n, fromDeposit = 0n, short = 0n } = raw as Record<string, bigint>;
    const left = short === 0n ? "" : ` {short} are short.`;
    if (owed >= owes) return `{member} receives {received} of ${yuan(owed - owes)} net.${left}`;
    const paid = [
      fromReserve === 0n ? "" : "{fromReserve} from its reserve",
      fromDeposit === 0n ? "" : "{fromDeposit} from its deposit",
    ].filter((each) => each !== "");
    return `{member} owes ${yuan(owes - owed)} net: ${paid.length === 0 ? "nothing is paid" : paid.join(" and ")}.${left}`;
  },
  CycleClosed: ({ raw }) =>
    `{cycle} is closed: {paid} of {due} net are paid${raw.paid === raw.due ? "" : "; the rest are claims"}.`,
  CycleBegan: "{cycle} runs until {lastDay}.",
  ClaimsPaid: "{payer} has paid {fen} of what {debtor} owes of {cycle}; {left} are left.",
  ClaimReceived: "{creditor} receives {fen} of its claim on {debtor}, of {cycle}.",

  AccountPointsFrozen: "The points of {account} are frozen under case {caseKey} until {until}.",
  AccountPointsUnfrozen: "Case {caseKey} on the points of {account} has ended.",
  IssuingStopped: "{programme} is not granted under case {caseKey} until {until}.",
  IssuingResumed: "Case {caseKey} on {programme} has ended.",
  PointsTransferredByOrder: "By order {points} of {programme} pass from {from} to {to}.",
  ProgrammeClosedByOrder: "",
};

export const errors: ErrorTexts = {
  PointsProgrammePartsAlreadySet: ["The parts are set.", "[system addresses]"],
  PointsMemberUnknown: [
    "{participant} is no member of the points alliance.",
    "[points members]; the council admits: [order propose admit-points-member --participant {#participant} --help]",
  ],
  PointsMemberAlready: ["{participant} is a member of the points alliance.", "[points members]"],
  PointsMembersFull: ["The alliance has {max} members.", "One has to leave before."],
  PointsMemberIssues: ["{participant} has {programmes} programmes that are not closed.", "[points list]"],
  PointsMemberInClearing: [
    "{participant} has a position in the running cycle, or there are claims on it.",
    "[points clearing], [points claims]",
  ],
  PointsBandInvalid: [
    ({ raw }) => `A band from ${part(raw.lowest)} to ${part(raw.highest)} of parity can't be.`,
    "Give a lowest above 0 and a highest of 100 or less, not below the lowest.",
  ],
  PointsFeeOutOfRange: [({ raw }) => `A fee of ${part(raw.fee)}.`, ({ raw }) => `Give ${part(raw.max)} or less.`],
  PointsFeeReceiverMissing: ["Nobody gets the alliance's fees yet.", "[order propose set-points-fee-receiver --help]"],
  PointsProgrammeCoveredAlready: [
    "{issuer} has a covered programme already: {covered}.",
    "It can have one, and any number of honour points: --honour",
  ],
  PointsProgrammeNameMissing: ["The name is missing.", "Give --name."],
  PointsProgrammeDigestMissing: ["The terms, or the notice, are missing.", "Give --terms-file or --notice-file."],
  PointsProgrammeExpiryInvalid: [
    "Points that expire {expiry} can't have these days and months.",
    "Give --fixed-day from today on, or --months from 1 to 35, or neither; --grace at most as many months.",
  ],
  PointsProgrammeValueInvalid: [
    ({ raw }) =>
      raw.honour === true ? "Honour points have no value, ratio and exchange." : "These points have no value.",
    "Give --value for covered points, or --honour without it.",
  ],
  PointsProgrammeRatioOutOfRange: [
    ({ raw }) => `A reserve ratio of ${part(raw.ratio)}.`,
    ({ raw }) => `Give --ratio from ${part(raw.min)} to ${part(raw.max)}.`,
  ],
  PointsRateOutOfRange: [
    ({ raw }) => `A rate of ${grouped(raw.rate as bigint)} common points for 1,000.`,
    ({ raw }) =>
      `The alliance's band is ${grouped(raw.min as bigint)} to ${grouped(raw.max as bigint)} for this value.`,
  ],
  PointsRateLowered: [
    ({ raw }) =>
      `The rate of {programme} was ${grouped(raw.previous as bigint)}: now it can't be lowered to ${grouped(raw.rate as bigint)}.`,
    "A stopped or closing programme keeps its rate: [points show {#programme}]",
  ],
  PointsProgrammeNotExchangeable: ["{programme} are not exchanged into common points.", "[points show {#programme}]"],
  PointsProgrammeInDebt: [
    ({ raw }) =>
      `The issuer of {programme} owes ${yuan(raw.owed as bigint)} in the running cycle, and ${yuan(raw.shortfall as bigint)} of claims.`,
    "[points close-cycle], [points pay-claims --help]",
  ],
  PointsAcceptanceOwn: ["{issuer} accepts its own {programme} always.", "Name another --merchant."],
  PointsAcceptanceRateOutOfRange: [
    ({ raw }) => `${yuan(raw.rate as bigint)} for 1,000 points.`,
    ({ raw }) => `Give --rate from ${yuan(raw.min as bigint)} to ${yuan(raw.max as bigint)}.`,
  ],
  PointsAcceptanceMissing: ["{merchant} does not accept {programme}.", "[points acceptances {#programme}]"],
  PointsAcceptanceNotParty: [
    "Whether {merchant} accepts {programme} is for it and the issuer to say, not for {caller}.",
    "Act as {merchant}: --as {#merchant}",
  ],

  NettingUnbalanced: [
    "Members of the cycle owe {owes} and are owed {owed}, which can't be.",
    "That is a fault of the contracts: tell the operator. [points clearing]",
  ],
  PointsCycleDaysOutOfRange: ["A cycle of {cycleDays} days.", "Give 1 to {max}."],
  PointsCycleRunning: ["{cycle} runs until {lastDay}.", "Run the same command after that."],
  PointsCycleDebtMissing: ["{debtor} does not owe {creditor} {fen} in the running cycle.", "[points clearing]"],
  PointsClearingAmountZero: ["Nothing is nothing.", "Give --amount above 0."],
  PointsDepositShort: ["The guarantee deposit of {member} is {deposit}, not {fen}.", "[points members]"],
  PointsDepositNeeded: [
    "{member} would have {left} left, and keeps {minimum} as long as it has a covered programme.",
    "Take less: [points members]",
  ],
  PointsDepositLiable: [
    "{member} owes {owes} in the running cycle, and {shortfall} of claims: its deposit stands for that.",
    "[points clearing], [points claims]",
  ],
  PointsClaimUnknown: ["There are no claims on {debtor} of {cycle}.", "[points claims]"],
  PointsClaimNothingFree: [
    "Nothing of the reserve of {debtor} is free now, so that nothing can be collected of {cycle}.",
    "When its points are redeemed or expire something is: [points coverage]",
  ],
  PointsClaimExceeded: ["{left} are left to pay of {cycle} for {debtor}, not {fen}.", "Pay that, or less."],

  PointsOrderCaseKeyMissing: ["The case has no key.", "Give --case."],
  PointsOrderAccountMissing: ["No account is named.", "Give --account, or --to."],
  PointsOrderDigestMissing: ["What was found is missing.", "Give --evidence-file with it."],
  PointsOrderAmountZero: ["No point is nothing.", "Give --points 1 or more."],
  PointsOrderToHolder: ["{holder} has them.", "Name another as --to."],
  PointsOrderCaseOutranked: [
    "Case {caseKey} on {account} comes after case {first}.",
    "The first in rank is carried out first.",
  ],
};

/** What an order's calls do. */
export const calls: Record<string, Text> = {
  "PointsProgrammes.admitMember": "{participant} is admitted to the points alliance.",
  "PointsProgrammes.removeMember": "{participant} leaves the points alliance.",
  "PointsProgrammes.setBand": ({ raw }) =>
    `Rates of exchange may be ${part(raw.lowest)} to ${part(raw.highest)} of parity.`,
  "PointsProgrammes.setFee": ({ raw }) => `The fee on exchanges is ${part(raw.fee)}.`,
  "PointsProgrammes.setFeeReceiver": "{receiver} gets the alliance's fees.",
  "PointsProgrammes.setMinimumRatio": ({ raw }) => `New programmes have at least ${part(raw.ratio)} in reserve.`,
  "PointsClearing.setCycleDays": "Cycles take {cycleDays} days, from the next one on.",
  "PointsClearing.setMinimumDeposit": "Issuers of covered points keep a guarantee deposit of {fen}.",
  "PointsOrders.freezeAccount": "The points of {account} are frozen under case {caseKey} until {until}.",
  "PointsOrders.renewAccountFreeze": "Case {caseKey} on the points of {account} lasts until {until}.",
  "PointsOrders.unfreezeAccount": "Case {caseKey} on the points of {account} ends.",
  "PointsOrders.stopIssuing": "{programme} is not granted under case {caseKey} until {until}.",
  "PointsOrders.resumeIssuing": "Case {caseKey} on {programme} ends.",
  "PointsOrders.transferByOrder": "{points} of {programme} pass from {from} to {to}.",
  "PointsOrders.closeByOrder": "Notice is given of the end of {programme}.",
};
