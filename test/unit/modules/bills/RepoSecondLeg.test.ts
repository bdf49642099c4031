/** BillRepo, from the first leg on: what is locked between the legs, and how the second comes about. */
import { expect } from "chai";
import { id } from "ethers";
import type { BillRegistry, BillRepo, BillSecurity } from "../../../../types/index.js";
import {
  billDesk,
  day,
  deposited,
  type Desk,
  DishonourReason,
  endorsed,
  FACE,
  fields,
  freeze,
  funded,
  goTo,
  halt,
  NO_DIGEST,
  pairOf,
  Purpose,
  suspend,
} from "../../../utils/bills.ts";
import { asked } from "../../../utils/market.ts";
import {
  all,
  balance,
  basket,
  covered,
  holder,
  interest,
  KINDS,
  last,
  type Lot,
  opened,
  ordered,
  pair,
  type RepoDraft,
  RepoKind,
  RepoStatus,
  status,
  termsOf,
  UNTIL,
  worth,
} from "../../../utils/repo.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

const REALISED = 2n;
const ENDED = 3n;

describe("BillRepo: the second leg", () => {
  let desk: Desk;
  let repos: BillRepo;
  let registry: BillRegistry;
  let security: BillSecurity;
  let nanming: Actor, huaxi: Actor, guanshan: Actor;
  /** Who sells and buys back, and who has the money. */
  let seller: Actor, buyer: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billRepo: repos, billRegistry: registry, billSecurity: security } = desk.suite);
    ({ nanming, huaxi, guanshan, baiyunling: seller, financeCompany: buyer } = desk);
  });

  const bySeller = () => repos.connect(seller.signer);
  const byBuyer = () => repos.connect(buyer.signer);
  const propose = (lots: Lot[], draft: RepoDraft = {}, by = seller, to = buyer) =>
    repos.connect(by.signer).propose(termsOf(to, lots, draft));

  /** An open repo of three pledged bills, of which orders have moved one and voided one. */
  async function disturbed() {
    const { lots, repo, far } = await basket(desk);
    const [kept = 0n, moved = 0n, voided = 0n] = lots.map(({ holding }) => holding);
    await ordered(desk, "transferByOrder", [moved, NO_DIGEST, seller.id, 1n, FACE, huaxi.id]);
    await ordered(desk, "invalidate", [voided, NO_DIGEST, seller.id, nanming.id]);
    expect(await pair(desk, moved)).to.deep.equal(pairOf("Delivered, Pledged"));
    return { kept, moved, voided, repo, far };
  }

  describe("between the legs", () => {
    const acts = (holding: bigint, by: Actor): (readonly [string, () => Promise<unknown>])[] => [
      ["endorse", () => registry.connect(by.signer).endorse(holding, huaxi.id, false, 0)],
      ["offer", () => asked(desk, by, [{ title: holding, amount: FACE }], { terms: NO_DIGEST })],
      ["pledge", () => security.connect(by.signer).pledge(holding, FACE, huaxi.id, 1n, day("2026-03-02"), 0)],
      ["sell again", () => propose([all(holding)], {}, by, by === seller ? guanshan : seller)],
    ];
    const present = (holding: bigint, by: Actor) =>
      desk.suite.billPayment.connect(by.signer).present(holding, NO_DIGEST);

    it("B-17, X-5, X-6 what is pledged in a repo neither side can dispose of, release or realise by hand", async () => {
      const { holding } = await opened(desk);
      for (const [name, act] of acts(holding, seller)) {
        await expect(act(), name).to.be.revertedWithCustomError(registry, "BillWrongPair");
      }
      const tried = async () => {
        await expect(present(holding, seller)).to.be.revertedWithCustomError(
          desk.suite.billPayment,
          "BillPledgedPresentation",
        );
        for (const act of ["release", "realise"] as const) {
          await expect(security.connect(buyer.signer)[act](holding))
            .to.be.revertedWithCustomError(security, "BillPledgeByRepo")
            .withArgs(holding);
        }
        await expect(security.connect(seller.signer).release(holding)).to.be.revertedWithCustomError(
          security,
          "BillNotPledgee",
        );
      };
      const realiseAsHolder = () => security.connect(seller.signer).realise(holding);
      await tried();
      await expect(realiseAsHolder()).to.be.revertedWithCustomError(security, "BillNotPledgee");
      // Due as a debt, and as a bill: the repo alone ends it.
      await goTo("2026-06-30");
      await tried();
      await expect(realiseAsHolder()).to.be.revertedWithCustomError(security, "BillPledgeByRepo").withArgs(holding);
    });

    it("B-18, X-5 what awaits redemption the buyer can neither dispose of nor present, at maturity neither", async () => {
      const { holding } = await opened(desk, { kind: RepoKind.Outright });
      for (const [name, act] of acts(holding, buyer)) {
        await expect(act(), name).to.be.revertedWithCustomError(registry, "BillWrongPair");
      }
      await expect(present(holding, buyer)).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await goTo("2026-06-30");
      await expect(present(holding, buyer)).to.be.revertedWithCustomError(registry, "BillWrongPair");
    });

    it("nobody but the other parts pledges, discharges or forecloses for a repo", async () => {
      const { holding, repo } = await opened(desk);
      const { debt } = await repos.repoInfo(repo);
      const by = security.connect(buyer.signer);
      for (const act of [
        () => by.discharge(holding, debt),
        () => by.foreclose(holding, debt),
        () => by.retain(holding, seller.id, debt, 1n),
        () => by.charge(holding, buyer.id, debt, 1n, day("2026-02-02")),
      ]) {
        await expect(act()).to.be.revertedWithCustomError(security, "CallerNotPart");
      }
    });
  });

  describe("redeem", () => {
    for (const [name, kind] of KINDS) {
      it(`X-12 ${name}: the bills go back and the second amount to the buyer, from the far day on`, async () => {
        const { holding, repo, near, far } = await opened(desk, { kind });
        await covered(desk, far);
        await goTo("2026-02-01", "23:59:57");
        for (const act of [() => bySeller().redeem(repo), () => byBuyer().enforce(repo)]) {
          await expect(act()).to.be.revertedWithCustomError(repos, "RepoTooEarly").withArgs(repo, day("2026-02-02"));
        }
        await goTo("2026-02-02", "00:00:00");
        const had = await balance(desk, seller);
        await expect(bySeller().redeem(repo))
          .to.emit(repos, "RepoRedeemed")
          .withArgs(repo, seller.id, buyer.id, far, day("2026-02-02"));
        expect(await balance(desk, seller)).to.equal(had - far);
        expect(await balance(desk, buyer)).to.equal(far);
        expect(far).to.equal(
          kind === RepoKind.Pledged
            ? near + interest(near, 15_500n, 28n, 365n)
            : worth(FACE, 17_000n, "2026-02-02", "2026-06-30"),
        );
        expect(await holder(desk, holding)).to.equal(seller.id);
        expect(await pair(desk, holding)).to.deep.equal(pairOf("Delivered, Circulating"));
        expect([await status(desk, repo), await repos.openItems()]).to.deep.equal([RepoStatus.Redeemed, 0n]);
        // The seller's again, and free for the next.
        const { chainLength, pledged } = await registry.holdingInfo(holding);
        expect([chainLength, pledged]).to.deep.equal([kind === RepoKind.Pledged ? 1n : 3n, false]);
        await endorsed(desk, holding, seller, guanshan);
      });

      it(`X-12 ${name}: reverts when balance or allowance is a fen short, and nothing has moved`, async () => {
        const { holding, repo, far } = await opened(desk, { kind });
        await covered(desk, far);
        await goTo("2026-02-02");
        const before = await pair(desk, holding);
        const money = desk.suite.money.connect(seller.signer);
        await money.transfer(huaxi.wallet, (await balance(desk, seller)) - far + 1n);
        for (const act of [
          () => bySeller().redeem(repo),
          () => bySeller().enforce(repo),
          () => byBuyer().enforce(repo),
        ]) {
          await expect(act())
            .to.be.revertedWithCustomError(repos, "RepoMoneyShort")
            .withArgs(repo, seller.id, far, far - 1n, ethers.MaxUint256);
        }
        await deposited(desk, seller, 1n);
        await money.approve(repos, far - 1n);
        for (const act of [() => bySeller().redeem(repo), () => byBuyer().enforce(repo)]) {
          await expect(act())
            .to.be.revertedWithCustomError(repos, "RepoMoneyShort")
            .withArgs(repo, seller.id, far, far, far - 1n);
        }
        expect(await pair(desk, holding)).to.deep.equal(before);
        expect([await status(desk, repo), await repos.openItems()]).to.deep.equal([RepoStatus.Open, 1n]);
      });

      it(`K-12 ${name}: whatever is halted, whoever is suspended, and if the buyer is frozen, it is redeemed`, async () => {
        const { holding, repo, far } = await opened(desk, { kind });
        await covered(desk, far);
        await halt(desk, "bills");
        await suspend(desk, seller);
        await freeze(desk, buyer);
        await goTo("2026-02-02");
        await bySeller().redeem(repo);
        expect(await holder(desk, holding)).to.equal(seller.id);
        expect(await balance(desk, buyer)).to.equal(far);
      });

      it(`${name}: a bill that matured on a holiday before the far day goes back, and is presented`, async () => {
        await goTo("2026-09-24");
        const { holding, repo, far } = await opened(
          desk,
          { kind, farDay: "2026-10-08" },
          { maturity: "2026-10-01" },
          "2026-09-24",
        );
        await covered(desk, far);
        await goTo("2026-10-08");
        await bySeller().redeem(repo);
        expect(await pair(desk, holding)).to.deep.equal(pairOf("Matured, Circulating"));
        await desk.suite.billPayment.connect(seller.signer).present(holding, NO_DIGEST);
        expect(await pair(desk, holding)).to.deep.equal(pairOf("Matured, InCollection"));
      });
    }

    it("by the seller, and once", async () => {
      const { repo, far } = await opened(desk);
      await covered(desk, 2n * far);
      await goTo("2026-02-02");
      await expect(byBuyer().redeem(repo))
        .to.be.revertedWithCustomError(repos, "RepoNotYours")
        .withArgs(repo, buyer.id, seller.id);
      await bySeller().redeem(repo);
      for (const act of [() => bySeller().redeem(repo), () => byBuyer().enforce(repo)]) {
        await expect(act())
          .to.be.revertedWithCustomError(repos, "RepoWrongStatus")
          .withArgs(repo, RepoStatus.Redeemed, RepoStatus.Open);
      }
      await expect(bySeller().redeem(9n)).to.be.revertedWithCustomError(repos, "RepoUnknown").withArgs(9n);
    });

    it("later than the far day too, at the same amount, until it is enforced", async () => {
      const { repo, far } = await opened(desk);
      await covered(desk, far);
      await goTo("2026-03-10");
      await expect(bySeller().redeem(repo))
        .to.emit(repos, "RepoRedeemed")
        .withArgs(repo, seller.id, buyer.id, far, day("2026-03-10"));
    });

    it("K-11 a frozen seller pays by order only", async () => {
      const { repo, far } = await opened(desk);
      await covered(desk, far);
      await freeze(desk, seller);
      await goTo("2026-02-02");
      await expect(bySeller().redeem(repo)).to.be.revertedWithCustomError(
        desk.suite.participants,
        "ParticipantIsFrozen",
      );
    });

    it("X-104 the far day follows a calendar that has made it a holiday since; the amount stays", async () => {
      const { repo, far } = await opened(desk);
      await covered(desk, far);
      const { calendar, money } = desk.suite;
      await calendar.connect(desk.clearing.signer).amendDay(day("2026-02-02"), false, id("notice"));
      await goTo("2026-02-02");
      for (const act of [() => bySeller().redeem(repo), () => byBuyer().enforce(repo)]) {
        await expect(act()).to.be.revertedWithCustomError(repos, "RepoTooEarly").withArgs(repo, day("2026-02-03"));
      }
      await goTo("2026-02-03");
      await money.connect(seller.signer).approve(repos, 0n);
      // It is the far day itself now: no default yet.
      await expect(byBuyer().enforce(repo)).to.be.revertedWithCustomError(repos, "RepoMoneyShort");
      await money.connect(seller.signer).approve(repos, far);
      await bySeller().redeem(repo);
      expect(await status(desk, repo)).to.equal(RepoStatus.Redeemed);
    });

    it("B-16 a pledged bill that an order has moved or voided meanwhile stays where it is; the debt is paid", async () => {
      const { kept, moved, voided, repo, far } = await disturbed();
      await covered(desk, far);
      await goTo("2026-02-02");
      await bySeller().redeem(repo);
      expect(await balance(desk, buyer)).to.equal(far);
      expect([await holder(desk, kept), await holder(desk, moved), await holder(desk, voided)]).to.deep.equal([
        seller.id,
        huaxi.id,
        nanming.id,
      ]);
      for (const holding of [kept, moved, voided]) {
        expect(await pair(desk, holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      }
    });

    it("B-16 what awaits redemption no order moves; a case against the buyer does not follow it back", async () => {
      const { holding, repo, far } = await opened(desk, { kind: RepoKind.Outright });
      await covered(desk, far);
      await expect(
        ordered(desk, "transferByOrder", [holding, NO_DIGEST, buyer.id, 1n, FACE, huaxi.id]),
      ).to.be.revertedWithCustomError(registry, "BillWrongPair");
      await ordered(desk, "freeze", [holding, id("case"), buyer.id, 1n, FACE, UNTIL]);
      expect(await registry.isFrozen(holding)).to.be.true;
      await goTo("2026-02-02");
      await bySeller().redeem(repo);
      expect(await registry.isFrozen(holding)).to.be.false;
      await endorsed(desk, holding, seller, guanshan);
    });
  });

  describe("enforce", () => {
    for (const side of ["seller", "buyer"] as const) {
      it(`by the ${side}: with the seller's money it is redeemed, on the far day already`, async () => {
        const { holding, repo, far } = await opened(desk);
        await covered(desk, far);
        await goTo("2026-02-02");
        await expect(repos.connect(guanshan.signer).enforce(repo))
          .to.be.revertedWithCustomError(repos, "RepoNotYours")
          .withArgs(repo, guanshan.id, buyer.id);
        await expect((side === "seller" ? bySeller() : byBuyer()).enforce(repo))
          .to.emit(repos, "RepoRedeemed")
          .withArgs(repo, seller.id, buyer.id, far, day("2026-02-02"));
        expect(await balance(desk, buyer)).to.equal(far);
        expect(await pair(desk, holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      });
    }

    for (const [name, kind] of KINDS) {
      it(`K-12 ${name}: without money, after the far day and not on it, it is default, whatever is halted and whoever is frozen`, async () => {
        const { holding, repo, far } = await opened(desk, { kind });
        await goTo("2026-02-02", "23:59:57");
        await expect(byBuyer().enforce(repo))
          .to.be.revertedWithCustomError(repos, "RepoMoneyShort")
          .withArgs(repo, seller.id, far, await balance(desk, seller), 0n);
        await halt(desk, "bills");
        for (const party of [seller, buyer]) await freeze(desk, party);
        await goTo("2026-02-03", "09:00:00");
        await expect(byBuyer().enforce(repo))
          .to.emit(repos, "RepoDefaulted")
          .withArgs(repo, seller.id, buyer.id, far, day("2026-02-03"));
        expect(await holder(desk, holding)).to.equal(buyer.id);
        expect(await pair(desk, holding)).to.deep.equal(pairOf("Delivered, Pledged"));
        const { debt } = await repos.repoInfo(repo);
        expect(await security.securedOf(debt)).to.equal(far);
        expect(fields(await security.pledgeOf(holding))).to.deep.include({
          pledgor: seller.id,
          pledgee: buyer.id,
          debt,
          status: REALISED,
        });
        const purpose = kind === RepoKind.Pledged ? Purpose.Pledge : Purpose.Rediscount;
        expect((await last(desk, holding))?.purpose).to.equal(purpose);
        expect([await status(desk, repo), await repos.openItems()]).to.deep.equal([RepoStatus.Defaulted, 0n]);
        for (const act of [() => bySeller().redeem(repo), () => byBuyer().enforce(repo)]) {
          await expect(act())
            .to.be.revertedWithCustomError(repos, "RepoWrongStatus")
            .withArgs(repo, RepoStatus.Defaulted, RepoStatus.Open);
        }
      });

      it(`B-17 ${name}: in default the buyer collects what it is owed over all bills, the rest is the seller's`, async () => {
        const { lots, repo, far } = await basket(
          desk,
          kind === RepoKind.Pledged ? { cash: 1_200_000n } : { kind, farRate: 900_000n },
        );
        await goTo("2026-02-03");
        await byBuyer().enforce(repo);
        await goTo("2026-06-30");
        await funded(desk, guanshan, 3n * FACE);
        const [sellerHad, buyerHad] = [await balance(desk, seller), await balance(desk, buyer)];
        let received = 0n;
        for (const { holding } of lots) {
          await desk.suite.billPayment.connect(buyer.signer).present(holding, NO_DIGEST);
          await desk.suite.billPayment.connect(guanshan.signer).pay(holding);
          received += FACE;
          const due = received < far ? received : far;
          expect((await balance(desk, buyer)) - buyerHad).to.equal(due);
          expect((await balance(desk, seller)) - sellerHad).to.equal(received - due);
          expect((await security.pledgeOf(holding)).status).to.equal(ENDED);
        }
        expect(far > FACE && far < 3n * FACE).to.be.true;
        expect(await security.securedOf((await repos.repoInfo(repo)).debt)).to.equal(0n);
      });

      it(`B-17 ${name}: when nothing is owed to the buyer any more, the seller presents again what was dishonoured`, async () => {
        const { lots, repo } = await basket(
          desk,
          kind === RepoKind.Pledged ? { cash: 1_200_000n } : { kind, farRate: 900_000n },
        );
        await goTo("2026-02-03");
        await byBuyer().enforce(repo);
        await goTo("2026-06-30");
        await funded(desk, guanshan, 3n * FACE);
        const { billPayment } = desk.suite;
        const [refused = 0n, ...paid] = lots.map(({ holding }) => holding);
        await billPayment.connect(seller.signer).present(refused, NO_DIGEST);
        await billPayment.connect(guanshan.signer).dishonour(refused, DishonourReason.InsufficientFunds);
        await expect(billPayment.connect(seller.signer).present(refused, NO_DIGEST))
          .to.be.revertedWithCustomError(registry, "BillNotHolder")
          .withArgs(refused, seller.id, buyer.id);
        for (const holding of paid) {
          await billPayment.connect(buyer.signer).present(holding, NO_DIGEST);
          await billPayment.connect(guanshan.signer).pay(holding);
        }
        const had = await balance(desk, seller);
        await billPayment.connect(seller.signer).present(refused, NO_DIGEST);
        await billPayment.connect(guanshan.signer).pay(refused);
        expect((await balance(desk, seller)) - had).to.equal(FACE);
      });

      it(`X-109 ${name}: too little gas never turns money into default`, async () => {
        const { holding, repo, far } = await opened(desk, { kind });
        await covered(desk, far);
        await goTo("2026-02-03");
        const before = await pair(desk, holding);
        const needed = await byBuyer().enforce.estimateGas(repo);
        for (let share = 1n; share < 20n; share++) {
          const gasLimit = 30_000n + ((needed - 30_000n) * share) / 20n;
          await expect(byBuyer().enforce(repo, { gasLimit }), String(gasLimit)).to.be.revert(ethers);
          expect(await pair(desk, holding)).to.deep.equal(before);
        }
        await expect(byBuyer().enforce(repo)).to.emit(repos, "RepoRedeemed");
      });
    }

    it("K-4, K-11 a frozen seller is in default, however much it has: the older security is realised", async () => {
      const { holding, repo, far } = await opened(desk);
      await covered(desk, far);
      await ordered(desk, "freeze", [holding, id("case"), seller.id, 1n, FACE, UNTIL]);
      await freeze(desk, seller);
      await goTo("2026-02-03");
      await expect(byBuyer().enforce(repo)).to.emit(repos, "RepoDefaulted");
      expect(await holder(desk, holding)).to.equal(buyer.id);
      expect(await registry.isFrozen(holding)).to.be.false;
    });

    it("B-16 in default what an order has voided is out of the pledge, what it has moved is in it", async () => {
      const { kept, moved, voided, repo } = await disturbed();
      await goTo("2026-02-03");
      await byBuyer().enforce(repo);
      expect([await holder(desk, kept), await holder(desk, moved), await holder(desk, voided)]).to.deep.equal([
        buyer.id,
        buyer.id,
        nanming.id,
      ]);
      // What is over belongs to whom the bill was.
      expect((await security.pledgeOf(moved)).pledgor).to.equal(huaxi.id);
    });
  });
});
