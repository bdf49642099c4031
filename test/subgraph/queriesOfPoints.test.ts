/** Questions about points: cover, flows, positions, goods, balances, expiry, liability, rates, claims, acceptances and grants. */
import { expect } from "chai";
import { hashOver } from "../utils/points-grants.ts";
import { GOODS, NAMES, type PointsPlayed, type ProgrammeName } from "./pointsInFull.ts";
import { answering, type AnswerTo, by } from "./questions.ts";
import { address, grantedOf, type GrantRow, ref, type Row } from "./rows.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

const NOTHING = { granted: "0", exchangedIn: "0", redeemed: "0", exchanged: "0", refunded: "0", reversed: "0" };

describe("The questions about points", function () {
  this.timeout(900_000);
  let live: Index;
  let ask: Ask;
  let answerTo: AnswerTo;
  let points: PointsPlayed;
  /** Dates of the three parts of what is played. */
  let begun: string;
  let went: string;
  let ended: string;

  before(async function () {
    live = await indexOrSkip(this);
    ask = live.ask;
    ({ points } = live.scenario);
    answerTo = answering(ask);
    const dates = await ask<{ pointsRedemptions: { date: string }[] }>("{ pointsRedemptions(orderBy: time) { date } }");
    const all = dates.pointsRedemptions.map(({ date }) => date);
    [begun = "", went = "", ended = ""] = [all[0], all[6], all.at(-1)];
  });

  const programme = (name: ProgrammeName) => ref(points.programmes[name]);
  const called = (name: ProgrammeName) => ({ ...programme(name), name: NAMES[name] });
  const monthOf = (date: string): string => date.slice(0, 7);
  const monthNumber = (date: string): number => {
    const [year = 0, month = 0] = date.split("-").map(Number);
    return (year - 1970) * 12 + month - 1;
  };
  const daysOf = (date: string): number => Date.parse(date) / 86_400_000;

  it("G-2 points-coverage: by programme and month, as S-1 asks", async () => {
    type Answer = { pointsProgrammes: (Row & { months: Row[] })[] };
    const span = { from: monthOf(begun), to: monthOf(ended) };
    const { pointsProgrammes } = await answerTo<Answer>("points-coverage", span);
    const [common, store, miles, green, phone, bank] = pointsProgrammes;
    expect(common).to.deep.include({ number: 1, issuer: null, outstanding: "213675", reserve: "213680" });
    expect(common?.months[0]).to.deep.include({
      coverage: "1",
      exchangedIn: "263675",
      redeemed: "50001",
      refunded: "1",
    });
    expect(store).to.deep.include({
      ...called("store"),
      issuer: by("baihuo"),
      outstanding: "69500",
      required: "41700",
    });
    expect(String(store?.["breakage"])).to.match(/^0\.68865/);
    expect(store?.months.map(({ month }) => month)).to.deep.equal([begun, went, ended].map(monthOf));
    expect(store?.months[0]).to.deep.include({
      ...NOTHING,
      granted: "1736000",
      redeemed: "130000",
      exchanged: "300000",
      refunded: "20001",
      reversed: "5000",
      expired: "0",
      outstanding: "1321001",
      required: "792601",
      breakage: "0",
    });
    expect(store?.months[1]).to.deep.include({ expired: "0", outstanding: "1691001", required: "1014601" });
    expect(miles).to.deep.include({ reserve: "1500000", required: "1000000", coverage: "1.5" });
    expect(green).to.deep.include({ status: "Closing", outstanding: "60", required: "0", coverage: null });
    expect(phone?.months.map(({ coverage }) => coverage)).to.deep.equal(["0.5", "20", "0.5"]);
    expect(bank).to.deep.include({ status: "Closed", outstanding: "0", reserve: "0", required: "0", coverage: null });
    const before = await answerTo<Answer>("points-coverage", { from: "2000-01", to: "2000-12" });
    expect(before.pointsProgrammes.flatMap(({ months }) => months)).to.be.empty;
  });

  it("G-2 G-3 points-flows: from issuers to merchants, at once and by cycles", async () => {
    type Answer = { pointsRoutes: Row[]; pointsDebts: Row[]; pointsRouteVolumes: (Row & { points: string })[] };
    const { pointsRoutes, pointsDebts, pointsRouteVolumes } = await answerTo<Answer>("points-flows", {
      interval: "day",
    });
    expect(pointsRoutes).to.have.length(9);
    expect(pointsRoutes[0]).to.deep.equal({
      programme: called("phone"),
      issuer: by("linxun"),
      merchant: by("zhixing"),
      redemptionCount: 2,
      points: "2030000",
      paid: "15000",
      owed: "2000000",
      refunded: "0",
      refundedFen: "0",
      lastDate: ended,
    });
    expect(pointsRoutes).to.deep.include({
      programme: called("store"),
      issuer: by("baihuo"),
      merchant: by("zhixing"),
      redemptionCount: 2,
      points: "110000",
      paid: "0",
      owed: "104500",
      refunded: "60001",
      refundedFen: "57001",
      lastDate: ended,
    });
    const debt = (
      cycle: number,
      debtor: "baihuo" | "guanshan" | "qianyi" | "linxun",
      creditor: "zhixing" | "qianyi" | "baihuo",
      fen: string,
    ) => ({
      cycle: { number: cycle },
      debtor: by(debtor),
      creditor: by(creditor),
      fen,
    });
    expect(pointsDebts).to.have.deep.members([
      debt(1, "guanshan", "zhixing", "40000"),
      debt(1, "baihuo", "zhixing", "75999"),
      debt(2, "baihuo", "qianyi", "285000"),
      debt(2, "qianyi", "baihuo", "480000"),
      debt(2, "linxun", "zhixing", "2000000"),
      debt(2, "linxun", "qianyi", "1900000"),
      debt(3, "baihuo", "zhixing", "9500"),
    ]);
    const of = (rows: readonly { points: string }[]) => rows.reduce((sum, row) => sum + BigInt(row.points), 0n);
    expect(of(pointsRouteVolumes)).to.equal(of(pointsRoutes as (Row & { points: string })[]));
    const hours = await answerTo<Answer>("points-flows", { interval: "hour" });
    expect(of(hours.pointsRouteVolumes)).to.equal(of(pointsRouteVolumes));
  });

  it("G-2 points-position: a member's in the running cycle, and with whom", async () => {
    type Answer = { participants: Row[]; toOthers: Row[]; fromOthers: Row[] };
    const of = async (who: "baihuo" | "zhixing" | "linxun") =>
      answerTo<Answer>("points-position", { participant: Number(await live.stage.participant(who)) });
    const { id: cycle, lastDay } = await live.suite.pointsClearing.currentCycle();
    const baihuo = await of("baihuo");
    const running = {
      number: Number(cycle),
      lastDate: new Date(Number(lastDay) * 86_400_000).toISOString().slice(0, 10),
    };
    expect(baihuo.participants).to.deep.equal([
      {
        ...by("baihuo"),
        pointsMembers: [{ isMember: true, deposit: "1200000", shortfall: "0", claimable: "41500" }],
        pointsPositions: [{ cycle: running, owes: "9500", owed: "0", net: "-9500" }],
      },
    ]);
    expect(baihuo.toOthers).to.deep.equal([{ creditor: by("zhixing"), fen: "9500" }]);
    const zhixing = await of("zhixing");
    expect(zhixing.fromOthers).to.deep.equal([{ debtor: by("baihuo"), fen: "9500" }]);
    expect(zhixing.participants[0]?.["pointsPositions"]).to.deep.equal([
      { cycle: running, owes: "0", owed: "9500", net: "9500" },
    ]);
    const { participants } = await of("linxun");
    expect(participants[0]).to.deep.include({
      pointsMembers: [{ isMember: true, deposit: "0", shortfall: "829989", claimable: "0" }],
      pointsPositions: [],
    });
  });

  it("G-2 points-goods: what is bought most, by points and by purchases", async () => {
    type Answer = { mostPoints: Row[]; mostOften: Row[] };
    const { mostPoints, mostOften } = await answerTo<Answer>("points-goods", { first: 2 });
    expect(mostPoints).to.deep.equal([
      {
        digest: GOODS.phone,
        merchant: by("zhixing"),
        redemptionCount: 2,
        points: "2030000",
        fen: "2015000",
        lastDate: ended,
      },
      {
        digest: GOODS.phone,
        merchant: by("qianyi"),
        redemptionCount: 1,
        points: "1900000",
        fen: "1900000",
        lastDate: went,
      },
    ]);
    expect(mostOften).to.have.deep.members([
      { digest: GOODS.book, merchant: by("zhixing"), redemptionCount: 3, points: "74999" },
      { digest: GOODS.lunch, merchant: by("baihuo"), redemptionCount: 3, points: "180000" },
    ]);
  });

  it("G-2 S-3 points-balance: a user's, by expiry; what has expired is in none", async () => {
    type Answer = { pointsHolders: { account: string; frozenUntil: string; expiring: Row[]; lasting: Row[] }[] };
    const of = async (user: keyof PointsPlayed["users"], date: string) =>
      (await answerTo<Answer>("points-balance", { account: address(points.users[user]), today: daysOf(date) }))
        .pointsHolders[0];
    const alice = await of("alice", ended);
    const store = { ...called("store"), issuer: by("baihuo"), closesAfterDate: null };
    const next = alice?.expiring[0]?.["lastDate"];
    expect(monthNumber(String(next))).to.equal(monthNumber(ended) + 1);
    expect(alice).to.deep.equal({
      account: address(points.users.alice),
      frozenUntil: "0",
      expiring: [{ programme: store, lastDate: next, points: "60000" }],
      lasting: [
        { programme: { number: 1, name: "Common points", issuer: null, closesAfterDate: null }, points: "129100" },
        { programme: { ...called("miles"), issuer: by("qianyi"), closesAfterDate: null }, points: "200000" },
      ],
    });
    expect((await of("alice", `${String(Number(ended.slice(0, 4)) + 1)}-01-01`))?.expiring).to.be.empty;
    const carol = await of("carol", ended);
    expect(Number(carol?.frozenUntil)).to.be.above(Date.parse(ended) / 1_000);
    expect(carol?.lasting.map((row) => row["points"])).to.deep.equal(["20"]);
  });

  it("G-2 points-expiring: next month, by programme and account", async () => {
    type Answer = { pointsBuckets: Row[] };
    const { pointsBuckets } = await answerTo<Answer>("points-expiring", { month: monthNumber(ended) + 1 });
    expect(pointsBuckets).to.have.length(1);
    expect(pointsBuckets[0]).to.deep.include({
      programme: { ...called("store"), issuer: by("baihuo") },
      outstanding: "69500",
      liability: "69500",
      balances: [
        { account: address(points.users.alice), points: "60000" },
        { account: address(points.users.bob), points: "9000" },
        { account: address(points.users.dave), points: "500" },
      ],
    });
    const { pointsBuckets: now } = await answerTo<Answer>("points-expiring", { month: monthNumber(ended) });
    expect(now).to.be.empty;
  });

  it("G-2 points-liability: outstanding and breakage by programme and expiry month", async () => {
    type Answer = { pointsProgrammes: (Row & { buckets: Row[] })[] };
    const { pointsProgrammes } = await answerTo<Answer>("points-liability");
    expect(pointsProgrammes.map(({ number, liability }) => [number, liability])).to.deep.equal([
      [1, "213675"],
      [Number(points.programmes.store), "69500"],
      [Number(points.programmes.miles), "1000000"],
      [Number(points.programmes.green), "0"],
      [Number(points.programmes.phone), "70000"],
      [Number(points.programmes.thanks), "0"],
    ]);
    const store = pointsProgrammes[1]?.buckets ?? [];
    expect(store.map(({ granted, expired, outstanding }) => [granted, expired, outstanding])).to.deep.equal([
      ["1736000", "1051001", "0"],
      ["640000", "640000", "0"],
      ["79500", "0", "69500"],
    ]);
    expect(store[1]?.["breakage"]).to.equal("1");
    expect(pointsProgrammes[4]?.buckets[0]).to.deep.include({ expires: "2026-12", lastDate: "2026-12-31" });
  });

  it("G-2 G-3 points-rates: as they were set, and at which points were exchanged", async () => {
    type Answer = { pointsRates: (Row & { programme: { number: number } })[]; pointsExchangeVolumes: Row[] };
    const { pointsRates, pointsExchangeVolumes } = await answerTo<Answer>("points-rates", { interval: "day" });
    const store = pointsRates.filter((rate) => rate.programme.number === Number(points.programmes.store));
    expect(store.map(({ rate, previous, parity, sinceDate }) => [rate, previous, parity, sinceDate])).to.deep.equal([
      ["900", null, "0.9", begun],
      ["850", "900", "0.85", begun],
      ["950", "850", "0.95", begun],
    ]);
    expect(store.map(({ until }) => until)).to.deep.equal([store[1]?.["since"], store[2]?.["since"], null]);
    expect(pointsExchangeVolumes).to.have.length(1);
    expect(pointsExchangeVolumes[0]).to.deep.include({
      programme: programme("store"),
      points: "300000",
      common: "263675",
      fen: "265000",
      lowest: "850",
      highest: "900",
      last: "850",
      count: "2",
    });
  });

  it("G-2 S-5 points-claims: what a cycle left unpaid, whose claims, and what was paid since", async () => {
    const { pointsShortfalls } = await answerTo<{ pointsShortfalls: (Row & { claims: Row[] })[] }>("points-claims");
    expect(pointsShortfalls).to.have.length(1);
    const [{ claims, ...shortfall } = { claims: [] }] = pointsShortfalls;
    expect(shortfall).to.deep.equal({
      cycle: { number: 2, due: "3900000", paid: "2950000", closedDate: ended },
      debtor: by("linxun"),
      short: "950000",
      paid: "120011",
      left: "829989",
    });
    expect(claims).to.have.deep.members([
      { creditor: by("baihuo"), amount: "47500", received: "6000", left: "41500" },
      { creditor: by("zhixing"), amount: "487180", received: "61544", left: "425636" },
      { creditor: by("qianyi"), amount: "415320", received: "52466", left: "362854" },
    ]);
  });

  it("G-2 points-acceptances: who accepts whose points, also what has ended, and what waits", async () => {
    type Answer = { pointsAcceptances: (Row & { isLive: boolean })[]; pointsRequests: Row[] };
    const { pointsAcceptances, pointsRequests } = await answerTo<Answer>("points-acceptances", {
      today: daysOf(ended),
    });
    expect(pointsAcceptances.filter(({ isLive }) => isLive)).to.have.length(6);
    const over = pointsAcceptances.filter(({ isLive }) => !isLive);
    expect(over.map(({ merchant, rate, endedBy }) => ({ merchant, rate, endedBy }))).to.have.deep.members([
      { merchant: by("baihuo"), rate: "4800", endedBy: by("baihuo") },
      { merchant: by("qianling"), rate: "5000", endedBy: null },
    ]);
    expect(pointsRequests.map(({ from, to, rate }) => ({ from, to, rate }))).to.deep.equal([
      { from: by("baihuo"), to: by("linxun"), rate: "700" },
    ]);
  });

  it("G-2 X-63 points-grants: a grant with all that proves it", async () => {
    type Answer = { pointsGrants: (Row & { place: number; sheet: { hash: string; grants: GrantRow[] } })[] };
    const { number } = programme("store");
    const of = async (sequence: string) =>
      (await answerTo<Answer>("points-grants", { programme: number, sequence })).pointsGrants[0];
    const grant = await of("3");
    expect(grant).to.deep.include({ place: 2, points: "200000", reversedAt: null, granter: by("baihuo"), date: begun });
    if (grant === undefined) throw new Error("The grant is not there.");
    const { hash, grants } = grant.sheet;
    expect(grants.map(({ sequence }) => sequence)).to.deep.equal(["1", "2", "3", "4", "5", "20", "6", "7", "8", "9"]);
    expect(grants[5]?.programme).to.deep.equal(programme("thanks"));
    expect(hashOver(grants.map(grantedOf))).to.equal(hash);
    expect(await live.suite.pointsIssuance.hashOf(await live.stage.participant("baihuo"), 3n)).to.equal(hash);
    const reversed = await of("5");
    expect(reversed?.reversedAt).not.to.equal(null);
    expect(reversed?.sheet).to.deep.equal(grant.sheet);
  });

  it("G-2 what waits, and what is frozen: proposals to merchants, shortfalls, accounts", async () => {
    const linxun = Number(await live.stage.participant("linxun"));
    type Inbox = { participants: { pointsRequestsReceived: Row[]; pointsShortfalls: Row[] }[] };
    const { participants } = await answerTo<Inbox>("inbox", { participant: linxun, today: daysOf(ended) });
    expect(participants[0]?.pointsRequestsReceived).to.have.length(1);
    expect(participants[0]?.pointsShortfalls).to.deep.equal([{ cycle: { number: 2 }, left: "829989" }]);
    type Frozen = { points: (Row & { holder: object })[] };
    const { points: frozen } = await answerTo<Frozen>("frozen", { now: Date.parse(ended) / 1_000 });
    expect(frozen.map(({ holder, renewals }) => ({ holder, renewals }))).to.deep.equal([
      { holder: { account: address(points.users.carol) }, renewals: 1 },
    ]);
  });
});
