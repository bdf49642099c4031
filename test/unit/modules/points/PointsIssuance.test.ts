import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { bound, decree, freeze, halt, stranger } from "../../../utils/orders.ts";
import { type Granted, grantedMany, GrantSheets, hashOver, type Line } from "../../../utils/points-grants.ts";
import {
  bucketsOf,
  COMMON,
  frozenAccount,
  granted,
  HONOUR,
  monthOf,
  nextSequence,
  NO_MONTH,
  NOTICE,
  opened,
  pointsDesk,
  type PointsDesk,
  ProgrammeStatus,
  RESERVE,
  ruled,
  statusBits,
  stoppedIssuing,
  Stops,
  today,
  toDay,
} from "../../../utils/points.ts";
import { day } from "../../../utils/bills.ts";
import type { Actor } from "../../../utils/suite.ts";

describe("PointsIssuance", () => {
  let desk: PointsDesk;

  beforeEach(async () => {
    desk = await pointsDesk();
  });

  const issuance = () => desk.suite.pointsIssuance;
  const refused = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(issuance(), error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const refusedByLedger = (call: Promise<unknown>, error: string, ...args: unknown[]) => {
    const refusal = expect(call).to.be.revertedWithCustomError(desk.suite.pointsLedger, error);
    return args.length === 0 ? refusal : refusal.withArgs(...args);
  };
  const refusedAtDoor = (call: Promise<unknown>, error: string) =>
    expect(call).to.be.revertedWithCustomError(desk.suite.participants, error);
  const balanceOf = (account: { address: string }, programme = desk.store) =>
    desk.suite.pointsLedger.balanceOf(account.address, programme);
  const line = (points = 100n, account: { address: string } = desk.alice, sequence = nextSequence()): Line => ({
    account: account.address,
    points,
    sequence,
  });
  const grantBy = (granter: Pick<Actor, "signer">, { account, points, sequence }: Line, programme = desk.store) =>
    issuance().connect(granter.signer).grant(programme, account, points, sequence);

  describe("grant", () => {
    it("gives points that are good through the month that the programme says, and tells number and granter", async () => {
      await toDay(day("2026-03-15"));
      await expect(grantBy(desk.baihuo, line(1_000n, desk.alice, 7_001n)))
        .to.emit(desk.suite.pointsLedger, "PointsGranted")
        .withArgs(desk.store, desk.alice.address, 7_001n, desk.baihuo.id, 1_000n, monthOf("2026-09"));
      expect(await bucketsOf(desk, desk.store, desk.alice)).to.deep.equal([
        { month: monthOf("2026-09"), points: 1_000n },
      ]);
    });

    it("S-6: a number works once, over all programmes of the issuer, and says which it was", async () => {
      const green = await opened(desk, desk.baihuo, HONOUR);
      const used = await granted(desk, desk.store, desk.alice, 100n);
      for (const programme of [desk.store, green]) {
        await refused(
          grantBy(desk.baihuo, line(50n, desk.bob, used), programme),
          "PointsGrantSequenceUsed",
          desk.baihuo.id,
          used,
        );
      }
      expect(await balanceOf(desk.bob)).to.equal(0n);
      expect(await issuance().isSequenceUsed(desk.baihuo.id, used)).to.equal(true);
      expect(await issuance().isSequenceUsed(desk.baihuo.id, used + 1n)).to.equal(false);
    });

    it("S-6: another issuer's numbers are its own", async () => {
      const used = await granted(desk, desk.store, desk.alice, 100n);
      await granted(desk, desk.miles, desk.alice, 100n, used);
      expect(await balanceOf(desk.alice, desk.miles)).to.equal(100n);
    });

    it("S-6: a batch that names a number twice, or a used one, grants nothing at all", async () => {
      const used = await granted(desk, desk.store, desk.alice, 100n);
      const twice = line();
      await refused(
        grantedMany(desk, desk.store, [twice, line(), { ...twice, account: desk.bob.address }]),
        "PointsGrantSequenceUsed",
        desk.baihuo.id,
        twice.sequence,
      );
      await refused(grantedMany(desk, desk.store, [line(), line(1n, desk.bob, used)]), "PointsGrantSequenceUsed");
      expect(await balanceOf(desk.alice)).to.equal(100n);
      expect(await issuance().isSequenceUsed(desk.baihuo.id, twice.sequence)).to.equal(false);
    });

    it("S-6: numbers in any order, from the first to the last, are used once each", async () => {
      const last = 2n ** 40n - 1n;
      const numbers = [300_256n, 300_255n, 0n, last, 300_257n, last - 256n];
      await grantedMany(
        desk,
        desk.store,
        numbers.map((number) => line(1n, desk.alice, number)),
      );
      for (const number of numbers) {
        expect(await issuance().isSequenceUsed(desk.baihuo.id, number)).to.equal(true);
        await refused(grantBy(desk.baihuo, line(1n, desk.alice, number)), "PointsGrantSequenceUsed");
      }
      expect(await balanceOf(desk.alice)).to.equal(6n);
    });

    it("reverts for a line without account or points, and for none or too many", async () => {
      await refused(grantBy(desk.baihuo, line(0n, desk.alice, 9_001n)), "PointsGrantPointsZero", 9_001n);
      await refused(
        grantedMany(desk, desk.store, [line(), line(5n, { address: ZeroAddress }, 9_002n)]),
        "PointsGrantAccountZero",
        9_002n,
      );
      await refused(grantedMany(desk, desk.store, []), "PointsGrantsEmpty");
      const many = Array.from({ length: 501 }, () => line(1n));
      await refused(grantedMany(desk, desk.store, many), "PointsGrantsTooMany", 501, 500);
      await grantedMany(desk, desk.store, many.slice(1));
      expect(await balanceOf(desk.alice)).to.equal(500n);
    });

    it("reverts for whoever is neither the issuer nor its partner, and for programmes that nobody issues", async () => {
      await refused(grantBy(desk.qianyi, line()), "PointsBudgetMissing", desk.store, desk.qianyi.id);
      await refused(grantBy(desk.baihuo, line(), COMMON), "PointsBudgetMissing", COMMON, desk.baihuo.id);
      await refusedByLedger(grantBy(desk.baihuo, line(), 77n), "PointsProgrammeUnknown", 77n);
      await refusedAtDoor(
        issuance().connect(desk.alice).grant(desk.store, desk.alice.address, 1n, nextSequence()),
        "AccountUnknown",
      );
    });

    it("S-7: reverts for an issuer that is stopped by order, frozen or suspended, and in a halted module", async () => {
      await stoppedIssuing(desk, desk.store);
      await refusedByLedger(grantBy(desk.baihuo, line()), "PointsProgrammeStopped", desk.store, Stops.Order);
      await freeze(desk, desk.qianyi.id);
      await refusedAtDoor(grantBy(desk.qianyi, line(), desk.miles), "ParticipantIsFrozen");
      await decree(desk, "suspend", desk.dianli.id);
      await refusedAtDoor(grantBy(desk.dianli, line(), desk.green), "ParticipantWrongStanding");
      const green = await opened(desk, desk.linxun, HONOUR);
      await halt(desk, "points");
      await refusedAtDoor(grantBy(desk.linxun, line(), green), "ParticipantModuleHalted");
    });

    it("S-7: reverts while the guarantee deposit is below the minimum; honour points need none", async () => {
      const { pointsClearing, pointsLedger } = desk.suite;
      await ruled(desk, "setMinimumDeposit", [2_000_000n], pointsClearing);
      await refusedByLedger(grantBy(desk.baihuo, line()), "PointsProgrammeStopped", desk.store, Stops.Clearing);
      await granted(desk, desk.green, desk.alice, 100n);
      await pointsClearing.connect(desk.baihuo.signer).addDeposit(1_000_000n);
      await granted(desk, desk.store, desk.alice, 100n);
      expect(await pointsLedger.isStopped(desk.store)).to.equal(false);
    });

    it("reverts after notice of the programme's end", async () => {
      await desk.suite.pointsProgrammes.connect(desk.baihuo.signer).closeProgramme(desk.store, NOTICE);
      await refusedByLedger(
        grantBy(desk.baihuo, line()),
        "PointsProgrammeWrongStatus",
        desk.store,
        ProgrammeStatus.Closing,
        statusBits(ProgrammeStatus.Open),
      );
    });

    it("X-60: what the reserve lacks comes from the issuer's wallet, or the grant fails", async () => {
      const { money, pointsLedger } = desk.suite;
      // A reserve of 1,000,000 fen covers 1,666,666 points of 1 fen at 60 %.
      await granted(desk, desk.store, desk.alice, 1_666_666n);
      expect((await pointsLedger.bookOf(desk.store)).reserve).to.equal(RESERVE);
      await money.connect(desk.baihuo.signer).approve(pointsLedger, 5n);
      await granted(desk, desk.store, desk.alice, 1n);
      expect((await pointsLedger.bookOf(desk.store)).reserve).to.equal(RESERVE + 1n);
      await refusedByLedger(grantBy(desk.baihuo, line(10_000n)), "PointsReserveShort");
      expect(await balanceOf(desk.alice)).to.equal(1_666_667n);
    });

    it("reverts for an account of the issuer whose ceiling the value exceeds", async () => {
      const clerk = stranger("clerk");
      await bound(desk, desk.baihuo, clerk, { ceiling: 100n });
      const mine = issuance().connect(clerk);
      await mine.grant(desk.store, desk.alice.address, 100n, nextSequence());
      await refusedAtDoor(mine.grant(desk.store, desk.alice.address, 101n, nextSequence()), "AccountCeilingExceeded");
    });

    it("X-46: the receiver is not called, so no foreign code runs in a batch", async () => {
      // A contract that takes no ERC-1155 tokens.
      const contract = { address: await desk.suite.docket.getAddress() };
      await granted(desk, desk.store, contract, 10n);
      expect(await balanceOf(contract)).to.equal(10n);
    });
  });

  describe("setBudget, endBudget", () => {
    const budgeted = async (draft: { limit?: bigint; first?: bigint; last?: bigint; lastDay?: bigint } = {}) => {
      const { limit = 1_000n, first = 500_000n, last = 500_999n, lastDay = (await today()) + 10n } = draft;
      return issuance().connect(desk.baihuo.signer).setBudget(desk.store, desk.zhixing.id, limit, first, last, lastDay);
    };
    const numbered = (number: bigint, points = 100n) => line(points, desk.alice, number);

    it("a partner grants within limit, numbers and days, and is told as the granter", async () => {
      await budgeted();
      await expect(grantBy(desk.zhixing, numbered(500_000n, 600n)))
        .to.emit(desk.suite.pointsLedger, "PointsGranted")
        .withArgs(desk.store, desk.alice.address, 500_000n, desk.zhixing.id, 600n, monthOf("2026-07"));
      await refused(
        grantBy(desk.zhixing, numbered(500_001n, 401n)),
        "PointsBudgetExceeded",
        desk.store,
        desk.zhixing.id,
        401n,
        400n,
      );
      await grantBy(desk.zhixing, numbered(500_999n, 400n));
      await refused(grantBy(desk.zhixing, numbered(500_002n, 1n)), "PointsBudgetExceeded");
      expect((await issuance().budgetOf(desk.store, desk.zhixing.id)).used).to.equal(1_000n);
    });

    it("S-6: a partner uses no number outside its range up, nor one twice", async () => {
      await budgeted();
      for (const number of [499_999n, 501_000n]) {
        await refused(
          grantBy(desk.zhixing, numbered(number)),
          "PointsBudgetSequenceOutOfRange",
          number,
          500_000n,
          500_999n,
        );
      }
      await grantBy(desk.zhixing, numbered(500_000n));
      await refused(grantBy(desk.zhixing, numbered(500_000n)), "PointsGrantSequenceUsed");
      const mine = issuance().connect(desk.zhixing.signer);
      await refused(mine.grantMany(desk.store, [numbered(500_001n), numbered(7n)]), "PointsBudgetSequenceOutOfRange");
    });

    it("reverts on the day after its last", async () => {
      const lastDay = (await today()) + 3n;
      await budgeted({ lastDay });
      await toDay(lastDay);
      await grantBy(desk.zhixing, numbered(500_000n));
      await toDay(lastDay + 1n);
      await refused(
        grantBy(desk.zhixing, numbered(500_001n)),
        "PointsBudgetOver",
        desk.store,
        desk.zhixing.id,
        lastDay,
      );
    });

    it("is of one programme, and of one partner", async () => {
      const green = await opened(desk, desk.baihuo, HONOUR);
      await budgeted();
      await refused(grantBy(desk.zhixing, numbered(500_000n), green), "PointsBudgetMissing", green, desk.zhixing.id);
      await refused(grantBy(desk.linxun, numbered(500_000n)), "PointsBudgetMissing", desk.store, desk.linxun.id);
    });

    it("what was granted stays counted when a budget is changed, or ended and given anew", async () => {
      await budgeted();
      await grantBy(desk.zhixing, numbered(500_000n, 600n));
      await expect(issuance().connect(desk.baihuo.signer).endBudget(desk.store, desk.zhixing.id))
        .to.emit(issuance(), "GrantBudgetEnded")
        .withArgs(desk.store, desk.zhixing.id, 600n);
      await refused(grantBy(desk.zhixing, numbered(500_001n)), "PointsBudgetMissing");
      const lastDay = (await today()) + 5n;
      await expect(budgeted({ limit: 500n, lastDay }))
        .to.emit(issuance(), "GrantBudgetSet")
        .withArgs(desk.store, desk.zhixing.id, 500n, 600n, 500_000n, 500_999n, lastDay);
      await refused(
        grantBy(desk.zhixing, numbered(500_001n, 1n)),
        "PointsBudgetExceeded",
        desk.store,
        desk.zhixing.id,
        1n,
        0n,
      );
    });

    it("S-7: a frozen issuer's partner grants nothing; the issuer can end the budget all the same", async () => {
      await budgeted();
      await freeze(desk, desk.baihuo.id);
      await refusedAtDoor(grantBy(desk.zhixing, numbered(500_000n)), "ParticipantIsFrozen");
      await issuance().connect(desk.baihuo.signer).endBudget(desk.store, desk.zhixing.id);
      await refused(
        issuance().connect(desk.baihuo.signer).endBudget(desk.store, desk.zhixing.id),
        "PointsBudgetMissing",
      );
    });

    it("S-7: a frozen partner grants nothing", async () => {
      await budgeted();
      await freeze(desk, desk.zhixing.id);
      await refusedAtDoor(grantBy(desk.zhixing, numbered(500_000n)), "ParticipantIsFrozen");
    });

    it("S-7: an order on the issuer stops its partners", async () => {
      await budgeted();
      await stoppedIssuing(desk, desk.store);
      await refusedByLedger(
        grantBy(desk.zhixing, numbered(500_000n)),
        "PointsProgrammeStopped",
        desk.store,
        Stops.Order,
      );
    });

    it("reverts for whoever does not issue, for itself, and for what is no budget", async () => {
      const { zhixing, baihuo } = desk;
      const lastDay = await today();
      const set = (by: Actor, partner: Actor, limit: bigint, first: bigint, last: bigint, until: bigint) =>
        issuance().connect(by.signer).setBudget(desk.store, partner.id, limit, first, last, until);
      await refusedByLedger(set(zhixing, desk.linxun, 1n, 0n, 0n, lastDay), "PointsProgrammeNotIssuer");
      await refused(set(baihuo, baihuo, 1n, 0n, 0n, lastDay), "PointsBudgetOwn", desk.store, baihuo.id);
      await refused(set(baihuo, zhixing, 0n, 0n, 0n, lastDay), "PointsBudgetInvalid", 0n, 0n, 0n);
      await refused(set(baihuo, zhixing, 1n, 2n, 1n, lastDay), "PointsBudgetInvalid", 1n, 2n, 1n);
      await refused(set(baihuo, zhixing, 1n, 0n, 0n, lastDay - 1n), "PointsBudgetLastDayPassed", lastDay - 1n, lastDay);
      await set(baihuo, zhixing, 1n, 0n, 0n, lastDay);
      await refusedByLedger(
        issuance().connect(zhixing.signer).endBudget(desk.store, zhixing.id),
        "PointsProgrammeNotIssuer",
      );
    });
  });

  describe("reverse", () => {
    /** Granted on the first days of January, for six months. */
    const MONTH = monthOf("2026-07");
    let sheets: GrantSheets;
    let first: Line;
    let second: Line;

    /** The n-th number, of the 32 of one sheet or after them. */
    const number = (n: number): bigint => 960_000n + BigInt(n);
    const reverseBy = (
      by: Pick<Actor, "signer">,
      { sequence }: Pick<Line, "sequence">,
      { grants, index } = sheets.proof(sequence),
    ) => issuance().connect(by.signer).reverse(grants, index);
    const act = async (...grants: Line[]) => {
      await grantedMany(desk, desk.store, grants);
      sheets.add(desk.store, MONTH, ...grants);
    };

    beforeEach(async () => {
      sheets = new GrantSheets();
      first = line(100n, desk.alice, number(1));
      second = line(40n, desk.bob, number(2));
      await act(line(7n, desk.bob, number(31)));
      await act(first, second);
      await act(line(5n, desk.alice, number(0)), line(6n, desk.bob, number(32)));
    });

    it("S-9: takes a grant back, in the open, and its number stays used", async () => {
      const { outstanding } = await desk.suite.pointsLedger.bookOf(desk.store);
      await expect(reverseBy(desk.baihuo, second))
        .to.emit(issuance(), "GrantReversed")
        .withArgs(desk.store, desk.bob.address, second.sequence, 40n, MONTH);
      expect(await balanceOf(desk.bob)).to.equal(13n);
      expect((await desk.suite.pointsLedger.bookOf(desk.store)).outstanding).to.equal(outstanding - 40n);
      expect(await issuance().isReversed(desk.baihuo.id, second.sequence)).to.equal(true);
      expect(await issuance().isReversed(desk.baihuo.id, first.sequence)).to.equal(false);
      await refused(grantBy(desk.baihuo, second), "PointsGrantSequenceUsed");
    });

    it("a sheet has 32 of an issuer's numbers, and a hash over their grants as they were made", async () => {
      const hashOf = (of: number, issuer = desk.baihuo.id) => issuance().hashOf(issuer, number(of));
      for (const of of [0, 30, 31]) expect(await hashOf(of)).to.equal(sheets.hash(number(0)));
      expect(await hashOf(32)).to.equal(hashOver(sheets.of(number(32))));
      for (const of of [-1, 64]) expect(await hashOf(of)).to.equal(ZeroHash);
      expect(await hashOf(0, desk.qianyi.id)).to.equal(ZeroHash);
      expect(await issuance().isSequenceUsed(desk.baihuo.id, number(30))).to.equal(false);
    });

    it("one act that goes from sheet to sheet and back leaves on each what acts one by one would", async () => {
      const acts = [64, 96, 65, 97, 66].map((n) => line(1n, desk.bob, number(n)));
      await act(...acts);
      for (const { sequence } of acts) {
        expect(await issuance().hashOf(desk.baihuo.id, sequence)).to.equal(sheets.hash(sequence));
        await reverseBy(desk.baihuo, { sequence });
      }
    });

    it("proves a grant that was made by itself, on a sheet that is full as on one that has room", async () => {
      const single = line(9n, desk.alice, number(3));
      await grantBy(desk.baihuo, single);
      sheets.add(desk.store, MONTH, single);
      for (let n = 4; n < 31; ++n) await act(line(1n, desk.bob, number(n)));
      await reverseBy(desk.baihuo, single);
      await reverseBy(desk.baihuo, first);
      expect(await balanceOf(desk.alice)).to.equal(5n);
    });

    it("X-63: a number is reversed once, however many points its account has", async () => {
      await reverseBy(desk.baihuo, first);
      await refused(reverseBy(desk.baihuo, first), "PointsGrantAlreadyReversed", desk.baihuo.id, first.sequence);
      await act(line(100n, desk.alice, number(8)));
      await refused(reverseBy(desk.baihuo, first), "PointsGrantAlreadyReversed");
      expect(await balanceOf(desk.alice)).to.equal(105n);
    });

    it("X-63: what was granted of one programme is not taken back of another", async () => {
      const green = await opened(desk, desk.baihuo, HONOUR);
      const honoured = line(100n, desk.alice, number(9));
      await grantBy(desk.baihuo, honoured, green);
      sheets.add(green, NO_MONTH, honoured);
      const { grants, index } = sheets.proof(first.sequence);
      const forged = grants.map((each) => ({ ...each, programme: green }));
      await refused(reverseBy(desk.baihuo, first, { grants: forged, index }), "PointsGrantUnproven");
      await refusedByLedger(reverseBy(desk.qianyi, first), "PointsProgrammeNotIssuer");
      expect(await balanceOf(desk.alice)).to.equal(105n);
      await reverseBy(desk.baihuo, first);
      await reverseBy(desk.baihuo, honoured);
      expect(await balanceOf(desk.alice, green)).to.equal(0n);
    });

    it("X-63: another issuer's sheet of the same numbers proves nothing", async () => {
      const theirs = line(50n, desk.alice, number(1));
      await grantedMany(desk, desk.miles, [theirs]);
      const { month } = (await bucketsOf(desk, desk.miles, desk.alice))[0] ?? { month: 0n };
      const proof = { grants: [{ programme: desk.miles, month, ...theirs }], index: 0 };
      const mine = { grants: [{ programme: desk.store, month: MONTH, ...theirs }], index: 0 };
      await refused(reverseBy(desk.baihuo, theirs, mine), "PointsGrantUnproven", desk.baihuo.id, theirs.sequence);
      await refusedByLedger(reverseBy(desk.baihuo, theirs, proof), "PointsProgrammeNotIssuer");
      await reverseBy(desk.qianyi, theirs, proof);
    });

    it("X-63: neither a changed line nor lines left out, added, or in another order prove anything", async () => {
      const { grants, index } = sheets.proof(first.sequence);
      const changed = (by: Partial<Granted>) => grants.map((each, i) => (i === index ? { ...each, ...by } : each));
      const [before, ...rest] = grants as [Granted, ...Granted[]];
      const forged: [what: string, grants: Granted[], index: number][] = [
        ["more points", changed({ points: 101n }), index],
        ["another account", changed({ account: desk.bob.address }), index],
        ["another number", changed({ sequence: number(10) }), index],
        ["a number of another sheet", changed({ sequence: number(40) }), index],
        ["another month", changed({ month: MONTH + 1n }), index],
        ["another programme", changed({ programme: desk.miles }), index],
        ["a line alone", grants.slice(index, index + 1), 0],
        ["without the first", rest, index - 1],
        ["without the last", grants.slice(0, -1), index],
        ["in another order", [...rest, before], index - 1],
        ["one line twice", [...grants, ...grants.slice(-1)], index],
        ["the next sheet's as well", [...grants, ...sheets.of(number(32))], index],
      ];
      for (const [what, each, at] of forged) {
        const error = what === "another programme" ? desk.suite.pointsLedger : issuance();
        await expect(reverseBy(desk.baihuo, first, { grants: each, index: at }), what).to.be.revertedWithCustomError(
          error,
          what === "another programme" ? "PointsProgrammeNotIssuer" : "PointsGrantUnproven",
        );
      }
      const unknown = { grants, index: grants.length };
      await refused(reverseBy(desk.baihuo, first, unknown), "PointsGrantLineUnknown", grants.length, grants.length);
      await refused(reverseBy(desk.baihuo, first, { grants: [], index: 0 }), "PointsGrantLineUnknown", 0, 0);
      await reverseBy(desk.baihuo, first);
    });

    it("a proof is out of date when the sheet has gone on, and not when another has", async () => {
      const proof = sheets.proof(first.sequence);
      await act(line(1n, desk.bob, number(33)));
      await reverseBy(desk.baihuo, first, proof);
      const late = sheets.proof(second.sequence);
      await act(line(1n, desk.bob, number(5)));
      await refused(reverseBy(desk.baihuo, second, late), "PointsGrantUnproven", desk.baihuo.id, second.sequence);
      await reverseBy(desk.baihuo, second);
    });

    it("S-9: reverts when the points of that month are spent, in whole or in part", async () => {
      const { pointsLedger } = desk.suite;
      await pointsLedger
        .connect(desk.bob)
        .safeTransferFrom(desk.bob.address, desk.alice.address, desk.store, 14n, "0x");
      await refusedByLedger(
        reverseBy(desk.baihuo, second),
        "PointsBucketShort",
        desk.store,
        desk.bob.address,
        MONTH,
        39n,
        40n,
      );
      await act(line(1n, desk.bob, number(6)));
      await reverseBy(desk.baihuo, second);
      expect(await balanceOf(desk.bob)).to.equal(0n);
    });

    it("S-9: points of another month do not stand in for it", async () => {
      const { pointsLedger } = desk.suite;
      await pointsLedger
        .connect(desk.bob)
        .safeTransferFrom(desk.bob.address, desk.alice.address, desk.store, 53n, "0x");
      await toDay(day("2026-02-01"));
      const later = line(1_000n, desk.bob, number(7));
      await grantBy(desk.baihuo, later);
      sheets.add(desk.store, monthOf("2026-08"), later);
      await refusedByLedger(reverseBy(desk.baihuo, second), "PointsBucketShort");
    });

    it("the issuer takes back what its partner has granted; the partner takes nothing back", async () => {
      const mine = issuance().connect(desk.baihuo.signer);
      await mine.setBudget(desk.store, desk.zhixing.id, 100n, number(20), number(20), await today());
      const lent = line(30n, desk.bob, number(20));
      await grantBy(desk.zhixing, lent);
      sheets.add(desk.store, MONTH, lent);
      await refusedByLedger(reverseBy(desk.zhixing, lent), "PointsProgrammeNotIssuer");
      await reverseBy(desk.baihuo, lent);
      expect(await balanceOf(desk.bob)).to.equal(53n);
      expect((await issuance().budgetOf(desk.store, desk.zhixing.id)).used).to.equal(30n);
    });

    it("S-7: a stopped issuer takes nothing back, nor does a frozen one", async () => {
      await stoppedIssuing(desk, desk.store);
      await refusedByLedger(reverseBy(desk.baihuo, first), "PointsProgrammeStopped");
      await freeze(desk, desk.baihuo.id);
      await refusedAtDoor(reverseBy(desk.baihuo, first), "ParticipantIsFrozen");
    });

    it("K-4: nothing is taken back from an account that is frozen", async () => {
      await frozenAccount(desk, desk.alice);
      await refusedByLedger(reverseBy(desk.baihuo, first), "PointsAccountFrozen");
    });
  });
});
