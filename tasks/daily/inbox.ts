import { askedBeyond } from "../bill/security.ts";
import { declarations, type Item, pledges, recourse, repos } from "../bill/waiting.ts";
import { askState, bestQuote } from "../market/state.ts";
import { lotsInWords } from "../market/titles.ts";
import { needs, readOrders } from "../order/orders.ts";
import { receivables } from "../receivable/waiting.ts";
import { relief } from "../relief/waiting.ts";
import { data } from "../data/waiting.ts";
import { points } from "../points/waiting.ts";
import { seatHolders } from "../participant/seats.ts";
import type { Context } from "../shared/context.ts";
import { counted, dateOf, percent, timeOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { quoteHandle, splitHolding } from "../shared/words.ts";
import { kindOf, openReductions, tradeDocuments } from "../trade/documents.ts";

/** What others ask in bills: acceptance, delivery, endorsement, guarantee, pledge. */
async function requests(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { billRegistry } = suite;
  const today = await context.today();
  const opened = await context.events((first, last) =>
    billRegistry.queryFilter(billRegistry.filters.RequestOpened(undefined, undefined, who), first, last),
  );
  const items = await each(opened, async ({ args }): Promise<Item | undefined> => {
    const { status, lastDay, act, from, subject, lo, hi, terms } = await billRegistry.requestInfo(args.request);
    if (nameOf("RequestStatus", status) !== "Open" || lastDay < today) return undefined;
    const name = nameOf("BillAct", act);
    const sign = name === "Acceptance" ? `bill accept ${splitHolding(subject).bill}` : `bill sign ${args.request}`;
    return {
      what: `${name} of ${words.holding(subject)} over ${yuan(hi - lo + 1n)}${await askedBeyond(context, { act, terms })} (request ${args.request})`,
      from: await words.participant(from),
      deadline: dateOf(lastDay),
      answer: [words.command(sign, as), words.command(`bill refuse ${args.request}`, as)],
    };
  });
  return items.filter((item) => item !== undefined);
}

/** Bills presented for payment. */
async function presentations(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { billPayment, billRegistry } = suite;
  const presented = await context.events((first, last) =>
    billPayment.queryFilter(billPayment.filters.BillPresented(undefined, undefined, who), first, last),
  );
  const holdings = [...new Set(presented.map(({ args }) => args.holding))];
  const items = await each(holdings, async (holding): Promise<Item | undefined> => {
    const [{ open, answerBy, early }, info] = await Promise.all([
      billPayment.presentationOf(holding),
      billRegistry.holdingInfo(holding),
    ]);
    if (!open) return undefined;
    const it = words.holdingHandle(holding);
    return {
      what: `Payment of ${words.holding(holding)}, ${yuan(info.hi - info.lo + 1n)}${early ? " (early)" : ""}`,
      from: await words.participant(info.holder),
      deadline: dateOf(answerBy),
      answer: [words.command(`bill pay ${it}`, as), words.command(`bill dishonour ${it} --reason <reason>`, as)],
    };
  });
  return items.filter((item) => item !== undefined);
}

/** Orders on which a seat of the participant can still vote. */
async function orders(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const held = (await seatHolders(suite)).get(who) ?? [];
  if (held.length === 0) return [];
  const now = await context.now();
  const items = await each(
    await readOrders(context),
    async (order): Promise<Item | undefined> => {
      const { id, status, approvals, rejections, expiresAt, ratifyBy } = order;
      const deadline = status === "Open" ? expiresAt : status === "Provisional" ? ratifyBy : 0n;
      if (deadline < now || approvals.some((each) => each.participant === who)) return undefined;
      if (rejections.includes(who)) return undefined;
      const wanted = await needs(context, order);
      if (!wanted.some(({ seat, needed, has }) => held.includes(seat as (typeof held)[number]) && has < needed))
        return undefined;
      const ratify = status === "Provisional" ? ", to ratify" : "";
      return {
        what: `Order ${id}${ratify}: ${order.reference}`,
        from: await words.participant(order.proposer),
        deadline: timeOf(deadline),
        answer: [words.command(`order show ${id}`), words.command(`order approve ${id}`, as)],
      };
    },
    8,
  );
  return items.filter((item) => item !== undefined);
}

/** Trade documents that the other side has put forward. */
async function documents(context: Context, who: bigint, as: string): Promise<Item[]> {
  const open = (await tradeDocuments(context)).filter(
    ({ isConfirmed, seller, buyer, proposer }) => !isConfirmed && proposer !== who && (seller === who || buyer === who),
  );
  return Promise.all(
    open.map(async (each) => ({
      what: `${kindOf(each)} ${each.number} over ${yuan(each.face)}`,
      from: await context.words.participant(each.proposer),
      deadline: "",
      answer: [context.words.command(`trade confirm "${each.number}"`, as)],
    })),
  );
}

/** On the market: quotes to choose from, sealed quotes to open, and asks that name the participant. */
async function quotes(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { market } = suite;
  const opened = await context.events((first, last) => market.queryFilter(market.filters.AskOpened(), first, last));
  const concerned = await context.events((first, last) =>
    market.queryFilter(market.filters.QuoteSealed(undefined, undefined, who), first, last),
  );
  const sealedOn = new Set(concerned.map(({ args }) => args.ask));
  const mine = opened.filter(
    ({ args: { ask, asker, terms } }) => asker === who || sealedOn.has(ask) || terms.buyers.includes(who),
  );
  const items = await each(
    mine,
    async ({ args: { ask, asker, terms } }): Promise<Item[]> => {
      const state = await askState(context, ask);
      if (state.status !== "Open" || state.isOver) return [];
      const until = dateOf(state.ask.lastDay);
      const offered = (await lotsInWords(context, terms.title, state.lots)).join(", ");
      const from = await words.participant(asker);
      if (asker === who) {
        const best = bestQuote(state);
        if (best === undefined) return [];
        const count = state.quotes.filter(({ binds }) => binds).length;
        return [
          {
            what: `${counted(count, "quote")} on ask ${ask}, ${offered}; the best is ${percent(best.info.rate)}`,
            from: await words.participant(best.info.buyer),
            deadline: dateOf(best.info.lastDay),
            answer: [words.command(`market accept ${quoteHandle(best.id)}`, as), words.command(`market show ${ask}`)],
          },
        ];
      }
      const own = state.quotes.filter(({ info }) => info.buyer === who);
      if (own.length > 0) {
        if (state.isBidding) return [];
        return own
          .filter(({ status }) => status === "Sealed")
          .map(({ id }) => ({
            what: `Sealed quote ${quoteHandle(id)} on ${offered}: to be opened`,
            from,
            deadline: until,
            answer: [words.command(`market open-quote ${quoteHandle(id)}`, as)],
          }));
      }
      const isSealed = state.ask.closesAt !== 0n;
      if (isSealed && !state.isBidding) return [];
      const verb = isSealed ? "quote-sealed" : "quote";
      return [
        {
          what: `Ask ${ask} for ${isSealed ? "sealed " : ""}quotes on ${offered}`,
          from,
          deadline: isSealed ? timeOf(state.ask.closesAt) : until,
          answer: [words.command(`market ${verb} ${ask} --rate <percent>`, as)],
        },
      ];
    },
    8,
  );
  return items.flat();
}

/** Correcting documents that the other side has put forward. */
async function reductions(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { words } = context;
  const open = (await openReductions(context)).filter(({ counterparty }) => counterparty === who);
  return Promise.all(
    open.map(async ({ subject, amount, number, proposer }) => ({
      what: `${number}, to reduce ${await words.subject(subject)} by ${yuan(amount)}`,
      from: await words.participant(proposer),
      deadline: "",
      answer: [words.command(`trade reduce ${subject} --number "${number}"`, as)],
    })),
  );
}

export default reads(async (context) => {
  const who = await participant(context, context.args.required("as", "a participant, as in --as 4"), "--as");
  const [name, as] = await Promise.all([context.words.participant(who), context.words.handle(who)]);
  const found = await Promise.all(
    [
      presentations,
      declarations,
      requests,
      pledges,
      repos,
      recourse,
      receivables,
      relief,
      data,
      points,
      quotes,
      orders,
      documents,
      reductions,
    ].map((look) => look(context, who, as)),
  );
  // What has a deadline comes first, the nearest before the others.
  const waiting = found.flat().sort((a, b) => (a.deadline || "9").localeCompare(b.deadline || "9"));
  const lines = table(waiting, [
    { head: "until", cell: (row) => row.deadline },
    { head: "what", cell: (row) => row.what },
    { head: "asked by", cell: (row) => row.from },
    { head: "answer", cell: (row) => row.answer[0] ?? "" },
  ]);
  return {
    json: { participant: who, name, waiting },
    text:
      waiting.length === 0 ? `Nothing waits for ${name}.` : `${name}, ${dateOf(await context.today())}:\n\n${lines}`,
  };
});
