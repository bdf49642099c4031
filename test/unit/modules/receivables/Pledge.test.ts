/** ReceivableSecurity: what a pledge of a note is, and what comes of it. What orders do with pledges is in Orders.test.ts. */
import { expect } from "chai";
import { toBeHex, ZeroHash } from "ethers";
import { Scopes } from "../../../../deploy/data/terms.ts";
import type { ReceivableRegistry, ReceivableSecurity, ReceivableSettlement } from "../../../../types/index.js";
import { day, fields, freeze, goTo, halt, order, suspend } from "../../../utils/bills.ts";
import { bound, stranger } from "../../../utils/orders.ts";
import {
  bankConfirmed,
  DUE_DAY,
  FACE,
  Ground,
  Marks,
  NoteStatus,
  noteOf,
  opened,
  preSigned,
  proposed,
  REASON,
  ReceivableAct,
  type ReceivableDesk,
  receivableDesk,
  RootStatus,
  TRADE,
  transferAsked,
  transferred,
} from "../../../utils/receivables.ts";
import { financed, offered } from "../../../utils/receivables-financing.ts";
import {
  admitted,
  asPart,
  DEBT_DUE,
  EVIDENCE,
  forced,
  frozen,
  pledgeAsked,
  pledged,
  PledgeStatus,
  type PledgeTerms,
  ruled,
  entered,
  SECURED,
  unfrozen,
} from "../../../utils/receivables-rights.ts";
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

const TODAY = "2026-01-05";
const MOST = 2n ** 64n - 1n;

describe("ReceivableSecurity: pledge", () => {
  let desk: ReceivableDesk;
  let security: ReceivableSecurity;
  let registry: ReceivableRegistry;
  let settlement: ReceivableSettlement;
  let money: ReceivableDesk["suite"]["money"];
  let participants: ReceivableDesk["suite"]["participants"];
  let qianling: Actor, nanming: Actor, huaxi: Actor, wudang: Actor, guanshan: Actor, baiyunling: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    const { suite } = desk;
    ({ receivableSecurity: security, receivableRegistry: registry, receivableSettlement: settlement } = suite);
    ({ money, participants } = suite);
    ({ qianling, nanming, huaxi, wudang, guanshan, baiyunling } = desk);
  });

  const pledge = (note: bigint, by: Actor, pledgee: Pick<Actor, "id">, change: PledgeTerms = {}) =>
    security
      .connect(by.signer)
      .pledge(
        note,
        change.amount ?? FACE,
        pledgee.id,
        change.secured ?? SECURED,
        day(change.due ?? DEBT_DUE),
        change.lastDay ?? 0n,
      );
  const sign = (request: bigint, by: Actor) => security.connect(by.signer).sign(request);
  const release = (note: bigint, by: Actor) => security.connect(by.signer).release(note);
  const realise = (note: bigint, by: Actor) => security.connect(by.signer).realise(note);
  const settle = (root: bigint, by = qianling) => settlement.connect(by.signer).settle(root, 50);
  const holderOf = async (note: bigint) => (await registry.noteInfo(note)).holder;
  const statusOf = async (note: bigint) => (await security.pledgeOf(note)).status;
  const isNotFree = (attempt: Promise<unknown>, note: bigint, marks: bigint) =>
    expect(attempt).to.be.revertedWithCustomError(registry, "NoteNotFree").withArgs(note, marks, day(DUE_DAY));

  /** nanming's note, pledged to baiyunling. */
  async function live(terms: PledgeTerms = {}) {
    const certificate = await opened(desk);
    await pledged(desk, certificate.note, nanming, baiyunling, terms);
    return certificate;
  }

  /** The same, realised on the day on which the debt is due. */
  async function realised(terms: PledgeTerms = {}) {
    const certificate = await live(terms);
    await goTo(terms.due ?? DEBT_DUE);
    await realise(certificate.note, baiyunling);
    return certificate;
  }

  /** What each has more after an act than before. */
  async function gains(act: () => Promise<unknown>, ...actors: Actor[]): Promise<bigint[]> {
    const balances = () => Promise.all(actors.map(({ wallet }) => money.balanceOf(wallet)));
    const before = await balances();
    await act();
    return (await balances()).map((balance, index) => balance - (before[index] ?? 0n));
  }

  describe("pledge", () => {
    it("asks the pledgee, with what is secured and when it is due; locks the note and moves nothing", async () => {
      const { note } = await opened(desk);
      const terms = toBeHex((day(DEBT_DUE) << 64n) | SECURED, 32);
      await expect(pledge(note, nanming, baiyunling))
        .to.emit(registry, "RequestOpened")
        .withArgs(2n, nanming.id, baiyunling.id, note, ReceivableAct.Pledge, 1n, FACE, day("2026-06-29"), terms)
        .and.not.to.emit(security, "NotePledged");
      expect(await registry.marksOf(note)).to.equal(Marks.Locked);
      expect(await statusOf(note)).to.equal(PledgeStatus.None);
      expect(await holderOf(note)).to.equal(nanming.id);
    });

    it("X-14, X-30: a part is split off at once and alone is locked; the rest is passed on meanwhile", async () => {
      const { root, note } = await opened(desk);
      const { part } = await pledgeAsked(desk, note, nanming, baiyunling, { amount: 400_000n });
      expect(part).to.equal(noteOf(root, 2n));
      expect(fields(await registry.noteInfo(part))).to.include({ lo: 1n, hi: 400_000n, marks: Marks.Locked });
      expect(fields(await registry.noteInfo(note))).to.include({ lo: 400_001n, hi: FACE, marks: Marks.None });
      await transferred(desk, note, nanming, huaxi);
    });

    it("R-8: what was refused, taken back or has lapsed is a note of the holder's own again", async () => {
      const { note } = await opened(desk);
      const refused = await pledgeAsked(desk, note, nanming, baiyunling, { amount: 1n });
      await registry.connect(baiyunling.signer).refuse(refused.request);
      const withdrawn = await pledgeAsked(desk, note, nanming, baiyunling, { amount: 2n });
      await registry.connect(nanming.signer).withdrawRequest(withdrawn.request);
      const lapsed = await pledgeAsked(desk, note, nanming, baiyunling, { amount: 3n, lastDay: day(TODAY) });
      await goTo("2026-01-06", "00:00:00");
      await expect(sign(lapsed.request, baiyunling))
        .to.be.revertedWithCustomError(registry, "RequestLapsed")
        .withArgs(lapsed.request, day(TODAY));
      for (const { part } of [refused, withdrawn, lapsed]) await transferred(desk, part, nanming, huaxi);
    });

    it("X-6 reverts for all but the holder: obligor, confirming bank, former holder, anybody", async () => {
      const { note } = await bankConfirmed(desk);
      await transferred(desk, note, nanming, huaxi);
      for (const actor of [nanming, qianling, baiyunling, wudang]) {
        await expect(pledge(note, actor, guanshan))
          .to.be.revertedWithCustomError(registry, "NoteNotHolder")
          .withArgs(note, actor.id, huaxi.id);
      }
      const key = stranger("nobody's");
      await expect(
        security.connect(key).pledge(note, FACE, guanshan.id, SECURED, day(DEBT_DUE), 0),
      ).to.be.revertedWithCustomError(participants, "AccountUnknown");
    });

    it("X-6 reverts for what is not live", async () => {
      const { note } = await proposed(desk);
      await expect(pledge(note, nanming, baiyunling))
        .to.be.revertedWithCustomError(registry, "NoteUnknown")
        .withArgs(note);
      const closed = await opened(desk);
      await goTo(DUE_DAY);
      await settle(closed.root);
      await expect(pledge(closed.note, nanming, baiyunling, { due: "2026-07-31" }))
        .to.be.revertedWithCustomError(registry, "NoteNotLive")
        .withArgs(closed.note, NoteStatus.Paid);
    });

    it("X-6 is made once: neither while one is asked nor while one is live", async () => {
      const { note } = await opened(desk);
      const { request } = await pledgeAsked(desk, note, nanming, baiyunling);
      await isNotFree(pledge(note, nanming, guanshan), note, Marks.Locked);
      await sign(request, baiyunling);
      for (const pledgee of [baiyunling, guanshan])
        await isNotFree(pledge(note, nanming, pledgee), note, Marks.Pledged);
    });

    it("X-8, R-11 reverts to oneself, to nobody, to the obligor, to who is unknown, frozen or suspended", async () => {
      const { note } = await opened(desk);
      for (const pledgee of [nanming, { id: 0n }]) {
        await expect(pledge(note, nanming, pledgee))
          .to.be.revertedWithCustomError(security, "NotePledgeeIsHolder")
          .withArgs(note, nanming.id);
      }
      await expect(pledge(note, nanming, qianling))
        .to.be.revertedWithCustomError(security, "NotePledgeeIsObligor")
        .withArgs(note, qianling.id);
      await expect(pledge(note, nanming, { id: 999n })).to.be.revertedWithCustomError(
        participants,
        "ParticipantUnknown",
      );
      await freeze(desk, huaxi);
      await expect(pledge(note, nanming, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await suspend(desk, baiyunling);
      await expect(pledge(note, nanming, baiyunling)).to.be.revertedWithCustomError(
        participants,
        "ParticipantWrongStanding",
      );
    });

    it("secures something, due today or later; more than the note if one likes", async () => {
      await goTo("2026-02-02");
      const { note } = await opened(desk);
      await expect(pledge(note, nanming, baiyunling, { secured: 0n }))
        .to.be.revertedWithCustomError(security, "NoteSecuredZero")
        .withArgs(note);
      await expect(pledge(note, nanming, baiyunling, { due: "2026-02-01" }))
        .to.be.revertedWithCustomError(security, "NotePledgeDayPassed")
        .withArgs(note, day("2026-02-01"), day("2026-02-02"));
      await pledged(desk, note, nanming, baiyunling, { secured: MOST, due: "2026-02-02" });
      expect(fields(await security.pledgeOf(note))).to.include({ secured: MOST, dueDay: day("2026-02-02") });
    });

    it("takes from one fen to all of the note", async () => {
      const { note } = await opened(desk);
      for (const amount of [0n, FACE + 1n]) {
        await expect(pledge(note, nanming, baiyunling, { amount }))
          .to.be.revertedWithCustomError(registry, "NoteAmountOutOfRange")
          .withArgs(note, amount, FACE);
      }
      await pledge(note, nanming, baiyunling, { amount: 1n });
      await pledge(note, nanming, baiyunling, { amount: FACE - 1n });
    });

    it("takes a last day from today to the day before the due day", async () => {
      const { note } = await opened(desk);
      for (const date of ["2026-01-04", DUE_DAY]) {
        await expect(pledge(note, nanming, baiyunling, { lastDay: day(date) }))
          .to.be.revertedWithCustomError(registry, "RequestLastDayOutOfRange")
          .withArgs(day(date), day(TODAY), day("2026-06-29"));
      }
      await pledge(note, nanming, baiyunling, { lastDay: day("2026-06-29") });
    });

    describe("R-4 reverts while something stands on the note", () => {
      const others: [string, bigint, (note: bigint, root: bigint) => Promise<unknown>][] = [
        ["an offer on the market", Marks.Locked, (note) => offered(desk, nanming, [{ title: note, amount: FACE }])],
        ["a transfer asked", Marks.Locked, (note) => transferAsked(desk, note, nanming, huaxi)],
        [
          "a dispute",
          Marks.Disputed,
          (note) => desk.suite.receivableDisputes.connect(qianling.signer).dispute(note, EVIDENCE),
        ],
        ["a competing assignment", Marks.Contested, (note) => admitted(desk, note, nanming, guanshan)],
        ["a case", Marks.Frozen, (note) => frozen(desk, note)],
        [
          "an agreement to cancel",
          Marks.Agreed,
          async (note, root) => {
            await transferred(desk, note, nanming, huaxi, 1n);
            const { receivableIssuance } = desk.suite;
            await receivableIssuance.connect(qianling.signer).proposeCancellation(root, REASON);
            await receivableIssuance.connect(nanming.signer).agreeToCancel(note);
          },
        ],
      ];
      for (const [what, marks, put] of others) {
        it(`R-4: ${what}`, async () => {
          const { root, note } = await opened(desk);
          await put(note, root);
          await isNotFree(pledge(note, nanming, baiyunling, { amount: 1n }), note, marks);
        });
      }

      it("R-4: a financing, for the factor, whose it is", async () => {
        const { note } = await opened(desk);
        await financed(desk, note, nanming, guanshan);
        await isNotFree(pledge(note, guanshan, baiyunling), note, Marks.Financed);
      });

      it("R-4: the due day, from its first second on", async () => {
        const { note } = await opened(desk);
        await goTo("2026-06-29", "23:59:50");
        await pledge(note, nanming, baiyunling, { amount: 1n, due: "2026-07-31" });
        await goTo(DUE_DAY, "00:00:00");
        await isNotFree(pledge(note, nanming, baiyunling, { amount: 1n, due: "2026-07-31" }), note, Marks.None);
      });
    });

    it("K-11, K-12 stops for a frozen holder, and while the module is halted", async () => {
      const { note } = await opened(desk);
      const { request } = await pledgeAsked(desk, note, nanming, baiyunling);
      const attempts = [() => pledge(note, nanming, baiyunling), () => sign(request, baiyunling)];
      await freeze(desk, nanming);
      for (const attempt of attempts) {
        await expect(attempt()).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      }
      await halt(desk, "receivables");
      for (const attempt of attempts) {
        await expect(attempt()).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
      }
    });

    it("operators ask, sign and release up to their ceiling: the fen of the note", async () => {
      const { note } = await opened(desk);
      const [operator] = await ethers.getSigners();
      if (operator === undefined) throw new Error("The network has no accounts.");
      const mine = security.connect(operator);
      const exceeds = (attempt: Promise<unknown>) =>
        expect(attempt)
          .to.be.revertedWithCustomError(participants, "AccountCeilingExceeded")
          .withArgs(operator, FACE, FACE - 1n);
      await bound(desk, nanming, operator, { scopes: Scopes.ACTS, ceiling: FACE - 1n });
      await exceeds(mine.pledge(note, FACE, baiyunling.id, SECURED, day(DEBT_DUE), 0));
      await mine.pledge(note, FACE - 1n, baiyunling.id, SECURED, day(DEBT_DUE), 0);
      await participants.connect(nanming.signer).releaseAccount(operator);

      const other = await opened(desk);
      const { request } = await pledgeAsked(desk, other.note, nanming, baiyunling);
      await bound(desk, baiyunling, operator, { scopes: Scopes.ACTS, ceiling: FACE - 1n });
      await exceeds(mine.sign(request));
      await sign(request, baiyunling);
      await exceeds(mine.release(other.note));
      await release(other.note, baiyunling);
    });
  });

  describe("sign", () => {
    it("puts the note under the pledge; title, tier and owner stay", async () => {
      const { note } = await opened(desk);
      const { request } = await pledgeAsked(desk, note, nanming, baiyunling);
      await expect(sign(request, baiyunling))
        .to.emit(security, "NotePledged")
        .withArgs(note, nanming.id, baiyunling.id, SECURED, day(DEBT_DUE))
        .and.to.emit(registry, "NoteMarked")
        .withArgs(note, nanming.id, Marks.Pledged)
        .and.not.to.emit(registry, "Transfer");
      expect(fields(await security.pledgeOf(note))).to.deep.equal({
        pledgor: nanming.id,
        pledgee: baiyunling.id,
        secured: SECURED,
        dueDay: day(DEBT_DUE),
        status: PledgeStatus.Live,
      });
      expect(fields(await registry.noteInfo(note))).to.include({ holder: nanming.id, tier: 1n, marks: Marks.Pledged });
      expect(await registry.ownerOf(note)).to.equal(nanming.wallet);
    });

    it("X-24 reverts for all but the pledgee, twice, and after it was refused or withdrawn", async () => {
      const { note } = await opened(desk);
      const { request: refused } = await pledgeAsked(desk, note, nanming, baiyunling);
      for (const actor of [nanming, guanshan, qianling]) {
        await expect(sign(refused, actor))
          .to.be.revertedWithCustomError(registry, "RequestNotForCaller")
          .withArgs(refused, actor.id, baiyunling.id);
      }
      await registry.connect(baiyunling.signer).refuse(refused);
      const { request: withdrawn } = await pledgeAsked(desk, note, nanming, baiyunling);
      await registry.connect(nanming.signer).withdrawRequest(withdrawn);
      const { request: signed } = await pledgeAsked(desk, note, nanming, baiyunling);
      await sign(signed, baiyunling);
      await release(note, baiyunling);
      for (const [request, status] of [
        [signed, 2n],
        [refused, 3n],
        [withdrawn, 4n],
      ] as const) {
        await expect(sign(request, baiyunling))
          .to.be.revertedWithCustomError(registry, "RequestNotOpen")
          .withArgs(request, status);
      }
    });

    it("X-24 reverts for what was asked elsewhere, and for what was never asked", async () => {
      const { note } = await opened(desk);
      const { request } = await transferAsked(desk, note, nanming, baiyunling);
      await expect(sign(request, baiyunling))
        .to.be.revertedWithCustomError(registry, "ReceivableActElsewhere")
        .withArgs(request, ReceivableAct.Transfer);
      await expect(sign(99n, baiyunling)).to.be.revertedWithCustomError(security, "RequestUnknown").withArgs(99n);
      const other = await opened(desk);
      const { request: pledging } = await pledgeAsked(desk, other.note, nanming, baiyunling);
      await expect(registry.connect(baiyunling.signer).sign(pledging))
        .to.be.revertedWithCustomError(registry, "ReceivableActElsewhere")
        .withArgs(pledging, ReceivableAct.Pledge);
    });

    it("reverts once the debt is due already", async () => {
      const { note } = await opened(desk);
      const { request } = await pledgeAsked(desk, note, nanming, baiyunling, { due: "2026-02-02" });
      await goTo("2026-02-03", "00:00:00");
      await expect(sign(request, baiyunling))
        .to.be.revertedWithCustomError(security, "NotePledgeDayPassed")
        .withArgs(note, day("2026-02-02"), day("2026-02-03"));
    });

    it("R-4 checks again: a note disputed, or contested, since it was asked is not pledged", async () => {
      const { note } = await opened(desk);
      const { request } = await pledgeAsked(desk, note, nanming, baiyunling);
      const entry = await admitted(desk, note, nanming, guanshan);
      await isNotFree(sign(request, baiyunling), note, Marks.Contested);
      await desk.suite.receivableDisputes.connect(guanshan.signer).withdraw(note, entry);
      await desk.suite.receivableDisputes.connect(qianling.signer).dispute(note, EVIDENCE);
      await isNotFree(sign(request, baiyunling), note, Marks.Disputed);
    });

    it("X-80: a freeze ends what was asked; the note is signed for no more", async () => {
      const { note } = await opened(desk);
      const { request } = await pledgeAsked(desk, note, nanming, baiyunling);
      const key = await frozen(desk, note);
      await unfrozen(desk, note, key);
      await expect(sign(request, baiyunling)).to.be.revertedWithCustomError(registry, "RequestNotOpen");
    });

    it("stops for a pledgee or pledgor that was suspended since", async () => {
      const { note } = await opened(desk);
      const { request } = await pledgeAsked(desk, note, nanming, huaxi);
      await suspend(desk, huaxi);
      await expect(sign(request, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      await order(desk, "reinstate", [huaxi.id]);
      await suspend(desk, nanming);
      await expect(sign(request, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
    });
  });

  describe("X-5 a pledged note is disposed of by no entry", () => {
    const attempts: Record<string, (note: bigint, root: bigint) => Promise<unknown>> = {
      transfer: (note) => registry.connect(nanming.signer).transfer(note, FACE, huaxi.id, TRADE, 0),
      "transfer of a part": (note) => registry.connect(nanming.signer).transfer(note, 1n, huaxi.id, TRADE, 0),
      "transfer, signed for in advance": async (note) => {
        await preSigned(desk, huaxi, nanming);
        return registry.connect(nanming.signer).transfer(note, FACE, huaxi.id, TRADE, 0);
      },
      transferMany: (note) =>
        registry.connect(nanming.signer).transferMany(note, [{ to: huaxi.id, amount: 1n, trade: TRADE }], 0),
      pledge: (note) => pledge(note, nanming, guanshan, { amount: 1n }),
      "an offer on the market": (note) => offered(desk, nanming, [{ title: note, amount: FACE }]),
      "an offer of a part": (note) => offered(desk, nanming, [{ title: note, amount: 1n }]),
      "early payment": (note) => settlement.connect(nanming.signer).requestEarlyPayment(note, FACE, 10_000n, 0),
      "an agreement to cancel": async (note, root) => {
        await desk.suite.receivableIssuance.connect(qianling.signer).proposeCancellation(root, REASON);
        return desk.suite.receivableIssuance.connect(nanming.signer).agreeToCancel(note);
      },
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      it(`X-5 ${name}`, async () => {
        const { root, note } = await live();
        await isNotFree(attempt(note, root), note, Marks.Pledged);
      });
    }

    it("X-5 merging it with a neighbour, from either side", async () => {
      const { note } = await opened(desk);
      const part = await pledged(desk, note, nanming, baiyunling, { amount: 400_000n });
      await isNotFree(registry.connect(nanming.signer).merge(part, note), part, Marks.Pledged);
      await release(part, baiyunling);
      await pledged(desk, note, nanming, baiyunling);
      await isNotFree(registry.connect(nanming.signer).merge(part, note), note, Marks.Pledged);
    });

    it("X-5, X-9 ERC-721's functions, for holder, pledgee and anybody", async () => {
      const { note } = await live();
      for (const { signer, wallet } of [nanming, baiyunling, huaxi]) {
        const mine = registry.connect(signer);
        for (const attempt of [
          () => mine.transferFrom(nanming.wallet, wallet, note),
          () => mine["safeTransferFrom(address,address,uint256)"](nanming.wallet, wallet, note),
          () => mine["safeTransferFrom(address,address,uint256,bytes)"](nanming.wallet, wallet, note, "0x"),
          () => mine.approve(wallet, note),
          () => mine.setApprovalForAll(wallet, true),
        ]) {
          await expect(attempt()).to.be.revertedWithCustomError(registry, "TitleMovesByItsActs");
        }
      }
    });
  });

  describe("release", () => {
    it("gives it back into its holder's hand, to be passed on and pledged again", async () => {
      const { note } = await live();
      await expect(release(note, baiyunling))
        .to.emit(security, "NotePledgeReleased")
        .withArgs(note, nanming.id, baiyunling.id)
        .and.to.emit(registry, "NoteMarked")
        .withArgs(note, nanming.id, Marks.None);
      expect(await statusOf(note)).to.equal(PledgeStatus.Ended);
      await pledged(desk, note, nanming, guanshan);
      await expect(release(note, baiyunling)).to.be.revertedWithCustomError(security, "NoteNotPledgee");
      await release(note, guanshan);
      await transferred(desk, note, nanming, huaxi);
    });

    it("X-6 reverts for all but the pledgee, above all for the pledgor", async () => {
      const { note } = await live();
      for (const actor of [nanming, qianling, guanshan]) {
        await expect(release(note, actor))
          .to.be.revertedWithCustomError(security, "NoteNotPledgee")
          .withArgs(note, actor.id, baiyunling.id);
      }
      await expect(security.connect(stranger("nobody's")).release(note)).to.be.revertedWithCustomError(
        participants,
        "AccountUnknown",
      );
    });

    it("X-4 reverts where no pledge is live: never made, asked only, released, realised, collected", async () => {
      const { root, note } = await opened(desk);
      const refuses = (status: bigint) =>
        expect(release(note, baiyunling))
          .to.be.revertedWithCustomError(security, "NotePledgeMissing")
          .withArgs(note, status, PledgeStatus.Live);
      await refuses(PledgeStatus.None);
      const { request } = await pledgeAsked(desk, note, nanming, baiyunling);
      await refuses(PledgeStatus.None);
      await sign(request, baiyunling);
      await release(note, baiyunling);
      await refuses(PledgeStatus.Ended);
      await pledged(desk, note, nanming, baiyunling);
      await goTo(DEBT_DUE);
      await realise(note, baiyunling);
      await refuses(PledgeStatus.Realised);
      await goTo(DUE_DAY);
      await settle(root);
      await refuses(PledgeStatus.Ended);
      await expect(release(noteOf(root, 9n), baiyunling)).to.be.revertedWithCustomError(registry, "NoteUnknown");
    });

    it("K-12 goes on while the module is halted, for a suspended and an expelled pledgee, and after the due day", async () => {
      const { note } = await live();
      await goTo("2026-07-03");
      await halt(desk, "receivables");
      await suspend(desk, baiyunling);
      await order(desk, "expel", [baiyunling.id]);
      await release(note, baiyunling);
      expect(await registry.marksOf(note)).to.equal(Marks.None);
    });

    it("K-4, K-11 is refused to a frozen pledgee, whose security it is, and open while the pledgor is frozen", async () => {
      const { note } = await opened(desk);
      await pledged(desk, note, nanming, huaxi);
      const other = await live();
      await freeze(desk, nanming);
      await freeze(desk, huaxi);
      await expect(release(note, huaxi)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await release(other.note, baiyunling);
    });
  });

  describe("realise", () => {
    it("conveys title to collect on the day on which the debt is due", async () => {
      const { note } = await live();
      await goTo(DEBT_DUE, "00:00:00");
      await expect(realise(note, baiyunling))
        .to.emit(security, "NotePledgeRealised")
        .withArgs(note, nanming.id, baiyunling.id, SECURED)
        .and.to.emit(registry, "NoteTransferred")
        .withArgs(note, nanming.id, baiyunling.id, Ground.Pledge, 1n, FACE, 1n, ZeroHash)
        .and.to.emit(registry, "Transfer")
        .withArgs(nanming.wallet, baiyunling.wallet, note);
      expect(fields(await registry.noteInfo(note))).to.include({ holder: baiyunling.id, marks: Marks.Pledged });
      expect(fields(await security.pledgeOf(note))).to.include({
        pledgor: nanming.id,
        status: PledgeStatus.Realised,
      });
    });

    it("reverts before the debt is due, to the last second, be the note itself due already", async () => {
      const { note } = await live();
      await goTo("2026-05-14", "23:59:58");
      await expect(realise(note, baiyunling))
        .to.be.revertedWithCustomError(security, "NotePledgeNotDue")
        .withArgs(note, day(DEBT_DUE), day("2026-05-14"));
      const late = await opened(desk);
      await pledged(desk, late.note, nanming, baiyunling, { due: "2026-12-31" });
      await goTo(DUE_DAY);
      await expect(realise(late.note, baiyunling)).to.be.revertedWithCustomError(security, "NotePledgeNotDue");
    });

    it("X-6 reverts for all but the pledgee, and where no pledge is live", async () => {
      const { root, note } = await live();
      await goTo(DEBT_DUE);
      for (const actor of [nanming, qianling, guanshan]) {
        await expect(realise(note, actor))
          .to.be.revertedWithCustomError(security, "NoteNotPledgee")
          .withArgs(note, actor.id, baiyunling.id);
      }
      await realise(note, baiyunling);
      await expect(realise(note, baiyunling))
        .to.be.revertedWithCustomError(security, "NotePledgeMissing")
        .withArgs(note, PledgeStatus.Realised, PledgeStatus.Live);
      await expect(realise(noteOf(root, 9n), baiyunling)).to.be.revertedWithCustomError(security, "NotePledgeMissing");
    });

    it("K-4, K-12 goes on while both are frozen, the pledgee suspended and expelled, and the module halted", async () => {
      const { note } = await live();
      await goTo(DEBT_DUE);
      await freeze(desk, nanming);
      await freeze(desk, baiyunling);
      await halt(desk, "receivables");
      await suspend(desk, baiyunling);
      await order(desk, "expel", [baiyunling.id]);
      await realise(note, baiyunling);
    });

    it("X-5, Civil Code 428: its pledgee collects and disposes of nothing", async () => {
      const { note } = await realised();
      for (const attempt of [
        () => registry.connect(baiyunling.signer).transfer(note, FACE, huaxi.id, TRADE, 0),
        () => registry.connect(baiyunling.signer).transfer(note, 1n, huaxi.id, TRADE, 0),
        () => pledge(note, baiyunling, guanshan),
        () => offered(desk, baiyunling, [{ title: note, amount: FACE }], { firstDay: DEBT_DUE, lastDay: "2026-06-10" }),
        () => settlement.connect(baiyunling.signer).requestEarlyPayment(note, FACE, 10_000n, 0),
      ]) {
        await isNotFree(attempt(), note, Marks.Pledged);
      }
      await expect(
        registry.connect(nanming.signer).transfer(note, FACE, huaxi.id, TRADE, 0),
      ).to.be.revertedWithCustomError(registry, "NoteNotHolder");
    });
  });

  describe("what is collected", () => {
    for (const state of ["live", "realised"] as const) {
      for (const [secured, toPledgee] of [
        [1n, 1n],
        [SECURED, SECURED],
        [FACE - 1n, FACE - 1n],
        [FACE, FACE],
        [MOST, FACE],
      ] as const) {
        it(`Civil Code 428, 442: under a ${state} pledge of ${FACE} fen for ${secured} the pledgee gets ${toPledgee}`, async () => {
          const { root, note } = await (state === "live" ? live : realised)({ secured });
          await goTo(DUE_DAY);
          let settling: ReturnType<typeof settle> | undefined;
          const got = await gains(() => (settling = settle(root)), nanming, baiyunling, qianling);
          expect(got).to.deep.equal([FACE - toPledgee, toPledgee, -FACE]);
          await expect(settling)
            .to.emit(security, "NotePledgeCollected")
            .withArgs(note, nanming.id, baiyunling.id, toPledgee, FACE - toPledgee, secured - toPledgee)
            .and.to.emit(security, "NotePledgeEnded")
            .withArgs(note, nanming.id, baiyunling.id);
          expect(await statusOf(note)).to.equal(PledgeStatus.Ended);
          expect((await registry.noteInfo(note)).status).to.equal(NoteStatus.Paid);
          expect((await registry.rootInfo(root)).status).to.equal(RootStatus.Settled);
          expect(await money.balanceOf(security)).to.equal(0n);
        });
      }
    }

    it("K-12 is divided the same while both are frozen and suspended, and the module is halted", async () => {
      const { root } = await live();
      await goTo(DUE_DAY);
      await freeze(desk, nanming);
      await freeze(desk, baiyunling);
      await suspend(desk, baiyunling);
      await halt(desk, "receivables");
      expect(await gains(() => settle(root), nanming, baiyunling)).to.deep.equal([FACE - SECURED, SECURED]);
    });

    it("in parts: the pledgee first, to the last fen that is secured; with that a live pledge is over", async () => {
      const { root, note } = await live({ secured: 250_000n });
      await goTo(DUE_DAY);
      const pay = (to: bigint) =>
        gains(() => settlement.connect(qianling.signer).settlePartly(root, to, 9), nanming, baiyunling);
      expect(await pay(200_000n)).to.deep.equal([0n, 200_000n]);
      expect(fields(await security.pledgeOf(note))).to.include({ secured: 50_000n, status: PledgeStatus.Live });
      expect(await pay(300_000n)).to.deep.equal([50_000n, 50_000n]);
      expect(fields(await security.pledgeOf(note))).to.include({ secured: 0n, status: PledgeStatus.Ended });
      expect(await registry.marksOf(note)).to.equal(Marks.PartPaid);
      expect(await gains(() => settle(root), nanming, baiyunling)).to.deep.equal([700_000n, 0n]);
    });

    it("in parts, realised: once the pledgee has all, the note is its pledgor's again", async () => {
      const { root, note } = await realised({ secured: 250_000n });
      await goTo(DUE_DAY);
      const pay = (to: bigint) => settlement.connect(qianling.signer).settlePartly(root, to, 9);
      expect(await gains(() => pay(200_000n), nanming, baiyunling)).to.deep.equal([0n, 200_000n]);
      expect(await holderOf(note)).to.equal(baiyunling.id);
      await expect(pay(300_000n))
        .to.emit(registry, "NoteTransferred")
        .withArgs(note, baiyunling.id, nanming.id, Ground.Pledge, 1n, FACE, 1n, ZeroHash);
      expect(await holderOf(note)).to.equal(nanming.id);
      expect(await gains(() => settle(root), nanming, baiyunling)).to.deep.equal([700_000n, 0n]);
    });

    it("interest on what is overdue counts too", async () => {
      const { root } = await live({ secured: FACE });
      await goTo("2026-07-10");
      const [toPledgor, toPledgee] = await gains(() => settle(root), nanming, baiyunling);
      expect(toPledgee).to.equal(FACE);
      expect(toPledgor).to.equal(5_000n);
    });

    it("from the confirming bank: divided, and the note is the bank's free of the pledge, which the obligor then pays alone", async () => {
      const { root, note } = await bankConfirmed(desk, {}, guanshan);
      await pledged(desk, note, nanming, baiyunling);
      await goTo(DEBT_DUE);
      await realise(note, baiyunling);
      await goTo("2026-07-01");
      const paying = () => settle(root, guanshan);
      expect(await gains(paying, guanshan, baiyunling, nanming)).to.deep.equal([-FACE - 500n, SECURED, 400_500n]);
      expect(fields(await registry.noteInfo(note))).to.include({ holder: guanshan.id, marks: Marks.None });
      expect(await statusOf(note)).to.equal(PledgeStatus.Ended);
      const repaying = () => settle(root);
      expect(await gains(repaying, guanshan, baiyunling, nanming)).to.deep.equal([FACE + 500n, 0n, 0n]);
    });

    it("R-6: what stands before the holder's right stands before its pledge", async () => {
      const { root, note } = await live();
      const entry = await entered(desk, note, guanshan, { amount: 700_000n, registeredAt: 1n });
      await ruled(desk, "admitByOrder", note, entry);
      await goTo(DUE_DAY);
      expect(await gains(() => settle(root), guanshan, baiyunling, nanming)).to.deep.equal([700_000n, 300_000n, 0n]);
    });

    it("R-10: frozen after it was pledged, the pledgee is paid and what is over is set aside for the pledgor", async () => {
      const { root, note } = await realised();
      const key = await frozen(desk, note, { from: nanming, until: day("2026-12-31") * 86_400n });
      await goTo(DUE_DAY);
      expect(await gains(() => settle(root), nanming, baiyunling)).to.deep.equal([0n, SECURED]);
      expect(fields(await registry.noteInfo(note))).to.include({ holder: nanming.id, status: NoteStatus.Live });
      await expect(settlement.connect(nanming.signer).claim(note))
        .to.be.revertedWithCustomError(settlement, "NoteStillFrozen")
        .withArgs(note);
      await unfrozen(desk, note, key);
      const claiming = () => settlement.connect(nanming.signer).claim(note);
      expect(await gains(claiming, nanming, baiyunling)).to.deep.equal([FACE - SECURED, 0n]);
      expect((await registry.noteInfo(note)).status).to.equal(NoteStatus.Paid);
    });

    it("an order that has given the note to another made that one the pledgor", async () => {
      const { root, note } = await live();
      await forced(desk, note, huaxi);
      const snapshot = await networkHelpers.takeSnapshot();
      await goTo(DUE_DAY);
      expect(await gains(() => settle(root), nanming, huaxi, baiyunling)).to.deep.equal([0n, FACE - SECURED, SECURED]);
      await snapshot.restore();
      await goTo(DEBT_DUE);
      await expect(realise(note, baiyunling))
        .to.emit(security, "NotePledgeRealised")
        .withArgs(note, huaxi.id, baiyunling.id, SECURED);
      await goTo(DUE_DAY);
      expect(await gains(() => settle(root), nanming, huaxi, baiyunling)).to.deep.equal([0n, FACE - SECURED, SECURED]);
    });
  });

  it("K-3: only parts of the module divide and end; and only what is pledged", async () => {
    const { note } = await opened(desk);
    for (const { signer, wallet } of [nanming, baiyunling, qianling, desk.court]) {
      const mine = security.connect(signer);
      for (const attempt of [() => mine.collect(note, 1n, false), () => mine.end(note)]) {
        await expect(attempt()).to.be.revertedWithCustomError(security, "CallerNotPart").withArgs(wallet);
      }
    }
    const mine = security.connect(await asPart(settlement));
    for (const attempt of [() => mine.collect(note, 1n, false), () => mine.end(note)]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(security, "NotePledgeMissing")
        .withArgs(note, PledgeStatus.None, PledgeStatus.Live);
    }
    expect(await security.openItems()).to.equal(0n);
  });
});
