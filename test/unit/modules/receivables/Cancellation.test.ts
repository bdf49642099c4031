/** Cancellation (作废) of ReceivableIssuance: by the obligor and all holders, before any financing, in pages. */
import { expect } from "chai";
import { id } from "ethers";
import { day, fields, freeze, goTo, halt, order, suspend } from "../../../utils/bills.ts";
import { bound, stranger } from "../../../utils/orders.ts";
import {
  bankConfirmed,
  type Certificate,
  deliveredInvoice,
  DUE_DAY,
  FACE,
  fanned,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  preSigned,
  proposed,
  receivableDesk,
  type ReceivableDesk,
  RootStatus,
  transferred,
} from "../../../utils/receivables.ts";
import { financed } from "../../../utils/receivables-financing.ts";
import type { Actor } from "../../../utils/suite.ts";

const REASON = id("goods were sent back");
const NOTES = 64;

describe("ReceivableIssuance: cancellation", () => {
  let desk: ReceivableDesk;
  let issuance: ReceivableDesk["suite"]["receivableIssuance"];
  let registry: ReceivableDesk["suite"]["receivableRegistry"];
  let certificate: Certificate;
  /** The root's two notes: ¥7,500.00 with nanming, ¥2,500.00 with huaxi. */
  let mine: bigint;
  let theirs: bigint;

  beforeEach(async () => {
    desk = await receivableDesk();
    issuance = desk.suite.receivableIssuance;
    registry = desk.suite.receivableRegistry;
    certificate = await opened(desk);
    mine = certificate.note;
    theirs = await transferred(desk, mine, desk.nanming, desk.huaxi, FACE / 4n);
  });

  const propose = (by = desk.qianling, root = certificate.root, reason = REASON) =>
    issuance.connect(by.signer).proposeCancellation(root, reason);
  const takeBack = (by = desk.qianling) => issuance.connect(by.signer).withdrawCancellation(certificate.root);
  const agree = (by: Actor, note: bigint) => issuance.connect(by.signer).agreeToCancel(note);
  const disagree = (by: Actor, note: bigint) => issuance.connect(by.signer).withdrawAgreement(note);
  const cancel = (limit: number, root = certificate.root) => issuance.connect(desk.wudang.signer).cancel(root, limit);
  const statusOf = async (root = certificate.root) => (await registry.rootInfo(root)).status;
  const marksOf = (note: bigint) => registry.marksOf(note);
  const used = async () => (await issuance.facilityInfo(desk.facility)).used;
  const claimed = async (subject = certificate.documents[0]?.subject ?? "") =>
    (await desk.suite.trade.subjectInfo(subject)).claimed;
  const standing = async (root = certificate.root) => {
    const { proposed: stands, agreedUnits, cursor } = await issuance.cancellationOf(root);
    return { stands, agreedUnits, cursor };
  };
  /** Proposed, and agreed to by both holders. */
  const agreed = async () => {
    await propose();
    await agree(desk.huaxi, theirs);
    await agree(desk.nanming, mine);
  };
  const freezeNote = (note: bigint, holder: Actor) =>
    order(
      desk,
      "freeze",
      [note, id(`case on ${note}`), holder.id, FACE / 4n, Date.parse("2026-12-31T00:00:00+08:00") / 1000],
      desk.suite.receivableOrders,
    );
  /** Has the obligor pay a note early, at 3.6 %. */
  const paidEarly = async (note: bigint, holder: Actor, amount: bigint) => {
    const asking = desk.suite.receivableSettlement.connect(holder.signer);
    const { request } = await asking.requestEarlyPayment.staticCall(note, amount, 36_000n, 0);
    await asking.requestEarlyPayment(note, amount, 36_000n, 0);
    await desk.suite.receivableSettlement.connect(desk.qianling.signer).sign(request);
  };

  describe("proposeCancellation", () => {
    it("asks the holders, and changes nothing of their notes", async () => {
      await expect(propose())
        .to.emit(issuance, "CancellationProposed")
        .withArgs(certificate.root, desk.qianling.id, REASON);
      expect(await standing()).to.deep.equal({ stands: true, agreedUnits: 0n, cursor: 0n });
      expect(await statusOf()).to.equal(RootStatus.Open);
      await transferred(desk, mine, desk.nanming, desk.wudang, 5n);
    });

    it("reverts for anybody but the obligor, without a reason, and while one stands", async () => {
      for (const other of [desk.nanming, desk.guanshan]) {
        await expect(propose(other))
          .to.be.revertedWithCustomError(issuance, "ReceivableNotObligor")
          .withArgs(certificate.root, other.id, desk.qianling.id);
      }
      await expect(propose(desk.qianling, certificate.root, `0x${"0".repeat(64)}`))
        .to.be.revertedWithCustomError(issuance, "CancellationReasonMissing")
        .withArgs(certificate.root);
      await propose();
      await expect(propose())
        .to.be.revertedWithCustomError(issuance, "CancellationAlreadyProposed")
        .withArgs(certificate.root);
    });

    it("is for an open root before its due day", async () => {
      const { root } = await proposed(desk);
      await expect(propose(desk.qianling, root))
        .to.be.revertedWithCustomError(issuance, "RootWrongStatus")
        .withArgs(root, RootStatus.Proposed, RootStatus.Open);
      await expect(propose(desk.qianling, 99n)).to.be.revertedWithCustomError(registry, "RootUnknown");
      await goTo(DUE_DAY, "00:00:00");
      await expect(propose())
        .to.be.revertedWithCustomError(issuance, "RootDue")
        .withArgs(certificate.root, day(DUE_DAY));
    });
  });

  describe("agreeToCancel", () => {
    it("R-4: locks the note, so that it is not passed on; the others stay free", async () => {
      await propose();
      await expect(agree(desk.huaxi, theirs))
        .to.emit(issuance, "CancellationAgreed")
        .withArgs(certificate.root, theirs, desk.huaxi.id, FACE / 4n);
      expect(await marksOf(theirs)).to.equal(Marks.Agreed);
      await expect(transferred(desk, theirs, desk.huaxi, desk.wudang))
        .to.be.revertedWithCustomError(registry, "NoteNotFree")
        .withArgs(theirs, Marks.Agreed, day(DUE_DAY));
      await transferred(desk, mine, desk.nanming, desk.wudang, 5n);
      expect(await statusOf()).to.equal(RootStatus.Open);
    });

    it("with the last note the root is Cancelling: all holders, and the obligor by proposing", async () => {
      await propose();
      await agree(desk.huaxi, theirs);
      await expect(agree(desk.nanming, mine))
        .to.emit(issuance, "CancellationAgreed")
        .withArgs(certificate.root, mine, desk.nanming.id, FACE)
        .and.to.emit(registry, "RootStatusChanged")
        .withArgs(certificate.root, RootStatus.Open, RootStatus.Cancelling);
    });

    it("reverts for anybody but the holder, twice, and without a proposal", async () => {
      await expect(agree(desk.huaxi, theirs))
        .to.be.revertedWithCustomError(issuance, "CancellationNotProposed")
        .withArgs(certificate.root);
      await propose();
      await expect(agree(desk.nanming, theirs))
        .to.be.revertedWithCustomError(registry, "NoteNotHolder")
        .withArgs(theirs, desk.nanming.id, desk.huaxi.id);
      await agree(desk.huaxi, theirs);
      await expect(agree(desk.huaxi, theirs))
        .to.be.revertedWithCustomError(registry, "NoteNotFree")
        .withArgs(theirs, Marks.Agreed, day(DUE_DAY));
      await expect(agree(desk.huaxi, noteOf(certificate.root, 9))).to.be.revertedWithCustomError(
        registry,
        "NoteUnknown",
      );
    });

    it("R-4: reverts for a note that is not free, and from the due day on", async () => {
      await propose();
      await registry.connect(desk.huaxi.signer).transfer(theirs, FACE / 4n, desk.wudang.id, id("trade"), 0);
      await expect(agree(desk.huaxi, theirs))
        .to.be.revertedWithCustomError(registry, "NoteNotFree")
        .withArgs(theirs, Marks.Locked, day(DUE_DAY));
      await goTo(DUE_DAY, "00:00:00");
      await expect(agree(desk.nanming, mine)).to.be.revertedWithCustomError(issuance, "RootDue");
    });

    it("moves what the note is worth: an account's ceiling is held against it", async () => {
      await propose();
      const clerk = stranger("a clerk of huaxi's");
      await bound(desk, desk.huaxi, clerk, { ceiling: FACE / 4n - 1n });
      await expect(issuance.connect(clerk).agreeToCancel.staticCall(theirs)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "AccountCeilingExceeded",
      );
    });
  });

  describe("taking it back", () => {
    it("a holder withdraws its agreement while not all have agreed; its note is free again", async () => {
      await propose();
      await agree(desk.huaxi, theirs);
      await expect(disagree(desk.huaxi, theirs))
        .to.emit(issuance, "CancellationAgreementWithdrawn")
        .withArgs(certificate.root, theirs, desk.huaxi.id, 0n);
      expect(await marksOf(theirs)).to.equal(Marks.None);
      await agree(desk.nanming, mine);
      expect(await statusOf()).to.equal(RootStatus.Open);
      expect((await standing()).agreedUnits).to.equal((FACE * 3n) / 4n);
    });

    it("reverts for another's note, for one that has not agreed, and once all have", async () => {
      await propose();
      await agree(desk.huaxi, theirs);
      await expect(disagree(desk.nanming, theirs)).to.be.revertedWithCustomError(issuance, "NoteNotHolder");
      await expect(disagree(desk.nanming, mine))
        .to.be.revertedWithCustomError(issuance, "CancellationNotAgreed")
        .withArgs(mine);
      await agree(desk.nanming, mine);
      await expect(disagree(desk.nanming, mine))
        .to.be.revertedWithCustomError(issuance, "RootWrongStatus")
        .withArgs(certificate.root, RootStatus.Cancelling, RootStatus.Open);
      await expect(takeBack()).to.be.revertedWithCustomError(issuance, "RootWrongStatus");
    });

    it("the obligor takes its proposal back; notes that had agreed are free once their holders say so", async () => {
      await propose();
      await agree(desk.huaxi, theirs);
      await expect(takeBack(desk.nanming)).to.be.revertedWithCustomError(issuance, "ReceivableNotObligor");
      await expect(takeBack()).to.emit(issuance, "CancellationWithdrawn").withArgs(certificate.root, desk.qianling.id);
      await expect(takeBack()).to.be.revertedWithCustomError(issuance, "CancellationNotProposed");
      await expect(agree(desk.nanming, mine)).to.be.revertedWithCustomError(issuance, "CancellationNotProposed");
      expect(await marksOf(theirs)).to.equal(Marks.Agreed);
      await disagree(desk.huaxi, theirs);
      expect(await marksOf(theirs)).to.equal(Marks.None);
    });

    it("an agreement counts for the proposal that it was given to, not for one that follows", async () => {
      await propose();
      await agree(desk.huaxi, theirs);
      await takeBack();
      await propose(desk.qianling, certificate.root, id("another reason"));
      await agree(desk.nanming, mine);
      expect(await statusOf()).to.equal(RootStatus.Open);
      expect((await standing()).agreedUnits).to.equal((FACE * 3n) / 4n);
      await disagree(desk.huaxi, theirs);
      expect((await standing()).agreedUnits).to.equal((FACE * 3n) / 4n);
      await agree(desk.huaxi, theirs);
      expect(await statusOf()).to.equal(RootStatus.Cancelling);
    });

    it("past the due day an agreement is taken back as before", async () => {
      await propose();
      await agree(desk.huaxi, theirs);
      await goTo(DUE_DAY, "09:00:00");
      await disagree(desk.huaxi, theirs);
      expect(await marksOf(theirs)).to.equal(Marks.None);
    });
  });

  describe("before any financing", () => {
    it("reverts once a note was financed, also when it was proposed and agreed to before", async () => {
      const other = await opened(desk);
      await propose();
      await agree(desk.huaxi, theirs);
      await financed(desk, mine, desk.nanming, desk.guanshan);
      await expect(agree(desk.nanming, mine))
        .to.be.revertedWithCustomError(issuance, "CancellationAfterFinancing")
        .withArgs(certificate.root);
      await takeBack();
      await expect(propose())
        .to.be.revertedWithCustomError(issuance, "CancellationAfterFinancing")
        .withArgs(certificate.root);
      await disagree(desk.huaxi, theirs);
      await propose(desk.qianling, other.root);
    });
  });

  describe("cancel", () => {
    it("R-2: closes notes in pages that are carried on by anyone, and frees documents and facility with the last", async () => {
      const { root, note, documents } = await opened(desk, { face: 640_000n });
      const { nanming, huaxi, wudang } = desk;
      const ids = [note, ...(await fanned(desk, note, nanming, huaxi, NOTES))];
      expect(ids).to.have.length(NOTES);
      await propose(desk.qianling, root);
      for (const id_ of ids) await agree(id_ === note ? nanming : huaxi, id_);
      const before = await used();
      let cancelled = 0n;
      for (const [limit, done] of [
        [1, false],
        [30, false],
        [0, false],
        [32, false],
        [100, true],
      ] as const) {
        expect(await issuance.connect(wudang.signer).cancel.staticCall(root, limit)).to.equal(done);
        await cancel(limit, root);
        cancelled += 10_000n * BigInt(done ? 1 : limit);
        const info = await registry.rootInfo(root);
        expect([info.cancelled, info.status]).to.deep.equal([
          cancelled,
          done ? RootStatus.Cancelled : RootStatus.Cancelling,
        ]);
        expect((await standing(root)).cursor).to.equal(done ? 65n : cancelled / 10_000n + 1n);
        expect(await used()).to.equal(done ? before - 640_000n : before);
        expect(await claimed(documents[0]?.subject)).to.equal(done ? 0n : 640_000n);
      }
      const notes = await registry.notesOf(root, 1, NOTES);
      expect(new Set(notes.map(({ status }) => status))).to.deep.equal(new Set([NoteStatus.Cancelled]));
      await expect(cancel(1, root))
        .to.be.revertedWithCustomError(issuance, "RootWrongStatus")
        .withArgs(root, RootStatus.Cancelled, RootStatus.Cancelling);
      expect(await registry.openItems()).to.equal(1n);
    });

    it("X-4: only then do the documents stand behind something else", async () => {
      const { documents } = certificate;
      await agreed();
      await cancel(1);
      await expect(proposed(desk, { documents })).to.be.revertedWithCustomError(
        desk.suite.trade,
        "TradeClaimExceedsFace",
      );
      await cancel(1);
      await opened(desk, { documents });
    });

    it("says what became of notes, root, documents and facility", async () => {
      await agreed();
      await expect(cancel(10))
        .to.emit(registry, "NoteClosed")
        .withArgs(mine, desk.nanming.id, NoteStatus.Cancelled, (FACE * 3n) / 4n)
        .and.to.emit(registry, "RootStatusChanged")
        .withArgs(certificate.root, RootStatus.Cancelling, RootStatus.Cancelled)
        .and.to.emit(issuance, "FacilityChanged")
        .withArgs(desk.facility, 100_000_000_000n, 0n, day("2026-12-31"), false)
        .and.to.emit(desk.suite.trade, "SubjectReleased");
    });

    it("passes over notes that were merged", async () => {
      const first = await transferred(desk, mine, desk.nanming, desk.huaxi, 5n);
      await registry.connect(desk.huaxi.signer).merge(theirs, first);
      await agreed();
      await cancel(3);
      expect(await statusOf()).to.equal(RootStatus.Cancelled);
      expect((await registry.noteInfo(first)).status).to.equal(NoteStatus.Merged);
    });

    it("reverts while somebody has not agreed, for a root that was never proposed to be, and one that is unknown", async () => {
      await expect(cancel(1))
        .to.be.revertedWithCustomError(issuance, "RootWrongStatus")
        .withArgs(certificate.root, RootStatus.Open, RootStatus.Cancelling);
      await propose();
      await agree(desk.huaxi, theirs);
      await expect(cancel(1)).to.be.revertedWithCustomError(issuance, "RootWrongStatus");
      await expect(cancel(1, 99n)).to.be.revertedWithCustomError(registry, "RootUnknown");
    });

    it("goes on after the due day, and with the obligor frozen, the module halted or a holder suspended", async () => {
      await agreed();
      await cancel(1);
      await goTo(DUE_DAY, "00:00:00");
      await freeze(desk, desk.qianling);
      await suspend(desk, desk.huaxi);
      await halt(desk, "receivables");
      await cancel(1);
      expect(await statusOf()).to.equal(RootStatus.Cancelled);
      expect(await claimed()).to.equal(0n);
    });

    it("frees the confirming bank too, which keeps its fee", async () => {
      const { root, note } = await bankConfirmed(desk, {}, desk.baiyunling, 500n);
      const before = await desk.suite.money.balanceOf(desk.baiyunling.wallet);
      await propose(desk.qianling, root);
      await agree(desk.nanming, note);
      await cancel(1, root);
      expect(await statusOf(root)).to.equal(RootStatus.Cancelled);
      expect(await desk.suite.money.balanceOf(desk.baiyunling.wallet)).to.equal(before);
    });

    it("nobody is paid on a root that is Cancelling", async () => {
      await agreed();
      await goTo(DUE_DAY, "09:00:00");
      const settlement = desk.suite.receivableSettlement.connect(desk.qianling.signer);
      await expect(settlement.settle(certificate.root, 10))
        .to.be.revertedWithCustomError(registry, "RootWrongStatus")
        .withArgs(certificate.root, RootStatus.Cancelling, RootStatus.Open);
    });
  });

  describe("after early payment of some notes", () => {
    it("R-2, R-3: only what is cancelled is released, of each document; what was paid stays consumed", async () => {
      const { qianling, nanming, huaxi } = desk;
      const subjects: string[] = [];
      for (const face of [600n, 300n, 100n]) subjects.push(await deliveredInvoice(desk, nanming, qianling, face));
      const documents = [600n, 300n, 100n].map((amount, index) => ({ subject: subjects[index] ?? "", amount }));
      const { root, note } = await opened(desk, { face: 1_000n, documents });
      const before = await used();
      const part = await transferred(desk, note, nanming, huaxi, 700n);
      await paidEarly(part, huaxi, 700n);
      expect(await used()).to.equal(before - 700n);

      await propose(qianling, root);
      await agree(nanming, note);
      await cancel(10, root);
      const { paid, cancelled, status } = await registry.rootInfo(root);
      expect([paid, cancelled, status]).to.deep.equal([700n, 300n, RootStatus.Cancelled]);
      expect(await used()).to.equal(before - 1_000n);
      expect(await Promise.all(subjects.map(claimed))).to.deep.equal([600n, 100n, 0n]);
      await opened(desk, {
        face: 300n,
        documents: [
          { subject: subjects[1] ?? "", amount: 200n },
          { subject: subjects[2] ?? "", amount: 100n },
        ],
      });
    });

    it("is complete when the only note that had not agreed is paid early instead", async () => {
      await propose();
      await agree(desk.nanming, mine);
      await paidEarly(theirs, desk.huaxi, FACE / 4n);
      expect(await statusOf()).to.equal(RootStatus.Open);
      await expect(cancel(10))
        .to.emit(registry, "RootStatusChanged")
        .withArgs(certificate.root, RootStatus.Open, RootStatus.Cancelling);
      expect(await statusOf()).to.equal(RootStatus.Cancelled);
      expect(await claimed()).to.equal(FACE / 4n);
    });

    it("is not complete any more when the due day has come, or the obligor has taken its proposal back", async () => {
      await propose();
      await agree(desk.nanming, mine);
      await paidEarly(theirs, desk.huaxi, FACE / 4n);
      await takeBack();
      await expect(cancel(10)).to.be.revertedWithCustomError(issuance, "RootWrongStatus");
      await disagree(desk.nanming, mine);
      const tiny = await transferred(desk, mine, desk.nanming, desk.huaxi, 5n);
      await propose();
      await agree(desk.nanming, mine);
      await paidEarly(tiny, desk.huaxi, 5n);
      await goTo(DUE_DAY, "00:00:00");
      await expect(cancel(10))
        .to.be.revertedWithCustomError(issuance, "RootWrongStatus")
        .withArgs(certificate.root, RootStatus.Open, RootStatus.Cancelling);
    });
  });

  describe("orders", () => {
    it("an order on a note overrules what was agreed: proposed anew, it needs everybody's agreement again", async () => {
      await propose();
      await agree(desk.huaxi, theirs);
      await freezeNote(theirs, desk.huaxi);
      await expect(agree(desk.nanming, mine))
        .to.be.revertedWithCustomError(issuance, "CancellationOverruled")
        .withArgs(certificate.root);
      expect(await marksOf(theirs)).to.equal(Marks.Frozen);
      await takeBack();
      await propose();
      await agree(desk.nanming, mine);
      expect(await statusOf()).to.equal(RootStatus.Open);
      await expect(agree(desk.huaxi, theirs))
        .to.be.revertedWithCustomError(registry, "NoteNotFree")
        .withArgs(theirs, Marks.Frozen, day(DUE_DAY));
      await order(desk, "unfreeze", [theirs, id(`case on ${theirs}`)], desk.suite.receivableOrders);
      await agree(desk.huaxi, theirs);
      expect(await statusOf()).to.equal(RootStatus.Cancelling);
    });

    it("an order before the last note is paid early keeps the agreement from being completed", async () => {
      await propose();
      await agree(desk.nanming, mine);
      await freezeNote(mine, desk.nanming);
      await paidEarly(theirs, desk.huaxi, FACE / 4n);
      await expect(cancel(10)).to.be.revertedWithCustomError(issuance, "RootWrongStatus");
    });

    it("an order comes too late once all have agreed", async () => {
      await agreed();
      await expect(freezeNote(theirs, desk.huaxi))
        .to.be.revertedWithCustomError(registry, "RootWrongStatus")
        .withArgs(certificate.root, RootStatus.Cancelling, RootStatus.Open);
      await cancel(10);
      expect(await statusOf()).to.equal(RootStatus.Cancelled);
    });

    it("who was given a note by order agrees for itself", async () => {
      const { huaxi, wudang, nanming } = desk;
      await propose();
      await agree(huaxi, theirs);
      await order(
        desk,
        "transferByOrder",
        [theirs, `0x${"0".repeat(64)}`, huaxi.id, wudang.id],
        desk.suite.receivableOrders,
      );
      await takeBack();
      await propose();
      await agree(nanming, mine);
      expect(await statusOf()).to.equal(RootStatus.Open);
      await agree(wudang, theirs);
      expect(await statusOf()).to.equal(RootStatus.Cancelling);
    });
  });

  it("leaves other roots of the same parties alone", async () => {
    const other = await opened(desk);
    const before = fields(await registry.rootInfo(other.root));
    await preSigned(desk, desk.huaxi, desk.nanming);
    await agreed();
    await cancel(10);
    expect(fields(await registry.rootInfo(other.root))).to.deep.equal(before);
    expect(await used()).to.equal(FACE);
  });
});
