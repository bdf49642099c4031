/** Money of points as the contracts answer, to be held against the index at any moment: claims of cycles that closed short, and both purses. */
import { expect } from "chai";
import { all, ref } from "./rows.ts";
import type { Index } from "./stack.ts";

const sum = (amounts: readonly (string | bigint)[]): bigint =>
  amounts.reduce<bigint>((total, each) => total + BigInt(each), 0n);

type Numbered = { number: number };
type Claim = Record<"amount" | "received" | "left", string> & { creditor: Numbered };
type Short = Record<"short" | "paid" | "left", string> & { cycle: Numbered; debtor: Numbered; claims: Claim[] };
type Member = Record<"shortfall" | "claimable", string> & { participant: Numbered };

/** What debtors left unpaid, what was paid of it since, by whomever and from wherever, and whose claims these are (S-5). */
export async function expectSameClaims({ suite, ask }: Index): Promise<Short[]> {
  const { pointsClearing } = suite;
  const shorts = await all<Short>(
    ask,
    "pointsShortfalls",
    "cycle { number } debtor { number } short paid left claims(orderBy: id) { creditor { number } amount received left }",
  );
  for (const { cycle, debtor, short, paid, left, claims } of shorts) {
    expect(paid).to.equal(String(await pointsClearing.paidOf(cycle.number, debtor.number)));
    const on = await pointsClearing.claimsOn(cycle.number, debtor.number);
    expect(claims).to.deep.equal(
      on.creditors.map((creditor, i) => ({
        creditor: ref(creditor),
        amount: String(on.claims[i]),
        received: String(on.received[i]),
        left: String((on.claims[i] ?? 0n) - (on.received[i] ?? 0n)),
      })),
    );
    expect(BigInt(paid) + BigInt(left)).to.equal(BigInt(short));
    expect(sum(claims.map(({ amount }) => amount))).to.equal(BigInt(short));
  }
  const members = await all<Member>(ask, "pointsMembers", "participant { number } shortfall claimable");
  for (const { participant, shortfall, claimable } of members) {
    expect(shortfall).to.equal(String(await pointsClearing.shortfallOf(participant.number)));
    const own = shorts.flatMap(({ claims }) => claims.filter(({ creditor }) => creditor.number === participant.number));
    expect(BigInt(claimable), `claims of ${participant.number}`).to.equal(sum(own.map(({ left }) => left)));
  }
  return shorts;
}

type Purse = Record<"id" | "reserves" | "fees" | "feesPaid" | "deposits" | "unassigned", string>;

/** What each contract keeps, by what it is for, is the money that it has (K-6). */
export async function expectSamePurses({ suite, ask }: Index): Promise<Purse[]> {
  const purses = await all<Purse>(ask, "pointsPurses", "id reserves fees feesPaid deposits unassigned");
  expect(purses).to.have.length(2);
  for (const { id, reserves, fees, deposits, unassigned } of purses) {
    expect(await suite.money.balanceOf(id)).to.equal(sum([reserves, fees, deposits, unassigned]));
  }
  return purses;
}
