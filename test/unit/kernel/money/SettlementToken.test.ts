/** Settlement money: issued and redeemed against references, held by participants only, moved by nobody who is frozen. */
import { expect } from "chai";
import { encodeBytes32String, id, MaxUint256, type Signer, Wallet, ZeroAddress, ZeroHash } from "ethers";
import { Scopes } from "../../../../deploy/data/terms.ts";
import {
  addModule,
  admitted,
  at,
  bound,
  DAY,
  decree,
  freeze,
  halt,
  HOUR,
  newcomer,
  now,
  type Office,
  stranger,
} from "../../../utils/orders.ts";
import { type Actor, carryOut, ethers, foundedSuite, networkHelpers } from "../../../utils/suite.ts";

let references = 0;
const reference = () => id(`reference ${++references}`);

describe("SettlementToken", () => {
  let office: Office;
  let money: Office["suite"]["money"];
  let participants: Office["suite"]["participants"];
  let bank: Actor;
  let payer: Actor;
  let payee: Actor;

  beforeEach(async () => {
    office = await foundedSuite();
    ({ money, participants } = office.suite);
    ({ clearing: bank, nanming: payer, huaxi: payee } = office);
    await issue(payer, 1_000n);
  });

  const issue = (to: Actor, amount: bigint, businessRef = reference(), by = bank) =>
    money.connect(by.signer).issue(to.wallet, amount, businessRef);
  const redeem = (from: Actor, amount: bigint, businessRef = reference(), by = bank) =>
    money.connect(by.signer).redeem(from.wallet, amount, businessRef);
  const allow = (owner: Actor, spender: { getAddress: () => Promise<string> }, amount = MaxUint256) =>
    spender.getAddress().then((address) => money.connect(owner.signer).approve(address, amount));
  const balances = () => Promise.all([payer, payee, bank].map(({ wallet }) => money.balanceOf(wallet)));

  /** Supply is what was issued and not redeemed, after every test (K-5). */
  afterEach(async () => {
    const [issued, redeemed] = await money.totals();
    expect(await money.totalSupply()).to.equal(issued - redeemed);
  });

  it("counts in fen", async () => {
    expect([await money.decimals(), await money.symbol()]).to.deep.equal([2n, "CNYT"]);
  });

  describe("issue", () => {
    it("K-5: emits MoneyIssued with the supply after; the reference is used", async () => {
      const businessRef = reference();
      await expect(issue(payee, 500n, businessRef))
        .to.emit(money, "MoneyIssued")
        .withArgs(bank.id, payee.wallet, businessRef, 500n, 1_500n);
      expect([...(await money.totals())]).to.deep.equal([1_500n, 0n]);
      expect(await money.balanceOf(payee.wallet)).to.equal(500n);
      expect(await money.isReferenceUsed(bank.id, businessRef)).to.equal(true);
      expect(await money.isReferenceUsed(payer.id, businessRef)).to.equal(false);
    });

    it("X-73: reverts when the reference was used, for an issue or a redemption", async () => {
      const businessRef = reference();
      await issue(payee, 500n, businessRef);
      for (const attempt of [
        () => issue(payee, 500n, businessRef),
        () => issue(payer, 1n, businessRef),
        () => redeem(bank, 1n, businessRef),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(money, "MoneyReferenceUsed")
          .withArgs(bank.id, businessRef);
      }
      expect(await money.totalSupply()).to.equal(1_500n);
    });

    it("a reference is each institution's own", async () => {
      await license(office.guanshan);
      const businessRef = reference();
      await issue(payee, 1n, businessRef);
      await issue(payee, 1n, businessRef, office.guanshan);
      expect(await money.isReferenceUsed(office.guanshan.id, businessRef)).to.equal(true);
    });

    it("reverts when the amount or the reference is empty; nothing is used up", async () => {
      const businessRef = reference();
      await expect(issue(payee, 0n, businessRef)).to.be.revertedWithCustomError(money, "MoneyAmountZero");
      await expect(issue(payee, 1n, ZeroHash)).to.be.revertedWithCustomError(money, "MoneyReferenceEmpty");
      expect(await money.isReferenceUsed(bank.id, businessRef)).to.equal(false);
    });

    it("X-73: reverts when the caller is no settlement institution, or no longer", async () => {
      const key = encodeBytes32String("SETTLEMENT_INSTITUTION");
      for (const by of [payer, office.guanshan, office.regulator]) {
        await expect(issue(payee, 1n, reference(), by))
          .to.be.revertedWithCustomError(participants, "QualificationMissing")
          .withArgs(by.id, key);
      }
      await expect(
        money.connect(stranger("nobody")).issue(payee.wallet, 1n, reference()),
      ).to.be.revertedWithCustomError(participants, "AccountUnknown");
      await license(office.guanshan, 10n * DAY);
      await issue(payee, 1n, reference(), office.guanshan);
      await networkHelpers.time.increase(11n * DAY);
      await expect(issue(payee, 1n, reference(), office.guanshan)).to.be.revertedWithCustomError(
        participants,
        "QualificationMissing",
      );
      await decree(office, "revokeQualification", bank.id, key);
      for (const attempt of [issue, redeem]) {
        await expect(attempt(bank, 1n)).to.be.revertedWithCustomError(participants, "QualificationMissing");
      }
    });

    it("K-5: reverts when the receiver is no active participant's wallet", async () => {
      const clerk = stranger("clerk");
      await bound(office, payer, clerk);
      const { billPayment } = office.suite;
      for (const to of [stranger("nobody").address, clerk.address, billPayment.target, money.target] as string[]) {
        await expect(money.connect(bank.signer).issue(to, 1n, reference()))
          .to.be.revertedWithCustomError(participants, "AccountUnknown")
          .withArgs(to);
      }
      await expect(money.connect(bank.signer).issue(ZeroAddress, 1n, reference())).to.be.revertedWithCustomError(
        money,
        "ERC20InvalidReceiver",
      );
      await freeze(office, payee.id);
      await expect(issue(payee, 1n)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await decree(office, "suspend", payer.id);
      await expect(issue(payer, 1n)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
    });

    it("reverts when the institution is frozen or suspended, above its operator's ceiling, or the money halted", async () => {
      const clerk = stranger("clerk");
      await bound(office, bank, clerk, { ceiling: 100n });
      await money.connect(clerk).issue(payee.wallet, 100n, reference());
      await expect(money.connect(clerk).issue(payee.wallet, 101n, reference()))
        .to.be.revertedWithCustomError(participants, "AccountCeilingExceeded")
        .withArgs(clerk.address, 101n, 100n);
      const snapshot = await networkHelpers.takeSnapshot();
      await halt(office, "money");
      await expect(issue(payee, 1n)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
      await snapshot.restore();
      await freeze(office, bank.id);
      await expect(issue(payee, 1n)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
    });
  });

  async function license(actor: Actor, term = 3_650n * DAY) {
    const key = encodeBytes32String("SETTLEMENT_INSTITUTION");
    await decree(office, "grantQualification", actor.id, key, office.regulator.id, (await now()) + term, 0n, ZeroHash);
  }

  describe("redeem", () => {
    it("K-5: emits MoneyRedeemed with the supply after: from its own wallet, or another's by allowance", async () => {
      await issue(bank, 300n);
      const [own, others] = [reference(), reference()];
      await expect(redeem(bank, 100n, own))
        .to.emit(money, "MoneyRedeemed")
        .withArgs(bank.id, bank.wallet, own, 100n, 1_200n);
      await allow(payer, bank.signer, 400n);
      await expect(redeem(payer, 400n, others))
        .to.emit(money, "MoneyRedeemed")
        .withArgs(bank.id, payer.wallet, others, 400n, 800n);
      expect([...(await money.totals())]).to.deep.equal([1_300n, 500n]);
      expect(await balances()).to.deep.equal([600n, 0n, 200n]);
      expect(await money.allowance(payer.wallet, bank.wallet)).to.equal(0n);
    });

    it("X-73: reverts when it is redeemed twice under one reference", async () => {
      await allow(payer, bank.signer);
      const businessRef = reference();
      await redeem(payer, 400n, businessRef);
      await expect(redeem(payer, 400n, businessRef))
        .to.be.revertedWithCustomError(money, "MoneyReferenceUsed")
        .withArgs(bank.id, businessRef);
      expect(await money.totalSupply()).to.equal(600n);
    });

    it("X-73: reverts without allowance, above it, or above the balance", async () => {
      await expect(redeem(payer, 1n)).to.be.revertedWithCustomError(money, "ERC20InsufficientAllowance");
      await allow(payer, bank.signer, 2_000n);
      await expect(redeem(payer, 2_001n)).to.be.revertedWithCustomError(money, "ERC20InsufficientAllowance");
      await expect(redeem(payer, 1_001n)).to.be.revertedWithCustomError(money, "ERC20InsufficientBalance");
      await expect(redeem(bank, 1n)).to.be.revertedWithCustomError(money, "ERC20InsufficientBalance");
    });

    it("the allowance is the institution's: its operator needs none of its own, and has none to use", async () => {
      const clerk = stranger("clerk");
      await bound(office, bank, clerk, { ceiling: 100n });
      const byClerk = (amount: bigint) => money.connect(clerk).redeem(payer.wallet, amount, reference());
      await allow(payer, clerk);
      await expect(byClerk(100n)).to.be.revertedWithCustomError(money, "ERC20InsufficientAllowance");
      await allow(payer, bank.signer);
      await byClerk(100n);
      await expect(byClerk(101n)).to.be.revertedWithCustomError(participants, "AccountCeilingExceeded");
    });

    it("K-12: works when the money is halted, and for suspended and expelled holders", async () => {
      await allow(payer, bank.signer);
      await halt(office, "money");
      await redeem(payer, 100n);
      await decree(office, "suspend", payer.id);
      await redeem(payer, 100n);
      await decree(office, "expel", payer.id);
      await redeem(payer, 100n);
    });

    it("K-4: reverts when the holder is frozen, or the institution", async () => {
      await allow(payer, bank.signer);
      const snapshot = await networkHelpers.takeSnapshot();
      await freeze(office, payer.id);
      await expect(redeem(payer, 1n)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await snapshot.restore();
      await freeze(office, bank.id);
      await expect(redeem(payer, 1n)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
    });
  });

  describe("transfer", () => {
    it("moves between wallets; transferWithReference names what it pays", async () => {
      await money.connect(payer.signer).transfer(payee.wallet, 100n);
      const businessRef = reference();
      const paying = money.connect(payer.signer).transferWithReference(payee.wallet, 200n, businessRef);
      await expect(paying).to.emit(money, "TransferReferenced").withArgs(payer.wallet, payee.wallet, businessRef, 200n);
      await expect(paying).to.emit(money, "Transfer").withArgs(payer.wallet, payee.wallet, 200n);
      expect(await balances()).to.deep.equal([700n, 300n, 0n]);
    });

    it("K-5: reverts when the receiver is nobody's wallet: a stranger, an operator, a part, the token itself", async () => {
      const clerk = stranger("clerk");
      await bound(office, payee, clerk);
      const { billPayment, docket } = office.suite;
      for (const to of [stranger("nobody").address, clerk.address, billPayment.target, money.target, docket.target]) {
        await expect(money.connect(payer.signer).transfer(to, 1n))
          .to.be.revertedWithCustomError(participants, "AccountUnknown")
          .withArgs(to);
        await expect(
          money.connect(payer.signer).transferWithReference(to, 1n, reference()),
        ).to.be.revertedWithCustomError(participants, "AccountUnknown");
      }
    });

    it("reverts when the sender is nobody, an applicant, or an operator that holds nothing", async () => {
      const clerk = stranger("clerk");
      await bound(office, payer, clerk);
      for (const [signer, error] of [
        [stranger("nobody"), "AccountUnknown"],
        [clerk, "AccountUnknown"],
      ] as const) {
        await expect(money.connect(signer).transfer(payee.wallet, 0n)).to.be.revertedWithCustomError(
          participants,
          error,
        );
      }
    });

    it("receives when frozen or suspended: K-11", async () => {
      await freeze(office, payee.id);
      await decree(office, "suspend", payee.id);
      await money.connect(payer.signer).transfer(payee.wallet, 100n);
      expect(await money.balanceOf(payee.wallet)).to.equal(100n);
    });
  });

  describe("K-4: K-11: X-65: a frozen participant's money goes down on no path", () => {
    const clerk = stranger("clerk");
    let spender: Actor;

    /** Every way out of the payer's wallet that works before. */
    const ways: Record<string, () => Promise<unknown>> = {
      transfer: () => money.connect(payer.signer).transfer(payee.wallet, 1n),
      transferWithReference: () => money.connect(payer.signer).transferWithReference(payee.wallet, 1n, reference()),
      "transfer to itself": () => money.connect(payer.signer).transfer(payer.wallet, 1n),
      "transferFrom by itself": () => money.connect(payer.signer).transferFrom(payer.wallet, payee.wallet, 1n),
      "X-65: transferFrom by another under an old allowance": () =>
        money.connect(spender.signer).transferFrom(payer.wallet, payee.wallet, 1n),
      "X-65: transferFrom by its own operator": () => money.connect(clerk).transferFrom(payer.wallet, payee.wallet, 1n),
      "X-65: a permit signed while frozen": async () => {
        const deadline = (await now()) + DAY;
        await permitted(payer, spender.wallet, 5n, deadline);
        return money.connect(spender.signer).transferFrom(payer.wallet, spender.wallet, 5n);
      },
      "X-65: an approval given while frozen": async () => {
        await allow(payer, payee.signer);
        return money.connect(payee.signer).transferFrom(payer.wallet, payee.wallet, 1n);
      },
      "redemption by the settlement institution": () => redeem(payer, 1n),
      "X-65: a module's part": async () => {
        const { billPayment } = office.suite;
        const address = await billPayment.getAddress();
        await allow(payer, billPayment);
        return asPart(address, payer.wallet, payee.wallet);
      },
    };

    /** What the token asks when a part draws: the part's own acts are tested with the modules. */
    const asPart = async (part: string, from: string, to: string) =>
      participants.connect(ethers.provider).requireMove(part, from, to, 1n, { from: await money.getAddress() });

    beforeEach(async () => {
      spender = office.guanshan;
      await bound(office, payer, clerk);
      for (const account of [payer.signer, spender.signer, bank.signer, clerk]) await allow(payer, account);
    });

    for (const [name, way] of Object.entries(ways)) {
      it(`reverts: ${name}`, async () => {
        const snapshot = await networkHelpers.takeSnapshot();
        await way();
        await snapshot.restore();
        await freeze(office, payer.id);
        const before = await money.balanceOf(payer.wallet);
        await expect(way()).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
        expect(await money.balanceOf(payer.wallet)).to.equal(before);
      });
    }

    it("X-64: a frozen spender draws on nobody's allowance, nor does its operator", async () => {
      const operator = stranger("operator");
      await bound(office, spender, operator);
      await allow(payer, operator);
      const draw = (by: Signer) => money.connect(by).transferFrom(payer.wallet, payee.wallet, 1n);
      await draw(spender.signer);
      await draw(operator);
      await freeze(office, spender.id);
      for (const by of [spender.signer, operator]) {
        await expect(draw(by)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      }
      await decree(office, "suspend", spender.id);
      await expect(draw(operator)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
    });

    it("X-64: neither does a spender that serves nobody, or no longer", async () => {
      const nobody = stranger("nobody");
      await allow(payer, nobody);
      const draw = (by: Wallet) => money.connect(by).transferFrom(payer.wallet, payee.wallet, 1n);
      await expect(draw(nobody)).to.be.revertedWithCustomError(participants, "AccountUnknown").withArgs(nobody.address);
      await draw(clerk);
      await participants.connect(clerk).releaseAccount(clerk);
      await expect(draw(clerk)).to.be.revertedWithCustomError(participants, "AccountUnknown").withArgs(clerk.address);
    });

    it("it thaws by itself with its last case", async () => {
      await freeze(office, payer.id, DAY);
      const { frozenUntil } = await participants.participantInfo(payer.id);
      const pay = () => money.connect(payer.signer).transfer(payee.wallet, 1n);
      await at(frozenUntil);
      await expect(pay()).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await at(frozenUntil + 1n);
      await pay();
    });
  });

  describe("an operator", () => {
    it("spends its participant's money by allowance, up to its ceiling", async () => {
      const clerk = stranger("clerk");
      await bound(office, payer, clerk, { ceiling: 100n, modules: ["money"] });
      await allow(payer, clerk);
      const pay = (amount: bigint) => money.connect(clerk).transferFrom(payer.wallet, payee.wallet, amount);
      await pay(100n);
      await expect(pay(101n)).to.be.revertedWithCustomError(participants, "AccountCeilingExceeded");
    });

    it("reverts when it has the scope for orders or administration only", async () => {
      const clerk = stranger("clerk");
      await bound(office, payer, clerk, { scopes: Scopes.ORDERS + Scopes.ADMINISTRATION });
      await allow(payer, clerk);
      await expect(money.connect(clerk).transferFrom(payer.wallet, payee.wallet, 1n)).to.be.revertedWithCustomError(
        participants,
        "AccountScopeMissing",
      );
    });
  });

  describe("K-10: who speaks for others is nobody", () => {
    it("reverts for a forwarder, with whatever allowance, and for a batch through it: X-94", async () => {
      const forwarder = await ethers.deployContract("Forwarder");
      await allow(payer, forwarder);
      const address = await forwarder.getAddress();
      const { interface: abi } = money;
      const calls = [
        abi.encodeFunctionData("transferFrom", [payer.wallet, payee.wallet, 1n]),
        abi.encodeFunctionData("transfer", [payee.wallet, 0n]),
        abi.encodeFunctionData("issue", [payee.wallet, 1n, reference()]),
        abi.encodeFunctionData("redeem", [payer.wallet, 1n, reference()]),
        // A trusted forwarder's appended sender means nothing here.
        abi.encodeFunctionData("transfer", [payee.wallet, 1n]) + payer.wallet.slice(2),
      ];
      for (const data of calls) {
        for (const attempt of [
          () => forwarder.connect(payer.signer).forward(money, data),
          () => forwarder.connect(payer.signer).forwardAll([money], [data]),
        ]) {
          await expect(attempt()).to.be.revertedWithCustomError(participants, "AccountUnknown").withArgs(address);
        }
      }
    });

    it("a part draws on allowances to it, while its module is registered, to members only", async () => {
      const part = await ethers.deployContract("Forwarder");
      await allow(payer, part);
      const draw = (to: string) =>
        part.forward(money, money.interface.encodeFunctionData("transferFrom", [payer.wallet, to, 100n]));
      await expect(draw(payee.wallet)).to.be.revertedWithCustomError(participants, "AccountUnknown");
      await addModule(office, "shop", [part]);
      await draw(payee.wallet);
      await halt(office, "money");
      await halt(office, "shop");
      await draw(payee.wallet);
      await expect(draw(await part.getAddress())).to.be.revertedWithCustomError(participants, "AccountUnknown");
      expect(await balances()).to.deep.equal([800n, 200n, 0n]);
    });

    describe("transferFromMany", () => {
      let part: Awaited<ReturnType<typeof deployedPart>>;
      const deployedPart = () => ethers.deployContract("Forwarder");

      const draw = (to: bigint[], amounts: bigint[], from = payer) =>
        part.forward(money, money.interface.encodeFunctionData("transferFromMany", [from.wallet, to, amounts]));

      beforeEach(async () => {
        part = await deployedPart();
        await addModule(office, "shop", [part]);
        await allow(payer, part, 500n);
      });

      it("pays many out of one account into their present wallets, and spends the allowance once for all", async () => {
        const drawing = draw([payee.id, bank.id, payee.id, payer.id], [100n, 50n, 25n, 5n]);
        for (const [to, amount] of [
          [payee, 100n],
          [bank, 50n],
          [payee, 25n],
          [payer, 5n],
        ] as const) {
          await expect(drawing).to.emit(money, "Transfer").withArgs(payer.wallet, to.wallet, amount);
        }
        expect(await balances()).to.deep.equal([825n, 125n, 50n]);
        expect(await money.allowance(payer.wallet, part)).to.equal(320n);
        await draw([], []);
        expect(await balances()).to.deep.equal([825n, 125n, 50n]);
      });

      it("K-12: works when the money and the part's module are halted, for the suspended and to the frozen", async () => {
        await decree(office, "suspend", payer.id);
        await freeze(office, payee.id);
        await halt(office, "money");
        await halt(office, "shop");
        await draw([payee.id, bank.id], [100n, 50n]);
        expect(await balances()).to.deep.equal([850n, 100n, 50n]);
      });

      it("K-10: reverts when the caller is no module's part, with whatever allowance", async () => {
        for (const spender of [payee.signer, payer.signer, stranger("nobody")]) {
          await allow(payer, spender);
          await expect(money.connect(spender).transferFromMany(payer.wallet, [payee.id], [1n]))
            .to.be.revertedWithCustomError(participants, "ParticipantModuleUnknown")
            .withArgs(await spender.getAddress());
        }
      });

      it("K-4: reverts when the payer is frozen or nobody: money is made on no path", async () => {
        const drawFrom = (from: string) =>
          part.forward(money, money.interface.encodeFunctionData("transferFromMany", [from, [payee.id], [0n]]));
        await expect(drawFrom(ZeroAddress)).to.be.revertedWithCustomError(money, "ERC20InvalidApprover");
        await expect(drawFrom(stranger("nobody").address)).to.be.revertedWithCustomError(
          participants,
          "AccountUnknown",
        );
        await freeze(office, payer.id);
        await expect(draw([payee.id], [1n])).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
        expect(await money.totalSupply()).to.equal(1_000n);
      });

      it("K-5: reverts as a whole when a receiver was never admitted, or there is not enough for all", async () => {
        const applicant = await participants.participantCount();
        const unknown = applicant + 1n;
        for (const to of [0n, unknown]) {
          await expect(draw([payee.id, to], [1n, 1n]))
            .to.be.revertedWithCustomError(participants, "ParticipantUnknown")
            .withArgs(to);
        }
        await expect(draw([payee.id, bank.id], [300n, 201n]))
          .to.be.revertedWithCustomError(money, "ERC20InsufficientAllowance")
          .withArgs(await part.getAddress(), 500n, 501n);
        await allow(payer, part);
        await expect(draw([payee.id, bank.id], [900n, 101n]))
          .to.be.revertedWithCustomError(money, "ERC20InsufficientBalance")
          .withArgs(payer.wallet, 1_000n, 1_001n);
        await expect(draw([payee.id, bank.id], [MaxUint256, 1n])).to.be.revertedWithPanic(0x11);
        await expect(draw([payee.id, bank.id], [1n]))
          .to.be.revertedWithCustomError(money, "MoneyAmountsMismatch")
          .withArgs(2n, 1n);
        expect(await balances()).to.deep.equal([1_000n, 0n, 0n]);
      });
    });

    it("no order reaches the money: the docket holds none and has no policy to spend", async () => {
      const { docket } = office.suite;
      const args = [payer.wallet, payee.wallet, 1n];
      await expect(
        carryOut(office.suite, [{ target: money, name: "transferFrom", args }], [[office.regulator, "Regulator"]]),
      ).to.be.revertedWithCustomError(docket, "DocketNoPolicy");
    });
  });

  const PERMIT = {
    Permit: [
      { name: "owner", type: "address" },
      { name: "spender", type: "address" },
      { name: "value", type: "uint256" },
      { name: "nonce", type: "uint256" },
      { name: "deadline", type: "uint256" },
    ],
  };

  async function signedPermit(owner: Actor, spender: string, value: bigint, deadline: bigint, change = {}) {
    const { name, version, chainId, verifyingContract } = await money.eip712Domain();
    const message = { owner: owner.wallet, spender, value, nonce: await money.nonces(owner.wallet), deadline };
    const domain = { name, version, chainId, verifyingContract, ...change };
    return ethers.Signature.from(await owner.signer.signTypedData(domain, PERMIT, message));
  }

  async function permitted(owner: Actor, spender: string, value: bigint, deadline: bigint) {
    const { v, r, s } = await signedPermit(owner, spender, value, deadline);
    return money.permit(owner.wallet, spender, value, deadline, v, r, s);
  }

  describe("permit", () => {
    it("X-74: is for one token on one chain: another domain's signature is nobody's", async () => {
      const deadline = (await now()) + DAY;
      const { chainId } = await money.eip712Domain();
      for (const change of [
        { chainId: chainId + 1n },
        { verifyingContract: office.suite.trade.target as string },
        { version: "2" },
        { name: "RopeNet Money" },
      ]) {
        const { v, r, s } = await signedPermit(payer, payee.wallet, 5n, deadline, change);
        await expect(money.permit(payer.wallet, payee.wallet, 5n, deadline, v, r, s)).to.be.revertedWithCustomError(
          money,
          "ERC2612InvalidSigner",
        );
      }
      expect(await money.allowance(payer.wallet, payee.wallet)).to.equal(0n);
    });

    it("X-74: serves once, until its deadline, as signed; whoever sends it first", async () => {
      const deadline = (await now()) + HOUR;
      const { v, r, s } = await signedPermit(payer, payee.wallet, 5n, deadline);
      const send = (value = 5n, spender = payee.wallet) =>
        money.connect(stranger("anyone")).permit(payer.wallet, spender, value, deadline, v, r, s);
      for (const attempt of [() => send(6n), () => send(5n, office.guanshan.wallet)]) {
        await expect(attempt()).to.be.revertedWithCustomError(money, "ERC2612InvalidSigner");
      }
      await send();
      await expect(send()).to.be.revertedWithCustomError(money, "ERC2612InvalidSigner");
      await money.connect(payee.signer).transferFrom(payer.wallet, payee.wallet, 5n);
      await expect(send()).to.be.revertedWithCustomError(money, "ERC2612InvalidSigner");

      const late = await signedPermit(payer, payee.wallet, 5n, deadline);
      await at(deadline + 1n);
      await expect(money.permit(payer.wallet, payee.wallet, 5n, deadline, late.v, late.r, late.s))
        .to.be.revertedWithCustomError(money, "ERC2612ExpiredSignature")
        .withArgs(deadline);
    });
  });

  it("K-5: an expelled participant keeps what it holds and cannot pay with it", async () => {
    const who = newcomer(1);
    const participant = await admitted(office, who);
    await money.connect(bank.signer).issue(who.wallet, 100n, reference());
    await decree(office, "suspend", participant);
    await decree(office, "expel", participant);
    await expect(money.connect(who.wallet).transfer(payee.wallet, 1n)).to.be.revertedWithCustomError(
      participants,
      "ParticipantWrongStanding",
    );
    await money.connect(payer.signer).transfer(who.wallet, 50n);
    expect(await money.balanceOf(who.wallet)).to.equal(150n);
  });
});
