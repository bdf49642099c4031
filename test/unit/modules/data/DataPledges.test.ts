/** DataPledges: what a pledge of a certificate is, that nothing is financed twice, and how it ends. */
import { expect } from "chai";
import { encodeBytes32String, toBeHex } from "ethers";
import type { DataPledges, DataRegistry, Forwarder } from "../../../../types/index.js";
import { day, fields, freeze, goTo, halt, order, suspend } from "../../../utils/bills.ts";
import {
  certified,
  type DataDesk,
  dataDesk,
  frozenAsset,
  givenByOrder,
  registered,
  suspendedAsset,
  today,
  transferredHolding,
} from "../../../utils/data.ts";
import {
  claimant,
  DEBT_DUE,
  PledgeAct,
  type PledgeDraft,
  pledgeAsked,
  pledged,
  PledgeStatus,
  PLEDGING,
  REASON,
  SECURED,
  saleAsked,
  VALUE,
  valued,
  valuedForPledgee,
} from "../../../utils/data-assets.ts";
import { addModule } from "../../../utils/orders.ts";
import { type Actor } from "../../../utils/suite.ts";

const PLEDGED = 1n;

describe("DataPledges", () => {
  let desk: DataDesk;
  let pledges: DataPledges;
  let registry: DataRegistry;
  let trade: DataDesk["suite"]["trade"];
  let money: DataDesk["suite"]["money"];
  let participants: DataDesk["suite"]["participants"];
  let asset: bigint;
  let yunlu: Actor, shuju: Actor, guanshan: Actor, baiyunling: Actor, hengping: Actor, kangning: Actor;

  beforeEach(async () => {
    desk = await dataDesk();
    ({ dataPledges: pledges, dataRegistry: registry, trade, money, participants } = desk.suite);
    ({ yunlu, shuju, guanshan, baiyunling, hengping, kangning } = desk);
    asset = await certified(desk);
  });

  const sign = (request: bigint, by: Actor) => pledges.connect(by.signer).sign(request);
  const release = (by: Actor) => pledges.connect(by.signer).release(asset);
  const repay = (by: Actor, amount = SECURED) => pledges.connect(by.signer).repay(asset, amount);
  const pledge = async (by: Actor, change: PledgeDraft & { valuation: bigint }) =>
    pledges
      .connect(by.signer)
      .pledge(
        asset,
        (change.pledgee ?? guanshan).id,
        change.secured ?? SECURED,
        day(change.due ?? DEBT_DUE),
        change.valuation,
        change.lastDay ?? 0n,
      );
  const subject = async () => trade.assetOf(pledges, asset);
  const claimed = async () => (await trade.subjectInfo(await subject())).claimed;
  const marks = async () => (await registry.assetInfo(asset)).marks;
  const allow = (by: Actor, amount: bigint) => money.connect(by.signer).approve(pledges, amount);

  /** What each has more after an act than before. */
  async function gains(act: () => Promise<unknown>, ...actors: Actor[]): Promise<bigint[]> {
    const balances = () => Promise.all(actors.map(({ wallet }) => money.balanceOf(wallet)));
    const before = await balances();
    await act();
    return (await balances()).map((balance, index) => balance - (before[index] ?? 0n));
  }

  /** Pledged and due, with a valuation that the pledgee has commissioned then. */
  async function due(amount = VALUE, draft: PledgeDraft = {}): Promise<bigint> {
    await pledged(desk, asset, draft);
    await goTo(DEBT_DUE);
    return valuedForPledgee(desk, asset, { amount });
  }

  describe("pledge", () => {
    it("asks the pledgee, with what is secured, when it is due and on which valuation; nothing stands yet", async () => {
      const valuation = await valued(desk, asset);
      const terms = toBeHex((valuation << 96n) | (day(DEBT_DUE) << 64n) | SECURED, 32);
      await expect(pledge(yunlu, { valuation }))
        .to.emit(pledges, "RequestOpened")
        .withArgs(1n, yunlu.id, guanshan.id, asset, PledgeAct.Pledge, 0n, 0n, day(DEBT_DUE), terms)
        .and.not.to.emit(pledges, "DataPledged");
      expect(await marks()).to.equal(0n);
      expect(await claimed()).to.equal(0n);
      expect(await pledges.pledgeeOf(asset)).to.equal(0n);
    });

    it("X-6 reverts for all but the holder: strangers, the pledgee, who has held it", async () => {
      const valuation = await valued(desk, asset);
      for (const actor of [shuju, baiyunling]) {
        await expect(pledge(actor, { valuation })).to.be.revertedWithCustomError(registry, "DataAssetRightNotHeld");
      }
      await expect(pledge(guanshan, { valuation })).to.be.revertedWithCustomError(pledges, "DataPledgeeIsHolder");
      await transferredHolding(desk, asset, yunlu, shuju);
      await expect(pledge(yunlu, { valuation })).to.be.revertedWithCustomError(registry, "DataAssetRightNotHeld");
    });

    it("reverts to oneself and to nobody", async () => {
      const valuation = await valued(desk, asset);
      await expect(pledge(yunlu, { valuation, pledgee: yunlu }))
        .to.be.revertedWithCustomError(pledges, "DataPledgeeIsHolder")
        .withArgs(asset, yunlu.id);
      await expect(pledges.connect(yunlu.signer).pledge(asset, 0n, SECURED, day(DEBT_DUE), valuation, 0n))
        .to.be.revertedWithCustomError(pledges, "DataPledgeeIsHolder")
        .withArgs(asset, yunlu.id);
    });

    it("secures at least a fen, and no more than the asset is valued at", async () => {
      const valuation = await valued(desk, asset);
      await expect(pledge(yunlu, { valuation, secured: 0n })).to.be.revertedWithCustomError(
        pledges,
        "DataPledgeSecuredZero",
      );
      await expect(pledge(yunlu, { valuation, secured: VALUE + 1n }))
        .to.be.revertedWithCustomError(pledges, "DataPledgeExceedsValuation")
        .withArgs(asset, VALUE + 1n, VALUE);
      await pledge(yunlu, { valuation, secured: VALUE });
    });

    it("stands on a valid valuation of this asset, whose valuer is not the pledgee", async () => {
      const other = await certified(desk);
      const foreign = await valued(desk, other);
      await expect(pledge(yunlu, { valuation: foreign })).to.be.revertedWithCustomError(
        desk.suite.dataValuation,
        "DataValuationOfOther",
      );
      const valuation = await valued(desk, asset);
      await expect(pledge(yunlu, { valuation, pledgee: hengping }))
        .to.be.revertedWithCustomError(pledges, "DataPledgeValuerIsParty")
        .withArgs(asset, hengping.id);
      await desk.suite.dataValuation.connect(hengping.signer).withdrawValuation(valuation, REASON);
      await expect(pledge(yunlu, { valuation })).to.be.revertedWithCustomError(
        desk.suite.dataValuation,
        "DataValuationNotStanding",
      );
    });

    it("takes a due day from today on, and a last day to sign from today to it", async () => {
      const valuation = await valued(desk, asset);
      await expect(pledge(yunlu, { valuation, due: "2026-01-04" })).to.be.revertedWithCustomError(
        pledges,
        "DataPledgeDayPassed",
      );
      const present = await today();
      for (const lastDay of [present - 1n, day(DEBT_DUE) + 1n]) {
        await expect(pledge(yunlu, { valuation, lastDay }))
          .to.be.revertedWithCustomError(pledges, "RequestLastDayOutOfRange")
          .withArgs(lastDay, present, day(DEBT_DUE));
      }
      await pledge(yunlu, { valuation, lastDay: present });
      await pledge(yunlu, { valuation, lastDay: day(DEBT_DUE) });
    });

    it("D-7 reverts for an asset that is not certified, suspended, frozen, or whose certificate has run out", async () => {
      const submitted = await registered(desk);
      const valuation = await valued(desk, submitted);
      await expect(
        pledges.connect(yunlu.signer).pledge(submitted, guanshan.id, SECURED, day(DEBT_DUE), valuation, 0n),
      ).to.be.revertedWithCustomError(registry, "DataAssetWrongStatus");
      const mine = await valued(desk, asset);
      await frozenAsset(desk, asset);
      await expect(pledge(yunlu, { valuation: mine })).to.be.revertedWithCustomError(registry, "DataAssetFrozen");
      const second = await certified(desk);
      const its = await valued(desk, second);
      await suspendedAsset(desk, second);
      await expect(
        pledges.connect(yunlu.signer).pledge(second, guanshan.id, SECURED, day(DEBT_DUE), its, 0n),
      ).to.be.revertedWithCustomError(registry, "DataAssetWrongStatus");
    });

    it("K-11 stops for a frozen holder, a suspended pledgee, and while the module is halted", async () => {
      const valuation = await valued(desk, asset);
      const { request } = await pledgeAsked(desk, asset, { valuation });
      const attempts = [() => pledge(yunlu, { valuation }), () => sign(request, guanshan)];
      await suspend(desk, guanshan);
      for (const attempt of attempts) {
        await expect(attempt()).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      }
      await order(desk, "reinstate", [guanshan.id]);
      await freeze(desk, yunlu);
      for (const attempt of attempts) {
        await expect(attempt()).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      }
      await halt(desk, "data");
      for (const attempt of attempts) {
        await expect(attempt()).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
      }
    });
  });

  describe("sign", () => {
    it("puts the asset under the pledge: mark, book and event say the same; the holder stays", async () => {
      const { request, valuation } = await pledgeAsked(desk, asset);
      await expect(sign(request, guanshan))
        .to.emit(pledges, "DataPledged")
        .withArgs(asset, yunlu.id, guanshan.id, 1n, SECURED, day(DEBT_DUE), valuation, VALUE)
        .and.to.emit(trade, "AssetRegistered")
        .withArgs(await subject(), pledges, asset, VALUE, await registry.commitmentOf(asset, 1n))
        .and.to.emit(trade, "SubjectClaimed")
        .withArgs(await subject(), pledges, 1n, SECURED, SECURED, VALUE)
        .and.not.to.emit(registry, "Transfer");
      expect(fields(await pledges.pledgeOf(asset))).to.deep.equal({
        id: 1n,
        pledgor: yunlu.id,
        pledgee: guanshan.id,
        secured: SECURED,
        dueDay: day(DEBT_DUE),
        status: PledgeStatus.Live,
        valuation,
      });
      expect((await marks()) & PLEDGED).to.equal(PLEDGED);
      expect(await pledges.pledgeeOf(asset)).to.equal(guanshan.id);
      expect(await registry.holderOf(asset)).to.equal(yunlu.id);
      expect(await pledges.openItems()).to.equal(1n);
    });

    it("X-6: one live pledge an asset; what others were asked meanwhile is signed for no more", async () => {
      const valuation = await valued(desk, asset);
      const first = await pledgeAsked(desk, asset, { valuation });
      const second = await pledgeAsked(desk, asset, { valuation, pledgee: baiyunling, secured: 1n });
      await sign(first.request, guanshan);
      await expect(sign(second.request, baiyunling))
        .to.be.revertedWithCustomError(pledges, "DataPledgeExists")
        .withArgs(asset, 1n);
      await expect(pledge(yunlu, { valuation, pledgee: baiyunling, secured: 1n }))
        .to.be.revertedWithCustomError(pledges, "DataPledgeExists")
        .withArgs(asset, 1n);
    });

    it("X-24 reverts for all but the pledgee, twice, once refused or withdrawn, and after the last day", async () => {
      const valuation = await valued(desk, asset);
      const ask = (lastDay = 0n) => pledgeAsked(desk, asset, { valuation, lastDay });
      const { request: refused } = await ask();
      for (const actor of [yunlu, baiyunling, shuju]) {
        await expect(sign(refused, actor))
          .to.be.revertedWithCustomError(pledges, "RequestNotForCaller")
          .withArgs(refused, actor.id, guanshan.id);
      }
      await pledges.connect(guanshan.signer).refuse(refused);
      const { request: withdrawn } = await ask();
      await pledges.connect(yunlu.signer).withdrawRequest(withdrawn);
      const { request: signed } = await ask();
      await sign(signed, guanshan);
      await release(guanshan);
      const { request: lapsed } = await ask(await today());
      for (const [request, status] of [
        [signed, 2n],
        [refused, 3n],
        [withdrawn, 4n],
      ] as const) {
        await expect(sign(request, guanshan))
          .to.be.revertedWithCustomError(pledges, "RequestNotOpen")
          .withArgs(request, status);
      }
      await goTo("2026-03-30", "00:00:00");
      await expect(sign(lapsed, guanshan)).to.be.revertedWithCustomError(pledges, "RequestLapsed");
      await expect(sign(99n, guanshan)).to.be.revertedWithCustomError(pledges, "RequestUnknown").withArgs(99n);
    });

    it("checks all again: holder, certificate, valuation", async () => {
      const { request, valuation } = await pledgeAsked(desk, asset);
      await desk.suite.dataValuation.connect(yunlu.signer).dispute(valuation, REASON);
      await expect(sign(request, guanshan)).to.be.revertedWithCustomError(
        desk.suite.dataValuation,
        "DataValuationContested",
      );
      await desk.suite.dataValuation.connect(yunlu.signer).withdrawDispute(valuation);
      await suspendedAsset(desk, asset);
      await expect(sign(request, guanshan)).to.be.revertedWithCustomError(registry, "DataAssetWrongStatus");

      const other = await certified(desk);
      const asked = await pledgeAsked(desk, other);
      await transferredHolding(desk, other, yunlu, shuju);
      await expect(sign(asked.request, guanshan)).to.be.revertedWithCustomError(registry, "DataAssetRightNotHeld");
    });

    it("the holding right is not passed on while it is pledged", async () => {
      await pledged(desk, asset);
      await expect(transferredHolding(desk, asset, yunlu, shuju))
        .to.be.revertedWithCustomError(registry, "DataAssetPledged")
        .withArgs(asset);
      await release(guanshan);
      await transferredHolding(desk, asset, yunlu, shuju);
    });
  });

  describe("X-2 one asset is not financed twice, in whichever module", () => {
    let other: Forwarder;

    beforeEach(async () => {
      other = await claimant();
      await addModule(desk, "drafts", [other]);
    });

    const claim = async (amount: bigint) =>
      other.forward(trade, trade.interface.encodeFunctionData("claim", [await subject(), 7n, amount]));

    it("X-2: another module claims no more than the pledge leaves, and a pledge no more than another module leaves", async () => {
      const { valuation } = await pledged(desk, asset);
      await expect(claim(VALUE - SECURED + 1n)).to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace");
      await release(guanshan);
      await claim(VALUE - SECURED + 1n);
      const { request } = await pledgeAsked(desk, asset, { valuation });
      await expect(sign(request, guanshan))
        .to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace")
        .withArgs(await subject(), SECURED, SECURED - 1n);
      expect(await pledges.pledgeeOf(asset)).to.equal(0n);
      const less = await pledgeAsked(desk, asset, { valuation, secured: SECURED - 1n });
      await sign(less.request, guanshan);
    });

    it("X-2: a lower valuation does not go below what others have claimed", async () => {
      await pledged(desk, asset);
      await claim(VALUE - SECURED);
      await release(guanshan);
      const lower = await valued(desk, asset, { amount: VALUE - SECURED - 1n });
      const { request } = await pledgeAsked(desk, asset, { valuation: lower, secured: 1n });
      await expect(sign(request, guanshan)).to.be.revertedWithCustomError(trade, "TradeFaceBelowClaimed");
    });

    it("X-2: a pledge's claim is handed over to nobody", async () => {
      await pledged(desk, asset);
      const take = trade.interface.encodeFunctionData("replace", [await subject(), pledges.target, 1n, 9n, 1n]);
      await expect(other.forward(trade, take)).to.be.revertedWithCustomError(trade, "TradeClaimNotHandedOver");
    });

    it("X-2: content whose certificate has run out is not registered and pledged anew while it is pledged", async () => {
      await pledged(desk, asset, { due: "2029-12-31" });
      const { validThrough } = await registry.assetInfo(asset);
      await goTo("2029-12-31");
      expect(validThrough + 91n).to.be.lessThan(await today());
      const commitment = await registry.commitmentOf(asset, 1n);
      await expect(registered(desk, { holder: yunlu, commitment })).to.be.revertedWithCustomError(
        registry,
        "DataAssetCommitmentTaken",
      );
    });
  });

  describe("release", () => {
    it("X-4, X-6: the pledgee alone gives it up; claim and mark go with it, and the asset is pledged anew", async () => {
      await pledged(desk, asset);
      for (const actor of [yunlu, shuju, baiyunling]) {
        await expect(release(actor))
          .to.be.revertedWithCustomError(pledges, "DataPledgeNotPledgee")
          .withArgs(asset, actor.id, guanshan.id);
      }
      await expect(release(guanshan))
        .to.emit(pledges, "DataPledgeReleased")
        .withArgs(asset, yunlu.id, guanshan.id, 1n, SECURED)
        .and.to.emit(trade, "SubjectReleased")
        .withArgs(await subject(), pledges, 1n, SECURED, 0n, VALUE);
      expect(await marks()).to.equal(0n);
      expect(await pledges.openItems()).to.equal(0n);
      await expect(release(guanshan))
        .to.be.revertedWithCustomError(pledges, "DataPledgeMissing")
        .withArgs(asset, PledgeStatus.Released);
      await pledged(desk, asset, { pledgee: baiyunling });
      expect((await pledges.pledgeOf(asset)).id).to.equal(2n);
      expect(await claimed()).to.equal(SECURED);
    });

    it("goes on while the module is halted and for a suspended pledgee, not for a frozen one", async () => {
      await pledged(desk, asset);
      await freeze(desk, guanshan, BigInt(Math.floor(Date.parse("2026-03-01T00:00:00+08:00") / 1000)));
      await expect(release(guanshan)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await goTo("2026-03-02");
      await suspend(desk, guanshan);
      await halt(desk, "data");
      await release(guanshan);
    });
  });

  describe("repay", () => {
    it("X-4: pays the pledgee and ends the pledge in one transaction, in parts or whole", async () => {
      await pledged(desk, asset);
      await expect(repay(yunlu, 1n))
        .to.emit(pledges, "DataPledgeRepaid")
        .withArgs(asset, yunlu.id, guanshan.id, 1n, 1n, SECURED - 1n);
      expect(await claimed()).to.equal(SECURED - 1n);
      expect(await pledges.pledgeeOf(asset)).to.equal(guanshan.id);
      expect(await gains(() => repay(yunlu, SECURED - 1n), yunlu, guanshan)).to.deep.equal([
        -(SECURED - 1n),
        SECURED - 1n,
      ]);
      expect(fields(await pledges.pledgeOf(asset))).to.include({ status: PledgeStatus.Repaid, secured: 0n });
      expect(await claimed()).to.equal(0n);
      expect(await marks()).to.equal(0n);
      expect(await pledges.openItems()).to.equal(0n);
      await expect(repay(yunlu, 1n)).to.be.revertedWithCustomError(pledges, "DataPledgeMissing");
    });

    it("X-4: without the money nothing is repaid, and nothing released", async () => {
      await pledged(desk, asset);
      await allow(yunlu, SECURED - 1n);
      await expect(repay(yunlu)).to.be.revertedWithCustomError(money, "ERC20InsufficientAllowance");
      expect(await claimed()).to.equal(SECURED);
      expect((await marks()) & PLEDGED).to.equal(PLEDGED);
    });

    it("takes 1 to what is secured", async () => {
      await pledged(desk, asset);
      for (const amount of [0n, SECURED + 1n]) {
        await expect(repay(yunlu, amount))
          .to.be.revertedWithCustomError(pledges, "DataPledgeAmountOutOfRange")
          .withArgs(asset, amount, SECURED);
      }
    });

    it("is for the pledgor, and for who holds the asset by order; not for strangers", async () => {
      await pledged(desk, asset);
      await expect(repay(shuju))
        .to.be.revertedWithCustomError(pledges, "DataPledgeNotDebtor")
        .withArgs(asset, shuju.id, yunlu.id, yunlu.id);
      await givenByOrder(desk, asset, yunlu, shuju);
      expect(await pledges.pledgeeOf(asset)).to.equal(guanshan.id);
      await repay(yunlu, 1n);
      await repay(shuju, SECURED - 1n);
      expect(await registry.holderOf(asset)).to.equal(shuju.id);
    });

    it("K-12 goes on while the module is halted, to a frozen and suspended pledgee; not from a frozen pledgor", async () => {
      await pledged(desk, asset);
      await freeze(desk, guanshan);
      await suspend(desk, guanshan);
      await halt(desk, "data");
      await repay(yunlu, 1n);
      await freeze(desk, yunlu);
      await expect(repay(yunlu, 1n)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
    });
  });

  describe("realise", () => {
    it("from the due day on the pledgee sells: paid first, the holder gets the rest, the buyer the holding right", async () => {
      const valuation = await due();
      const request = await saleAsked(desk, asset, { valuation });
      const before = await registry.assetInfo(asset);
      await expect(sign(request, shuju))
        .to.emit(pledges, "DataPledgeRealised")
        .withArgs(asset, yunlu.id, shuju.id, 1n, guanshan.id, valuation, VALUE, SECURED, VALUE - SECURED, 0n);
      const after = await registry.assetInfo(asset);
      expect(after.holder).to.equal(shuju.id);
      // D-6: the other two rights stay where they are.
      expect([after.processor, after.operator]).to.deep.equal([before.processor, before.operator]);
      expect(after.marks).to.equal(0n);
      expect(await claimed()).to.equal(0n);
      expect(fields(await pledges.pledgeOf(asset))).to.include({ status: PledgeStatus.Realised, secured: 0n });
      expect(await pledges.openItems()).to.equal(0n);
    });

    it("moves each fen of the price to pledgee and holder, and none elsewhere", async () => {
      const valuation = await due(VALUE - 9n);
      const request = await saleAsked(desk, asset, { valuation, price: VALUE - 2n });
      expect(await gains(() => sign(request, shuju), shuju, guanshan, yunlu)).to.deep.equal([
        -(VALUE - 2n),
        SECURED,
        VALUE - 2n - SECURED,
      ]);
      expect(await money.balanceOf(pledges)).to.equal(0n);
    });

    it("a price below what is secured goes to the pledgee whole; the rest is owed yet, and no longer secured", async () => {
      const amount = SECURED - 1n;
      const valuation = await due(amount);
      const request = await saleAsked(desk, asset, { valuation, price: amount });
      expect(await gains(() => sign(request, shuju), shuju, guanshan, yunlu)).to.deep.equal([-amount, amount, 0n]);
      expect((await pledges.pledgeOf(asset)).secured).to.equal(1n);
      expect(await claimed()).to.equal(0n);
    });

    it("Civil Code 436: not below the valuation, not on one that is disputed, not before the due day", async () => {
      await pledged(desk, asset);
      const early = await valued(desk, asset);
      await expect(saleAsked(desk, asset, { valuation: early }))
        .to.be.revertedWithCustomError(pledges, "DataPledgeNotDue")
        .withArgs(asset, day(DEBT_DUE), await today());
      await goTo(DEBT_DUE);
      const valuation = await valuedForPledgee(desk, asset);
      await expect(saleAsked(desk, asset, { valuation, price: VALUE - 1n }))
        .to.be.revertedWithCustomError(pledges, "DataPledgePriceBelowValuation")
        .withArgs(asset, VALUE - 1n, VALUE);
      const request = await saleAsked(desk, asset, { valuation });
      await desk.suite.dataValuation.connect(yunlu.signer).dispute(valuation, REASON);
      await expect(sign(request, shuju)).to.be.revertedWithCustomError(
        desk.suite.dataValuation,
        "DataValuationContested",
      );
      await desk.suite.dataValuation.connect(hengping.signer).answerDispute(valuation, yunlu.id, false, REASON);
      await sign(request, shuju);
    });

    it("Civil Code 428: the pledgee does not take it itself, nor is it sold to who stands behind it", async () => {
      const valuation = await due();
      for (const buyer of [guanshan, yunlu]) {
        await expect(saleAsked(desk, asset, { valuation, buyer }))
          .to.be.revertedWithCustomError(pledges, "DataPledgeBuyerIsParty")
          .withArgs(asset, buyer.id);
      }
      await expect(pledges.connect(guanshan.signer).realise(asset, 0n, VALUE, valuation, 0n))
        .to.be.revertedWithCustomError(pledges, "DataPledgeBuyerIsParty")
        .withArgs(asset, 0n);
      await expect(saleAsked(desk, asset, { valuation, buyer: hengping }))
        .to.be.revertedWithCustomError(pledges, "DataPledgeValuerIsParty")
        .withArgs(asset, hengping.id);
    });

    it("X-6 reverts for all but the pledgee, and where nothing is pledged", async () => {
      const valuation = await due();
      for (const by of [yunlu, shuju, baiyunling]) {
        await expect(saleAsked(desk, asset, { by, valuation, buyer: kangning }))
          .to.be.revertedWithCustomError(pledges, "DataPledgeNotPledgee")
          .withArgs(asset, by.id, guanshan.id);
      }
      await release(guanshan);
      await expect(saleAsked(desk, asset, { valuation })).to.be.revertedWithCustomError(pledges, "DataPledgeMissing");
    });

    it("what was asked under an earlier pledge is signed for no more under a later one", async () => {
      const valuation = await due();
      const request = await saleAsked(desk, asset, { valuation });
      await release(guanshan);
      await expect(sign(request, shuju)).to.be.revertedWithCustomError(pledges, "DataPledgeMissing");
      await pledged(desk, asset, { due: DEBT_DUE });
      await expect(sign(request, shuju))
        .to.be.revertedWithCustomError(pledges, "DataPledgeOther")
        .withArgs(asset, 1n, 2n);
    });

    it("only the buyer that was asked signs, and pays or gets nothing", async () => {
      const valuation = await due();
      const request = await saleAsked(desk, asset, { valuation });
      for (const actor of [kangning, guanshan, yunlu]) {
        await expect(sign(request, actor)).to.be.revertedWithCustomError(pledges, "RequestNotForCaller");
      }
      await allow(shuju, VALUE - 1n);
      await expect(sign(request, shuju)).to.be.revertedWithCustomError(money, "ERC20InsufficientAllowance");
      expect(await registry.holderOf(asset)).to.equal(yunlu.id);
      expect(await pledges.pledgeeOf(asset)).to.equal(guanshan.id);
    });

    it("what has been repaid meanwhile is the holder's", async () => {
      const valuation = await due();
      const request = await saleAsked(desk, asset, { valuation });
      await repay(yunlu, 10_000_000n);
      expect(await gains(() => sign(request, shuju), guanshan, yunlu)).to.deep.equal([
        SECURED - 10_000_000n,
        VALUE - SECURED + 10_000_000n,
      ]);
    });

    it("after an order has given it to another the pledge stays on it: that holder's it is, and gets the rest", async () => {
      const valuation = await due();
      await givenByOrder(desk, asset, yunlu, kangning);
      await expect(saleAsked(desk, asset, { valuation, buyer: kangning })).to.be.revertedWithCustomError(
        pledges,
        "DataPledgeBuyerIsParty",
      );
      const request = await saleAsked(desk, asset, { valuation });
      expect(await gains(() => sign(request, shuju), guanshan, kangning, yunlu)).to.deep.equal([
        SECURED,
        VALUE - SECURED,
        0n,
      ]);
      expect(await registry.holderOf(asset)).to.equal(shuju.id);
    });

    it("D-7: a frozen or suspended asset is not sold; one whose certificate has run out is", async () => {
      const valuation = await due();
      const request = await saleAsked(desk, asset, { valuation });
      await frozenAsset(desk, asset);
      for (const attempt of [() => sign(request, shuju), () => saleAsked(desk, asset, { valuation })]) {
        await expect(attempt()).to.be.revertedWithCustomError(pledges, "DataPledgeNotSold");
      }

      const other = await certified(desk);
      await pledged(desk, other, { due: "2026-12-31" });
      const { validThrough } = await registry.assetInfo(other);
      await desk.suite.dataPledges.connect(guanshan.signer).release(other);
      await pledged(desk, other, { due: "2026-12-31", valuation: await valued(desk, other) });
      await goTo("2029-12-31");
      expect(validThrough).to.be.lessThan(await today());
      const late = await valuedForPledgee(desk, other);
      const sale = await saleAsked(desk, other, { valuation: late });
      await sign(sale, shuju);
      expect(await registry.holderOf(other)).to.equal(shuju.id);
    });

    it("D-7: a suspended one is not sold either", async () => {
      const valuation = await due();
      await suspendedAsset(desk, asset);
      await expect(saleAsked(desk, asset, { valuation }))
        .to.be.revertedWithCustomError(pledges, "DataPledgeNotSold")
        .withArgs(asset, 4n, 0n);
    });

    it("K-12: a frozen or suspended pledgee keeps its right to sell; it is paid into its frozen wallet", async () => {
      const valuation = await due();
      await freeze(desk, guanshan);
      await suspend(desk, guanshan);
      const request = await saleAsked(desk, asset, { valuation });
      expect(await gains(() => sign(request, shuju), guanshan)).to.deep.equal([SECURED]);
    });

    it("takes a last day to sign from today to the valuation's last", async () => {
      const valuation = await due();
      const { validThrough } = await desk.suite.dataValuation.valuationInfo(valuation);
      const present = await today();
      for (const lastDay of [present - 1n, validThrough + 1n]) {
        await expect(saleAsked(desk, asset, { valuation, lastDay }))
          .to.be.revertedWithCustomError(pledges, "RequestLastDayOutOfRange")
          .withArgs(lastDay, present, validThrough);
      }
      await saleAsked(desk, asset, { valuation, lastDay: validThrough });
    });
  });

  describe("commissionValuation", () => {
    it("the pledgee alone has its security valued, whatever the pledgor wants; the valuer is not itself", async () => {
      await pledged(desk, asset);
      const until = (await today()) + 9n;
      for (const actor of [yunlu, shuju]) {
        await expect(pledges.connect(actor.signer).commissionValuation(asset, hengping.id, PLEDGING, until))
          .to.be.revertedWithCustomError(pledges, "DataPledgeNotPledgee")
          .withArgs(asset, actor.id, guanshan.id);
      }
      await expect(pledges.connect(guanshan.signer).commissionValuation(asset, hengping.id, PLEDGING, until))
        .to.emit(desk.suite.dataValuation, "DataValuationCommissioned")
        .withArgs(asset, hengping.id, guanshan.id, true, PLEDGING, until);
      await order(desk, "grantQualification", [
        guanshan.id,
        encodeBytes32String("VALUER"),
        desk.regulator.id,
        2n ** 40n - 1n,
        0n,
        REASON,
      ]);
      await expect(
        pledges.connect(guanshan.signer).commissionValuation(asset, guanshan.id, PLEDGING, until),
      ).to.be.revertedWithCustomError(desk.suite.dataValuation, "DataValuationNotIndependent");
      await release(guanshan);
      await expect(
        pledges.connect(guanshan.signer).commissionValuation(asset, hengping.id, PLEDGING, until),
      ).to.be.revertedWithCustomError(pledges, "DataPledgeMissing");
    });
  });
});
