import { expect } from "chai";
import { toUtf8String } from "ethers";
import { goTo } from "../../../utils/bills.ts";
import {
  bankConfirmed,
  chained,
  DUE_DAY,
  FACE,
  noteOf,
  opened,
  preSigned,
  receivableDesk,
  type ReceivableDesk,
  transferAsked,
  transferred,
} from "../../../utils/receivables.ts";

const PREFIX = "data:application/json;base64,";

interface Metadata {
  name: string;
  description: string;
  attributes: { trait_type: string; value: string }[];
}

describe("ReceivableDescriptor", () => {
  let desk: ReceivableDesk;

  beforeEach(async () => {
    desk = await receivableDesk();
  });

  function read(uri: string): Metadata & { traits: Record<string, string> } {
    expect(uri.startsWith(PREFIX)).to.be.true;
    const parsed = JSON.parse(toUtf8String(Buffer.from(uri.slice(PREFIX.length), "base64"))) as Metadata;
    return { ...parsed, traits: Object.fromEntries(parsed.attributes.map((each) => [each.trait_type, each.value])) };
  }

  const metadata = async (note: bigint) => read(await desk.suite.receivableRegistry.tokenURI(note));
  /** Also of notes that are no more. */
  const described = async (note: bigint) => {
    const { receivableDescriptor, receivableRegistry } = desk.suite;
    return read(await receivableDescriptor.tokenURI(receivableRegistry, note));
  };

  it("tells of the root and the note", async () => {
    const { root, note } = await bankConfirmed(desk, { face: 123_456_789n });
    const part = await transferred(desk, note, desk.nanming, desk.huaxi, 23_456_789n);
    const { name, description, attributes, traits } = await metadata(part);
    expect(name).to.equal(`Note 2 of receivable ${root}`);
    expect(description).to.equal(
      "¥234,567.89 of ¥1,234,567.89 that 黔岭装备制造有限公司 owes, due 2026-06-30. Title moves by transfer only.",
    );
    expect(attributes).to.have.length(12);
    expect(traits).to.deep.equal({
      Obligor: "黔岭装备制造有限公司",
      Supplier: "南明精铸有限公司",
      "Confirming bank": "白云岭银行股份有限公司",
      "Issue day": "2026-01-05",
      "Due day": "2026-06-30",
      Receivable: "Open",
      Holder: "花溪弹簧有限公司",
      Face: "¥234,567.89",
      Interval: "1 - 23456789",
      Tier: "2",
      Status: "Live",
      "Stands on it": "Nothing",
    });
  });

  it("says so where no bank has confirmed", async () => {
    const { note } = await opened(desk);
    expect((await metadata(note)).traits["Confirming bank"]).to.equal("None");
  });

  it("says what stands on it today, and when it is due", async () => {
    const { note } = await opened(desk);
    await transferAsked(desk, note, desk.nanming, desk.huaxi);
    expect((await metadata(note)).traits["Stands on it"]).to.equal("Locked");
    await goTo(DUE_DAY, "00:00:00");
    const { traits } = await metadata(note);
    expect([traits["Status"], traits["Stands on it"]]).to.deep.equal(["Due", "Nothing"]);
  });

  it("says what became of a note that is no more", async () => {
    const { note } = await opened(desk);
    const part = await transferred(desk, note, desk.nanming, desk.huaxi, 1n);
    await transferred(desk, part, desk.huaxi, desk.nanming);
    await desk.suite.receivableRegistry.connect(desk.nanming.signer).merge(part, note);
    expect((await described(note)).traits["Status"]).to.equal("Merged");
  });

  it("reverts for a note of no root, and for a root's note that does not exist", async () => {
    const { root } = await opened(desk);
    const { receivableDescriptor, receivableRegistry } = desk.suite;
    await expect(receivableDescriptor.tokenURI(receivableRegistry, noteOf(root + 1n))).to.be.revertedWithCustomError(
      receivableRegistry,
      "RootUnknown",
    );
    await expect(receivableDescriptor.tokenURI(receivableRegistry, noteOf(root, 2))).to.be.revertedWithCustomError(
      receivableRegistry,
      "NoteUnknown",
    );
  });

  describe("pathOf", () => {
    const pathOf = async (note: bigint, cursor: bigint, limit: bigint | number) => {
      const { receivableDescriptor, receivableRegistry } = desk.suite;
      const [ids, notes, next] = await receivableDescriptor.pathOf(receivableRegistry, note, cursor, limit);
      return { ids: [...ids], tiers: notes.map(({ tier }) => tier), holders: notes.map(({ holder }) => holder), next };
    };

    it("R-9: leads from a note to its root's first, nearest first", async () => {
      const { notes } = await chained(desk);
      const path = [notes.qingzhen, notes.wudang, notes.huaxi, notes.nanming];
      const all = await pathOf(notes.qingzhen, 0n, 10);
      expect(all.ids).to.deep.equal(path);
      expect(all.tiers).to.deep.equal([4n, 3n, 2n, 1n]);
      expect(all.holders).to.deep.equal([desk.qingzhen.id, desk.wudang.id, desk.huaxi.id, desk.nanming.id]);
      expect(all.next).to.equal(0n);
      expect(await pathOf(notes.nanming, 0n, 10)).to.deep.include({ ids: [notes.nanming], next: 0n });
    });

    it("R-9: in pages, each beginning where the last one says", async () => {
      const { notes } = await chained(desk);
      const first = await pathOf(notes.qingzhen, 0n, 3);
      expect(first).to.deep.include({ ids: [notes.qingzhen, notes.wudang, notes.huaxi], next: notes.nanming });
      expect(await pathOf(notes.qingzhen, first.next, 3)).to.deep.include({ ids: [notes.nanming], next: 0n });
      expect(await pathOf(notes.qingzhen, 0n, 4)).to.deep.include({ next: 0n });
      expect(await pathOf(notes.qingzhen, 0n, 0)).to.deep.include({ ids: [], next: notes.qingzhen });
      expect((await pathOf(notes.qingzhen, 0n, 2n ** 256n - 1n)).ids).to.have.length(4);
    });

    it("R-9: of a note 200 splits deep, whole or in pages", async () => {
      const { root, note } = await opened(desk);
      const { huaxi, nanming, suite } = desk;
      await preSigned(desk, huaxi, nanming);
      await preSigned(desk, nanming, huaxi);
      for (let depth = 0; depth < 200; depth++) {
        const from = depth % 2 === 0 ? nanming : huaxi;
        const to = depth % 2 === 0 ? huaxi : nanming;
        const subject = noteOf(root, depth + 1);
        await suite.receivableRegistry
          .connect(from.signer)
          .transfer(subject, FACE - BigInt(depth) - 1n, to.id, `0x${"1".repeat(64)}`, 0);
      }
      const deepest = noteOf(root, 201);
      const { ids } = await pathOf(deepest, 0n, 1_000);
      expect(ids).to.deep.equal(Array.from({ length: 201 }, (_, index) => noteOf(root, 201 - index)));
      expect(ids.at(-1)).to.equal(note);
      let [cursor, paged]: [bigint, bigint[]] = [0n, []];
      do {
        const page = await pathOf(deepest, cursor, 70);
        [cursor, paged] = [page.next, [...paged, ...page.ids]];
      } while (cursor !== 0n);
      expect(paged).to.deep.equal(ids);
    });

    it("of a merged note is that of the one whose id it kept", async () => {
      const { notes } = await chained(desk);
      await transferred(desk, notes.qingzhen, desk.qingzhen, desk.wudang);
      await desk.suite.receivableRegistry.connect(desk.wudang.signer).merge(notes.qingzhen, notes.wudang);
      expect((await pathOf(notes.qingzhen, 0n, 9)).ids).to.have.length(4);
    });

    it("reverts for a note that does not exist", async () => {
      const { root } = await opened(desk);
      await expect(pathOf(noteOf(root, 2), 0n, 5)).to.be.revertedWithCustomError(
        desk.suite.receivableRegistry,
        "NoteUnknown",
      );
    });
  });
});
