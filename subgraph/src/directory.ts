/** ModuleDirectory. */
import { Bytes } from "@graphprotocol/graph-ts";
import {
  ModuleHalted,
  ModuleRegistered,
  ModuleResumed,
  ModuleVersionStatusChanged,
} from "../generated/ModuleDirectory/ModuleDirectory";
import { ModuleVersion } from "../generated/schema";
import {
  addParts,
  addVersion,
  endHalt,
  loadModule,
  newModuleEvent,
  openHalt,
  setHalts,
  versionId,
} from "./store/directory";
import { nameOf, VersionStatus } from "./store/enums";
import { unknown } from "./store/notices";

export function handleModuleRegistered(event: ModuleRegistered): void {
  const params = event.params;
  const module = loadModule(params.module);
  const version = addVersion(event, module, params.version, params.deployBlock, params.parts);
  addParts(event, module, version, params.parts);

  const act = newModuleEvent(event, "ModuleRegistered", module.id);
  act.module = module.id;
  act.version = version;
  act.status = "Live";
  act.parts = params.parts.map<Bytes>((part) => part);
  act.save();
}

export function handleModuleVersionStatusChanged(event: ModuleVersionStatusChanged): void {
  const module = loadModule(event.params.module);
  const version = ModuleVersion.load(versionId(module, event.params.version));
  if (version === null) return unknown(event, "Version", versionId(module, event.params.version));
  version.status = nameOf(VersionStatus, event.params.status, event);
  version.save();

  const act = newModuleEvent(event, "ModuleVersionStatusChanged", module.id);
  act.module = module.id;
  act.version = version.id;
  act.previous = nameOf(VersionStatus, event.params.previous, event);
  act.status = version.status;
  act.save();
}

export function handleModuleHalted(event: ModuleHalted): void {
  const module = loadModule(event.params.module);
  setHalts(module, event.params.liveCases);

  const act = newModuleEvent(event, "ModuleHalted", module.id);
  act.module = module.id;
  act.haltCase = openHalt(event, module, event.params.caseKey);
  act.save();
}

export function handleModuleResumed(event: ModuleResumed): void {
  const module = loadModule(event.params.module);
  setHalts(module, event.params.liveCases);

  const act = newModuleEvent(event, "ModuleResumed", module.id);
  act.module = module.id;
  act.haltCase = endHalt(event, module, event.params.caseKey);
  act.save();
}
