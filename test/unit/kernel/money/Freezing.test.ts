/** Amounts of money frozen by case, and money taken by order. */
import { expect } from "chai";
import { id, MaxUint256, type Signer, ZeroHash } from "ethers";
import {
  addModule,
  at,
  attested,
  bound,
  court,
  DAY,
  decree,
  freeze,
  halt,
  HOUR,
  newCase,
  now,
  type Office,
  order,
  regulator,
  rotated,
  stranger,
} from "../../../utils/orders.ts";
import { type Actor, approvedOrder, carryOut, ethers, foundedSuite, networkHelpers } from "../../../utils/suite.ts";

let references = 0;
const reference = () => id(`booking ${++references}`);

const YEAR = 365n * DAY;

describe("SettlementToken: freezing and taking", () => {
  let office: Office;
  let money: Office["suite"]["money"];
  let participants: Office["suite"]["participants"];
  let bank: Actor;
  let payer: Actor;
  let payee: Actor;
  const person = stranger("person");

  beforeEach(async () => {
    office = await foundedSuite();
    ({ money, participants } = office.suite);
    ({ clearing: bank, nanming: payer, huaxi: payee } = office);
    await issue(payer.wallet, 1_000n);
  });

  afterEach(async () => {
    const [issued, redeemed] = await money.totals();
    expect(await money.totalSupply()).to.equal(issued - redeemed);
  });

  const issue = (to: string, amount: bigint) => money.connect(bank.signer).issue(to, amount, reference());
  const ordered = (name: string, ...args: unknown[]) => order(office, money, name, args);
  const pay = (amount: bigint, from: { signer: Signer } = payer, to = payee.wallet) =>
    money.connect(from.signer).transfer(to, amount);
  const take = (amount: bigint, caseKey = ZeroHash, from = payer.id, to = payee.id, businessRef = reference()) =>
    ordered("forceTransfer", from, to, amount, caseKey, businessRef);
  const balanceOf = (who: Actor) => money.balanceOf(who.wallet);

  async function frozen(amount: bigint, term = 30n * DAY, holder = payer.id, key = newCase()) {
    await ordered("freezeMoney", holder, key, amount, (await now()) + term);
    return key;
  }

  const short = async (attempt: Promise<unknown>, account: string, amount: bigint, unfrozen: bigint) =>
    expect(attempt)
      .to.be.revertedWithCustomError(money, "ERC7943InsufficientUnfrozenBalance")
      .withArgs(account, amount, unfrozen);

  describe("freezeMoney", () => {
    it("K-4: emits MoneyFrozen and Frozen; the holder spends the rest and not a fen more", async () => {
      const key = newCase();
      const until = (await now()) + 30n * DAY;
      const freezing = ordered("freezeMoney", payer.id, key, 600n, until);
      await expect(freezing).to.emit(money, "MoneyFrozen").withArgs(payer.id, key, 600n, until, 600n);
      await expect(freezing).to.emit(money, "Frozen").withArgs(payer.wallet, 600n);
      expect(await money.spendable(payer.wallet)).to.equal(400n);
      expect(await money.getFrozenTokens(payer.wallet)).to.equal(600n);
      await short(pay(401n), payer.wallet, 401n, 400n);
      await pay(400n);
      await short(pay(1n), payer.wallet, 1n, 0n);
      await expect(pay(601n)).to.be.revertedWithCustomError(money, "ERC20InsufficientBalance");
      expect(await balanceOf(payer)).to.equal(600n);
    });

    it("K-4: money that comes in is caught until the case is covered, and free from then on", async () => {
      await frozen(1_500n);
      expect(await money.spendable(payer.wallet)).to.equal(0n);
      await issue(payer.wallet, 400n);
      await short(pay(1n), payer.wallet, 1n, 0n);
      await issue(payer.wallet, 250n);
      expect(await money.spendable(payer.wallet)).to.equal(150n);
      await pay(150n);
      await short(pay(1n), payer.wallet, 1n, 0n);
    });

    it("what several cases ask adds up, as far as there are numbers; each ends by itself on its last second", async () => {
      await frozen(300n, DAY);
      await frozen(200n, 2n * DAY);
      expect(await money.spendable(payer.wallet)).to.equal(500n);
      await frozen(MaxUint256, 3n * DAY);
      expect(await money.getFrozenTokens(payer.wallet)).to.equal(MaxUint256);
      const [cases, amounts] = await money.moneyCases(payer.id);
      expect(amounts).to.deep.equal([300n, 200n, MaxUint256]);
      const ends = cases.map(({ until }) => until) as [bigint, bigint, bigint];
      const spendableFrom = async (second: bigint) => {
        await networkHelpers.time.increaseTo(second);
        return money.spendable(payer.wallet);
      };
      expect(await spendableFrom(ends[2])).to.equal(0n);
      expect(await spendableFrom(ends[2] + 1n)).to.equal(1_000n);
      await pay(1_000n);
    });

    it("K-4: a case whose term is over frees its amount and no other's", async () => {
      await frozen(300n, DAY);
      await frozen(200n, 20n * DAY);
      const [cases] = await money.moneyCases(payer.id);
      const end = cases[0]?.until ?? 0n;
      await at(end);
      await short(pay(501n), payer.wallet, 501n, 500n);
      await at(end + 1n);
      await pay(800n);
      await short(pay(1n), payer.wallet, 1n, 0n);
    });

    it("reverts when the key was used, the amount is nothing, the term out of range, or the holder unknown", async () => {
      const key = await frozen(100n);
      const until = (await now()) + DAY;
      const refused = (error: string, ...args: unknown[]) =>
        expect(ordered("freezeMoney", ...args)).to.be.revertedWithCustomError(money, error);
      await refused("CasesKeyUsed", payer.id, key, 1n, until);
      await ordered("unfreezeMoney", payer.id, key);
      await refused("CasesKeyUsed", payer.id, key, 1n, until);
      await refused("MoneyAmountZero", payer.id, newCase(), 0n, until);
      await refused("CasesTermOutOfRange", payer.id, newCase(), 1n, (await now()) + YEAR + HOUR);
      await refused("CasesTermOutOfRange", payer.id, newCase(), 1n, await now());
      for (const holder of [0n, 999n, BigInt(stranger("nobody").address)]) {
        await refused("MoneyHolderUnknown", holder, newCase(), 1n, until);
      }
    });

    it("bounds the live cases on a holder, each on its own money; ended ones make room", async () => {
      await frozen(1n, HOUR);
      for (let i = 1; i < 16; i++) await frozen(1n, 30n * DAY);
      await expect(frozen(1n)).to.be.revertedWithCustomError(money, "CasesTooMany");
      await frozen(1n, DAY, payee.id);
      await networkHelpers.time.increase(2n * HOUR);
      await frozen(1n);
    });

    it("X-82: a purse, a part and the contracts of the suite are no holders: nothing of theirs can be frozen or taken", async () => {
      const part = await ethers.deployContract("Forwarder");
      await addModule(office, "shop", [part]);
      const { directory, billPayment, docket } = office.suite;
      await order(office, directory, "setCustodial", [await part.getAddress(), true]);
      for (const target of [part, billPayment, docket, money]) {
        const holder = BigInt(await target.getAddress());
        await expect(frozen(1n, DAY, holder)).to.be.revertedWithCustomError(money, "MoneyHolderUnknown");
        await expect(take(1n, ZeroHash, holder)).to.be.revertedWithCustomError(money, "MoneyHolderUnknown");
        await expect(take(1n, ZeroHash, payer.id, holder)).to.be.revertedWithCustomError(money, "MoneyHolderUnknown");
      }
    });

    it("K-3: reverts for everybody but the docket", async () => {
      const until = (await now()) + DAY;
      for (const { signer } of [office.court, office.regulator, bank, payer]) {
        for (const attempt of [
          money.connect(signer).freezeMoney(payer.id, newCase(), 1n, until),
          money.connect(signer).renewMoneyFreeze(payer.id, newCase(), until),
          money.connect(signer).unfreezeMoney(payer.id, newCase()),
          money.connect(signer).forceTransfer(payer.id, payee.id, 1n, ZeroHash, reference()),
        ]) {
          await expect(attempt).to.be.revertedWithCustomError(money, "AccessManagedUnauthorized");
        }
      }
    });
  });

  describe("K-4: K-11: X-84: frozen money leaves on no path", () => {
    const clerk = stranger("clerk");
    let part: Awaited<ReturnType<typeof deployedPart>>;
    const deployedPart = () => ethers.deployContract("Forwarder");

    const asPart = (name: "transferFrom", ...args: [string, string, bigint]) =>
      part.forward(money, money.interface.encodeFunctionData(name, args));

    /** Every way out of the payer's wallet. */
    const ways: Record<string, (amount: bigint) => Promise<unknown>> = {
      transfer: (amount) => pay(amount),
      "transfer to itself": (amount) => pay(amount, payer, payer.wallet),
      transferWithReference: (amount) =>
        money.connect(payer.signer).transferWithReference(payee.wallet, amount, reference()),
      "transferFrom by an old allowance": (amount) =>
        money.connect(payee.signer).transferFrom(payer.wallet, payee.wallet, amount),
      "transferFrom by its own operator": (amount) =>
        money.connect(clerk).transferFrom(payer.wallet, payee.wallet, amount),
      "a permit": async (amount) => {
        const deadline = (await now()) + DAY;
        const { name, version, chainId, verifyingContract } = await money.eip712Domain();
        const nonce = await money.nonces(payer.wallet);
        const signature = await payer.signer.signTypedData(
          { name, version, chainId, verifyingContract },
          {
            Permit: [
              { name: "owner", type: "address" },
              { name: "spender", type: "address" },
              { name: "value", type: "uint256" },
              { name: "nonce", type: "uint256" },
              { name: "deadline", type: "uint256" },
            ],
          },
          { owner: payer.wallet, spender: payee.wallet, value: amount, nonce, deadline },
        );
        const { v, r, s } = ethers.Signature.from(signature);
        await money.permit(payer.wallet, payee.wallet, amount, deadline, v, r, s);
        return money.connect(payee.signer).transferFrom(payer.wallet, payee.wallet, amount);
      },
      redeem: (amount) => money.connect(bank.signer).redeem(payer.wallet, amount, reference()),
      "delivery versus payment by a part": (amount) => asPart("transferFrom", payer.wallet, payee.wallet, amount),
      "a part's payments to many": async (amount) => {
        const shares = [amount - 100n, 100n];
        const to = [payee.id, bank.id];
        return part.forward(money, money.interface.encodeFunctionData("transferFromMany", [payer.wallet, to, shares]));
      },
    };

    beforeEach(async () => {
      part = await deployedPart();
      await addModule(office, "shop", [part]);
      await bound(office, payer, clerk);
      for (const spender of [payee.wallet, clerk.address, bank.wallet, await part.getAddress()]) {
        await money.connect(payer.signer).approve(spender, MaxUint256);
      }
    });

    for (const [name, way] of Object.entries(ways)) {
      it(`X-65: ${name}: what is not frozen goes, one fen more does not`, async () => {
        await frozen(700n);
        await short(way(301n), payer.wallet, 301n, 300n);
        expect(await balanceOf(payer)).to.equal(1_000n);
        await way(300n);
      });
    }

    it("X-65: what a part has the payer pay itself makes up for nothing that is frozen", async () => {
      await frozen(700n);
      const draw = (amounts: bigint[]) =>
        part.forward(
          money,
          money.interface.encodeFunctionData("transferFromMany", [payer.wallet, [payer.id, payee.id], amounts]),
        );
      await short(draw([400n, 400n]), payer.wallet, 800n, 300n);
      await expect(draw([900n, 900n]))
        .to.be.revertedWithCustomError(money, "ERC20InsufficientBalance")
        .withArgs(payer.wallet, 1_000n, 1_800n);
      expect(await balanceOf(payer)).to.equal(1_000n);
    });

    it("X-84: every function of the token that writes is a way above, gives only allowances, issues, or is for orders", () => {
      const covered = ["transfer", "transferWithReference", "transferFrom", "transferFromMany", "permit", "redeem"];
      const others = ["approve", "issue"];
      const orders = ["freezeMoney", "renewMoneyFreeze", "unfreezeMoney", "forceTransfer", "setAuthority"];
      const kernel = ["followWallet"];
      const writing = money.interface.fragments.flatMap((fragment) =>
        fragment.type === "function" && !(fragment as unknown as { constant: boolean }).constant
          ? [(fragment as unknown as { name: string }).name]
          : [],
      );
      expect(new Set(writing)).to.deep.equal(
        new Set([...covered, ...others, ...orders, ...kernel].filter((name) => money.interface.hasFunction(name))),
      );
    });
  });

  describe("unfreezeMoney and renewMoneyFreeze", () => {
    it("ends one case and leaves the others: emits MoneyUnfrozen and Frozen", async () => {
      const [first] = [await frozen(300n), await frozen(200n)];
      const ending = ordered("unfreezeMoney", payer.id, first);
      await expect(ending).to.emit(money, "MoneyUnfrozen").withArgs(payer.id, first, 200n);
      await expect(ending).to.emit(money, "Frozen").withArgs(payer.wallet, 200n);
      expect(await money.spendable(payer.wallet)).to.equal(800n);
      await expect(ordered("unfreezeMoney", payer.id, first)).to.be.revertedWithCustomError(money, "CasesUnknown");
      await expect(ordered("unfreezeMoney", payee.id, first)).to.be.revertedWithCustomError(money, "CasesUnknown");
    });

    it("prolongs a live case, which keeps its rank and amount", async () => {
      const first = await frozen(300n, DAY);
      await frozen(200n, 2n * DAY);
      const until = (await now()) + 60n * DAY;
      await expect(ordered("renewMoneyFreeze", payer.id, first, until))
        .to.emit(money, "MoneyFrozen")
        .withArgs(payer.id, first, 300n, until, 500n);
      await networkHelpers.time.increase(10n * DAY);
      expect(await money.spendable(payer.wallet)).to.equal(700n);
      expect((await money.moneyCases(payer.id)).cases[0]?.key).to.equal(first);
      await expect(ordered("renewMoneyFreeze", payer.id, newCase(), until + DAY)).to.be.revertedWithCustomError(
        money,
        "CasesUnknown",
      );
    });

    it("X-86: a regulator's freeze of an amount lapses after 48 hours unless a court ratifies it, and ends its own case only", async () => {
      const theirs = await frozen(100n);
      const key = newCase();
      const call = {
        target: money,
        name: "freezeMoney",
        args: [payer.id, key, 500n, (await now()) + 30n * DAY],
        route: 1,
      };
      const { order: number, calls } = await approvedOrder(office.suite, [call], regulator(office));
      const { docket } = office.suite;
      await docket.execute(number, calls);
      expect(await money.spendable(payer.wallet)).to.equal(400n);
      await networkHelpers.time.increase(48n * HOUR + 1n);
      await expect(docket.lapse(number, calls)).to.emit(money, "MoneyUnfrozen").withArgs(payer.id, key, 100n);
      expect((await money.moneyCases(payer.id)).cases.map((each) => each.key)).to.deep.equal([theirs]);
    });

    it("X-86: no regulator lifts a freeze, prolongs one or takes money alone, nor a court take it", async () => {
      const { docket } = office.suite;
      const key = await frozen(100n);
      for (const [name, args] of [
        ["unfreezeMoney", [payer.id, key]],
        ["renewMoneyFreeze", [payer.id, key, (await now()) + 90n * DAY]],
        ["forceTransfer", [payer.id, payee.id, 1n, ZeroHash, reference()]],
      ] as const) {
        await expect(
          carryOut(office.suite, [{ target: money, name, args: [...args] }], regulator(office)),
        ).to.be.revertedWithCustomError(docket, "DocketApprovalsShort");
      }
      const args = [payer.id, payee.id, 1n, ZeroHash, reference()];
      await expect(
        carryOut(office.suite, [{ target: money, name: "forceTransfer", args }], court(office)),
      ).to.be.revertedWithCustomError(docket, "DocketApprovalsShort");
    });
  });

  describe("forceTransfer", () => {
    it("takes unfrozen money: emits MoneyForced and ForcedTransfer with the reference; cases stay as they are", async () => {
      await frozen(600n);
      const businessRef = reference();
      const taking = take(400n, ZeroHash, payer.id, payee.id, businessRef);
      await expect(taking).to.emit(money, "MoneyForced").withArgs(payer.id, payee.id, businessRef, 400n, ZeroHash, 0n);
      await expect(taking).to.emit(money, "ForcedTransfer").withArgs(payer.wallet, payee.wallet, 400n);
      await expect(taking).to.emit(money, "Transfer").withArgs(payer.wallet, payee.wallet, 400n);
      expect(await money.isReferenceUsed(0, businessRef)).to.equal(true);
      expect(await money.getFrozenTokens(payer.wallet)).to.equal(600n);
      await short(take(1n), payer.wallet, 1n, 0n);
    });

    it("executes the case that it names, which asks so much less, and ends when nothing is left", async () => {
      const key = await frozen(600n);
      const other = await frozen(100n);
      const businessRef = reference();
      const taking = take(250n, key, payer.id, payee.id, businessRef);
      await expect(taking).to.emit(money, "MoneyForced").withArgs(payer.id, payee.id, businessRef, 250n, key, 350n);
      await expect(taking).to.emit(money, "Frozen").withArgs(payer.wallet, 450n);
      expect(await money.spendable(payer.wallet)).to.equal(300n);
      // 350 fen of its own, and 300 that nobody has frozen.
      await short(take(651n, key), payer.wallet, 651n, 650n);
      await expect(take(650n, key)).to.emit(money, "MoneyUnfrozen").withArgs(payer.id, key, 100n);
      expect((await money.moneyCases(payer.id)).cases.map((each) => each.key)).to.deep.equal([other]);
      expect([await balanceOf(payer), await money.spendable(payer.wallet)]).to.deep.equal([100n, 0n]);
      await expect(take(1n, key)).to.be.revertedWithCustomError(money, "CasesUnknown");
    });

    it("takes nothing that a case of an earlier rank holds, nor what a later one does beyond its own", async () => {
      const [first, second, third] = [await frozen(700n), await frozen(500n), await frozen(100n)];
      await short(take(301n, second), payer.wallet, 301n, 300n);
      await short(take(1n, third), payer.wallet, 1n, 0n);
      await short(take(701n, first), payer.wallet, 701n, 700n);
      await take(300n, second);
      await take(700n, first);
      expect(await balanceOf(payee)).to.equal(1_000n);
      expect((await money.moneyCases(payer.id)).amounts).to.deep.equal([200n, 100n]);
    });

    it("reverts for a case that has ended, is another holder's, or was never opened", async () => {
      const ended = await frozen(100n, DAY);
      const others = await frozen(100n, 30n * DAY, payee.id);
      await networkHelpers.time.increase(2n * DAY);
      for (const key of [ended, others, newCase()]) {
        await expect(take(1n, key)).to.be.revertedWithCustomError(money, "CasesUnknown").withArgs(key);
      }
    });

    it("works against the frozen, the suspended and the expelled, while the money is halted", async () => {
      await halt(office, "money");
      await freeze(office, payer.id);
      await take(100n);
      await decree(office, "suspend", payer.id);
      await take(100n);
      await decree(office, "expel", payer.id);
      await take(100n);
      expect(await balanceOf(payee)).to.equal(300n);
    });

    it("gives to the frozen too, but never to one who may not hold: K-5", async () => {
      await freeze(office, payee.id);
      await take(100n);
      await attested(office, bank, person);
      await take(100n, ZeroHash, payer.id, BigInt(person.address));
      await participants.connect(bank.signer).withdrawAttestation(person.address);
      await expect(take(1n, ZeroHash, payer.id, BigInt(person.address))).to.be.revertedWithCustomError(
        participants,
        "AttestationOver",
      );
      await take(100n, ZeroHash, BigInt(person.address), payee.id);
      for (const to of [0n, 999n, BigInt(stranger("nobody").address)]) {
        await expect(take(1n, ZeroHash, payer.id, to)).to.be.revertedWithCustomError(money, "MoneyHolderUnknown");
      }
      expect(await balanceOf(payee)).to.equal(200n);
    });

    it("X-84: reverts to its own holder, which would change nothing: a freeze stays as it is", async () => {
      const key = await frozen(600n);
      for (const caseKey of [ZeroHash, key]) {
        await expect(take(600n, caseKey, payer.id, payer.id))
          .to.be.revertedWithCustomError(money, "MoneyForcedToSelf")
          .withArgs(payer.id);
      }
      expect(await money.getFrozenTokens(payer.wallet)).to.equal(600n);
    });

    it("X-73: the same call twice in one order, or in two, moves money once", async () => {
      const args = [payer.id, payee.id, 100n, ZeroHash, reference()];
      const call = { target: money, name: "forceTransfer", args };
      const both = [...court(office), ...regulator(office)];
      await expect(carryOut(office.suite, [call, call], both))
        .to.be.revertedWithCustomError(money, "MoneyReferenceUsed")
        .withArgs(0n, args[4]);
      expect(await balanceOf(payee)).to.equal(0n);
      await carryOut(office.suite, [call], both);
      await expect(carryOut(office.suite, [call], both)).to.be.revertedWithCustomError(money, "MoneyReferenceUsed");
      expect(await balanceOf(payee)).to.equal(100n);
    });

    it("reverts above the balance, without amount or reference", async () => {
      await expect(take(1_001n)).to.be.revertedWithCustomError(money, "ERC20InsufficientBalance");
      await expect(take(0n)).to.be.revertedWithCustomError(money, "MoneyAmountZero");
      await expect(take(1n, ZeroHash, payer.id, payee.id, ZeroHash)).to.be.revertedWithCustomError(
        money,
        "MoneyReferenceEmpty",
      );
    });
  });

  describe("ERC-7943 views", () => {
    it("spendable is what can leave: nothing of a holder that is frozen as a whole", async () => {
      await frozen(300n);
      expect(await money.spendable(payer.wallet)).to.equal(700n);
      await freeze(office, payer.id, DAY);
      expect(await money.spendable(payer.wallet)).to.equal(0n);
      await networkHelpers.time.increase(2n * DAY);
      expect(await money.spendable(payer.wallet)).to.equal(700n);
      expect(await money.spendable(stranger("nobody").address)).to.equal(0n);
    });

    it("canTransfer says what transfer does, and canSend and canReceive what an account may at all", async () => {
      const nobody = stranger("nobody");
      await attested(office, bank, person);
      await issue(person.address, 50n);
      await frozen(300n);
      const answers = async (from: string, to: string, amount: bigint) => [
        await money.canSend(from),
        await money.canReceive(to),
        await money.canTransfer(from, to, amount),
      ];
      expect(await answers(payer.wallet, payee.wallet, 700n)).to.deep.equal([true, true, true]);
      expect(await answers(payer.wallet, payee.wallet, 701n)).to.deep.equal([true, true, false]);
      expect(await answers(payer.wallet, person.address, 700n)).to.deep.equal([true, true, true]);
      expect(await answers(person.address, payer.wallet, 50n)).to.deep.equal([true, true, true]);
      expect(await answers(payer.wallet, nobody.address, 1n)).to.deep.equal([true, false, false]);
      expect(await answers(nobody.address, payer.wallet, 0n)).to.deep.equal([false, true, false]);
      await freeze(office, payer.id);
      expect(await answers(payer.wallet, payee.wallet, 1n)).to.deep.equal([false, true, false]);
      expect(await answers(bank.wallet, payer.wallet, 0n)).to.deep.equal([true, true, true]);
      await halt(office, "money");
      expect(await answers(bank.wallet, payee.wallet, 0n)).to.deep.equal([true, true, false]);
    });
  });

  describe("a changed wallet", () => {
    const heir = stranger("heir");

    it("K-4: X-80: shakes off no case: what is frozen follows its holder, and the emergency that lapses ends its own", async () => {
      const first = await frozen(300n);
      const key = newCase();
      const { docket } = office.suite;
      const args = [payer.id, key, 500n, (await now()) + 30n * DAY];
      const emergency = await approvedOrder(
        office.suite,
        [{ target: money, name: "freezeMoney", args, route: 1 }],
        regulator(office),
      );
      // It sees the order coming, and moves.
      await rotated(office, payer, heir);
      await docket.execute(emergency.order, emergency.calls);
      await short(pay(201n, { signer: heir }), heir.address, 201n, 200n);
      expect([await money.spendable(heir.address), await money.getFrozenTokens(payer.wallet)]).to.deep.equal([
        200n,
        0n,
      ]);
      await networkHelpers.time.increase(48n * HOUR + 1n);
      await docket.lapse(emergency.order, emergency.calls);
      expect((await money.moneyCases(payer.id)).cases.map((each) => each.key)).to.deep.equal([first]);
      await pay(700n, { signer: heir });
      await short(pay(1n, { signer: heir }), heir.address, 1n, 0n);
    });

    it("X-80: dodges no forced transfer", async () => {
      const args = [payer.id, payee.id, 1_000n, ZeroHash, reference()];
      const taking = await approvedOrder(
        office.suite,
        [{ target: money, name: "forceTransfer", args }],
        [...court(office), ...regulator(office)],
      );
      await rotated(office, payer, heir);
      await office.suite.docket.execute(taking.order, taking.calls);
      expect([await money.balanceOf(heir.address), await balanceOf(payee)]).to.deep.equal([0n, 1_000n]);
    });

    it("leaves the old one free of cases, for whoever it serves next", async () => {
      await frozen(1_000n);
      await rotated(office, payer, heir);
      expect(await money.getFrozenTokens(payer.wallet)).to.equal(0n);
      await expect(pay(0n)).to.be.revertedWithCustomError(participants, "AccountUnknown");
    });
  });

  it("X-67: what a transfer moves is what it says: no fee, no rebasing, and true or a revert", async () => {
    const part = await ethers.deployContract("Forwarder");
    await addModule(office, "shop", [part]);
    await money.connect(payer.signer).approve(part, MaxUint256);
    const data = money.interface.encodeFunctionData("transferFrom", [payer.wallet, payee.wallet, 333n]);
    const answer = await part.forward.staticCall(money, data);
    expect(money.interface.decodeFunctionResult("transferFrom", answer)[0]).to.equal(true);
    await part.forward(money, data);
    expect([await balanceOf(payer), await balanceOf(payee)]).to.deep.equal([667n, 333n]);
    await networkHelpers.time.increase(YEAR);
    expect([await balanceOf(payer), await balanceOf(payee), await money.totalSupply()]).to.deep.equal([
      667n,
      333n,
      1_000n,
    ]);
  });
});
