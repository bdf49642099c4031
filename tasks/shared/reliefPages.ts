/**
 * Paying a round of benefits, page after page. What was paid is on chain, so whoever runs it again, after whatever, goes on where it stopped,
 * and nobody is paid twice: a household that was paid meanwhile is passed over, and the contract refuses what would pay it again.
 */
import { ZeroHash } from "ethers";
import type { Suite } from "../../deploy/suite.ts";
import { each } from "./logs.ts";
import { valueOf } from "./terms.ts";

/** Most households of one page, as the contract has it. */
export const MOST = 256;
/** Households that one question asks about. */
const ASKED = 1_000;

/** A page of a list that was approved. */
export interface ListPage {
  numbers: readonly number[];
  amounts: readonly bigint[];
  proof: readonly string[];
}

/** One transaction: `releasePage` without the round. */
export interface Page {
  bank: bigint;
  numbers: readonly number[];
  amounts: readonly bigint[];
  /** Bits of those that are passed over. */
  skipped: bigint;
  proof: readonly string[];
  /** How many are paid. */
  lines: number;
}

export interface Paying {
  suite: Suite;
  round: bigint;
  /** Who releases. */
  officer: bigint;
  /** Households of one transaction. */
  size: number;
  /** Of a listed benefit. */
  list?: readonly ListPage[];
}

/** Payout banks that the programme admits now. */
async function banksOf({ reliefProgrammes }: Suite, programme: bigint, logs: Logs): Promise<bigint[]> {
  const role = valueOf("Role", "PayoutBank");
  const told = await logs((first, last) =>
    reliefProgrammes.queryFilter(reliefProgrammes.filters.ProgrammeRoleSet(programme, undefined, role), first, last),
  );
  const banks = [...new Set(told.map(({ args }) => args.participant))];
  const admitted = await Promise.all(banks.map((bank) => reliefProgrammes.hasRole(programme, bank, role, ZeroHash)));
  return banks.filter((_, index) => admitted[index]);
}

type Logs = <T>(query: (first: number, last: number) => Promise<T[]>) => Promise<T[]>;

/** Those of the numbers that can be paid through the bank now. */
async function payable(
  { suite, round, officer }: Paying,
  bank: bigint,
  numbers: readonly number[],
  amounts: readonly bigint[],
): Promise<boolean[]> {
  return suite.reliefBenefits.releasable(round, bank, officer, [...numbers], [...amounts]);
}

const slices = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** Pages of a uniform benefit: all households of the programme that can be paid, by bank. */
async function uniformPages(paying: Paying, programme: bigint, banks: readonly bigint[]): Promise<Page[]> {
  const count = Number(await paying.suite.reliefHouseholds.householdCount(programme));
  const questions = slices(
    Array.from({ length: count }, (_, index) => index + 1),
    ASKED,
  );
  const pages = await each(
    banks,
    async (bank) => {
      const found = await each(
        questions,
        async (numbers) => {
          const fit = await payable(paying, bank, numbers, []);
          return numbers.filter((_, index) => fit[index]);
        },
        4,
      );
      return slices(found.flat(), paying.size).map((numbers): Page => ({
        bank,
        numbers,
        amounts: [],
        skipped: 0n,
        proof: [],
        lines: numbers.length,
      }));
    },
    1,
  );
  return pages.flat();
}

/** A page of a list through one bank, without those who cannot be paid now; nothing when that is all. */
async function listedPage(
  paying: Paying,
  bank: bigint,
  { numbers, amounts, proof }: ListPage,
): Promise<Page | undefined> {
  const fit = await payable(paying, bank, numbers, amounts);
  const lines = fit.filter((each) => each).length;
  const skipped = fit.reduce((bits, each, index) => (each ? bits : bits | (1n << BigInt(index))), 0n);
  return lines === 0 ? undefined : { bank, numbers, amounts, skipped, proof, lines };
}

/** All pages that can be released now. */
export async function pagesToRelease(paying: Paying, logs: Logs): Promise<Page[]> {
  const { suite, round, list } = paying;
  const { benefit } = await suite.reliefBenefits.roundInfo(round);
  const { programme } = await suite.reliefProgrammes.benefitInfo(benefit);
  const banks = await banksOf(suite, programme, logs);
  if (list === undefined) return uniformPages(paying, programme, banks);
  const pages = await each(list, async (page) => Promise.all(banks.map((bank) => listedPage(paying, bank, page))), 8);
  return pages.flat().filter((page) => page !== undefined);
}

/** The page as it is now, without those who were paid or fell out meanwhile; nothing when nobody is left. */
export async function refreshed(paying: Paying, page: Page): Promise<Page | undefined> {
  if (paying.list !== undefined) return listedPage(paying, page.bank, page);
  const fit = await payable(paying, page.bank, page.numbers, []);
  const numbers = page.numbers.filter((_, index) => fit[index]);
  return numbers.length === 0 ? undefined : { ...page, numbers, lines: numbers.length };
}

/** Arguments of `releasePage`. */
export const argumentsOf = ({ round }: Paying, { bank, numbers, amounts, skipped, proof }: Page) =>
  [round, bank, [...numbers], [...amounts], skipped, [...proof]] as const;
