import { noun, read, readAs, write } from "../shared/define.ts";

const receivable = "Receivable, by its number";
const note = "Note: the receivable and its number on it, as in 7/3";
const request = "Request, by its number";
const facility = "Facility, by its number";
const until = "Last day to sign for it (usual: the day before it is due)";
const part = "How much of it in yuan, from its low end (usual: all)";
const page = "Notes of one transaction (usual: 100)";
const onReceivable = { positionals: { receivable } };
const onNote = { positionals: { note } };
const proof = {
  evidence: "Digest of what proves it (0x and 64 hexadecimal digits)",
  evidenceFile: "That document; its SHA-256 is taken here",
};
const terms = {
  amount: "Face amount in yuan, as in 1,234,567.89",
  due: "Day on which it is due, as in 2026-06-30; normally within six months, never more than twelve",
  documents: "Invoices behind it: NUMBER, or NUMBER=1,000.00,OTHER=234.56",
  facility: "Facility under which it is opened (usual: the obligor's own)",
  overdueRate: "Percent a year on what is overdue (usual: 18, which is 0.05 a day)",
  reason: "Digest of the reason for more than six months",
  reasonFile: "That document; its SHA-256 is taken here",
  until,
};
const trade = {
  trade: "Digest of the trade behind it (0x and 64 hexadecimal digits)",
  tradeFile: "Its document; its SHA-256 is taken here",
};

export default noun(
  "receivable",
  "Receivables (应收账款凭证): open, pass on tier after tier, finance, settle, dispute",
  [
    "receivable grant-facility qianling --limit 10,000,000 --until 2026-12-31 --as guanshan",
    "receivable open --supplier nanming --amount 1,000,000.00 --due 2026-06-30 --documents INV-1 --facility 1 --as qianling",
    "receivable sign 1 --as nanming",
    "receivable transfer 1/1 --to huaxi --amount 400,000.00 --trade-file order.pdf --as nanming",
    "receivable transfer --file payments.csv --as nanming",
    "market ask --notes 1/2 --recourse --last-day 2026-01-16 --as huaxi",
    "receivable tree 1",
    "receivable needed 1",
    "receivable settle 1 --as qianling",
    "receivable show 1/2",
  ],
  [
    write(
      "receivable grant-facility",
      "Give an obligor, or yourself, a line for receivables (授信)",
      {
        positionals: { obligor: "Who may open receivables under it" },
        options: { limit: "What may be open at a time, in yuan", until: "Last day on which something can be opened" },
      },
      () => import("./grant-facility.ts"),
    ),
    write(
      "receivable change-facility",
      "Change the limit or the last day of your facility",
      {
        positionals: { facility },
        options: { limit: "New limit in yuan (usual: as it is)", until: "New last day (usual: as it is)" },
      },
      () => import("./change-facility.ts"),
    ),
    write(
      "receivable close-facility",
      "End your facility for new receivables",
      { positionals: { facility } },
      () => import("./close-facility.ts"),
    ),
    read(
      "receivable facilities",
      "All facilities, and what of each is used",
      { options: { of: "Given by, or to" } },
      () => import("./facilities.ts"),
    ),
    write(
      "receivable open",
      "Open a receivable as its obligor, or all of a file (开立)",
      {
        options: {
          file: "CSV file with a receivable a line; running again continues. Its columns are the options below",
          supplier: "To whom it is owed",
          ...terms,
        },
      },
      () => import("./open.ts"),
    ),
    write(
      "receivable apply-to",
      "Ask, as the supplier, an obligor to confirm what it owes (申请)",
      { options: { obligor: "Who owes it", ...terms } },
      () => import("./apply-to.ts"),
    ),
    write(
      "receivable sign",
      "Sign for what is asked of you: opening, confirmation, transfer, early payment, pledge (签收, 确权)",
      { positionals: { request } },
      () => import("./sign.ts"),
    ),
    write(
      "receivable refuse",
      "Refuse what is asked of you, without a reason and without any consequence (驳回)",
      { positionals: { request } },
      () => import("./refuse.ts"),
    ),
    write(
      "receivable withdraw-request",
      "Take back what you asked, before it is answered (撤回)",
      { positionals: { request } },
      () => import("./withdraw-request.ts"),
    ),
    write(
      "receivable instruct",
      "Sign in advance for openings and transfers of one counterparty",
      {
        positionals: { counterparty: "For whose acts" },
        options: {
          acts: "opening, transfer or both (usual: both)",
          ceiling: "Most that one act may move, in yuan",
          tenor: "Most days to the due day (usual: 183)",
          until: "Last day of the instruction",
        },
      },
      () => import("./instruct.ts"),
    ),
    write(
      "receivable cancel-instruction",
      "No longer sign in advance for a counterparty",
      { positionals: { counterparty: "For whose acts" } },
      () => import("./cancel-instruction.ts"),
    ),
    readAs("receivable instructions", "For whom a participant signs in advance", {}, () => import("./instructions.ts")),
    write(
      "receivable transfer",
      "Pass a note, or a part of it, on in payment; or all payments of a file (转让)",
      {
        optionals: { note },
        options: {
          file: "CSV file with a payment a line: note,to,amount,trade, and until; running again pays nothing twice",
          to: "Receiver",
          amount: part,
          ...trade,
          until,
        },
        flags: { again: "Pay the same receiver the same amount for the same trade once more" },
      },
      () => import("./transfer.ts"),
    ),
    write(
      "receivable transfer-many",
      "Pass parts of a note on to up to 50 receivers, all or none",
      {
        positionals: { note },
        options: {
          to: "Receivers and amounts, as in huaxi=400,000.00,wudang=1,234.56",
          ...trade,
          file: "CSV file with a receiver a line instead: columns to, amount and trade (its digest, or its document)",
          until,
        },
        flags: { again: "Also what was paid before for the same trade" },
      },
      () => import("./transfer-many.ts"),
    ),
    write(
      "receivable merge",
      "Make one note of two adjoining ones (合并)",
      { positionals: { note, next: "The note to join it with" } },
      () => import("./merge.ts"),
    ),
    write(
      "receivable request-confirmation",
      "Ask a bank to pay the holders should you not (保兑)",
      {
        positionals: { receivable },
        options: { bank: "Who is to confirm", fee: "What it is paid for that, in yuan; 0 for nothing", until },
      },
      () => import("./request-confirmation.ts"),
    ),
    write(
      "receivable propose-cancellation",
      "Ask all holders to cancel a receivable of which nothing was financed (作废)",
      {
        positionals: { receivable },
        options: { reason: "Digest of the reason", reasonFile: "Its document; its SHA-256 is taken here" },
      },
      () => import("./propose-cancellation.ts"),
    ),
    write(
      "receivable withdraw-cancellation",
      "No longer ask to cancel a receivable",
      onReceivable,
      () => import("./withdraw-cancellation.ts"),
    ),
    write(
      "receivable agree-to-cancel",
      "Agree, for your note, to cancel its receivable",
      onNote,
      () => import("./agree-to-cancel.ts"),
    ),
    write(
      "receivable withdraw-agreement",
      "No longer agree to cancel, and be free to use your note",
      onNote,
      () => import("./withdraw-agreement.ts"),
    ),
    write(
      "receivable cancel",
      "Close the notes of a receivable that all holders have agreed to cancel; anybody may",
      { positionals: { receivable }, options: { page } },
      () => import("./cancel.ts"),
    ),
    write(
      "receivable settle",
      "Pay all of a receivable, as its obligor or its confirming bank; running again continues (到期清分)",
      { positionals: { receivable }, options: { page } },
      () => import("./settle.ts"),
    ),
    write(
      "receivable settle-partly",
      "Pay a part of a receivable, the same share of every note; running again continues",
      { positionals: { receivable }, options: { paidTo: "How much of it is to be paid in all, in yuan", page } },
      () => import("./settle-partly.ts"),
    ),
    write(
      "receivable collect",
      "Have a receivable paid out of what its payer has allowed; anybody may",
      { positionals: { receivable }, options: { payer: "Who pays (usual: the obligor)", page } },
      () => import("./collect.ts"),
    ),
    write(
      "receivable claim",
      "Take what was set aside for your note, once you can be paid",
      onNote,
      () => import("./claim.ts"),
    ),
    write(
      "receivable request-early-payment",
      "Ask the obligor to pay a note, or a part of it, before it is due (提前付款)",
      { positionals: { note }, options: { rate: "Discount in percent a year, as in 3.6", amount: part, until } },
      () => import("./request-early-payment.ts"),
    ),
    write(
      "receivable record-overdue",
      "Have it recorded that a receivable is overdue; anybody may, once",
      onReceivable,
      () => import("./record-overdue.ts"),
    ),
    write(
      "receivable notify-obligor",
      "Tell the obligor, as the factor, that a note is yours: only you are paid (通知)",
      onNote,
      () => import("./notify-obligor.ts"),
    ),
    write(
      "receivable register",
      "Record that your factoring is registered with the national registry (登记)",
      {
        positionals: { note },
        options: {
          number: "The registration's number; its SHA-256 is taken here",
          registration: "Its digest instead (0x and 64 hexadecimal digits)",
        },
      },
      () => import("./register.ts"),
    ),
    write(
      "receivable merge-financed",
      "Make one note of two adjoining ones that you have factored alike",
      { positionals: { note, next: "The note to join it with" } },
      () => import("./merge-financed.ts"),
    ),
    write(
      "receivable remit",
      "Pay the factor what you have collected on a note that you sold",
      onNote,
      () => import("./remit.ts"),
    ),
    write(
      "receivable claim-recourse",
      "Claim what you are due on a factored note from its seller, once the obligor is overdue (追索)",
      { positionals: { note }, options: { costs: "Costs that are added, in yuan", ...proof } },
      () => import("./claim-recourse.ts"),
    ),
    write(
      "receivable repay",
      "Pay on a claim of recourse; with all of it the note is yours again (回购)",
      { positionals: { note }, options: { amount: "How much at most, in yuan (usual: all that is due today)" } },
      () => import("./repay.ts"),
    ),
    write(
      "receivable pledge",
      "Pledge a note, or a part of it, as security (质押)",
      {
        positionals: { note },
        options: {
          pledgee: "Who has the security",
          secured: "The debt that it secures, in yuan",
          due: "Day on which that debt is due",
          amount: part,
          until,
        },
      },
      () => import("./pledge.ts"),
    ),
    write("receivable release-pledge", "Give a pledge up (质押解除)", onNote, () => import("./release-pledge.ts")),
    write(
      "receivable realise-pledge",
      "Take title to a pledged note, to collect, once the debt is due (质权实现)",
      onNote,
      () => import("./realise-pledge.ts"),
    ),
    write(
      "receivable dispute",
      "Dispute a note as its holder, its obligor or the confirming bank (争议)",
      { positionals: { note }, options: proof },
      () => import("./dispute.ts"),
    ),
    write(
      "receivable resolve",
      "Agree to a resolution of a dispute; it ends when both sides agree to the same",
      {
        positionals: { note },
        options: {
          resolution: "Digest of what was agreed",
          resolutionFile: "That document; its SHA-256 is taken here",
        },
      },
      () => import("./resolve.ts"),
    ),
    write(
      "receivable enter-assignment",
      "Enter an assignment of a note's claim that was made off chain before",
      {
        positionals: { note },
        options: {
          amount: "What was financed, in yuan",
          registered: "When it was registered, as in '2026-01-02 10:00' (usual: not)",
          notified: "When its notice reached the obligor (usual: not)",
          proof: "Digest of the registration's number, or of the contract",
          proofFile: "That document; its SHA-256 is taken here",
        },
      },
      () => import("./enter-assignment.ts"),
    ),
    write(
      "receivable admit-assignment",
      "Admit, as the holder, an assignment that was made before",
      { positionals: { note }, options: { entry: "Its number on the note (usual: the only one that waits)" } },
      () => import("./admit-assignment.ts"),
    ),
    write(
      "receivable withdraw-assignment",
      "Take an assignment back that you have entered",
      { positionals: { note }, options: { entry: "Its number on the note (usual: the only one)" } },
      () => import("./withdraw-assignment.ts"),
    ),
    read(
      "receivable ladder",
      "Who would get what of money on a note, by rank (民法典768条)",
      { positionals: { note }, options: { amount: "How much comes in, in yuan (usual: the note's)" } },
      () => import("./ladder.ts"),
    ),
    read(
      "receivable due",
      "What is owed on a note today: principal, interest, what is set aside, what its factor is due",
      onNote,
      () => import("./due.ts"),
    ),
    read(
      "receivable needed",
      "What a payer must have ready to pay a receivable today, and whether it has",
      {
        positionals: { receivable },
        options: {
          paidTo: "How much of it is to be paid in all, in yuan (usual: all)",
          payer: "Who pays (usual: the obligor)",
        },
      },
      () => import("./needed.ts"),
    ),
    read(
      "receivable list",
      "All receivables, or some",
      {
        options: {
          obligor: "Owed by",
          supplier: "First owed to",
          bank: "Confirmed by",
          status: "proposed, open, overdue, settled, cancelling or cancelled",
          limit: "How many at most, newest first (usual: 50)",
        },
      },
      () => import("./list.ts"),
    ),
    read(
      "receivable notes",
      "All live notes, or some: who holds what now",
      { options: { holder: "Held by", obligor: "Owed by" } },
      () => import("./notes.ts"),
    ),
    read(
      "receivable show",
      "One receivable, or one note: status, parties, what stands on it, what comes next",
      { positionals: { receivable: "Receivable, as in 7, or one of its notes, as in 7/3" } },
      () => import("./show.ts"),
    ),
    read(
      "receivable tree",
      "A receivable's notes as a tree: tiers, holders, money, what stands on each",
      onReceivable,
      () => import("./tree.ts"),
    ),
    read(
      "receivable history",
      "Everything that has happened to a receivable and its notes",
      onReceivable,
      () => import("./history.ts"),
    ),
  ],
);
