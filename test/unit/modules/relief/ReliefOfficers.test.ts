import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { areas, codeOf, officers as posts } from "../../../../deploy/data/officers.ts";
import { Scopes } from "../../../../deploy/data/terms.ts";
import { bound, halt, resume } from "../../../utils/orders.ts";
import { makePasskey, type Passkey, sign } from "../../../utils/passkeys.ts";
import { declared, first, RELIEF } from "../../../utils/relief-people.ts";
import {
  APPOINTMENT,
  inventedHouseholds,
  Level,
  MINUTES,
  type OfficerActor,
  proposed,
  type ReliefDesk,
  reliefDesk,
  reviewed,
  Role,
} from "../../../utils/relief.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const Mode = { Dispose: 1, Preserve: 2 } as const;
const LONGJING = codeOf("longjing");
const SHUANGHE = codeOf("shuanghe");
const IDENTITY = id("another human being, hashed with the employers' key");
const MAX_KIN = 64;

describe("ReliefOfficers", () => {
  let desk: ReliefDesk;
  let officers: ReliefDesk["suite"]["reliefOfficers"];
  /** Number of the next account that is nobody's. */
  let next: number;
  const by = (actor: Pick<Actor, "signer">) => officers.connect(actor.signer);

  beforeEach(async () => {
    desk = await reliefDesk();
    officers = desk.suite.reliefOfficers;
    next = 55;
  });

  /** A new account that serves an employer and is no officer's. */
  async function freeAccount(employer: Actor, scopes: bigint = Scopes.ACTS) {
    const account = next++;
    const signer = (await ethers.getSigners())[account];
    if (signer === undefined) throw new Error(`There is no account ${account}.`);
    await bound(desk, employer, signer, { scopes });
    return signer;
  }

  interface Appointing {
    employer?: Actor;
    /** Sends it, when it is not the employer's wallet. */
    sender?: Pick<Actor, "signer">;
    account?: string;
    area?: bigint;
    identity?: string;
    passkey?: Passkey;
    /** What is signed, when it is something else. */
    signs?: Record<string, unknown>;
  }

  async function appoint(what: Appointing = {}) {
    const { employer = desk.county, sender = employer, area = LONGJING, identity = IDENTITY } = what;
    const { passkey = makePasskey() } = what;
    const account = what.account ?? (await freeAccount(employer)).address;
    const values = { account, participant: employer.id, area, identity, ...what.signs };
    const assertion = await sign(desk.suite.reliefKeys, passkey, 0n, APPOINTMENT, values);
    return by(sender).appoint(account, area, identity, passkey.publicKey, assertion);
  }

  describe("addArea", () => {
    it("makes a tree of divisions by their digits: province, city, county, township, village", async () => {
      const levels = await officers.queryFilter(officers.filters.AreaAdded());
      const found = levels.map(({ args: { area, parent, level, name } }) => [area, parent, level, name]);
      const names = new Map<bigint, string>(areas.map(({ code, nameZh }) => [code, nameZh]));
      expect(found).to.deep.equal([
        [codeOf("guizhou"), 0n, Level.Province, names.get(codeOf("guizhou"))],
        [codeOf("guiyang"), codeOf("guizhou"), Level.City, names.get(codeOf("guiyang"))],
        [codeOf("wudang"), codeOf("guiyang"), Level.County, names.get(codeOf("wudang"))],
        [codeOf("songxi"), codeOf("wudang"), Level.Township, names.get(codeOf("songxi"))],
        [LONGJING, codeOf("songxi"), Level.Village, names.get(LONGJING)],
        [codeOf("chashan"), codeOf("songxi"), Level.Village, names.get(codeOf("chashan"))],
        [codeOf("yunwu"), codeOf("wudang"), Level.Township, names.get(codeOf("yunwu"))],
        [SHUANGHE, codeOf("yunwu"), Level.Village, names.get(SHUANGHE)],
      ]);
      for (const { code } of areas) expect(await officers.isArea(code)).to.equal(true);
    });

    it("reverts for what is no division's code, one that is known, and one below an unknown one", async () => {
      const add = (code: bigint, name = "某村") => by(desk.rural).addArea(code, name);
      for (const code of [0n, 1n, 52_011_210_120n, 1_000_000_000_000n, 99_999_999_999n]) {
        await expect(add(code)).to.be.revertedWithCustomError(officers, "AreaInvalid").withArgs(code);
      }
      await expect(add(LONGJING)).to.be.revertedWithCustomError(officers, "AreaKnown").withArgs(LONGJING);
      await expect(add(520_112_103_201n))
        .to.be.revertedWithCustomError(officers, "AreaUnknown")
        .withArgs(520_112_103_000n);
      await expect(add(520_201_000_000n)).to.be.revertedWithCustomError(officers, "AreaUnknown");
      await expect(add(520_112_103_000n, "")).to.be.revertedWithCustomError(officers, "AreaNameEmpty");
    });

    it("reverts for whoever has no RELIEF_AUTHORITY", async () => {
      await expect(by(desk.county).addArea(520_112_103_000n, "某镇")).to.be.revertedWithCustomError(
        desk.suite.participants,
        "QualificationMissing",
      );
    });
  });

  describe("appoint", () => {
    it("makes an account of the employer's an officer's, with the passkey that it signs with", async () => {
      const { address } = await freeAccount(desk.county);
      const passkey = makePasskey();
      const number = (await officers.officerCount()) + 1n;
      await expect(appoint({ account: address, passkey }))
        .to.emit(officers, "OfficerAppointed")
        .withArgs(number, desk.county.id, LONGJING, address, IDENTITY);
      expect(await officers.officerOf(address)).to.equal(number);
      expect(await officers.officerCount()).to.equal(number);
      const { account, participant, area, active, identity } = await officers.officerInfo(number);
      expect([account, participant, area, active, identity]).to.deep.equal([
        address,
        desk.county.id,
        LONGJING,
        true,
        IDENTITY,
      ]);
      expect(await desk.suite.reliefKeys.keyOf(number, 0)).to.deep.equal(Object.values(passkey.publicKey));
    });

    it("X-35: reverts for a human being who is an officer already, by its identity, its passkey or its account", async () => {
      const { longjing1 } = desk.officers;
      await expect(appoint({ identity: longjing1.identity }))
        .to.be.revertedWithCustomError(officers, "OfficerIdentityTaken")
        .withArgs(longjing1.identity, longjing1.id);
      await expect(appoint({ passkey: longjing1.passkey })).to.be.revertedWithCustomError(
        desk.suite.reliefKeys,
        "KeyTaken",
      );
      await expect(appoint({ employer: desk.songxi, account: longjing1.address }))
        .to.be.revertedWithCustomError(officers, "OfficerAccountTaken")
        .withArgs(longjing1.address, longjing1.id);
    });

    it("X-35: is who it was, also after its service has ended", async () => {
      const { longjing1 } = desk.officers;
      await by(desk.songxi).dismiss(longjing1.id);
      await expect(appoint({ identity: longjing1.identity })).to.be.revertedWithCustomError(
        officers,
        "OfficerIdentityTaken",
      );
      await expect(appoint({ passkey: longjing1.passkey })).to.be.revertedWithCustomError(
        desk.suite.reliefKeys,
        "KeyTaken",
      );
    });

    it("reverts for an account that serves another, or nobody", async () => {
      const { address } = await freeAccount(desk.songxi);
      const [nobody] = await ethers.getSigners();
      for (const account of [address, nobody?.address ?? ""]) {
        await expect(appoint({ account }))
          .to.be.revertedWithCustomError(officers, "OfficerAccountForeign")
          .withArgs(account, desk.county.id);
      }
    });

    it("reverts for a division above a county, or unknown, and without an identity", async () => {
      await expect(appoint({ area: codeOf("guiyang") }))
        .to.be.revertedWithCustomError(officers, "OfficerLevelUnfit")
        .withArgs(codeOf("guiyang"), Level.City);
      const { address: account } = await freeAccount(desk.county);
      await expect(appoint({ account, area: 520_112_101_203n })).to.be.revertedWithCustomError(officers, "AreaUnknown");
      await expect(appoint({ account, identity: ZeroHash })).to.be.revertedWithCustomError(
        officers,
        "OfficerIdentityEmpty",
      );
    });

    it("P-3: reverts when the officer has signed for another area, employer, account or identity", async () => {
      const { address: account } = await freeAccount(desk.county);
      const others = [
        { area: codeOf("wudang") },
        { participant: desk.songxi.id },
        { account: desk.county.wallet },
        { identity: id("another") },
      ];
      for (const signs of others) {
        await expect(appoint({ account, signs })).to.be.revertedWithCustomError(
          desk.suite.reliefKeys,
          "AssertionInvalid",
        );
      }
    });

    it("reverts for whoever is neither authority nor operator, and through an account without ADMINISTRATION", async () => {
      await expect(appoint({ employer: desk.luban })).to.be.revertedWithCustomError(
        desk.suite.participants,
        "QualificationMissing",
      );
      const signer = await freeAccount(desk.county);
      await expect(appoint({ sender: { signer } }))
        .to.be.revertedWithCustomError(desk.suite.participants, "AccountScopeMissing")
        .withArgs(signer.address, Scopes.ACTS, Scopes.ADMINISTRATION);
    });

    it("may be sent by another administrator of the employer", async () => {
      const signer = await freeAccount(desk.county, Scopes.ACTS | Scopes.ADMINISTRATION);
      await expect(appoint({ sender: { signer } })).to.emit(officers, "OfficerAppointed");
    });
  });

  describe("transferOfficer, dismiss, replaceKey", () => {
    const acting = (account: string, area = 0n, mode: number = Mode.Dispose) =>
      officers.requireActing(account, desk.programme, area, mode);

    it("gives an officer another account and area; the former account is nobody's", async () => {
      const { longjing1 } = desk.officers;
      const { address } = await freeAccount(desk.songxi);
      await expect(by(desk.songxi).transferOfficer(longjing1.id, address, codeOf("songxi")))
        .to.emit(officers, "OfficerChanged")
        .withArgs(longjing1.id, desk.songxi.id, codeOf("songxi"), address, true);
      expect(await acting(address)).to.deep.equal([longjing1.id, Level.Township]);
      await expect(acting(longjing1.address)).to.be.revertedWithCustomError(officers, "OfficerAccountUnknown");
      await expect(
        by(desk.songxi).transferOfficer(longjing1.id, desk.officers.longjing2.address, LONGJING),
      ).to.be.revertedWithCustomError(officers, "OfficerAccountTaken");
    });

    it("gives it another area with the account that it has", async () => {
      const { longjing1 } = desk.officers;
      await by(desk.songxi).transferOfficer(longjing1.id, longjing1.address, codeOf("chashan"));
      expect(await acting(longjing1.address, codeOf("chashan"))).to.deep.equal([longjing1.id, Level.Village]);
      await expect(acting(longjing1.address, LONGJING)).to.be.revertedWithCustomError(officers, "OfficerOutsideArea");
    });

    it("is taken up by another employer only when it has left the former", async () => {
      const { longjing1 } = desk.officers;
      const { address } = await freeAccount(desk.county);
      const takeUp = () => by(desk.county).transferOfficer(longjing1.id, address, LONGJING);
      await expect(takeUp())
        .to.be.revertedWithCustomError(officers, "OfficerNotOfParticipant")
        .withArgs(longjing1.id, desk.county.id, desk.songxi.id);
      await expect(by(desk.songxi).dismiss(longjing1.id))
        .to.emit(officers, "OfficerChanged")
        .withArgs(longjing1.id, desk.songxi.id, LONGJING, longjing1.address, false);
      await expect(acting(longjing1.address)).to.be.revertedWithCustomError(officers, "OfficerInactive");
      await expect(by(desk.songxi).dismiss(longjing1.id)).to.be.revertedWithCustomError(officers, "OfficerInactive");
      await takeUp();
      expect(await acting(address, LONGJING)).to.deep.equal([longjing1.id, Level.Village]);
      await expect(by(desk.songxi).dismiss(longjing1.id)).to.be.revertedWithCustomError(
        officers,
        "OfficerNotOfParticipant",
      );
    });

    it("replaces a lost passkey, by the employer alone", async () => {
      const { longjing1 } = desk.officers;
      const { publicKey } = makePasskey();
      await expect(by(desk.county).replaceKey(longjing1.id, publicKey)).to.be.revertedWithCustomError(
        officers,
        "OfficerNotOfParticipant",
      );
      await by(desk.songxi).replaceKey(longjing1.id, publicKey);
      expect(await desk.suite.reliefKeys.keyOf(longjing1.id, 0)).to.deep.equal(Object.values(publicKey));
    });

    it("reverts for an officer that is not known, and for the officer itself", async () => {
      await expect(by(desk.songxi).dismiss(99)).to.be.revertedWithCustomError(officers, "OfficerUnknown");
      await expect(officers.officerInfo(99)).to.be.revertedWithCustomError(officers, "OfficerUnknown");
      const { longjing1 } = desk.officers;
      await expect(by(longjing1).dismiss(longjing1.id)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "AccountScopeMissing",
      );
    });
  });

  describe("requireActing", () => {
    const acting = (officer: OfficerActor, area = 0n, mode: number = Mode.Dispose) =>
      officers.requireActing(officer.address, desk.programme, area, mode);

    it("knows each officer's level by its area, and the areas below it", async () => {
      const { longjing1, songxi1, wudang1, shuanghe1 } = desk.officers;
      expect(await acting(longjing1, LONGJING)).to.deep.equal([longjing1.id, Level.Village]);
      expect(await acting(songxi1, LONGJING)).to.deep.equal([songxi1.id, Level.Township]);
      expect(await acting(wudang1, LONGJING)).to.deep.equal([wudang1.id, Level.County]);
      for (const [officer, area] of [
        [shuanghe1, LONGJING],
        [songxi1, SHUANGHE],
        [songxi1, codeOf("wudang")],
        [longjing1, codeOf("songxi")],
        [longjing1, codeOf("chashan")],
      ] as const) {
        await expect(acting(officer, area))
          .to.be.revertedWithCustomError(officers, "OfficerOutsideArea")
          .withArgs(officer.id, officer.code, area);
      }
    });

    it("X-35: is one officer per human being, and each has its own account", async () => {
      const numbers = await Promise.all(posts.map(({ address }) => officers.officerOf(address)));
      expect(new Set(numbers).size).to.equal(posts.length);
    });

    it("reverts when its employer works in the programme no more", async () => {
      const { longjing1, wudang4 } = desk.officers;
      const programmes = desk.suite.reliefProgrammes.connect(desk.rural.signer);
      await programmes.setRole(desk.programme, desk.songxi.id, Role.Operator, ZeroHash, false);
      await expect(acting(longjing1)).to.be.revertedWithCustomError(
        desk.suite.reliefProgrammes,
        "ProgrammeRoleMissing",
      );
      // The authority's own need no role.
      expect(await acting(wudang4)).to.deep.equal([wudang4.id, Level.County]);
    });

    it("reverts when its account serves another since", async () => {
      const { longjing1 } = desk.officers;
      await desk.suite.participants.connect(desk.songxi.signer).releaseAccount(longjing1.address);
      await expect(acting(longjing1)).to.be.revertedWithCustomError(desk.suite.participants, "AccountUnknown");
      await bound(desk, desk.county, longjing1.signer);
      await expect(acting(longjing1))
        .to.be.revertedWithCustomError(officers, "OfficerNotOfParticipant")
        .withArgs(longjing1.id, desk.county.id, desk.songxi.id);
    });

    it("reverts for an account that is no officer's, its employer's wallet too", async () => {
      await expect(officers.requireActing(desk.songxi.wallet, desk.programme, 0, Mode.Dispose))
        .to.be.revertedWithCustomError(officers, "OfficerAccountUnknown")
        .withArgs(desk.songxi.wallet);
    });

    it("K-12: new acts stop while the module is halted, what preserves rights goes on", async () => {
      const { longjing1 } = desk.officers;
      const key = id("halt");
      await halt(desk, "relief", key);
      await expect(acting(longjing1))
        .to.be.revertedWithCustomError(desk.suite.participants, "ParticipantModuleHalted")
        .withArgs((name: string) => RELIEF.startsWith(name.slice(0, 60)));
      expect(await acting(longjing1, 0n, Mode.Preserve)).to.deep.equal([longjing1.id, Level.Village]);
      await resume(desk, "relief", key);
      expect(await acting(longjing1)).to.deep.equal([longjing1.id, Level.Village]);
    });
  });

  describe("declareKinship", () => {
    it("P-4, X-34: an officer says in advance whose kin it is, of households that nobody has proposed yet", async () => {
      const { longjing1, longjing2 } = desk.officers;
      const [kin, other] = inventedHouseholds(desk, { count: 2 });
      if (kin === undefined || other === undefined) throw new Error("There are two households.");
      await expect(declared(desk, longjing1, kin))
        .to.emit(officers, "KinshipDeclared")
        .withArgs(longjing1.id, kin.commitment, false, ZeroHash);
      expect(await officers.isKin(longjing1.id, kin.commitment)).to.equal(true);
      expect(await officers.isKin(longjing1.id, other.commitment)).to.equal(false);
      expect(await officers.isKin(longjing2.id, kin.commitment)).to.equal(false);
      expect(await officers.kinOf(longjing1.id)).to.deep.equal([kin.commitment]);
      const on = (officer: OfficerActor) =>
        officers.requireActingOn(officer.address, desk.programme, LONGJING, kin.commitment, Mode.Dispose);
      await expect(on(longjing1))
        .to.be.revertedWithCustomError(officers, "OfficerIsKin")
        .withArgs(longjing1.id, kin.commitment);
      expect(await on(longjing2)).to.deep.equal([longjing2.id, Level.Village]);
    });

    it(`reverts for one that is known, and above ${MAX_KIN}`, async () => {
      const { longjing1 } = desk.officers;
      const kin = inventedHouseholds(desk, { count: MAX_KIN });
      const [another] = inventedHouseholds(desk);
      if (another === undefined) throw new Error("There is a household.");
      await declared(desk, longjing1, first(kin));
      await expect(declared(desk, longjing1, first(kin)))
        .to.be.revertedWithCustomError(officers, "KinshipKnown")
        .withArgs(longjing1.id, first(kin).commitment);
      await declared(desk, longjing1, ...kin.slice(1));
      expect(await officers.kinOf(longjing1.id)).to.deep.equal(kin.map((household) => household.commitment));
      await expect(declared(desk, longjing1, another))
        .to.be.revertedWithCustomError(officers, "KinshipsTooMany")
        .withArgs(longjing1.id, MAX_KIN);
    });

    it("reverts for whoever is no officer", async () => {
      await expect(by(desk.songxi).declareKinship([IDENTITY])).to.be.revertedWithCustomError(
        officers,
        "OfficerAccountUnknown",
      );
    });

    it("is entered by others through the module's parts alone", async () => {
      await expect(by(desk.rural).enterKinship(1, IDENTITY, MINUTES)).to.be.revertedWithCustomError(
        officers,
        "CallerNotPart",
      );
    });
  });

  describe("K-10: who speaks for others is nobody", () => {
    it("X-36: an act through a forwarder, a batch or AccessManager.execute is no officer's", async () => {
      const { longjing2 } = desk.officers;
      const { reliefReviews, authority, participants } = desk.suite;
      const household = first(await proposed(desk));
      const data = reliefReviews.interface.encodeFunctionData("review", [[household.id], MINUTES]);
      const forwarder = await ethers.deployContract("Forwarder");
      const calls = [
        () => forwarder.connect(longjing2.signer).forward(reliefReviews, data),
        () => forwarder.connect(longjing2.signer).forwardAll([reliefReviews], [data]),
        // A trusted forwarder's appended sender means nothing here.
        () => forwarder.connect(longjing2.signer).forward(reliefReviews, data + longjing2.address.slice(2)),
      ];
      for (const call of calls) {
        await expect(call())
          .to.be.revertedWithCustomError(participants, "AccountUnknown")
          .withArgs(await forwarder.getAddress());
      }
      await expect(authority.connect(longjing2.signer).execute(reliefReviews, data)).to.be.revertedWithCustomError(
        authority,
        "AccessManagerUnauthorizedCall",
      );
    });

    it("X-36: an officer who has taken a step takes no other one, not even in the manager's name", async () => {
      const { longjing1, songxi1 } = desk.officers;
      const { reliefReviews, authority } = desk.suite;
      const household = first(await reviewed(desk));
      const publish = reliefReviews.interface.encodeFunctionData("publish", [[household.id]]);
      await expect(reliefReviews.connect(longjing1.signer).publish([household.id]))
        .to.be.revertedWithCustomError(reliefReviews, "ReviewSameOfficer")
        .withArgs(household.id, longjing1.id);
      await expect(authority.connect(longjing1.signer).execute(reliefReviews, publish)).to.be.revertedWithCustomError(
        authority,
        "AccessManagerUnauthorizedCall",
      );
      await reliefReviews.connect(songxi1.signer).publish([household.id]);
    });
  });
});
