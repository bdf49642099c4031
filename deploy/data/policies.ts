/**
 * The default policies: what it takes to carry out each order. They are set before the deployer gives its power away; from
 * then on an order under the policy of `setPolicy` changes them, for later orders only.
 *
 * A rule names functions of one contract and up to four alternative ways to order them. A way is met when the named seats have
 * approved; it may be carried out after `delay`, for as long as `window`. An emergency is carried out at once, and undone by
 * the function named in `undoneBy` unless the way that it names has approved it in time.
 */
import type { IDocket } from "../../types/contracts/kernel/docket/Docket.js";
import { type RestrictedContract, selector } from "./access.ts";
import { VotingClass } from "./terms.ts";

export const HOUR = 3_600;
export const DAY = 24 * HOUR;

/** So many seats of a class must approve. */
export interface Clause {
  class: VotingClass;
  votes: number | "more than two thirds";
}

export interface Way {
  approvals: Clause[];
  /** Seconds from sufficient approval to the first moment of execution. */
  delay: number;
  /** Seconds, from then on, in which it may be carried out. */
  window: number;
  /** Makes it an emergency: the number of the way (from 1) that must ratify it, and how many seconds after execution at most. */
  emergency?: { ratifiedBy: number; within: number };
}

export interface Rule {
  on: RestrictedContract;
  functions: string[];
  ways: Way[];
  undoneBy?: string;
}

const WINDOW = 30 * DAY;
/** What has not been done within two days was no emergency. */
const EMERGENCY_WINDOW = 2 * DAY;

const council: Clause = { class: "Council", votes: "more than two thirds" };
const regulator: Clause = { class: "Regulator", votes: 1 };
const court: Clause = { class: "Judiciary", votes: 1 };

const by = (...approvals: Clause[]): Way => ({ approvals, delay: 0, window: WINDOW });
const after = (delay: number, ...approvals: Clause[]): Way => ({ approvals, delay, window: WINDOW });
const atOnce = (approval: Clause, emergency: { ratifiedBy: number; within: number }): Way => ({
  approvals: [approval],
  delay: 0,
  window: EMERGENCY_WINDOW,
  emergency,
});

/** Whatever changes the rules themselves: the council with a regulator, and three days for everybody to see it coming. */
const constitutional = [after(3 * DAY, council, regulator)];

export const policies: Rule[] = [
  // Members
  {
    on: "ParticipantRegistry",
    functions: ["admit", "refuse", "suspend", "reinstate", "expel"],
    ways: [by(council)],
  },
  {
    on: "ParticipantRegistry",
    functions: ["grantQualification", "revokeQualification", "warn", "withdrawWarning"],
    ways: [by(regulator)],
  },
  // The second way seats replacements when the council can no longer reach its majority.
  {
    on: "ParticipantRegistry",
    functions: ["grantSeat", "revokeSeat"],
    ways: [by(council, regulator), after(30 * DAY, court, regulator)],
  },

  // Members of the points alliance
  { on: "PointsProgrammes", functions: ["admitMember", "removeMember"], ways: [by(council)] },

  // Freezing (依法依程序): a court; or a regulator for at most 48 hours, unless a court confirms it. Only a court lifts a freeze.
  {
    on: "ParticipantRegistry",
    functions: ["freeze"],
    ways: [by(court), atOnce(regulator, { ratifiedBy: 1, within: 48 * HOUR })],
    undoneBy: "unfreeze",
  },
  { on: "ParticipantRegistry", functions: ["renewFreeze", "unfreeze"], ways: [by(court)] },
  {
    on: "SettlementToken",
    functions: ["freezeMoney"],
    ways: [by(court), atOnce(regulator, { ratifiedBy: 1, within: 48 * HOUR })],
    undoneBy: "unfreezeMoney",
  },
  { on: "SettlementToken", functions: ["renewMoneyFreeze", "unfreezeMoney"], ways: [by(court)] },

  {
    on: "BillOrders",
    functions: ["freeze"],
    ways: [by(court), atOnce(regulator, { ratifiedBy: 1, within: 48 * HOUR })],
    undoneBy: "unfreeze",
  },
  { on: "BillOrders", functions: ["renewFreeze", "unfreeze"], ways: [by(court)] },
  {
    on: "ReceivableOrders",
    functions: ["freeze"],
    ways: [by(court), atOnce(regulator, { ratifiedBy: 1, within: 48 * HOUR })],
    undoneBy: "unfreeze",
  },
  { on: "ReceivableOrders", functions: ["renewFreeze", "unfreeze"], ways: [by(court)] },

  {
    on: "DataOrders",
    functions: ["freeze"],
    ways: [by(court), atOnce(regulator, { ratifiedBy: 1, within: 48 * HOUR })],
    undoneBy: "unfreeze",
  },
  { on: "DataOrders", functions: ["renewFreeze", "unfreeze"], ways: [by(court)] },

  {
    on: "PointsOrders",
    functions: ["freezeAccount"],
    ways: [by(court), atOnce(regulator, { ratifiedBy: 1, within: 48 * HOUR })],
    undoneBy: "unfreezeAccount",
  },
  { on: "PointsOrders", functions: ["renewAccountFreeze", "unfreezeAccount"], ways: [by(court)] },

  // Who is right (争议, Civil Code 768): a court.
  { on: "ReceivableDisputes", functions: ["resolveByOrder", "admitByOrder", "dismissByOrder"], ways: [by(court)] },

  { on: "DataCertification", functions: ["decideObjectionByOrder"], ways: [by(court)] },
  { on: "DataDisputes", functions: ["decideByOrder"], ways: [by(court)] },

  // Misuse of data, and certificates under inquiry: an authority that has looked into it.
  {
    on: "DataOrders",
    functions: ["suspendByOrder", "reinstateByOrder", "terminateByOrder", "findMisuse"],
    ways: [by(court), by(regulator)],
  },

  // An issuer of points that must not grant, or is gone.
  { on: "PointsOrders", functions: ["stopIssuing", "resumeIssuing", "closeByOrder"], ways: [by(court), by(regulator)] },

  // A diversion of relief money: an authority that has looked into it.
  { on: "ReliefPayouts", functions: ["findDiversion"], ways: [by(court), by(regulator)] },

  // Taking money (扣划) or title: neither authority alone.
  { on: "SettlementToken", functions: ["forceTransfer"], ways: [by(court, regulator)] },
  { on: "BillOrders", functions: ["transferByOrder", "invalidate"], ways: [by(court, regulator)] },
  { on: "ReceivableOrders", functions: ["transferByOrder"], ways: [by(court, regulator)] },
  { on: "DataOrders", functions: ["transferByOrder", "cancelByOrder"], ways: [by(court, regulator)] },
  { on: "PointsOrders", functions: ["transferByOrder"], ways: [by(court, regulator)] },

  // A lost or stolen key. Who holds a wallet holds its seats, so it takes what seats take: a court and a regulator that could hand out
  // the council's wallets at once would be the council. The third way is for the last regulator's own key.
  {
    on: "ParticipantRegistry",
    functions: ["replaceWallet"],
    ways: [by(council, regulator), after(30 * DAY, court, regulator), after(30 * DAY, council, court)],
  },

  // The circuit breaker: a regulator stops new business at once, the council confirms within a week. Either starts it again.
  {
    on: "ModuleDirectory",
    functions: ["halt"],
    ways: [by(council), atOnce(regulator, { ratifiedBy: 1, within: 7 * DAY })],
    undoneBy: "resume",
  },
  { on: "ModuleDirectory", functions: ["resume"], ways: [by(council), by(regulator)] },

  // Rules, versions and roles
  { on: "ModuleDirectory", functions: ["register", "retire", "close", "setCustodial"], ways: constitutional },
  { on: "Docket", functions: ["setPolicy"], ways: constitutional },
  // Terms of a module, and the joining of its later versions
  { on: "BillIssuance", functions: ["setPeriods", "wire"], ways: constitutional },
  { on: "BillRegistry", functions: ["setOrders"], ways: constitutional },
  { on: "BillRecourse", functions: ["setRate"], ways: constitutional },
  { on: "ReceivableRegistry", functions: ["setOrders"], ways: constitutional },
  { on: "ReceivableIssuance", functions: ["setLoanPrimeRate", "wire"], ways: constitutional },
  { on: "ReliefKeys", functions: ["setOrigin", "wire"], ways: constitutional },
  { on: "ReliefScores", functions: ["setFactor"], ways: constitutional },
  { on: "DataRegistry", functions: ["setPurpose", "setLicences", "wire"], ways: constitutional },
  { on: "DataCertification", functions: ["setNoticeDays"], ways: constitutional },
  { on: "DataPreservation", functions: ["setAnswerHours"], ways: constitutional },
  { on: "DataConsents", functions: ["setOrigin"], ways: constitutional },
  { on: "DataSharing", functions: ["setAnswerDays"], ways: constitutional },
  { on: "DataOffers", functions: ["setParts"], ways: constitutional },
  { on: "DataSales", functions: ["setDisputes"], ways: constitutional },
  {
    on: "PointsProgrammes",
    functions: ["setBand", "setFee", "setFeeReceiver", "setMinimumRatio", "setParts", "wire"],
    ways: constitutional,
  },
  { on: "PointsClearing", functions: ["setCycleDays", "setMinimumDeposit"], ways: constitutional },
  { on: "BillDiscount", functions: ["setTrader"], ways: [by(regulator)] },
  // Without a policy, hence out of reach: setGrantDelay, setTargetAdminDelay, setRoleGuardian. The delays of the Docket are the
  // delays; one of the manager's own would lock the Docket out, for it never schedules.
  {
    on: "AccessManager",
    functions: [
      "labelRole",
      "grantRole",
      "revokeRole",
      "setRoleAdmin",
      "setTargetFunctionRole",
      "setTargetClosed",
      "updateAuthority",
    ],
    ways: constitutional,
  },
];

/** A way as the Docket's `Route`. */
const routeOf = ({ approvals, delay, window, emergency }: Way) => ({
  clauses: approvals.map((clause) => ({
    votingClass: VotingClass[clause.class],
    votes: clause.votes === "more than two thirds" ? 0 : clause.votes,
  })),
  delay,
  window,
  ratifiedBy: emergency?.ratifiedBy ?? 0,
  ratifyWithin: emergency?.within ?? 0,
});

/** The rules as arguments of `Docket.setPolicy`, one for each function. */
export const policyCalls = policies.flatMap(({ on, functions, ways, undoneBy }) =>
  functions.map((name) => ({
    on,
    name,
    selector: selector(on, name),
    policy: {
      routes: ways.map(routeOf),
      inverse: undoneBy === undefined ? "0x00000000" : selector(on, undoneBy),
    },
  })),
);

function describeTime(seconds: bigint): string {
  const [unit, length] = seconds % BigInt(DAY) === 0n ? ["day", DAY] : ["hour", HOUR];
  const count = seconds / BigInt(length);
  return count === 1n ? `1 ${unit}` : `${count} ${unit}s`;
}

/** A policy as the Docket has it, in words. */
export function describePolicy({ routes }: IDocket.PolicyStructOutput): string {
  const ways = routes.map(({ clauses, delay, ratifiedBy, ratifyWithin }) => {
    const approvals = clauses.map(({ votingClass, votes }) => {
      const seats = Object.entries(VotingClass).find(([, number]) => number === votingClass)?.[0];
      return votes === 0n ? `> 2/3 ${seats}` : `${votes} ${seats}`;
    });
    const later = delay === 0n ? "" : `, ${describeTime(delay)} later`;
    const emergency =
      ratifiedBy === 0n ? "" : ` at once, for ${describeTime(ratifyWithin)} unless (${ratifiedBy}) ratifies`;
    return `${approvals.join(" + ")}${later}${emergency}`;
  });
  return ways.length === 1 ? ways.join() : ways.map((way, index) => `(${index + 1}) ${way}`).join(" or ");
}
