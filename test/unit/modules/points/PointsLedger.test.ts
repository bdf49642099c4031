/** PointsLedger: who holds which points, when they expire, and what money covers them. */
import { expect } from "chai";
import { encodeBytes32String, type Wallet, ZeroAddress, ZeroHash } from "ethers";
import type { PointsLedger } from "../../../../types/index.js";
import { day, fields, goTo, suspend } from "../../../utils/bills.ts";
import { freeze, halt, now, stranger } from "../../../utils/orders.ts";
import {
  asPart,
  bucketsOf,
  COMMON,
  commonGiven,
  Expiry,
  frozenAccount,
  granted,
  HONOUR,
  LOT,
  monthOf,
  nextSequence,
  NO_MONTH,
  NOTICE,
  opened,
  pointsDesk,
  type PointsDesk,
  ProgrammeFlags,
  ProgrammeStatus,
  RESERVE,
  statusBits,
  stoppedIssuing,
  Stops,
  toDay,
  today,
  WHOLE,
} from "../../../utils/points.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const MONTHS = { name: encodeBytes32String("Points"), expiryMonths: 6n, exchangeable: false, rate: 0n } as const;

describe("PointsLedger", () => {
  let desk: PointsDesk;
  let ledger: PointsLedger;
  let issuer: Actor;
  let alice: Wallet, bob: Wallet;
  let store: bigint;

  beforeEach(async () => {
    desk = await pointsDesk();
    ({ alice, bob, store, baihuo: issuer } = desk);
    ledger = desk.suite.pointsLedger;
  });

  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(ledger, error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const by = (account: Wallet | Actor["signer"]) => ledger.connect(account);
  const asIssuance = async () => ledger.connect(await asPart(desk, "pointsIssuance"));
  const asRedemption = async () => ledger.connect(await asPart(desk, "pointsRedemption"));
  const asProgrammes = async () => ledger.connect(await asPart(desk, "pointsProgrammes"));
  const balanceOf = ({ address }: { address: string }, programme = store) => ledger.balanceOf(address, programme);
  const bookOf = async (programme = store) => fields(await ledger.bookOf(programme));
  const reserveOf = async (programme = store) => (await ledger.bookOf(programme)).reserve;
  const outstandingOf = async (programme = store) => (await ledger.bookOf(programme)).outstanding;
  const moneyOf = ({ wallet }: { wallet: string }) => desk.suite.money.balanceOf(wallet);
  const held = (account: Wallet, month: string, programme = store) =>
    ledger.bucketOf(programme, account.address, monthOf(month));
  const passed = (from: Wallet, to: { address: string }, points: bigint, programme = store) =>
    by(from).safeTransferFrom(from.address, to.address, programme, points, "0x");
  /** Points spent as a redemption spends them; the buckets that they came from. */
  async function spent(account: Wallet, points: bigint, programme = store) {
    const part = await asRedemption();
    const buckets = await part.spend.staticCall(programme, account.address, points);
    await part.spend(programme, account.address, points);
    return buckets.map(({ month, points: of }) => ({ month, points: of }));
  }
  const givenBack = async (account: Wallet, buckets: { month: bigint; points: bigint }[], programme = store) =>
    (await asRedemption()).giveBack(programme, account.address, buckets);
  const swept = (month: bigint, accounts: Wallet[], programme = store) =>
    by(bob).sweep(
      programme,
      month,
      accounts.map(({ address }) => address),
    );
  /** An honour programme of the power company's, that needs no reserve, and expires as the draft says. */
  const honour = (draft: Parameters<typeof opened>[2] = {}) => opened(desk, desk.dianli, { ...HONOUR, ...draft });
  /** Of the store's points: closed with notice; the last day on which they are good. */
  async function closing(programme = store) {
    await desk.suite.pointsProgrammes.connect(issuer.signer).closeProgramme(programme, NOTICE);
    return (await ledger.programmeInfo(programme)).closesAfter;
  }

  describe("the common points", () => {
    it("are programme 1: without issuer, covered in full, never expiring, passed on and not exchanged", async () => {
      expect(fields(await ledger.programmeInfo(COMMON))).to.deep.include({
        issuer: 0n,
        value: 1_000n,
        rate: 0n,
        ratio: WHOLE,
        expiry: Expiry.Never,
        flags: ProgrammeFlags.Transferable,
        status: ProgrammeStatus.Open,
        stops: 0n,
      });
      expect(await ledger.nameOf(COMMON)).to.equal(encodeBytes32String("Common points"));
      expect(await ledger.isStopped(COMMON)).to.equal(false);
    });

    it("S-1: are covered by what came with them, and nobody withdraws it", async () => {
      await commonGiven(desk, alice, 33_333n);
      const points = await balanceOf(alice, COMMON);
      expect(await outstandingOf(COMMON)).to.equal(points);
      expect(await ledger.required(COMMON)).to.equal((points * 1_000n + LOT - 1n) / LOT);
      expect(await reserveOf(COMMON)).to.be.greaterThanOrEqual(await ledger.required(COMMON));
      expect(await ledger.withdrawableOf(COMMON)).to.equal(0n);
      await refused(by(issuer.signer).withdrawReserve(COMMON, 1n), "PointsProgrammeNotIssuer", COMMON, issuer.id, 0n);
    });

    it("take what any participant adds to their reserve", async () => {
      await expect(by(desk.linxun.signer).addReserve(COMMON, 700n))
        .to.emit(ledger, "ReserveAdded")
        .withArgs(COMMON, desk.linxun.wallet, 700n, 700n);
    });
  });

  describe("months", () => {
    it("points lie in one bucket for each month of expiry, which is counted from the month of the grant", async () => {
      await goTo("2026-03-15");
      await granted(desk, store, alice, 300n);
      await goTo("2026-03-31", "23:59:57");
      await granted(desk, store, alice, 30n);
      await goTo("2026-03-31", "23:59:59");
      await granted(desk, store, alice, 5n);
      expect(await bucketsOf(desk, store, alice)).to.deep.equal([
        { month: monthOf("2026-09"), points: 330n },
        { month: monthOf("2026-10"), points: 5n },
      ]);
      expect(await balanceOf(alice)).to.equal(335n);
    });

    it("X-58: points are good to the last second of their month in UTC+8, and not a second longer", async () => {
      await goTo("2026-02-28", "23:00:00");
      await granted(desk, store, alice, 300n);
      await goTo("2026-08-31", "23:59:59");
      expect(await balanceOf(alice)).to.equal(300n);
      expect(await ledger.isAlive(store, monthOf("2026-08"))).to.equal(true);
      await goTo("2026-09-01", "00:00:00");
      expect(await balanceOf(alice)).to.equal(0n);
      expect(await ledger.isAlive(store, monthOf("2026-08"))).to.equal(false);
      expect(await held(alice, "2026-08")).to.equal(300n);
    });

    it("S-3: what has expired is neither spent nor passed on nor taken for an exchange, though nobody has swept it", async () => {
      await granted(desk, store, alice, 300n);
      await goTo("2026-08-01");
      await granted(desk, store, alice, 20n);
      await refused(spent(alice, 21n), "PointsBalanceShort", store, alice.address, 20n, 21n);
      await refused(passed(alice, bob, 21n), "PointsBalanceShort", store, alice.address, 20n, 21n);
      await refused(
        desk.suite.pointsExchange.connect(alice).exchange(store, 21n, 0n),
        "PointsBalanceShort",
        store,
        alice.address,
        20n,
        21n,
      );
      expect(await spent(alice, 20n)).to.deep.equal([{ month: monthOf("2027-02"), points: 20n }]);
      expect(await held(alice, "2026-07")).to.equal(300n);
    });

    it("X-58: those that expire soonest are spent first, over words and years", async () => {
      for (const [month, points] of [
        ["01", 7n],
        ["02", 5n],
        ["04", 3n],
        ["06", 11n],
      ] as const) {
        if (month !== "01") await goTo(`2026-${month}-10`);
        await granted(desk, store, alice, points);
      }
      expect(await spent(alice, 14n)).to.deep.equal([
        { month: monthOf("2026-07"), points: 7n },
        { month: monthOf("2026-08"), points: 5n },
        { month: monthOf("2026-10"), points: 2n },
      ]);
      expect(await bucketsOf(desk, store, alice)).to.deep.equal([
        { month: monthOf("2026-10"), points: 1n },
        { month: monthOf("2026-12"), points: 11n },
      ]);
      expect(await outstandingOf()).to.equal(12n);
      expect(await spent(alice, 12n)).to.deep.equal([
        { month: monthOf("2026-10"), points: 1n },
        { month: monthOf("2026-12"), points: 11n },
      ]);
      expect(await balanceOf(alice)).to.equal(0n);
    });

    it("a holder has 36 live buckets at most, and all of them are spent at once", async () => {
      const long = await honour({ expiry: Expiry.MonthsFromGrant, expiryMonths: 35n });
      for (let i = 0; i < 36; i++) {
        if (i > 0) await goTo(`${String(2026 + Math.floor(i / 12))}-${String((i % 12) + 1).padStart(2, "0")}-02`);
        await granted(desk, long, alice, 1n);
      }
      expect(await bucketsOf(desk, long, alice)).to.have.length(36);
      expect(await spent(alice, 36n, long)).to.have.length(36);
      expect(await outstandingOf(long)).to.equal(0n);
    });

    it("of a programme that never expires, points lie in one bucket for good", async () => {
      await granted(desk, desk.miles, alice, 10n);
      await goTo("2036-01-01");
      await granted(desk, desk.miles, alice, 10n);
      expect(await bucketsOf(desk, desk.miles, alice)).to.deep.equal([{ month: NO_MONTH, points: 20n }]);
      await refused(swept(NO_MONTH, [alice], desk.miles), "PointsMonthNotExpired", desk.miles, NO_MONTH);
    });

    it("X-58: of a programme with a last day, all points are good through that day, wherever in the month it is", async () => {
      const fixedDay = day("2026-11-11");
      const single = await honour({ expiry: Expiry.FixedDate, fixedDay });
      await granted(desk, single, alice, 10n);
      expect(await bucketsOf(desk, single, alice)).to.deep.equal([{ month: monthOf("2026-11"), points: 10n }]);
      await goTo("2026-11-11", "23:59:59");
      expect(await balanceOf(alice, single)).to.equal(10n);
      await goTo("2026-11-12", "00:00:00");
      expect(await balanceOf(alice, single)).to.equal(0n);
      await refused(granted(desk, single, alice, 1n), "PointsProgrammeExpired", single, fixedDay, fixedDay + 1n);
      await expect(swept(monthOf("2026-11"), [alice], single))
        .to.emit(ledger, "PointsExpired")
        .withArgs(single, alice.address, monthOf("2026-11"), 10n);
    });
  });

  describe("giveBack", () => {
    const vector = async (graceMonths = 0n) => {
      const programme = await honour({ ...MONTHS, expiry: Expiry.MonthsFromGrant, graceMonths });
      await goTo("2026-03-15");
      await granted(desk, programme, alice, 1_000n);
      await goTo("2026-04-02");
      await granted(desk, programme, alice, 500n);
      await goTo("2026-09-30", "23:59:00");
      const buckets = await spent(alice, 1_200n, programme);
      expect(buckets).to.deep.equal([
        { month: monthOf("2026-09"), points: 1_000n },
        { month: monthOf("2026-10"), points: 200n },
      ]);
      await goTo("2026-10-05");
      return programme;
    };
    /** Last spent first: all of October's, and 200 of September's. */
    const REFUND = [
      { month: monthOf("2026-10"), points: 200n },
      { month: monthOf("2026-09"), points: 200n },
    ];

    it("vector 9, X-59: of 400 points refunded on 5 October, 200 are good through October and 200 void", async () => {
      const programme = await vector();
      await expect(givenBack(alice, REFUND, programme))
        .to.emit(ledger, "PointsReturned")
        .withArgs(programme, alice.address, [[monthOf("2026-10"), 200n]], 200n);
      expect(await bucketsOf(desk, programme, alice)).to.deep.equal([{ month: monthOf("2026-10"), points: 500n }]);
      expect(await held(alice, "2026-09", programme)).to.equal(0n);
      expect(await outstandingOf(programme)).to.equal(500n);
      await goTo("2026-11-01", "00:00:00");
      expect(await balanceOf(alice, programme)).to.equal(0n);
    });

    it("S-3, X-59: grace counts from the expiry of points that have expired, and prolongs no other", async () => {
      const programme = await vector(2n);
      await expect(givenBack(alice, REFUND, programme))
        .to.emit(ledger, "PointsReturned")
        .withArgs(
          programme,
          alice.address,
          [
            [monthOf("2026-10"), 200n],
            [monthOf("2026-11"), 200n],
          ],
          0n,
        );
      expect(await bucketsOf(desk, programme, alice)).to.deep.equal([
        { month: monthOf("2026-10"), points: 500n },
        { month: monthOf("2026-11"), points: 200n },
      ]);
    });

    it("X-59: points whose grace is over too come back void", async () => {
      const programme = await vector(1n);
      await goTo("2026-11-01", "00:00:00");
      await expect(givenBack(alice, REFUND, programme))
        .to.emit(ledger, "PointsReturned")
        .withArgs(programme, alice.address, [[monthOf("2026-11"), 200n]], 200n);
      expect(await bucketsOf(desk, programme, alice)).to.deep.equal([{ month: monthOf("2026-11"), points: 200n }]);
    });

    it("S-1: takes the cover that is missing from the issuer's wallet, and reverts when it may not", async () => {
      await granted(desk, store, alice, 1_000n);
      const buckets = await spent(alice, 1_000n);
      await by(issuer.signer).withdrawReserve(store, RESERVE);
      await expect(givenBack(alice, buckets))
        .to.emit(ledger, "ReserveAdded")
        .withArgs(store, issuer.wallet, 600n, 600n);
      await spent(alice, 1_000n);
      await by(issuer.signer).withdrawReserve(store, 600n);
      await desk.suite.money.connect(issuer.signer).approve(ledger, 599n);
      await refused(givenBack(alice, buckets), "PointsReserveShort", store, 0n, 600n);
    });

    it("gives nothing back of a programme that is over", async () => {
      await granted(desk, store, alice, 1_000n);
      const buckets = await spent(alice, 1_000n);
      await toDay((await closing()) + 1n);
      await givenBack(alice, buckets);
      expect(await outstandingOf()).to.equal(0n);
    });
  });

  describe("mint", () => {
    it("S-1, X-60: grants nothing that is not covered at the programme's ratio, rounded up", async () => {
      await desk.suite.money.connect(issuer.signer).approve(ledger, 0n);
      const most = (RESERVE * LOT * WHOLE) / (1_000n * 6_000n);
      expect(most).to.equal(1_666_666n);
      await refused(granted(desk, store, alice, most + 1n), "PointsReserveShort", store, RESERVE, RESERVE + 1n);
      await granted(desk, store, alice, most);
      expect(await ledger.required(store)).to.equal(RESERVE);
      expect(await ledger.freeReserve(store)).to.equal(0n);
      await refused(granted(desk, store, alice, 1n), "PointsReserveShort", store, RESERVE, RESERVE + 1n);
    });

    it("S-1: takes what is missing, and no more, from the issuer's wallet where its allowance lets it", async () => {
      const before = await moneyOf(issuer);
      const mine = desk.suite.pointsIssuance.connect(issuer.signer);
      await expect(mine.grant(store, alice.address, 2_000_000n, nextSequence()))
        .to.emit(ledger, "ReserveAdded")
        .withArgs(store, issuer.wallet, 200_000n, 1_200_000n);
      expect(await moneyOf(issuer)).to.equal(before - 200_000n);
      expect(await reserveOf()).to.equal(await ledger.required(store));
    });

    it("tells of each grant", async () => {
      const month = monthOf("2026-07");
      const grants = [
        { account: alice.address, points: 12n, sequence: nextSequence() },
        { account: bob.address, points: 3n, sequence: nextSequence() },
      ];
      const act = desk.suite.pointsIssuance.connect(issuer.signer).grantMany(store, grants);
      const part = await desk.suite.pointsIssuance.getAddress();
      for (const { account, points, sequence } of grants) {
        await expect(act).to.emit(ledger, "PointsGranted").withArgs(store, account, sequence, issuer.id, points, month);
        await expect(act).to.emit(ledger, "TransferSingle").withArgs(part, ZeroAddress, account, store, points);
      }
    });

    it("tells what a grant made now is of", async () => {
      const { value } = await ledger.programmeInfo(store);
      expect([...(await ledger.grantTermsOf(store))]).to.deep.equal([issuer.id, value, monthOf("2026-07")]);
      await goTo("2026-01-31", "23:59:59");
      expect((await ledger.grantTermsOf(store)).month).to.equal(monthOf("2026-07"));
      await goTo("2026-02-01");
      expect((await ledger.grantTermsOf(store)).month).to.equal(monthOf("2026-08"));
      expect((await ledger.grantTermsOf(desk.miles)).month).to.equal(NO_MONTH);
    });

    it("holds what is granted in a calendar month of UTC+8 against the programme's cap", async () => {
      const capped = await honour({ monthlyCap: 100n });
      await granted(desk, capped, alice, 60n);
      await refused(granted(desk, capped, bob, 41n), "PointsGrantCapExceeded", capped, 101n, 100n);
      await granted(desk, capped, bob, 40n);
      await goTo("2026-01-31", "23:59:57");
      await refused(granted(desk, capped, bob, 1n), "PointsGrantCapExceeded", capped, 101n, 100n);
      await goTo("2026-01-31", "23:59:59");
      await granted(desk, capped, bob, 100n);
      expect(await bookOf(capped)).to.deep.include({ grantedInMonth: 100n, month: monthOf("2026-02") });
    });

    it("S-7: grants nothing while an order or the clearing stops the programme, or the issuer has not the standing", async () => {
      const grant = () => granted(desk, store, alice, 1n);
      const until = (await now()) + 100n;
      await (await asProgrammes()).stopUntil(store, until);
      await refused(grant(), "PointsProgrammeStopped", store, Stops.Order);
      expect(await ledger.isStopped(store)).to.equal(true);
      await goTo("2026-01-06");
      expect(await ledger.isStopped(store)).to.equal(false);
      await grant();
      await (await asProgrammes()).setStops(store, Stops.Clearing, 0n);
      await refused(grant(), "PointsProgrammeStopped", store, Stops.Clearing);
      await (await asProgrammes()).setStops(store, 0n, Stops.Clearing);
      await freeze(desk, issuer.id);
      expect(await ledger.isStopped(store)).to.equal(true);
      await expect(grant()).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
    });

    it("grants nothing of a programme that closes or does not exist", async () => {
      await refused(ledger.grantTermsOf(99n), "PointsProgrammeUnknown", 99n);
      await closing();
      await refused(
        granted(desk, store, alice, 1n),
        "PointsProgrammeWrongStatus",
        store,
        ProgrammeStatus.Closing,
        statusBits(ProgrammeStatus.Open),
      );
    });

    it("X-46: does not call a receiver", async () => {
      const { money } = desk.suite;
      await granted(desk, store, { address: await money.getAddress() }, 9n);
      expect(await ledger.balanceOf(money, store)).to.equal(9n);
    });
  });

  describe("what granting costs", () => {
    const gasOf = async (grants: { account: string; points: bigint; sequence: bigint }[]) => {
      const mine = desk.suite.pointsIssuance.connect(issuer.signer);
      const [first] = grants;
      const act =
        grants.length === 1 && first !== undefined
          ? mine.grant(store, first.account, first.points, first.sequence)
          : mine.grantMany(store, grants);
      return (await (await act).wait())?.gasUsed ?? 0n;
    };
    const lines = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        account: stranger(`holder ${i}`).address,
        points: 100n + BigInt(i),
        sequence: nextSequence(),
      }));

    it("to a new holder 92,000, the door, the number and its proof included", async () => {
      // One before has opened the book and the numbers' sheet.
      const account = { account: bob.address, points: 1n };
      await gasOf([{ ...account, sequence: 320_000n }]);
      expect(await gasOf(lines(1).map((line) => ({ ...line, sequence: 320_001n })))).to.be.at.most(92_000n);
    });

    it("500 at once, 32,000 each to new holders and 14,000 to old ones, in one transaction", async () => {
      const fresh = await gasOf(lines(500));
      expect(fresh).to.be.at.most(500n * 32_000n);
      expect(fresh).to.be.lessThan(16_777_216n);
      expect(await gasOf(lines(500))).to.be.at.most(500n * 14_000n);
    });
  });

  describe("takeBack", () => {
    it("takes points of one bucket, if they are there", async () => {
      await granted(desk, store, alice, 10n);
      const month = monthOf("2026-07");
      const part = await asIssuance();
      await refused(
        part.takeBack(store, alice, month, 11n),
        "PointsBucketShort",
        store,
        alice.address,
        month,
        10n,
        11n,
      );
      await part.takeBack(store, alice, month, 4n);
      expect(await balanceOf(alice)).to.equal(6n);
      expect(await outstandingOf()).to.equal(6n);
    });
  });

  describe("transfers", () => {
    it("points keep their months, soonest expiring first (X-58, S-2)", async () => {
      await granted(desk, store, alice, 10n);
      await goTo("2026-02-10");
      await granted(desk, store, alice, 20n);
      await granted(desk, store, bob, 1n);
      await expect(passed(alice, bob, 15n))
        .to.emit(ledger, "PointsTransferred")
        .withArgs(store, alice.address, bob.address, [
          [monthOf("2026-07"), 10n],
          [monthOf("2026-08"), 5n],
        ])
        .and.to.emit(ledger, "TransferSingle")
        .withArgs(alice.address, alice.address, bob.address, store, 15n);
      expect(await bucketsOf(desk, store, bob)).to.deep.equal([
        { month: monthOf("2026-07"), points: 10n },
        { month: monthOf("2026-08"), points: 6n },
      ]);
      expect(await balanceOf(alice)).to.equal(15n);
      expect(await outstandingOf()).to.equal(31n);
    });

    it("S-4: passing on to oneself changes nothing", async () => {
      await granted(desk, store, alice, 10n);
      await passed(alice, alice, 10n);
      expect(await bucketsOf(desk, store, alice)).to.deep.equal([{ month: monthOf("2026-07"), points: 10n }]);
      expect(await outstandingOf()).to.equal(10n);
    });

    it("an operator passes on what the holder has allowed it, in batches too", async () => {
      await granted(desk, store, alice, 10n);
      await granted(desk, desk.miles, alice, 5n);
      const batch = () =>
        by(bob).safeBatchTransferFrom(alice.address, bob.address, [store, desk.miles], [3n, 2n], "0x");
      await refused(batch(), "ERC1155MissingApprovalForAll", bob.address, alice.address);
      await by(alice).setApprovalForAll(bob.address, true);
      await batch();
      expect(await ledger.balanceOfBatch([bob, bob, alice], [store, desk.miles, store])).to.deep.equal([3n, 2n, 7n]);
    });

    it("revert for programmes that are not transferable, that don't exist, or to nobody", async () => {
      const fixed = await honour({ transferable: false });
      await granted(desk, fixed, alice, 10n);
      await refused(passed(alice, bob, 1n, fixed), "PointsProgrammeNotTransferable", fixed);
      await refused(passed(alice, bob, 1n, 99n), "PointsProgrammeUnknown", 99n);
      await refused(passed(alice, bob, 1n, 1n << 32n), "PointsTokenUnknown", 1n << 32n);
      expect(await balanceOf(alice, (1n << 32n) | store)).to.equal(0n);
      await refused(passed(alice, { address: ZeroAddress }, 1n, store), "ERC1155InvalidReceiver", ZeroAddress);
    });

    it("K-12: stop while the module is halted, and go on afterwards", async () => {
      await granted(desk, store, alice, 10n);
      await halt(desk, "points");
      await expect(passed(alice, bob, 1n))
        .to.be.revertedWithCustomError(desk.suite.participants, "ParticipantModuleHalted")
        .withArgs(encodeBytes32String("points"));
    });

    it("X-64, X-65: nothing leaves or reaches a frozen account, whoever asks", async () => {
      for (const account of [alice, bob]) await granted(desk, store, account, 10n);
      const carol = stranger("carol");
      await by(alice).setApprovalForAll(carol.address, true);
      await frozenAccount(desk, alice);
      const until = await ledger.frozenUntil(alice.address);
      const frozen = ["PointsAccountFrozen", alice.address, until] as const;
      await refused(passed(alice, bob, 1n), ...frozen);
      await refused(by(carol).safeTransferFrom(alice.address, bob.address, store, 1n, "0x"), ...frozen);
      await refused(passed(bob, alice, 1n), ...frozen);
      await by(bob).setApprovalForAll(alice.address, true);
      await refused(by(alice).safeTransferFrom(bob.address, carol.address, store, 1n, "0x"), ...frozen);
      await refused(spent(alice, 1n), ...frozen);
      await refused((await asIssuance()).takeBack(store, alice, monthOf("2026-07"), 1n), ...frozen);
      await refused(desk.suite.pointsExchange.connect(alice).exchange(store, 9n, 0n), ...frozen);
      await granted(desk, store, alice, 1n);
      expect(await balanceOf(alice)).to.equal(11n);
    });

    it("K-4: nothing leaves or reaches an account that serves a frozen participant", async () => {
      const { linxun } = desk;
      await granted(desk, store, { address: linxun.wallet }, 10n);
      await granted(desk, store, alice, 10n);
      await freeze(desk, linxun.id);
      const refusal = ["PointsAccountServesFrozen", linxun.wallet, linxun.id] as const;
      await refused(by(linxun.signer).safeTransferFrom(linxun.wallet, alice.address, store, 1n, "0x"), ...refusal);
      await refused(passed(alice, { address: linxun.wallet }, 1n), ...refusal);
    });

    it("X-46, X-75: a receiver that acts while it receives sees what is settled, and passes on no more than it has", async () => {
      const receiver = await ethers.deployContract("PointsHolder");
      const address = await receiver.getAddress();
      await granted(desk, store, alice, 10n);
      await receiver.passOn(bob.address, 7n);
      await refused(passed(alice, { address }, 6n), "PointsBalanceShort", store, address, 6n, 7n);
      await passed(alice, { address }, 8n);
      expect([await receiver.seenOfSender(), await receiver.seenOfItself()]).to.deep.equal([2n, 8n]);
      expect([await balanceOf(alice), await balanceOf({ address }), await balanceOf(bob)]).to.deep.equal([2n, 1n, 7n]);
    });

    it("revert to a contract that receives no such tokens", async () => {
      await granted(desk, store, alice, 10n);
      const address = await desk.suite.money.getAddress();
      await refused(passed(alice, { address }, 1n), "ERC1155InvalidReceiver", address);
    });
  });

  describe("reserves", () => {
    const mine = () => by(issuer.signer);

    it("are added to by the issuer alone", async () => {
      await expect(mine().addReserve(store, 5n))
        .to.emit(ledger, "ReserveAdded")
        .withArgs(store, issuer.wallet, 5n, RESERVE + 5n);
      const { linxun } = desk;
      await refused(by(linxun.signer).addReserve(store, 5n), "PointsProgrammeNotIssuer", store, linxun.id, issuer.id);
      await refused(mine().addReserve(store, 0n), "PointsReserveAmountZero", store);
      await refused(mine().addReserve(99n, 5n), "PointsProgrammeUnknown", 99n);
      await refused(by(desk.dianli.signer).addReserve(desk.green, 5n), "PointsProgrammeHonour", desk.green);
    });

    it("X-60: give the issuer back what covers nothing, and nothing else", async () => {
      await granted(desk, store, alice, 1_000_001n);
      const free = RESERVE - 600_001n;
      expect(await ledger.freeReserve(store)).to.equal(free);
      await refused(mine().withdrawReserve(store, free + 1n), "PointsReserveNotFree", store, free + 1n, free);
      await refused(mine().withdrawReserve(store, 0n), "PointsReserveAmountZero", store);
      const before = await moneyOf(issuer);
      await expect(mine().withdrawReserve(store, free))
        .to.emit(ledger, "ReserveWithdrawn")
        .withArgs(store, issuer.wallet, free, 600_001n);
      expect(await moneyOf(issuer)).to.equal(before + free);
      await refused(
        by(desk.linxun.signer).withdrawReserve(store, 1n),
        "PointsProgrammeNotIssuer",
        store,
        desk.linxun.id,
        issuer.id,
      );
    });

    it("keep what the issuer owes in the running cycle", async () => {
      const clearing = desk.suite.pointsClearing.connect(await asPart(desk, "pointsRedemption"));
      await clearing.owe(issuer.id, desk.linxun.id, 300_000n);
      expect(await ledger.withdrawableOf(store)).to.equal(700_000n);
      await refused(mine().withdrawReserve(store, 700_001n), "PointsReserveNotFree", store, 700_001n, 700_000n);
      await mine().withdrawReserve(store, 700_000n);
    });

    it("S-7: give a stopped issuer nothing back", async () => {
      await stoppedIssuing(desk, store);
      await refused(mine().withdrawReserve(store, 1n), "PointsReserveNotFree", store, 1n, 0n);
    });

    it("pay merchants, and for a cycle no more than is free", async () => {
      await granted(desk, store, alice, 1_000_000n);
      const part = await asRedemption();
      const { linxun, suite } = desk;
      const before = await moneyOf(linxun);
      await part.payOut(store, 100_000n, linxun.wallet);
      expect(await moneyOf(linxun)).to.equal(before + 100_000n);
      await suite.money.connect(issuer.signer).approve(ledger, 0n);
      await refused(part.payOut(store, 300_001n, linxun.wallet), "PointsReserveShort", store, 900_000n, 900_001n);
      await suite.money.connect(linxun.signer).approve(ledger, 50_000n);
      await part.payBack(store, linxun.wallet, 50_000n);
      const cycle = ledger.connect(await asPart(desk, "pointsClearing"));
      const wanted: [bigint[], bigint[]] = [
        [desk.miles, store, 0n],
        [1n, 900_000n, 5n],
      ];
      expect(await cycle.drawForCycle.staticCall(...wanted)).to.deep.equal([1n, 350_000n, 0n]);
      const purse = await suite.money.balanceOf(suite.pointsClearing);
      await expect(cycle.drawForCycle(...wanted))
        .to.emit(ledger, "ReserveDrawn")
        .withArgs(store, 350_000n, 600_000n);
      expect(await suite.money.balanceOf(suite.pointsClearing)).to.equal(purse + 350_001n);
    });

    it("S-7, X-62: what points of a stopped issuer fetch is their share of its reserve, rounded down", async () => {
      await granted(desk, store, alice, 1_500_000n);
      expect(await ledger.worthOf(store, 999n)).to.equal(999n);
      await stoppedIssuing(desk, store);
      expect(await ledger.worthOf(store, 999n)).to.equal((999n * RESERVE) / 1_500_000n);
      expect(await ledger.worthOf(store, 1n)).to.equal(0n);
      expect(await ledger.worthOf(desk.miles, 1n)).to.equal(5n);
      // Whoever comes first takes nothing from the others, and the reserve stays above the ratio.
      const part = await asRedemption();
      for (const points of [1n, 777_777n, 555_555n, 166_667n]) {
        const fetched = await ledger.worthOf(store, points);
        const share = ((await reserveOf()) * points) / (await outstandingOf());
        expect(fetched).to.equal(share);
        await spent(alice, points);
        await part.payOut(store, fetched, desk.linxun.wallet);
        expect(await reserveOf()).to.be.greaterThanOrEqual(await ledger.required(store));
      }
      expect(await outstandingOf()).to.equal(0n);
    });

    it("K-6: the purse is the sum of reserves and fees", async () => {
      await commonGiven(desk, alice, 1_234_567n);
      await commonGiven(desk, bob, 7_777n, desk.miles);
      await spent(alice, 99n, COMMON);
      await (await asRedemption()).payOut(COMMON, 99n, desk.linxun.wallet);
      const { money } = desk.suite;
      let sum = await ledger.fees();
      expect(sum).to.be.greaterThan(0n);
      for (const programme of [COMMON, store, desk.miles, desk.green]) sum += await reserveOf(programme);
      expect(await money.balanceOf(ledger)).to.equal(sum);
      const fees = await ledger.fees();
      await expect((await asProgrammes()).payFees(desk.linxun.wallet))
        .to.emit(ledger, "FeesPaid")
        .withArgs(desk.linxun.wallet, fees);
      expect(await ledger.fees()).to.equal(0n);
      expect(await money.balanceOf(ledger)).to.equal(sum - fees);
    });
  });

  describe("sweep", () => {
    const july = monthOf("2026-07");
    beforeEach(async () => {
      await granted(desk, store, alice, 100_001n);
      await granted(desk, store, bob, 200_000n);
    });

    it("S-2: burns what has expired and nothing else; passes over those that hold nothing, and those named twice", async () => {
      await goTo("2026-07-31", "23:59:57");
      await refused(swept(july, [alice]), "PointsMonthNotExpired", store, july);
      await goTo("2026-08-01", "00:00:00");
      await granted(desk, store, alice, 7n);
      const act = swept(july, [alice, alice, stranger("carol")]);
      await expect(act).to.emit(ledger, "PointsExpired").withArgs(store, alice.address, july, 100_001n);
      await expect(act)
        .to.emit(ledger, "TransferSingle")
        .withArgs(bob.address, alice.address, ZeroAddress, store, 100_001n);
      expect(await held(alice, "2026-07")).to.equal(0n);
      expect(await balanceOf(alice)).to.equal(7n);
      expect(await outstandingOf()).to.equal(200_007n);
    });

    it("gives the issuer back the cover that they free, and no more", async () => {
      await goTo("2026-08-01", "00:00:00");
      const before = await moneyOf(issuer);
      await expect(swept(july, [alice]))
        .to.emit(ledger, "ReserveWithdrawn")
        .withArgs(store, issuer.wallet, 60_001n, RESERVE - 60_001n);
      expect(await moneyOf(issuer)).to.equal(before + 60_001n);
    });

    it("S-7: keeps it in the reserve while the issuer is stopped", async () => {
      await stoppedIssuing(desk, store, undefined);
      await goTo("2026-01-20");
      await (await asProgrammes()).setStops(store, Stops.Clearing, 0n);
      await goTo("2026-08-01", "00:00:00");
      await expect(swept(july, [alice, bob])).not.to.emit(ledger, "ReserveWithdrawn");
      expect(await reserveOf()).to.equal(RESERVE);
      expect(await outstandingOf()).to.equal(0n);
    });

    it("keeps what the issuer owes in the running cycle", async () => {
      await by(issuer.signer).withdrawReserve(store, RESERVE - 180_001n);
      const clearing = desk.suite.pointsClearing.connect(await asPart(desk, "pointsRedemption"));
      await clearing.owe(issuer.id, desk.linxun.id, 50_000n);
      await goTo("2026-08-01", "00:00:00");
      await expect(swept(july, [alice]))
        .to.emit(ledger, "ReserveWithdrawn")
        .withArgs(store, issuer.wallet, 10_001n, 170_000n);
    });

    it("burns any month of a programme that is over", async () => {
      const lastDay = await closing();
      await toDay(lastDay);
      await refused(swept(july, [alice]), "PointsMonthNotExpired", store, july);
      await toDay(lastDay + 1n);
      await swept(july, [alice]);
      await desk.suite.pointsProgrammes.finishClosing(store);
      await swept(july, [bob]);
      expect(await outstandingOf()).to.equal(0n);
      expect(await reserveOf()).to.equal(0n);
    });
  });

  describe("closing", () => {
    it("points are good through the last day, and the reserve is the issuer's afterwards", async () => {
      await granted(desk, store, alice, 1_000n);
      const items = await ledger.openItems();
      const lastDay = await closing();
      await goTo("2026-04-05", "23:59:50");
      expect(await today()).to.equal(lastDay);
      expect(await balanceOf(alice)).to.equal(1_000n);
      const part = await asProgrammes();
      await refused(part.finish(store), "PointsProgrammeNotOver", store, lastDay, lastDay);
      await goTo("2026-04-06", "00:00:00");
      expect(await balanceOf(alice)).to.equal(0n);
      const before = await moneyOf(issuer);
      await part.finish(store);
      expect(await moneyOf(issuer)).to.equal(before + RESERVE);
      expect(await ledger.required(store)).to.equal(0n);
      expect(await ledger.openItems()).to.equal(items - 1n);
      await refused(
        by(issuer.signer).addReserve(store, 1n),
        "PointsProgrammeWrongStatus",
        store,
        ProgrammeStatus.Closed,
        statusBits(ProgrammeStatus.Open, ProgrammeStatus.Closing),
      );
      await refused(
        part.startClosing(store, lastDay),
        "PointsProgrammeWrongStatus",
        store,
        ProgrammeStatus.Closed,
        statusBits(ProgrammeStatus.Open),
      );
    });

    it("what a merchant pays for a refund afterwards is the issuer's to withdraw", async () => {
      await toDay((await closing()) + 1n);
      await desk.suite.pointsProgrammes.finishClosing(store);
      await (await asRedemption()).payBack(store, desk.linxun.wallet, 500n);
      await by(issuer.signer).withdrawReserve(store, 500n);
      expect(await reserveOf()).to.equal(0n);
    });
  });

  describe("who may call", () => {
    it("K-4: the parts of the module alone enter anything", async () => {
      const terms = fields(await ledger.programmeInfo(store)) as Parameters<typeof ledger.open>[0];
      const a = alice.address;
      const calls = [
        by(issuer.signer).open(terms, ZeroHash, 0n),
        by(issuer.signer).setRate(store, 1n),
        by(issuer.signer).setCap(store, 1n),
        by(issuer.signer).setStops(store, 0n, 1n),
        by(issuer.signer).stopUntil(store, 0n),
        by(issuer.signer).startClosing(store, 1n),
        by(issuer.signer).finish(store),
        by(issuer.signer).mint(store, issuer.id, 1n, "0x"),
        by(issuer.signer).takeBack(store, a, 1n, 1n),
        by(issuer.signer).spend(store, a, 1n),
        by(issuer.signer).giveBack(store, a, []),
        by(issuer.signer).exchange(store, a, 1n, 1n, 1n, 1n),
        by(issuer.signer).payOut(store, 1n, issuer.wallet),
        by(issuer.signer).payBack(store, issuer.wallet, 1n),
        by(issuer.signer).drawForCycle([store], [1n]),
        by(issuer.signer).payFees(issuer.wallet),
        by(issuer.signer).transferFor(store, a, issuer.wallet, 1n),
        by(issuer.signer).moveByOrder(store, a, issuer.wallet, 1n),
        by(issuer.signer).freezeAccount(a, 1n),
      ];
      for (const call of calls) await refused(call, "CallerNotPart", issuer.wallet);
    });

    it("K-4: a suspended issuer withdraws nothing, and still adds", async () => {
      await suspend(desk, issuer);
      await expect(by(issuer.signer).withdrawReserve(store, 1n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantWrongStanding",
      );
      await by(issuer.signer).addReserve(store, 1n);
    });
  });
});
