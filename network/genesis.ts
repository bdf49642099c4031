/** The first block of a QBFT chain, made without Besu. */
import { decodeRlp, encodeRlp, toQuantity, ZeroAddress, ZeroHash } from "ethers";
import { chain } from "./chain.ts";

/** Besu's mark of a Byzantine fault tolerant chain. */
const MIX_HASH = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

/** Least validators of a network: with fewer, the first that fails stops it. */
export const LEAST_VALIDATORS = 4;

/** How many validators must agree on a block. */
export const quorum = (validators: number): number => Math.ceil((2 * validators) / 3);

/** How many may be down. */
export const tolerated = (validators: number): number => validators - quorum(validators);

const byAddress = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : 1);

/** What QBFT keeps in a header: vanity, validators in ascending order, no vote, round 0, no seals. */
export function extraData(validators: readonly string[]): string {
  return encodeRlp([ZeroHash, [...validators].sort(byAddress), [], "0x", []]);
}

export interface Seal {
  readonly validators: readonly string[];
  /** Above 0 when the first proposer, or those after it, did not bring the block about. */
  readonly round: number;
}

/** Reads the extra data of any block. */
export function readExtraData(data: string): Seal {
  const [, validators, , round] = decodeRlp(data) as [string, string[], unknown, string, unknown];
  return { validators, round: round === "0x" ? 0 : Number(BigInt(round)) };
}

export function genesis(validators: readonly string[]) {
  return {
    config: {
      chainId: chain.id,
      homesteadBlock: 0,
      eip150Block: 0,
      eip158Block: 0,
      byzantiumBlock: 0,
      constantinopleBlock: 0,
      petersburgBlock: 0,
      istanbulBlock: 0,
      berlinBlock: 0,
      londonBlock: 0,
      shanghaiTime: 0,
      cancunTime: 0,
      pragueTime: 0,
      [`${chain.hardfork}Time`]: 0,
      zeroBaseFee: chain.baseFeePerGas === 0n,
      qbft: {
        blockperiodseconds: chain.blockPeriodSeconds,
        emptyblockperiodseconds: chain.emptyBlockPeriodSeconds,
        requesttimeoutseconds: chain.requestTimeoutSeconds,
        epochlength: chain.epochLength,
      },
    },
    nonce: "0x0",
    timestamp: "0x0",
    gasLimit: toQuantity(chain.blockGasLimit),
    difficulty: "0x1",
    baseFeePerGas: toQuantity(chain.baseFeePerGas),
    mixHash: MIX_HASH,
    coinbase: ZeroAddress,
    extraData: extraData(validators),
    alloc: {},
  };
}
