import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import {
  accepted,
  BillAct,
  BillStatus,
  billDesk,
  Circulation,
  day,
  delivered,
  type Desk,
  DishonourReason,
  drawn,
  endorsed,
  endorsementOf,
  FACE,
  fields,
  funded,
  goTo,
  holdingOf,
  MATURITY,
  NO_DIGEST,
  order,
  pairOf,
  Purpose,
  RequestStatus,
  requestOn,
  setOf,
  suspend,
} from "../../../utils/bills.ts";
import { able, asked, quoted } from "../../../utils/market.ts";
import { applied, at, DAY, HOUR, newCase, newcomer, now } from "../../../utils/orders.ts";
import { claim, settled } from "../../../utils/recourse.ts";
import { agreed, discounted, proposed, ready, RepoKind } from "../../../utils/repo.ts";
import {
  both,
  court,
  forced,
  freezing,
  frozen,
  invalidation,
  transfer,
  unfrozen,
  urgent,
  voided,
} from "../../../utils/title-orders.ts";
import { type Actor, approvedOrder, carryOut, networkHelpers } from "../../../utils/suite.ts";

/** A circulation status from delivery on, before maturity and after. */
const withHolder = (...circulations: (keyof typeof Circulation)[]) =>
  setOf(circulations.flatMap((each) => [`Delivered, ${each}` as const, `Matured, ${each}` as const]));
const SEIZURE = withHolder("Circulating", "NotTransferable", "Pledged", "InCollection");
const FREEZABLE = SEIZURE | withHolder("AwaitingRedemption", "InRecourse");

describe("BillOrders", () => {
  let desk: Desk;
  let orders: Desk["suite"]["billOrders"];
  let registry: Desk["suite"]["billRegistry"];
  let payment: Desk["suite"]["billPayment"];
  let security: Desk["suite"]["billSecurity"];
  let money: Desk["suite"]["money"];
  let nanming: Actor;
  let huaxi: Actor;
  let guanshan: Actor;
  let baiyunling: Actor;

  beforeEach(async () => {
    desk = await billDesk();
    ({ billOrders: orders, billRegistry: registry, billPayment: payment, billSecurity: security, money } = desk.suite);
    ({ nanming, huaxi, guanshan, baiyunling } = desk);
  });

  /** The part of a bill with this number. */
  const part = (bill: bigint, number: bigint) => (bill << 32n) | number;
  const intervalOf = async (holding: bigint) => {
    const { lo, hi, holder } = await registry.holdingInfo(holding);
    return [lo, hi, holder];
  };
  const isFrozen = (holding: bigint) => registry.isFrozen(holding);
  const holderOf = async (holding: bigint) => (await registry.holdingInfo(holding)).holder;

  /** Pledged to baiyunling for `secured`, due on a day. */
  async function pledged(holding: bigint, secured = FACE / 2n, dueDay = "2026-05-29") {
    await security.connect(nanming.signer).pledge(holding, FACE, baiyunling.id, secured, day(dueDay), 0);
    await security.connect(baiyunling.signer).sign(await requestOn(desk, holding));
  }

  /** Presented on maturity by its holder. */
  async function presented(holding: bigint, by = nanming) {
    await goTo(MATURITY);
    await payment.connect(by.signer).present(holding, NO_DIGEST);
  }

  async function dishonoured(holding: bigint, by = nanming) {
    await presented(holding, by);
    await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
  }

  /** Sold outright by baiyunling to the finance company, which has title until the far day. */
  async function openRepo() {
    const holding = await discounted(desk, baiyunling, { maturity: "2026-07-01" });
    const terms = { kind: RepoKind.Outright };
    const repo = await proposed(desk, baiyunling, desk.financeCompany, [{ holding, amount: FACE }], terms);
    await ready(desk, desk.financeCompany, FACE);
    await agreed(desk, desk.financeCompany, repo);
    return { holding };
  }

  describe("freeze", () => {
    it("B-16 freezes a whole holding in its holder's hand, until a second", async () => {
      const { bill, holding } = await delivered(desk);
      const key = newCase();
      const until = (await now()) + 30n * DAY;
      const call = await freezing(desk, holding, { key, until });
      await expect(carryOut(desk.suite, [call], court(desk)))
        .to.emit(orders, "HoldingFrozen")
        .withArgs(bill, holding, nanming.id, key, 1n, FACE, until)
        .and.not.to.emit(registry, "HoldingSplit");
      expect(await isFrozen(holding)).to.be.true;
      expect((await registry.billInfo(bill)).hasCases).to.be.true;
      const { cases, freezes } = await orders.casesOf(bill);
      expect(cases.map(fields)).to.deep.equal([{ key, since: await now(), until }]);
      expect(freezes.map(fields)).to.deep.equal([{ lo: 1n, hi: FACE, against: nanming.id }]);
      // What it is, and its pair, stay as they are.
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      expect(await holderOf(holding)).to.equal(nanming.id);
    });

    it("B-6, B-16: units from the midst of a splittable bill become a holding of their own; the rest circulates", async () => {
      const { bill, holding } = await delivered(desk, { splittable: true });
      const key = newCase();
      const call = await freezing(desk, holding, { key, units: [300_001n, 500_000n] });
      await expect(carryOut(desk.suite, [call], court(desk)))
        .to.emit(orders, "HoldingFrozen")
        .withArgs(bill, part(bill, 3n), nanming.id, key, 300_001n, 500_000n, call.args[5]);
      const [low, middle] = [part(bill, 2n), part(bill, 3n)];
      expect(await intervalOf(low)).to.deep.equal([1n, 300_000n, nanming.id]);
      expect(await intervalOf(middle)).to.deep.equal([300_001n, 500_000n, nanming.id]);
      expect(await intervalOf(holding)).to.deep.equal([500_001n, FACE, nanming.id]);
      await endorsed(desk, low, nanming, huaxi);
      await endorsed(desk, holding, nanming, huaxi);
      await expect(registry.connect(nanming.signer).endorse(middle, huaxi.id, false, 0))
        .to.be.revertedWithCustomError(registry, "BillFrozen")
        .withArgs(middle);
    });

    for (const [where, units, number, rest] of [
      ["low", [1n, 300_000n], 2n, [300_001n, FACE]],
      ["high", [300_001n, FACE], 1n, [1n, 300_000n]],
    ] as const) {
      it(`B-6, B-16: units from the ${where} end are parted once`, async () => {
        const { bill, holding } = await delivered(desk, { splittable: true });
        await frozen(desk, holding, { units });
        expect((await registry.billInfo(bill)).seq).to.equal(2n);
        const [exact, other] = [part(bill, number), part(bill, 3n - number)];
        expect(await intervalOf(exact)).to.deep.equal([...units, nanming.id]);
        expect(await intervalOf(other)).to.deep.equal([...rest, nanming.id]);
        expect(await isFrozen(exact)).to.be.true;
        expect(await isFrozen(other)).to.be.false;
      });
    }

    for (const [what, ready] of [
      ["a bill that cannot be parted", async () => delivered(desk)],
      [
        "a pledged holding",
        async () => {
          const paper = await delivered(desk, { splittable: true });
          await pledged(paper.holding);
          return paper;
        },
      ],
      [
        "a holding in collection",
        async () => {
          const paper = await delivered(desk, { splittable: true });
          await presented(paper.holding);
          return paper;
        },
      ],
      [
        "a dishonoured holding",
        async () => {
          const paper = await delivered(desk, { splittable: true });
          await dishonoured(paper.holding);
          return paper;
        },
      ],
    ] as const) {
      it(`B-16: ${what} is not parted, and is frozen as a whole; only the units are recorded`, async () => {
        const { bill, holding } = await ready();
        await frozen(desk, holding, { units: [300_001n, 500_000n] });
        expect((await registry.billInfo(bill)).seq).to.equal(1n);
        expect(await isFrozen(holding)).to.be.true;
        expect(await orders.isFrozen(bill, 1n, 300_000n, nanming.id)).to.be.false;
        expect(await orders.isFrozen(bill, 300_000n, 300_001n, nanming.id)).to.be.true;
        expect(await orders.isFrozen(bill, 500_000n, 500_001n, nanming.id)).to.be.true;
        expect(await orders.isFrozen(bill, 500_001n, FACE, nanming.id)).to.be.false;
        expect(await orders.isFrozen(bill, 1n, FACE, huaxi.id)).to.be.false;
      });
    }

    it("reverts for a holding that does not exist, and for units that are not all in it", async () => {
      const { bill, holding } = await delivered(desk, { splittable: true });
      const attempt = (units: readonly [bigint, bigint], on = holding) => frozen(desk, on, { units, from: nanming });
      await expect(attempt([1n, 2n], holdingOf(9n))).to.be.revertedWithCustomError(registry, "HoldingUnknown");
      await frozen(desk, holding, { units: [1n, 500_000n] });
      for (const units of [
        [500_000n, 600_000n],
        [500_001n, FACE + 1n],
        [600_000n, 599_999n],
        [1n, 500_000n],
      ] as const) {
        await expect(attempt(units))
          .to.be.revertedWithCustomError(orders, "BillUnitsOutOfRange")
          .withArgs(holding, ...units, 500_001n, FACE);
      }
      expect((await registry.billInfo(bill)).seq).to.equal(2n);
    });

    it("X-80, B-16: an order names the holder: one that comes after a lawful endorsement hits nobody", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi);
      for (const name of ["freeze", "transfer", "invalidation"] as const) {
        const call = {
          freeze: () => freezing(desk, holding, { from: nanming }),
          transfer: () => transfer(desk, holding, baiyunling, { from: nanming }),
          invalidation: () => invalidation(desk, holding, baiyunling, { from: nanming }),
        }[name];
        await expect(carryOut(desk.suite, [await call()], both(desk)), name)
          .to.be.revertedWithCustomError(registry, "BillNotHolder")
          .withArgs(holding, nanming.id, huaxi.id);
      }
    });

    it("reverts before delivery, and for what is closed, with the pairs from which it may", async () => {
      await funded(desk, guanshan, FACE);
      const paid = await delivered(desk);
      const withdrawn = await drawn(desk);
      const papers = [
        [await drawn(desk), "Drawn, AwaitingDelivery"],
        [await accepted(desk), "Accepted, AwaitingDelivery"],
        [withdrawn, "Ended, Closed"],
        [paid, "Settled, Closed"],
      ] as const;
      await desk.suite.billIssuance.connect(desk.qianling.signer).withdraw(withdrawn.bill);
      await payment.connect(nanming.signer).present(paid.holding, NO_DIGEST);
      await payment.connect(guanshan.signer).pay(paid.holding);
      for (const [{ holding }, pair] of papers) {
        await expect(frozen(desk, holding), pair)
          .to.be.revertedWithCustomError(registry, "BillWrongPair")
          .withArgs(holding, ...pairOf(pair), FREEZABLE);
        await expect(forced(desk, holding, huaxi), pair)
          .to.be.revertedWithCustomError(registry, "BillWrongPair")
          .withArgs(holding, ...pairOf(pair), SEIZURE);
        await expect(voided(desk, holding, huaxi), pair)
          .to.be.revertedWithCustomError(registry, "BillWrongPair")
          .withArgs(holding, ...pairOf(pair), SEIZURE);
      }
    });

    it("reverts without a key, and with one that served on the bill before", async () => {
      const { holding } = await delivered(desk);
      await expect(frozen(desk, holding, { key: ZeroHash }))
        .to.be.revertedWithCustomError(orders, "BillCaseKeyMissing")
        .withArgs(holding);
      const key = await frozen(desk, holding);
      await expect(frozen(desk, holding, { key }))
        .to.be.revertedWithCustomError(orders, "CasesKeyUsed")
        .withArgs(key);
      await unfrozen(desk, holding, key);
      await expect(frozen(desk, holding, { key })).to.be.revertedWithCustomError(orders, "CasesKeyUsed");
      const other = await delivered(desk);
      await frozen(desk, other.holding, { key });
    });

    it("B-16 lasts at most three years, and at least a second", async () => {
      const { holding } = await delivered(desk);
      const term = 3n * 365n * DAY;
      const begin = (await now()) + 100n;
      for (const [until, valid] of [
        [begin, false],
        [begin + 1n, true],
        [begin + term, true],
        [begin + term + 1n, false],
      ] as const) {
        const call = await freezing(desk, holding, { until });
        const snapshot = await networkHelpers.takeSnapshot();
        const { order: number, calls } = await approvedOrder(desk.suite, [call], court(desk));
        await at(begin);
        const executed = desk.suite.docket.execute(number, calls);
        if (valid) await executed;
        else await expect(executed).to.be.revertedWithCustomError(orders, "CasesTermOutOfRange");
        await snapshot.restore();
      }
    });

    it("B-16 ends what waits on the holding: a request is cancelled, an offer taken back", async () => {
      const requested = await delivered(desk);
      await registry.connect(nanming.signer).endorse(requested.holding, huaxi.id, false, 0);
      const request = await requestOn(desk, requested.holding);
      const offered = await delivered(desk);
      const ask = await asked(desk, nanming, [{ title: offered.holding, amount: FACE }]);
      const quote = await quoted(desk, baiyunling, ask);
      await able(desk, baiyunling);
      const calls = [await freezing(desk, requested.holding), await freezing(desk, offered.holding)];
      await expect(carryOut(desk.suite, calls, court(desk)))
        .to.emit(registry, "RequestAnswered")
        .withArgs(request, requested.holding, RequestStatus.Cancelled)
        .and.to.emit(registry, "HoldingOfferEnded")
        .withArgs(offered.holding, ask);
      expect(await requestOn(desk, requested.holding)).to.equal(0n);
      for (const { holding } of [requested, offered]) {
        expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      }
      await expect(registry.connect(huaxi.signer).sign(request))
        .to.be.revertedWithCustomError(registry, "RequestNotOpen")
        .withArgs(request, RequestStatus.Cancelled);
      const { market } = desk.suite;
      await expect(market.connect(nanming.signer).accept(quote, 1n)).to.be.revertedWithCustomError(
        registry,
        "BillNotOffered",
      );
      await market.connect(nanming.signer).withdrawAsk(ask);
    });
  });

  describe("what a freeze stops", () => {
    for (const splittable of [false, true]) {
      const bill = splittable ? "a splittable bill" : "a whole bill";
      it(`K-4, K-11: no path moves, burdens or parts a frozen holding of ${bill}`, async () => {
        const { holding } = await delivered(desk, { splittable });
        const { market } = desk.suite;
        const other = await delivered(desk);
        await frozen(desk, holding);
        const amount = splittable ? FACE / 2n : FACE;
        const mine = registry.connect(nanming.signer);
        await registry.connect(huaxi.signer).instruct(nanming.id, {
          acts: 1n << BillAct.Endorsement,
          ceiling: FACE,
          tenor: 365n,
          until: day("2026-12-31"),
        });
        const due = day("2026-05-29");
        for (const [path, act] of [
          ["endorse", () => mine.endorse(holding, baiyunling.id, false, 0)],
          ["endorse, signed in advance", () => mine.endorse(holding, huaxi.id, false, 0)],
          ["endorsePart", () => mine.endorsePart(holding, amount, huaxi.id, false, 0)],
          ["ask", () => asked(desk, nanming, [{ title: holding, amount }])],
          [
            "ask, in a basket",
            () =>
              asked(
                desk,
                nanming,
                [other, { holding }].map((lot) => ({ title: lot.holding, amount: FACE })),
              ),
          ],
          ["pledge", () => security.connect(nanming.signer).pledge(holding, amount, baiyunling.id, 1n, due, 0)],
          ["presentPart", () => payment.connect(nanming.signer).presentPart(holding, amount, NO_DIGEST)],
        ] as const) {
          await expect(act(), path).to.be.revertedWithCustomError(registry, "BillFrozen").withArgs(holding);
        }
        expect(await market.askCount()).to.equal(0n);
        expect(await holderOf(holding)).to.equal(nanming.id);
      });
    }

    it("K-11: a holding of which a single fen is frozen is not moved either", async () => {
      const { holding } = await delivered(desk);
      await frozen(desk, holding, { units: [FACE, FACE] });
      await expect(registry.connect(nanming.signer).endorse(holding, huaxi.id, false, 0)).to.be.revertedWithCustomError(
        registry,
        "BillFrozen",
      );
    });

    it("K-4: it is presented, paid in full, or closed by silence; never given up for money beside the chain", async () => {
      const [paid, silent] = [await delivered(desk), await delivered(desk)];
      await funded(desk, guanshan, 2n * FACE);
      for (const { holding } of [paid, silent]) await frozen(desk, holding, { until: (await now()) + 365n * DAY });
      await presented(paid.holding);
      await payment.connect(nanming.signer).present(silent.holding, NO_DIGEST);
      const evidence = id("receipt");
      await payment.connect(guanshan.signer).declarePaidOffChain(paid.holding, evidence);
      await expect(payment.connect(nanming.signer).confirmPaidOffChain(paid.holding, evidence))
        .to.be.revertedWithCustomError(registry, "BillFrozen")
        .withArgs(paid.holding);
      await payment.connect(guanshan.signer).pay(paid.holding);
      await goTo("2026-07-02");
      await payment.closeUnanswered(silent.holding);
      expect(await money.balanceOf(nanming.wallet)).to.equal(2n * FACE);
    });

    it("K-4: security that is older than the freeze is realised, and its pledgee is free of it", async () => {
      const { holding } = await delivered(desk);
      await pledged(holding);
      await frozen(desk, holding, { until: (await now()) + 365n * DAY });
      await goTo("2026-05-29");
      await security.connect(baiyunling.signer).realise(holding);
      expect(await isFrozen(holding)).to.be.false;
      await presented(holding, baiyunling);
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await money.balanceOf(baiyunling.wallet)).to.equal(FACE / 2n);
      expect(await money.balanceOf(nanming.wallet)).to.equal(FACE / 2n);
    });

    it("K-4: dishonoured, it is claimed on, and passes to who pays all of it", async () => {
      const { holding } = await delivered(desk);
      await endorsed(desk, holding, nanming, huaxi);
      await frozen(desk, holding, { until: (await now()) + 365n * DAY });
      await dishonoured(holding, huaxi);
      await settled(desk, holding, huaxi, nanming);
      expect(await holderOf(holding)).to.equal(nanming.id);
      expect(await isFrozen(holding)).to.be.false;
    });

    it("K-4: a repo that is older than the freeze is redeemed", async () => {
      const { holding } = await openRepo();
      await frozen(desk, holding, { until: (await now()) + 365n * DAY });
      expect(await isFrozen(holding)).to.be.true;
      await goTo("2026-02-02");
      await ready(desk, baiyunling, 2n * FACE);
      await desk.suite.billRepo.connect(baiyunling.signer).redeem(1n);
      expect(await holderOf(holding)).to.equal(baiyunling.id);
      expect(await isFrozen(holding)).to.be.false;
    });

    it("B-16: what comes back into the hand that the case is against is frozen there", async () => {
      const { holding } = await delivered(desk);
      await pledged(holding);
      await frozen(desk, holding, { until: (await now()) + 365n * DAY });
      const snapshot = await networkHelpers.takeSnapshot();
      await security.connect(baiyunling.signer).release(holding);
      expect(await isFrozen(holding)).to.be.true;
      await expect(registry.connect(nanming.signer).endorse(holding, huaxi.id, false, 0)).to.be.revertedWithCustomError(
        registry,
        "BillFrozen",
      );
      await snapshot.restore();
      await goTo("2026-05-29");
      await security.connect(baiyunling.signer).realise(holding);
      await voided(desk, holding, nanming);
      expect(await isFrozen(holding)).to.be.true;
    });
  });

  describe("cases", () => {
    it("B-16: several wait in their rank; ending one, whichever, leaves the other", async () => {
      const { bill, holding } = await delivered(desk);
      const [first, second] = [await frozen(desk, holding), await frozen(desk, holding)];
      const snapshot = await networkHelpers.takeSnapshot();
      for (const [ended, left] of [
        [first, second],
        [second, first],
      ] as const) {
        await expect(unfrozen(desk, holding, ended))
          .to.emit(orders, "HoldingUnfrozen")
          .withArgs(bill, nanming.id, ended);
        expect((await orders.casesOf(bill)).cases.map(({ key }) => key)).to.deep.equal([left]);
        expect(await isFrozen(holding)).to.be.true;
        await unfrozen(desk, holding, left);
        expect(await isFrozen(holding)).to.be.false;
        await endorsed(desk, holding, nanming, huaxi);
        await snapshot.restore();
      }
      await expect(unfrozen(desk, holding, newCase())).to.be.revertedWithCustomError(orders, "CasesUnknown");
    });

    it("B-16: each ends by itself after its last second", async () => {
      const { bill, holding } = await delivered(desk);
      const until = (await now()) + 2n * DAY;
      const [short, long] = [
        await frozen(desk, holding, { until }),
        await frozen(desk, holding, { until: until + DAY }),
      ];
      const endorse = () => registry.connect(nanming.signer).endorse.staticCall(holding, huaxi.id, false, 0);
      for (const [second, isStill] of [
        [until, true],
        [until + 1n, true],
        [until + DAY, true],
        [until + DAY + 1n, false],
      ] as const) {
        await networkHelpers.time.increaseTo(second);
        expect(await isFrozen(holding), String(second)).to.equal(isStill);
        if (isStill) await expect(endorse()).to.be.revertedWithCustomError(registry, "BillFrozen");
        else await endorse();
      }
      // What has run out cannot be ended again, nor prolonged.
      for (const key of [short, long]) {
        await expect(unfrozen(desk, holding, key)).to.be.revertedWithCustomError(orders, "CasesUnknown");
      }
      expect((await orders.casesOf(bill)).cases).to.have.lengthOf(2);
    });

    it("B-16: a case is prolonged while it is live, and keeps its rank", async () => {
      const { bill, holding } = await delivered(desk);
      const until = (await now()) + 2n * DAY;
      const [first, second] = [await frozen(desk, holding, { until }), await frozen(desk, holding)];
      const renew = (key: string, to: bigint) =>
        carryOut(desk.suite, [{ target: orders, name: "renewFreeze", args: [holding, key, to] }], court(desk));
      await expect(renew(first, until)).to.be.revertedWithCustomError(orders, "CasesTermOutOfRange");
      await expect(renew(first, until + 3n * 365n * DAY)).to.be.revertedWithCustomError(orders, "CasesTermOutOfRange");
      await expect(renew(first, until + 50n * DAY))
        .to.emit(orders, "HoldingFrozen")
        .withArgs(bill, holding, nanming.id, first, 1n, FACE, until + 50n * DAY);
      expect((await orders.casesOf(bill)).cases.map(({ key }) => key)).to.deep.equal([first, second]);
      await networkHelpers.time.increaseTo(until + 50n * DAY);
      expect(await isFrozen(holding)).to.be.true;
      await networkHelpers.time.increaseTo(until + 50n * DAY + 1n);
      expect(await isFrozen(holding)).to.be.false;
      await expect(renew(first, until + 60n * DAY)).to.be.revertedWithCustomError(orders, "CasesUnknown");
    });

    it("B-16: a freeze of units stays on them however the holding is parted later", async () => {
      const { bill, holding } = await delivered(desk, { splittable: true });
      const first = await frozen(desk, holding);
      const second = await frozen(desk, holding, { units: [200_001n, 400_000n] });
      const pieces = [part(bill, 2n), part(bill, 3n), holding];
      for (const piece of pieces) expect(await isFrozen(piece)).to.be.true;
      await unfrozen(desk, holding, first);
      expect(await Promise.all(pieces.map(isFrozen))).to.deep.equal([false, true, false]);
      // By whichever of the bill's holdings the order names it.
      await unfrozen(desk, holding, second);
      expect(await Promise.all(pieces.map(isFrozen))).to.deep.equal([false, false, false]);
    });

    it("B-16: at most 16 live ones stand on a bill, and those that have ended make room", async () => {
      const { holding } = await delivered(desk);
      const until = (await now()) + 2n * DAY;
      const calls = await Promise.all(Array.from({ length: 16 }, () => freezing(desk, holding, { until })));
      await carryOut(desk.suite, calls, court(desk));
      await expect(frozen(desk, holding)).to.be.revertedWithCustomError(orders, "CasesTooMany");
      await networkHelpers.time.increaseTo(until);
      await frozen(desk, holding);
    });

    it("B-16: a regulator's freeze lapses after 48 hours through the Docket; it ends its own case and no other", async () => {
      const { bill, holding } = await delivered(desk, { splittable: true });
      const before = await frozen(desk, holding);
      const emergency = await urgent(desk, holding, { units: [300_001n, 600_000n] });
      // The holding that the order names is parted again, and is another interval by then.
      const after = await frozen(desk, part(bill, 3n), { units: [500_001n, 600_000n] });
      await unfrozen(desk, holding, before);
      const middle = part(bill, 4n);
      expect(await intervalOf(middle)).to.deep.equal([300_001n, 500_000n, nanming.id]);
      expect(await isFrozen(middle)).to.be.true;
      await networkHelpers.time.increase(48n * HOUR);
      await expect(desk.suite.docket.lapse(emergency.order, emergency.calls))
        .to.emit(orders, "HoldingUnfrozen")
        .and.not.to.emit(desk.suite.docket, "OrderInverseFailed");
      expect((await orders.casesOf(bill)).cases.map(({ key }) => key)).to.deep.equal([after]);
      expect(await isFrozen(middle)).to.be.false;
      expect(await isFrozen(part(bill, 3n))).to.be.true;
    });

    it("B-16: a court's confirmation keeps a regulator's freeze; nobody but a court ends one", async () => {
      const { holding } = await delivered(desk);
      const { order: number, calls } = await urgent(desk, holding);
      const key = (await orders.casesOf(holding >> 32n)).cases[0]?.key ?? "";
      await desk.suite.docket.connect(desk.court.signer).approve(number, 3n, calls);
      await desk.suite.docket.ratify(number, calls);
      await networkHelpers.time.increase(49n * HOUR);
      await expect(desk.suite.docket.lapse(number, calls)).to.be.revertedWithCustomError(
        desk.suite.docket,
        "DocketWrongStatus",
      );
      expect(await isFrozen(holding)).to.be.true;
      const undo = [{ target: orders, name: "unfreeze", args: [holding, key] }];
      await expect(carryOut(desk.suite, undo, [[desk.regulator, "Regulator"]])).to.be.revertedWithCustomError(
        desk.suite.docket,
        "DocketApprovalsShort",
      );
    });
  });

  describe("transferByOrder", () => {
    it("B-16 conveys a holding by an endorsement that says so", async () => {
      const { holding } = await delivered(desk);
      await expect(forced(desk, holding, huaxi))
        .to.emit(orders, "HoldingTransferredByOrder")
        .withArgs(holding, nanming.id, huaxi.id, ZeroHash)
        .and.to.emit(registry, "BillEndorsed")
        .and.to.emit(registry, "Transfer")
        .withArgs(nanming.wallet, huaxi.wallet, holding);
      expect(fields(await registry.endorsementInfo(endorsementOf(holding, 1n)))).to.include({
        lo: 1n,
        hi: FACE,
        from: nanming.id,
        to: huaxi.id,
        purpose: Purpose.ByOrder,
        notTransferable: false,
      });
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
      await endorsed(desk, holding, huaxi, baiyunling);
    });

    it("B-6, B-16: conveys units from the midst of a splittable bill, and no others", async () => {
      const { bill, holding } = await delivered(desk, { splittable: true });
      const units = [300_001n, 500_000n] as const;
      await expect(forced(desk, holding, huaxi, { units }))
        .to.emit(orders, "HoldingTransferredByOrder")
        .withArgs(part(bill, 3n), nanming.id, huaxi.id, ZeroHash);
      expect(await intervalOf(part(bill, 2n))).to.deep.equal([1n, 300_000n, nanming.id]);
      expect(await intervalOf(part(bill, 3n))).to.deep.equal([...units, huaxi.id]);
      expect(await intervalOf(holding)).to.deep.equal([500_001n, FACE, nanming.id]);
    });

    it("reverts for a part of what cannot be parted, and for units elsewhere", async () => {
      const whole = await delivered(desk);
      const collecting = await delivered(desk, { splittable: true });
      const refused = await delivered(desk, { splittable: true });
      const security = await delivered(desk, { splittable: true });
      await pledged(security.holding);
      await presented(collecting.holding);
      await payment.connect(nanming.signer).present(refused.holding, NO_DIGEST);
      await payment.connect(guanshan.signer).dishonour(refused.holding, DishonourReason.BadFaith);
      for (const { holding } of [whole, collecting, refused, security]) {
        await expect(forced(desk, holding, huaxi, { units: [1n, 2n] }))
          .to.be.revertedWithCustomError(orders, "BillNotPartable")
          .withArgs(holding, 1n, 2n);
        await expect(forced(desk, holding, huaxi, { units: [0n, FACE] }))
          .to.be.revertedWithCustomError(orders, "BillUnitsOutOfRange")
          .withArgs(holding, 0n, FACE, 1n, FACE);
        await forced(desk, holding, huaxi);
        expect(await holderOf(holding)).to.equal(huaxi.id);
      }
    });

    it("B-16 a case that is carried out on all its units ends, and the new holder is free", async () => {
      const { bill, holding } = await delivered(desk);
      const key = await frozen(desk, holding);
      await expect(forced(desk, holding, huaxi, { key }))
        .to.emit(orders, "HoldingTransferredByOrder")
        .withArgs(holding, nanming.id, huaxi.id, key)
        .and.to.emit(orders, "HoldingUnfrozen")
        .withArgs(bill, nanming.id, key);
      expect((await orders.casesOf(bill)).cases).to.deep.equal([]);
      await endorsed(desk, holding, huaxi, baiyunling);
    });

    it("B-16 a case that is carried out in steps keeps the rest, and ends with it", async () => {
      const { bill, holding } = await delivered(desk, { splittable: true });
      const key = await frozen(desk, holding);
      const freezeNow = async () => fields((await orders.casesOf(bill)).freezes[0] ?? {});
      await forced(desk, holding, huaxi, { key, units: [1n, 100_000n] });
      expect(await freezeNow()).to.deep.equal({ lo: 100_001n, hi: FACE, against: nanming.id });
      await forced(desk, holding, huaxi, { key, units: [900_001n, FACE] });
      expect(await freezeNow()).to.deep.equal({ lo: 100_001n, hi: 900_000n, against: nanming.id });
      // From the midst: both sides stay frozen.
      const rest = part(bill, 3n);
      await forced(desk, rest, huaxi, { key, units: [400_001n, 500_000n] });
      expect(await freezeNow()).to.deep.equal({ lo: 100_001n, hi: 900_000n, against: nanming.id });
      expect(await isFrozen(part(bill, 4n))).to.be.true;
      expect(await isFrozen(part(bill, 5n))).to.be.false;
      expect(await isFrozen(rest)).to.be.true;
      // The last steps are of units on one side each; then nothing of it is left in this hand.
      await forced(desk, part(bill, 4n), huaxi, { key });
      expect(await freezeNow()).to.deep.equal({ lo: 400_001n, hi: 900_000n, against: nanming.id });
      await forced(desk, rest, huaxi, { key });
      expect(await freezeNow()).to.deep.equal({ lo: 400_001n, hi: 500_000n, against: nanming.id });
      expect(await registry.balanceOf(nanming.wallet)).to.equal(0n);
    });

    it("B-16 frozen units move under the first of their cases only, be it against the holder's other units too", async () => {
      const { holding } = await delivered(desk, { splittable: true });
      const first = await frozen(desk, holding);
      const second = await frozen(desk, holding);
      for (const key of [ZeroHash, second, newCase()]) {
        for (const act of [() => forced(desk, holding, huaxi, { key }), () => voided(desk, holding, huaxi, { key })]) {
          await expect(act()).to.be.revertedWithCustomError(orders, "BillCaseOutranked").withArgs(holding, key, first);
        }
      }
      await forced(desk, holding, huaxi, { key: first, units: [1n, 400_000n] });
      await expect(forced(desk, holding, huaxi, { key: second }))
        .to.be.revertedWithCustomError(orders, "BillCaseOutranked")
        .withArgs(holding, second, first);
      await unfrozen(desk, holding, first);
      await forced(desk, holding, huaxi, { key: second });
    });

    it("B-16 an earlier case of other units, or of another holder, stands in the way of none", async () => {
      const { bill, holding } = await delivered(desk, { splittable: true });
      await frozen(desk, holding, { units: [1n, 400_000n] });
      await endorsed(desk, holding, nanming, huaxi);
      const key = await frozen(desk, holding);
      await forced(desk, holding, baiyunling, { key });
      expect((await orders.casesOf(bill)).cases).to.have.lengthOf(1);
    });

    it("B-16 reverts under a case that does not freeze all of the units in this hand, or not any more", async () => {
      const { holding } = await delivered(desk);
      const elsewhere = async (key: string) => {
        for (const act of [() => forced(desk, holding, huaxi, { key }), () => voided(desk, holding, huaxi, { key })]) {
          await expect(act()).to.be.revertedWithCustomError(orders, "BillCaseElsewhere").withArgs(holding, key);
        }
      };
      await elsewhere(newCase());
      const ended = await frozen(desk, holding);
      await unfrozen(desk, holding, ended);
      await elsewhere(ended);
      const until = (await now()) + DAY;
      const over = await frozen(desk, holding, { until });
      await networkHelpers.time.increaseTo(until);
      await elsewhere(over);
      // A whole bill of which it froze a part only.
      for (const units of [
        [2n, FACE],
        [1n, FACE - 1n],
      ] as const) {
        const partly = await frozen(desk, holding, { units });
        await elsewhere(partly);
        await unfrozen(desk, holding, partly);
      }
    });

    it("B-16 to its own holder it changes nothing and above all unfreezes nothing", async () => {
      const { bill, holding } = await delivered(desk);
      const key = await frozen(desk, holding);
      for (const act of [forced, voided]) {
        await expect(act(desk, holding, nanming, { key }))
          .to.be.revertedWithCustomError(orders, "BillForcedToHolder")
          .withArgs(holding, nanming.id);
      }
      expect(await isFrozen(holding)).to.be.true;
      expect((await orders.casesOf(bill)).cases.map((each) => each.key)).to.deep.equal([key]);
      expect((await registry.holdingInfo(holding)).chainLength).to.equal(0n);
    });

    it("B-16 a batch that names a holding twice fails, whatever it says, and nothing changes", async () => {
      const [frozenOne, free] = [await delivered(desk), await delivered(desk)];
      const key = await frozen(desk, frozenOne.holding);
      const before = await registry.holdingInfo(frozenOne.holding);
      for (const [holding, draft] of [
        [frozenOne.holding, { key }],
        [free.holding, {}],
      ] as const) {
        const [toHuaxi, toBank] = [
          await transfer(desk, holding, huaxi, draft),
          await transfer(desk, holding, baiyunling, draft),
        ];
        const toApplicant = await invalidation(desk, holding, huaxi, draft);
        for (const batch of [
          [toHuaxi, toHuaxi],
          [toHuaxi, toBank],
          [toBank, toApplicant],
          [toApplicant, toApplicant],
        ]) {
          await expect(carryOut(desk.suite, batch, both(desk))).to.be.revertedWithCustomError(
            registry,
            "BillNotHolder",
          );
        }
        expect(await holderOf(holding)).to.equal(nanming.id);
      }
      expect(await registry.holdingInfo(frozenOne.holding)).to.deep.equal(before);
      // Units of a splittable bill are named twice where they overlap; without that they are divided.
      const { holding } = await delivered(desk, { splittable: true });
      const low = await transfer(desk, holding, huaxi, { units: [1n, 400_000n] });
      const overlapping = await transfer(desk, holding, baiyunling, { units: [400_000n, FACE] });
      const rest = await transfer(desk, holding, baiyunling, { units: [400_001n, FACE] });
      await expect(carryOut(desk.suite, [low, overlapping], both(desk))).to.be.revertedWithCustomError(
        orders,
        "BillUnitsOutOfRange",
      );
      await carryOut(desk.suite, [low, rest], both(desk));
      expect(await isFrozen(frozenOne.holding)).to.be.true;
    });

    it("B-16 a locked holding moves, and what waited on it is over", async () => {
      const { holding } = await delivered(desk);
      await registry.connect(nanming.signer).endorse(holding, huaxi.id, false, 0);
      const request = await requestOn(desk, holding);
      await forced(desk, holding, baiyunling);
      await expect(registry.connect(huaxi.signer).sign(request)).to.be.revertedWithCustomError(
        registry,
        "RequestNotOpen",
      );
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
    });

    it("B-9, B-16: in collection it stays so, and the acceptor pays the new holder", async () => {
      const { bill, holding } = await delivered(desk);
      await presented(holding);
      await forced(desk, holding, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, InCollection"));
      await funded(desk, guanshan, FACE);
      await expect(payment.connect(guanshan.signer).pay(holding))
        .to.emit(payment, "BillPaid")
        .withArgs(holding, guanshan.id, huaxi.id, FACE, day(MATURITY), false);
      expect(await money.balanceOf(huaxi.wallet)).to.equal(FACE);
      expect(await money.balanceOf(nanming.wallet)).to.equal(0n);
      expect((await registry.billInfo(bill)).status).to.equal(BillStatus.Settled);
    });

    it("B-9, B-16: what is refused then goes back to the new holder", async () => {
      const { holding } = await delivered(desk);
      await presented(holding);
      await forced(desk, holding, huaxi);
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
      const h = await registry.holdingInfo(holding);
      expect([h.holder, h.dishonoured]).to.deep.equal([huaxi.id, true]);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, Circulating"));
    });

    for (const by of ["drawer", "endorser"] as const) {
      for (const act of [forced, voided]) {
        it(`B-5, B-16: ${act.name}: the ${by}'s mark goes with the title, and is nobody's to lift any more (NIL 27, 34)`, async () => {
          const { holding } = await delivered(desk, { notTransferable: by === "drawer" });
          if (by === "endorser") await endorsed(desk, holding, nanming, huaxi, true);
          const from = by === "drawer" ? nanming : huaxi;
          await act(desk, holding, baiyunling);
          expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, NotTransferable"));
          for (const actor of [desk.qianling, nanming, from, baiyunling]) {
            await expect(registry.connect(actor.signer).liftMark(holding))
              .to.be.revertedWithCustomError(registry, "BillMarkNotYours")
              .withArgs(holding, actor.id, 0n);
          }
          await expect(
            registry.connect(baiyunling.signer).endorse(holding, nanming.id, false, 0),
          ).to.be.revertedWithCustomError(registry, "BillWrongPair");
          // Again, and in collection.
          await payment.connect(baiyunling.signer).present(holding, NO_DIGEST);
          await act(desk, holding, desk.financeCompany);
          expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, InCollection"));
          await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.NotDue);
          expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, NotTransferable"));
          expect(await holderOf(holding)).to.equal(desk.financeCompany.id);
        });
      }
    }

    it("B-16, B-17: a live pledge stays on it; what it brings in beyond the debt is the new holder's", async () => {
      const { holding } = await delivered(desk);
      await pledged(holding, FACE / 4n);
      await forced(desk, holding, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Pledged"));
      const snapshot = await networkHelpers.takeSnapshot();
      await security.connect(baiyunling.signer).release(holding);
      await endorsed(desk, holding, huaxi, nanming);
      await snapshot.restore();
      await goTo("2026-05-29");
      await security.connect(baiyunling.signer).realise(holding);
      await presented(holding, baiyunling);
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await money.balanceOf(baiyunling.wallet)).to.equal(FACE / 4n);
      expect(await money.balanceOf(huaxi.wallet)).to.equal((FACE * 3n) / 4n);
      expect(await money.balanceOf(nanming.wallet)).to.equal(0n);
    });

    it("B-16, B-17: under a realised pledge it stays with the pledgee, in collection too", async () => {
      const { holding } = await delivered(desk);
      await pledged(holding);
      await goTo("2026-05-29");
      await security.connect(baiyunling.signer).realise(holding);
      const refused = () =>
        expect(forced(desk, holding, huaxi))
          .to.be.revertedWithCustomError(orders, "BillHeldUnderPledge")
          .withArgs(holding, baiyunling.id);
      await refused();
      await payment.connect(baiyunling.signer).present(holding, NO_DIGEST);
      await refused();
    });

    it("B-16: a holding in a repo or a recourse claim can be frozen, and stays in its hand", async () => {
      const repo = await openRepo();
      const claimed = await delivered(desk);
      await endorsed(desk, claimed.holding, nanming, huaxi);
      await dishonoured(claimed.holding, huaxi);
      await claim(desk, claimed.holding, huaxi, nanming);
      for (const [{ holding }, pair] of [
        [repo, "Delivered, AwaitingRedemption"],
        [claimed, "Matured, InRecourse"],
      ] as const) {
        await frozen(desk, holding);
        for (const act of [forced, voided]) {
          await expect(act(desk, holding, desk.auditor), pair).to.be.revertedWithCustomError(registry, "BillWrongPair");
        }
        const [, circulation] = await registry.pairOf(holding);
        expect(circulation, pair).to.equal(pairOf(pair)[1]);
        expect(await isFrozen(holding), pair).to.be.true;
      }
    });

    it("B-16: the recipient was admitted once, and need be no more than that", async () => {
      const { holding } = await delivered(desk);
      const { participants } = desk.suite;
      const pending = await applied(desk, newcomer(1));
      for (const [number, error] of [
        [0n, "ParticipantUnknown"],
        [pending, "ParticipantWrongStanding"],
        [pending + 1n, "ParticipantUnknown"],
      ] as const) {
        for (const act of [forced, voided]) {
          await expect(act(desk, holding, { ...huaxi, id: number })).to.be.revertedWithCustomError(participants, error);
        }
      }
      await suspend(desk, huaxi);
      await order(desk, "expel", [huaxi.id]);
      await forced(desk, holding, huaxi);
      await presented(holding, huaxi);
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await money.balanceOf(huaxi.wallet)).to.equal(FACE);
    });
  });

  describe("invalidate", () => {
    it("B-16 voids the holder's title and gives it to the applicant, under the case that is first", async () => {
      const { bill, holding } = await delivered(desk, { splittable: true });
      const first = await frozen(desk, holding);
      const second = await frozen(desk, holding);
      await expect(voided(desk, holding, huaxi, { key: first }))
        .to.emit(orders, "HoldingInvalidated")
        .withArgs(holding, nanming.id, huaxi.id, first)
        .and.to.emit(orders, "HoldingUnfrozen")
        .withArgs(bill, nanming.id, first);
      expect(await intervalOf(holding)).to.deep.equal([1n, FACE, huaxi.id]);
      expect(await isFrozen(holding)).to.be.false;
      expect((await orders.casesOf(bill)).cases.map(({ key }) => key)).to.deep.equal([second]);
      await endorsed(desk, holding, huaxi, baiyunling);
    });

    it("B-16, B-17: it ends a live pledge", async () => {
      const { holding } = await delivered(desk);
      await pledged(holding);
      await expect(voided(desk, holding, huaxi)).to.emit(security, "BillPledgeEnded");
      const { pledged: isPledged, circulation } = await registry.holdingInfo(holding);
      expect([isPledged, circulation]).to.deep.equal([false, Circulation.Circulating]);
      await expect(security.connect(baiyunling.signer).realise(holding)).to.be.revertedWithCustomError(
        security,
        "BillPledgeMissing",
      );
      await endorsed(desk, holding, huaxi, nanming);
    });

    it("B-16, B-17: it ends a realised pledge, and the acceptor pays all to the applicant", async () => {
      const { holding } = await delivered(desk);
      await pledged(holding);
      await goTo("2026-05-29");
      await security.connect(baiyunling.signer).realise(holding);
      const snapshot = await networkHelpers.takeSnapshot();
      await voided(desk, holding, huaxi);
      await endorsed(desk, holding, huaxi, nanming);
      await snapshot.restore();
      await presented(holding, baiyunling);
      await voided(desk, holding, huaxi);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, InCollection"));
      await funded(desk, guanshan, FACE);
      await payment.connect(guanshan.signer).pay(holding);
      expect(await money.balanceOf(huaxi.wallet)).to.equal(FACE);
    });

    it("B-16: what is refused after it goes back to the applicant, free of the pledge", async () => {
      const { holding } = await delivered(desk);
      await pledged(holding);
      await goTo("2026-05-29");
      await security.connect(baiyunling.signer).realise(holding);
      await presented(holding, baiyunling);
      await voided(desk, holding, huaxi);
      await payment.connect(guanshan.signer).dishonour(holding, DishonourReason.InsufficientFunds);
      expect(await registry.pairOf(holding)).to.deep.equal(pairOf("Matured, Circulating"));
      await payment.connect(huaxi.signer).present(holding, NO_DIGEST);
    });
  });

  it("K-3: nobody calls it but the Docket", async () => {
    const { holding } = await delivered(desk);
    for (const actor of [desk.court, desk.regulator, nanming]) {
      const mine = orders.connect(actor.signer);
      const until = (await now()) + DAY;
      for (const call of [
        () => mine.freeze(holding, newCase(), nanming.id, 1n, FACE, until),
        () => mine.renewFreeze(holding, newCase(), until),
        () => mine.unfreeze(holding, newCase()),
        () => mine.transferByOrder(holding, ZeroHash, nanming.id, 1n, FACE, huaxi.id),
        () => mine.invalidate(holding, ZeroHash, nanming.id, huaxi.id),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(orders, "AccessManagedUnauthorized").withArgs(actor.wallet);
      }
    }
    // A case belongs to a bill that stays open until its units are closed: nothing here keeps a version from being closed.
    expect(await orders.openItems()).to.equal(0n);
  });
});
