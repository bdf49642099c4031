import { expect } from "chai";
import { encodeBytes32String, id, ZeroAddress } from "ethers";
import {
  accepted,
  billDesk,
  BillAct,
  BillKind,
  BillStatus,
  Circulation,
  day,
  delivered,
  type Desk,
  drawn,
  FACE,
  fields,
  freeze,
  goTo,
  holdingOf,
  instructed,
  invoice,
  MATURITY,
  NO_DIGEST,
  order,
  pairOf,
  qualification,
  requestOn,
  RequestStatus,
  suspend,
  termsOf,
} from "../../../utils/bills.ts";
import { carryOut, networkHelpers } from "../../../utils/suite.ts";

/** ISO 7064 MOD 11,10 as its text has it: sum modulo 10 (0 counts as 10), doubled modulo 11; the check digit brings it to 1. */
function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10;
}

describe("BillIssuance", () => {
  let desk: Desk;
  let issuance: Desk["suite"]["billIssuance"];
  let registry: Desk["suite"]["billRegistry"];

  beforeEach(async () => {
    desk = await billDesk();
    issuance = desk.suite.billIssuance;
    registry = desk.suite.billRegistry;
  });

  const draw = async (...[draft]: [Parameters<typeof termsOf>[1]?]) => {
    const { terms, drawer } = await termsOf(desk, draft);
    return issuance.connect(drawer.signer).draw(terms);
  };

  describe("draw", () => {
    it("records the bill and its first holding, which the drawer has", async () => {
      const { bill, holding, documents } = await drawn(desk, { splittable: true, notTransferable: true });
      expect(bill).to.equal(1n);
      expect(holding).to.equal((1n << 32n) | 1n);
      const info = await registry.billInfo(bill);
      expect(fields(info)).to.deep.include({
        face: FACE,
        closed: 0n,
        issueDay: day("2026-01-05"),
        maturity: day(MATURITY),
        acceptor: desk.guanshan.id,
        seq: 1n,
        kind: BillKind.Bank,
        status: BillStatus.Drawn,
        periods: 0n,
        splittable: true,
        drawer: desk.qianling.id,
        payee: desk.nanming.id,
        notTransferable: true,
      });
      expect(fields(await registry.holdingInfo(holding))).to.deep.equal({
        lo: 1n,
        hi: FACE,
        holder: desk.qianling.id,
        endorsedAs: 0n,
        request: 0n,
        chainLength: 0n,
        circulation: Circulation.AwaitingDelivery,
        dishonoured: false,
        discounted: false,
        offered: false,
        pledged: false,
      });
      const [document] = await issuance.documentsOf(bill);
      expect(fields(document ?? {})).to.deep.equal(documents[0]);
    });

    it("emits BillDrawn with all terms and the number, and the registry's events", async () => {
      const { terms, drawer, documents } = await termsOf(desk);
      const transaction = await issuance.connect(drawer.signer).draw(terms);
      const { number } = await registry.billInfo(1);
      await expect(transaction)
        .to.emit(issuance, "BillDrawn")
        .withArgs(1n, drawer.id, desk.nanming.id, holdingOf(1n), number, day("2026-01-05"), [
          ...Object.values({ ...terms, documents: undefined }).slice(0, -1),
          documents.map(Object.values),
        ])
        .and.to.emit(registry, "Transfer")
        .withArgs(ZeroAddress, drawer.wallet, holdingOf(1n))
        .and.to.emit(registry, "Locked")
        .withArgs(holdingOf(1n));
    });

    describe("B-1 tenor", () => {
      for (const [issue, latest, after] of [
        ["2026-08-31", "2027-02-28", "2027-03-01"],
        ["2026-08-29", "2027-02-28", "2027-03-01"],
        ["2026-03-31", "2026-09-30", "2026-10-01"],
        ["2026-02-28", "2026-08-28", "2026-08-29"],
      ] as const) {
        it(`B-1 issued ${issue}, a bill is due on ${latest} at the latest`, async () => {
          await goTo(issue);
          await expect(draw({ maturity: after }))
            .to.be.revertedWithCustomError(issuance, "BillMaturityOutOfRange")
            .withArgs(day(after), day(issue) + 1n, day(latest));
          await expect(draw({ maturity: latest })).to.emit(issuance, "BillDrawn");
        });
      }

      it("B-1 drawing needs no calendar of the year of maturity; what needs the payable day does", async () => {
        await goTo("2026-08-31");
        await expect(draw({ maturity: "2027-02-28" })).to.emit(issuance, "BillDrawn");
        expect(await desk.suite.calendar.businessDays(2027)).to.deep.equal([0n, 0n]);
      });

      it("B-1 reverts when the maturity is the issue day or before", async () => {
        for (const maturity of ["2026-01-05", "2026-01-04"]) {
          await expect(draw({ maturity })).to.be.revertedWithCustomError(issuance, "BillMaturityOutOfRange");
        }
        await expect(draw({ maturity: "2026-01-06" })).to.emit(issuance, "BillDrawn");
      });

      it("X-103 the issue day is that of UTC+8, to the second", async () => {
        await goTo("2026-01-05", "23:59:30");
        const { terms, drawer } = await termsOf(desk, { maturity: "2026-07-06" });
        const midnight = Date.parse("2026-01-06T00:00:00+08:00") / 1000;
        await networkHelpers.time.setNextBlockTimestamp(midnight - 1);
        await expect(issuance.connect(drawer.signer).draw(terms))
          .to.be.revertedWithCustomError(issuance, "BillMaturityOutOfRange")
          .withArgs(day("2026-07-06"), day("2026-01-06"), day("2026-07-05"));
        await networkHelpers.time.setNextBlockTimestamp(midnight);
        await expect(issuance.connect(drawer.signer).draw(terms)).to.emit(issuance, "BillDrawn");
        expect((await registry.billInfo(1)).issueDay).to.equal(day("2026-01-06"));
      });
    });

    it("B-2 no argument of drawing, accepting or endorsing can express a condition", () => {
      const inputs = (fragment: {
        inputs: readonly { name: string; components?: readonly { name: string }[] | null }[];
      }) => fragment.inputs.flatMap(({ name, components }) => components?.map((component) => component.name) ?? [name]);
      const { interface: acts } = issuance;
      expect(inputs(acts.getFunction("draw"))).to.have.members([
        "kind",
        "supplyChain",
        "splittable",
        "notTransferable",
        "acceptor",
        "payee",
        "institution",
        "face",
        "maturity",
        "documents",
      ]);
      expect(inputs(acts.getFunction("presentForAcceptance"))).to.deep.equal(["bill"]);
      expect(inputs(acts.getFunction("deliver"))).to.deep.equal(["bill", "lastDay"]);
      expect(inputs(acts.getFunction("sign"))).to.deep.equal(["request"]);
      expect(inputs(registry.interface.getFunction("endorse"))).to.deep.equal([
        "holding",
        "to",
        "notTransferable",
        "lastDay",
      ]);
      expect(inputs(registry.interface.getFunction("sign"))).to.deep.equal(["request"]);
    });

    it("reverts without a kind", async () => {
      await expect(draw({ kind: 0n })).to.be.revertedWithCustomError(issuance, "BillKindMissing");
    });

    it("reverts when the face is 0 or above a billion yuan, and takes a billion", async () => {
      const most = 100_000_000_000n;
      const documents = [{ subject: id("any"), amount: most + 1n }];
      await expect(draw({ face: most + 1n, documents }))
        .to.be.revertedWithCustomError(issuance, "BillFaceOutOfRange")
        .withArgs(most + 1n, most);
      await expect(draw({ face: 0n, documents }))
        .to.be.revertedWithCustomError(issuance, "BillFaceOutOfRange")
        .withArgs(0n, most);
      await draw({ face: most });
      expect((await registry.holdingInfo(holdingOf(1n))).hi).to.equal(most);
      await draw({ face: 1n });
      expect((await registry.billInfo(2)).face).to.equal(1n);
    });

    it("reverts when the payee is the acceptor", async () => {
      await expect(draw({ acceptor: desk.nanming }))
        .to.be.revertedWithCustomError(issuance, "BillPayeeIsAcceptor")
        .withArgs(desk.nanming.id);
    });

    it("reverts without documents and with more than 16, and takes 16", async () => {
      const { nanming, qianling } = desk;
      await expect(draw({ documents: [] }))
        .to.be.revertedWithCustomError(issuance, "BillDocumentsInvalid")
        .withArgs(0n, 16n);
      const subject = await invoice(desk, nanming, qianling, 17n);
      const documents = Array.from({ length: 17 }, () => ({ subject, amount: 1n }));
      await expect(draw({ face: 17n, documents }))
        .to.be.revertedWithCustomError(issuance, "BillDocumentsInvalid")
        .withArgs(17n, 16n);
      await expect(draw({ face: 16n, documents: documents.slice(1) })).to.emit(issuance, "BillDrawn");
      expect(await issuance.documentsOf(1)).to.have.length(16);
    });

    it("B-3 reverts when the documents' amounts do not make up the face, with what they cover", async () => {
      const subject = await invoice(desk, desk.nanming, desk.qianling, FACE);
      for (const amount of [FACE - 1n, FACE + 1n]) {
        await expect(draw({ documents: [{ subject, amount }] }))
          .to.be.revertedWithCustomError(issuance, "BillTradeShort")
          .withArgs(FACE, amount);
      }
    });

    it("B-3 reverts when a document stands behind nothing of the bill", async () => {
      const subject = await invoice(desk, desk.nanming, desk.qianling, FACE);
      const documents = [FACE, 0n].map((amount) => ({ subject, amount }));
      await expect(draw({ documents })).to.be.revertedWithCustomError(issuance, "BillDocumentAmountZero").withArgs(1n);
    });

    it("B-3 amounts that overflow do not make up a face", async () => {
      const documents = [2n ** 64n - 1n, FACE + 1n].map((amount) => ({ subject: id("any"), amount }));
      await expect(draw({ documents })).to.be.revertedWithPanic(0x11);
    });

    it("reverts for an unknown, suspended or frozen payee or acceptor, and for a stranger", async () => {
      const { participants } = desk.suite;
      const nobody = { ...desk.huaxi, id: 999n };
      const subject = await invoice(desk, desk.nanming, desk.qianling, FACE);
      const documents = [{ subject, amount: FACE }];
      for (const draft of [{ payee: nobody }, { acceptor: nobody }]) {
        await expect(draw({ ...draft, documents }))
          .to.be.revertedWithCustomError(participants, "ParticipantUnknown")
          .withArgs(999n);
      }
      await suspend(desk, desk.huaxi);
      await freeze(desk, desk.baiyunling);
      for (const [actor, error] of [
        [desk.huaxi, "ParticipantWrongStanding"],
        [desk.baiyunling, "ParticipantIsFrozen"],
      ] as const) {
        await expect(draw({ payee: actor, documents })).to.be.revertedWithCustomError(participants, error);
        await expect(draw({ acceptor: actor, documents })).to.be.revertedWithCustomError(participants, error);
        await expect(draw({ drawer: actor, documents })).to.be.revertedWithCustomError(participants, error);
      }
      const { terms } = await termsOf(desk);
      await expect(issuance.draw(terms)).to.be.revertedWithCustomError(participants, "AccountUnknown");
    });

    describe("the number", () => {
      const digits = async (bill: number) => (await registry.billInfo(bill)).number.toString();

      it("has 30 digits: kind, institution, date, serial, check digit", async () => {
        const drafts = [
          [{ kind: BillKind.Bank }, "5"],
          [{ kind: BillKind.FinanceCompany }, "5"],
          [{ kind: BillKind.Commercial }, "6"],
          [{ kind: BillKind.Bank, supplyChain: true }, "8"],
          [{ kind: BillKind.FinanceCompany, supplyChain: true }, "8"],
          [{ kind: BillKind.Commercial, supplyChain: true }, "7"],
        ] as const;
        for (const [index, [draft, kind]] of drafts.entries()) {
          await draw(draft);
          const number = await digits(index + 1);
          expect(number).to.match(new RegExp(`^${kind}999701000011202601050000000${index + 1}[0-9]$`));
          expect(checkDigit(number.slice(0, 29))).to.equal(Number(number[29]));
        }
      });

      it("is unique: serials count by institution and day, over all kinds", async () => {
        await draw();
        await draw({ institution: desk.baiyunling });
        await draw({ institution: desk.financeCompany });
        await goTo("2026-01-06");
        await draw();
        await draw({ kind: BillKind.Commercial });
        const numbers = await Promise.all([1, 2, 3, 4, 5].map(digits));
        expect(new Set(numbers).size).to.equal(5);
        expect(numbers.map((number) => number.slice(1, 29))).to.deep.equal([
          "9997010000112026010500000001",
          "9997010000202026010500000001",
          "9070100000182026010500000001",
          "9997010000112026010600000001",
          "9997010000112026010600000002",
        ]);
      });

      it("reverts when the institution is suspended, frozen or unknown", async () => {
        const { participants } = desk.suite;
        const documents = [{ subject: id("any"), amount: FACE }];
        await expect(draw({ documents, institution: { ...desk.huaxi, id: 999n } })).to.be.revertedWithCustomError(
          participants,
          "ParticipantUnknown",
        );
        await suspend(desk, desk.baiyunling);
        await freeze(desk, desk.financeCompany);
        for (const [institution, error] of [
          [desk.baiyunling, "ParticipantWrongStanding"],
          [desk.financeCompany, "ParticipantIsFrozen"],
        ] as const) {
          await expect(draw({ documents, institution })).to.be.revertedWithCustomError(participants, error);
        }
      });

      it("reverts when the institution is neither bank nor finance company", async () => {
        await expect(draw({ institution: desk.huaxi }))
          .to.be.revertedWithCustomError(desk.suite.participants, "QualificationMissing")
          .withArgs(desk.huaxi.id, encodeBytes32String("BANK"));
      });
    });
  });

  describe("presentForAcceptance and sign", () => {
    it("asks the drawee, who answers within three days, the last one rolled to a business day", async () => {
      await goTo("2026-09-24");
      const { bill, holding } = await drawn(desk, { maturity: "2026-12-31" });
      await expect(issuance.connect(desk.qianling.signer).presentForAcceptance(bill))
        .to.emit(registry, "RequestOpened")
        .withArgs(
          1n,
          desk.qianling.id,
          desk.guanshan.id,
          holding,
          BillAct.Acceptance,
          1n,
          FACE,
          day("2026-09-28"),
          NO_DIGEST,
        );
      const request = await registry.requestInfo(1);
      expect(request.lastDay).to.equal(day("2026-09-28"));
      expect(request.status).to.equal(RequestStatus.Open);
      expect(await requestOn(desk, holding)).to.equal(1n);

      await goTo("2026-09-28", "23:59:00");
      await expect(issuance.connect(desk.guanshan.signer).sign(1))
        .to.emit(issuance, "BillAccepted")
        .withArgs(bill, desk.guanshan.id, desk.qianling.id, day("2026-09-28"))
        .and.to.emit(registry, "BillStatusChanged")
        .withArgs(bill, BillStatus.Drawn, BillStatus.Accepted)
        .and.to.emit(registry, "RequestAnswered")
        .withArgs(1n, holding, RequestStatus.Signed);
    });

    it("lapses on the day after; then it can be asked again, and the old request stays dead", async () => {
      await goTo("2026-09-24");
      const { bill, holding } = await drawn(desk, { maturity: "2026-12-31" });
      await issuance.connect(desk.qianling.signer).presentForAcceptance(bill);
      await goTo("2026-09-29", "00:00:00");
      const lapsed = { interface: registry.interface };
      for (const answer of [
        issuance.connect(desk.guanshan.signer).sign(1),
        registry.connect(desk.guanshan.signer).refuse(1),
        registry.connect(desk.qianling.signer).withdrawRequest(1),
      ]) {
        await expect(answer).to.be.revertedWithCustomError(lapsed, "RequestLapsed").withArgs(1n, day("2026-09-28"));
      }
      await issuance.connect(desk.qianling.signer).presentForAcceptance(bill);
      expect(await requestOn(desk, holding)).to.equal(2n);
      await expect(issuance.connect(desk.guanshan.signer).sign(1)).to.be.revertedWithCustomError(
        lapsed,
        "RequestLapsed",
      );
      await issuance.connect(desk.guanshan.signer).sign(2);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Accepted, AwaitingDelivery"));
    });

    it("a drawer that is its own drawee accepts at once, with the claims", async () => {
      const { bill, documents } = await drawn(desk, { kind: BillKind.Commercial, acceptor: desk.qianling });
      await expect(issuance.connect(desk.qianling.signer).presentForAcceptance(bill))
        .to.emit(issuance, "BillAccepted")
        .withArgs(bill, desk.qianling.id, desk.qianling.id, day("2026-01-05"))
        .and.to.emit(desk.suite.trade, "SubjectClaimed");
      expect(await desk.suite.trade.claimOf(documents[0]?.subject ?? "", issuance, bill)).to.equal(FACE);
      expect((await registry.requestInfo(1)).status).to.equal(RequestStatus.None);
    });

    it("X-7 acceptance ends before maturity: asked on the day before it, refused on it and after", async () => {
      const maturity = "2026-02-03";
      const first = await drawn(desk, { maturity });
      const second = await drawn(desk, { maturity });
      const own = await drawn(desk, { maturity, kind: BillKind.Commercial, acceptor: desk.qianling });
      await goTo("2026-02-02");
      await issuance.connect(desk.qianling.signer).presentForAcceptance(first.bill);
      expect((await registry.requestInfo(1)).lastDay).to.equal(day("2026-02-02"));
      await issuance.connect(desk.qianling.signer).presentForAcceptance(second.bill);
      await issuance.connect(desk.guanshan.signer).sign(2);
      await goTo("2026-02-03", "00:00:00");
      await expect(issuance.connect(desk.guanshan.signer).sign(1)).to.be.revertedWithCustomError(
        registry,
        "RequestLapsed",
      );
      for (const { bill } of [first, own]) {
        await expect(issuance.connect(desk.qianling.signer).presentForAcceptance(bill))
          .to.be.revertedWithCustomError(registry, "BillDue")
          .withArgs(bill, day(maturity));
      }
      await goTo("2026-03-03");
      await expect(issuance.connect(desk.qianling.signer).presentForAcceptance(own.bill))
        .to.be.revertedWithCustomError(registry, "BillDue")
        .withArgs(own.bill, day(maturity));
    });

    it("reverts for all but the drawer", async () => {
      const { bill } = await drawn(desk);
      await expect(issuance.connect(desk.guanshan.signer).presentForAcceptance(bill))
        .to.be.revertedWithCustomError(issuance, "BillNotDrawer")
        .withArgs(bill, desk.guanshan.id, desk.qianling.id);
    });

    it("reverts for an unknown bill", async () => {
      await expect(issuance.connect(desk.qianling.signer).presentForAcceptance(7))
        .to.be.revertedWithCustomError(registry, "BillUnknown")
        .withArgs(7n);
    });

    it("reverts when the drawee was suspended or frozen after drawing", async () => {
      const first = await drawn(desk);
      await freeze(desk, desk.guanshan);
      await expect(
        issuance.connect(desk.qianling.signer).presentForAcceptance(first.bill),
      ).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
    });

    describe("B-2 who accepts what", () => {
      for (const [kind, needed] of [
        [BillKind.Bank, "BANK"],
        [BillKind.FinanceCompany, "FINANCE_COMPANY"],
      ] as const) {
        it(`B-2 a bill of kind ${kind} is accepted by a holder of ${needed} only`, async () => {
          const wrong = kind === BillKind.Bank ? desk.financeCompany : desk.guanshan;
          const right = kind === BillKind.Bank ? desk.guanshan : desk.financeCompany;
          for (const acceptor of [wrong, desk.huaxi]) {
            const { bill, holding } = await drawn(desk, { kind, acceptor });
            await issuance.connect(desk.qianling.signer).presentForAcceptance(bill);
            await expect(issuance.connect(acceptor.signer).sign(await requestOn(desk, holding)))
              .to.be.revertedWithCustomError(desk.suite.participants, "QualificationMissing")
              .withArgs(acceptor.id, encodeBytes32String(needed));
            expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Drawn, Locked"));
          }
          const { holding } = await accepted(desk, { kind, acceptor: right });
          expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Accepted, AwaitingDelivery"));
        });
      }

      it("B-2 a commercial bill may be accepted by the debtor or a third party, drawn by debtor or creditor", async () => {
        const { qianling, nanming, huaxi } = desk;
        const kind = BillKind.Commercial;
        for (const draft of [
          { drawer: qianling, acceptor: qianling, payee: nanming },
          { drawer: qianling, acceptor: huaxi, payee: nanming },
          { drawer: nanming, acceptor: qianling, payee: nanming },
        ]) {
          const { holding } = await delivered(desk, { ...draft, kind });
          expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
        }
      });

      it("B-2 the qualification is checked when the drawee signs, not when it is asked", async () => {
        const { regulator, huaxi } = desk;
        const until = Date.parse("2026-01-07T00:00:00+08:00") / 1000;
        await carryOut(
          desk.suite,
          [qualification(desk.suite, huaxi, regulator, "BANK", 999_701_000_099n, until)],
          [[regulator, "Regulator"]],
        );
        const first = await drawn(desk, { acceptor: huaxi });
        const second = await drawn(desk, { acceptor: huaxi });
        await issuance.connect(desk.qianling.signer).presentForAcceptance(first.bill);
        await issuance.connect(desk.qianling.signer).presentForAcceptance(second.bill);
        await networkHelpers.time.setNextBlockTimestamp(until);
        await expect(issuance.connect(huaxi.signer).sign(1)).to.emit(issuance, "BillAccepted");
        await expect(issuance.connect(huaxi.signer).sign(2))
          .to.be.revertedWithCustomError(desk.suite.participants, "QualificationMissing")
          .withArgs(huaxi.id, encodeBytes32String("BANK"));
      });
    });

    describe("B-3 the trade behind it", () => {
      const ask = async (draft: Parameters<typeof drawn>[1]) => {
        const paper = await drawn(desk, draft);
        await issuance.connect(paper.drawer.signer).presentForAcceptance(paper.bill);
        return { ...paper, sign: issuance.connect(paper.acceptor.signer).sign(await requestOn(desk, paper.holding)) };
      };

      it("B-3 is claimed at acceptance, for the bill and the amounts named, not before", async () => {
        const { trade } = desk.suite;
        const [first, second] = [
          await invoice(desk, desk.nanming, desk.qianling, 700_000n),
          await invoice(desk, desk.nanming, desk.qianling, 900_000n),
        ];
        const documents = [
          { subject: first, amount: 600_000n },
          { subject: second, amount: 400_000n },
        ];
        const { bill, holding } = await drawn(desk, { documents });
        await issuance.connect(desk.qianling.signer).presentForAcceptance(bill);
        expect((await trade.subjectInfo(first)).claimed).to.equal(0n);
        await expect(issuance.connect(desk.guanshan.signer).sign(await requestOn(desk, holding)))
          .to.emit(trade, "SubjectClaimed")
          .withArgs(first, issuance, bill, 600_000n, 600_000n, 700_000n)
          .and.to.emit(trade, "SubjectClaimed")
          .withArgs(second, issuance, bill, 400_000n, 400_000n, 900_000n);
        expect(await trade.claimOf(first, issuance, bill)).to.equal(600_000n);
        expect(await trade.claimOf(second, issuance, bill)).to.equal(400_000n);
      });

      it("B-3 one document named twice is claimed for the sum", async () => {
        const subject = await invoice(desk, desk.nanming, desk.qianling, FACE);
        const documents = [FACE / 2n, FACE / 2n].map((amount) => ({ subject, amount }));
        const { bill } = await accepted(desk, { documents });
        expect(await desk.suite.trade.claimOf(subject, issuance, bill)).to.equal(FACE);
      });

      it("B-3 reverts when a document is not confirmed", async () => {
        const subject = await invoice(desk, desk.nanming, desk.qianling, FACE, false);
        const { sign, holding } = await ask({ documents: [{ subject, amount: FACE }] });
        await expect(sign).to.be.revertedWithCustomError(desk.suite.trade, "TradeNotConfirmed").withArgs(subject);
        expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Drawn, Locked"));
      });

      it("B-3 reverts when a document has too little left, with what is left", async () => {
        const subject = await invoice(desk, desk.nanming, desk.qianling, FACE - 1n);
        const { sign } = await ask({ documents: [{ subject, amount: FACE }] });
        await expect(sign)
          .to.be.revertedWithCustomError(desk.suite.trade, "TradeClaimExceedsFace")
          .withArgs(subject, FACE, FACE - 1n);
      });

      it("B-3 X-2 reverts when another bill has claimed the document, and claims nothing", async () => {
        const other = await invoice(desk, desk.nanming, desk.qianling, 1n);
        const subject = await invoice(desk, desk.nanming, desk.qianling, FACE);
        await accepted(desk, { documents: [{ subject, amount: FACE }] });
        const documents = [
          { subject: other, amount: 1n },
          { subject, amount: FACE - 1n },
        ];
        const { sign } = await ask({ documents });
        await expect(sign)
          .to.be.revertedWithCustomError(desk.suite.trade, "TradeClaimExceedsFace")
          .withArgs(subject, FACE - 1n, 0n);
        expect((await desk.suite.trade.subjectInfo(other)).claimed).to.equal(0n);
        expect((await desk.suite.trade.subjectInfo(subject)).claimed).to.equal(FACE);
      });

      it("B-3 reverts when a document is of other people's trade", async () => {
        const { nanming, qianling, huaxi, guanshan, baiyunling } = desk;
        for (const [seller, buyer] of [
          [qianling, nanming],
          [huaxi, qianling],
          [nanming, huaxi],
          [nanming, baiyunling],
        ] as const) {
          const mine = await invoice(desk, nanming, qianling, 1n);
          const subject = await invoice(desk, seller, buyer, FACE);
          const documents = [
            { subject: mine, amount: 1n },
            { subject, amount: FACE - 1n },
          ];
          const { sign, bill } = await ask({ documents });
          await expect(sign)
            .to.be.revertedWithCustomError(issuance, "BillDocumentForeign")
            .withArgs(bill, 1n, seller.id, buyer.id);
        }
        const ofAcceptor = await invoice(desk, nanming, guanshan, FACE);
        const { sign } = await ask({ documents: [{ subject: ofAcceptor, amount: FACE }] });
        await expect(sign).to.emit(issuance, "BillAccepted");
      });
    });

    it("only the drawee signs, and only here", async () => {
      const { bill, holding } = await drawn(desk);
      await issuance.connect(desk.qianling.signer).presentForAcceptance(bill);
      for (const actor of [desk.qianling, desk.nanming, desk.baiyunling]) {
        await expect(issuance.connect(actor.signer).sign(1))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(1n, actor.id, desk.guanshan.id);
      }
      await expect(registry.connect(desk.guanshan.signer).sign(1))
        .to.be.revertedWithCustomError(registry, "BillActElsewhere")
        .withArgs(1n, BillAct.Acceptance);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Drawn, Locked"));
    });

    it("reverts for an unknown request", async () => {
      for (const request of [0n, 77n]) {
        await expect(issuance.connect(desk.guanshan.signer).sign(request))
          .to.be.revertedWithCustomError(registry, "RequestUnknown")
          .withArgs(request);
      }
    });

    it("an endorsement is signed at the registry", async () => {
      const { holding } = await delivered(desk);
      await registry.connect(desk.nanming.signer).endorse(holding, desk.huaxi.id, false, 0);
      const request = await requestOn(desk, holding);
      await expect(issuance.connect(desk.huaxi.signer).sign(request))
        .to.be.revertedWithCustomError(issuance, "BillActElsewhere")
        .withArgs(request, BillAct.Endorsement);
    });

    it("signing checks both parties again: one suspended or frozen in between stops it", async () => {
      const { participants } = desk.suite;
      const suspended = await drawn(desk, { drawer: desk.huaxi });
      await issuance.connect(desk.huaxi.signer).presentForAcceptance(suspended.bill);
      const frozen = await drawn(desk);
      await issuance.connect(desk.qianling.signer).presentForAcceptance(frozen.bill);
      await suspend(desk, desk.huaxi);
      await expect(issuance.connect(desk.guanshan.signer).sign(1))
        .to.be.revertedWithCustomError(participants, "ParticipantWrongStanding")
        .withArgs(desk.huaxi.id, 4n, 3n);
      await freeze(desk, desk.qianling);
      await expect(issuance.connect(desk.guanshan.signer).sign(2)).to.be.revertedWithCustomError(
        participants,
        "ParticipantIsFrozen",
      );
      await order(desk, "reinstate", [desk.huaxi.id]);
      await freeze(desk, desk.guanshan);
      await expect(issuance.connect(desk.guanshan.signer).sign(1)).to.be.revertedWithCustomError(
        participants,
        "ParticipantIsFrozen",
      );
    });
  });

  describe("deliver and sign", () => {
    it("offers the bill to its payee until the day before maturity, unless a day is named", async () => {
      const { bill, holding } = await accepted(desk);
      await expect(issuance.connect(desk.qianling.signer).deliver(bill, 0))
        .to.emit(registry, "RequestOpened")
        .withArgs(
          2n,
          desk.qianling.id,
          desk.nanming.id,
          holding,
          BillAct.Delivery,
          1n,
          FACE,
          day("2026-06-29"),
          NO_DIGEST,
        );
      await registry.connect(desk.qianling.signer).withdrawRequest(2);
      await issuance.connect(desk.qianling.signer).deliver(bill, day("2026-01-05"));
      expect((await registry.requestInfo(3)).lastDay).to.equal(day("2026-01-05"));
      await goTo("2026-01-06");
      for (const lastDay of ["2026-01-05", MATURITY]) {
        await expect(issuance.connect(desk.qianling.signer).deliver(bill, day(lastDay)))
          .to.be.revertedWithCustomError(registry, "RequestLastDayOutOfRange")
          .withArgs(day(lastDay), day("2026-01-06"), day("2026-06-29"));
      }
      await issuance.connect(desk.qianling.signer).deliver(bill, day("2026-06-29"));
    });

    it("the payee signs: title passes, with a Transfer; delivery is no endorsement", async () => {
      const { bill, holding } = await accepted(desk);
      await issuance.connect(desk.qianling.signer).deliver(bill, 0);
      const { qianling, nanming } = desk;
      expect(await registry.balanceOf(qianling.wallet)).to.equal(1n);
      await expect(issuance.connect(nanming.signer).sign(2))
        .to.emit(issuance, "BillDelivered")
        .withArgs(bill, qianling.id, nanming.id, holding, day("2026-01-05"), Circulation.Circulating)
        .and.to.emit(registry, "Transfer")
        .withArgs(qianling.wallet, nanming.wallet, holding)
        .and.to.emit(registry, "BillStatusChanged")
        .withArgs(bill, BillStatus.Accepted, BillStatus.Delivered);
      const { holder, chainLength } = await registry.holdingInfo(holding);
      expect([holder, chainLength]).to.deep.equal([nanming.id, 0n]);
      expect(await registry.balanceOf(qianling.wallet)).to.equal(0n);
      expect(await registry.balanceOf(nanming.wallet)).to.equal(1n);
      expect(await registry.ownerOf(holding)).to.equal(nanming.wallet);
    });

    it("is done at once for a payee that has signed in advance, or that is the drawer", async () => {
      await instructed(desk, desk.nanming, desk.qianling);
      const first = await accepted(desk);
      await expect(issuance.connect(desk.qianling.signer).deliver(first.bill, 0)).to.emit(issuance, "BillDelivered");
      const own = await accepted(desk, {
        kind: BillKind.Commercial,
        drawer: desk.nanming,
        payee: desk.nanming,
        acceptor: desk.qianling,
      });
      await expect(issuance.connect(desk.nanming.signer).deliver(own.bill, 0))
        .to.emit(registry, "Transfer")
        .withArgs(desk.nanming.wallet, desk.nanming.wallet, own.holding);
      expect(await registry.balanceOf(desk.nanming.wallet)).to.equal(2n);
    });

    it("a marked bill is not signed for in advance: the payee is asked", async () => {
      await instructed(desk, desk.nanming, desk.qianling);
      const { bill, holding } = await accepted(desk, { notTransferable: true });
      await issuance.connect(desk.qianling.signer).deliver(bill, 0);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Accepted, Locked"));
    });

    it("X-7 delivery ends before maturity, signed in advance or not", async () => {
      const { qianling, nanming, huaxi } = desk;
      await instructed(desk, nanming, qianling);
      const maturity = "2026-02-03";
      const instructedOne = await accepted(desk, { maturity });
      const own = await accepted(desk, {
        kind: BillKind.Commercial,
        drawer: nanming,
        payee: nanming,
        acceptor: qianling,
        maturity,
      });
      const asked = await accepted(desk, { drawer: huaxi, maturity });
      const early = await accepted(desk, { maturity });
      await goTo("2026-02-02");
      await issuance.connect(qianling.signer).deliver(early.bill, 0);
      await goTo("2026-02-03", "00:00:00");
      for (const date of [maturity, "2026-02-04"]) {
        await goTo(date, "10:00:00");
        for (const { bill, drawer } of [instructedOne, own, asked]) {
          await expect(issuance.connect(drawer.signer).deliver(bill, 0))
            .to.be.revertedWithCustomError(registry, "BillDue")
            .withArgs(bill, day(maturity));
        }
      }
      expect(await registry.pairOf(early.holding)).to.deep.equal(pairOf("Matured, Circulating"));
    });

    it("reverts for all but the drawer, and when the payee may not receive", async () => {
      const { bill } = await accepted(desk);
      await expect(issuance.connect(desk.nanming.signer).deliver(bill, 0))
        .to.be.revertedWithCustomError(issuance, "BillNotDrawer")
        .withArgs(bill, desk.nanming.id, desk.qianling.id);
      await freeze(desk, desk.nanming);
      await expect(issuance.connect(desk.qianling.signer).deliver(bill, 0)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
    });

    it("only the payee signs", async () => {
      const { bill } = await accepted(desk);
      await issuance.connect(desk.qianling.signer).deliver(bill, 0);
      for (const actor of [desk.qianling, desk.guanshan, desk.huaxi]) {
        await expect(issuance.connect(actor.signer).sign(2))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(2n, actor.id, desk.nanming.id);
      }
    });
  });

  describe("withdraw", () => {
    it("B-3 X-4 ends an accepted bill and releases what it claimed, once", async () => {
      const { trade } = desk.suite;
      const { bill, holding, documents } = await accepted(desk);
      const subject = documents[0]?.subject ?? "";
      await expect(issuance.connect(desk.qianling.signer).withdraw(bill))
        .to.emit(issuance, "BillWithdrawn")
        .withArgs(bill, desk.qianling.id, holding, BillStatus.Accepted)
        .and.to.emit(registry, "BillStatusChanged")
        .withArgs(bill, BillStatus.Accepted, BillStatus.Ended)
        .and.to.emit(registry, "Transfer")
        .withArgs(desk.qianling.wallet, ZeroAddress, holding)
        .and.to.emit(trade, "SubjectReleased")
        .withArgs(subject, issuance, bill, FACE, 0n, FACE);
      expect(await trade.claimOf(subject, issuance, bill)).to.equal(0n);
      expect(await registry.balanceOf(desk.qianling.wallet)).to.equal(0n);
      await expect(registry.ownerOf(holding)).to.be.revertedWithCustomError(registry, "ERC721NonexistentToken");
      await expect(issuance.connect(desk.qianling.signer).withdraw(bill)).to.be.revertedWithCustomError(
        registry,
        "BillWrongPair",
      );
      // What was released serves another bill.
      await accepted(desk, { documents });
      expect((await trade.subjectInfo(subject)).claimed).to.equal(FACE);
    });

    it("X-4 ends a drawn bill without touching what others claimed", async () => {
      const { trade } = desk.suite;
      const subject = await invoice(desk, desk.nanming, desk.qianling, FACE);
      const documents = [{ subject, amount: FACE }];
      const first = await accepted(desk, { documents });
      const second = await drawn(desk, { documents });
      await expect(issuance.connect(desk.qianling.signer).withdraw(second.bill))
        .to.emit(issuance, "BillWithdrawn")
        .withArgs(second.bill, desk.qianling.id, second.holding, BillStatus.Drawn);
      expect(await trade.claimOf(subject, issuance, first.bill)).to.equal(FACE);
    });

    it("reverts for all but the drawer, an accepted bill's acceptor and payee included", async () => {
      const { bill } = await accepted(desk);
      for (const actor of [desk.guanshan, desk.nanming]) {
        await expect(issuance.connect(actor.signer).withdraw(bill))
          .to.be.revertedWithCustomError(issuance, "BillNotDrawer")
          .withArgs(bill, actor.id, desk.qianling.id);
      }
    });

    it("is open to a suspended drawer and after maturity, not to a frozen one", async () => {
      const [first, second, third] = [await accepted(desk), await accepted(desk), await accepted(desk)];
      await suspend(desk, desk.qianling);
      await issuance.connect(desk.qianling.signer).withdraw(first.bill);
      await goTo("2026-08-01");
      await issuance.connect(desk.qianling.signer).withdraw(second.bill);
      await freeze(desk, desk.qianling);
      await expect(issuance.connect(desk.qianling.signer).withdraw(third.bill)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
    });
  });

  describe("setPeriods", () => {
    const LONGER = {
      tenorMonths: 12n,
      acceptanceDays: 10n,
      presentationDays: 40n,
      noticeDays: 5n,
      principalMonths: 36n,
      recourseMonths: 9n,
      againMonths: 4n,
    };
    const change = (periods: object) => order(desk, "setPeriods", [periods], issuance);

    it("holds for bills drawn from then on, never for those drawn before", async () => {
      const old = await drawn(desk);
      await expect(change(LONGER)).to.emit(issuance, "PeriodsSet").withArgs(1n, Object.values(LONGER));
      const now = await drawn(desk);
      const before = {
        tenorMonths: 6n,
        acceptanceDays: 3n,
        presentationDays: 10n,
        noticeDays: 3n,
        principalMonths: 24n,
        recourseMonths: 6n,
        againMonths: 3n,
      };
      expect(fields(await issuance.periodsOf(old.bill))).to.deep.equal(before);
      expect(fields(await issuance.periodsOf(now.bill))).to.deep.equal(LONGER);
      expect(fields(await issuance.currentPeriods())).to.deep.equal(LONGER);
      // 2026-01-08 and three days end on a Sunday; and ten days.
      await issuance.connect(desk.qianling.signer).presentForAcceptance(old.bill);
      await issuance.connect(desk.qianling.signer).presentForAcceptance(now.bill);
      expect((await registry.requestInfo(1)).lastDay).to.equal(day("2026-01-12"));
      expect((await registry.requestInfo(2)).lastDay).to.equal(day("2026-01-19"));
      await expect(draw({ maturity: "2027-01-08" })).to.emit(issuance, "BillDrawn");
      await expect(draw({ maturity: "2027-01-09" })).to.be.revertedWithCustomError(issuance, "BillMaturityOutOfRange");
    });

    it("reverts when a length is 0, and for everybody but an order", async () => {
      for (const key of Object.keys(LONGER)) {
        const call = { target: issuance, name: "setPeriods", args: [{ ...LONGER, [key]: 0n }] };
        const { qianling, guanshan, baiyunling, regulator } = desk;
        const council = [qianling, guanshan, baiyunling].map((actor) => [actor, "Council"] as const);
        await expect(
          carryOut(desk.suite, [call], [...council, [regulator, "Regulator"]]),
        ).to.be.revertedWithCustomError(issuance, "BillPeriodsInvalid");
      }
      for (const actor of [desk.qianling, desk.regulator, desk.court]) {
        await expect(issuance.connect(actor.signer).setPeriods(LONGER))
          .to.be.revertedWithCustomError(issuance, "AccessManagedUnauthorized")
          .withArgs(actor.wallet);
      }
    });
  });
});
