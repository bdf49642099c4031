/** Points in sequences that nobody plans: granted, spent, refunded, passed round and taken back in one block, and acts that race. */
import { expect } from "chai";
import type { BaseContract, ContractTransactionResponse } from "ethers";
import { Play } from "./play.ts";
import { GOODS, Points } from "./pointsInFull.ts";
import { answering } from "./questions.ts";
import { address, grantedOf, type GrantRow } from "./rows.ts";
import { expectSameClaims, expectSamePurses } from "./samePoints.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

/** Enough for each act here; what is not estimated can follow on what is not mined yet. */
const gas = { gasLimit: 3_000_000n };

type Act = () => Promise<ContractTransactionResponse>;

describe("Points in turmoil", function () {
  this.timeout(300_000);
  let live: Index;
  let ask: Ask;
  let points: Points;
  let store: bigint;

  before(async function () {
    live = await indexOrSkip(this);
    ask = live.ask;
    points = new Points(new Play(live.stage));
    Object.assign(points.programmes, live.scenario.points.programmes);
    store = points.programme("store");
  });

  /** Has acts mined in their order, all in one block. Gives for each whether it was done. */
  async function inOneBlock(...acts: Act[]): Promise<boolean[]> {
    const { provider } = live.stage.connection.ethers;
    const sent: ContractTransactionResponse[] = [];
    await provider.send("evm_setAutomine", [false]);
    try {
      for (const act of acts) sent.push(await act());
      await provider.send("evm_mine", []);
    } finally {
      await provider.send("evm_setAutomine", [true]);
    }
    const receipts = await Promise.all(sent.map(({ hash }) => provider.getTransactionReceipt(hash)));
    expect(new Set(receipts.map((receipt) => receipt?.blockNumber)).size, "one block").to.equal(1);
    return receipts.map((receipt) => receipt?.status === 1);
  }

  /** Nothing that these contracts said was strange to the index. */
  async function expectNoNotices(...contracts: BaseContract[]): Promise<void> {
    const own = await Promise.all(contracts.map(async (each) => address(await each.getAddress())));
    const { notices } = await ask<{ notices: object[] }>(
      `query ($own: [Bytes!]) { notices(where: { contract_in: $own }) { id } }`,
      { own },
    );
    expect(notices).to.be.empty;
  }

  /** Every bucket, the book and both sides' positions are the chain's. */
  async function expectSame(): Promise<void> {
    const { pointsClearing, pointsLedger } = live.suite;
    type Held = { programme: { number: number }; account: string; month: number; points: string };
    const { held } = await ask<{ held: Held[] }>(
      `{ held: pointsBalances(first: 1000) { programme { number } account month points } }`,
    );
    for (const { programme, account, month, points: each } of held) {
      expect(String(await pointsLedger.bucketOf(programme.number, account, month))).to.equal(each);
    }
    const { book } = await ask<{ book: { outstanding: string; reserve: string; required: string }[] }>(
      `{ book: pointsProgrammes(where: { number: ${String(store)}}) { outstanding reserve required } }`,
    );
    const { outstanding, reserve } = await pointsLedger.bookOf(store);
    expect(book).to.deep.equal([
      {
        outstanding: String(outstanding),
        reserve: String(reserve),
        required: String(await pointsLedger.required(store)),
      },
    ]);
    const { id } = await pointsClearing.currentCycle();
    for (const who of ["baihuo", "zhixing"] as const) {
      const member = await live.stage.participant(who);
      const { positions } = await ask<{ positions: { owes: string; owed: string }[] }>(
        `{ positions: pointsPositions(where: { cycle_: { number: ${String(id)} }, participant_: { number: ${String(member)} } }) { owes owed } }`,
      );
      const { owes, owed } = await pointsClearing.positionOf(member);
      expect(positions[0] ?? { owes: "0", owed: "0" }).to.deep.equal({ owes: String(owes), owed: String(owed) });
    }
  }

  it("G-5 S-2 granted, exchanged, redeemed, refunded in parts, passed round and taken back, all in one block", async () => {
    const { pointsExchange, pointsIssuance, pointsLedger, pointsRedemption } = live.suite;
    const [alice, bob] = [points.account("alice"), points.account("bob")];
    const r = await points.redemptionOf("alice", "store", "zhixing", 1_000n, GOODS.pen);
    // Nonces of the life before are used; this one is like none of them.
    const signed = { ...r, nonce: 7_000_001n };
    const signature = await points.signRedemption("alice", signed);
    const issuer = points.as("baihuo", pointsIssuance);
    const merchant = points.as("zhixing", pointsRedemption);
    const from = (user: "alice" | "bob") => points.by(user, pointsLedger);
    const done = await inOneBlock(
      () => issuer.grant(store, alice, 1_900n, 100n, gas),
      () => issuer.grant(store, alice, 1_900n, 100n, gas),
      () => merchant.redeem(signed, signature, 0n, gas),
      () => merchant.redeem(signed, signature, 0n, gas),
      () => merchant.refund(signed, 333n, gas),
      () => merchant.refund(signed, 667n, gas),
      () => merchant.refund(signed, 1n, gas),
      () => from("alice").safeTransferFrom(alice, bob, store, 500n, "0x", gas),
      () => from("bob").safeTransferFrom(bob, alice, store, 500n, "0x", gas),
      () => from("alice").safeTransferFrom(alice, alice, store, 500n, "0x", gas),
      () => points.by("alice", pointsExchange).exchange(store, 400n, 0n, gas),
      () => points.by("bob", pointsExchange).exchange(store, 10_000_000n, 0n, gas),
      () => issuer.grant(points.programme("thanks"), bob, 9n, 103n, gas),
      () => issuer.grant(store, bob, 5n, 101n, gas),
    );
    const refused = done.flatMap((isDone, place) => (isDone ? [] : [place]));
    expect(refused).to.deep.equal([1, 3, 6, 11]);

    // What the index answers is all that the contract asks for.
    type Proof = { place: number; reversedAt: string | null; sheet: { hash: string; grants: GrantRow[] } };
    const proof = async () =>
      (await answering(ask)<{ pointsGrants: Proof[] }>("points-grants", { programme: Number(store), sequence: "101" }))
        .pointsGrants[0];
    const { place, reversedAt, sheet } = (await proof()) ?? expect.fail("The grant is not there.");
    expect(reversedAt).to.equal(null);
    expect(sheet.grants.map(({ sequence }) => sequence)).to.deep.equal(["100", "103", "101"]);
    await live.stage.done(issuer.reverse(sheet.grants.map(grantedOf), place));
    expect(await proof()).to.deep.include({ reversedAt: String(await live.stage.now()), sheet });
    expect(sheet.hash).to.equal(await pointsIssuance.hashOf(await live.stage.participant("baihuo"), 101n));
    await expectSame();
    await expectNoNotices(pointsLedger);
  });

  it("G-5 S-5 claims are paid from reserve and wallets, by whoever gets there first, until the debtor grants again", async () => {
    const { pointsClearing, pointsIssuance, pointsLedger } = live.suite;
    const phone = points.programme("phone");
    const debtor = await live.stage.participant("linxun");
    const issuer = { clearing: points.as("linxun", pointsClearing), ledger: points.as("linxun", pointsLedger) };
    const open = points.open(pointsClearing);
    const collect = () => open.payClaimsFromReserve(2n, debtor, gas);
    type Programme = { reserve: string; required: string; stops: string[] };
    const expectSameMoney = async () => {
      const query = `{ rows: pointsProgrammes(where: { number: ${String(phone)} }) { reserve required stops } }`;
      const { rows } = await ask<{ rows: Programme[] }>(query);
      const stops = (await pointsLedger.isStopped(phone)) ? ["Clearing"] : [];
      const { reserve } = await pointsLedger.bookOf(phone);
      const required = String(await pointsLedger.required(phone));
      expect(rows).to.deep.equal([{ reserve: String(reserve), required, stops }]);
      const [short] = await expectSameClaims(live);
      const purses = await expectSamePurses(live);
      return { short, stops, unassigned: purses.reduce((sum, purse) => sum + BigInt(purse.unassigned), 0n) };
    };

    const inPart = await inOneBlock(
      collect,
      () => issuer.ledger.addReserve(phone, 100_007n, gas),
      collect,
      collect,
      () => points.as("zhixing", pointsClearing).payClaims(2n, debtor, 1n, gas),
    );
    expect(inPart).to.deep.equal([false, true, true, false, true]);
    const between = await expectSameMoney();
    expect(between.stops).to.deep.equal(["Clearing"]);
    expect(between.unassigned > 0n, "some of it is nobody's whole fen").to.be.true;

    const inFull = await inOneBlock(
      () => issuer.ledger.addReserve(phone, 1_000_000n, gas),
      () => issuer.clearing.payClaimsFromReserve(2n, debtor, gas),
      collect,
      () => points.as("linxun", pointsIssuance).grant(phone, points.account("dave"), 100n, 100n, gas),
      () => issuer.clearing.addDeposit(1_150_000n, gas),
      () => points.as("linxun", pointsIssuance).grant(phone, points.account("dave"), 100n, 100n, gas),
    );
    expect(inFull).to.deep.equal([true, true, false, false, true, true]);
    const { short, stops, unassigned } = await expectSameMoney();
    expect({ left: short?.left, stops, unassigned }).to.deep.equal({ left: "0", stops: [], unassigned: 0n });
    await expectNoNotices(pointsClearing, pointsLedger);
  });

  it("G-5 S-5 a cycle closes in the block of a redemption and of two refunds, one of each cycle", async () => {
    const { pointsClearing, pointsRedemption } = live.suite;
    const { lastDay } = await pointsClearing.currentCycle();
    const over = Number(lastDay + 1n) * 86_400 - 28_800 + 3_600;
    if (over > (await live.stage.now())) await live.stage.travel(over);
    await points.grant("store", "baihuo", ["alice", 3_000n, 102n]);
    const [one, two] = await Promise.all(
      [7_000_002n, 7_000_003n].map(async (nonce) => {
        const r = { ...(await points.redemptionOf("alice", "store", "zhixing", 1_000n, GOODS.pen)), nonce };
        return { r, signature: await points.signRedemption("alice", r) };
      }),
    );
    if (one === undefined || two === undefined) throw new Error("Two are signed.");
    const merchant = points.as("zhixing", pointsRedemption);
    const done = await inOneBlock(
      () => merchant.redeem(one.r, one.signature, 0n, gas),
      () => merchant.refund(one.r, 500n, gas),
      () => points.open(pointsClearing).closeCycle(gas),
      () => points.open(pointsClearing).closeCycle(gas),
      () => merchant.refund(one.r, 500n, gas),
      () => merchant.redeem(two.r, two.signature, 0n, gas),
      () => merchant.refund(two.r, 1_000n, gas),
    );
    expect(done).to.deep.equal([true, true, true, false, true, true, true]);
    await expectSame();
  });
});
