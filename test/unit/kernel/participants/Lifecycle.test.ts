/** Who becomes a participant, how its standing changes, what it is qualified for, and which seats it holds: all by order. */
import { expect } from "chai";
import { encodeBytes32String, hexlify, id, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";
import { QUALIFICATIONS, Scopes, SizeClass, Standing, VotingClass } from "../../../../deploy/data/terms.ts";
import { applicationDraft, CONSENTS, signConsent, signDraft, usccBytes } from "../../../../deploy/founders.ts";
import {
  admitted,
  applicationOf,
  applied,
  DAY,
  decree,
  newcomer,
  now,
  type Office,
  stranger,
} from "../../../utils/orders.ts";
import { read } from "../../../../scripts/checks/sources.ts";
import { ethers, foundedSuite, networkHelpers } from "../../../utils/suite.ts";

const NOBODY = 0n;
const firm = newcomer(1);
const rival = newcomer(2);

describe("ParticipantRegistry: lifecycle", () => {
  let office: Office;
  let participants: Office["suite"]["participants"];

  beforeEach(async () => {
    office = await foundedSuite();
    ({ participants } = office.suite);
  });

  const standing = async (participant: bigint) => (await participants.participantInfo(participant)).standing;

  /** Applies with something changed, under a consent that fits the change. */
  async function applyWith(change: Partial<ReturnType<typeof applicationOf>>) {
    const application = { ...applicationOf(firm), ...change };
    const deadline = (await now()) + DAY;
    const { signature } = await signDraft(participants, firm.wallet, applicationDraft(application), deadline);
    return participants.applyForAdmission(application, deadline, signature);
  }

  describe("applyForAdmission", () => {
    it("emits ParticipantApplied, binds nothing and takes no code", async () => {
      const expected = (await participants.participantCount()) + 1n;
      const { uscc, name, size, evidence } = applicationOf(firm);
      await expect(applyWith({}))
        .to.emit(participants, "ParticipantApplied")
        .withArgs(expected, uscc, firm.wallet.address, name, size, evidence);
      expect(await participants.participantOf(firm.wallet)).to.equal(NOBODY);
      expect(await participants.participantByUscc(uscc)).to.equal(NOBODY);
      const info = await participants.participantInfo(expected);
      expect(info.standing).to.equal(Standing.Applied);
      expect(info.admittedAt).to.equal(0n);
      expect([info.wallet, info.uscc, info.name, info.size, info.evidence]).to.deep.equal([
        firm.wallet.address,
        uscc,
        name,
        size,
        evidence,
      ]);
    });

    it("reverts when the code's check character is wrong", async () => {
      const wrong = firm.uscc.slice(0, 17) + (firm.uscc[17] === "0" ? "1" : "0");
      await expect(applyWith({ uscc: usccBytes(wrong) }))
        .to.be.revertedWithCustomError(participants, "UsccInvalid")
        .withArgs(usccBytes(wrong), hexlify(toUtf8Bytes(firm.uscc.slice(17))));
    });

    it("reverts when the code is in lower case", async () => {
      await expect(applyWith({ uscc: usccBytes(firm.uscc.toLowerCase()) })).to.be.revertedWithCustomError(
        participants,
        "UsccInvalid",
      );
    });

    it("reverts when the name is empty", async () => {
      await expect(applyWith({ name: "" })).to.be.revertedWithCustomError(participants, "ParticipantNameEmpty");
    });

    it("reverts when the size is missing", async () => {
      await expect(applyWith({ size: 0n as (typeof SizeClass)["Small"] })).to.be.revertedWithCustomError(
        participants,
        "ParticipantSizeMissing",
      );
    });

    it("reverts when a live participant has the code", async () => {
      const { uscc, id: holder } = office.nanming;
      await expect(applyWith({ uscc: usccBytes(uscc) }))
        .to.be.revertedWithCustomError(participants, "ParticipantUsccTaken")
        .withArgs(usccBytes(uscc), holder);
    });

    it("reverts when the wallet serves somebody", async () => {
      const { wallet, id: holder } = office.nanming;
      await expect(applyWith({ wallet }))
        .to.be.revertedWithCustomError(participants, "AccountTaken")
        .withArgs(wallet, holder);
    });

    it("reverts when the wallet did not sign: X-99", async () => {
      await expect(applyWith({ wallet: rival.wallet.address }))
        .to.be.revertedWithCustomError(participants, "AccountConsentInvalid")
        .withArgs(rival.wallet.address);
      await expect(applyWith({ wallet: ZeroAddress })).to.be.revertedWithCustomError(
        participants,
        "AccountConsentInvalid",
      );
    });

    it("X-79: the consent is to all of the application: reverts when anything else stands in it", async () => {
      const application = applicationOf(firm);
      const deadline = (await now()) + DAY;
      const draft = applicationDraft(application);
      const { signature } = await signDraft(participants, firm.wallet, draft, deadline);
      for (const change of [
        { uscc: usccBytes(rival.uscc) },
        { name: "Another Firm" },
        { size: SizeClass.Large },
        { evidence: id("other documents") },
      ]) {
        await expect(
          participants.applyForAdmission({ ...application, ...change }, deadline, signature),
          JSON.stringify(Object.keys(change)),
        )
          .to.be.revertedWithCustomError(participants, "AccountConsentInvalid")
          .withArgs(firm.wallet.address);
      }
      await expect(participants.applyForAdmission(application, deadline + 1n, signature))
        .to.be.revertedWithCustomError(participants, "AccountConsentInvalid")
        .withArgs(firm.wallet.address);
      await participants.applyForAdmission(application, deadline, signature);
      // Once: the nonce is used, so nobody can fill the list with copies.
      await expect(participants.applyForAdmission(application, deadline, signature))
        .to.be.revertedWithCustomError(participants, "AccountConsentInvalid")
        .withArgs(firm.wallet.address);
    });

    it("X-98: a consent to serve a participant is none to an application", async () => {
      const application = applicationOf(firm);
      const deadline = (await now()) + DAY;
      const { signature } = await signConsent(participants, firm.wallet, firm.uscc, Scopes.ALL, deadline);
      await expect(participants.applyForAdmission(application, deadline, signature))
        .to.be.revertedWithCustomError(participants, "AccountConsentInvalid")
        .withArgs(firm.wallet.address);
    });

    it("X-100: what is signed has the contract's type hashes", async () => {
      for (const [kind, hash] of [
        ["Application", await participants.APPLICATION_TYPEHASH()],
        ["Consent", await participants.CONSENT_TYPEHASH()],
        ["WalletConsent", await participants.WALLET_TYPEHASH()],
      ] as const) {
        const encoder = ethers.TypedDataEncoder.from({ [kind]: CONSENTS[kind] });
        expect(id(encoder.encodeType(kind)), kind).to.equal(hash);
      }
    });
  });

  describe("admit", () => {
    it("emits ParticipantStandingChanged and AccountBound; wallet and code are the participant's", async () => {
      const participant = await applied(office, firm);
      const admission = decree(office, "admit", participant);
      await expect(admission)
        .to.emit(participants, "ParticipantStandingChanged")
        .withArgs(participant, Standing.Applied, Standing.Active);
      await expect(admission)
        .to.emit(participants, "AccountBound")
        .withArgs(participant, firm.wallet.address, Scopes.ALL, 0n, []);
      expect(await participants.participantOf(firm.wallet)).to.equal(participant);
      expect(await participants.participantByUscc(usccBytes(firm.uscc))).to.equal(participant);
      expect(await participants.walletOf(participant)).to.equal(firm.wallet.address);
      expect((await participants.participantInfo(participant)).admittedAt).to.equal(await now());
      const account = await participants.accountInfo(firm.wallet);
      expect([...account]).to.deep.equal([participant, Scopes.ALL, false, 0n]);
    });

    it("K-7: reverts when another was admitted under the code meanwhile", async () => {
      const first = await applied(office, firm);
      const second = await applied(office, { ...rival, uscc: firm.uscc });
      await decree(office, "admit", second);
      await expect(decree(office, "admit", first))
        .to.be.revertedWithCustomError(participants, "ParticipantUsccTaken")
        .withArgs(usccBytes(firm.uscc), second);
      expect(await standing(first)).to.equal(Standing.Applied);
    });

    it("K-7: reverts when the wallet has come to serve another meanwhile", async () => {
      const first = await applied(office, firm);
      const second = await applied(office, { ...firm, uscc: rival.uscc });
      await decree(office, "admit", second);
      await expect(decree(office, "admit", first))
        .to.be.revertedWithCustomError(participants, "AccountTaken")
        .withArgs(firm.wallet.address, second);
    });

    it("reverts when nobody has that number, or it was admitted already", async () => {
      const unknown = (await participants.participantCount()) + 1n;
      await expect(decree(office, "admit", unknown))
        .to.be.revertedWithCustomError(participants, "ParticipantUnknown")
        .withArgs(unknown);
      await expect(decree(office, "admit", office.nanming.id))
        .to.be.revertedWithCustomError(participants, "ParticipantWrongStanding")
        .withArgs(office.nanming.id, Standing.Active, Standing.Applied);
    });
  });

  describe("refuse", () => {
    it("ends an application; the same entity may apply and be admitted under another number", async () => {
      const first = await applied(office, firm);
      await expect(decree(office, "refuse", first))
        .to.emit(participants, "ParticipantStandingChanged")
        .withArgs(first, Standing.Applied, Standing.Refused);
      await expect(decree(office, "admit", first)).to.be.revertedWithCustomError(
        participants,
        "ParticipantWrongStanding",
      );
      const second = await admitted(office, firm);
      expect(second).to.equal(first + 1n);
      expect(await participants.participantOf(firm.wallet)).to.equal(second);
    });
  });

  describe("suspend, reinstate, expel", () => {
    const changes = [
      ["suspend", Standing.Active, Standing.Suspended],
      ["reinstate", Standing.Suspended, Standing.Active],
      ["expel", Standing.Suspended, Standing.Expelled],
    ] as const;

    /** Brings a newcomer to a standing. */
    async function broughtTo(wanted: bigint): Promise<bigint> {
      const participant = await applied(office, firm);
      if (wanted === Standing.Applied) return participant;
      if (wanted === Standing.Refused) {
        await decree(office, "refuse", participant);
        return participant;
      }
      await decree(office, "admit", participant);
      if (wanted === Standing.Active) return participant;
      await decree(office, "suspend", participant);
      if (wanted === Standing.Expelled) await decree(office, "expel", participant);
      return participant;
    }

    for (const [act, from, to] of changes) {
      for (const [name, present] of Object.entries(Standing)) {
        if (present === from) {
          it(`${act}: emits ParticipantStandingChanged when ${name}`, async () => {
            const participant = await broughtTo(present);
            await expect(decree(office, act, participant))
              .to.emit(participants, "ParticipantStandingChanged")
              .withArgs(participant, from, to);
            expect(await standing(participant)).to.equal(to);
          });
        } else {
          it(`${act}: reverts when ${name}`, async () => {
            const participant = await broughtTo(present);
            await expect(decree(office, act, participant))
              .to.be.revertedWithCustomError(participants, "ParticipantWrongStanding")
              .withArgs(participant, present, from);
          });
        }
      }
    }

    it("K-7: an expelled participant's code may apply anew, with another wallet; its old one stays its own", async () => {
      const old = await broughtTo(Standing.Expelled);
      expect(await participants.participantByUscc(usccBytes(firm.uscc))).to.equal(NOBODY);
      const next = await admitted(office, { ...rival, uscc: firm.uscc });
      expect(await participants.participantByUscc(usccBytes(firm.uscc))).to.equal(next);
      expect(await participants.participantOf(firm.wallet)).to.equal(old);
      await expect(applied(office, firm)).to.be.revertedWithCustomError(participants, "ParticipantUsccTaken");
      await expect(applied(office, { ...firm, uscc: newcomer(3).uscc }))
        .to.be.revertedWithCustomError(participants, "AccountTaken")
        .withArgs(firm.wallet.address, old);
    });
  });

  describe("K-3: without an order", () => {
    it("reverts when a participant, the deployer, a regulator or a stranger calls a restricted function", async () => {
      const { nanming, regulator, suite } = office;
      const [deployer] = await ethers.getSigners();
      const until = (await now()) + DAY;
      const key = id("case");
      const bank = encodeBytes32String("BANK");
      const acts: [string, unknown[]][] = [
        ["admit", [1n]],
        ["refuse", [1n]],
        ["suspend", [1n]],
        ["reinstate", [1n]],
        ["expel", [1n]],
        ["freeze", [1n, key, until]],
        ["renewFreeze", [1n, key, until]],
        ["unfreeze", [1n, key]],
        ["warn", [1n, key, until]],
        ["withdrawWarning", [1n, key]],
        ["grantQualification", [1n, bank, 1n, until, 0n, ZeroHash]],
        ["revokeQualification", [1n, bank]],
        ["grantSeat", [1n, VotingClass.Council]],
        ["revokeSeat", [1n, VotingClass.Council]],
        ["replaceWallet", [1n, nanming.wallet, until, "0x"]],
        ["setDirectory", [suite.directory.target]],
        ["setWalletFollower", [suite.money.target]],
      ];
      for (const caller of [nanming.signer, regulator.signer, deployer, stranger("stranger")]) {
        for (const [name, args] of acts) {
          await expect(participants.connect(caller).getFunction(name)(...args), name)
            .to.be.revertedWithCustomError(participants, "AccessManagedUnauthorized")
            .withArgs(caller);
        }
        await expect(
          participants
            .connect(caller)
            .setDoors([await suite.money.getAddress()], encodeBytes32String("evil").slice(0, 64), true),
        )
          .to.be.revertedWithCustomError(participants, "ParticipantCallerNotDirectory")
          .withArgs(caller);
      }
    });
  });

  describe("qualifications", () => {
    const BANK = encodeBytes32String("BANK");
    const grant = async (until: bigint, participant = office.nanming.id, issuer = office.regulator.id) =>
      decree(office, "grantQualification", participant, BANK, issuer, until, 999_701_000_099n, id("licence"));

    it("emits QualificationGranted; holds through its last second and not longer", async () => {
      const until = (await now()) + 10n * DAY;
      await expect(grant(until))
        .to.emit(participants, "QualificationGranted")
        .withArgs(office.nanming.id, BANK, office.regulator.id, until, 999_701_000_099n, id("licence"));
      expect([...(await participants.qualificationInfo(office.nanming.id, BANK))]).to.deep.equal([
        office.regulator.id,
        until,
        999_701_000_099n,
        id("licence"),
      ]);
      await networkHelpers.time.increaseTo(until);
      expect(await participants.isQualified(office.nanming.id, BANK)).to.equal(true);
      expect(await participants.requireQualified(office.nanming.id, BANK)).to.equal(999_701_000_099n);
      await networkHelpers.time.increaseTo(until + 1n);
      expect(await participants.isQualified(office.nanming.id, BANK)).to.equal(false);
      await expect(participants.requireQualified(office.nanming.id, BANK))
        .to.be.revertedWithCustomError(participants, "QualificationMissing")
        .withArgs(office.nanming.id, BANK);
    });

    it("renews by a second grant", async () => {
      await grant((await now()) + DAY);
      const until = (await now()) + 20n * DAY;
      await grant(until);
      expect((await participants.qualificationInfo(office.nanming.id, BANK)).until).to.equal(until);
    });

    it("emits QualificationRevoked; it is gone at once", async () => {
      await grant((await now()) + 10n * DAY);
      await expect(decree(office, "revokeQualification", office.nanming.id, BANK))
        .to.emit(participants, "QualificationRevoked")
        .withArgs(office.nanming.id, BANK);
      expect(await participants.isQualified(office.nanming.id, BANK)).to.equal(false);
    });

    it("reverts when its term is over already", async () => {
      await expect(grant(await now())).to.be.revertedWithCustomError(participants, "QualificationTermOver");
    });

    it("reverts when holder or issuer is no participant", async () => {
      const applicant = await applied(office, firm);
      const until = (await now()) + DAY;
      for (const [holder, issuer] of [
        [applicant, office.regulator.id],
        [office.nanming.id, applicant],
      ] as const) {
        await expect(grant(until, holder, issuer))
          .to.be.revertedWithCustomError(participants, "ParticipantWrongStanding")
          .withArgs(applicant, Standing.Applied, Standing.Active);
      }
      await expect(grant(until, 999n)).to.be.revertedWithCustomError(participants, "ParticipantUnknown");
    });

    it("reverts when the issuer is no active participant any more", async () => {
      await decree(office, "suspend", office.huaxi.id);
      await expect(grant((await now()) + DAY, office.nanming.id, office.huaxi.id))
        .to.be.revertedWithCustomError(participants, "ParticipantWrongStanding")
        .withArgs(office.huaxi.id, Standing.Suspended, Standing.Active);
    });

    it("a bank and a finance company have a code of 12 digits, the others none: reverts otherwise", async () => {
      const until = (await now()) + DAY;
      const attempt = (key: string, code: bigint) =>
        decree(office, "grantQualification", office.nanming.id, key, office.regulator.id, until, code, ZeroHash);
      for (const name of QUALIFICATIONS) {
        const key = encodeBytes32String(name);
        const hasCode = name === "BANK" || name === "FINANCE_COMPANY";
        for (const code of hasCode ? [0n, 99_999_999_999n, 1_000_000_000_000n] : [100_000_000_000n]) {
          await expect(attempt(key, code), `${name} ${code}`)
            .to.be.revertedWithCustomError(participants, "QualificationCodeInvalid")
            .withArgs(key, code);
        }
        for (const code of hasCode ? [100_000_000_000n, 999_999_999_999n] : [0n]) {
          await attempt(key, code);
          expect((await participants.qualificationInfo(office.nanming.id, key)).code).to.equal(code);
        }
      }
    });

    it("names the qualifications as the contracts do", () => {
      const source = read("contracts/kernel/types/Parties.sol");
      const names = [...source.matchAll(/bytes32 internal constant (\w+) = "(\w+)";/g)];
      expect(names.map(([, , value]) => value)).to.deep.equal([...QUALIFICATIONS]);
      for (const [, name, value] of names) expect(name).to.equal(value);
    });

    it("reverts when one revokes what nobody granted", async () => {
      await expect(decree(office, "revokeQualification", office.nanming.id, BANK))
        .to.be.revertedWithCustomError(participants, "QualificationMissing")
        .withArgs(office.nanming.id, BANK);
    });
  });

  describe("warnings", () => {
    const text = id("notice of 2026-01-05");
    const warn = async (participant = office.nanming.id, digest = text, term = 30n * DAY) =>
      decree(office, "warn", participant, digest, (await now()) + term);
    const listed = async () => (await participants.warnings(office.nanming.id)).map(({ key }) => key);

    it("emit ParticipantWarned, stand beside the standing, and end by themselves", async () => {
      const before = await participants.participantInfo(office.nanming.id);
      const until = (await now()) + 10n * DAY;
      await expect(decree(office, "warn", office.nanming.id, text, until))
        .to.emit(participants, "ParticipantWarned")
        .withArgs(office.nanming.id, text, until);
      const [warning] = await participants.warnings(office.nanming.id);
      expect([warning?.key, warning?.since, warning?.until]).to.deep.equal([text, await now(), until]);
      expect(await participants.participantInfo(office.nanming.id)).to.deep.equal(before);
      await participants.requireStanding(office.nanming.id, 1);
      await networkHelpers.time.increaseTo(until + 1n);
      // What has ended is dropped when the next one comes.
      await warn(office.nanming.id, id("another"));
      expect(await listed()).to.deep.equal([id("another")]);
    });

    it("emit WarningWithdrawn when taken back; the others stand", async () => {
      await warn();
      await warn(office.nanming.id, id("another"));
      await expect(decree(office, "withdrawWarning", office.nanming.id, text))
        .to.emit(participants, "WarningWithdrawn")
        .withArgs(office.nanming.id, text);
      expect(await listed()).to.deep.equal([id("another")]);
      await expect(decree(office, "withdrawWarning", office.nanming.id, text))
        .to.be.revertedWithCustomError(participants, "CasesUnknown")
        .withArgs(text);
    });

    it("are for whoever was admitted, the suspended and the expelled too", async () => {
      for (const change of ["suspend", "expel"]) {
        await decree(office, change, office.nanming.id);
        await warn(office.nanming.id, id(change));
      }
      const applicant = await applied(office, firm);
      await expect(warn(applicant)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      await expect(warn(99n)).to.be.revertedWithCustomError(participants, "ParticipantUnknown");
    });

    it("X-106: at most sixteen stand at a time, each for three years at most, each digest once", async () => {
      await expect(warn(office.nanming.id, ZeroHash))
        .to.be.revertedWithCustomError(participants, "WarningDigestMissing")
        .withArgs(office.nanming.id);
      await expect(warn(office.nanming.id, text, 3n * 365n * DAY + 10n)).to.be.revertedWithCustomError(
        participants,
        "CasesTermOutOfRange",
      );
      await expect(decree(office, "warn", office.nanming.id, text, await now())).to.be.revertedWithCustomError(
        participants,
        "CasesTermOutOfRange",
      );
      for (let number = 1; number <= 16; number++) await warn(office.nanming.id, id(`warning ${number}`));
      await expect(warn()).to.be.revertedWithCustomError(participants, "CasesTooMany").withArgs(text, 16n);
      await expect(warn(office.nanming.id, id("warning 1")))
        .to.be.revertedWithCustomError(participants, "CasesKeyUsed")
        .withArgs(id("warning 1"));
      // A freeze is another book.
      await decree(office, "freeze", office.nanming.id, text, (await now()) + DAY);
    });
  });

  describe("seats", () => {
    const { Council, Judiciary } = VotingClass;
    const ids = (holders: bigint[]) => [...holders].sort();

    it("emits SeatGranted and SeatRevoked; lists who holds one", async () => {
      const { nanming, court } = office;
      await expect(decree(office, "grantSeat", nanming.id, Judiciary))
        .to.emit(participants, "SeatGranted")
        .withArgs(nanming.id, Judiciary, 2n);
      expect(ids(await participants.seatHolders(Judiciary))).to.deep.equal(ids([nanming.id, court.id]));
      expect(await participants.mayVote(nanming.id, Judiciary)).to.equal(true);
      expect(await participants.mayVote(nanming.id, Council)).to.equal(false);
      await expect(decree(office, "revokeSeat", court.id, Judiciary))
        .to.emit(participants, "SeatRevoked")
        .withArgs(court.id, Judiciary, 1n);
      expect(await participants.seats(Judiciary)).to.equal(1n);
      expect(await participants.mayVote(court.id, Judiciary)).to.equal(false);
    });

    it("counts no vote of a suspended holder, though the seat counts", async () => {
      const { clearing } = office;
      await decree(office, "suspend", clearing.id);
      expect(await participants.mayVote(clearing.id, Council)).to.equal(false);
      expect(await participants.seats(Council)).to.equal(4n);
    });

    it("reverts when the class is missing", async () => {
      await expect(decree(office, "grantSeat", office.nanming.id, 0n)).to.be.revertedWithCustomError(
        participants,
        "SeatClassMissing",
      );
    });

    it("reverts when the participant holds one of that class, or is not active", async () => {
      const { qianling, nanming } = office;
      await expect(decree(office, "grantSeat", qianling.id, Council))
        .to.be.revertedWithCustomError(participants, "SeatAlreadyHeld")
        .withArgs(qianling.id, Council);
      await decree(office, "suspend", nanming.id);
      await expect(decree(office, "grantSeat", nanming.id, Council))
        .to.be.revertedWithCustomError(participants, "ParticipantWrongStanding")
        .withArgs(nanming.id, Standing.Suspended, Standing.Active);
    });

    it("reverts when a seat is taken that nobody holds", async () => {
      await expect(decree(office, "revokeSeat", office.nanming.id, Council))
        .to.be.revertedWithCustomError(participants, "SeatNotHeld")
        .withArgs(office.nanming.id, Council);
    });

    it("reverts when the council would fall below its minimum", async () => {
      expect(await participants.minimumCouncil()).to.equal(3n);
      await decree(office, "revokeSeat", office.clearing.id, Council);
      await expect(decree(office, "revokeSeat", office.baiyunling.id, Council))
        .to.be.revertedWithCustomError(participants, "SeatsTooFew")
        .withArgs(Council, 3n);
      expect(await participants.seats(Council)).to.equal(3n);
    });
  });
});
