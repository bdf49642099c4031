/** Households and their life, as events and errors tell of them. */
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";

const changes: Record<string, string> = {
  Split: "{household} is split: {other} has left it.",
  Merge: "{household} has become part of {other}.",
  Move: "{household} lives in {area} now.",
  End: "{household} has ended.",
  AddKey: "{household} has a second passkey.",
  ReplaceKeys: "{household} has a new passkey, in the place of those before.",
  Recategorise: "{household} is of another category.",
};

const inProgramme = ({ context, raw }: Told): string =>
  context.words.command(
    `relief show-household ${String((raw.household as bigint) >> 32n)}/${String((raw.household as bigint) & 0xffff_ffffn)}`,
  );

export const events: EventTexts = {
  HouseholdEntered: "{household} is entered, in {area}, paid through {bank}.",
  HouseholdStatusChanged: "{household}: {previous} → {status}.",
  HouseholdBankChosen: "{household} is paid through {bank} from its next payout on.",
  HouseholdChangeProposed: "Change {change} of {household} waits for another officer.",
  HouseholdChangeRefused: "{officer} has refused change {change} of {household}.",
  HouseholdChanged: ({ shown }) => changes[shown.kind ?? ""] ?? "{household} has changed.",
  HouseholdProposed: "{officer} has proposed {household}, which has signed for it.",
  HouseholdReviewed: "The village has agreed to {household}.",
  HouseholdPublished: ({ raw }) =>
    `{household} is on public notice${raw.isExit === true ? " of its exit" : ""} until {noticeEnd}.`,
  HouseholdEndorsed: "The township has approved {household}.",
  HouseholdRegistered: "The county has registered {household}.",
  HouseholdRefused: "{household} is refused; it may be proposed again.",
  HouseholdExitProposed: "{officer} and {household} propose its exit.",
  HouseholdExited: "{household} has exited, and is observed until {observedUntil}.",
  HouseholdExitRefused: "{household} stays on the register.",
  HouseholdRelapsed: "{household} is back on the register.",
  ObjectionRaised: "{objection} to {household}: nothing goes on until it is answered ({open} open).",
  ObjectionAnswered: "{objection} to {household} is {outcome} ({open} open).",
  KinshipFound: ({ raw }) =>
    raw.voided === true
      ? "{officer} is kin of {household}: the steps are void, and it is under review."
      : "{officer} is kin of {household}; it had taken no step.",
};

const noHousehold = ["There is no {household}.", "[relief households --help]"] as const;

export const errors: ErrorTexts = {
  HouseholdUnknown: noHousehold,
  HouseholdCommitmentEmpty: ["The household's commitment is missing.", "Make it: [relief make-commitments --help]"],
  HouseholdCommitmentTaken: ["This household is {household} already.", inProgramme],
  HouseholdAreaNotVillage: ["Households live in villages; {area} is none.", "Give a code of twelve digits."],
  HouseholdWrongStatus: ["{household} is {status}; this takes {needed}.", inProgramme],
  HouseholdNotEntitled: ["{household} is {status}: it is not helped now.", inProgramme],
  HouseholdOutsideArea: ["{household} lives in {own}, outside of {area}.", "Leave it out."],
  HouseholdOtherCategory: ["{household} is not of category {category}.", "Leave it out."],
  HouseholdOtherBank: ["{household} is paid through {own}, not through {bank}.", "Pay it through {own}."],
  HouseholdOtherProgramme: ["{household} is not of {programme}.", "Give households of one programme."],
  HouseholdCeilingExceeded: [
    "{household} would have been given {given}; its programme's ceiling is {ceiling}.",
    "Give less, or have the rules changed.",
  ],
  HouseholdAmountAboveCeiling: [
    "{household} would be given {amount} at once; the programme's ceiling is {ceiling}.",
    "Give less, or have the rules changed.",
  ],
  HouseholdAmountZero: ["{household} would be given nothing.", "Leave it out."],
  HouseholdPeriodBefore: [
    "{household} is of its own since {since}; the period begins on {begins}.",
    "It is paid from the next period on.",
  ],
  HouseholdsNotAscending: [
    "Household {next} stands after {number}.",
    "Give the numbers in ascending order, each once.",
  ],
  HouseholdAmountsUnfit: [
    "There are {amounts} amounts for {households} households.",
    "Give one for each, or one for all.",
  ],
  HouseholdEvidenceMissing: ["What shows the change of {household} is missing.", "Give --evidence-file with it."],
  HouseholdChangeInvalid: ["A change {kind} of {household} cannot be so.", "[relief propose-change --help]"],
  HouseholdChangeUnknown: ["There is no change {change}.", "Give its number, as it was told when it was proposed."],
  HouseholdChangeClosed: ["Change {change} was decided on already.", "Propose another."],
  HouseholdSameOfficer: ["{officer} has proposed change {change} itself.", "Another officer decides."],
  ReviewEvidenceMissing: ["What shows it is missing.", "Give --evidence-file with it."],
  ReviewNoHouseholds: ["No household is named.", "Give them, as in 1/17-40."],
  ReviewTooMany: ["These are {count} households.", "One act is for {max} at most."],
  ReviewSameOfficer: [
    "{officer} has taken another step for {household}.",
    "Each step is another officer's; see [relief officers]",
  ],
  ReviewNoticeRunning: [
    "The notice of {household} runs until {noticeEnd}; today is {today}.",
    "Run the same command after that.",
  ],
  ReviewObjectionsOpen: ["{open} objections to {household} are open.", "Answer them: [relief objections]"],
  ReviewWrongStatus: ["{household} is {status}, from which this does not follow.", inProgramme],
  ReviewCategoryZero: ["The household's category is missing.", "Give it, from 1 on."],
  ObjectionUnknown: ["There is no {objection}.", "[relief objections]"],
  ObjectionAlreadyAnswered: ["{objection} was answered already.", "[relief objections]"],
  ObjectionOutcomeMissing: ["What is decided is missing.", "Give --outcome: upheld or dismissed."],
  ObjectionNotOnNotice: [
    "{household} is {status}; its notice ended on {noticeEnd}, and today is {today}.",
    "What comes to light later goes to the programme's authority.",
  ],
  ObjectionAlreadyRaised: ["You have objected already: {objection} is open.", "Wait for its answer."],
  KinshipOfficerSame: ["{officer} would report on itself.", "Declare it: [relief declare-kinship --help]"],
};
