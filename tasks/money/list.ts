import { yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { allParticipants } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";

export default reads(async (context) => {
  const { suite, words } = context;
  const balances = await each(await allParticipants(context), async ({ id, info }) => ({
    participant: id,
    name: await words.participant(id),
    balance: await suite.money.balanceOf(info.wallet),
  }));
  const supply = await suite.money.totalSupply();
  const lines = table(balances, [
    { head: "id", cell: (row) => row.participant.toString(), right: true },
    { head: "participant", cell: (row) => row.name },
    { head: "balance", cell: (row) => yuan(row.balance), right: true },
  ]);
  return { json: { balances, supply }, text: `${lines}\n\n${yuan(supply)} is in circulation.` };
});
