const MILLISECONDS = 86_400_000;

/** First digits, by what was drawn. */
const KINDS = [
  { digit: 5n, commercial: false, supplyChain: false },
  { digit: 6n, commercial: true, supplyChain: false },
  { digit: 7n, commercial: true, supplyChain: true },
  { digit: 8n, commercial: false, supplyChain: true },
] as const;

/** What a bill's number says. */
export interface BillNumberParts {
  /** Accepted by an enterprise (商承); else by a bank or a finance company, which a number does not tell apart. */
  commercial: boolean;
  supplyChain: boolean;
  /** Code of the registering institution, from 1 to 12 digits. */
  institution: number | bigint;
  /** Day of drawing, since 1970-01-01 in UTC+8. */
  day: number | bigint;
  /** Of that institution and day, up to 8 digits. */
  serial: number | bigint;
}

/** A bill's number: 30 digits, of which the last checks the others. */
export function billNumber({ commercial, supplyChain, institution, day, serial }: BillNumberParts): bigint {
  if (!(institution > 0 && institution < 1e12)) {
    throw new RangeError(`${institution} is no institution's code. Give a number from 1 to 12 digits.`);
  }
  if (!(serial >= 0 && serial < 1e8)) throw new RangeError(`${serial} is no serial. Give a number of up to 8 digits.`);
  const digit = KINDS.find((kind) => kind.commercial === commercial && kind.supplyChain === supplyChain)?.digit ?? 5n;
  const digits = ((digit * 10n ** 12n + BigInt(institution)) * 10n ** 8n + dateOf(day)) * 10n ** 8n + BigInt(serial);
  return digits * 10n + checkDigit(digits);
}

/** Whether a number has 30 digits and ends in its check digit. */
export function isValidBillNumber(number: bigint): boolean {
  return number >= 10n ** 29n && number < 10n ** 30n && checkDigit(number / 10n) === number % 10n;
}

/** What a number says of its bill. */
export function parseBillNumber(
  number: bigint,
): BillNumberParts & { institution: bigint; day: number; serial: bigint } {
  const kind = KINDS.find(({ digit }) => digit === number / 10n ** 29n);
  const day = dayOf((number / 10n ** 9n) % 10n ** 8n);
  if (!isValidBillNumber(number) || kind === undefined || day === undefined) {
    throw new RangeError(`${number} is no bill's number. Compare it with the bill, digit by digit.`);
  }
  const { commercial, supplyChain } = kind;
  const institution = (number / 10n ** 17n) % 10n ** 12n;
  return { commercial, supplyChain, institution, day, serial: (number / 10n) % 10n ** 8n };
}

/** ISO 7064 MOD 11,10 over 29 digits. */
function checkDigit(digits: bigint): bigint {
  let product = 10;
  for (const digit of digits.toString().padStart(29, "0")) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return BigInt((11 - product) % 10);
}

/** 2026-01-05 as 20,260,105. */
function dateOf(day: number | bigint): bigint {
  const date = new Date(Number(day) * MILLISECONDS);
  const year = date.getUTCFullYear();
  if (!(day >= 0 && year <= 9999)) throw new RangeError(`Day ${day} is outside of the years 1970 to 9999.`);
  return BigInt(year * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate());
}

/** The day of such a date; none when the calendar has no such date. */
function dayOf(date: bigint): number | undefined {
  const [year, month] = [Number(date / 10_000n), Number((date / 100n) % 100n)];
  const day = Date.UTC(year, month - 1, Number(date % 100n)) / MILLISECONDS;
  return month <= 12 && year >= 1970 && dateOf(day) === date ? day : undefined;
}
