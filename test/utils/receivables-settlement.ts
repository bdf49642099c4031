/** Receivables paid, for tests: what must hold after every act, and who can't be paid. */
import { expect } from "chai";
import { AbiCoder, keccak256, toBeHex, zeroPadValue } from "ethers";
import { day } from "./bills.ts";
import { Marks, noteOf, NoteStatus, type ReceivableDesk, RootStatus } from "./receivables.ts";
import { type Actor, ethers, networkHelpers } from "./suite.ts";

/** More notes than any root of these tests has. */
export const ALL = 1_000n;

/** A payable day that is not the due day: Labour Day, a Friday, and the holidays after it. */
export const HOLIDAY = { due: "2026-05-01", payable: "2026-05-06" } as const;

/** Simple interest over a year of 360 days, half up to the fen. */
export const interestOn = (fen: bigint, rate: bigint, days: bigint): bigint =>
  (fen * rate * days + 180_000_000n) / 360_000_000n;

/** What the note [lo, hi] has received with `paid` of `face` paid. */
export const shareOf = (lo: bigint, hi: bigint, paid: bigint, face: bigint): bigint =>
  (hi * paid) / face - ((lo - 1n) * paid) / face;

const MODULE = [
  "receivableRegistry",
  "receivableIssuance",
  "receivableFinancing",
  "receivableSecurity",
  "receivableSettlement",
  "receivableDisputes",
  "receivableOrders",
] as const;

/**
 * What holds after every act: no part of the module has money (R-7); live, paid and cancelled fen of each root are its face, and those set
 * aside are the marked notes' (R-2); facilities are used for what their obligors still owe, to the fen; what a round needs is what its notes
 * are due, and never less.
 */
export async function checkConserved({ suite }: ReceivableDesk): Promise<void> {
  for (const part of MODULE) expect(await suite.money.balanceOf(suite[part]), `R-7: ${part} holds money`).to.equal(0n);

  const { receivableRegistry: registry, receivableIssuance: issuance, receivableSettlement: settlement } = suite;
  const used = new Map<bigint, bigint>();
  for (let root = 1n; root <= (await registry.rootCount()); ++root) {
    const { face, paid, cancelled, setAside, status, facility, obligor, seq } = await registry.rootInfo(root);
    if (status === RootStatus.Proposed) continue;
    const sum = { live: 0n, aside: 0n, owed: 0n, principal: 0n, interest: 0n };
    for (const [index, note] of (await registry.notesOf(root, 1, seq)).entries()) {
      if (note.status !== NoteStatus.Live) continue;
      const units = note.hi - note.lo + 1n;
      const progress = await settlement.progressOf(noteOf(root, index + 1));
      const [principal, interest] = await settlement.dueOn(noteOf(root, index + 1));
      sum.live += units;
      if ((note.marks & Marks.SetAside) !== 0n) sum.aside += units;
      sum.owed += units - progress.received + (progress.payer === obligor ? progress.aside : 0n);
      sum.principal += principal;
      sum.interest += interest;
    }
    expect(sum.live + paid + cancelled, `R-2: root ${root}`).to.equal(face);
    expect(sum.aside, `R-10: set aside of root ${root}`).to.equal(setAside);
    expect(sum.principal, `principal due on root ${root}`).to.equal(sum.owed);
    used.set(facility, (used.get(facility) ?? 0n) + sum.owed);
    const [principal, interest] = await settlement.needed(root, face);
    expect(principal, `principal needed for root ${root}`).to.equal(sum.principal);
    expect(interest, `interest needed for root ${root}`).to.be.at.least(sum.interest);
    expect(interest, `interest needed for root ${root}`).to.be.at.most(sum.interest + seq + 1n);
  }
  for (const [facility, fen] of used) {
    expect((await issuance.facilityInfo(facility)).used, `facility ${facility}`).to.equal(fen);
  }
}

/** Standing of a participant that money does not go to. */
const REFUSED = 2;
/** Where the standing is in a participant's first word, after its wallet. */
const STANDING_BITS = 160n;

/**
 * Makes money not go to a participant's wallet. The kernel knows no way to it, for who was admitted once is always paid; so its standing is
 * overwritten. Gives what takes it back.
 */
export async function unreachable({ suite }: ReceivableDesk, { id, wallet }: Actor): Promise<() => Promise<void>> {
  const registry = await suite.participants.getAddress();
  for (let slot = 0; slot < 64; ++slot) {
    const at = keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "uint256"], [id, slot]));
    const word = BigInt(await ethers.provider.getStorage(registry, at));
    if (word % (1n << STANDING_BITS) !== BigInt(wallet)) continue;
    const write = (value: bigint) => networkHelpers.setStorageAt(registry, at, zeroPadValue(toBeHex(value), 32));
    const standing = (word >> STANDING_BITS) & 0xffn;
    await write(word + ((BigInt(REFUSED) - standing) << STANDING_BITS));
    return () => write(word);
  }
  throw new Error("There is no such participant.");
}

/** Days between two dates. */
export const daysBetween = (from: string, to: string): bigint => day(to) - day(from);
