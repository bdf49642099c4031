/** The payout book: what parts put into it, what banks answer, what households say, and what comes back. */
import { expect } from "chai";
import { anyValue } from "@nomicfoundation/hardhat-ethers-chai-matchers/withArgs";
import { id, ZeroHash } from "ethers";
import { court, decree, freeze, halt, regulator } from "../../../utils/orders.ts";
import { daysPass, type Household, Role, signedByHousehold, today } from "../../../utils/relief.ts";
import {
  ANSWER,
  answer,
  bankIsSilent,
  bookForParts,
  CONFIRM,
  confirm,
  created,
  decideDispute,
  DISPUTE,
  dispute,
  draftOf,
  EACH,
  expectedBooks,
  Fact,
  FUNDED,
  giveBack,
  GROUNDS,
  LineStatus,
  lineOf,
  moneyed,
  opened,
  paid,
  payingDesk,
  type PayingDesk,
  PayoutKind,
  PayoutStatus,
  projectFunded,
  RECEIPT,
  RECEIPT_DAYS,
  released,
  roundApproved,
  statusOfLine,
  useVoucher,
  vouchersOpen,
} from "../../../utils/relief-payouts.ts";
import { carryOut } from "../../../utils/suite.ts";

const at = (list: readonly Household[], index: number): Household => {
  const household = list[index];
  if (household === undefined) throw new Error(`There is no household ${index}.`);
  return household;
};

const book = ({ suite }: PayingDesk) => suite.reliefPayouts;

const diverted = (desk: PayingDesk, payout: bigint, officer: bigint, barred: boolean, evidence = GROUNDS) =>
  carryOut(
    desk.suite,
    [{ target: book(desk), name: "findDiversion", args: [payout, officer, barred, evidence] }],
    court(desk),
  );

/** A payout whose bank pays different amounts: ¥1.00, ¥2.00, … */
async function uneven(desk: PayingDesk): Promise<bigint> {
  const amounts = desk.households.map((_, index) => BigInt(index + 1) * 100n);
  const payee = desk.guanshan.id;
  await granted(desk, desk.households, amounts);
  return created(desk, { kind: PayoutKind.Share, payee, officer: 0n }, desk.households, amounts);
}

/** What a creating part books before it makes a payout. */
async function granted(desk: PayingDesk, households: readonly Household[], amounts: bigint[]): Promise<void> {
  const { reliefHouseholds } = desk.suite;
  const part = (await bookForParts(desk)).runner;
  const numbers = households.map(({ number }) => number);
  await reliefHouseholds.connect(part).grant(desk.programme, 0, 0, 0, 0, numbers, amounts);
}

describe("ReliefPayouts", () => {
  let desk: PayingDesk;

  beforeEach(async () => {
    desk = await payingDesk();
  });

  describe("create", () => {
    it("makes lines of consecutive intervals of fen, of one amount", async () => {
      const payout = await opened(desk);
      const { kind, status, payee, lines, total, drawn, each, officer, dueDay } = await book(desk).payoutInfo(payout);
      expect([kind, status, payee]).to.deep.equal([PayoutKind.Bank, PayoutStatus.Open, desk.guanshan.id]);
      expect([lines, total, drawn, each]).to.deep.equal([5n, 5n * EACH, 5n * EACH, EACH]);
      expect([officer, dueDay]).to.deep.equal([desk.officers.wudang1.id, (await today()) + RECEIPT_DAYS]);
      for (const [line, household] of desk.households.entries()) {
        const info = await book(desk).lineInfo(payout, line);
        expect([...info]).to.deep.equal([household.id, BigInt(line) * EACH, EACH, LineStatus.Open]);
      }
      expect(await book(desk).householdsOf(payout)).to.deep.equal(desk.households.map(({ number }) => BigInt(number)));
    });

    it("makes lines of different amounts", async () => {
      const payout = await uneven(desk);
      const starts = [0n, 100n, 300n, 600n, 1_000n];
      for (const [line, start] of starts.entries()) {
        const info = await book(desk).lineInfo(payout, line);
        expect([info.start, info.amount]).to.deep.equal([start, BigInt(line + 1) * 100n]);
      }
      expect((await book(desk).payoutInfo(payout)).total).to.equal(1_500n);
    });

    it("emits PayoutCreated with all lines, and PayoutDrawn", async () => {
      const part = await bookForParts(desk);
      const draft = draftOf(desk, { kind: PayoutKind.Share, payee: desk.guanshan.id });
      const numbers = desk.households.map(({ number }) => number);
      const dueDay = (await today()) + RECEIPT_DAYS;
      await expect(part.create(draft, numbers, [EACH]))
        .to.emit(part, "PayoutCreated")
        .withArgs(
          1n,
          desk.project,
          desk.guanshan.id,
          PayoutKind.Share,
          desk.officers.wudang1.id,
          1n,
          5n * EACH,
          dueDay,
          desk.programme,
          numbers,
          [EACH],
        )
        .and.to.emit(part, "PayoutDrawn")
        .withArgs(1n, 5n * EACH, 5n * EACH, PayoutStatus.Open);
    });

    it("P-8: pays at once, to its wallet, what is an implementer's", async () => {
      const { money } = desk.suite;
      const before = await money.balanceOf(desk.luban.wallet);
      const payout = await created(desk);
      expect(await money.balanceOf(desk.luban.wallet)).to.equal(before + EACH);
      const { status, paid: amount, dueDay, lines } = await book(desk).payoutInfo(payout);
      expect([status, amount, dueDay, lines]).to.deep.equal([PayoutStatus.Paid, EACH, 0n, 0n]);
    });

    it("P-1: sets money aside, and pays it when the bank has answered", async () => {
      const before = await expectedBooks(desk);
      const payout = await opened(desk);
      const waiting = await expectedBooks(desk);
      expect([waiting.open, waiting.free, waiting.paid]).to.deep.equal([5n * EACH, FUNDED - 5n * EACH, 0n]);
      expect(waiting.purse).to.equal(before.purse);
      await answer(desk, payout, { failed: [1] });
      const done = await expectedBooks(desk);
      expect([done.open, done.free, done.paid]).to.deep.equal([0n, FUNDED - 4n * EACH, 4n * EACH]);
      expect(done.purse).to.equal(before.purse - 4n * EACH);
      expect(done.allocated).to.equal(done.paid + done.open + done.free);
    });

    it("P-2: pays nobody twice for one period of a benefit, with other pages or by another part", async () => {
      const round = await roundApproved(desk);
      await released(desk, round, desk.households.slice(0, 2));
      const first = at(desk.households, 0);
      expect(await book(desk).isPaid(desk.benefit, 0, first.id)).to.equal(true);
      const draft = { kind: PayoutKind.Bank, payee: desk.guanshan.id, benefit: desk.benefit };
      const part = await bookForParts(desk);
      const again = part.create(draftOf(desk, draft), [first.number], [EACH]);
      await expect(again).to.be.revertedWithCustomError(part, "PayoutPeriodPaid").withArgs(desk.benefit, 0n, first.id);
    });

    it("P-2: another period is another payment", async () => {
      await released(desk, await roundApproved(desk), desk.households);
      await daysPass(31);
      await released(desk, await roundApproved(desk, { period: 1n }), desk.households);
      expect(await book(desk).isPaid(desk.benefit, 1, at(desk.households, 0).id)).to.equal(true);
    });

    it("keeps households apart whose numbers lie in other words of the book", async () => {
      const part = await bookForParts(desk);
      const draft = draftOf(desk, { kind: PayoutKind.Share, payee: desk.guanshan.id, benefit: desk.benefit });
      await part.create(draft, [1, 255, 256, 512, 4_294_967_295], [1n]);
      const known = (number: bigint) => book(desk).isPaid(desk.benefit, 0, (desk.programme << 32n) | number);
      for (const number of [1n, 255n, 256n, 512n, 4_294_967_295n]) expect(await known(number)).to.equal(true);
      for (const number of [0n, 2n, 254n, 257n, 511n]) expect(await known(number)).to.equal(false);
    });

    it("takes 256 lines, of any amounts", async () => {
      const part = await bookForParts(desk);
      const draft = draftOf(desk, { kind: PayoutKind.Share, payee: desk.guanshan.id });
      const numbers = Array.from({ length: 256 }, (_, index) => index + 1);
      const amounts = numbers.map((number) => BigInt(number));
      await part.create(draft, numbers, amounts);
      const { start, amount } = await book(desk).lineInfo(1, 255);
      expect([start, amount]).to.deep.equal([(255n * 256n) / 2n, 256n]);
      expect(await book(desk).householdsOf(1)).to.deep.equal(numbers.map(BigInt));
    });

    it("reverts when there are no lines, too many, or nothing to pay", async () => {
      const part = await bookForParts(desk);
      const draft = draftOf(desk, { kind: PayoutKind.Bank, payee: desk.guanshan.id });
      await expect(part.create(draft, [], [EACH])).to.be.revertedWithCustomError(part, "PayoutNoLines");
      const many = Array.from({ length: 257 }, (_, index) => index + 1);
      await expect(part.create(draft, many, [EACH]))
        .to.be.revertedWithCustomError(part, "PayoutTooManyLines")
        .withArgs(257n, 256n);
      await expect(part.create(draft, [1], [0n]))
        .to.be.revertedWithCustomError(part, "PayoutAmountZero")
        .withArgs(1n);
      await expect(part.create(draftOf(desk), [], [0n])).to.be.revertedWithCustomError(part, "PayoutAmountZero");
    });

    it("reverts when the project has less (P-1)", async () => {
      const part = await bookForParts(desk);
      await expect(part.create(draftOf(desk), [], [FUNDED + 1n])).to.be.revertedWithCustomError(
        desk.suite.reliefFunds,
        "ProjectShort",
      );
    });

    it("reverts when no part calls", async () => {
      await expect(book(desk).connect(desk.rural.signer).create(draftOf(desk), [], [EACH]))
        .to.be.revertedWithCustomError(book(desk), "CallerNotPart")
        .withArgs(desk.rural.wallet);
    });
  });

  describe("continueDrawing", () => {
    const LOTS = Array.from({ length: 70 }, () => 10_000n);
    const ALL = 700_000n;

    async function many(draft: Parameters<typeof created>[1], households: Household[] = []) {
      const project = await projectFunded(desk, { lots: LOTS });
      return { project, payout: await created(desk, { project, ...draft }, households, [ALL]) };
    }

    it("goes on with lots that one transaction does not visit, then pays", async () => {
      const { payout } = await many({});
      const { status, drawn } = await book(desk).payoutInfo(payout);
      expect([status, drawn]).to.deep.equal([PayoutStatus.Drawing, 640_000n]);
      expect(await book(desk).openItems()).to.equal(1n);
      await expect(book(desk).continueDrawing(payout))
        .to.emit(book(desk), "PayoutDrawn")
        .withArgs(payout, ALL, ALL, PayoutStatus.Paid);
      expect(await desk.suite.money.balanceOf(desk.luban.wallet)).to.equal(ALL);
      expect(await book(desk).openItems()).to.equal(0n);
    });

    it("opens a bank's payout only when it is drawn whole", async () => {
      const draft = { kind: PayoutKind.Share, payee: desk.guanshan.id };
      const { payout } = await many(draft, desk.households.slice(0, 1));
      await expect(answer(desk, payout))
        .to.be.revertedWithCustomError(book(desk), "PayoutWrongStatus")
        .withArgs(payout, PayoutStatus.Drawing, PayoutStatus.Open);
      await book(desk).continueDrawing(payout);
      expect((await book(desk).payoutInfo(payout)).status).to.equal(PayoutStatus.Open);
    });

    it("sends a line of more lots than one transaction visits back in two", async () => {
      const draft = { kind: PayoutKind.Share, payee: desk.guanshan.id, officer: 0n };
      const households = desk.households.slice(0, 1);
      await granted(desk, households, [ALL]);
      const { payout, project } = await many(draft, households);
      await book(desk).continueDrawing(payout);
      await bankIsSilent(desk, payout);
      await expect(book(desk).returnOverdue(payout, 1))
        .to.emit(book(desk), "PayoutReturned")
        .withArgs(payout, desk.guanshan.id, 0n, 0n, 640_000n, PayoutStatus.Open);
      expect(await statusOfLine(desk, payout, 0)).to.equal(LineStatus.Open);
      await expect(book(desk).returnOverdue(payout, 1))
        .to.emit(book(desk), "PayoutReturned")
        .withArgs(payout, desk.guanshan.id, 0n, 1n, 60_000n, PayoutStatus.Settled);
      expect(await statusOfLine(desk, payout, 0)).to.equal(LineStatus.Returned);
      expect(await desk.suite.reliefFunds.freeOfProject(project)).to.equal(ALL);
      expect((await book(desk).payoutInfo(payout)).returned).to.equal(ALL);
    });

    it("reverts when nothing is left to draw", async () => {
      const payout = await created(desk);
      await expect(book(desk).continueDrawing(payout))
        .to.be.revertedWithCustomError(book(desk), "PayoutWrongStatus")
        .withArgs(payout, PayoutStatus.Paid, PayoutStatus.Drawing);
      await expect(book(desk).continueDrawing(99))
        .to.be.revertedWithCustomError(book(desk), "PayoutUnknown")
        .withArgs(99n);
    });
  });

  describe("answer", () => {
    it("pays the bank for what it has paid, and sends back what it could not", async () => {
      const payout = await opened(desk);
      const before = await desk.suite.money.balanceOf(desk.guanshan.wallet);
      await expect(answer(desk, payout, { failed: [1, 2, 4] }))
        .to.emit(book(desk), "PayoutAnswered")
        .withArgs(payout, desk.guanshan.id, RECEIPT, 0n, 5n, [1n, 2n, 4n], 2n * EACH, 3n * EACH, PayoutStatus.Settled);
      expect(await desk.suite.money.balanceOf(desk.guanshan.wallet)).to.equal(before + 2n * EACH);
      const statuses = await Promise.all([0, 1, 2, 3, 4].map((line) => statusOfLine(desk, payout, line)));
      const { Paid, Returned } = LineStatus;
      expect(statuses).to.deep.equal([Paid, Returned, Returned, Paid, Returned]);
    });

    it("takes lines in their order, in several answers", async () => {
      const payout = await opened(desk);
      await answer(desk, payout, { to: 2 });
      expect((await book(desk).payoutInfo(payout)).status).to.equal(PayoutStatus.Open);
      expect(await statusOfLine(desk, payout, 2)).to.equal(LineStatus.Open);
      await answer(desk, payout, { failed: [2] });
      const { status, answered, paid: amount, returned } = await book(desk).payoutInfo(payout);
      expect([status, answered, amount, returned]).to.deep.equal([PayoutStatus.Settled, 5n, 4n * EACH, EACH]);
      expect(await book(desk).openItems()).to.equal(0n);
    });

    it("a line that failed may be paid anew; its round has its fen again (X-41)", async () => {
      const round = await roundApproved(desk, { total: 5n * EACH });
      const payout = await released(desk, round, desk.households);
      const failed = at(desk.households, 3);
      await answer(desk, payout, { failed: [3] });
      expect(await book(desk).isPaid(desk.benefit, 0, failed.id)).to.equal(false);
      expect(await book(desk).releasedOf(round)).to.equal(4n * EACH);
      await released(desk, round, [failed]);
      expect(await book(desk).releasedOf(round)).to.equal(5n * EACH);
    });

    it("restores exactly the fen of a failed line of its own amount", async () => {
      const payout = await uneven(desk);
      await answer(desk, payout, { failed: [2] });
      const { paid: amount, returned } = await book(desk).payoutInfo(payout);
      expect([amount, returned]).to.deep.equal([1_200n, 300n]);
      const [use] = await desk.suite.reliefFunds.usesOf(payout, 0, 10);
      expect([use?.amount, use?.restored]).to.deep.equal([1_500n, 300n]);
    });

    it("X-46: never pays more than is due, however often it is asked: each line is answered for once", async () => {
      const payout = await opened(desk);
      const before = await desk.suite.money.balanceOf(desk.guanshan.wallet);
      await answer(desk, payout, { to: 3 });
      await expect(answer(desk, payout, { to: 3 }))
        .to.be.revertedWithCustomError(book(desk), "PayoutLinesOutOfRange")
        .withArgs(payout, 3n, 3n, 5n);
      await answer(desk, payout);
      await expect(answer(desk, payout)).to.be.revertedWithCustomError(book(desk), "PayoutWrongStatus");
      expect(await desk.suite.money.balanceOf(desk.guanshan.wallet)).to.equal(before + 5n * EACH);
    });

    it("works on the last day until its end", async () => {
      const payout = await opened(desk);
      await daysPass(RECEIPT_DAYS);
      await answer(desk, payout);
      expect((await book(desk).payoutInfo(payout)).status).to.equal(PayoutStatus.Settled);
    });

    it("K-12: works while the module is halted", async () => {
      const payout = await opened(desk);
      await halt(desk, "relief");
      await answer(desk, payout);
      expect((await book(desk).payoutInfo(payout)).paid).to.equal(5n * EACH);
    });

    it("K-12: pays a bank that was suspended since: it has done what it owed", async () => {
      const payout = await opened(desk);
      await decree(desk, "suspend", desk.guanshan.id);
      await answer(desk, payout);
      expect((await book(desk).payoutInfo(payout)).paid).to.equal(5n * EACH);
    });

    it("K-4: a frozen bank gets nothing; the money goes back", async () => {
      const payout = await opened(desk);
      await freeze(desk, desk.guanshan.id);
      await expect(answer(desk, payout)).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
      await bankIsSilent(desk, payout);
      await book(desk).returnOverdue(payout, 5);
      expect((await expectedBooks(desk)).free).to.equal(FUNDED);
    });

    it("P-8: a bank that the programme admits no more, or that was barred, gets nothing", async () => {
      const payout = await opened(desk);
      const programmes = desk.suite.reliefProgrammes.connect(desk.rural.signer);
      await programmes.setRole(desk.programme, desk.guanshan.id, Role.PayoutBank, ZeroHash, false);
      await expect(answer(desk, payout)).to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing");
      await programmes.setRole(desk.programme, desk.guanshan.id, Role.PayoutBank, ZeroHash, true);
      await diverted(desk, payout, 0n, true);
      await expect(answer(desk, payout))
        .to.be.revertedWithCustomError(book(desk), "PayoutPayeeBarred")
        .withArgs(desk.programme, desk.guanshan.id);
    });

    it("reverts when another answers, late, without a receipt, or for lines that are not next", async () => {
      const payout = await opened(desk);
      await expect(answer(desk, payout, { by: desk.baiyunling }))
        .to.be.revertedWithCustomError(book(desk), "PayoutNotPayee")
        .withArgs(payout, desk.baiyunling.id, desk.guanshan.id);
      const bank = book(desk).connect(desk.guanshan.signer);
      await expect(bank.answer(payout, 5, ZeroHash, [])).to.be.revertedWithCustomError(bank, "PayoutReceiptMissing");
      await expect(bank.answer(payout, 6, RECEIPT, []))
        .to.be.revertedWithCustomError(bank, "PayoutLinesOutOfRange")
        .withArgs(payout, 6n, 0n, 5n);
      await expect(bank.answer(payout, 0, RECEIPT, [])).to.be.revertedWithCustomError(bank, "PayoutLinesOutOfRange");
      for (const [failed, wrong] of [
        [[3, 2], 2n],
        [[1, 1], 1n],
        [[4], 4n],
      ] as const) {
        await expect(bank.answer(payout, 4, RECEIPT, [...failed]))
          .to.be.revertedWithCustomError(bank, "PayoutFailedNotAscending")
          .withArgs(wrong);
      }
      await daysPass(RECEIPT_DAYS + 1n);
      await expect(answer(desk, payout)).to.be.revertedWithCustomError(bank, "PayoutAnswerLate");
    });

    it("reverts for a payout without lines", async () => {
      const payout = await created(desk);
      await expect(answer(desk, payout, { by: desk.luban }))
        .to.be.revertedWithCustomError(book(desk), "PayoutWrongKind")
        .withArgs(payout, PayoutKind.Milestone, PayoutKind.Bank);
    });
  });

  describe("returnOverdue", () => {
    it("sends back what the bank was silent about, in parts; whoever calls", async () => {
      const payout = await opened(desk);
      await answer(desk, payout, { to: 1 });
      await bankIsSilent(desk, payout);
      const anyone = book(desk).connect(desk.qianling.signer);
      await expect(anyone.returnOverdue(payout, 3))
        .to.emit(anyone, "PayoutReturned")
        .withArgs(payout, desk.guanshan.id, 1n, 3n, 2n * EACH, PayoutStatus.Open);
      await expect(anyone.returnOverdue(payout, 5))
        .to.emit(anyone, "PayoutReturned")
        .withArgs(payout, desk.guanshan.id, 3n, 5n, 2n * EACH, PayoutStatus.Settled);
      const { paid: kept, open, free } = await expectedBooks(desk);
      expect([kept, open, free]).to.deep.equal([EACH, 0n, FUNDED - EACH]);
      expect(await statusOfLine(desk, payout, 0)).to.equal(LineStatus.Paid);
      expect(await statusOfLine(desk, payout, 4)).to.equal(LineStatus.Returned);
    });

    it("lets its households be paid anew, within their ceilings", async () => {
      const round = await roundApproved(desk);
      const payout = await released(desk, round, desk.households);
      await bankIsSilent(desk, payout);
      await book(desk).returnOverdue(payout, 5);
      expect(await book(desk).releasedOf(round)).to.equal(0n);
      await released(desk, round, desk.households);
      expect(await book(desk).releasedOf(round)).to.equal(5n * EACH);
    });

    it("enters the missing receipt with the officer who has released, once", async () => {
      const payout = await opened(desk);
      await bankIsSilent(desk, payout);
      const { reliefScores } = desk.suite;
      await expect(book(desk).returnOverdue(payout, 3)).not.to.emit(reliefScores, "ScoreEntered");
      await expect(book(desk).returnOverdue(payout, 5))
        .to.emit(reliefScores, "ScoreEntered")
        .withArgs(
          anyValue,
          desk.officers.wudang1.id,
          Fact.ReceiptMissing,
          -5n,
          595n,
          desk.programme,
          0n,
          `0x${payout.toString(16).padStart(64, "0")}`,
        );
    });

    it("reverts on the bank's last day, and for a payout that is not open", async () => {
      const payout = await opened(desk);
      await daysPass(RECEIPT_DAYS);
      const { dueDay } = await book(desk).payoutInfo(payout);
      await expect(book(desk).returnOverdue(payout, 5))
        .to.be.revertedWithCustomError(book(desk), "PayoutAnswerNotOverdue")
        .withArgs(payout, dueDay, dueDay);
      await answer(desk, payout);
      await expect(book(desk).returnOverdue(payout, 5)).to.be.revertedWithCustomError(book(desk), "PayoutWrongStatus");
    });
  });

  describe("confirm", () => {
    it("a household says by its passkey that it was paid; anybody sends it", async () => {
      const payout = await paid(desk);
      const household = at(desk.households, 2);
      await daysPass(3);
      await expect(confirm(desk, payout, 2, household))
        .to.emit(book(desk), "PayoutConfirmed")
        .withArgs(payout, household.id, 2n, EACH, 3n);
      expect(await statusOfLine(desk, payout, 2)).to.equal(LineStatus.Confirmed);
      expect(await statusOfLine(desk, payout, 1)).to.equal(LineStatus.Paid);
    });

    it("counts days from the answer that the line was in", async () => {
      const payout = await opened(desk);
      await answer(desk, payout, { to: 2 });
      await daysPass(2);
      await answer(desk, payout, { to: 4 });
      await daysPass(3);
      await answer(desk, payout);
      await daysPass(1);
      for (const [line, since] of [6n, 6n, 4n, 4n, 1n].entries()) {
        await expect(confirm(desk, payout, line, at(desk.households, line)))
          .to.emit(book(desk), "PayoutConfirmed")
          .withArgs(payout, anyValue, line, EACH, since);
      }
    });

    it("P-3: an assertion works once, for this payout, line, amount and act alone", async () => {
      const payout = await paid(desk);
      const household = at(desk.households, 0);
      const signed = await signedByHousehold(desk, household, CONFIRM, await lineOf(desk, payout, 0));
      await book(desk).confirm(payout, 0, household.id, signed);
      await expect(book(desk).confirm(payout, 0, household.id, signed)).to.be.revertedWithCustomError(
        book(desk),
        "PayoutLineWrongStatus",
      );
      const other = at(desk.households, 1);
      const { reliefKeys } = desk.suite;
      for (const values of [{ payout: payout + 1n }, { line: 0 }, { amount: EACH - 1n }]) {
        await expect(confirm(desk, payout, 1, other, { values })).to.be.revertedWithCustomError(
          reliefKeys,
          "AssertionInvalid",
        );
      }
      const act = await signedByHousehold(desk, other, DISPUTE, {
        ...(await lineOf(desk, payout, 1)),
        evidence: GROUNDS,
      });
      await expect(book(desk).confirm(payout, 1, other.id, act)).to.be.revertedWithCustomError(
        reliefKeys,
        "AssertionInvalid",
      );
      await expect(confirm(desk, payout, 1, { ...other, passkey: household.passkey })).to.be.revertedWithCustomError(
        reliefKeys,
        "AssertionInvalid",
      );
      await expect(confirm(desk, payout, 1, other, { chainId: 1n })).to.be.revertedWithCustomError(
        reliefKeys,
        "AssertionInvalid",
      );
      await confirm(desk, payout, 1, other);
    });

    it("X-39: the same line of the next period's payout needs its own assertion", async () => {
      const first = await paid(desk);
      await daysPass(31);
      const second = await released(desk, await roundApproved(desk, { period: 1n }), desk.households);
      await answer(desk, second);
      const household = at(desk.households, 0);
      const signed = await signedByHousehold(desk, household, CONFIRM, await lineOf(desk, first, 0));
      await expect(book(desk).confirm(second, 0, household.id, signed)).to.be.revertedWithCustomError(
        desk.suite.reliefKeys,
        "AssertionInvalid",
      );
    });

    it("reverts for a line that is open, returned, or another's", async () => {
      const payout = await opened(desk);
      const [first, second] = [at(desk.households, 0), at(desk.households, 1)];
      await expect(confirm(desk, payout, 0, first))
        .to.be.revertedWithCustomError(book(desk), "PayoutLineWrongStatus")
        .withArgs(payout, 0n, LineStatus.Open);
      await answer(desk, payout, { failed: [0] });
      await expect(confirm(desk, payout, 0, first))
        .to.be.revertedWithCustomError(book(desk), "PayoutLineWrongStatus")
        .withArgs(payout, 0n, LineStatus.Returned);
      await expect(confirm(desk, payout, 1, first))
        .to.be.revertedWithCustomError(book(desk), "PayoutLineOtherHousehold")
        .withArgs(payout, 1n, first.id, second.id);
      const signed = await signedByHousehold(desk, first, CONFIRM, { payout, line: 5, amount: EACH });
      await expect(book(desk).confirm(payout, 5, first.id, signed))
        .to.be.revertedWithCustomError(book(desk), "PayoutLineUnknown")
        .withArgs(payout, 5n);
      await expect(book(desk).confirm(await created(desk), 0, first.id, signed)).to.be.revertedWithCustomError(
        book(desk),
        "PayoutWrongKind",
      );
    });
  });

  describe("enterConfirmations", () => {
    it("enters those who have confirmed within seven days, each once", async () => {
      const payout = await paid(desk);
      const [first, second, third] = [at(desk.households, 0), at(desk.households, 1), at(desk.households, 2)];
      await confirm(desk, payout, 0, first);
      await daysPass(7);
      await confirm(desk, payout, 1, second);
      const { answeredOn } = await book(desk).payoutInfo(payout);
      await expect(book(desk).enterConfirmations(payout))
        .to.be.revertedWithCustomError(book(desk), "PayoutConfirmationsOpen")
        .withArgs(payout, answeredOn + 7n, answeredOn + 7n);
      await daysPass(1);
      await confirm(desk, payout, 2, third);
      const { reliefScores } = desk.suite;
      const filter = reliefScores.filters.ScoreEntered(undefined, undefined, Fact.ConfirmedInTime);
      await book(desk).enterConfirmations(payout);
      await book(desk).enterConfirmations(payout);
      const entered = await reliefScores.queryFilter(filter);
      expect(entered.map(({ args }) => args.person)).to.deep.equal([first.id, second.id]);
      const statuses = await Promise.all([0, 1, 2].map((line) => statusOfLine(desk, payout, line)));
      expect(statuses).to.deep.equal([LineStatus.Confirmed, LineStatus.Confirmed, LineStatus.Confirmed]);
    });

    it("reverts while lines are open", async () => {
      const payout = await opened(desk);
      await expect(book(desk).enterConfirmations(payout))
        .to.be.revertedWithCustomError(book(desk), "PayoutWrongStatus")
        .withArgs(payout, PayoutStatus.Open, PayoutStatus.Settled);
    });
  });

  describe("dispute", () => {
    it("a household says by its passkey that it was not paid", async () => {
      const payout = await paid(desk);
      const household = at(desk.households, 4);
      await expect(dispute(desk, payout, 4, household))
        .to.emit(book(desk), "PayoutDisputed")
        .withArgs(payout, household.id, 4n, EACH, GROUNDS);
      expect(await statusOfLine(desk, payout, 4)).to.equal(LineStatus.Disputed);
    });

    it("a household that is paid after all confirms, and is not scored for it", async () => {
      const payout = await paid(desk);
      const household = at(desk.households, 0);
      await dispute(desk, payout, 0, household);
      await decideDispute(desk, payout, 0, true);
      await confirm(desk, payout, 0, household);
      expect(await statusOfLine(desk, payout, 0)).to.equal(LineStatus.Confirmed);
      await daysPass(8);
      await expect(book(desk).enterConfirmations(payout)).not.to.emit(desk.suite.reliefScores, "ScoreEntered");
    });

    it("P-3: an assertion of another payout, line, amount, evidence or act is refused", async () => {
      const payout = await paid(desk);
      const household = at(desk.households, 0);
      const { reliefKeys } = desk.suite;
      for (const values of [{ payout: payout + 1n }, { line: 1 }, { amount: 1n }, { evidence: ANSWER }]) {
        await expect(dispute(desk, payout, 0, household, { values })).to.be.revertedWithCustomError(
          reliefKeys,
          "AssertionInvalid",
        );
      }
      const signed = await signedByHousehold(desk, household, CONFIRM, await lineOf(desk, payout, 0));
      await expect(book(desk).dispute(payout, 0, household.id, GROUNDS, signed)).to.be.revertedWithCustomError(
        reliefKeys,
        "AssertionInvalid",
      );
      await dispute(desk, payout, 0, household);
    });

    it("reverts without evidence, for a line that is not paid, or another's", async () => {
      const payout = await paid(desk);
      const [first, second] = [at(desk.households, 0), at(desk.households, 1)];
      const signed = await signedByHousehold(desk, first, DISPUTE, {
        ...(await lineOf(desk, payout, 0)),
        evidence: ZeroHash,
      });
      await expect(book(desk).dispute(payout, 0, first.id, ZeroHash, signed)).to.be.revertedWithCustomError(
        book(desk),
        "PayoutEvidenceMissing",
      );
      await confirm(desk, payout, 0, first);
      await expect(dispute(desk, payout, 0, first))
        .to.be.revertedWithCustomError(book(desk), "PayoutLineWrongStatus")
        .withArgs(payout, 0n, LineStatus.Confirmed);
      await expect(dispute(desk, payout, 0, second)).to.be.revertedWithCustomError(
        book(desk),
        "PayoutLineOtherHousehold",
      );
    });
  });

  describe("answerDispute", () => {
    let payout: bigint;
    let household: Household;

    beforeEach(async () => {
      payout = await paid(desk);
      household = at(desk.households, 0);
      await dispute(desk, payout, 0, household);
    });

    it("dismissed: the line is paid as before, and the household's score says so", async () => {
      await expect(decideDispute(desk, payout, 0, false))
        .to.emit(book(desk), "PayoutDisputeAnswered")
        .withArgs(payout, household.id, desk.officers.songxi3.id, 0n, false, ANSWER)
        .and.to.emit(desk.suite.reliefScores, "ScoreEntered")
        .withArgs(anyValue, household.id, Fact.DisputeDismissed, -10n, 590n, desk.programme, 0n, anyValue);
      expect(await statusOfLine(desk, payout, 0)).to.equal(LineStatus.Paid);
      await confirm(desk, payout, 0, household);
    });

    it("upheld: it stays disputed until the payee gives it back", async () => {
      await expect(decideDispute(desk, payout, 0, true))
        .to.emit(book(desk), "PayoutDisputeAnswered")
        .withArgs(payout, household.id, desk.officers.songxi3.id, 0n, true, ANSWER);
      expect(await statusOfLine(desk, payout, 0)).to.equal(LineStatus.Disputed);
      await expect(decideDispute(desk, payout, 0, false))
        .to.be.revertedWithCustomError(book(desk), "PayoutDisputeUpheld")
        .withArgs(payout, 0n);
      await moneyed(desk, desk.guanshan, 0n + EACH);
      await giveBack(desk, payout, 0);
      expect(await statusOfLine(desk, payout, 0)).to.equal(LineStatus.GivenBack);
    });

    it("P-4: neither who has released it decides, nor kin", async () => {
      await expect(decideDispute(desk, payout, 0, false, desk.officers.wudang1))
        .to.be.revertedWithCustomError(book(desk), "PayoutSameOfficer")
        .withArgs(payout, desk.officers.wudang1.id);
      const { songxi3 } = desk.officers;
      await desk.suite.reliefOfficers.connect(songxi3.signer).declareKinship([household.commitment]);
      await expect(decideDispute(desk, payout, 0, false)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerIsKin",
      );
    });

    it("reverts outside the officer's area, without an answer, or when nothing is disputed", async () => {
      await expect(decideDispute(desk, payout, 0, false, desk.officers.chashan1)).to.be.revertedWithCustomError(
        desk.suite.reliefOfficers,
        "OfficerOutsideArea",
      );
      const officer = book(desk).connect(desk.officers.songxi3.signer);
      await expect(officer.answerDispute(payout, 0, false, ZeroHash)).to.be.revertedWithCustomError(
        officer,
        "PayoutEvidenceMissing",
      );
      await expect(officer.answerDispute(payout, 1, false, ANSWER))
        .to.be.revertedWithCustomError(officer, "PayoutLineWrongStatus")
        .withArgs(payout, 1n, LineStatus.Paid);
    });
  });

  describe("giveBack", () => {
    it("X-42: the payee gives a line back, once; project, purse and round have its fen again", async () => {
      const round = await roundApproved(desk);
      const payout = await released(desk, round, desk.households);
      await answer(desk, payout);
      await moneyed(desk, desk.guanshan, EACH);
      const before = await expectedBooks(desk);
      await expect(giveBack(desk, payout, 1))
        .to.emit(book(desk), "PayoutGivenBack")
        .withArgs(payout, desk.guanshan.id, 1n, EACH, GROUNDS);
      const after = await expectedBooks(desk);
      expect([after.paid, after.free, after.purse]).to.deep.equal([
        before.paid - EACH,
        before.free + EACH,
        before.purse + EACH,
      ]);
      expect(await book(desk).releasedOf(round)).to.equal(4n * EACH);
      expect(await book(desk).isPaid(desk.benefit, 0, at(desk.households, 1).id)).to.equal(false);
      await expect(giveBack(desk, payout, 1))
        .to.be.revertedWithCustomError(book(desk), "PayoutLineWrongStatus")
        .withArgs(payout, 1n, LineStatus.GivenBack);
    });

    it("takes a confirmed line back too: it had been paid unduly", async () => {
      const payout = await paid(desk);
      await confirm(desk, payout, 0, at(desk.households, 0));
      await moneyed(desk, desk.guanshan, EACH);
      await giveBack(desk, payout, 0);
      expect(await statusOfLine(desk, payout, 0)).to.equal(LineStatus.GivenBack);
      await daysPass(8);
      await expect(book(desk).enterConfirmations(payout)).not.to.emit(desk.suite.reliefScores, "ScoreEntered");
    });

    it("X-42: takes a milestone's fen back in parts, never more than was paid", async () => {
      const payout = await created(desk, {}, [], [300n]);
      await moneyed(desk, desk.luban, 300n);
      await giveBack(desk, payout, 0, 100n, desk.luban);
      await expect(giveBack(desk, payout, 0, 201n, desk.luban))
        .to.be.revertedWithCustomError(book(desk), "PayoutGivenBackUnfit")
        .withArgs(payout, 201n, 200n);
      await giveBack(desk, payout, 0, 200n, desk.luban);
      await expect(giveBack(desk, payout, 0, 1n, desk.luban))
        .to.be.revertedWithCustomError(book(desk), "PayoutGivenBackUnfit")
        .withArgs(payout, 1n, 0n);
      expect((await expectedBooks(desk)).free).to.equal(FUNDED);
    });

    it("what comes back of a voucher can be bought with again", async () => {
      const { round, benefit } = await vouchersOpen(desk);
      const household = at(desk.households, 0);
      await useVoucher(desk, round, household, EACH);
      const payout = await book(desk).payoutCount();
      await moneyed(desk, desk.bianmin, 1n);
      await giveBack(desk, payout, 0, 20_000n, desk.bianmin);
      expect(await book(desk).voucherUsed(benefit, 0, household.id)).to.equal(30_000n);
      expect(await book(desk).releasedOf(round)).to.equal(30_000n);
      await useVoucher(desk, round, household, 20_000n);
      expect(await book(desk).householdsOf(payout)).to.deep.equal([BigInt(household.number)]);
    });

    it("reverts when another gives, without evidence, in part of a line, or of an open one", async () => {
      const payout = await opened(desk);
      await answer(desk, payout, { to: 1 });
      const { guanshan, baiyunling } = desk;
      await expect(giveBack(desk, payout, 0, EACH, baiyunling))
        .to.be.revertedWithCustomError(book(desk), "PayoutNotPayee")
        .withArgs(payout, baiyunling.id, guanshan.id);
      const bank = book(desk).connect(guanshan.signer);
      await expect(bank.giveBack(payout, 0, EACH, ZeroHash)).to.be.revertedWithCustomError(
        bank,
        "PayoutEvidenceMissing",
      );
      await expect(giveBack(desk, payout, 0, EACH - 1n))
        .to.be.revertedWithCustomError(bank, "PayoutGivenBackUnfit")
        .withArgs(payout, EACH - 1n, EACH);
      await expect(giveBack(desk, payout, 1))
        .to.be.revertedWithCustomError(bank, "PayoutLineWrongStatus")
        .withArgs(payout, 1n, LineStatus.Open);
      await expect(giveBack(desk, payout, 9)).to.be.revertedWithCustomError(bank, "PayoutLineUnknown");
    });

    it("reverts for another line than 0 of a payout without lines", async () => {
      const payout = await created(desk);
      await expect(giveBack(desk, payout, 1, 1n, desk.luban))
        .to.be.revertedWithCustomError(book(desk), "PayoutLineUnknown")
        .withArgs(payout, 1n);
    });
  });

  describe("findDiversion", () => {
    it("the officer's score says so, and nothing more is paid to the payee in the programme", async () => {
      const payout = await created(desk);
      await expect(diverted(desk, payout, desk.officers.wudang1.id, true))
        .to.emit(book(desk), "DiversionFound")
        .withArgs(payout, desk.officers.wudang1.id, desk.luban.id, true, GROUNDS)
        .and.to.emit(desk.suite.reliefScores, "ScoreEntered")
        .withArgs(anyValue, desk.officers.wudang1.id, Fact.Diversion, -400n, 200n, desk.programme, 0n, GROUNDS);
      expect(await book(desk).isBarred(desk.programme, desk.luban.id)).to.equal(true);
      await expect(created(desk))
        .to.be.revertedWithCustomError(book(desk), "PayoutPayeeBarred")
        .withArgs(desk.programme, desk.luban.id);
    });

    it("may be about the officer alone", async () => {
      const payout = await created(desk);
      await diverted(desk, payout, desk.officers.wudang1.id, false);
      await created(desk);
    });

    it("reverts without evidence, about nobody, or without an order", async () => {
      const payout = await created(desk);
      const { docket } = desk.suite;
      const officer = desk.officers.wudang1.id;
      await expect(diverted(desk, payout, officer, true, ZeroHash))
        .to.be.revertedWithCustomError(book(desk), "PayoutEvidenceMissing")
        .withArgs(payout);
      await expect(diverted(desk, payout, 0n, false))
        .to.be.revertedWithCustomError(book(desk), "PayoutNobodyFound")
        .withArgs(payout);
      await expect(book(desk).connect(desk.court.signer).findDiversion(payout, officer, true, GROUNDS))
        .to.be.revertedWithCustomError(book(desk), "AccessManagedUnauthorized")
        .withArgs(desk.court.wallet);
      await carryOut(
        desk.suite,
        [{ target: book(desk), name: "findDiversion", args: [payout, officer, true, id("report")], route: 1 }],
        regulator(desk),
      );
      expect(await docket.orderCount()).to.be.greaterThan(0n);
    });
  });

  describe("views", () => {
    it("revert for what is not there", async () => {
      await expect(book(desk).payoutInfo(1)).to.be.revertedWithCustomError(book(desk), "PayoutUnknown");
      await expect(book(desk).lineInfo(1, 0)).to.be.revertedWithCustomError(book(desk), "PayoutUnknown");
      await expect(book(desk).householdsOf(1)).to.be.revertedWithCustomError(book(desk), "PayoutUnknown");
      const payout = await opened(desk);
      await expect(book(desk).lineInfo(payout, 5)).to.be.revertedWithCustomError(book(desk), "PayoutLineUnknown");
    });

    it("openItems counts payouts that wait", async () => {
      const payout = await opened(desk);
      await created(desk);
      expect(await book(desk).openItems()).to.equal(1n);
      await answer(desk, payout);
      expect(await book(desk).openItems()).to.equal(0n);
    });
  });
});
