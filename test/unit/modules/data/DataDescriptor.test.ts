/** DataDescriptor: certificates and licences as people read them. */
import { expect } from "chai";
import { toUtf8String } from "ethers";
import { fields } from "../../../utils/bills.ts";
import {
  certified,
  type DataDesk,
  dataDesk,
  frozenAsset,
  Right,
  Sensitivity,
  Sharing,
  suspendedAsset,
  toDay,
  transferred,
  Update,
  versionPublished,
  Volume,
} from "../../../utils/data.ts";
import { licensed, setOf, used } from "../../../utils/data-offers.ts";

interface Metadata {
  name: string;
  description: string;
  attributes: { trait_type: string; value: string }[];
}

const PREFIX = "data:application/json;base64,";

describe("DataDescriptor", () => {
  let desk: DataDesk;

  beforeEach(async () => {
    desk = await dataDesk();
  });

  function read(uri: string): Metadata & { traits: Record<string, string> } {
    expect(uri.startsWith(PREFIX)).to.be.true;
    const parsed = JSON.parse(toUtf8String(Buffer.from(uri.slice(PREFIX.length), "base64"))) as Metadata;
    return { ...parsed, traits: Object.fromEntries(parsed.attributes.map((each) => [each.trait_type, each.value])) };
  }
  const certificate = async (asset: bigint) => read(await desk.suite.dataRegistry.tokenURI(asset));
  const licenceOf = async (licence: bigint) => read(await desk.suite.dataLicences.tokenURI(licence));

  it("tells of a certificate: rights, class, version, certifier, and until when it runs", async () => {
    const { transport, yunlu, hub } = desk;
    const asset = await certified(desk, {
      holder: transport,
      update: Update.Dynamic,
      sharing: Sharing.Conditional,
      sensitivity: Sensitivity.Important,
      volume: Volume.Terabytes,
    });
    await versionPublished(desk, asset, transport, `0x${"2".repeat(64)}`);
    await transferred(desk, asset, Right.Operation, transport, yunlu);
    const { name, description, traits } = await certificate(asset);
    expect(name).to.equal(`Data asset ${String(asset)}`);
    expect(description).to.contain(transport.nameZh);
    expect(traits).to.deep.equal({
      Holding: transport.nameZh,
      Processing: transport.nameZh,
      Operation: yunlu.nameZh,
      Class: "Important",
      Sharing: "Conditional",
      Volume: "Terabytes",
      Version: "2, dynamic",
      Certifier: hub.nameZh,
      Certified: "2026-01-20",
      "Valid through": "2029-01-19",
      Status: "In force",
    });
  });

  it("tells whether a certificate is frozen, suspended or has run out", async () => {
    const asset = await certified(desk);
    await frozenAsset(desk, asset);
    expect((await certificate(asset)).traits["Status"]).to.equal("Frozen");
    const { validThrough } = await desk.suite.dataRegistry.assetInfo(asset);
    const snapshot = await certificate(asset);
    expect(snapshot.traits["Sharing"]).to.equal("No government data");
    await suspendedAsset(desk, asset);
    expect((await certificate(asset)).traits["Status"]).to.equal("Suspended");
    await desk.suite.dataCertification.connect(desk.hub.signer).reinstate(asset, `0x${"1".repeat(64)}`);
    await toDay(validThrough + 1n);
    expect((await certificate(asset)).traits["Status"]).to.equal("Expired");
  });

  it("names each class and volume", async () => {
    const { dataDescriptor, dataRegistry } = desk.suite;
    const cases = [
      [Sensitivity.General, Volume.Megabytes, "General", "Megabytes"],
      [Sensitivity.Core, Volume.Gigabytes, "Core", "Gigabytes"],
      [Sensitivity.Personal, Volume.Petabytes, "Personal", "Petabytes"],
      [Sensitivity.SensitivePersonal, Volume.Petabytes, "Sensitive personal", "Petabytes"],
    ] as const;
    for (const [sensitivity, volume, className, volumeName] of cases) {
      const asset = await certified(desk, { sensitivity, volume });
      const { traits } = read(await dataDescriptor.assetURI(dataRegistry, asset));
      expect([traits["Class"], traits["Volume"]]).to.deep.equal([className, volumeName]);
    }
  });

  it("tells of a licence: who may use what, for what, when, and how often it was", async () => {
    const { yunlu, shuju } = desk;
    const asset = await certified(desk);
    const licence = await licensed(desk, asset, { purposes: setOf("RISK_CONTROL", "INSURANCE"), exclusive: true });
    await used(desk, licence);
    const { name, traits } = await licenceOf(licence);
    expect(name).to.equal(`Data licence ${String(licence)}`);
    expect(traits).to.deep.equal({
      Licensee: shuju.nameZh,
      "Licensed by": yunlu.nameZh,
      Asset: String(asset),
      Right: "Processing and use",
      Exclusive: "Yes",
      Purposes: "RISK_CONTROL, INSURANCE",
      "First day": "2026-01-20",
      "Last day": "2027-01-19",
      Uses: "1",
      "Uses allowed": "Unlimited",
      Status: "In force",
    });
    await toDay((await desk.suite.dataLicences.licenceInfo(licence)).lastDay + 1n);
    const { dataDescriptor, dataLicences } = desk.suite;
    expect(read(await dataDescriptor.licenceURI(dataLicences, licence)).traits["Status"]).to.equal("Expired");
  });

  it("tells of a licence that is being delivered, and of a count of uses", async () => {
    const asset = await certified(desk);
    const terms = { right: Right.Operation, uses: 12n };
    const licence = await licensed(desk, asset, terms, { pending: true });
    const { dataDescriptor, dataLicences } = desk.suite;
    const { traits } = read(await dataDescriptor.licenceURI(dataLicences, licence));
    expect([traits["Status"], traits["Right"], traits["Uses allowed"], traits["Last day"]]).to.deep.equal([
      "Being delivered",
      "Operation of products",
      "12",
      "None yet",
    ]);
    expect(fields(await dataLicences.licenceInfo(licence)).used).to.equal(0n);
  });

  it("keeps nothing", async () => {
    expect(await desk.suite.dataDescriptor.openItems()).to.equal(0n);
  });
});
