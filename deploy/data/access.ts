/**
 * Who may call what: the role of every restricted function of the suite. A test holds this table against the build, so a
 * function that gains or loses the modifier `restricted` cannot be forgotten here.
 */
import { id } from "ethers";

/** The roles of contracts/kernel/types/Roles.sol, and OpenZeppelin's own admin. */
export const ROLES = {
  ADMIN: 0n,
  PARTICIPANT_ORDERS: 1n,
  DIRECTORY_ORDERS: 2n,
  POLICY_ORDERS: 3n,
  WIRING: 4n,
  TERMS_ORDERS: 5n,
  MONEY_ORDERS: 6n,
  TITLE_ORDERS: 7n,
  RELIEF_ORDERS: 8n,
} as const;
export type Role = keyof typeof ROLES;

/** Roles that the suite labels and gives out; ADMIN is the manager's own. */
export const NAMED_ROLES = [
  "PARTICIPANT_ORDERS",
  "DIRECTORY_ORDERS",
  "POLICY_ORDERS",
  "WIRING",
  "TERMS_ORDERS",
  "MONEY_ORDERS",
  "TITLE_ORDERS",
  "RELIEF_ORDERS",
] as const;

/** Roles that only the Docket holds. WIRING has no member once the parts are joined. */
export const DOCKET_ROLES = [
  "ADMIN",
  "PARTICIPANT_ORDERS",
  "DIRECTORY_ORDERS",
  "POLICY_ORDERS",
  "TERMS_ORDERS",
  "MONEY_ORDERS",
  "TITLE_ORDERS",
  "RELIEF_ORDERS",
] as const;

export type FunctionsByRole = Partial<Record<Role, readonly string[]>>;

/** Of every part that trusts sibling parts. */
const WIRING = ["wire(address[])"] as const;

/** Signatures by contract and role. */
export const RESTRICTED = {
  AccessManager: {
    ADMIN: [
      "labelRole(uint64,string)",
      "grantRole(uint64,address,uint32)",
      "revokeRole(uint64,address)",
      "setRoleAdmin(uint64,uint64)",
      "setRoleGuardian(uint64,uint64)",
      "setGrantDelay(uint64,uint32)",
      "setTargetFunctionRole(address,bytes4[],uint64)",
      "setTargetAdminDelay(address,uint32)",
      "setTargetClosed(address,bool)",
      "updateAuthority(address,address)",
    ],
  },
  ModuleDirectory: {
    DIRECTORY_ORDERS: [
      "register(bytes32,uint32,address[],uint64)",
      "retire(bytes32,uint32)",
      "close(bytes32,uint32)",
      "halt(bytes32,bytes32)",
      "resume(bytes32,bytes32)",
      "setCustodial(address,bool)",
    ],
  },
  ParticipantRegistry: {
    PARTICIPANT_ORDERS: [
      "admit(uint32)",
      "refuse(uint32)",
      "suspend(uint32)",
      "reinstate(uint32)",
      "expel(uint32)",
      "freeze(uint32,bytes32,uint40)",
      "renewFreeze(uint32,bytes32,uint40)",
      "unfreeze(uint32,bytes32)",
      "warn(uint32,bytes32,uint40)",
      "withdrawWarning(uint32,bytes32)",
      "grantQualification(uint32,bytes32,uint32,uint40,uint64,bytes32)",
      "revokeQualification(uint32,bytes32)",
      "grantSeat(uint32,uint8)",
      "revokeSeat(uint32,uint8)",
      "replaceWallet(uint32,address,uint256,bytes)",
    ],
    WIRING: ["setDirectory(address)", "setWalletFollower(address)"],
  },
  Docket: {
    POLICY_ORDERS: ["setPolicy(bytes32,bytes4,(((uint8,uint8)[],uint32,uint32,uint8,uint32)[],bytes4))"],
  },
  SettlementToken: {
    MONEY_ORDERS: [
      "freezeMoney(uint160,bytes32,uint256,uint40)",
      "renewMoneyFreeze(uint160,bytes32,uint40)",
      "unfreezeMoney(uint160,bytes32)",
      "forceTransfer(uint160,uint160,uint256,bytes32,bytes32)",
    ],
  },
  BillRegistry: { WIRING: [...WIRING, "setOrders(address)"] },
  BillIssuance: { WIRING, TERMS_ORDERS: ["setPeriods((uint8,uint8,uint8,uint8,uint8,uint8,uint8))"] },
  BillSecurity: { WIRING },
  BillPayment: { WIRING },
  BillDiscount: { WIRING, TERMS_ORDERS: ["setTrader(uint32,bool)"] },
  BillRepo: { WIRING },
  BillRecourse: { WIRING, TERMS_ORDERS: ["setRate(uint32,uint32)"] },
  BillOrders: {
    WIRING,
    TITLE_ORDERS: [
      "freeze(uint64,bytes32,uint32,uint40,uint40,uint40)",
      "renewFreeze(uint64,bytes32,uint40)",
      "unfreeze(uint64,bytes32)",
      "transferByOrder(uint64,bytes32,uint32,uint40,uint40,uint32)",
      "invalidate(uint64,bytes32,uint32,uint32)",
    ],
  },
  ReceivableRegistry: { WIRING: [...WIRING, "setOrders(address)"] },
  ReceivableIssuance: { WIRING, TERMS_ORDERS: ["setLoanPrimeRate(uint32,uint32)"] },
  ReceivableFinancing: { WIRING },
  ReceivableSecurity: { WIRING },
  ReceivableSettlement: { WIRING },
  ReceivableDisputes: {
    WIRING,
    TITLE_ORDERS: ["resolveByOrder(uint64,bytes32)", "admitByOrder(uint64,uint32)", "dismissByOrder(uint64,uint32)"],
  },
  ReceivableOrders: {
    WIRING,
    TITLE_ORDERS: [
      "freeze(uint64,bytes32,uint32,uint64,uint40)",
      "renewFreeze(uint64,bytes32,uint40)",
      "unfreeze(uint64,bytes32)",
      "transferByOrder(uint64,bytes32,uint32,uint32)",
    ],
  },
  ReliefKeys: { WIRING, TERMS_ORDERS: ["setOrigin(string,string,bool)"] },
  ReliefProgrammes: { WIRING },
  ReliefOfficers: { WIRING },
  ReliefHouseholds: { WIRING },
  ReliefScores: { WIRING, TERMS_ORDERS: ["setFactor(uint16,int16,uint8,uint16,bool)"] },
  ReliefReviews: { WIRING },
  ReliefFunds: { WIRING },
  ReliefPayouts: { WIRING, RELIEF_ORDERS: ["findDiversion(uint32,uint32,bool,bytes32)"] },
  ReliefProjects: { WIRING },
  ReliefBenefits: { WIRING },
  ReliefPurchases: { WIRING },
  ReliefLedger: { WIRING },
  DataRegistry: { WIRING: [...WIRING, "setLicences(address)"], TERMS_ORDERS: ["setPurpose(uint8,bytes32)"] },
  DataTransfers: { WIRING },
  DataCertification: {
    WIRING,
    TERMS_ORDERS: ["setNoticeDays(uint16)"],
    TITLE_ORDERS: ["decideObjectionByOrder(uint32,bool,bytes32)"],
  },
  DataPreservation: { WIRING, TERMS_ORDERS: ["setAnswerHours(uint16)"] },
  DataValuation: { WIRING },
  DataPledges: { WIRING },
  DataOffers: { WIRING: [...WIRING, "setParts(address,address)"] },
  DataConsents: { WIRING, TERMS_ORDERS: ["setOrigin(string,string,bool)"] },
  DataLicences: { WIRING: [...WIRING, "setParts(address,address)"] },
  DataSharing: { WIRING, TERMS_ORDERS: ["setAnswerDays(uint8)"] },
  DataRevenue: { WIRING },
  DataSales: { WIRING: [...WIRING, "setDisputes(address)"] },
  DataDisputes: { WIRING, TITLE_ORDERS: ["decideByOrder(uint32,(bool,bool,uint64),bytes32)"] },
  DataOrders: {
    WIRING,
    TITLE_ORDERS: [
      "freeze(uint32,bytes32,uint40,bool)",
      "renewFreeze(uint32,bytes32,uint40)",
      "unfreeze(uint32,bytes32)",
      "transferByOrder(uint32,uint8,uint32,uint32,bytes32)",
      "cancelByOrder(uint32,bytes32)",
      "suspendByOrder(uint32,bytes32)",
      "reinstateByOrder(uint32,bytes32)",
      "terminateByOrder(uint32,bytes32)",
      "findMisuse(uint32,uint32,bytes32)",
    ],
  },
  PointsLedger: { WIRING: [...WIRING, "setParts(address)"] },
  PointsProgrammes: {
    WIRING: [...WIRING, "setParts(address)"],
    TERMS_ORDERS: [
      "admitMember(uint32)",
      "removeMember(uint32)",
      "setBand(uint16,uint16)",
      "setFee(uint16)",
      "setFeeReceiver(uint32)",
      "setMinimumRatio(uint16)",
    ],
  },
  PointsIssuance: { WIRING },
  PointsExchange: { WIRING },
  PointsClearing: { WIRING, TERMS_ORDERS: ["setCycleDays(uint8)", "setMinimumDeposit(uint64)"] },
  PointsRedemption: { WIRING },
  PointsOrders: {
    WIRING,
    TITLE_ORDERS: [
      "freezeAccount(address,bytes32,uint40)",
      "renewAccountFreeze(address,bytes32,uint40)",
      "unfreezeAccount(address,bytes32)",
      "stopIssuing(uint32,bytes32,uint40)",
      "resumeIssuing(uint32,bytes32)",
      "transferByOrder(uint32,address,address,uint64,bytes32)",
      "closeByOrder(uint32,bytes32)",
    ],
  },
} as const satisfies Record<string, FunctionsByRole>;

export type RestrictedContract = keyof typeof RESTRICTED;

export const selectorOf = (signature: string): string => id(signature).slice(0, 10);

export const nameOf = (signature: string): string => signature.slice(0, signature.indexOf("("));

/** A contract's restricted functions by role; none for a contract that has none. */
export function functionsByRole(contract: string): { role: Role; signatures: string[] }[] {
  const byRole = (RESTRICTED as Record<string, FunctionsByRole>)[contract] ?? {};
  return Object.entries(byRole).map(([role, signatures]) => ({ role: role as Role, signatures: [...signatures] }));
}

/** The table as rows. */
export const restrictedFunctions = Object.keys(RESTRICTED).flatMap((contract) =>
  functionsByRole(contract).flatMap(({ role, signatures }) =>
    signatures.map((signature) => ({
      contract: contract as RestrictedContract,
      role,
      name: nameOf(signature),
      selector: selectorOf(signature),
    })),
  ),
);

/** The selector of a restricted function by its contract and name. */
export function selector(contract: RestrictedContract, name: string): string {
  const found = restrictedFunctions.find((each) => each.contract === contract && each.name === name);
  if (found === undefined) throw new Error(`${contract}.${name} is not in the table of restricted functions.`);
  return found.selector;
}
