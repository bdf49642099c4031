/**
 * All acts of data assets, in three parts for the time that some take: in January they are registered and reviewed, at the end of February certified, offered, bought,
 * used, shared, valued and pledged, and in May comes what only time brings.
 */
import { type BaseContract, encodeBytes32String, id, type Signer, Wallet, ZeroHash } from "ethers";
import {
  type ChunkTree,
  chunkTree,
  commitmentOf,
  keyDigestOf,
  newContentKey,
  newOrderKey,
  type OrderKey,
  wrapKey,
} from "../../bindings/src/delivery.ts";
import { dataOrigins, type PurposeName, purposes } from "../../deploy/data/data.ts";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import { ACTS } from "../../tasks/data/acts.ts";
import { signConsent } from "../../deploy/founders.ts";
import type { DetailsStruct, IDataRegistry, ParentStruct } from "../../types/contracts/modules/data/DataRegistry.js";
import type { ScopeStruct } from "../../types/contracts/modules/data/DataConsents.js";
import type { TermsStruct } from "../../types/contracts/modules/data/DataOffers.js";
import { digestOf, makePasskey, type Passkey, sign, type Values } from "../utils/passkeys.ts";
import { type Call, COUNCIL, COURT, DAY, type Play, REGULATOR, word } from "./play.ts";

const YUAN = 100n;
const [HOLDING, PROCESSING, OPERATION] = [1n, 2n, 3n];
const [STATIC, DYNAMIC] = [1n, 2n];
const GIGABYTES = 2n;
const [GENERAL, PERSONAL] = [1n, 4n];
const [NOT_GOVERNMENT, UNCONDITIONAL, CONDITIONAL] = [0n, 1n, 2n];
const INCOME = 2n;
const [VERSION_ARCHIVE, SHA256] = [1n, 1n];
const CA_SM2 = { algorithm: 1n, certificate: id("certificate of the registration centre"), signature: "0x3045aabb" };
const UNSIGNED = { algorithm: 0n, certificate: ZeroHash, signature: "0x" };
const NO_POINT = { x: 0n, y: 0n };
const GUIZHOU = 520_000n;
const SALT = id("salt of a seal");
const CHUNKS = 4;

const EVIDENCE = id("evidence, salted");
const DISMISSED = { upheld: false, ends: false, amount: 0n };

export type AssetName =
  | "traffic"
  | "index"
  | "roads"
  | "buses"
  | "patients"
  | "pledged"
  | "released"
  | "disputed"
  | "withdrawn"
  | "refused"
  | "waiting";
export type LicenceName =
  | "processing"
  | "metered"
  | "patients"
  | "undone"
  | "disputed"
  | "lapsed"
  | "declined"
  | "transferred"
  | "surrendered"
  | "terminated"
  | "ended"
  | "index"
  | "waiting"
  | "open"
  | "granted";

/** What the tests need to know of what was played. */
export interface DataPlayed {
  readonly assets: Record<AssetName, bigint>;
  readonly licences: Record<LicenceName, bigint>;
  readonly persons: Record<"signing" | "attested", { id: bigint; commitment: string }>;
  readonly sharings: Record<string, bigint>;
  readonly disputes: Record<string, bigint>;
  readonly valuations: Record<string, bigint>;
}

const numberOf = (name: PurposeName): bigint => BigInt(purposes.find((each) => each.name === name)?.purpose ?? 0);
const bits = (...names: PurposeName[]): bigint => names.reduce((set, name) => set | (1n << numberOf(name)), 0n);

/** Acts on data, each by whoever does it. */
class Data {
  readonly play: Play;
  readonly assets: Partial<Record<AssetName, bigint>> = {};
  readonly licences: Partial<Record<LicenceName, bigint>> = {};
  readonly trees = new Map<AssetName, ChunkTree>();
  readonly sharings: Record<string, bigint> = {};
  readonly disputes: Record<string, bigint> = {};
  readonly valuations: Record<string, bigint> = {};
  readonly sales: Record<string, bigint> = {};
  readonly challenges: Record<string, bigint> = {};
  readonly passkey: Passkey = makePasskey("a patient");
  readonly commitment = id("a patient, salted");
  /** An attested person; its account. */
  readonly person: Wallet;
  signing = 0n;
  attested = 0n;

  constructor(play: Play) {
    this.play = play;
    this.person = new Wallet(id("an attested patient"), play.stage.connection.ethers.provider);
  }

  get suite() {
    return this.play.suite;
  }

  get stage() {
    return this.play.stage;
  }

  as<C extends BaseContract>(persona: PersonaKey, contract: C): C {
    return this.stage.as(persona, contract);
  }

  who(persona: PersonaKey): Promise<bigint> {
    return this.stage.participant(persona);
  }

  done(...args: Parameters<Play["stage"]["done"]>) {
    return this.stage.done(...args);
  }

  /** Anyone, to whom nothing belongs. */
  get anyone(): Signer {
    return this.play.spare(5);
  }

  async today(): Promise<bigint> {
    return (BigInt(await this.stage.now()) + 28_800n) / BigInt(DAY);
  }

  asset(name: AssetName): bigint {
    return this.assets[name] ?? 0n;
  }

  licence(name: LicenceName): bigint {
    return this.licences[name] ?? 0n;
  }

  filing(name: AssetName, place = 0n): bigint {
    return (this.asset(name) << 32n) | place;
  }

  async details(more: Partial<DetailsStruct> = {}): Promise<DetailsStruct> {
    const contributors = [{ participant: await this.who("transport"), share: 3_000n }];
    return {
      schema: id("schema, salted"),
      source: id("where the data come from, salted"),
      volume: GIGABYTES,
      sensitivity: GENERAL,
      sharing: NOT_GOVERNMENT,
      shares: { holding: 5_000n, processing: 1_000n, operation: 1_000n, contributors },
      ...more,
    };
  }

  /** All revenue is its holder's. */
  get alone() {
    return { holding: 10_000n, processing: 0n, operation: 0n, contributors: [] };
  }

  async register(
    name: AssetName,
    by: PersonaKey,
    details: DetailsStruct,
    { update = STATIC, parents = [] as ParentStruct[] } = {},
  ): Promise<void> {
    const { dataRegistry } = this.suite;
    const tree = chunkTree(Array.from({ length: CHUNKS }, (_, i) => id(`${name}, chunk ${i}, salt`) as `0x${string}`));
    this.trees.set(name, tree);
    const registration: IDataRegistry.RegistrationStruct = {
      commitment: commitmentOf(tree),
      update,
      number: `DA-2026-${name}`,
      details,
      parents,
    };
    const mine = this.as(by, dataRegistry);
    await this.done(mine.seal(await dataRegistry.sealOf(await this.who(by), registration, SALT)));
    const { asset = 0n } = await this.done(mine.register(registration, SALT), dataRegistry, "AssetRegistered");
    this.assets[name] = asset;
  }

  hub() {
    return this.as("hub", this.suite.dataCertification);
  }

  async certify(...names: AssetName[]): Promise<void> {
    for (const name of names) {
      await this.done(this.hub().certify(this.filing(name), name === "traffic" ? CA_SM2 : UNSIGNED));
    }
  }

  /** Usual terms: processing for a year, to control risk, served, free of charge. */
  terms(name: AssetName, more: Partial<TermsStruct> = {}): TermsStruct {
    return {
      asset: this.asset(name),
      right: PROCESSING,
      exclusive: false,
      derivable: false,
      transferable: false,
      delivery: false,
      purposes: bits("RISK_CONTROL"),
      daysValid: 365n,
      uses: 0n,
      royalty: 0n,
      territory: 0n,
      price: 0n,
      pricePerUse: 0n,
      personPay: 0n,
      deposit: 0n,
      buyer: 0n,
      arbiter: 0n,
      meter: 0n,
      stepHours: more.delivery === true ? 24n : 0n,
      document: id("text of the contract, salted"),
      ...more,
    };
  }

  async offer(by: PersonaKey, terms: TermsStruct, days = 200n): Promise<bigint> {
    const { dataOffers } = this.suite;
    const made = this.as(by, dataOffers).offer(terms, (await this.today()) + days);
    return (await this.done(made, dataOffers, "OfferMade"))["offer"] ?? 0n;
  }

  /** Orders a licence; it is known by a name from then on. */
  async order(name: LicenceName, buyer: PersonaKey, offer: bigint): Promise<OrderKey> {
    const { dataOffers, dataSales } = this.suite;
    const key = newOrderKey();
    const { terms } = await dataOffers.offerInfo(offer);
    const point = terms.delivery ? key.point : NO_POINT;
    const ordered = this.as(buyer, dataSales).order(offer, await dataOffers.termsHash(offer), point);
    const { sale = 0n, licence = 0n } = await this.done(ordered, dataSales, "SaleOrdered");
    this.sales[name] = sale;
    this.licences[name] = licence;
    return key;
  }

  /** Committed to, received, and the key posted: the committed one, or another. */
  async deliver(name: LicenceName, [seller, buyer]: [PersonaKey, PersonaKey], { point }: OrderKey, isWrong = false) {
    const { dataSales } = this.suite;
    const sale = this.sales[name] ?? 0n;
    const key = newContentKey();
    const root = id(`ciphertext of ${name}`);
    await this.done(this.as(seller, dataSales).commit(sale, root, CHUNKS, keyDigestOf(key)));
    await this.done(this.as(buyer, dataSales).confirmCiphertext(sale));
    const { chainId } = await this.stage.connection.ethers.provider.getNetwork();
    const place = { chainId, sales: await dataSales.getAddress(), sale };
    const { ephemeral, wrapped } = wrapKey(isWrong ? newContentKey() : key, point, place);
    await this.done(this.as(seller, dataSales).postKey(sale, ephemeral, wrapped));
  }

  /** A licence that is served. */
  async license(name: LicenceName, [seller, buyer]: [PersonaKey, PersonaKey], terms: TermsStruct): Promise<void> {
    await this.order(name, buyer, await this.offer(seller, terms));
  }

  signed(act: string, values: Values, person = this.signing) {
    return sign(this.suite.dataConsents, this.passkey, person, act, values, { ...dataOrigins[0] });
  }

  onOrders(name: string, args: unknown[]): Call {
    return { target: this.suite.dataOrders, name, args };
  }

  async dispute(name: string, act: Parameters<Play["stage"]["done"]>[0]): Promise<bigint> {
    const { dispute = 0n } = await this.done(act, this.suite.dataDisputes, "DisputeOpened");
    this.disputes[name] = dispute;
    return dispute;
  }

  async request(asked: Parameters<Play["stage"]["done"]>[0], desk: BaseContract): Promise<bigint> {
    return (await this.done(asked, desk, "RequestOpened"))["request"] ?? 0n;
  }
}

async function paid(data: Data): Promise<void> {
  const { suite, stage } = data;
  const { dataPledges, dataRevenue, dataTransfers, money } = suite;
  for (const who of ["shuju", "kangning", "yunlu", "luban"] as const) {
    const token = data.as(who, money);
    await stage.done(data.as("clearing", money).issue(stage.wallet(who), 30_000n * YUAN, word(`存款 ${who}`)));
    for (const spender of [dataPledges, dataRevenue, dataTransfers]) {
      await stage.done(token.approve(await spender.getAddress(), 30_000n * YUAN));
    }
  }
}

/** Eight weeks before: registered and reviewed, with objections and refusals. */
async function registered(data: Data): Promise<void> {
  const { suite } = data;
  const { dataCertification } = suite;
  const alone = await data.details({ shares: data.alone });
  await data.register("traffic", "yunlu", await data.details(), { update: DYNAMIC });
  await data.register("roads", "transport", { ...alone, sharing: CONDITIONAL });
  await data.register("buses", "transport", { ...alone, sharing: UNCONDITIONAL });
  await data.register("patients", "kangning", { ...alone, sensitivity: PERSONAL });
  for (const name of ["pledged", "released", "disputed", "withdrawn", "refused"] as const) {
    await data.register(name, "yunlu", alone);
  }
  await data.done(data.as("yunlu", dataCertification).withdrawFiling(data.filing("withdrawn")));
  await data.done(data.hub().refuseFiling(data.filing("refused"), id("reason")));
  for (const name of ["traffic", "roads", "buses", "patients", "pledged", "released", "disputed"] as const) {
    await data.done(data.hub().review(data.filing(name), id(`report on ${name}`)));
  }

  const object = async (who: PersonaKey, name: AssetName): Promise<bigint> => {
    const act = data.as(who, dataCertification).objectTo(data.filing(name), id(`grounds of ${who}`));
    return (await data.done(act, dataCertification, "ObjectionRaised"))["objection"] ?? 0n;
  };
  const upheld = await object("shuju", "disputed");
  await data.done(data.as("yunlu", dataCertification).answerObjection(upheld, id("answer")));
  await data.done(data.hub().decideObjection(upheld, true, id("decision")));
  await data.done(data.as("shuju", dataCertification).withdrawObjection(await object("shuju", "traffic")));
  const dismissed = await object("huaxi", "traffic");
  const decide = {
    target: dataCertification,
    name: "decideObjectionByOrder",
    args: [dismissed, false, id("judgment")],
  };
  await data.play.order("objection", [decide], COURT);
}

/** Certified, with a version, a correction, a change that is on notice, a suspension, and rights that pass on. */
async function certified(data: Data): Promise<void> {
  const { suite } = data;
  const { dataCertification, dataRegistry, dataTransfers } = suite;
  await data.certify("traffic", "roads", "buses", "patients", "pledged", "released");
  const yunlu = data.as("yunlu", dataRegistry);
  const next = [data.asset("traffic"), id("commitment of version 2"), id("what has changed")] as const;
  await data.done(yunlu.seal(await dataRegistry.versionSealOf(await data.who("yunlu"), ...next, SALT)));
  await data.done(yunlu.publishVersion(...next, SALT));

  const corrected = { ...(await data.details({ shares: data.alone, sharing: CONDITIONAL })), source: id("corrected") };
  const transport = data.as("transport", dataCertification);
  await data.done(transport.fileCorrection(data.asset("roads"), corrected, id("papers")));
  await data.done(data.hub().review(data.filing("roads", 1n), id("report on the correction")));
  await data.done(data.hub().certifyDetails(data.filing("roads", 1n), corrected, UNSIGNED));
  const changed = await data.details({ schema: id("next schema") });
  await data.done(data.as("yunlu", dataCertification).fileChange(data.asset("traffic"), changed, id("papers")));
  await data.done(data.hub().review(data.filing("traffic", 1n), id("report on the change")));

  await data.done(data.hub().suspend(data.asset("buses"), id("complaint")));
  await data.done(data.hub().reinstate(data.asset("buses"), id("remedied")));
  const against = data.as("shuju", dataCertification).objectToCertificate(data.asset("released"), id("grounds"));
  const { objection = 0n } = await data.done(against, dataCertification, "ObjectionRaised");
  await data.done(data.hub().decideObjection(objection, false, id("decision")));

  const rights = data.as("yunlu", dataTransfers);
  const ask = async (right: bigint, to: PersonaKey, price: bigint): Promise<bigint> =>
    data.request(rights.transferRight(data.asset("released"), right, await data.who(to), price, 0n), dataTransfers);
  await data.done(data.as("shuju", dataTransfers).refuse(await ask(PROCESSING, "shuju", 500n)));
  await data.done(rights.withdrawRequest(await ask(HOLDING, "shuju", 1n)));
  await data.done(data.as("kangning", dataTransfers).sign(await ask(OPERATION, "kangning", 90_000n)));
}

/** Purchases that are delivered, and those that are not. */
async function bought(data: Data): Promise<void> {
  const { suite } = data;
  const { dataDisputes, dataOffers, dataSales } = suite;
  const arbiter = await data.who("arbiter");
  const delivered = data.terms("traffic", {
    delivery: true,
    derivable: true,
    royalty: 1_000n,
    price: 100_003n,
    deposit: 20_000n,
    arbiter,
    purposes: bits("RESEARCH", "MODEL_TRAINING"),
  });
  const offer = await data.offer("yunlu", delivered);
  const key = await data.order("processing", "shuju", offer);
  await data.deliver("processing", ["yunlu", "shuju"], key);
  await data.done(data.as("shuju", dataSales).accept(data.sales["processing"] ?? 0n));

  const wronged = await data.order("undone", "kangning", offer);
  await data.deliver("undone", ["yunlu", "kangning"], wronged, true);
  const proven = suite.dataSales.connect(data.anyone).proveWrongKey(data.sales["undone"] ?? 0n, wronged.secret);
  await data.done(proven);

  await data.deliver("disputed", ["yunlu", "kangning"], await data.order("disputed", "kangning", offer));
  const claim = { upheld: true, ends: false, amount: 30_000n };
  const agreed = { upheld: true, ends: false, amount: 10_000n };
  const quality = await data.dispute(
    "quality",
    data.as("kangning", dataDisputes).openQuality(data.sales["disputed"] ?? 0n, claim, EVIDENCE),
  );
  await data.done(data.as("yunlu", dataDisputes).answer(quality, id("answer, salted")));
  await data.done(data.as("yunlu", dataDisputes).propose(quality, agreed));
  await data.done(data.as("kangning", dataDisputes).acceptOutcome(quality, agreed));

  await data.order("lapsed", "shuju", offer);
  await data.done(data.as("yunlu", dataOffers).withdrawOffer(await data.offer("yunlu", data.terms("traffic"))));
}

/** Served and metered, and passed on, given up, or ended by order. */
async function used(data: Data): Promise<void> {
  const { suite } = data;
  const { dataLicences, dataOffers, dataTransfers } = suite;
  const purposesOf = bits("RISK_CONTROL", "CREDIT_ASSESSMENT");
  const metered = data.terms("traffic", {
    uses: 1_000n,
    pricePerUse: 100n,
    purposes: purposesOf,
    deposit: 5_000n,
    arbiter: await data.who("arbiter"),
  });
  await data.license("metered", ["yunlu", "shuju"], metered);
  const licence = data.licence("metered");
  await data.done(data.as("shuju", dataLicences).topUp(licence, 20_000n));
  const meter = data.as("yunlu", dataLicences);
  const risk = numberOf("RISK_CONTROL");
  await data.done(meter.recordUse(licence, 1n, risk, 0n, id("use 1")));
  await data.done(meter.recordUse(licence, 2n, numberOf("CREDIT_ASSESSMENT"), 0n, id("use 2")));
  await data.done(meter.recordUses(licence, 3n, 48n, risk, id("root of 48 uses"), [], []));

  const pair: [PersonaKey, PersonaKey] = ["yunlu", "shuju"];
  await data.license("transferred", pair, data.terms("released", { transferable: true }));
  const asked = data.as("shuju", dataOffers).transferLicence(data.licence("transferred"), await data.who("luban"), 0n);
  await data.done(data.as("luban", dataOffers).sign(await data.request(asked, dataOffers)));
  // Who takes over the right takes over the meter, too.
  const processing = data.as("yunlu", dataTransfers);
  const { asset } = await dataLicences.licenceInfo(data.licence("transferred"));
  const right = processing.transferRight(asset, PROCESSING, await data.who("kangning"), 0n, 0n);
  await data.done(data.as("kangning", dataTransfers).sign(await data.request(right, dataTransfers)));
  await data.done(data.as("kangning", dataLicences).takeOverMeter(data.licence("transferred")));

  await data.license("surrendered", pair, data.terms("traffic", { deposit: 700n }));
  await data.done(data.as("shuju", dataLicences).surrender(data.licence("surrendered")));
  await data.license("terminated", ["yunlu", "luban"], data.terms("traffic"));
  const terminate = data.onOrders("terminateByOrder", [data.licence("terminated"), id("judgment")]);
  await data.play.order("licence terminated", [terminate], COURT);
  await data.license("ended", pair, data.terms("traffic", { daysValid: 1n, deposit: 900n }));
}

/** Persons consent, their data are used, they are paid, and take their consents back. */
async function consented(data: Data): Promise<void> {
  const { suite, stage } = data;
  const { dataConsents, dataLicences, dataRevenue, participants } = suite;
  const sent = dataConsents.connect(data.anyone);
  const { publicKey } = data.passkey;
  const enrol = { commitment: data.commitment, keyX: publicKey.x, keyY: publicKey.y };
  const assertion = await sign(dataConsents, data.passkey, 0n, ACTS.Enrol, enrol, { ...dataOrigins[0], nonce: 0n });
  const enrolled = sent.enrol(data.commitment, publicKey, assertion);
  data.signing = (await data.done(enrolled, dataConsents, "PersonEnrolled"))["person"] ?? 0n;

  const deadline = BigInt((await stage.now()) + DAY);
  const attester = data.as("guanshan", participants);
  const { signature } = await signConsent(participants, data.person, personaOf("guanshan").uscc, 0n, deadline);
  await data.done(attester.attest(data.person, (await stage.now()) + 100 * DAY, deadline, signature));
  const own = dataConsents.connect(data.person);
  data.attested = (await data.done(own.enrolAccount(), dataConsents, "PersonEnrolled"))["person"] ?? 0n;

  const until = (await data.today()) + 200n;
  const insurance = numberOf("INSURANCE");
  const recipient = await data.who("shuju");
  const scope: ScopeStruct = { asset: data.asset("patients"), sensitivity: 0n, purpose: insurance, recipient };
  const ofClass: ScopeStruct = { asset: 0n, sensitivity: PERSONAL, purpose: numberOf("RESEARCH"), recipient };
  for (const each of [scope, ofClass]) {
    const given = await data.signed(ACTS.GiveConsent, { ...each, until });
    await data.done(sent.give(data.signing, each, until, given));
  }
  await data.done(own.giveFromAccount(scope, until));

  const terms = data.terms("patients", {
    purposes: bits("INSURANCE", "RESEARCH"),
    uses: 100n,
    pricePerUse: 500n,
    personPay: 200n,
    territory: GUIZHOU,
  });
  await data.license("patients", ["kangning", "shuju"], terms);
  const licence = data.licence("patients");
  await data.done(data.as("shuju", dataLicences).topUp(licence, 5_000n));
  const meter = data.as("kangning", dataLicences);
  await data.done(meter.recordUse(licence, 1n, insurance, data.signing, id("query about a patient")));
  const persons = [data.signing, data.attested];
  await data.done(meter.recordUses(licence, 2n, 4n, insurance, id("four queries"), persons, [1n, 3n]));

  const other = makePasskey("another passkey of the patient");
  const bind = { keyX: other.publicKey.x, keyY: other.publicKey.y };
  const bound = await data.signed(ACTS.BindKey, bind);
  const proof = other.assert(await digestOf(dataConsents, data.signing, ACTS.BindKey, bind), { ...dataOrigins[0] });
  await data.done(sent.bindKey(data.signing, other.publicKey, bound, proof));
  const remove = await data.signed(ACTS.RemoveKey, { key: 1 });
  await data.done(sent.removeKey(data.signing, 1, remove));
  const payee = await data.signed(ACTS.SetPayee, { account: data.person.address });
  await data.done(sent.setPayee(data.signing, data.person.address, payee));
  await data.done(dataRevenue.connect(data.anyone).claimForPerson(data.signing));
  const withdraw = await data.signed(ACTS.WithdrawConsent, { ...ofClass });
  await data.done(sent.withdraw(data.signing, ofClass, withdraw));
  await data.done(own.withdrawAllFromAccount());
}

/** Departments ask for each other's data. */
async function shared(data: Data): Promise<void> {
  const { dataLicences, dataSharing } = data.suite;
  const ask = async (name: string, who: PersonaKey, asset: AssetName): Promise<bigint> => {
    const act = data
      .as(who, dataSharing)
      .requestSharing(data.asset(asset), bits("PUBLIC_SERVICE"), 90n, id(`legal basis of ${who}`));
    const { sharing = 0n } = await data.done(act, dataSharing, "SharingRequested");
    data.sharings[name] = sharing;
    return sharing;
  };
  const holder = data.as("transport", dataSharing);
  await ask("open", "county", "buses");
  data.licences.open = await dataLicences.licenceCount();
  await data.done(holder.grant(await ask("granted", "county", "roads"), 60n, 10n, id("answer")));
  data.licences.granted = await dataLicences.licenceCount();
  await data.done(holder.refuse(await ask("refused", "songxi", "roads"), id("reason")));
  await data.done(data.as("rural", dataSharing).withdrawSharing(await ask("withdrawn", "rural", "roads")));
  await data.done(holder.extend(await ask("silent", "market", "roads"), id("why it takes longer")));
  const meter = data.as("transport", dataLicences);
  await data.done(meter.recordUse(data.licence("granted"), 1n, numberOf("PUBLIC_SERVICE"), 0n, id("a query")));
}

/** Evidence, challenges and valuations. */
async function preserved(data: Data): Promise<void> {
  const { suite } = data;
  const { dataPreservation, dataValuation, evidence } = suite;
  const anchor = async (category: string): Promise<bigint> => {
    const act = data.as("yunlu", evidence).anchor(id(category), SHA256, word(category), "");
    return (await data.done(act, evidence, "EvidenceAnchored"))["evidence"] ?? 0n;
  };
  const keeper = data.as("yunlu", dataPreservation);
  await data.done(keeper.preserve(data.asset("traffic"), VERSION_ARCHIVE, 1n, await anchor("版本存档")));
  await data.done(keeper.preserveLog(data.licence("metered"), await anchor("访问日志")));

  const challenge = async (who: PersonaKey, asset: AssetName) => {
    const asked = data.as(who, dataPreservation).challenge(data.asset(asset), 1n);
    return data.done(asked, dataPreservation, "DataChallenged");
  };
  const { challenge: number = 0n, seed = 0n } = await challenge("shuju", "traffic");
  const tree = data.trees.get("traffic");
  if (tree === undefined) throw new Error("The content of the traffic data is not known.");
  const index = Number(BigInt(seed) % BigInt(CHUNKS));
  const opening = { root: tree.root, chunks: CHUNKS };
  await data.done(keeper.answer(number, opening, id(`traffic, chunk ${index}, salt`), tree.proof(index)));
  data.challenges["missed"] = (await challenge("guanshan", "pledged"))["challenge"] ?? 0n;

  const today = await data.today();
  const purpose = encodeBytes32String("PLEDGE");
  const valuer = await data.who("hengping");
  const value = async (name: string, asset: AssetName, amount: bigint): Promise<bigint> => {
    const commission = data.as("yunlu", dataValuation).commission(data.asset(asset), valuer, purpose, today + 30n);
    await data.done(commission);
    const report = { method: INCOME, baseDay: today, amount, validThrough: today + 180n, digest: id(name) };
    const act = data.as("hengping", dataValuation).value(data.asset(asset), report);
    const { valuation = 0n } = await data.done(act, dataValuation, "DataValued");
    data.valuations[name] = valuation;
    return valuation;
  };
  await value("relied on", "pledged", 10_000n * YUAN);
  await value("for release", "released", 5_000n * YUAN);
  const [withdrawn, overturned] = [await value("withdrawn", "traffic", 1n), await value("overturned", "traffic", 2n)];
  await data.done(data.as("hengping", dataValuation).withdrawValuation(withdrawn, id("why")));
  await data.done(data.as("transport", dataValuation).dispute(overturned, id("reasons")));
  await data.done(
    data.as("hengping", dataValuation).answerDispute(overturned, await data.who("transport"), true, id("yes")),
  );
  const relied = data.valuations["relied on"] ?? 0n;
  for (const who of ["shuju", "huaxi"] as const) {
    await data.done(data.as(who, dataValuation).dispute(relied, id(`reasons of ${who}`)));
  }
  await data.done(data.as("hengping", dataValuation).answerDispute(relied, await data.who("shuju"), false, id("no")));
  await data.done(data.as("huaxi", dataValuation).withdrawDispute(relied));
  await data.done(data.as("yunlu", dataValuation).commission(data.asset("traffic"), valuer, purpose, today + 30n));
  await data.done(data.as("yunlu", dataValuation).endCommission(data.asset("traffic"), valuer));
}

/** Pledged; an exclusive offer of it needs its pledgee. */
async function pledged(data: Data): Promise<void> {
  const { dataOffers, dataPledges, dataSales } = data.suite;
  const due = (await data.today()) + 40n;
  const [pledgor, pledgee] = [data.as("yunlu", dataPledges), data.as("guanshan", dataPledges)];
  const guanshan = await data.who("guanshan");
  for (const [asset, valuation] of [
    ["pledged", "relied on"],
    ["released", "for release"],
  ] as const) {
    const asked = pledgor.pledge(data.asset(asset), guanshan, 4_000n * YUAN, due, data.valuations[valuation] ?? 0n, 0n);
    await data.done(pledgee.sign(await data.request(asked, dataPledges)));
  }
  await data.done(pledgee.release(data.asset("released")));
  await data.done(pledgor.repay(data.asset("pledged"), 1_000n * YUAN));

  const exclusive = data.terms("pledged", { exclusive: true, delivery: true, price: 8_000n });
  const offer = await data.offer("yunlu", exclusive);
  await data.done(data.as("guanshan", dataOffers).consentToExclusive(offer));
  await data.order("declined", "shuju", offer);
  await data.done(data.as("yunlu", dataSales).decline(data.sales["declined"] ?? 0n));
}

/** Orders on assets, and the module's terms. */
async function ordered(data: Data): Promise<void> {
  const { suite, play, stage } = data;
  const until = (await stage.now()) + 200 * DAY;
  const [frozen, executed] = [id("case on data"), id("executed case on data")];
  const released = data.asset("released");
  await play.order(
    "data frozen",
    [
      data.onOrders("freeze", [data.asset("patients"), frozen, until - DAY, true]),
      data.onOrders("freeze", [released, executed, until, false]),
    ],
    COURT,
  );
  await play.order(
    "data freeze renewed",
    [data.onOrders("renewFreeze", [data.asset("patients"), frozen, until])],
    COURT,
  );
  await play.order("data unfrozen", [data.onOrders("unfreeze", [data.asset("patients"), frozen])], COURT);
  const [yunlu, luban] = [await data.who("yunlu"), await data.who("luban")];
  const both = [...COURT, ...REGULATOR];
  await play.order(
    "certificate given",
    [data.onOrders("transferByOrder", [released, HOLDING, yunlu, luban, executed])],
    both,
  );
  await play.order("suspended", [data.onOrders("suspendByOrder", [data.asset("buses"), id("inquiry")])], COURT);
  await play.order("reinstated", [data.onOrders("reinstateByOrder", [data.asset("buses"), id("closed")])], COURT);

  const on = (target: BaseContract, name: string, args: unknown[]): Call => ({ target, name, args });
  const terms = [
    on(suite.dataCertification, "setNoticeDays", [12n]),
    on(suite.dataSharing, "setAnswerDays", [15n]),
    on(suite.dataPreservation, "setAnswerHours", [48n]),
    on(suite.dataRegistry, "setPurpose", [20n, word("ENERGY_SAVING")]),
    on(suite.dataConsents, "setOrigin", ["other.example", "https://other.example", true]),
  ];
  await play.order("terms of data", terms, [...COUNCIL, ...REGULATOR]);
}

/** In January. */
export async function dataBegun(play: Play): Promise<Data> {
  const data = new Data(play);
  await paid(data);
  await registered(data);
  return data;
}

/** At the end of February; what is made from other data waits for its certificate. */
export async function dataInFull(data: Data): Promise<void> {
  await certified(data);
  await bought(data);
  await used(data);
  await consented(data);
  await shared(data);
  await preserved(data);
  await pledged(data);
  const parents = [{ asset: data.asset("traffic"), licence: data.licence("processing") }];
  await data.register("index", "shuju", await data.details({ shares: data.alone }), { parents });
  await data.done(data.hub().review(data.filing("index"), id("report on the index")));
}

/** In May: what time brings, and what is waited for in the end. */
export async function dataEnded(data: Data): Promise<DataPlayed> {
  const { suite, play } = data;
  const { dataCertification, dataDisputes, dataLicences, dataPledges, dataPreservation, dataRegistry } = suite;
  const { dataRevenue, dataSales, dataSharing } = suite;
  const open = <C extends BaseContract>(contract: C): C => contract.connect(data.anyone) as C;
  await data.done(open(dataSales).lapse(data.sales["lapsed"] ?? 0n));
  await data.done(open(dataPreservation).recordMiss(data.challenges["missed"] ?? 0n));
  await data.done(open(dataSharing).reportSilence(data.sharings["silent"] ?? 0n));
  const changed = await data.details({ schema: id("next schema") });
  await data.done(data.hub().certifyDetails(data.filing("traffic", 1n), changed, UNSIGNED));
  await data.certify("index");

  // The index is sold: a tenth is the traffic data's.
  await data.license("index", ["shuju", "kangning"], data.terms("index", { price: 50_000n, right: OPERATION }));
  await data.done(open(dataRevenue).passOn(data.asset("traffic")));
  await data.done(open(dataRevenue).claimFor(await data.who("transport")));

  // Uses are counted, disputed, and struck in part.
  await data.done(open(dataLicences).settle(data.licence("metered")));
  const struck = { upheld: true, ends: false, amount: 8n };
  const metering = await data.dispute(
    "metering",
    data.as("shuju", dataDisputes).openMetering(data.licence("metered"), struck, EVIDENCE),
  );
  await data.done(data.as("yunlu", dataDisputes).concede(metering));
  const claim = { upheld: true, ends: true, amount: 3_000n };
  const misuse = await data.dispute(
    "misuse",
    data.as("yunlu", dataDisputes).openMisuse(data.licence("metered"), claim, EVIDENCE),
  );
  await data.done(data.as("shuju", dataDisputes).answer(misuse, id("answer, salted")));
  await data.done(data.as("arbiter", dataDisputes).decide(misuse, claim, id("award, salted")));
  const dismissed = await data.dispute(
    "dismissed",
    data.as("yunlu", dataDisputes).openMisuse(data.licence("processing"), { ...claim, ends: false }, EVIDENCE),
  );
  const byOrder = { target: dataDisputes, name: "decideByOrder", args: [dismissed, DISMISSED, id("judgment")] };
  await play.order("dispute over data", [byOrder], COURT);
  const found = [data.licence("metered"), await data.who("shuju"), id("finding, salted")];
  await play.order("misuse", [{ ...data.onOrders("findMisuse", found), route: 1 }], REGULATOR);
  for (const name of ["ended", "surrendered"] as const) await data.done(open(dataLicences).close(data.licence(name)));

  // The pledgee sells: it is paid first.
  const sold = data.as("guanshan", dataPledges);
  const [luban, valuation] = [await data.who("luban"), data.valuations["relied on"] ?? 0n];
  const asked = sold.realise(data.asset("pledged"), luban, 10_500n * YUAN, valuation, 0n);
  await data.done(data.as("luban", dataPledges).sign(await data.request(asked, dataPledges)));

  await data.register("waiting", "yunlu", await data.details({ shares: data.alone }));
  await data.done(data.hub().review(data.filing("waiting"), id("report")));
  const offer = await data.offer("yunlu", data.terms("traffic", { delivery: true, price: 1_000n, stepHours: 720n }));
  await data.order("waiting", "kangning", offer);
  const waits = data
    .as("songxi", dataSharing)
    .requestSharing(data.asset("roads"), bits("STATISTICS"), 30n, id("legal basis"));
  data.sharings["waiting"] = (await data.done(waits, dataSharing, "SharingRequested"))["sharing"] ?? 0n;
  await data.dispute(
    "open",
    data.as("yunlu", dataDisputes).openMisuse(data.licence("processing"), { ...claim, ends: false }, EVIDENCE),
  );
  const objected = data.as("huaxi", dataCertification).objectTo(data.filing("waiting"), id("grounds"));
  await data.done(objected, dataCertification, "ObjectionRaised");
  // Some orders wait for days before they are carried out.
  await ordered(data);
  const cancel = data.onOrders("cancelByOrder", [data.asset("released"), id("judgment")]);
  await play.order("data cancelled", [cancel], [...COURT, ...REGULATOR]);
  if ((await dataRegistry.assetCount()) !== 11n) throw new Error("Eleven assets are told of.");
  return {
    assets: data.assets as DataPlayed["assets"],
    licences: data.licences as DataPlayed["licences"],
    persons: {
      signing: { id: data.signing, commitment: data.commitment },
      attested: { id: data.attested, commitment: ZeroHash },
    },
    sharings: data.sharings,
    disputes: data.disputes,
    valuations: data.valuations,
  };
}
