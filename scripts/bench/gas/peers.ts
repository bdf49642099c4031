/** Contracts that others built for like things, as their packages ship them compiled, between holders that hold already. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Contract, type ContractTransactionResponse, type InterfaceAbi, toUtf8Bytes } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import type { Stage } from "../../sandbox/story/stage.ts";
import type { Table } from "./table.ts";

export const NOMINATE = "TradeTrust: nominate";
export const ERC3525_PART = "ERC-3525 transfer, part to an address";
export const TRANSFER = "TradeTrust: transfer to the nominee, in hand too";

const TRADE_TRUST = "@tradetrust-tt/token-registry/dist/artifacts";
const SOLV = "@solvprotocol/erc-3525/build";
const NO_REMARK = toUtf8Bytes("");
/** The contract itself numbers the parts, from 1. */
const FIRST_ID = 101n;

async function deploy({ connection: { ethers } }: Stage, artifact: string, args: unknown[] = []): Promise<Contract> {
  const path = fileURLToPath(new URL(`../../../node_modules/${artifact}`, import.meta.url));
  const { abi, bytecode } = JSON.parse(readFileSync(path, "utf8")) as { abi: InterfaceAbi; bytecode: string };
  const [deployer] = await ethers.getSigners();
  return (await (
    await new ethers.ContractFactory(abi, bytecode, deployer).deploy(...args)
  ).waitForDeployment()) as Contract;
}

/** A function of a contract that has no binding here. */
const act = (contract: Contract, name: string) =>
  contract.getFunction(name) as (...args: unknown[]) => Promise<ContractTransactionResponse>;

/** TradeTrust's title escrow: the owner names who is to be the next, who then has title and possession, as an endorsee has. */
async function measureTradeTrust(table: Table, stage: Stage): Promise<void> {
  const factory = await deploy(stage, `${TRADE_TRUST}/TitleEscrowFactory.sol/TitleEscrowFactory.json`);
  const token = await deploy(stage, `${TRADE_TRUST}/TradeTrustToken.sol/TradeTrustToken.json`, [
    "Bills",
    "BILL",
    await factory.getAddress(),
  ]);
  await stage.done(act(token, "mint")(stage.wallet("nanming"), stage.wallet("nanming"), 1n, NO_REMARK));
  const address = String(await token.getFunction("ownerOf")(1n));
  const abi = await deploy(stage, `${TRADE_TRUST}/TitleEscrow.sol/TitleEscrow.json`);
  const escrow = new stage.connection.ethers.Contract(address, abi.interface);
  const nominate = (who: PersonaKey, to: PersonaKey) =>
    act(stage.as(who, escrow), "nominate")(stage.wallet(to), NO_REMARK);
  const transfer = (who: PersonaKey, to: PersonaKey) =>
    act(stage.as(who, escrow), "transferOwners")(stage.wallet(to), stage.wallet(to), NO_REMARK);
  // Once before, so that what later transfers find written is written.
  await stage.done(nominate("nanming", "huaxi"));
  await stage.done(transfer("nanming", "huaxi"));
  await table.add(NOMINATE, nominate("huaxi", "nanming"));
  await table.add(TRANSFER, transfer("huaxi", "nanming"));
}

/** The reference implementation of ERC-3525: a whole token, and a part of its value, which becomes a token of its own. */
async function measureErc3525(table: Table, stage: Stage): Promise<void> {
  const token = await deploy(stage, `${SOLV}/ERC3525BaseMock.json`, ["Bills", "BILL", 2]);
  const [from, to] = [stage.wallet("nanming"), stage.wallet("huaxi")];
  for (const [id, holder] of [from, from, to, to].entries()) {
    await stage.done(act(token, "mint")(holder, FIRST_ID + BigInt(id), 1n, 1_000n));
  }
  const mine = stage.as("nanming", token);
  const whole = act(mine, "transferFrom(address,address,uint256)")(from, to, FIRST_ID);
  await table.add("ERC-3525 transfer, whole", whole);
  const part = act(mine, "transferFrom(uint256,address,uint256)")(FIRST_ID + 1n, to, 400n);
  await table.add(ERC3525_PART, part);
}

export async function measurePeers(table: Table, stage: Stage): Promise<void> {
  await measureTradeTrust(table, stage);
  await measureErc3525(table, stage);
}
