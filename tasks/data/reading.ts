/** What is known of data assets: registered, offered, licensed, bought, used, earned. */
import type { Log } from "ethers";
import type { Context } from "../shared/context.ts";
import { capitalised, counted, dateOf, timeOf, yuan } from "../shared/format.ts";
import { historyOf, timesOf } from "../shared/history.ts";
import { oneOf } from "../shared/parse.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { choices, nameOf } from "../shared/terms.ts";
import { all, type AssetState, assetState, licenceState, offerState, saleState } from "./figures.ts";
import { asset as assetOf, participantIn, participantOr, theAsset, theLicence, thePerson, theSale } from "./things.ts";

const standing = ({ status, isFrozen, isPledged }: AssetState): string =>
  [status, isFrozen ? "frozen" : "", isPledged ? "pledged" : ""].filter((each) => each !== "").join(", ");
const money = (fen: bigint): string => (fen === 0n ? "" : yuan(fen));

export const list = reads(async (context) => {
  const status = context.args.optional("status", oneOf([...choices("AssetStatus"), "Expired"] as const));
  const assets = await all(
    await context.suite.dataRegistry.assetCount(),
    (id) => assetState(context, id),
    (found) => status === undefined || found.status === status,
  );
  return {
    json: { assets },
    text:
      assets.length === 0
        ? "No such asset is registered."
        : table(assets, [
            { head: "asset", cell: (row) => row.asset.toString(), right: true },
            { head: "status", cell: standing },
            { head: "holder", cell: (row) => row.holder },
            { head: "class", cell: (row) => row.sensitivity },
            { head: "shared", cell: (row) => (row.sharing === "None" ? "" : row.sharing) },
            { head: "version", cell: (row) => row.version.toString(), right: true },
            { head: "certified by", cell: (row) => row.certifier ?? "" },
            { head: "valid through", cell: (row) => row.validThrough ?? "" },
          ]),
  };
});

async function sharesInWords({ suite, words }: Context, asset: bigint): Promise<string> {
  const { holding, processing, operation, contributors } = await suite.dataRegistry.sharesOf(asset);
  const percent = (share: bigint): string => `${Number(share) / 100} %`;
  const named = await Promise.all(
    contributors.map(async ({ participant, share }) => `${await words.participant(participant)} ${percent(share)}`),
  );
  return [
    `holder ${percent(holding)}`,
    processing === 0n ? "" : `processor ${percent(processing)}`,
    operation === 0n ? "" : `operator ${percent(operation)}`,
    ...named,
  ]
    .filter((each) => each !== "")
    .join(", ");
}

/** Valuations of an asset, each of its own valuer and purpose. */
async function valuationsOf(context: Context, asset: bigint) {
  const { suite, words } = context;
  return all(
    await suite.dataValuation.valuationCount(),
    async (id) => {
      const found = await suite.dataValuation.valuationInfo(id);
      return {
        valuation: id,
        asset: found.asset,
        valuer: await words.participant(found.valuer),
        amount: found.amount,
        method: nameOf("Method", found.method),
        baseDay: dateOf(found.baseDay),
        validThrough: dateOf(found.validThrough),
        status: nameOf("ValuationStatus", found.status),
        disputes: found.contested,
      };
    },
    (found) => found.asset === asset,
  );
}

export const show = reads(async (context) => {
  const { suite, words } = context;
  const asset = await theAsset(context);
  const state = await assetState(context, asset);
  const [{ filing, open }, pledge, parents, offers, licences, valuations, waiting] = await Promise.all([
    suite.dataCertification.openFiling(asset),
    suite.dataPledges.pledgeOf(asset),
    suite.dataRegistry.parentsOf(asset),
    all(
      await suite.dataOffers.offerCount(),
      (id) => offerState(context, id),
      (found) => found.asset === asset,
    ),
    all(
      await suite.dataLicences.licenceCount(),
      (id) => licenceState(context, id),
      (found) => found.asset === asset,
    ),
    valuationsOf(context, asset),
    suite.dataRevenue.waitingAt(asset),
  ]);
  const filed = open ? await suite.dataCertification.filingInfo(filing) : undefined;
  const shares = await sharesInWords(context, asset);
  const isPledged = nameOf("DataPledgeStatus", pledge.status) === "Live";
  const pledged = isPledged
    ? `${yuan(pledge.secured)} to ${await words.participant(pledge.pledgee)}, due on ${dateOf(pledge.dueDay)}`
    : "no";
  const madeFrom = parents.map(({ asset: of, licence }) => (licence === 0n ? `${of}` : `${of} (licence ${licence})`));
  const text = [
    facts([
      ["status", standing(state)],
      ["holder", state.holder],
      ["processing and use", state.processor],
      ["operation", state.operator],
      [
        "class",
        `${state.sensitivity}, ${state.volume.toLowerCase()}, ${state.update.toLowerCase()}, version ${state.version}`,
      ],
      [
        "certificate",
        state.validThrough === null ? "none yet" : `${state.certifier ?? ""}, valid through ${state.validThrough}`,
      ],
      ["shares of revenue", shares],
      ["made from", madeFrom.length === 0 ? "nothing registered" : madeFrom.join(", ")],
      ["pledged", pledged],
      ["challenges missed", state.misses.toString()],
      ["royalties that wait", yuan(waiting)],
      ...(filed === undefined
        ? []
        : ([
            [
              "open filing",
              `${nameOf("RegistrationKind", filed.kind)}, ${nameOf("FilingStatus", filed.status)}${filed.noticeEnds === 0n ? "" : `, on notice until ${dateOf(filed.noticeEnds)}`}, ${counted(filed.objections, "objection")} open`,
            ],
          ] as [string, string][])),
    ]),
    offers.length === 0 ? "" : offerTable(offers),
    licences.length === 0 ? "" : licenceTable(licences),
    valuations.length === 0
      ? ""
      : table(valuations, [
          { head: "valuation", cell: (row) => row.valuation.toString(), right: true },
          { head: "valuer", cell: (row) => row.valuer },
          { head: "amount", cell: (row) => yuan(row.amount), right: true },
          { head: "method", cell: (row) => row.method },
          { head: "as of", cell: (row) => row.baseDay },
          { head: "until", cell: (row) => row.validThrough },
          { head: "status", cell: (row) => (row.disputes === 0n ? row.status : `${row.status}, disputed`) },
        ]),
  ];
  return {
    json: {
      ...state,
      shares,
      parents: parents.map(({ asset: of, licence }) => ({ asset: of, licence })),
      isPledged,
      offers,
      licences,
      valuations,
      waiting,
    },
    text: text.filter((each) => each !== "").join("\n\n"),
  };
});

type OfferState = Awaited<ReturnType<typeof offerState>>;
const offerTable = (offers: readonly OfferState[]): string =>
  table(offers, [
    { head: "offer", cell: (row) => row.offer.toString(), right: true },
    { head: "asset", cell: (row) => row.asset.toString(), right: true },
    { head: "status", cell: (row) => row.status },
    { head: "by", cell: (row) => row.offerer },
    { head: "right", cell: (row) => (row.exclusive ? `${row.right}, exclusive` : row.right) },
    { head: "for", cell: (row) => row.purposes },
    { head: "days", cell: (row) => row.daysValid.toString(), right: true },
    { head: "price", cell: (row) => money(row.price), right: true },
    { head: "a use", cell: (row) => money(row.pricePerUse), right: true },
    { head: "until", cell: (row) => row.lastDay },
  ]);

export const offers = reads(async (context) => {
  const text = context.args.text("asset");
  const asset = text === undefined ? undefined : await assetOf(context, text, "--asset");
  const found = await all(
    await context.suite.dataOffers.offerCount(),
    (id) => offerState(context, id),
    (each) => asset === undefined || each.asset === asset,
  );
  return { json: { offers: found }, text: found.length === 0 ? "Nothing has been offered yet." : offerTable(found) };
});

type LicenceState = Awaited<ReturnType<typeof licenceState>>;
const licenceTable = (licences: readonly LicenceState[]): string =>
  table(licences, [
    { head: "licence", cell: (row) => row.licence.toString(), right: true },
    { head: "asset", cell: (row) => row.asset.toString(), right: true },
    { head: "status", cell: (row) => row.status },
    { head: "licensee", cell: (row) => row.licensee },
    { head: "right", cell: (row) => (row.exclusive ? `${row.right}, exclusive` : row.right) },
    { head: "for", cell: (row) => row.purposes },
    { head: "until", cell: (row) => row.lastDay ?? "" },
    { head: "used", cell: (row) => row.used.toString(), right: true },
    { head: "of", cell: (row) => row.allowed, right: true },
  ]);

export const licences = reads(async (context) => {
  const of = await participantOr(context, "of");
  const text = context.args.text("asset");
  const asset = text === undefined ? undefined : await assetOf(context, text, "--asset");
  const name = of === 0n ? undefined : await context.words.participant(of);
  const found = await all(
    await context.suite.dataLicences.licenceCount(),
    (id) => licenceState(context, id),
    (each) => (asset === undefined || each.asset === asset) && (name === undefined || each.licensee === name),
  );
  return { json: { licences: found }, text: found.length === 0 ? "There is no such licence." : licenceTable(found) };
});

export const showLicence = reads(async (context) => {
  const { suite } = context;
  const licence = await theLicence(context);
  const state = await licenceState(context, licence);
  const account = await suite.dataRevenue.accountOf(licence);
  const closable = await suite.dataLicences.closableFrom(licence);
  const isDisputed = await suite.dataDisputes.isDisputed(licence);
  return {
    json: {
      ...state,
      prepaid: account.prepaid,
      deposit: account.deposit,
      closableFrom: closable === 0n ? null : dateOf(closable),
      isDisputed,
    },
    text: facts([
      ["status", isDisputed ? `${state.status}, disputed` : state.status],
      ["asset", state.asset.toString()],
      ["licensee", state.licensee],
      ["licensed by", state.licensor],
      ["right", state.exclusive ? `${state.right}, exclusive` : state.right],
      ["for", state.purposes],
      ["days", state.firstDay === null ? "from delivery on" : `${state.firstDay} to ${state.lastDay ?? ""}`],
      ["uses", `${state.used} of ${state.allowed}; ${state.settled} settled`],
      ["price a use", state.pricePerUse === 0n ? "none" : yuan(state.pricePerUse)],
      ["prepaid", yuan(account.prepaid)],
      ["deposit", yuan(account.deposit)],
      ["metered by", state.meter],
      ["terms", state.termsHash],
      ["can be closed from", closable === 0n ? "not yet known" : dateOf(closable)],
    ]),
  };
});

export const sales = reads(async (context) => {
  const found = await all(await context.suite.dataSales.saleCount(), (id) => saleState(context, id));
  return {
    json: { sales: found },
    text:
      found.length === 0
        ? "Nothing has been bought yet."
        : table(found, [
            { head: "purchase", cell: (row) => row.sale.toString(), right: true },
            { head: "asset", cell: (row) => row.asset.toString(), right: true },
            { head: "licence", cell: (row) => row.licence.toString(), right: true },
            { head: "status", cell: (row) => row.status },
            { head: "buyer", cell: (row) => row.buyer },
            { head: "seller", cell: (row) => row.seller },
            { head: "price", cell: (row) => yuan(row.price), right: true },
          ]),
  };
});

/** What the next step of a purchase is, and whose. */
const STEPS: Record<string, string> = {
  Ordered: "the seller commits (data commit)",
  Committed: "the buyer confirms the ciphertext (data confirm-ciphertext)",
  Received: "the seller posts the key (data post-key)",
  KeyPosted: "the buyer accepts, proves or disputes (data open-content)",
  Disputed: "the dispute is decided",
};

export const showSale = reads(async (context) => {
  const sale = await theSale(context);
  const state = await saleState(context, sale);
  const step = STEPS[state.status];
  return {
    json: { ...state, next: step ?? null },
    text: facts([
      ["status", state.status],
      ["asset", state.asset.toString()],
      ["licence", state.licence.toString()],
      ["buyer", state.buyer],
      ["seller", state.seller],
      ["price", yuan(state.price)],
      ["deposit", yuan(state.deposit)],
      ["chunks", state.chunks.toString()],
      ...(step === undefined ? [] : ([["next", `${step}, until ${timeOf(state.deadline)}`]] as [string, string][])),
    ]),
  };
});

interface Kin {
  asset: bigint;
  licence: bigint;
  depth: number;
}

/** What an asset was made from, or what was made from it, as deep as it goes; each once. */
async function kin(start: bigint, next: (asset: bigint) => Promise<Omit<Kin, "depth">[]>): Promise<Kin[]> {
  const found: Kin[] = [];
  const seen = new Set([start]);
  const walk = async (asset: bigint, depth: number): Promise<void> => {
    for (const each of await next(asset)) {
      found.push({ ...each, depth });
      if (seen.has(each.asset)) continue;
      seen.add(each.asset);
      await walk(each.asset, depth + 1);
    }
  };
  await walk(start, 1);
  return found;
}

export const lineage = reads(async (context) => {
  const { suite, words } = context;
  const asset = await theAsset(context);
  const assets = await all(await suite.dataRegistry.assetCount(), async (id) => ({
    id,
    parents: (await suite.dataRegistry.parentsOf(id)).map((each) => ({ asset: each.asset, licence: each.licence })),
  }));
  const up = await kin(asset, (id) => Promise.resolve(assets.find((each) => each.id === id)?.parents ?? []));
  const down = await kin(asset, (id) =>
    Promise.resolve(
      assets.flatMap(({ id: child, parents }) =>
        parents.filter((parent) => parent.asset === id).map(({ licence }) => ({ asset: child, licence })),
      ),
    ),
  );
  const line = async ({ asset: of, licence, depth }: Kin): Promise<string> => {
    const holder = await words.participant(await suite.dataRegistry.holderOf(of));
    const royalty = licence === 0n ? 0n : await suite.dataLicences.royaltyOf(licence);
    const by =
      licence === 0n
        ? "by who held its processing right"
        : `under licence ${licence}, royalty ${Number(royalty) / 100} %`;
    return `${"  ".repeat(depth)}${words.asset(of)} of ${holder}, ${by}`;
  };
  const [above, below] = [await Promise.all(up.map(line)), await Promise.all(down.map(line))];
  return {
    json: { asset, madeFrom: up, madeInto: down },
    text: [
      `${capitalised(words.asset(asset))} of ${await words.participant(await suite.dataRegistry.holderOf(asset))}`,
      above.length === 0 ? "was made from nothing registered." : `was made from\n${above.join("\n")}`,
      below.length === 0 ? "Nothing registered was made from it." : `and into\n${below.join("\n")}`,
    ].join("\n"),
  };
});

export const uses = reads(async (context) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const { dataLicences } = suite;
  const of = await all(
    await dataLicences.licenceCount(),
    async (id) => ({ id, info: await dataLicences.licenceInfo(id) }),
    ({ info }) => info.asset === asset,
  );
  const licenceIds = of.map(({ id }) => id);
  const [single, batches] =
    licenceIds.length === 0
      ? [[], []]
      : await Promise.all([
          context.events((first, last) =>
            dataLicences.queryFilter(dataLicences.filters.UseRecorded(licenceIds as never), first, last),
          ),
          context.events((first, last) =>
            dataLicences.queryFilter(dataLicences.filters.UsesRecorded(licenceIds as never), first, last),
          ),
        ]);
  const times = await timesOf(
    context,
    [...single, ...batches].map(({ blockNumber }) => blockNumber),
  );
  const found = [
    ...single.map(({ args: { licence, purpose, person, number, digest }, blockNumber, index }) => ({
      licence,
      purpose,
      first: number,
      count: 1n,
      persons: person === 0n ? [] : [person],
      digest,
      blockNumber,
      index,
    })),
    ...batches.map(({ args: { licence, purpose, first, count, root, persons }, blockNumber, index }) => ({
      licence,
      purpose,
      first,
      count,
      persons: [...persons],
      digest: root,
      blockNumber,
      index,
    })),
  ].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
  const rows = await Promise.all(
    found.map(async ({ blockNumber, index: _, ...use }) => ({
      ...use,
      purpose: await words.purpose(use.purpose),
      licensee: await words.participant(of.find(({ id }) => id === use.licence)?.info.licensee ?? 0n),
      time: timeOf(times.get(blockNumber) ?? 0),
    })),
  );
  const last = args.flag("all") ? rows : rows.slice(-50);
  const total = rows.reduce((sum, { count }) => sum + count, 0n);
  return {
    json: { asset, uses: rows, total },
    text:
      rows.length === 0
        ? `${capitalised(words.asset(asset))} has not been used yet.`
        : [
            table(last, [
              { head: "time", cell: (row) => row.time },
              { head: "licence", cell: (row) => row.licence.toString(), right: true },
              { head: "by", cell: (row) => row.licensee },
              { head: "for", cell: (row) => row.purpose },
              { head: "from number", cell: (row) => row.first.toString(), right: true },
              { head: "uses", cell: (row) => row.count.toString(), right: true },
              { head: "persons", cell: (row) => (row.persons.length === 0 ? "" : row.persons.join(", ")) },
            ]),
            `${counted(total, "use")} in all.${last.length < rows.length ? " The latest 50 lines; all of them: --all" : ""}`,
          ].join("\n\n"),
  };
});

/** What belongs to an asset, by the types of their numbers. */
async function belongings({ suite }: Context, asset: bigint): Promise<Record<string, Set<bigint>>> {
  const licenceIds = await all(
    await suite.dataLicences.licenceCount(),
    async (id) => ({ id, of: (await suite.dataLicences.licenceInfo(id)).asset }),
    ({ of }) => of === asset,
  );
  const saleIds = await all(
    await suite.dataSales.saleCount(),
    async (id) => ({ id, of: (await suite.dataSales.saleInfo(id)).asset }),
    ({ of }) => of === asset,
  );
  const licences = new Set(licenceIds.map(({ id }) => id));
  const disputes = await all(
    await suite.dataDisputes.disputeCount(),
    async (id) => ({ id, of: (await suite.dataDisputes.disputeInfo(id)).licence }),
    ({ of }) => licences.has(of),
  );
  return {
    AssetId: new Set([asset]),
    LicenceId: licences,
    SaleId: new Set(saleIds.map(({ id }) => id)),
    DisputeId: new Set(disputes.map(({ id }) => id)),
  };
}

/** Whether an event is about an asset: other things have the same numbers. */
function isAbout({ dictionary }: Context, log: Log, asset: bigint, of: Record<string, Set<bigint>>): boolean {
  const decoded = dictionary.event(log);
  return (decoded?.item.inputs ?? []).some(({ internalType = "" }, index) => {
    const value = decoded?.args[index] as unknown;
    if (typeof value !== "bigint") return false;
    return of[internalType]?.has(value) ?? (internalType === "FilingId" && value >> 32n === asset);
  });
}

export const history = reads(async (context) => {
  const { suite, words, chain } = context;
  const asset = await theAsset(context);
  const parts = [
    suite.dataRegistry,
    suite.dataTransfers,
    suite.dataCertification,
    suite.dataPreservation,
    suite.dataValuation,
    suite.dataPledges,
    suite.dataOffers,
    suite.dataConsents,
    suite.dataLicences,
    suite.dataSharing,
    suite.dataRevenue,
    suite.dataSales,
    suite.dataDisputes,
    suite.dataOrders,
  ];
  const address = await Promise.all(parts.map((part) => part.getAddress()));
  const of = await belongings(context, asset);
  const { provider } = chain.connection.ethers;
  const logs = await context.events(async (fromBlock, toBlock) =>
    (await provider.getLogs({ address, fromBlock, toBlock })).filter((log) => isAbout(context, log, asset, of)),
  );
  const view = await historyOf(context, `Data ${words.asset(asset)}`, logs);
  return { ...view, json: { asset, ...view.json } };
});

export const income = reads(async (context) => {
  const { suite, words } = context;
  const participant = await participantIn(context, "participant", "whose income it is");
  const owed = await suite.dataRevenue.owedTo(participant);
  const { dataRevenue } = suite;
  const splits = await context.events((first, last) =>
    dataRevenue.queryFilter(dataRevenue.filters.RevenueSplit(), first, last),
  );
  const byAsset = new Map<bigint, bigint>();
  for (const { args } of splits) {
    args.receivers.forEach((receiver, index) => {
      if (receiver !== participant) return;
      byAsset.set(args.asset, (byAsset.get(args.asset) ?? 0n) + (args.amounts[index] ?? 0n));
    });
  }
  const rows = [...byAsset].map(([asset, amount]) => ({ asset, amount })).sort((a, b) => (a.asset < b.asset ? -1 : 1));
  const total = rows.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    json: { participant, assets: rows, total, owed },
    text: [
      rows.length === 0
        ? `${await words.participant(participant)} has no income from data yet.`
        : table(rows, [
            { head: "asset", cell: (row) => row.asset.toString(), right: true },
            { head: "income", cell: (row) => yuan(row.amount), right: true },
          ]),
      facts([
        ["in all", yuan(total)],
        ["not paid out yet", yuan(owed)],
      ]),
    ].join("\n\n"),
  };
});

export const consents = reads(async (context) => {
  const { suite, words } = context;
  const person = await thePerson(context);
  const { dataConsents } = suite;
  const given = await context.events((first, last) =>
    dataConsents.queryFilter(dataConsents.filters.ConsentGiven(person), first, last),
  );
  const latest = new Map<string, (typeof given)[number]["args"]>();
  for (const { args } of given) {
    latest.set([args.asset, args.sensitivity, args.purpose, args.recipient].join(), args);
  }
  const rows = await Promise.all(
    [...latest.values()].map(async ({ asset, sensitivity, purpose, recipient }) => {
      const until = await dataConsents.consentUntil(person, asset, sensitivity, purpose, recipient);
      return {
        asset: asset === 0n ? null : asset,
        class: nameOf("Sensitivity", sensitivity),
        purpose: await words.purpose(purpose),
        recipient: await words.participant(recipient),
        until: until === 0n ? null : dateOf(until),
      };
    }),
  );
  const owed = await suite.dataRevenue.owedToPerson(person);
  return {
    json: { person, consents: rows, owed },
    text: [
      rows.length === 0
        ? `Person ${person} has consented to nothing yet.`
        : table(rows, [
            { head: "data", cell: (row) => (row.asset === null ? `all of class ${row.class}` : `asset ${row.asset}`) },
            { head: "for", cell: (row) => row.purpose },
            { head: "by", cell: (row) => row.recipient },
            { head: "until", cell: (row) => row.until ?? "withdrawn" },
          ]),
      facts([["owed for the use of its data", yuan(owed)]]),
    ].join("\n\n"),
  };
});
