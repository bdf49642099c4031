import { ZeroHash } from "ethers";
import type { Context } from "../shared/context.ts";
import { billNumber, counted, dateOf, listed, timeOf, yuan } from "../shared/format.ts";
import { timesOf } from "../shared/history.ts";
import { holding as holdingOf } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf, type Value, withTerm } from "../shared/terms.ts";
import { textOf } from "../shared/words.ts";
import { nextLines } from "../shared/write.ts";
import { chainOf } from "./chain.ts";
import { isInRecourse, owedOn, sumOf } from "./recourse.ts";
import { askedBeyond, guaranteesOf } from "./security.ts";
import { type BillState, billState, bound, firstHolding, holdingsOf, isRealised, nextSteps, unitsOf } from "./state.ts";

const KINDS = {
  None: "Bill",
  Bank: "Bank acceptance bill (银承)",
  FinanceCompany: "Finance company acceptance bill (财承)",
  Commercial: "Commercial acceptance bill (商承)",
};

/** What an endorsement was for, as its line in the chain says it. */
const PURPOSES: Record<Value<"Purpose">, string> = {
  None: "endorsed",
  Transfer: "endorsed",
  Discount: "discounted",
  Rediscount: "rediscounted",
  Pledge: "pledge realised, to collect",
  RecourseSettlement: "paid on a claim of recourse",
  ByOrder: "transferred by order",
};

/** A holding's chain of endorsements, as people read it. */
async function chainInWords(context: Context, holding: bigint) {
  const { words } = context;
  return Promise.all(
    (await chainOf(context, holding)).map(async ({ from, to, lo, hi, day, purpose, notTransferable }) => ({
      from: await words.participant(from),
      to: await words.participant(to),
      day: dateOf(day),
      purpose: nameOf("Purpose", purpose),
      lo,
      hi,
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

/** How its units were closed: paid on chain, beside it, or on a claim of recourse. */
async function paymentOf(context: Context, holding: bigint) {
  const { billPayment, billRecourse } = context.suite;
  const [paid] = await context.events(async (first, last) => {
    const [onChain, beside, recourse] = await Promise.all([
      billPayment.queryFilter(billPayment.filters.BillPaid(holding), first, last),
      billPayment.queryFilter(billPayment.filters.BillPaidOffChain(holding), first, last),
      billRecourse.queryFilter(billRecourse.filters.RecourseSettled(holding), first, last),
    ]);
    return [
      ...onChain.map(({ args, blockNumber }) => ({
        amount: args.amount,
        how: args.bySilence ? "having been silent" : undefined,
        bySilence: args.bySilence,
        evidence: null,
        blockNumber,
      })),
      ...beside.map(({ args, blockNumber }) => ({
        amount: args.amount,
        how: "beside the chain",
        bySilence: false,
        evidence: args.evidence,
        blockNumber,
      })),
      ...recourse
        .filter(({ args }) => args.closed)
        .map(({ args, blockNumber }) => ({
          amount: args.advanced,
          how: "on a claim of recourse",
          bySilence: false,
          evidence: null,
          blockNumber,
        })),
    ];
  });
  if (paid === undefined) return undefined;
  const { blockNumber, ...payment } = paid;
  const times = await timesOf(context, [blockNumber]);
  return { ...payment, time: timeOf(times.get(blockNumber) ?? 0) };
}

/** Cases that freeze units of a holding, in their rank; those in another's hand freeze nothing of it. */
async function casesOn(context: Context, { id, bill, info, circulation }: BillState) {
  if (!bill.hasCases || circulation === "Closed") return [];
  const [[cases, freezes], now] = await Promise.all([context.suite.billOrders.casesOf(id), context.now()]);
  return [...cases].flatMap(({ key, until }, index) => {
    const { lo = 1n, hi = 0n, against = 0n } = freezes[index] ?? {};
    const isHere = until >= now && against === info.holder && lo <= info.hi && info.lo <= hi;
    return isHere ? [{ case: textOf(key) ?? key, lo, hi, until: timeOf(until) }] : [];
  });
}

/** The day on which it can be asked for, when the calendar has the year. */
async function payableDay({ suite }: Context, maturity: bigint): Promise<string | undefined> {
  return suite.calendar.nextBusinessDay(maturity).then(dateOf, () => undefined);
}

interface Chart {
  drawer: string;
  payee: string;
  delivered: string | undefined;
  payment: Awaited<ReturnType<typeof paymentOf>>;
  acceptor: string;
  chain: Awaited<ReturnType<typeof chainInWords>>;
  guarantees: Guarantees;
}

type Guarantees = Awaited<ReturnType<typeof guaranteesOf>>;

/** "  guaranteed by A and B" behind who is guaranteed. */
function guaranteedAs(guarantees: Guarantees, capacity: Value<"Capacity">, place = 0n): string {
  const names = guarantees.filter((each) => each.capacity === capacity && each.place === place).map(({ name }) => name);
  return names.length === 0 ? "" : `  guaranteed by ${listed(names)}`;
}

/** The way of the bill from hand to hand. */
function drawChain(
  { drawer, payee, delivered, payment, acceptor, chain, guarantees }: Chart,
  { circulation, info, pledge }: BillState,
): string {
  const lines = [`${drawer}${guaranteedAs(guarantees, "Drawer")}`];
  const endorser = (place: number): string => guaranteedAs(guarantees, "Endorser", BigInt(place));
  if (delivered !== undefined) lines.push(`  │ ${delivered}  delivered`, `${payee}${endorser(1)}`);
  for (const [index, { day, purpose, to, notTransferable, lo, hi, amount }] of chain.entries()) {
    // Endorsed under a larger holding, of which this one was split off later.
    const over = lo === info.lo && hi === info.hi ? "" : ` over ${yuan(amount)}`;
    const marked = notTransferable ? ", marked not transferable" : "";
    lines.push(`  │ ${day}  ${PURPOSES[purpose]}${over}${marked}`, `${to}${endorser(index + 2)}`);
  }
  if (payment !== undefined) {
    const how = payment.how === undefined || payment.bySilence ? "" : ` ${payment.how}`;
    lines.push(`  │ ${payment.time.slice(0, 10)}  paid ${yuan(payment.amount)}${how}`, acceptor);
  } else if (circulation !== "Closed") {
    const title = pledge !== undefined && isRealised(pledge) ? "◀ holds it, to collect" : "◀ holds it";
    lines.push(`${lines.pop()}  ${title}`);
  }
  return lines.map((line) => `  ${line}`).join("\n");
}

async function presentationLine({ presentation, circulation }: BillState): Promise<string | undefined> {
  const { day, answerBy, open, dishonouredOn, reason, early, late } = presentation;
  if (day === 0n || circulation === "Closed") return undefined;
  const when = `${dateOf(day)}${early ? ", early" : ""}${late ? ", late" : ""}`;
  if (open) {
    const declared = presentation.evidence === ZeroHash ? "" : ", which says it has paid beside the chain";
    return `${when}; answer by ${dateOf(answerBy)}${declared}`;
  }
  if (dishonouredOn !== 0n)
    return `${when}; dishonoured on ${dateOf(dishonouredOn)} (${nameOf("DishonourReason", reason)})`;
  return `${when}; given back (${nameOf("DishonourReason", reason)})`;
}

/** One of the bill's holdings, in short. */
async function holdingInWords({ words }: Context, state: BillState) {
  const { holding, info, circulation, offer, frozen } = state;
  return {
    holding,
    lo: info.lo,
    hi: info.hi,
    amount: unitsOf(info),
    holder: { participant: info.holder, name: await words.participant(info.holder) },
    circulation,
    ask: offer?.ask ?? null,
    frozen,
    bound: bound(state),
  };
}

const holdingTable = ({ words }: Context, rows: readonly Awaited<ReturnType<typeof holdingInWords>>[]): string =>
  table(rows, [
    { head: "  holding", cell: ({ holding }) => `  ${words.holdingHandle(holding)}` },
    { head: "units", cell: ({ lo, hi }) => `${lo}–${hi}`, right: true },
    { head: "amount", cell: ({ amount }) => yuan(amount), right: true },
    { head: "holder", cell: ({ holder, circulation }) => (circulation === "Closed" ? "" : holder.name) },
    { head: "circulation", cell: (row) => row.bound },
  ]);

/** Who has it as security, and for what. */
async function pledgeInWords({ words }: Context, { pledge }: BillState) {
  if (pledge === undefined) return undefined;
  const { pledgor, pledgee, secured, dueDay, byRepo } = pledge;
  return {
    pledgor: { participant: pledgor, name: await words.participant(pledgor) },
    pledgee: { participant: pledgee, name: await words.participant(pledgee) },
    secured,
    dueDay: dateOf(dueDay),
    status: nameOf("PledgeStatus", pledge.status),
    byRepo,
  };
}

function pledgeLine(pledge: Awaited<ReturnType<typeof pledgeInWords>>): string | undefined {
  if (pledge === undefined) return undefined;
  const { pledgor, pledgee, secured, dueDay, status, byRepo } = pledge;
  if (status === "Realised")
    return `${pledgee.name} collects ${yuan(secured)} at most, the rest goes to ${pledgor.name}`;
  return `to ${pledgee.name} for ${yuan(secured)}, due on ${dueDay}${byRepo ? ", by a repo" : ""}`;
}

export default reads(async (context) => {
  const { suite, words, args } = context;
  const holding = await holdingOf(context, args.required("bill", "a bill"));
  const state = await billState(context, holding);
  const { id, bill, info, status, circulation, request, offer } = state;
  const name = (participant: bigint) => words.participant(participant);
  const [drawer, acceptor, payee, holder] = (await Promise.all(
    [bill.drawer, bill.acceptor, bill.payee, info.holder].map(name),
  )) as [string, string, string, string];
  const [holdings, chain, guarantees, cases, pledge, days, payment, payable, uses, next] = await Promise.all([
    holdingsOf(context, [id]),
    chainInWords(context, holding),
    guaranteesOf(context, state),
    casesOn(context, state),
    pledgeInWords(context, state),
    steps(context, id),
    paymentOf(context, holding),
    payableDay(context, bill.maturity),
    suite.billIssuance.documentsOf(id),
    nextSteps(context, state),
  ]);
  const inRecourse = isInRecourse(state);
  const [standing, confirmed, account] = await Promise.all([
    suite.billPayment.standingOf(holding),
    suite.billPayment.paymentConfirmedOn(id),
    inRecourse ? owedOn(context, holding) : undefined,
  ]);
  const isStanding = standing === info.holder && circulation !== "Closed";
  const documents = await Promise.all(
    uses.map(async ({ subject, amount }) => ({ subject, document: await words.subject(subject), amount })),
  );
  const maturity = dateOf(bill.maturity);
  const asked = request && {
    request: request.id,
    act: nameOf("BillAct", request.info.act),
    amount: unitsOf(request.info),
    from: await name(request.info.from),
    to: await name(request.info.to),
    lastDay: dateOf(request.info.lastDay),
  };
  const part = asked === undefined || asked.amount === unitsOf(info) ? "" : ` of ${yuan(asked.amount)}`;
  const terms = request === undefined ? "" : `${part}${await askedBeyond(context, request.info)}`;
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
        `${acceptor}${days.accepted === undefined ? " (has not accepted)" : `, accepted on ${days.accepted}`}` +
          `${confirmed === 0n ? "" : `, payment confirmed on ${dateOf(confirmed)}`}${guaranteedAs(guarantees, "Acceptor")}`,
      ],
      ["Payee", payee],
      ["Holder", circulation === "Closed" ? undefined : `${holder}, ${yuan(unitsOf(info))}`],
      ["Issued", dateOf(bill.issueDay)],
      ["Matures", payable === undefined || payable === maturity ? maturity : `${maturity}, payable on ${payable}`],
      ...documents.map(({ document, amount }) => ["Behind it", `${document}, ${yuan(amount)} of it`] as const),
      ...cases.map(
        ({ case: key, lo, hi, until }, rank) =>
          [`Frozen (${rank + 1})`, `${yuan(hi - lo + 1n)} (units ${lo}–${hi}) until ${until}, case ${key}`] as const,
      ),
      ["Pledged", pledgeLine(pledge)],
      ["Standing", isStanding ? "to be presented from maturity on, by whoever comes" : undefined],
      ["Presented", await presentationLine(state)],
      ["Owed", account && `${yuan(sumOf(account))} to ${holder}, ${yuan(account.principal)} of it principal`],
      [
        "Paid",
        payment && `${yuan(payment.amount)} at ${payment.time}${payment.how === undefined ? "" : `, ${payment.how}`}`,
      ],
      ["Offered", offer && `${yuan(offer.amount)} of it under ask ${offer.ask}, until ${dateOf(offer.lastDay)}`],
      [
        "Asked",
        asked &&
          `${asked.from} asks ${asked.to}: ${asked.act}${terms}, until ${asked.lastDay} (request ${asked.request})`,
      ],
    ]),
    "",
    ...(all.length > 1 ? [`${counted(all.length, "holding")}:`, holdingTable(context, all), ""] : []),
    `Chain, ${counted(chain.length, "endorsement")}:`,
    drawChain({ drawer, payee, delivered: days.delivered, payment, acceptor, chain, guarantees }, state),
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
      frozen: state.frozen,
      standing: isStanding,
    },
    holdings: all.map(({ bound: _, ...each }) => each),
    guarantees: guarantees.map(({ guarantor, name: by, principal, principalName, capacity, place, day }) => ({
      guarantor: { participant: guarantor, name: by },
      principal: { participant: principal, name: principalName },
      capacity,
      place,
      day: dateOf(day),
    })),
    pledge: pledge ?? null,
    cases,
    paymentConfirmedOn: confirmed === 0n ? null : dateOf(confirmed),
    owed: account === undefined ? null : sumOf(account),
    offer: offer === undefined ? null : { ask: offer.ask, amount: offer.amount, lastDay: dateOf(offer.lastDay) },
    chain,
    request: asked ?? null,
    payment: payment === undefined ? null : { ...payment, how: payment.how ?? null },
    next,
  };
  return { json, text };
});
