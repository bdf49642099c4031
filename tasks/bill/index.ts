import { noun, read, readAs, write } from "../shared/define.ts";

const bill = "Bill, by its id or its number of 30 digits";
const holding = "Bill, or one of its holdings as in 7/3";
const request = "Request, by its number";

export default noun(
  "bill",
  "Bills (票据): draw, accept, deliver, endorse, present and pay",
  [
    "bill draw --acceptor guanshan --payee nanming --amount 1,234,567.89 --maturity 2026-06-30 --documents INV-1 --as qianling",
    "bill present-for-acceptance 1 --as qianling",
    "bill accept 1 --as guanshan",
    "bill endorse 1 --to huaxi --as nanming --dry-run",
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
      "Sign for what is asked of you: acceptance, delivery, endorsement (签收)",
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
      "Endorse a holding to another participant (背书)",
      {
        positionals: { holding },
        options: { to: "Endorsee", until: "Last day to sign for it (usual: the day before maturity)" },
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
      "Present a holding for payment (提示付款)",
      {
        positionals: { holding },
        options: {
          explanation: "Digest of why it is late (0x and 64 hexadecimal digits)",
          explanationFile: "File that tells why it is late; its SHA-256 is taken here",
        },
      },
      () => import("./present.ts"),
    ),
    write(
      "bill pay",
      "Pay a presented holding, money against units",
      { positionals: { holding } },
      () => import("./pay.ts"),
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
      "One bill: status, parties, chain of endorsements",
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
