/** What the relief module begins with: the origins of its passkeys, and how much each fact counts for honesty scores. */

/** Relying parties (WebAuthn) and the origins that browsers name for them. */
export const origins = [{ rpId: "relief.lincheng.example", origin: "https://relief.lincheng.example" }] as const;

/** Facts that ReliefScores enters itself, in the order of its `Fact`: points, per cent that count, cap a year. */
export const factors = [
  { factor: 1, name: "ConfirmedInTime", points: 5, weight: 100, cap: 30 },
  { factor: 2, name: "EvidenceLate", points: -20, weight: 100, cap: 100 },
  { factor: 3, name: "ObjectionUpheld", points: -30, weight: 100, cap: 150 },
  { factor: 4, name: "KinshipUndeclared", points: -200, weight: 100, cap: 0 },
  { factor: 5, name: "ReceiptMissing", points: -10, weight: 50, cap: 50 },
  { factor: 6, name: "Diversion", points: -400, weight: 100, cap: 0 },
  { factor: 7, name: "DisputeDismissed", points: -10, weight: 100, cap: 30 },
  { factor: 8, name: "HelpConfirmed", points: 2, weight: 100, cap: 40 },
  // An authority's own, with evidence and against appeal.
  { factor: 16, name: "FalseStatement", points: -100, weight: 100, cap: 200 },
  { factor: 17, name: "Commended", points: 50, weight: 100, cap: 100 },
  { factor: 18, name: "DutyNeglected", points: -50, weight: 100, cap: 200 },
] as const;
