import { noun, read, write } from "../shared/define.ts";

const programme = "Programme, by its number";
const household = "Household: its programme and its number there, as in 1/17";
const households = "Households, as in 1/17 or 1/17-40,1/55; 200 at most";
const officer = "Officer, by number";
const fund = "Fund, by its number";
const project = "Project, by its number";
const milestone = "Milestone: its project and its number there, as in 4/1";
const round = "Round, by its number";
const payout = "Payout, by its number";
const line = "Line: its payout and its number there, from 0, as in 6/0";
const purchase = "Order of produce, by its number";
const proof = {
  evidence: "Digest of what shows it (0x and 64 hexadecimal digits)",
  evidenceFile: "That document; its SHA-256 is taken here",
};
const reason = {
  reason: "Digest of the reason",
  reasonFile: "That document; its SHA-256 is taken here",
};
const signature = {
  assertion: "File with what the person's device has made (JSON, see docs/relief.md)",
  passkey: "On the development chain: the name of a software passkey, as in ayi",
  signedUntil: "Until when the signature is good (usual: for a day)",
};
const officerSignature = {
  officerAssertion: "The same of the officer",
  officerPasskey: "The same of the officer, on the development chain",
};
const newKey = { publicKey: "Public key of the device, as x,y", passkey: signature.passkey };
const rules = {
  noticeDays: "Days of public notice, 5 or more (usual: 7)",
  receiptDays: "Days in which a payout bank answers (usual: 10)",
  continues: "Whether benefits go on under observation, yes or no (usual: no)",
  householdCeiling: "Most that one household is given in all, in yuan (usual: no limit)",
  actCeiling: "Most that one household is given at once, in yuan (usual: no limit)",
  minimumLot: "Least amount of a donation, in yuan (usual: 100.00)",
};

export default noun(
  "relief",
  "Relief funds (精准扶贫): whom to help, with whose money, and what has come of it",
  [
    "relief create-programme --source social --budget 5,000,000 --until 2026-12-31 --areas 520112 --purposes EDUCATION --evidence-file plan.pdf --as rural",
    'relief propose 1 --file households.csv --officer-passkey "officer longjing1" --as longjing1',
    "relief review 1/1-20 --minutes-file minutes.pdf --as longjing2",
    "relief donate 2 --amount 10,000.00 --reference D-1 --as qianling",
    "relief propose-round --benefit 1 --project 1 --area 520112101 --total 200,000 --evidence-file list.pdf --as songxi1",
    "relief pay-benefits 1 --as wudang1",
    "relief answer 1 --receipt-file receipt.pdf --as baiyunling",
    "relief confirm 1/0 --passkey ayi --as huaxi",
    "relief trace 2/1",
  ],
  [
    write(
      "relief create-programme",
      "Found a programme (立项)",
      {
        options: {
          source: "Where its money comes from: fiscal, sector or social",
          budget: "What may come in at most, in yuan",
          from: "First day (usual: today)",
          until: "Last day",
          areas: "Divisions that it is for, as in 520112,520103101",
          purposes: "What its money may be spent on, as in EDUCATION,HOUSING",
          ...rules,
          ...proof,
        },
      },
      () => import("./create-programme.ts"),
    ),
    write(
      "relief change-rules",
      "Change the rules of your programme, for what begins afterwards",
      { positionals: { programme }, options: { ...rules, ...proof } },
      () => import("./change-rules.ts"),
    ),
    write(
      "relief add-area",
      "Enter a division, or extend a programme to one that is known",
      {
        positionals: { area: "A division: six digits for a county, nine for a township, twelve for a village" },
        options: { name: "Its name, of a new one", programme: "The programme that is extended to it" },
      },
      () => import("./add-area.ts"),
    ),
    write(
      "relief add-purpose",
      "Let your programme spend on something more",
      { positionals: { programme, purpose: "What for, as in EDUCATION" } },
      () => import("./add-purpose.ts"),
    ),
    write(
      "relief set-role",
      "Admit a participant to your programme, or no longer",
      {
        positionals: { programme },
        options: {
          of: "The participant",
          role: "operator, payoutBank, implementer, merchant, inspector, platform or cooperative",
          purpose: "Of a merchant's goods",
        },
        flags: { withdraw: "It is no longer admitted" },
      },
      () => import("./set-role.ts"),
    ),
    write(
      "relief define-benefit",
      "Define what your programme grants each household of a category (补助项目)",
      {
        positionals: { programme },
        options: {
          kind: "transfer, or voucher (usual: transfer)",
          purpose: "What it is for, as in EDUCATION",
          every: "once, month, quarter, half-year or year",
          amount: "Yuan for each household (usual: as lists say)",
          category: "Category of households (usual: all)",
        },
      },
      () => import("./define-benefit.ts"),
    ),
    write(
      "relief close-benefit",
      "End a benefit: nothing new is proposed for it",
      { positionals: { benefit: "Benefit, by its number" } },
      () => import("./close-benefit.ts"),
    ),
    write(
      "relief appoint",
      "Appoint an officer of yours (帮扶干部); the officer signs",
      {
        options: {
          account: "Account that the officer acts by",
          area: "County, township or village",
          identity: "The officer's commitment",
          ...newKey,
          ...signature,
        },
      },
      () => import("./appoint.ts"),
    ),
    write(
      "relief transfer-officer",
      "Give an officer another account or area, or take over one who was dismissed",
      { positionals: { officer }, options: { account: "Account (usual: as it is)", area: "Area (usual: as it is)" } },
      () => import("./transfer-officer.ts"),
    ),
    write(
      "relief dismiss",
      "End the service of an officer of yours",
      { positionals: { officer } },
      () => import("./dismiss.ts"),
    ),
    write(
      "relief replace-key",
      "Replace a lost passkey of an officer of yours",
      { positionals: { officer }, options: { ...newKey } },
      () => import("./replace-key.ts"),
    ),
    write(
      "relief declare-kinship",
      "Declare, as an officer, households that are kin (亲属回避)",
      { options: { commitments: "Commitments of the households, with commas" } },
      () => import("./declare-kinship.ts"),
    ),
    write(
      "relief bind-key",
      "Bind a second passkey: of a guardian, or a new device; signed with both",
      {
        options: {
          household: "The household",
          officer: "Or the officer",
          publicKey: "The new public key, as x,y",
          newAssertion: "File with what the new device has made of the same challenge",
          newPasskey: "On the development chain: the name of a new software passkey",
          ...signature,
        },
      },
      () => import("./bind-key.ts"),
    ),
    write(
      "relief remove-key",
      "Remove one of two passkeys: of a lost device; signed with either",
      { options: { household: "The household", officer: "Or the officer", key: "Which, 0 or 1", ...signature } },
      () => import("./remove-key.ts"),
    ),
    write(
      "relief propose",
      "Propose a household, or up to 16 of a file, with both passkeys (识别)",
      {
        positionals: { programme },
        options: {
          file: "CSV file with a household a line. Its columns are the options below",
          commitment: "The household's commitment",
          area: "Its village",
          category: "Its category's number",
          bank: "Its payout bank",
          ...newKey,
          ...proof,
          ...signature,
          ...officerSignature,
        },
      },
      () => import("./propose.ts"),
    ),
    write(
      "relief review",
      "Record the village review of households (民主评议)",
      {
        positionals: { households },
        options: {
          minutes: "Digest of the meeting's minutes",
          minutesFile: "The minutes; their SHA-256 is taken here",
        },
      },
      () => import("./review.ts"),
    ),
    write(
      "relief publish",
      "Put households on public notice, of registration or exit (公示)",
      { positionals: { households } },
      () => import("./publish.ts"),
    ),
    write(
      "relief endorse",
      "Approve households for the township, after the notice",
      { positionals: { households }, options: { ...proof } },
      () => import("./endorse.ts"),
    ),
    write(
      "relief register",
      "Register households for the county",
      { positionals: { households }, options: { ...proof } },
      () => import("./register.ts"),
    ),
    write(
      "relief refuse",
      "Refuse a household that is not registered yet",
      { positionals: { household }, options: { ...reason } },
      () => import("./refuse.ts"),
    ),
    write(
      "relief propose-exit",
      "Propose that a household exits, with both passkeys (退出)",
      { positionals: { household }, options: { ...proof, ...signature, ...officerSignature } },
      () => import("./propose-exit.ts"),
    ),
    write(
      "relief approve-exit",
      "Let households exit, after the notice",
      { positionals: { households }, options: { ...proof } },
      () => import("./approve-exit.ts"),
    ),
    write(
      "relief refuse-exit",
      "Leave a household on the register",
      { positionals: { household }, options: { ...reason } },
      () => import("./refuse-exit.ts"),
    ),
    write(
      "relief relapse",
      "Take a household under observation back (返贫)",
      { positionals: { household }, options: { ...proof } },
      () => import("./relapse.ts"),
    ),
    write(
      "relief object",
      "Object to a household on notice, or to its line in a round on notice (异议)",
      { positionals: { household }, options: { round: "The round, when it is a line that you object to", ...proof } },
      () => import("./object.ts"),
    ),
    write(
      "relief answer-objection",
      "Answer an objection",
      {
        positionals: { objection: "Objection, by its number" },
        options: {
          outcome: "upheld or dismissed",
          answer: "Digest of the answer's text",
          answerFile: "The answer; its SHA-256 is taken here",
        },
        flags: { line: "It is an objection to a line of a round" },
      },
      () => import("./answer-objection.ts"),
    ),
    write(
      "relief report-kinship",
      "Report that an officer is kin of a household: steps of the officer are void",
      { positionals: { household }, options: { officer: "The officer", ...proof } },
      () => import("./report-kinship.ts"),
    ),
    write(
      "relief choose-bank",
      "Choose another payout bank, as a household",
      { positionals: { household }, options: { bank: "The bank", ...signature } },
      () => import("./choose-bank.ts"),
    ),
    write(
      "relief propose-change",
      "Propose that a household is split, merged, moved or ended, or gets a passkey",
      {
        positionals: { household },
        options: {
          kind: "split, merge, move, end, addKey, replaceKeys or recategorise",
          commitment: "Split: of the household that leaves",
          into: "Merge: the household that it becomes part of",
          area: "Move: the village",
          category: "Recategorise: the category",
          ...newKey,
          ...proof,
        },
      },
      () => import("./propose-change.ts"),
    ),
    write(
      "relief confirm-change",
      "Confirm a change that another officer has proposed",
      { positionals: { change: "Change, by its number" } },
      () => import("./confirm-change.ts"),
    ),
    write(
      "relief refuse-change",
      "Refuse a change",
      { positionals: { change: "Change, by its number" }, options: { ...reason } },
      () => import("./refuse-change.ts"),
    ),
    write(
      "relief open-budget",
      "Open a budget line of a programme, or a fund for buyers of produce",
      {
        positionals: { programme },
        options: { target: "What may come in at most, in yuan", purpose: "What it is for, as in EDUCATION", ...proof },
        flags: { produce: "It is for buyers of produce (消费扶贫)" },
      },
      () => import("./open-budget.ts"),
    ),
    write(
      "relief open-campaign",
      "Open a campaign for donations (募捐)",
      {
        positionals: { programme },
        options: {
          target: "What it collects at most, in yuan",
          purpose: "What it is for",
          platform: "Who collects small donations",
          from: "First day (usual: today)",
          until: "Last day",
          leftover: "What becomes of the rest: return, or similar (usual: return)",
          successor: "The fund that the rest goes to",
          ...proof,
        },
      },
      () => import("./open-campaign.ts"),
    ),
    write(
      "relief appropriate",
      "Pay budget money in",
      { positionals: { fund }, options: { amount: "An amount in yuan", reference: "Your own reference, used once" } },
      () => import("./appropriate.ts"),
    ),
    write(
      "relief donate",
      "Donate to a campaign",
      {
        positionals: { fund },
        options: { amount: "An amount in yuan", reference: "Your own reference, used once" },
        flags: { anonymous: "The books are not to name you" },
      },
      () => import("./donate.ts"),
    ),
    write(
      "relief donate-batch",
      "Bring in the donations of many, as the platform of a campaign",
      {
        positionals: { fund },
        options: {
          amount: "What they come to, in yuan",
          root: "Merkle root over them (relief make-batch)",
          donors: "How many they are",
          reference: "Your own reference, used once",
        },
      },
      () => import("./donate-batch.ts"),
    ),
    write(
      "relief allocate",
      "Give a project free money of its fund",
      { positionals: { project }, options: { amount: "An amount in yuan" } },
      () => import("./allocate.ts"),
    ),
    write(
      "relief deallocate",
      "Take free money of a project back into its fund",
      { positionals: { project }, options: { amount: "An amount in yuan (usual: all that is free)" } },
      () => import("./deallocate.ts"),
    ),
    write(
      "relief announce-leftover",
      "Publish what becomes of the rest of a fund",
      { positionals: { fund } },
      () => import("./announce-leftover.ts"),
    ),
    write(
      "relief return-lots",
      "Give what is left of lots back to who gave them",
      { positionals: { fund }, options: { lots: "Which, as in 2/5,2/6 (usual: the first 64)" } },
      () => import("./return-lots.ts"),
    ),
    write(
      "relief carry-over",
      "Carry what is left of lots over to the fund of a similar purpose",
      { positionals: { fund }, options: { lots: "Which, as in 2/5,2/6 (usual: the first 64)" } },
      () => import("./carry-over.ts"),
    ),
    write(
      "relief propose-project",
      "Propose a project out of a fund (立项)",
      {
        positionals: { fund },
        options: {
          budget: "What it may cost, in yuan",
          area: "Where it is",
          implementer: "Who carries its milestones out",
          plan: "Digest of the plan",
          planFile: "The plan; its SHA-256 is taken here",
          milestones: "CSV file: amount,due,evidence, and village,township,inspection (yes or no)",
        },
      },
      () => import("./propose-project.ts"),
    ),
    write(
      "relief approve-project",
      "Approve a project, as another officer",
      { positionals: { project }, options: { ...proof } },
      () => import("./approve-project.ts"),
    ),
    write(
      "relief refuse-project",
      "Refuse a project",
      { positionals: { project }, options: { ...reason } },
      () => import("./refuse-project.ts"),
    ),
    write(
      "relief close-project",
      "End a project: nothing new begins",
      { positionals: { project }, options: { ...proof } },
      () => import("./close-project.ts"),
    ),
    write(
      "relief submit",
      "Submit the evidence of a milestone, as who carries it out",
      {
        positionals: { milestone },
        options: {
          evidence: "Digests, one for each kind asked, with commas",
          files: "Or the documents; their SHA-256 are taken here",
        },
      },
      () => import("./submit.ts"),
    ),
    write(
      "relief approve",
      "Approve a milestone, for the village or the township",
      { positionals: { milestone }, options: { ...proof } },
      () => import("./approve.ts"),
    ),
    write(
      "relief inspect",
      "Report on a milestone as a third party",
      { positionals: { milestone }, options: { ...proof } },
      () => import("./inspect.ts"),
    ),
    write(
      "relief reject",
      "Send a milestone back",
      { positionals: { milestone }, options: { ...reason } },
      () => import("./reject.ts"),
    ),
    write(
      "relief release",
      "Pay a milestone whose approvals are there, as a third officer",
      { positionals: { milestone } },
      () => import("./release.ts"),
    ),
    write(
      "relief propose-round",
      "Propose a period of a benefit for an area; it goes on public notice",
      {
        options: {
          benefit: "The benefit",
          project: "The project that pays",
          area: "For which households",
          period: "Number of the period (usual: the present one)",
          total: "What is paid at most, in yuan",
          list: "CSV file of a listed benefit: household,amount",
          root: "Or the list's root",
          ...proof,
        },
      },
      () => import("./propose-round.ts"),
    ),
    write(
      "relief approve-round",
      "Approve a round after its notice, as another officer",
      { positionals: { round }, options: { list: "Its list, to compare", ...proof } },
      () => import("./approve-round.ts"),
    ),
    write(
      "relief refuse-round",
      "Refuse a round",
      { positionals: { round }, options: { ...reason } },
      () => import("./refuse-round.ts"),
    ),
    write(
      "relief pay-benefits",
      "Release all that a round can pay now, page after page (直补到户)",
      {
        positionals: { round },
        options: { list: "Its list, of a listed benefit", page: "Households of one transaction (usual: 200)" },
      },
      () => import("./pay-benefits.ts"),
    ),
    write(
      "relief open-vouchers",
      "Open an approved round of vouchers, as a third officer",
      { positionals: { round } },
      () => import("./open-vouchers.ts"),
    ),
    write(
      "relief close-round",
      "End a round: nothing more is released",
      { positionals: { round } },
      () => import("./close-round.ts"),
    ),
    write(
      "relief continue-drawing",
      "Use more lots for a payout that needs many",
      { positionals: { payout } },
      () => import("./continue-drawing.ts"),
    ),
    write(
      "relief answer",
      "Answer for lines that you have paid to cards, as the payout bank",
      {
        positionals: { payout },
        options: {
          to: "Number of the line after the last (usual: all)",
          failed: "Lines that could not be paid, with commas",
          receipt: "Digest of your receipt",
          receiptFile: "The receipt; its SHA-256 is taken here",
        },
      },
      () => import("./answer.ts"),
    ),
    write(
      "relief return-overdue",
      "Send back what the bank has not answered for in time",
      { positionals: { payout }, options: { to: "Number of the line after the last (usual: all)" } },
      () => import("./return-overdue.ts"),
    ),
    write(
      "relief confirm",
      "Confirm that a line was received, as its household",
      { positionals: { line }, options: { ...signature } },
      () => import("./confirm.ts"),
    ),
    write(
      "relief dispute",
      "Say that a line was not received, as its household",
      { positionals: { line }, options: { ...proof, ...signature } },
      () => import("./dispute.ts"),
    ),
    write(
      "relief enter-confirmations",
      "Enter the scores of households that confirmed in time, a week after the receipt",
      { positionals: { payout } },
      () => import("./enter-confirmations.ts"),
    ),
    write(
      "relief answer-dispute",
      "Answer a dispute on a line",
      {
        positionals: { line },
        options: {
          outcome: "upheld or dismissed",
          answer: "Digest of the answer's text",
          answerFile: "The answer; its SHA-256 is taken here",
        },
      },
      () => import("./answer-dispute.ts"),
    ),
    write(
      "relief give-back",
      "Give back what you were paid, to the lots that it came from",
      {
        positionals: { payout },
        options: { line: "A line of a payout to a bank", amount: "Of another payout: how much, in yuan", ...proof },
      },
      () => import("./give-back.ts"),
    ),
    write(
      "relief use-voucher",
      "Be paid for what a household buys with its voucher, as the merchant",
      {
        positionals: { round },
        options: {
          household: "Who buys",
          amount: "The price in yuan",
          goods: "Digest of the receipt",
          goodsFile: "The receipt; its SHA-256 is taken here",
          ...signature,
        },
      },
      () => import("./use-voucher.ts"),
    ),
    write(
      "relief order",
      "Order produce of households from a cooperative, and pay (消费扶贫)",
      {
        positionals: { project },
        options: {
          cooperative: "Who sells",
          shares: "CSV file: household,amount",
          margin: "The cooperative's, in yuan",
          deliverBy: "Last day of delivery",
          goods: "Digest of the order",
          goodsFile: "The order; its SHA-256 is taken here",
          reference: "Your own reference, used once",
        },
      },
      () => import("./order.ts"),
    ),
    write(
      "relief deliver",
      "Say that produce was delivered, as the cooperative",
      { positionals: { purchase }, options: { ...proof } },
      () => import("./deliver.ts"),
    ),
    write(
      "relief cancel",
      "Cancel an order that was not delivered",
      { positionals: { purchase } },
      () => import("./cancel.ts"),
    ),
    write(
      "relief accept",
      "Accept a delivery, as the buyer; after its days anyone",
      { positionals: { purchase } },
      () => import("./accept.ts"),
    ),
    write(
      "relief complain",
      "Complain of a delivery, as the buyer",
      { positionals: { purchase }, options: { ...proof } },
      () => import("./complain.ts"),
    ),
    write(
      "relief settle",
      "Decide on a complaint",
      { positionals: { purchase }, options: { outcome: "delivered or cancelled", ...proof } },
      () => import("./settle.ts"),
    ),
    write(
      "relief pay-shares",
      "Pay the shares of an order through one bank",
      { positionals: { purchase }, options: { bank: "The bank" } },
      () => import("./pay-shares.ts"),
    ),
    write(
      "relief finish",
      "Pay the cooperative's margin, and give the buyer what could not be paid",
      { positionals: { purchase } },
      () => import("./finish.ts"),
    ),
    write(
      "relief return-rest",
      "Give the buyer what banks have sent back since",
      { positionals: { purchase } },
      () => import("./return-rest.ts"),
    ),
    write(
      "relief enter-score",
      "Enter an authority's factor for a household or officer, against appeal",
      {
        positionals: { programme },
        options: { household: "The household", officer: "Or the officer", factor: "The factor, from 16 on", ...proof },
      },
      () => import("./enter-score.ts"),
    ),
    write(
      "relief appeal",
      "Appeal against an entry of your score (申诉)",
      { positionals: { entry: "Entry, by its number" }, options: { ...proof, ...signature } },
      () => import("./appeal.ts"),
    ),
    write(
      "relief decide-appeal",
      "Decide on an appeal",
      { positionals: { entry: "Entry, by its number" }, options: { outcome: "granted or dismissed", ...reason } },
      () => import("./decide-appeal.ts"),
    ),
    write(
      "relief record-help",
      "Record what you have done for a household, as its officer (帮扶台账)",
      {
        positionals: { household },
        options: {
          kind: "visit, training, goods, job, housing, health, education or other",
          project: "The project that it was part of",
          day: "Day (usual: today)",
          ...proof,
        },
      },
      () => import("./record-help.ts"),
    ),
    write(
      "relief confirm-help",
      "Confirm that an officer has helped, as the household",
      { positionals: { record: "Help, by its number" }, options: { ...signature } },
      () => import("./confirm-help.ts"),
    ),
    write(
      "relief report-outcome",
      "Report what a project has achieved",
      {
        positionals: { project },
        options: {
          indicator: "What is counted, by its number in the plan",
          planned: "What was planned",
          achieved: "What was achieved",
          ...proof,
        },
      },
      () => import("./report-outcome.ts"),
    ),
    write(
      "relief give-feedback",
      "Say what a household thinks of a project",
      { positionals: { project }, options: { household: "The household", rating: "1 to 5", ...proof, ...signature } },
      () => import("./give-feedback.ts"),
    ),
    read("relief list", "All programmes, with their money", {}, () => import("./list.ts")),
    read(
      "relief show",
      "A programme: its rules, funds, projects, benefits and rounds",
      { positionals: { programme } },
      () => import("./show.ts"),
    ),
    read("relief areas", "The divisions that are known", {}, () => import("./areas.ts")),
    read("relief officers", "The officers, with their scores", {}, () => import("./officers.ts")),
    read(
      "relief households",
      "Households of a programme, by area and status",
      {
        positionals: { programme },
        options: { area: "Within this division", status: "Of this status", limit: "How many at most (usual: 50)" },
      },
      () => import("./households.ts"),
    ),
    read(
      "relief show-household",
      "What is public of a household, and who took which step for it",
      { positionals: { household } },
      () => import("./show-household.ts"),
    ),
    read(
      "relief objections",
      "Objections that are open",
      { flags: { all: "Those that were answered too" } },
      () => import("./objections.ts"),
    ),
    read(
      "relief show-project",
      "A project, its money and its milestones",
      { positionals: { project } },
      () => import("./show-project.ts"),
    ),
    read("relief show-round", "A round of a benefit", { positionals: { round } }, () => import("./show-round.ts")),
    read(
      "relief payouts",
      "Payouts, the newest first",
      {
        options: {
          status: "drawing, open, settled, paid or overdue",
          payee: "To whom",
          limit: "How many at most (usual: 50)",
        },
      },
      () => import("./payouts.ts"),
    ),
    read(
      "relief show-payout",
      "A payout, its lines, and the lots that paid for it",
      { positionals: { payout } },
      () => import("./show-payout.ts"),
    ),
    read(
      "relief show-purchase",
      "An order of produce and its shares",
      { positionals: { purchase } },
      () => import("./show-purchase.ts"),
    ),
    read(
      "relief trace",
      "Every use of the fen of a lot, down to the households (善款追踪)",
      { positionals: { lot: "Lot: its fund and its number there, as in 2/5" } },
      () => import("./trace.ts"),
    ),
    read(
      "relief make-commitments",
      "Make the commitments of households, here, with a key that stays with you",
      {
        options: {
          file: "CSV file: reference,identity; it is not sent anywhere",
          out: "CSV file to write: reference,commitment",
          keyFile: "The programme's key, outside of any repository",
        },
        flags: { newKey: "Make the key first" },
      },
      () => import("./make-commitments.ts"),
    ),
    read(
      "relief make-batch",
      "Make the Merkle tree of many small donations, with a proof for each",
      { options: { file: "CSV file: commitment,amount", out: "CSV file to write: commitment,offset,amount,proof" } },
      () => import("./make-batch.ts"),
    ),
  ],
);
