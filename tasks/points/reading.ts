/** What is known of points: programmes, members, acceptances, coverage, redemptions. */
import type { BaseContract } from "ethers";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf, grouped, monthOf, share, yuan } from "../shared/format.ts";
import { type AnyLog, historyOf } from "../shared/history.ts";
import { each } from "../shared/logs.ts";
import { whole } from "../shared/parse.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import {
  acceptancesOf,
  coverageOf,
  memberStates,
  type ProgrammeState,
  programmeState,
  programmeStates,
  standingOf,
  worthOf,
} from "./figures.ts";
import { redeemedAs } from "./movements.ts";
import { COMMON, perLot, pointsIn, theProgramme, theRedemption } from "./things.ts";

const worth = ({ honour, value }: ProgrammeState): string => (honour ? "honour" : yuan(value));

export const list = reads(async (context) => {
  const programmes = await programmeStates(context);
  return {
    json: { programmes },
    text: table(programmes, [
      { head: "programme", cell: (row) => row.programme.toString(), right: true },
      { head: "name", cell: (row) => row.name },
      { head: "issuer", cell: (row) => row.issuer ?? "the alliance" },
      { head: "status", cell: standingOf },
      { head: "1,000 are worth", cell: worth, right: true },
      { head: "into common", cell: (row) => (row.exchangeable ? grouped(row.rate) : ""), right: true },
      { head: "expire", cell: (row) => row.expires },
      { head: "outstanding", cell: (row) => grouped(row.outstanding), right: true },
      { head: "reserve", cell: (row) => (row.honour ? "" : yuan(row.reserve)), right: true },
    ]),
  };
});

type Acceptances = Awaited<ReturnType<typeof acceptancesOf>>;

const acceptanceTable = (programme: bigint, found: Acceptances, issuer: bigint): string =>
  table(found, [
    { head: "accepted by", cell: (row) => row.name },
    {
      head: "for 1,000",
      cell: (row) =>
        programme === COMMON ? "their value, at once" : row.merchant === issuer ? "its own" : yuan(row.rate),
      right: true,
    },
  ]);

/** Acceptances with their issuers' own programmes said so. */
async function acceptedBy(context: Context, programme: bigint) {
  const [{ issuer }, found] = await Promise.all([
    context.suite.pointsLedger.programmeInfo(programme),
    acceptancesOf(context, programme),
  ]);
  return { issuer, found };
}

export const show = reads(async (context) => {
  const { suite } = context;
  const id = await theProgramme(context);
  const [state, { issuer, found }, terms, stoppedUntil, now] = await Promise.all([
    programmeState(context, id),
    acceptedBy(context, id),
    termsOf(context, id),
    suite.pointsLedger.stoppedUntil(id),
    context.now(),
  ]);
  const coverage = coverageOf(state);
  const text = [
    `${state.name}, programme ${id}`,
    facts([
      ["issuer", state.issuer ?? "the alliance: they come of exchange alone"],
      ["status", standingOf(state)],
      ["stopped until", stoppedUntil > now ? dateOf(stoppedUntil / 86_400n) : undefined],
      ["good until", state.closesAfter ?? undefined],
      ["kind", state.flags.join(", ") || "for its holder alone"],
      [
        "expire",
        state.expires === "never" ? "never" : `${state.expires}, granted now: ${state.grantedNowExpire ?? "–"}`,
      ],
      ["grace for refunds", state.graceMonths === 0n ? undefined : `${state.graceMonths} months`],
      ["settlement value", state.honour ? undefined : `${yuan(state.value)} for 1,000`],
      ["reserve ratio", state.honour ? undefined : share(state.ratio)],
      ["exchanged into", state.exchangeable ? perLot(state.rate) : "nothing"],
      [
        "granted this month",
        id === COMMON
          ? undefined
          : `${grouped(state.grantedThisMonth)}${state.monthlyCap === null ? "" : ` of ${grouped(state.monthlyCap)}`}`,
      ],
      ["outstanding", grouped(state.outstanding)],
      [
        "reserve",
        state.honour
          ? undefined
          : `${yuan(state.reserve)}, needed ${yuan(state.required)}, free ${yuan(state.free)}${coverage === null ? "" : `; covers ${share(coverage)}`}`,
      ],
      ["terms", terms],
    ]),
    found.length === 0 ? "Nobody accepts them." : acceptanceTable(id, found, issuer),
  ];
  return { json: { ...state, coverage, terms: terms ?? null, acceptances: found }, text: text.join("\n\n") };
});

export const acceptances = reads(async (context) => {
  const id = await theProgramme(context);
  const { issuer, found } = await acceptedBy(context, id);
  const text =
    found.length === 0
      ? `Nobody accepts ${await context.words.points(id)}.`
      : `${await context.words.points(id)}\n\n${acceptanceTable(id, found, issuer)}`;
  return { json: { programme: id, acceptances: found }, text };
});

export const members = reads(async (context) => {
  const found = await memberStates(context);
  return {
    json: { members: found },
    text:
      found.length === 0
        ? "The alliance has no members yet."
        : table(found, [
            { head: "member", cell: (row) => row.name },
            {
              head: "programmes",
              cell: (row) => (row.programmes === 0n ? "" : row.programmes.toString()),
              right: true,
            },
            { head: "owes", cell: (row) => yuan(row.owes), right: true },
            { head: "is owed", cell: (row) => yuan(row.owed), right: true },
            { head: "deposit", cell: (row) => yuan(row.deposit), right: true },
            { head: "needed", cell: (row) => yuan(row.minimumDeposit), right: true },
            { head: "unpaid claims", cell: (row) => (row.shortfall === 0n ? "" : yuan(row.shortfall)), right: true },
            { head: "refunds within", cell: (row) => `${row.refundDays} days`, right: true },
          ]),
  };
});

export const coverage = reads(async (context) => {
  const states = (await programmeStates(context)).filter(({ honour }) => !honour);
  const rows = states.map((state) => ({ ...state, coverage: coverageOf(state) }));
  const fees = await context.suite.pointsLedger.fees();
  const sum = rows.reduce((all, { reserve }) => all + reserve, 0n);
  const lines = table(rows, [
    { head: "programme", cell: (row) => row.programme.toString(), right: true },
    { head: "name", cell: (row) => row.name },
    { head: "status", cell: standingOf },
    { head: "outstanding", cell: (row) => grouped(row.outstanding), right: true },
    { head: "at value", cell: (row) => yuan(worthOf(row)), right: true },
    { head: "ratio", cell: (row) => share(row.ratio), right: true },
    { head: "needed", cell: (row) => yuan(row.required), right: true },
    { head: "reserve", cell: (row) => yuan(row.reserve), right: true },
    { head: "free", cell: (row) => yuan(row.free), right: true },
    { head: "covers", cell: (row) => (row.coverage === null ? "" : share(row.coverage)), right: true },
  ]);
  return {
    json: { programmes: rows, reserves: sum, fees },
    text: `${lines}\n\nReserves ${yuan(sum)}, fees that wait ${yuan(fees)}.`,
  };
});

export const previewExchange = reads(async (context) => {
  const { suite, words } = context;
  const id = await theProgramme(context);
  const points = pointsIn(context);
  const { common, fee, fen } = await suite.pointsExchange.previewExchange(id, points);
  const text = `${grouped(points)} of ${await words.points(id)} yield ${grouped(common)} common points; the alliance's fee is ${grouped(fee)}. ${yuan(fen)} leave the issuer's reserve.`;
  return { json: { programme: id, points, common, fee, fen }, text };
});

export const showRedemption = reads(async (context) => {
  const { suite, words } = context;
  const id = await theRedemption(context);
  const { pointsRedemption } = suite;
  const [record, found] = await Promise.all([pointsRedemption.redemptionInfo(id), redeemedAs(context, id)]);
  const { refundUntil, refunded, fen, cycle } = record;
  const status = nameOf("RedemptionStatus", record.status);
  if (status === "Cancelled") {
    return { json: { redemption: id, status }, text: "Its user has made it void; it was never sent." };
  }
  if (found === undefined) {
    throw new WrongUsage(`Nothing was redeemed as ${id}.`, "Give the digest that points redeem has printed.");
  }
  const { account, points, programme, merchant, order } = found.signed;
  const spent = (await pointsRedemption.spentOf(found.signed)).map((bucket) => ({
    month: monthOf(bucket.month),
    points: bucket.points,
  }));
  const text = facts([
    ["redemption", id],
    ["account", account],
    ["merchant", await words.participant(merchant)],
    ["points", `${grouped(points)} of ${await words.points(programme)}`],
    ["spent from", spent.map((each) => `${grouped(each.points)} (${each.month})`).join(", ")],
    ["brought the merchant", yuan(fen)],
    ["paid", fen === 0n ? "nothing to pay" : cycle === 0n ? "at once" : `with cycle ${cycle}`],
    ["refunded", `${grouped(refunded)} of ${grouped(points)}`],
    ["can be refunded until", dateOf(refundUntil)],
    ["order", order],
  ]);
  const json = {
    redemption: id,
    status,
    account,
    merchant,
    programme,
    points,
    refunded,
    fen,
    cycle: cycle === 0n ? null : cycle,
    refundUntil: dateOf(refundUntil),
    order,
    spent,
  };
  return { json, text };
});

/** The digest of a programme's terms; the common points have none. */
async function termsOf({ suite, events }: Context, id: bigint): Promise<string | undefined> {
  const { pointsProgrammes } = suite;
  const [opened] = await events((first, last) =>
    pointsProgrammes.queryFilter(pointsProgrammes.filters.PointsProgrammeOpened(id), first, last),
  );
  return opened?.args.opening.terms;
}

const USUAL_LINES = 100n;

/** Events of a programme, by all parts of the module. */
async function eventsOf({ suite, events, chain }: Context, id: bigint): Promise<AnyLog[]> {
  const { pointsLedger, pointsProgrammes, pointsIssuance, pointsExchange, pointsRedemption, pointsOrders } = suite;
  const { provider } = chain.connection.ethers;
  const contracts = [
    pointsLedger,
    pointsProgrammes,
    pointsIssuance,
    pointsExchange,
    pointsRedemption,
    pointsOrders,
  ] as BaseContract[];
  const queries = await Promise.all(
    contracts.map(async (contract) => {
      const address = await contract.getAddress();
      const found: { address: string; topics: (string | string[] | null)[] }[] = [];
      contract.interface.forEachEvent((event) => {
        const indexed = event.inputs.filter((input) => input.indexed);
        const place = indexed.findIndex(({ name }) => name === "programme");
        if (place < 0) return;
        const values = indexed.map((_, index) => (index === place ? id : null));
        found.push({ address, topics: contract.interface.encodeFilterTopics(event, values) });
      });
      return found;
    }),
  );
  return events(async (fromBlock, toBlock) =>
    (await each(queries.flat(), (query) => provider.getLogs({ ...query, fromBlock, toBlock }), 8)).flat(),
  );
}

export const history = reads(async (context) => {
  const { words, args } = context;
  const id = await theProgramme(context);
  const limit = Number(args.optional("limit", whole) ?? USUAL_LINES);
  const logs = await eventsOf(context, id);
  logs.sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
  const latest = logs.slice(-limit);
  const left = logs.length - latest.length;
  const title = `${await words.points(id)}${left === 0 ? "" : `, the latest ${limit} of ${logs.length} events (--limit for more)`}`;
  return historyOf(context, title, latest);
});
