/** PointsOrders: what courts and regulators order on points, through the Docket. */
import { expect } from "chai";
import { id, type Wallet, ZeroAddress, ZeroHash } from "ethers";
import type { PointsLedger, PointsOrders } from "../../../../types/index.js";
import { DAY, HOUR, newCase, now, stranger } from "../../../utils/orders.ts";
import {
  bucketsOf,
  closing,
  courtOrders,
  frozenAccount,
  granted,
  HONOUR,
  monthOf,
  opened,
  pointsDesk,
  type PointsDesk,
  ProgrammeStatus,
  stoppedIssuing,
  Stops,
  today,
} from "../../../utils/points.ts";
import { approvedOrder, carryOut, networkHelpers } from "../../../utils/suite.ts";
import { both, court } from "../../../utils/title-orders.ts";

const DECISION = id("decision of a court");

describe("PointsOrders", () => {
  let desk: PointsDesk;
  let orders: PointsOrders;
  let ledger: PointsLedger;
  let alice: Wallet, bob: Wallet;
  let store: bigint;

  beforeEach(async () => {
    desk = await pointsDesk();
    ({ pointsOrders: orders, pointsLedger: ledger } = desk.suite);
    ({ alice, bob, store } = desk);
    await granted(desk, store, alice, 100n);
  });

  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(orders, error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const ordered = (name: string, ...args: unknown[]) => courtOrders(desk, name, ...args);
  const passed = (from: Wallet, to: Wallet, points = 1n) =>
    ledger.connect(from).safeTransferFrom(from.address, to.address, store, points, "0x");
  const keysOn = async (account: Wallet) => (await orders.casesOnAccount(account.address)).map(({ key }) => key);
  const moved = (from: Wallet, to: { address: string }, points: bigint, key = ZeroHash, programme = store) =>
    carryOut(
      desk.suite,
      [{ target: orders, name: "transferByOrder", args: [programme, from.address, to.address, points, key] }],
      both(desk),
    );

  describe("freezeAccount", () => {
    it("K-11: freezes an account's points until the case's last second, and then no longer", async () => {
      const [key, until] = [newCase(), (await now()) + 30n * DAY];
      await expect(ordered("freezeAccount", alice.address, key, until))
        .to.emit(orders, "AccountPointsFrozen")
        .withArgs(alice.address, key, until)
        .and.to.emit(ledger, "AccountFrozenUntil")
        .withArgs(alice.address, until);
      await expect(passed(alice, bob)).to.be.revertedWithCustomError(ledger, "PointsAccountFrozen");
      await networkHelpers.time.increaseTo(until);
      await expect(ledger.requireUsable(alice.address))
        .to.be.revertedWithCustomError(ledger, "PointsAccountFrozen")
        .withArgs(alice.address, until);
      await passed(alice, bob);
    });

    it("K-4: several cases wait in rank, and the end of one ends no other", async () => {
      const first = await frozenAccount(desk, alice);
      const second = await frozenAccount(desk, alice);
      expect(await keysOn(alice)).to.deep.equal([first, second]);
      await expect(ordered("unfreezeAccount", alice.address, first))
        .to.emit(orders, "AccountPointsUnfrozen")
        .withArgs(alice.address, first);
      await expect(passed(alice, bob)).to.be.revertedWithCustomError(ledger, "PointsAccountFrozen");
      await ordered("unfreezeAccount", alice.address, second);
      await passed(alice, bob);
      await refused(ordered("unfreezeAccount", alice.address, second), "CasesUnknown", second);
    });

    it("is prolonged by a court", async () => {
      const key = await frozenAccount(desk, alice);
      const until = (await now()) + 60n * DAY;
      await ordered("renewAccountFreeze", alice.address, key, until);
      expect(await ledger.frozenUntil(alice.address)).to.equal(until);
    });

    it("K-4: a regulator freezes for 48 hours in an emergency, and the case is undone unless a court confirms it", async () => {
      const [key, until] = [newCase(), (await now()) + 30n * DAY];
      const call = { target: orders, name: "freezeAccount", args: [alice.address, key, until], route: 1 };
      const { order, calls } = await approvedOrder(desk.suite, [call], [[desk.regulator, "Regulator"]]);
      await desk.suite.docket.execute(order, calls);
      await expect(passed(alice, bob)).to.be.revertedWithCustomError(ledger, "PointsAccountFrozen");
      await networkHelpers.time.increase(48n * HOUR);
      await expect(desk.suite.docket.lapse(order, calls))
        .to.emit(orders, "AccountPointsUnfrozen")
        .withArgs(alice.address, key);
      await passed(alice, bob);
    });

    it("reverts without a key, for nobody, for too long, or with a key that has served", async () => {
      const until = (await now()) + 30n * DAY;
      await refused(ordered("freezeAccount", alice.address, ZeroHash, until), "PointsOrderCaseKeyMissing");
      await refused(ordered("freezeAccount", ZeroAddress, newCase(), until), "PointsOrderAccountMissing");
      await refused(ordered("freezeAccount", alice.address, newCase(), until + 1_100n * DAY), "CasesTermOutOfRange");
      const key = await frozenAccount(desk, alice);
      await refused(ordered("freezeAccount", alice.address, key, until), "CasesKeyUsed", key);
      await ordered("freezeAccount", bob.address, key, until);
    });
  });

  describe("stopIssuing", () => {
    it("S-7: stops grants until the case's last second; what is granted stays good", async () => {
      const [key, until] = [newCase(), (await now()) + 30n * DAY];
      await expect(ordered("stopIssuing", store, key, until))
        .to.emit(orders, "IssuingStopped")
        .withArgs(store, key, until)
        .and.to.emit(ledger, "ProgrammeStopsChanged")
        .withArgs(store, Stops.Order, until);
      await expect(granted(desk, store, alice, 1n))
        .to.be.revertedWithCustomError(ledger, "PointsProgrammeStopped")
        .withArgs(store, Stops.Order);
      await passed(alice, bob);
      await networkHelpers.time.increaseTo(until);
      expect(await ledger.isStopped(store)).to.equal(true);
      await granted(desk, store, alice, 1n);
      expect(await ledger.isStopped(store)).to.equal(false);
    });

    it("S-7: goes on until the last of several cases has ended", async () => {
      const first = await stoppedIssuing(desk, store);
      const second = await stoppedIssuing(desk, store);
      await ordered("resumeIssuing", store, first);
      expect(await ledger.isStopped(store)).to.equal(true);
      expect((await orders.casesOnProgramme(store)).map(({ key }) => key)).to.deep.equal([second]);
      await expect(ordered("resumeIssuing", store, second))
        .to.emit(orders, "IssuingResumed")
        .withArgs(store, second);
      expect((await ledger.programmeInfo(store)).stops).to.equal(0n);
      await granted(desk, store, alice, 1n);
    });

    it("reverts for a programme that does not exist, or without a key", async () => {
      const until = (await now()) + DAY;
      await expect(ordered("stopIssuing", 99n, newCase(), until))
        .to.be.revertedWithCustomError(ledger, "PointsProgrammeUnknown")
        .withArgs(99n);
      await refused(ordered("stopIssuing", store, ZeroHash, until), "PointsOrderCaseKeyMissing");
    });
  });

  describe("transferByOrder", () => {
    it("moves points of a frozen account under its case, which holds on for the rest", async () => {
      const key = await frozenAccount(desk, alice);
      await expect(moved(alice, bob, 60n, key))
        .to.emit(orders, "PointsTransferredByOrder")
        .withArgs(store, alice.address, bob.address, 60n, key)
        .and.to.emit(ledger, "PointsTransferred")
        .withArgs(store, alice.address, bob.address, [[monthOf("2026-07"), 60n]]);
      expect(await bucketsOf(desk, store, bob)).to.deep.equal([{ month: monthOf("2026-07"), points: 60n }]);
      await expect(passed(alice, bob)).to.be.revertedWithCustomError(ledger, "PointsAccountFrozen");
    });

    it("X-64: the first case goes first; without a case none is named", async () => {
      const first = await frozenAccount(desk, alice);
      const second = await frozenAccount(desk, alice);
      await refused(moved(alice, bob, 1n, second), "PointsOrderCaseOutranked", alice.address, second, first);
      await refused(moved(alice, bob, 1n), "PointsOrderCaseOutranked", alice.address, ZeroHash, first);
      const unknown = newCase();
      await refused(moved(bob, alice, 1n, unknown), "CasesUnknown", unknown);
      await moved(alice, bob, 1n, first);
      await moved(bob, alice, 1n);
    });

    it("works for points that are not transferable, and calls no receiver", async () => {
      const fixed = await opened(desk, desk.dianli, { ...HONOUR, transferable: false });
      await granted(desk, fixed, alice, 10n);
      const address = await desk.suite.money.getAddress();
      await moved(alice, { address }, 4n, ZeroHash, fixed);
      expect(await ledger.balanceOf(address, fixed)).to.equal(4n);
    });

    it("reverts for more than the account can spend, for nothing, to nobody, and to itself", async () => {
      await expect(moved(alice, bob, 101n))
        .to.be.revertedWithCustomError(ledger, "PointsBalanceShort")
        .withArgs(store, alice.address, 100n, 101n);
      await refused(moved(alice, bob, 0n), "PointsOrderAmountZero", store);
      await refused(moved(alice, { address: ZeroAddress }, 1n), "PointsOrderAccountMissing");
      await refused(moved(alice, alice, 1n), "PointsOrderToHolder", store, alice.address);
    });

    it("takes a court and a regulator", async () => {
      const call = { target: orders, name: "transferByOrder", args: [store, alice.address, bob.address, 1n, ZeroHash] };
      const { order, calls } = await approvedOrder(desk.suite, [call], court(desk));
      await expect(desk.suite.docket.execute(order, calls)).to.be.revertedWithCustomError(
        desk.suite.docket,
        "DocketApprovalsShort",
      );
    });
  });

  describe("closeByOrder", () => {
    it("gives notice for an issuer that is gone; its points stay good for 90 days", async () => {
      await expect(carryOut(desk.suite, [closing(desk, store)], court(desk))).to.emit(orders, "ProgrammeClosedByOrder");
      const { status, closesAfter } = await ledger.programmeInfo(store);
      expect([status, closesAfter]).to.deep.equal([ProgrammeStatus.Closing, (await today()) + 90n]);
      expect(await ledger.balanceOf(alice.address, store)).to.equal(100n);
    });

    it("reverts without a digest", async () => {
      const call = closing(desk, store, ZeroHash);
      await refused(carryOut(desk.suite, [call], court(desk)), "PointsOrderDigestMissing", store);
    });
  });

  it("X-79: nobody but the Docket orders anything", async () => {
    const mine = orders.connect(desk.baihuo.signer);
    const until = (await now()) + DAY;
    const a = stranger("carol").address;
    const calls = [
      mine.freezeAccount(a, DECISION, until),
      mine.renewAccountFreeze(a, DECISION, until),
      mine.unfreezeAccount(a, DECISION),
      mine.stopIssuing(store, DECISION, until),
      mine.resumeIssuing(store, DECISION),
      mine.transferByOrder(store, a, bob.address, 1n, ZeroHash),
      mine.closeByOrder(store, DECISION),
    ];
    for (const call of calls) await refused(call, "AccessManagedUnauthorized", desk.baihuo.wallet);
  });
});
