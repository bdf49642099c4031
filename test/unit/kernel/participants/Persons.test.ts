/** Accounts of persons that participants attest, purses of module parts, and what ERC-3643 reads of either. */
import { expect } from "chai";
import { concat, MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import { Scopes, VotingClass } from "../../../../deploy/data/terms.ts";
import {
  addModule,
  applied,
  at,
  attested,
  bound,
  consentOf,
  DAY,
  decree,
  freeze,
  halt,
  newCase,
  newcomer,
  now,
  type Office,
  order,
  stranger,
} from "../../../utils/orders.ts";
import { type Actor, ethers, foundedSuite, networkHelpers } from "../../../utils/suite.ts";

const person = stranger("person");
const HOLDER = BigInt(person.address);
let references = 0;
const reference = () => `0x${(++references).toString(16).padStart(64, "0")}`;

describe("ParticipantRegistry: persons and purses", () => {
  let office: Office;
  let participants: Office["suite"]["participants"];
  let money: Office["suite"]["money"];
  let attester: Actor;
  let bank: Actor;
  let payee: Actor;

  beforeEach(async () => {
    office = await foundedSuite();
    ({ participants, money } = office.suite);
    ({ nanming: attester, clearing: bank, huaxi: payee } = office);
  });

  const issue = (to: string, amount: bigint) => money.connect(bank.signer).issue(to, amount, reference());
  const pay = (to: string, amount = 1n) => money.connect(person).transfer(to, amount);
  const isOver = (attempt: Promise<unknown>) =>
    expect(attempt).to.be.revertedWithCustomError(participants, "AttestationOver");

  describe("attest", () => {
    it("emits AccountAttested; attester and end are all there is of the person: K-8", async () => {
      const until = (await now()) + 365n * DAY;
      await expect(attested(office, attester, person, until))
        .to.emit(participants, "AccountAttested")
        .withArgs(attester.id, person.address, until);
      expect([...(await participants.attestationOf(person.address))]).to.deep.equal([attester.id, until]);
      expect(await participants.holderOf(person.address)).to.equal(HOLDER);
      expect([
        await participants.isVerified(person.address),
        await participants.identity(person.address),
      ]).to.deep.equal([true, attester.wallet]);
      expect(await participants.participantOf(person.address)).to.equal(0n);
    });

    it("reverts without the account's consent to just this: another attester, scope, or an old signature", async () => {
      const deadline = (await now()) + 10n * DAY;
      const until = (await now()) + 30n * DAY;
      const send = (by: Actor, consent: { deadline: bigint; signature: string }) =>
        participants.connect(by.signer).attest(person.address, until, consent.deadline, consent.signature);
      const mine = await consentOf(office, attester, person, 0n, deadline);
      await expect(send(payee, mine)).to.be.revertedWithCustomError(participants, "AccountConsentInvalid");
      for (const other of [
        await consentOf(office, attester, person, Scopes.ACTS, deadline),
        await consentOf(office, attester, stranger("another"), 0n, deadline),
      ]) {
        await expect(send(attester, other)).to.be.revertedWithCustomError(participants, "AccountConsentInvalid");
      }
      await expect(send(attester, { ...mine, deadline: 1n })).to.be.revertedWithCustomError(
        participants,
        "AccountConsentExpired",
      );
      await send(attester, mine);
      await participants.connect(attester.signer).withdrawAttestation(person.address);
      await expect(send(attester, mine)).to.be.revertedWithCustomError(participants, "AccountConsentInvalid");
    });

    it("reverts for a term that is over, and for callers that administer nothing or may do no business", async () => {
      await expect(attested(office, attester, person, await now())).to.be.revertedWithCustomError(
        participants,
        "AttestationTermOver",
      );
      const clerk = stranger("clerk");
      await bound(office, attester, clerk);
      const { deadline, signature } = await consentOf(office, attester, person, 0n);
      const attest = (by: typeof clerk) =>
        participants.connect(by).attest(person.address, deadline, deadline, signature);
      await expect(attest(clerk)).to.be.revertedWithCustomError(participants, "AccountScopeMissing");
      await expect(attest(stranger("nobody"))).to.be.revertedWithCustomError(participants, "AccountUnknown");
      await freeze(office, attester.id, DAY);
      await expect(attested(office, attester, person)).to.be.revertedWithCustomError(
        participants,
        "ParticipantIsFrozen",
      );
      await networkHelpers.time.increase(2n * DAY);
      await decree(office, "suspend", attester.id);
      await expect(attested(office, attester, person)).to.be.revertedWithCustomError(
        participants,
        "ParticipantWrongStanding",
      );
    });

    it("K-7: a participant's account, a part and the authority are never a person's; a person's never theirs, not even when it has ended", async () => {
      const clerk = stranger("clerk");
      await bound(office, payee, clerk);
      await expect(attested(office, attester, clerk))
        .to.be.revertedWithCustomError(participants, "AccountTaken")
        .withArgs(clerk.address, payee.id);
      const { billPayment, authority } = office.suite;
      for (const contract of [billPayment, authority, participants]) {
        const account = await contract.getAddress();
        await expect(
          participants.connect(attester.signer).attest(account, (await now()) + DAY, (await now()) + DAY, "0x"),
        )
          .to.be.revertedWithCustomError(participants, "AccountForbidden")
          .withArgs(account);
      }

      await attested(office, attester, person);
      const taken = async (attempt: Promise<unknown>) =>
        expect(attempt)
          .to.be.revertedWithCustomError(participants, "AccountTaken")
          .withArgs(person.address, attester.id);
      const newcomerOf = { ...newcomer(7), wallet: person };
      for (let ended = false; ; ended = true) {
        await taken(bound(office, payee, person));
        await taken(bound(office, attester, person));
        await taken(applied(office, newcomerOf));
        if (ended) break;
        await taken(attested(office, payee, person));
        await participants.connect(attester.signer).withdrawAttestation(person.address);
      }
    });

    it("K-7: an applicant whose wallet became a person's meanwhile is not admitted; nor is such a contract registered as a part", async () => {
      const who = { ...newcomer(8), wallet: person };
      const participant = await applied(office, who);
      await attested(office, attester, person);
      await expect(decree(office, "admit", participant))
        .to.be.revertedWithCustomError(participants, "AccountTaken")
        .withArgs(person.address, attester.id);

      // Later, a contract stands at that address.
      const part = await ethers.deployContract("Forwarder");
      await networkHelpers.setCode(person.address, await ethers.provider.getCode(part));
      await expect(addModule(office, "shop", [part.attach(person.address)]))
        .to.be.revertedWithCustomError(participants, "AccountTaken")
        .withArgs(person.address, attester.id);
    });

    /** A contract account, attested with the signatures of its officers. It takes no call but its own functions'. */
    async function attestedContract() {
      const officers = [stranger("maker"), stranger("checker")] as const;
      const wallet = await ethers.deployContract("JointWallet", [officers.map(({ address }) => address)]);
      const deadline = (await now()) + DAY;
      const consents = await Promise.all(
        officers.map((officer) => {
          const asWallet = {
            getAddress: () => wallet.getAddress(),
            signTypedData: officer.signTypedData.bind(officer),
          };
          return consentOf(office, attester, asWallet, 0n, deadline);
        }),
      );
      const signature = concat(consents.map((each) => each.signature));
      await participants.connect(attester.signer).attest(wallet, deadline, deadline, signature);
      return wallet;
    }

    it("X-75: a contract's account is paid and pays without being called: no hook sees a half-settled state", async () => {
      const wallet = await attestedContract();
      await issue(await wallet.getAddress(), 100n);
      await issue(payee.wallet, 100n);
      await money.connect(payee.signer).transfer(wallet, 50n);
      await order(office, money, "forceTransfer", [
        BigInt(await wallet.getAddress()),
        payee.id,
        150n,
        ZeroHash,
        reference(),
      ]);
      expect(await money.balanceOf(payee.wallet)).to.equal(200n);
    });

    it("K-7: another participant takes over once an attestation has ended, by whichever cause; not before", async () => {
      const until = (await now()) + 10n * DAY;
      await attested(office, attester, person, until);
      const takeOver = () => attested(office, payee, person);
      await expect(takeOver()).to.be.revertedWithCustomError(participants, "AccountTaken");
      const snapshot = await networkHelpers.takeSnapshot();
      await networkHelpers.time.increase(11n * DAY);
      await takeOver();
      await snapshot.restore();
      await decree(office, "suspend", attester.id);
      await expect(takeOver()).to.be.revertedWithCustomError(participants, "AccountTaken");
      await decree(office, "expel", attester.id);
      await takeOver();
      expect((await participants.attestationOf(person.address)).attester).to.equal(payee.id);
    });
  });

  describe("renewAttestation and withdrawAttestation", () => {
    it("are the attester's alone: emits AccountAttested and AttestationWithdrawn", async () => {
      await attested(office, attester, person);
      const until = (await now()) + 900n * DAY;
      const by = (who: Actor) => participants.connect(who.signer);
      for (const attempt of [
        by(payee).renewAttestation(person.address, until),
        by(payee).withdrawAttestation(person.address),
      ]) {
        await expect(attempt)
          .to.be.revertedWithCustomError(participants, "AttestationNotOwn")
          .withArgs(person.address, payee.id, attester.id);
      }
      await expect(by(attester).renewAttestation(person.address, until))
        .to.emit(participants, "AccountAttested")
        .withArgs(attester.id, person.address, until);
      await expect(by(attester).renewAttestation(person.address, await now())).to.be.revertedWithCustomError(
        participants,
        "AttestationTermOver",
      );
      await freeze(office, attester.id, DAY);
      await expect(by(attester).renewAttestation(person.address, until + 1n)).to.be.revertedWithCustomError(
        participants,
        "ParticipantIsFrozen",
      );
      await expect(by(attester).withdrawAttestation(person.address))
        .to.emit(participants, "AttestationWithdrawn")
        .withArgs(attester.id, person.address);
      expect(await participants.isVerified(person.address)).to.equal(false);
      await isOver(by(attester).withdrawAttestation(person.address));
      await networkHelpers.time.increase(2n * DAY);
      await by(attester).renewAttestation(person.address, until);
      expect(await participants.isVerified(person.address)).to.equal(true);
    });

    it("an account of nobody's has no attester", async () => {
      const nobody = stranger("nobody").address;
      await expect(participants.connect(attester.signer).renewAttestation(nobody, MaxUint256 >> 216n))
        .to.be.revertedWithCustomError(participants, "AttestationNotOwn")
        .withArgs(nobody, attester.id, 0n);
      expect([await participants.identity(nobody), await participants.isVerified(nobody)]).to.deep.equal([
        ZeroAddress,
        false,
      ]);
    });
  });

  describe("a person's account", () => {
    let end: bigint;

    beforeEach(async () => {
      end = (await now()) + 30n * DAY;
      await attested(office, attester, person, end);
      await issue(person.address, 1_000n);
      await issue(payee.wallet, 1_000n);
    });

    it("K-5: holds, sends and receives money, from and to participants and other persons", async () => {
      const other = stranger("other");
      await attested(office, payee, other);
      await pay(payee.wallet, 100n);
      await pay(other.address, 200n);
      await money.connect(payee.signer).transfer(person.address, 50n);
      await money.connect(person).approve(payee.wallet, 10n);
      await money.connect(payee.signer).transferFrom(person.address, other.address, 10n);
      expect(await money.balanceOf(person.address)).to.equal(740n);
      for (const to of [stranger("nobody").address, await office.suite.billPayment.getAddress()]) {
        await expect(pay(to)).to.be.revertedWithCustomError(participants, "AccountUnknown").withArgs(to);
      }
    });

    it("K-10: acts for nobody: not through a door, not by another's allowance, not by vote", async () => {
      const { billRegistry, docket } = office.suite;
      await money.connect(payee.signer).approve(person.address, 10n);
      for (const attempt of [
        () => money.connect(person).transferFrom(payee.wallet, person.address, 1n),
        () => money.connect(person).issue(payee.wallet, 1n, reference()),
        () => money.connect(person).redeem(person.address, 1n, reference()),
        () => docket.connect(person).approve(1n, VotingClass.Council, []),
        () => participants.connect(person).withdrawAttestation(person.address),
        () => billRegistry.connect(person).cancelInstruction(1n),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(participants, "AccountUnknown").withArgs(person.address);
      }
    });

    it("K-11: X-82: its money is frozen by amount; freezing its attester does not touch it", async () => {
      await freeze(office, attester.id);
      await pay(payee.wallet, 100n);
      await order(office, money, "freezeMoney", [HOLDER, newCase(), MaxUint256, (await now()) + DAY]);
      for (const to of [payee.wallet, attester.wallet]) {
        await expect(pay(to)).to.be.revertedWithCustomError(money, "ERC7943InsufficientUnfrozenBalance");
      }
      await money.connect(person).approve(bank.wallet, 10n);
      await expect(money.connect(bank.signer).redeem(person.address, 1n, reference())).to.be.revertedWithCustomError(
        money,
        "ERC7943InsufficientUnfrozenBalance",
      );
      await money.connect(payee.signer).transfer(person.address, 10n);
      expect(await money.spendable(person.address)).to.equal(0n);
    });

    it("reverts while the money is halted; redemption goes on: K-12", async () => {
      await money.connect(person).approve(bank.wallet, 10n);
      await halt(office, "money");
      await expect(pay(payee.wallet)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
      await money.connect(bank.signer).redeem(person.address, 10n, reference());
    });

    for (const [cause, finish] of Object.entries({
      "has run out": () => at(end + 1n).then(() => networkHelpers.mine()),
      "is withdrawn": () => participants.connect(attester.signer).withdrawAttestation(person.address),
      "was an expelled participant's": async () => {
        await decree(office, "suspend", attester.id);
        await pay(payee.wallet);
        await money.connect(person).approve(payee.wallet, 0n);
        await decree(office, "expel", attester.id);
      },
    })) {
      it(`K-5: K-12: whose attestation ${cause} receives nothing, and gives back: to its attester, or by redemption`, async () => {
        await finish();
        const left = await money.balanceOf(person.address);
        await isOver(pay(payee.wallet));
        await isOver(pay(person.address));
        await isOver(money.connect(payee.signer).transfer(person.address, 1n));
        await isOver(issue(person.address, 1n));
        await money.connect(person).approve(payee.wallet, 1n);
        await isOver(money.connect(payee.signer).transferFrom(person.address, payee.wallet, 1n));
        await pay(attester.wallet, 100n);
        await money.connect(person).approve(bank.wallet, left);
        await money.connect(bank.signer).redeem(person.address, left - 100n, reference());
        expect(await money.balanceOf(person.address)).to.equal(0n);
        expect([
          await participants.isVerified(person.address),
          await participants.identity(person.address),
        ]).to.deep.equal([false, attester.wallet]);
      });
    }

    it("K-4: what is frozen stays so after the attestation has ended, and under the next attester", async () => {
      await order(office, money, "freezeMoney", [HOLDER, newCase(), 900n, (await now()) + 300n * DAY]);
      await participants.connect(attester.signer).withdrawAttestation(person.address);
      await expect(pay(attester.wallet, 101n)).to.be.revertedWithCustomError(
        money,
        "ERC7943InsufficientUnfrozenBalance",
      );
      await attested(office, payee, person);
      await expect(pay(payee.wallet, 101n)).to.be.revertedWithCustomError(money, "ERC7943InsufficientUnfrozenBalance");
      await pay(payee.wallet, 100n);
    });
  });

  describe("a purse", () => {
    type Part = Awaited<ReturnType<typeof deployed>>;
    const deployed = () => ethers.deployContract("Forwarder");
    let purse: Part;
    let sibling: Part;
    let stray: Part;

    beforeEach(async () => {
      [purse, sibling, stray] = [await deployed(), await deployed(), await deployed()];
      await addModule(office, "shop", [purse, sibling]);
      await addModule(office, "inn", [stray]);
      await issue(payee.wallet, 1_000n);
      for (const part of [purse, sibling, stray]) await money.connect(payee.signer).approve(part, MaxUint256);
    });

    const custody = async (part: Part, custodial = true) =>
      order(office, office.suite.directory, "setCustodial", [await part.getAddress(), custodial]);
    const through = async (part: Part, name: "transfer" | "transferFrom" | "approve", args: unknown[]) =>
      part.forward(money, money.interface.encodeFunctionData(name as "transfer", args as never));
    const fill = async (part: Part, into: Part, amount = 100n) =>
      through(part, "transferFrom", [payee.wallet, await into.getAddress(), amount]);
    const refused = (attempt: Promise<unknown>) =>
      expect(attempt).to.be.revertedWithCustomError(participants, "AccountUnknown");

    it("K-6: only a part that an order made custodial holds money; emits CustodySet", async () => {
      await refused(fill(purse, purse));
      await expect(custody(purse)).to.emit(participants, "CustodySet").withArgs(purse, true);
      expect([await participants.isCustodial(purse), await participants.isCustodial(sibling)]).to.deep.equal([
        true,
        false,
      ]);
      await fill(purse, purse);
      await fill(sibling, purse);
      await refused(fill(sibling, sibling));
      expect(await money.balanceOf(purse)).to.equal(200n);
      expect(await money.spendable(purse)).to.equal(200n);
    });

    it("K-6: nobody fills it past its own module: no holder, institution, order or other module", async () => {
      await custody(purse);
      const address = await purse.getAddress();
      await refused(fill(stray, purse));
      await refused(money.connect(payee.signer).transfer(address, 1n));
      await refused(money.connect(payee.signer).transferWithReference(address, 1n, reference()));
      await refused(issue(address, 1n));
      await expect(
        order(office, money, "forceTransfer", [payee.id, BigInt(address), 1n, ZeroHash, reference()]),
      ).to.be.revertedWithCustomError(money, "MoneyHolderUnknown");
      await attested(office, attester, person);
      await issue(person.address, 10n);
      await refused(pay(address));
      expect(await money.balanceOf(purse)).to.equal(0n);
    });

    it("K-6: nobody empties it past its own module, whatever it has allowed", async () => {
      await custody(purse);
      await fill(purse, purse, 300n);
      const address = await purse.getAddress();
      const parts = await Promise.all([sibling, stray].map((part) => part.getAddress()));
      for (const spender of [...parts, payee.wallet, bank.wallet]) {
        await through(purse, "approve", [spender, MaxUint256]);
      }
      await refused(through(stray, "transferFrom", [address, payee.wallet, 1n]));
      await refused(money.connect(payee.signer).transferFrom(address, payee.wallet, 1n));
      await refused(money.connect(bank.signer).redeem(address, 1n, reference()));
      await through(purse, "transfer", [payee.wallet, 100n]);
      await through(sibling, "transferFrom", [address, payee.wallet, 100n]);
      expect(await money.balanceOf(purse)).to.equal(100n);
    });

    it("K-12: pays out while both modules are halted, and when it is custodial no longer", async () => {
      await custody(purse);
      await fill(purse, purse, 300n);
      await halt(office, "money");
      await halt(office, "shop");
      await through(purse, "transfer", [payee.wallet, 100n]);
      await custody(purse, false);
      await refused(fill(purse, purse));
      await through(purse, "transfer", [payee.wallet, 200n]);
      expect(await money.balanceOf(purse)).to.equal(0n);
    });

    it("reverts for what is no part, and for everybody but the directory", async () => {
      const { directory } = office.suite;
      const nobody = stranger("nobody").address;
      for (const account of [nobody, payee.wallet]) {
        await expect(order(office, directory, "setCustodial", [account, true]))
          .to.be.revertedWithCustomError(directory, "ModulePartUnknown")
          .withArgs(account);
      }
      await expect(participants.connect(bank.signer).setCustodial(purse, true))
        .to.be.revertedWithCustomError(participants, "ParticipantCallerNotDirectory")
        .withArgs(bank.wallet);
      await expect(directory.connect(bank.signer).setCustodial(purse, true)).to.be.revertedWithCustomError(
        directory,
        "AccessManagedUnauthorized",
      );
    });
  });

  it("ERC-3643: a participant's accounts are verified while it is active; their identity is its wallet", async () => {
    const clerk = stranger("clerk");
    await bound(office, payee, clerk);
    const read = async (account: string) => [
      await participants.isVerified(account),
      await participants.identity(account),
    ];
    for (const account of [payee.wallet, clerk.address]) {
      expect(await read(account)).to.deep.equal([true, payee.wallet]);
    }
    await freeze(office, payee.id);
    expect(await read(payee.wallet)).to.deep.equal([true, payee.wallet]);
    await decree(office, "suspend", payee.id);
    expect(await read(clerk.address)).to.deep.equal([false, payee.wallet]);
    expect([await participants.holderOf(payee.wallet), await participants.holderOf(clerk.address)]).to.deep.equal([
      payee.id,
      0n,
    ]);
  });
});
