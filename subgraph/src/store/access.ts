/** Roles of the AccessManager, who has them, and what needs them. */
import { BigInt, Bytes, ethereum, Value } from "@graphprotocol/graph-ts";
import { AccessEvent, GuardedContract, GuardedFunction, Role, RoleMember } from "../../generated/schema";
import { joinOrder, stamp } from "./acts";
import { signatureOf } from "./functions";
import { actId, idOf, suiteAddress } from "./ids";
import { contractAt } from "./suite";
import { long } from "./values";

/** OpenZeppelin's number of the role that everybody has. */
const PUBLIC = BigInt.fromString("18446744073709551615");

export function loadRole(number: BigInt): Role {
  const id = idOf(suiteAddress("authority"), number, 8);
  const known = Role.load(id);
  if (known !== null) return known;
  const role = new Role(id);
  role.number = number;
  role.label = number.isZero() ? "ADMIN" : number.equals(PUBLIC) ? "PUBLIC" : "";
  // A role that nobody has said anything of is in the hands of role 0, which is its own admin.
  role.admin = number.isZero() ? id : loadRole(BigInt.zero()).id;
  role.guardian = role.admin;
  role.grantDelay = 0;
  role.save();
  return role;
}

export function newAccessEvent(event: ethereum.Event, kind: string, subject: Bytes): AccessEvent {
  const act = new AccessEvent(actId(event));
  stamp(act, event, kind, null, subject, []);
  joinOrder(act, event);
  act.text = "";
  return act;
}

/** A delay of 0 is one, too: the generated setter would take it for none. */
export function setDelay(act: AccessEvent, delay: i64): void {
  act.set("delay", Value.fromI64(delay));
}

export function setMember(role: Role, account: Bytes, since: BigInt, delay: BigInt): void {
  const member = new RoleMember(role.id.concat(account));
  member.role = role.id;
  member.account = account;
  member.contract = contractAt(account);
  member.isMember = true;
  member.since = long(since);
  member.delay = long(delay);
  member.save();
}

export function endMember(role: Role, account: Bytes): void {
  const member = RoleMember.load(role.id.concat(account));
  if (member === null) return;
  member.isMember = false;
  member.save();
}

export function loadGuarded(address: Bytes): GuardedContract {
  const id = suiteAddress("authority").concat(address);
  const known = GuardedContract.load(id);
  if (known !== null) return known;
  const guarded = new GuardedContract(id);
  guarded.address = address;
  guarded.name = contractAt(address);
  guarded.isClosed = false;
  guarded.adminDelay = 0;
  guarded.save();
  return guarded;
}

export function setFunctionRole(contract: GuardedContract, selector: Bytes, role: Role): Bytes {
  const guarded = new GuardedFunction(contract.id.concat(selector));
  guarded.contract = contract.id;
  guarded.selector = selector;
  guarded.signature = signatureOf(selector);
  guarded.role = role.id;
  guarded.save();
  return guarded.id;
}

/** A contract that emits this obeys another manager from now on, unless it is being constructed. */
export function setAuthority(event: ethereum.Event, authority: Bytes): void {
  const guarded = loadGuarded(event.address);
  if (authority != suiteAddress("authority")) {
    guarded.authority = authority;
    guarded.save();
  }
  const act = newAccessEvent(event, "AuthorityUpdated", guarded.id);
  act.account = authority;
  act.save();
}
