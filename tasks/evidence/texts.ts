import type { ErrorTexts, EventTexts } from "../shared/told.ts";

export const events: EventTexts = {
  EvidenceAnchored: ({ raw }) =>
    `{anchorer} has anchored ${raw.batch === true ? "the root of a batch" : "a document"} as {evidence} ({algorithm} {digest}).`,
  EvidenceCountersigned: "{signer} has signed for {evidence} ({count} in all).",
};

export const errors: ErrorTexts = {
  EvidenceAlreadyAnchored: ["This digest is anchored already, as {first}.", "[evidence show {#first}]"],
  EvidenceDigestEmpty: ["The digest is empty.", "Give --file, or --digest."],
  EvidenceAlgorithmMissing: ["The algorithm is missing.", "Give --algorithm sha256, keccak256 or sm3."],
  EvidenceUriTooLong: ["The URI has {length} bytes.", "Give at most {max}."],
  EvidenceUnknown: ["There is no {evidence}.", "[evidence list]"],
  EvidenceDigestDiffers: ["{evidence} stands for {expected}, not {actual}.", "[evidence show {#evidence}]"],
  EvidenceOwn: ["{anchorer} has anchored {evidence} itself.", "Others sign for it: a court, an auditor, a notary."],
  EvidenceAlreadyCountersigned: ["{signer} has signed for {evidence} already.", "[evidence show {#evidence}]"],
  EvidenceNotBatch: ["{evidence} is one document, not a batch.", "[evidence show {#evidence}]"],
};
