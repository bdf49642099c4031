/** Ends a proposal without a repo: by the buyer's refusal, or by taking it back. */
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import type { Act, Already } from "../shared/write.ts";
import { namedRepo } from "./repos.ts";

export async function answerRepo(
  context: Context,
  actor: Actor,
  method: "refuse" | "withdraw",
): Promise<Act | Already> {
  const { suite, words } = context;
  const { id, repo, status } = await namedRepo(context);
  const isRefusal = method === "refuse";
  const end = isRefusal ? "Refused" : "Withdrawn";
  const by = isRefusal ? repo.buyer : repo.seller;
  const data = { repo: id };
  if (status === end && by === actor.participant) return { already: `Repo ${id} is ${end} already.`, data };
  const [seller, buyer] = await Promise.all([words.participant(repo.seller), words.participant(repo.buyer)]);
  return {
    contract: suite.billRepo,
    method,
    args: [id],
    sentence: isRefusal
      ? `${actor.name} refuses the repo that ${seller} proposes.`
      : `${actor.name} takes back the repo that it proposes ${buyer}.`,
    changes: [{ what: `Repo ${id}`, from: status, to: end }],
    data: () => data,
  };
}
