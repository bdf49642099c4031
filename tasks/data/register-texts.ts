/** Registration, certification, preservation, valuation and pledges of data, as events and errors tell of them. */
import { kindOf, type Outcome, outcomeInWords } from "./outcomes.ts";
import type { ErrorTexts, EventTexts, Text } from "../shared/told.ts";

const none = (hex: unknown): boolean => /^0x0*$/.test(String(hex));

export const events: EventTexts = {
  AssetSealed: "{participant} has sealed something: it can be shown from the next block on.",
  "DataRegistry.AssetRegistered": "{holder} has registered {asset} ({number}).",
  AssetStatusChanged: ({ raw }) =>
    raw.previous === raw.status
      ? "The certificate of {asset} runs through {validThrough} now."
      : `{asset} is {status} now${raw.validThrough === 0n ? "" : ", its certificate valid through {validThrough}"}.`,
  AssetVersionPublished: "Version {version} of {asset} is published.",
  DetailsEntered: "What is registered of {asset} has changed.",
  RightTransferred: ({ raw }) =>
    `The {right} right of {asset} passes from {from} to {to}${raw.price === 0n ? "" : " for {price}"}.`,
  RegistrationEntered: ({ raw }) =>
    raw.kind === 3n ? "" : "The register has a new entry on {asset}, by {by}: {kind}.",
  AssetMarked: "",
  AssetFrozenUntil: ({ raw }) =>
    raw.frozenUntil === 0n ? "{asset} is frozen no more." : "{asset} is frozen until {frozenUntil}.",
  "DataRegistry.Transfer": "",
  PurposeNamed: "Purpose {purpose} has a name now.",

  FilingSubmitted: "{applicant} has made {filing} ({kind}).",
  DetailsFiled: "",
  FilingReviewed: ({ raw }) =>
    raw.noticeEnds === 0n
      ? "{reviewer} has reviewed {filing}."
      : "{reviewer} has reviewed {filing}; it is on public notice until {noticeEnds}.",
  FilingCertified: "{certifier} has certified {filing}; the certificate runs through {validThrough}.",
  CaSignatureAttached: "A signature by a certificate authority ({algorithm}) is attached; it was not verified here.",
  FilingRefused: "{filing} is refused.",
  FilingWithdrawn: "{by} has taken {filing} back.",
  CertificateSuspended: "The certificate of {asset} is suspended: it sells and delivers nothing.",
  CertificateReinstated: "The certificate of {asset} is good again.",
  "DataCertification.ObjectionRaised": ({ raw }) =>
    `{objector} objects to ${raw.toFiling === true ? "{filing}" : "the certificate of {asset}"} ({objection}).`,
  "DataCertification.ObjectionAnswered": "{by} has answered {objection}.",
  ObjectionDecided: ({ raw }) =>
    `{objection} of {objector} is ${raw.upheld === true ? "upheld" : "dismissed"}${raw.by === 0n ? ", by order" : ""}.`,
  ObjectionWithdrawn: "{objector} has taken {objection} back.",
  NoticeDaysSet: "Public notice is {businessDays} business days, for what is reviewed from now on.",

  DataPreserved: "{evidence} is recorded as {kind} of {asset}.",
  DataChallenged:
    "{challenger} asks {holder} to show a chunk of version {version} of {asset}, until {deadline} ({challenge}).",
  DataChallengeAnswered: "{holder} has shown chunk {index} of {chunks} of {asset}.",
  DataChallengeMissed: "{holder} has not answered {challenge} in time: {misses} of {asset} are missed by now.",
  DataAnswerHoursSet: "Challenges are answered within {hours_} hours from now on; before it was {previous}.",

  DataValuationCommissioned: "{by} has commissioned {valuer} to value {asset} until {lastDay}.",
  DataValuationCommissionEnded: "{by} no longer wants {asset} valued by {valuer}.",
  DataValued: "{valuer} values {asset} at {amount} as of {baseDay}, good through {validThrough} ({valuation}).",
  DataValuationWithdrawn: "{valuer} has taken {valuation} back.",
  DataValuationDisputed: ({ raw }) =>
    `{disputer} disputes {valuation}${raw.suspends === true ? ": nobody relies on it until it is answered" : ""}.`,
  DataValuationDisputeAnswered: ({ raw }) =>
    raw.upheld === true
      ? "{disputer} was right about {valuation}, which stands no more."
      : "What {disputer} says of {valuation} is rejected.",
  DataValuationDisputeWithdrawn: "{disputer} no longer disputes {valuation}.",

  DataPledged: "{pledgor} has pledged {asset} to {pledgee} for {secured}, due on {dueDay} ({pledge}).",
  DataPledgeReleased: "{pledgee} has given up its pledge of {asset}; {secured} were secured.",
  DataPledgeRepaid: ({ raw }) =>
    `{by} has paid {amount} to {pledgee}; ${raw.securedLeft === 0n ? "{asset} is free" : "{securedLeft} are still secured by {asset}"}.`,
  DataPledgeRealised: "{asset} was sold to {buyer} for {price}: {toPledgee} to {pledgee}, {toHolder} to {holder}.",

  AssetFrozen: ({ raw }) =>
    `{asset} is frozen until {until} (case {caseKey})${raw.uses === true ? ", and is not used either" : ""}.`,
  AssetUnfrozen: "Case {caseKey} on {asset} has ended.",
  AssetCancelledByOrder: "{asset} is cancelled by order.",
  AssetSuspendedByOrder: "{asset} is suspended by order.",
  AssetReinstatedByOrder: "{asset} is reinstated by order.",
  LicenceTerminatedByOrder: "{licence} of {licensee} is terminated by order.",
  MisuseFound: "{licensee} has misused {asset}, it was found ({licence}).",
};

const underCase = ({ raw, shown }: { raw: Record<string, unknown>; shown: Record<string, string> }): string =>
  none(raw.caseKey) ? "" : `, in case ${shown.caseKey}`;

/** What an order's call does, by its contract and function. */
export const calls: Record<string, Text> = {
  "DataOrders.freeze": "Freezes {asset} until {until} (case {caseKey}); it sells and delivers nothing.",
  "DataOrders.renewFreeze": "Prolongs case {caseKey} on {asset} until {until}.",
  "DataOrders.unfreeze": "Ends case {caseKey} on {asset}; others stay.",
  "DataOrders.transferByOrder": (told) => `Gives the {right} right of {asset} from {from} to {to}${underCase(told)}.`,
  "DataOrders.cancelByOrder": "Cancels {asset}.",
  "DataOrders.suspendByOrder": "Suspends the certificate of {asset}.",
  "DataOrders.reinstateByOrder": "Reinstates the certificate of {asset}.",
  "DataOrders.terminateByOrder": "Terminates {licence}.",
  "DataOrders.findMisuse": "Finds that {licensee} has misused what {licence} gave it, which ends.",
  "DataCertification.decideObjectionByOrder": ({ raw }) =>
    `${raw.upheld === true ? "Upholds" : "Dismisses"} {objection}.`,
  "DataDisputes.decideByOrder": async ({ context, raw }) =>
    `Decides {dispute}: ${outcomeInWords(await kindOf(context, raw.dispute as bigint), raw.outcome as Outcome)}.`,
  "DataRegistry.setPurpose": "Names purpose {purpose}, for good.",
};

export const errors: ErrorTexts = {
  DataAssetUnknown: ["There is no {asset}.", "[data list]"],
  DataAssetWrongStatus: ["{asset} is {status}; that does not allow it.", "[data show {#asset}]"],
  DataAssetEnded: ["{asset} is {status}: nothing more happens to it.", "[data list]"],
  DataAssetExpired: [
    "The certificate of {asset} ran out on {validThrough}.",
    "Its holder renews it: [data file-renewal {#asset} --help]",
  ],
  DataAssetFrozen: ["{asset} is frozen until {until}.", "Wait, or have the case ended: [data history {#asset}]"],
  DataAssetPledged: ["{asset} is pledged.", "Pay what it secures first: [data repay-pledge {#asset}]"],
  DataAssetSuspendedByOrder: ["An order has suspended {asset}.", "Only an order ends that: [order propose --help]"],
  DataAssetLicensedExclusively: [
    "You have licensed the same content exclusively, as {ended}, until {until} ({exclusive}).",
    "Register it anew after that, or have that licence ended: [data show-licence {#exclusive}]",
  ],
  DataAssetSealMissing: [
    "{participant} has not sealed this.",
    "Seal it first, from the same account: the same command does, and shows it when it is run again.",
  ],
  DataAssetSealFresh: ["It was sealed in this very block.", "Run the same command again: the next block takes it."],
  DataAssetSealKnown: ["This is sealed already.", "Run the same command again, which shows it."],
  DataAssetCommitmentTaken: [
    "The same content is registered, as {asset}.",
    "Whose it is can be questioned: [data object-to-certificate {#asset} --help]",
  ],
  DataAssetCommitmentMissing: ["The commitment is missing.", "Make it from the content: [data commit-content --help]"],
  DataAssetNumberTaken: ["Your number {number} is that of {asset}.", "Give another --number."],
  DataAssetUpdateMissing: ["Does the content change?", "Give --update static or dynamic."],
  DataAssetDetailMissing: [
    "Schema, source, volume or class is missing.",
    "Give --schema-file, --source-file, --volume and --sensitivity.",
  ],
  DataAssetSharingNotGovernment: [
    "{holder} is no institution: its data are not shared as the government's ({sharing}).",
    "Leave --sharing out.",
  ],
  DataAssetSharesNotWhole: ["The shares add up to {sum} of {whole}.", "Make them 100 % together."],
  DataAssetHoldingShareMissing: ["The holder has no share.", "Give --holding, 0.01 at least: rounding goes there."],
  DataAssetContributorsTooMany: ["These are {count} contributors.", "Give {max} at most."],
  DataAssetContributorInvalid: [
    "{participant} can't be a contributor here.",
    "Each an admitted member, once, above 0 %.",
  ],
  DataAssetParentsTooMany: ["It would be made from {count} assets.", "Name {max} at most."],
  DataAssetParentsUnordered: ["{parent} stands in the wrong place, or twice.", "Name each once, by rising number."],
  DataAssetRoyaltiesTooHigh: ["Royalties would take {sum} of {whole}.", "Something must be left: make it from less."],
  DataAssetRightMissing: ["Which right?", "Give --right holding, processing or operation."],
  DataAssetRightNotHeld: [
    "{participant} does not hold the {right} right of {asset}; {holder} does.",
    "Act as {holder}: --as {#holder}",
  ],
  DataAssetReceiverHolds: ["{receiver} holds the {right} right of {asset} already.", "[data show {#asset}]"],
  DataAssetNotDynamic: ["{asset} is static: it has one version.", "Register the new content as an asset of its own."],
  DataAssetVersionUnknown: ["{asset} has no version {version}.", "[data show {#asset}]"],
  DataAssetDigestMissing: ["What has changed, or why, is missing.", "Give --evidence-file or --reason-file with it."],
  DataPurposeOutOfRange: ["There is no such purpose.", "Purposes have the numbers 0 to 63."],
  DataPurposeNameMissing: ["The purpose needs a name.", "Give --name, as in TRAFFIC_PLANNING."],
  DataPurposeAlreadyNamed: ["This purpose is {name}, for good.", "Take another number."],
  DataPurposesUnnamed: ["No purpose is given, or one without a name.", "Give --purposes: [data offer --help]"],
  DataLicencesAlreadySet: ["The part for licences is set.", "[system addresses]"],

  DataFilingUnknown: ["There is no {filing}.", "[data list]"],
  DataFilingWrongStatus: ["{filing} is {status}; {act} needs {needed}.", "[data list]"],
  DataFilingOpen: ["{filing} is open.", "Wait for it, or take it back: [data withdraw-filing --help]"],
  DataFilingDigestMissing: ["The papers are missing.", "Give --evidence-file with them."],
  DataFilingNotHolder: ["{holder} holds {asset}, not {caller}.", "Act as {holder}: --as {#holder}"],
  DataFilingWrongKind: ["{filing} is of the kind {kind}.", "[data certify --help]"],
  DataFilingDetailsDiffer: ["This is not what was filed as {filing}.", "[data certify --help]"],
  DataFilingCorrectionTooFar: [
    "A correction of {asset} changes schema, source or volume only.",
    "Shares, class and sharing change after public notice: [data file-change {#asset} --help]",
  ],
  DataFilingRenewalOutOfTime: [
    "{asset} can be renewed from {earliest} to {latest}.",
    "Run the same command then; after that, register it anew.",
  ],
  DataFilingNoticeRuns: ["{filing} is on public notice until {noticeEnds}.", "Run the same command after that."],
  DataFilingNoticeOver: [
    "The notice of {filing} ended on {noticeEnds}.",
    "Once it is certified: [data object-to-certificate --help]",
  ],
  DataFilingObjected: [
    "{objections} objections to {filing} are open.",
    "Decide them first: [data decide-objection --help]",
  ],
  DataFilingNotApplicant: ["{applicant} has filed {filing}, not {caller}.", "Act as {applicant}: --as {#applicant}"],
  DataFilingApplicantGone: [
    "{applicant} has filed {filing}, and {holder} holds the asset by now.",
    "{holder} files anew: --as {#holder}",
  ],
  DataFilingNotReviewer: ["{reviewer} has reviewed {filing}, not {caller}.", "Act as {reviewer}: --as {#reviewer}"],
  DataCertifierConnected: [
    "{certifier} has a part in {asset}: it reviews and certifies none of it.",
    "Another certifier: [participant list]",
  ],
  DataCertifierOther: ["{certifier} has certified {asset}, not {caller}.", "Act as {certifier}: --as {#certifier}"],
  DataSignatureMalformed: [
    "The authority's signature is not whole: {algorithm}, {length} bytes.",
    "Give --ca-algorithm, --ca-certificate and --ca-signature (512 bytes at most), or none of them.",
  ],
  DataNoticeDaysOutOfRange: ["{businessDays} business days of notice.", "Give 1 to {max}."],
  DataObjectionUnknown: ["There is no {objection}.", "[data list]"],
  DataObjectionNotOpen: ["{objection} is {status}, or what it was about has ended.", "[data list]"],
  DataObjectionStands: [
    "{objection} of yours is open.",
    "Wait for it, or take it back: [data withdraw-objection {#objection}]",
  ],
  DataObjectionByApplicant: [
    "{participant} does not object to its own.",
    "Take it back: [data withdraw-filing --help]",
  ],
  DataObjectionAnswered: ["{objection} was answered.", "Its certifier decides it."],
  DataObjectionNotForCaller: ["{objection} is for {needed}, not {caller}.", "Act as {needed}: --as {#needed}"],

  DataPreservationKindMissing: ["What is it evidence of?", "Give --kind version-archive or access-log."],
  DataPreservationNotConnected: ["{caller} has no part in {asset}.", "A holder of a right or contributor records it."],
  DataPreservationNotMeter: ["{meter} meters {licence}, not {caller}.", "Act as {meter}: --as {#meter}"],
  DataPreservationEvidenceForeign: [
    "{evidence} is {anchorer}'s, not {caller}'s.",
    "Anchor your own: [evidence anchor --help]",
  ],
  DataPreservationEvidenceUsed: ["{evidence} is recorded for {asset}.", "Anchor another: [evidence anchor --help]"],
  DataChallengeNoCertificate: ["{asset} has no certificate that runs ({status}).", "[data show {#asset}]"],
  DataChallengeOwn: ["{holder} holds {asset} itself.", "Another asks."],
  DataChallengeStillOpen: ["Your {challenge} on {asset} is open.", "Wait for its answer."],
  DataChallengeToday: ["You have asked for a chunk of {asset} today ({challenge}).", "Ask again tomorrow."],
  DataChallengeUnknown: ["There is no {challenge}.", "[data list]"],
  DataChallengeNotOpen: ["{challenge} is {status}.", "[data list]"],
  DataChallengeOver: [
    "{challenge} was to be answered until {deadline}.",
    "It can only be recorded: [data record-miss {#challenge}]",
  ],
  DataChallengeNotOver: ["{challenge} can be answered until {deadline}.", "Run the same command after that."],
  DataChallengeNotHolder: ["{holder} holds the asset of {challenge}, not {caller}.", "Act as {holder}: --as {#holder}"],
  DataChallengeOpeningWrong: [
    "The tree is not that of the version in {challenge}.",
    "Give the file of data commit-content.",
  ],
  DataChallengeProofWrong: ["Chunk {index} is not in that tree.", "Give the file of data commit-content, as it is."],
  DataAnswerHoursOutOfRange: ["{hours_} hours to answer.", "Give {min} to {max}."],

  DataValuationNotHolder: ["{holder} holds {asset}, not {caller}.", "Act as {holder}: --as {#holder}"],
  DataValuationNotIndependent: [
    "{valuer} has a part in {asset}, or values for itself.",
    "Commission another: [participant list]",
  ],
  DataValuationPurposeMissing: ["What is {asset} valued for?", "Give --purpose, as in PLEDGE."],
  DataValuationDayPassed: ["{lastDay} has passed.", "Give a day from {today} on."],
  DataValuationNotCommissioned: [
    "{valuer} has no commission for {asset} that runs.",
    "Its holder gives one: [data commission {#asset} --help]",
  ],
  DataValuationMethodMissing: ["How was {asset} valued?", "Give --method cost, income or market."],
  DataValuationAmountZero: ["{asset} would be worth nothing.", "Give --amount, above 0.00."],
  DataValuationDigestMissing: ["The report or reason is missing.", "Give --evidence-file or --reason-file with it."],
  DataValuationBaseDayAhead: ["{baseDay} is yet to come.", "Value it as of {today} or before."],
  DataValuationTermOutOfRange: ["It would be good through {validThrough}.", "Give a day from {earliest} to {latest}."],
  DataValuationUnknown: ["There is no {valuation}.", "[data list]"],
  DataValuationNotStanding: ["{valuation} is {status}.", "[data list]"],
  DataValuationNotValuer: ["{valuation} is {valuer}'s, not {caller}'s.", "Act as {valuer}: --as {#valuer}"],
  DataValuationOwn: ["{valuation} is {valuer}'s own.", "Take it back: [data withdraw-valuation {#valuation} --help]"],
  DataValuationDisputeExists: ["{disputer} has disputed {valuation} ({status}).", "Each does so once."],
  DataValuationDisputeNotOpen: ["{disputer} does not dispute {valuation} now ({status}).", "[data list]"],
  DataValuationOfOther: ["{valuation} is of {asset}, not of {needed}.", "[data show {#needed}]"],
  DataValuationOver: ["{valuation} was good through {validThrough}.", "Have it valued anew: [data commission --help]"],
  DataValuationContested: [
    "{disputes} disputes keep {valuation} from being relied on.",
    "Its valuer answers them: [data answer-valuation-dispute --help]",
  ],

  DataPledgeeIsHolder: ["{holder} holds {asset} itself.", "Name another as --pledgee."],
  DataPledgeSecuredZero: ["Nothing would be secured by {asset}.", "Give --secured, above 0.00."],
  DataPledgeExceedsValuation: [
    "{secured} are more than {asset} is worth, {amount}.",
    "Secure less, or have it valued anew.",
  ],
  DataPledgeDayPassed: ["{dueDay} has passed.", "Give a day from {today} on."],
  DataPledgeExists: ["{asset} is pledged ({pledge}): it is not financed twice.", "[data show {#asset}]"],
  DataPledgeMissing: ["{asset} is not pledged now ({status}).", "[data show {#asset}]"],
  DataPledgeNotPledgee: ["{asset} is pledged to {pledgee}, not to {caller}.", "Act as {pledgee}: --as {#pledgee}"],
  DataPledgeNotDebtor: ["{caller} neither pledged {asset} nor holds it.", "Act as {pledgor}: --as {#pledgor}"],
  DataPledgeAmountOutOfRange: ["{amount} of {secured}.", "Pay from 0.01 up to what is secured."],
  DataPledgeNotDue: ["What {asset} secures is due on {dueDay}; today is {today}.", "Run the same command then."],
  DataPledgeBuyerIsParty: ["{buyer} is party to the pledge of {asset}.", "Sell it to another (Civil Code 428)."],
  DataPledgeValuerIsParty: ["{valuer} is party to the pledge of {asset}.", "Rest it on another's valuation."],
  DataPledgePriceBelowValuation: [
    "{price} is below what {asset} was valued at, {amount} (Civil Code 436).",
    "Ask more, or have it valued anew.",
  ],
  DataPledgeNotSold: [
    "{asset} is {status}, or frozen until {frozenUntil}: it is not sold now.",
    "[data show {#asset}]",
  ],
  DataPledgeOther: [
    "The request is of {asked}, and {asset} is under {live} now.",
    "Ask anew: [data realise {#asset} --help]",
  ],

  DataAssetCaseKeyMissing: ["The key of the case is missing.", "Give --case, as in 2026-17."],
  DataAssetCaseOutranked: [
    "{asset} is frozen by case {first}, which goes first.",
    "Carry that one out, or end it: [data history {#asset}]",
  ],
  DataAssetForcedToHolder: ["{holder} holds the {right} right of {asset} already.", "Name another as --to."],
  DataOrderDigestMissing: ["The digest of the ruling is missing.", "Give --evidence-file with it."],
  DataLicenceMisuseKnown: ["This was found of {licence} already.", "[data show-licence {#licence}]"],
};
