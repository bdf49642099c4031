import { noun, read, readAs, write } from "../shared/define.ts";

const bill = "Bill, by its id or its number of 30 digits";
const holding = "Bill, or one of its holdings as in 7/3";
const request = "Request, by its number";
const repo = "Repo, by its number";
const part = "How much of it in yuan, from its low end (usual: all)";
const onHolding = { positionals: { holding } };
const proof = {
  evidence: "Digest of what proves it (0x and 64 hexadecimal digits)",
  evidenceFile: "That document; its SHA-256 is taken here",
};

export default noun(
  "bill",
  "Bills (票据): draw, accept, deliver, endorse, guarantee, pledge, repo, present, pay, recourse",
  [
    "bill draw --acceptor guanshan --payee nanming --amount 1,234,567.89 --maturity 2026-06-30 --documents INV-1 --as qianling",
    "bill present-for-acceptance 1 --as qianling",
    "bill accept 1 --as guanshan",
    "bill endorse 1 --to huaxi --as nanming --dry-run",
    "bill endorse 1 --to huaxi --amount 400,000.00 --as nanming",
    "bill pledge 1 --pledgee guanshan --secured 300,000.00 --due 2026-05-29 --as huaxi",
    "bill repo-propose --kind pledged --buyer baiyunling --lots 1/2 --cash 390,000.00 --rate 1.9 --far-day 2026-01-20 --as guanshan",
    "bill claim 1 --party nanming --as huaxi",
    "bill draw --file bills.csv --as qianling",
    "bill show 1",
  ],
  [
    write(
      "bill draw",
      "Draw a bill, or all bills of a file (出票登记)",
      {
        options: {
          file: "CSV file with a bill a line; running again continues. Its columns are the options below",
          kind: "bank, finance-company or commercial (usual: what the acceptor is)",
          acceptor: "Who is to accept and pay",
          payee: "To whom it is payable",
          institution: "Bank or finance company that registers it (usual: the acceptor, when it is one)",
          amount: "Face amount in yuan, as in 1,234,567.89",
          maturity: "Day of maturity, as in 2026-06-30; at most six months away",
          documents: "Trade documents behind it: NUMBER, or NUMBER=1,000.00,OTHER=234.56",
        },
        flags: {
          splittable: "It may be endorsed in parts",
          supplyChain: "It is a supply-chain bill (供应链票据)",
          notTransferable: "The drawer's mark: it can't be endorsed at all",
        },
      },
      () => import("./draw.ts"),
    ),
    write(
      "bill present-for-acceptance",
      "Ask the drawee to accept (提示承兑)",
      { positionals: { bill } },
      () => import("./present-for-acceptance.ts"),
    ),
    write("bill accept", "Accept a bill as its drawee (承兑)", { positionals: { bill } }, () => import("./accept.ts")),
    write(
      "bill deliver",
      "Offer an accepted bill to its payee (提示收票)",
      { positionals: { bill }, options: { until: "Last day to sign for it (usual: the day before maturity)" } },
      () => import("./deliver.ts"),
    ),
    write(
      "bill sign",
      "Sign for what is asked of you: acceptance, delivery, endorsement, guarantee, pledge (签收)",
      { positionals: { request } },
      () => import("./sign.ts"),
    ),
    write(
      "bill refuse",
      "Refuse what is asked of you (驳回)",
      { positionals: { request } },
      () => import("./refuse.ts"),
    ),
    write(
      "bill withdraw-request",
      "Take back what you asked, before it is answered (撤回)",
      { positionals: { request } },
      () => import("./withdraw-request.ts"),
    ),
    write(
      "bill endorse",
      "Endorse a holding, or a part of it, to another participant (背书)",
      {
        positionals: { holding },
        options: { to: "Endorsee", amount: part, until: "Last day to sign for it (usual: the day before maturity)" },
        flags: { notTransferable: "Your mark: you owe nothing to those after the endorsee" },
      },
      () => import("./endorse.ts"),
    ),
    write(
      "bill lift-mark",
      "Lift the mark that you set (不得转让撤销)",
      { positionals: { holding } },
      () => import("./lift-mark.ts"),
    ),
    write(
      "bill instruct",
      "Sign in advance for deliveries and endorsements of one counterparty",
      {
        positionals: { counterparty: "For whose acts" },
        options: {
          acts: "delivery, endorsement or both (usual: both)",
          ceiling: "Most that one act may move, in yuan",
          tenor: "Most days to maturity (usual: 183)",
          until: "Last day of the instruction",
        },
      },
      () => import("./instruct.ts"),
    ),
    write(
      "bill cancel-instruction",
      "No longer sign in advance for a counterparty",
      { positionals: { counterparty: "For whose acts" } },
      () => import("./cancel-instruction.ts"),
    ),
    readAs("bill instructions", "For whom a participant signs in advance", {}, () => import("./instructions.ts")),
    write(
      "bill withdraw",
      "End a bill that was not delivered (撤票, 未用退回)",
      { positionals: { bill } },
      () => import("./withdraw.ts"),
    ),
    write(
      "bill present",
      "Present a holding, or a part of it, for payment (提示付款)",
      {
        positionals: { holding },
        options: {
          amount: part,
          explanation: "Digest of why it is late (0x and 64 hexadecimal digits)",
          explanationFile: "File that tells why it is late; its SHA-256 is taken here",
        },
      },
      () => import("./present.ts"),
    ),
    write(
      "bill set-standing-presentation",
      "Have a holding presented from maturity on, by whoever comes",
      { positionals: { holding }, flags: { off: "No longer" } },
      () => import("./set-standing-presentation.ts"),
    ),
    write(
      "bill present-standing",
      "Present a holding whose holder has asked for it in advance; anybody may",
      onHolding,
      () => import("./present-standing.ts"),
    ),
    write(
      "bill confirm-payment",
      "Confirm, as the acceptor, that you will pay a bill at maturity (付款确认)",
      { positionals: { bill }, options: proof },
      () => import("./confirm-payment.ts"),
    ),
    write("bill pay", "Pay a presented holding, money against units", onHolding, () => import("./pay.ts")),
    write(
      "bill declare-paid-off-chain",
      "Declare, as the acceptor, that a presented holding was paid beside the chain (票款分离)",
      { positionals: { holding }, options: proof },
      () => import("./declare-paid-off-chain.ts"),
    ),
    write(
      "bill confirm-paid-off-chain",
      "Confirm, as the holder, that a presented holding was paid beside the chain",
      {
        positionals: { holding },
        options: { ...proof, evidence: "Digest that the acceptor must have given (usual: the one that it gave)" },
      },
      () => import("./confirm-paid-off-chain.ts"),
    ),
    write(
      "bill dishonour",
      "Refuse payment (拒付)",
      {
        positionals: { holding },
        options: {
          reason:
            "insufficient-funds, holder-in-breach, bad-faith, known-defence, gross-negligence, out-of-time, stopped-by-court or not-due",
        },
      },
      () => import("./dishonour.ts"),
    ),
    write(
      "bill close-unanswered",
      "Close what the acceptor left unanswered: paid if it can be, else dishonoured by silence",
      { positionals: { holding } },
      () => import("./close-unanswered.ts"),
    ),
    write(
      "bill request-guarantee",
      "Ask somebody to guarantee a bill or a holding (保证)",
      {
        positionals: { holding },
        options: {
          guarantor: "Who is to answer for it",
          until: "Last day to sign for it (usual: the day before maturity)",
        },
      },
      () => import("./request-guarantee.ts"),
    ),
    write(
      "bill pledge",
      "Pledge a holding, or a part of it, as security (质押)",
      {
        positionals: { holding },
        options: {
          pledgee: "Who has the security",
          secured: "The debt that it secures, in yuan",
          due: "Day on which that debt is due",
          amount: part,
          until: "Last day to sign for it (usual: the day before maturity)",
        },
      },
      () => import("./pledge.ts"),
    ),
    write("bill release-pledge", "Give a pledge up (质押解除)", onHolding, () => import("./release-pledge.ts")),
    write(
      "bill realise-pledge",
      "Take title to a pledged holding, to collect, once the debt or the bill is due (质权实现)",
      onHolding,
      () => import("./realise-pledge.ts"),
    ),
    write(
      "bill repo-propose",
      "Propose a repo of discounted bills (回购)",
      {
        options: {
          kind: "pledged (质押式) or outright (买断式)",
          buyer: "Who lends, or buys",
          lots: "Bills or holdings, as in 7 or 7/3; a part as in 7/3:1,000.00; several with commas",
          file: "CSV file with a holding a line instead: columns holding and, for a part, amount",
          cash: "Pledged: what is lent, in yuan",
          rate: "Percent a year, as in 1.85: pledged of the money, outright of the first leg",
          farRate: "Outright: percent a year of the second leg",
          farDay: "Day on which it is paid back; a business day",
          lastDay: "Last day to accept it (usual: today)",
        },
      },
      () => import("./repo-propose.ts"),
    ),
    write(
      "bill repo-accept",
      "Accept a repo: the buyer pays, and has pledge or title",
      { positionals: { repo } },
      () => import("./repo-accept.ts"),
    ),
    write("bill repo-refuse", "Refuse a repo", { positionals: { repo } }, () => import("./repo-refuse.ts")),
    write(
      "bill repo-withdraw",
      "Take a repo back before it is answered",
      { positionals: { repo } },
      () => import("./repo-withdraw.ts"),
    ),
    write(
      "bill repo-redeem",
      "Pay a repo back, and have the bills again (赎回)",
      { positionals: { repo } },
      () => import("./repo-redeem.ts"),
    ),
    write(
      "bill repo-enforce",
      "Enforce a repo's second leg: redeemed if it can be paid, else the buyer collects the bills",
      { positionals: { repo } },
      () => import("./repo-enforce.ts"),
    ),
    read(
      "bill repo-list",
      "All repos, or some",
      {
        options: {
          of: "Whose, as seller or buyer",
          holding: "On which holding, as in 7/3",
          status: "proposed, open, redeemed, defaulted, refused or withdrawn",
        },
      },
      () => import("./repo-list.ts"),
    ),
    read(
      "bill repo-show",
      "One repo: its legs, days and bills",
      { positionals: { repo } },
      () => import("./repo-show.ts"),
    ),
    read(
      "bill repo-history",
      "Everything that has happened to a repo",
      { positionals: { repo } },
      () => import("./repo-history.ts"),
    ),
    write(
      "bill open-early",
      "Open recourse before maturity: the acceptor is insolvent (非拒付追索)",
      {
        positionals: { holding },
        options: { evidence: "Number of the evidence that a court or a regulator has anchored" },
      },
      () => import("./open-early.ts"),
    ),
    write(
      "bill claim",
      "Claim what is owed on a dishonoured holding from somebody who is liable (追索)",
      {
        positionals: { holding },
        options: {
          party: "Who is to pay",
          costs: "Costs that are added, in yuan",
          costsDigest: "Digest of what proves them",
          costsFile: "That document; its SHA-256 is taken here",
        },
      },
      () => import("./claim.ts"),
    ),
    write(
      "bill notify",
      "Tell a prior of the dishonour (追索通知)",
      { positionals: { holding }, options: { party: "Who is told" } },
      () => import("./notify.ts"),
    ),
    write(
      "bill interrupt",
      "Record what starts the time to claim on somebody anew (时效中断)",
      { positionals: { holding }, options: { party: "On whom", kind: "demand or suit", ...proof } },
      () => import("./interrupt.ts"),
    ),
    write(
      "bill settle",
      "Pay on a claim of recourse (清偿); with all of it the holding is yours",
      { positionals: { holding }, options: { amount: "How much at most, in yuan (usual: all that is owed today)" } },
      () => import("./settle.ts"),
    ),
    read(
      "bill liable",
      "Who is liable to a holding's holder, until when, and what is owed",
      onHolding,
      () => import("./liable.ts"),
    ),
    read(
      "bill list",
      "All bills, or some",
      {
        options: {
          drawer: "Drawn by",
          acceptor: "To be paid by",
          holder: "Held by",
          status: "drawn, accepted, delivered, matured, settled or ended",
          limit: "How many at most, newest first (usual: 50)",
        },
      },
      () => import("./list.ts"),
    ),
    read(
      "bill show",
      "One bill: status, parties, what binds it, chain of endorsements, what comes next",
      { positionals: { bill: holding } },
      () => import("./show.ts"),
    ),
    read(
      "bill history",
      "Everything that has happened to a bill",
      { positionals: { bill } },
      () => import("./history.ts"),
    ),
  ],
);
