import { expect } from "chai";
import {
  concat,
  getBytes,
  hexlify,
  id,
  MaxUint256,
  Signature,
  toBeHex,
  type Wallet,
  ZeroAddress,
  ZeroHash,
} from "ethers";
import { signedFor } from "../../../../tasks/points/acts.ts";
import type { IPointsRedemption } from "../../../../types/contracts/modules/points/PointsRedemption.js";
import { fields, goTo } from "../../../utils/bills.ts";
import { at, council, DAY, freeze, halt, now, stranger } from "../../../utils/orders.ts";
import {
  accepted,
  bucketsOf,
  commonGiven,
  COMMON,
  Expiry,
  frozenAccount,
  granted,
  HONOUR,
  monthOf,
  nextNonce,
  NO_MONTH,
  opened,
  ORDER,
  pointsDesk,
  type PointsDesk,
  redeemed,
  RESERVE,
  signedRedemption,
  stoppedIssuing,
  toDay,
  today,
} from "../../../utils/points.ts";
import { type Actor, carryOut, ethers } from "../../../utils/suite.ts";

/** Fen for 1,000 of the store's points, which are worth 1,000. */
const RATE = 800n;
const RedemptionStatus = { None: 0n, Redeemed: 1n, Cancelled: 2n } as const;
const REFUND_DAYS = 7n;

describe("PointsRedemption", () => {
  let desk: PointsDesk;
  let merchant: Actor;
  let alice: Wallet;
  let bob: Wallet;

  beforeEach(async () => {
    desk = await pointsDesk();
    ({ alice, bob, linxun: merchant } = desk);
    await accepted(desk, desk.store, merchant, RATE);
  });

  const redemption = () => desk.suite.pointsRedemption;
  const ledger = () => desk.suite.pointsLedger;
  const by = (actor: Actor) => redemption().connect(actor.signer);
  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(redemption(), error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const balanceOf = ({ address }: { address: string }, programme = desk.store) =>
    ledger().balanceOf(address, programme);
  const reserveOf = async (programme: bigint) => (await ledger().bookOf(programme)).reserve;
  const positionOf = async ({ id }: Actor) => {
    const { owes, owed } = await desk.suite.pointsClearing.positionOf(id);
    return { owes, owed };
  };
  const moneyOf = ({ wallet }: Actor) => desk.suite.money.balanceOf(wallet);
  /** Redeemed at a merchant: what was signed, and its digest. */
  async function bought(programme: bigint, account: Wallet, shop: Actor, points: bigint) {
    const [message, signature] = await signedRedemption(desk, programme, account, shop, points);
    await by(shop).redeem(message, signature, 0n);
    return { message, digest: await redemption().digestOf(message) };
  }
  const infoOf = async (redemptionId: string) => fields(await redemption().redemptionInfo(redemptionId));
  const spentOf = async (message: IPointsRedemption.RedemptionStruct) =>
    (await redemption().spentOf(message)).map(({ month, points }) => ({ month, points }));
  /** The running cycle is closed, and what is owed is paid. */
  async function cleared() {
    const { pointsClearing } = desk.suite;
    const { lastDay } = await pointsClearing.currentCycle();
    await toDay(lastDay + 1n);
    await pointsClearing.closeCycle();
  }

  describe("redeem", () => {
    it("emits PointsRedeemed; the issuer owes the merchant by the agreed rate, until the cycle ends", async () => {
      const { store, baihuo } = desk;
      await granted(desk, store, alice, 1_000n);
      const [signedFor, signature] = await signedRedemption(desk, store, alice, merchant, 501n);
      const digest = await redemption().digestOf(signedFor);
      const day = await today();
      const [month] = (await bucketsOf(desk, store, alice)).map((bucket) => bucket.month);
      await expect(by(merchant).redeem(signedFor, signature, 400n))
        .to.emit(redemption(), "PointsRedeemed")
        .withArgs(
          digest,
          store,
          alice.address,
          merchant.id,
          501n,
          400n,
          1n,
          [[month, 501n]],
          ORDER,
          day + REFUND_DAYS,
          signedFor.nonce,
          signedFor.deadline,
        );
      expect(await balanceOf(alice)).to.equal(499n);
      expect((await ledger().bookOf(store)).outstanding).to.equal(499n);
      expect(await positionOf(baihuo)).to.deep.equal({ owes: 400n, owed: 0n });
      expect(await positionOf(merchant)).to.deep.equal({ owes: 0n, owed: 400n });
      expect(await infoOf(digest)).to.deep.equal({
        refundUntil: day + REFUND_DAYS,
        refunded: 0n,
        fen: 400n,
        cycle: 1n,
        firstMonth: month,
        months: 1n,
        status: RedemptionStatus.Redeemed,
      });
      expect(await spentOf(signedFor)).to.deep.equal([{ month, points: 501n }]);
      expect(await redemption().isRedemptionUsed(digest)).to.equal(true);
    });

    it("pays for common points at once, whichever member it is", async () => {
      const common = await commonGiven(desk, alice, 10_000n);
      const [reserve, before] = [await reserveOf(COMMON), await moneyOf(desk.zhixing)];
      const { digest } = await bought(COMMON, alice, desk.zhixing, 1_234n);
      expect((await moneyOf(desk.zhixing)) - before).to.equal(1_234n);
      expect(reserve - (await reserveOf(COMMON))).to.equal(1_234n);
      expect(await balanceOf(alice, COMMON)).to.equal(common - 1_234n);
      expect(await infoOf(digest)).to.include({ fen: 1_234n, cycle: 0n, firstMonth: NO_MONTH });
      expect(await positionOf(desk.zhixing)).to.deep.equal({ owes: 0n, owed: 0n });
    });

    it("an issuer gets nothing for its own points, and nobody for honour points", async () => {
      const { store, green, baihuo, dianli } = desk;
      await granted(desk, store, alice, 100n);
      await granted(desk, green, alice, 100n);
      await accepted(desk, green, merchant, 0n);
      for (const [programme, shop] of [
        [store, baihuo],
        [green, dianli],
        [green, merchant],
      ] as const) {
        const before = await moneyOf(shop);
        const { digest } = await bought(programme, alice, shop, 50n);
        expect(await infoOf(digest)).to.include({ fen: 0n, cycle: 0n });
        expect(await moneyOf(shop)).to.equal(before);
        expect(await positionOf(shop)).to.deep.equal({ owes: 0n, owed: 0n });
      }
    });

    it("S-6: a signed redemption works once", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      const [signedFor, signature] = await signedRedemption(desk, desk.store, alice, merchant, 100n);
      const digest = await redemption().digestOf(signedFor);
      await by(merchant).redeem(signedFor, signature, 0n);
      await refused(by(merchant).redeem(signedFor, signature, 0n), "PointsRedemptionUsed", digest);
      // Nor when all of it has been refunded.
      await by(merchant).refund(signedFor, 100n);
      await refused(by(merchant).redeem(signedFor, signature, 0n), "PointsRedemptionUsed", digest);
      // A like order with another nonce is another redemption.
      await redeemed(desk, desk.store, alice, merchant, 100n);
    });

    it("S-6: a signature is bound to all it says, to the chain, the contract, its name and version", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      await granted(desk, desk.store, bob, 1_000n);
      const [message, signature] = await signedRedemption(desk, desk.store, alice, merchant, 100n);
      const invalid = (account: string) => ["PointsRedemptionSignatureInvalid", account] as const;
      for (const other of [
        { account: bob.address },
        { programme: desk.green },
        { points: 101n },
        { order: id("another order") },
        { nonce: nextNonce() },
        { deadline: BigInt(message.deadline) + 1n },
      ]) {
        const changed = { ...message, ...other };
        await refused(by(merchant).redeem(changed, signature, 0n), ...invalid(changed.account as string));
      }
      const { name, version, chainId, verifyingContract } = await redemption().eip712Domain();
      const right = { name, version, chainId, verifyingContract };
      const fieldList = [
        ["account", "address"],
        ["programme", "uint32"],
        ["merchant", "uint32"],
        ["points", "uint64"],
        ["order", "bytes32"],
        ["nonce", "uint256"],
        ["deadline", "uint256"],
      ].map(([field = "", type = ""]) => ({ name: field, type }));
      const inDomain = (domain: typeof right) => alice.signTypedData(domain, { Redemption: fieldList }, message);
      for (const domain of [
        { ...right, chainId: chainId + 1n },
        { ...right, verifyingContract: await desk.suite.pointsExchange.getAddress() },
        { ...right, name: "RopeNet Points Exchange" },
        { ...right, version: "2" },
      ]) {
        await refused(by(merchant).redeem(message, await inDomain(domain), 0n), ...invalid(alice.address));
      }
      await by(merchant).redeem(message, await inDomain(right), 0n);
    });

    it("X-99: reverts when the signature is another's, short, in the 64-byte form, of high s, or empty", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      const [message, signature] = await signedRedemption(desk, desk.store, alice, merchant, 100n);
      const bytes = getBytes(signature);
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const high = concat([
        bytes.slice(0, 32),
        toBeHex(order - BigInt(hexlify(bytes.slice(32, 64))), 32),
        toBeHex(bytes[64] === 27 ? 28 : 27, 1),
      ]);
      const byBob = await signedFor(redemption(), bob, "Redemption", { ...message });
      const compact = Signature.from(signature).compactSerialized;
      for (const wrong of [byBob, hexlify(bytes.slice(0, 64)), compact, high, "0x"]) {
        await refused(by(merchant).redeem(message, wrong, 0n), "PointsRedemptionSignatureInvalid", alice.address);
      }
      // What recovers to nobody is nobody's signature.
      const nobody = { ...message, account: ZeroAddress };
      await refused(
        by(merchant).redeem(nobody, concat([ZeroHash, ZeroHash, "0x1b"]), 0n),
        "PointsRedemptionSignatureInvalid",
        ZeroAddress,
      );
      await by(merchant).redeem(message, signature, 0n);
    });

    describe("of a contract account (ERC-1271)", () => {
      it("X-98: counts at the moment of redeeming; what the contract answers later changes nothing", async () => {
        const fickle = await ethers.deployContract("FickleWallet");
        const account = await fickle.getAddress();
        await granted(desk, desk.store, { address: account }, 1_000n);
        const message = {
          account,
          programme: desk.store,
          merchant: merchant.id,
          points: 100n,
          order: ORDER,
          nonce: nextNonce(),
          deadline: (await now()) + DAY,
        };
        await fickle.setAgrees(false);
        await refused(by(merchant).redeem(message, "0x01", 0n), "PointsRedemptionSignatureInvalid", account);
        await fickle.setAgrees(true);
        await by(merchant).redeem(message, "0x01", 0n);
        await fickle.setAgrees(false);
        const digest = await redemption().digestOf(message);
        expect(await infoOf(digest)).to.include({ status: RedemptionStatus.Redeemed });
        await fickle.setAgrees(true);
        await refused(by(merchant).redeem(message, "0x01", 0n), "PointsRedemptionUsed", digest);
      });

      it("X-98: takes what its officers sign for it, and for no other account of the same officers", async () => {
        const officers = [stranger("maker"), stranger("checker")] as const;
        const addresses = officers.map(({ address }) => address);
        const [one, two] = await Promise.all([
          ethers.deployContract("JointWallet", [addresses]),
          ethers.deployContract("JointWallet", [addresses]),
        ]);
        const [first, second] = [await one.getAddress(), await two.getAddress()];
        for (const address of [first, second]) await granted(desk, desk.store, { address }, 1_000n);
        const message = {
          account: first,
          programme: desk.store,
          merchant: merchant.id,
          points: 100n,
          order: ORDER,
          nonce: nextNonce(),
          deadline: (await now()) + DAY,
        };
        const parts = await Promise.all(
          officers.map((officer) => signedFor(redemption(), officer, "Redemption", message)),
        );
        const signature = concat(parts);
        const elsewhere = { ...message, account: second };
        await refused(by(merchant).redeem(elsewhere, signature, 0n), "PointsRedemptionSignatureInvalid", second);
        await by(merchant).redeem(message, signature, 0n);
        expect(await balanceOf({ address: first })).to.equal(900n);
        expect(await balanceOf({ address: second })).to.equal(1_000n);
      });
    });

    it("X-58, S-3: spends what expires soonest first, and nothing that has expired though not swept", async () => {
      const { store } = desk;
      await goTo("2026-01-20");
      await granted(desk, store, alice, 100n);
      await goTo("2026-02-10");
      await granted(desk, store, alice, 200n);
      await goTo("2026-03-10");
      await granted(desk, store, alice, 300n);
      const { message } = await bought(store, alice, merchant, 150n);
      expect(await spentOf(message)).to.deep.equal([
        { month: monthOf("2026-07"), points: 100n },
        { month: monthOf("2026-08"), points: 50n },
      ]);
      await goTo("2026-08-31", "23:59:50");
      await redeemed(desk, store, alice, merchant, 1n);
      await goTo("2026-09-01", "00:00:00");
      // 149 of August are gone.
      const [late, signature] = await signedRedemption(desk, store, alice, merchant, 301n);
      await expect(by(merchant).redeem(late, signature, 0n))
        .to.be.revertedWithCustomError(ledger(), "PointsBalanceShort")
        .withArgs(store, alice.address, 300n, 301n);
      await redeemed(desk, store, alice, merchant, 300n);
      expect((await ledger().bookOf(store)).outstanding).to.equal(149n);
    });

    it("X-58: keeps count of many months at once", async () => {
      const { store, baihuo } = desk;
      const months = ["2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];
      for (const [index, month] of months.entries()) {
        await goTo(`${month}-10`);
        await granted(desk, store, alice, BigInt(index + 1) * 10n);
      }
      const { message } = await bought(store, alice, baihuo, 145n);
      const expected = ["2026-08", "2026-09", "2026-10", "2026-11", "2026-12"].map((month, index) => ({
        month: monthOf(month),
        points: index === 4 ? 45n : BigInt(index + 1) * 10n,
      }));
      expect(await spentOf(message)).to.deep.equal(expected);
      // In two parts, from the last on: 45 of December and 15 of November; then 25 of it and 5 of October.
      await by(baihuo).refund(message, 60n);
      await by(baihuo).refund(message, 30n);
      expect(await bucketsOf(desk, store, alice)).to.deep.equal([
        { month: monthOf("2026-10"), points: 5n },
        { month: monthOf("2026-11"), points: 40n },
        { month: monthOf("2026-12"), points: 50n },
      ]);
      await by(baihuo).refund(message, 55n);
      expect((await bucketsOf(desk, store, alice)).map(({ points }) => points)).to.deep.equal([
        10n,
        20n,
        30n,
        40n,
        50n,
      ]);
    });

    it("reverts when it is late; the last second is in time", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      const deadline = (await now()) + 60n;
      const [message, signature] = await signedRedemption(desk, desk.store, alice, merchant, 1n, { deadline });
      const [other, second] = await signedRedemption(desk, desk.store, alice, merchant, 1n, { deadline });
      await at(deadline);
      await by(merchant).redeem(message, signature, 0n);
      await at(deadline + 1n);
      await refused(by(merchant).redeem(other, second, 0n), "PointsRedemptionExpired", alice.address, deadline);
    });

    it("reverts when another than the named merchant sends it, or nobody's account", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      await accepted(desk, desk.store, desk.zhixing, RATE);
      const [message, signature] = await signedRedemption(desk, desk.store, alice, merchant, 100n);
      await refused(
        by(desk.zhixing).redeem(message, signature, 0n),
        "PointsRedemptionNotMerchant",
        desk.zhixing.id,
        merchant.id,
      );
      await expect(redemption().connect(alice).redeem(message, signature, 0n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "AccountUnknown",
      );
    });

    it("S-9: reverts when the merchant does not accept the points, or no more", async () => {
      const { store, zhixing, guanshan, baihuo, suite } = desk;
      await granted(desk, store, alice, 1_000n);
      await commonGiven(desk, alice, 1_000n);
      for (const [programme, shop] of [
        [store, zhixing],
        [COMMON, guanshan],
      ] as const) {
        const [message, signature] = await signedRedemption(desk, programme, alice, shop, 1n);
        await refused(by(shop).redeem(message, signature, 0n), "PointsRedemptionNotAccepted", programme, shop.id);
      }
      await redeemed(desk, store, alice, merchant, 1n);
      await suite.pointsProgrammes.connect(baihuo.signer).endAcceptance(store, merchant.id);
      const [message, signature] = await signedRedemption(desk, store, alice, merchant, 1n);
      await refused(by(merchant).redeem(message, signature, 0n), "PointsRedemptionNotAccepted", store, merchant.id);
    });

    it("reverts when it is for nothing, for more than the account has, or for less than the merchant asks", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      const draft = (points: bigint) => signedRedemption(desk, desk.store, alice, merchant, points);
      const [nothing, first] = await draft(0n);
      await refused(by(merchant).redeem(nothing, first, 0n), "PointsRedemptionNothing");
      const [tooMuch, second] = await draft(1_001n);
      await expect(by(merchant).redeem(tooMuch, second, 0n))
        .to.be.revertedWithCustomError(ledger(), "PointsBalanceShort")
        .withArgs(desk.store, alice.address, 1_000n, 1_001n);
      const [cheap, third] = await draft(1_000n);
      await refused(by(merchant).redeem(cheap, third, 801n), "PointsRedemptionBelowLimit", 800n, 801n);
      await by(merchant).redeem(cheap, third, 800n);
    });

    it("S-7: a stopped issuer's points are paid for at once, to the extent of its reserve, alike for all", async () => {
      const { store, baihuo } = desk;
      // 60 % of them are covered: ¥12,000.00, of which the wallet has added 2,000.
      for (const user of [alice, bob]) await granted(desk, store, user, 1_000_000n);
      await stoppedIssuing(desk, store);
      for (const user of [alice, bob]) {
        const before = await moneyOf(merchant);
        const { digest } = await bought(store, user, merchant, 1_000_000n);
        expect((await moneyOf(merchant)) - before).to.equal(600_000n);
        expect(await infoOf(digest)).to.include({ fen: 600_000n, cycle: 0n });
      }
      expect(await reserveOf(store)).to.equal(0n);
      expect(await positionOf(baihuo)).to.deep.equal({ owes: 0n, owed: 0n });
    });

    it("S-7: at once by the agreed rate, where the reserve is more; also of an issuer that is frozen", async () => {
      const { store, baihuo } = desk;
      await granted(desk, store, alice, 100_000n);
      await freeze(desk, baihuo.id);
      const before = await moneyOf(merchant);
      await redeemed(desk, store, alice, merchant, 100_000n);
      expect((await moneyOf(merchant)) - before).to.equal(80_000n);
      expect(await reserveOf(store)).to.equal(RESERVE - 80_000n);
    });

    it("S-1: leaves what is outstanding of a stopped issuer covered", async () => {
      await granted(desk, desk.store, alice, 1_666_667n);
      await stoppedIssuing(desk, desk.store);
      for (const points of [1n, 2n, 3n, 999n, 333_333n]) {
        await redeemed(desk, desk.store, alice, merchant, points);
        expect(await reserveOf(desk.store)).to.be.greaterThanOrEqual(await ledger().required(desk.store));
      }
    });

    it("goes on while a programme is closing, and ends with it", async () => {
      const { miles, suite } = desk;
      await accepted(desk, miles, merchant, 5_000n);
      await granted(desk, miles, alice, 100n);
      await suite.pointsProgrammes.connect(desk.qianyi.signer).closeProgramme(miles, id("notice"));
      const { closesAfter } = await ledger().programmeInfo(miles);
      await toDay(closesAfter);
      await redeemed(desk, miles, alice, merchant, 60n);
      await toDay(closesAfter + 1n);
      const [message, signature] = await signedRedemption(desk, miles, alice, merchant, 1n);
      await expect(by(merchant).redeem(message, signature, 0n)).to.be.revertedWithCustomError(
        ledger(),
        "PointsBalanceShort",
      );
    });

    it("K-12: goes on in a halted module", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      await halt(desk, "points");
      const { message } = await bought(desk.store, alice, merchant, 100n);
      await by(merchant).refund(message, 40n);
      expect(await balanceOf(alice)).to.equal(940n);
    });

    it("K-4, K-11: neither a frozen account nor a frozen participant's redeems, and no frozen merchant", async () => {
      const { store, guanshan } = desk;
      await granted(desk, store, alice, 1_000n);
      await granted(desk, store, bob, 1_000n);
      await frozenAccount(desk, alice);
      const [ofFrozen, first] = await signedRedemption(desk, store, alice, merchant, 1n);
      await expect(by(merchant).redeem(ofFrozen, first, 0n)).to.be.revertedWithCustomError(
        ledger(),
        "PointsAccountFrozen",
      );
      await granted(desk, store, { address: guanshan.wallet }, 10n);
      await freeze(desk, guanshan.id);
      const draft = { account: guanshan.wallet, programme: store, merchant: merchant.id, points: 1n, order: ORDER };
      const ofMember = { ...draft, nonce: nextNonce(), deadline: (await now()) + DAY };
      const second = await signedFor(redemption(), guanshan.signer, "Redemption", ofMember);
      await expect(by(merchant).redeem(ofMember, second, 0n))
        .to.be.revertedWithCustomError(ledger(), "PointsAccountServesFrozen")
        .withArgs(guanshan.wallet, guanshan.id);
      await freeze(desk, merchant.id);
      const [atFrozen, third] = await signedRedemption(desk, store, bob, merchant, 1n);
      await expect(by(merchant).redeem(atFrozen, third, 0n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
    });

    it("takes at most 150,000 gas by signature, with the merchant's claim or its money", async () => {
      const { store } = desk;
      for (const user of [alice, bob]) {
        await granted(desk, store, user, 1_000n);
        await commonGiven(desk, user, 1_000n);
      }
      for (const programme of [store, COMMON]) {
        await redeemed(desk, programme, alice, merchant, 100n);
        const [message, signature] = await signedRedemption(desk, programme, bob, merchant, 100n);
        const receipt = await (await by(merchant).redeem(message, signature, 0n)).wait();
        expect(receipt?.gasUsed).to.be.lessThanOrEqual(150_000n);
      }
    });
  });

  describe("refund", () => {
    it("S-3, X-59: returns to the buckets of origin, last spent first; what has expired stays so: vector 9", async () => {
      const { store } = desk;
      await goTo("2026-03-15");
      await granted(desk, store, alice, 1_000n);
      await goTo("2026-04-02");
      await granted(desk, store, alice, 500n);
      await goTo("2026-09-30");
      const { message, digest } = await bought(store, alice, merchant, 1_200n);
      expect(await spentOf(message)).to.deep.equal([
        { month: monthOf("2026-09"), points: 1_000n },
        { month: monthOf("2026-10"), points: 200n },
      ]);
      await goTo("2026-10-05");
      await expect(by(merchant).refund(message, 400n))
        .to.emit(redemption(), "PointsRefunded")
        .withArgs(digest, store, alice.address, merchant.id, 400n, 200n, 200n, 320n, [
          [monthOf("2026-10"), 200n],
          [monthOf("2026-09"), 200n],
        ]);
      expect(await balanceOf(alice)).to.equal(500n);
      expect(await ledger().bucketOf(store, alice.address, monthOf("2026-09"))).to.equal(0n);
      expect(await bucketsOf(desk, store, alice)).to.deep.equal([{ month: monthOf("2026-10"), points: 500n }]);
    });

    it("X-59: gives months of grace only where the programme does, and life is not longer by more", async () => {
      const { dianli, suite } = desk;
      const graced = await opened(desk, dianli, {
        ...HONOUR,
        expiry: Expiry.MonthsFromGrant,
        expiryMonths: 2n,
        graceMonths: 1n,
      });
      await accepted(desk, graced, merchant, 0n);
      await by(merchant).setRefundDays(90n);
      await goTo("2026-02-10");
      await granted(desk, graced, alice, 100n);
      await goTo("2026-04-30");
      const { message } = await bought(graced, alice, merchant, 100n);
      await goTo("2026-05-31", "23:59:00");
      await expect(by(merchant).refund(message, 60n))
        .to.emit(suite.pointsLedger, "PointsReturned")
        .withArgs(graced, alice.address, [[monthOf("2026-05"), 60n]], 0n);
      await goTo("2026-06-01", "00:00:00");
      expect(await balanceOf(alice, graced)).to.equal(0n);
      await expect(by(merchant).refund(message, 40n))
        .to.emit(suite.pointsLedger, "PointsReturned")
        .withArgs(graced, alice.address, [], 40n);
    });

    it("S-4, X-62: in parts, the merchant keeps what the rest is worth, rounded down, and in the end nothing", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      // 7 points at 0.8 fen: 5 fen.
      const { message, digest } = await bought(desk.store, alice, merchant, 7n);
      expect(await infoOf(digest)).to.include({ fen: 5n });
      let kept = 5n;
      for (let left = 6n; left >= 0n; --left) {
        const fen = kept - (5n * left) / 7n;
        const call = by(merchant).refund(message, 1n);
        await expect(call).to.emit(redemption(), "PointsRefunded");
        kept -= fen;
        expect(await positionOf(merchant)).to.deep.equal({ owes: 0n, owed: kept });
        expect(kept).to.be.lessThanOrEqual((left * RATE) / 1_000n);
      }
      expect(kept).to.equal(0n);
      expect(await balanceOf(alice)).to.equal(1_000n);
      await refused(by(merchant).refund(message, 1n), "PointsRedemptionRefundExceeds", digest, 1n, 0n);
    });

    it("undoes so much of the debt while its cycle runs, also after the last day", async () => {
      const { store, baihuo, suite } = desk;
      await granted(desk, store, alice, 1_000n);
      const { message } = await bought(store, alice, merchant, 1_000n);
      const { lastDay } = await suite.pointsClearing.currentCycle();
      await toDay(lastDay + 1n);
      const before = await moneyOf(merchant);
      await by(merchant).refund(message, 400n);
      expect(await positionOf(baihuo)).to.deep.equal({ owes: 480n, owed: 0n });
      expect(await positionOf(merchant)).to.deep.equal({ owes: 0n, owed: 480n });
      expect(await moneyOf(merchant)).to.equal(before);
    });

    it("after its cycle the merchant pays into the reserve at once, and becomes nobody's debtor", async () => {
      const { store, baihuo } = desk;
      await by(merchant).setRefundDays(30n);
      await granted(desk, store, alice, 1_000n);
      const { message } = await bought(store, alice, merchant, 1_000n);
      await cleared();
      // Others of the new cycle are not touched.
      await granted(desk, store, bob, 1_000n);
      await redeemed(desk, store, bob, merchant, 1_000n);
      const [before, reserve] = [await moneyOf(merchant), await reserveOf(store)];
      await expect(by(merchant).refund(message, 400n))
        .to.emit(ledger(), "ReserveAdded")
        .withArgs(store, merchant.wallet, 320n, reserve + 320n);
      expect(before - (await moneyOf(merchant))).to.equal(320n);
      expect(await positionOf(baihuo)).to.deep.equal({ owes: 800n, owed: 0n });
      expect(await positionOf(merchant)).to.deep.equal({ owes: 0n, owed: 800n });
      expect(await balanceOf(alice)).to.equal(400n);
    });

    it("gives back at once what was paid at once: for common points, and a stopped issuer's", async () => {
      const { store } = desk;
      const common = await commonGiven(desk, alice, 1_000n);
      const { message: paid } = await bought(COMMON, alice, merchant, common);
      await granted(desk, store, bob, 1_000n);
      await stoppedIssuing(desk, store);
      const { message: stopped } = await bought(store, bob, merchant, 1_000n);
      for (const [programme, message, points, fen] of [
        [COMMON, paid, common, common],
        [store, stopped, 1_000n, 800n],
      ] as const) {
        const [before, reserve] = [await moneyOf(merchant), await reserveOf(programme)];
        await by(merchant).refund(message, points);
        expect(before - (await moneyOf(merchant))).to.equal(fen);
        expect((await reserveOf(programme)) - reserve).to.equal(fen);
      }
      expect(await balanceOf(alice, COMMON)).to.equal(common);
      expect(await balanceOf(bob)).to.equal(1_000n);
    });

    it("S-1: takes the cover that the issuer has withdrawn meanwhile out of its wallet, or waits for it", async () => {
      const { store, baihuo, suite } = desk;
      await granted(desk, store, alice, 1_000_000n);
      const { message } = await bought(store, alice, baihuo, 1_000_000n);
      await ledger().connect(baihuo.signer).withdrawReserve(store, RESERVE);
      await suite.money.connect(baihuo.signer).approve(suite.pointsLedger, 0n);
      await expect(by(baihuo).refund(message, 1_000n))
        .to.be.revertedWithCustomError(ledger(), "PointsReserveShort")
        .withArgs(store, 0n, 600n);
      await suite.money.connect(baihuo.signer).approve(suite.pointsLedger, MaxUint256);
      await by(baihuo).refund(message, 1_000n);
      expect(await reserveOf(store)).to.equal(600n);
    });

    it("reverts when the merchant's wallet can't or may not pay", async () => {
      const { suite } = desk;
      const common = await commonGiven(desk, alice, 1_000n);
      const { message } = await bought(COMMON, alice, merchant, common);
      await suite.money.connect(merchant.signer).approve(suite.pointsLedger, common - 1n);
      await expect(by(merchant).refund(message, common)).to.be.revertedWithCustomError(
        suite.money,
        "ERC20InsufficientAllowance",
      );
      await by(merchant).refund(message, common - 1n);
    });

    it("ends with its last day in UTC+8, as it was when the points were redeemed", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      await goTo("2026-02-01", "23:59:00");
      const { message, digest } = await bought(desk.store, alice, merchant, 100n);
      await by(merchant).setRefundDays(0n);
      const sameDay = await bought(desk.store, alice, merchant, 100n);
      await goTo("2026-02-02", "00:00:00");
      const day = await today();
      await refused(
        by(merchant).refund(sameDay.message, 1n),
        "PointsRedemptionRefundOver",
        sameDay.digest,
        day - 1n,
        day,
      );
      await goTo("2026-02-08", "23:59:50");
      await by(merchant).refund(message, 1n);
      await goTo("2026-02-09", "00:00:00");
      await refused(by(merchant).refund(message, 1n), "PointsRedemptionRefundOver", digest, day + 6n, day + 7n);
    });

    it("returns points to a frozen account, where the freeze holds them, and by a merchant that has left", async () => {
      const { suite } = desk;
      const common = await commonGiven(desk, alice, 1_000n);
      const { message } = await bought(COMMON, alice, merchant, common);
      await frozenAccount(desk, alice);
      const leaving = { target: suite.pointsProgrammes, name: "removeMember", args: [merchant.id] };
      await carryOut(suite, [leaving], council(desk));
      expect(await suite.pointsProgrammes.isMember(merchant.id)).to.equal(false);
      await by(merchant).refund(message, common);
      expect(await balanceOf(alice, COMMON)).to.equal(common);
    });

    it("after the programme's end gives the fen back, and the points are void", async () => {
      const { miles, qianyi, suite } = desk;
      await accepted(desk, miles, merchant, 5_000n);
      await by(merchant).setRefundDays(365n);
      await granted(desk, miles, alice, 100n);
      await suite.pointsProgrammes.connect(qianyi.signer).closeProgramme(miles, id("notice"));
      const { message } = await bought(miles, alice, merchant, 100n);
      const { closesAfter } = await ledger().programmeInfo(miles);
      await cleared();
      await toDay(closesAfter + 1n);
      await suite.pointsProgrammes.finishClosing(miles);
      await expect(by(merchant).refund(message, 100n))
        .to.emit(suite.pointsLedger, "PointsReturned")
        .withArgs(miles, alice.address, [], 100n);
      // It is the issuer's.
      await ledger().connect(qianyi.signer).withdrawReserve(miles, 500n);
    });

    it("reverts when it is unknown, another's, for nothing or for more than is left", async () => {
      const { store, zhixing } = desk;
      await granted(desk, store, alice, 1_000n);
      const { message, digest } = await bought(store, alice, merchant, 100n);
      const [unknown] = await signedRedemption(desk, store, alice, merchant, 100n);
      const unused = await redemption().digestOf(unknown);
      await refused(by(merchant).refund(unknown, 1n), "PointsRedemptionUnknown", unused);
      await refused(redemption().spentOf(unknown), "PointsRedemptionUnknown", unused);
      await refused(by(zhixing).refund(message, 1n), "PointsRedemptionNotMerchant", zhixing.id, merchant.id);
      await refused(by(merchant).refund(message, 0n), "PointsRedemptionNothing");
      await by(merchant).refund(message, 30n);
      await refused(by(merchant).refund(message, 71n), "PointsRedemptionRefundExceeds", digest, 71n, 70n);
      await freeze(desk, merchant.id);
      await expect(by(merchant).refund(message, 1n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
    });
  });

  describe("cancelRedemption", () => {
    it("S-6: emits RedemptionCancelled; what was signed is void", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      const [message, signature] = await signedRedemption(desk, desk.store, alice, merchant, 100n);
      const digest = await redemption().digestOf(message);
      await refused(
        redemption().connect(bob).cancelRedemption(message),
        "PointsRedemptionNotAccount",
        bob.address,
        alice.address,
      );
      await expect(redemption().connect(alice).cancelRedemption(message))
        .to.emit(redemption(), "RedemptionCancelled")
        .withArgs(digest, alice.address);
      expect(await redemption().isRedemptionUsed(digest)).to.equal(true);
      await refused(by(merchant).redeem(message, signature, 0n), "PointsRedemptionUsed", digest);
      await refused(redemption().connect(alice).cancelRedemption(message), "PointsRedemptionUsed", digest);
      await refused(by(merchant).refund(message, 1n), "PointsRedemptionUnknown", digest);
    });

    it("reverts when it was redeemed", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      const [message, signature] = await signedRedemption(desk, desk.store, alice, merchant, 100n);
      await by(merchant).redeem(message, signature, 0n);
      await refused(
        redemption().connect(alice).cancelRedemption(message),
        "PointsRedemptionUsed",
        await redemption().digestOf(message),
      );
    });
  });

  describe("setRefundDays", () => {
    it("emits RefundDaysSet; a merchant that has set none refunds within 7 days", async () => {
      expect(await redemption().refundDaysOf(merchant.id)).to.equal(REFUND_DAYS);
      for (const days of [0n, 365n]) {
        await expect(by(merchant).setRefundDays(days))
          .to.emit(redemption(), "RefundDaysSet")
          .withArgs(merchant.id, days);
        expect(await redemption().refundDaysOf(merchant.id)).to.equal(days);
      }
      await refused(by(merchant).setRefundDays(366n), "PointsRedemptionRefundDaysOutOfRange", 366n, 365n);
    });
  });

  describe("previewRedemption", () => {
    it("tells what the merchant would get, and when", async () => {
      const { store, baihuo, zhixing } = desk;
      const preview = async (programme: bigint, shop: Actor) => [
        ...(await redemption().previewRedemption(programme, shop.id, 1_000n)),
      ];
      expect(await preview(store, merchant)).to.deep.equal([true, 800n, false]);
      expect(await preview(store, baihuo)).to.deep.equal([true, 0n, false]);
      expect(await preview(store, zhixing)).to.deep.equal([false, 0n, false]);
      expect(await preview(99n, merchant)).to.deep.equal([false, 0n, false]);
      expect(await preview(COMMON, zhixing)).to.deep.equal([true, 1_000n, true]);
      await granted(desk, store, alice, 2_000_000n);
      await stoppedIssuing(desk, store);
      expect(await preview(store, merchant)).to.deep.equal([true, 600n, true]);
    });
  });

  it("X-100: has the type that users sign", async () => {
    const type =
      "Redemption(address account,uint32 programme,uint32 merchant,uint64 points,bytes32 order,uint256 nonce,uint256 deadline)";
    expect(await redemption().REDEMPTION_TYPEHASH()).to.equal(id(type));
    const { name, version } = await redemption().eip712Domain();
    expect([name, version]).to.deep.equal(["RopeNet Points Redemption", "1"]);
  });
});
