/** What a request (请求) asks for beyond its act and its units, as the modules pack it into `terms`. */
import type { Hex } from "../hex.js";

/** 质押: what the pledge is to secure. */
export interface PledgeTerms {
  /** Fen. */
  secured: bigint;
  /** Day on which the debt is due. */
  dueDay: number;
}

/** 保证: for whom the guarantee is to stand. */
export interface GuaranteeTerms {
  principal: number;
  /** As what the principal is liable: a `Capacity`. */
  capacity: number;
  /** An endorser's place in the chain; 0 for drawer and acceptor. */
  place: number;
}

/** The terms of a request whose act is `BillAct.Pledge` or `ReceivableAct.Pledge`. */
export function pledgeTerms(terms: string): PledgeTerms {
  const packed = unpacked(terms);
  return { secured: bits(packed, 0n, 64n), dueDay: Number(bits(packed, 64n, 32n)) };
}

/** The terms of a request whose act is `BillAct.Guarantee`. */
export function guaranteeTerms(terms: string): GuaranteeTerms {
  const packed = unpacked(terms);
  return {
    principal: Number(bits(packed, 0n, 32n)),
    capacity: Number(bits(packed, 32n, 8n)),
    place: Number(bits(packed, 40n, 16n)),
  };
}

/** Whether a request whose act is `BillAct.Endorsement` carries the endorser's mark "not transferable" (不得转让). */
export const isMarked = (terms: string): boolean => unpacked(terms) === 1n;

/** The discount of a request whose act is `ReceivableAct.EarlyPayment` (提前付款): yearly, in 1/1,000,000. */
export const earlyPaymentRate = (terms: string): number => Number(bits(unpacked(terms), 0n, 32n));

/** The fee of a request whose act is `ReceivableAct.Confirmation` (保兑), in fen. */
export const confirmationFee = (terms: string): bigint => bits(unpacked(terms), 0n, 64n);

/** What a factoring (保理) is agreed on, beyond its price. */
export interface FactoringTerms {
  /** The factor may claim of the seller what the obligor does not pay (有追索权). */
  recourse: boolean;
  /** The obligor knows, and pays the factor (公开). */
  disclosed: boolean;
}

const RECOURSE = 1n;
const DISCLOSED = 2n;

/** The terms of an ask for notes, as `QuoteMarket.ask` takes them. */
export function factoringTerms({ recourse, disclosed }: FactoringTerms): Hex {
  const packed = (recourse ? RECOURSE : 0n) | (disclosed ? DISCLOSED : 0n);
  return `0x${packed.toString(16).padStart(64, "0")}`;
}

/** What the terms of an ask for notes mean. */
export function factoringTermsIn(terms: string): FactoringTerms {
  const packed = unpacked(terms);
  return { recourse: (packed & RECOURSE) !== 0n, disclosed: (packed & DISCLOSED) !== 0n };
}

const bits = (packed: bigint, from: bigint, size: bigint): bigint => (packed >> from) & ((1n << size) - 1n);

function unpacked(terms: string): bigint {
  if (/^0x[0-9a-fA-F]{64}$/.test(terms)) return BigInt(terms);
  throw new RangeError(`${terms} are no terms of a request: they have 32 bytes.`);
}
