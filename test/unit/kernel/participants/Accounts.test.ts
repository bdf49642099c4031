/** Accounts that act for a participant: consent, scopes, limits, release; and those that may never be one. */
import { expect } from "chai";
import { concat, encodeBytes32String, getBytes, id, type Wallet } from "ethers";
import { Scopes, VotingClass } from "../../../../deploy/data/terms.ts";
import { signConsent, usccBytes } from "../../../../deploy/founders.ts";
import {
  addModule,
  applicationOf,
  type Binding,
  bound,
  DAY,
  decree,
  freeze,
  newcomer,
  now,
  type Office,
  stranger,
} from "../../../utils/orders.ts";
import { type Actor, approvedOrder, ethers, foundedSuite, networkHelpers } from "../../../utils/suite.ts";

const clerk = stranger("clerk");

interface ConsentDraft {
  uscc?: string;
  scopes?: bigint;
  account?: Wallet;
  deadline?: bigint;
}

interface BindingDraft {
  owner?: Actor;
  account?: string;
  scopes?: bigint;
}

describe("ParticipantRegistry: accounts", () => {
  let office: Office;
  let participants: Office["suite"]["participants"];
  let money: Office["suite"]["money"];

  beforeEach(async () => {
    office = await foundedSuite();
    ({ participants, money } = office.suite);
  });

  const bind = (binding?: Binding, owner: Actor = office.nanming, account: Wallet = clerk) =>
    bound(office, owner, account, binding);

  /** Sends a binding as it stands, consent and all. */
  const bindWith = (
    consent: { deadline: bigint; signature: string },
    { owner = office.nanming, account = clerk.address, scopes = Scopes.ACTS }: BindingDraft = {},
  ) => participants.connect(owner.signer).bindAccount(account, scopes, 0, [], consent.deadline, consent.signature);

  describe("bindAccount", () => {
    it("emits AccountBound; the account serves with the scopes, ceiling and modules given", async () => {
      const modules = ["money", "bills"].map(encodeBytes32String);
      await expect(bind({ ceiling: 500n, modules: ["money", "bills"] }))
        .to.emit(participants, "AccountBound")
        .withArgs(office.nanming.id, clerk.address, Scopes.ACTS, 500n, modules);
      expect(await participants.participantOf(clerk)).to.equal(office.nanming.id);
      expect([...(await participants.accountInfo(clerk))]).to.deep.equal([office.nanming.id, Scopes.ACTS, true, 500n]);
      expect([...(await participants.modulesOf(clerk))]).to.deep.equal(modules);
    });

    it("is for accounts with the scope of administration", async () => {
      const assistant = stranger("assistant");
      await bind({ scopes: Scopes.ADMINISTRATION });
      const deadline = (await now()) + DAY;
      const { signature } = await signConsent(participants, assistant, office.nanming.uscc, Scopes.ACTS, deadline);
      await participants.connect(clerk).bindAccount(assistant, Scopes.ACTS, 0, [], deadline, signature);
      expect(await participants.participantOf(assistant)).to.equal(office.nanming.id);
      const other = stranger("other");
      const consent = await signConsent(participants, other, office.nanming.uscc, Scopes.ACTS, deadline);
      await expect(participants.connect(assistant).bindAccount(other, Scopes.ACTS, 0, [], deadline, consent.signature))
        .to.be.revertedWithCustomError(participants, "AccountScopeMissing")
        .withArgs(assistant.address, Scopes.ACTS, Scopes.ADMINISTRATION);
      await expect(participants.connect(other).bindAccount(other, Scopes.ACTS, 0, [], deadline, consent.signature))
        .to.be.revertedWithCustomError(participants, "AccountUnknown")
        .withArgs(other.address);
    });

    it("works for frozen, suspended and expelled participants: who administers them is theirs", async () => {
      await freeze(office, office.nanming.id);
      await decree(office, "suspend", office.nanming.id);
      await decree(office, "expel", office.nanming.id);
      await bind();
      expect(await participants.participantOf(clerk)).to.equal(office.nanming.id);
    });

    it("reverts when the scopes are none or unknown", async () => {
      for (const scopes of [0n, 8n]) {
        await expect(bind({ scopes }))
          .to.be.revertedWithCustomError(participants, "AccountScopesInvalid")
          .withArgs(scopes);
      }
    });

    it("reverts when it names more than 16 modules", async () => {
      const modules = Array.from({ length: 17 }, (_, index) => `module ${index}`);
      await expect(bind({ modules }))
        .to.be.revertedWithCustomError(participants, "AccountModulesTooMany")
        .withArgs(17n, 16n);
      await bind({ modules: modules.slice(1) });
    });

    it("K-7: reverts when the account serves somebody, the same participant included", async () => {
      await bind();
      for (const owner of [office.nanming, office.huaxi]) {
        await expect(bind({}, owner))
          .to.be.revertedWithCustomError(participants, "AccountTaken")
          .withArgs(clerk.address, office.nanming.id);
      }
      const { deadline, signature } = await signConsent(
        participants,
        office.huaxi.signer,
        office.nanming.uscc,
        Scopes.ACTS,
        (await now()) + DAY,
      );
      await expect(bindWith({ deadline, signature }, { account: office.huaxi.wallet }))
        .to.be.revertedWithCustomError(participants, "AccountTaken")
        .withArgs(office.huaxi.wallet, office.huaxi.id);
    });

    it("K-10: reverts when the account is the manager, the registry or a module's part", async () => {
      const { authority, billPayment } = office.suite;
      const consent = { deadline: (await now()) + DAY, signature: "0x" };
      for (const contract of [authority, participants, money, billPayment]) {
        const account = await contract.getAddress();
        await expect(bindWith(consent, { account }))
          .to.be.revertedWithCustomError(participants, "AccountForbidden")
          .withArgs(account);
        const application = { ...applicationOf(newcomer(1)), wallet: account };
        await expect(participants.applyForAdmission(application, consent.deadline, "0x"))
          .to.be.revertedWithCustomError(participants, "AccountForbidden")
          .withArgs(account);
      }
    });
  });

  describe("consent", () => {
    const consentOf = async ({
      uscc = office.nanming.uscc,
      scopes = Scopes.ACTS,
      account = clerk,
      deadline = 0n,
    }: ConsentDraft = {}) => signConsent(participants, account, uscc, scopes, deadline || (await now()) + DAY);

    const refused = (attempt: Promise<unknown>, account = clerk.address) =>
      expect(attempt).to.be.revertedWithCustomError(participants, "AccountConsentInvalid").withArgs(account);

    it("serves once, also after the account was released: X-98", async () => {
      const consent = await consentOf();
      await bindWith(consent);
      await participants.connect(clerk).releaseAccount(clerk);
      await refused(bindWith(consent));
    });

    it("holds through its deadline and not longer", async () => {
      const deadline = (await now()) + DAY;
      const consent = await consentOf({ deadline });
      const snapshot = await networkHelpers.takeSnapshot();
      await networkHelpers.time.setNextBlockTimestamp(deadline);
      await bindWith(consent);
      await snapshot.restore();
      await networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(bindWith(consent))
        .to.be.revertedWithCustomError(participants, "AccountConsentExpired")
        .withArgs(clerk.address, deadline);
    });

    it("is for one participant, one set of scopes, one account and one deadline", async () => {
      const consent = await consentOf();
      await refused(bindWith(consent, { owner: office.huaxi }));
      await refused(bindWith(consent, { scopes: Scopes.ALL }));
      await refused(bindWith(consent, { account: stranger("other").address }), stranger("other").address);
      await refused(bindWith({ ...consent, deadline: consent.deadline + 1n }));
      await bindWith(consent);
    });

    it("is for one registry on one chain", async () => {
      const { name, version, chainId, verifyingContract } = await participants.eip712Domain();
      const types = {
        Consent: [
          { name: "account", type: "address" },
          { name: "uscc", type: "bytes18" },
          { name: "scopes", type: "uint8" },
          { name: "nonce", type: "uint256" },
          { name: "deadline", type: "uint256" },
        ],
      };
      const deadline = (await now()) + DAY;
      const message = {
        account: clerk.address,
        uscc: usccBytes(office.nanming.uscc),
        scopes: Scopes.ACTS,
        nonce: 0n,
        deadline,
      };
      const right = { name, version, chainId, verifyingContract };
      for (const domain of [
        { ...right, chainId: chainId + 1n },
        { ...right, verifyingContract: office.nanming.wallet },
        { ...right, name: "RopeNet" },
        { ...right, version: "2" },
      ]) {
        await refused(bindWith({ deadline, signature: await clerk.signTypedData(domain, types, message) }));
      }
      await bindWith({ deadline, signature: await clerk.signTypedData(right, types, message) });
    });

    it("X-99: reverts when the signature is short, in the 64-byte form, of high s, or empty", async () => {
      const { deadline, signature } = await consentOf();
      const bytes = getBytes(signature);
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const s = BigInt(ethers.hexlify(bytes.slice(32, 64)));
      const high = concat([
        bytes.slice(0, 32),
        ethers.toBeHex(order - s, 32),
        ethers.toBeHex(bytes[64] === 27 ? 28 : 27, 1),
      ]);
      const compact = ethers.Signature.from(signature).compactSerialized;
      for (const wrong of ["0x", ethers.hexlify(bytes.slice(0, 64)), compact, high]) {
        await refused(bindWith({ deadline, signature: wrong }));
      }
      await bindWith({ deadline, signature });
    });

    describe("of a contract account (ERC-1271)", () => {
      it("X-98: counts at the moment of binding; what the contract answers later changes nothing", async () => {
        const fickle = await ethers.deployContract("FickleWallet");
        const account = await fickle.getAddress();
        const deadline = (await now()) + DAY;
        await fickle.setAgrees(false);
        await refused(bindWith({ deadline, signature: "0x01" }, { account }), account);
        await fickle.setAgrees(true);
        await bindWith({ deadline, signature: "0x01" }, { account });
        await fickle.setAgrees(false);
        expect(await participants.participantOf(account)).to.equal(office.nanming.id);
        await fickle.setAgrees(true);
        await expect(bindWith({ deadline, signature: "0x01" }, { account, owner: office.huaxi }))
          .to.be.revertedWithCustomError(participants, "AccountTaken")
          .withArgs(account, office.nanming.id);
      });

      it("X-98: takes what its officers sign for it, and for no other account of the same officers", async () => {
        const officers = [stranger("maker"), stranger("checker")] as const;
        const addresses = officers.map(({ address }) => address);
        const [one, two] = await Promise.all([
          ethers.deployContract("JointWallet", [addresses]),
          ethers.deployContract("JointWallet", [addresses]),
        ]);
        const deadline = (await now()) + DAY;
        // Each officer signs a consent in which the contract is the account.
        const signed = async (wallet: string) => {
          const asWallet = (officer: Wallet) => ({
            getAddress: () => Promise.resolve(wallet),
            signTypedData: officer.signTypedData.bind(officer),
          });
          const parts = await Promise.all(
            officers.map((officer) =>
              signConsent(participants, asWallet(officer), office.nanming.uscc, Scopes.ACTS, deadline),
            ),
          );
          return concat(parts.map(({ signature }) => signature));
        };
        const [first, second] = [await one.getAddress(), await two.getAddress()];
        const signature = await signed(first);
        await refused(bindWith({ deadline, signature }, { account: second }), second);
        await bindWith({ deadline, signature }, { account: first });
        await bindWith({ deadline, signature: await signed(second) }, { account: second });
        expect(await participants.participantOf(second)).to.equal(office.nanming.id);
      });
    });
  });

  describe("releaseAccount", () => {
    it("emits AccountReleased when the account itself or the administration asks; nothing of it stays", async () => {
      for (const caller of [clerk, office.nanming.signer]) {
        await bind({ ceiling: 5n, modules: ["money"] });
        await expect(participants.connect(caller).releaseAccount(clerk))
          .to.emit(participants, "AccountReleased")
          .withArgs(office.nanming.id, clerk.address);
        expect([...(await participants.accountInfo(clerk))]).to.deep.equal([0n, 0n, false, 0n]);
        expect(await participants.modulesOf(clerk)).to.deep.equal([]);
      }
      await bind({}, office.huaxi);
      expect([...(await participants.accountInfo(clerk))]).to.deep.equal([office.huaxi.id, Scopes.ACTS, false, 0n]);
    });

    it("reverts when the account is the wallet", async () => {
      await expect(participants.connect(office.nanming.signer).releaseAccount(office.nanming.wallet))
        .to.be.revertedWithCustomError(participants, "AccountIsWallet")
        .withArgs(office.nanming.wallet);
    });

    it("reverts when the caller is another participant, another account or nobody", async () => {
      await bind();
      const other = stranger("other");
      await bind({}, office.nanming, other);
      const release = (caller: Wallet | Actor["signer"]) => participants.connect(caller).releaseAccount(clerk);
      await expect(release(office.huaxi.signer))
        .to.be.revertedWithCustomError(participants, "AccountUnknown")
        .withArgs(clerk.address);
      await expect(release(other)).to.be.revertedWithCustomError(participants, "AccountScopeMissing");
      await expect(release(stranger("nobody"))).to.be.revertedWithCustomError(participants, "AccountUnknown");
    });
  });

  describe("limits of an operator", () => {
    const pay = (amount: bigint) =>
      money.connect(clerk).transferFrom(office.huaxi.wallet, office.nanming.wallet, amount);

    beforeEach(async () => {
      await money.connect(office.clearing.signer).issue(office.huaxi.wallet, 1_000n, id("deposit"));
      await money.connect(office.huaxi.signer).approve(clerk, 1_000n);
    });

    it("a ceiling holds for each act", async () => {
      await bind({ ceiling: 100n });
      await pay(100n);
      await pay(100n);
      await expect(pay(101n))
        .to.be.revertedWithCustomError(participants, "AccountCeilingExceeded")
        .withArgs(clerk.address, 101n, 100n);
    });

    it("no ceiling is none", async () => {
      await bind();
      await pay(1_000n);
    });

    it("modules that it is not limited to are closed to it", async () => {
      await bind({ modules: ["bills", "trade"] });
      await expect(pay(1n))
        .to.be.revertedWithCustomError(participants, "AccountNotForModule")
        .withArgs(clerk.address, encodeBytes32String("money"));
      await participants.connect(clerk).releaseAccount(clerk);
      await bind({ modules: ["bills", "money"] });
      await pay(1n);
    });

    it("what it was limited to before goes with its release", async () => {
      await bind({ modules: ["bills"], ceiling: 1n });
      await participants.connect(clerk).releaseAccount(clerk);
      await bind();
      await pay(1_000n);
    });

    it("reverts when it lacks the scope for acts, or serves nobody", async () => {
      await expect(pay(1n)).to.be.revertedWithCustomError(participants, "AccountUnknown").withArgs(clerk.address);
      await bind({ scopes: Scopes.ORDERS + Scopes.ADMINISTRATION });
      await expect(pay(1n))
        .to.be.revertedWithCustomError(participants, "AccountScopeMissing")
        .withArgs(clerk.address, 6n, Scopes.ACTS);
    });
  });

  describe("voterOf", () => {
    it("is the participant of an account with the scope for orders", async () => {
      await bind({ scopes: Scopes.ORDERS }, office.qianling);
      expect(await participants.voterOf(clerk)).to.equal(office.qianling.id);
      expect(await participants.voterOf(office.qianling.wallet)).to.equal(office.qianling.id);
    });

    it("K-11: reverts for a trading key, an account of nobody and a participant that is not active", async () => {
      await bind({ scopes: Scopes.ACTS + Scopes.ADMINISTRATION }, office.qianling);
      await expect(participants.voterOf(clerk))
        .to.be.revertedWithCustomError(participants, "AccountScopeMissing")
        .withArgs(clerk.address, 5n, Scopes.ORDERS);
      await expect(participants.voterOf(stranger("nobody"))).to.be.revertedWithCustomError(
        participants,
        "AccountUnknown",
      );
      await decree(office, "suspend", office.clearing.id);
      await expect(participants.voterOf(office.clearing.wallet))
        .to.be.revertedWithCustomError(participants, "ParticipantWrongStanding")
        .withArgs(office.clearing.id, 4n, 3n);
    });

    it("a trading key cannot approve, a voting key can", async () => {
      const { docket } = office.suite;
      await bind({}, office.regulator);
      const call = { target: office.suite.directory, name: "resume", args: [encodeBytes32String("money"), id("case")] };
      const { order, calls } = await approvedOrder(office.suite, [call], [[office.qianling, "Council"]]);
      await expect(docket.connect(clerk).approve(order, VotingClass.Regulator, calls)).to.be.revertedWithCustomError(
        participants,
        "AccountScopeMissing",
      );
      await expect(
        docket.connect(clerk).propose(calls, id("basis"), "", (await now()) + DAY),
      ).to.be.revertedWithCustomError(participants, "AccountScopeMissing");
      await participants.connect(clerk).releaseAccount(clerk);
      await bind({ scopes: Scopes.ORDERS }, office.regulator);
      await docket.connect(clerk).approve(order, VotingClass.Regulator, calls);
    });
  });

  it("K-10: reverts when a contract becomes a part that serves a participant already", async () => {
    // A part speaks for others; an account speaks for its participant.
    const fickle = await ethers.deployContract("FickleWallet");
    const account = await fickle.getAddress();
    await bindWith({ deadline: (await now()) + DAY, signature: "0x" }, { account });
    await expect(addModule(office, "fickle", [fickle]))
      .to.be.revertedWithCustomError(participants, "AccountTaken")
      .withArgs(account, office.nanming.id);
  });
});
