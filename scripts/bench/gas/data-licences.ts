/** Offers of data, licences and their uses: one by one, in batches, of nobody's and of persons' data. */
import { id, MaxUint256, TypedDataEncoder } from "ethers";
import { dataOrigins, purposes } from "../../../deploy/data/data.ts";
import { ACTS } from "../../../tasks/data/acts.ts";
import { makePasskey, type Passkey, typesOf, type Values } from "../../../tasks/shared/authenticator.ts";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import type { TermsStruct } from "../../../types/contracts/modules/data/DataOffers.js";
import type { Stage } from "../../sandbox/story/stage.ts";
import { ERC1155 } from "./controls.ts";
import type { Table } from "./table.ts";

const RISK = purposes.find(({ name }) => name === "RISK_CONTROL")?.purpose ?? 0;
const USE = id("request and result, salted");
const ROOT = id("root of a thousand uses");
const BATCH = 1_000;
const PRICE = 200n;
const FAR = 2n ** 35n;
const DAY = 86_400n;
/** What the specification allows. */
const MOST = { times: 1.5, batch: 80_000 };

async function signed(stage: Stage, passkey: Passkey, person: bigint, act: string, values: Values) {
  const { dataConsents } = stage.suite;
  const { name, version, chainId, verifyingContract } = await dataConsents.eip712Domain();
  const nonce = await dataConsents.nonceOf(person);
  const domain = { name, version, chainId, verifyingContract };
  const digest = TypedDataEncoder.hash(domain, typesOf(act), { person, nonce, deadline: FAR, ...values });
  return { key: 0, deadline: FAR, auth: passkey.assert(digest, dataOrigins[0]) };
}

/** Offers a licence and has shuju buy it; the licence's number. */
async function bought(
  stage: Stage,
  seller: PersonaKey,
  asset: bigint,
  draft: Partial<TermsStruct>,
  add: (act: string, sent: ReturnType<Stage["suite"]["dataOffers"]["offer"]>) => Promise<unknown>,
): Promise<bigint> {
  const { dataLicences, dataOffers, dataSales } = stage.suite;
  const terms: TermsStruct = {
    asset,
    right: 2n,
    exclusive: false,
    derivable: false,
    transferable: false,
    delivery: false,
    purposes: 1n << BigInt(RISK),
    daysValid: 365n,
    uses: 0n,
    royalty: 0n,
    territory: 520_000n,
    price: 0n,
    pricePerUse: 0n,
    personPay: 0n,
    deposit: 0n,
    buyer: 0n,
    arbiter: 0n,
    meter: 0n,
    stepHours: 0n,
    document: id("text of the contract, salted"),
    ...draft,
  };
  const lastDay =
    (BigInt((await stage.connection.ethers.provider.getBlock("latest"))?.timestamp ?? 0) + 8n * 3_600n) / DAY;
  await add("offer", stage.as(seller, dataOffers).offer(terms, lastDay + 30n));
  const offer = await dataOffers.offerCount();
  const order = stage.as("shuju", dataSales).order(offer, await dataOffers.termsHash(offer), { x: 0n, y: 0n });
  await add("purchase of what is served, free of charge", order);
  return dataLicences.licenceCount();
}

/** Has a person known who consents to shuju's use of an asset. */
async function consented(table: Table, stage: Stage, asset: bigint): Promise<bigint> {
  const { dataConsents } = stage.suite;
  const passkey = makePasskey("data subject of the bench");
  const { publicKey } = passkey;
  const commitment = id("data subject, salted");
  const values = { commitment, keyX: publicKey.x, keyY: publicKey.y };
  const anyone = stage.as("bianmin", dataConsents);
  const enrolment = await signed(stage, passkey, 0n, ACTS.Enrol, values);
  await table.add("data: person enrolled, signed with a passkey", anyone.enrol(commitment, publicKey, enrolment));
  const person = await dataConsents.personCount();
  const scope = { asset, sensitivity: 0n, purpose: RISK, recipient: await stage.participant("shuju") };
  const given = await signed(stage, passkey, person, ACTS.GiveConsent, { ...scope, until: 30_000n });
  await table.add("data: consent, signed with a passkey", anyone.give(person, scope, 30_000n, given));
  return person;
}

/** @param personal asset of kangning's; the other is yunlu's */
export async function measureLicences(table: Table, stage: Stage, asset: bigint, personal: bigint): Promise<void> {
  const { dataLicences, dataRevenue, money } = stage.suite;
  const licence = await bought(stage, "yunlu", asset, {}, (act, sent) => table.add(`data: ${act}`, sent));
  const meter = stage.as("yunlu", dataLicences);
  await stage.done(meter.recordUse(licence, 1, RISK, 0, USE));
  const against = { control: [ERC1155], limit: MOST.times };
  await table.add("data: one use", meter.recordUse(licence, 2, RISK, 0, USE), against);
  const batch = meter.recordUses(licence, 3, BATCH, RISK, ROOT, [], []);
  await table.add("data: 1,000 uses as one batch", batch, { control: [ERC1155], most: MOST.batch });

  const person = await consented(table, stage, personal);
  const hospital = stage.as("kangning", dataLicences);
  const plain = await bought(stage, "kangning", personal, {}, (_, sent) => stage.done(sent));
  await stage.done(hospital.recordUse(plain, 1, RISK, person, USE));
  await table.add(
    "data: one use of a person's data, with its consent",
    hospital.recordUse(plain, 2, RISK, person, USE),
    { control: [ERC1155] },
  );

  const terms = { pricePerUse: PRICE, personPay: PRICE / 2n };
  const paid = await bought(stage, "kangning", personal, terms, (_, sent) => stage.done(sent));
  const prepaid = 100n * PRICE;
  await stage.done(stage.as("clearing", money).issue(stage.wallet("shuju"), prepaid, id("prepaid uses of the bench")));
  await stage.done(stage.as("shuju", money).approve(dataRevenue, MaxUint256));
  await table.add("data: uses prepaid", stage.as("shuju", dataLicences).topUp(paid, prepaid));
  await stage.done(hospital.recordUse(paid, 1, RISK, person, USE));
  const use = hospital.recordUse(paid, 2, RISK, person, USE);
  await table.add("data: one use of a person's data, which is paid for it", use);
  await table.add("data: uses counted for settlement", stage.as("bianmin", dataLicences).settle(paid));
  const counted = (await dataLicences.licenceInfo(paid)).countedOn;
  await stage.travel(Number((counted + 7n) * DAY));
  await table.add("data: uses settled, three contributors", stage.as("bianmin", dataLicences).settle(paid));
}
