import type { Actor } from "../shared/actor.ts";
import type { Args } from "../shared/args.ts";
import { readBatch } from "../shared/batch.ts";
import type { Context } from "../shared/context.ts";
import { billNumber, yuan } from "../shared/format.ts";
import { yesNo } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import type { Act } from "../shared/write.ts";
import { sameUses, useLines } from "../trade/uses.ts";
import { type DrawTerms, drawTerms } from "./terms.ts";

const NEEDED = ["acceptor", "payee", "amount", "maturity", "documents"];
const OPTIONAL = ["kind", "institution", "splittable", "supply_chain", "not_transferable"];

async function drawAct(context: Context, actor: Actor, terms: DrawTerms): Promise<Act> {
  const { suite, words, today } = context;
  const [acceptor, payee] = await Promise.all([words.participant(terms.acceptor), words.participant(terms.payee)]);
  const days = terms.maturity - (await today());
  return {
    contract: suite.billIssuance,
    method: "draw",
    args: [terms],
    sentence: `${actor.name} draws a bill over ${yuan(terms.face)} on ${acceptor}, payable to ${payee} in ${days} days.`,
    changes: ([bill]) => [{ what: `Bill ${String(bill)}`, from: "–", to: "Drawn, AwaitingDelivery" }],
    notes: await useLines(context, terms.documents),
    data: ([simulated], happened) => {
      const drawn = happened.find(({ event }) => event === "BillDrawn")?.arguments;
      return { bill: drawn?.bill ?? simulated, holding: drawn?.holding, number: drawn?.number };
    },
    next: ({ happenings }) => {
      const bill = happenings.find(({ event }) => event === "BillDrawn")?.arguments.bill;
      return [words.command(`bill present-for-acceptance ${String(bill)}`, actor.handle)];
    },
  };
}

/** A row's columns as the options that they stand for. */
function rowArgs(args: Args, values: Record<string, string>): Args {
  const { splittable = "", supply_chain: supplyChain = "", not_transferable: notTransferable = "", ...texts } = values;
  const flags = {
    splittable: yesNo(splittable, "splittable"),
    supplyChain: yesNo(supplyChain, "supply_chain"),
    notTransferable: yesNo(notTransferable, "not_transferable"),
  };
  const empty = { kind: undefined, institution: undefined };
  return args.with({ ...empty, ...texts, ...flags }, (name) => name);
}

/** A bill of the same terms that the actor has drawn since, and no other row stands for. */
async function findDrawn(context: Context, actor: Actor, terms: DrawTerms, since: number, taken: ReadonlySet<string>) {
  const { billIssuance } = context.suite;
  const drawn = await context.events((first, last) =>
    last < since
      ? Promise.resolve([])
      : billIssuance.queryFilter(
          billIssuance.filters.BillDrawn(undefined, actor.participant, terms.payee),
          Math.max(first, since),
          last,
        ),
  );
  const found = drawn.find(({ args }) => {
    const { acceptor, face, maturity, documents } = args.terms;
    const isSame =
      acceptor === terms.acceptor &&
      face === terms.face &&
      maturity === terms.maturity &&
      sameUses(terms.documents, documents);
    return isSame && !taken.has(String(args.bill));
  });
  return found && { bill: String(found.args.bill), number: billNumber(found.args.number) };
}

export default writes(async (context, actor) => {
  const { args } = context;
  const file = args.text("file");
  if (file === undefined) return drawAct(context, actor, await drawTerms(context, args));
  return readBatch(file, { needed: NEEDED, optional: OPTIONAL }, ["bill", "number"], async ({ line, values }) => {
    const terms = await drawTerms(context, rowArgs(args, values));
    return {
      line,
      act: await drawAct(context, actor, terms),
      idsOf: (happened) => {
        const drawn = happened.find(({ event }) => event === "BillDrawn")?.arguments;
        return { bill: String(drawn?.bill), number: billNumber(drawn?.number as bigint) };
      },
      find: (since, taken) => findDrawn(context, actor, terms, since, taken),
    };
  });
});
