/** A relief programme of a county for measurements: divisions, officers, money, a benefit, and households by the acts that really take them in. */
import {
  AbiCoder,
  concat,
  encodeBytes32String,
  id,
  keccak256,
  MaxUint256,
  TypedDataEncoder,
  Wallet,
  ZeroHash,
} from "ethers";
import type { BaseContract, ContractTransactionResponse } from "ethers";
import { areas, codeOf, type OfficerKey, officers } from "../../../deploy/data/officers.ts";
import { type PersonaKey, personaOf } from "../../../deploy/data/personas.ts";
import { Scopes } from "../../../deploy/data/terms.ts";
import { signConsent } from "../../../deploy/founders.ts";
import { chain } from "../../../network/chain.ts";
import { ACTS } from "../../../tasks/relief/signing.ts";
import {
  type Assertion,
  fieldsOf,
  makePasskey,
  type Passkey,
  type Values,
} from "../../../tasks/shared/authenticator.ts";
import { dateOf, dayOf, plusDays, timeOn } from "../../sandbox/format.ts";
import type { Stage } from "../../sandbox/story/stage.ts";

const DAY = 86_400;
const FAR = 2n ** 35n;
const FISCAL = 1n;
const TRANSFER = 1n;
const ROLES = { Operator: 1n, PayoutBank: 2n, Merchant: 4n } as const;
const CATEGORY = 1n;
/** A village of the county. */
const VILLAGE = codeOf("longjing");
export const COUNTY = codeOf("wudang");
export const LIVING = encodeBytes32String("LIVING");
const PURPOSES = [LIVING, encodeBytes32String("FARM_SUPPLIES")];
export const DECISION = id("decision of the authority");
/** ¥500.00. */
export const EACH = 50_000n;
/** ¥100,000,000,000.00: more than a county has. */
const BUDGET = 10_000_000_000_000n;

/** Households of one proposal, and of one step after it. */
export const PROPOSED_AT_ONCE = 16;
const TAKEN_ON_AT_ONCE = 200;
/** A block that is more than half full would raise the base fee. */
const BLOCK_GAS = Number(chain.blockGasLimit) / 2;

export interface Household {
  readonly id: bigint;
  readonly number: number;
  readonly passkey: Passkey;
}

export interface ReliefDesk {
  readonly stage: Stage;
  readonly programme: bigint;
  readonly project: bigint;
  readonly banks: readonly bigint[];
}

/** The contract, with an officer as the sender. */
export function officerOn<C extends BaseContract>(stage: Stage, key: OfficerKey, contract: C): C {
  return contract.connect(new Wallet(officerNamed(key).privateKey, stage.connection.ethers.provider)) as C;
}

function officerNamed(key: OfficerKey) {
  const officer = officers.find((each) => each.key === key);
  if (officer === undefined) throw new Error(`There is no officer "${key}".`);
  return officer;
}

export const officerNumber = (stage: Stage, key: OfficerKey): Promise<bigint> =>
  stage.suite.reliefOfficers.officerOf(officerNamed(key).address);

/** Has a person sign an act that has its nonce. */
export async function signed(
  { suite }: Stage,
  passkey: Passkey,
  person: bigint,
  act: string,
  values: Values,
  nonce?: bigint,
): Promise<Assertion> {
  const [typeHash, fields] = [id(act), fieldsOf(act, values)];
  const at = nonce ?? (await suite.reliefKeys.nonceOf(person));
  return assertion(passkey, await domainOf(suite.reliefKeys), person, typeHash, fields, at);
}

const coder = AbiCoder.defaultAbiCoder();

/** As {ReliefKeys} hashes an act. */
function assertion(
  passkey: Passkey,
  domain: string,
  person: bigint,
  typeHash: string,
  fields: string,
  nonce: bigint,
): Assertion {
  const before = coder.encode(["bytes32", "uint64"], [typeHash, person]);
  const struct = keccak256(concat([before, fields, coder.encode(["uint256", "uint256"], [nonce, FAR])]));
  return { key: 0, deadline: FAR, auth: passkey.assert(keccak256(concat(["0x1901", domain, struct]))) };
}

async function domainOf(keys: Stage["suite"]["reliefKeys"]): Promise<string> {
  const { name, version, chainId, verifyingContract } = await keys.eip712Domain();
  return TypedDataEncoder.hashDomain({ name, version, chainId, verifyingContract });
}

async function appoint(stage: Stage): Promise<void> {
  const { participants, reliefOfficers } = stage.suite;
  const { provider } = stage.connection.ethers;
  for (const { code, nameZh } of areas) {
    await stage.done(stage.as("rural", reliefOfficers).addArea(code, nameZh));
  }
  for (const officer of officers) {
    const account = new Wallet(officer.privateKey, provider);
    const deadline = BigInt((await stage.now()) + DAY);
    const consent = await signConsent(participants, account, personaOf(officer.persona).uscc, Scopes.ACTS, deadline);
    const binding = stage.as(officer.persona, participants);
    await stage.done(binding.bindAccount(officer.address, Scopes.ACTS, 0, [], consent.deadline, consent.signature));
    const passkey = makePasskey(officer.passkeySeed);
    const [area, participant] = [codeOf(officer.area), await stage.participant(officer.persona)];
    const values = { account: officer.address, participant, area, identity: officer.identity };
    const agreed = await signed(stage, passkey, 0n, ACTS.Appointment, values, 0n);
    await stage.done(
      stage
        .as(officer.persona, reliefOfficers)
        .appoint(officer.address, area, officer.identity, passkey.publicKey, agreed),
    );
  }
}

async function programmed(stage: Stage): Promise<bigint> {
  const programmes = stage.as("rural", stage.suite.reliefProgrammes);
  const today = await stage.today();
  const rules = {
    noticeDays: 7,
    receiptDays: 10,
    continuesInObservation: false,
    householdCeiling: BUDGET,
    actCeiling: BUDGET,
    minimumLot: 10_000,
  };
  const [start, end] = [dayOf(today), dayOf(plusDays(today, 700))];
  await stage.done(programmes.createProgramme(FISCAL, start, end, BUDGET, rules, [COUNTY], PURPOSES, DECISION));
  const programme = await programmes.programmeCount();
  const roles: [PersonaKey, bigint, string][] = [
    ["county", ROLES.Operator, ZeroHash],
    ["songxi", ROLES.Operator, ZeroHash],
    ["guanshan", ROLES.PayoutBank, ZeroHash],
    ["baiyunling", ROLES.PayoutBank, ZeroHash],
    ["bianmin", ROLES.Merchant, PURPOSES[1] ?? ZeroHash],
  ];
  for (const [who, role, purpose] of roles) {
    await stage.done(programmes.setRole(programme, await stage.participant(who), role, purpose, true));
  }
  return programme;
}

/** A budget line that has come in, and a project of the county that has it. */
export async function projectFunded(
  stage: Stage,
  programme: bigint,
  amount: bigint,
  purpose = LIVING,
): Promise<bigint> {
  const { reliefFunds, reliefProjects } = stage.suite;
  const funds = stage.as("rural", reliefFunds);
  await stage.done(funds.openBudget(programme, purpose, amount, DECISION));
  const fund = await funds.fundCount();
  await stage.done(funds.appropriate(fund, amount, id(`appropriation ${fund}`)));
  const propose = officerOn(stage, "wudang1", reliefProjects).proposeProject(fund, 0, COUNTY, amount, DECISION, []);
  await stage.done(propose);
  const project = await reliefProjects.projectCount();
  await stage.done(officerOn(stage, "wudang2", reliefProjects).approveProject(project, DECISION));
  await stage.done(funds.allocate(project, amount));
  return project;
}

/** The county's desk with so much money, and as much again for other projects. */
export async function reliefDesk(stage: Stage, amount: bigint): Promise<ReliefDesk> {
  const { money, reliefFunds } = stage.suite;
  await appoint(stage);
  await stage.done(stage.as("clearing", money).issue(stage.wallet("rural"), 2n * amount, id("relief of the bench")));
  await stage.done(stage.as("rural", money).approve(await reliefFunds.getAddress(), MaxUint256));
  const programme = await programmed(stage);
  const project = await projectFunded(stage, programme, amount);
  const banks = [await stage.participant("guanshan"), await stage.participant("baiyunling")];
  return { stage, programme, project, banks };
}

/** A benefit; of no amount when a list says what each gets. */
export async function benefitDefined(
  { stage, programme }: ReliefDesk,
  amount: bigint,
  kind = TRANSFER,
  purpose = LIVING,
) {
  const programmes = stage.as("rural", stage.suite.reliefProgrammes);
  const terms = { programme, kind, category: CATEGORY, months: 1, amount, closed: false, purpose };
  await stage.done(programmes.defineBenefit(terms));
  return programmes.benefitCount();
}

/** Moves the clock on by whole days. */
export async function daysPass(stage: Stage, days: number): Promise<void> {
  await stage.travel(timeOn(plusDays(dateOf(await stage.now()), days), 9));
}

/** A round that has been on notice and was approved. */
export async function roundApproved(
  { stage, project }: ReliefDesk,
  benefit: bigint,
  total: bigint,
  root = ZeroHash,
  of = project,
): Promise<bigint> {
  const { reliefBenefits } = stage.suite;
  const propose = officerOn(stage, "wudang1", reliefBenefits).proposeRound(
    benefit,
    of,
    COUNTY,
    0,
    total,
    root,
    DECISION,
  );
  await stage.done(propose);
  const round = await reliefBenefits.roundCount();
  await daysPass(stage, 8);
  await stage.done(officerOn(stage, "wudang2", reliefBenefits).approveRound(round, root, total, DECISION));
  return round;
}

/** Sends the same kind of act many times from one account, as many to a block as fit; the gas of all of them. */
export async function sentInBlocks(
  { connection: { provider } }: Stage,
  from: string,
  to: string,
  datas: AsyncIterable<string> | Iterable<string>,
): Promise<bigint> {
  const request = async <T>(method: string, ...params: unknown[]): Promise<T> =>
    (await provider.request({ method, params })) as T;
  let gas = 0;
  let atOnce = 1;
  let used = 0n;
  let hashes: string[] = [];
  const mine = async (): Promise<void> => {
    await request("hardhat_mine");
    for (const hash of hashes) {
      const receipt = await request<{ status: string; gasUsed: string } | null>("eth_getTransactionReceipt", hash);
      if (receipt?.status !== "0x1") throw new Error(`Transaction ${hash} failed.`);
      used += BigInt(receipt.gasUsed);
    }
    hashes = [];
  };
  await request("evm_setAutomine", false);
  try {
    for await (const data of datas) {
      if (gas === 0) {
        const estimate = Number(await request<string>("eth_estimateGas", { from, to, data }));
        // The first one fills what the later ones find there.
        gas = Math.min(Math.ceil(estimate * 1.2), Number(chain.transactionGasCap));
        atOnce = Math.max(1, Math.floor(BLOCK_GAS / gas));
      }
      const call = { from, to, data, gas: `0x${gas.toString(16)}`, gasPrice: "0x0" };
      hashes.push(await request<string>("eth_sendTransaction", call));
      if (hashes.length === atOnce) await mine();
    }
    if (hashes.length > 0) await mine();
  } finally {
    await request("evm_setAutomine", true);
  }
  return used;
}

function* numbered(first: number, count: number, atOnce: number): Generator<number[]> {
  for (let start = 0; start < count; start += atOnce) {
    yield Array.from({ length: Math.min(atOnce, count - start) }, (_, index) => first + start + index);
  }
}

const PROPOSAL = ["uint32", "bytes32", "uint40", "uint8", "uint32", "bytes32", "bytes32", "bytes32"];

/** What proposals say, signed by each household and by the officer; the same passkeys of the same numbers. */
async function* proposals(
  { stage, programme, banks }: ReliefDesk,
  first: number,
  count: number,
): AsyncGenerator<string> {
  const { reliefReviews, reliefKeys } = stage.suite;
  const domain = await domainOf(reliefKeys);
  const officer = officerNamed("longjing1");
  const [key, number] = [makePasskey(officer.passkeySeed), await officerNumber(stage, "longjing1")];
  let nonce = await reliefKeys.nonceOf(number);
  const type = id(ACTS.Registration);
  for (const numbers of numbered(first, count, PROPOSED_AT_ONCE)) {
    const hashes: string[] = [];
    const list = numbers.map((each) => {
      const passkey = passkeyOf(each);
      const { x, y } = passkey.publicKey;
      // Half and half, in runs: villages have their bank.
      const bank = banks[Math.floor(each / 100) % banks.length] ?? 0n;
      const values = [programme, id(`household ${each} of the bench`), VILLAGE, CATEGORY, bank, x, y, DECISION];
      const fields = coder.encode(PROPOSAL, values);
      hashes.push(keccak256(fields));
      const household = assertion(passkey, domain, programme << 32n, type, fields, 0n);
      const [, commitment] = values;
      return {
        programme,
        commitment: String(commitment),
        area: VILLAGE,
        category: CATEGORY,
        bank,
        key: passkey.publicKey,
        evidence: DECISION,
        household,
      };
    });
    const fields = fieldsOf(ACTS.Proposals, { proposals: hashes });
    const agreed = assertion(key, domain, number, id(ACTS.Proposals), fields, nonce++);
    yield reliefReviews.interface.encodeFunctionData("propose", [list, agreed]);
  }
}

const passkeyOf = (number: number): Passkey => makePasskey(`household ${number} of the bench`);

export const householdOf = ({ programme }: ReliefDesk, number: number): Household => ({
  id: (programme << 32n) | BigInt(number),
  number,
  passkey: passkeyOf(number),
});

/** A step on households' way onto the register, as calls of ReliefReviews. */
export interface Step {
  readonly name: string;
  readonly who: OfficerKey;
  readonly afterNotice?: boolean;
  readonly calls: AsyncIterable<string> | Iterable<string>;
}

/** All that it takes for so many more households to be helped. */
export async function stepsFor(desk: ReliefDesk, count: number): Promise<Step[]> {
  const { reliefReviews, reliefHouseholds } = desk.stage.suite;
  const first = Number(await reliefHouseholds.householdCount(desk.programme)) + 1;
  const calls = function* (encode: (ids: bigint[]) => string): Generator<string> {
    for (const numbers of numbered(first, count, TAKEN_ON_AT_ONCE)) {
      yield encode(numbers.map((number) => (desk.programme << 32n) | BigInt(number)));
    }
  };
  const { interface: abi } = reliefReviews;
  return [
    { name: "propose", who: "longjing1", calls: proposals(desk, first, count) },
    { name: "review", who: "longjing2", calls: calls((ids) => abi.encodeFunctionData("review", [ids, DECISION])) },
    { name: "publish", who: "songxi1", calls: calls((ids) => abi.encodeFunctionData("publish", [ids])) },
    {
      name: "endorse",
      who: "songxi2",
      afterNotice: true,
      calls: calls((ids) => abi.encodeFunctionData("endorse", [ids, DECISION])),
    },
    { name: "register", who: "wudang1", calls: calls((ids) => abi.encodeFunctionData("register", [ids, DECISION])) },
  ];
}

/** Takes so many more households onto the register; the gas of it all. */
export async function registered(
  desk: ReliefDesk,
  count: number,
  say: (line: string) => void = () => undefined,
): Promise<bigint> {
  const to = await desk.stage.suite.reliefReviews.getAddress();
  let all = 0n;
  for (const { name, who, afterNotice, calls } of await stepsFor(desk, count)) {
    if (afterNotice === true) await daysPass(desk.stage, 8);
    const start = performance.now();
    const gas = await sentInBlocks(desk.stage, officerNamed(who).address, to, calls);
    all += gas;
    say(`${name}: ${((performance.now() - start) / 1_000).toFixed(1)} s, ${gas / BigInt(count)} gas a household`);
  }
  return all;
}

/** The gas of a transaction. */
export const gasOf = async (sent: Promise<ContractTransactionResponse>): Promise<bigint> =>
  (await (await sent).wait())?.gasUsed ?? 0n;
