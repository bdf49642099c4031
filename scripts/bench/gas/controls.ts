/** OpenZeppelin's tokens as they are, between holders that hold already. */
import type { ControlERC1155, ControlERC20, ControlERC721 } from "../../../types/index.js";
import type { Stage } from "../../sandbox/story/stage.ts";
import type { Table } from "./table.ts";

export const ERC20 = "ERC-20 transfer";
export const ERC721 = "ERC-721 transferFrom";
export const ERC1155 = "ERC-1155 transfer";
export const ERC1155_MINT = "ERC-1155 mint, to a new holder";
export const ERC721_MINT = "ERC-721 mint, to a holder";

export interface Controls {
  readonly erc20: ControlERC20;
  readonly erc721: ControlERC721;
  readonly erc1155: ControlERC1155;
  readonly from: string;
  readonly to: string;
  readonly stage: Stage;
}

export async function deployControls(stage: Stage): Promise<Controls> {
  const { ethers } = stage.connection;
  const [from, to] = [stage.wallet("nanming"), stage.wallet("huaxi")];
  const controls = {
    erc20: await ethers.deployContract("ControlERC20"),
    erc721: await ethers.deployContract("ControlERC721"),
    erc1155: await ethers.deployContract("ControlERC1155"),
  };
  for (const [index, holder] of [from, to].entries()) {
    await controls.erc20.mint(holder, 1_000n);
    await controls.erc721.mint(holder, BigInt(index * 2));
    await controls.erc721.mint(holder, BigInt(index * 2 + 1));
    await controls.erc1155.mint(holder, 1n, 1_000n);
  }
  return { ...controls, from, to, stage };
}

export async function measureControls(table: Table, controls: Controls): Promise<void> {
  const { erc20, erc721, erc1155, from, to, stage } = controls;
  const nobodyYet = stage.wallet("auditor");
  await table.add(ERC20, stage.as("nanming", erc20).transfer(to, 1n));
  await table.add("ERC-20 transfer, to a new holder", stage.as("nanming", erc20).transfer(nobodyYet, 1n));
  await table.add(ERC721, stage.as("nanming", erc721).transferFrom(from, to, 0n));
  await table.add(ERC721_MINT, stage.as("nanming", erc721).mint(to, 4n));
  await table.add(ERC1155, stage.as("nanming", erc1155).safeTransferFrom(from, to, 1n, 1n, "0x"));
  await table.add(ERC1155_MINT, stage.as("nanming", erc1155).mint(nobodyYet, 1n, 1n));
}
