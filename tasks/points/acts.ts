/** What users of points sign (EIP-712): the acts by their names, with their fields as the contracts' type hashes have them. */
import type { TypedDataField, Wallet } from "ethers";
import type { Suite } from "../../deploy/suite.ts";

const fields = (list: string): TypedDataField[] =>
  list.split(",").map((field) => {
    const [type = "", name = ""] = field.split(" ");
    return { name, type };
  });

export const ACTS = {
  Exchange: fields("uint32 programme,address account,uint64 points,uint64 atLeast,uint256 nonce,uint256 deadline"),
  PointsTransfer: fields("uint32 programme,address account,address to,uint64 points,uint256 nonce,uint256 deadline"),
  Redemption: fields(
    "address account,uint32 programme,uint32 merchant,uint64 points,bytes32 order,uint256 nonce,uint256 deadline",
  ),
};

export type ActName = keyof typeof ACTS;

/** Contracts that users sign for: each says its own domain. */
export type Signable = Suite["pointsExchange"] | Suite["pointsRedemption"];

/** Has a user sign one of the acts for a contract, whatever the message says. */
export async function signedFor(
  contract: Signable,
  signer: Pick<Wallet, "signTypedData">,
  act: ActName,
  message: Record<string, unknown>,
): Promise<string> {
  const { name, version, chainId, verifyingContract } = await contract.eip712Domain();
  return signer.signTypedData({ name, version, chainId, verifyingContract }, { [act]: ACTS[act] }, message);
}
