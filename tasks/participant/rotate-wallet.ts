import { walletDraft } from "../../deploy/founders.ts";
import type { Context } from "../shared/context.ts";
import { Refused } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { address } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { consentOf } from "./consent.ts";

interface Allowance {
  owner: string;
  spender: string;
  amount: bigint;
}

/** What a wallet has allowed and what it was allowed, as it stands now: nothing of it goes to another wallet. */
async function allowancesOf({ suite: { money }, events }: Context, wallet: string): Promise<Allowance[]> {
  const approvals = await events(async (first, last) =>
    (
      await Promise.all([
        money.queryFilter(money.filters.Approval(wallet), first, last),
        money.queryFilter(money.filters.Approval(undefined, wallet), first, last),
      ])
    ).flat(),
  );
  const pairs = new Map(approvals.map(({ args: { owner, spender } }) => [`${owner} ${spender}`, { owner, spender }]));
  const all = await Promise.all(
    [...pairs.values()].map(async ({ owner, spender }) => ({
      owner,
      spender,
      amount: await money.allowance(owner, spender),
    })),
  );
  return all.filter(({ amount }) => amount > 0n);
}

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const wallet = address(args.required("wallet", "the new wallet's address"), "The new wallet");
  if (actor.participant === 0n) {
    throw new Refused("AccountUnknown", `${actor.name} acts for no participant.`, "Act as a participant's wallet.");
  }
  const name = await words.participant(actor.participant);
  const { wallet: present } = await words.facts(actor.participant);
  const data = { participant: actor.participant, wallet };
  if (present === wallet) return { already: `${wallet} is the wallet of ${name} already.`, data };

  const balance = await suite.money.balanceOf(present);
  const allowances = await Promise.all(
    (await allowancesOf(context, present)).map(async (each) => {
      const isGiven = each.owner === present;
      const other = await words.account(isGiven ? each.spender : each.owner);
      const told = isGiven
        ? `${other} may take up to ${yuan(each.amount)}`
        : `may take ${yuan(each.amount)} from ${other}`;
      const command = isGiven
        ? words.command(`money approve ${each.spender} --amount ${yuan(each.amount).slice(1)}`, wallet)
        : words.command(`money approve ${wallet} --amount ${yuan(each.amount).slice(1)}`, each.owner);
      return { ...each, told, command };
    }),
  );
  const { deadline, signature } = await consentOf(context, actor, wallet, walletDraft(wallet, actor.participant));
  return {
    contract: suite.participants,
    method: "rotateWallet",
    args: [wallet, deadline, signature],
    sentence: `${name} changes its wallet; the old one, ${present}, will no longer act for it.`,
    changes: [
      { what: "Wallet", from: present, to: wallet },
      { what: "Money in the new wallet", from: yuan(0n), to: yuan(balance) },
    ],
    notes: allowances.map(({ told }) => `Ends with the old wallet: ${told}.`),
    data: () => ({
      ...data,
      previous: present,
      allowances: allowances.map(({ told: _, command: __, ...each }) => each),
    }),
    next: [...allowances.map(({ command }) => command), words.command(`participant show ${actor.participant}`)],
  };
});
