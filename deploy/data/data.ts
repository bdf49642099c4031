/** What the module of data assets begins with: the purposes that data are used for, and the origins of persons' passkeys. */

/** By their numbers, from 0; at most 64. */
export const purposes = [
  { purpose: 0, name: "CREDIT_ASSESSMENT" },
  { purpose: 1, name: "RISK_CONTROL" },
  { purpose: 2, name: "PUBLIC_SERVICE" },
  { purpose: 3, name: "STATISTICS" },
  { purpose: 4, name: "RESEARCH" },
  { purpose: 5, name: "TRAFFIC_PLANNING" },
  { purpose: 6, name: "LOGISTICS" },
  { purpose: 7, name: "MEDICAL_TREATMENT" },
  { purpose: 8, name: "INSURANCE" },
  { purpose: 9, name: "MODEL_TRAINING" },
  { purpose: 10, name: "MARKETING" },
] as const;
export type PurposeName = (typeof purposes)[number]["name"];

/** Relying parties (WebAuthn) and the origins that browsers name for them. */
export const dataOrigins = [{ rpId: "data.lincheng.example", origin: "https://data.lincheng.example" }] as const;
