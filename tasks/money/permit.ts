import { Signature, type Signer, Wallet } from "ethers";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { amount as parseAmount, bytes, until } from "../shared/parse.ts";
import { account } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { holder, type Holder } from "./holders.ts";

const DAY = 86_400n;

const PERMIT = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

async function ownSigner({ chain, words }: Context, { wallet }: Holder): Promise<Signer | undefined> {
  const persona = words.personaAt(wallet);
  if (persona !== undefined) return new Wallet(persona.privateKey);
  return (await chain.connection.ethers.getSigners()).find(({ address }) => address === wallet);
}

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { money } = suite;
  const owner = await holder(context, args.required("owner", "the participant that allows it"), "--owner");
  const spender = await account(
    context,
    args.required("spender", "a contract or participant that may take it"),
    "--spender",
  );
  const value = args.parsed("amount", "an amount in yuan, as in 1,234.56", parseAmount);
  const deadline = args.optional("until", until) ?? (await context.now()) + DAY;
  const [nonce, name, before, { name: domainName, version, chainId, verifyingContract }] = await Promise.all([
    money.nonces(owner.wallet),
    words.account(spender),
    money.allowance(owner.wallet, spender),
    money.eip712Domain(),
  ]);
  const domain = { name: domainName, version, chainId, verifyingContract };
  const message = { owner: owner.wallet, spender, value, nonce, deadline };
  const given = args.optional("signature", bytes);
  const signed = given ?? (await (await ownSigner(context, owner))?.signTypedData(domain, PERMIT, message));
  if (signed === undefined) {
    throw new WrongUsage(
      `${owner.name} has not signed, and Hardhat does not have its key.`,
      `Let it sign ${JSON.stringify({ domain, types: PERMIT, message }, (_, each: unknown) => (typeof each === "bigint" ? each.toString() : each))} and give --signature.`,
    );
  }
  const { v, r, s } = Signature.from(signed);
  return {
    contract: money,
    method: "permit",
    args: [owner.wallet, spender, value, deadline, v, r, s],
    sentence: `${actor.name} enters what ${owner.name} signed: ${name} may take up to ${yuan(value)}.`,
    changes: [{ what: `${name} may take`, from: yuan(before), to: yuan(value) }],
    data: () => ({ owner: owner.id, spender, amount: value, deadline }),
  };
});
