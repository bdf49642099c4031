/** What the scenes of data have in common: registration under seal, certification, and what passes off chain between buyer and seller. */
import { encodeBytes32String, id, ZeroHash } from "ethers";
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
  wrapKey,
} from "../../../bindings/src/delivery.ts";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { dataOrigins, type PurposeName, purposes } from "../../../deploy/data/data.ts";
import { ACTS } from "../../../tasks/data/acts.ts";
import { type Assertion, fieldsOf, makePasskey } from "../../../tasks/shared/authenticator.ts";
import { valueOf, type Value } from "../../../tasks/shared/terms.ts";
import { dayOf, plusDays } from "../format.ts";
import { document } from "./reliefDesk.ts";
import type { Stage } from "./stage.ts";

const DAY = 86_400n;

export const purpose = (name: PurposeName): bigint => BigInt(purposes.find((each) => each.name === name)?.purpose ?? 0);

/** A set of purposes. */
export const purposeSet = (...names: PurposeName[]): bigint =>
  names.reduce((set, name) => set | (1n << purpose(name)), 0n);

/** Content in two chunks, with salts made from its name: the story is the same each time. */
export function contentOf(name: string) {
  const salt = Uint8Array.from(Buffer.from(id(`salt of ${name}`).slice(2), "hex"));
  const chunks = ["first", "second"].map((part) => Uint8Array.from(Buffer.from(`${name}: ${part} chunk`)));
  const tree = chunkTree(chunks.map((chunk, index) => chunkDigest(chunk, chunkSalt(salt, index))));
  return { chunks, salt, commitment: commitmentOf(tree) };
}

interface Registration {
  /** Of content that is not made from its name. */
  commitment?: string;
  sensitivity: Value<"Sensitivity">;
  sharing?: Value<"Sharing">;
  shares: {
    holding: bigint;
    processing: bigint;
    operation: bigint;
    contributors: { participant: bigint; share: bigint }[];
  };
  parents?: { asset: bigint; licence: bigint }[];
}

/** Registers content under its name; the asset is remembered by it. */
export async function register(stage: Stage, who: PersonaKey, name: string, registration: Registration): Promise<void> {
  const { dataRegistry } = stage.suite;
  const { commitment = contentOf(name).commitment, sensitivity, sharing = "None", shares, parents = [] } = registration;
  const said = {
    commitment,
    update: valueOf("Update", "Dynamic"),
    number: name.toUpperCase().replaceAll(" ", "-"),
    details: {
      schema: document(`schema of ${name}`),
      source: document(`where ${name} comes from`),
      volume: valueOf("Volume", "Gigabytes"),
      sensitivity: valueOf("Sensitivity", sensitivity),
      sharing: valueOf("Sharing", sharing),
      shares,
    },
    parents,
  };
  const salt = id(`salt of the seal of ${name}`);
  const registrant = stage.as(who, dataRegistry);
  await stage.done(registrant.seal(await dataRegistry.sealOf(await stage.participant(who), said, salt)));
  const { asset = 0n } = await stage.done(registrant.register(said, salt), dataRegistry, "AssetRegistered");
  stage.remember(name, asset);
}

export const review = async (stage: Stage, name: string): Promise<unknown> =>
  stage.done(
    stage.as("hub", stage.suite.dataCertification).review(stage.recall(name) << 32n, document(`papers of ${name}`)),
  );

/** Certifies what has been on notice long enough. */
export const certify = async (stage: Stage, name: string): Promise<unknown> =>
  stage.done(
    stage.as("hub", stage.suite.dataCertification).certify(stage.recall(name) << 32n, {
      algorithm: 0n,
      certificate: ZeroHash,
      signature: "0x",
    }),
  );

/** Money against a deposit, and leave for the purse to take it. */
export async function provide(stage: Stage, who: PersonaKey, amount: bigint): Promise<void> {
  const { money, dataRevenue } = stage.suite;
  const businessRef = encodeBytes32String(`DATA-${await stage.now()}`);
  await stage.done(stage.as("clearing", money).issue(stage.wallet(who), amount, businessRef));
  await stage.done(stage.as(who, money).approve(await dataRevenue.getAddress(), amount));
}

interface Terms {
  price?: bigint;
  pricePerUse?: bigint;
  personPay?: bigint;
  royalty?: bigint;
  derivable?: boolean;
  delivery?: boolean;
  territory?: bigint;
  purposes: bigint;
}

/** Offers licences of the processing right for a year, for a month to come. */
export async function offer(stage: Stage, who: PersonaKey, name: string, terms: Terms): Promise<bigint> {
  const { dataOffers } = stage.suite;
  const act = stage.as(who, dataOffers).offer(
    {
      asset: stage.recall(name),
      right: valueOf("Right", "Processing"),
      exclusive: false,
      derivable: false,
      transferable: false,
      delivery: false,
      daysValid: 365n,
      uses: 0n,
      royalty: 0n,
      territory: 0n,
      price: 0n,
      pricePerUse: 0n,
      personPay: 0n,
      deposit: 0n,
      buyer: 0n,
      arbiter: await stage.participant("arbiter"),
      meter: 0n,
      stepHours: terms.delivery === true ? 48n : 0n,
      document: document(`contract on ${name}`),
      ...terms,
    },
    dayOf(plusDays(await stage.today(), 30)),
  );
  const { offer: made = 0n } = await stage.done(act, dataOffers, "OfferMade");
  return made;
}

/** Takes an offer as it stands. With a key for this order where content is delivered. */
export async function order(stage: Stage, who: PersonaKey, offered: bigint) {
  const { dataOffers, dataSales } = stage.suite;
  const key = newOrderKey();
  const { terms } = await dataOffers.offerInfo(offered);
  const act = stage
    .as(who, dataSales)
    .order(offered, await dataOffers.termsHash(offered), terms.delivery ? key.point : { x: 0n, y: 0n });
  const { sale = 0n, licence = 0n } = await stage.done(act, dataSales, "SaleOrdered");
  return { sale, licence, key };
}

/** Encrypts content for one purchase, and commits to it; the buyer has the ciphertext. */
export async function commit(stage: Stage, seller: PersonaKey, buyer: PersonaKey, name: string, sale: bigint) {
  const { dataSales } = stage.suite;
  const key = newContentKey();
  const { chunks, salt } = contentOf(name);
  const ciphertext = await Promise.all(
    chunks.map((chunk, index) => encryptChunk(key, index, chunk, chunkSalt(salt, index))),
  );
  const { root } = chunkTree(ciphertext.map(ciphertextDigest));
  await stage.done(stage.as(seller, dataSales).commit(sale, root, chunks.length, keyDigestOf(key)));
  await stage.done(stage.as(buyer, dataSales).confirmCiphertext(sale));
  return { key, ciphertext };
}

/** Posts a key, wrapped to the buyer's. */
export async function postKey(stage: Stage, seller: PersonaKey, sale: bigint, key: Uint8Array<ArrayBuffer>) {
  const { dataSales } = stage.suite;
  const { orderKey } = await dataSales.saleInfo(sale);
  const { chainId } = await stage.connection.ethers.provider.getNetwork();
  const place = { chainId, sales: await dataSales.getAddress(), sale };
  const { ephemeral, wrapped } = wrapKey(key, { x: orderKey.x, y: orderKey.y }, place);
  await stage.done(stage.as(seller, dataSales).postKey(sale, ephemeral, wrapped));
  return { ephemeral, wrapped, place };
}

/** What a person has signed of an act on data, with a passkey made from its name. */
export async function consented(
  stage: Stage,
  name: string,
  person: bigint,
  act: keyof typeof ACTS,
  values: Record<string, unknown>,
): Promise<Assertion> {
  const deadline = BigInt(await stage.now()) + DAY;
  const { dataConsents } = stage.suite;
  const digest = await dataConsents.digestOf(person, id(ACTS[act]), fieldsOf(ACTS[act], values), deadline);
  const passkey = makePasskey(`data ${name}`);
  return { key: 0, deadline, auth: passkey.assert(digest, dataOrigins[0]) };
}
