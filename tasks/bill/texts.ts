import { listed, yuan } from "../shared/format.ts";
import { choices, type EnumName, nameOf, type Value } from "../shared/terms.ts";
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";
import * as orders from "./orders-texts.ts";
import * as recourse from "./recourse-texts.ts";
import * as repo from "./repo-texts.ts";
import * as security from "./security-texts.ts";
import { billState, nextSteps } from "./state.ts";

export const { calls } = orders;

/** The endorser's mark. */
const mark = ({ raw }: Told): string => (raw.notTransferable === true ? " and marked it not transferable" : "");

/** An endorsement, by what it was for; nothing where another event tells of it. */
function endorsing(told: Told): string {
  const verbs: Partial<Record<Value<"Purpose">, string>> = {
    Transfer: "endorsed",
    Discount: "discounted",
    Rediscount: "rediscounted",
  };
  const verb = verbs[nameOf("Purpose", told.raw.purpose as bigint)];
  return verb === undefined ? "" : `{from} has ${verb} {holding} to {to}${mark(told)}.`;
}

/** Each act that is asked for. */
const ASKED: Record<Value<"BillAct">, string> = {
  None: "an answer",
  Acceptance: "acceptance",
  Delivery: "its signature for the delivery",
  Endorsement: "its signature for the endorsement",
  Guarantee: "a guarantee",
  Pledge: "its signature for the pledge",
};

export const events: EventTexts = {
  BillDrawn: ({ raw }) => `{drawer} has drawn {bill}, number ${String(raw.number)}, payable to {payee}.`,
  BillAccepted: "{acceptor} has accepted {bill} of {drawer}: it is bound to pay.",
  BillDelivered: "{drawer} has delivered {bill} to {payee}.",
  BillWithdrawn: "{drawer} has withdrawn {bill}; it is ended.",
  BillStatusChanged: "{bill}: {previous} → {status}.",
  BillEndorsed: endorsing,
  HoldingSplit: ({ raw }) =>
    `{part}, over ${yuan((raw.hi as bigint) - (raw.lo as bigint) + 1n)}, is split off {holding}.`,
  HoldingOffered: "{holding}: {amount} of it is offered under {ask}, and locked until {lastDay}.",
  HoldingOfferEnded: "{holding} is no longer offered under {ask}.",
  BillMarkLifted: "{by} has lifted the mark on {holding}; it is {circulation}.",
  BillPresented: ({ raw }) =>
    `{holder} has presented {holding} over {amount} to {acceptor}, which answers by {answerBy}` +
    `${raw.early === true ? "; it is not due yet" : ""}${raw.late === true ? "; it is late" : ""}.`,
  BillPaid: ({ raw }) =>
    `{acceptor} has paid {holder} {amount} for {holding}${raw.bySilence === true ? ", having been silent" : ""}.`,
  BillDishonoured: "{acceptor} has dishonoured {holding} over {amount} ({reason}).",
  BillPresentationReturned:
    "{holding} is back with {holder}: presented early, and not paid ({reason}). That is no dishonour.",
  StandingPresentationSet: ({ raw }) =>
    raw.standing === true
      ? "{holder} has {holding} presented from maturity on, by whoever comes."
      : "{holder} presents {holding} itself.",
  BillPaidOffChainDeclared: "{acceptor} says that it has paid {holder} for {holding} beside the chain.",
  BillPaidOffChain: "{holder} confirms that {acceptor} has paid {amount} for {holding} beside the chain.",
  BillPaymentConfirmed: "{acceptor} confirms that it will pay {bill} at maturity.",
  HoldingCirculationChanged: "",
  HoldingClosed: "{holding} is closed: {units} of the bill's units, {billClosed} in all.",
  RequestOpened: ({ raw }) =>
    `{request}: {from} asks {to} for ${ASKED[nameOf("BillAct", raw.act as bigint)]}, until {lastDay}.`,
  PeriodsSet: "The periods for bills drawn from now on are {periods}.",
  "BillRegistry.Transfer": "",
  ...security.events,
  ...repo.events,
  ...recourse.events,
  ...orders.events,
};

/** The values of an enum that occur in a set of (status, circulation) pairs. */
function occurring(name: EnumName, allowed: bigint, of: (status: number, circulation: number) => number): string {
  const found = new Set<string>();
  for (let status = 0; status < 16; status++) {
    for (let circulation = 0; circulation < 16; circulation++) {
      if ((allowed >> BigInt(status * 16 + circulation)) & 1n) found.add(nameOf(name, of(status, circulation)));
    }
  }
  return listed(
    choices(name).filter((each) => found.has(each)),
    "or",
  );
}

/** What the holding that is spoken of can do next. */
async function next(told: Told): Promise<string> {
  const holding = (told.raw.holding as bigint | undefined) ?? ((told.raw.bill as bigint) << 32n) + 1n;
  const steps = await nextSteps(told.context, await billState(told.context, holding));
  const answersPresentation = ["pay", "dishonour", "close-unanswered"].includes(told.act);
  const present = answersPresentation ? steps.find((step) => step.includes(" bill present ")) : undefined;
  return present ?? steps[0] ?? "[bill show {#holding}]";
}

export const errors: ErrorTexts = {
  ...security.errors,
  ...repo.errors,
  ...recourse.errors,
  ...orders.errors,
  BillUnknown: ["There is no {bill}.", "[bill list]"],
  HoldingUnknown: ["There is no {holding}.", "[bill list]"],
  BillWrongPair: [
    ({ raw }) => {
      const allowed = raw.allowed as bigint;
      const statuses = occurring("BillStatus", allowed, (status) => status);
      const circulations = occurring("Circulation", allowed, (_, circulation) => circulation);
      return `{holding} is {status}, {circulation}; {act} needs ${statuses}, ${circulations}.`;
    },
    next,
  ],
  BillNotHolder: ["{caller} does not hold {holding}; {holder} does.", "Act as {holder}: --as {#holder}"],
  BillNotDrawer: ["{caller} has not drawn {bill}; {drawer} has.", "Act as {drawer}: --as {#drawer}"],
  BillNotAcceptor: ["{caller} has not accepted {holding}; {acceptor} has.", "Act as {acceptor}: --as {#acceptor}"],
  BillMarkNotYours: ["{caller} has not marked {holding}; {setter} has.", "Only {setter} can lift it: --as {#setter}"],
  BillEndorseeIsHolder: ["{holder} holds {holding} already.", "Endorse it to somebody else."],
  BillDishonoured: [
    "{holding} was dishonoured and can't be endorsed any more.",
    "Who is liable: [bill show {#holding}]",
  ],
  BillChainFull: ["{holding} has {max} endorsements, and can have no more.", "Present it at maturity instead."],
  BillActElsewhere: [
    ({ raw }) => `{request} is about ${ASKED[nameOf("BillAct", raw.act as bigint)]}, which another part signs for.`,
    "The right one is found by [bill sign {#request}]",
  ],
  BillKindMissing: ["The kind of bill is missing.", "Give --kind bank, finance-company or commercial."],
  BillFaceOutOfRange: [
    ({ raw }) => (raw.face === 0n ? "The amount is nothing." : "{face} is too much for one bill."),
    ({ raw }) => `Give 0.01 to ${String((raw.max as bigint) / 100n).replace(/\B(?=(\d{3})+$)/g, ",")}.00.`,
  ],
  BillMaturityOutOfRange: ["The bill would mature on {maturity}.", "Give --maturity between {earliest} and {latest}."],
  BillPayeeIsAcceptor: ["{participant} can't accept a bill payable to itself.", "Give another --acceptor or --payee."],
  BillDocumentsInvalid: [
    ({ raw }) => (raw.count === 0n ? "No trade document stands behind the bill." : "{count} documents are too many."),
    "Give --documents, 1 to {max} of them: [trade list]",
  ],
  BillTradeShort: [
    "The documents make up {covered}; the bill is over {face}.",
    "Let the amounts of --documents add up to the bill's: NUMBER=1,000.00,OTHER=234.56",
  ],
  BillDocumentForeign: [
    "Document {index} of {bill} is trade of {seller} with {buyer}, not of the bill's parties.",
    "The payee must be its seller, and drawer or acceptor its buyer. Draw the bill anew on other documents.",
  ],
  BillInstitutionCodeInvalid: ["{code} is no institution code.", "A bank's qualification has 12 digits."],
  BillSerialsUsedUp: ["All numbers of institution {code} for {day} are used.", "Draw it tomorrow."],
  BillPeriodsInvalid: ["A period of 0 is none.", "Give whole numbers from 1."],
  BillExplanationMissing: [
    "{holding} could be presented until {lastTimelyDay}; later it needs an explanation.",
    "Give --explanation-file, or --explanation with its digest.",
  ],
  BillStandingUnchanged: [
    ({ raw }) => (raw.standing === true ? "{holding} is to be presented already." : "Nobody was to present {holding}."),
    "[bill show {#holding}]",
  ],
  BillNotStanding: [
    "The holder of {holding} has not asked to have it presented.",
    "It presents it itself, or asks: [bill set-standing-presentation {#holding} --as <holder>]",
  ],
  BillStandingDayOutOfRange: [
    "{holding} is presented by others from {earliest} to {latest} only.",
    "Run the same command then; its holder can present it later, with an explanation.",
  ],
  BillPledgedPresentation: [
    "{holding} is pledged: {holder} can't present it.",
    "The pledgee realises the pledge first, once the debt or the bill is due: [bill realise-pledge {#holding} --as <pledgee>]",
  ],
  BillEvidenceMissing: ["What proves it is missing.", "Give --evidence-file with it, or --evidence with its digest."],
  BillOffChainDiffers: [
    ({ raw }) =>
      /^0x0+$/.test(String(raw.declared))
        ? "The acceptor has declared no payment of {holding} beside the chain."
        : "The acceptor has declared another payment of {holding}, {declared}.",
    "[bill show {#holding}]",
  ],
  BillPledgedOffChain: [
    "What {holding} brings in is shared with who pledged it: it is paid on chain.",
    "[bill pay {#holding} --as {#actor}]",
  ],
  BillPaymentAlreadyConfirmed: ["Payment of {bill} was confirmed before.", "[bill show {#bill}]"],
  BillNotConfirmable: ["{bill} is {status}; its payment is confirmed once it is Delivered.", "[bill show {#bill}]"],
  BillOrdersAlreadySet: ["The registry knows its part for orders already, once and for all.", "[system doctor]"],
  BillReasonInvalid: [
    "{reason} is no reason to refuse {holding}.",
    "NotDue serves before maturity only, and Silence is nobody's answer. [bill dishonour --help]",
  ],
  BillDocumentAmountZero: [
    "Document {index} stands for nothing of the bill.",
    "Leave it out, or give it an amount above 0.00.",
  ],
  BillDue: ["{bill} is due on {maturity}: nobody can sign for it any more.", next],
  BillAnswerOverdue: [
    "{holding} was to be answered by {answerBy}; it can't be refused any more.",
    "It can still be paid, [bill pay {#holding}], or anyone closes it: [bill close-unanswered {#holding}]",
  ],
  BillAnswerNotOverdue: [
    "The acceptor of {holding} can answer until {answerBy}.",
    "Run the same command after that day.",
  ],
};
