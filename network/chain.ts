/**
 * The one set of chain parameters: the embedded development chain, the tests and the genesis of the Besu network read it.
 */
export const chain = {
  /** Network and chain id. */
  id: 31_500,
  /** Execution fork, from the first block on. */
  hardfork: "osaka",
  /** 0x3938700; large, so that a block is never more than half full and the base fee stays at zero. */
  blockGasLimit: 60_000_000n,
  /** Osaka's cap on one transaction (EIP-7825). */
  transactionGasCap: 16_777_216n,
  /** Gas is free: senders hold no native coin. */
  baseFeePerGas: 0n,
  /** QBFT: seconds from a block to the next while there are transactions, and while there are none. */
  blockPeriodSeconds: 2,
  emptyBlockPeriodSeconds: 30,
  /** QBFT: how long the first round of a block waits for its proposer; each further round waits twice as long. */
  requestTimeoutSeconds: 4,
  /** QBFT: blocks after which votes on validators that have not carried lapse. */
  epochLength: 30_000,
  /** Accounts of the development mnemonic that may send: those of personas and officers are among them (deploy/data/personas.ts). */
  developmentAccounts: 61,
  /** When the development chain and the tests begin: a Monday, the first business day of 2026. Never the host's time. */
  initialDate: "2026-01-05T09:00:00+08:00",
} as const;

/** `chain.initialDate` in seconds since 1970. */
export const initialTimestamp = BigInt(Date.parse(chain.initialDate)) / 1000n;
