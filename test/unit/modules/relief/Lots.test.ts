/** How payouts use lots up, oldest first, and how fen go back to where they came from (P-6). */
import { expect } from "chai";
import { parseUnits } from "ethers";
import {
  accounted,
  appropriated,
  BUDGET,
  budgetLine,
  campaign,
  donated,
  drawn,
  type FundsDesk,
  fundsDesk,
  leftOf,
  lotOf,
  NO_LOT,
  produceFund,
  usesOf,
} from "../../../utils/relief-funds.ts";
import { freeze, halt } from "../../../utils/orders.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const yuan = (amount: string): bigint => parseUnits(amount, 2);
/** The Osaka cap of a transaction. */
const TRANSACTION_GAS = 16_777_216n;

describe("ReliefFunds: lots", () => {
  let desk: FundsDesk;
  let funds: FundsDesk["funds"];
  let money: FundsDesk["money"];
  let guanshan: Actor;
  let fund: bigint;

  beforeEach(async () => {
    desk = await fundsDesk();
    ({ funds, money, guanshan } = desk);
    fund = await campaign(desk);
  });

  const book = () => funds.connect(desk.payouts);
  const pay = (project: bigint, payout: bigint, amount: bigint, to: Actor = guanshan) =>
    book().pay(project, payout, to.id, to.wallet, amount);
  const restore = (project: bigint, payout: bigint, start: bigint, amount: bigint) =>
    book().restore(project, payout, start, amount);
  const recover = (project: bigint, payout: bigint, start: bigint, amount: bigint, from: Actor = guanshan) =>
    book().recover(project, payout, from.id, from.wallet, start, amount);
  const givers = async (amounts: readonly bigint[]) => {
    const lots: bigint[] = [];
    for (const amount of amounts) lots.push(await donated(desk, fund, amount));
    return lots;
  };
  const account = async (project: bigint) => {
    const { allocated, paid, open } = await funds.accountInfo(project);
    return [allocated, paid, open, await funds.freeOfProject(project)];
  };
  /** Money with the bank, and its leave to take it back. */
  const allowed = async (amount: bigint) => money.connect(guanshan.signer).approve(funds, amount);

  it("P-6: the worked example of three lots, to the fen", async () => {
    const lots = await givers([yuan("500.00"), yuan("88.88"), yuan("10000.00")]);
    const project = await accounted(desk, fund, yuan("10588.88"));
    const left = () => leftOf(desk, lots);

    const first = await drawn(desk, project, yuan("520.00"));
    expect(await usesOf(desk, first.payout)).to.deep.equal([
      [1n, 0n, yuan("500.00"), 0n],
      [2n, yuan("500.00"), yuan("20.00"), 0n],
    ]);
    expect(await left()).to.deep.equal([0n, yuan("68.88"), yuan("10000.00")]);

    const second = await drawn(desk, project, yuan("1000.00"));
    expect(await usesOf(desk, second.payout)).to.deep.equal([
      [2n, 0n, yuan("68.88"), 0n],
      [3n, yuan("68.88"), yuan("931.12"), 0n],
    ]);
    await restore(project, second.payout, 0n, yuan("1000.00"));
    expect(await left()).to.deep.equal([0n, yuan("68.88"), yuan("10000.00")]);

    const third = await drawn(desk, project, yuan("600.00"));
    expect(await usesOf(desk, third.payout)).to.deep.equal([
      [2n, 0n, yuan("68.88"), 0n],
      [3n, yuan("68.88"), yuan("531.12"), 0n],
    ]);
    expect(await left()).to.deep.equal([0n, 0n, yuan("9468.88")]);
    await pay(project, first.payout, yuan("520.00"));
    await pay(project, third.payout, yuan("600.00"));

    // Of the second lot 20.00 went to the first payout, which is confirmed; 68.88 to the third, which is not.
    const uses = [...(await usesOf(desk, first.payout)), ...(await usesOf(desk, third.payout))];
    const ofSecond = uses.filter(([lot]) => lot === 2n).map(([, , amount]) => amount);
    expect(ofSecond).to.deep.equal([yuan("20.00"), yuan("68.88")]);
    expect(await account(project)).to.deep.equal([yuan("10588.88"), yuan("1120.00"), 0n, yuan("9468.88")]);
    expect(await money.balanceOf(funds)).to.equal(yuan("9468.88"));
  });

  it("says which lot pays which fen of the payout, and what of the lot is left", async () => {
    const [first = 0n, second = 0n] = await givers([1_000n, 500n]);
    const project = await accounted(desk, fund, 1_500n);
    await book().reserve(project, 1_200n);
    await expect(book().draw(project, 77n, NO_LOT, 0n, 1_200n))
      .to.emit(funds, "LotUsed")
      .withArgs(first, 77n, project, 0n, 1_000n, 0n)
      .and.to.emit(funds, "LotUsed")
      .withArgs(second, 77n, project, 1_000n, 200n, 300n);
    await expect(restore(project, 77n, 900n, 200n))
      .to.emit(funds, "LotRestored")
      .withArgs(first, 77n, project, 900n, 100n, 100n)
      .and.to.emit(funds, "LotRestored")
      .withArgs(second, 77n, project, 1_000n, 100n, 400n);
  });

  it("P-6: each fund's payouts use its own lots only", async () => {
    const other = await campaign(desk);
    const foreign = await donated(desk, other, 5_000n);
    await givers([300n]);
    const project = await accounted(desk, fund, 300n);
    await drawn(desk, project, 300n);
    expect(await leftOf(desk, [foreign, lotOf(fund, 1n)])).to.deep.equal([5_000n, 0n]);
    await expect(drawn(desk, project, 1n)).to.be.revertedWithCustomError(funds, "ProjectShort");
  });

  it("P-6: what went back to a lot is used before the lots after it", async () => {
    await givers([100n, 200n, 400n]);
    const project = await accounted(desk, fund, 700n);
    const first = await drawn(desk, project, 350n);
    await restore(project, first.payout, 50n, 100n);
    // Of the first lot the fen from 50 on, of the second up to 150 of the payout's.
    expect(
      await leftOf(
        desk,
        [1n, 2n, 3n].map((number) => lotOf(fund, number)),
      ),
    ).to.deep.equal([50n, 50n, 350n]);
    const second = await drawn(desk, project, 120n);
    expect(await usesOf(desk, second.payout)).to.deep.equal([
      [1n, 0n, 50n, 0n],
      [2n, 50n, 50n, 0n],
      [3n, 100n, 20n, 0n],
    ]);
  });

  it("P-6: fen in the middle of a payout go back to exactly the lots that paid them", async () => {
    await givers(Array.from({ length: 10 }, () => 100n));
    const project = await accounted(desk, fund, 1_000n);
    const { payout } = await drawn(desk, project, 1_000n);
    await restore(project, payout, 399n, 202n);
    expect((await usesOf(desk, payout)).map(([, , , restored]) => restored)).to.deep.equal([
      0n,
      0n,
      0n,
      1n,
      100n,
      100n,
      1n,
      0n,
      0n,
      0n,
    ]);
    await restore(project, payout, 0n, 1n);
    await restore(project, payout, 999n, 1n);
    expect((await usesOf(desk, payout)).map(([, , , restored]) => restored)).to.deep.equal([
      1n,
      0n,
      0n,
      1n,
      100n,
      100n,
      1n,
      0n,
      0n,
      1n,
    ]);
    expect(await funds.freeOfProject(project)).to.equal(204n);
  });

  it("P-6: a payout of more than 64 lots goes on in the next transaction, where it left off", async () => {
    const amounts = Array.from({ length: 150 }, (_, index) => 100n + BigInt(index));
    await givers(amounts);
    const total = amounts.reduce((sum, amount) => sum + amount);
    const project = await accounted(desk, fund, total);
    const sums = [64, 128, 150].map((count) => amounts.slice(0, count).reduce((sum, amount) => sum + amount));
    const { payout, amount } = await drawn(desk, project, total);
    expect(amount).to.equal(sums[0]);
    expect(await usesOf(desk, payout)).to.have.length(64);
    for (const [index, sum] of sums.slice(1).entries()) {
      const start = sums[index] ?? 0n;
      const done = await book().draw.staticCall(project, payout, NO_LOT, start, total - start);
      expect(start + done).to.equal(sum);
      const { gasUsed } = (await (await book().draw(project, payout, NO_LOT, start, total - start)).wait()) ?? {};
      expect(gasUsed).to.be.lessThan(TRANSACTION_GAS / 4n);
    }
    let start = 0n;
    expect(await usesOf(desk, payout)).to.deep.equal(
      amounts.map((each, index) => {
        start += each;
        return [BigInt(index + 1), start - each, each, 0n];
      }),
    );
    expect((await funds.fundInfo(fund)).drawn).to.equal(total);
    expect(await funds.usesOf(payout, 149, 5)).to.have.length(1);
    expect(await funds.usesOf(payout, 150, 5)).to.have.length(0);
    expect(await funds.usesOf(payout, 10_000, 5)).to.have.length(0);

    // Back they go in pages of 64, not more.
    for (const [index, sum] of sums.entries()) {
      const from = sums[index - 1] ?? 0n;
      expect(await book().restore.staticCall(project, payout, from, total - from)).to.equal(sum - from);
      await restore(project, payout, from, total - from);
    }
    expect(await account(project)).to.deep.equal([total, 0n, 0n, total]);
  });

  it("P-6: exactly 64 lots are one transaction", async () => {
    await givers(Array.from({ length: 65 }, () => 100n));
    const project = await accounted(desk, fund, 6_500n);
    expect((await drawn(desk, project, 6_400n)).amount).to.equal(6_400n);
    expect(await leftOf(desk, [lotOf(fund, 64n), lotOf(fund, 65n)])).to.deep.equal([0n, 100n]);
  });

  it("P-6: many spent lots cost the next payout nothing", async () => {
    const line = await budgetLine(desk);
    for (let index = 0; index < 70; ++index) await appropriated(desk, line, 100n);
    const project = await accounted(desk, line, 7_000n);
    await drawn(desk, project, 100n);
    const gasOf = async (payout: bigint) => {
      await book().reserve(project, 10n);
      return (await (await book().draw(project, payout, NO_LOT, 0n, 10n)).wait())?.gasUsed ?? 0n;
    };
    const near = await gasOf(9_001n);
    await drawn(desk, project, 6_390n);
    await drawn(desk, project, 400n);
    const far = await gasOf(9_002n);
    expect(far).to.be.lessThan(near + 1_000n);
  });

  describe("reserve, draw, pay", () => {
    it("P-1: allocated is paid, open and free at each step, and the purse holds what is not paid", async () => {
      await givers([5_000n]);
      const project = await accounted(desk, fund, 4_000n);
      await book().reserve(project, 3_000n);
      expect(await account(project)).to.deep.equal([4_000n, 0n, 3_000n, 1_000n]);
      await book().draw(project, 71n, NO_LOT, 0n, 3_000n);
      expect(await account(project)).to.deep.equal([4_000n, 0n, 3_000n, 1_000n]);
      const act = pay(project, 71n, 2_000n);
      await expect(act).to.changeTokenBalances(ethers, money, [funds, guanshan.wallet], [-2_000n, 2_000n]);
      await expect(act).to.emit(funds, "PayoutMoved").withArgs(71n, project, guanshan.id, 2_000n, false);
      expect(await account(project)).to.deep.equal([4_000n, 2_000n, 1_000n, 1_000n]);
      await restore(project, 71n, 2_000n, 1_000n);
      expect(await account(project)).to.deep.equal([4_000n, 2_000n, 0n, 2_000n]);
      expect(await money.balanceOf(funds)).to.equal(3_000n);
      expect(await funds.figuresOf(desk.social)).to.deep.equal([5_000n, 4_000n, 1_000n, 0n]);
    });

    it("X-42: reverts when more is reserved than is free", async () => {
      await givers([5_000n]);
      const project = await accounted(desk, fund, 4_000n);
      await book().reserve(project, 3_999n);
      await expect(book().reserve(project, 2n))
        .to.be.revertedWithCustomError(funds, "ProjectShort")
        .withArgs(project, 2n, 1n);
    });

    it("X-42: pays no fen that is not open", async () => {
      await givers([5_000n]);
      const project = await accounted(desk, fund, 5_000n);
      const { payout } = await drawn(desk, project, 1_000n);
      await expect(pay(project, payout, 1_001n)).to.be.revertedWithPanic(0x11);
    });

    it("reverts when a lot is named that is not the project's", async () => {
      const [lot = 0n] = await givers([5_000n]);
      const project = await accounted(desk, fund, 1_000n);
      await expect(book().draw(project, 1n, lot, 0n, 10n))
        .to.be.revertedWithCustomError(funds, "LotNotOfProject")
        .withArgs(lot, project);
      const produce = await accounted(desk, await produceFund(desk));
      await expect(book().draw(produce, 1n, NO_LOT, 0n, 10n))
        .to.be.revertedWithCustomError(funds, "LotNotOfProject")
        .withArgs(NO_LOT, produce);
    });

    it("reverts when no lot has anything left", async () => {
      const project = await accounted(desk, fund);
      await expect(book().draw(project, 1n, NO_LOT, 0n, 1n))
        .to.be.revertedWithCustomError(funds, "LotNothingLeft")
        .withArgs(lotOf(fund, 0n));
    });

    it("K-12: pays, takes back and restores while the module is halted; a frozen payee is paid too", async () => {
      await givers([5_000n]);
      const project = await accounted(desk, fund, 5_000n);
      const { payout } = await drawn(desk, project, 2_000n);
      await freeze(desk, guanshan.id);
      await halt(desk, "relief");
      await pay(project, payout, 1_000n);
      await restore(project, payout, 1_000n, 1_000n);
      expect(await account(project)).to.deep.equal([5_000n, 1_000n, 0n, 4_000n]);
    });
  });

  describe("restore and recover", () => {
    let project: bigint;
    let payout: bigint;

    beforeEach(async () => {
      await givers([600n, 5_000n]);
      project = await accounted(desk, fund, 5_000n);
      ({ payout } = await drawn(desk, project, 1_000n));
    });

    it("X-42: money that the payee gives back is the project's and the lots' again", async () => {
      await pay(project, payout, 1_000n);
      await allowed(250n);
      const act = recover(project, payout, 500n, 250n);
      await expect(act).to.changeTokenBalances(ethers, money, [guanshan.wallet, funds], [-250n, 250n]);
      await expect(act).to.emit(funds, "PayoutMoved").withArgs(payout, project, guanshan.id, 250n, true);
      expect(await account(project)).to.deep.equal([5_000n, 750n, 0n, 4_250n]);
      expect(await leftOf(desk, [lotOf(fund, 1n), lotOf(fund, 2n)])).to.deep.equal([100n, 4_750n]);
    });

    it("X-42: a recovery is not credited twice, beyond what the lot has paid", async () => {
      await pay(project, payout, 1_000n);
      await allowed(BUDGET);
      await recover(project, payout, 0n, 600n);
      await expect(recover(project, payout, 0n, 1n))
        .to.be.revertedWithCustomError(funds, "LotRestoredTwice")
        .withArgs(lotOf(fund, 1n), payout, 601n, 600n);
      await expect(recover(project, payout, 600n, 401n)).to.be.revertedWithPanic(0x11);
    });

    it("X-42: what was paid less what was given back never exceeds the budget, however often money turns round", async () => {
      await allowed(BUDGET);
      for (let turn = 0; turn < 5; ++turn) {
        const round = await drawn(desk, project, 4_000n);
        await pay(project, round.payout, 4_000n);
        await recover(project, round.payout, 0n, 4_000n);
      }
      expect(await account(project)).to.deep.equal([5_000n, 0n, 1_000n, 4_000n]);
      expect(await money.balanceOf(funds)).to.equal(5_600n);
    });

    it("K-6: nothing is restored when the payee's money does not come", async () => {
      await pay(project, payout, 1_000n);
      await allowed(99n);
      await expect(recover(project, payout, 0n, 100n)).to.be.revertedWithCustomError(
        money,
        "ERC20InsufficientAllowance",
      );
      expect(await account(project)).to.deep.equal([5_000n, 1_000n, 0n, 4_000n]);
    });

    it("reverts beyond the payout's fen, and for a payout that has used nothing", async () => {
      await drawn(desk, project, 1_000n);
      await expect(restore(project, payout, 900n, 101n)).to.be.revertedWithPanic(0x32);
      await expect(restore(project, 9_999n, 0n, 1n)).to.be.revertedWithPanic(0x11);
    });

    it("a lot that was restored twice over two payouts has each fen once", async () => {
      const next = await drawn(desk, project, 1_000n);
      await restore(project, payout, 0n, 1_000n);
      await restore(project, next.payout, 0n, 1_000n);
      expect(await leftOf(desk, [lotOf(fund, 1n), lotOf(fund, 2n)])).to.deep.equal([600n, 5_000n]);
      expect((await funds.fundInfo(fund)).drawn).to.equal(0n);
    });
  });
});
