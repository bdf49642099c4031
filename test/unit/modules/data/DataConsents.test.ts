import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { dataOrigins } from "../../../../deploy/data/data.ts";
import { origins } from "../../../../deploy/data/relief.ts";
import { ACTS } from "../../../../tasks/data/acts.ts";
import type { ScopeStruct } from "../../../../types/contracts/modules/data/DataConsents.js";
import {
  certified,
  dataDesk,
  type DataDesk,
  detailsFiled,
  detailsOf,
  noticePassed,
  reviewed,
  Sensitivity,
  toDay,
  today,
  UNSIGNED,
} from "../../../utils/data.ts";
import {
  consented,
  type DataSubject,
  enrolled,
  enrolledAccount,
  personalAsset,
  purposeOf,
  scopeOf,
  signedAct,
  withdrawn,
} from "../../../utils/data-offers.ts";
import { at, attested, halt, now, order, stranger } from "../../../utils/orders.ts";
import { digestOf, makePasskey } from "../../../utils/passkeys.ts";

const { None, General, Personal, SensitivePersonal } = Sensitivity;
const RISK = purposeOf("RISK_CONTROL");
const ALL = 0n;

describe("DataConsents", () => {
  let desk: DataDesk;
  let asset: bigint;
  let li: DataSubject;

  beforeEach(async () => {
    desk = await dataDesk();
    asset = await personalAsset(desk);
    li = await enrolled(desk);
  });

  const consents = () => desk.suite.dataConsents;
  const anyone = () => consents().connect(stranger("anyone"));
  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(consents(), error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const has = (sensitivity: bigint = Personal, person = li.id, of = asset, purpose = RISK, recipient = desk.shuju.id) =>
    consents().hasConsent(person, of, sensitivity, purpose, recipient);
  /** All of a class. */
  const classOf = (sensitivity: bigint): ScopeStruct => scopeOf(desk, ALL, { sensitivity });

  describe("enrol", () => {
    it("makes a person known by a commitment and a passkey, whoever sends it", async () => {
      const passkey = makePasskey();
      const [commitment, { publicKey }] = [id("salted"), passkey];
      const values = { commitment, keyX: publicKey.x, keyY: publicKey.y };
      const assertion = await signedAct(consents(), passkey, 0n, ACTS.Enrol, values, { nonce: 0n });
      await expect(anyone().enrol(commitment, publicKey, assertion))
        .to.emit(consents(), "PersonEnrolled")
        .withArgs(2, commitment, ZeroAddress)
        .and.to.emit(consents(), "KeyBound")
        .withArgs(2, 0, publicKey.x, publicKey.y);
      expect(await consents().commitmentOf(2)).to.equal(commitment);
      expect(await consents().personByCommitment(commitment)).to.equal(2);
      expect(await consents().holderOfKey(publicKey)).to.equal(2);
      expect(await consents().payeeOf(2)).to.equal(ZeroAddress);
    });

    it("one commitment and one key serve once", async () => {
      const passkey = makePasskey();
      const enrol = async (commitment: string, by = passkey, signed = commitment) => {
        const { publicKey } = by;
        const values = { commitment: signed, keyX: publicKey.x, keyY: publicKey.y };
        const assertion = await signedAct(consents(), by, 0n, ACTS.Enrol, values, { nonce: 0n });
        return anyone().enrol(commitment, publicKey, assertion);
      };
      await refused(enrol(li.commitment), "DataConsentCommitmentTaken", li.commitment, li.id);
      await refused(enrol(id("another"), li.passkey), "KeyTaken");
      await refused(enrol(ZeroHash), "DataConsentCommitmentMissing");
      // A key signs for the commitment that it is enrolled with, and for no other.
      await refused(enrol(id("another"), passkey, id("signed for")), "AssertionInvalid");
      await enrol(id("another"));
    });

    it("takes assertions of the module's own pages only", async () => {
      await refused(consented(desk, li, scopeOf(desk, asset), undefined, origins[0]), "AssertionOriginRefused");
      await order(desk, consents(), "setOrigin", [dataOrigins[0].rpId, dataOrigins[0].origin, false]);
      await refused(consented(desk, li, scopeOf(desk, asset)), "AssertionOriginRefused");
    });
  });

  describe("enrolAccount", () => {
    it("makes an attested account known as a person, once", async () => {
      const account = stranger("Wang");
      await refused(consents().connect(account).enrolAccount(), "DataConsentAccountNotAttested", account.address, 0);
      await attested(desk, desk.guanshan, account);
      await expect(consents().connect(account).enrolAccount())
        .to.emit(consents(), "PersonEnrolled")
        .withArgs(2, ZeroHash, account.address);
      await refused(consents().connect(account).enrolAccount(), "DataConsentAccountEnrolled", account.address, 2);
      expect(await consents().personOf(account)).to.equal(2);
      expect(await consents().payeeOf(2)).to.equal(account.address);
      expect(await consents().commitmentOf(2)).to.equal(ZeroHash);
    });

    it("reverts for a participant's account, and for one whose attestation has ended", async () => {
      await refused(
        consents().connect(desk.shuju.signer).enrolAccount(),
        "DataConsentAccountNotAttested",
        desk.shuju.wallet,
        0,
      );
      const account = stranger("Wang");
      await attested(desk, desk.guanshan, account);
      await desk.suite.participants.connect(desk.guanshan.signer).withdrawAttestation(account);
      await refused(consents().connect(account).enrolAccount(), "DataConsentAccountNotAttested");
    });
  });

  describe("give", () => {
    it("consents to one purpose of one recipient with one asset, until its last day", async () => {
      const until = (await today()) + 10n;
      await expect(consented(desk, li, scopeOf(desk, asset), until))
        .to.emit(consents(), "ConsentGiven")
        .withArgs(li.id, asset, desk.shuju.id, Personal, RISK, until);
      expect(await has()).to.equal(true);
      expect(await has(Personal, li.id, asset, purposeOf("RESEARCH"))).to.equal(false);
      expect(await has(Personal, li.id, asset, RISK, desk.yunlu.id)).to.equal(false);
      expect(await has(Personal, li.id, asset + 1n)).to.equal(false);
      expect(await has(Personal, li.id + 1n)).to.equal(false);
      expect(await consents().consentUntil(li.id, asset, Personal, RISK, desk.shuju.id)).to.equal(until);
      await toDay(until);
      expect(await has()).to.equal(true);
      await toDay(until + 1n);
      expect(await has()).to.equal(false);
      await refused(
        consents().requireConsent(li.id, asset, Personal, RISK, desk.shuju.id),
        "DataConsentMissing",
        li.id,
        asset,
        Personal,
        RISK,
        desk.shuju.id,
      );
    });

    it("sets another last day, earlier or later", async () => {
      const day = await today();
      for (const until of [day + 10n, day + 20n, day]) {
        await consented(desk, li, scopeOf(desk, asset), until);
        expect(await consents().consentUntil(li.id, asset, Personal, RISK, desk.shuju.id)).to.equal(until);
      }
      await refused(consented(desk, li, scopeOf(desk, asset), day - 1n), "DataConsentUntilPassed", day - 1n, day);
    });

    it("PIPL 29: sensitive data need a consent of their own, to the asset or to the class", async () => {
      const sensitive = await personalAsset(desk, SensitivePersonal);
      await consented(desk, li, classOf(Personal));
      expect(await has()).to.equal(true);
      expect(await has(SensitivePersonal, li.id, sensitive)).to.equal(false);
      await consented(desk, li, classOf(SensitivePersonal));
      expect(await has(SensitivePersonal, li.id, sensitive)).to.equal(true);
      await withdrawn(desk, li, classOf(SensitivePersonal));
      expect(await has(SensitivePersonal, li.id, sensitive)).to.equal(false);
      await consented(desk, li, scopeOf(desk, sensitive));
      expect(await has(SensitivePersonal, li.id, sensitive)).to.equal(true);
    });

    it("PIPL 29: a consent to an asset ends when its data turn out to be sensitive", async () => {
      await consented(desk, li, scopeOf(desk, asset));
      const details = detailsOf({ sensitivity: SensitivePersonal });
      const change = await detailsFiled(desk, "Change", asset, desk.kangning, details);
      await reviewed(desk, change);
      await noticePassed(desk, change);
      await desk.suite.dataCertification.connect(desk.hub.signer).certifyDetails(change, details, UNSIGNED);
      const [sensitivity] = await desk.suite.dataRegistry.useTerms(asset);
      expect(sensitivity).to.equal(SensitivePersonal);
      expect(await has(sensitivity)).to.equal(false);
      await consented(desk, li, scopeOf(desk, asset));
      expect(await has(sensitivity)).to.equal(true);
      // One withdrawal is of both.
      await expect(withdrawn(desk, li, scopeOf(desk, asset))).to.emit(consents(), "ConsentWithdrawn");
      expect([await has(Personal), await has(SensitivePersonal)]).to.deep.equal([false, false]);
    });

    it("is to an asset of persons' data or to a class of them, of a purpose and a recipient that there are", async () => {
      const general = await certified(desk);
      await refused(consented(desk, li, scopeOf(desk, general)), "DataConsentNotNeeded", general, General);
      for (const sensitivity of [None, General, Sensitivity.Important, Sensitivity.Core]) {
        await refused(consented(desk, li, classOf(sensitivity)), "DataConsentScopeInvalid", ALL, sensitivity);
      }
      await refused(
        consented(desk, li, scopeOf(desk, asset, { sensitivity: Personal })),
        "DataConsentScopeInvalid",
        asset,
        Personal,
      );
      await refused(consented(desk, li, scopeOf(desk, asset, { purpose: 64n })), "DataConsentPurposeUnknown", 64);
      for (const [scope, contract, error] of [
        [scopeOf(desk, asset, { purpose: 63n }), desk.suite.dataRegistry, "DataPurposesUnnamed"],
        [scopeOf(desk, asset, { recipient: 999n }), desk.suite.participants, "ParticipantUnknown"],
        [scopeOf(desk, asset, { recipient: 0n }), desk.suite.participants, "ParticipantUnknown"],
        [scopeOf(desk, 999n), desk.suite.dataRegistry, "DataAssetUnknown"],
      ] as const) {
        await expect(consented(desk, li, scope)).to.be.revertedWithCustomError(contract, error);
      }
    });

    it("works while the module is halted", async () => {
      await halt(desk, "data");
      await consented(desk, li, scopeOf(desk, asset));
      await withdrawn(desk, li, scopeOf(desk, asset));
    });
  });

  describe("what is signed", () => {
    it("X-39: works once, in time, for this person, scope and day", async () => {
      const scope = scopeOf(desk, asset);
      const until = (await today()) + 10n;
      const values = { ...scope, until };
      const assertion = await signedAct(consents(), li.passkey, li.id, ACTS.GiveConsent, values);
      await refused(anyone().give(li.id, scope, until + 1n, assertion), "AssertionInvalid");
      await refused(anyone().give(li.id, { ...scope, recipient: desk.yunlu.id }, until, assertion), "AssertionInvalid");
      const wang = await enrolled(desk);
      await refused(anyone().give(wang.id, scope, until, assertion), "AssertionInvalid");
      await anyone().give(li.id, scope, until, assertion);
      await withdrawn(desk, li, scope);
      // What was given once is not given again by who has seen it.
      await refused(anyone().give(li.id, scope, until, assertion), "AssertionInvalid");
      const late = await signedAct(consents(), li.passkey, li.id, ACTS.GiveConsent, values, {
        deadline: (await now()) + 60n,
      });
      await at(late.deadline + 1n);
      await refused(anyone().give(li.id, scope, until, late), "AssertionExpired", li.id, late.deadline);
    });

    it("X-100: has the types that the documentation and the tasks say", async () => {
      for (const [act, hash] of [
        [ACTS.Enrol, await consents().ENROL_TYPEHASH()],
        [ACTS.GiveConsent, await consents().GIVE_CONSENT_TYPEHASH()],
        [ACTS.WithdrawConsent, await consents().WITHDRAW_CONSENT_TYPEHASH()],
        [ACTS.WithdrawAllConsents, await consents().WITHDRAW_ALL_CONSENTS_TYPEHASH()],
        [ACTS.SetPayee, await consents().SET_PAYEE_TYPEHASH()],
        [ACTS.BindKey, await consents().BIND_KEY_TYPEHASH()],
        [ACTS.RemoveKey, await consents().REMOVE_KEY_TYPEHASH()],
      ] as const) {
        expect(id(act)).to.equal(hash);
      }
      const { name, version } = await consents().eip712Domain();
      expect([name, version]).to.deep.equal(["RopeNet Data", "1"]);
    });

    it("a second key signs as well, and a removed one no more", async () => {
      const second = makePasskey();
      const values = { keyX: second.publicKey.x, keyY: second.publicKey.y };
      const assertion = await signedAct(consents(), li.passkey, li.id, ACTS.BindKey, values);
      const proof = second.assert(await digestOf(consents(), li.id, ACTS.BindKey, values), dataOrigins[0]);
      await anyone().bindKey(li.id, second.publicKey, assertion, proof);
      const bySecond = { ...li, passkey: second };
      await consented(desk, bySecond, scopeOf(desk, asset), undefined, { key: 1 });
      await anyone().removeKey(
        li.id,
        0,
        await signedAct(consents(), second, li.id, ACTS.RemoveKey, { key: 0 }, { key: 1 }),
      );
      await refused(withdrawn(desk, li, scopeOf(desk, asset)), "KeyMissing", li.id, 0);
      await withdrawn(desk, bySecond, scopeOf(desk, asset), { key: 1 });
    });
  });

  describe("withdraw", () => {
    it("X-55: ends a consent at once; another that covers the same use stays", async () => {
      await consented(desk, li, scopeOf(desk, asset));
      await consented(desk, li, classOf(Personal));
      await expect(withdrawn(desk, li, scopeOf(desk, asset)))
        .to.emit(consents(), "ConsentWithdrawn")
        .withArgs(li.id, asset, desk.shuju.id, Personal, RISK);
      expect(await has()).to.equal(true);
      await withdrawn(desk, li, classOf(Personal));
      expect(await has()).to.equal(false);
    });

    it("reverts for a consent that there is not", async () => {
      await refused(
        withdrawn(desk, li, scopeOf(desk, asset)),
        "DataConsentMissing",
        li.id,
        asset,
        None,
        RISK,
        desk.shuju.id,
      );
      await consented(desk, li, scopeOf(desk, asset));
      await refused(withdrawn(desk, li, scopeOf(desk, asset, { recipient: desk.yunlu.id })), "DataConsentMissing");
    });

    it("all at once, and what is given afterwards counts again", async () => {
      const sensitive = await personalAsset(desk, SensitivePersonal);
      for (const scope of [scopeOf(desk, asset), scopeOf(desk, sensitive), classOf(Personal)]) {
        await consented(desk, li, scope);
      }
      const assertion = await signedAct(consents(), li.passkey, li.id, ACTS.WithdrawAllConsents, {});
      await expect(anyone().withdrawAll(li.id, assertion)).to.emit(consents(), "AllConsentsWithdrawn").withArgs(li.id);
      expect([await has(), await has(SensitivePersonal, li.id, sensitive)]).to.deep.equal([false, false]);
      await refused(withdrawn(desk, li, scopeOf(desk, asset)), "DataConsentMissing");
      await consented(desk, li, scopeOf(desk, asset));
      expect([await has(), await has(SensitivePersonal, li.id, sensitive)]).to.deep.equal([true, false]);
    });
  });

  describe("by an account", () => {
    it("gives, withdraws one and withdraws all, without a passkey", async () => {
      const { id: person, account } = await enrolledAccount(desk);
      const mine = consents().connect(account);
      const until = (await today()) + 10n;
      await expect(mine.giveFromAccount(scopeOf(desk, asset), until))
        .to.emit(consents(), "ConsentGiven")
        .withArgs(person, asset, desk.shuju.id, Personal, RISK, until);
      expect(await has(Personal, person)).to.equal(true);
      await mine.withdrawFromAccount(scopeOf(desk, asset));
      expect(await has(Personal, person)).to.equal(false);
      await mine.giveFromAccount(scopeOf(desk, asset), until);
      await mine.withdrawAllFromAccount();
      expect(await has(Personal, person)).to.equal(false);
    });

    it("whose attestation has ended withdraws still, and gives no more", async () => {
      const { account } = await enrolledAccount(desk);
      const mine = consents().connect(account);
      const until = (await today()) + 10n;
      await mine.giveFromAccount(scopeOf(desk, asset), until);
      await desk.suite.participants.connect(desk.guanshan.signer).withdrawAttestation(account);
      await refused(mine.giveFromAccount(scopeOf(desk, asset), until), "DataConsentAccountNotAttested");
      await mine.withdrawFromAccount(scopeOf(desk, asset));
      await mine.withdrawAllFromAccount();
    });

    it("reverts for one that is no person's", async () => {
      const mine = consents().connect(desk.shuju.signer);
      const until = (await today()) + 10n;
      const acts = [
        () => mine.giveFromAccount(scopeOf(desk, asset), until),
        () => mine.withdrawFromAccount(scopeOf(desk, asset)),
        () => mine.withdrawAllFromAccount(),
      ];
      for (const act of acts) await refused(act(), "DataConsentAccountUnknown", desk.shuju.wallet);
    });
  });

  describe("setPayee", () => {
    it("names an attested account that the person is paid to", async () => {
      const account = stranger("Li's account");
      const named = async (to: string) =>
        anyone().setPayee(li.id, to, await signedAct(consents(), li.passkey, li.id, ACTS.SetPayee, { account: to }));
      await refused(named(account.address), "DataConsentAccountNotAttested", account.address, 0);
      await attested(desk, desk.guanshan, account);
      await expect(named(account.address)).to.emit(consents(), "PayeeSet").withArgs(li.id, account.address);
      expect(await consents().payeeOf(li.id)).to.equal(account.address);
      const assertion = await signedAct(consents(), li.passkey, li.id, ACTS.SetPayee, { account: account.address });
      await refused(anyone().setPayee(li.id, desk.shuju.wallet, assertion), "AssertionInvalid");
    });
  });

  it("knows nothing of persons that there are not", async () => {
    for (const person of [0, 2]) {
      await refused(consents().payeeOf(person), "DataConsentPersonUnknown", person);
      await refused(consents().commitmentOf(person), "DataConsentPersonUnknown", person);
    }
    expect(await consents().personCount()).to.equal(1);
  });

  it("D-8: takes no text but the page's client data and, by order, its origin", () => {
    const texts: string[] = [];
    consents().interface.forEachFunction(({ name, inputs, stateMutability }) => {
      const hasText = inputs.some((input) => input.format("full").includes("string"));
      if (hasText && stateMutability !== "view") texts.push(name);
    });
    const asserted = ["bindKey", "enrol", "give", "removeKey", "setPayee", "withdraw", "withdrawAll"];
    expect(texts.sort()).to.deep.equal([...asserted, "setOrigin"].sort());
  });
});
