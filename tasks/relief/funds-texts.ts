/** Funds and lots, as events and errors tell of them. */
import type { ErrorTexts, EventTexts } from "../shared/told.ts";

export const events: EventTexts = {
  FundOpened: "{fund} of {programme} is open: {target} at most, for {purpose}.",
  LotReceived: ({ raw }) =>
    `{lot}: {amount} of ${raw.isAnonymous === true ? "a giver who is not named" : "{giver}"}; {received} have come in to {fund}.`,
  FundAllocated: "{amount} of {fund} go to {project}, which has {projectAllocated} now; {fundFree} are free.",
  FundDeallocated: "{amount} of {project} go back to {fund}; {fundFree} are free.",
  LotUsed: "{lot} pays {amount} of {payout}; {left} of it are left.",
  LotRestored: "{amount} of {payout} go back to {lot}, of which {left} are left.",
  PayoutMoved: ({ raw }) => (raw.back === true ? "{payee} has given {amount} back." : "{payee} has received {amount}."),
  LeftoverAnnounced: "What is left of {fund} follows its rule ({leftover}) after {noticeEnd}.",
  LotReturned: "{amount} of {lot} went back to {giver}.",
  LotCarriedOver: "{amount} of {lot} are {into} now.",
};

export const errors: ErrorTexts = {
  FundUnknown: ["There is no {fund}.", "[relief list]"],
  FundWrongKind: ["{fund} is of the kind {kind}; this takes {needed}.", "[relief list]"],
  FundTargetZero: ["Nothing could come in.", "Give --target, above 0.00."],
  FundAmountZero: ["The amount is missing.", "Give --amount, above 0.00."],
  FundEvidenceMissing: ["What shows it is missing.", "Give --evidence-file with it."],
  FundAnnounced: [
    "{fund} takes nothing more: what becomes of the rest was published, until {noticeEnd}.",
    "[relief show {#fund}]",
  ],
  FundHasSuccessor: ["What is left of {fund} goes to {successor}.", "[relief carry-over {#fund}]"],
  FundNotPlatform: ["{platform} collects for {fund}, not {caller}.", "Act as {platform}: --as {#platform}"],
  FundTermOutOfRange: ["It would run from {from} to {until}.", "Let it run between {earliest} and {latest}."],
  FundSourceUnfit: [
    "{programme} cannot have a fund of the kind {kind}: public money and donations never mix.",
    "[relief show {#programme}]",
  ],
  FundLeftoverUnfit: [
    "What is left cannot go there ({leftover}).",
    "Name as --successor a fund for donations of the same authority.",
  ],
  FundNotRunning: ["{fund} takes money from {from} to {until}; today is {today}.", "[relief list]"],
  FundTargetExceeded: ["{fund} would have received {received}; it takes {target} at most.", "Give less."],
  FundBudgetExceeded: ["{programme} would have received {received}; its budget is {budget}.", "Give less."],
  FundShort: ["{amount} are asked of {fund}, of which {free} are free.", "Give less, or let more come in."],
  FundStillAllocated: ["Projects still have {inProjects} of {fund}.", "Take it back first: [relief deallocate --help]"],
  FundNotOver: ["{fund} is used until {end}; today is {today}.", "Run the same command after that."],
  FundNoticeRunning: [
    "The notice of what is left of {fund} runs until {noticeEnd}; today is {today}.",
    "Run the same command after that.",
  ],
  FundNotAnnounced: ["What becomes of the rest of {fund} was not published yet.", "[relief announce-leftover {#fund}]"],
  LotUnknown: ["There is no {lot}.", "[relief list]"],
  LotTooSmall: [
    "{amount} is less than {minimum}.",
    "Small gifts come together, through a platform: [relief donate-batch --help]",
  ],
  LotReferenceUsed: ["{giver} has used the reference {businessRef} before.", "Give another --reference."],
  LotReferenceEmpty: ["The reference is missing.", "Give --reference, your own, used once."],
  LotBatchEmpty: ["A batch has a root and donors.", "Make it: [relief make-batch --help]"],
  LotNothingLeft: ["Nothing is left of {lot}.", "[relief trace {#lot}]"],
  LotListTooLong: ["These are {count} lots.", "Give {max} at most."],
  LotNotOfProject: ["{lot} is not of the fund of {project}.", "Give a lot of that fund."],
  LotRestoredTwice: ["What {payout} has used of {lot} is back in it already.", "[relief show-payout {#payout}]"],
  ProjectShort: [
    "{amount} are asked of {project}, of which {free} are free.",
    "Allocate more: [relief allocate {#project} --help]",
  ],
  ProjectBudgetExceeded: ["{project} would have {allocated}; its budget is {budget}.", "Give less."],
  ProjectNotAccounted: ["{project} has no account: it was not approved.", "[relief show-project {#project}]"],
  ProjectAlreadyAccounted: ["{project} has an account already.", "[relief show-project {#project}]"],
  ProjectAccountClosed: ["{project} is closed.", "[relief show-project {#project}]"],
};
