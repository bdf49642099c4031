/** Two adjoining notes of one root made one. */
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { day, goTo } from "../../../utils/bills.ts";
import { expectWhole, noteInfo, requestOn } from "../../../utils/receivables-registry.ts";
import {
  DUE_DAY,
  FACE,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  receivableDesk,
  type ReceivableDesk,
  transferAsked,
  transferred,
} from "../../../utils/receivables.ts";
import type { Actor } from "../../../utils/suite.ts";

const THIRD = 300_000n;

describe("ReceivableRegistry: merge", () => {
  let desk: ReceivableDesk;
  let registry: ReceivableDesk["suite"]["receivableRegistry"];
  let nanming: Actor;
  let huaxi: Actor;
  let wudang: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    registry = desk.suite.receivableRegistry;
    ({ nanming, huaxi, wudang } = desk);
  });

  const merge = (holder: Actor, note: bigint, next: bigint) => registry.connect(holder.signer).merge(note, next);

  /** [1, 300,000] and [300,001, 600,000] with huaxi, the rest with nanming. */
  async function parted() {
    const { root, note } = await opened(desk);
    await transferred(desk, note, nanming, huaxi, THIRD);
    await transferred(desk, note, nanming, huaxi, THIRD);
    return { root, first: noteOf(root, 2), second: noteOf(root, 3), rest: note };
  }

  it("makes one note with the first one's id; the other is no more", async () => {
    const { first, second } = await parted();
    await expect(merge(huaxi, first, second))
      .to.emit(registry, "NotesMerged")
      .withArgs(first, second, huaxi.id, 1n, 2n * THIRD, 2n)
      .and.to.emit(registry, "Transfer")
      .withArgs(huaxi.wallet, ZeroAddress, second);
    expect(await noteInfo(desk, first)).to.include({ lo: 1n, hi: 2n * THIRD, holder: huaxi.id, tier: 2n, marks: 0n });
    expect((await noteInfo(desk, second)).status).to.equal(NoteStatus.Merged);
    expect(await registry.balanceOf(huaxi.wallet)).to.equal(1n);
    await expect(registry.ownerOf(second)).to.be.revertedWithCustomError(registry, "ERC721NonexistentToken");
    await expectWhole(desk, first);
  });

  it("what was merged is passed on as one, and split anew", async () => {
    const { root, first, second, rest } = await parted();
    await merge(huaxi, first, second);
    const part = await transferred(desk, first, huaxi, wudang, THIRD + 1n);
    expect(await noteInfo(desk, part)).to.include({ note: noteOf(root, 4), lo: 1n, hi: THIRD + 1n, parent: 2n });
    await transferred(desk, first, huaxi, nanming);
    await merge(nanming, first, rest);
    expect(await noteInfo(desk, first)).to.include({ lo: THIRD + 2n, hi: FACE });
    await expectWhole(desk, first);
  });

  it("R-8: joins a part that was refused to what it was split from", async () => {
    const { note } = await opened(desk);
    const { part, request } = await transferAsked(desk, note, nanming, huaxi, THIRD);
    await registry.connect(huaxi.signer).refuse(request);
    await merge(nanming, part, note);
    expect(await noteInfo(desk, part)).to.include({ lo: 1n, hi: FACE, tier: 1n });
    await expectWhole(desk, note);
  });

  it("R-9: has the deeper tier of the two, whichever comes first", async () => {
    const { first, second, rest } = await parted();
    await transferred(desk, second, huaxi, wudang);
    await transferred(desk, second, wudang, huaxi);
    await merge(huaxi, first, second);
    expect((await noteInfo(desk, first)).tier).to.equal(4n);
    await transferred(desk, rest, nanming, huaxi);
    await merge(huaxi, first, rest);
    expect((await noteInfo(desk, first)).tier).to.equal(4n);
  });

  it("X-17: reverts for notes of two roots, though all else of them is alike", async () => {
    const [one, other] = [await opened(desk), await opened(desk)];
    const low = await transferred(desk, one.note, nanming, huaxi, THIRD);
    await transferred(desk, other.note, nanming, huaxi, THIRD);
    await transferred(desk, other.note, nanming, huaxi, FACE - THIRD);
    await expect(merge(huaxi, low, other.note))
      .to.be.revertedWithCustomError(registry, "NotesNotOfOneRoot")
      .withArgs(low, other.note);
  });

  it("X-17: reverts when they do not adjoin: apart, the other way round, one and the same", async () => {
    const { first, second, rest } = await parted();
    await transferred(desk, second, huaxi, nanming);
    await transferred(desk, rest, nanming, huaxi);
    for (const [note, next] of [
      [first, rest],
      [rest, first],
      [first, first],
    ] as const) {
      await expect(merge(huaxi, note, next), `${note} ${next}`).to.be.revertedWithCustomError(
        registry,
        "IntervalsNotAdjoining",
      );
    }
    await transferred(desk, second, nanming, huaxi);
    await expect(merge(huaxi, second, first)).to.be.revertedWithCustomError(registry, "IntervalsNotAdjoining");
  });

  it("reverts unless one holds both", async () => {
    const { first, second, rest } = await parted();
    await expect(merge(huaxi, second, rest))
      .to.be.revertedWithCustomError(registry, "NoteNotHolder")
      .withArgs(rest, huaxi.id, nanming.id);
    await expect(merge(nanming, second, rest))
      .to.be.revertedWithCustomError(registry, "NoteNotHolder")
      .withArgs(second, nanming.id, huaxi.id);
    await expect(merge(wudang, first, second))
      .to.be.revertedWithCustomError(registry, "NoteNotHolder")
      .withArgs(first, wudang.id, huaxi.id);
  });

  it("R-4: reverts while one of them is locked, or is no more, and from the due day on", async () => {
    const { root, first, second } = await parted();
    for (const locked of [first, second]) {
      const { request } = await transferAsked(desk, locked, huaxi, wudang);
      await expect(merge(huaxi, first, second))
        .to.be.revertedWithCustomError(registry, "NoteNotFree")
        .withArgs(locked, Marks.Locked, day(DUE_DAY));
      await registry.connect(huaxi.signer).withdrawRequest(request);
    }
    await expect(merge(huaxi, first, noteOf(root, 9)))
      .to.be.revertedWithCustomError(registry, "NoteUnknown")
      .withArgs(noteOf(root, 9));
    await goTo(DUE_DAY, "00:00:00");
    await expect(merge(huaxi, first, second))
      .to.be.revertedWithCustomError(registry, "NoteNotFree")
      .withArgs(first, 0n, day(DUE_DAY));
  });

  it("goes while a request on one of them has lapsed, which can then not be signed", async () => {
    const { first, second } = await parted();
    await registry.connect(huaxi.signer).transfer(first, THIRD, wudang.id, `0x${"1".repeat(64)}`, day("2026-02-01"));
    const request = await requestOn(desk, first);
    await goTo("2026-02-02", "00:00:00");
    await merge(huaxi, first, second);
    expect(await registry.marksOf(first)).to.equal(0n);
    await expect(registry.connect(wudang.signer).sign(request))
      .to.be.revertedWithCustomError(registry, "RequestLapsed")
      .withArgs(request, day("2026-02-01"));
    await expect(merge(huaxi, first, second))
      .to.be.revertedWithCustomError(registry, "NoteNotLive")
      .withArgs(second, NoteStatus.Merged);
  });
});
