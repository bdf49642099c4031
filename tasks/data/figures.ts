/** Assets, offers, licences and purchases as the chain has them, for tables and JSON documents. */
import type { Context } from "../shared/context.ts";
import { dateOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf } from "../shared/terms.ts";

const UNLIMITED = (1n << 40n) - 1n;

export const numbers = (count: bigint): bigint[] =>
  Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));
export const day = (value: bigint): string | null => (value === 0n ? null : dateOf(value));
export const limit = (value: bigint): string => (value === UNLIMITED ? "unlimited" : value.toString());

export async function assetState(context: Context, asset: bigint) {
  const { suite, words } = context;
  const info = await suite.dataRegistry.assetInfo(asset);
  const status = nameOf("AssetStatus", info.status);
  const isOver = status === "Certified" && info.validThrough < (await context.today());
  return {
    asset,
    status: isOver ? "Expired" : status,
    isFrozen: await suite.dataRegistry.isFrozen(asset),
    isPledged: (info.marks & 1n) !== 0n,
    holder: await words.participant(info.holder),
    processor: await words.participant(info.processor),
    operator: await words.participant(info.operator),
    sensitivity: nameOf("Sensitivity", info.sensitivity),
    sharing: nameOf("Sharing", info.sharing),
    update: nameOf("Update", info.update),
    volume: nameOf("Volume", info.volume),
    version: info.version,
    validThrough: day(info.validThrough),
    certifier: info.certifier === 0n ? null : await words.participant(info.certifier),
    certifiedOn: day(info.certifiedOn),
    misses: await suite.dataPreservation.misses(asset),
  };
}
export type AssetState = Awaited<ReturnType<typeof assetState>>;

export async function offerState(context: Context, offer: bigint) {
  const { suite, words } = context;
  const { terms, offerer, lastDay, status } = await suite.dataOffers.offerInfo(offer);
  const name = nameOf("OfferStatus", status);
  return {
    offer,
    asset: terms.asset,
    status: name === "Open" && lastDay < (await context.today()) ? "Lapsed" : name,
    offerer: await words.participant(offerer),
    buyer: terms.buyer === 0n ? null : await words.participant(terms.buyer),
    right: nameOf("Right", terms.right),
    exclusive: terms.exclusive,
    derivable: terms.derivable,
    transferable: terms.transferable,
    delivery: terms.delivery,
    purposes: await words.purposes(terms.purposes),
    daysValid: terms.daysValid,
    uses: terms.uses === 0n ? null : terms.uses,
    price: terms.price,
    pricePerUse: terms.pricePerUse,
    personPay: terms.personPay,
    deposit: terms.deposit,
    royalty: terms.royalty,
    territory: terms.territory,
    arbiter: terms.arbiter === 0n ? null : await words.participant(terms.arbiter),
    lastDay: dateOf(lastDay),
  };
}

export async function licenceState(context: Context, licence: bigint) {
  const { suite, words } = context;
  const info = await suite.dataLicences.licenceInfo(licence);
  const name = nameOf("LicenceStatus", info.status);
  return {
    licence,
    asset: info.asset,
    status: name === "Live" && info.lastDay < (await context.today()) ? "Over" : name,
    licensee: await words.participant(info.licensee),
    licensor: await words.participant(info.seller),
    meter: await words.participant(info.meter),
    offer: info.offer === 0n ? null : info.offer,
    right: nameOf("Right", info.right),
    exclusive: info.exclusive,
    purposes: await words.purposes(info.purposes),
    firstDay: day(info.firstDay),
    lastDay: day(info.lastDay),
    used: info.used,
    allowed: limit(info.allowed),
    settled: info.settled,
    pricePerUse: info.pricePerUse,
    termsHash: info.termsHash,
  };
}

export async function saleState(context: Context, sale: bigint) {
  const { suite, words } = context;
  const info = await suite.dataSales.saleInfo(sale);
  return {
    sale,
    asset: info.asset,
    offer: info.offer,
    licence: info.licence,
    status: nameOf("SaleStatus", info.status),
    buyer: await words.participant(info.buyer),
    seller: await words.participant(info.seller),
    price: info.price,
    deposit: info.deposit,
    deadline: info.deadline,
    chunks: info.chunks,
  };
}

/** Those of some things whose state fits. */
export async function all<T>(
  count: bigint,
  state: (id: bigint) => Promise<T>,
  fits: (found: T) => boolean = () => true,
): Promise<T[]> {
  return (await each(numbers(count), state)).filter(fits);
}
