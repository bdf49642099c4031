/** Programmes, areas and officers, as events and errors tell of them. */
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";

const forPurpose = ({ shown }: Told): string => (shown.purpose === "none" ? "" : " for {purpose}");

export const events: EventTexts = {
  ProgrammeCreated: "{programme}: {authority} has {budget} for it, from {start} to {end}.",
  ProgrammeAreaAdded: "{programme} is for {area} now.",
  ProgrammePurposeAdded: "{programme} may spend on {purpose} now.",
  ProgrammeRulesChanged: "{programme} has other rules, for what begins from now on.",
  ProgrammeRoleSet: (told) =>
    `{participant} is ${told.raw.admitted === true ? "admitted" : "no longer admitted"} to {programme} as {role}${forPurpose(told)}.`,
  BenefitDefined: "{benefit} of {programme} is defined.",
  BenefitClosed: "{benefit} of {programme} has ended: nothing new is proposed for it.",
  AreaAdded: "{area} {name} is entered, below {parent}.",
  OfficerAppointed: "{officer} acts for {area}, by {account}.",
  OfficerChanged: ({ raw }) =>
    raw.active === true ? "{officer} acts for {area}, by {account}." : "{officer} is no longer in service.",
  KinshipDeclared: "{officer} is kin of the household with the commitment {household}, and never acts on it.",
  KeyBound: "{person} has passkey {key}.",
  KeyRemoved: "{person} no longer has passkey {key}.",
  ActAsserted: "",
  OriginSet: "Passkeys of {rpId} may come from {origin}: {admitted}.",
};

export const errors: ErrorTexts = {
  ProgrammeUnknown: ["There is no {programme}.", "[relief list]"],
  ProgrammeSourceMissing: ["Where its money comes from is missing.", "Give --source: fiscal, sector or social."],
  ProgrammeTermOutOfRange: [
    "It would run from {start} to {end}; today is {today}.",
    "Let it begin today or later, and end after that.",
  ],
  ProgrammeBudgetZero: ["Nothing could come in.", "Give --budget, above 0.00."],
  ProgrammeEvidenceMissing: ["The decision behind it is missing.", "Give --evidence-file with it."],
  ProgrammeRuleOutOfRange: ["The rule {rule} would be {value}.", "Give {min} to {max}."],
  ProgrammeNotAuthority: ["{programme} is {authority}'s, not {caller}'s.", "Act as {authority}: --as {#authority}"],
  ProgrammeNotRunning: [
    "{programme} runs from {start} to {end}; today is {today}.",
    "Nothing new begins outside of its term.",
  ],
  ProgrammeNotEnded: ["{programme} runs until {end}; today is {today}.", "Run the same command after that."],
  ProgrammeAreaInvalid: [
    "{area} is no division's code.",
    "Give six digits for a county, nine for a township, twelve for a village.",
  ],
  ProgrammeAreaOutside: [
    "{area} lies in none of the areas of {programme}.",
    "See its areas: [relief show {#programme}]",
  ],
  ProgrammeAreaKnown: ["{programme} is for {area} already.", "[relief show {#programme}]"],
  ProgrammeAreasTooMany: ["{programme} has {max} areas already.", "Add the division that covers several of them."],
  ProgrammePurposeOutside: ["{programme} may not spend on {purpose}.", "See its purposes: [relief show {#programme}]"],
  ProgrammePurposeKnown: ["{programme} may spend on {purpose} already.", "[relief show {#programme}]"],
  ProgrammePurposeEmpty: ["A purpose is missing.", "Give it, as in EDUCATION."],
  ProgrammeRoleMissing: [
    (told) =>
      `{participant} is not admitted to {programme} as {role}${forPurpose(told)}, or has lost the qualification for it.`,
    "Its authority admits it: [relief set-role {#programme} --help]",
  ],
  ProgrammeRoleInvalid: [
    "{role} cannot be given so.",
    "A merchant is admitted for a --purpose, the others without one.",
  ],
  BenefitUnknown: ["There is no {benefit}.", "[relief list]"],
  BenefitTermsInvalid: [
    "Such a benefit cannot be.",
    "A voucher has an --amount; periods are once, month, quarter, half-year or year.",
  ],
  BenefitIsClosed: ["{benefit} has ended.", "Its programme's authority can define another."],
  AreaInvalid: [
    "{area} is no division's code.",
    "Give six digits for a county, nine for a township, twelve for a village.",
  ],
  AreaKnown: ["{area} is known already.", "[relief areas]"],
  AreaUnknown: ["{area} is not known.", "An authority enters it: [relief add-area {#area} --name …]"],
  AreaNameEmpty: ["The division has no name.", "Give --name, as the statistics office publishes it."],
  OfficerUnknown: ["There is no {officer}.", "[relief officers]"],
  OfficerAccountUnknown: ["{account} is no officer's account.", "Act as an officer; see [relief officers]"],
  OfficerAccountForeign: [
    "{account} is no account of {participant}.",
    "Bind it first: [participant bind-account --help]",
  ],
  OfficerAccountTaken: ["{account} is {officer}'s.", "Give another --account."],
  OfficerIdentityTaken: [
    "This human being is {officer} already.",
    "Take the officer over once it is dismissed: [relief transfer-officer --help]",
  ],
  OfficerIdentityEmpty: [
    "Who the officer is is missing.",
    "Give --identity, the commitment: [relief make-commitments --help]",
  ],
  OfficerLevelUnfit: [
    "Officers are of a county, township or village; {area} is of the level {level}.",
    "Give another --area.",
  ],
  OfficerNotOfParticipant: [
    "{officer} is employed by {participant}, not by {caller}.",
    "Act as {participant}: --as {#participant}",
  ],
  OfficerInactive: ["{officer} is no longer in service.", "Act as another officer; see [relief officers]"],
  OfficerOutsideArea: [
    "{officer} acts for {own}, which does not cover {area}.",
    "Act as an officer of that area; see [relief officers]",
  ],
  OfficerWrongLevel: [
    "{officer} is of the level {level}; this takes {needed}.",
    "Act as an officer of that level; see [relief officers]",
  ],
  OfficerIsKin: ["{officer} is kin of this household, and never acts on it.", "Another officer acts."],
  KinshipKnown: ["{officer} is known to be kin of that household.", "Leave it out."],
  FamilyTooLarge: [
    "Households that come of one by splits and mergers are {max} at most.",
    "Propose a new household by itself, or end the one that would become part of another.",
  ],
  KinshipsTooMany: ["{officer} would have more than {max} kinships.", "Declare those in the officer's own area."],
  KeyInvalid: ["This is no public key of P-256.", "Give --public-key, as the device has made it: x and y."],
  KeyTaken: ["This passkey is {holder}'s.", "Make a new one: a passkey is one person's, in one programme."],
  KeyMissing: ["{person} has no passkey {key}.", "Sign with the other one."],
  KeySlotUnknown: ["A person has the passkeys 0 and 1; there is no {key}.", "Give --key 0 or --key 1."],
  KeySlotsFull: ["{person} has two passkeys already.", "Remove one first: [relief remove-key --help]"],
  KeyIsLast: ["It is the only passkey of {person}.", "Bind another first: [relief bind-key --help]"],
  AssertionExpired: ["What {person} has signed was good until {deadline}.", "Have it signed anew."],
  AssertionInvalid: [
    "{person} has not signed this very act with passkey {key}: another act, number {nonce} was used before, or no fingerprint was asked.",
    "See what is to be signed: the same command with --dry-run, then have it signed anew.",
  ],
  AssertionOriginRefused: [
    "The passkey was used on a page that is not admitted.",
    "Sign on the relief platform's own page.",
  ],
  OriginEmpty: ["The domain or the origin is missing.", "Give both, as in relief.example and https://relief.example."],
};
