/** Acts of the relief module: households taken onto the register, paid in pages of 200, and what they sign. */
import type { ContractTransactionResponse } from "ethers";
import { AbiCoder, encodeBytes32String, id, keccak256 } from "ethers";
import hre from "hardhat";
import { readParameters } from "../../../deploy/parameters.ts";
import { deploySuite } from "../../../deploy/suite.ts";
import { ACTS } from "../../../tasks/relief/signing.ts";
import { leaf, merkle } from "../../../tasks/shared/merkle.ts";
import { Stage } from "../../sandbox/story/stage.ts";
import {
  benefitDefined,
  daysPass,
  EACH,
  type Household,
  householdOf,
  officerOn,
  projectFunded,
  PROPOSED_AT_ONCE,
  registered,
  reliefDesk,
  type ReliefDesk,
  roundApproved,
  signed,
  stepsFor,
} from "../relief/desk.ts";
import { ERC20 } from "./controls.ts";
import type { Table } from "./table.ts";

/** Households of one page. */
const PAGE = 200;
const FUNDED = 10_000_000_00n;
const RECEIPT = id("the bank's receipt");
const GROUNDS = id("what the household says");
const GOODS = id("what was bought");
const VOUCHER = 2n;
const FARM_SUPPLIES = encodeBytes32String("FARM_SUPPLIES");
/** What the specification allows. */
const MOST = { assertion: 100_000, withoutPrecompile: 350_000, uniform: 14_000 * PAGE, listed: 36_000 * PAGE };

/** Households of the first bank: each bank has runs of a hundred. */
const pageOf = (count: number): number[] =>
  Array.from({ length: 2 * count }, (_, index) => index + 1).filter((number) => Math.floor(number / 100) % 2 === 0);

/** What a household signs of a payout's line. */
async function lineSigned(
  { stage }: ReliefDesk,
  household: Household,
  payout: bigint,
  line: number,
  act: "Confirm" | "Dispute",
) {
  const { amount } = await stage.suite.reliefPayouts.lineInfo(payout, line);
  const values = { payout, line, amount, evidence: GROUNDS };
  return signed(stage, household.passkey, household.id, ACTS[act], values);
}

async function confirmed(desk: ReliefDesk, payout: bigint, line: number, number: number) {
  const household = householdOf(desk, number);
  const assertion = await lineSigned(desk, household, payout, line, "Confirm");
  return desk.stage.suite.reliefPayouts.confirm(payout, line, household.id, assertion);
}

/** One call of each step, for as many households as one proposal takes. */
async function measureRegister(table: Table, desk: ReliefDesk): Promise<void> {
  const { reliefReviews } = desk.stage.suite;
  for (const { name, who, afterNotice, calls } of await stepsFor(desk, PROPOSED_AT_ONCE)) {
    if (afterNotice === true) await daysPass(desk.stage, 8);
    const officer = officerOn(desk.stage, who, reliefReviews).runner;
    for await (const data of calls) {
      const sent = officer?.sendTransaction?.({ to: reliefReviews, data }) as Promise<ContractTransactionResponse>;
      await table.add(`relief: ${name}, ${PROPOSED_AT_ONCE} households`, sent);
    }
  }
}

async function measureRounds(table: Table, desk: ReliefDesk): Promise<bigint> {
  const { stage, banks } = desk;
  const { reliefBenefits, reliefPayouts } = stage.suite;
  const [bank = 0n] = banks;
  const control = Array.from({ length: PAGE }, () => ERC20);
  const numbers = pageOf(PAGE).slice(0, PAGE);
  const releasing = officerOn(stage, "wudang3", reliefBenefits);

  const uniform = await roundApproved(desk, await benefitDefined(desk, EACH), EACH * BigInt(PAGE));
  const page = releasing.releasePage(uniform, bank, numbers, [], 0, []);
  await table.add("relief: page of 200 households, of one amount", page, { control, most: MOST.uniform });
  const payout = await reliefPayouts.payoutCount();
  const answer = stage.as("guanshan", reliefPayouts).answer(payout, PAGE, RECEIPT, []);
  await table.add("relief: the bank answers for 200 lines, and is paid", answer);

  const amounts = numbers.map((number) => EACH + BigInt(number));
  const digest = keccak256(AbiCoder.defaultAbiCoder().encode(["uint32[]", "uint64[]"], [numbers, amounts]));
  // A list of a county: five hundred pages.
  const others = Array.from({ length: 499 }, (_, index) => id(`page ${index}`));
  const { root, proofs } = merkle([leaf(["bytes32"], [digest]), ...others]);
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  const listed = await roundApproved(desk, await benefitDefined(desk, 0n), total, root);
  const list = releasing.releasePage(listed, bank, numbers, amounts, 0, proofs[0] ?? []);
  await table.add("relief: page of 200 households, of a list", list, { control, most: MOST.listed });
  await daysPass(stage, 11);
  const overdue = reliefPayouts.returnOverdue(await reliefPayouts.payoutCount(), PAGE);
  await table.add("relief: 200 lines of a silent bank go back", overdue);
  return payout;
}

async function measureWords(table: Table, desk: ReliefDesk, payout: bigint): Promise<void> {
  const { reliefPayouts } = desk.stage.suite;
  const [first = 0, second = 0] = pageOf(PAGE);
  const most = MOST.assertion;
  await table.add("relief: a household confirms, by passkey", confirmed(desk, payout, 0, first), {
    control: [ERC20],
    most,
  });
  const household = householdOf(desk, second);
  const assertion = await lineSigned(desk, household, payout, 1, "Dispute");
  const dispute = reliefPayouts.dispute(payout, 1, household.id, GROUNDS, assertion);
  await table.add("relief: a household disputes, by passkey", dispute, { control: [ERC20], most });
}

async function measureVouchers(table: Table, desk: ReliefDesk): Promise<void> {
  const { stage, programme } = desk;
  const { reliefBenefits, reliefPurchases } = stage.suite;
  const project = await projectFunded(stage, programme, FUNDED, FARM_SUPPLIES);
  const benefit = await benefitDefined(desk, EACH, VOUCHER, FARM_SUPPLIES);
  const round = await roundApproved(desk, benefit, EACH * 10n, undefined, project);
  await stage.done(officerOn(stage, "wudang3", reliefBenefits).openVouchers(round));
  const household = householdOf(desk, 1);
  const [merchant, amount] = [await stage.participant("bianmin"), EACH / 2n];
  const values = { round, merchant, amount, goods: GOODS };
  const assertion = await signed(stage, household.passkey, household.id, ACTS.UseVoucher, values);
  const use = stage.as("bianmin", reliefPurchases).useVoucher(round, household.id, amount, GOODS, assertion);
  await table.add("relief: a voucher is used, by passkey, with its money", use, { control: [ERC20] });
}

/** The same confirmation on a chain whose rules have no precompile for P-256. */
async function measureWithoutPrecompile(table: Table): Promise<void> {
  const connection = await hre.network.create({ network: "default", override: { hardfork: "cancun" } });
  const suite = await deploySuite(connection, readParameters("deploy/parameters/development.json5"));
  const stage = new Stage(connection, suite);
  const desk = await reliefDesk(stage, FUNDED);
  await registered(desk, 1);
  const round = await roundApproved(desk, await benefitDefined(desk, EACH), EACH);
  const bank = await stage.participant("guanshan");
  await stage.done(officerOn(stage, "wudang3", suite.reliefBenefits).releasePage(round, bank, [1], [], 0, []));
  await stage.done(stage.as("guanshan", suite.reliefPayouts).answer(1, 1, RECEIPT, []));
  const against = { control: [ERC20], most: MOST.withoutPrecompile, varies: true as const };
  await table.add(
    "relief: a household confirms, without the precompile",
    confirmed(desk, 1n, 0, 1),
    against,
    connection,
  );
}

export async function measureRelief(table: Table, stage: Stage): Promise<void> {
  const desk = await reliefDesk(stage, FUNDED);
  await registered(desk, 2 * PAGE);
  await measureRegister(table, desk);
  const payout = await measureRounds(table, desk);
  await measureWords(table, desk, payout);
  await measureVouchers(table, desk);
  await measureWithoutPrecompile(table);
}
