/** The index holds what the contracts answer: points, from each bucket to the last fen of reserves, deposits and claims. */
import { expect } from "chai";
import { decodeBytes32String } from "ethers";
import { hashOver } from "../utils/points-grants.ts";
import { address, all, grantedOf, type GrantRow, ref, type Row, sorted, upTo } from "./rows.ts";
import { expectSameClaims, expectSamePurses } from "./samePoints.ts";
import { bitsOf, nameIn } from "./solidity.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

const COMMON = 1n;
const someone = (number: bigint): { number: number } | null => (number === 0n ? null : ref(number));
const day = (count: bigint): number | null => (count === 0n ? null : Number(count));
const bits = (names: readonly string[], set: bigint): string[] =>
  names.filter((_, place) => (set >> BigInt(place)) % 2n === 1n);

/** What S-2 adds up. */
const IN = ["granted", "exchangedIn", "refunded"] as const;
const OUT = ["redeemed", "exchanged", "reversed", "expired"] as const;
const COUNTS = [...IN, ...OUT].join(" ");
type Counts = Record<(typeof IN)[number] | (typeof OUT)[number], string>;
type Held = { programme: { number: number }; month: number; account: string; points: string };

const sum = <T>(rows: readonly T[], value: (row: T) => string): bigint =>
  rows.reduce((total, row) => total + BigInt(value(row)), 0n);
const balanceOf = (counts: Counts): bigint =>
  IN.reduce((total, key) => total + BigInt(counts[key]), 0n) -
  OUT.reduce((total, key) => total + BigInt(counts[key]), 0n);

describe("The index beside the chain: points", function () {
  this.timeout(900_000);
  let suite: Index["suite"];
  let live: Index;
  let ask: Ask;
  let programmes: bigint[];
  let participants: bigint[];

  before(async function () {
    live = await indexOrSkip(this);
    ({ suite, ask } = live);
    programmes = upTo(await suite.pointsLedger.programmeCount());
    participants = upTo(await suite.participants.participantCount());
  });

  it("G-4 programmes and their books, common points included (S-1)", async () => {
    const { pointsLedger } = suite;
    const fields = `number issuer { number } name value rate fixedDay closesAfter ratio expiryMonths graceMonths expiry flags status stops
      stoppedUntil outstanding reserve required monthlyCap`;
    const rows = await all(ask, "pointsProgrammes", fields);
    const expected = await Promise.all(
      programmes.map(async (programme) => {
        const p = await pointsLedger.programmeInfo(programme);
        const book = await pointsLedger.bookOf(programme);
        return {
          ...ref(programme),
          issuer: someone(p.issuer),
          name: decodeBytes32String(await pointsLedger.nameOf(programme)),
          value: String(p.value),
          rate: String(p.rate),
          fixedDay: day(p.fixedDay),
          closesAfter: day(p.closesAfter),
          ratio: Number(p.ratio),
          expiryMonths: Number(p.expiryMonths),
          graceMonths: Number(p.graceMonths),
          expiry: nameIn("ExpiryPolicy", p.expiry),
          flags: bits(bitsOf("ProgrammeFlags"), p.flags),
          status: nameIn("ProgrammeStatus", p.status),
          stops: bits(bitsOf("Stops"), p.stops),
          stoppedUntil: String(await pointsLedger.stoppedUntil(programme)),
          outstanding: String(book.outstanding),
          reserve: String(book.reserve),
          required: String(await pointsLedger.required(programme)),
          monthlyCap: String(book.monthlyCap),
        };
      }),
    );
    expect(rows).to.deep.equal(expected);
  });

  it("G-4 every bucket of every account, and all of them together (S-2)", async () => {
    const { pointsLedger } = suite;
    const held = await all<Held>(ask, "pointsBalances", "programme { number } month account points");
    expect(held).to.have.length.above(10);
    for (const { programme, month, account, points } of held) {
      expect(String(await pointsLedger.bucketOf(programme.number, account, month))).to.equal(points);
    }
    type Bucket = Counts & { programme: { number: number }; month: number; outstanding: string };
    const buckets = await all<Bucket>(ask, "pointsBuckets", `programme { number } month outstanding ${COUNTS}`);
    for (const bucket of buckets) {
      const inIt = held.filter((h) => h.programme.number === bucket.programme.number && h.month === bucket.month);
      expect(sum(inIt, ({ points }) => points)).to.equal(BigInt(bucket.outstanding));
      expect(balanceOf(bucket), `bucket ${bucket.month} of ${bucket.programme.number}`).to.equal(
        BigInt(bucket.outstanding),
      );
    }
    type Whole = Counts & { number: number; outstanding: string; months: Counts[] };
    const wholes = await all<Whole>(ask, "pointsProgrammes", `number outstanding ${COUNTS} months { ${COUNTS} }`);
    for (const whole of wholes) {
      const own = buckets.filter(({ programme }) => programme.number === whole.number);
      expect(balanceOf(whole), `programme ${whole.number}`).to.equal(BigInt(whole.outstanding));
      for (const key of [...IN, ...OUT]) {
        expect(sum(own, (bucket) => bucket[key])).to.equal(BigInt(whole[key]));
        expect(sum(whole.months, (month) => month[key])).to.equal(BigInt(whole[key]));
      }
    }
    for (const interval of ["hour", "day"]) {
      type Volume = { programme: { number: number }; kind: string; points: string };
      const query = `{ rows: pointsVolumes(interval: ${interval}, current: include, first: 1000) { programme { number } kind points } }`;
      const { rows } = await ask<{ rows: Volume[] }>(query);
      for (const whole of wholes) {
        for (const key of [...IN, ...OUT]) {
          const kind = key.charAt(0).toUpperCase() + key.slice(1);
          const own = rows.filter((row) => row.programme.number === whole.number && row.kind === kind);
          expect(
            sum(own, ({ points }) => points),
            `${kind} by ${interval}`,
          ).to.equal(BigInt(whole[key]));
        }
      }
    }
  });

  it("G-4 S-3 what an account can spend, soonest expiring first", async () => {
    const { pointsLedger } = suite;
    type Alive = Held & { lastDay: number | null };
    const held = await all<Alive>(ask, "pointsBalances", "programme { number } month account points lastDay");
    const today = (BigInt(await live.stage.now()) + 28_800n) / 86_400n;
    for (const account of Object.values(live.scenario.points.users)) {
      for (const programme of programmes) {
        const { status, closesAfter } = await pointsLedger.programmeInfo(programme);
        const isOver = nameIn("ProgrammeStatus", status) === "Closed" || (closesAfter !== 0n && closesAfter < today);
        const own = held
          .filter((h) => h.programme.number === Number(programme) && h.account === address(account))
          .filter(({ points, lastDay }) => points !== "0" && (lastDay === null || BigInt(lastDay) >= today) && !isOver)
          .map(({ month, points }) => [BigInt(month), BigInt(points)])
          .toSorted(([a = 0n], [b = 0n]) => Number(a - b));
        const buckets = await pointsLedger.bucketsOf(programme, account);
        expect(own).to.deep.equal(buckets.map(({ month, points }) => [month, points]));
      }
    }
  });

  it("G-4 S-6 grants: numbers used, grants taken back, and the sheets by which that is proved", async () => {
    const { pointsIssuance } = suite;
    type Line = { sequence: string; reversedAt: string | null; programme: { issuer: { number: number } } };
    const lines = await all<Line>(ask, "pointsGrants", "sequence reversedAt programme { issuer { number } }");
    expect(lines.filter(({ reversedAt }) => reversedAt !== null)).to.have.length(1);
    for (const { sequence, reversedAt, programme } of lines) {
      const { number } = programme.issuer;
      expect(await pointsIssuance.isSequenceUsed(number, sequence)).to.equal(true);
      expect(await pointsIssuance.isReversed(number, sequence)).to.equal(reversedAt !== null);
    }
    type Sheet = { issuer: { number: number }; firstSequence: string; hash: string; grantCount: number };
    const sheets = await all<Sheet & { grants: (GrantRow & { place: number })[] }>(
      ask,
      "pointsGrantSheets",
      `issuer { number } firstSequence hash grantCount
        grants(orderBy: place) { place programme { number } month holder { account } points sequence }`,
    );
    expect(sheets).to.have.length(6);
    for (const { issuer, firstSequence, hash, grantCount, grants } of sheets) {
      const first = BigInt(firstSequence);
      expect(hash).to.equal(await pointsIssuance.hashOf(issuer.number, first));
      expect(hashOver(grants.map(grantedOf))).to.equal(hash);
      expect(grants.map(({ place }) => place)).to.deep.equal(Array.from({ length: grantCount }, (_, i) => i));
      expect(grants.map(({ sequence }) => BigInt(sequence) - (BigInt(sequence) % 32n))).to.deep.equal(
        grants.map(() => first),
      );
    }
    expect(sheets.flatMap(({ grants }) => grants)).to.have.length(lines.length);
    const budgets = await all<Row & { programme: { number: number }; partner: { number: number }; lastDay: number }>(
      ask,
      "pointsBudgets",
      "programme { number } partner { number } limit used firstSequence lastSequence lastDay isEnded",
    );
    expect(budgets).to.have.length(2);
    for (const { programme, partner, lastDay, isEnded, ...row } of budgets) {
      const b = await pointsIssuance.budgetOf(programme.number, partner.number);
      expect({ ...row, lastDay: isEnded === true ? 0 : lastDay }).to.deep.equal({
        limit: String(b.limit),
        used: String(b.used),
        firstSequence: String(b.firstSequence),
        lastSequence: String(b.lastSequence),
        lastDay: Number(b.lastDay),
      });
    }
  });

  it("G-4 the alliance: terms, members, acceptances, partners, proposals", async () => {
    const { pointsProgrammes, pointsRedemption } = suite;
    const part = address(await pointsProgrammes.getAddress());
    const terms = await pointsProgrammes.terms();
    const { pointsTerms } = await ask<{ pointsTerms: Row }>(
      `{ pointsTerms(id: "${part}") { lowest highest fee minimumRatio feeReceiver { number } } }`,
    );
    expect(pointsTerms).to.deep.equal({
      lowest: Number(terms.lowest),
      highest: Number(terms.highest),
      fee: Number(terms.fee),
      minimumRatio: Number(terms.minimumRatio),
      feeReceiver: someone(terms.feeReceiver),
    });

    type Known = Row & { participant: { number: number }; isMember: boolean };
    const members = await all<Known>(
      ask,
      "pointsMembers",
      "participant { number } isMember admission covered { number } programmeCount refundDays",
    );
    const listed = members.filter(({ isMember }) => isMember).map(({ participant }) => BigInt(participant.number));
    expect(listed.toSorted((a, b) => Number(a - b))).to.deep.equal([...(await pointsProgrammes.members())]);
    for (const { participant, isMember, ...row } of members) {
      const m = await pointsProgrammes.memberInfo(participant.number);
      expect(isMember).to.equal(m.admission !== 0n);
      expect(row).to.deep.equal({
        admission: Number(m.admission),
        covered: someone(m.covered),
        programmeCount: Number(m.programmes),
        refundDays: Number(await pointsRedemption.refundDaysOf(participant.number)),
      });
    }

    type Accepted = { programme: { number: number }; merchant: { number: number }; isLive: boolean; rate: string };
    const acceptances = await all<Accepted>(
      ask,
      "pointsAcceptances",
      "programme { number } merchant { number } isLive rate",
    );
    type Partner = { programme: { number: number }; partner: { number: number }; isAllowed: boolean };
    const partners = await all<Partner>(ask, "pointsPartners", "programme { number } partner { number } isAllowed");
    expect(partners).to.have.length(2);
    for (const programme of programmes.filter((each) => each !== COMMON)) {
      const { issuer } = await suite.pointsLedger.programmeInfo(programme);
      for (const participant of participants.filter((each) => each !== issuer)) {
        const isOf = (row: { programme: { number: number } }) => row.programme.number === Number(programme);
        const known = acceptances.find((row) => isOf(row) && row.merchant.number === Number(participant));
        const { accepted, rate } = await pointsProgrammes.acceptanceOf(programme, participant);
        expect(known?.isLive ?? false, `${programme} at ${participant}`).to.equal(accepted);
        if (accepted) expect(known?.rate).to.equal(String(rate));
        const partner = partners.find((row) => isOf(row) && row.partner.number === Number(participant));
        expect(partner?.isAllowed ?? false).to.equal(await pointsProgrammes.isExchangePartner(programme, participant));
      }
    }

    const requests = await all<Row & { number: number }>(
      ask,
      "pointsRequests",
      "number programme { number } from { number } to { number } rate status lastDay",
    );
    expect(requests).to.have.length.above(10);
    for (const { number, ...row } of requests) {
      const r = await pointsProgrammes.requestInfo(number);
      expect(row).to.deep.equal({
        programme: ref(r.subject),
        from: ref(r.from),
        to: ref(r.to),
        rate: String(BigInt(r.terms)),
        status: nameIn("Requests.Status", r.status),
        lastDay: Number(r.lastDay),
      });
    }
  });

  it("G-4 redemptions and what is refunded of them", async () => {
    const { pointsRedemption } = suite;
    const { redemptions, cancelled } = live.scenario.points;
    const fields = `digest holder { account } programme { number } merchant { number } points goods { digest } nonce deadline refundUntil
      refunded fen cycle { number } spentMonths spentPoints`;
    const rows = await all<Row & { digest: string }>(ask, "pointsRedemptions", fields);
    const expected = await Promise.all(
      Object.values(redemptions).map(async ({ id: digest, ...r }) => {
        const record = await pointsRedemption.redemptionInfo(digest);
        const spent = await pointsRedemption.spentOf(r);
        return {
          digest,
          holder: { account: address(r.account) },
          programme: ref(BigInt(r.programme)),
          merchant: ref(BigInt(r.merchant)),
          points: String(r.points),
          goods: { digest: r.order },
          nonce: String(r.nonce),
          deadline: String(r.deadline),
          refundUntil: Number(record.refundUntil),
          refunded: String(record.refunded),
          fen: String(record.fen),
          cycle: someone(record.cycle),
          spentMonths: spent.map(({ month }) => Number(month)),
          spentPoints: spent.map(({ points }) => String(points)),
        };
      }),
    );
    expect(sorted(rows)).to.deep.equal(sorted(expected));
    for (const { digest } of rows) expect(await pointsRedemption.isRedemptionUsed(digest)).to.equal(true);
    const { pointsEvents } = await ask<{ pointsEvents: { evidence: string }[] }>(
      "{ pointsEvents(where: { kind: RedemptionCancelled }) { evidence } }",
    );
    expect(pointsEvents).to.deep.equal([{ evidence: cancelled }]);
    expect(await pointsRedemption.isRedemptionUsed(cancelled)).to.equal(true);
  });

  it("G-4 S-5 cycles: positions, deposits, what is due, paid and claimed", async () => {
    const { pointsClearing } = suite;
    const current = await pointsClearing.currentCycle();
    const part = address(await pointsClearing.getAddress());
    const { pointsClearingTerms } = await ask<{ pointsClearingTerms: Row }>(
      `{ pointsClearingTerms(id: "${part}") { cycleNumber lastDay cycleDays minimumDeposit } }`,
    );
    expect(pointsClearingTerms).to.deep.equal({
      cycleNumber: Number(current.id),
      lastDay: Number(current.lastDay),
      cycleDays: Number(current.cycleDays),
      minimumDeposit: String(current.minimumDeposit),
    });

    type Position = Record<"owes" | "owed" | "net" | "fromReserve" | "fromDeposit" | "received" | "short", string> & {
      participant: { number: number };
    };
    type Cycle = {
      number: number;
      lastDay: number;
      isRunning: boolean;
      gross: string;
      due: string;
      paid: string;
      positions: Position[];
      debts: { fen: string }[];
      shortfalls: { debtor: { number: number }; short: string }[];
    };
    const cycles = await all<Cycle>(
      ask,
      "pointsCycles",
      `number lastDay isRunning gross due paid debts { fen } shortfalls(orderBy: id) { debtor { number } short }
        positions { participant { number } owes owed net fromReserve fromDeposit received short }`,
    );
    expect(cycles.map(({ number, isRunning }) => [number, isRunning])).to.deep.equal([
      [1, false],
      [2, false],
      [3, true],
    ]);
    for (const { number, positions, gross, due, paid, debts, shortfalls } of cycles) {
      expect(
        sum(positions, ({ net }) => net),
        `cycle ${number}`,
      ).to.equal(0n);
      expect(sum(debts, ({ fen }) => fen)).to.equal(BigInt(gross));
      expect(sum(positions, ({ owes }) => owes)).to.equal(BigInt(gross));
      expect(sum(positions, ({ received }) => received)).to.equal(BigInt(paid));
      expect(sum(positions, (p) => String(BigInt(p.fromReserve) + BigInt(p.fromDeposit)))).to.equal(BigInt(paid));
      const losses = await pointsClearing.lossesOf(number);
      expect(shortfalls).to.deep.equal(
        losses.debtors.map((debtor, i) => ({ debtor: ref(debtor), short: String(losses.shorts[i]) })),
      );
      if (number !== Number(current.id)) {
        expect(sum(shortfalls, ({ short }) => short)).to.equal(BigInt(due) - BigInt(paid));
      }
    }
    const running = cycles[2];
    expect(running?.lastDay).to.equal(Number(current.lastDay));

    const members = await all<{ participant: { number: number }; deposit: string }>(
      ask,
      "pointsMembers",
      "participant { number } deposit",
    );
    for (const { participant, deposit } of members) {
      const p = await pointsClearing.positionOf(participant.number);
      const known = running?.positions.find((each) => each.participant.number === participant.number);
      expect({ owes: known?.owes ?? "0", owed: known?.owed ?? "0", deposit }).to.deep.equal({
        owes: String(p.owes),
        owed: String(p.owed),
        deposit: String(p.deposit),
      });
    }
    const shorts = await expectSameClaims(live);
    expect(shorts.map(({ claims }) => claims.length)).to.deep.equal([3]);
    const { acts } = await ask<{ acts: Row[] }>(
      "{ acts: pointsEvents(where: { kind: ClaimsPaid }, orderBy: sequence) { actor { number } from { number } amount } }",
    );
    const [linxun, zhixing] = await Promise.all([live.stage.participant("linxun"), live.stage.participant("zhixing")]);
    expect(acts).to.deep.equal([
      { actor: ref(linxun), from: ref(linxun), amount: "100001" },
      { actor: ref(zhixing), from: ref(zhixing), amount: "7" },
      // Who has reserve paid is nobody's account.
      { actor: null, from: ref(linxun), amount: "20003" },
    ]);
  });

  it("G-4 K-6 both purses, to the fen", async () => {
    const { pointsClearing, pointsLedger } = suite;
    const purses = await expectSamePurses(live);
    const of = async (part: { getAddress(): Promise<string> }) => {
      const own = address(await part.getAddress());
      return purses.find(({ id }) => id === own);
    };
    expect((await of(pointsLedger))?.fees).to.equal(String(await pointsLedger.fees()));
    expect(BigInt((await of(pointsLedger))?.feesPaid ?? 0n)).to.be.above(0n);
    expect(BigInt((await of(pointsClearing))?.deposits ?? 0n)).to.be.above(0n);
  });

  it("G-4 K-11 cases on accounts and on programmes, in their rank", async () => {
    const { pointsLedger, pointsOrders } = suite;
    type Case = { key: string; until: string; liftedAt: string | null };
    const holders = await all<{ account: string; frozenUntil: string; freezes: Case[] }>(
      ask,
      "pointsHolders",
      "account frozenUntil freezes(orderBy: sequence) { key until liftedAt }",
    );
    const alive = (cases: readonly Case[]) =>
      cases.filter(({ liftedAt }) => liftedAt === null).map(({ key, until }) => [key, until]);
    let found = 0;
    for (const { account, frozenUntil, freezes } of holders) {
      expect(frozenUntil).to.equal(String(await pointsLedger.frozenUntil(account)));
      const cases = await pointsOrders.casesOnAccount(account);
      expect(alive(freezes)).to.deep.equal(cases.map((c) => [c.key, String(c.until)]));
      found += freezes.length;
    }
    expect(found).to.equal(3);
    const stopped = await all<{ number: number; stopCases: Case[] }>(
      ask,
      "pointsProgrammes",
      "number stopCases(orderBy: sequence) { key until liftedAt }",
    );
    for (const { number, stopCases } of stopped) {
      const cases = await pointsOrders.casesOnProgramme(number);
      expect(alive(stopCases)).to.deep.equal(cases.map((c) => [c.key, String(c.until)]));
    }
    expect(stopped.flatMap(({ stopCases }) => stopCases)).to.have.length(2);
  });
});
