/** Who may act on financed notes, and through which accounts. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { ReceivableFinancing } from "../../../../types/index.js";
import { deposited, goTo, halt } from "../../../utils/bills.ts";
import { bound } from "../../../utils/orders.ts";
import { COSTS, financed, interestOn, priceOf, REGISTRATION } from "../../../utils/receivables-financing.ts";
import {
  DUE_DAY,
  FACE,
  noteOf,
  opened,
  type ReceivableDesk,
  receivableDesk,
  rootOf,
} from "../../../utils/receivables.ts";
import { RATE } from "../../../utils/market.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

describe("ReceivableFinancing: who may act", () => {
  let desk: ReceivableDesk;
  let financing: ReceivableFinancing;
  let nanming: Actor, baiyunling: Actor;
  let operator: Actor["signer"];
  let note: bigint, next: bigint;

  beforeEach(async () => {
    desk = await receivableDesk();
    ({ receivableFinancing: financing } = desk.suite);
    ({ nanming, baiyunling } = desk);
    // An account that nobody has.
    operator = (await ethers.getSigners())[15] ?? nanming.signer;
    await deposited(desk, nanming, FACE);
    const whole = await opened(desk);
    const how = { recourse: true };
    note = (await financed(desk, whole.note, nanming, baiyunling, { amount: 400_000n, ...how })).note;
    next = (await financed(desk, whole.note, nanming, baiyunling, how)).note;
  });

  it("K-3 nobody that is no participant", async () => {
    const calls = financing.connect(operator);
    for (const act of [
      () => calls.notifyObligor(note),
      () => calls.register(note, REGISTRATION),
      () => calls.mergeFinanced(note, next),
      () => calls.claim(note, 1n, COSTS),
      () => calls.repay(note, 1n),
      () => calls.remit(note),
    ]) {
      await expect(act())
        .to.be.revertedWithCustomError(desk.suite.participants, "AccountUnknown")
        .withArgs(operator.address);
    }
  });

  it("K-12 nothing is merged while the module is halted", async () => {
    await halt(desk, "receivables");
    await expect(financing.connect(baiyunling.signer).mergeFinanced(note, next)).to.be.revertedWithCustomError(
      desk.suite.participants,
      "ParticipantModuleHalted",
    );
  });

  it("the seller's accounts repay up to their ceiling: what is paid, be it named or all that is due", async () => {
    await goTo("2026-07-01");
    await financing.connect(baiyunling.signer).claim(note, 0n, ZeroHash);
    const all = 400_000n + interestOn(priceOf(400_000n, RATE, "2026-01-05", DUE_DAY), RATE, 1n);
    await bound(desk, nanming, operator, { ceiling: all - 1n });
    for (const amount of [0n, all]) {
      await expect(financing.connect(operator).repay(note, amount))
        .to.be.revertedWithCustomError(desk.suite.participants, "AccountCeilingExceeded")
        .withArgs(operator.address, all, all - 1n);
    }
    await financing.connect(operator).repay(note, all - 1n);
    await financing.connect(operator).repay(note, 0n);
    expect((await desk.suite.receivableRegistry.noteInfo(note)).holder).to.equal(nanming.id);
  });

  it("they remit up to it what the factor is due, not what is held", async () => {
    await goTo("2026-07-10");
    const late = interestOn(400_000n, 180_000n, 10n);
    await desk.suite.receivableSettlement.connect(desk.qianling.signer).settle(rootOf(note), 10n);
    expect((await financing.financingOf(note)).held).to.equal(400_000n + late);
    const due = 400_000n + interestOn(priceOf(400_000n, RATE, "2026-01-05", DUE_DAY), RATE, 10n);
    await bound(desk, nanming, operator, { ceiling: due - 1n });
    await expect(financing.connect(operator).remit(note))
      .to.be.revertedWithCustomError(desk.suite.participants, "AccountCeilingExceeded")
      .withArgs(operator.address, due, due - 1n);
    await desk.suite.participants.connect(nanming.signer).releaseAccount(operator);
    await bound(desk, nanming, operator, { ceiling: due });
    await financing.connect(operator).remit(note);
    expect(await financing.dueOn(note)).to.deep.equal([0n, 0n, 0n]);
  });

  it("nothing is due on a note that was never financed", async () => {
    expect(await financing.dueOn(noteOf(9n))).to.deep.equal([0n, 0n, 0n]);
  });
});
