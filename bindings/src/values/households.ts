import { joined, numberIn, titleIn } from "./titles.js";

/** The id of a household (帮扶对象): its programme (项目库) and its number there. It is also whom the household signs as. */
export function householdId(programme: number | bigint, number: number | bigint): bigint {
  return joined(programme, number, "programme or household");
}

/** Whom a household signs as that is not known yet: number 0 of its programme. */
export function newHousehold(programme: number | bigint): bigint {
  return householdId(programme, 1n) - 1n;
}

/** The programme of a household. */
export function programmeOf(household: bigint): number {
  return titleIn(household);
}

/** The number of a household in its programme. */
export function numberInProgramme(household: bigint): number {
  return numberIn(household);
}
