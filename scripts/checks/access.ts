import { CLASSES, externalFunctions } from "./functions.ts";
import type { Report } from "./sources.ts";

/** Every external function says who may call it, and `restricted` agrees with the modifier. */
export function access(): Report {
  const all = externalFunctions();
  const problems = all.flatMap(({ contract, name, problem }) => (problem ? [`${contract}.${name} ${problem}`] : []));
  const counts = CLASSES.map((each) => `${all.filter((one) => one.class === each).length} ${each}`);
  return { problems, note: counts.join(", ") };
}
