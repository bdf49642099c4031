/** Functions that orders call, so that people read names and arguments where the chain has bytes. */
import { ByteArray, Bytes, crypto, ethereum } from "@graphprotocol/graph-ts";
import { slice } from "./values";

/** A test holds this list against the suite's restricted functions. */
const SIGNATURES = [
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
  "setDirectory(address)",
  "setWalletFollower(address)",
  "register(bytes32,uint32,address[],uint64)",
  "retire(bytes32,uint32)",
  "close(bytes32,uint32)",
  "halt(bytes32,bytes32)",
  "resume(bytes32,bytes32)",
  "setCustodial(address,bool)",
  "setPolicy(bytes32,bytes4,(((uint8,uint8)[],uint32,uint32,uint8,uint32)[],bytes4))",
  "freezeMoney(uint160,bytes32,uint256,uint40)",
  "renewMoneyFreeze(uint160,bytes32,uint40)",
  "unfreezeMoney(uint160,bytes32)",
  "forceTransfer(uint160,uint160,uint256,bytes32,bytes32)",
  "wire(address[])",
  "setOrders(address)",
  "setPeriods((uint8,uint8,uint8,uint8,uint8,uint8,uint8))",
  "setTrader(uint32,bool)",
  "setRate(uint32,uint32)",
  "freeze(uint64,bytes32,uint32,uint40,uint40,uint40)",
  "renewFreeze(uint64,bytes32,uint40)",
  "unfreeze(uint64,bytes32)",
  "transferByOrder(uint64,bytes32,uint32,uint40,uint40,uint32)",
  "invalidate(uint64,bytes32,uint32,uint32)",
  "setLoanPrimeRate(uint32,uint32)",
  "resolveByOrder(uint64,bytes32)",
  "admitByOrder(uint64,uint32)",
  "dismissByOrder(uint64,uint32)",
  "freeze(uint64,bytes32,uint32,uint64,uint40)",
  "transferByOrder(uint64,bytes32,uint32,uint32)",
  "setOrigin(string,string,bool)",
  "setFactor(uint16,int16,uint8,uint16,bool)",
  "findDiversion(uint32,uint32,bool,bytes32)",
  "setLicences(address)",
  "setParts(address,address)",
  "setDisputes(address)",
  "setPurpose(uint8,bytes32)",
  "setNoticeDays(uint16)",
  "setAnswerHours(uint16)",
  "setAnswerDays(uint8)",
  "decideObjectionByOrder(uint32,bool,bytes32)",
  "decideByOrder(uint32,(bool,bool,uint64),bytes32)",
  "freeze(uint32,bytes32,uint40,bool)",
  "transferByOrder(uint32,uint8,uint32,uint32,bytes32)",
  "cancelByOrder(uint32,bytes32)",
  "suspendByOrder(uint32,bytes32)",
  "reinstateByOrder(uint32,bytes32)",
  "terminateByOrder(uint32,bytes32)",
  "findMisuse(uint32,uint32,bytes32)",
  "setParts(address)",
  "admitMember(uint32)",
  "removeMember(uint32)",
  "setBand(uint16,uint16)",
  "setFee(uint16)",
  "setFeeReceiver(uint32)",
  "setMinimumRatio(uint16)",
  "setCycleDays(uint8)",
  "setMinimumDeposit(uint64)",
  "freezeAccount(address,bytes32,uint40)",
  "renewAccountFreeze(address,bytes32,uint40)",
  "unfreezeAccount(address,bytes32)",
  "stopIssuing(uint32,bytes32,uint40)",
  "resumeIssuing(uint32,bytes32)",
  "transferByOrder(uint32,address,address,uint64,bytes32)",
  "closeByOrder(uint32,bytes32)",
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
];

/** As in Solidity; empty for a function that is not in the list. */
export function signatureOf(selector: Bytes): string {
  for (let i = 0; i < SIGNATURES.length; i++) {
    const hash = crypto.keccak256(ByteArray.fromUTF8(SIGNATURES[i]));
    if (slice(Bytes.fromByteArray(hash), 0, 4) == selector) return SIGNATURES[i];
  }
  return "";
}

/** Arguments of a call in their order, as text; none where they cannot be read. */
export function argumentsOf(signature: string, data: Bytes): string[] {
  if (signature == "") return [];
  const types = signature.slice(signature.indexOf("("));
  // Arguments of changing length lie behind an offset, as those of one tuple do.
  const isDynamic = types.includes("[]") || types.includes("string") || types.includes("bytes)");
  const offset = isDynamic ? Bytes.fromHexString("0".repeat(62) + "20") : new Bytes(0);
  const value = ethereum.decode(types, offset.concat(slice(data, 4, data.length)));
  if (value === null || value.kind != ethereum.ValueKind.TUPLE) return [];
  return value.toTuple().map<string>((argument) => argumentText(argument));
}

function argumentText(value: ethereum.Value): string {
  if (value.kind == ethereum.ValueKind.ADDRESS) return value.toAddress().toHexString();
  if (value.kind == ethereum.ValueKind.BOOL) return value.toBoolean() ? "true" : "false";
  if (value.kind == ethereum.ValueKind.STRING) return value.toString();
  if (value.kind == ethereum.ValueKind.INT || value.kind == ethereum.ValueKind.UINT) return value.toBigInt().toString();
  if (value.kind == ethereum.ValueKind.FIXED_BYTES || value.kind == ethereum.ValueKind.BYTES) {
    return value.toBytes().toHexString();
  }
  const parts = value.kind == ethereum.ValueKind.TUPLE ? value.toTuple() : value.toArray();
  return "(" + parts.map<string>((part) => argumentText(part)).join(", ") + ")";
}
