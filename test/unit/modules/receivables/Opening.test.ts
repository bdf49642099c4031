/** Opening (开立), application and confirmation of debts (申请, 确权) of ReceivableIssuance. */
import { expect } from "chai";
import { hexlify, id, toUtf8Bytes, ZeroAddress } from "ethers";
import {
  accepted as acceptedBill,
  day,
  DocumentKind,
  drawn,
  fields,
  freeze,
  goTo,
  invoice,
  order,
  RequestStatus,
  suspend,
  tradeDocument,
} from "../../../utils/bills.ts";
import { bound, stranger } from "../../../utils/orders.ts";
import {
  applied,
  confirmedDebt,
  DEFAULT_OVERDUE_RATE,
  deliveredInvoice,
  DUE_DAY,
  FACE,
  FIRST_PRIME_RATE,
  granted,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  openTermsOf,
  preSigned,
  proposed,
  REASON,
  ReceivableAct,
  receivableDesk,
  type ReceivableDesk,
  type RootDraft,
  RootStatus,
} from "../../../utils/receivables.ts";
import { type Actor, networkHelpers } from "../../../utils/suite.ts";

describe("ReceivableIssuance: opening", () => {
  let desk: ReceivableDesk;
  let issuance: ReceivableDesk["suite"]["receivableIssuance"];
  let registry: ReceivableDesk["suite"]["receivableRegistry"];

  beforeEach(async () => {
    desk = await receivableDesk();
    issuance = desk.suite.receivableIssuance;
    registry = desk.suite.receivableRegistry;
  });

  const open = async (draft: RootDraft = {}, lastDay = 0n) => {
    const { terms, obligor } = await openTermsOf(desk, draft);
    return issuance.connect(obligor.signer).open(terms, lastDay);
  };
  const applyTo = async (draft: RootDraft = {}) => {
    const { terms, obligor, supplier } = await openTermsOf(desk, draft);
    return issuance.connect(supplier.signer).applyTo({ ...terms, counterparty: obligor.id }, 0);
  };
  const sign = (by: Actor, request: bigint) => issuance.connect(by.signer).sign(request);
  const statusOf = async (root: bigint) => (await registry.rootInfo(root)).status;
  const claimedOf = async (subject: string) => (await desk.suite.trade.subjectInfo(subject)).claimed;

  describe("open", () => {
    it("puts a root forward: nobody owes anything, nothing is claimed, and it has no note", async () => {
      const { root, note, request, documents } = await proposed(desk, { overdueRate: 40_000n, reason: REASON });
      expect(fields(await registry.rootInfo(root))).to.deep.equal({
        face: FACE,
        paid: 0n,
        cancelled: 0n,
        setAside: 0n,
        seq: 0n,
        obligor: desk.qianling.id,
        dueDay: day(DUE_DAY),
        supplier: desk.nanming.id,
        issueDay: 0n,
        confirmer: 0n,
        facility: desk.facility,
        overdueRate: 40_000n,
        status: RootStatus.Proposed,
        financed: false,
      });
      await expect(registry.noteInfo(note)).to.be.revertedWithCustomError(registry, "NoteUnknown");
      expect(fields(await registry.requestInfo(request))).to.deep.equal({
        from: desk.qianling.id,
        to: desk.nanming.id,
        subject: note,
        lo: 1n,
        hi: FACE,
        act: ReceivableAct.Opening,
        status: RequestStatus.Open,
        lastDay: day(DUE_DAY) - 1n,
        terms: REASON,
      });
      expect((await issuance.documentsOf(root)).map(fields)).to.deep.equal(documents);
      expect(await claimedOf(documents[0]?.subject ?? "")).to.equal(0n);
      expect(await registry.openItems()).to.equal(0n);
    });

    it("says so with all terms, and with the rate that holds where none was agreed", async () => {
      const { terms, obligor, supplier, documents } = await openTermsOf(desk);
      await expect(issuance.connect(obligor.signer).open(terms, 0))
        .to.emit(issuance, "ReceivableProposed")
        .withArgs(1n, obligor.id, supplier.id, 1n, true, [
          ...Object.values({ ...terms, overdueRate: DEFAULT_OVERDUE_RATE, documents: undefined }).slice(0, -1),
          documents.map(Object.values),
        ]);
    });

    it("is open at once when the supplier has signed in advance", async () => {
      await preSigned(desk, desk.nanming, desk.qianling);
      const { terms, obligor, supplier, documents } = await openTermsOf(desk);
      await expect(issuance.connect(obligor.signer).open(terms, 0))
        .to.emit(issuance, "ReceivableProposed")
        .withArgs(1n, obligor.id, supplier.id, 0n, true, (shown: unknown) => shown !== undefined)
        .and.to.emit(issuance, "ReceivableOpened");
      expect(await statusOf(1n)).to.equal(RootStatus.Open);
      expect(await claimedOf(documents[0]?.subject ?? "")).to.equal(FACE);
      expect((await issuance.facilityInfo(desk.facility)).used).to.equal(FACE);
    });

    it("waits for the supplier beyond what it has signed in advance: another's opening, a higher face, a later due day", async () => {
      await preSigned(desk, desk.nanming, desk.qianling, { ceiling: FACE, tenor: day(DUE_DAY) - day("2026-01-05") });
      await preSigned(desk, desk.huaxi, desk.baiyunling);
      expect((await proposed(desk)).request).to.equal(0n);
      expect((await proposed(desk, { face: FACE + 1n })).request).not.to.equal(0n);
      expect((await proposed(desk, { dueDay: "2026-07-01" })).request).not.to.equal(0n);
      expect((await proposed(desk, { supplier: desk.huaxi })).request).not.to.equal(0n);
    });

    it("takes the last day to sign that it is given, before the due day", async () => {
      await open({}, day("2026-01-06"));
      await goTo("2026-01-07", "00:00:00");
      await expect(sign(desk.nanming, 1n))
        .to.be.revertedWithCustomError(registry, "RequestLapsed")
        .withArgs(1n, day("2026-01-06"));
      for (const lastDay of [day(DUE_DAY), day("2026-01-06")]) {
        await expect(open({}, lastDay))
          .to.be.revertedWithCustomError(registry, "RequestLastDayOutOfRange")
          .withArgs(lastDay, day("2026-01-07"), day(DUE_DAY) - 1n);
      }
    });

    it("reverts when the two are one", async () => {
      const { qianling } = desk;
      const { terms } = await openTermsOf(desk);
      const own = { ...terms, counterparty: qianling.id };
      await expect(issuance.connect(qianling.signer).open(own, 0))
        .to.be.revertedWithCustomError(issuance, "ReceivablePartiesEqual")
        .withArgs(qianling.id);
      await expect(issuance.connect(qianling.signer).applyTo(own, 0)).to.be.revertedWithCustomError(
        issuance,
        "ReceivablePartiesEqual",
      );
    });

    it("reverts when the face is 0 or above a billion yuan, and takes a billion", async () => {
      const most = 100_000_000_000n;
      const documents = [{ subject: id("any"), amount: most + 1n }];
      for (const face of [0n, most + 1n]) {
        await expect(open({ face, documents }))
          .to.be.revertedWithCustomError(issuance, "ReceivableFaceOutOfRange")
          .withArgs(face, most);
      }
      const { note } = await opened(desk, { face: most });
      expect((await registry.noteInfo(note)).hi).to.equal(most);
      const fen = await opened(desk, { face: 1n, facility: await granted(desk, desk.guanshan, desk.qianling) });
      expect((await registry.noteInfo(fen.note)).hi).to.equal(1n);
    });

    it("reverts for a stranger, and for a supplier that is nobody, unknown, frozen or suspended", async () => {
      const { participants } = desk.suite;
      const { terms, obligor } = await openTermsOf(desk);
      await expect(issuance.open(terms, 0)).to.be.revertedWithCustomError(participants, "AccountUnknown");
      const asks = (counterparty: bigint) => issuance.connect(obligor.signer).open({ ...terms, counterparty }, 0);
      await expect(asks(0n)).to.be.revertedWithCustomError(issuance, "ReceivableDocumentForeign");
      await expect(asks(999n)).to.be.revertedWithCustomError(participants, "ParticipantUnknown").withArgs(999n);
      await freeze(desk, desk.huaxi);
      await expect(asks(desk.huaxi.id)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await suspend(desk, desk.wudang);
      await expect(asks(desk.wudang.id)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
    });
  });

  describe("applyTo", () => {
    it("asks the obligor to confirm the debt, and is never answered in advance", async () => {
      const { qianling, nanming } = desk;
      await expect(preSigned(desk, qianling, nanming, { acts: 1n << ReceivableAct.Application }))
        .to.be.revertedWithCustomError(registry, "InstructionActsNotAllowed")
        .withArgs(1n << ReceivableAct.Application, (1n << ReceivableAct.Opening) | (1n << ReceivableAct.Transfer));
      await preSigned(desk, qianling, nanming);
      const { terms, obligor, supplier, documents } = await openTermsOf(desk);
      const application = { ...terms, counterparty: obligor.id };
      await expect(issuance.connect(supplier.signer).applyTo(application, 0))
        .to.emit(issuance, "ReceivableProposed")
        .withArgs(1n, obligor.id, supplier.id, 1n, false, [
          ...Object.values({ ...application, overdueRate: DEFAULT_OVERDUE_RATE, documents: undefined }).slice(0, -1),
          documents.map(Object.values),
        ]);
      expect(await statusOf(1n)).to.equal(RootStatus.Proposed);
      const { from, to, act } = await registry.requestInfo(1);
      expect([from, to, act]).to.deep.equal([supplier.id, obligor.id, ReceivableAct.Application]);
    });

    it("once confirmed is the same as an opening", async () => {
      const opening = await opened(desk, { reason: REASON });
      const debt = await confirmedDebt(desk, { reason: REASON });
      const [one, other] = [await registry.rootInfo(opening.root), await registry.rootInfo(debt.root)].map(fields);
      expect(other).to.deep.equal(one);
      expect(fields(await registry.noteInfo(debt.note))).to.deep.equal(fields(await registry.noteInfo(opening.note)));
    });
  });

  describe("sign", () => {
    it("R-2: the whole face is the first note, with the supplier, from the day of the signature", async () => {
      const { root, note, request, documents } = await proposed(desk);
      await goTo("2026-02-02");
      await expect(sign(desk.nanming, request))
        .to.emit(issuance, "ReceivableOpened")
        .withArgs(
          root,
          desk.qianling.id,
          desk.nanming.id,
          note,
          FACE,
          day("2026-02-02"),
          day(DUE_DAY),
          desk.facility,
          DEFAULT_OVERDUE_RATE,
        )
        .and.to.emit(registry, "Transfer")
        .withArgs(ZeroAddress, desk.nanming.wallet, note)
        .and.to.emit(desk.suite.trade, "SubjectClaimed")
        .withArgs(documents[0]?.subject, await issuance.getAddress(), root, FACE, FACE, FACE);
      expect(fields(await registry.noteInfo(note))).to.deep.equal({
        lo: 1n,
        hi: FACE,
        holder: desk.nanming.id,
        parent: 0n,
        obligor: desk.qianling.id,
        dueDay: day(DUE_DAY),
        tier: 1n,
        status: NoteStatus.Live,
        marks: Marks.None,
      });
      expect(await registry.openItems()).to.equal(1n);
    });

    it("reverts for anybody but who was asked, and a second time", async () => {
      const { qianling, nanming, huaxi } = desk;
      const { request } = await proposed(desk);
      for (const other of [qianling, huaxi]) {
        await expect(sign(other, request))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(request, other.id, nanming.id);
      }
      await sign(nanming, request);
      await expect(sign(nanming, request))
        .to.be.revertedWithCustomError(registry, "RequestNotOpen")
        .withArgs(request, RequestStatus.Signed);
    });

    it("reverts for what is unknown, and for what is signed at another part", async () => {
      const { nanming, huaxi } = desk;
      await expect(sign(nanming, 1n)).to.be.revertedWithCustomError(issuance, "RequestUnknown").withArgs(1n);
      const { note } = await opened(desk);
      await registry.connect(nanming.signer).transfer(note, 5n, huaxi.id, id("trade"), 0);
      await expect(sign(huaxi, 2n))
        .to.be.revertedWithCustomError(issuance, "ReceivableActElsewhere")
        .withArgs(2n, ReceivableAct.Transfer);
      const { request } = await proposed(desk);
      await expect(registry.connect(nanming.signer).sign(request))
        .to.be.revertedWithCustomError(registry, "ReceivableActElsewhere")
        .withArgs(request, ReceivableAct.Opening);
    });

    it("R-8: a supplier refuses without consequence; so does an obligor, and who has asked takes it back", async () => {
      const { qianling, nanming } = desk;
      const subject = await deliveredInvoice(desk, nanming, qianling, FACE);
      const documents = [{ subject, amount: FACE }];
      const before = fields(await desk.suite.participants.participantInfo(nanming.id));
      const refused = await proposed(desk, { documents });
      await registry.connect(nanming.signer).refuse(refused.request);
      const declined = await applied(desk, { documents });
      await registry.connect(qianling.signer).refuse(declined.request);
      const withdrawn = await proposed(desk, { documents });
      await registry.connect(qianling.signer).withdrawRequest(withdrawn.request);
      for (const { root, request } of [refused, declined, withdrawn]) {
        expect(await statusOf(root)).to.equal(RootStatus.Proposed);
        await expect(sign(nanming, request)).to.be.revertedWithCustomError(registry, "RequestNotOpen");
      }
      expect(fields(await desk.suite.participants.participantInfo(nanming.id))).to.deep.equal(before);
      expect((await issuance.facilityInfo(desk.facility)).used).to.equal(0n);
      await opened(desk, { documents });
    });

    it("X-26: reverts when the account that confirms was released in between, and when its ceiling is below the face", async () => {
      const { qianling } = desk;
      const { participants } = desk.suite;
      const { request } = await applied(desk);
      const officer = stranger("an officer of qianling's");
      const clerk = stranger("a clerk of qianling's");
      await bound(desk, qianling, officer);
      await bound(desk, qianling, clerk, { ceiling: FACE - 1n });
      await issuance.connect(officer).sign.staticCall(request);
      await participants.connect(qianling.signer).releaseAccount(officer);
      await expect(issuance.connect(officer).sign.staticCall(request))
        .to.be.revertedWithCustomError(participants, "AccountUnknown")
        .withArgs(officer.address);
      await expect(issuance.connect(clerk).sign.staticCall(request))
        .to.be.revertedWithCustomError(participants, "AccountCeilingExceeded")
        .withArgs(clerk.address, FACE, FACE - 1n);
    });

    it("X-26: reverts when who has proposed is frozen or suspended by then", async () => {
      const { qianling, nanming, huaxi } = desk;
      const { participants } = desk.suite;
      const opening = await proposed(desk);
      const application = await applied(desk, { supplier: huaxi });
      await suspend(desk, huaxi);
      await expect(sign(qianling, application.request)).to.be.revertedWithCustomError(
        participants,
        "ParticipantWrongStanding",
      );
      await freeze(desk, qianling);
      await expect(sign(nanming, opening.request)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
    });

    it("is a promise without conditions: nothing that obligor or supplier sends can express one", async () => {
      const inputs = (name: "open" | "applyTo" | "sign") =>
        issuance.interface
          .getFunction(name)
          .inputs.flatMap((input) => input.components?.map((component) => component.name) ?? [input.name]);
      const terms = ["counterparty", "face", "dueDay", "facility", "overdueRate", "reason", "documents", "lastDay"];
      expect(inputs("open")).to.deep.equal(terms);
      expect(inputs("applyTo")).to.deep.equal(terms);
      expect(inputs("sign")).to.deep.equal(["request"]);
      expect(await issuance.PROMISE()).to.match(/unconditionally.*waives against holders every defence/);
    });
  });

  describe("R-1: the term", () => {
    beforeEach(async () => {
      const facility = await granted(desk, desk.guanshan, desk.qianling, 100_000_000_000n, "2028-12-31");
      desk = { ...desk, facility };
    });

    for (const [issue, normal, longest] of [
      ["2026-01-05", "2026-07-05", "2027-01-05"],
      ["2026-03-31", "2026-09-30", "2027-03-31"],
      ["2026-08-31", "2027-02-28", "2027-08-31"],
      ["2027-02-28", "2027-08-28", "2028-02-28"],
      ["2027-08-31", "2028-02-29", "2028-08-31"],
      ["2028-02-29", "2028-08-29", "2029-02-28"],
    ] as const) {
      it(`R-1: proposed on ${issue}, it is due by ${normal}, or for a reason by ${longest}`, async () => {
        await goTo(issue, "10:00:00");
        const next = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
        for (const act of [open, applyTo]) {
          await act({ dueDay: normal });
          await expect(act({ dueDay: next(normal) }))
            .to.be.revertedWithCustomError(issuance, "ReceivableReasonMissing")
            .withArgs(day(normal) + 1n, day(normal));
          await act({ dueDay: next(normal), reason: REASON });
          await act({ dueDay: longest, reason: REASON });
          await expect(act({ dueDay: next(longest), reason: REASON }))
            .to.be.revertedWithCustomError(issuance, "ReceivableDueDayOutOfRange")
            .withArgs(day(longest) + 1n, day(issue) + 1n, day(longest));
        }
      });
    }

    it("R-1: the due day is after the issue day, also when it was proposed before", async () => {
      for (const dueDay of ["2026-01-05", "2026-01-04"]) {
        await expect(open({ dueDay }))
          .to.be.revertedWithCustomError(issuance, "ReceivableDueDayOutOfRange")
          .withArgs(day(dueDay), day("2026-01-06"), day("2027-01-05"));
      }
      const { request } = await proposed(desk, { dueDay: "2026-01-07" });
      const last = await proposed(desk, { dueDay: "2026-01-07" });
      await goTo("2026-01-06", "23:59:00");
      await sign(desk.nanming, last.request);
      await goTo("2026-01-07", "00:00:00");
      await expect(sign(desk.nanming, request)).to.be.revertedWithCustomError(registry, "RequestLapsed");
    });

    it("R-1: with the reason that was given it is signed for too, at any time before", async () => {
      const { request, root } = await proposed(desk, { dueDay: "2027-01-05", reason: REASON });
      expect((await registry.requestInfo(request)).terms).to.equal(REASON);
      await sign(desk.nanming, request);
      expect(await statusOf(root)).to.equal(RootStatus.Open);
    });

    it("X-104: a due day in a year without a calendar is taken; what needs its payable day waits for the data", async () => {
      await opened(desk, { dueDay: "2027-01-05", reason: REASON });
      expect(await desk.suite.calendar.businessDays(2027)).to.deep.equal([0n, 0n]);
    });

    it("X-103: the day is that of UTC+8, to the second", async () => {
      const { terms, obligor } = await openTermsOf(desk, { dueDay: "2026-07-06" });
      const midnight = Date.parse("2026-01-06T00:00:00+08:00") / 1000;
      await networkHelpers.time.setNextBlockTimestamp(midnight - 1);
      await expect(issuance.connect(obligor.signer).open(terms, 0))
        .to.be.revertedWithCustomError(issuance, "ReceivableReasonMissing")
        .withArgs(day("2026-07-06"), day("2026-07-05"));
      await networkHelpers.time.setNextBlockTimestamp(midnight);
      await expect(issuance.connect(obligor.signer).open(terms, 0)).to.emit(issuance, "ReceivableProposed");
    });
  });

  describe("the rate on what is overdue", () => {
    const rateOf = async (root: bigint) => (await registry.rootInfo(root)).overdueRate;

    it("is 0.05 % a day when none was agreed", async () => {
      expect(await rateOf((await opened(desk)).root)).to.equal((360n * 500n * 1_000_000n) / 1_000_000n);
    });

    it("is what was agreed, from the one-year LPR on, up to 100 %", async () => {
      for (const overdueRate of [FIRST_PRIME_RATE, 1_000_000n]) {
        expect(await rateOf((await opened(desk, { overdueRate })).root)).to.equal(overdueRate);
      }
      await expect(open({ overdueRate: FIRST_PRIME_RATE - 1n }))
        .to.be.revertedWithCustomError(issuance, "ReceivableOverdueRateLow")
        .withArgs(FIRST_PRIME_RATE - 1n, FIRST_PRIME_RATE);
      await expect(open({ overdueRate: 1_000_001n })).to.be.revertedWithCustomError(issuance, "InterestRateAbsurd");
    });

    it("is held against the LPR again when it is signed for; what is open keeps its own", async () => {
      const open_ = await opened(desk, { overdueRate: FIRST_PRIME_RATE });
      const { request } = await proposed(desk, { overdueRate: FIRST_PRIME_RATE });
      await order(desk, "setLoanPrimeRate", [31_000n, day("2026-02-01")], issuance);
      await sign(desk.nanming, (await proposed(desk, { overdueRate: FIRST_PRIME_RATE })).request);
      await goTo("2026-02-01", "00:00:00");
      await expect(sign(desk.nanming, request))
        .to.be.revertedWithCustomError(issuance, "ReceivableOverdueRateLow")
        .withArgs(FIRST_PRIME_RATE, 31_000n);
      expect(await rateOf(open_.root)).to.equal(FIRST_PRIME_RATE);
    });
  });

  describe("the trade behind it", () => {
    const pieces = (subject: string, ...amounts: bigint[]) => amounts.map((amount) => ({ subject, amount }));

    it("reverts without documents and with more than 16, and takes 16", async () => {
      await expect(open({ documents: [] }))
        .to.be.revertedWithCustomError(issuance, "ReceivableDocumentsInvalid")
        .withArgs(0n, 16n);
      const subjects: string[] = [];
      for (let n = 0; n < 16; ++n) subjects.push(await deliveredInvoice(desk, desk.nanming, desk.qianling, 1n));
      const documents = subjects.map((subject) => ({ subject, amount: 1n }));
      await expect(open({ face: 17n, documents: [...documents, ...documents.slice(15)] }))
        .to.be.revertedWithCustomError(issuance, "ReceivableDocumentsInvalid")
        .withArgs(17n, 16n);
      const { root } = await opened(desk, { face: 16n, documents });
      expect(await issuance.documentsOf(root)).to.have.length(16);
    });

    it("reverts when the documents' amounts do not make up the face, whatever they add up to", async () => {
      const subject = await deliveredInvoice(desk, desk.nanming, desk.qianling, FACE + 1n);
      for (const amount of [FACE - 1n, FACE + 1n]) {
        await expect(open({ documents: pieces(subject, amount) }))
          .to.be.revertedWithCustomError(issuance, "ReceivableTradeShort")
          .withArgs(FACE, amount);
      }
      const most = 2n ** 64n - 1n;
      await expect(open({ documents: pieces(subject, most, FACE + 1n) }))
        .to.be.revertedWithCustomError(issuance, "ReceivableTradeShort")
        .withArgs(FACE, most + FACE + 1n);
      await expect(open({ documents: pieces(subject, FACE, 0n) }))
        .to.be.revertedWithCustomError(issuance, "ReceivableDocumentAmountZero")
        .withArgs(1n);
    });

    it("R-6a: reverts for a document that is not the supplier's invoice to the obligor, with whose it is", async () => {
      const { qianling, nanming, huaxi } = desk;
      const good = await deliveredInvoice(desk, nanming, qianling, FACE);
      const foreign = (subject: string) =>
        open({ face: FACE + 1n, documents: pieces(good, FACE).concat(pieces(subject, 1n)) });
      for (const [seller, buyer] of [
        [huaxi, qianling],
        [nanming, huaxi],
        [qianling, nanming],
      ] as const) {
        await expect(foreign(await deliveredInvoice(desk, seller, buyer, FACE)))
          .to.be.revertedWithCustomError(issuance, "ReceivableDocumentForeign")
          .withArgs(1n, seller.id, buyer.id);
      }
      for (const kind of [DocumentKind.Contract, DocumentKind.Delivery, DocumentKind.Payment]) {
        await expect(foreign(await tradeDocument(desk, kind, nanming, qianling, FACE)))
          .to.be.revertedWithCustomError(issuance, "ReceivableDocumentForeign")
          .withArgs(1n, nanming.id, qianling.id);
      }
      for (const unknown of [id("nothing"), await invoice(desk, nanming, qianling, FACE, false)]) {
        await expect(foreign(unknown))
          .to.be.revertedWithCustomError(issuance, "ReceivableDocumentForeign")
          .withArgs(1n, 0n, 0n);
      }
    });

    it("2025 notice: reverts when nothing was delivered, or less than was invoiced", async () => {
      const { qianling, nanming, suite } = desk;
      const loose = await invoice(desk, nanming, qianling, FACE);
      await expect(open({ documents: pieces(loose, FACE) }))
        .to.be.revertedWithCustomError(issuance, "ReceivableNotDelivered")
        .withArgs(0n, FACE, 0n);
      const prepaid = await deliveredInvoice(desk, nanming, qianling, FACE, 0n);
      await expect(open({ documents: pieces(prepaid, FACE) }))
        .to.be.revertedWithCustomError(issuance, "ReceivableNotDelivered")
        .withArgs(0n, FACE, 0n);
      const partly = await deliveredInvoice(desk, nanming, qianling, FACE, FACE - 1n);
      await expect(open({ face: 1n, documents: pieces(partly, 1n) }))
        .to.be.revertedWithCustomError(issuance, "ReceivableNotDelivered")
        .withArgs(0n, FACE, FACE - 1n);
      const rest = await tradeDocument(desk, DocumentKind.Delivery, nanming, qianling, 1n);
      await suite.trade.connect(nanming.signer).extendFile(await suite.trade.fileOf(partly), [rest]);
      await opened(desk, { documents: pieces(partly, FACE) });
    });

    it("2025 notice: every invoice's own file counts, and a contract or a payment delivers nothing", async () => {
      const { qianling, nanming, suite } = desk;
      const first = await deliveredInvoice(desk, nanming, qianling, 5n);
      const second = await invoice(desk, nanming, qianling, 5n);
      const papers = [
        await tradeDocument(desk, DocumentKind.Contract, nanming, qianling, 5n),
        await tradeDocument(desk, DocumentKind.Payment, nanming, qianling, 5n),
      ];
      await suite.trade.connect(nanming.signer).openFile([second, ...papers]);
      await expect(open({ face: 10n, documents: [...pieces(first, 5n), ...pieces(second, 5n)] }))
        .to.be.revertedWithCustomError(issuance, "ReceivableNotDelivered")
        .withArgs(1n, 5n, 0n);
    });

    it("2025 notice: what the trade shows counts again when it is signed for", async () => {
      const { nanming, qianling, suite } = desk;
      const { request, documents } = await proposed(desk);
      const more = await invoice(desk, nanming, qianling, 1n);
      await suite.trade
        .connect(nanming.signer)
        .extendFile(await suite.trade.fileOf(documents[0]?.subject ?? ""), [more]);
      await expect(sign(nanming, request))
        .to.be.revertedWithCustomError(issuance, "ReceivableNotDelivered")
        .withArgs(0n, FACE + 1n, FACE);
    });

    it("R-3, X-2: what another root has consumed is refused, at the proposal and at the signature", async () => {
      const { qianling, nanming, suite } = desk;
      const subject = await deliveredInvoice(desk, nanming, qianling, FACE);
      const documents = pieces(subject, FACE);
      const [first, second] = [await proposed(desk, { documents }), await applied(desk, { documents })];
      await sign(nanming, first.request);
      await expect(sign(qianling, second.request))
        .to.be.revertedWithCustomError(suite.trade, "TradeClaimExceedsFace")
        .withArgs(subject, FACE, 0n);
      await expect(open({ documents }))
        .to.be.revertedWithCustomError(suite.trade, "TradeClaimExceedsFace")
        .withArgs(subject, FACE, 0n);
      expect(await claimedOf(subject)).to.equal(FACE);
    });

    it("R-3, X-2: one invoice named twice is not worth more than its face", async () => {
      const subject = await deliveredInvoice(desk, desk.nanming, desk.qianling, 10n);
      const { request } = await proposed(desk, { face: 11n, documents: pieces(subject, 6n, 5n) });
      await expect(sign(desk.nanming, request))
        .to.be.revertedWithCustomError(desk.suite.trade, "TradeClaimExceedsFace")
        .withArgs(subject, 5n, 4n);
      await opened(desk, { face: 10n, documents: pieces(subject, 6n, 4n) });
    });

    it("R-3, X-2, X-27: what a bill has consumed no receivable can, and the reverse; together never more than the face", async () => {
      const { qianling, nanming, suite } = desk;
      const subject = await deliveredInvoice(desk, nanming, qianling, FACE);
      const part = (FACE * 2n) / 5n;
      await acceptedBill(desk, { face: part, documents: pieces(subject, part) });
      await expect(open({ documents: pieces(subject, FACE) }))
        .to.be.revertedWithCustomError(suite.trade, "TradeClaimExceedsFace")
        .withArgs(subject, FACE, FACE - part);
      await opened(desk, { face: FACE - part, documents: pieces(subject, FACE - part) });
      expect(await claimedOf(subject)).to.equal(FACE);

      const bill = await drawn(desk, { face: 1n, documents: pieces(subject, 1n) });
      await suite.billIssuance.connect(qianling.signer).presentForAcceptance(bill.bill);
      const { request } = await suite.billRegistry.holdingInfo(bill.holding);
      await expect(suite.billIssuance.connect(bill.acceptor.signer).sign(request))
        .to.be.revertedWithCustomError(suite.trade, "TradeClaimExceedsFace")
        .withArgs(subject, 1n, 0n);
    });

    it("X-28: a correcting document takes from an invoice what is not consumed, and no fen below", async () => {
      const { qianling, nanming, suite } = desk;
      const subject = await deliveredInvoice(desk, nanming, qianling, FACE + 5n);
      const red = (amount: bigint) => ({
        subject,
        amount,
        issuer: hexlify(toUtf8Bytes(nanming.uscc)),
        digest: id("red invoice"),
        number: `RED-${amount}`,
      });
      const { request } = await proposed(desk, { face: FACE + 5n, documents: pieces(subject, FACE + 5n) });
      await opened(desk, { documents: pieces(subject, FACE) });
      await expect(suite.trade.connect(nanming.signer).reduce(red(6n)))
        .to.be.revertedWithCustomError(suite.trade, "TradeReductionExceedsFree")
        .withArgs(subject, 6n, 5n);
      for (const side of [nanming, qianling]) await suite.trade.connect(side.signer).reduce(red(5n));
      expect((await suite.trade.subjectInfo(subject)).face).to.equal(FACE);
      await expect(sign(nanming, request)).to.be.revertedWithCustomError(suite.trade, "TradeClaimExceedsFace");
    });
  });

  it("X-32: an amount is fen, of the invoice, the root and the money alike; nothing names another unit", async () => {
    expect(await desk.suite.money.decimals()).to.equal(2n);
    const { root, documents } = await opened(desk, { face: 123_456n });
    expect((await registry.rootInfo(root)).face).to.equal(123_456n);
    const { face, claimed } = await desk.suite.trade.subjectInfo(documents[0]?.subject ?? "");
    expect([face, claimed]).to.deep.equal([123_456n, 123_456n]);
    const names = JSON.stringify([issuance.interface, registry.interface].map((face_) => face_.formatJson()));
    expect(names).not.to.match(/currency|decimals|unitOf|exchange/i);
  });

  it("X-33: nothing that was confirmed changes, whatever its parties and orders do later", async () => {
    const { qianling, nanming, guanshan } = desk;
    const { root, request } = await proposed(desk, { overdueRate: 50_000n });
    await sign(nanming, request);
    const confirmed = async () => {
      const { face, obligor, supplier, dueDay, issueDay, facility, overdueRate } = await registry.rootInfo(root);
      const documents = (await issuance.documentsOf(root)).map(fields);
      return { face, obligor, supplier, dueDay, issueDay, facility, overdueRate, documents };
    };
    const before = await confirmed();
    await registry.connect(nanming.signer).transfer(noteOf(root), 7n, desk.huaxi.id, id("trade"), 0);
    await issuance.connect(guanshan.signer).changeFacility(desk.facility, 1n, day("2026-01-06"));
    await issuance.connect(guanshan.signer).closeFacility(desk.facility);
    await order(desk, "setLoanPrimeRate", [90_000n, day("2026-03-01")], issuance);
    await issuance.connect(qianling.signer).proposeCancellation(root, id("reason"));
    await goTo("2026-03-02");
    expect(await confirmed()).to.deep.equal(before);
    for (const caller of [qianling, nanming, desk.court]) {
      const direct = registry.connect(caller.signer);
      await expect(direct.open(root)).to.be.revertedWithCustomError(registry, "CallerNotPart");
      await expect(direct.setConfirmer(root, 1)).to.be.revertedWithCustomError(registry, "CallerNotPart");
      await expect(direct.propose(1, 2, 3, 4, 5, 6)).to.be.revertedWithCustomError(registry, "CallerNotPart");
    }
  });
});
