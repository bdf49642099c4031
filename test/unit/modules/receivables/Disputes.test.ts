/** ReceivableDisputes: disputes over notes, and the assignments that compete with their holders. Ladder.test.ts has the ladder itself. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { Scopes } from "../../../../deploy/data/terms.ts";
import type {
  ReceivableDisputes,
  ReceivableFinancing,
  ReceivableIssuance,
  ReceivableRegistry,
  ReceivableSecurity,
  ReceivableSettlement,
} from "../../../../types/index.js";
import { day, fields, freeze, goTo, halt, order, suspend } from "../../../utils/bills.ts";
import { accepted, quoted } from "../../../utils/market.ts";
import { bound, now } from "../../../utils/orders.ts";
import {
  bankConfirmed,
  DUE_DAY,
  FACE,
  Marks,
  NoteStatus,
  opened,
  proposed,
  REASON,
  type ReceivableDesk,
  receivableDesk,
  RootStatus,
  TRADE,
  transferAsked,
  transferred,
} from "../../../utils/receivables.ts";
import { financed, offered, REGISTRATION } from "../../../utils/receivables-financing.ts";
import {
  admitted,
  asPart,
  type Assignment,
  DEBT_DUE,
  entered,
  EntryStatus,
  EVIDENCE,
  forced,
  frozen,
  pledged,
  PROOF,
  RESOLUTION,
  ruled,
  unfrozen,
} from "../../../utils/receivables-rights.ts";
import { type Actor, carryOut, ethers, networkHelpers } from "../../../utils/suite.ts";

const OTHER = REASON;
/** The first second of the day on which the tests' roots are opened. */
const OPENING = BigInt(Date.parse("2026-01-05T00:00:00+08:00") / 1_000);

describe("ReceivableDisputes", () => {
  let desk: ReceivableDesk;
  let disputes: ReceivableDisputes;
  let registry: ReceivableRegistry;
  let settlement: ReceivableSettlement;
  let financing: ReceivableFinancing;
  let security: ReceivableSecurity;
  let issuance: ReceivableIssuance;
  let money: ReceivableDesk["suite"]["money"];
  let participants: ReceivableDesk["suite"]["participants"];
  let qianling: Actor, nanming: Actor, huaxi: Actor, wudang: Actor;
  let guanshan: Actor, baiyunling: Actor, financeCompany: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    const { suite } = desk;
    ({ receivableDisputes: disputes, receivableRegistry: registry, receivableSettlement: settlement } = suite);
    ({ receivableFinancing: financing, receivableSecurity: security, receivableIssuance: issuance } = suite);
    ({ money, participants } = suite);
    ({ qianling, nanming, huaxi, wudang, guanshan, baiyunling, financeCompany } = desk);
  });

  const dispute = (note: bigint, by: Actor, evidence = EVIDENCE) => disputes.connect(by.signer).dispute(note, evidence);
  const resolve = (note: bigint, by: Actor, resolution = RESOLUTION) =>
    disputes.connect(by.signer).resolve(note, resolution);
  const admit = (note: bigint, by: Actor, entry = 1n) => disputes.connect(by.signer).admit(note, entry);
  const withdraw = (note: bigint, by: Actor, entry = 1n) => disputes.connect(by.signer).withdraw(note, entry);
  const settle = (root: bigint, by = qianling) => settlement.connect(by.signer).settle(root, 50);
  const settlePartly = (root: bigint, to: bigint) => settlement.connect(qianling.signer).settlePartly(root, to, 50);
  const marksOf = async (note: bigint) => (await registry.noteInfo(note)).marks;
  const disputeOf = async (note: bigint) => {
    const { raised, resolution } = await disputes.disputeOf(note);
    return { ...fields(raised), resolution };
  };
  const entryOf = async (note: bigint, entry = 1n) => fields((await disputes.entriesOf(note, entry, 1n))[0] ?? {});
  const ladder = async (note: bigint, amount: bigint) =>
    (await disputes.ladder(note, amount)).map(({ to, amount, entry }) => [to, amount, entry]);
  const isNotFree = (attempt: Promise<unknown>, note: bigint, marks: bigint) =>
    expect(attempt).to.be.revertedWithCustomError(registry, "NoteNotFree").withArgs(note, marks, day(DUE_DAY));

  /** What each has more after an act than before. */
  async function gains(act: () => Promise<unknown>, ...actors: Actor[]): Promise<bigint[]> {
    const balances = () => Promise.all(actors.map(({ wallet }) => money.balanceOf(wallet)));
    const before = await balances();
    await act();
    return (await balances()).map((balance, index) => balance - (before[index] ?? 0n));
  }

  /** A key that acts for a participant up to a ceiling. */
  async function operatorOf(owner: Actor, ceiling: bigint) {
    const [operator] = await ethers.getSigners();
    if (operator === undefined) throw new Error("The network has no accounts.");
    await bound(desk, owner, operator, { scopes: Scopes.ACTS, ceiling });
    return operator;
  }

  describe("dispute", () => {
    for (const [by, against] of [
      ["nanming", "qianling"],
      ["qianling", "nanming"],
      ["guanshan", "nanming"],
    ] as const) {
      it(`marks a note for ${by}, against ${against}`, async () => {
        const { note } = await bankConfirmed(desk, {}, guanshan);
        await expect(dispute(note, desk[by]))
          .to.emit(disputes, "NoteDisputed")
          .withArgs(note, desk[by].id, desk[against].id, EVIDENCE)
          .and.to.emit(registry, "NoteMarked")
          .withArgs(note, nanming.id, Marks.Disputed);
        expect(await disputeOf(note)).to.deep.equal({
          raisedBy: desk[by].id,
          against: desk[against].id,
          agreedBy: 0n,
          open: true,
          resolution: ZeroHash,
        });
      });
    }

    it("reverts for all others: a former holder, a pledgee, a bank that has confirmed nothing", async () => {
      const { note } = await opened(desk);
      await transferred(desk, note, nanming, huaxi);
      await pledged(desk, note, huaxi, baiyunling);
      for (const actor of [nanming, baiyunling, guanshan, desk.court]) {
        await expect(dispute(note, actor))
          .to.be.revertedWithCustomError(disputes, "DisputeNotParty")
          .withArgs(note, actor.id);
      }
    });

    it("reverts without evidence, a second time, and for what is not live", async () => {
      const { root, note } = await opened(desk);
      await expect(dispute(note, nanming, ZeroHash))
        .to.be.revertedWithCustomError(disputes, "DisputeDigestMissing")
        .withArgs(note);
      await dispute(note, qianling);
      for (const actor of [qianling, nanming]) {
        await expect(dispute(note, actor))
          .to.be.revertedWithCustomError(disputes, "DisputeOpen")
          .withArgs(note, qianling.id);
      }
      const { note: absent } = await proposed(desk);
      await expect(dispute(absent, qianling)).to.be.revertedWithCustomError(registry, "NoteUnknown").withArgs(absent);
      await goTo(DUE_DAY);
      await settle(root);
      await expect(dispute(note, qianling))
        .to.be.revertedWithCustomError(registry, "NoteNotLive")
        .withArgs(note, NoteStatus.Paid);
    });

    it("K-12 goes on while a party is frozen or suspended, and the module is halted", async () => {
      const [one, other] = [await opened(desk), await opened(desk)];
      await freeze(desk, nanming);
      await halt(desk, "receivables");
      await dispute(one.note, nanming);
      await suspend(desk, nanming);
      await dispute(other.note, nanming);
    });

    it("R-4, X-5: the note is not passed on, pledged, offered, merged, paid early or cancelled until it is resolved", async () => {
      const { root, note } = await opened(desk);
      const next = (await transferAsked(desk, note, nanming, huaxi, 1n)).part;
      await dispute(note, qianling);
      await issuance.connect(qianling.signer).proposeCancellation(root, REASON);
      const debt = [baiyunling.id, 1n, day(DEBT_DUE), 0] as const;
      for (const act of [
        () => registry.connect(nanming.signer).transfer(note, 1n, huaxi.id, TRADE, 0),
        () => security.connect(nanming.signer).pledge(note, 1n, ...debt),
        () => offered(desk, nanming, [{ title: note, amount: 1n }]),
        () => settlement.connect(nanming.signer).requestEarlyPayment(note, 1n, 10_000n, 0),
        () => issuance.connect(nanming.signer).agreeToCancel(note),
      ]) {
        await isNotFree(act(), note, Marks.Disputed);
      }
      await registry.connect(nanming.signer).withdrawRequest(2n);
      await isNotFree(registry.connect(nanming.signer).merge(next, note), note, Marks.Disputed);
    });

    it("R-4: neither what was asked nor what was offered before is carried out", async () => {
      const [asked, sold] = [await opened(desk), await opened(desk)];
      const { request } = await transferAsked(desk, asked.note, nanming, huaxi);
      const quote = await quoted(desk, baiyunling, await offered(desk, nanming, [{ title: sold.note, amount: FACE }]));
      for (const { note } of [asked, sold]) await dispute(note, qianling);
      await isNotFree(registry.connect(huaxi.signer).sign(request), asked.note, Marks.Disputed);
      await isNotFree(accepted(desk, nanming, quote), sold.note, Marks.Disputed);
    });

    it("R-10: stops no payment, whole or in part, and costs nothing", async () => {
      const { root, note } = await opened(desk);
      await dispute(note, qianling);
      await goTo(DUE_DAY);
      expect(await gains(() => settlePartly(root, 400_000n), nanming)).to.deep.equal([400_000n]);
      expect(await gains(() => settle(root), nanming)).to.deep.equal([600_000n]);
      expect((await registry.noteInfo(note)).status).to.equal(NoteStatus.Paid);
    });
  });

  describe("resolve", () => {
    it("ends with the agreement of both to the same; the note is free, and may be disputed again", async () => {
      const { note } = await opened(desk);
      await dispute(note, qianling);
      await expect(resolve(note, nanming))
        .to.emit(disputes, "DisputeAgreed")
        .withArgs(note, nanming.id, RESOLUTION)
        .and.not.to.emit(disputes, "DisputeResolved");
      expect(await disputeOf(note)).to.include({ agreedBy: nanming.id, open: true, resolution: RESOLUTION });
      await expect(resolve(note, qianling))
        .to.emit(disputes, "DisputeAgreed")
        .withArgs(note, qianling.id, RESOLUTION)
        .and.to.emit(disputes, "DisputeResolved")
        .withArgs(note, RESOLUTION, false)
        .and.to.emit(registry, "NoteMarked")
        .withArgs(note, nanming.id, Marks.None);
      await expect(resolve(note, qianling)).to.be.revertedWithCustomError(disputes, "DisputeMissing").withArgs(note);
      await transferred(desk, note, nanming, huaxi);
      await dispute(note, huaxi);
      // What was agreed before is no answer to it.
      expect(await disputeOf(note)).to.include({ agreedBy: 0n, resolution: ZeroHash });
      await expect(resolve(note, qianling)).not.to.emit(disputes, "DisputeResolved");
    });

    it("a side may change its mind until the other agrees, and the other agrees to what stands or not at all", async () => {
      const { note } = await opened(desk);
      await dispute(note, nanming);
      await resolve(note, nanming);
      await expect(resolve(note, nanming))
        .to.be.revertedWithCustomError(disputes, "DisputeAlreadyAgreed")
        .withArgs(note, nanming.id);
      await expect(resolve(note, qianling, OTHER))
        .to.be.revertedWithCustomError(disputes, "DisputeResolutionDiffers")
        .withArgs(note, RESOLUTION, OTHER);
      await resolve(note, nanming, OTHER);
      await expect(resolve(note, qianling)).to.be.revertedWithCustomError(disputes, "DisputeResolutionDiffers");
      await expect(resolve(note, qianling, OTHER))
        .to.emit(disputes, "DisputeResolved")
        .withArgs(note, OTHER, false);
    });

    it("reverts where nothing is disputed, without a digest, and for who is no side of it", async () => {
      const { note } = await bankConfirmed(desk, {}, guanshan);
      await expect(resolve(note, nanming)).to.be.revertedWithCustomError(disputes, "DisputeMissing").withArgs(note);
      await dispute(note, qianling);
      await expect(resolve(note, nanming, ZeroHash))
        .to.be.revertedWithCustomError(disputes, "DisputeDigestMissing")
        .withArgs(note);
      // The confirming bank is a party of the root, and none of this dispute.
      for (const actor of [guanshan, huaxi]) {
        await expect(resolve(note, actor))
          .to.be.revertedWithCustomError(disputes, "DisputeNotParty")
          .withArgs(note, actor.id);
      }
    });

    it("between holder and confirming bank the obligor has no say", async () => {
      const { note } = await bankConfirmed(desk, {}, guanshan);
      await dispute(note, guanshan);
      await expect(resolve(note, qianling)).to.be.revertedWithCustomError(disputes, "DisputeNotParty");
      await resolve(note, nanming);
      await expect(resolve(note, guanshan)).to.emit(disputes, "DisputeResolved");
    });

    it("R-10: outlasts payment, and can be resolved after it", async () => {
      const { root, note } = await opened(desk);
      await dispute(note, qianling);
      await goTo(DUE_DAY);
      await settle(root);
      await resolve(note, qianling);
      await expect(resolve(note, nanming))
        .to.emit(disputes, "DisputeResolved")
        .withArgs(note, RESOLUTION, false)
        .and.not.to.emit(registry, "NoteMarked");
    });

    it("K-12 goes on while both are frozen and suspended, and the module is halted", async () => {
      const { note } = await opened(desk);
      await dispute(note, qianling);
      for (const actor of [qianling, nanming]) await freeze(desk, actor);
      await suspend(desk, nanming);
      await halt(desk, "receivables");
      await resolve(note, nanming);
      await resolve(note, qianling);
    });

    it("is the holder's as it is now: a pledgee's that has realised", async () => {
      const { note } = await opened(desk);
      await pledged(desk, note, nanming, baiyunling);
      await dispute(note, nanming);
      await resolve(note, nanming);
      await goTo(DEBT_DUE);
      await security.connect(baiyunling.signer).realise(note);
      await expect(resolve(note, nanming)).to.be.revertedWithCustomError(disputes, "DisputeNotParty");
      await expect(resolve(note, qianling)).not.to.emit(disputes, "DisputeResolved");
      await expect(resolve(note, baiyunling)).to.emit(disputes, "DisputeResolved");
      expect(await marksOf(note)).to.equal(Marks.Pledged);
    });

    for (const before of [false, true]) {
      it(`a bank that has paid its holder is both sides, and ends it alone${before ? ", whatever it has agreed to before" : ""}`, async () => {
        const { root, note } = await bankConfirmed(desk, {}, guanshan);
        await dispute(note, guanshan);
        if (before) await resolve(note, guanshan);
        await goTo("2026-07-01");
        await settle(root, guanshan);
        expect((await registry.noteInfo(note)).holder).to.equal(guanshan.id);
        await expect(resolve(note, guanshan)).to.emit(disputes, "DisputeResolved").withArgs(note, RESOLUTION, false);
      });
    }

    it("a confirming bank that holds the note disputes it with the obligor, as a holder", async () => {
      const { note } = await bankConfirmed(desk, {}, guanshan);
      await forced(desk, note, guanshan);
      await dispute(note, guanshan);
      expect(await disputeOf(note)).to.include({ raisedBy: guanshan.id, against: qianling.id });
      await resolve(note, guanshan);
      await expect(resolve(note, qianling)).to.emit(disputes, "DisputeResolved");
    });
  });

  describe("resolveByOrder", () => {
    it("ends a dispute by a court's order, also after payment", async () => {
      const [live, paid] = [await opened(desk), await opened(desk)];
      for (const { note } of [live, paid]) await dispute(note, qianling);
      await expect(ruled(desk, "resolveByOrder", live.note, RESOLUTION))
        .to.emit(disputes, "DisputeResolved")
        .withArgs(live.note, RESOLUTION, true);
      expect(await marksOf(live.note)).to.equal(Marks.None);
      await goTo(DUE_DAY);
      await settle(paid.root);
      await ruled(desk, "resolveByOrder", paid.note, RESOLUTION);
      expect(await disputeOf(paid.note)).to.include({ open: false });
    });

    it("reverts where nothing is disputed, and without a digest", async () => {
      const { note } = await opened(desk);
      await expect(ruled(desk, "resolveByOrder", note, RESOLUTION))
        .to.be.revertedWithCustomError(disputes, "DisputeMissing")
        .withArgs(note);
      await dispute(note, qianling);
      await expect(ruled(desk, "resolveByOrder", note, ZeroHash))
        .to.be.revertedWithCustomError(disputes, "DisputeDigestMissing")
        .withArgs(note);
    });

    it("X-86, K-3: takes a court; a regulator alone, or anybody without the Docket, resolves, admits and dismisses nothing", async () => {
      const { note } = await opened(desk);
      await dispute(note, qianling);
      await entered(desk, note, baiyunling);
      for (const [name, args] of [
        ["resolveByOrder", [note, RESOLUTION]],
        ["admitByOrder", [note, 1n]],
        ["dismissByOrder", [note, 1n]],
      ] as const) {
        const calls = [{ target: disputes, name, args: [...args] }];
        await expect(carryOut(desk.suite, calls, [[desk.regulator, "Regulator"]]), name).to.be.revertedWithCustomError(
          desk.suite.docket,
          "DocketApprovalsShort",
        );
      }
      for (const { signer, wallet } of [desk.court, desk.regulator, qianling]) {
        const mine = disputes.connect(signer);
        for (const act of [
          () => mine.resolveByOrder(note, RESOLUTION),
          () => mine.admitByOrder(note, 1n),
          () => mine.dismissByOrder(note, 1n),
        ]) {
          await expect(act()).to.be.revertedWithCustomError(disputes, "AccessManagedUnauthorized").withArgs(wallet);
        }
      }
    });
  });

  describe("enter", () => {
    const enter = (note: bigint, by: Actor, change: Assignment = {}) =>
      disputes
        .connect(by.signer)
        .enter(note, change.amount ?? FACE, change.registeredAt ?? 0n, change.notifiedAt ?? 0n, change.proof ?? PROOF);

    it("R-6: records what a bank or a finance company claims, and binds nobody", async () => {
      const { root, note } = await opened(desk);
      const at = await now();
      await expect(enter(note, baiyunling, { amount: 300_000n, registeredAt: at, notifiedAt: 5n }))
        .to.emit(disputes, "AssignmentEntered")
        .withArgs(note, baiyunling.id, 1n, 300_000n, at, 5n, PROOF)
        .and.not.to.emit(registry, "NoteMarked");
      await enter(note, financeCompany, { registeredAt: 1n });
      expect(await entryOf(note)).to.deep.equal({
        claimant: baiyunling.id,
        amount: 300_000n,
        paid: 0n,
        registeredAt: at,
        notifiedAt: 5n,
        status: EntryStatus.Entered,
        proof: PROOF,
      });
      await transferred(desk, note, nanming, huaxi);
      expect(await ladder(note, FACE)).to.deep.equal([[huaxi.id, FACE, 0n]]);
      await goTo(DUE_DAY);
      expect(await gains(() => settle(root), huaxi, baiyunling, financeCompany)).to.deep.equal([FACE, 0n, 0n]);
    });

    it("reverts for who is no bank or finance company, and for who holds the note or owes it", async () => {
      const { note } = await opened(desk);
      await expect(enter(note, huaxi))
        .to.be.revertedWithCustomError(disputes, "AssignmentClaimantUnqualified")
        .withArgs(note, huaxi.id);
      await financed(desk, note, nanming, baiyunling);
      for (const actor of [qianling, baiyunling]) {
        await expect(enter(note, actor))
          .to.be.revertedWithCustomError(disputes, "AssignmentClaimantIsParty")
          .withArgs(note, actor.id);
      }
    });

    it("reverts for no amount, one above the note's, a time to come, and without a proof", async () => {
      const { note } = await opened(desk);
      for (const amount of [0n, FACE + 1n]) {
        await expect(enter(note, baiyunling, { amount }))
          .to.be.revertedWithCustomError(disputes, "AssignmentAmountOutOfRange")
          .withArgs(note, amount, FACE);
      }
      const latest = (await now()) + 10n;
      for (const which of ["registeredAt", "notifiedAt"] as const) {
        await networkHelpers.time.setNextBlockTimestamp(latest + (which === "notifiedAt" ? 1n : 0n));
        const second = latest + (which === "notifiedAt" ? 1n : 0n);
        await expect(enter(note, baiyunling, { [which]: second + 1n }))
          .to.be.revertedWithCustomError(disputes, "AssignmentTimeOutOfRange")
          .withArgs(note, second + 1n, second);
      }
      await expect(enter(note, baiyunling, { proof: ZeroHash }))
        .to.be.revertedWithCustomError(disputes, "AssignmentProofMissing")
        .withArgs(note);
    });

    it("reverts for what is not live", async () => {
      const { root, note } = await opened(desk);
      await goTo(DUE_DAY);
      await settle(root);
      await expect(enter(note, baiyunling))
        .to.be.revertedWithCustomError(registry, "NoteNotLive")
        .withArgs(note, NoteStatus.Paid);
    });

    it("K-12 goes on while the claimant is frozen and suspended, and the module is halted", async () => {
      const { note } = await opened(desk);
      await freeze(desk, baiyunling);
      await suspend(desk, baiyunling);
      await halt(desk, "receivables");
      await enter(note, baiyunling);
    });

    it("X-106: any number of entries that nobody admits keep out no other, and cost a payment nothing", async () => {
      const { root, note } = await opened(desk);
      for (let count = 0; count < 20; ++count) await enter(note, baiyunling, { amount: 1n });
      expect(await disputes.entriesOf(note, 1, 100)).to.have.lengthOf(20);
      expect(await disputes.entriesOf(note, 20, 100)).to.have.lengthOf(1);
      for (const start of [0n, 21n]) expect(await disputes.entriesOf(note, start, 100)).to.have.lengthOf(0);
      await admitted(desk, note, nanming, guanshan, { amount: 300_000n, registeredAt: 1n });
      await goTo(DUE_DAY);
      expect(await gains(() => settle(root), guanshan, nanming)).to.deep.equal([300_000n, 700_000n]);
    });
  });

  describe("admit", () => {
    it("R-6, R-4: lets an entry stand beside the holder's right; the note is not passed on any more", async () => {
      const { note } = await opened(desk);
      await entered(desk, note, baiyunling);
      await expect(admit(note, nanming))
        .to.emit(disputes, "AssignmentAdmitted")
        .withArgs(note, baiyunling.id, 1n, nanming.id, false)
        .and.to.emit(registry, "NoteMarked")
        .withArgs(note, nanming.id, Marks.Contested);
      expect(await entryOf(note)).to.include({ status: EntryStatus.Admitted });
      for (const act of [
        () => registry.connect(nanming.signer).transfer(note, 1n, huaxi.id, TRADE, 0),
        () => offered(desk, nanming, [{ title: note, amount: 1n }]),
        () => settlement.connect(nanming.signer).requestEarlyPayment(note, 1n, 10_000n, 0),
      ]) {
        await isNotFree(act(), note, Marks.Contested);
      }
      await entered(desk, note, financeCompany);
      await expect(admit(note, nanming, 2n)).not.to.emit(registry, "NoteMarked");
    });

    it("reverts for all but the holder, for what is unknown, admitted or ended, and for what is not live", async () => {
      const { root, note } = await opened(desk);
      await entered(desk, note, baiyunling);
      for (const actor of [qianling, baiyunling, huaxi]) {
        await expect(admit(note, actor))
          .to.be.revertedWithCustomError(registry, "NoteNotHolder")
          .withArgs(note, actor.id, nanming.id);
      }
      for (const entry of [0n, 2n]) {
        await expect(admit(note, nanming, entry))
          .to.be.revertedWithCustomError(disputes, "AssignmentUnknown")
          .withArgs(note, entry);
      }
      await admit(note, nanming);
      await expect(admit(note, nanming))
        .to.be.revertedWithCustomError(disputes, "AssignmentWrongStatus")
        .withArgs(note, 1n, EntryStatus.Admitted, EntryStatus.Entered);
      await withdraw(note, baiyunling);
      await expect(admit(note, nanming))
        .to.be.revertedWithCustomError(disputes, "AssignmentWrongStatus")
        .withArgs(note, 1n, EntryStatus.Ended, EntryStatus.Entered);
      const late = await entered(desk, note, baiyunling);
      await goTo(DUE_DAY);
      await settle(root);
      for (const act of [() => admit(note, nanming, late), () => ruled(desk, "admitByOrder", note, late)]) {
        await expect(act()).to.be.revertedWithCustomError(registry, "NoteNotLive").withArgs(note, NoteStatus.Paid);
      }
    });

    it("K-4, K-11: gives way, and so is open to no holder that is frozen or suspended, nor in a halted module", async () => {
      const { note } = await opened(desk);
      await entered(desk, note, baiyunling);
      await freeze(desk, nanming);
      await expect(admit(note, nanming)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await ruled(desk, "admitByOrder", note, 1n);
      const other = await opened(desk, { supplier: huaxi });
      await entered(desk, other.note, baiyunling);
      await suspend(desk, huaxi);
      await expect(admit(other.note, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      await order(desk, "reinstate", [huaxi.id]);
      await halt(desk, "receivables");
      await expect(admit(other.note, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
    });

    it("an operator's ceiling is held against the note's fen", async () => {
      const { note } = await opened(desk);
      await entered(desk, note, baiyunling, { amount: 1n });
      const operator = await operatorOf(nanming, FACE - 1n);
      await expect(disputes.connect(operator).admit(note, 1n))
        .to.be.revertedWithCustomError(participants, "AccountCeilingExceeded")
        .withArgs(operator, FACE, FACE - 1n);
    });

    describe("at the cost of others it takes an order", () => {
      const states: [string, bigint, (note: bigint, root: bigint) => Promise<unknown>, "nanming" | "baiyunling"][] = [
        ["of a pledgee", Marks.Pledged, (note) => pledged(desk, note, nanming, baiyunling), "nanming"],
        ["K-4: of a case", Marks.Frozen, (note) => frozen(desk, note), "nanming"],
        [
          "of the seller, with recourse",
          Marks.Financed,
          (note) => financed(desk, note, nanming, baiyunling, { recourse: true }),
          "baiyunling",
        ],
        [
          "of who has agreed to cancel",
          Marks.Agreed,
          async (note, root) => {
            await transferred(desk, note, nanming, huaxi, 1n);
            await issuance.connect(qianling.signer).proposeCancellation(root, REASON);
            await issuance.connect(nanming.signer).agreeToCancel(note);
          },
          "nanming",
        ],
      ];
      for (const [what, marks, reach, holder] of states) {
        it(what, async () => {
          const { root, note } = await opened(desk);
          await entered(desk, note, guanshan, { amount: 300_000n, registeredAt: 1n });
          await reach(note, root);
          await expect(admit(note, desk[holder]))
            .to.be.revertedWithCustomError(disputes, "AssignmentByOrderOnly")
            .withArgs(note, marks);
          await expect(ruled(desk, "admitByOrder", note, 1n))
            .to.emit(disputes, "AssignmentAdmitted")
            .withArgs(note, guanshan.id, 1n, desk[holder].id, true);
          expect((await marksOf(note)) & Marks.Contested).to.equal(Marks.Contested);
        });
      }

      it("a realised pledge: neither its pledgee nor its pledgor", async () => {
        const { note } = await opened(desk);
        await entered(desk, note, guanshan);
        await pledged(desk, note, nanming, baiyunling);
        await goTo(DEBT_DUE);
        await security.connect(baiyunling.signer).realise(note);
        await expect(admit(note, nanming)).to.be.revertedWithCustomError(registry, "NoteNotHolder");
        await expect(admit(note, baiyunling)).to.be.revertedWithCustomError(disputes, "AssignmentByOrderOnly");
      });

      it("a factor without recourse admits at its own cost; and a holder whose note a case freezes no more", async () => {
        const [sold, thawed] = [await opened(desk), await opened(desk)];
        await financed(desk, sold.note, nanming, baiyunling);
        await admitted(desk, sold.note, baiyunling, guanshan);
        const key = await frozen(desk, thawed.note);
        await unfrozen(desk, thawed.note, key);
        await admitted(desk, thawed.note, nanming, guanshan);
      });

      it("an order overrules the agreement to cancel, so that no claim is cancelled away", async () => {
        const { root, note } = await opened(desk);
        const other = await transferred(desk, note, nanming, huaxi, 1n);
        await entered(desk, note, guanshan, { amount: 1n });
        await issuance.connect(qianling.signer).proposeCancellation(root, REASON);
        await issuance.connect(nanming.signer).agreeToCancel(note);
        await ruled(desk, "admitByOrder", note, 1n);
        expect(await marksOf(note)).to.equal(Marks.Contested);
        await expect(issuance.connect(huaxi.signer).agreeToCancel(other))
          .to.be.revertedWithCustomError(issuance, "CancellationOverruled")
          .withArgs(root);
      });

      it("an order on a note of which nobody has agreed to cancel overrules nothing", async () => {
        const { root, note } = await opened(desk);
        await entered(desk, note, guanshan, { amount: 1n });
        await ruled(desk, "admitByOrder", note, 1n);
        expect(await desk.suite.receivableOrders.ordersOn(root)).to.equal(0n);
      });

      it("comes too late once all have agreed", async () => {
        const { root, note } = await opened(desk);
        await entered(desk, note, guanshan, { amount: 1n });
        await issuance.connect(qianling.signer).proposeCancellation(root, REASON);
        await issuance.connect(nanming.signer).agreeToCancel(note);
        await expect(ruled(desk, "admitByOrder", note, 1n))
          .to.be.revertedWithCustomError(registry, "RootWrongStatus")
          .withArgs(root, RootStatus.Cancelling, RootStatus.Open);
      });
    });

    it("X-106: at most eight stand on a note at a time; one that has ended makes room", async () => {
      const { note } = await opened(desk);
      for (let count = 0; count < 8; ++count) await admitted(desk, note, nanming, baiyunling, { amount: 1n });
      await entered(desk, note, guanshan);
      for (const act of [() => admit(note, nanming, 9n), () => ruled(desk, "admitByOrder", note, 9n)]) {
        await expect(act()).to.be.revertedWithCustomError(disputes, "AssignmentsFull").withArgs(note, 8n);
      }
      await withdraw(note, baiyunling, 3n);
      await admit(note, nanming, 9n);
      expect(await disputes.ladder(note, FACE)).to.have.lengthOf(9);
    });
  });

  describe("withdraw and dismissByOrder", () => {
    it("end an entry, admitted or not; the mark goes with the last that was admitted", async () => {
      const { note } = await opened(desk);
      for (let count = 0; count < 3; ++count) await admitted(desk, note, nanming, baiyunling, { amount: 1n });
      await entered(desk, note, guanshan);
      await expect(withdraw(note, guanshan, 4n))
        .to.emit(disputes, "AssignmentEnded")
        .withArgs(note, guanshan.id, 4n, false)
        .and.not.to.emit(registry, "NoteMarked");
      await expect(withdraw(note, baiyunling, 2n)).not.to.emit(registry, "NoteMarked");
      await expect(ruled(desk, "dismissByOrder", note, 1n))
        .to.emit(disputes, "AssignmentEnded")
        .withArgs(note, baiyunling.id, 1n, true);
      expect(await ladder(note, FACE)).to.deep.equal([
        [nanming.id, FACE, 0n],
        [baiyunling.id, 0n, 3n],
      ]);
      await expect(withdraw(note, baiyunling, 3n))
        .to.emit(registry, "NoteMarked")
        .withArgs(note, nanming.id, Marks.None);
      expect(await entryOf(note, 3n)).to.include({ status: EntryStatus.Ended });
      await transferred(desk, note, nanming, huaxi);
    });

    it("an order dismisses what nobody has admitted", async () => {
      const { note } = await opened(desk);
      await entered(desk, note, baiyunling);
      await ruled(desk, "dismissByOrder", note, 1n);
      await expect(admit(note, nanming)).to.be.revertedWithCustomError(disputes, "AssignmentWrongStatus");
    });

    it("revert for another's entry, for an unknown one, and for one that has ended", async () => {
      const { note } = await opened(desk);
      await entered(desk, note, baiyunling);
      for (const actor of [nanming, qianling, guanshan]) {
        await expect(withdraw(note, actor))
          .to.be.revertedWithCustomError(disputes, "AssignmentNotYours")
          .withArgs(note, 1n, actor.id, baiyunling.id);
      }
      for (const act of [() => withdraw(note, baiyunling, 2n), () => ruled(desk, "dismissByOrder", note, 2n)]) {
        await expect(act()).to.be.revertedWithCustomError(disputes, "AssignmentUnknown").withArgs(note, 2n);
      }
      await withdraw(note, baiyunling);
      for (const act of [() => withdraw(note, baiyunling), () => ruled(desk, "dismissByOrder", note, 1n)]) {
        await expect(act())
          .to.be.revertedWithCustomError(disputes, "AssignmentWrongStatus")
          .withArgs(note, 1n, EntryStatus.Ended, EntryStatus.Admitted);
      }
    });

    it("K-4, K-12: a frozen claimant gives nothing up; a suspended one, and in a halted module, may", async () => {
      const { note } = await opened(desk);
      for (let count = 0; count < 2; ++count) await entered(desk, note, baiyunling);
      await suspend(desk, baiyunling);
      await halt(desk, "receivables");
      await withdraw(note, baiyunling, 1n);
      await freeze(desk, baiyunling);
      await expect(withdraw(note, baiyunling, 2n)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
    });

    it("an operator gives up to its ceiling: what is still claimed", async () => {
      const { note } = await opened(desk);
      await entered(desk, note, baiyunling, { amount: 500n });
      const operator = await operatorOf(baiyunling, 499n);
      await expect(disputes.connect(operator).withdraw(note, 1n))
        .to.be.revertedWithCustomError(participants, "AccountCeilingExceeded")
        .withArgs(operator, 500n, 499n);
    });
  });

  describe("the holder's own rank", () => {
    it("R-6: unfinanced it has notice from the start of the day on which the root was opened", async () => {
      const { note } = await opened(desk);
      await admitted(desk, note, nanming, baiyunling, { amount: 300_000n, notifiedAt: OPENING - 1n });
      await admitted(desk, note, nanming, guanshan, { amount: 500_000n, notifiedAt: OPENING });
      await admitted(desk, note, nanming, financeCompany, { amount: 100n, notifiedAt: OPENING + 1n });
      await admitted(desk, note, nanming, financeCompany, { amount: 100n });
      // Of one second with guanshan's: 500,000 to the note's 1,000,000.
      expect(await ladder(note, 600_000n)).to.deep.equal([
        [baiyunling.id, 300_000n, 1n],
        [nanming.id, 200_000n, 0n],
        [guanshan.id, 100_000n, 2n],
        [financeCompany.id, 0n, 3n],
        [financeCompany.id, 0n, 4n],
      ]);
    });

    it("R-6: as its financing says: registered, it ranks by the time of it; notified, by that; with neither, pro rata to its price", async () => {
      const { note } = await opened(desk);
      const { price } = await financed(desk, note, nanming, guanshan);
      await admitted(desk, note, guanshan, baiyunling, { amount: 400_000n });
      await admitted(desk, note, guanshan, financeCompany, { amount: 100_000n, notifiedAt: 5n });
      const equal = price + 400_000n;
      const toEntry = (500_000n * 400_000n) / equal;
      expect(await ladder(note, 600_000n)).to.deep.equal([
        [financeCompany.id, 100_000n, 2n],
        [guanshan.id, 500_000n - toEntry, 0n],
        [baiyunling.id, toEntry, 1n],
      ]);
      await financing.connect(guanshan.signer).notifyObligor(note);
      expect(await ladder(note, 600_000n)).to.deep.equal([
        [financeCompany.id, 100_000n, 2n],
        [guanshan.id, 500_000n, 0n],
        [baiyunling.id, 0n, 1n],
      ]);
      await financing.connect(guanshan.signer).register(note, REGISTRATION);
      expect(await ladder(note, 600_000n)).to.deep.equal([
        [guanshan.id, 600_000n, 0n],
        [financeCompany.id, 0n, 2n],
        [baiyunling.id, 0n, 1n],
      ]);
      const before = (await now()) - 1_000n;
      await admitted(desk, note, guanshan, baiyunling, { amount: 1n, registeredAt: before });
      expect((await ladder(note, 600_000n))[0]).to.deep.equal([baiyunling.id, 1n, 3n]);
    });
  });

  describe("what is paid on a contested note", () => {
    it("R-6, Civil Code 768: ¥400,000.00 for financings of 300,000 and 200,000 give 240,000 and 160,000 (vector 7)", async () => {
      const { root, note } = await opened(desk, { face: 40_000_000n });
      // 90 days at 100 % leave three quarters of the face.
      await goTo("2026-04-01");
      const days = { firstDay: "2026-04-01", lastDay: "2026-05-29" };
      const quote = await quoted(
        desk,
        guanshan,
        await offered(desk, nanming, [{ title: note, amount: 40_000_000n }], days),
        1_000_000n,
        "2026-05-29",
      );
      expect(await accepted(desk, nanming, quote)).to.equal(30_000_000n);
      await admitted(desk, note, guanshan, baiyunling, { amount: 20_000_000n });
      await goTo(DUE_DAY);
      const [toSeller = 0n, toFactor = 0n, toClaimant] = await gains(() => settle(root), nanming, guanshan, baiyunling);
      expect(toClaimant).to.equal(16_000_000n);
      // Not told of it, the obligor pays the seller, as the factor's agent.
      expect(toSeller + toFactor).to.equal(24_000_000n);
    });

    it("R-6: goes to each by its rank, in one transaction; all entries end with the note", async () => {
      const { root, note } = await opened(desk);
      await admitted(desk, note, nanming, baiyunling, { amount: 300_000n, registeredAt: 9n });
      await admitted(desk, note, nanming, guanshan, { amount: 500_000n, registeredAt: 8n });
      await admitted(desk, note, nanming, financeCompany, { amount: 400_000n, notifiedAt: 1n });
      await goTo(DUE_DAY);
      let settling: ReturnType<typeof settle> | undefined;
      const paying = () => (settling = settle(root));
      expect(await gains(paying, guanshan, baiyunling, financeCompany, nanming)).to.deep.equal([
        500_000n,
        300_000n,
        200_000n,
        0n,
      ]);
      await expect(settling)
        .to.emit(disputes, "AssignmentPaid")
        .withArgs(note, guanshan.id, 2n, 500_000n, 0n)
        .and.to.emit(disputes, "AssignmentPaid")
        .withArgs(note, financeCompany.id, 3n, 200_000n, 200_000n)
        .and.to.emit(disputes, "AssignmentEnded")
        .withArgs(note, financeCompany.id, 3n, false);
      expect(await entryOf(note, 3n)).to.include({ paid: 200_000n, status: EntryStatus.Ended });
      expect((await registry.noteInfo(note)).status).to.equal(NoteStatus.Paid);
      expect(await money.balanceOf(disputes)).to.equal(0n);
    });

    it("R-6: in parts: an entry that is paid in full ends, and the mark with the last", async () => {
      const { root, note } = await opened(desk);
      await admitted(desk, note, nanming, baiyunling, { amount: 300_000n, registeredAt: 9n });
      await admitted(desk, note, nanming, guanshan, { amount: 200_000n, registeredAt: 9n });
      await goTo(DUE_DAY);
      const pay = (to: bigint) => gains(() => settlePartly(root, to), baiyunling, guanshan, nanming);
      expect(await pay(100_000n)).to.deep.equal([60_000n, 40_000n, 0n]);
      expect(await entryOf(note)).to.include({ paid: 60_000n, status: EntryStatus.Admitted });
      expect(await pay(600_000n)).to.deep.equal([240_000n, 160_000n, 100_000n]);
      expect(await entryOf(note)).to.include({ paid: 300_000n, status: EntryStatus.Ended });
      expect(await marksOf(note)).to.equal(Marks.PartPaid);
      await expect(withdraw(note, baiyunling)).to.be.revertedWithCustomError(disputes, "AssignmentWrongStatus");
      expect(await gains(() => settle(root), baiyunling, guanshan, nanming)).to.deep.equal([0n, 0n, 400_000n]);
    });

    it("R-6, X-14: eight entries and three payments: what the ladder foretells is what is paid, to the fen", async () => {
      const { root, note } = await opened(desk);
      const claimants = [baiyunling, guanshan, financeCompany];
      const amounts = [77_777n, 123_457n, 99_991n, 31n, 100_003n, 5n, 88_889n, 250_000n];
      for (const [index, amount] of amounts.entries()) {
        const claimant = claimants[index % 3] ?? baiyunling;
        const registeredAt = index < 5 ? 7n : 0n;
        await admitted(desk, note, nanming, claimant, { amount, registeredAt, notifiedAt: index < 7 ? 3n : 0n });
      }
      await goTo(DUE_DAY);
      let paid = 0n;
      for (const level of [123_457n, 500_000n, FACE]) {
        const foretold = new Map<bigint, bigint>();
        for (const [to, amount] of await ladder(note, level - paid)) {
          foretold.set(to ?? 0n, (foretold.get(to ?? 0n) ?? 0n) + (amount ?? 0n));
        }
        const everybody = [...claimants, nanming];
        const pay = () => (level === FACE ? settle(root) : settlePartly(root, level));
        const got = await gains(pay, ...everybody);
        expect(got).to.deep.equal(everybody.map((actor) => foretold.get(actor.id) ?? 0n));
        expect(got.reduce((sum, each) => sum + each, 0n)).to.equal(level - paid);
        paid = level;
      }
      const entries = await disputes.entriesOf(note, 1, 8);
      expect(entries.map(({ amount }) => amount)).to.deep.equal(amounts);
      for (const entry of entries) expect(entry.paid).to.be.at.most(entry.amount);
      // All but the last, which ranks after the holder.
      expect(entries.map(({ amount, paid: got }) => amount - got)).to.deep.equal([
        0n,
        0n,
        0n,
        0n,
        0n,
        0n,
        0n,
        250_000n,
      ]);
    });

    it("R-6: from the confirming bank the same; the note is the bank's, uncontested, and the obligor pays it all", async () => {
      const { root, note } = await bankConfirmed(desk, {}, guanshan);
      await admitted(desk, note, nanming, baiyunling, { amount: 300_000n, registeredAt: 1n });
      await admitted(desk, note, nanming, financeCompany, { amount: 300_000n });
      await goTo("2026-07-01");
      const all = [guanshan, baiyunling, financeCompany, nanming];
      expect(await gains(() => settle(root, guanshan), ...all)).to.deep.equal([-FACE - 500n, 300_000n, 0n, 700_500n]);
      expect(fields(await registry.noteInfo(note))).to.include({ holder: guanshan.id, marks: Marks.None });
      expect(await entryOf(note, 2n)).to.include({ paid: 0n, status: EntryStatus.Ended });
      expect(await gains(() => settle(root), ...all)).to.deep.equal([FACE + 500n, 0n, 0n, 0n]);
    });

    it("R-10: a case against the holder holds its share back, and nobody else's", async () => {
      const { root, note } = await opened(desk);
      await admitted(desk, note, nanming, baiyunling, { amount: 300_000n, registeredAt: 1n });
      const key = await frozen(desk, note, { until: (await now()) + 365n * 86_400n });
      await goTo(DUE_DAY);
      expect(await gains(() => settle(root), baiyunling, nanming)).to.deep.equal([300_000n, 0n]);
      await unfrozen(desk, note, key);
      const claim = () => settlement.connect(nanming.signer).claim(note);
      expect(await gains(claim, baiyunling, nanming)).to.deep.equal([0n, 700_000n]);
    });

    it("K-12: goes to claimants that are frozen, suspended or expelled, while the module is halted", async () => {
      const { root, note } = await opened(desk);
      await admitted(desk, note, nanming, baiyunling, { amount: 300_000n, registeredAt: 1n });
      await freeze(desk, baiyunling);
      await suspend(desk, baiyunling);
      await order(desk, "expel", [baiyunling.id]);
      await goTo(DUE_DAY);
      await halt(desk, "receivables");
      expect(await gains(() => settle(root), baiyunling, nanming)).to.deep.equal([300_000n, 700_000n]);
    });

    it("an order that gives the note to a claimant leaves nobody's share out", async () => {
      const { root, note } = await opened(desk);
      await admitted(desk, note, nanming, baiyunling, { amount: 300_000n, registeredAt: 1n });
      await forced(desk, note, baiyunling);
      await goTo(DUE_DAY);
      expect(await gains(() => settle(root), baiyunling, nanming)).to.deep.equal([FACE, 0n]);
    });
  });

  it("K-3: only parts of the module divide; what they are told adds up", async () => {
    const { note } = await opened(desk);
    for (const { signer, wallet } of [nanming, baiyunling, desk.court]) {
      await expect(disputes.connect(signer).collect(note, 1n, false))
        .to.be.revertedWithCustomError(disputes, "CallerNotPart")
        .withArgs(wallet);
    }
    await admitted(desk, note, nanming, baiyunling, { amount: 300n, registeredAt: 1n });
    await admitted(desk, note, nanming, guanshan, { amount: 300n });
    const mine = disputes.connect(await asPart(settlement));
    const { shares, rest } = await mine.collect.staticCall(note, 1_000n, false);
    // Nothing is said of whom it does not reach.
    expect(shares.map(fields)).to.deep.equal([{ to: baiyunling.id, amount: 300n, entry: 1n }]);
    expect(rest).to.equal(700n);
    expect(await disputes.openItems()).to.equal(0n);
  });

  it("an entry stands on the note that it names, and not on what was passed on before it was admitted", async () => {
    const { note } = await opened(desk);
    await entered(desk, note, baiyunling);
    const part = await transferred(desk, note, nanming, wudang, 400_000n);
    await admit(note, nanming);
    expect(await marksOf(part)).to.equal(Marks.None);
    expect(await disputes.entriesOf(part, 1, 9)).to.deep.equal([]);
  });
});
