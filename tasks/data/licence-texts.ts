/** Offers, licences, uses, consents, sharing, purchases, revenue and disputes, as events and errors tell of them. */
import { parcelled } from "./split.ts";
import type { ErrorTexts, EventTexts } from "../shared/told.ts";

export const events: EventTexts = {
  "DataLicences.Transfer": "",
  OfferMade: "{offerer} offers licences of {asset} until {lastDay} ({offer}).",
  OfferWithdrawn: "{offerer} has taken {offer} back.",
  OfferTaken: ({ raw }) => `{buyer} has taken {offer}${raw.status === 2n ? ", which is used up" : ""}.`,
  OfferReopened: "{offer} is open again.",
  ExclusiveConsented: "{pledgee} consents to the exclusive licence of {offer}.",
  LicenceTransferred: "{licence} passes from {from} to {to}.",

  LicenceIssued: ({ raw }) =>
    raw.firstDay === 0n
      ? "{licensee} has {licence} of {asset}, which begins when what was bought is delivered."
      : "{licensee} has {licence} of {asset}, from {firstDay} to {lastDay}.",
  LicenceActivated: "{licence} runs from {firstDay} to {lastDay}.",
  LicenceEnded: "{licence} of {licensee} is {status}.",
  UseRecorded: ({ raw }) =>
    `Use {number} under {licence} is recorded, for {purpose}${raw.person === 0n ? "" : ", of the data of {person}"}.`,
  UsesRecorded: "{count} uses under {licence} are recorded from number {first} on, for {purpose}.",
  UsesCounted: "Uses of {licence} up to number {through} are counted; a week later they can be settled.",
  LicencePrepaid: "{licensee} has prepaid {amount} for {licence}: uses up to number {allowed} are paid for.",
  LicenceSettled: "{uses} uses of {licence} are settled, up to number {through}: {amount} are released.",
  UsesStruck: "{uses} uses of {licence} are not paid for after all; uses up to number {allowed} are.",
  MeterTakenOver: "{to} meters {licence} now, in the place of {from}.",

  PersonEnrolled: "{person} is known, by a commitment or account and nothing else.",
  ConsentGiven: ({ raw }) =>
    `{person} consents to the use of ${raw.asset === 0n ? "all data of class {sensitivity}" : "{asset}"} for {purpose} by {recipient}, until {until}.`,
  ConsentWithdrawn: ({ raw }) =>
    `{person} no longer consents to the use of ${raw.asset === 0n ? "data of class {sensitivity}" : "{asset}"} for {purpose} by {recipient}.`,
  AllConsentsWithdrawn: "{person} consents to nothing any more.",
  PayeeSet: "{person} is paid to {account}.",

  SharingRequested: "{requester} asks {holder} for {asset}, for {purposes}; an answer is due by {dueDay} ({sharing}).",
  SharingExtended: "{holder} has until {dueDay} to answer {sharing}.",
  SharingGranted: "{holder} has granted {sharing}: {licence}, for {daysValid} days.",
  SharingRefused: "{holder} has refused {sharing}.",
  SharingWithdrawn: "{requester} has taken {sharing} back.",
  SharingAnswerLate: "{holder} has not answered {sharing} by {dueDay}. That is no consent.",
  SharingAnswerDaysSet: "Requests for government data are answered within {answerDays} business days from now on.",

  SaleOrdered: ({ raw }) =>
    `{buyer} buys {licence} of {seller}${raw.price === 0n ? "" : " for {price}"} ({sale})${raw.deadline === 0n ? "" : ", to be committed to by {deadline}"}.`,
  CiphertextCommitted: "{seller} has committed to {chunks} chunks of ciphertext and their key ({sale}).",
  CiphertextConfirmed: "{buyer} has the ciphertext of {sale}; the key is due by {deadline}.",
  KeyPosted: "{seller} has posted the key of {sale}; it can be checked until {deadline}.",
  SaleHeld: "{sale} waits for the end of its dispute.",
  SaleReleased: ({ raw }) =>
    `{sale} is done ({ground})${raw.released === 0n ? "" : ": {released} are released"}${raw.refunded === 0n ? "" : ", {refunded} go back to {buyer}"}.`,
  SaleRefunded: ({ raw }) =>
    `{sale} is undone ({ground}): {buyer} has {refunded} back${raw.deposit === 0n ? "" : ", and its deposit of {deposit}"}.`,

  MoneyTaken: "",
  MoneyGivenBack: ({ raw }) =>
    raw.order === 0n ? "{payee} has {prepaid} prepaid and {deposit} deposited back, of {licence}." : "",
  MoneyReleased: "",
  RevenueSplit: parcelled,
  PersonCredited: "{person} earns {amount} for the use of its data; {owed} wait for it.",
  RevenueClaimed: "{participant} is paid {amount}.",
  PersonPaid: "{person} is paid {amount}, to {account}.",

  DisputeOpened: "{claimant} disputes with {respondent} over {licence} ({kind}; {dispute}).",
  DisputeAnswered: "{respondent} has answered {dispute}.",
  OutcomeProposed: "{by} proposes how {dispute} should end.",
  DisputeEnded: ({ raw }) => {
    const { upheld } = raw.outcome as { upheld: boolean };
    return `{dispute} has ended ({end}): the claim is ${upheld ? "upheld" : "dismissed"}.`;
  },
};

export const errors: ErrorTexts = {
  DataOfferUnknown: ["There is no {offer}.", "[data offers]"],
  DataOfferWrongStatus: ["{offer} is {status}; {act} needs {needed}.", "[data offers]"],
  DataOfferLapsed: ["{offer} could be taken until {lastDay}.", "[data offers]"],
  DataOfferNotOfferer: ["{offer} is {offerer}'s, not {caller}'s.", "Act as {offerer}: --as {#offerer}"],
  DataOfferNotForBuyer: ["{offer} is not for {buyer}.", "It is another's to take, or {buyer}'s own: [data offers]"],
  DataOfferNotNeutral: ["{participant} would meter or judge its own use.", "Name another as --meter or --arbiter."],
  DataOfferTermsDiffer: ["The terms of {offer} are others.", "Look at them again: [data offers]"],
  DataOfferRightNotLicensed: ["The {right} right is not licensed.", "Give --right processing or operation."],
  DataOfferLastDayPassed: ["{lastDay} has passed.", "Give a day from {today} on."],
  DataOfferDaysOutOfRange: ["A licence of {daysValid} days.", "Give 1 to {max}."],
  DataOfferPersonPayInvalid: [
    "{personPay} of {pricePerUse} would go to persons.",
    "Give a part of the price per use, and only for persons' data.",
  ],
  DataOfferRoyaltyInvalid: ["This royalty can't be.", "Give less than 100 %, and only with --derivable."],
  DataOfferNotDerivable: ["Assets are made by processing, not under the {right} right.", "Leave --derivable out."],
  DataOfferStepHoursInvalid: ["{stepHours} hours for a step.", "Give 1 to 720 with --delivery, and none without."],
  DataOfferMeterMissing: ["Who has the content can't be metered by nobody.", "Name a --meter, or no price per use."],
  DataOfferDocumentMissing: ["The contract's text is missing.", "Give --evidence-file with it."],
  DataOfferSensitivityRefused: [
    "{asset} is of class {sensitivity}: it is not licensed so.",
    "Core data are not licensed at all; persons' data are served, without --delivery.",
  ],
  DataOfferTerritoryMissing: ["{asset} is of class {sensitivity}.", "Name a --territory, as in 156 or 520100."],
  DataOfferNotExclusive: ["{offer} is not exclusive.", "It needs no consent."],
  DataOfferNotPledgee: [
    "{pledgee} has the asset of {offer} in pledge, not {caller}.",
    "Act as {pledgee}: --as {#pledgee}",
  ],
  DataOfferConsentMissing: [
    "The asset of {offer} is pledged to {pledgee}, which has not consented.",
    "[data consent-to-exclusive {#offer}]",
  ],
  DataOfferPartsAlreadySet: ["The parts are set.", "[system addresses]"],

  DataLicenceUnknown: ["There is no {licence}.", "[data licences]"],
  DataLicenceWrongStatus: ["{licence} is {status}; {act} needs {needed}.", "[data show-licence {#licence}]"],
  DataLicenceOver: ["{licence} ended on {lastDay}.", "A new one: [data offers]"],
  DataLicenceExhausted: [
    "{used} of {allowed} uses of {licence} are made; {count} more are too many.",
    "Where uses have a price: [data top-up {#licence} --help]",
  ],
  DataLicencePurposeOutside: ["{licence} is for {purposes}, not for {purpose}.", "[data show-licence {#licence}]"],
  DataLicenceUsesStopped: ["By order {asset} is not used until {until}.", "[data history {#asset}]"],
  DataLicenceUseOutOfOrder: [
    "The next use of {licence} is number {next}, not {number}.",
    "When {number} is lower it is recorded already: [data show-licence {#licence}]",
  ],
  DataLicenceDigestMissing: ["The digest of the use is missing.", "Give --digest, of request and result with a salt."],
  DataLicencePersonMissing: ["{asset} is of persons' data.", "Name whose were used: --person."],
  DataLicencePersonNotAsked: ["What {licence} is of is nobody's data.", "Leave --person out."],
  DataLicencePersonsTooMany: ["These are {count} persons.", "Give {max} at most a batch."],
  DataLicencePersonsUneven: [
    "{persons} persons, {counts} counts, {uses} uses.",
    "Each person once, rising, with its uses.",
  ],
  DataLicenceNotMeter: ["{meter} meters {licence}, not {caller}.", "Act as {meter}: --as {#meter}"],
  DataLicenceMeterStays: ["{meter} meters {licence}, and stays.", "[data show-licence {#licence}]"],
  DataLicenceNotLicensee: ["{licence} is {licensee}'s, not {caller}'s.", "Act as {licensee}: --as {#licensee}"],
  DataLicenceNotPriced: ["Uses of {licence} have no price.", "[data show-licence {#licence}]"],
  DataLicenceAmountInvalid: ["{amount} is no multiple of {pricePerUse}.", "Prepay whole uses of {licence}."],
  DataLicenceUsesBeyondTerms: ["{licence} allows {most} uses, not {allowed}.", "Prepay less."],
  DataLicenceNothingUnsettled: ["Nothing of {licence} is to be settled.", "[data show-licence {#licence}]"],
  DataLicenceNotSettled: [
    "Uses of {licence} up to number {counted} are settled from {from} on, so that they can be disputed before.",
    "Run the same command then.",
  ],
  DataLicenceStrikeOutOfRange: ["{uses} of {unsettled} uses would be struck.", "[data show-licence {#licence}]"],
  DataLicenceInDispute: ["{licence} is disputed.", "Wait for its end: [data show-licence {#licence}]"],
  DataLicenceNotTransferable: ["{licence} is not passed on, by its terms.", "[data show-licence {#licence}]"],
  DataLicenceReceiverInvalid: ["{to} can't take {licence}: it has it, or meters it.", "Name another as --to."],
  DataLicenceNotClosable: ["{licence} can be closed from {from} on.", "Run the same command then."],
  DataLicenceNotDerivable: [
    "{licence} does not let {participant} make assets from {asset}.",
    "A licence of the processing right, derivable, running and its own: [data licences]",
  ],
  DataLicenceExcluded: [
    "{exclusive} has the {right} right of {asset} for {purpose} for itself.",
    "Wait for its end, or take other purposes: [data show-licence {#exclusive}]",
  ],
  DataLicenceNotAlone: [
    "Others have the {right} right of {asset} for {purpose} until {until}, {pending} are being delivered.",
    "Exclusive licences begin after that, or are for other purposes.",
  ],
  DataLicencePartsAlreadySet: ["The parts are set.", "[system addresses]"],

  DataConsentPersonUnknown: ["There is no {person}.", "[data enrol --help]"],
  DataConsentAccountUnknown: ["{account} is nobody's that is enrolled.", "[data enrol-account --help]"],
  DataConsentAccountEnrolled: ["{account} is {person}.", "[data consents {#person}]"],
  DataConsentAccountNotAttested: [
    "Nobody answers for {account} now.",
    "A member attests it: [participant attest --help]",
  ],
  DataConsentCommitmentMissing: ["The commitment is missing.", "[data commit-person --help]"],
  DataConsentCommitmentTaken: ["This commitment is that of {person}.", "[data consents {#person}]"],
  DataConsentUntilPassed: ["{until} has passed.", "Give a day from {today} on."],
  DataConsentPurposeUnknown: ["There is no such purpose.", "[data give-consent --help]"],
  DataConsentScopeInvalid: ["It is about an asset, or else about a class.", "Give --asset, or --class."],
  DataConsentNotNeeded: ["{asset} is of class {sensitivity}: no person is asked.", "[data show {#asset}]"],
  DataConsentMissing: [
    "{person} does not consent to the use of {asset} for {purpose} by {recipient}.",
    "Only the person can: [data give-consent {#person} --help]",
  ],

  DataSharingUnknown: ["There is no {sharing}.", "[data list]"],
  DataSharingWrongStatus: ["{sharing} is {status}; {act} needs {needed}.", "[data list]"],
  DataSharingNotInstitution: ["{participant} is no department.", "Others take an offer: [data offers]"],
  DataSharingOwnAsset: ["{asset} is {participant}'s own.", "It needs no licence."],
  DataSharingClassRefused: ["{asset} is not shared with departments ({class}).", "Ask its holder for an offer."],
  DataSharingSensitivityRefused: ["{asset} is of class {sensitivity}: it is not licensed.", "[data show {#asset}]"],
  DataSharingDaysOutOfRange: ["{daysValid} days.", "Give 1 to {max}."],
  DataSharingLegalBasisMissing: ["The legal basis is missing.", "Give --basis-file with it."],
  DataSharingReasonMissing: ["The answer or reason is missing.", "Give --evidence-file or --reason-file with it."],
  DataSharingNotHolder: ["{holder} answers {sharing}, not {caller}.", "Act as {holder}: --as {#holder}"],
  DataSharingNotRequester: ["{requester} has made {sharing}, not {caller}.", "Act as {requester}: --as {#requester}"],
  DataSharingAlreadyExtended: ["{sharing} has been extended.", "Answer it: [data grant-sharing {#sharing} --help]"],
  DataSharingTermOver: [
    "{sharing} was to be answered by {dueDay}.",
    "Answer it all the same: [data grant-sharing {#sharing} --help]",
  ],
  DataSharingTermRunning: ["{sharing} can be answered until {dueDay}.", "Run the same command after that."],
  DataSharingSilenceAlreadyReported: ["That {sharing} was not answered is on record.", "[data history --help]"],
  DataSharingAnswerDaysOutOfRange: ["{answerDays} business days.", "Give 1 to {max}."],

  DataSaleUnknown: ["There is no {sale}.", "[data sales]"],
  DataSaleWrongStatus: ["{sale} is {status}: {act} comes at another step.", "[data show-sale {#sale}]"],
  DataSaleNotBuyer: ["{buyer} buys in {sale}, not {caller}.", "Act as {buyer}: --as {#buyer}"],
  DataSaleNotSeller: ["{seller} sells in {sale}, not {caller}.", "Act as {seller}: --as {#seller}"],
  DataSaleTooLate: [
    "This step of {sale} was possible until {deadline}.",
    "It can be ended: [data lapse {#sale}] or [data release {#sale}]",
  ],
  DataSaleTooEarly: ["This step of {sale} has time until {deadline}.", "Run the same command after that."],
  Bn254NotOnCurve: ["({x}, {y}) is no point of the curve BN254.", "Have the key made: [data order --help]"],
  DataSalePointInvalid: ["That is no public key of the curve BN254.", "Have it made: [data order --help]"],
  DataSaleOrderKeyUsed: ["This order key is that of {sale}.", "Give a new file as --order-key."],
  DataSaleOrderKeyNotNeeded: ["{offer} delivers nothing.", "Leave --order-key out."],
  DataSaleCiphertextMissing: ["There is no ciphertext.", "Make it: [data encrypt-content --help]"],
  DataSaleKeyDigestUsed: [
    "The same key was committed to in another purchase.",
    "Encrypt anew: [data encrypt-content --help]",
  ],
  DataSaleSecretWrong: [
    "This is not the secret of the order key of {sale}.",
    "Give the file that data order has written.",
  ],
  DataSaleKeyRight: [
    "The key of {sale} is right.",
    "If the content is not what was offered: [data open-quality {#sale} --help]",
  ],
  DataSaleAmountBeyondPrice: ["{amount} are more than the price, {price}.", "Give less."],
  DataSaleDisputesAlreadySet: ["The part for disputes is set.", "[system addresses]"],

  DataRevenueShort: ["{licence} has {available} for this, not {needed}.", "[data show-licence {#licence}]"],
  DataRevenueNothingWaiting: ["Nothing waits at {asset}.", "[data show {#asset}]"],
  DataRevenueNothingOwed: ["{participant} is owed nothing.", "[data income {#participant}]"],
  DataRevenueNothingOwedToPerson: ["{person} is owed nothing.", "[data consents {#person}]"],
  DataRevenuePayeeMissing: ["{person} has named no account.", "[data set-payee {#person} --help]"],

  DataDisputeUnknown: ["There is no {dispute}.", "[data list]"],
  DataDisputeOver: ["{dispute} has ended ({end}).", "[data list]"],
  DataDisputeOpen: ["{licence} is in {dispute} ({kind}).", "Wait for its end."],
  DataDisputeDigestMissing: ["The evidence is missing.", "Give --evidence-file with it."],
  DataDisputeNotClaimant: ["{caller} has no claim of the kind {kind} on {licence}.", "[data show-licence {#licence}]"],
  DataDisputeWithSelf: ["{participant} would be in dispute with itself.", "Name another licence."],
  DataDisputeNotParty: ["{caller} is not the one that may do this in {dispute}.", "[data list]"],
  DataDisputeNotArbiter: ["{arbiter} may decide {dispute}, not {caller}.", "Act as {arbiter}: --as {#arbiter}"],
  DataDisputeAnswered: ["{dispute} was answered.", "The sides agree, or it is decided."],
  DataDisputeUnanswered: [
    "The other side of {dispute} may answer until {lastDay}.",
    "Run the same command after that.",
  ],
  DataDisputeTooLate: [
    "Claims on {licence} were possible until it could be closed, from {closableFrom} on.",
    "[data show-licence {#licence}]",
  ],
  DataDisputeTooEarly: ["{dispute} may be decided until {lastDay}.", "Run the same command after that."],
  DataDisputeLicenceNotInUse: ["{licence} is {status}.", "[data show-licence {#licence}]"],
  DataDisputeOutcomeInvalid: [
    "More than there is ({most} at most) or was claimed; or something for nothing.",
    "Give what fits the claim.",
  ],
  DataDisputeProposalDiffers: ["{by} has proposed something else in {dispute}.", "Look at it again, then accept."],
};
