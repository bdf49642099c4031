/** Opening of budget lines, campaigns and funds for produce. */
import { expect } from "chai";
import { encodeBytes32String, ZeroHash } from "ethers";
import {
  BUDGET,
  campaign,
  CAMPAIGN_END,
  type CampaignDraft,
  campaignTerms,
  day,
  EDUCATION,
  EVIDENCE,
  fields,
  FIRST_DAY,
  FundKind,
  type FundsDesk,
  fundsDesk,
  goTo,
  LAST_DAY,
  Leftover,
  NO_FUND,
  NOBODY,
  produceFund,
  Role,
  Source,
} from "../../../utils/relief-funds.ts";
import { decree } from "../../../utils/orders.ts";
import type { Actor } from "../../../utils/suite.ts";

const NO_PURPOSE = ZeroHash;
const GOODS = encodeBytes32String("SPORTS");

describe("ReliefFunds: opening", () => {
  let desk: FundsDesk;
  let funds: FundsDesk["funds"];
  let programmes: FundsDesk["programmes"];
  let rural: Actor, huiai: Actor, county: Actor;
  let fiscal: bigint, social: bigint;

  beforeEach(async () => {
    desk = await fundsDesk();
    ({ funds, programmes, rural, huiai, county, fiscal, social } = desk);
  });

  const open = (draft: CampaignDraft = {}, by: Actor = rural) =>
    funds.connect(by.signer).openCampaign(...campaignTerms(desk, draft));
  /** The three openings, each with what a test changes. */
  const openings = ({ fund = fiscal, gift = social, purpose = EDUCATION, target = BUDGET, evidence = EVIDENCE }) => {
    const as = (by: Actor) => funds.connect(by.signer);
    const [from, until] = [day(FIRST_DAY), day(CAMPAIGN_END)];
    return [
      (by: Actor) => as(by).openBudget(fund, purpose, target, evidence),
      (by: Actor) =>
        as(by).openCampaign(gift, purpose, target, NOBODY, from, until, Leftover.Return, NO_FUND, evidence),
      (by: Actor) => as(by).openProduce(gift, purpose, target, evidence),
    ];
  };

  it("opens a budget line and says so", async () => {
    await expect(funds.connect(rural.signer).openBudget(fiscal, EDUCATION, 500n, EVIDENCE))
      .to.emit(funds, "FundOpened")
      .withArgs(1n, fiscal, FundKind.Budget, EDUCATION, 500n, NOBODY, 0n, 0n, Leftover.None, NO_FUND, EVIDENCE);
    expect(fields(await funds.fundInfo(1n))).to.deep.equal({
      programme: fiscal,
      kind: FundKind.Budget,
      leftover: Leftover.None,
      platform: NOBODY,
      from: 0n,
      until: 0n,
      noticeEnd: 0n,
      successor: NO_FUND,
      target: 500n,
      received: 0n,
      allocated: 0n,
      returned: 0n,
      purpose: EDUCATION,
      drawn: 0n,
      lots: 0n,
    });
    expect(await funds.freeOf(1n)).to.equal(0n);
  });

  it("opens a budget line of a sector programme", async () => {
    const sector = await desk.created(Source.Sector);
    await funds.connect(rural.signer).openBudget(sector, EDUCATION, 500n, EVIDENCE);
    expect(await funds.fundsOf(sector)).to.deep.equal([1n]);
  });

  it("opens campaigns and a fund for produce, counted by programme", async () => {
    const [from, until] = [day(FIRST_DAY), day(CAMPAIGN_END)];
    await expect(open())
      .to.emit(funds, "FundOpened")
      .withArgs(
        1n,
        social,
        FundKind.Campaign,
        EDUCATION,
        BUDGET,
        huiai.id,
        from,
        until,
        Leftover.Return,
        NO_FUND,
        EVIDENCE,
      );
    const second = await campaign(desk, { successor: 1n, platform: NOBODY });
    expect(fields(await funds.fundInfo(second))).to.deep.include({
      leftover: Leftover.Similar,
      successor: 1n,
      platform: NOBODY,
    });
    const third = await produceFund(desk);
    expect((await funds.fundInfo(third)).kind).to.equal(FundKind.Produce);
    expect(await funds.fundCount()).to.equal(3n);
    expect(await funds.fundsOf(social)).to.deep.equal([1n, 2n, 3n]);
    expect(await funds.fundsOf(fiscal)).to.deep.equal([]);
  });

  it("opens a campaign of one day, on the programme's last", async () => {
    await goTo(LAST_DAY);
    await open({ from: LAST_DAY, until: LAST_DAY });
    expect(await funds.fundCount()).to.equal(1n);
  });

  it("reverts when the caller is not the authority", async () => {
    for (const [index, act] of openings({}).entries()) {
      await expect(act(county))
        .to.be.revertedWithCustomError(funds, "ProgrammeNotAuthority")
        .withArgs(index === 0 ? fiscal : social, county.id, rural.id);
    }
  });

  it("reverts when the authority is qualified no longer", async () => {
    await decree(desk, "revokeQualification", rural.id, encodeBytes32String("RELIEF_AUTHORITY"));
    for (const act of openings({})) {
      await expect(act(rural))
        .to.be.revertedWithCustomError(desk.suite.participants, "QualificationMissing")
        .withArgs(rural.id, encodeBytes32String("RELIEF_AUTHORITY"));
    }
  });

  it("reverts when there is no such programme", async () => {
    for (const act of openings({ fund: 77n, gift: 77n })) {
      await expect(act(rural)).to.be.revertedWithCustomError(programmes, "ProgrammeUnknown").withArgs(77n);
    }
  });

  it("P-6: reverts when the source does not fit, so that public and donated money never mix", async () => {
    for (const [index, act] of openings({ fund: social, gift: fiscal }).entries()) {
      await expect(act(rural))
        .to.be.revertedWithCustomError(funds, "FundSourceUnfit")
        .withArgs(index === 0 ? social : fiscal, index + 1);
    }
  });

  it("P-2: reverts when the purpose is outside the programme", async () => {
    for (const [index, act] of openings({ purpose: GOODS }).entries()) {
      await expect(act(rural))
        .to.be.revertedWithCustomError(programmes, "ProgrammePurposeOutside")
        .withArgs(index === 0 ? fiscal : social, GOODS);
    }
  });

  it("reverts when target or evidence is missing", async () => {
    for (const act of openings({ target: 0n })) {
      await expect(act(rural)).to.be.revertedWithCustomError(funds, "FundTargetZero");
    }
    for (const act of openings({ evidence: ZeroHash })) {
      await expect(act(rural)).to.be.revertedWithCustomError(funds, "FundEvidenceMissing");
    }
  });

  it("reverts when the programme has ended, from the day after its last", async () => {
    await goTo(LAST_DAY, "23:59:00");
    await funds.connect(rural.signer).openBudget(fiscal, EDUCATION, 1n, EVIDENCE);
    await goTo("2026-07-01", "00:00:00");
    for (const [index, act] of openings({}).entries()) {
      await expect(act(rural))
        .to.be.revertedWithCustomError(programmes, "ProgrammeNotRunning")
        .withArgs(index === 0 ? fiscal : social, day(FIRST_DAY), day(LAST_DAY), day("2026-07-01"));
    }
  });

  it("reverts when a campaign's days lie before today, outside the programme or in no order", async () => {
    await goTo("2026-01-10");
    const terms: [from: string, until: string][] = [
      ["2026-01-09", CAMPAIGN_END],
      ["2026-01-12", "2026-01-11"],
      ["2026-01-12", "2026-07-01"],
    ];
    for (const [from, until] of terms) {
      await expect(open({ from, until }))
        .to.be.revertedWithCustomError(funds, "FundTermOutOfRange")
        .withArgs(day(from), day(until), day("2026-01-10"), day(LAST_DAY));
    }
  });

  it("reverts when the platform is not admitted", async () => {
    await expect(open({ platform: county.id }))
      .to.be.revertedWithCustomError(programmes, "ProgrammeRoleMissing")
      .withArgs(social, county.id, Role.Platform, NO_PURPOSE);
  });

  it("reverts when what becomes of the leftover is not said, or does not fit the successor", async () => {
    const first = await campaign(desk);
    for (const [leftover, successor] of [
      [Leftover.None, NO_FUND],
      [Leftover.None, first],
      [Leftover.Return, first],
      [Leftover.Similar, NO_FUND],
    ] as const) {
      await expect(open({ leftover, successor }))
        .to.be.revertedWithCustomError(funds, "FundLeftoverUnfit")
        .withArgs(leftover, successor);
    }
  });

  it("reverts when the successor is unknown, itself to be, or no campaign", async () => {
    for (const successor of [1n, 9n]) {
      await expect(open({ successor })).to.be.revertedWithCustomError(funds, "FundUnknown").withArgs(successor);
    }
    const produce = await produceFund(desk);
    await expect(open({ successor: produce }))
      .to.be.revertedWithCustomError(funds, "FundWrongKind")
      .withArgs(produce, FundKind.Produce, FundKind.Campaign);
  });

  it("reverts when the successor is another authority's", async () => {
    const first = await campaign(desk);
    await decree(
      desk,
      "grantQualification",
      county.id,
      encodeBytes32String("RELIEF_AUTHORITY"),
      desk.regulator.id,
      2n ** 33n,
      0,
      EVIDENCE,
    );
    const theirs = await desk.created(Source.Social, county);
    await expect(open({ programme: theirs, platform: NOBODY, successor: first }, county))
      .to.be.revertedWithCustomError(funds, "ProgrammeNotAuthority")
      .withArgs(social, county.id, rural.id);
  });

  it("reverts when a fund or programme is asked for that there is not", async () => {
    for (const view of [() => funds.fundInfo(1n), () => funds.freeOf(1n)]) {
      await expect(view()).to.be.revertedWithCustomError(funds, "FundUnknown").withArgs(1n);
    }
    await expect(funds.lotInfo(1n << 32n)).to.be.revertedWithCustomError(funds, "LotUnknown");
    await expect(funds.accountInfo(1n)).to.be.revertedWithCustomError(funds, "ProjectNotAccounted").withArgs(1n);
    await expect(funds.freeOfProject(1n)).to.be.revertedWithCustomError(funds, "ProjectNotAccounted").withArgs(1n);
  });
});
