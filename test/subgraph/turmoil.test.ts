/** Receivables in sequences that nobody plans: many acts of one block, orders that undo each other in one transaction, payers that race. */
import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { encodeBytes32String, id, ZeroHash } from "ethers";
import { dateOf, dayNumber } from "../../deploy/data/holidays.ts";
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { plusDays, timeOn } from "../../scripts/sandbox/format.ts";
import { receivablesBesideTheChain } from "./besideReceivables.ts";
import { COURT, DAY, Play, REGULATOR } from "./play.ts";
import { Notes } from "./receivablesInFull.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

const YUAN = 100n;
const TRADE = id("contract and invoice between the two");
const WITH_RECOURSE = 1n;
const SUPPLIER = { supplier: "huaxi" } as const;
/** Enough for each act here; what is not estimated can follow on what is not mined yet. */
const gas = { gasLimit: 3_000_000n };

type Act = () => Promise<ContractTransactionResponse>;

describe("Receivables in turmoil", function () {
  this.timeout(300_000);
  let live: Index;
  let ask: Ask;
  let play: Play;
  let notes: Notes;
  let wudang: bigint;
  let qingzhen: bigint;

  before(async function () {
    live = await indexOrSkip(this);
    ask = live.ask;
    play = new Play(live.stage);
    notes = new Notes(play);
    [wudang, qingzhen] = [await notes.participant("wudang"), await notes.participant("qingzhen")];
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
    expect(receipts.map((receipt) => receipt?.index)).to.deep.equal(acts.map((_, index) => index));
    return receipts.map((receipt) => receipt?.status === 1);
  }

  const allDone = async (...acts: Act[]): Promise<void> => {
    expect(await inOneBlock(...acts)).to.deep.equal(acts.map(() => true));
  };

  async function follows(): Promise<void> {
    const head = await live.stage.connection.ethers.provider.getBlockNumber();
    const { _meta } = await ask<{ _meta: { block: { number: number }; hasIndexingErrors: boolean } }>(
      "{ _meta { block { number } hasIndexingErrors } }",
    );
    expect(_meta).to.deep.equal({ block: { number: head }, hasIndexingErrors: false });
  }

  const due = async (days: number): Promise<string> => plusDays(await live.stage.today(), days);

  /** Number of the request that was opened last. */
  async function requests(): Promise<bigint> {
    const { receivableRegistry } = live.suite;
    const opened = await receivableRegistry.queryFilter(receivableRegistry.filters.RequestOpened());
    return opened.at(-1)?.args.request ?? 0n;
  }

  const registry = (who: PersonaKey) => notes.registry(who);
  const transfer = (who: PersonaKey, note: bigint, amount: bigint, to: bigint): Act => {
    return () => registry(who).transfer(note, amount, to, TRADE, 0, gas);
  };
  const sign = (who: PersonaKey, request: bigint): Act => {
    return () => registry(who).sign(request, gas);
  };
  const merge = (who: PersonaKey, note: bigint, next: bigint): Act => {
    return () => registry(who).merge(note, next, gas);
  };

  it("G-5 parted, asked for, refused, taken back, passed round and joined again, all in one block", async () => {
    const first = await notes.open("shredded", 1_000n * YUAN, { ...SUPPLIER, due: await due(60) });
    const last = await requests();
    const part = (number: number): bigint => first - 1n + BigInt(number);
    await allDone(
      transfer("huaxi", first, 300n * YUAN, wudang),
      () => registry("huaxi").withdrawRequest(last + 1n, gas),
      merge("huaxi", part(2), first),
      transfer("huaxi", part(2), 200n * YUAN, qingzhen),
      () => registry("qingzhen").refuse(last + 2n, gas),
      merge("huaxi", part(3), part(2)),
      transfer("huaxi", part(3), 100n * YUAN, wudang),
      sign("wudang", last + 3n),
      transfer("wudang", part(4), 50n * YUAN, qingzhen),
      sign("qingzhen", last + 4n),
      transfer("qingzhen", part(5), 50n * YUAN, wudang),
      sign("wudang", last + 5n),
      merge("wudang", part(5), part(4)),
      transfer("huaxi", part(3), 1n, wudang),
      transfer("huaxi", part(3), 1n, qingzhen),
    );
    // What the first of a block takes, the others don't find any more.
    expect(
      await inOneBlock(
        sign("wudang", last + 6n),
        () => registry("huaxi").withdrawRequest(last + 6n, gas),
        () => registry("wudang").refuse(last + 6n, gas),
        sign("qingzhen", last + 6n),
        merge("wudang", part(5), part(6)),
        merge("wudang", part(5), part(6)),
        sign("qingzhen", last + 7n),
      ),
    ).to.deep.equal([true, false, false, false, true, false, true]);
    await follows();
    type Answer = { notes: { place: number; lo: string; hi: string; tier: number; status: string }[] };
    const query = `query ($root: Int!) { notes(where: { receivable_: { number: $root } }, orderBy: place) { place lo hi tier status } }`;
    const answer = await ask<Answer>(query, { root: Number(play.receivables.shredded) });
    expect(answer.notes).to.deep.equal([
      { place: 1, lo: "30001", hi: "100000", tier: 1, status: "Merged" },
      { place: 2, lo: "20001", hi: "100000", tier: 1, status: "Merged" },
      { place: 3, lo: "10003", hi: "100000", tier: 1, status: "Live" },
      { place: 4, lo: "5001", hi: "10000", tier: 2, status: "Merged" },
      { place: 5, lo: "1", hi: "10001", tier: 4, status: "Live" },
      { place: 6, lo: "10001", hi: "10001", tier: 2, status: "Merged" },
      { place: 7, lo: "10002", hi: "10002", tier: 2, status: "Live" },
    ]);
  });

  it("G-5 a financed note frozen, taken, frozen again and given back by one order; another with a pledge and an offer", async () => {
    const first = await notes.open("reversed", 2_000n * YUAN, { ...SUPPLIER, due: await due(60) });
    const financed = await notes.finance("huaxi", first, 500n * YUAN, WITH_RECOURSE, "guanshan", 30_000n);
    const pledged = await notes.pledge("huaxi", first, 400n * YUAN, "guanshan", 300n * YUAN, await due(30));
    await notes.ask("huaxi", first, 600n * YUAN, WITH_RECOURSE);
    const [huaxi, guanshan] = [await notes.participant("huaxi"), await notes.participant("guanshan")];
    const until = (await live.stage.now()) + 100 * DAY;
    const key = (name: string): string => id(`turmoil: ${name}`);
    const both = [...COURT, ...REGULATOR];
    const on = (name: string, ...args: unknown[]) => notes.onNote(name, args);
    await play.order(
      "turmoil on a financed note",
      [
        on("freeze", financed, key("one"), guanshan, 100n * YUAN, until),
        on("freeze", financed, key("two"), guanshan, 500n * YUAN, until),
        on("renewFreeze", financed, key("one"), until + DAY),
        on("transferByOrder", financed, key("one"), guanshan, wudang),
        on("freeze", financed, key("three"), wudang, 200n * YUAN, until),
        on("unfreeze", financed, key("three")),
        on("transferByOrder", financed, ZeroHash, wudang, guanshan),
        // The second case was against its holder of before, who has it again.
        on("transferByOrder", financed, key("two"), guanshan, huaxi),
        on("freeze", financed, key("four"), huaxi, 50n * YUAN, until),
      ],
      both,
    );
    await play.order(
      "turmoil on what is pledged and offered",
      [
        on("freeze", pledged, key("five"), huaxi, 400n * YUAN, until),
        on("unfreeze", pledged, key("five")),
        on("transferByOrder", pledged, ZeroHash, huaxi, qingzhen),
        on("transferByOrder", pledged, ZeroHash, qingzhen, guanshan),
        on("freeze", first, key("six"), huaxi, 600n * YUAN, until),
        on("unfreeze", first, key("six")),
      ],
      both,
    );
    await follows();
  });

  it("G-5 holders that agree to cancel and think better of it in one block, and an order that strikes meanwhile", async () => {
    const first = await notes.open("recalled", 800n * YUAN, { ...SUPPLIER, due: await due(60) });
    const second = await notes.pass(first, 300n * YUAN, "huaxi", "wudang");
    // Without this holder nothing is cancelled.
    await notes.pass(first, 100n * YUAN, "huaxi", "qingzhen");
    const root = first >> 32n;
    const [obligor, huaxi] = [notes.issuance("qianling"), await notes.participant("huaxi")];
    expect(
      await inOneBlock(
        () => notes.issuance("huaxi").agreeToCancel(first, gas),
        () => obligor.proposeCancellation(root, id("the goods came back"), gas),
        () => notes.issuance("huaxi").agreeToCancel(first, gas),
        () => notes.issuance("wudang").agreeToCancel(second, gas),
        () => notes.issuance("wudang").withdrawAgreement(second, gas),
        () => obligor.withdrawCancellation(root, gas),
        () => obligor.proposeCancellation(root, id("all of them"), gas),
        () => notes.issuance("wudang").agreeToCancel(second, gas),
      ),
    ).to.deep.equal([false, true, true, true, true, true, true, true]);
    const until = (await live.stage.now()) + 100 * DAY;
    const freeze = notes.onNote("freeze", [first, id("turmoil: recalled"), huaxi, 200n * YUAN, until]);
    await play.order("turmoil on a cancellation", [freeze], COURT);
    const frozen = await inOneBlock(
      () => notes.issuance("huaxi").withdrawAgreement(first, gas),
      () => notes.issuance("auditor").cancel(root, 10, gas),
      () => obligor.withdrawCancellation(root, gas),
      () => obligor.proposeCancellation(root, id("once more"), gas),
      () => notes.issuance("wudang").withdrawAgreement(second, gas),
      () => notes.issuance("wudang").agreeToCancel(second, gas),
    );
    expect(frozen[1]).to.equal(false);
    await follows();
  });

  it("G-5 obligor and bank that pay one root page by page in the same blocks, with rights on it, and a claim between", async () => {
    const { stage, suite } = live;
    for (const who of ["qianling", "baiyunling", "qingzhen"] as const) {
      const ref = encodeBytes32String(`TURMOIL-${who}`);
      await stage.done(stage.as("clearing", suite.money).issue(stage.wallet(who), 20_000n * YUAN, ref));
    }
    const dueDay = await due(10);
    const first = await notes.open("raced", 9_000n * YUAN, { ...SUPPLIER, due: dueDay });
    const root = first >> 32n;
    await notes.confirm(root, "baiyunling", 10n * YUAN);
    const second = await notes.pass(first, 2_000n * YUAN, "huaxi", "wudang");
    const third = await notes.pass(first, 2_000n * YUAN, "huaxi", "qingzhen");
    await notes.pledge("wudang", second, 500n * YUAN, "guanshan", 300n * YUAN, await due(5));
    const agent = await notes.finance("qingzhen", third, 1_000n * YUAN, WITH_RECOURSE, "guanshan", 40_000n);
    const until = (await stage.now()) + 100 * DAY;
    const freeze = notes.onNote("freeze", [second, id("turmoil: raced"), wudang, 1_000n * YUAN, until]);
    await play.order("turmoil on what is due", [freeze], COURT);
    await stage.travel(timeOn(dateOf(dayNumber(dueDay) + 6), 9));

    const bank = await notes.participant("baiyunling");
    const qianling = await notes.participant("qianling");
    const collect = (payer: bigint, limit: number): Act => {
      return () => notes.settlement("auditor").collect(root, payer, limit, gas);
    };
    const settle = (who: PersonaKey, limit: number): Act => {
      return () => notes.settlement(who).settle(root, limit, gas);
    };
    await allDone(
      () => notes.settlement("auditor").recordOverdue(root, gas),
      () => notes.settlement("qianling").settlePartly(root, 100n * YUAN, 2, gas),
      collect(bank, 1),
      collect(qianling, 100),
      settle("baiyunling", 2),
      settle("qianling", 1),
      collect(bank, 1),
      settle("qianling", 2),
    );
    await follows();
    await inOneBlock(
      () => notes.financing("qingzhen").remit(agent, gas),
      collect(bank, 100),
      settle("qianling", 100),
      () => notes.settlement("wudang").claim(second, gas),
      settle("qianling", 100),
    );
    const { receivableOrders } = suite;
    const strikes = await receivableOrders.queryFilter(receivableOrders.filters.NoteFrozen(), suite.deployBlock);
    const struck = strikes.at(-1)?.args.note ?? 0n;
    const free = notes.onNote("unfreeze", [struck, id("turmoil: raced")]);
    await play.order("what is due set free", [free], COURT);
    const claims = await inOneBlock(
      () => notes.settlement("wudang").claim(struck, gas),
      () => notes.settlement("wudang").claim(struck, gas),
    );
    expect(claims).to.deep.equal([true, false]);
    await follows();
  });

  describe("the index beside the chain afterwards", () => {
    receivablesBesideTheChain();
  });
});
