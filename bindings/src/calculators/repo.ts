import { discount, interest } from "./interest.js";

/** What a repo's two legs cost, in fen. */
export interface RepoLegs {
  /** Paid by the buyer on the near day. */
  near: bigint;
  /** Paid back by the seller on the far day. */
  far: bigint;
}

/** Days since 1970-01-01 in UTC+8: that of acceptance, and the one on which the bills go back. */
export interface RepoDays {
  nearDay: number | bigint;
  farDay: number | bigint;
}

/** A bill of an outright repo. */
export interface RepoBill {
  /** In fen. */
  face: bigint;
  /** Maturity, rolled to a business day. */
  payableDay: number | bigint;
}

/** Pledged repo (质押式回购): what is lent at a yearly rate in 1/1,000,000 goes back with interest over a year of 365 days. */
export function pledgedRepo(cash: bigint, rate: number | bigint, { nearDay, farDay }: RepoDays): RepoLegs {
  return { near: cash, far: cash + interest(cash, rate, { from: nearDay, to: farDay }, 365) };
}

/** Outright repo (买断式回购): each leg discounts every bill by itself, at its own yearly rate in 1/1,000,000, over a year of 360 days. */
export function outrightRepo(
  bills: readonly RepoBill[],
  rates: { near: number | bigint; far: number | bigint },
  { nearDay, farDay }: RepoDays,
): RepoLegs {
  const legs = { near: 0n, far: 0n };
  for (const { face, payableDay } of bills) {
    legs.near += discount(face, rates.near, nearDay, payableDay).proceeds;
    legs.far += discount(face, rates.far, farDay, payableDay).proceeds;
  }
  return legs;
}
