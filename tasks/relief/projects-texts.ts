/** Projects, purchases and produce, as events and errors tell of them. */
import type { ErrorTexts, EventTexts } from "../shared/told.ts";

export const events: EventTexts = {
  ProjectProposed: "{project} of {programme}: {budget} for {purpose} in {area}, out of {fund}.",
  ProjectApproved: "{project} is approved.",
  ProjectRefused: "{project} is refused.",
  ProjectClosed: "{project} is closed: nothing new begins.",
  MilestoneSubmitted: ({ raw }) =>
    `{implementer} has submitted the evidence of milestone {milestone} of {project}${raw.late === true ? ", late" : ""}.`,
  MilestoneApproved: ({ raw }) =>
    `The ${raw.byTownship === true ? "township" : "village"} has approved milestone {milestone} of {project}.`,
  MilestoneInspected: "{inspector} has inspected milestone {milestone} of {project}.",
  MilestoneRejected: "Milestone {milestone} of {project} is sent back to its implementer.",
  MilestoneReleased: "Milestone {milestone} of {project} is paid: {amount} ({payout}).",
  MilestoneReopened: "Milestone {milestone} of {project} may be released anew: {payout} goes back.",
  VoucherUsed: "{household} has paid {merchant} {amount} with its voucher ({payout}).",
  ProduceOrdered: "{purchase}: {buyer} has paid {amount} for produce, to be delivered until {deliverBy} ({lot}).",
  ProduceDelivered: "{cooperative} has delivered {purchase}; the buyer can complain until {complainBy}.",
  ProduceStatusChanged: "{purchase}: {previous} → {status}.",
  ProduceSharesPaid: "{lines} shares of {purchase} go out through {bank}: {amount} ({payout}).",
  ProduceRestReturned: "{buyer} has {amount} of {purchase} back.",
  ProduceFinished: "{purchase} is finished; {returned} went back to the buyer.",
};

const project = "[relief show-project {#project}]";
const purchase = "[relief show-purchase {#purchase}]";

export const errors: ErrorTexts = {
  ProjectUnknown: ["There is no {project}.", "[relief list]"],
  ProjectWrongStatus: ["{project} is {status}; this takes {needed}.", project],
  ProjectBudgetZero: ["The project would cost nothing.", "Give --budget, above 0.00."],
  ProjectPlanMissing: ["The plan is missing.", "Give --plan-file with it."],
  ProjectEvidenceMissing: ["What shows it is missing.", "Give --evidence-file with it."],
  ProjectMilestonesTooMany: ["The project would have {count} milestones.", "Give {max} at most."],
  ProjectMilestonesAboveBudget: [
    "The milestones come to {total}; the budget is {budget}.",
    "Give a higher --budget, or less for the milestones.",
  ],
  ProjectImplementerMissing: ["Somebody must carry the milestones out.", "Give --implementer."],
  ProjectSameOfficer: [
    "{officer} has taken another step of {project}.",
    "Proposer, approver and payer are three officers; see [relief officers]",
  ],
  ProjectOfficerPartial: [
    "{officer} is employed by {implementer}, which is paid.",
    "An officer of somebody else acts.",
  ],
  ProjectOfProduce: [
    "{fund} is for buyers of produce, whose orders pay for themselves.",
    "Leave milestones and benefits out, or take another fund.",
  ],
  MilestoneUnknown: ["{project} has no milestone {milestone}.", project],
  MilestonePlanInvalid: [
    "Milestone {index} cannot be so.",
    "It has an amount, a day to come, an approval and one to eight kinds of evidence.",
  ],
  MilestoneWrongStatus: ["Milestone {milestone} of {project} is {status}; this takes {needed}.", project],
  MilestoneNotImplementer: [
    "{implementer} carries {project} out, not {caller}.",
    "Act as {implementer}: --as {#implementer}",
  ],
  MilestoneEvidenceCount: ["{count} digests are given; {needed} kinds of evidence are asked.", project],
  MilestoneEvidenceMissing: ["Digest {index} of the evidence is missing.", "Give one for each kind."],
  MilestoneApprovalNotAsked: ["Milestone {milestone} of {project} does not ask for this approval.", project],
  MilestoneAlreadyApproved: ["Milestone {milestone} of {project} has this approval already.", project],
  MilestoneApprovalMissing: ["An approval of milestone {milestone} of {project} is missing.", project],
  MilestoneInspectorPartial: [
    "{inspector} is not independent of {project}: it carries it out, or employs an officer of it.",
    "Another inspector acts.",
  ],
  PurchaseUnknown: ["There is no {purchase}.", "[relief list]"],
  PurchaseWrongStatus: ["{purchase} is {status}; this takes {needed}.", purchase],
  PurchaseNotParty: ["This is for {needed} to do, not for {caller}.", "Act as {needed}: --as {#needed}"],
  PurchaseLinesUnfit: [
    "There are {households} households and {shares} shares.",
    "Give one share for each, for {max} households at most.",
  ],
  PurchaseAmountTooLarge: ["The order comes to {amount}.", "Give smaller shares."],
  PurchaseHouseholdUnfit: [
    "{household} cannot be paid a share: it is not helped now, lives elsewhere, or is at a ceiling.",
    "Leave it out.",
  ],
  PurchaseOfficerPartial: [
    "{officer} is employed by the buyer or the cooperative of {purchase}.",
    "Another officer decides.",
  ],
  PurchaseDayOutOfRange: ["{deliverBy} is out of range.", "Give --deliver-by between {earliest} and {latest}."],
  PurchaseEvidenceMissing: ["What shows it is missing.", "Give --evidence-file with it."],
  PurchaseDeliveryLate: [
    "{purchase} was to be delivered until {deliverBy}; today is {today}.",
    "Anyone can cancel it: [relief cancel {#purchase}]",
  ],
  PurchaseNotOverdue: [
    "{purchase} can be delivered until {deliverBy}; today is {today}.",
    "The cooperative can cancel it now, anyone after that day.",
  ],
  PurchaseComplaintLate: ["The buyer could complain of {purchase} until {complainBy}; today is {today}.", purchase],
  PurchaseComplaintOpen: [
    "The buyer can complain of {purchase} until {complainBy}; today is {today}.",
    "The buyer accepts it now, anyone after that day.",
  ],
  PurchaseNothingForBank: ["No household of {purchase} that can be paid is paid through {bank}.", purchase],
  PurchaseLinesOpen: [
    "Share {line} of {purchase} can be paid now, or waits for its bank.",
    "Pay it first: [relief pay-shares {#purchase} --help]",
  ],
  PurchaseNothingLeft: ["Nothing of {purchase} is left.", purchase],
  VoucherAmountZero: ["The price is missing.", "Give --amount, above 0.00."],
};
