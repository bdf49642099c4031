/** Administrative divisions, a tree by their digits. */
import { BigInt, Bytes, ethereum } from "@graphprotocol/graph-ts";
import { Area } from "../../generated/schema";
import { areaId } from "./ids";
import { notice } from "./notices";

const DIGITS = 12;
/** How many digits name a division of each level, and the level's name; the deepest first. */
const LENGTHS = [12, 9, 6, 4, 2];
const NAMES = ["Village", "Township", "County", "City", "Province"];

/** How many digits name a division; 0 for what is no code. */
function lengthOf(code: string): i32 {
  if (code.length != DIGITS) return 0;
  for (let i = 1; i < LENGTHS.length; i++) {
    if (code.slice(LENGTHS[i]) != "0".repeat(DIGITS - LENGTHS[i])) return LENGTHS[i - 1];
  }
  return LENGTHS[LENGTHS.length - 1];
}

/** The division, which is there afterwards in any case: without a name while nobody has entered it. */
export function loadArea(code: BigInt): Area {
  const known = Area.load(areaId(code));
  if (known !== null) return known;
  const text = code.toString();
  const length = lengthOf(text);
  const rank = LENGTHS.indexOf(length);
  const area = new Area(areaId(code));
  area.code = text;
  area.level = rank < 0 ? "None" : NAMES[rank];
  area.name = "";
  if (rank >= 0 && rank < LENGTHS.length - 1) {
    const above = text.slice(0, LENGTHS[rank + 1]) + "0".repeat(DIGITS - LENGTHS[rank + 1]);
    area.parent = loadArea(BigInt.fromString(above)).id;
  }
  area.save();
  return area;
}

export function areaOf(code: BigInt): Bytes {
  return loadArea(code).id;
}

/** The division; none for no code. */
export function areaIfAny(code: BigInt): Bytes | null {
  return code.isZero() ? null : areaOf(code);
}

/** A division and those above it, the deepest first. */
export function upFrom(area: Bytes): Area[] {
  const chain: Area[] = [];
  let id: Bytes | null = area;
  while (id !== null) {
    const next = Area.load(id);
    if (next === null) break;
    chain.push(next);
    id = next.parent;
  }
  return chain;
}

export function nameArea(event: ethereum.Event, code: BigInt, name: string, at: i64): Area {
  const area = loadArea(code);
  if (area.level == "None") notice(event, "Division " + area.code + " has no code of twelve digits.");
  area.name = name;
  area.addedAt = at;
  area.save();
  return area;
}
