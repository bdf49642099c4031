/** Acts of the points module: grants, exchanges, redemptions that users sign, and a cycle of fifty members. */
import type { ContractTransactionResponse } from "ethers";
import { id, MaxUint256, Wallet, zeroPadValue } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { plusDays, timeOn } from "../../sandbox/format.ts";
import {
  agree,
  COMMON,
  exchange,
  grant,
  openCovered,
  provide,
  purchase,
  redeem,
  signedExchange,
  signedPass,
  user,
} from "../../sandbox/story/pointsDesk.ts";
import type { Stage } from "../../sandbox/story/stage.ts";
import { ERC1155, ERC1155_MINT } from "./controls.ts";
import { admitAllies, membersWithDebts } from "./points-cycle.ts";
import type { Table } from "./table.ts";

const BATCH = 500;
/** What the specification allows: times OpenZeppelin's ERC-1155, and gas. */
const TIMES = { grant: 1.8, exchange: 3 };
const MOST = { redemption: 150_000, cycle: 2_500_000, fresh: 32_000 * BATCH, known: 14_000 * BATCH };
const MEMBERS = 50;
const ALLIES: readonly PersonaKey[] = ["baihuo", "qianyi", "zhixing"];
const [STORE, MILES] = ["Store points", "Miles"];
const RESERVE = 100_000_00n;
const POINTS = 100_000n;
const SPENT = 1_000n;

const shopper = user("a shopper on the bench");
const friend = user("a friend on the bench");

async function allied(stage: Stage): Promise<void> {
  await admitAllies(stage, await Promise.all(ALLIES.map((ally) => stage.participant(ally))));
  const terms = { months: 6n, value: 1_000n, ratio: 6_000n, rate: 900n, reserve: RESERVE };
  await openCovered(stage, "baihuo", STORE, terms);
  await openCovered(stage, "qianyi", MILES, terms);
  await provide(stage, "zhixing", POINTS);
  await agree(stage, "baihuo", STORE, "zhixing", 900n);
}

const linesFrom = (first: number, sequence: bigint) =>
  Array.from({ length: BATCH }, (_, index) => ({
    account: zeroPadValue(id(`holder ${String(first + index)}`).slice(0, 42), 20),
    points: SPENT,
    sequence: sequence + BigInt(index),
  }));

async function measureGrants(table: Table, stage: Stage): Promise<void> {
  const { pointsIssuance } = stage.suite;
  const mine = stage.as("baihuo", pointsIssuance);
  const programme = stage.recall(STORE);
  // Its issuer has granted before, and some holder has some.
  await grant(stage, "baihuo", STORE, friend, POINTS, 1n);
  const single = mine.grant(programme, shopper.address, POINTS, 2n);
  await table.add("points: grant, to a new holder", single, { control: [ERC1155_MINT], limit: TIMES.grant });
  await table.add("points: grant, to a holder", mine.grant(programme, shopper.address, POINTS, 3n));
  const fresh = mine.grantMany(programme, linesFrom(0, 256n));
  await table.add("points: 500 grants, to new holders", fresh, { control: [ERC1155_MINT], most: MOST.fresh });
  const known = mine.grantMany(programme, linesFrom(0, 1_024n));
  await table.add("points: 500 grants, to holders", known, { control: [ERC1155], most: MOST.known });
}

async function measureExchange(table: Table, stage: Stage): Promise<void> {
  const { pointsExchange, pointsLedger } = stage.suite;
  const programme = stage.recall(STORE);
  // There are common points, and fees that nobody has claimed.
  await exchange(stage, "baihuo", STORE, friend, SPENT);
  const itself = pointsExchange.connect(shopper.connect(stage.connection.ethers.provider));
  await table.add("points: exchange, the first of a user", itself.exchange(programme, SPENT, 0n));
  const against = { control: [ERC1155], limit: TIMES.exchange };
  await table.add("points: exchange", itself.exchange(programme, SPENT, 0n), against);
  const args = await signedExchange(stage, STORE, shopper, SPENT);
  await table.add("points: exchange, signed by the user", stage.as("baihuo", pointsExchange).exchangeFor(...args));
  const ledger = pointsLedger.connect(shopper.connect(stage.connection.ethers.provider));
  const { address } = friend;
  const passed = ledger.safeTransferFrom(shopper.address, address, programme, SPENT, "0x");
  await table.add("points: transfer", passed, { control: [ERC1155] });
  const pass = await signedPass(stage, shopper, friend, SPENT);
  await table.add("points: transfer, signed by the user", stage.as("zhixing", pointsExchange).transferFor(...pass));
}

/** Redemptions of points of a programme, or common ones, at a merchant that has redeemed some before. */
async function measureRedemption(table: Table, stage: Stage): Promise<void> {
  const { pointsRedemption } = stage.suite;
  const buy = (merchant: PersonaKey, programme: bigint, account: Wallet = shopper) =>
    purchase(stage, merchant, account, programme, SPENT / 10n, "goods");
  const rows: [act: string, merchant: PersonaKey, programme: bigint][] = [
    ["common points", "zhixing", COMMON],
    ["at their issuer", "baihuo", stage.recall(STORE)],
    ["at another member", "zhixing", stage.recall(STORE)],
  ];
  for (const [act, merchant, programme] of rows) {
    await redeem(stage, merchant, await buy(merchant, programme));
    const { redemption, signature } = await buy(merchant, programme);
    const sent = stage.as(merchant, pointsRedemption).redeem(redemption, signature, 0n);
    await table.add(`points: redemption, ${act}`, sent, { control: [ERC1155], most: MOST.redemption });
  }
  await measureContractAccount(table, stage);
  const bought = await buy("zhixing", stage.recall(STORE));
  await redeem(stage, "zhixing", bought);
  const refund = stage.as("zhixing", pointsRedemption).refund(bought.redemption, SPENT / 20n);
  await table.add("points: refund, while its cycle runs", refund);
}

async function measureContractAccount(table: Table, stage: Stage): Promise<void> {
  const { pointsIssuance, pointsRedemption } = stage.suite;
  const wallet = await stage.connection.ethers.deployContract("JointWallet", [[shopper.address, friend.address]]);
  const account = await wallet.getAddress();
  const granted = stage.as("baihuo", pointsIssuance).grant(stage.recall(STORE), account, POINTS, 4n);
  await stage.done(granted);
  const { redemption } = await purchase(stage, "baihuo", shopper, stage.recall(STORE), SPENT, "goods");
  const said = { ...redemption, account };
  const digest = await pointsRedemption.digestOf(said);
  const signatures = [shopper, friend].map((owner) => owner.signingKey.sign(digest).serialized);
  const sent = stage.as("baihuo", pointsRedemption).redeem(said, joined(signatures), 0n);
  await table.add("points: redemption, at their issuer, of an account that is a contract", sent);
}

const joined = (signatures: readonly string[]): string => `0x${signatures.map((each) => each.slice(2)).join("")}`;

/** To the morning after the running cycle's last day; the act that closes it. */
async function cycleClosed(stage: Stage): Promise<ContractTransactionResponse> {
  const { pointsClearing } = stage.suite;
  const { lastDay } = await pointsClearing.currentCycle();
  await stage.travel(timeOn(plusDays("1970-01-01", Number(lastDay) + 1), 9));
  return stage.as("zhixing", pointsClearing).closeCycle();
}

async function measureCycles(table: Table, stage: Stage): Promise<void> {
  await stage.done(cycleClosed(stage));
  const owe = await membersWithDebts(stage, MEMBERS);
  for (const [act, fen] of [
    ["", 1_000n],
    [", debtors short", 10_000_000n],
  ] as const) {
    await owe(fen);
    await table.add(`points: close of a cycle of 50 members${act}`, cycleClosed(stage), {
      control: [ERC1155],
      most: MOST.cycle,
    });
  }
  const { pointsClearing } = stage.suite;
  const { debtors } = await pointsClearing.lossesOf(3n);
  await provide(stage, "zhixing", MaxUint256 >> 220n);
  const pay = stage.as("zhixing", pointsClearing).payClaims(3n, debtors[0] ?? 0n, 1_000n);
  await table.add("points: claims on a debtor paid in part, 25 creditors", pay);
}

export async function measurePoints(table: Table, stage: Stage): Promise<void> {
  await allied(stage);
  await measureGrants(table, stage);
  await measureExchange(table, stage);
  await measureRedemption(table, stage);
  await measureCycles(table, stage);
}
