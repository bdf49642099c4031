/** Scores and the ledger of help, as events and errors tell of them. */
import type { ErrorTexts, EventTexts, Told } from "../shared/told.ts";

const points = (value: unknown): string => `${(value as bigint) > 0n ? "+" : ""}${String(value)}`;

export const events: EventTexts = {
  FactorSet: ({ raw }) => `Factor {factor} counts ${points(raw.points)}, {weight} % of it.`,
  ScoreEntered: ({ raw }: Told) => `Entry {entry} for {person}: ${points(raw.applied)} by factor {factor}.`,
  ScoreAppealed: "{person} appeals against entry {entry}.",
  ScoreAppealDecided: ({ raw }) =>
    raw.granted === true
      ? `Entry {entry} of {person} is undone: ${points(raw.undone)}.`
      : "Entry {entry} of {person} stands.",
  HelpRecorded: "Help {help} to {household}: {kind}, on {day}, by {officer}.",
  HelpConfirmed: "{household} confirms help {help} by {officer}.",
  OutcomeReported: "{project}, indicator {indicator}: {achieved} of {planned}.",
  FeedbackGiven: "{household} rates {project} {rating} of 5.",
};

export const errors: ErrorTexts = {
  FactorInvalid: [
    "Factor {factor} cannot count {points}, {weight} % of it.",
    "Give points from -1000 to 1000, not 0, and 1 to 100 %.",
  ],
  FactorInactive: ["Factor {factor} does not count now.", "Give another --factor."],
  FactorAutomatic: ["Factor {factor} is entered by the module itself.", "Give one from 16 on."],
  ScoreEntryUnknown: ["There is no entry {entry}.", "[relief scores --help]"],
  ScoreEntryAutomatic: [
    "Entry {entry} is a fact that the module has seen itself.",
    "Only an authority's entries, and kinship that was found, can be appealed against.",
  ],
  ScoreEvidenceMissing: ["What shows it is missing.", "Give --evidence-file with it."],
  ScorePersonForeign: ["{person} is not of {programme}.", "Give the programme that the person is of."],
  AppealLate: ["Entry {entry} could be appealed against until {until}.", "It is too late."],
  AppealWrongStatus: ["The appeal against entry {entry} is {status}; this takes {needed}.", "[relief scores --help]"],
  AppealNotOwn: ["Entry {entry} is about {person}.", "Only {person} can appeal against it."],
  AppealDeciderPartial: [
    "{officer} is not independent of entry {entry}.",
    "An officer of another participant decides.",
  ],
  HelpUnknown: ["There is no help {help}.", "Give its number, as it was told when it was recorded."],
  HelpKindMissing: ["What was done is missing.", "Give --kind."],
  HelpEvidenceMissing: ["What shows it is missing.", "Give --evidence-file with it."],
  HelpDayOutOfRange: ["The help was on {day}; today is {today}.", "Give a day of the last thirty."],
  HelpAlreadyConfirmed: ["Help {help} is confirmed already.", "Nothing is to be done."],
  OutcomeEvidenceMissing: ["The report is missing.", "Give --evidence-file with it."],
  OutcomeNotImplementer: ["{caller} does not report for {project}; {implementer} does.", "Act as who carries it out."],
  OutcomePlanChanged: [
    "{planned} were planned for indicator {indicator} of {project} when it was first reported.",
    "Give that as --planned.",
  ],
  LedgerProjectForeign: ["{project} is not of the programme of {household}.", "Give a project of its programme."],
  LedgerProjectNotApproved: ["{project} was never approved.", "[relief show-project {#project}]"],
  FeedbackRatingOutOfRange: ["The rating is {rating}.", "Give 1 to 5."],
};
