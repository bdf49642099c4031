/** Acts of the data module, between parties that hold other assets already. */
import { id, MaxUint256, ZeroHash } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import type { IDataRegistry } from "../../../types/contracts/modules/data/DataRegistry.js";
import type { Stage } from "../../sandbox/story/stage.ts";
import { ERC20, ERC721, ERC721_MINT } from "./controls.ts";
import { measureLicences } from "./data-licences.ts";
import type { Table } from "./table.ts";

const SALT = id("salt");
const DIGEST = id("papers, salted");
const UNSIGNED = { algorithm: 0n, certificate: ZeroHash, signature: "0x" };
const [HOLDING, OPERATION] = [1n, 3n];
const DYNAMIC = 2n;
const DAY = 86_400;
/** What the specification allows. */
const MOST = { register: 260_000 };

/** Whose data they are, and of which class. */
interface Kind {
  holder: PersonaKey;
  sensitivity: bigint;
}

const GENERAL: Kind = { holder: "yunlu", sensitivity: 1n };

/** Data as they are registered: some gigabytes, three contributors. */
async function registrationOf(
  stage: Stage,
  number: number,
  parents: IDataRegistry.RegistrationStruct["parents"],
  { sensitivity }: Kind = GENERAL,
) {
  const contributors = await Promise.all(
    (["guanshan", "wudang", "kangning"] satisfies PersonaKey[]).map(async (who) => ({
      participant: await stage.participant(who),
      share: 500n,
    })),
  );
  return {
    commitment: id(`commitment ${String(number)}`),
    update: DYNAMIC,
    number: `DA-2026-${String(number)}`,
    details: {
      schema: id("schema, salted"),
      source: id("source, salted"),
      volume: 2n,
      sensitivity,
      sharing: 0n,
      shares: { holding: 6_500n, processing: 1_000n, operation: 1_000n, contributors },
    },
    parents,
  };
}

const sealed = async (stage: Stage, registration: IDataRegistry.RegistrationStruct, { holder }: Kind = GENERAL) => {
  const registry = stage.as(holder, stage.suite.dataRegistry);
  return registry.seal(await registry.sealOf(await stage.participant(holder), registration, SALT));
};

async function noticePassed(stage: Stage, filing: bigint): Promise<void> {
  const { noticeEnds } = await stage.suite.dataCertification.filingInfo(filing);
  await stage.travel(Number(noticeEnds + 1n) * DAY);
}

/** An asset that is certified; what leads there is measured when a table is given. */
async function certifiedAsset(stage: Stage, number: number, kind = GENERAL, table?: Table): Promise<bigint> {
  const { dataCertification, dataRegistry } = stage.suite;
  const registration = await registrationOf(stage, number, [], kind);
  const add = async (act: string, sent: Promise<Awaited<ReturnType<typeof sealed>>>) =>
    table === undefined ? stage.done(sent) : table.add(`data: ${act}`, sent);
  await add("registration, sealed", sealed(stage, registration, kind));
  await add("registration, three contributors", stage.as(kind.holder, dataRegistry).register(registration, SALT));
  const asset = await dataRegistry.assetCount();
  const filing = asset << 32n;
  await add("review", stage.as("hub", dataCertification).review(filing, DIGEST));
  await noticePassed(stage, filing);
  await add("certification, its token made", stage.as("hub", dataCertification).certify(filing, UNSIGNED));
  return asset;
}

/** A licence of yunlu's to make other data from an asset of shuju's. */
async function derivableLicence(stage: Stage, asset: bigint): Promise<bigint> {
  const { dataLicences, dataOffers, dataSales } = stage.suite;
  const terms = {
    asset,
    right: 2n,
    exclusive: false,
    derivable: true,
    transferable: false,
    delivery: false,
    purposes: 1n,
    daysValid: 365n,
    uses: 0n,
    royalty: 500n,
    territory: 0n,
    price: 0n,
    pricePerUse: 0n,
    personPay: 0n,
    deposit: 0n,
    buyer: 0n,
    arbiter: 0n,
    meter: 0n,
    stepHours: 0n,
    document: DIGEST,
  };
  const lastDay = BigInt(Math.floor((await stage.now()) / DAY) + 30);
  await stage.done(stage.as("shuju", dataOffers).offer(terms, lastDay));
  const offer = await dataOffers.offerCount();
  const nowhere = { x: 0n, y: 0n };
  await stage.done(stage.as("yunlu", dataSales).order(offer, await dataOffers.termsHash(offer), nowhere));
  return dataLicences.licenceCount();
}

async function measureRegistration(table: Table, stage: Stage): Promise<bigint> {
  const { dataRegistry } = stage.suite;
  const parent = await certifiedAsset(stage, 1, { ...GENERAL, holder: "shuju" });
  const asset = await certifiedAsset(stage, 2, GENERAL, table);
  const against = { control: [ERC721_MINT], most: MOST.register };
  const parents = [
    { act: "one parent of its own", each: { asset, licence: 0n } },
    { act: "one parent under a licence", each: { asset: parent, licence: await derivableLicence(stage, parent) } },
  ];
  for (const [index, { act, each }] of parents.entries()) {
    const registration = await registrationOf(stage, 3 + index, [each]);
    await stage.done(sealed(stage, registration));
    const register = stage.as("yunlu", dataRegistry).register(registration, SALT);
    await table.add(`data: registration, three contributors, ${act}`, register, against);
  }
  const commitment = id("second version");
  const mine = stage.as("yunlu", dataRegistry);
  await stage.done(
    mine.seal(await mine.versionSealOf(await stage.participant("yunlu"), asset, commitment, DIGEST, SALT)),
  );
  await table.add("data: next version", mine.publishVersion(asset, commitment, DIGEST, SALT));
  return asset;
}

async function measureTransfer(table: Table, stage: Stage, asset: bigint): Promise<void> {
  const { dataTransfers, money } = stage.suite;
  const shuju = await stage.participant("shuju");
  const price = 10_000n;
  await stage.done(stage.as("clearing", money).issue(stage.wallet("shuju"), price * 2n, id("data bench")));
  await stage.done(stage.as("shuju", money).approve(dataTransfers, MaxUint256));
  const ask = (right: bigint) => stage.as("yunlu", dataTransfers).transferRight(asset, right, shuju, price, 0n);
  await table.add("data: transfer of a right, asked", ask(OPERATION));
  const sign = stage.as("shuju", dataTransfers).sign(await newestRequest(stage));
  await table.add("data: transfer of a right, signed for and paid", sign, { control: [ERC20] });
  await stage.done(ask(HOLDING));
  const signHolding = stage.as("shuju", dataTransfers).sign(await newestRequest(stage));
  await table.add("data: transfer of the certificate, signed for and paid", signHolding, { control: [ERC721, ERC20] });
}

async function newestRequest({ suite: { dataTransfers } }: Stage): Promise<bigint> {
  const events = await dataTransfers.queryFilter(dataTransfers.filters.RequestOpened());
  return events.at(-1)?.args.request ?? 0n;
}

export async function measureData(table: Table, stage: Stage): Promise<void> {
  const asset = await measureRegistration(table, stage);
  await measureLicences(table, stage, asset, await certifiedAsset(stage, 5, { holder: "kangning", sensitivity: 4n }));
  await measureTransfer(table, stage, asset);
}
