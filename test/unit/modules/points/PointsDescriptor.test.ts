/** PointsDescriptor: programmes of points as people read them. */
import { expect } from "chai";
import { encodeBytes32String, toUtf8String } from "ethers";
import { day } from "../../../utils/bills.ts";
import { COMMON, Expiry, HONOUR, NOTICE, opened, pointsDesk, type PointsDesk, toDay } from "../../../utils/points.ts";

interface Metadata {
  name: string;
  description: string;
  attributes: { trait_type: string; value: string }[];
}

const PREFIX = "data:application/json;base64,";

describe("PointsDescriptor", () => {
  let desk: PointsDesk;

  beforeEach(async () => {
    desk = await pointsDesk();
  });

  async function read(programme: bigint) {
    const uri = await desk.suite.pointsLedger.uri(programme);
    expect(uri.startsWith(PREFIX)).to.be.true;
    const parsed = JSON.parse(toUtf8String(Buffer.from(uri.slice(PREFIX.length), "base64"))) as Metadata;
    return { ...parsed, traits: Object.fromEntries(parsed.attributes.map((each) => [each.trait_type, each.value])) };
  }

  it("tells of covered points: issuer, value, cover, expiry, and what may be done with them", async () => {
    const { name, traits } = await read(desk.store);
    expect(name).to.equal("Department store points");
    expect(traits).to.deep.equal({
      Issuer: desk.baihuo.nameZh,
      Kind: "Covered points",
      "Settlement value of 1000 points": "¥10.00",
      "Reserve ratio in 1/10,000": "6000",
      Expiry: "At the end of month 6 after the grant's",
      "Can be passed on": "Yes",
      "Can be exchanged": "Yes",
      Status: "Open",
    });
  });

  it("tells of the common points, which have no issuer", async () => {
    const { name, traits } = await read(COMMON);
    expect(name).to.equal("Common points");
    expect(traits).to.include({
      Issuer: "The alliance",
      Kind: "Common points",
      Expiry: "Never",
      "Can be exchanged": "No",
    });
  });

  it("tells of honour points by names in Chinese and with quotes, and of a last day", async () => {
    const programme = await opened(desk, desk.dianli, {
      ...HONOUR,
      name: encodeBytes32String('绿电"积分"'),
      expiry: Expiry.FixedDate,
      fixedDay: day("2026-12-31"),
      transferable: false,
    });
    const { name, traits } = await read(programme);
    expect(name).to.equal('绿电"积分"');
    expect(traits).to.include({
      Kind: "Honour points",
      "Settlement value of 1000 points": "¥0.00",
      Expiry: "After 2026-12-31",
      "Can be passed on": "No",
    });
  });

  it("reads a name of the full 32 bytes", async () => {
    const name = "积分".repeat(5) + "ab";
    const programme = await opened(desk, desk.dianli, { ...HONOUR, name: `0x${Buffer.from(name).toString("hex")}` });
    expect((await read(programme)).name).to.equal(name);
  });

  it("tells when a programme ends, and that it has", async () => {
    const { pointsProgrammes, pointsLedger } = desk.suite;
    await pointsProgrammes.connect(desk.baihuo.signer).closeProgramme(desk.store, NOTICE);
    expect((await read(desk.store)).traits["Status"]).to.equal("Ends after 2026-04-05");
    const { closesAfter } = await pointsLedger.programmeInfo(desk.store);
    await toDay(closesAfter + 1n);
    expect((await read(desk.store)).traits["Status"]).to.equal("Ended");
    await pointsProgrammes.finishClosing(desk.store);
    expect((await read(desk.store)).traits["Status"]).to.equal("Ended");
  });

  it("reverts for a programme that does not exist", async () => {
    const { pointsLedger } = desk.suite;
    for (const unknown of [0n, 99n]) {
      await expect(pointsLedger.uri(unknown))
        .to.be.revertedWithCustomError(pointsLedger, "PointsProgrammeUnknown")
        .withArgs(unknown);
    }
    await expect(pointsLedger.uri(1n << 32n))
      .to.be.revertedWithCustomError(pointsLedger, "PointsTokenUnknown")
      .withArgs(1n << 32n);
  });
});
