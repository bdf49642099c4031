const MILLISECONDS = 86_400_000;

/** What a bill's number says. */
export interface BillNumberParts {
  /** Accepted by an enterprise (商承); else by a bank or finance company, which a number does not tell apart. */
  commercial: boolean;
  supplyChain: boolean;
  /** Code of the registering institution, up to 12 digits. */
  institution: bigint;
  /** The day of drawing, since 1970-01-01 in UTC+8. */
  day: number | bigint;
  /** Serial of that institution and day, up to 8 digits. */
  serial: number | bigint;
}

/** A bill's number: 30 digits, the last of which checks the others. */
export function billNumber({ commercial, supplyChain, institution, day, serial }: BillNumberParts): bigint {
  if (institution <= 0n || institution >= 10n ** 12n) {
    throw new RangeError(`${institution} is no institution's code. Give 1 to 12 digits.`);
  }
  if (serial < 0 || serial >= 1e8) throw new RangeError(`${serial} is no serial. Give up to 8 digits.`);
  const kind = kinds.findIndex((each) => each.commercial === commercial && each.supplyChain === supplyChain);
  const digits = [BigInt(kind + FIRST_KIND), institution, dateOf(day), BigInt(serial)];
  const [first = 0n, ...rest] = digits;
  const whole = rest.reduce((sum, part, i) => sum * (i === 0 ? 10n ** 12n : 10n ** 8n) + part, first);
  return whole * 10n + checkDigit(whole);
}
