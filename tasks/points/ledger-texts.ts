/** Grants, holdings, reserves, exchanges and redemptions, as events and errors tell of them. */
import { grouped, yuan } from "../shared/format.ts";
import type { ErrorTexts, EventTexts } from "../shared/told.ts";

export const events: EventTexts = {
  "PointsLedger.TransferSingle": "",
  "PointsLedger.TransferBatch": "",
  "PointsLedger.URI": "",
  "PointsLedger.ApprovalForAll": ({ raw }) =>
    `{operator} ${raw.approved === true ? "may pass on" : "no longer passes on"} the points of {account}.`,
  PointsGranted: ({ raw }) =>
    `{granter} has granted {points} of {programme} to {account}, number {sequence}, ${raw.month === 0n ? "without expiry" : "until the end of {month}"}.`,
  PointsTransferred: "{from} has passed on to {to}, of {programme}: {buckets}.",
  PointsReturned: ({ raw }) =>
    `{account} has back, of {programme}: {buckets}.${raw.expired === 0n ? "" : ` ${grouped(raw.expired as bigint)} have expired meanwhile.`}`,
  PointsExpired: ({ raw }) =>
    `{points} of {programme} of {account}${raw.month === 0n ? "" : ", good until the end of {month},"} are void and swept.`,
  ReserveAdded: "{from} has added {fen} to the reserve of {programme}, which is {reserve} now.",
  ReserveWithdrawn: "{fen} of the reserve of {programme} go back to {to}; {reserve} are left.",
  ReservePaid: "{fen} go to {to} from the reserve of {programme}; {reserve} are left.",
  ReserveDrawn: "{fen} of the reserve of {programme} pay its issuer's debt of the cycle; {reserve} are left.",
  ReserveExchanged: ({ raw }) => {
    const { fen = 0n, commonFen = 0n } = raw as Record<string, bigint>;
    const fee = fen - commonFen;
    return `{fen} have left the reserve of {programme}: {commonFen} now cover common points${fee === 0n ? "" : `, the alliance's fee is ${yuan(fee)}`}.`;
  },
  FeesPaid: "",
  ProgrammeStopsChanged: ({ raw }) => {
    const isByOrder = ((raw.stops as bigint) & 1n) === 1n && raw.stoppedUntil !== 0n;
    return raw.stops === 0n
      ? "{programme} can be granted again."
      : `{programme} is stopped {stops}${isByOrder ? ", until {stoppedUntil}" : ""}: nothing is granted.`;
  },
  AccountFrozenUntil: "",

  GrantBudgetSet:
    "{partner} may grant up to {limit} of {programme}, with numbers {firstSequence} to {lastSequence}, until {lastDay}.",
  GrantBudgetEnded: "{partner} grants {programme} no more; it has granted {used}.",
  GrantReversed: "{points} of {programme}, granted to {account} by number {sequence}, are taken back.",

  PointsExchanged: ({ raw }) =>
    `{account} has exchanged {points} of {programme} into {common} common points${raw.fee === 0n ? "" : `; the fee was ${grouped(raw.fee as bigint)}`}.`,
  PointsNonceCancelled: "What {account} has signed with nonce {nonce} is void.",

  PointsRedeemed: ({ raw }) => {
    const gets =
      raw.fen === 0n ? "" : raw.cycle === 0n ? ", which has {fen} for it" : ", which is owed {fen} for it in {cycle}";
    return `{account} has paid {merchant} with {points} of {programme}${gets} ({redemption}).`;
  },
  PointsRefunded: ({ raw }) =>
    `{merchant} has refunded {points} of {programme} to {account}${raw.expired === 0n ? "" : `, of which ${grouped(raw.expired as bigint)} had expired`}${raw.fen === 0n ? "" : ", and gives {fen} back"} ({redemption}).`,
  RedemptionCancelled: "{account} has made {redemption} void.",
  RefundDaysSet: "{merchant} refunds within {refundDays} days from now on.",
};

export const errors: ErrorTexts = {
  PointsPartsAlreadySet: ["The parts are set.", "[system addresses]"],
  PointsProgrammeUnknown: ["There is no such programme.", "[points list]"],
  PointsTokenUnknown: ["No programme has the number {id}.", "[points list]"],
  PointsProgrammeWrongStatus: ["{programme} is {status}; {act} is not possible then.", "[points show {#programme}]"],
  PointsProgrammeNotOver: ["{programme} is good until {lastDay}.", "Run the same command after that."],
  PointsProgrammeExpired: ["All of {programme} have expired with {lastDay}.", "[points show {#programme}]"],
  PointsProgrammeStopped: [
    ({ raw }) => `{programme} is stopped ${raw.stops === 0n ? "with its issuer" : "{stops}"}.`,
    "[points show {#programme}]; deposit and claims: [points members]",
  ],
  PointsProgrammeNotIssuer: ["{programme} is {issuer}'s, not {caller}'s.", "Act as {issuer}: --as {#issuer}"],
  PointsProgrammeNotTransferable: ["{programme} are for their holder alone.", "[points show {#programme}]"],
  PointsProgrammeHonour: ["{programme} are honour points: they have no value and no reserve.", "[points list]"],
  PointsGrantCapExceeded: [
    "With these, {granted} of {programme} would be granted this month; the cap is {monthlyCap}.",
    "Grant less, or next month; the issuer may change it: [points set-monthly-cap {#programme} --help]",
  ],
  PointsBalanceShort: [
    "{account} can spend {spendable} of {programme}, not {points}.",
    "[points statement {#account}]",
  ],
  PointsBucketShort: [
    ({ raw }) =>
      `{account} holds ${grouped(raw.held as bigint)} of {programme} of {month}, not {points}: the rest is spent.`,
    "A grant is taken back only as long as it is not spent: [points statement {#account}]",
  ],
  PointsAccountFrozen: ["{account} is frozen until {until}.", "Only the court can lift it before."],
  PointsAccountServesFrozen: ["{account} serves {participant}, which is frozen.", "[participant show {#participant}]"],
  PointsMonthNotExpired: ["Points of {month} have not expired: {programme}.", "Sweep a month that is over."],
  PointsReserveShort: [
    "{programme} needs a reserve of {required}, and would have {reserve}.",
    "[points add-reserve {#programme} --amount …], or let the ledger take it: [money approve PointsLedger --amount …]",
  ],
  PointsReserveNotFree: [
    "{free} of the reserve of {programme} can be withdrawn now, not {fen}.",
    "What covers points stays, and so does what the issuer owes in the cycle: [points show {#programme}]",
  ],
  PointsReserveAmountZero: ["Nothing is nothing.", "Give --amount above 0."],

  ERC1155InsufficientBalance: ["{sender} can spend {balance}, not {needed}.", "[points statement {#sender}]"],
  ERC1155InvalidApprover: ["{approver} can let nobody act for it.", "[points transfer --help]"],
  ERC1155InvalidArrayLength: ["These are {idsLength} programmes and {valuesLength} amounts.", "Give as many of both."],
  ERC1155InvalidOperator: ["{operator} can't act for others.", "[points transfer --help]"],
  ERC1155InvalidReceiver: [
    "{receiver} does not take points: it is no account, or a contract that is not made for it.",
    "Name another as --to.",
  ],
  ERC1155InvalidSender: ["{sender} holds nothing.", "[points statement {#sender}]"],
  ERC1155MissingApprovalForAll: [
    "{owner} has not let {operator} pass its points on.",
    "It passes them on itself, or lets another: [points set-approval-for-all --help]",
  ],

  PointsGrantMalformed: ["Line {index} of the grants is no address, points and number.", "[points grant --help]"],
  PointsGrantsEmpty: ["There is no grant in it.", "Give 1 to 500."],
  PointsGrantsTooMany: ["These are {count} grants.", "Give {max} at most at once; points grant --file splits them."],
  PointsGrantAccountZero: ["Grant {sequence} names no account.", "Give an account's address."],
  PointsGrantPointsZero: ["Grant {sequence} is of nothing.", "Give 1 point or more."],
  PointsGrantSequenceUsed: [
    "{issuer} has used number {sequence}: each grants once.",
    "Give a number that is not used; what it has granted: [points history --help]",
  ],
  PointsBudgetMissing: [
    "{granter} has no budget to grant {programme}.",
    "Its issuer gives it one: [points set-budget {#programme} --partner {#granter} --help]",
  ],
  PointsBudgetOver: ["The budget of {partner} ended on {lastDay}.", "The issuer may set it anew."],
  PointsBudgetExceeded: [
    ({ raw }) => `{partner} may still grant ${grouped(raw.left as bigint)} of {programme}, not {points}.`,
    "The issuer may set the budget anew: [points set-budget {#programme} --partner {#partner} --help]",
  ],
  PointsBudgetSequenceOutOfRange: [
    "Number {sequence} is not one of the partner's: they are {firstSequence} to {lastSequence}.",
    "Give one of its own.",
  ],
  PointsBudgetOwn: ["{issuer} issues {programme}: it needs no budget.", "Name a partner."],
  PointsBudgetInvalid: [
    "A limit of {limit} with numbers {firstSequence} to {lastSequence} can't be.",
    "Give --limit above 0, and --numbers from a lower one to a higher.",
  ],
  PointsBudgetLastDayPassed: ["{lastDay} has passed.", "Give a day from {today} on."],
  PointsGrantUnproven: [
    "These are not the grants that {issuer} has made with number {sequence} and the other 31 of its sheet.",
    "Somebody has granted in between: run the same command again.",
  ],
  PointsGrantLineUnknown: ["The sheet has {count} grants; there is no line {index}.", "[points reverse --help]"],
  PointsGrantAlreadyReversed: ["Grant {sequence} of {issuer} is reversed.", "[points list]"],

  PointsExchangeNotOpen: ["{programme} are not exchanged into common points.", "[points show {#programme}]"],
  PointsExchangeTooSmall: [
    "{points} of {programme} yield less than one common point after the fee.",
    "Exchange more: [points preview-exchange {#programme} --points …]",
  ],
  PointsExchangeBelowLimit: [
    ({ raw }) => `It would yield {common} common points, less than ${grouped(raw.atLeast as bigint)}.`,
    "The rate has changed, or the issuer is stopped. Look, and give or sign a lower --at-least.",
  ],
  PointsExchangeNotPartner: [
    "{caller} may not send users' exchanges of {programme}.",
    "The issuer puts it on its list: [points set-exchange-partner {#programme} --help]; users can exchange by themselves.",
  ],
  PointsExchangeExpired: ["What {account} has signed was good until {deadline}.", "Have it signed again."],
  PointsExchangeNonceUsed: [
    "What {account} has signed with nonce {nonce} has been sent, or cancelled.",
    "Have it signed again, if it is to be done once more.",
  ],
  PointsExchangeSignatureInvalid: ["It was not signed by {account}.", "Have it signed again."],

  PointsRedemptionUnknown: ["There is no {redemption}.", "Its digest is what [points redeem] has told."],
  PointsRedemptionUsed: ["{redemption} was redeemed already, or cancelled.", "[points show-redemption {#redemption}]"],
  PointsRedemptionExpired: ["What {account} has signed was good until {deadline}.", "Have it signed again."],
  PointsRedemptionSignatureInvalid: ["It was not signed by {account}.", "Have it signed again."],
  PointsRedemptionNotAccount: ["{account} has signed it, not {caller}.", "Act as {account}: --as {#account}"],
  PointsRedemptionNotMerchant: ["It is for {merchant}, not for {caller}.", "Act as {merchant}: --as {#merchant}"],
  PointsRedemptionNotAccepted: ["{merchant} does not accept {programme}.", "[points acceptances {#programme}]"],
  PointsRedemptionNothing: ["No point is no payment.", "Give --points 1 or more."],
  PointsRedemptionBelowLimit: [
    "It would bring {fen}, less than {atLeast}.",
    "The issuer may be stopped. Give a lower --at-least, or do not sell.",
  ],
  PointsRedemptionRefundOver: [
    "{redemption} could be refunded until {refundUntil}.",
    "[points show-redemption {#redemption}]",
  ],
  PointsRedemptionRefundExceeds: [
    ({ raw }) => `${grouped(raw.left as bigint)} points of {redemption} are not refunded yet, not {points}.`,
    "[points show-redemption {#redemption}]",
  ],
  PointsRedemptionRefundDaysOutOfRange: ["{refundDays} days.", "Give 0 to {max}."],
};
