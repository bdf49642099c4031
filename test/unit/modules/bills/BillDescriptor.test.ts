import { expect } from "chai";
import { toUtf8String, Wallet, id } from "ethers";
import { usccCheck } from "../../../../deploy/data/uscc.ts";
import { applicationDraft, signDraft, usccBytes } from "../../../../deploy/founders.ts";
import {
  billDesk,
  BillKind,
  delivered,
  type Desk,
  type Draft,
  drawn,
  endorsed,
  goTo,
  MATURITY,
  NO_DIGEST,
  order,
  type Paper,
} from "../../../utils/bills.ts";
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

interface Metadata {
  name: string;
  description: string;
  attributes: { trait_type: string; value: string }[];
}

const PREFIX = "data:application/json;base64,";

describe("BillDescriptor", () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await billDesk();
  });

  async function metadata({ holding }: Pick<Paper, "holding">): Promise<Metadata & { traits: Record<string, string> }> {
    const uri = await desk.suite.billRegistry.tokenURI(holding);
    expect(uri.startsWith(PREFIX)).to.be.true;
    const base64 = uri.slice(PREFIX.length);
    const text = Buffer.from(base64, "base64");
    expect(text.toString("base64")).to.equal(base64);
    const parsed = JSON.parse(toUtf8String(text)) as Metadata;
    return { ...parsed, traits: Object.fromEntries(parsed.attributes.map((each) => [each.trait_type, each.value])) };
  }

  it("tells of the bill and the holding", async () => {
    const paper = await delivered(desk, { face: 123_456_789n });
    await endorsed(desk, paper.holding, desk.nanming, desk.huaxi);
    const { number } = await desk.suite.billRegistry.billInfo(paper.bill);
    const { name, description, attributes, traits } = await metadata(paper);
    expect(name).to.equal(`Bill ${number}`);
    expect(description).to.equal(
      "¥1,234,567.89 drawn by 黔岭装备制造有限公司 on 观山银行股份有限公司, due 2026-06-30. Title moves by endorsement only.",
    );
    expect(attributes).to.have.length(13);
    expect(traits).to.deep.equal({
      Kind: "Bank",
      Face: "¥1,234,567.89",
      "Issue day": "2026-01-05",
      Maturity: "2026-06-30",
      Drawer: "黔岭装备制造有限公司",
      Acceptor: "观山银行股份有限公司",
      Payee: "南明精铸有限公司",
      Holder: "花溪弹簧有限公司",
      Interval: "1 - 123456789",
      Status: "Delivered",
      Circulation: "Circulating",
      Frozen: "No",
      Endorsements: "1",
    });
  });

  for (const [fen, yuan] of [
    [1n, "¥0.01"],
    [10n, "¥0.10"],
    [100n, "¥1.00"],
    [99_999n, "¥999.99"],
    [100_000n, "¥1,000.00"],
    [100_000_005n, "¥1,000,000.05"],
    [100_000_000_000n, "¥1,000,000,000.00"],
  ] as const) {
    it(`shows ${fen} fen as ${yuan}`, async () => {
      const { traits, description } = await metadata(await drawn(desk, { face: fen }));
      expect(traits["Face"]).to.equal(yuan);
      expect(description.split(" ")[0]).to.equal(yuan);
    });
  }

  it("names the kind", async () => {
    for (const [kind, text] of [
      [BillKind.Bank, "Bank"],
      [BillKind.FinanceCompany, "Finance company"],
      [BillKind.Commercial, "Commercial"],
    ] as const) {
      expect((await metadata(await drawn(desk, { kind }))).traits["Kind"]).to.equal(text);
    }
  });

  it("names each pair as it is today", async () => {
    const status = async (paper: Paper) => {
      const { traits } = await metadata(paper);
      return `${traits["Status"]}, ${traits["Circulation"]}`;
    };
    const { billIssuance, billRegistry, billPayment } = desk.suite;
    const own: Draft = { kind: BillKind.Commercial, acceptor: desk.qianling };
    const paper = await drawn(desk, own);
    expect(await status(paper)).to.equal("Drawn, Awaiting delivery");
    await billIssuance.connect(desk.qianling.signer).presentForAcceptance(paper.bill);
    expect(await status(paper)).to.equal("Accepted, Awaiting delivery");
    await billIssuance.connect(desk.qianling.signer).deliver(paper.bill, 0);
    expect(await status(paper)).to.equal("Accepted, Locked");
    await billIssuance.connect(desk.nanming.signer).sign(1);
    expect(await status(paper)).to.equal("Delivered, Circulating");
    await endorsed(desk, paper.holding, desk.nanming, desk.huaxi, true);
    expect(await status(paper)).to.equal("Delivered, Not transferable");
    await goTo(MATURITY);
    expect(await status(paper)).to.equal("Matured, Not transferable");
    await billPayment.connect(desk.huaxi.signer).present(paper.holding, NO_DIGEST);
    expect(await status(paper)).to.equal("Matured, In collection");
    expect(await billRegistry.ownerOf(paper.holding)).to.equal(desk.huaxi.wallet);
  });

  it("is valid JSON whatever characters a name has", async () => {
    const name = `Quote " slash \\ tab \t line \n return \r back \b form \f zero \u0001 unit \u001f </script> 钢 😀 {"a":1}`;
    const signer = new Wallet(id("oddly named"), ethers.provider);
    const body = "91520100MA6H9002X";
    const uscc = `${body}${usccCheck(body)}`;
    const deadline = BigInt(await networkHelpers.time.latest()) + 3600n;
    const { participants } = desk.suite;
    const application = { uscc: usccBytes(uscc), name, size: 4, wallet: signer.address, evidence: id("application") };
    const { signature } = await signDraft(participants, signer, applicationDraft(application), deadline);
    await participants.applyForAdmission(application, deadline, signature);
    const number = await participants.participantCount();
    await order(desk, "admit", [number]);
    const odd: Actor = { ...desk.huaxi, id: number, wallet: signer.address, uscc };
    const documents = [{ subject: id("any"), amount: 1n }];
    const paper = await drawn(desk, { payee: odd, documents, face: 1n });
    const { traits } = await metadata(paper);
    expect(traits["Payee"]).to.equal(name);
  });

  it("reverts for what does not exist or is closed", async () => {
    const { bill, holding } = await drawn(desk);
    await desk.suite.billIssuance.connect(desk.qianling.signer).withdraw(bill);
    for (const token of [holding, holding + 1n, 0n]) {
      await expect(desk.suite.billRegistry.tokenURI(token))
        .to.be.revertedWithCustomError(desk.suite.billRegistry, "ERC721NonexistentToken")
        .withArgs(token);
    }
  });
});
