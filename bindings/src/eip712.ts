import type { Hex } from "./hex.js";

export interface TypedField {
  readonly name: string;
  readonly type: string;
}

/** What makes a signature good on one chain, for one contract, alone. */
export interface Domain {
  name: string;
  version: string;
  chainId: number;
  verifyingContract: Hex;
}

export interface Place {
  readonly chainId: number | bigint;
  readonly verifyingContract: string;
}

/** Builds the domain of a contract that checks signatures. */
export function domainOf(name: string, version: string): (place: Place) => Domain {
  return ({ chainId, verifyingContract }) => ({
    name,
    version,
    chainId: Number(chainId),
    verifyingContract: verifyingContract as Hex,
  });
}

/** Whole numbers that fit into a JavaScript number are one, as viem has it. */
type Small = `uint${8 | 16 | 24 | 32 | 40 | 48}`;

type FieldValue<Type extends string> = Type extends `${infer Item}[]`
  ? readonly FieldValue<Item>[]
  : Type extends Small
    ? number
    : Type extends `uint${string}` | `int${string}`
      ? bigint
      : Type extends "string"
        ? string
        : Type extends "bool"
          ? boolean
          : Hex;

type Message<Fields extends readonly TypedField[]> = {
  [Field in Fields[number] as Field["name"]]: FieldValue<Field["type"]>;
};

type Writable<Fields extends readonly TypedField[]> = { -readonly [Index in keyof Fields]: Fields[Index] };

/** An act that somebody signs and anybody may send. */
export interface SignedAct<Name extends string, Fields extends readonly TypedField[]> {
  /** As EIP-712 writes it; the contract holds its Keccak-256 digest. */
  readonly encodedType: string;
  /**
   * What is signed. With viem: `account.signTypedData(typed)`; with ethers:
   * `signer.signTypedData(typed.domain, typed.types, typed.message)`.
   */
  typedData(
    place: Place,
    message: Message<Fields>,
  ): { domain: Domain; types: Record<Name, Writable<Fields>>; primaryType: Name; message: Message<Fields> };
}

/** Describes a signed act of one contract. */
export function signedAct<const Name extends string, const Fields extends readonly TypedField[]>(
  domain: (place: Place) => Domain,
  primaryType: Name,
  fields: Fields,
): SignedAct<Name, Fields> {
  return {
    encodedType: `${primaryType}(${fields.map(({ name, type }) => `${type} ${name}`).join(",")})`,
    typedData: (place, message) => ({
      domain: domain(place),
      types: { [primaryType]: fields.map((field) => ({ ...field })) } as unknown as Record<Name, Writable<Fields>>,
      primaryType,
      message,
    }),
  };
}
