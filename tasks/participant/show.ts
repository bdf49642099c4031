import { QUALIFICATIONS } from "../../deploy/data/terms.ts";
import { bytes32 } from "../../deploy/data/modules.ts";
import type { Context } from "../shared/context.ts";
import { listed, shortHash, timeOf, yuan } from "../shared/format.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { scopesOf, textOf } from "../shared/words.ts";
import { seatHolders } from "./seats.ts";

/** Accounts that act for a participant now. */
async function accountsOf({ suite: { participants }, events }: Context, id: bigint) {
  const bound = await events((first, last) =>
    participants.queryFilter(participants.filters.AccountBound(id), first, last),
  );
  const all = await Promise.all(
    [...new Set(bound.map(({ args }) => args.account))].map(async (account) => {
      const [info, modules] = await Promise.all([participants.accountInfo(account), participants.modulesOf(account)]);
      const names = modules.map((module) => textOf(module) ?? module);
      return {
        account,
        participant: info.participant,
        scopes: scopesOf(info.scopes),
        ceiling: info.ceiling,
        modules: names,
      };
    }),
  );
  return all.filter((each) => each.participant === id);
}

async function qualificationsOf({ suite: { participants }, words }: Context, id: bigint, now: bigint) {
  const all = await Promise.all(
    QUALIFICATIONS.map(async (key) => {
      const { issuer, until, code } = await participants.qualificationInfo(id, bytes32(key));
      return { key, issuer: await words.participant(issuer), until, code, isValid: until >= now };
    }),
  );
  return all.filter(({ until }) => until > 0n);
}

export default reads(async (context) => {
  const { suite, words, args } = context;
  const id = await participant(context, args.required("participant", "a participant"));
  const now = await context.now();
  const [info, { uscc }, accounts, qualifications, seats, cases, warnings, balance] = await Promise.all([
    suite.participants.participantInfo(id),
    words.facts(id),
    accountsOf(context, id),
    qualificationsOf(context, id, now),
    seatHolders(suite),
    suite.participants.cases(id),
    suite.participants.warnings(id),
    words.facts(id).then(({ wallet }) => suite.money.balanceOf(wallet)),
  ]);
  const persona = words.personaAt(info.wallet);
  const live = cases
    .filter(({ until }) => until >= now)
    .map(({ key, since, until }) => ({ case: textOf(key) ?? key, since: timeOf(since), until: timeOf(until) }));
  const warned = warnings
    .filter(({ until }) => until >= now)
    .map(({ key, since, until }) => ({ digest: key, since: timeOf(since), until: timeOf(until) }));
  const standing = nameOf("Standing", info.standing);
  const held = seats.get(id) ?? [];
  const text = [
    `${info.name}${persona === undefined ? "" : `  ${persona.nameEn}`}`,
    "",
    facts([
      ["Number", `${id}${persona === undefined ? "" : `, persona ${persona.key}`}`],
      ["USCC", uscc],
      ["Standing", `${standing}${info.admittedAt === 0n ? "" : `, admitted at ${timeOf(info.admittedAt)}`}`],
      ["Size", nameOf("SizeClass", info.size)],
      ["Seats", held.length === 0 ? undefined : listed(held)],
      ["Money", yuan(balance)],
      ["Wallet", info.wallet],
      ["Evidence", info.evidence],
      ...qualifications.map(
        ({ key, code, until, isValid }) =>
          [key, `${code === 0n ? "" : `${code}, `}${isValid ? "until" : "ran out at"} ${timeOf(until)}`] as const,
      ),
      ...live.map(
        (each, rank) => [`Frozen (${rank + 1})`, `case ${shortHash(each.case)}, until ${each.until}`] as const,
      ),
      ...warned.map(({ digest, until }) => ["Warned of", `until ${until}, text ${digest}`] as const),
    ]),
    ...(accounts.length === 0
      ? []
      : [
          "",
          table(accounts, [
            { head: "account", cell: (row) => row.account },
            { head: "may do", cell: (row) => row.scopes },
            { head: "up to", cell: (row) => (row.ceiling === 0n ? "no limit" : yuan(row.ceiling)), right: true },
            { head: "in", cell: (row) => row.modules.join(", ") || "all modules" },
          ]),
        ]),
  ].join("\n");
  const json = {
    participant: id,
    persona: persona?.key ?? null,
    name: info.name,
    uscc,
    standing,
    size: nameOf("SizeClass", info.size),
    admittedAt: info.admittedAt,
    wallet: info.wallet,
    evidence: info.evidence,
    balance,
    seats: held,
    qualifications,
    cases: live,
    warnings: warned,
    accounts,
  };
  return { json, text };
});
