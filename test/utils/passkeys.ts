/** What persons sign, for tests. */
import { TypedDataEncoder } from "ethers";
import { type Assertion, type Ceremony, type Passkey, typesOf, type Values } from "../../tasks/shared/authenticator.ts";
import type { ReliefKeys } from "../../types/index.js";

export {
  type Assertion,
  type Ceremony,
  fieldsOf,
  makePasskey,
  N,
  type Passkey,
  type Values,
} from "../../tasks/shared/authenticator.ts";

export interface Signing extends Ceremony {
  /** Last second; in a thousand years by default. */
  deadline?: bigint;
  /** Which of the person's keys, 0 by default. */
  key?: number;
  /** By default the person's next. */
  nonce?: bigint;
  /** By default the chain that the contract is on. */
  chainId?: bigint;
}

/** Whoever checks what passkeys sign. */
type Keys = Pick<ReliefKeys, "eip712Domain" | "nonceOf">;

const FAR = 2n ** 35n;

/** What a person signs for an act. */
export async function digestOf(
  keys: Keys,
  person: bigint,
  act: string,
  values: Values,
  { nonce, deadline = FAR, chainId }: Signing = {},
): Promise<string> {
  const domain = await keys.eip712Domain();
  const { name, version, verifyingContract } = domain;
  return TypedDataEncoder.hash({ name, version, chainId: chainId ?? domain.chainId, verifyingContract }, typesOf(act), {
    person,
    nonce: nonce ?? (await keys.nonceOf(person)),
    deadline,
    ...values,
  });
}

/**
 * Has a person sign an act with a passkey.
 * @param person an officer's number or a household's id
 * @param act its EIP-712 type, as the contract's documentation has it
 * @param values of the fields between person and nonce, by name
 */
export async function sign(
  keys: Keys,
  passkey: Passkey,
  person: bigint,
  act: string,
  values: Values,
  signing: Signing = {},
): Promise<Assertion> {
  const { key = 0, deadline = FAR } = signing;
  return { key, deadline, auth: passkey.assert(await digestOf(keys, person, act, values, signing), signing) };
}
