import { ZeroHash } from "ethers";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { amount, digest, fileDigest } from "../shared/parse.ts";
import { holding as holdingOf, participant } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { claimDay, owedOn, sumOf } from "./recourse.ts";
import { billState } from "./state.ts";
import { nextOf, pairChange } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { billRecourse } = suite;
  const holding = await holdingOf(context, args.required("holding", "a bill"));
  const party = await participant(context, args.required("party", "who is to pay"), "--party");
  const costs = args.optional("costs", amount) ?? 0n;
  const proof = args.optional("costsFile", fileDigest) ?? args.optional("costsDigest", digest) ?? ZeroHash;
  if (costs > 0n && proof === ZeroHash) {
    throw new WrongUsage("What proves the costs is missing.", "Give --costs-file with it, or --costs-digest.");
  }
  const [state, name, pair] = await Promise.all([
    billState(context, holding),
    words.participant(party),
    billRecourse.pairOf(holding, actor.participant, party),
  ]);
  const it = words.holding(holding);
  const claimedOn = claimDay(pair, state.info);
  if (claimedOn !== 0n && state.info.holder === actor.participant && costs === 0n) {
    return {
      already: `${actor.name} has claimed on ${name} for ${it} on ${dateOf(claimedOn)} already.`,
      data: { bill: state.id, holding, party },
      next: await nextOf(context, holding),
    };
  }
  const account = await owedOn(context, holding);
  const sum = account === undefined ? "what is owed" : yuan(sumOf(account) + costs);
  return {
    contract: billRecourse,
    method: "claim",
    args: [holding, party, costs, proof],
    sentence: `${actor.name} claims ${sum} on ${it} from ${name}${costs === 0n ? "" : `, ${yuan(costs)} of it costs`}.`,
    changes: pairChange(state, state.status, "InRecourse"),
    notes: ["Others can be claimed on as well, in any order; what one pays counts for all."],
    data: () => ({ bill: state.id, holding, party, costs }),
    next: async () => [
      words.command(`bill settle ${words.holdingHandle(holding)}`, await words.handle(party)),
      words.command(`bill liable ${words.holdingHandle(holding)}`),
    ],
  };
});
