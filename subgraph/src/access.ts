/** OpenZeppelin's AccessManager. */
import {
  OperationCanceled,
  OperationExecuted,
  OperationScheduled,
  RoleAdminChanged,
  RoleGrantDelayChanged,
  RoleGranted,
  RoleGuardianChanged,
  RoleLabel,
  RoleRevoked,
  TargetAdminDelayUpdated,
  TargetClosed,
  TargetFunctionRoleUpdated,
} from "../generated/AccessManager/AccessManager";
import { endMember, loadGuarded, loadRole, newAccessEvent, setDelay, setFunctionRole, setMember } from "./store/access";
import { long } from "./store/values";

export function handleRoleLabel(event: RoleLabel): void {
  const role = loadRole(event.params.roleId);
  role.label = event.params.label;
  role.save();

  const act = newAccessEvent(event, "RoleLabel", role.id);
  act.role = role.id;
  act.text = event.params.label;
  act.save();
}

export function handleRoleGranted(event: RoleGranted): void {
  const params = event.params;
  const role = loadRole(params.roleId);
  setMember(role, params.account, params.since, params.delay);

  const act = newAccessEvent(event, "RoleGranted", role.id);
  act.role = role.id;
  act.account = params.account;
  setDelay(act, long(params.delay));
  act.since = long(params.since);
  act.save();
}

export function handleRoleRevoked(event: RoleRevoked): void {
  const role = loadRole(event.params.roleId);
  endMember(role, event.params.account);

  const act = newAccessEvent(event, "RoleRevoked", role.id);
  act.role = role.id;
  act.account = event.params.account;
  act.save();
}

export function handleRoleAdminChanged(event: RoleAdminChanged): void {
  const role = loadRole(event.params.roleId);
  role.admin = loadRole(event.params.admin).id;
  role.save();

  const act = newAccessEvent(event, "RoleAdminChanged", role.id);
  act.role = role.id;
  act.other = role.admin;
  act.save();
}

export function handleRoleGuardianChanged(event: RoleGuardianChanged): void {
  const role = loadRole(event.params.roleId);
  role.guardian = loadRole(event.params.guardian).id;
  role.save();

  const act = newAccessEvent(event, "RoleGuardianChanged", role.id);
  act.role = role.id;
  act.other = role.guardian;
  act.save();
}

export function handleRoleGrantDelayChanged(event: RoleGrantDelayChanged): void {
  const role = loadRole(event.params.roleId);
  role.grantDelay = long(event.params.delay);
  role.save();

  const act = newAccessEvent(event, "RoleGrantDelayChanged", role.id);
  act.role = role.id;
  setDelay(act, role.grantDelay);
  act.since = long(event.params.since);
  act.save();
}

export function handleTargetClosed(event: TargetClosed): void {
  const target = loadGuarded(event.params.target);
  target.isClosed = event.params.closed;
  target.save();

  const act = newAccessEvent(event, "TargetClosed", target.id);
  act.text = target.isClosed ? "closed" : "open";
  act.save();
}

export function handleTargetFunctionRoleUpdated(event: TargetFunctionRoleUpdated): void {
  const target = loadGuarded(event.params.target);
  const role = loadRole(event.params.roleId);
  const act = newAccessEvent(event, "TargetFunctionRoleUpdated", target.id);
  act.guardedFunction = setFunctionRole(target, event.params.selector, role);
  act.role = role.id;
  act.save();
}

export function handleTargetAdminDelayUpdated(event: TargetAdminDelayUpdated): void {
  const target = loadGuarded(event.params.target);
  target.adminDelay = long(event.params.delay);
  target.save();

  const act = newAccessEvent(event, "TargetAdminDelayUpdated", target.id);
  setDelay(act, target.adminDelay);
  act.since = long(event.params.since);
  act.save();
}

export function handleOperationScheduled(event: OperationScheduled): void {
  const act = newAccessEvent(event, "OperationScheduled", loadGuarded(event.params.target).id);
  act.account = event.params.caller;
  act.since = long(event.params.schedule);
  act.text = event.params.data.toHexString();
  act.save();
}

export function handleOperationExecuted(event: OperationExecuted): void {
  const act = newAccessEvent(event, "OperationExecuted", loadGuarded(event.address).id);
  act.text = event.params.operationId.toHexString();
  act.save();
}

export function handleOperationCanceled(event: OperationCanceled): void {
  const act = newAccessEvent(event, "OperationCanceled", loadGuarded(event.address).id);
  act.text = event.params.operationId.toHexString();
  act.save();
}
