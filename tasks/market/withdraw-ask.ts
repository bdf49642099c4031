import { ask as askOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { askState } from "./state.ts";
import { titleName, titlesAt } from "./titles.ts";

export default writes(async (context, actor) => {
  const { suite, args } = context;
  const id = await askOf(context, args.required("ask", "an ask"));
  const { ask, lots, status } = await askState(context, id);
  if (status === "Withdrawn" && ask.asker === actor.participant) {
    return { already: `Ask ${id} is withdrawn already.`, data: { ask: id } };
  }
  const titles = await titlesAt(context, ask.title);
  const names = await Promise.all(lots.map(({ title }) => titleName(context, ask.title, title)));
  return {
    contract: suite.market,
    method: "withdrawAsk",
    args: [id],
    sentence: `${actor.name} takes ask ${id} back; what it offered is free again.`,
    changes: [
      { what: `Ask ${id}`, from: status, to: "Withdrawn" },
      ...names.map((what) => ({ what, from: titles?.locked ?? "", to: titles?.free ?? "" })),
    ],
    data: () => ({ ask: id }),
  };
});
