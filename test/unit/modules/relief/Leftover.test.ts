/** What is not spent: budget money goes back at the programme's end, donations by the campaign's published rule after its notice. */
import { expect } from "chai";
import { id, toBeHex, ZeroHash } from "ethers";
import {
  accounted,
  appropriated,
  BUDGET,
  budgetLine,
  campaign,
  type CampaignDraft,
  CAMPAIGN_END,
  day,
  donated,
  drawn,
  fields,
  FundKind,
  type FundsDesk,
  fundsDesk,
  goTo,
  LAST_DAY,
  leftOf,
  Leftover,
  lotOf,
  newReference,
  NO_FUND,
  NOBODY,
  produceFund,
  Source,
} from "../../../utils/relief-funds.ts";
import { attested, decree, freeze, halt, stranger } from "../../../utils/orders.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

/** The first day after the usual campaign, the last of the notice that is given on it, and the first after that. */
const OVER = "2026-04-01";
const NOTICE_END = "2026-04-08";
const NOTICED = "2026-04-09";
const ENDED = "2026-07-01";

describe("ReliefFunds: leftover", () => {
  let desk: FundsDesk;
  let funds: FundsDesk["funds"];
  let money: FundsDesk["money"];
  let programmes: FundsDesk["programmes"];
  let rural: Actor, county: Actor, nanming: Actor, huaxi: Actor;
  let social: bigint;

  beforeEach(async () => {
    desk = await fundsDesk();
    ({ funds, money, programmes, rural, county, nanming, huaxi, social } = desk);
  });

  const anyone = stranger("anyone");
  const announce = (fund: bigint, by: Actor = rural) => funds.connect(by.signer).announceLeftover(fund);
  const giveBack = (...lots: bigint[]) => funds.connect(anyone).returnLots(lots);
  const carryOver = (...lots: bigint[]) => funds.connect(anyone).carryOver(lots);
  /** A campaign over whose leftover's notice has ended, with lots of nanming and huaxi. */
  async function noticed(draft: CampaignDraft = {}): Promise<{ fund: bigint; lots: [bigint, bigint] }> {
    const fund = await campaign(desk, draft);
    const lots: [bigint, bigint] = [
      await donated(desk, fund, 1_000n),
      await donated(desk, fund, 2_000n, huaxi.signer, true),
    ];
    await goTo(OVER);
    await announce(fund);
    await goTo(NOTICED, "00:00:00");
    return { fund, lots };
  }

  describe("announceLeftover", () => {
    it("X-43: puts it on the programme's days of notice, from the day after the campaign's last", async () => {
      const fund = await campaign(desk);
      await goTo(CAMPAIGN_END, "23:59:00");
      await expect(announce(fund))
        .to.be.revertedWithCustomError(funds, "FundNotOver")
        .withArgs(fund, day(CAMPAIGN_END), day(CAMPAIGN_END));
      await goTo(OVER, "00:00:00");
      await expect(announce(fund)).to.emit(funds, "LeftoverAnnounced").withArgs(fund, Leftover.Return, day(NOTICE_END));
      expect((await funds.fundInfo(fund)).noticeEnd).to.equal(day(NOTICE_END));
    });

    it("X-43: rules that change afterwards leave the notice as it is", async () => {
      const fund = await campaign(desk);
      const lot = await donated(desk, fund, 500n);
      await goTo(OVER);
      await announce(fund);
      const { rules } = await programmes.programmeInfo(social);
      for (const noticeDays of [5n, 90n]) {
        const changed = { ...fields(rules), noticeDays } as unknown as typeof rules;
        await programmes.connect(rural.signer).changeRules(social, changed, id("decision"));
      }
      await goTo(NOTICE_END, "23:59:00");
      await expect(giveBack(lot))
        .to.be.revertedWithCustomError(funds, "FundNoticeRunning")
        .withArgs(fund, day(NOTICE_END), day(NOTICE_END));
      await goTo(NOTICED, "00:00:00");
      await giveBack(lot);
    });

    it("reverts when it was announced, so that no notice is prolonged", async () => {
      const { fund } = await noticed();
      await expect(announce(fund))
        .to.be.revertedWithCustomError(funds, "FundAnnounced")
        .withArgs(fund, day(NOTICE_END));
    });

    it("is the authority's; any participant's once the programme has ended", async () => {
      const fund = await campaign(desk);
      await goTo(LAST_DAY);
      await expect(announce(fund, county))
        .to.be.revertedWithCustomError(funds, "ProgrammeNotAuthority")
        .withArgs(social, county.id, rural.id);
      await goTo(ENDED, "00:00:00");
      await announce(fund, county);
    });

    it("reverts for funds of other kinds, and unknown ones", async () => {
      const line = await budgetLine(desk);
      await expect(announce(line))
        .to.be.revertedWithCustomError(funds, "FundWrongKind")
        .withArgs(line, FundKind.Budget, FundKind.Campaign);
      await expect(announce(77n)).to.be.revertedWithCustomError(funds, "FundUnknown").withArgs(77n);
    });

    it("lets nothing more be allocated", async () => {
      const { fund } = await noticed();
      const project = await accounted(desk, fund);
      await expect(funds.connect(rural.signer).allocate(project, 1n))
        .to.be.revertedWithCustomError(funds, "FundAnnounced")
        .withArgs(fund, day(NOTICE_END));
    });
  });

  describe("returnLots", () => {
    it("P-1: gives donors back what is left, each its own, and says so", async () => {
      const fund = await campaign(desk);
      const lots = [
        await donated(desk, fund, 1_000n),
        await donated(desk, fund, 2_000n, huaxi.signer, true),
        await donated(desk, fund, 4_000n, desk.li),
      ] as const;
      const project = await accounted(desk, fund, 2_500n);
      const { payout } = await drawn(desk, project, 1_500n);
      await funds.connect(desk.payouts).pay(project, payout, desk.guanshan.id, desk.guanshan.wallet, 1_500n);
      await funds.connect(rural.signer).deallocate(project, 1_000n);
      await goTo(OVER);
      await announce(fund);
      await goTo(NOTICED, "00:00:00");
      const act = giveBack(lots[2], lots[1]);
      await expect(act).to.changeTokenBalances(
        ethers,
        money,
        [funds, nanming.wallet, huaxi.wallet, desk.li],
        [-5_500n, 0n, 1_500n, 4_000n],
      );
      await expect(act).to.emit(funds, "LotReturned").withArgs(lots[1], fund, huaxi.id, 1_500n);
      expect(await funds.figuresOf(social)).to.deep.equal([7_000n, 1_500n, 0n, 5_500n]);
      expect(fields(await funds.lotInfo(lots[1]))).to.deep.include({ amount: 2_000n, spent: 500n, returned: 1_500n });
      expect(await money.balanceOf(funds)).to.equal(0n);
      await expect(giveBack(lots[0])).to.be.revertedWithCustomError(funds, "LotNothingLeft").withArgs(lots[0]);
    });

    it("P-1: gives budget money back to the authority, by lot, from the day after the programme's last", async () => {
      const fund = await budgetLine(desk);
      const lots = [await appropriated(desk, fund, 3_000n), await appropriated(desk, fund, 500n)];
      await goTo(LAST_DAY, "23:59:00");
      await expect(giveBack(...lots))
        .to.be.revertedWithCustomError(funds, "FundNotOver")
        .withArgs(fund, day(LAST_DAY), day(LAST_DAY));
      await goTo(ENDED, "00:00:00");
      await expect(giveBack(...lots)).to.changeTokenBalances(ethers, money, [funds, rural.wallet], [-3_500n, 3_500n]);
      expect(await funds.figuresOf(desk.fiscal)).to.deep.equal([3_500n, 0n, 0n, 3_500n]);
    });

    it("P-1: waits for money that projects have; what payouts have drawn goes back when it comes back", async () => {
      const fund = await budgetLine(desk);
      const lots = [await appropriated(desk, fund, 3_000n), await appropriated(desk, fund, 500n)] as const;
      const project = await accounted(desk, fund, 1_000n);
      const { payout } = await drawn(desk, project, 600n);
      await goTo(ENDED, "00:00:00");
      await expect(giveBack(...lots))
        .to.be.revertedWithCustomError(funds, "FundStillAllocated")
        .withArgs(fund, 400n);
      await funds.connect(county.signer).deallocate(project, 400n);
      await giveBack(...lots);
      expect(await money.balanceOf(funds)).to.equal(600n);
      // The bank was silent.
      await funds.connect(desk.payouts).restore(project, payout, 0n, 600n);
      await expect(giveBack(lots[0])).to.be.revertedWithCustomError(funds, "FundStillAllocated");
      await funds.connect(county.signer).deallocate(project, 600n);
      await expect(giveBack(lots[0])).to.changeTokenBalances(ethers, money, [funds, rural.wallet], [-600n, 600n]);
      expect(await leftOf(desk, lots)).to.deep.equal([0n, 0n]);
      expect(await funds.figuresOf(desk.fiscal)).to.deep.equal([3_500n, 0n, 0n, 3_500n]);
    });

    it("X-43: reverts before the leftover is announced, and while its notice runs", async () => {
      const fund = await campaign(desk);
      const lot = await donated(desk, fund, 500n);
      await goTo(ENDED);
      await expect(giveBack(lot)).to.be.revertedWithCustomError(funds, "FundNotAnnounced").withArgs(fund);
      await announce(fund);
      await expect(giveBack(lot)).to.be.revertedWithCustomError(funds, "FundNoticeRunning");
    });

    it("reverts for lots of orders, and for lots or funds that there are not", async () => {
      const produce = await produceFund(desk);
      const project = await accounted(desk, produce);
      await funds.connect(desk.purchases).receiveOrder(project, nanming.wallet, 500n, newReference());
      await goTo(ENDED);
      await expect(giveBack(lotOf(produce, 1n))).to.be.revertedWithCustomError(funds, "FundStillAllocated");
      await funds.connect(desk.purchases).returnOrder(project, lotOf(produce, 1n), 0n);
      await expect(giveBack(lotOf(produce, 1n))).to.be.revertedWithCustomError(funds, "LotNothingLeft");
      await expect(giveBack(lotOf(produce, 2n))).to.be.revertedWithCustomError(funds, "LotUnknown");
      await expect(giveBack(lotOf(77n, 1n)))
        .to.be.revertedWithCustomError(funds, "FundUnknown")
        .withArgs(77n);
    });

    it("P-6: a lot goes back once, in one list or two", async () => {
      const { lots } = await noticed();
      await expect(giveBack(lots[0], lots[0])).to.be.revertedWithCustomError(funds, "LotNothingLeft").withArgs(lots[0]);
      await giveBack(lots[0]);
      await expect(giveBack(lots[1], lots[0])).to.be.revertedWithCustomError(funds, "LotNothingLeft").withArgs(lots[0]);
      await giveBack(lots[1]);
      expect(await money.balanceOf(funds)).to.equal(0n);
    });

    it("takes 64 lots, not 65", async () => {
      const fund = await campaign(desk);
      for (let index = 0; index < 65; ++index) await donated(desk, fund, 100n);
      await goTo(OVER);
      await announce(fund);
      await goTo(NOTICED, "00:00:00");
      const lots = Array.from({ length: 65 }, (_, index) => lotOf(fund, BigInt(index + 1)));
      for (const act of [giveBack(...lots), carryOver(...lots)]) {
        await expect(act).to.be.revertedWithCustomError(funds, "LotListTooLong").withArgs(65n, 64n);
      }
      await giveBack(...lots.slice(1));
      expect(await money.balanceOf(funds)).to.equal(100n);
    });

    it("K-12: gives back while the module is halted, to frozen, suspended and expelled donors", async () => {
      const fund = await campaign(desk);
      const lots = [
        await donated(desk, fund, 1_000n),
        await donated(desk, fund, 2_000n, huaxi.signer),
        await donated(desk, fund, 4_000n, desk.cooperative.signer),
      ];
      await goTo(OVER);
      await announce(fund);
      await goTo(NOTICED);
      await freeze(desk, nanming.id);
      await decree(desk, "suspend", huaxi.id);
      await decree(desk, "suspend", desk.cooperative.id);
      await decree(desk, "expel", desk.cooperative.id);
      await halt(desk, "relief");
      await expect(giveBack(...lots)).to.changeTokenBalances(
        ethers,
        money,
        [nanming.wallet, huaxi.wallet, desk.cooperative.wallet],
        [1_000n, 2_000n, 4_000n],
      );
    });

    it("keeps the money of a person whose attestation has ended, and holds up nobody else's", async () => {
      const passing = stranger("passing");
      const seconds = (date: string) => BigInt(Date.parse(`${date}T00:00:00+08:00`) / 1000);
      await attested(desk, desk.guanshan, passing, seconds(OVER));
      await money.connect(desk.clearing.signer).issue(passing, 5_000n, id("deposit"));
      await money.connect(passing).approve(funds, 5_000n);
      const fund = await campaign(desk);
      const [theirs, other] = [await donated(desk, fund, 5_000n, passing), await donated(desk, fund, 700n)];
      await goTo(OVER);
      await announce(fund);
      await goTo(NOTICED);
      await expect(giveBack(other, theirs)).to.be.revertedWithCustomError(desk.suite.participants, "AttestationOver");
      await giveBack(other);
      await desk.suite.participants
        .connect(desk.guanshan.signer)
        .renewAttestation(passing.address, seconds("2027-01-01"));
      await expect(giveBack(theirs)).to.changeTokenBalances(ethers, money, [passing], [5_000n]);
    });
  });

  describe("carryOver", () => {
    it("P-1: takes what is left to the successor, as lots of the same givers; they are not named anew", async () => {
      const successor = await campaign(desk, { until: LAST_DAY });
      const before = await donated(desk, successor, 300n);
      const { fund, lots } = await noticed({ successor });
      const into = lotOf(successor, 3n);
      await expect(carryOver(...lots))
        .to.emit(funds, "LotCarriedOver")
        .withArgs(lots[1], into, fund, 2_000n)
        .and.to.emit(funds, "LotReceived")
        .withArgs(into, successor, huaxi.id, 2_000n, true, 0n, toBeHex(lots[1], 32), ZeroHash, 3_300n);
      expect(fields(await funds.lotInfo(into))).to.deep.equal({
        giver: huaxi.id,
        day: day(NOTICED),
        isAnonymous: true,
        donors: 0n,
        amount: 2_000n,
        spent: 0n,
        returned: 0n,
        project: 0n,
        root: toBeHex(lots[1], 32),
      });
      expect(await leftOf(desk, [...lots, before])).to.deep.equal([0n, 0n, 300n]);
      // Within a programme what is carried over comes in again.
      expect(await funds.figuresOf(social)).to.deep.equal([6_300n, 0n, 3_300n, 3_000n]);
      expect([await funds.freeOf(fund), await funds.freeOf(successor)]).to.deep.equal([0n, 3_300n]);
      expect(await money.balanceOf(funds)).to.equal(3_300n);
      await expect(carryOver(lots[0])).to.be.revertedWithCustomError(funds, "LotNothingLeft").withArgs(lots[0]);
    });

    it("takes parts of a lot that are less than the minimum, and lots whose donors are proven on the first", async () => {
      const successor = await campaign(desk, { until: LAST_DAY });
      const fund = await campaign(desk, { successor });
      await funds.connect(desk.huiai.signer).donateBatch(fund, 1_000n, id("donors"), 20, newReference());
      const lot = lotOf(fund, 1n);
      const project = await accounted(desk, fund, 999n);
      await drawn(desk, project, 999n);
      await goTo(OVER);
      await announce(fund);
      await goTo(NOTICED);
      await carryOver(lot);
      expect(fields(await funds.lotInfo(lotOf(successor, 1n)))).to.deep.include({
        giver: desk.huiai.id,
        amount: 1n,
        donors: 0n,
      });
      const leaf = toBeHex(lot, 32);
      expect(await funds.verifyDonation(lotOf(successor, 1n), leaf, 0, 1, [])).to.equal(false);
    });

    it("goes over to another programme of the authority's, within its budget", async () => {
      const other = await desk.created(Source.Social);
      const successor = await campaign(desk, { programme: other, platform: NOBODY, until: LAST_DAY });
      const { lots } = await noticed({ successor });
      await carryOver(...lots);
      expect(await funds.figuresOf(social)).to.deep.equal([3_000n, 0n, 0n, 3_000n]);
      expect(await funds.figuresOf(other)).to.deep.equal([3_000n, 0n, 3_000n, 0n]);
    });

    it("X-42: within a programme that is full it comes in again all the same", async () => {
      const successor = await campaign(desk, { until: LAST_DAY });
      const fund = await campaign(desk, { successor });
      const lot = await donated(desk, fund, BUDGET);
      await goTo(OVER);
      await announce(fund);
      await goTo(NOTICED);
      await expect(giveBack(lot)).to.be.revertedWithCustomError(funds, "FundHasSuccessor");
      await carryOver(lot);
      expect(await funds.figuresOf(social)).to.deep.equal([2n * BUDGET, 0n, BUDGET, BUDGET]);
    });

    it("reverts when the rule says that it goes back", async () => {
      const { lots } = await noticed();
      await expect(carryOver(lots[0]))
        .to.be.revertedWithCustomError(funds, "FundLeftoverUnfit")
        .withArgs(Leftover.Return, NO_FUND);
    });

    it("reverts for budget lines, before the announcement, and while the notice runs", async () => {
      const line = await budgetLine(desk);
      const lot = await appropriated(desk, line, 500n);
      const successor = await campaign(desk, { until: LAST_DAY });
      const fund = await campaign(desk, { successor });
      const gift = await donated(desk, fund, 500n);
      await goTo(OVER);
      await expect(carryOver(lot))
        .to.be.revertedWithCustomError(funds, "FundWrongKind")
        .withArgs(line, FundKind.Budget, FundKind.Campaign);
      await expect(carryOver(gift)).to.be.revertedWithCustomError(funds, "FundNotAnnounced").withArgs(fund);
      await announce(fund);
      await goTo(NOTICE_END, "23:59:00");
      await expect(carryOver(gift)).to.be.revertedWithCustomError(funds, "FundNoticeRunning");
    });

    it("reverts while projects still have money of it", async () => {
      const successor = await campaign(desk, { until: LAST_DAY });
      const fund = await campaign(desk, { successor });
      const gift = await donated(desk, fund, 500n);
      await accounted(desk, fund, 1n);
      await goTo(OVER);
      await announce(fund);
      await goTo(NOTICED);
      for (const act of [carryOver(gift), giveBack(gift)]) {
        await expect(act).to.be.revertedWithCustomError(funds, "FundStillAllocated").withArgs(fund, 1n);
      }
    });

    it("the successor takes it where it can, and only where it cannot the donors have it back", async () => {
      const successor = await campaign(desk, { until: LAST_DAY, target: 1_500n });
      const { fund, lots } = await noticed({ successor });
      await expect(giveBack(lots[0]))
        .to.be.revertedWithCustomError(funds, "FundHasSuccessor")
        .withArgs(fund, successor);
      await expect(carryOver(lots[1]))
        .to.be.revertedWithCustomError(funds, "FundTargetExceeded")
        .withArgs(successor, 2_000n, 1_500n);
      await carryOver(lots[0]);
      await expect(giveBack(lots[1])).to.changeTokenBalances(ethers, money, [huaxi.wallet], [2_000n]);
    });

    it("the donors have it back when the other programme's budget is full", async () => {
      const other = await desk.created(Source.Social);
      const successor = await campaign(desk, { programme: other, platform: NOBODY, until: LAST_DAY });
      await donated(desk, successor, BUDGET - 1_999n, desk.li);
      const { lots } = await noticed({ successor });
      await expect(carryOver(lots[1]))
        .to.be.revertedWithCustomError(funds, "FundTargetExceeded")
        .withArgs(successor, BUDGET + 1n, BUDGET);
      await giveBack(lots[1]);
      await expect(giveBack(lots[0])).to.be.revertedWithCustomError(funds, "FundHasSuccessor");
      const second = await campaign(desk, { programme: other, platform: NOBODY, from: NOTICED, until: LAST_DAY });
      await donated(desk, second, 1_500n, desk.wang);
      await expect(carryOver(lots[0]))
        .to.be.revertedWithCustomError(funds, "FundBudgetExceeded")
        .withArgs(other, BUDGET + 501n, BUDGET);
      await giveBack(lots[0]);
    });

    it("the donors have it back when the successor's own leftover is announced, or its programme has ended", async () => {
      const successor = await campaign(desk);
      const { lots } = await noticed({ successor });
      await announce(successor);
      await expect(carryOver(lots[0]))
        .to.be.revertedWithCustomError(funds, "FundAnnounced")
        .withArgs(successor, day("2026-04-16"));
      await giveBack(lots[0]);
      const open = await campaign(desk, { from: NOTICED, until: LAST_DAY });
      const late = await campaign(desk, { from: NOTICED, until: LAST_DAY, successor: open });
      const gift = await donated(desk, late, 500n);
      await goTo(ENDED);
      await announce(late);
      await goTo("2026-07-09");
      await expect(carryOver(gift)).to.be.revertedWithCustomError(programmes, "ProgrammeNotRunning");
      await expect(giveBack(gift)).to.changeTokenBalances(ethers, money, [nanming.wallet], [500n]);
    });

    it("K-12: works while the module is halted", async () => {
      const successor = await campaign(desk, { until: LAST_DAY });
      const { lots } = await noticed({ successor });
      await halt(desk, "relief");
      await carryOver(...lots);
      expect(await funds.freeOf(successor)).to.equal(3_000n);
    });
  });
});
