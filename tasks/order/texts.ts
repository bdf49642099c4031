import type { Context } from "../shared/context.ts";
import type { ErrorTexts, EventTexts } from "../shared/told.ts";
import { nextForOrder, readOrder } from "./orders.ts";

export const events: EventTexts = {
  PolicySet: "The policy for {selector} is now version {version}.",
  OrderProposed: "{proposer} has proposed order {#order} ({legalReference}); it can be carried out until {expiresAt}.",
  OrderApproved: ({ raw }) =>
    `{participant} has approved {order} as {votingClass}; ` +
    (raw.satisfiedAt === 0n ? "more approvals are needed." : "the approvals suffice since {satisfiedAt}."),
  OrderApprovalWithdrawn: ({ raw }) =>
    `{participant} has taken its approval of {order} back; ` +
    (raw.satisfiedAt === 0n ? "the others do not suffice." : "the others still suffice."),
  OrderRejected: ({ shown }) =>
    shown.status === "Rejected"
      ? "{participant} has rejected {order}; the approvals that it needs can no longer be reached, so it is over."
      : "{participant} has rejected {order}; what it needs can still be reached.",
  OrderRecounted: ({ raw }) =>
    `{order} was counted again: the approvals ${raw.satisfiedAt === 0n ? "no longer suffice" : "suffice since {satisfiedAt}"}.`,
  OrderExecuted: ({ shown }) =>
    shown.status === "Provisional"
      ? "{order} is carried out as an emergency; it lapses unless ratified by {ratifyBy}."
      : "{order} is carried out.",
  OrderRatified: "{order} is ratified and final.",
  OrderLapsed: "{order} has lapsed: what it did is undone.",
  OrderInverseFailed: "Call {callIndex} of {order} could not be undone; as a rule its effect had ended before.",
  OrderCancelled: "{order} is taken back.",
  RoleGranted: "",
  RoleRevoked: "",
};

const show = "[order show {#order}]";

/** Who is to approve next. */
const approvalsWanted = async (context: Context, order: bigint): Promise<string> =>
  (await nextForOrder(context, await readOrder(context, order)))[0] ?? show;

export const errors: ErrorTexts = {
  DocketNoPolicy: [
    "No policy allows orders to call {selector} of {target}.",
    "What orders can do, and under which policy: [access matrix]",
  ],
  DocketRouteUnknown: [
    "The policy for {selector} of {target} has no such way, or there is no policy at all.",
    "Give --way, counted from 1. The ways: [access matrix]",
  ],
  DocketTargetForbidden: ["Orders may never call {selector} of {target}.", "There is no way around it, on purpose."],
  DocketPolicyInvalid: ["The policy for {selector} is not well formed.", "See the rules of a policy in IDocket.sol."],
  DocketCallsInvalid: ["An order has 1 to {max} calls, this one {count}.", "Give fewer, in several orders."],
  DocketCallTooShort: ["Call {index} has no selector.", `Give it as --call "admit(4)" with --target.`],
  DocketBasisMissing: [
    "The legal basis is missing.",
    "Give --basis-file with the document, or --basis with its digest.",
  ],
  DocketTermInvalid: ["The order would run out at {expiresAt}.", "Give --until between {earliest} and {latest}."],
  DocketWithoutSeat: [
    "{participant} has no seat, so it can't {act} orders.",
    "Whoever has a seat can: [participant list --seats]",
  ],
  DocketTooManyOpenOrders: [
    "{participant} has {max} open orders already.",
    "Execute or cancel one first: [order list --open]",
  ],
  DocketSeatMissing: [
    "{participant} has no seat as {votingClass}, or is not in good standing.",
    "Approve with --seat of a class in which it has one: [participant show {#participant}]",
  ],
  DocketAlreadyApproved: ["{participant} has approved {order} already.", show],
  DocketAlreadyRejected: ["{participant} has rejected {order}, and has one voice on it.", show],
  DocketNotApproved: ["{participant} has not approved {order}.", show],
  DocketNotProposer: [
    "{order} was proposed by {proposer}; only it can take it back.",
    "[order cancel {#order} --as {#proposer}]",
  ],
  DocketUnknownOrder: ["There is no {order}.", "[order list]"],
  DocketWrongStatus: [
    "{order} is {status}; {act} needs {needed}.",
    ({ shown }) => (shown.status === "Open" ? "[order execute {#order}]" : show),
  ],
  DocketCallsDiffer: ["The calls are not those of {order}.", show],
  DocketPolicyChanged: ["A policy has changed since {order} was proposed.", "Propose it anew under the present one."],
  DocketNothingChanged: ["{order} counts as before.", show],
  DocketApprovalsShort: [
    "The approvals of {order} do not suffice.",
    ({ context, raw }) => approvalsWanted(context, raw.order as bigint),
  ],
  DocketTooEarly: ["{order} can't be carried out before {earliest}.", "Wait for its delay, then run the same command."],
  DocketExpired: ["{order} could be carried out until {latest}.", "Propose it anew: [order propose]"],
  DocketRatificationOpen: [
    "{order} can still be ratified, until {ratifyBy}.",
    "It lapses only after that: run the same command then.",
  ],
  DocketRatificationOver: [
    "{order} could be ratified until {ratifyBy}.",
    "Now it can only lapse: [order lapse {#order}]",
  ],
  DocketGasTooLow: [
    "{order} was given too little gas to undo its calls.",
    "Run the same command again; it gives more.",
  ],
  AccessManagedUnauthorized: ["Only an order can do that, not {caller}.", "Propose one: [order propose --help]"],
  AccessManagerUnauthorizedAccount: [
    "Only an order can do that, not {msgsender}.",
    "Propose one: [order propose --help]",
  ],
  AccessManagerUnauthorizedCall: ["Only an order can do that, not {caller}.", "Propose one: [order propose]"],
  CallerNotPart: ["Only another part of the same module can do that, not {caller}.", "Use the part's own act instead."],
  PartsAlreadyWired: ["The parts are joined already, once and for all.", "[system doctor]"],
  AddressEmptyCode: ["There is no contract at {target}.", "[system addresses]"],
};
