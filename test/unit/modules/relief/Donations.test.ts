/** Money that comes in: appropriations, donations of participants and persons, batches of small donors. */
import { expect } from "chai";
import { AbiCoder, concat, encodeBytes32String, id, keccak256, ZeroHash } from "ethers";
import {
  appropriated,
  BUDGET,
  budgetLine,
  campaign,
  CAMPAIGN_END,
  day,
  donated,
  FIRST_DAY,
  fields,
  FundKind,
  type FundsDesk,
  fundsDesk,
  goTo,
  LAST_DAY,
  lotOf,
  MINIMUM,
  newReference,
  NOBODY,
  produceFund,
  Role,
} from "../../../utils/relief-funds.ts";
import { attested, bound, freeze, halt, rotated, stranger } from "../../../utils/orders.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const REFERENCE = id("donation 1");
const DONORS_ROOT = id("donors");
const NO_PURPOSE = ZeroHash;

describe("ReliefFunds: money in", () => {
  let desk: FundsDesk;
  let funds: FundsDesk["funds"];
  let money: FundsDesk["money"];
  let participants: FundsDesk["suite"]["participants"];
  let rural: Actor, huiai: Actor, nanming: Actor;

  beforeEach(async () => {
    desk = await fundsDesk();
    ({ funds, money, rural, huiai, nanming } = desk);
    ({ participants } = desk.suite);
  });

  const balance = () => money.balanceOf(funds);
  const give = (fund: bigint, amount: bigint, reference = newReference(), by: Actor = nanming) =>
    funds.connect(by.signer).donate(fund, amount, false, reference);
  const batch = (fund: bigint, draft: { amount?: bigint; root?: string; donors?: number; by?: Actor } = {}) => {
    const { amount = 1_000n, root = DONORS_ROOT, donors = 3, by = huiai } = draft;
    return funds.connect(by.signer).donateBatch(fund, amount, root, donors, newReference());
  };

  describe("appropriate", () => {
    let fund: bigint;

    beforeEach(async () => {
      fund = await budgetLine(desk);
    });

    const pay = (amount: bigint, reference = newReference(), by: Actor = rural) =>
      funds.connect(by.signer).appropriate(fund, amount, reference);

    it("P-1: takes budget money in as a lot of the authority's", async () => {
      const act = pay(5_000n, REFERENCE);
      await expect(act)
        .to.emit(funds, "LotReceived")
        .withArgs(lotOf(fund, 1n), fund, rural.id, 5_000n, false, 0n, ZeroHash, REFERENCE, 5_000n);
      await expect(act).to.changeTokenBalances(ethers, money, [rural.wallet, funds], [-5_000n, 5_000n]);
      expect(fields(await funds.lotInfo(lotOf(fund, 1n)))).to.deep.equal({
        giver: rural.id,
        day: day(FIRST_DAY),
        isAnonymous: false,
        donors: 0n,
        amount: 5_000n,
        spent: 0n,
        returned: 0n,
        project: 0n,
        root: ZeroHash,
      });
      expect(await funds.figuresOf(desk.fiscal)).to.deep.equal([5_000n, 0n, 5_000n, 0n]);
      expect(await funds.freeOf(fund)).to.equal(5_000n);
    });

    it("reverts when the caller is not the authority", async () => {
      await expect(pay(5_000n, newReference(), huiai))
        .to.be.revertedWithCustomError(funds, "ProgrammeNotAuthority")
        .withArgs(desk.fiscal, huiai.id, rural.id);
    });

    it("reverts when the fund is no budget line", async () => {
      const gifts = await campaign(desk);
      await expect(funds.connect(rural.signer).appropriate(gifts, 500n, newReference()))
        .to.be.revertedWithCustomError(funds, "FundWrongKind")
        .withArgs(gifts, FundKind.Campaign, FundKind.Budget);
    });

    it("reverts after the programme's last day", async () => {
      await goTo(LAST_DAY, "23:59:00");
      await pay(500n);
      await goTo("2026-07-01", "00:00:00");
      await expect(pay(500n)).to.be.revertedWithCustomError(desk.programmes, "ProgrammeNotRunning");
    });

    it("X-42: reverts above the fund's target and above the programme's budget, over all its funds", async () => {
      await pay(BUDGET - 1_000n);
      await expect(pay(1_001n))
        .to.be.revertedWithCustomError(funds, "FundTargetExceeded")
        .withArgs(fund, BUDGET + 1n, BUDGET);
      const other = await budgetLine(desk);
      await expect(funds.connect(rural.signer).appropriate(other, 1_001n, newReference()))
        .to.be.revertedWithCustomError(funds, "FundBudgetExceeded")
        .withArgs(desk.fiscal, BUDGET + 1n, BUDGET);
      await appropriated(desk, other, 1_000n);
    });

    it("reverts above the ceiling of the account that acts", async () => {
      const clerk = stranger("clerk");
      await bound(desk, rural, clerk, { ceiling: 700n });
      await funds.connect(clerk).appropriate(fund, 700n, newReference());
      await expect(funds.connect(clerk).appropriate(fund, 701n, newReference())).to.be.revertedWithCustomError(
        participants,
        "AccountCeilingExceeded",
      );
    });
  });

  describe("donate", () => {
    let fund: bigint;

    beforeEach(async () => {
      fund = await campaign(desk);
    });

    it("P-1: takes a participant's gift from its wallet", async () => {
      const act = give(fund, 50_000n, REFERENCE);
      await expect(act)
        .to.emit(funds, "LotReceived")
        .withArgs(lotOf(fund, 1n), fund, nanming.id, 50_000n, false, 0n, ZeroHash, REFERENCE, 50_000n);
      await expect(act).to.changeTokenBalances(ethers, money, [nanming.wallet, funds], [-50_000n, 50_000n]);
      expect(await funds.figuresOf(desk.social)).to.deep.equal([50_000n, 0n, 50_000n, 0n]);
      expect(await funds.openItems()).to.equal(50_000n);
    });

    it("takes a gift that another account of the participant's makes, from its wallet", async () => {
      const clerk = stranger("clerk");
      await bound(desk, nanming, clerk);
      const act = funds.connect(clerk).donate(fund, 500n, false, newReference());
      await expect(act).to.changeTokenBalances(ethers, money, [nanming.wallet, funds], [-500n, 500n]);
      expect((await funds.lotInfo(lotOf(fund, 1n))).giver).to.equal(nanming.id);
    });

    it("takes a person's gift from its attested account, anonymous if it wishes", async () => {
      const act = funds.connect(desk.li).donate(fund, 8_888n, true, REFERENCE);
      await expect(act)
        .to.emit(funds, "LotReceived")
        .withArgs(lotOf(fund, 1n), fund, BigInt(desk.li.address), 8_888n, true, 0n, ZeroHash, REFERENCE, 8_888n);
      await expect(act).to.changeTokenBalances(ethers, money, [desk.li, funds], [-8_888n, 8_888n]);
      expect(fields(await funds.lotInfo(lotOf(fund, 1n)))).to.deep.include({
        giver: BigInt(desk.li.address),
        isAnonymous: true,
      });
    });

    it("takes each reference of a giver once; another giver may use the same", async () => {
      await give(fund, 500n, REFERENCE);
      const second = await campaign(desk);
      for (const each of [fund, second]) {
        await expect(give(each, 500n, REFERENCE))
          .to.be.revertedWithCustomError(funds, "LotReferenceUsed")
          .withArgs(nanming.id, REFERENCE);
      }
      await give(fund, 500n, REFERENCE, desk.huaxi);
    });

    it("reverts when the reference is empty", async () => {
      await expect(give(fund, 500n, ZeroHash)).to.be.revertedWithCustomError(funds, "LotReferenceEmpty");
    });

    it("reverts below the programme's minimum, and for nothing where there is none", async () => {
      await give(fund, MINIMUM);
      await expect(give(fund, MINIMUM - 1n))
        .to.be.revertedWithCustomError(funds, "LotTooSmall")
        .withArgs(MINIMUM - 1n, MINIMUM);
      const { rules } = await desk.programmes.programmeInfo(desk.social);
      const relaxed = { ...fields(rules), minimumLot: 0n } as unknown as typeof rules;
      await desk.programmes.connect(rural.signer).changeRules(desk.social, relaxed, id("decision"));
      await give(fund, 1n);
      await expect(give(fund, 0n)).to.be.revertedWithCustomError(funds, "LotTooSmall").withArgs(0n, 0n);
    });

    it("reverts before the campaign's first day and after its last", async () => {
      const later = await campaign(desk, { from: "2026-02-01" });
      await goTo("2026-01-31", "23:59:00");
      await expect(give(later, 500n))
        .to.be.revertedWithCustomError(funds, "FundNotRunning")
        .withArgs(later, day("2026-02-01"), day(CAMPAIGN_END), day("2026-01-31"));
      await goTo("2026-02-01", "00:00:00");
      await give(later, 500n);
      await goTo(CAMPAIGN_END, "23:59:00");
      await give(later, 500n);
      await goTo("2026-04-01", "00:00:00");
      await expect(give(later, 500n)).to.be.revertedWithCustomError(funds, "FundNotRunning");
    });

    it("X-42: reverts above the campaign's target", async () => {
      const small = await campaign(desk, { target: 1_000n });
      await give(small, 900n);
      await expect(give(small, 101n))
        .to.be.revertedWithCustomError(funds, "FundTargetExceeded")
        .withArgs(small, 1_001n, 1_000n);
      await give(small, 100n);
    });

    it("reverts when the fund is unknown or no campaign", async () => {
      await expect(give(9n, 500n)).to.be.revertedWithCustomError(funds, "FundUnknown").withArgs(9n);
      for (const [other, kind] of [
        [await budgetLine(desk), FundKind.Budget],
        [await produceFund(desk), FundKind.Produce],
      ] as const) {
        await expect(give(other, 500n))
          .to.be.revertedWithCustomError(funds, "FundWrongKind")
          .withArgs(other, kind, FundKind.Campaign);
      }
    });

    it("K-12: reverts while the module is halted, for participants and for persons", async () => {
      await halt(desk, "relief");
      for (const giver of [nanming.signer, desk.li]) {
        await expect(funds.connect(giver).donate(fund, 500n, false, newReference()))
          .to.be.revertedWithCustomError(participants, "ParticipantModuleHalted")
          .withArgs(`${encodeBytes32String("relief").slice(0, 64)}00`);
      }
    });

    it("reverts when the giver is nobody, frozen, or a person whose attestation has ended", async () => {
      await expect(
        funds.connect(stranger("nobody")).donate(fund, 500n, false, newReference()),
      ).to.be.revertedWithCustomError(participants, "AccountUnknown");
      const passing = stranger("passing");
      await attested(desk, desk.guanshan, passing, BigInt(Date.parse("2026-02-01T00:00:00+08:00") / 1000));
      await goTo("2026-02-01", "00:00:01");
      await expect(funds.connect(passing).donate(fund, 500n, false, newReference())).to.be.revertedWithCustomError(
        participants,
        "AttestationOver",
      );
      await freeze(desk, nanming.id);
      await expect(give(fund, 500n)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
    });

    it("K-6: nothing is booked when the money does not come", async () => {
      await money.connect(nanming.signer).approve(funds, 499n);
      await expect(give(fund, 500n)).to.be.revertedWithCustomError(money, "ERC20InsufficientAllowance");
      expect(await funds.figuresOf(desk.social)).to.deep.equal([0n, 0n, 0n, 0n]);
      expect(await balance()).to.equal(0n);
    });

    it("K-6: the purse takes money from its own parts only", async () => {
      for (const sender of [nanming.signer, desk.li]) {
        await expect(money.connect(sender).transfer(funds, 500n)).to.be.revertedWithCustomError(
          participants,
          "AccountUnknown",
        );
      }
    });

    it("finds the giver's new wallet when it has changed", async () => {
      const lot = await donated(desk, fund, 500n);
      const wallet = stranger("new wallet");
      await rotated(desk, nanming, wallet);
      expect((await funds.lotInfo(lot)).giver).to.equal(nanming.id);
      await goTo("2026-04-01");
      await funds.connect(rural.signer).announceLeftover(fund);
      await goTo("2026-04-09");
      const act = funds.connect(stranger("anyone")).returnLots([lot]);
      await expect(act).to.changeTokenBalances(ethers, money, [funds, wallet], [-500n, 500n]);
    });
  });

  describe("donateBatch", () => {
    let fund: bigint;

    beforeEach(async () => {
      fund = await campaign(desk);
    });

    it("takes many small gifts as one lot with their root", async () => {
      const act = funds.connect(huiai.signer).donateBatch(fund, 7_500n, DONORS_ROOT, 250, REFERENCE);
      await expect(act)
        .to.emit(funds, "LotReceived")
        .withArgs(lotOf(fund, 1n), fund, huiai.id, 7_500n, false, 250n, DONORS_ROOT, REFERENCE, 7_500n);
      await expect(act).to.changeTokenBalances(ethers, money, [huiai.wallet, funds], [-7_500n, 7_500n]);
    });

    it("reverts when the caller is not the campaign's platform, or is admitted no longer", async () => {
      await expect(batch(fund, { by: nanming }))
        .to.be.revertedWithCustomError(funds, "FundNotPlatform")
        .withArgs(fund, nanming.id, huiai.id);
      const own = await campaign(desk, { platform: NOBODY });
      await expect(batch(own)).to.be.revertedWithCustomError(funds, "FundNotPlatform").withArgs(own, huiai.id, NOBODY);
      await desk.programmes.connect(rural.signer).setRole(desk.social, huiai.id, Role.Platform, NO_PURPOSE, false);
      await expect(batch(fund))
        .to.be.revertedWithCustomError(desk.programmes, "ProgrammeRoleMissing")
        .withArgs(desk.social, huiai.id, Role.Platform, NO_PURPOSE);
    });

    it("reverts when there is no root or no donor", async () => {
      await expect(batch(fund, { root: ZeroHash })).to.be.revertedWithCustomError(funds, "LotBatchEmpty");
      await expect(batch(fund, { donors: 0 })).to.be.revertedWithCustomError(funds, "LotBatchEmpty");
    });

    it("reverts below the minimum, out of time, and in other funds", async () => {
      await expect(batch(fund, { amount: MINIMUM - 1n })).to.be.revertedWithCustomError(funds, "LotTooSmall");
      await expect(batch(await produceFund(desk))).to.be.revertedWithCustomError(funds, "FundWrongKind");
      await goTo("2026-04-01");
      await expect(batch(fund)).to.be.revertedWithCustomError(funds, "FundNotRunning");
    });
  });

  describe("verifyDonation", () => {
    const donors = [
      { commitment: id("donor a"), offset: 0n, amount: 2_000n },
      { commitment: id("donor b"), offset: 2_000n, amount: 500n },
      { commitment: id("donor c"), offset: 2_500n, amount: 7_500n },
    ] as const;
    const hash = (...parts: string[]) => keccak256(concat(parts.toSorted()));
    const leafOf = ({ commitment, offset, amount }: (typeof donors)[number]) =>
      keccak256(
        keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "uint64", "uint64"], [commitment, offset, amount])),
      );
    const [a, b, c] = donors.map(leafOf) as [string, string, string];
    const root = hash(hash(a, b), c);
    const proofs = [[b, c], [a, c], [hash(a, b)]];
    let fund: bigint;
    let lot: bigint;

    beforeEach(async () => {
      fund = await campaign(desk);
      await funds.connect(huiai.signer).donateBatch(fund, 10_000n, root, donors.length, newReference());
      lot = lotOf(fund, 1n);
    });

    it("shows each small donor's gift, at its place in the lot", async () => {
      for (const [index, { commitment, offset, amount }] of donors.entries()) {
        expect(await funds.verifyDonation(lot, commitment, offset, amount, proofs[index] ?? [])).to.equal(true);
      }
    });

    it("shows no other donor, amount, place, lot or proof", async () => {
      const [{ commitment, offset, amount }] = donors;
      const [proof = []] = proofs;
      const other = await donated(desk, fund, 10_000n);
      for (const [where, who, from, fen, path] of [
        [lot, id("donor x"), offset, amount, proof],
        [lot, commitment, offset + 1n, amount, proof],
        [lot, commitment, offset, amount + 1n, proof],
        [lot, commitment, offset, amount, []],
        [other, commitment, offset, amount, proof],
      ] as const) {
        expect(await funds.verifyDonation(where, who, from, fen, [...path])).to.equal(false);
      }
      await expect(funds.verifyDonation(lotOf(9n, 1n), commitment, offset, amount, proof))
        .to.be.revertedWithCustomError(funds, "LotUnknown")
        .withArgs(lotOf(9n, 1n));
    });

    it("shows no leaf that reaches beyond its lot, nor one of nothing", async () => {
      const beyond = { commitment: id("donor d"), offset: 9_999n, amount: 2n };
      const empty = { commitment: id("donor e"), offset: 0n, amount: 0n };
      const most = { commitment: id("donor f"), offset: 2n ** 64n - 1n, amount: 2n ** 64n - 1n };
      for (const each of [beyond, empty, most]) {
        const leaf = leafOf(each as unknown as (typeof donors)[number]);
        await funds.connect(huiai.signer).donateBatch(fund, 10_000n, leaf, 1, newReference());
        const single = lotOf(fund, (await funds.fundInfo(fund)).lots);
        expect(await funds.verifyDonation(single, each.commitment, each.offset, each.amount, [])).to.equal(false);
      }
    });
  });

  it("reverts when somebody who is nobody here wants to open, pay in or allocate", async () => {
    const nobody = funds.connect(stranger("nobody"));
    const fund = await budgetLine(desk);
    await expect(nobody.appropriate(fund, 500n, newReference())).to.be.revertedWithCustomError(
      participants,
      "AccountUnknown",
    );
    await expect(nobody.donateBatch(fund, 500n, DONORS_ROOT, 1, newReference())).to.be.revertedWithCustomError(
      participants,
      "AccountUnknown",
    );
  });
});
