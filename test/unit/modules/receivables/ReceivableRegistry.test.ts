/** Notes as ERC-721 tokens, and what the registry tells of roots and notes. */
import { expect } from "chai";
import { id, Wallet, ZeroAddress } from "ethers";
import { signDraft, walletDraft } from "../../../../deploy/founders.ts";
import { day, fields, goTo } from "../../../utils/bills.ts";
import { noteInfo } from "../../../utils/receivables-registry.ts";
import {
  chained,
  DEFAULT_OVERDUE_RATE,
  DUE_DAY,
  FACE,
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
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

describe("ReceivableRegistry", () => {
  let desk: ReceivableDesk;
  let registry: ReceivableDesk["suite"]["receivableRegistry"];
  let nanming: Actor;
  let huaxi: Actor;

  beforeEach(async () => {
    desk = await receivableDesk();
    registry = desk.suite.receivableRegistry;
    ({ nanming, huaxi } = desk);
  });

  describe("as ERC-721 tokens", () => {
    it("X-5, X-9: no transfer or approval function moves anything", async () => {
      const { note } = await opened(desk);
      const mine = registry.connect(nanming.signer);
      const [from, to] = [nanming.wallet, huaxi.wallet];
      for (const act of [
        mine.transferFrom(from, to, note),
        mine["safeTransferFrom(address,address,uint256)"](from, to, note),
        mine["safeTransferFrom(address,address,uint256,bytes)"](from, to, note, "0x00"),
        mine.approve(to, note),
        mine.setApprovalForAll(to, true),
      ]) {
        await expect(act).to.be.revertedWithCustomError(registry, "TitleMovesByItsActs").withArgs();
      }
      expect(await registry.ownerOf(note)).to.equal(nanming.wallet);
      expect(await registry.getApproved(note)).to.equal(ZeroAddress);
      expect(await registry.isApprovedForAll(nanming.wallet, huaxi.wallet)).to.be.false;
    });

    it("X-5: the ABI has no other function that a transfer could come through", () => {
      const names = registry.interface.fragments.flatMap((fragment) =>
        fragment.type === "function" &&
        /transfer|approv|mint|burn|move|permit|multicall/i.test(fragment.format("sighash"))
          ? [fragment.format("sighash").replace("function ", "")]
          : [],
      );
      expect(names).to.have.members([
        "approve(address,uint256)",
        "getApproved(uint256)",
        "isApprovedForAll(address,address)",
        "safeTransferFrom(address,address,uint256)",
        "safeTransferFrom(address,address,uint256,bytes)",
        "setApprovalForAll(address,bool)",
        "transfer(uint64,uint64,uint32,bytes32,uint32)",
        "transferFrom(address,address,uint256)",
        "transferMany(uint64,(uint32,uint64,bytes32)[],uint32)",
      ]);
    });

    it("the owner is the holder's wallet, and a balance counts its live notes", async () => {
      const { notes } = await chained(desk);
      for (const [key, note] of Object.entries(notes)) {
        const { wallet } = desk[key as keyof typeof notes];
        expect(await registry.ownerOf(note)).to.equal(wallet);
        expect(await registry.balanceOf(wallet)).to.equal(1n);
      }
      await opened(desk);
      expect(await registry.balanceOf(nanming.wallet)).to.equal(2n);
      expect(await registry.balanceOf(desk.qianling.wallet)).to.equal(0n);
      expect(await registry.balanceOf(await registry.getAddress())).to.equal(0n);
    });

    it("follows a holder that changes its wallet, without an event; the old one holds nothing and can't act", async () => {
      const { note } = await opened(desk);
      const { participants } = desk.suite;
      const heir = new Wallet(id("heir"), ethers.provider);
      const deadline = BigInt(await networkHelpers.time.latest()) + 3600n;
      const { signature } = await signDraft(participants, heir, walletDraft(heir.address, nanming.id), deadline);
      await expect(participants.connect(nanming.signer).rotateWallet(heir, deadline, signature)).not.to.emit(
        registry,
        "Transfer",
      );
      expect(await registry.ownerOf(note)).to.equal(heir.address);
      expect([await registry.balanceOf(heir), await registry.balanceOf(nanming.wallet)]).to.deep.equal([1n, 0n]);
      await expect(registry.connect(nanming.signer).transfer(note, FACE, huaxi.id, id("trade"), 0))
        .to.be.revertedWithCustomError(participants, "AccountUnknown")
        .withArgs(nanming.wallet);
      await preSigned(desk, huaxi, nanming);
      await expect(registry.connect(heir).transfer(note, FACE, huaxi.id, id("trade"), 0))
        .to.emit(registry, "Transfer")
        .withArgs(heir.address, huaxi.wallet, note);
    });

    it("nobody owns what is merged or does not exist, nor does the zero address own anything", async () => {
      const { root, note } = await opened(desk);
      const part = await transferred(desk, note, nanming, huaxi, 1n);
      await transferred(desk, part, huaxi, nanming);
      await registry.connect(nanming.signer).merge(part, note);
      const { note: proposal } = await proposed(desk);
      for (const token of [0n, note, noteOf(root, 3), proposal, (1n << 64n) | part, 2n ** 256n - 1n]) {
        for (const view of ["ownerOf", "getApproved", "locked", "tokenURI"] as const) {
          await expect(registry[view](token))
            .to.be.revertedWithCustomError(registry, "ERC721NonexistentToken")
            .withArgs(token);
        }
      }
      await expect(registry.balanceOf(ZeroAddress))
        .to.be.revertedWithCustomError(registry, "ERC721InvalidOwner")
        .withArgs(ZeroAddress);
    });

    it("is locked for ever (ERC-5192), has its name, and says which interfaces it supports", async () => {
      const certificate = await proposed(desk);
      await expect(desk.suite.receivableIssuance.connect(nanming.signer).sign(certificate.request))
        .to.emit(registry, "Locked")
        .withArgs(certificate.note)
        .and.to.emit(registry, "Transfer")
        .withArgs(ZeroAddress, nanming.wallet, certificate.note);
      expect(await registry.locked(certificate.note)).to.be.true;
      expect([await registry.name(), await registry.symbol()]).to.deep.equal(["RopeNet Receivables", "NOTE"]);
      for (const [interfaceId, supported] of [
        ["0x01ffc9a7", true], // ERC-165
        ["0x80ac58cd", true], // ERC-721
        ["0x5b5e139f", true], // ERC-721 metadata
        ["0xb45a3c0e", true], // ERC-5192
        ["0x780e9d63", false], // ERC-721 enumerable
        ["0xffffffff", false],
      ] as const) {
        expect(await registry.supportsInterface(interfaceId), interfaceId).to.equal(supported);
      }
    });
  });

  describe("what it tells", () => {
    it("of a root: who owes, how much, since when and until when", async () => {
      await goTo("2026-01-20");
      const { root, facility } = await opened(desk);
      expect(fields(await registry.rootInfo(root))).to.deep.equal({
        face: FACE,
        paid: 0n,
        cancelled: 0n,
        setAside: 0n,
        seq: 1n,
        obligor: desk.qianling.id,
        dueDay: day(DUE_DAY),
        supplier: nanming.id,
        issueDay: day("2026-01-20"),
        confirmer: 0n,
        facility,
        overdueRate: DEFAULT_OVERDUE_RATE,
        status: RootStatus.Open,
        financed: false,
      });
      expect(await registry.rootCount()).to.equal(root);
      for (const unknown of [0n, root + 1n]) {
        await expect(registry.rootInfo(unknown))
          .to.be.revertedWithCustomError(registry, "RootUnknown")
          .withArgs(unknown);
      }
    });

    it("of a root's notes, in pages by their numbers, those that are no more included", async () => {
      const { root, notes } = await chained(desk);
      const page = async (start: number, limit: number | bigint) =>
        (await registry.notesOf(root, start, limit)).map(({ holder, status }) => [holder, status]);
      const live = NoteStatus.Live;
      const all = [nanming, huaxi, desk.wudang, desk.qingzhen].map(({ id: holder }) => [holder, live]);
      expect(await page(1, 10)).to.deep.equal(all);
      expect(await page(1, 2n ** 256n - 1n)).to.deep.equal(all);
      expect(await page(2, 2)).to.deep.equal(all.slice(1, 3));
      expect(await page(5, 10)).to.deep.equal([]);
      expect(await page(9, 10)).to.deep.equal([]);
      await transferred(desk, notes.qingzhen, desk.qingzhen, desk.wudang);
      await registry.connect(desk.wudang.signer).merge(notes.qingzhen, notes.wudang);
      expect((await page(3, 1))[0]).to.deep.equal([desk.wudang.id, NoteStatus.Merged]);
    });

    it("of a root's notes as words, from the low end: what their slots hold", async () => {
      const { root } = await chained(desk);
      const bits = [40n, 40n, 32n, 32n, 32n, 32n, 24n, 8n, 16n];
      const fields = (word: bigint) =>
        bits.map(
          (width, index) => (word >> bits.slice(0, index).reduce((sum, each) => sum + each, 0n)) % (1n << width),
        );
      const notes = await registry.notesOf(root, 2, 2);
      expect((await registry.noteWords(root, 2, 2)).map(fields)).to.deep.equal(notes.map((note) => [...note]));
      expect(await registry.noteWords(root, 9, 10)).to.deep.equal([]);
    });

    it("of a note that is unknown: nothing", async () => {
      const { root } = await opened(desk);
      const unknown = noteOf(root, 2);
      for (const view of ["noteInfo", "marksOf"] as const) {
        await expect(registry[view](unknown)).to.be.revertedWithCustomError(registry, "NoteUnknown").withArgs(unknown);
      }
      await expect(registry.requireFree(unknown, nanming.id))
        .to.be.revertedWithCustomError(registry, "NoteUnknown")
        .withArgs(unknown);
      expect((await noteInfo(desk, noteOf(root))).holder).to.equal(nanming.id);
    });
  });
});
