import { area } from "../shared/parse.ts";
import { account } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { areaCode } from "../shared/words.ts";
import { theOfficer } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const officer = await theOfficer(context);
  const before = await suite.reliefOfficers.officerInfo(officer);
  const text = args.text("account");
  const address = text === undefined ? before.account : await account(context, text, "--account");
  const code = args.optional("area", area) ?? before.area;
  return {
    contract: suite.reliefOfficers,
    method: "transferOfficer",
    args: [officer, address, code],
    sentence: `${actor.name} has officer ${officer} act for ${areaCode(code)} by ${await words.account(address)}.`,
    changes: [
      { what: "account", from: before.account, to: address },
      { what: "area", from: areaCode(before.area), to: areaCode(code) },
    ],
  };
});
