import { expect } from "chai";
import { concat, getBytes, hexlify, id, Signature, toBeHex, type Wallet } from "ethers";
import { signedFor } from "../../../../tasks/points/acts.ts";
import { goTo } from "../../../utils/bills.ts";
import { at, DAY, freeze, halt, now, stranger } from "../../../utils/orders.ts";
import {
  bucketsOf,
  COMMON,
  Expiry,
  frozenAccount,
  granted,
  HONOUR,
  monthOf,
  nextNonce,
  NO_MONTH,
  opened,
  pointsDesk,
  type PointsDesk,
  RESERVE,
  ruled,
  signedExchange,
  signedTransfer,
  stoppedIssuing,
  toDay,
} from "../../../utils/points.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

/** The store's rate: common points for 1,000; the alliance's fee, in 1/10,000. */
const RATE = 900n;
const FEE = 50n;

describe("PointsExchange", () => {
  let desk: PointsDesk;
  let alice: Wallet;
  let bob: Wallet;

  beforeEach(async () => {
    desk = await pointsDesk();
    ({ alice, bob } = desk);
  });

  const exchange = () => desk.suite.pointsExchange;
  const ledger = () => desk.suite.pointsLedger;
  const by = (actor: Actor) => exchange().connect(actor.signer);
  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(exchange(), error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const balanceOf = ({ address }: { address: string }, programme = desk.store) =>
    ledger().balanceOf(address, programme);
  const reserveOf = async (programme: bigint) => (await ledger().bookOf(programme)).reserve;

  describe("exchange", () => {
    it("emits PointsExchanged; the reserve moves with the points, and the fee is the alliance's", async () => {
      const { store } = desk;
      await granted(desk, store, alice, 10_001n);
      const [month] = (await bucketsOf(desk, store, alice)).map((bucket) => bucket.month);
      // 9,000.9 and 45: both favour the reserve.
      await expect(exchange().connect(alice).exchange(store, 10_001n, 8_955n))
        .to.emit(exchange(), "PointsExchanged")
        .withArgs(store, alice.address, 10_001n, 8_955n, 45n, 9_000n, RATE, [[month, 10_001n]]);
      expect(await balanceOf(alice)).to.equal(0n);
      expect(await bucketsOf(desk, COMMON, alice)).to.deep.equal([{ month: NO_MONTH, points: 8_955n }]);
      expect(await reserveOf(store)).to.equal(RESERVE - 9_000n);
      expect(await reserveOf(COMMON)).to.equal(8_955n);
      expect(await ledger().fees()).to.equal(45n);
      expect((await ledger().bookOf(COMMON)).outstanding).to.equal(8_955n);
    });

    it("S-4, X-62: rounds against whom it is for, in however many parts", async () => {
      const { store } = desk;
      for (const user of [alice, bob]) await granted(desk, store, user, 1_000n);
      await exchange().connect(alice).exchange(store, 1_000n, 0n);
      for (let i = 0; i < 10; ++i) await exchange().connect(bob).exchange(store, 100n, 0n);
      expect(await balanceOf(alice, COMMON)).to.equal(895n);
      // 90 less a fee of 0.45, rounded up.
      expect(await balanceOf(bob, COMMON)).to.equal(890n);
      await granted(desk, store, alice, 3n);
      // 2.7: 2, less 1.
      expect([...(await exchange().previewExchange(store, 3n))]).to.deep.equal([1n, 1n, 2n]);
      await refused(exchange().connect(alice).exchange(store, 2n, 0n), "PointsExchangeTooSmall", store, 2n);
      await refused(exchange().connect(alice).exchange(store, 0n, 0n), "PointsExchangeTooSmall", store, 0n);
    });

    it("S-4: at parity and without a fee it is worth the same, and never more", async () => {
      const { store, miles, baihuo, qianyi, suite } = desk;
      await ruled(desk, "setFee", [0n]);
      for (const [programme, issuer, rate, points] of [
        [store, baihuo, 1_000n, 777n],
        [miles, qianyi, 5_000n, 777n],
      ] as const) {
        await suite.pointsProgrammes.connect(issuer.signer).setRate(programme, rate);
        await granted(desk, programme, alice, points);
        const worth = await ledger().worthOf(programme, points);
        const before = await balanceOf(alice, COMMON);
        await exchange().connect(alice).exchange(programme, points, 0n);
        expect((await balanceOf(alice, COMMON)) - before).to.equal(worth);
      }
    });

    it("S-1: common points are covered in full, what the reserve lacks by the issuer's wallet, or there are none", async () => {
      const { store, baihuo, suite } = desk;
      // 60 % of ¥20,000.00: the wallet has added ¥2,000.00.
      await granted(desk, store, alice, 2_000_000n);
      expect(await reserveOf(store)).to.equal(1_200_000n);
      await exchange().connect(alice).exchange(store, 1_000_000n, 0n);
      expect(await reserveOf(COMMON)).to.equal(895_500n);
      // 900,000 have left; what is outstanding still needs 600,000.
      expect(await reserveOf(store)).to.equal(600_000n);
      await suite.money.connect(baihuo.signer).approve(suite.pointsLedger, 0n);
      await expect(exchange().connect(alice).exchange(store, 1_000_000n, 0n)).to.be.revertedWithCustomError(
        ledger(),
        "PointsReserveShort",
      );
      expect(await balanceOf(alice)).to.equal(1_000_000n);
    });

    it("S-7: of a stopped issuer as much as its reserve yields, the same for all", async () => {
      const { store } = desk;
      for (const user of [alice, bob]) await granted(desk, store, user, 1_000_000n);
      await stoppedIssuing(desk, store);
      // 0.6 fen a point instead of 0.9 common ones.
      for (const user of [alice, bob]) {
        await exchange().connect(user).exchange(store, 1_000_000n, 0n);
        expect(await balanceOf(user, COMMON)).to.equal(597_000n);
      }
      expect(await reserveOf(store)).to.equal(0n);
      expect(await reserveOf(COMMON)).to.equal(1_194_000n);
      expect(await ledger().fees()).to.equal(6_000n);
    });

    it("X-58, S-3: what expires soonest goes first, and nothing that has expired", async () => {
      const { store } = desk;
      await goTo("2026-01-20");
      await granted(desk, store, alice, 100n);
      await goTo("2026-02-10");
      await granted(desk, store, alice, 200n);
      await goTo("2026-07-31", "23:59:50");
      await exchange().connect(alice).exchange(store, 50n, 0n);
      expect(await bucketsOf(desk, store, alice)).to.deep.equal([
        { month: monthOf("2026-07"), points: 50n },
        { month: monthOf("2026-08"), points: 200n },
      ]);
      await goTo("2026-08-01", "00:00:00");
      await expect(exchange().connect(alice).exchange(store, 201n, 0n))
        .to.be.revertedWithCustomError(ledger(), "PointsBalanceShort")
        .withArgs(store, alice.address, 200n, 201n);
      await exchange().connect(alice).exchange(store, 200n, 0n);
    });

    it("goes on while the programme is closing, and ends with it", async () => {
      const { miles, qianyi, suite } = desk;
      await granted(desk, miles, alice, 100n);
      await suite.pointsProgrammes.connect(qianyi.signer).closeProgramme(miles, id("notice"));
      const { closesAfter } = await ledger().programmeInfo(miles);
      await toDay(closesAfter);
      await exchange().connect(alice).exchange(miles, 50n, 0n);
      await toDay(closesAfter + 1n);
      await expect(exchange().connect(alice).exchange(miles, 50n, 0n)).to.be.revertedWithCustomError(
        ledger(),
        "PointsBalanceShort",
      );
    });

    it("reverts when the points are not exchangeable: honour points, common ones, those that were never to be", async () => {
      const { dianli, linxun, suite } = desk;
      const honour = await opened(desk, dianli, HONOUR);
      await suite.pointsClearing.connect(linxun.signer).addDeposit(1_000_000n);
      const closed = await opened(desk, linxun, {
        exchangeable: false,
        rate: 0n,
        expiry: Expiry.Never,
        expiryMonths: 0n,
      });
      for (const programme of [honour, COMMON, closed]) {
        await refused(exchange().connect(alice).exchange(programme, 1_000n, 0n), "PointsExchangeNotOpen", programme);
      }
      await expect(exchange().connect(alice).exchange(99n, 1n, 0n))
        .to.be.revertedWithCustomError(ledger(), "PointsProgrammeUnknown")
        .withArgs(99n);
    });

    it("reverts when it yields less than the user asks, or the account has less", async () => {
      const { store, baihuo, suite } = desk;
      await granted(desk, store, alice, 1_000n);
      await suite.pointsProgrammes.connect(baihuo.signer).setRate(store, 800n);
      await refused(exchange().connect(alice).exchange(store, 1_000n, 895n), "PointsExchangeBelowLimit", 796n, 895n);
      await exchange().connect(alice).exchange(store, 1_000n, 796n);
      await expect(exchange().connect(alice).exchange(store, 1_000n, 0n)).to.be.revertedWithCustomError(
        ledger(),
        "PointsBalanceShort",
      );
    });

    it("K-12: stops in a halted module", async () => {
      await granted(desk, desk.store, alice, 1_000n);
      await halt(desk, "points");
      await expect(exchange().connect(alice).exchange(desk.store, 100n, 0n)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantModuleHalted",
      );
    });

    it("K-4, K-11: reverts when the account is frozen, or serves a frozen participant", async () => {
      const { store, guanshan } = desk;
      await granted(desk, store, alice, 1_000n);
      await granted(desk, store, { address: guanshan.wallet }, 1_000n);
      await frozenAccount(desk, alice);
      await freeze(desk, guanshan.id);
      await expect(exchange().connect(alice).exchange(store, 100n, 0n)).to.be.revertedWithCustomError(
        ledger(),
        "PointsAccountFrozen",
      );
      await expect(by(guanshan).exchange(store, 100n, 0n)).to.be.revertedWithCustomError(
        ledger(),
        "PointsAccountServesFrozen",
      );
    });

    it("takes at most three times an ERC-1155 transfer's gas, to who has common points and who has none", async () => {
      const control = await ethers.deployContract("ControlERC1155");
      for (const user of [alice, bob]) await granted(desk, desk.store, user, 1_000n);
      await exchange().connect(alice).exchange(desk.store, 100n, 0n);
      await control.mint(alice.address, 1n, 1_000n);
      const gasOf = async (sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>) =>
        (await (await sent).wait())?.gasUsed ?? 0n;
      for (let i = 0; i < 2; ++i) {
        const transfer = await gasOf(
          control.connect(alice).safeTransferFrom(alice.address, bob.address, 1n, 100n, "0x"),
        );
        const mine = await gasOf(exchange().connect(bob).exchange(desk.store, 100n, 0n));
        expect(mine).to.be.lessThanOrEqual(3n * transfer);
      }
    });
  });

  describe("exchangeFor", () => {
    it("S-6: a signed exchange works once, sent by the issuer", async () => {
      const { store, baihuo } = desk;
      await granted(desk, store, alice, 1_000n);
      const args = await signedExchange(desk, store, alice, 100n);
      await expect(by(baihuo).exchangeFor(...args)).to.emit(exchange(), "PointsExchanged");
      expect(await balanceOf(alice, COMMON)).to.equal(89n);
      expect(await exchange().isNonceUsed(alice.address, args[4])).to.equal(true);
      await refused(by(baihuo).exchangeFor(...args), "PointsExchangeNonceUsed", alice.address, args[4]);
      // Nor with the same number for something else, nor for a transfer.
      const again = await signedExchange(desk, store, alice, 200n, { nonce: args[4] });
      await refused(by(baihuo).exchangeFor(...again), "PointsExchangeNonceUsed", alice.address, args[4]);
      const transfer = await signedTransfer(desk, store, alice, bob.address, 1n, { nonce: args[4] });
      await refused(by(baihuo).transferFor(...transfer), "PointsExchangeNonceUsed", alice.address, args[4]);
      // The number is the account's own.
      await granted(desk, store, bob, 1_000n);
      await by(baihuo).exchangeFor(...(await signedExchange(desk, store, bob, 100n, { nonce: args[4] })));
    });

    it("S-9: is sent by the issuer and by exchange partners on its list alone", async () => {
      const { store, baihuo, zhixing, suite } = desk;
      await granted(desk, store, alice, 1_000n);
      const args = await signedExchange(desk, store, alice, 100n);
      await refused(by(zhixing).exchangeFor(...args), "PointsExchangeNotPartner", store, zhixing.wallet);
      await suite.pointsProgrammes.connect(baihuo.signer).setExchangePartner(store, zhixing.id, true);
      await by(zhixing).exchangeFor(...args);
      await suite.pointsProgrammes.connect(baihuo.signer).setExchangePartner(store, zhixing.id, false);
      const more = await signedExchange(desk, store, alice, 100n);
      await refused(by(zhixing).exchangeFor(...more), "PointsExchangeNotPartner", store, zhixing.wallet);
      await expect(
        exchange()
          .connect(alice)
          .exchangeFor(...more),
      ).to.be.revertedWithCustomError(suite.participants, "AccountUnknown");
    });

    it("S-6: a signature is bound to all it says, to the chain, the contract, its name and version", async () => {
      const { store, miles, baihuo } = desk;
      for (const user of [alice, bob]) await granted(desk, store, user, 1_000n);
      const [, account, points, atLeast, nonce, deadline, signature] = await signedExchange(desk, store, alice, 100n, {
        atLeast: 80n,
      });
      await refused(
        by(desk.qianyi).exchangeFor(miles, account, points, atLeast, nonce, deadline, signature),
        "PointsExchangeSignatureInvalid",
        alice.address,
      );
      for (const changed of [
        [bob.address, points, atLeast, nonce, deadline],
        [account, points + 1n, atLeast, nonce, deadline],
        [account, points, atLeast - 1n, nonce, deadline],
        [account, points, atLeast, nonce + 1_000_000n, deadline],
        [account, points, atLeast, nonce, deadline + 1n],
      ] as const) {
        await refused(
          by(baihuo).exchangeFor(store, ...changed, signature),
          "PointsExchangeSignatureInvalid",
          changed[0],
        );
      }
      const { name, version, chainId, verifyingContract } = await exchange().eip712Domain();
      const right = { name, version, chainId, verifyingContract };
      const Exchange = [
        { name: "programme", type: "uint32" },
        { name: "account", type: "address" },
        { name: "points", type: "uint64" },
        { name: "atLeast", type: "uint64" },
        { name: "nonce", type: "uint256" },
        { name: "deadline", type: "uint256" },
      ];
      const message = { programme: store, account, points, atLeast, nonce, deadline };
      const sent = async (domain: typeof right) =>
        by(baihuo).exchangeFor(
          store,
          account,
          points,
          atLeast,
          nonce,
          deadline,
          await alice.signTypedData(domain, { Exchange }, message),
        );
      for (const domain of [
        { ...right, chainId: chainId + 1n },
        { ...right, verifyingContract: await desk.suite.pointsRedemption.getAddress() },
        { ...right, name: "RopeNet Points Redemption" },
        { ...right, version: "2" },
      ]) {
        await refused(sent(domain), "PointsExchangeSignatureInvalid", alice.address);
      }
      await sent(right);
    });

    it("X-99: reverts when the signature is another's, short, in the 64-byte form, of high s, or empty", async () => {
      const { store, baihuo } = desk;
      await granted(desk, store, alice, 1_000n);
      const [...args] = await signedExchange(desk, store, alice, 100n);
      const signature = args[6];
      const bytes = getBytes(signature);
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const high = concat([
        bytes.slice(0, 32),
        toBeHex(order - BigInt(hexlify(bytes.slice(32, 64))), 32),
        toBeHex(bytes[64] === 27 ? 28 : 27, 1),
      ]);
      const [, , , , , , byBob] = await signedExchange(desk, store, alice, 100n, {
        nonce: args[4],
        deadline: args[5],
        signer: bob,
      });
      const compact = Signature.from(signature).compactSerialized;
      for (const wrong of [byBob, hexlify(bytes.slice(0, 64)), compact, high, "0x"]) {
        await refused(
          by(baihuo).exchangeFor(args[0], args[1], args[2], args[3], args[4], args[5], wrong),
          "PointsExchangeSignatureInvalid",
          alice.address,
        );
      }
      await by(baihuo).exchangeFor(...args);
    });

    it("X-98: a contract account answers for itself, at that moment, and once", async () => {
      const { store, baihuo } = desk;
      const fickle = await ethers.deployContract("FickleWallet");
      const account = await fickle.getAddress();
      await granted(desk, store, { address: account }, 1_000n);
      const args = [store, account, 100n, 0n, nextNonce(), (await now()) + DAY, "0x01"] as const;
      await fickle.setAgrees(false);
      await refused(by(baihuo).exchangeFor(...args), "PointsExchangeSignatureInvalid", account);
      await fickle.setAgrees(true);
      await by(baihuo).exchangeFor(...args);
      await refused(by(baihuo).exchangeFor(...args), "PointsExchangeNonceUsed", account, args[4]);
    });

    it("X-98: what officers sign for one contract account is nothing for another of theirs", async () => {
      const { store, baihuo } = desk;
      const officers = [stranger("maker"), stranger("checker")] as const;
      const addresses = officers.map(({ address }) => address);
      const [first = "", second = ""] = await Promise.all(
        [1, 2].map(async () => (await ethers.deployContract("JointWallet", [addresses])).getAddress()),
      );
      for (const address of [first, second]) await granted(desk, store, { address }, 1_000n);
      const [nonce, deadline] = [nextNonce(), (await now()) + DAY];
      const message = { programme: store, account: first, points: 100n, atLeast: 0n, nonce, deadline };
      const signature = concat(
        await Promise.all(officers.map((officer) => signedFor(exchange(), officer, "Exchange", message))),
      );
      await refused(
        by(baihuo).exchangeFor(store, second, 100n, 0n, nonce, deadline, signature),
        "PointsExchangeSignatureInvalid",
        second,
      );
      await by(baihuo).exchangeFor(store, first, 100n, 0n, nonce, deadline, signature);
    });

    it("reverts when it is late; the last second is in time", async () => {
      const { store, baihuo } = desk;
      await granted(desk, store, alice, 1_000n);
      const deadline = (await now()) + 60n;
      const [one, two] = [
        await signedExchange(desk, store, alice, 100n, { deadline }),
        await signedExchange(desk, store, alice, 100n, { deadline }),
      ];
      await at(deadline);
      await by(baihuo).exchangeFor(...one);
      await at(deadline + 1n);
      await refused(by(baihuo).exchangeFor(...two), "PointsExchangeExpired", alice.address, deadline);
    });

    it("K-4, K-12: reverts when the sender is frozen or the module is halted", async () => {
      const { store, baihuo, suite } = desk;
      await granted(desk, store, alice, 1_000n);
      const args = await signedExchange(desk, store, alice, 100n);
      await halt(desk, "points");
      await expect(by(baihuo).exchangeFor(...args)).to.be.revertedWithCustomError(
        suite.participants,
        "ParticipantModuleHalted",
      );
      await freeze(desk, baihuo.id);
      await expect(by(baihuo).exchangeFor(...args)).to.be.revert(ethers);
    });
  });

  describe("transferFor", () => {
    it("S-6: passes points on once, months as they are, sent by any member", async () => {
      const { store, zhixing } = desk;
      await granted(desk, store, alice, 1_000n);
      const [{ month = 0n } = {}] = await bucketsOf(desk, store, alice);
      const args = await signedTransfer(desk, store, alice, bob.address, 300n);
      await expect(by(zhixing).transferFor(...args))
        .to.emit(ledger(), "PointsTransferred")
        .withArgs(store, alice.address, bob.address, [[month, 300n]]);
      expect(await bucketsOf(desk, store, bob)).to.deep.equal([{ month, points: 300n }]);
      await refused(by(zhixing).transferFor(...args), "PointsExchangeNonceUsed", alice.address, args[4]);
    });

    it("reverts when the sender is no member, or the receiver, amount or programme is another", async () => {
      const { store, zhixing, guanshan, suite } = desk;
      await granted(desk, store, alice, 1_000n);
      const args = await signedTransfer(desk, store, alice, bob.address, 300n);
      await expect(by(guanshan).transferFor(...args))
        .to.be.revertedWithCustomError(suite.pointsProgrammes, "PointsMemberUnknown")
        .withArgs(guanshan.id);
      const [programme, account, to, points, nonce, deadline, signature] = args;
      for (const changed of [
        [desk.miles, account, to, points],
        [programme, account, zhixing.wallet, points],
        [programme, account, to, points + 1n],
      ] as const) {
        await refused(
          by(zhixing).transferFor(...changed, nonce, deadline, signature),
          "PointsExchangeSignatureInvalid",
          alice.address,
        );
      }
    });

    it("K-11, K-12: reverts when either account is frozen, the points are not passed on, or the module is halted", async () => {
      const { store, zhixing, dianli, suite } = desk;
      await granted(desk, store, alice, 1_000n);
      const kept = await opened(desk, dianli, { ...HONOUR, transferable: false });
      await granted(desk, kept, alice, 10n);
      await expect(by(zhixing).transferFor(...(await signedTransfer(desk, kept, alice, bob.address, 1n))))
        .to.be.revertedWithCustomError(ledger(), "PointsProgrammeNotTransferable")
        .withArgs(kept);
      await frozenAccount(desk, bob);
      const args = await signedTransfer(desk, store, alice, bob.address, 1n);
      await expect(by(zhixing).transferFor(...args)).to.be.revertedWithCustomError(ledger(), "PointsAccountFrozen");
      await halt(desk, "points");
      await expect(by(zhixing).transferFor(...args)).to.be.revertedWithCustomError(
        suite.participants,
        "ParticipantModuleHalted",
      );
    });
  });

  describe("cancelNonce", () => {
    it("emits PointsNonceCancelled; what was signed with it is void", async () => {
      const { store, baihuo } = desk;
      await granted(desk, store, alice, 1_000n);
      const args = await signedExchange(desk, store, alice, 100n);
      await expect(exchange().connect(alice).cancelNonce(args[4]))
        .to.emit(exchange(), "PointsNonceCancelled")
        .withArgs(alice.address, args[4]);
      await refused(by(baihuo).exchangeFor(...args), "PointsExchangeNonceUsed", alice.address, args[4]);
      await refused(exchange().connect(alice).cancelNonce(args[4]), "PointsExchangeNonceUsed", alice.address, args[4]);
      expect(await exchange().isNonceUsed(bob.address, args[4])).to.equal(false);
    });
  });

  it("previewExchange tells what an exchange then yields: with fee and rate as they are", async () => {
    const { store } = desk;
    await granted(desk, store, alice, 12_345n);
    const [common, fee, fen] = await exchange().previewExchange(store, 12_345n);
    expect(common + fee).to.equal((12_345n * RATE) / 1_000n);
    expect(fee).to.equal(((common + fee) * FEE + 9_999n) / 10_000n);
    expect(fen).to.equal(common + fee);
    expect(await exchange().connect(alice).exchange.staticCall(store, 12_345n, common)).to.equal(common);
    expect(await exchange().commonValue()).to.equal(1_000n);
  });

  it("X-100: has the types that users sign", async () => {
    expect(await exchange().EXCHANGE_TYPEHASH()).to.equal(
      id("Exchange(uint32 programme,address account,uint64 points,uint64 atLeast,uint256 nonce,uint256 deadline)"),
    );
    expect(await exchange().POINTS_TRANSFER_TYPEHASH()).to.equal(
      id("PointsTransfer(uint32 programme,address account,address to,uint64 points,uint256 nonce,uint256 deadline)"),
    );
    const { name, version } = await exchange().eip712Domain();
    expect([name, version]).to.deep.equal(["RopeNet Points Exchange", "1"]);
  });
});
