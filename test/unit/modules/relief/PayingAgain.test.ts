/** A round paid in pages by the code of the task: stopped on the way, run again, run twice at once, and what is refused meanwhile. */
import { expect } from "chai";
import { leaf, merkle } from "../../../../tasks/shared/merkle.ts";
import {
  argumentsOf,
  type ListPage,
  type Page,
  pagesToRelease,
  type Paying,
  refreshed,
} from "../../../../tasks/shared/reliefPages.ts";
import { numbersOf } from "../../../utils/relief.ts";
import {
  benefitDefined,
  EACH,
  LineStatus,
  pageDigest,
  payingDesk,
  type PayingDesk,
  roundApproved,
} from "../../../utils/relief-payouts.ts";

describe("Paying a round again", () => {
  let desk: PayingDesk;
  let paying: Paying;

  const pages = (): Promise<Page[]> => pagesToRelease(paying, (query) => query(0, 1_000_000));

  const send = async (page: Page) => {
    const [round, bank, numbers, amounts, skipped, proof] = argumentsOf(paying, page);
    const benefits = desk.suite.reliefBenefits.connect(desk.officers.wudang1.signer);
    return benefits.releasePage(round, bank, [...numbers], [...amounts], skipped, [...proof]);
  };

  /** As the task does: each page as it is when its turn has come. */
  async function run(all: readonly Page[]): Promise<number> {
    let lines = 0;
    for (const page of all) {
      const now = await refreshed(paying, page);
      if (now === undefined) continue;
      await send(now);
      lines += now.lines;
    }
    return lines;
  }

  /** How often each household stands on a line that has not come back. */
  async function timesPaid(): Promise<number[]> {
    const { reliefPayouts } = desk.suite;
    const times = new Map<bigint, number>();
    for (let payout = 1n; payout <= (await reliefPayouts.payoutCount()); payout++) {
      for (const [line, number] of (await reliefPayouts.householdsOf(payout)).entries()) {
        const { status } = await reliefPayouts.lineInfo(payout, line);
        if (status !== LineStatus.Returned) times.set(number, (times.get(number) ?? 0) + 1);
      }
    }
    return [...desk.households, ...desk.others].map(({ number }) => times.get(BigInt(number)) ?? 0);
  }
  const ONCE = [1, 1, 1, 1, 1, 1, 1];

  beforeEach(async () => {
    desk = await payingDesk();
    const officer = desk.officers.wudang1.id;
    paying = { suite: desk.suite, round: await roundApproved(desk), officer, size: 2 };
  });

  it("X-41: pays each once, by bank, in pages", async () => {
    const all = await pages();
    expect(all.map(({ bank, lines }) => [bank, lines])).to.deep.equal([
      [desk.guanshan.id, 2],
      [desk.guanshan.id, 2],
      [desk.guanshan.id, 1],
      [desk.baiyunling.id, 2],
    ]);
    await run(all);
    expect(await timesPaid()).to.deep.equal(ONCE);
    expect(await pages()).to.deep.equal([]);
  });

  it("X-41: goes on after it was stopped halfway, and pays nobody twice", async () => {
    await run((await pages()).slice(0, 2));
    expect(await run(await pages())).to.equal(3);
    expect(await timesPaid()).to.deep.equal(ONCE);
  });

  it("X-41: two runs at once pay each once, whoever is first with a page", async () => {
    const [one, other] = [await pages(), await pages()];
    const [first, ...rest] = one;
    if (first === undefined) throw new Error("There is nothing to pay.");
    await send(first);
    await expect(send(other[0] ?? first)).to.be.revertedWithCustomError(desk.suite.reliefPayouts, "PayoutPeriodPaid");
    expect((await run(other)) + (await run(rest))).to.equal(5);
    expect(await timesPaid()).to.deep.equal(ONCE);
  });

  it("X-41: a page of a list that was half paid by another run is gone on with", async () => {
    const households = [...desk.households, ...desk.others];
    const amounts = households.map((_, index) => EACH + BigInt(index));
    const { root, proofs } = merkle([leaf(["bytes32"], [pageDigest(numbersOf(households), amounts)])]);
    const benefit = await benefitDefined(desk, { amount: 0n });
    const list: ListPage[] = [{ numbers: numbersOf(households), amounts, proof: proofs[0] ?? [] }];
    paying = { ...paying, round: await roundApproved(desk, { benefit, root }), list };
    const [page] = await pages();
    if (page === undefined) throw new Error("There is nothing to pay.");
    await send({ ...page, skipped: page.skipped | 0b00110n });
    expect(await run([page])).to.equal(2);
    expect(await run(await pages())).to.equal(2);
    expect(await timesPaid()).to.deep.equal(ONCE);
    expect(await desk.suite.reliefPayouts.releasedOf(paying.round)).to.equal(
      amounts.reduce((sum, amount) => sum + amount, 0n),
    );
  });
});
