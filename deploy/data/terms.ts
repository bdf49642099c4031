/** Words that the contracts hold as numbers (contracts/kernel/types). */

export const VotingClass = { Council: 1n, Regulator: 2n, Judiciary: 3n, Auditor: 4n } as const;
export type VotingClass = keyof typeof VotingClass;

export const SizeClass = { Micro: 1n, Small: 2n, Medium: 3n, Large: 4n, Institution: 5n } as const;
export type SizeClass = keyof typeof SizeClass;

export const Standing = { Applied: 1n, Refused: 2n, Active: 3n, Suspended: 4n, Expelled: 5n } as const;
export type Standing = keyof typeof Standing;

/** Bits of what an account may do for its participant. */
export const Scopes = { ACTS: 1n, ORDERS: 2n, ADMINISTRATION: 4n, ALL: 7n } as const;

/** Business qualifications (资质); on chain the name itself, as bytes32 text. */
export const QUALIFICATIONS = [
  "BANK",
  "ENTERPRISE",
  "CORE_ENTERPRISE",
  "FINANCE_COMPANY",
  "CENTRAL_BANK",
  "SETTLEMENT_INSTITUTION",
  "CALENDAR_OPERATOR",
  "DATA_CERTIFIER",
  "VALUER",
  "POINTS_ISSUER",
  "RELIEF_AUTHORITY",
  "RELIEF_OPERATOR",
  "PAYOUT_BANK",
] as const;
export type Qualification = (typeof QUALIFICATIONS)[number];
