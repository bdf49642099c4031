/**
 * All acts of relief, within the five weeks after programmes began: households come onto the register and leave it, money comes in, is used, confirmed,
 * sent back, given back and returned; projects, rounds, vouchers and orders of produce; help, scores and appeals.
 */
import {
  AbiCoder,
  type BaseContract,
  computeHmac,
  encodeBytes32String,
  id,
  keccak256,
  MaxUint256,
  toUtf8Bytes,
  Wallet,
  ZeroHash,
} from "ethers";
import { ACTS } from "../../tasks/relief/acts.ts";
import { areas, codeOf, type AreaKey, type OfficerKey, officers } from "../../deploy/data/officers.ts";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import { Scopes } from "../../deploy/data/terms.ts";
import { signConsent } from "../../deploy/founders.ts";
import { leafOf } from "../../tasks/evidence/digests.ts";
import { merkle } from "../../tasks/shared/merkle.ts";
import { digestOf, makePasskey, type Passkey, sign, type Values } from "../utils/passkeys.ts";
import { type Call, COUNCIL, COURT, DAY, type Play, REGULATOR } from "./play.ts";

const YUAN = 100n;
const TIMES = { fiscal: 1n, sector: 2n, social: 3n } as const;
const TRANSFER = 1n;
const VOUCHER = 2n;
const RETURN = 1n;
const SIMILAR = 2n;
const UPHELD = 1n;
const DISMISSED = 2n;
const CHANGE = { split: 1n, merge: 2n, move: 3n, end: 4n, addKey: 5n, replaceKeys: 6n, recategorise: 7n } as const;
const FALSE_STATEMENT = 16n;
const COMMENDED = 17n;
const VISIT = 1n;
const TRAINING = 2n;
const ROLES: readonly (readonly [PersonaKey, bigint])[] = [
  ["county", 1n],
  ["songxi", 1n],
  ["guanshan", 2n],
  ["baiyunling", 2n],
  ["luban", 3n],
  ["inspector", 5n],
  ["huiai", 6n],
  ["cooperative", 7n],
];
const MERCHANT = 4n;
export const LIVING = encodeBytes32String("LIVING");
export const SUPPLIES = encodeBytes32String("FARM_SUPPLIES");
export const EDUCATION = encodeBytes32String("EDUCATION");
const HOUSING = encodeBytes32String("HOUSING");
const KINDS = ["ACCEPTANCE_REPORT", "PHOTOGRAPHS"].map(encodeBytes32String);

/** Households of the fiscal programme by what becomes of them, and of the social one. */
const HOUSEHOLDS = {
  // Is paid, buys with vouchers, is split up.
  paid: { area: "longjing", bank: "guanshan" },
  // Says first that it was not paid.
  doubting: { area: "longjing", bank: "guanshan" },
  // The bank cannot pay it.
  failing: { area: "longjing", bank: "guanshan" },
  // The bank is silent.
  forgotten: { area: "longjing", bank: "baiyunling" },
  // Somebody objects to it, and to its line.
  blocked: { area: "longjing", bank: "guanshan" },
  objected: { area: "longjing", bank: "guanshan" },
  refused: { area: "longjing", bank: "guanshan" },
  exiting: { area: "longjing", bank: "guanshan" },
  staying: { area: "longjing", bank: "guanshan" },
  kin: { area: "chashan", bank: "guanshan" },
  moving: { area: "chashan", bank: "guanshan" },
  merging: { area: "chashan", bank: "guanshan" },
  ending: { area: "chashan", bank: "baiyunling" },
  waiting: { area: "chashan", bank: "guanshan" },
} as const satisfies Record<string, { area: AreaKey; bank: PersonaKey }>;
const PUPILS = ["pupil", "second pupil", "third pupil"] as const;
export type HouseholdName = keyof typeof HOUSEHOLDS | (typeof PUPILS)[number] | "splitOff";

export interface Household {
  id: bigint;
  readonly place: number;
  readonly programme: bigint;
  readonly commitment: string;
  readonly area: bigint;
  readonly category: number;
  passkey: Passkey;
}

/** What the tests need to know of what was played. */
export interface ReliefPlayed {
  readonly fiscal: bigint;
  readonly social: bigint;
  readonly sector: bigint;
  readonly households: Record<HouseholdName, Household>;
  readonly officers: Record<OfficerKey, bigint>;
  readonly lots: Record<string, bigint>;
  readonly projects: Record<string, bigint>;
  readonly payouts: Record<string, bigint>;
  readonly rounds: Record<string, bigint>;
  readonly purchases: Record<string, bigint>;
}

const commitmentOf = (programme: bigint, name: string): string =>
  computeHmac("sha256", toUtf8Bytes(`key of programme ${programme}`), toUtf8Bytes(name));

/** Acts of relief, each by whoever does it. */
class Relief {
  readonly play: Play;
  readonly households = {} as Record<HouseholdName, Household>;
  readonly staff = {} as Record<OfficerKey, { number: bigint; passkey: Passkey }>;
  readonly lots: Record<string, bigint> = {};
  readonly projects: Record<string, bigint> = {};
  readonly payouts: Record<string, bigint> = {};
  readonly rounds: Record<string, bigint> = {};
  readonly purchases: Record<string, bigint> = {};
  readonly funds: Record<string, bigint> = {};
  readonly entries: Record<string, bigint> = {};
  fiscal = 0n;
  social = 0n;
  sector = 0n;
  #start = 0;
  #references = 0;

  constructor(play: Play) {
    this.play = play;
  }

  get suite() {
    return this.play.suite;
  }

  get stage() {
    return this.play.stage;
  }

  done(...args: Parameters<Play["stage"]["done"]>) {
    return this.stage.done(...args);
  }

  who(persona: PersonaKey): Promise<bigint> {
    return this.stage.participant(persona);
  }

  as<C extends BaseContract>(persona: PersonaKey, contract: C): C {
    return this.stage.as(persona, contract);
  }

  /** The contract, with an officer's account as the sender. */
  by<C extends BaseContract>(officer: OfficerKey, contract: C): C {
    const known = officers.find(({ key }) => key === officer);
    if (known === undefined) throw new Error(`There is no officer ${officer}.`);
    return contract.connect(new Wallet(known.privateKey, this.stage.connection.ethers.provider)) as C;
  }

  reference(): string {
    this.#references += 1;
    return encodeBytes32String(`扶贫 2601-${this.#references}`);
  }

  async today(): Promise<bigint> {
    return (BigInt(await this.stage.now()) + 28_800n) / BigInt(DAY);
  }

  begin(now: number): void {
    this.#start = now;
  }

  /** So many days after the beginning. */
  async onDay(count: number): Promise<void> {
    await this.stage.travel(this.#start + count * DAY);
  }

  house(name: HouseholdName): Household {
    return this.households[name];
  }

  ids(...names: HouseholdName[]): bigint[] {
    return names.map((name) => this.house(name).id);
  }

  places(...names: HouseholdName[]): number[] {
    return names.map((name) => Number(this.house(name).id & 0xffff_ffffn));
  }

  signedBy(officer: OfficerKey, act: string, values: Values) {
    const { number, passkey } = this.staff[officer];
    return sign(this.suite.reliefKeys, passkey, number, act, values);
  }

  signed(name: HouseholdName, act: string, values: Values) {
    const { id: person, passkey } = this.house(name);
    return sign(this.suite.reliefKeys, passkey, person, act, values);
  }
}

/** Divisions, officers with accounts and passkeys, and what changes of them. */
async function staffed(relief: Relief): Promise<void> {
  const { suite, stage } = relief;
  const { reliefOfficers, participants } = suite;
  for (const { code, nameZh } of areas) await relief.done(relief.as("rural", reliefOfficers).addArea(code, nameZh));
  for (const { key, persona, area, address, privateKey, identity, passkeySeed } of officers) {
    const deadline = BigInt((await stage.now()) + DAY);
    const account = new Wallet(privateKey, stage.connection.ethers.provider);
    const { signature } = await signConsent(participants, account, personaOf(persona).uscc, Scopes.ACTS, deadline);
    const modules = [encodeBytes32String("relief")];
    await relief.done(
      relief.as(persona, participants).bindAccount(address, Scopes.ACTS, 0n, modules, deadline, signature),
    );
    const passkey = makePasskey(passkeySeed);
    const values = { account: address, participant: await relief.who(persona), area: codeOf(area), identity };
    const assertion = await sign(suite.reliefKeys, passkey, 0n, ACTS.Appointment, values);
    const employer = relief.as(persona, reliefOfficers);
    const appointed = employer.appoint(address, codeOf(area), identity, passkey.publicKey, assertion);
    const { officer = 0n } = await relief.done(appointed, reliefOfficers, "OfficerAppointed");
    relief.staff[key] = { number: officer, passkey };
  }
  const { shuanghe1, wudang3 } = relief.staff;
  const other = makePasskey("another passkey of shuanghe1");
  await relief.done(relief.as("county", reliefOfficers).replaceKey(shuanghe1.number, other.publicKey));
  await relief.done(relief.as("county", reliefOfficers).dismiss(shuanghe1.number));
  const kin = commitmentOf(1n, "paid");
  await relief.done(relief.by("wudang3", reliefOfficers).declareKinship([kin, id("a household that never comes")]));
  if (wudang3.number === 0n) throw new Error("Officers have numbers.");
}

async function programmed(
  relief: Relief,
  source: bigint,
  days: number,
  purposes: string[],
  more = {},
): Promise<bigint> {
  const { reliefProgrammes } = relief.suite;
  const authority = relief.as("rural", reliefProgrammes);
  const start = await relief.today();
  const rules = {
    noticeDays: 5,
    receiptDays: 10,
    continuesInObservation: false,
    householdCeiling: 0n,
    actCeiling: 0n,
    minimumLot: 100n * YUAN,
    ...more,
  };
  const last = start + BigInt(days);
  const budget = 10_000_000n * YUAN;
  const county = [codeOf("wudang")];
  const created = authority.createProgramme(source, start, last, budget, rules, county, purposes, id("decision"));
  const { programme = 0n } = await relief.done(created, reliefProgrammes, "ProgrammeCreated");
  for (const [who, role] of ROLES) {
    await relief.done(authority.setRole(programme, await relief.who(who), role, ZeroHash, true));
  }
  return programme;
}

/** Three programmes, what they grant, and their money. */
async function programmes(relief: Relief): Promise<void> {
  const { suite, stage } = relief;
  const { reliefProgrammes, reliefFunds, money } = suite;
  relief.fiscal = await programmed(relief, TIMES.fiscal, 400, [LIVING, SUPPLIES]);
  relief.social = await programmed(relief, TIMES.social, 300, [EDUCATION, SUPPLIES], { continuesInObservation: true });
  relief.sector = await programmed(relief, TIMES.sector, 28, [HOUSING]);
  const authority = relief.as("rural", reliefProgrammes);
  const changed = {
    noticeDays: 5,
    receiptDays: 10,
    continuesInObservation: false,
    householdCeiling: 100_000n * YUAN,
    actCeiling: 50_000n * YUAN,
    minimumLot: 100n * YUAN,
  };
  await relief.done(authority.addPurpose(relief.fiscal, HOUSING));
  await relief.done(authority.addArea(relief.fiscal, 520_113_000_000n));
  await relief.done(authority.changeRules(relief.fiscal, changed, id("changed rules")));
  await relief.done(authority.setRole(relief.fiscal, await relief.who("bianmin"), MERCHANT, SUPPLIES, true));
  await relief.done(authority.setRole(relief.sector, await relief.who("luban"), 3n, ZeroHash, false));
  const benefit = async (programme: bigint, kind: bigint, amount: bigint, purpose: string, months = 1) =>
    relief.done(
      authority.defineBenefit({
        programme,
        kind,
        category: kind === VOUCHER ? 0 : 1,
        months,
        amount,
        closed: false,
        purpose,
      }),
    );
  await benefit(relief.fiscal, TRANSFER, 500n * YUAN, LIVING);
  await benefit(relief.fiscal, TRANSFER, 0n, LIVING, 0);
  await benefit(relief.fiscal, VOUCHER, 300n * YUAN, SUPPLIES, 3);
  await benefit(relief.social, TRANSFER, 200n * YUAN, EDUCATION);
  await benefit(relief.sector, TRANSFER, 1n * YUAN, HOUSING);
  await relief.done(authority.closeBenefit(5n));

  // Money for those who give.
  const person = donor(relief);
  const bank = relief.as("guanshan", money);
  for (const [who, amount] of [
    ["rural", 300_000n],
    ["qianling", 5_000n],
    ["nanming", 5_000n],
    ["huiai", 20_000n],
    ["huaxi", 20_000n],
  ] as const) {
    await relief.done(bank.transfer(stage.wallet(who), amount * YUAN));
    await relief.done(relief.as(who, money).approve(await reliefFunds.getAddress(), MaxUint256));
  }
  for (const who of ["guanshan", "baiyunling", "luban", "bianmin"] as const) {
    await relief.done(relief.as(who, money).approve(await reliefFunds.getAddress(), MaxUint256));
  }
  await relief.done(bank.transfer(person.address, 1_000n * YUAN));
  await relief.done(money.connect(person).approve(await reliefFunds.getAddress(), MaxUint256));
}

/** The person who gives; attested since January. */
const donor = ({ stage }: Relief): Wallet =>
  new Wallet(id("another person of Guiyang"), stage.connection.ethers.provider);

async function moneyed(relief: Relief): Promise<void> {
  const { reliefFunds } = relief.suite;
  const authority = relief.as("rural", reliefFunds);
  const today = await relief.today();
  const opened = async (name: string, asked: ReturnType<typeof authority.openBudget>) => {
    relief.funds[name] = (await relief.done(asked, reliefFunds, "FundOpened"))["fund"] ?? 0n;
  };
  const received = async (name: string, asked: ReturnType<typeof authority.appropriate>) => {
    relief.lots[name] = (await relief.done(asked, reliefFunds, "LotReceived"))["lot"] ?? 0n;
  };
  const fund = (name: string): bigint => relief.funds[name] ?? 0n;
  const target = 1_000_000n * YUAN;
  const huiai = await relief.who("huiai");
  await opened("living", authority.openBudget(relief.fiscal, LIVING, target, id("budget")));
  await opened("supplies", authority.openBudget(relief.fiscal, SUPPLIES, target, id("budget")));
  await opened("housing", authority.openBudget(relief.fiscal, HOUSING, target, id("budget")));
  await opened("sector", authority.openBudget(relief.sector, HOUSING, target, id("budget")));
  const campaign = (leftover: bigint, successor: bigint, days: bigint) =>
    authority.openCampaign(
      relief.social,
      EDUCATION,
      target,
      huiai,
      today,
      today + days,
      leftover,
      successor,
      id("plan of the campaign"),
    );
  await opened("second school", campaign(RETURN, 0n, 60n));
  await opened("school", campaign(SIMILAR, fund("second school"), 20n));
  await opened("books", campaign(RETURN, 0n, 20n));
  await opened("produce", authority.openProduce(relief.social, SUPPLIES, target, id("plan of the sale")));

  // Small first lots, so that payouts use several.
  await received("first", authority.appropriate(fund("living"), 1_200n * YUAN, relief.reference()));
  await received("second", authority.appropriate(fund("living"), 700n * YUAN, relief.reference()));
  await received("third", authority.appropriate(fund("living"), 100_000n * YUAN, relief.reference()));
  await received("supplies", authority.appropriate(fund("supplies"), 20_000n * YUAN, relief.reference()));
  await received("housing", authority.appropriate(fund("housing"), 90_000n * YUAN, relief.reference()));
  await received("sector", authority.appropriate(fund("sector"), 1_000n * YUAN, relief.reference()));
  const person = reliefFunds.connect(donor(relief));
  const school = fund("school");
  await received(
    "participant's",
    relief.as("qianling", reliefFunds).donate(school, 150n * YUAN, false, relief.reference()),
  );
  await received("person's", person.donate(school, 200n * YUAN, false, relief.reference()));
  const batch = relief
    .as("huiai", reliefFunds)
    .donateBatch(school, 300n * YUAN, id("tree of donors"), 3n, relief.reference());
  await received("batch", batch);
  await received("anonymous", relief.as("nanming", reliefFunds).donate(school, 400n * YUAN, true, relief.reference()));
  await received("books", person.donate(fund("books"), 300n * YUAN, false, relief.reference()));
}

/** Proposes households of one village, all by one officer. */
async function propose(
  relief: Relief,
  officer: OfficerKey,
  names: readonly HouseholdName[],
  programme: bigint,
  area: AreaKey,
  category = 1,
) {
  const { reliefReviews, reliefHouseholds } = relief.suite;
  const types = ["uint32", "bytes32", "uint40", "uint8", "uint32", "bytes32", "bytes32", "bytes32"];
  const evidence = id("what was found out");
  const proposals = [];
  const hashes = [];
  for (const name of names) {
    const commitment = commitmentOf(programme, name);
    const passkey = relief.households[name]?.passkey ?? makePasskey(`household ${name}`);
    const bank = await relief.who(name in HOUSEHOLDS ? HOUSEHOLDS[name as keyof typeof HOUSEHOLDS].bank : "guanshan");
    const { x: keyX, y: keyY } = passkey.publicKey;
    const values = { programme, commitment, area: codeOf(area), category, bank, keyX, keyY, evidence };
    const known = await reliefHouseholds.householdByCommitment(programme, commitment);
    const person = known === 0n ? programme << 32n : known;
    const household = await sign(relief.suite.reliefKeys, passkey, person, ACTS.Registration, values);
    proposals.push({
      programme,
      commitment,
      area: codeOf(area),
      category,
      bank,
      key: passkey.publicKey,
      evidence,
      household,
    });
    hashes.push(keccak256(AbiCoder.defaultAbiCoder().encode(types, Object.values(values))));
    relief.households[name] = { id: known, place: 0, programme, commitment, area: codeOf(area), category, passkey };
  }
  const signed = await relief.signedBy(officer, ACTS.Proposals, { proposals: hashes });
  await relief.done(relief.by(officer, reliefReviews).propose(proposals, signed));
  for (const name of names) {
    const { commitment } = relief.house(name);
    const household = await reliefHouseholds.householdByCommitment(programme, commitment);
    relief.households[name] = { ...relief.house(name), id: household, place: Number(household & 0xffff_ffffn) };
  }
}

const LONGJING = Object.entries(HOUSEHOLDS).filter(([, { area }]) => area === "longjing") as [HouseholdName, unknown][];
const CHASHAN = Object.entries(HOUSEHOLDS).filter(([, { area }]) => area === "chashan") as [HouseholdName, unknown][];
const namesOf = (list: readonly [HouseholdName, unknown][]): HouseholdName[] => list.map(([name]) => name);

/** Proposed, agreed to by the village, and put on notice. */
async function proposed(relief: Relief): Promise<void> {
  const { reliefReviews } = relief.suite;
  const [longjing, chashan] = [namesOf(LONGJING), namesOf(CHASHAN)];
  await propose(relief, "longjing1", longjing, relief.fiscal, "longjing");
  await propose(relief, "chashan1", chashan, relief.fiscal, "chashan");
  await propose(relief, "longjing1", PUPILS, relief.social, "longjing");
  await relief.done(relief.by("longjing2", reliefReviews).review(relief.ids(...longjing), id("minutes")));
  await relief.done(relief.by("chashan2", reliefReviews).review(relief.ids(...chashan.slice(0, -1)), id("minutes")));
  await relief.done(relief.by("longjing2", reliefReviews).review(relief.ids(...PUPILS), id("minutes")));
  await relief.done(relief.by("songxi1", reliefReviews).publish(relief.ids(...longjing, ...chashan.slice(0, -2))));
  await relief.done(relief.by("songxi1", reliefReviews).publish(relief.ids(...PUPILS)));
}

/** Objections: one is not right, one is, and one is never answered. */
async function objected(relief: Relief): Promise<void> {
  const { reliefReviews } = relief.suite;
  const object = async (who: PersonaKey, name: HouseholdName): Promise<bigint> => {
    const raised = relief.as(who, reliefReviews).object(relief.house(name).id, id(`objection to ${name}`));
    return (await relief.done(raised, reliefReviews, "ObjectionRaised"))["objection"] ?? 0n;
  };
  const answer = (objection: bigint, outcome: bigint) =>
    relief.done(relief.by("songxi3", reliefReviews).answerObjection(objection, outcome, id("answer")));
  await answer(await object("auditor", "blocked"), DISMISSED);
  await answer(await object("auditor", "objected"), UPHELD);
  await object("auditor", "refused");
  await object("huaxi", "refused");
  await relief.done(
    relief.by("songxi3", reliefReviews).refuse(relief.house("refused").id, id("income above the line")),
  );
}

const REGISTERED: readonly HouseholdName[] = [
  "paid",
  "doubting",
  "failing",
  "forgotten",
  "blocked",
  "exiting",
  "staying",
];

/** On the register, and what changes there. */
async function registered(relief: Relief): Promise<void> {
  const { suite } = relief;
  const { reliefReviews, reliefHouseholds, reliefKeys } = suite;
  const chashan: HouseholdName[] = ["kin", "moving", "merging"];
  await relief.done(relief.by("songxi2", reliefReviews).endorse(relief.ids(...REGISTERED, ...chashan), id("approval")));
  await relief.done(relief.by("songxi2", reliefReviews).endorse(relief.ids(...PUPILS), id("approval")));
  await relief.done(
    relief.by("wudang1", reliefReviews).register(relief.ids(...REGISTERED, ...chashan), id("approval")),
  );
  await relief.done(relief.by("wudang1", reliefReviews).register(relief.ids(...PUPILS), id("approval")));
  const found = [relief.house("kin").id, relief.staff.chashan1.number, id("family register")] as const;
  const kinship = relief.by("wudang2", reliefReviews).reportKinship(...found);
  relief.entries["kinship"] = (await relief.done(kinship, suite.reliefScores, "ScoreEntered"))["entry"] ?? 0n;

  const change = async (name: HouseholdName, kind: bigint, more = {}): Promise<bigint> => {
    const none = { into: 0n, area: 0n, category: 0, commitment: ZeroHash, key: { x: ZeroHash, y: ZeroHash } };
    const terms = {
      household: relief.house(name).id,
      kind,
      proposedBy: 0n,
      done: false,
      refused: false,
      decidedBy: 0n,
      evidence: id(`why ${name} changes`),
      ...none,
      ...more,
    };
    const asked = relief.by("songxi1", reliefHouseholds).proposeChange(terms);
    return (await relief.done(asked, reliefHouseholds, "HouseholdChangeProposed"))["change"] ?? 0n;
  };
  const decide = async (name: HouseholdName, kind: bigint, more = {}) =>
    relief.done(relief.by("songxi3", reliefHouseholds).confirmChange(await change(name, kind, more)));
  const splitOff = makePasskey("household splitOff");
  const commitment = commitmentOf(relief.fiscal, "splitOff");
  await decide("paid", CHANGE.split, { commitment, key: splitOff.publicKey });
  const number = await reliefHouseholds.householdByCommitment(relief.fiscal, commitment);
  const { area, category, programme } = relief.house("paid");
  relief.households.splitOff = {
    id: number,
    place: Number(number & 0xffff_ffffn),
    programme,
    commitment,
    area,
    category,
    passkey: splitOff,
  };
  await decide("merging", CHANGE.merge, { into: relief.house("moving").id });
  await decide("moving", CHANGE.move, { area: codeOf("longjing") });
  await decide("moving", CHANGE.recategorise, { category: 2 });
  await decide("ending", CHANGE.end);
  const guardian = makePasskey("guardian of staying");
  await decide("staying", CHANGE.addKey, { key: guardian.publicKey });
  const replaced = makePasskey("new passkey of forgotten");
  await decide("forgotten", CHANGE.replaceKeys, { key: replaced.publicKey });
  relief.house("forgotten").passkey = replaced;
  const refused = await change("paid", CHANGE.recategorise, { category: 3 });
  await relief.done(relief.by("songxi3", reliefHouseholds).refuseChange(refused, id("not shown")));
  // One waits.
  await change("doubting", CHANGE.recategorise, { category: 2 });

  // By the households themselves.
  const paid = relief.house("paid");
  const second = makePasskey("second passkey of paid");
  const key = { keyX: second.publicKey.x, keyY: second.publicKey.y };
  const bound = await relief.signed("paid", ACTS.BindKey, key);
  const proof = second.assert(await digestOf(reliefKeys, paid.id, ACTS.BindKey, key));
  await relief.done(reliefKeys.bindKey(paid.id, second.publicKey, bound, proof));
  await relief.done(reliefKeys.removeKey(paid.id, 1, await relief.signed("paid", ACTS.RemoveKey, { key: 1 })));
  const baiyunling = await relief.who("baiyunling");
  const chosen = await relief.signed("staying", ACTS.ChooseBank, { bank: baiyunling });
  await relief.done(reliefHouseholds.chooseBank(relief.house("staying").id, baiyunling, chosen));
}

/** Projects, and how two of them go on: one with milestones, others for benefits. */
async function projected(relief: Relief): Promise<void> {
  const { suite } = relief;
  const { reliefProjects, reliefFunds } = suite;
  const today = await relief.today();
  const milestone = (
    amount: bigint,
    days: bigint,
    needs: Partial<Record<"needsTownship" | "needsInspection", boolean>> = {},
  ) => ({
    amount: amount * YUAN,
    dueDay: today + days,
    needsVillage: true,
    needsTownship: false,
    needsInspection: false,
    evidence: KINDS,
    ...needs,
  });
  const luban = await relief.who("luban");
  const project = async (name: string, fund: string, area: AreaKey, budget: bigint, milestones: unknown[] = []) => {
    const implementer = milestones.length > 0 ? luban : 0n;
    const plan = [
      relief.funds[fund] ?? 0n,
      implementer,
      codeOf(area),
      budget * YUAN,
      id(`plan of ${name}`),
      milestones,
    ] as const;
    const asked = relief
      .by("songxi3", reliefProjects)
      .proposeProject(...(plan as Parameters<typeof reliefProjects.proposeProject>));
    relief.projects[name] = (await relief.done(asked, reliefProjects, "ProjectProposed"))["project"] ?? 0n;
  };
  const number = (name: string): bigint => relief.projects[name] ?? 0n;
  await project("living", "living", "songxi", 200_000n);
  await project("supplies", "supplies", "songxi", 50_000n);
  await project("greenhouses", "housing", "longjing", 90_000n, [
    milestone(40_000n, 20n, { needsTownship: true, needsInspection: true }),
    milestone(20_000n, 1n),
    milestone(10_000n, 40n),
  ]);
  await project("school", "school", "songxi", 5_000n);
  await project("sale", "produce", "songxi", 50_000n);
  await project("roads", "housing", "songxi", 1_000n);
  await project("unasked", "housing", "songxi", 1_000n);
  for (const name of ["living", "supplies", "greenhouses", "school", "sale", "roads"]) {
    await relief.done(relief.by("wudang2", reliefProjects).approveProject(number(name), id("approval")));
  }
  await relief.done(relief.by("wudang2", reliefProjects).refuseProject(number("unasked"), id("nobody needs it")));
  const authority = relief.as("rural", reliefFunds);
  for (const [name, amount] of [
    ["living", 60_000n],
    ["supplies", 10_000n],
    ["greenhouses", 80_000n],
    ["school", 900n],
    ["roads", 500n],
  ] as const) {
    await relief.done(authority.allocate(number(name), amount * YUAN));
  }
  await relief.done(authority.deallocate(number("roads"), 500n * YUAN));
  await relief.done(relief.by("wudang2", reliefProjects).closeProject(number("roads"), id("final report")));

  const digests = [id("report"), id("photographs")];
  const submit = (which: number) =>
    relief.done(relief.as("luban", reliefProjects).submit(number("greenhouses"), which, digests));
  await submit(1);
  const greenhouses = number("greenhouses");
  await relief.done(relief.as("inspector", reliefProjects).inspect(greenhouses, 1, id("report of the inspector")));
  await relief.done(relief.by("longjing2", reliefProjects).reject(greenhouses, 1, id("roof is missing")));
  await submit(1);
  await relief.done(relief.by("longjing2", reliefProjects).approve(greenhouses, 1, id("seen")));
  await relief.done(relief.by("songxi1", reliefProjects).approve(greenhouses, 1, id("seen")));
  await relief.done(relief.as("inspector", reliefProjects).inspect(greenhouses, 1, id("report of the inspector")));
  const released = relief.by("wudang1", reliefProjects).release(greenhouses, 1);
  relief.payouts["milestone"] = (await relief.done(released, reliefProjects, "MilestoneReleased"))["payout"] ?? 0n;
}

/** A milestone of more lots than one transaction visits, whose implementer is not admitted for a while: it goes back, and is released anew. */
async function scattered(relief: Relief): Promise<void> {
  const { reliefFunds, reliefProgrammes, reliefProjects, reliefPayouts } = relief.suite;
  const authority = relief.as("rural", reliefFunds);
  const [lots, each] = [65n, 100n * YUAN];
  const budget = authority.openBudget(relief.fiscal, HOUSING, lots * each, id("wells"));
  const { fund = 0n } = await relief.done(budget, reliefFunds, "FundOpened");
  for (let lot = 0n; lot < lots; ++lot) await relief.done(authority.appropriate(fund, each, relief.reference()));
  const luban = await relief.who("luban");
  const plan = {
    amount: lots * each,
    dueDay: (await relief.today()) + 20n,
    needsVillage: true,
    needsTownship: false,
    needsInspection: false,
    evidence: KINDS,
  };
  const asked = relief
    .by("songxi3", reliefProjects)
    .proposeProject(fund, luban, codeOf("longjing"), lots * each, id("plan of the wells"), [plan]);
  const { project = 0n } = await relief.done(asked, reliefProjects, "ProjectProposed");
  relief.projects["wells"] = project;
  await relief.done(relief.by("wudang2", reliefProjects).approveProject(project, id("approval")));
  await relief.done(authority.allocate(project, lots * each));
  await relief.done(relief.as("luban", reliefProjects).submit(project, 1, [id("report"), id("photographs")]));
  await relief.done(relief.by("longjing2", reliefProjects).approve(project, 1, id("seen")));
  const release = async () =>
    (await relief.done(relief.by("wudang1", reliefProjects).release(project, 1), reliefProjects, "MilestoneReleased"))[
      "payout"
    ] ?? 0n;
  const admit = (admitted: boolean) =>
    relief.done(relief.as("rural", reliefProgrammes).setRole(relief.fiscal, luban, 3n, ZeroHash, admitted));
  const goOn = (payout: bigint) => relief.done(relief.as("auditor", reliefPayouts).continueDrawing(payout));
  relief.payouts["wells, gone back"] = await release();
  await admit(false);
  await goOn(relief.payouts["wells, gone back"]);
  await admit(true);
  relief.payouts["wells"] = await release();
  await goOn(relief.payouts["wells"]);
}

/** Rounds of benefits, on notice; and lines that are objected to. */
async function rounds(relief: Relief): Promise<void> {
  const { reliefBenefits } = relief.suite;
  const propose = async (
    name: string,
    officer: OfficerKey,
    benefit: bigint,
    project: string,
    total: bigint,
    root = ZeroHash,
  ) => {
    const terms = [
      benefit,
      relief.projects[project] ?? 0n,
      codeOf("longjing"),
      0,
      total * YUAN,
      root,
      id(`list of ${name}`),
    ] as const;
    const asked = relief.by(officer, reliefBenefits).proposeRound(...terms);
    relief.rounds[name] = (await relief.done(asked, reliefBenefits, "RoundProposed"))["round"] ?? 0n;
  };
  const page = keccak256(
    AbiCoder.defaultAbiCoder().encode(
      ["uint32[]", "uint64[]"],
      [relief.places("paid", "doubting"), [123n * YUAN, 321n * YUAN]],
    ),
  );
  await propose("living", "longjing1", 1n, "living", 10_000n);
  await propose("listed", "songxi3", 2n, "living", 444n, merkle([leafOf(page)]).root);
  await propose("vouchers", "longjing1", 3n, "supplies", 5_000n);
  await propose("school", "songxi3", 4n, "school", 5_000n);
  await propose("refused", "songxi3", 1n, "living", 1n);
  const object = async (who: PersonaKey, name: HouseholdName): Promise<bigint> => {
    const line = [
      relief.rounds["living"] ?? 0n,
      relief.house(name).id,
      id(`objection to the line of ${name}`),
    ] as const;
    const raised = relief.as(who, reliefBenefits).objectToLine(...line);
    return (await relief.done(raised, reliefBenefits, "LineObjectionRaised"))["objection"] ?? 0n;
  };
  const answer = (objection: bigint, outcome: bigint) =>
    relief.done(relief.by("songxi3", reliefBenefits).answerLineObjection(objection, outcome, id("answer")));
  await answer(await object("auditor", "doubting"), DISMISSED);
  await answer(await object("auditor", "blocked"), UPHELD);
  await object("auditor", "staying");
  await relief.done(relief.by("wudang2", reliefBenefits).refuseRound(relief.rounds["refused"] ?? 0n, id("twice")));
}

/** Exits: one is decided, one refused, and one household comes back. */
async function exits(relief: Relief): Promise<void> {
  const { reliefReviews } = relief.suite;
  const exit = async (name: HouseholdName) => {
    const values = { household: relief.house(name).id, evidence: id("income above the line") };
    const [household, officer] = [
      await relief.signed(name, ACTS.Exit, values),
      await relief.signedBy("longjing1", ACTS.Exit, values),
    ];
    await relief.done(
      relief.by("longjing1", reliefReviews).proposeExit(values.household, values.evidence, household, officer),
    );
  };
  await exit("exiting");
  await exit("staying");
  await relief.done(relief.by("songxi1", reliefReviews).publish(relief.ids("exiting", "staying")));
  await relief.done(
    relief.by("songxi3", reliefReviews).refuseExit(relief.house("staying").id, id("income is not lasting")),
  );
}

/** Approved, released in pages, and vouchers used. */
async function released(relief: Relief): Promise<void> {
  const { reliefBenefits, reliefReviews, reliefPurchases } = relief.suite;
  const approve = async (name: string, officer: OfficerKey) => {
    const round = relief.rounds[name] ?? 0n;
    const { root, total } = await reliefBenefits.roundInfo(round);
    await relief.done(relief.by(officer, reliefBenefits).approveRound(round, root, total, id("approval")));
  };
  await relief.done(relief.by("wudang2", reliefReviews).approveExit(relief.ids("exiting"), id("approval")));
  await approve("living", "songxi2");
  await approve("listed", "wudang2");
  await approve("vouchers", "songxi2");
  await approve("school", "wudang2");
  await release(relief, "guanshan's", "living", "wudang1", "guanshan", ["paid", "doubting", "failing"]);
  await release(relief, "baiyunling's", "living", "wudang1", "baiyunling", ["forgotten"]);
  await release(relief, "listed", "listed", "wudang4", "guanshan", ["paid", "doubting"], [123n * YUAN, 321n * YUAN]);
  await release(relief, "school", "school", "wudang4", "guanshan", [...PUPILS]);
  await relief.done(relief.by("wudang1", reliefBenefits).openVouchers(relief.rounds["vouchers"] ?? 0n));
  const bianmin = await relief.who("bianmin");
  for (const [name, amount] of [
    ["voucher", 120n],
    ["second voucher", 80n],
  ] as const) {
    const round = relief.rounds["vouchers"] ?? 0n;
    const values = { round, merchant: bianmin, amount: amount * YUAN, goods: id("seed and fertiliser") };
    const signed = await relief.signed("paid", ACTS.UseVoucher, values);
    const used = relief
      .as("bianmin", reliefPurchases)
      .useVoucher(round, relief.house("paid").id, values.amount, values.goods, signed);
    relief.payouts[name] = (await relief.done(used, reliefPurchases, "VoucherUsed"))["payout"] ?? 0n;
  }
}

async function release(
  relief: Relief,
  name: string,
  round: string,
  officer: OfficerKey,
  bank: PersonaKey,
  households: HouseholdName[],
  amounts: bigint[] = [],
): Promise<void> {
  const { reliefBenefits } = relief.suite;
  const places = relief.places(...households).toSorted((a, b) => a - b);
  const paged = relief.by(officer, reliefBenefits);
  const page = [relief.rounds[round] ?? 0n, await relief.who(bank), places, amounts, 0n, []] as const;
  const asked = paged.releasePage(page[0], page[1], [...page[2]], [...page[3]], page[4], []);
  relief.payouts[name] = (await relief.done(asked, reliefBenefits, "RoundReleased"))["payout"] ?? 0n;
}

/** Banks answer, households confirm and dispute. */
async function answered(relief: Relief): Promise<void> {
  const { reliefPayouts } = relief.suite;
  const payout = (name: string): bigint => relief.payouts[name] ?? 0n;
  const bank = relief.as("guanshan", reliefPayouts);
  await relief.done(bank.answer(payout("guanshan's"), 1, id("receipt 1"), []));
  await relief.done(bank.answer(payout("guanshan's"), 3, id("receipt 2"), [2]));
  await relief.done(bank.answer(payout("listed"), 2, id("receipt 3"), []));
  await relief.done(bank.answer(payout("school"), 3, id("receipt 4"), []));
  await confirm(relief, "paid", "guanshan's", 0);
  await confirm(relief, "paid", "listed", 0);
  await confirm(relief, "pupil", "school", 0);
  await dispute(relief, "doubting", "guanshan's", 1);
  await dispute(relief, "third pupil", "school", 2);
  const judge = relief.by("songxi3", reliefPayouts);
  await relief.done(judge.answerDispute(payout("guanshan's"), 1, false, id("the card's statement")));
  await relief.done(judge.answerDispute(payout("school"), 2, true, id("the card is another's")));
}

async function confirm(relief: Relief, name: HouseholdName, of: string, line: number): Promise<void> {
  const { reliefPayouts } = relief.suite;
  const payout = relief.payouts[of] ?? 0n;
  const { amount } = await reliefPayouts.lineInfo(payout, line);
  const signed = await relief.signed(name, ACTS.Confirm, { payout, line, amount });
  await relief.done(reliefPayouts.confirm(payout, line, relief.house(name).id, signed));
}

async function dispute(relief: Relief, name: HouseholdName, of: string, line: number): Promise<void> {
  const { reliefPayouts } = relief.suite;
  const payout = relief.payouts[of] ?? 0n;
  const { amount } = await reliefPayouts.lineInfo(payout, line);
  const evidence = id("statement of the card");
  const signed = await relief.signed(name, ACTS.Dispute, { payout, line, amount, evidence });
  await relief.done(reliefPayouts.dispute(payout, line, relief.house(name).id, evidence, signed));
}

/** Produce: sold whole, complained of, and never delivered. */
async function ordered(relief: Relief): Promise<void> {
  const { reliefPurchases } = relief.suite;
  const [cooperative, today] = [await relief.who("cooperative"), await relief.today()];
  const order = async (name: string, households: HouseholdName[], shares: bigint[], margin: bigint) => {
    const asked = relief.as("huaxi", reliefPurchases).order(
      relief.projects["sale"] ?? 0n,
      cooperative,
      margin * YUAN,
      today + 10n,
      id(`order of ${name}`),
      relief.places(...households),
      shares.map((share) => share * YUAN),
      relief.reference(),
    );
    relief.purchases[name] = (await relief.done(asked, reliefPurchases, "ProduceOrdered"))["purchase"] ?? 0n;
  };
  const number = (name: string): bigint => relief.purchases[name] ?? 0n;
  const deliver = (name: string) =>
    relief.done(relief.as("cooperative", reliefPurchases).deliver(number(name), id("delivery note")));
  await order("tea", ["pupil", "second pupil"], [300n, 250n], 50n);
  await order("honey", ["pupil"], [100n], 10n);
  await order("eggs", ["third pupil"], [80n], 8n);
  await deliver("tea");
  await deliver("honey");
  await relief.done(relief.as("huaxi", reliefPurchases).accept(number("tea")));
  await relief.done(relief.as("huaxi", reliefPurchases).complain(number("honey"), id("jars were broken")));
  await relief.done(relief.by("wudang2", reliefPurchases).settle(number("honey"), false, id("photographs")));
  await relief.done(relief.as("cooperative", reliefPurchases).cancel(number("eggs")));
  const paid = relief.as("auditor", reliefPurchases).payShares(number("tea"), await relief.who("guanshan"));
  relief.payouts["shares"] = (await relief.done(paid, reliefPurchases, "ProduceSharesPaid"))["payout"] ?? 0n;
}

/** What officers did, and what came of projects. */
async function helped(relief: Relief): Promise<void> {
  const { reliefLedger } = relief.suite;
  const help = async (officer: OfficerKey, name: HouseholdName, project: string, kind: bigint): Promise<bigint> => {
    const day = (await relief.today()) - 1n;
    const what = [relief.house(name).id, relief.projects[project] ?? 0n, kind, day, id(`help to ${name}`)] as const;
    return (
      (await relief.done(relief.by(officer, reliefLedger).recordHelp(...what), reliefLedger, "HelpRecorded"))["help"] ??
      0n
    );
  };
  const visit = await help("longjing2", "doubting", "", VISIT);
  await help("songxi1", "paid", "greenhouses", TRAINING);
  const confirmed = await help("longjing2", "paid", "greenhouses", TRAINING);
  await relief.done(
    reliefLedger.confirmHelp(visit, await relief.signed("doubting", ACTS.ConfirmHelp, { help: visit })),
  );
  await relief.done(
    reliefLedger.confirmHelp(confirmed, await relief.signed("paid", ACTS.ConfirmHelp, { help: confirmed })),
  );
  const greenhouses = relief.projects["greenhouses"] ?? 0n;
  const report = (indicator: number, planned: bigint, achieved: bigint) =>
    relief.done(
      relief.as("luban", reliefLedger).reportOutcome(greenhouses, indicator, planned, achieved, id("report")),
    );
  await report(1, 10n, 3n);
  await report(1, 10n, 4n);
  await report(2, 20n, 20n);
  for (const [name, rating] of [
    ["paid", 5],
    ["doubting", 2],
  ] as const) {
    const values = { project: greenhouses, rating, evidence: rating > 3 ? ZeroHash : id("what it said") };
    const signed = await relief.signed(name, ACTS.Feedback, values);
    await relief.done(reliefLedger.giveFeedback(greenhouses, relief.house(name).id, rating, values.evidence, signed));
  }
}

/** The banks' days are over; what went back goes out again, and is not answered for. */
async function overdue(relief: Relief): Promise<void> {
  const { suite } = relief;
  const { reliefPayouts, reliefPurchases, reliefProjects } = suite;
  const payout = (name: string): bigint => relief.payouts[name] ?? 0n;
  await relief.done(relief.as("auditor", reliefPayouts).returnOverdue(payout("baiyunling's"), 1));
  await relief.done(relief.as("auditor", reliefPayouts).returnOverdue(payout("shares"), 1));
  await release(relief, "again", "living", "wudang1", "baiyunling", ["forgotten"]);
  await confirm(relief, "doubting", "guanshan's", 1);
  await confirm(relief, "second pupil", "school", 1);
  await relief.done(reliefPayouts.enterConfirmations(payout("guanshan's")));
  const bank = relief.as("guanshan", reliefPayouts);
  await relief.done(bank.giveBack(payout("school"), 2, 200n * YUAN, id("wrong card")));
  await relief.done(bank.giveBack(payout("listed"), 0, 123n * YUAN, id("paid twice")));
  await relief.done(
    relief.as("bianmin", reliefPayouts).giveBack(payout("second voucher"), 0, 30n * YUAN, id("returned goods")),
  );
  await relief.done(
    relief.as("luban", reliefPayouts).giveBack(payout("milestone"), 0, 1_000n * YUAN, id("was cheaper")),
  );
  await relief.done(relief.as("auditor", reliefPayouts).returnOverdue(payout("shares"), 2));
  const shares = relief
    .as("auditor", reliefPurchases)
    .payShares(relief.purchases["tea"] ?? 0n, await relief.who("guanshan"));
  relief.payouts["shares again"] = (await relief.done(shares, reliefPurchases, "ProduceSharesPaid"))["payout"] ?? 0n;
  await relief.done(bank.answer(payout("shares again"), 2, id("receipt 5"), []));
  await relief.done(relief.as("auditor", reliefPurchases).finish(relief.purchases["tea"] ?? 0n));
  // A share that comes back after the end waits for its household; what the cooperative gives back is the buyer's.
  await relief.done(bank.giveBack(payout("shares again"), 1, 250n * YUAN, id("wrong card")));
  const margin = await reliefPayouts.payoutCount();
  const cooperative = relief.as("cooperative", suite.money);
  await relief.done(cooperative.approve(await suite.reliefFunds.getAddress(), MaxUint256));
  await relief.done(
    relief.as("cooperative", reliefPayouts).giveBack(margin, 0, 10n * YUAN, id("fewer jars than were paid")),
  );
  await relief.done(relief.as("auditor", reliefPurchases).returnRest(relief.purchases["tea"] ?? 0n));
  // Late evidence.
  const digests = [id("report"), id("photographs")];
  await relief.done(relief.as("luban", reliefProjects).submit(relief.projects["greenhouses"] ?? 0n, 2, digests));
}

/** Scores: entries of the authority, appeals, and a diversion that an order finds. */
async function scored(relief: Relief): Promise<void> {
  const { suite, play } = relief;
  const { reliefScores, reliefPayouts, reliefKeys } = suite;
  const enter = async (person: bigint, programme: bigint, factor: bigint): Promise<bigint> => {
    const entered = relief
      .as("rural", reliefScores)
      .enter(person, programme, factor, id(`grounds ${person} ${factor}`));
    return (await relief.done(entered, reliefScores, "ScoreEntered"))["entry"] ?? 0n;
  };
  const { longjing2, songxi1 } = relief.staff;
  const onOfficer = await enter(longjing2.number, relief.fiscal, FALSE_STATEMENT);
  await enter(songxi1.number, relief.fiscal, COMMENDED);
  const onHousehold = await enter(relief.house("paid").id, relief.fiscal, FALSE_STATEMENT);
  const open = await enter(relief.house("doubting").id, relief.fiscal, FALSE_STATEMENT);
  await relief.done(relief.by("longjing2", reliefScores).appeal(onOfficer, id("appeal")));
  for (const [entry, name] of [
    [onHousehold, "paid"],
    [open, "doubting"],
  ] as const) {
    const values = { entry, evidence: id("appeal") };
    const signed = await relief.signed(name, ACTS.Appeal, values);
    await relief.done(reliefScores.appealByHousehold(entry, values.evidence, signed));
  }
  await relief.done(relief.by("wudang1", reliefScores).decideAppeal(onOfficer, false, id("reason")));
  const kinship = relief.entries["kinship"] ?? 0n;
  await relief.done(relief.by("chashan1", reliefScores).appeal(kinship, id("another family of that name")));
  await relief.done(relief.by("wudang4", reliefScores).decideAppeal(kinship, true, id("family register")));
  await relief.done(relief.by("wudang1", reliefScores).decideAppeal(onHousehold, true, id("reason")));

  const call = (target: BaseContract, name: string, args: unknown[]): Call => ({ target, name, args });
  const { wudang1, wudang4 } = relief.staff;
  const diversions = [
    call(reliefPayouts, "findDiversion", [relief.payouts["guanshan's"], wudang1.number, false, id("judgment")]),
    call(reliefPayouts, "findDiversion", [relief.payouts["voucher"], 0n, true, id("judgment")]),
    call(reliefPayouts, "findDiversion", [relief.payouts["school"], wudang4.number, false, id("judgment")]),
  ];
  await play.order("diversion", diversions, COURT);
  const cleared = call(reliefPayouts, "findDiversion", [relief.payouts["voucher"], 0n, false, id("second judgment")]);
  await play.order("no diversion", [cleared], COURT);
  const terms = [
    call(reliefScores, "setFactor", [18n, -60n, 50n, 200n, false]),
    call(reliefKeys, "setOrigin", ["relief.example", "https://relief.example", true]),
    call(reliefKeys, "setOrigin", ["relief.example", "https://relief.example", false]),
  ];
  await play.order("terms of relief", terms, [...COUNCIL, ...REGULATOR]);
}

/** What is left goes back, or to the second campaign. */
async function leftovers(relief: Relief): Promise<void> {
  const { reliefFunds } = relief.suite;
  const authority = relief.as("rural", reliefFunds);
  await relief.done(authority.announceLeftover(relief.funds["books"] ?? 0n));
  const school = relief.projects["school"] ?? 0n;
  await relief.done(authority.deallocate(school, await reliefFunds.freeOfProject(school)));
  await relief.done(authority.announceLeftover(relief.funds["school"] ?? 0n));
}

async function returned(relief: Relief): Promise<void> {
  const { reliefFunds } = relief.suite;
  const anyone = relief.as("auditor", reliefFunds);
  const lot = (name: string): bigint => relief.lots[name] ?? 0n;
  await relief.done(anyone.returnLots([lot("books"), lot("sector")]));
  const left: bigint[] = [];
  for (const name of ["participant's", "person's", "batch", "anonymous"]) {
    const { amount, spent, returned: back } = await reliefFunds.lotInfo(lot(name));
    if (amount > spent + back) left.push(lot(name));
  }
  await relief.done(anyone.carryOver(left));
}

/** Everything. The clock goes on by thirty-one days. */
export async function reliefInFull(play: Play): Promise<ReliefPlayed> {
  const relief = new Relief(play);
  const now = await play.stage.now();
  // The morning of the next day.
  relief.begin((Math.floor((now + 28_800) / DAY) + 1) * DAY - 28_800 + 10 * 3_600);
  await relief.onDay(0);
  await staffed(relief);
  await programmes(relief);
  await moneyed(relief);
  await proposed(relief);
  await relief.onDay(1);
  await objected(relief);
  await relief.onDay(6);
  await registered(relief);
  await projected(relief);
  await scattered(relief);
  await rounds(relief);
  await exits(relief);
  await relief.onDay(12);
  await released(relief);
  await ordered(relief);
  await relief.onDay(13);
  await answered(relief);
  await helped(relief);
  await relief.done(
    relief.by("wudang3", play.suite.reliefReviews).relapse(relief.house("exiting").id, id("the harvest failed")),
  );
  await relief.onDay(24);
  await overdue(relief);
  await leftovers(relief);
  await scored(relief);
  await relief.onDay(31);
  await returned(relief);
  const { fiscal, social, sector, households, lots, projects, payouts, rounds: played, purchases, staff } = relief;
  const numbers = Object.fromEntries(Object.entries(staff).map(([key, { number }]) => [key, number]));
  return {
    fiscal,
    social,
    sector,
    households,
    officers: numbers as Record<OfficerKey, bigint>,
    lots,
    projects,
    payouts,
    rounds: played,
    purchases,
  };
}
