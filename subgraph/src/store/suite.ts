/** Which contract of the suite an address is. */
import { Bytes } from "@graphprotocol/graph-ts";
import { Part } from "../../generated/schema";
import { suiteAddress } from "./ids";

/** Name of a contract that is no part of a module; empty for any other address. */
export function coreAt(address: Bytes): string {
  if (address == suiteAddress("participants")) return "ParticipantRegistry";
  if (address == suiteAddress("docket")) return "Docket";
  if (address == suiteAddress("directory")) return "ModuleDirectory";
  if (address == suiteAddress("authority")) return "AccessManager";
  return "";
}

/** The version of the module that a part belongs to. */
export function versionOf(part: Bytes): Bytes | null {
  const known = Part.load(part);
  return known === null ? null : known.version;
}

/** Name of the contract; empty for an address that the suite does not know. */
export function contractAt(address: Bytes): string {
  const core = coreAt(address);
  if (core != "") return core;
  const part = Part.load(address);
  return part === null ? "" : part.contract;
}
