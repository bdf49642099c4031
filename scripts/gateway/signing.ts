/** What a licensee's account signs of each request, as EIP-712 typed data: the same for who asks and who answers. */
import type { IncomingHttpHeaders } from "node:http";
import { Contract, type Provider, recoverAddress, type Signer, TypedDataEncoder } from "ethers";
import { isNetworkError } from "../../tasks/shared/networkErrors.ts";
import { unsigned } from "./failure.ts";

export interface Request {
  method: string;
  /** With the query, as it is sent. */
  path: string;
  /** Second after which it is not answered. */
  expiry: number;
  /** 32 bytes that the account has not used before. */
  nonce: string;
}

export interface SignedRequest extends Request {
  account: string;
  signature: string;
}

/** The suite that a request is about. */
export interface Place {
  chainId: bigint;
  /** Address of DataLicences. */
  licences: string;
}

const TYPES = {
  Request: [
    { name: "method", type: "string" },
    { name: "path", type: "string" },
    { name: "expiry", type: "uint64" },
    { name: "nonce", type: "bytes32" },
  ],
};
const ERC1271_MAGIC = "0x1626ba7e";
const ERC1271 = ["function isValidSignature(bytes32, bytes) view returns (bytes4)"];

const domainOf = ({ chainId, licences }: Place) => ({
  name: "RopeNet Data Gateway",
  version: "1",
  chainId,
  verifyingContract: licences,
});

const valueOf = ({ method, path, expiry, nonce }: Request) => ({ method, path, expiry, nonce });

/** What is signed: it stands for the request. */
export const digestOf = (place: Place, request: Request): string =>
  TypedDataEncoder.hash(domainOf(place), TYPES, valueOf(request));

export const sign = (signer: Signer, place: Place, request: Request): Promise<string> =>
  signer.signTypedData(domainOf(place), TYPES, valueOf(request));

/** The headers that carry a signature. */
export const headersOf = ({ account, expiry, nonce, signature }: SignedRequest): Record<string, string> => ({
  "ropenet-account": account,
  "ropenet-expiry": String(expiry),
  "ropenet-nonce": nonce,
  "ropenet-signature": signature,
});

const FORMS = {
  account: /^0x[0-9a-f]{40}$/i,
  expiry: /^\d{1,12}$/,
  nonce: /^0x[0-9a-f]{64}$/i,
  signature: /^0x(?:[0-9a-f]{2}){1,4096}$/i,
} as const;

/** The signed request that headers say this is. */
export function signedRequest(method: string, path: string, headers: IncomingHttpHeaders): SignedRequest {
  const read = (name: keyof typeof FORMS): string => {
    const value = headers[`ropenet-${name}`];
    if (typeof value === "string" && FORMS[name].test(value)) return value;
    throw unsigned(
      "Unsigned",
      `The request is not signed: the header ropenet-${name} is missing or malformed.`,
      "Sign Request(method, path, expiry, nonce) with an account of the licensee, and send the four headers.",
    );
  };
  return {
    method,
    path,
    account: read("account"),
    expiry: Number(read("expiry")),
    nonce: read("nonce").toLowerCase(),
    signature: read("signature"),
  };
}

function recovered(digest: string, signature: string): string | undefined {
  try {
    return recoverAddress(digest, signature);
  } catch {
    return undefined;
  }
}

/** Whether the account has signed: by its key, or, a contract, by what it says itself at that block (ERC-1271). */
export async function isSigned(
  provider: Provider,
  digest: string,
  { account, signature }: SignedRequest,
  block: number,
): Promise<boolean> {
  if (recovered(digest, signature)?.toLowerCase() === account.toLowerCase()) return true;
  if ((await provider.getCode(account, block)) === "0x") return false;
  try {
    const contract = new Contract(account, ERC1271, provider);
    return (await contract.getFunction("isValidSignature")(digest, signature, { blockTag: block })) === ERC1271_MAGIC;
  } catch (error) {
    if (isNetworkError(error)) throw error;
    return false;
  }
}
