import { expect } from "chai";
import { encodeBytes32String, type EventLog, ZeroHash } from "ethers";
import { day, fields, RequestStatus } from "../../../utils/bills.ts";
import { admitted, council, decree, freeze, halt, newcomer } from "../../../utils/orders.ts";
import {
  acceptanceProposed,
  accepted,
  admittedMembers,
  asPart,
  closedByOrder,
  COMMON,
  commonGiven,
  DEPOSIT,
  Expiry,
  granted,
  HONOUR,
  NOTICE,
  opened,
  openingOf,
  type OpeningDraft,
  pointsDesk,
  type PointsDesk,
  ProgrammeFlags,
  ProgrammeStatus,
  redeemed,
  RESERVE,
  ruled,
  statusBits,
  stoppedIssuing,
  Stops,
  TERMS,
  today,
  toDay,
} from "../../../utils/points.ts";
import { type Actor, carryOut } from "../../../utils/suite.ts";

describe("PointsProgrammes", () => {
  let desk: PointsDesk;

  beforeEach(async () => {
    desk = await pointsDesk();
  });

  const programmes = () => desk.suite.pointsProgrammes;
  const by = (actor: Pick<Actor, "signer">) => programmes().connect(actor.signer);
  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(programmes(), error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const refusedByLedger = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(desk.suite.pointsLedger, error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const refusedAtDoor = (call: Promise<unknown>, error: string) =>
    expect(call).to.be.revertedWithCustomError(desk.suite.participants, error);
  const rateOf = async (programme: bigint) => (await desk.suite.pointsLedger.programmeInfo(programme)).rate;
  const statusOf = async (programme: bigint) => (await desk.suite.pointsLedger.programmeInfo(programme)).status;
  const removed = (member: Pick<Actor, "id">) =>
    carryOut(desk.suite, [{ target: programmes(), name: "removeMember", args: [member.id] }], council(desk));
  const acceptanceOf = async (programme: bigint, merchant: Pick<Actor, "id">) => {
    const [isAccepted, rate] = await programmes().acceptanceOf(programme, merchant.id);
    return [isAccepted, rate];
  };
  /** The last day of a programme's notice, gone by. */
  const noticePassed = async (programme: bigint) => {
    const { closesAfter } = await desk.suite.pointsLedger.programmeInfo(programme);
    await toDay(closesAfter + 1n);
  };

  describe("admitMember, removeMember", () => {
    it("keeps members in the order of their numbers, whatever the order of their admission", async () => {
      const { guanshan, baiyunling, members } = desk;
      await admittedMembers(desk, baiyunling);
      await admittedMembers(desk, guanshan);
      const ids = [...members, guanshan, baiyunling].map(({ id }) => id).sort((a, b) => Number(a - b));
      expect(await programmes().members()).to.deep.equal(ids);
      await removed(guanshan);
      expect(await programmes().members()).to.deep.equal(ids.filter((id) => id !== guanshan.id));
      expect(await programmes().isMember(guanshan.id)).to.equal(false);
      await refused(programmes().requireMember(guanshan.id), "PointsMemberUnknown", guanshan.id);
    });

    it("reverts for a member, for a suspended participant, and for whoever is none", async () => {
      await refused(admittedMembers(desk, desk.zhixing), "PointsMemberAlready", desk.zhixing.id);
      await decree(desk, "suspend", desk.yunlu.id);
      await refusedAtDoor(admittedMembers(desk, desk.yunlu), "ParticipantWrongStanding");
      await refusedAtDoor(admittedMembers(desk, { id: 9_999n }), "ParticipantUnknown");
      await refused(removed(desk.guanshan), "PointsMemberUnknown", desk.guanshan.id);
    });

    it("admits at most 100", async () => {
      const ids: { id: bigint }[] = [];
      for (let i = 0; i < 95; ++i) ids.push({ id: await admitted(desk, newcomer(8_000 + i)) });
      // An order has at most 16 calls.
      for (let i = 0; i < 94; i += 16) await admittedMembers(desk, ...ids.slice(i, Math.min(i + 16, 94)));
      expect(await programmes().members()).to.have.length(100);
      await refused(admittedMembers(desk, ...ids.slice(94)), "PointsMembersFull", 100);
    });

    it("reverts while it has a programme that is not closed, an honour one too", async () => {
      await refused(removed(desk.baihuo), "PointsMemberIssues", desk.baihuo.id, 1);
      await refused(removed(desk.dianli), "PointsMemberIssues", desk.dianli.id, 1);
      await by(desk.dianli).closeProgramme(desk.green, NOTICE);
      await refused(removed(desk.dianli), "PointsMemberIssues");
      await noticePassed(desk.green);
      await programmes().finishClosing(desk.green);
      await removed(desk.dianli);
      await refused(by(desk.dianli).openProgramme(openingOf(HONOUR)), "PointsMemberUnknown", desk.dianli.id);
    });

    it("S-5: reverts while it has a position in the running cycle", async () => {
      await accepted(desk, desk.store, desk.zhixing, 900n);
      await granted(desk, desk.store, desk.alice, 1_000n);
      await redeemed(desk, desk.store, desk.alice, desk.zhixing, 1_000n);
      await refused(removed(desk.zhixing), "PointsMemberInClearing", desk.zhixing.id);
      const { lastDay } = await desk.suite.pointsClearing.currentCycle();
      await toDay(lastDay + 1n);
      await desk.suite.pointsClearing.closeCycle();
      await removed(desk.zhixing);
    });

    it("whoever has left and come back agrees anew", async () => {
      await accepted(desk, desk.store, desk.zhixing, 900n);
      await removed(desk.zhixing);
      expect(await acceptanceOf(desk.store, desk.zhixing)).to.deep.equal([false, 0n]);
      expect(await acceptanceOf(COMMON, desk.zhixing)).to.deep.equal([false, 0n]);
      await admittedMembers(desk, desk.zhixing);
      expect(await acceptanceOf(desk.store, desk.zhixing)).to.deep.equal([false, 0n]);
      await accepted(desk, desk.store, desk.zhixing, 800n);
      expect(await acceptanceOf(desk.store, desk.zhixing)).to.deep.equal([true, 800n]);
    });
  });

  describe("terms of the alliance", () => {
    it("are told when they are first set", async () => {
      const { deployBlock } = desk.suite;
      for (const [name, args] of [
        ["ExchangeBandSet", [8_000n, 10_000n]],
        ["ExchangeFeeSet", [50n]],
        ["MinimumRatioSet", [5_000n]],
      ] as const) {
        const [event] = await programmes().queryFilter(programmes().filters[name](), deployBlock);
        expect([...(event as EventLog).args]).to.deep.equal(args);
      }
    });

    it("are set by order, within their bounds", async () => {
      await ruled(desk, "setBand", [9_000, 9_500]);
      await ruled(desk, "setFee", [1_000]);
      await ruled(desk, "setMinimumRatio", [10_000]);
      await ruled(desk, "setFeeReceiver", [desk.linxun.id]);
      expect(fields(await programmes().terms())).to.deep.equal({
        lowest: 9_000n,
        highest: 9_500n,
        fee: 1_000n,
        minimumRatio: 10_000n,
        feeReceiver: desk.linxun.id,
      });
    });

    it("S-4: reverts for a band above parity or upside down, and for terms out of bounds", async () => {
      await refused(ruled(desk, "setBand", [9_000, 10_001]), "PointsBandInvalid", 9_000, 10_001);
      await refused(ruled(desk, "setBand", [9_001, 9_000]), "PointsBandInvalid", 9_001, 9_000);
      await refused(ruled(desk, "setFee", [1_001]), "PointsFeeOutOfRange", 1_001, 1_000);
      await refused(ruled(desk, "setMinimumRatio", [10_001]), "PointsProgrammeRatioOutOfRange", 10_001, 0, 10_000);
      await decree(desk, "suspend", desk.linxun.id);
      await refusedAtDoor(ruled(desk, "setFeeReceiver", [desk.linxun.id]), "ParticipantWrongStanding");
    });

    it("nobody but an order sets them, or names the parts", async () => {
      const mine = by(desk.qianling);
      for (const call of [
        mine.admitMember(desk.guanshan.id),
        mine.removeMember(desk.zhixing.id),
        mine.setBand(0, 1),
        mine.setFee(0),
        mine.setFeeReceiver(desk.qianling.id),
        mine.setMinimumRatio(0),
        mine.setParts(desk.qianling.wallet),
      ]) {
        await refused(call, "AccessManagedUnauthorized");
      }
    });

    it("the fees that wait go to the receiver, once there is one", async () => {
      const { money, pointsLedger } = desk.suite;
      await commonGiven(desk, desk.alice, 100_000n);
      const fees = await pointsLedger.fees();
      expect(fees).to.equal(450n);
      await refused(programmes().claimFees(), "PointsFeeReceiverMissing");
      await ruled(desk, "setFeeReceiver", [desk.linxun.id]);
      const before = await money.balanceOf(desk.linxun.wallet);
      await expect(programmes().connect(desk.alice).claimFees())
        .to.emit(programmes(), "ExchangeFeesClaimed")
        .withArgs(desk.linxun.id, fees);
      expect(await pointsLedger.fees()).to.equal(0n);
      expect(await money.balanceOf(desk.linxun.wallet)).to.equal(before + fees);
      expect(await money.balanceOf(pointsLedger)).to.equal(2n * RESERVE - fees);
    });
  });

  describe("openProgramme", () => {
    it("enters all that it says, and tells it", async () => {
      const opening = openingOf({ graceMonths: 2n, monthlyCap: 5_000n });
      await desk.suite.pointsClearing.connect(desk.linxun.signer).addDeposit(DEPOSIT);
      const programme = await opened(desk, desk.linxun, opening);
      const [event] = await programmes().queryFilter(programmes().filters.PointsProgrammeOpened(programme));
      expect(event?.args.issuer).to.equal(desk.linxun.id);
      expect(fields(event?.args.opening as object)).to.deep.equal(opening);
      expect(fields(await desk.suite.pointsLedger.programmeInfo(programme))).to.deep.include({
        issuer: desk.linxun.id,
        value: 1_000n,
        rate: 900n,
        fixedDay: 0n,
        closesAfter: 0n,
        ratio: 6_000n,
        expiryMonths: 6n,
        graceMonths: 2n,
        expiry: Expiry.MonthsFromGrant,
        flags: ProgrammeFlags.Transferable | ProgrammeFlags.Exchangeable,
        status: ProgrammeStatus.Open,
        stops: 0n,
      });
      expect((await desk.suite.pointsLedger.bookOf(programme)).monthlyCap).to.equal(5_000n);
      expect(await desk.suite.pointsLedger.nameOf(programme)).to.equal(opening.name);
      expect(fields(await programmes().memberInfo(desk.linxun.id))).to.deep.include({
        covered: programme,
        programmes: 1n,
      });
      // Its own points an issuer always accepts.
      expect(await acceptanceOf(programme, desk.linxun)).to.deep.equal([true, 0n]);
    });

    it("S-7: a covered programme waits for the guarantee deposit before it grants", async () => {
      const programme = await opened(desk, desk.linxun);
      await refusedByLedger(
        granted(desk, programme, desk.alice, 1n),
        "PointsProgrammeStopped",
        programme,
        Stops.Clearing,
      );
      await desk.suite.pointsClearing.connect(desk.linxun.signer).addDeposit(DEPOSIT);
      await granted(desk, programme, desk.alice, 1n);
    });

    it("an issuer has one covered programme that is not closed, and any number of honour ones", async () => {
      await refused(opened(desk, desk.baihuo), "PointsProgrammeCoveredAlready", desk.baihuo.id, desk.store);
      await opened(desk, desk.baihuo, HONOUR);
      await opened(desk, desk.baihuo, HONOUR);
      expect((await programmes().memberInfo(desk.baihuo.id)).programmes).to.equal(3n);
      await by(desk.baihuo).closeProgramme(desk.store, NOTICE);
      await refused(opened(desk, desk.baihuo), "PointsProgrammeCoveredAlready");
      await noticePassed(desk.store);
      await programmes().finishClosing(desk.store);
      const next = await opened(desk, desk.baihuo);
      expect(await programmes().coveredOf(desk.baihuo.id)).to.equal(next);
    });

    it("reverts for whoever is no member, not qualified, frozen, and in a halted module", async () => {
      await refused(by(desk.yunlu).openProgramme(openingOf()), "PointsMemberUnknown", desk.yunlu.id);
      await refusedAtDoor(by(desk.zhixing).openProgramme(openingOf(HONOUR)), "QualificationMissing");
      await freeze(desk, desk.linxun.id);
      await refusedAtDoor(by(desk.linxun).openProgramme(openingOf()), "ParticipantIsFrozen");
      await halt(desk, "points");
      await refusedAtDoor(by(desk.qianling).openProgramme(openingOf()), "ParticipantModuleHalted");
    });

    const FIXED: OpeningDraft = { expiry: Expiry.FixedDate, expiryMonths: 0n };
    const NEVER: OpeningDraft = { expiry: Expiry.Never, expiryMonths: 0n };
    const SOON = day("2026-12-31");
    const unsound: [what: string, draft: OpeningDraft, error: string][] = [
      ["no name", { name: ZeroHash }, "PointsProgrammeNameMissing"],
      ["no terms", { terms: ZeroHash }, "PointsProgrammeDigestMissing"],
      ["no policy of expiry", { expiry: Expiry.None, expiryMonths: 0n }, "PointsProgrammeExpiryInvalid"],
      ["months of 0", { expiryMonths: 0n }, "PointsProgrammeExpiryInvalid"],
      ["more than 35 months", { expiryMonths: 36n }, "PointsProgrammeExpiryInvalid"],
      ["more grace than months", { graceMonths: 7n }, "PointsProgrammeExpiryInvalid"],
      ["a day besides months", { fixedDay: SOON }, "PointsProgrammeExpiryInvalid"],
      ["months where nothing expires", { ...NEVER, expiryMonths: 1n }, "PointsProgrammeExpiryInvalid"],
      ["grace where nothing expires", { ...NEVER, graceMonths: 1n }, "PointsProgrammeExpiryInvalid"],
      ["a day where nothing expires", { ...NEVER, fixedDay: SOON }, "PointsProgrammeExpiryInvalid"],
      ["a fixed day that is none", FIXED, "PointsProgrammeExpiryInvalid"],
      ["a fixed day that has passed", { ...FIXED, fixedDay: day("2026-01-04") }, "PointsProgrammeExpiryInvalid"],
      ["a fixed day in eleven years", { ...FIXED, fixedDay: day("2037-01-31") }, "PointsProgrammeExpiryInvalid"],
      ["grace after a fixed day", { ...FIXED, fixedDay: SOON, graceMonths: 1n }, "PointsProgrammeExpiryInvalid"],
      ["no value", { value: 0n }, "PointsProgrammeValueInvalid"],
      ["honour points with a value", { ...HONOUR, value: 1n }, "PointsProgrammeValueInvalid"],
      ["honour points with a reserve", { ...HONOUR, ratio: 5_000n }, "PointsProgrammeValueInvalid"],
      ["honour points that are exchanged", { ...HONOUR, exchangeable: true }, "PointsProgrammeValueInvalid"],
      ["honour points with a rate", { ...HONOUR, rate: 1n }, "PointsRateOutOfRange"],
      ["a ratio below the least", { ratio: 4_999n }, "PointsProgrammeRatioOutOfRange"],
      ["a ratio above the whole", { ratio: 10_001n }, "PointsProgrammeRatioOutOfRange"],
      ["S-4: a rate above parity", { rate: 1_001n }, "PointsRateOutOfRange"],
      ["a rate below the band", { rate: 799n }, "PointsRateOutOfRange"],
      ["a rate without exchange", { exchangeable: false }, "PointsRateOutOfRange"],
    ];
    for (const [what, draft, error] of unsound) {
      it(`reverts for ${what}`, async () => {
        await refused(opened(desk, desk.linxun, draft), error);
      });
    }

    it("goes to the bounds", async () => {
      await opened(desk, desk.linxun, { expiryMonths: 35n, graceMonths: 35n, ratio: 5_000n, rate: 1_000n });
      await opened(desk, desk.dianli, { ...FIXED, fixedDay: await today(), ratio: 10_000n, rate: 800n });
      const green = await opened(desk, desk.baihuo, { ...HONOUR, transferable: false });
      expect((await desk.suite.pointsLedger.programmeInfo(green)).flags).to.equal(ProgrammeFlags.Honour);
    });

    it("rates are in the band of the value's parity, rounded inwards", async () => {
      // 80 % of 7 fen is 5.6 fen, which 6 common points of 1 fen are the first to reach.
      expect(await programmes().bandFor(7n)).to.deep.equal([6n, 7n]);
      await ruled(desk, "setBand", [8_000, 9_000]);
      expect(await programmes().bandFor(7n)).to.deep.equal([6n, 6n]);
      expect(await programmes().bandFor(5_000n)).to.deep.equal([4_000n, 4_500n]);
      await refused(opened(desk, desk.linxun, { value: 1n, rate: 0n }), "PointsRateOutOfRange", 0n, 1n, 0n);
    });
  });

  describe("setRate", () => {
    it("sets the rate from now on, and tells the one before", async () => {
      await expect(by(desk.baihuo).setRate(desk.store, 850n))
        .to.emit(programmes(), "ExchangeRateSet")
        .withArgs(desk.store, 900n, 850n);
      expect(await rateOf(desk.store)).to.equal(850n);
    });

    it("S-4: reverts outside the band, and for what is not exchanged", async () => {
      await refused(by(desk.baihuo).setRate(desk.store, 1_001n), "PointsRateOutOfRange", 1_001n, 800n, 1_000n);
      await refused(by(desk.baihuo).setRate(desk.store, 799n), "PointsRateOutOfRange", 799n, 800n, 1_000n);
      await refused(by(desk.dianli).setRate(desk.green, 1n), "PointsProgrammeNotExchangeable", desk.green);
      await refusedByLedger(by(desk.qianyi).setRate(desk.store, 900n), "PointsProgrammeNotIssuer");
      await refusedByLedger(by(desk.qianyi).setRate(77n, 900n), "PointsProgrammeUnknown", 77n);
      await refusedByLedger(by(desk.qianyi).setRate(COMMON, 900n), "PointsProgrammeNotIssuer");
    });

    it("S-7: an issuer that an order stops does not lower it, but raises it", async () => {
      await stoppedIssuing(desk, desk.store);
      await refused(by(desk.baihuo).setRate(desk.store, 899n), "PointsRateLowered", desk.store, 899n, 900n);
      await by(desk.baihuo).setRate(desk.store, 950n);
      await refused(by(desk.baihuo).setRate(desk.store, 900n), "PointsRateLowered");
    });

    it("S-7: nor does one that lacks the guarantee deposit, nor a frozen one", async () => {
      await ruled(desk, "setMinimumDeposit", [DEPOSIT + 1n], desk.suite.pointsClearing);
      await refused(by(desk.baihuo).setRate(desk.store, 899n), "PointsRateLowered");
      await freeze(desk, desk.baihuo.id);
      await refusedAtDoor(by(desk.baihuo).setRate(desk.store, 899n), "ParticipantIsFrozen");
    });

    it("after notice of the end the rate does not go down, and after the end it stays", async () => {
      await by(desk.baihuo).closeProgramme(desk.store, NOTICE);
      await refused(by(desk.baihuo).setRate(desk.store, 899n), "PointsRateLowered");
      await by(desk.baihuo).setRate(desk.store, 950n);
      await noticePassed(desk.store);
      await programmes().finishClosing(desk.store);
      await refusedByLedger(by(desk.baihuo).setRate(desk.store, 960n), "PointsProgrammeWrongStatus");
    });
  });

  describe("setMonthlyCap", () => {
    it("counts what was granted this month, and holds from now on", async () => {
      await granted(desk, desk.store, desk.alice, 600n);
      await expect(by(desk.baihuo).setMonthlyCap(desk.store, 1_000n))
        .to.emit(programmes(), "MonthlyCapSet")
        .withArgs(desk.store, 0n, 1_000n);
      await refusedByLedger(
        granted(desk, desk.store, desk.alice, 401n),
        "PointsGrantCapExceeded",
        desk.store,
        1_001n,
        1_000n,
      );
      await granted(desk, desk.store, desk.alice, 400n);
      // The month's last second is 31 January, 23:59:59 in UTC+8.
      await toDay(day("2026-02-01"));
      await granted(desk, desk.store, desk.alice, 1_000n);
      await by(desk.baihuo).setMonthlyCap(desk.store, 0n);
      await granted(desk, desk.store, desk.alice, 5_000n);
    });

    it("reverts for others, and after notice of the end", async () => {
      await refusedByLedger(by(desk.qianyi).setMonthlyCap(desk.store, 1n), "PointsProgrammeNotIssuer");
      await by(desk.baihuo).closeProgramme(desk.store, NOTICE);
      await refusedByLedger(by(desk.baihuo).setMonthlyCap(desk.store, 1n), "PointsProgrammeWrongStatus");
    });
  });

  describe("proposeAcceptance, sign, endAcceptance", () => {
    it("a merchant that signs accepts the points at the rate, from then on", async () => {
      const request = await acceptanceProposed(desk, desk.store, desk.zhixing, 900n);
      expect(await acceptanceOf(desk.store, desk.zhixing)).to.deep.equal([false, 0n]);
      await expect(by(desk.zhixing).sign(request))
        .to.emit(programmes(), "AcceptanceAgreed")
        .withArgs(desk.store, desk.zhixing.id, desk.baihuo.id, 900n);
      expect(await acceptanceOf(desk.store, desk.zhixing)).to.deep.equal([true, 900n]);
      expect(await acceptanceOf(desk.miles, desk.zhixing)).to.deep.equal([false, 0n]);
      expect(await acceptanceOf(desk.store, desk.linxun)).to.deep.equal([false, 0n]);
    });

    it("every member accepts common points, and nobody else", async () => {
      expect(await acceptanceOf(COMMON, desk.zhixing)).to.deep.equal([true, 0n]);
      expect(await acceptanceOf(COMMON, desk.yunlu)).to.deep.equal([false, 0n]);
    });

    it("S-4: reverts for a rate above the value, or of nothing; honour points have none", async () => {
      const propose = (programme: bigint, rate: bigint) => acceptanceProposed(desk, programme, desk.zhixing, rate);
      await refused(propose(desk.store, 1_001n), "PointsAcceptanceRateOutOfRange", 1_001n, 1n, 1_000n);
      await refused(propose(desk.store, 0n), "PointsAcceptanceRateOutOfRange", 0n, 1n, 1_000n);
      await refused(propose(desk.green, 1n), "PointsAcceptanceRateOutOfRange", 1n, 0n, 0n);
      await accepted(desk, desk.store, desk.zhixing, 1_000n);
      await accepted(desk, desk.green, desk.zhixing, 0n);
      expect(await acceptanceOf(desk.green, desk.zhixing)).to.deep.equal([true, 0n]);
    });

    it("reverts for others' programmes, to itself, and to whoever is no member", async () => {
      const lastDay = await today();
      const propose = (actor: Actor, merchant: Actor, until = lastDay) =>
        by(actor).proposeAcceptance(desk.store, merchant.id, 900n, until);
      await refusedByLedger(propose(desk.qianyi, desk.zhixing), "PointsProgrammeNotIssuer");
      await refused(propose(desk.baihuo, desk.baihuo), "PointsAcceptanceOwn", desk.store, desk.baihuo.id);
      await refused(propose(desk.baihuo, desk.yunlu), "PointsMemberUnknown", desk.yunlu.id);
      await refused(propose(desk.baihuo, desk.zhixing, lastDay - 1n), "RequestLastDayOutOfRange");
      await refused(propose(desk.baihuo, desk.zhixing, lastDay + 91n), "RequestLastDayOutOfRange");
      await propose(desk.baihuo, desk.zhixing, lastDay + 90n);
    });

    it("reverts when another signs, twice, or when it has lapsed", async () => {
      const lastDay = await today();
      const request = await acceptanceProposed(desk, desk.store, desk.zhixing, 900n, lastDay);
      await refused(by(desk.linxun).sign(request), "RequestNotForCaller");
      await by(desk.zhixing).sign(request);
      await refused(by(desk.zhixing).sign(request), "RequestNotOpen");
      const late = await acceptanceProposed(desk, desk.store, desk.zhixing, 800n, lastDay);
      await toDay(lastDay + 1n);
      await refused(by(desk.zhixing).sign(late), "RequestLapsed", late, lastDay);
      expect(await acceptanceOf(desk.store, desk.zhixing)).to.deep.equal([true, 900n]);
    });

    it("a later proposal takes the place of an open one, which nobody can sign any more", async () => {
      const high = await acceptanceProposed(desk, desk.store, desk.zhixing, 1_000n);
      const low = await acceptanceProposed(desk, desk.store, desk.zhixing, 800n);
      expect((await programmes().requestInfo(high)).status).to.equal(RequestStatus.Withdrawn);
      await refused(by(desk.zhixing).sign(high), "RequestNotOpen");
      await by(desk.zhixing).sign(low);
      expect(await acceptanceOf(desk.store, desk.zhixing)).to.deep.equal([true, 800n]);
    });

    it("either ends it at once, and with it what is proposed and open", async () => {
      await accepted(desk, desk.store, desk.zhixing, 900n);
      const open = await acceptanceProposed(desk, desk.store, desk.zhixing, 950n);
      await expect(by(desk.baihuo).endAcceptance(desk.store, desk.zhixing.id))
        .to.emit(programmes(), "AcceptanceEnded")
        .withArgs(desk.store, desk.zhixing.id, desk.baihuo.id);
      expect(await acceptanceOf(desk.store, desk.zhixing)).to.deep.equal([false, 0n]);
      await refused(by(desk.zhixing).sign(open), "RequestNotOpen", open, RequestStatus.Withdrawn);
      await accepted(desk, desk.store, desk.zhixing, 900n);
      const other = await acceptanceProposed(desk, desk.store, desk.zhixing, 950n);
      await by(desk.zhixing).endAcceptance(desk.store, desk.zhixing.id);
      expect((await programmes().requestInfo(other)).status).to.equal(RequestStatus.Refused);
      await refused(
        by(desk.zhixing).endAcceptance(desk.store, desk.zhixing.id),
        "PointsAcceptanceMissing",
        desk.store,
        desk.zhixing.id,
      );
    });

    it("reverts when a third ends it, or the issuer for its own points", async () => {
      await accepted(desk, desk.store, desk.zhixing, 900n);
      await refused(
        by(desk.linxun).endAcceptance(desk.store, desk.zhixing.id),
        "PointsAcceptanceNotParty",
        desk.store,
        desk.zhixing.id,
        desk.linxun.id,
      );
      await refused(by(desk.baihuo).endAcceptance(desk.store, desk.baihuo.id), "PointsAcceptanceOwn");
      await refused(by(desk.zhixing).endAcceptance(COMMON, desk.zhixing.id), "PointsAcceptanceMissing");
    });

    it("K-12: in a halted module, and frozen, it can be ended and refused, not begun", async () => {
      await accepted(desk, desk.store, desk.zhixing, 900n);
      const open = await acceptanceProposed(desk, desk.store, desk.linxun, 900n);
      await freeze(desk, desk.zhixing.id);
      await halt(desk, "points");
      await refusedAtDoor(by(desk.linxun).sign(open), "ParticipantModuleHalted");
      await by(desk.linxun).refuse(open);
      await by(desk.zhixing).endAcceptance(desk.store, desk.zhixing.id);
    });

    it("reverts for a frozen merchant, for one that has left, and after notice of the end", async () => {
      const request = await acceptanceProposed(desk, desk.store, desk.zhixing, 900n);
      const another = await acceptanceProposed(desk, desk.store, desk.linxun, 900n);
      const third = await acceptanceProposed(desk, desk.store, desk.qianling, 900n);
      await freeze(desk, desk.zhixing.id);
      await refusedAtDoor(by(desk.zhixing).sign(request), "ParticipantIsFrozen");
      await removed(desk.linxun);
      await refused(by(desk.linxun).sign(another), "PointsMemberUnknown", desk.linxun.id);
      await by(desk.baihuo).closeProgramme(desk.store, NOTICE);
      await refusedByLedger(by(desk.qianling).sign(third), "PointsProgrammeWrongStatus");
      await refusedByLedger(
        acceptanceProposed(desk, desk.store, desk.qianling, 900n),
        "PointsProgrammeWrongStatus",
        desk.store,
        ProgrammeStatus.Closing,
        statusBits(ProgrammeStatus.Open),
      );
    });
  });

  describe("setExchangePartner", () => {
    it("S-9: the issuer's list says who may send users' exchanges", async () => {
      await expect(by(desk.baihuo).setExchangePartner(desk.store, desk.zhixing.id, true))
        .to.emit(programmes(), "ExchangePartnerSet")
        .withArgs(desk.store, desk.zhixing.id, true);
      expect(await programmes().isExchangePartner(desk.store, desk.zhixing.id)).to.equal(true);
      expect(await programmes().isExchangePartner(desk.miles, desk.zhixing.id)).to.equal(false);
      await by(desk.baihuo).setExchangePartner(desk.store, desk.zhixing.id, false);
      expect(await programmes().isExchangePartner(desk.store, desk.zhixing.id)).to.equal(false);
    });

    it("reverts for others, for a frozen partner, which can be taken off, and for what is not exchanged", async () => {
      await refusedByLedger(
        by(desk.qianyi).setExchangePartner(desk.store, desk.zhixing.id, true),
        "PointsProgrammeNotIssuer",
      );
      await refused(
        by(desk.dianli).setExchangePartner(desk.green, desk.zhixing.id, true),
        "PointsProgrammeNotExchangeable",
      );
      await by(desk.baihuo).setExchangePartner(desk.store, desk.zhixing.id, true);
      await freeze(desk, desk.zhixing.id);
      await refusedAtDoor(by(desk.baihuo).setExchangePartner(desk.store, desk.zhixing.id, true), "ParticipantIsFrozen");
      await by(desk.baihuo).setExchangePartner(desk.store, desk.zhixing.id, false);
    });
  });

  describe("closeProgramme, finishClosing", () => {
    it("gives 90 days of notice, after which the reserve comes back and the points are void", async () => {
      const { money, pointsLedger } = desk.suite;
      await granted(desk, desk.store, desk.alice, 1_000n);
      const closesAfter = (await today()) + 90n;
      await expect(by(desk.baihuo).closeProgramme(desk.store, NOTICE))
        .to.emit(programmes(), "PointsProgrammeClosing")
        .withArgs(desk.store, desk.baihuo.id, closesAfter, NOTICE, false);
      await toDay(closesAfter);
      await refusedByLedger(
        programmes().finishClosing(desk.store),
        "PointsProgrammeNotOver",
        desk.store,
        closesAfter,
        closesAfter,
      );
      expect(await pointsLedger.balanceOf(desk.alice.address, desk.store)).to.equal(1_000n);
      await toDay(closesAfter + 1n);
      expect(await pointsLedger.balanceOf(desk.alice.address, desk.store)).to.equal(0n);
      const before = await money.balanceOf(desk.baihuo.wallet);
      await expect(programmes().connect(desk.alice).finishClosing(desk.store))
        .to.emit(programmes(), "PointsProgrammeClosed")
        .withArgs(desk.store, desk.baihuo.id, RESERVE, 1_000n);
      expect(await money.balanceOf(desk.baihuo.wallet)).to.equal(before + RESERVE);
      expect(await statusOf(desk.store)).to.equal(ProgrammeStatus.Closed);
      expect(fields(await programmes().memberInfo(desk.baihuo.id))).to.deep.include({ covered: 0n, programmes: 0n });
      await refusedByLedger(
        programmes().finishClosing(desk.store),
        "PointsProgrammeWrongStatus",
        desk.store,
        ProgrammeStatus.Closed,
        statusBits(ProgrammeStatus.Closing),
      );
    });

    it("S-7: a stopped issuer gives no notice: its reserve stays with the holders", async () => {
      await stoppedIssuing(desk, desk.store);
      await refusedByLedger(
        by(desk.baihuo).closeProgramme(desk.store, NOTICE),
        "PointsProgrammeStopped",
        desk.store,
        Stops.Order,
      );
    });

    it("an order gives it for an issuer that is gone", async () => {
      await decree(desk, "suspend", desk.baihuo.id);
      await decree(desk, "expel", desk.baihuo.id);
      await expect(closedByOrder(desk, desk.store)).to.emit(programmes(), "PointsProgrammeClosing");
      const { closesAfter } = await desk.suite.pointsLedger.programmeInfo(desk.store);
      expect(closesAfter).to.equal((await today()) + 90n);
      await noticePassed(desk.store);
      const { money } = desk.suite;
      const before = await money.balanceOf(desk.baihuo.wallet);
      await programmes().finishClosing(desk.store);
      expect(await money.balanceOf(desk.baihuo.wallet)).to.equal(before + RESERVE);
      await removed(desk.baihuo);
    });

    it("S-5: the reserve stays while the issuer owes in the running cycle", async () => {
      await accepted(desk, desk.store, desk.zhixing, 900n);
      await granted(desk, desk.store, desk.alice, 1_000n);
      await by(desk.baihuo).closeProgramme(desk.store, NOTICE);
      const { closesAfter } = await desk.suite.pointsLedger.programmeInfo(desk.store);
      await toDay(closesAfter);
      // The cycle that has run since January is closed; the next one takes the debt in.
      await desk.suite.pointsClearing.closeCycle();
      await redeemed(desk, desk.store, desk.alice, desk.zhixing, 1_000n);
      await toDay(closesAfter + 1n);
      await refused(programmes().finishClosing(desk.store), "PointsProgrammeInDebt", desk.store, 900n, 0n);
      const { lastDay } = await desk.suite.pointsClearing.currentCycle();
      await toDay(lastDay + 2n);
      await desk.suite.pointsClearing.closeCycle();
      await programmes().finishClosing(desk.store);
      expect(await statusOf(desk.store)).to.equal(ProgrammeStatus.Closed);
    });

    it("reverts without a digest, twice, for others, and for the common points", async () => {
      await refused(by(desk.baihuo).closeProgramme(desk.store, ZeroHash), "PointsProgrammeDigestMissing");
      await refusedByLedger(by(desk.qianyi).closeProgramme(desk.store, NOTICE), "PointsProgrammeNotIssuer");
      await by(desk.baihuo).closeProgramme(desk.store, NOTICE);
      await refusedByLedger(by(desk.baihuo).closeProgramme(desk.store, NOTICE), "PointsProgrammeWrongStatus");
      await refusedByLedger(by(desk.baihuo).closeProgramme(COMMON, NOTICE), "PointsProgrammeNotIssuer");
      await refusedByLedger(
        programmes().finishClosing(COMMON),
        "PointsProgrammeWrongStatus",
        COMMON,
        ProgrammeStatus.Open,
        statusBits(ProgrammeStatus.Closing),
      );
      await refusedByLedger(programmes().finishClosing(77n), "PointsProgrammeUnknown", 77n);
    });

    it("closeFor is for the orders' part alone", async () => {
      await refused(by(desk.qianling).closeFor(desk.store, NOTICE), "CallerNotPart", desk.qianling.wallet);
      const orders = programmes().connect(await asPart(desk, "pointsOrders"));
      await refused(orders.closeFor(desk.store, ZeroHash), "PointsProgrammeDigestMissing");
      await expect(orders.closeFor(desk.store, TERMS))
        .to.emit(programmes(), "PointsProgrammeClosing")
        .withArgs(desk.store, desk.baihuo.id, (await today()) + 90n, TERMS, true);
    });

    it("names are told as they were given", async () => {
      const name = encodeBytes32String("Telecom points");
      const programme = await opened(desk, desk.linxun, { name });
      expect(await desk.suite.pointsLedger.nameOf(programme)).to.equal(name);
    });
  });
});
