import { WrongUsage } from "../shared/failures.ts";
import { area } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { programme as programmeOf } from "../shared/resolve.ts";
import { areaCode } from "../shared/words.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const code = args.parsed("area", "a division's code, as in 520112101", (text) => area(text));
  const programme = args.text("programme");
  const name = args.text("name");
  if ((programme === undefined) === (name === undefined)) {
    throw new WrongUsage(
      "A new division has a name; a division that a programme is extended to is known already.",
      "Give either --name or --programme.",
    );
  }
  if (programme !== undefined) {
    const id = await programmeOf(context, programme, "--programme");
    return {
      contract: suite.reliefProgrammes,
      method: "addArea",
      args: [id, code],
      sentence: `${actor.name} extends programme ${id} to ${areaCode(code)}.`,
    };
  }
  if (await suite.reliefOfficers.isArea(code)) {
    return { already: `The division ${areaCode(code)} is known.`, data: { area: areaCode(code) } };
  }
  return {
    contract: suite.reliefOfficers,
    method: "addArea",
    args: [code, name],
    sentence: `${actor.name} enters the division ${areaCode(code)}, ${name ?? ""}.`,
    data: () => ({ area: areaCode(code) }),
  };
});
