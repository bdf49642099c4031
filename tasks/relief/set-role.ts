import { ZeroHash } from "ethers";
import { oneOf, purpose } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { participantIn, theProgramme } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const programme = await theProgramme(context);
  const participant = await participantIn(context, "of", "the participant that it is about");
  const role = args.parsed("role", "operator, payoutBank, implementer, merchant …", oneOf(choices("Role")));
  const forPurpose = args.optional("purpose", purpose) ?? ZeroHash;
  const admitted = !args.flag("withdraw");
  const name = await words.participant(participant);
  const was = await suite.reliefProgrammes.hasRole(programme, participant, valueOf("Role", role), forPurpose);
  if (was === admitted) {
    return { already: `${name} ${admitted ? "has this role" : "does not have this role"} in programme ${programme}.` };
  }
  return {
    contract: suite.reliefProgrammes,
    method: "setRole",
    args: [programme, participant, valueOf("Role", role), forPurpose, admitted],
    sentence: `${actor.name} ${admitted ? "admits" : "no longer admits"} ${name} as ${role} in programme ${programme}.`,
  };
});
