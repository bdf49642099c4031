import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import hre from "hardhat";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { personaOf } from "../../../../deploy/data/personas.ts";
import { origins } from "../../../../deploy/data/relief.ts";
import type { ReliefKeys } from "../../../../types/index.js";
import { fields } from "../../../utils/bills.ts";
import { at, now, type Office, order, stranger } from "../../../utils/orders.ts";
import {
  type Assertion,
  digestOf,
  fieldsOf,
  makePasskey,
  N,
  type Passkey,
  sign,
  type Signing,
  type Values,
} from "../../../utils/passkeys.ts";
import { ethers, foundedSuite } from "../../../utils/suite.ts";

const APPOINTMENT =
  "Appointment(uint64 person,address account,uint32 participant,uint40 area,bytes32 identity,uint256 nonce,uint256 deadline)";
const CONFIRM = "Confirm(uint64 person,uint32 payout,uint16 line,uint64 amount,uint256 nonce,uint256 deadline)";
const DISPUTE = "Dispute(uint64 person,uint32 payout,uint16 line,uint64 amount,uint256 nonce,uint256 deadline)";
const PROPOSALS = "Proposals(uint64 person,bytes32[] proposals,uint256 nonce,uint256 deadline)";
const BIND_KEY = "BindKey(uint64 person,bytes32 keyX,bytes32 keyY,uint256 nonce,uint256 deadline)";
const REMOVE_KEY = "RemoveKey(uint64 person,uint8 key,uint256 nonce,uint256 deadline)";

const PAID: Values = { payout: 7, line: 200, amount: 30_000n };

const householdOf = (programme: bigint, number: bigint) => (programme << 32n) | number;
/** Number 7 of the first programme. */
const PERSON = householdOf(1n, 7n);
const OFFICER = 7n;

describe("ReliefKeys", () => {
  let office: Office;
  let keys: ReliefKeys;
  /** Another part of the module. */
  let part: HardhatEthersSigner;
  let passkey: Passkey;

  beforeEach(async () => {
    office = await foundedSuite();
    part = await ethers.getImpersonatedSigner(await office.suite.reliefPayouts.getAddress());
    keys = office.suite.reliefKeys.connect(part);
    passkey = makePasskey();
    await keys.addKey(PERSON, passkey.publicKey);
  });

  const use = (assertion: Assertion, person = PERSON, act = CONFIRM, values = PAID) =>
    keys.requireAsserted(person, id(act), fieldsOf(act, values), assertion);
  const confirm = (signing: Signing = {}, by = passkey, person = PERSON) =>
    sign(keys, by, person, CONFIRM, PAID, signing);
  const refused = (call: Promise<unknown>, error = "AssertionInvalid") =>
    expect(call).to.be.revertedWithCustomError(keys, error);

  /** Binds a second key of the person, signed with both. */
  async function bind(second: Passkey, signing: Signing = {}, person = PERSON, first = passkey) {
    const values = { keyX: second.publicKey.x, keyY: second.publicKey.y };
    const assertion = await sign(keys, first, person, BIND_KEY, values, signing);
    const proof = second.assert(await digestOf(keys, person, BIND_KEY, values, signing));
    return keys.connect(stranger("anyone")).bindKey(person, second.publicKey, assertion, proof);
  }

  async function remove(key: number, signing: Signing = {}, by = passkey) {
    const assertion = await sign(keys, by, PERSON, REMOVE_KEY, { key }, signing);
    return keys.connect(stranger("anyone")).removeKey(PERSON, key, assertion);
  }

  describe("digestOf", () => {
    it("is the EIP-712 digest of the act, with the person's next nonce", async () => {
      const hashes = { proposals: [id("one"), id("two")] };
      for (const [act, values] of [
        [CONFIRM, PAID],
        [PROPOSALS, hashes],
      ] as const) {
        const deadline = 1_800_000_000n;
        expect(await keys.digestOf(PERSON, id(act), fieldsOf(act, values), deadline)).to.equal(
          await digestOf(keys, PERSON, act, values, { nonce: 0n, deadline }),
        );
      }
      const digest = () => keys.digestOf(PERSON, id(CONFIRM), fieldsOf(CONFIRM, PAID), 1);
      const before = await digest();
      await use(await confirm());
      expect(await digest()).to.not.equal(before);
    });
  });

  describe("requireAsserted", () => {
    it("uses an assertion, says so and counts", async () => {
      await expect(use(await confirm()))
        .to.emit(keys, "ActAsserted")
        .withArgs(PERSON, id(CONFIRM), 0n, 0n);
      expect(await keys.nonceOf(PERSON)).to.equal(1n);
      await expect(use(await confirm()))
        .to.emit(keys, "ActAsserted")
        .withArgs(PERSON, id(CONFIRM), 0n, 1n);
    });

    it("reverts when its caller is no part of the module", async () => {
      const outsider = keys.connect(office.rural.signer);
      const { publicKey } = makePasskey();
      const args = [id(CONFIRM), fieldsOf(CONFIRM, PAID), await confirm()] as const;
      for (const call of [
        outsider.requireAsserted(PERSON, ...args),
        outsider.introduce(9n, 0n, publicKey, ...args),
        outsider.addKey(PERSON, publicKey),
        outsider.replaceKeys(PERSON, publicKey),
      ]) {
        await expect(call).to.be.revertedWithCustomError(keys, "CallerNotPart").withArgs(office.rural.signer.address);
      }
    });

    it("P-3: reverts when the assertion was used, and what else was signed with its nonce", async () => {
      const assertion = await confirm();
      const other = await confirm();
      await use(assertion);
      const digest = await digestOf(keys, PERSON, CONFIRM, PAID);
      await expect(use(assertion))
        .to.be.revertedWithCustomError(keys, "AssertionInvalid")
        .withArgs(PERSON, 0n, 1n, digest);
      await refused(use(other));
    });

    it("P-3: reverts before its nonce's turn, and again after it", async () => {
      const early = await confirm({ nonce: 1n });
      await refused(use(early));
      await use(await confirm());
      await use(early);
      await refused(use(early));
    });

    it("P-3, X-39: reverts for the same household's number in another programme, another household, an officer", async () => {
      const others = [householdOf(2n, 7n), householdOf(1n, 8n), OFFICER];
      for (const other of others) await keys.addKey(other, makePasskey().publicKey);
      const assertion = await confirm();
      for (const other of others) await refused(use(assertion, other));
      // Nor does the other sign in its stead.
      const stranger = makePasskey();
      await keys.addKey(OFFICER + 1n, stranger.publicKey);
      await refused(use(await confirm({}, stranger)));
    });

    it("P-3, X-39: reverts for another act, and for each field of it that differs", async () => {
      const assertion = await confirm();
      await refused(use(assertion, PERSON, DISPUTE));
      for (const changed of [{ payout: 8 }, { line: 201 }, { amount: 30_001n }]) {
        await refused(use(assertion, PERSON, CONFIRM, { ...PAID, ...changed }));
      }
      await use(assertion);
    });

    it("P-3, X-39: reverts for another chain and another contract", async () => {
      await refused(use(await confirm({ chainId: 1n })));
      const { authority, participants } = office.suite;
      const other = await ethers.deployContract("ReliefKeys", [authority, participants]);
      await refused(use(await sign(other, passkey, PERSON, CONFIRM, PAID)));
    });

    it("P-3, X-39: reverts after the deadline, and when the deadline is not the one that was signed", async () => {
      const deadline = (await now()) + 60n;
      const assertion = await confirm({ deadline });
      await refused(use({ ...assertion, deadline: deadline + 1n }));
      await at(deadline + 1n);
      await expect(use(assertion)).to.be.revertedWithCustomError(keys, "AssertionExpired").withArgs(PERSON, deadline);
    });

    it("takes an assertion in the last second of its deadline", async () => {
      const deadline = (await now()) + 60n;
      const assertion = await confirm({ deadline });
      await at(deadline);
      await use(assertion);
    });

    it("P-3, X-96: reverts for a signature with high s, which is as good to whoever does not look", async () => {
      const high = await confirm({ highS: true });
      expect(BigInt(high.auth.s) > N / 2n).to.be.true;
      await refused(use(high));
    });

    it("X-96: an assertion and its malleated twin do not both work", async () => {
      const assertion = await confirm();
      const twin = { ...assertion, auth: { ...assertion.auth, s: `0x${(N - BigInt(assertion.auth.s)).toString(16)}` } };
      await use(assertion);
      await refused(use(twin as Assertion));
    });

    it("reverts for signatures that are none", async () => {
      const assertion = await confirm();
      for (const [r, s] of [
        [ZeroHash, ZeroHash],
        [assertion.auth.r, ZeroHash],
        [ZeroHash, assertion.auth.s],
        [assertion.auth.s, assertion.auth.r],
      ] as const) {
        await refused(use({ ...assertion, auth: { ...assertion.auth, r, s } as Assertion["auth"] }));
      }
    });

    it("reverts when the authenticator has not verified its user, or nobody was there", async () => {
      await refused(use(await confirm({ userVerified: false })));
      await refused(use(await confirm({ userPresent: false })));
    });

    it("reverts when the client data are of the making of a passkey", async () => {
      await refused(use(await confirm({ type: "webauthn.create" })));
    });

    it("takes passkeys that are synchronised between devices", async () => {
      await use(await confirm({ backup: { eligible: true, state: true } }));
      await use(await confirm({ backup: { eligible: true, state: false } }));
      await refused(use(await confirm({ backup: { eligible: false, state: true } })));
    });

    it("reverts for other client data or authenticator data than those that were signed", async () => {
      const assertion = await confirm();
      const { auth } = assertion;
      for (const changed of [
        { clientDataJSON: `${auth.clientDataJSON} ` },
        { authenticatorData: auth.authenticatorData.replace(/.$/, "f") },
        { authenticatorData: "0x" },
        { challengeIndex: 0n },
        { challengeIndex: 2n ** 256n - 1n },
        { typeIndex: 0n },
      ]) {
        await refused(use({ ...assertion, auth: { ...auth, ...changed } as Assertion["auth"] }));
      }
    });

    it("reverts without the key, and for a third", async () => {
      await expect(use(await confirm({ key: 1 })))
        .to.be.revertedWithCustomError(keys, "KeyMissing")
        .withArgs(PERSON, 1n);
      await expect(use(await confirm({ key: 2 })))
        .to.be.revertedWithCustomError(keys, "KeySlotUnknown")
        .withArgs(2n);
      await expect(use(await confirm({}, passkey, PERSON + 1n), PERSON + 1n))
        .to.be.revertedWithCustomError(keys, "KeyMissing")
        .withArgs(PERSON + 1n, 0n);
    });
  });

  describe("origin", () => {
    const [{ rpId, origin }] = origins;

    it("is admitted at first as the deployment has it", async () => {
      expect(await keys.isOriginAdmitted(rpId, origin)).to.be.true;
      expect(await keys.isOriginAdmitted("lincheng.example", origin)).to.be.false;
    });

    it("reverts for any other that a browser may name", async () => {
      for (const other of [
        "https://evil.example",
        `${origin}.evil.example`,
        `https://www.${rpId}`,
        `${origin}:8443`,
        `http://${rpId}`,
        origin.slice(0, -1),
        "",
      ]) {
        const assertion = await confirm({ origin: other });
        await expect(use(assertion))
          .to.be.revertedWithCustomError(keys, "AssertionOriginRefused")
          .withArgs(assertion.auth.authenticatorData.slice(0, 66), assertion.auth.clientDataJSON);
      }
    });

    it("reverts for another relying party, until both are admitted together", async () => {
      const [other, page] = ["gov.example", "https://service.gov.example"];
      const { suite } = office;
      const admit = (party: string, site: string, admitted: boolean) =>
        order(office, suite.reliefKeys, "setOrigin", [party, site, admitted]);
      await refused(use(await confirm({ rpId: other })), "AssertionOriginRefused");
      await refused(use(await confirm({ rpId: other, origin: page })), "AssertionOriginRefused");
      await expect(admit(other, page, true))
        .to.emit(keys, "OriginSet")
        .withArgs(ethers.sha256(ethers.toUtf8Bytes(other)), other, page, true);
      await use(await confirm({ rpId: other, origin: page }));
      await refused(use(await confirm({ rpId: other })), "AssertionOriginRefused");
      await refused(use(await confirm({ origin: page })), "AssertionOriginRefused");
      await admit(other, page, false);
      await refused(use(await confirm({ rpId: other, origin: page })), "AssertionOriginRefused");
    });

    it("takes a phone's app, when its platform's name for it is admitted", async () => {
      const app = "android:apk-key-hash:7d1043473d55bfa90e8530d35801d4e381bc69f0";
      const more = ',"androidPackageName":"example.lincheng.relief"';
      const inApp = () => confirm({ origin: app, crossOrigin: "unsaid", more });
      await refused(use(await inApp()), "AssertionOriginRefused");
      await order(office, office.suite.reliefKeys, "setOrigin", [rpId, app, true]);
      await use(await inApp());
    });

    it("reverts when the page was in a frame of another origin's", async () => {
      await refused(use(await confirm({ crossOrigin: true })), "AssertionOriginRefused");
      const more = ',"topOrigin":"https://evil.example"';
      await refused(use(await confirm({ crossOrigin: true, more })), "AssertionOriginRefused");
    });

    it("takes members that browsers put after those of the standard, and old browsers' client data without a frame's", async () => {
      await use(
        await confirm({ more: ',"other_keys_can_be_added_here":"do not compare clientDataJSON against a template"' }),
      );
      await use(await confirm({ crossOrigin: "unsaid" }));
    });

    it("reverts when the origin is not where browsers write it", async () => {
      const misplaced = ',"origin":"';
      for (const forged of [
        // A site of one's own, and the admitted one in what comes later.
        { origin: "https://evil.example", more: `${misplaced}${origin}"` },
        { origin: "https://evil.example", more: `,"challenge":"${"A".repeat(43)}${misplaced.slice(1)}${origin}"` },
        // One that ends in an escape.
        { origin: `${origin}\\` },
      ]) {
        await refused(use(await confirm(forged)), "AssertionOriginRefused");
      }
    });

    it("reverts without a name", async () => {
      const [admin] = await ethers.getSigners();
      const authority = await ethers.deployContract("AccessManager", [admin]);
      const alone = await ethers.deployContract("ReliefKeys", [authority, office.suite.participants]);
      for (const names of [
        ["", origin],
        [rpId, ""],
      ] as const) {
        await expect(alone.setOrigin(...names, true)).to.be.revertedWithCustomError(alone, "OriginEmpty");
      }
    });

    it("reverts when it is set without an order", async () => {
      const { authority } = office.suite;
      await expect(office.suite.reliefKeys.connect(office.rural.signer).setOrigin(rpId, "https://evil.example", true))
        .to.be.revertedWithCustomError(keys, "AccessManagedUnauthorized")
        .withArgs(office.rural.signer.address);
      expect(await keys.authority()).to.equal(await authority.getAddress());
    });
  });

  describe("introduce", () => {
    const WHO: Values = {
      account: personaOf("county").wallet,
      participant: 3,
      area: 520112101201n,
      identity: id("who"),
    };
    const introduce = (person: bigint, by: Passkey, assertion: Assertion, signer = 0n, values = WHO) =>
      keys.introduce(person, signer, by.publicKey, id(APPOINTMENT), fieldsOf(APPOINTMENT, values), assertion);
    const appoint = (by: Passkey, signing: Signing = {}, signer = 0n) =>
      sign(keys, by, signer, APPOINTMENT, WHO, signing);

    it("binds a person's first key, which has signed, and uses nonce 0 up", async () => {
      const own = makePasskey();
      await expect(introduce(OFFICER, own, await appoint(own)))
        .to.emit(keys, "KeyBound")
        .withArgs(OFFICER, 0n, own.publicKey.x, own.publicKey.y)
        .to.emit(keys, "ActAsserted")
        .withArgs(OFFICER, id(APPOINTMENT), 0n, 0n);
      expect(fields(await keys.keyOf(OFFICER, 0))).to.deep.equal(own.publicKey);
      expect(await keys.holderOfKey(own.publicKey)).to.equal(OFFICER);
      expect(await keys.nonceOf(OFFICER)).to.equal(1n);
      expect(await keys.nonceOf(0n)).to.equal(0n);
    });

    it("P-3: reverts when it is done again, for the same person or another", async () => {
      const own = makePasskey();
      const assertion = await appoint(own);
      await introduce(OFFICER, own, assertion);
      for (const person of [OFFICER, OFFICER + 1n]) {
        await expect(introduce(person, own, assertion))
          .to.be.revertedWithCustomError(keys, "KeyTaken")
          .withArgs(OFFICER, own.publicKey.x, own.publicKey.y);
      }
    });

    it("reverts when another key has signed, for another signer, and for other fields", async () => {
      const own = makePasskey();
      await refused(introduce(OFFICER, own, await appoint(makePasskey())));
      await refused(introduce(OFFICER, own, await appoint(own, {}, 5n)));
      await refused(introduce(OFFICER, own, await appoint(own), 0n, { ...WHO, participant: 4 }));
      await refused(introduce(OFFICER, own, await appoint(own, { key: 1 })), "KeyMissing");
      await refused(introduce(OFFICER, own, await appoint(own, { deadline: 1n })), "AssertionExpired");
    });

    it("X-35: reverts when the key is another's", async () => {
      await expect(introduce(OFFICER, passkey, await appoint(passkey)))
        .to.be.revertedWithCustomError(keys, "KeyTaken")
        .withArgs(PERSON, passkey.publicKey.x, passkey.publicKey.y);
    });
  });

  describe("bindKey", () => {
    it("binds a second key, with the signatures of both; then either signs", async () => {
      const second = makePasskey();
      await expect(bind(second))
        .to.emit(keys, "KeyBound")
        .withArgs(PERSON, 1n, second.publicKey.x, second.publicKey.y)
        .to.emit(keys, "ActAsserted")
        .withArgs(PERSON, id(BIND_KEY), 0n, 0n);
      expect(fields(await keys.keyOf(PERSON, 1))).to.deep.equal(second.publicKey);
      await use(await confirm({ key: 1 }, second));
      await use(await confirm());
      await refused(use(await confirm({ key: 0 }, second)));
    });

    it("reverts when the new key has not signed: nobody takes another's key before its owner", async () => {
      const victim = makePasskey();
      const values = { keyX: victim.publicKey.x, keyY: victim.publicKey.y };
      const assertion = await sign(keys, passkey, PERSON, BIND_KEY, values);
      await expect(keys.bindKey(PERSON, victim.publicKey, assertion, assertion.auth))
        .to.be.revertedWithCustomError(keys, "AssertionInvalid")
        .withArgs(PERSON, 1n, 0n, await digestOf(keys, PERSON, BIND_KEY, values));
      expect(await keys.holderOfKey(victim.publicKey)).to.equal(0n);
    });

    it("reverts when the person has not signed, or for another key", async () => {
      const second = makePasskey();
      await refused(bind(second, {}, PERSON, second));
      const values = { keyX: second.publicKey.x, keyY: second.publicKey.y };
      const assertion = await sign(keys, passkey, PERSON, BIND_KEY, values);
      await refused(keys.bindKey(PERSON, makePasskey().publicKey, assertion, assertion.auth));
    });

    it("reverts when the new key signs on a page that is not admitted", async () => {
      const second = makePasskey();
      const values = { keyX: second.publicKey.x, keyY: second.publicKey.y };
      const assertion = await sign(keys, passkey, PERSON, BIND_KEY, values);
      const proof = second.assert(await digestOf(keys, PERSON, BIND_KEY, values), { origin: "https://evil.example" });
      await refused(keys.bindKey(PERSON, second.publicKey, assertion, proof), "AssertionOriginRefused");
    });

    it("X-35: reverts for a key that is another person's, in whatever programme, or the person's own", async () => {
      const other = makePasskey();
      await keys.addKey(householdOf(2n, 1n), other.publicKey);
      await expect(bind(other))
        .to.be.revertedWithCustomError(keys, "KeyTaken")
        .withArgs(householdOf(2n, 1n), other.publicKey.x, other.publicKey.y);
      await refused(bind(passkey), "KeyTaken");
    });

    it("reverts for a third key", async () => {
      await bind(makePasskey());
      await expect(bind(makePasskey())).to.be.revertedWithCustomError(keys, "KeySlotsFull").withArgs(PERSON);
    });
  });

  describe("removeKey", () => {
    it("removes a lost device's key, signed with the other; it signs no more and is bound no more", async () => {
      const second = makePasskey();
      await bind(second);
      await expect(remove(0, { key: 1 }, second))
        .to.emit(keys, "KeyRemoved")
        .withArgs(PERSON, 0n, passkey.publicKey.x, passkey.publicKey.y);
      expect(fields(await keys.keyOf(PERSON, 0))).to.deep.equal({ x: ZeroHash, y: ZeroHash });
      await refused(use(await confirm()), "KeyMissing");
      await use(await confirm({ key: 1 }, second));
      await expect(keys.addKey(PERSON, passkey.publicKey))
        .to.be.revertedWithCustomError(keys, "KeyTaken")
        .withArgs(PERSON, passkey.publicKey.x, passkey.publicKey.y);
      // Another takes its place.
      const third = makePasskey();
      await keys.addKey(PERSON, third.publicKey);
      await use(await confirm({ key: 0 }, third));
    });

    it("removes the key that signs for it", async () => {
      await bind(makePasskey());
      await expect(remove(0)).to.emit(keys, "ActAsserted").withArgs(PERSON, id(REMOVE_KEY), 0n, 1n);
    });

    it("reverts for the last key, one that there is not, and without the person's signature", async () => {
      await expect(remove(0)).to.be.revertedWithCustomError(keys, "KeyIsLast").withArgs(PERSON);
      await expect(remove(1)).to.be.revertedWithCustomError(keys, "KeyMissing").withArgs(PERSON, 1n);
      await expect(remove(2)).to.be.revertedWithCustomError(keys, "KeySlotUnknown").withArgs(2n);
      await bind(makePasskey());
      await refused(remove(1, {}, makePasskey()));
      const assertion = await sign(keys, passkey, PERSON, REMOVE_KEY, { key: 1 });
      await refused(keys.removeKey(PERSON, 0, assertion));
    });
  });

  describe("addKey and replaceKeys", () => {
    it("add a second key without the person's signature, and put one in the place of all", async () => {
      const [second, third] = [makePasskey(), makePasskey()];
      await expect(keys.addKey(PERSON, second.publicKey))
        .to.emit(keys, "KeyBound")
        .withArgs(PERSON, 1n, second.publicKey.x, second.publicKey.y);
      await expect(keys.replaceKeys(PERSON, third.publicKey))
        .to.emit(keys, "KeyRemoved")
        .withArgs(PERSON, 0n, passkey.publicKey.x, passkey.publicKey.y)
        .to.emit(keys, "KeyRemoved")
        .withArgs(PERSON, 1n, second.publicKey.x, second.publicKey.y)
        .to.emit(keys, "KeyBound")
        .withArgs(PERSON, 0n, third.publicKey.x, third.publicKey.y);
      expect(fields(await keys.keyOf(PERSON, 1))).to.deep.equal({ x: ZeroHash, y: ZeroHash });
      await use(await confirm({}, third));
      await refused(use(await confirm()));
    });

    it("P-3: what was signed before a replacement is of no use after it", async () => {
      const assertion = await confirm();
      await keys.replaceKeys(PERSON, makePasskey().publicKey);
      await refused(use(assertion));
    });

    it("reverts for a third key, and for what is no point of the curve", async () => {
      await keys.addKey(PERSON, makePasskey().publicKey);
      await refused(keys.addKey(PERSON, makePasskey().publicKey), "KeySlotsFull");
      const { x, y } = makePasskey().publicKey;
      for (const key of [
        { x: ZeroHash, y: ZeroHash },
        { x, y: x },
        { x: y, y: x },
      ]) {
        await expect(keys.replaceKeys(PERSON, key))
          .to.be.revertedWithCustomError(keys, "KeyInvalid")
          .withArgs(key.x, key.y);
      }
    });

    it("reverts for a slot that there is not", async () => {
      await expect(keys.keyOf(PERSON, 2)).to.be.revertedWithCustomError(keys, "KeySlotUnknown").withArgs(2n);
    });
  });

  describe("gas", () => {
    /** Gas of transactions that verify and use an assertion, on a chain of its own. */
    async function gasOn(hardfork: "osaka" | "cancun"): Promise<number[]> {
      const connection = await hre.network.create({ network: "default", override: { hardfork } });
      try {
        const [admin] = await connection.ethers.getSigners();
        const authority = await connection.ethers.deployContract("AccessManager", [admin]);
        const alone = await connection.ethers.deployContract("ReliefKeys", [authority, authority]);
        await alone.wire([admin?.address ?? ""]);
        await alone.setOrigin(origins[0].rpId, origins[0].origin, true);
        await alone.addKey(PERSON, passkey.publicKey);
        const gas: number[] = [];
        for (let times = 0; times < 8; ++times) {
          const assertion = await sign(alone, passkey, PERSON, CONFIRM, PAID);
          const sent = await alone.requireAsserted(PERSON, id(CONFIRM), fieldsOf(CONFIRM, PAID), assertion);
          gas.push(Number((await sent.wait())?.gasUsed));
        }
        // The first nonce is written where nothing was.
        return gas.slice(1);
      } finally {
        await connection.close();
      }
    }

    it("an assertion takes at most 100,000 gas where P-256 is precompiled", async () => {
      const gas = await gasOn("osaka");
      expect(Math.max(...gas)).to.be.at.most(100_000);
    });

    it("an assertion takes at most 350,000 gas where P-256 is not precompiled", async () => {
      const gas = await gasOn("cancun");
      expect(Math.min(...gas)).to.be.above(100_000);
      expect(Math.max(...gas)).to.be.at.most(350_000);
    });
  });
});
