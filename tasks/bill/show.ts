import type { Context } from "../shared/context.ts";
import { billNumber, counted, dateOf, timeOf, yuan } from "../shared/format.ts";
import { timesOf } from "../shared/history.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf, withTerm } from "../shared/terms.ts";
import { nextLines } from "../shared/write.ts";
import { type BillState, billState, firstHolding, holdingsOf, nextSteps, unitsOf } from "./state.ts";

const KINDS = {
  None: "Bill",
  Bank: "Bank acceptance bill (银承)",
  FinanceCompany: "Finance company acceptance bill (财承)",
  Commercial: "Commercial acceptance bill (商承)",
};

const PAGE = 100n;

/** A holding's chain of endorsements, oldest first. */
async function chainOf({ suite, words }: Context, holding: bigint) {
  const chain = [];
  let cursor = 0n;
  do {
    const [, page, next] = await suite.billDescriptor.chainOf(suite.billRegistry, holding, cursor, PAGE);
    chain.push(...page);
    cursor = next;
  } while (cursor !== 0n);
  return Promise.all(
    chain.reverse().map(async ({ from, to, lo, hi, day, purpose, notTransferable }) => ({
      from: await words.participant(from),
      to: await words.participant(to),
      day: dateOf(day),
      purpose: nameOf("Purpose", purpose),
      amount: hi - lo + 1n,
      notTransferable,
    })),
  );
}

/** Days of acceptance and delivery, from the events. */
async function steps(context: Context, id: bigint) {
  const { billIssuance } = context.suite;
  const { filters } = billIssuance;
  const logs = await context.events(async (first, last) => {
    const [accepted, delivered] = await Promise.all([
      billIssuance.queryFilter(filters.BillAccepted(id), first, last),
      billIssuance.queryFilter(filters.BillDelivered(id), first, last),
    ]);
    return [
      ...accepted.map(({ args }) => ["accepted", args.day] as const),
      ...delivered.map(({ args }) => ["delivered", args.day] as const),
    ];
  });
  const days = new Map(logs);
  const on = (step: "accepted" | "delivered") => {
    const day = days.get(step);
    return day === undefined ? undefined : dateOf(day);
  };
  return { accepted: on("accepted"), delivered: on("delivered") };
}

async function paymentOf(context: Context, holding: bigint) {
  const { billPayment } = context.suite;
  const [paid] = await context.events((first, last) =>
    billPayment.queryFilter(billPayment.filters.BillPaid(holding), first, last),
  );
  if (paid === undefined) return undefined;
  const times = await timesOf(context, [paid.blockNumber]);
  return { amount: paid.args.amount, time: timeOf(times.get(paid.blockNumber) ?? 0), bySilence: paid.args.bySilence };
}

/** The day on which it can be asked for, when the calendar has the year. */
async function payableDay({ suite }: Context, maturity: bigint): Promise<string | undefined> {
  return suite.calendar.nextBusinessDay(maturity).then(dateOf, () => undefined);
}

interface Chart {
  drawer: string;
  payee: string;
  holder: string;
  delivered: string | undefined;
  payment: Awaited<ReturnType<typeof paymentOf>>;
  acceptor: string;
  chain: Awaited<ReturnType<typeof chainOf>>;
}

/** The way of the bill from hand to hand. */
function drawChain(
  { drawer, payee, holder, delivered, payment, acceptor, chain }: Chart,
  { circulation }: BillState,
): string {
  const lines = [drawer];
  if (delivered !== undefined) lines.push(`  │ ${delivered}  delivered`, payee);
  for (const { day, purpose, to, notTransferable } of chain) {
    lines.push(
      `  │ ${day}  endorsed${purpose === "Transfer" ? "" : ` (${purpose})`}${notTransferable ? ", marked not transferable" : ""}`,
      to,
    );
  }
  if (payment !== undefined) lines.push(`  │ ${payment.time.slice(0, 10)}  paid ${yuan(payment.amount)}`, acceptor);
  const last = lines.length - 1;
  if (circulation !== "Closed") lines[last] = `${holder}  ◀ holds it`;
  return lines.map((line) => `  ${line}`).join("\n");
}

async function presentationLine({ presentation, circulation }: BillState): Promise<string | undefined> {
  const { day, answerBy, open, dishonouredOn, reason, early, late } = presentation;
  if (day === 0n || circulation === "Closed") return undefined;
  const when = `${dateOf(day)}${early ? ", early" : ""}${late ? ", late" : ""}`;
  if (open) return `${when}; answer by ${dateOf(answerBy)}`;
  if (dishonouredOn !== 0n)
    return `${when}; dishonoured on ${dateOf(dishonouredOn)} (${nameOf("DishonourReason", reason)})`;
  return `${when}; given back (${nameOf("DishonourReason", reason)})`;
}

/** One of the bill's holdings, in short. */
async function holdingInWords({ words }: Context, { holding, info, circulation, offer }: BillState) {
  return {
    holding,
    lo: info.lo,
    hi: info.hi,
    amount: unitsOf(info),
    holder: { participant: info.holder, name: await words.participant(info.holder) },
    circulation,
    ask: offer?.ask ?? null,
  };
}

const holdingTable = ({ words }: Context, rows: readonly Awaited<ReturnType<typeof holdingInWords>>[]): string =>
  table(rows, [
    { head: "  holding", cell: ({ holding }) => `  ${words.holdingHandle(holding)}` },
    { head: "units", cell: ({ lo, hi }) => `${lo}–${hi}`, right: true },
    { head: "amount", cell: ({ amount }) => yuan(amount), right: true },
    { head: "holder", cell: ({ holder, circulation }) => (circulation === "Closed" ? "" : holder.name) },
    {
      head: "circulation",
      cell: ({ circulation, ask }) => (ask === null ? circulation : `${circulation}, ask ${ask}`),
    },
  ]);

export default reads(async (context) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("bill", "a bill"));
  const state = await billState(context, holding);
  const { id, bill, info, status, circulation, request, offer } = state;
  const name = (participant: bigint) => words.participant(participant);
  const [drawer, acceptor, payee, holder] = (await Promise.all(
    [bill.drawer, bill.acceptor, bill.payee, info.holder].map(name),
  )) as [string, string, string, string];
  const [holdings, chain, days, payment, payable, uses, next] = await Promise.all([
    holdingsOf(context, [id]),
    chainOf(context, holding),
    steps(context, id),
    paymentOf(context, holding),
    payableDay(context, bill.maturity),
    suite.billIssuance.documentsOf(id),
    nextSteps(context, state),
  ]);
  const documents = await Promise.all(
    uses.map(async ({ subject, amount }) => ({ subject, document: await words.subject(subject), amount })),
  );
  const maturity = dateOf(bill.maturity);
  const asked = request && {
    request: request.id,
    act: nameOf("BillAct", request.info.act),
    from: await name(request.info.from),
    to: await name(request.info.to),
    lastDay: dateOf(request.info.lastDay),
  };
  const all = await Promise.all(holdings.map((each) => holdingInWords(context, each)));
  const isFirst = holding === firstHolding(id);
  const marks = [
    bill.splittable ? "may be split" : "whole",
    ...(bill.notTransferable ? ["marked not transferable by the drawer"] : []),
  ];

  const text = [
    `Bill ${id}${isFirst ? "" : ` (holding ${words.holdingHandle(holding)})`}  ${billNumber(bill.number)}`,
    `${KINDS[nameOf("BillKind", bill.kind)]} over ${yuan(bill.face)}, ${marks.join(", ")}`,
    "",
    facts([
      ["Status", `${withTerm(status)}, ${withTerm(circulation)}`],
      ["Drawer", drawer],
      [
        "Acceptor",
        `${acceptor}${days.accepted === undefined ? " (has not accepted)" : `, accepted on ${days.accepted}`}`,
      ],
      ["Payee", payee],
      ["Holder", circulation === "Closed" ? undefined : `${holder}, ${yuan(unitsOf(info))}`],
      ["Issued", dateOf(bill.issueDay)],
      ["Matures", payable === undefined || payable === maturity ? maturity : `${maturity}, payable on ${payable}`],
      ...documents.map(({ document, amount }) => ["Behind it", `${document}, ${yuan(amount)} of it`] as const),
      ["Presented", await presentationLine(state)],
      [
        "Paid",
        payment && `${yuan(payment.amount)} at ${payment.time}${payment.bySilence ? ", having been silent" : ""}`,
      ],
      ["Offered", offer && `${yuan(offer.amount)} of it under ask ${offer.ask}, until ${dateOf(offer.lastDay)}`],
      [
        "Asked",
        asked && `${asked.from} asks ${asked.to}: ${asked.act}, until ${asked.lastDay} (request ${asked.request})`,
      ],
    ]),
    "",
    ...(all.length > 1 ? [`${counted(all.length, "holding")}:`, holdingTable(context, all), ""] : []),
    `Chain, ${counted(chain.length, "endorsement")}:`,
    drawChain({ drawer, payee, holder, delivered: days.delivered, payment, acceptor, chain }, state),
    ...nextLines(next),
  ].join("\n");

  const json = {
    bill: id,
    number: bill.number.toString().padStart(30, "0"),
    kind: nameOf("BillKind", bill.kind),
    face: bill.face,
    closed: bill.closed,
    splittable: bill.splittable,
    notTransferable: bill.notTransferable,
    status,
    issueDay: dateOf(bill.issueDay),
    maturity,
    payableDay: payable ?? null,
    drawer: { participant: bill.drawer, name: drawer },
    acceptor: { participant: bill.acceptor, name: acceptor, acceptedOn: days.accepted ?? null },
    payee: { participant: bill.payee, name: payee, deliveredOn: days.delivered ?? null },
    documents,
    holding: {
      holding,
      lo: info.lo,
      hi: info.hi,
      holder: { participant: info.holder, name: holder },
      circulation,
      dishonoured: info.dishonoured,
    },
    holdings: all,
    offer: offer === undefined ? null : { ask: offer.ask, amount: offer.amount, lastDay: dateOf(offer.lastDay) },
    chain,
    request: asked ?? null,
    payment: payment ?? null,
    next,
  };
  return { json, text };
});
