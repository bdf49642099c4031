/** Where a member of the points alliance stands when a clearing cycle closes, in fen. */
export interface MemberPosition {
  /** What it owes to others of the cycle, and what others owe to it. */
  owes: bigint;
  owed: bigint;
  /** What is free of its reserve to pay with. */
  reserve: bigint;
  /** Its guarantee deposit. */
  deposit: bigint;
}

/** What closing the cycle does for it. */
export interface MemberOutcome {
  fromReserve: bigint;
  fromDeposit: bigint;
  received: bigint;
  /** Of a net debtor, what it leaves unpaid; of a net creditor, what it loses and can claim. */
  short: bigint;
}

export interface CycleOutcome {
  /** One for each member, as the positions have them. */
  members: MemberOutcome[];
  /** Fen of all net debts. */
  due: bigint;
  /** Fen of them that are paid. */
  paid: bigint;
}

/**
 * Closes a clearing cycle: each net debtor pays from its reserve, then from its deposit, and what is paid in all is divided among net creditors
 * in proportion to their nets. The positions are in the order of the members' numbers, by which odd fen fall.
 */
export function closeCycle(positions: readonly MemberPosition[]): CycleOutcome {
  const negative = positions.findIndex((each) => Object.values(each).some((fen: bigint) => fen < 0n));
  if (negative >= 0) throw new RangeError(`Position ${negative} has less than 0 fen. Give amounts from 0 on.`);
  const [owes, owed] = [sum(positions.map((each) => each.owes)), sum(positions.map((each) => each.owed))];
  if (owes !== owed) {
    throw new RangeError(`Members owe ${owes} fen and are owed ${owed}. Give every member that has a position.`);
  }
  const members = positions.map(({ owes, owed, reserve, deposit }) => {
    const debt = lessOr0(owes, owed);
    const fromReserve = min(debt, reserve);
    const fromDeposit = min(debt - fromReserve, deposit);
    return { fromReserve, fromDeposit, received: 0n, short: debt - fromReserve - fromDeposit };
  });
  const due = sum(positions.map(({ owes, owed }) => lessOr0(owes, owed)));
  const paid = due - sum(members.map(({ short }) => short));
  const credits = positions.map(({ owes, owed }) => lessOr0(owed, owes));
  for (const [i, received] of portions(credits, paid).entries()) {
    const credit = credits[i] ?? 0n;
    if (credit !== 0n) members[i] = { fromReserve: 0n, fromDeposit: 0n, received, short: credit - received };
  }
  return { members, due, paid };
}

/**
 * What creditors can claim of each debtor that left something unpaid of a cycle: for each debtor the claims of all creditors, in fen. Both are
 * in the order of their numbers, and sum to the same.
 */
export function claimsOnDebtors(losses: readonly bigint[], shorts: readonly bigint[]): bigint[][] {
  if ([...losses, ...shorts].some((fen) => fen < 0n)) throw new RangeError("Give losses and shortfalls from 0 fen on.");
  const [lost, unpaid] = [sum(losses), sum(shorts)];
  if (lost !== unpaid) throw new RangeError(`Creditors lost ${lost} fen, and debtors left ${unpaid} unpaid.`);
  let left = [...losses];
  return shorts.map((short) => {
    const claims = portions(left, short);
    left = left.map((fen, i) => fen - (claims[i] ?? 0n));
    return claims;
  });
}

/** What a creditor has received of its claim, once a debtor has paid so much of all that it left unpaid, in fen. */
export function receivedOfClaim(claim: bigint, paid: bigint, short: bigint): bigint {
  if (short <= 0n || claim < 0n || claim > short) {
    throw new RangeError(`${claim} fen are no claim of ${short} fen that were left unpaid.`);
  }
  if (paid < 0n || paid > short) throw new RangeError(`${paid} fen cannot be paid of ${short} fen.`);
  return (claim * paid) / short;
}

/** An amount, at most the sum of the sizes, in proportion to them: less than a fen off for each, adding up, and never above a size. */
function portions(sizes: readonly bigint[], amount: bigint): bigint[] {
  const face = sum(sizes);
  let before = 0n;
  return sizes.map((size) => {
    if (size === 0n) return 0n;
    const start = before;
    before += size;
    return (before * amount) / face - (start * amount) / face;
  });
}

function sum(list: readonly bigint[]): bigint {
  return list.reduce((total, fen) => total + fen, 0n);
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function lessOr0(a: bigint, b: bigint): bigint {
  return a > b ? a - b : 0n;
}
