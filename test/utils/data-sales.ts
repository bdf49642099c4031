/** Purchases of data for tests: an offer, what buyer and seller do off chain, and sales brought to where a test begins. */
import { id } from "ethers";
import {
  chunkDigest,
  chunkSalt,
  chunkTree,
  ciphertextDigest,
  commitmentOf,
  encryptChunk,
  keyDigestOf,
  newContentKey,
  newOrderKey,
  newSalt,
  type OrderKey,
  wrapKey,
} from "../../bindings/src/delivery.ts";
import type { TermsStruct } from "../../types/contracts/modules/data/DataOffers.js";
import { certified, type DataDesk, statusBits } from "./data.ts";
import { offered } from "./data-offers.ts";
import { type Actor, ethers } from "./suite.ts";

export const SaleStatus = {
  None: 0n,
  Ordered: 1n,
  Committed: 2n,
  Received: 3n,
  KeyPosted: 4n,
  Disputed: 5n,
  Released: 6n,
  Refunded: 7n,
} as const;
export const SaleGround = {
  None: 0n,
  Served: 1n,
  Accepted: 2n,
  WindowPassed: 3n,
  Declined: 4n,
  Lapsed: 5n,
  WrongKey: 6n,
  Dispute: 7n,
} as const;
export const DisputeKind = { None: 0n, Quality: 1n, Misuse: 2n, Metering: 3n } as const;
export const DisputeEnd = {
  None: 0n,
  Agreed: 1n,
  Conceded: 2n,
  Withdrawn: 3n,
  Arbitrated: 4n,
  Ordered: 5n,
  Lapsed: 6n,
  Proven: 7n,
} as const;
/** Statuses in which nothing was delivered yet. */
export const UNDELIVERED = statusBits(SaleStatus.Ordered, SaleStatus.Committed, SaleStatus.Received);
export const NO_POINT = { x: 0n, y: 0n };
/** ¥1,000.03 and ¥200.00. */
export const PRICE = 100_003n;
export const DEPOSIT = 20_000n;
export const STEP_HOURS = 24n;
export const EVIDENCE = id("evidence, salted");
export const REASONS = id("reasons of a decision, salted");

/** Terms on which yunlu's data are sold: delivered, ¥1,000.03, with a deposit and an arbiter. */
export const saleTerms = ({ arbiter }: DataDesk, draft: Partial<TermsStruct> = {}): Partial<TermsStruct> => ({
  delivery: true,
  stepHours: draft.delivery === false ? 0n : STEP_HOURS,
  price: PRICE,
  deposit: DEPOSIT,
  arbiter: arbiter.id,
  ...draft,
});

/** Offers a licence on such terms; the offer's number. */
export const offeredForSale = (desk: DataDesk, asset: bigint, draft: Partial<TermsStruct> = {}, by = desk.yunlu) =>
  offered(desk, asset, saleTerms(desk, draft), { by });

/** What seller and buyer of a sale have, on chain and off it. */
export interface Delivery {
  sale: bigint;
  licence: bigint;
  asset: bigint;
  offer: bigint;
  seller: Actor;
  buyer: Actor;
  orderKey: OrderKey;
  contentKey: Uint8Array<ArrayBuffer>;
}

/** A sale that was paid for, of a new asset unless the test has an offer. */
export async function orderedSale(
  desk: DataDesk,
  draft: { offer?: bigint; terms?: Partial<TermsStruct>; buyer?: Actor; seller?: Actor } = {},
): Promise<Delivery> {
  const { dataOffers, dataSales } = desk.suite;
  const { seller = desk.yunlu, buyer = desk.shuju } = draft;
  const offer =
    draft.offer ?? (await offeredForSale(desk, await certified(desk, { holder: seller }), draft.terms, seller));
  const { terms } = await dataOffers.offerInfo(offer);
  const orderKey = newOrderKey();
  const point = terms.delivery ? orderKey.point : NO_POINT;
  await dataSales.connect(buyer.signer).order(offer, await dataOffers.termsHash(offer), point);
  const sale = await dataSales.saleCount();
  const { licence } = await dataSales.saleInfo(sale);
  return { sale, licence, asset: terms.asset, offer, seller, buyer, orderKey, contentKey: newContentKey() };
}

/** Digests that stand for a ciphertext of five chunks. */
export const CIPHERTEXT = { root: id("root of the ciphertext"), chunks: 5n };

export async function committedSale(desk: DataDesk, delivery: Delivery): Promise<void> {
  const { root, chunks } = CIPHERTEXT;
  await desk.suite.dataSales
    .connect(delivery.seller.signer)
    .commit(delivery.sale, root, chunks, keyDigestOf(delivery.contentKey));
}

/** Where a sale's key is wrapped for. */
export async function placeOf({ suite: { dataSales } }: DataDesk, sale: bigint) {
  const { chainId } = await ethers.provider.getNetwork();
  return { chainId, sales: await dataSales.getAddress(), sale };
}

/** What the seller posts: the committed key, or another. */
export async function postedKey(desk: DataDesk, delivery: Delivery, key = delivery.contentKey) {
  return wrapKey(key, delivery.orderKey.point, await placeOf(desk, delivery.sale));
}

export async function receivedSale(desk: DataDesk, delivery: Delivery): Promise<void> {
  await committedSale(desk, delivery);
  await desk.suite.dataSales.connect(delivery.buyer.signer).confirmCiphertext(delivery.sale);
}

/** The key is with the buyer: the committed one, or another. */
export async function keyPosted(desk: DataDesk, delivery: Delivery, key = delivery.contentKey): Promise<void> {
  await receivedSale(desk, delivery);
  const { ephemeral, wrapped } = await postedKey(desk, delivery, key);
  await desk.suite.dataSales.connect(delivery.seller.signer).postKey(delivery.sale, ephemeral, wrapped);
}

/** What a dispute claims or brings. */
export const outcome = (amount: bigint, ends = false) => ({ upheld: true, ends, amount });
export const DISMISSED = { upheld: false, ends: false, amount: 0n };

/** The purse's sums as its entries say; K-6 and D-4 hold when the differences are 0. */
export async function purse({ suite }: DataDesk) {
  const { dataRevenue, dataLicences, dataRegistry, dataConsents, participants, money } = suite;
  const numbers = (count: bigint) => Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));
  const sum = async (count: bigint, of: (number: bigint) => Promise<bigint>) =>
    (await Promise.all(numbers(count).map(of))).reduce((total, each) => total + each, 0n);
  const open = await sum(await dataLicences.licenceCount(), async (licence) => {
    const { order, prepaid, deposit } = await dataRevenue.accountOf(licence);
    return order + prepaid + deposit;
  });
  const owed =
    (await sum(await participants.participantCount(), (participant) => dataRevenue.owedTo(participant))) +
    (await sum(await dataConsents.personCount(), (person) => dataRevenue.owedToPerson(person)));
  const waiting = await sum(await dataRegistry.assetCount(), (asset) => dataRevenue.waitingAt(asset));
  const { paid, released, refunded, claimed } = await dataRevenue.totals();
  return {
    balance: await money.balanceOf(dataRevenue),
    open,
    owed,
    waiting,
    paid,
    released,
    refunded,
    claimed,
    /** Of K-6. */
    unaccounted: (await money.balanceOf(dataRevenue)) - open - owed - waiting,
    /** Of D-4. */
    unbalanced: paid - released - refunded - open,
    unsplit: released - claimed - owed - waiting,
  };
}

/** Content in chunks, as its holder keeps it. */
export function contentOf(...chunks: string[]) {
  const salt = newSalt();
  const texts = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const tree = chunkTree(texts.map((text, index) => chunkDigest(text, chunkSalt(salt, index))));
  return { texts, salt, tree, commitment: commitmentOf(tree) };
}

/** Content encrypted for one sale, and the tree over its chunks. */
export async function ciphertextOf(
  { texts, salt }: Pick<ReturnType<typeof contentOf>, "texts" | "salt">,
  key: Uint8Array<ArrayBuffer>,
) {
  const chunks = await Promise.all(texts.map((text, index) => encryptChunk(key, index, text, chunkSalt(salt, index))));
  return { chunks, tree: chunkTree(chunks.map((chunk) => ciphertextDigest(chunk))) };
}
