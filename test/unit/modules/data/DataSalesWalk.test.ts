/**
 * The fair exchange, exhaustively: from each state that any order of acts and time-outs leads to, every act of buyer, seller, arbiter and
 * outsiders is tried. Which must work and which must be refused is said by each act, in the words of the module's transition table.
 */
import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { keyDigestOf, newContentKey, newOrderKey, wrapKey } from "../../../../bindings/src/delivery.ts";
import { certified, type DataDesk, dataDesk } from "../../../utils/data.ts";
import { LicenceStatus } from "../../../utils/data-offers.ts";
import {
  CIPHERTEXT,
  type Delivery,
  DEPOSIT,
  DISMISSED,
  EVIDENCE,
  offeredForSale,
  orderedSale,
  outcome,
  placeOf,
  PRICE,
  purse,
  REASONS,
  SaleStatus,
} from "../../../utils/data-sales.ts";
import { DAY } from "../../../utils/orders.ts";
import { type Actor, networkHelpers } from "../../../utils/suite.ts";

/** What the test knows of a sale, without asking the contracts. */
interface State {
  status: keyof typeof SaleStatus;
  /** The time of the present step is over. */
  late: boolean;
  /** What the seller has posted. */
  key: "none" | "right" | "wrong";
  /** Days for which the sale was in dispute: none yet, enough for an arbiter to decide unheard, or for it to lapse. */
  disputed: "no" | "fresh" | "unheard" | "old";
  answered: boolean;
  /** Fen of the price that an end has given back; of a sale that has not ended none. */
  refunded: bigint;
  /** The last act. */
  by: string;
}

interface Act {
  name: string;
  send: () => Promise<ContractTransactionResponse>;
  /** What follows; undefined: it is refused. */
  then: (state: State) => Partial<State> | undefined;
}

const isIn = (state: State, ...statuses: State["status"][]) => statuses.includes(state.status);
const isUndelivered = (state: State) => isIn(state, "Ordered", "Committed", "Received");
const isOver = (state: State) => isIn(state, "Released", "Refunded");
const step = (status: State["status"]): Partial<State> => ({ status, late: false });
const refund = (amount = PRICE): Partial<State> => ({ status: "Refunded", refunded: amount });
const release = (amount = 0n): Partial<State> => ({ status: "Released", refunded: amount });
const CLAIM = outcome(PRICE, true);
const AWARDED = PRICE / 3n;
const REDUCTION = outcome(AWARDED);

/** What makes two states one: nothing else has a say in what may follow. */
const keyOf = ({ status, late, key, disputed, answered, refunded }: State) =>
  [status, late, key, disputed, answered, refunded].join();

describe("The fair exchange, from every state", () => {
  let desk: DataDesk;
  let delivery: Delivery;
  let before: { buyer: bigint; seller: bigint };

  /** What each side could do, with the right words and with wrong ones. */
  async function actsOf(): Promise<Act[]> {
    const { dataSales, dataDisputes } = desk.suite;
    const { sale, buyer, seller, orderKey, contentKey } = delivery;
    const { arbiter, kangning: outsider, court } = desk;
    const place = await placeOf(desk, sale);
    const right = wrapKey(contentKey, orderKey.point, place);
    const wrong = wrapKey(newContentKey(), orderKey.point, place);
    // The committed key, but wrapped for another's eyes.
    const misdirected = wrapKey(contentKey, newOrderKey().point, place);
    const sales = (by: Actor) => dataSales.connect(by.signer);
    const disputes = (by: Actor) => dataDisputes.connect(by.signer);
    const dispute = 1n;
    const open = (state: State) => state.status === "Disputed";
    const acts: Act[] = [];
    const add = (name: string, send: Act["send"], then: Act["then"]) => acts.push({ name, send, then });
    const digest = keyDigestOf(contentKey);

    for (const who of [buyer, seller, outsider, arbiter]) {
      const [isBuyer, isSeller, isArbiter] = [who === buyer, who === seller, who === arbiter];
      const as = `${who.key}: `;
      add(
        `${as}commit`,
        () => sales(who).commit(sale, CIPHERTEXT.root, CIPHERTEXT.chunks, digest),
        (state) => (isSeller && isIn(state, "Ordered") && !state.late ? step("Committed") : undefined),
      );
      add(
        `${as}confirmCiphertext`,
        () => sales(who).confirmCiphertext(sale),
        (state) => (isBuyer && isIn(state, "Committed") && !state.late ? step("Received") : undefined),
      );
      for (const [key, { ephemeral, wrapped }, what] of [
        ["right", right, "the key"],
        ["wrong", wrong, "another key"],
        ["wrong", misdirected, "the key, wrapped to another point"],
      ] as const) {
        add(
          `${as}postKey, ${what}`,
          () => sales(who).postKey(sale, ephemeral, wrapped),
          (state) => (isSeller && isIn(state, "Received") && !state.late ? { ...step("KeyPosted"), key } : undefined),
        );
      }
      add(
        `${as}decline`,
        () => sales(who).decline(sale),
        (state) => (isSeller && isUndelivered(state) ? refund() : undefined),
      );
      add(
        `${as}accept`,
        () => sales(who).accept(sale),
        (state) => (isBuyer && isIn(state, "KeyPosted") ? release() : undefined),
      );
      add(
        `${as}openQuality`,
        () => disputes(who).openQuality(sale, CLAIM, EVIDENCE),
        (state) =>
          isBuyer && isIn(state, "KeyPosted") && !state.late ? { status: "Disputed", disputed: "fresh" } : undefined,
      );
      add(
        `${as}answer`,
        () => disputes(who).answer(dispute, EVIDENCE),
        (state) => (isSeller && open(state) && !state.answered ? { answered: true } : undefined),
      );
      add(
        `${as}concede`,
        () => disputes(who).concede(dispute),
        (state) => (isSeller && open(state) ? refund() : undefined),
      );
      add(
        `${as}withdraw`,
        () => disputes(who).withdraw(dispute),
        (state) => (isBuyer && open(state) ? release() : undefined),
      );
      for (const [what, award, then] of [
        ["undone", CLAIM, refund()],
        ["undone, for a part", outcome(AWARDED, true), refund(AWARDED)],
        ["reduced", REDUCTION, release(AWARDED)],
        ["dismissed", DISMISSED, release()],
      ] as const) {
        add(
          `${as}decide, ${what}`,
          () => disputes(who).decide(dispute, award, REASONS),
          (state) => (isArbiter && open(state) && (state.answered || state.disputed !== "fresh") ? then : undefined),
        );
      }
      add(
        `${as}decideByOrder`,
        () => disputes(who).decideByOrder(dispute, CLAIM, REASONS),
        () => undefined,
      );
    }
    // What is open to anyone is the outsider's.
    add(
      "proveWrongKey",
      () => sales(outsider).proveWrongKey(sale, orderKey.secret),
      (state) =>
        state.key === "wrong" && ((isIn(state, "KeyPosted") && !state.late) || open(state)) ? refund() : undefined,
    );
    add(
      "proveWrongKey, another's secret",
      () => sales(outsider).proveWrongKey(sale, newOrderKey().secret),
      () => undefined,
    );
    add(
      "release",
      () => sales(outsider).release(sale),
      (state) => (isIn(state, "KeyPosted") && state.late ? release() : undefined),
    );
    add(
      "lapse",
      () => sales(outsider).lapse(sale),
      (state) => (isUndelivered(state) && state.late ? refund() : undefined),
    );
    add(
      "lapse of the dispute",
      () => disputes(outsider).lapse(dispute),
      (state) => (open(state) && state.disputed === "old" ? release() : undefined),
    );
    // Only parts of the module may.
    add(
      "hold",
      () => sales(court).hold(sale, buyer.id),
      () => undefined,
    );
    add(
      "resolve",
      () => sales(court).resolve(sale, PRICE, true),
      () => undefined,
    );
    return acts;
  }

  /** Time passes by itself: to the last second of a step, after it, and on in a dispute. */
  const jumps: { name: string; days: bigint; then: (state: State) => Partial<State> | undefined }[] = [
    {
      name: "the step's time passes",
      days: 0n,
      then: (state) => ((isUndelivered(state) || isIn(state, "KeyPosted")) && !state.late ? { late: true } : undefined),
    },
    {
      name: "16 days pass",
      days: 16n,
      then: (state) => (isIn(state, "Disputed") && state.disputed === "fresh" ? { disputed: "unheard" } : undefined),
    },
    {
      name: "181 days pass",
      days: 181n,
      then: (state) => (isIn(state, "Disputed") && state.disputed === "unheard" ? { disputed: "old" } : undefined),
    },
  ];

  async function pass(days: bigint): Promise<void> {
    const { time } = networkHelpers;
    const { deadline } = await desk.suite.dataSales.saleInfo(delivery.sale);
    await (days === 0n ? time.increaseTo(deadline) : time.increase(days * DAY));
  }

  /** What must be true in every state: of the sale's own record, of its licence, of the purse and of both sides' money. */
  async function check(state: State, path: string): Promise<void> {
    const { dataSales, dataLicences, dataRevenue, dataDisputes, money } = desk.suite;
    const { sale, licence, buyer, seller } = delivery;
    const over = isOver(state);
    const { status } = await dataSales.saleInfo(sale);
    expect(status, `${path}: status`).to.equal(SaleStatus[state.status]);
    expect((await dataLicences.licenceInfo(licence)).status, `${path}: licence`).to.equal(
      state.status === "Released" ? LicenceStatus.Live : over ? LicenceStatus.Void : LicenceStatus.Pending,
    );
    expect(await dataSales.openItems(), `${path}: open`).to.equal(over ? 0n : 1n);
    expect(await dataDisputes.openItems(), `${path}: disputes`).to.equal(state.status === "Disputed" ? 1n : 0n);

    const sums = await purse(desk);
    expect([sums.unaccounted, sums.unbalanced, sums.unsplit], `${path}: K-6, D-4`).to.deep.equal([0n, 0n, 0n]);
    const released = over ? PRICE - state.refunded : 0n;
    const deposit = state.status === "Refunded" ? 0n : DEPOSIT;
    expect(sums.released, `${path}: released`).to.equal(released);
    expect(sums.refunded, `${path}: refunded`).to.equal(state.refunded + DEPOSIT - deposit);
    expect(await dataRevenue.accountOf(licence), `${path}: account`).to.deep.equal([over ? 0n : PRICE, 0n, deposit]);
    expect(await dataRevenue.owedTo(seller.id), `${path}: the seller's`).to.equal(released);
    expect((await money.balanceOf(buyer.wallet)) - before.buyer, `${path}: the buyer's`).to.equal(
      state.refunded - PRICE - deposit,
    );
    expect((await money.balanceOf(seller.wallet)) - before.seller).to.equal(0n);

    // D-5, in its own words.
    const decided = state.disputed !== "no" && /decide|concede/.test(state.by);
    if (state.status === "Refunded")
      expect(state.key !== "right" || decided, `${path}: a receiver refunded`).to.equal(true);
    if (released > 0n) {
      const let_ = /accept|release|withdraw|lapse of the dispute/.test(state.by);
      expect(state.key === "right" || let_ || decided, `${path}: paid for no key`).to.equal(true);
      expect(state.key, `${path}: paid for nothing`).to.not.equal("none");
    }
  }

  /** Time and outsiders alone bring it to an end. */
  async function ends(path: string): Promise<void> {
    const { dataSales, dataDisputes } = desk.suite;
    const { signer } = desk.kangning;
    const snapshot = await networkHelpers.takeSnapshot();
    await networkHelpers.time.increase(400n * DAY);
    const { status } = await dataSales.saleInfo(delivery.sale);
    if (status === SaleStatus.Disputed) await dataDisputes.connect(signer).lapse(1n);
    else if (status === SaleStatus.KeyPosted) await dataSales.connect(signer).release(delivery.sale);
    else await dataSales.connect(signer).lapse(delivery.sale);
    const end = (await dataSales.saleInfo(delivery.sale)).status;
    expect([SaleStatus.Released, SaleStatus.Refunded], `${path}: stuck`).to.include(end);
    await snapshot.restore();
  }

  it("D-5, D-4, K-6: every act of every side and every time-out, from every state they lead to", async function () {
    this.timeout(900_000);
    desk = await dataDesk();
    const { money } = desk.suite;
    const offer = await offeredForSale(desk, await certified(desk));
    const balances = async () => ({
      buyer: await money.balanceOf(desk.shuju.wallet),
      seller: await money.balanceOf(desk.yunlu.wallet),
    });
    before = await balances();
    delivery = await orderedSale(desk, { offer });
    const acts = await actsOf();
    const seen = new Set<string>();
    const reached = new Set<string>();
    const worked = new Set<string>();

    const walk = async (state: State, path: string): Promise<void> => {
      reached.add(state.status);
      await check(state, path);
      if (seen.has(keyOf(state))) return;
      seen.add(keyOf(state));
      if (!isOver(state)) await ends(path);

      for (const { name, send, then } of acts) {
        const snapshot = await networkHelpers.takeSnapshot();
        const next = then(state);
        const outcome_ = await send().then(
          () => "works",
          () => "is refused",
        );
        expect(outcome_, `${path} → ${name}`).to.equal(next === undefined ? "is refused" : "works");
        if (next !== undefined) {
          worked.add(name.replace(/.*: /, ""));
          await walk({ ...state, ...next, by: name }, `${path} → ${name}`);
          await snapshot.restore();
        }
      }
      for (const { name, days, then } of jumps) {
        const next = then(state);
        if (next === undefined) continue;
        const snapshot = await networkHelpers.takeSnapshot();
        await pass(days);
        await walk({ ...state, ...next }, `${path} → ${name}`);
        await snapshot.restore();
      }
    };
    const start: State = {
      status: "Ordered",
      late: false,
      key: "none",
      disputed: "no",
      answered: false,
      refunded: 0n,
      by: "order",
    };
    await walk(start, "order");

    const { None: _, ...statuses } = SaleStatus;
    expect([...reached].toSorted()).to.deep.equal(Object.keys(statuses).toSorted());
    const never = new Set(["decideByOrder", "proveWrongKey, another's secret", "hold", "resolve"]);
    const named = new Set(acts.map(({ name }) => name.replace(/.*: /, "")));
    expect([...named].filter((name) => !worked.has(name) && !never.has(name))).to.deep.equal([]);
  });
});
