/** Programmes: opened, changed, closed; and who accepts whose points. */
import type { Context } from "../shared/context.ts";
import { digestGiven } from "../shared/digests.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, dateOf, grouped, share, yuan } from "../shared/format.ts";
import { amount, date, positiveAmount, text32, whole, yesNo } from "../shared/parse.ts";
import { request as requestOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { nameOf, valueOf } from "../shared/terms.ts";
import { expiry, fromEvent, participantIn, percentage, perLot, points, theProgramme } from "./things.ts";

const NOTICE_DAYS = 90n;

/** Points, where "none" and 0 stand for no cap. */
const cap = (text: string, label: string): bigint => (/^(0|none)$/.test(text) ? 0n : points(text, label));
const capInWords = (points_: bigint): string => (points_ === 0n ? "none" : `${grouped(points_)} a month`);

/** When points expire, as a person says it. */
function expiryIn({ args }: Context) {
  const lastDay = args.optional("fixedDay", date) ?? 0n;
  const months = args.optional("months", whole) ?? 0n;
  const usual = lastDay > 0n ? "FixedDate" : months > 0n ? "MonthsFromGrant" : "Never";
  const policy = args.optional("expiry", expiry) ?? usual;
  if (policy === "FixedDate" && lastDay === 0n) {
    throw new WrongUsage("--fixed-day is missing.", "Give the last day on which points are good, as in 2027-12-31.");
  }
  if (policy === "MonthsFromGrant" && months === 0n) {
    throw new WrongUsage("--months is missing.", "Give the months from grant to expiry, as in 12.");
  }
  if (policy !== usual || (lastDay > 0n && months > 0n)) {
    throw new WrongUsage("Points expire in one way.", "Give --fixed-day, or --months, or neither: then they never do.");
  }
  const inWords = {
    Never: "which never expire",
    FixedDate: `all good until ${dateOf(lastDay)}`,
    MonthsFromGrant: `good until the end of the month ${counted(months, "month")} after the grant`,
  }[policy];
  return { expiry: valueOf("ExpiryPolicy", policy), fixedDay: lastDay, expiryMonths: months, inWords };
}

/** A programme that the same issuer has opened on the same terms, and that is not closed. */
async function openedBefore({ suite, events }: Context, issuer: bigint, name: string, terms: string) {
  const { pointsProgrammes, pointsLedger } = suite;
  const opened = await events((first, last) =>
    pointsProgrammes.queryFilter(pointsProgrammes.filters.PointsProgrammeOpened(undefined, issuer), first, last),
  );
  for (const { args } of opened) {
    if (args.opening.name !== name || args.opening.terms !== terms) continue;
    const { status } = await pointsLedger.programmeInfo(args.programme);
    if (nameOf("ProgrammeStatus", status) !== "Closed") return args.programme;
  }
  return undefined;
}

export const openProgramme = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const title = args.required("name", 'the name of the points, as in "Guanshan Stars"');
  const name = text32(title, "--name");
  const terms = digestGiven(context, "The terms for users", "terms", "termsFile");
  const honour = args.flag("honour");
  const { inWords, ...expires } = expiryIn(context);
  const rate = args.optional("rate", points) ?? 0n;
  if (honour && (args.text("value") ?? args.text("ratio") ?? args.text("rate")) !== undefined) {
    throw new WrongUsage(
      "Honour points have no value, no reserve and no exchange.",
      "Leave out --value, --ratio and --rate, or --honour.",
    );
  }
  const value = honour ? 0n : args.parsed("value", "yuan for 1,000 points, as in 10.00", positiveAmount);
  const { minimumRatio } = await suite.pointsProgrammes.terms();
  const ratio = honour ? 0n : (args.optional("ratio", percentage) ?? minimumRatio);
  const known = await openedBefore(context, actor.participant, name, terms);
  if (known !== undefined) {
    return {
      already: `${actor.name} has opened ${title} as programme ${known}.`,
      data: { programme: known },
      next: [words.command(`points show ${known}`)],
    };
  }
  const opening = {
    name,
    terms,
    ...expires,
    graceMonths: args.optional("grace", whole) ?? 0n,
    transferable: args.flag("transferable"),
    exchangeable: rate > 0n,
    honour,
    value,
    ratio,
    rate,
    monthlyCap: args.optional("monthlyCap", cap) ?? 0n,
  };
  const worth = honour
    ? "honour points without value"
    : `points worth ${yuan(value)} for 1,000, ${share(ratio)} of it in reserve`;
  return {
    contract: suite.pointsProgrammes,
    method: "openProgramme",
    args: [opening],
    sentence: `${actor.name} opens ${title}: ${worth}, ${inWords}${rate > 0n ? `, exchanged into ${perLot(rate)}` : ""}.`,
    notes: [
      "Name, terms, value, ratio and expiry stay so for good; the rate and the monthly cap can be changed.",
      ...(honour ? [] : ["Grants need reserve and a guarantee deposit."]),
    ],
    data: ([simulated], happened) => ({
      programme: fromEvent(happened, "PointsProgrammeOpened", "programme") ?? simulated,
    }),
    next: ({ happenings }) => {
      const id = String(fromEvent(happenings, "PointsProgrammeOpened", "programme"));
      if (honour) return [words.command(`points grant ${id} --to … --points … --number 1`, actor.handle)];
      return [
        words.command("money approve PointsLedger --amount …", actor.handle),
        words.command(`points add-reserve ${id} --amount …`, actor.handle),
        words.command("points add-deposit --amount …", actor.handle),
      ];
    },
  };
});

export const setRate = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await theProgramme(context);
  const rate = args.parsed("rate", "common points for 1,000 of its own, as in 450", points);
  const { rate: before } = await suite.pointsLedger.programmeInfo(id);
  const of = await words.points(id);
  if (before === rate) return { already: `${of} are exchanged into ${perLot(rate)} already.`, data: { programme: id } };
  return {
    contract: suite.pointsProgrammes,
    method: "setRate",
    args: [id, rate],
    sentence: `${actor.name} exchanges ${of} into ${perLot(rate)} from now on.`,
    changes: [{ what: "common points for 1,000", from: grouped(before), to: grouped(rate) }],
    data: () => ({ programme: id, rate }),
  };
});

export const setMonthlyCap = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await theProgramme(context);
  const monthlyCap = args.parsed("cap", "points that may be granted in a calendar month, or none", cap);
  const { monthlyCap: before } = await suite.pointsLedger.bookOf(id);
  const of = await words.points(id);
  if (before === monthlyCap)
    return { already: `the cap of ${of} is ${capInWords(monthlyCap)}.`, data: { programme: id } };
  return {
    contract: suite.pointsProgrammes,
    method: "setMonthlyCap",
    args: [id, monthlyCap],
    sentence: `${actor.name} caps the grants of ${of}.`,
    changes: [{ what: "Cap", from: capInWords(before), to: capInWords(monthlyCap) }],
    notes: ["It counts from now on, with what was granted this month."],
    data: () => ({ programme: id, monthlyCap }),
  };
});

const fenInWords = (rate: bigint): string => (rate === 0n ? "for nothing" : `at ${yuan(rate)} for 1,000`);

export const proposeAcceptance = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await theProgramme(context);
  const merchant = await participantIn(context, "merchant", "the merchant, as in zhixing");
  const rate = args.optional("rate", amount) ?? 0n;
  const lastDay = args.optional("until", date) ?? (await context.today()) + 30n;
  const [of, name, handle, { accepted, rate: agreed }] = await Promise.all([
    words.points(id),
    words.participant(merchant),
    words.handle(merchant),
    suite.pointsProgrammes.acceptanceOf(id, merchant),
  ]);
  if (accepted && agreed === rate) {
    return { already: `${name} accepts ${of} ${fenInWords(rate)}.`, data: { programme: id, merchant, rate } };
  }
  return {
    contract: suite.pointsProgrammes,
    method: "proposeAcceptance",
    args: [id, merchant, rate, lastDay],
    sentence: `${actor.name} proposes that ${name} accepts ${of} ${fenInWords(rate)}, to be signed by ${dateOf(lastDay)}.`,
    ...(accepted ? { changes: [{ what: name, from: fenInWords(agreed), to: fenInWords(rate) }] } : {}),
    data: ([simulated], happened) => ({ request: fromEvent(happened, "RequestOpened", "request") ?? simulated }),
    next: ({ happenings }) => [
      words.command(`points sign ${String(fromEvent(happenings, "RequestOpened", "request"))}`, handle),
    ],
  };
});

/** A proposal to a merchant, and what it is about. */
export async function asked(context: Context, number: string) {
  const { suite, words } = context;
  const { id, info } = await requestOf(context, suite.pointsProgrammes, number);
  const programme = info.subject;
  const rate = BigInt(info.terms);
  const what = `${await words.points(programme)} of ${await words.participant(info.from)} ${fenInWords(rate)}`;
  return { id, info, programme, rate, what };
}

const theRequest = (context: Context) =>
  asked(context, context.args.required("request", "the number of a proposal; inbox lists them"));

export const sign = writes(async (context, actor) => {
  const { suite, words } = context;
  const { id, info, programme, what } = await theRequest(context);
  if (nameOf("RequestStatus", info.status) === "Signed" && info.to === actor.participant) {
    return { already: `${actor.name} has signed request ${id}: it accepts ${what}.`, data: { request: id, programme } };
  }
  return {
    contract: suite.pointsProgrammes,
    method: "sign",
    args: [id],
    sentence: `${actor.name} accepts ${what}.`,
    data: () => ({ request: id, programme }),
    next: [words.command("points redeem --signed FILE", actor.handle)],
  };
});

const ends = (
  method: "refuse" | "withdrawRequest",
  status: string,
  says: string,
  is: (info: { from: bigint; to: bigint }) => bigint,
) =>
  writes(async (context, actor) => {
    const { id, info, what } = await theRequest(context);
    if (nameOf("RequestStatus", info.status) === status && is(info) === actor.participant) {
      return { already: `request ${id} is ${status} already.`, data: { request: id } };
    }
    return {
      contract: context.suite.pointsProgrammes,
      method,
      args: [id],
      sentence: `${actor.name} ${says} ${what}.`,
      data: () => ({ request: id }),
    };
  });

export const refuse = ends("refuse", "Refused", "does not accept", ({ to }) => to);
export const withdrawRequest = ends(
  "withdrawRequest",
  "Withdrawn",
  "no longer asks another to accept",
  ({ from }) => from,
);

export const endAcceptance = writes(async (context, actor) => {
  const { suite, words } = context;
  const id = await theProgramme(context);
  const named = context.args.text("merchant");
  const merchant =
    named === undefined ? actor.participant : await participantIn(context, "merchant", "the merchant, as in zhixing");
  const [of, name, { accepted }] = await Promise.all([
    words.points(id),
    words.participant(merchant),
    suite.pointsProgrammes.acceptanceOf(id, merchant),
  ]);
  if (!accepted) return { already: `${name} does not accept ${of}.`, data: { programme: id, merchant } };
  return {
    contract: suite.pointsProgrammes,
    method: "endAcceptance",
    args: [id, merchant],
    sentence: `${actor.name} ends the acceptance of ${of} by ${name}, at once.`,
    notes: ["What is redeemed is not touched by it."],
    data: () => ({ programme: id, merchant }),
  };
});

export const setExchangePartner = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const id = await theProgramme(context);
  const partner = await participantIn(context, "partner", "a participant, as in baihuo");
  const allowed = args.optional("allowed", yesNo) ?? true;
  const [of, name, before] = await Promise.all([
    words.points(id),
    words.participant(partner),
    suite.pointsProgrammes.isExchangePartner(id, partner),
  ]);
  if (before === allowed) {
    return {
      already: `${name} ${allowed ? "may send" : "may not send"} users' exchanges of ${of} already.`,
      data: { programme: id, partner, allowed },
    };
  }
  return {
    contract: suite.pointsProgrammes,
    method: "setExchangePartner",
    args: [id, partner, allowed],
    sentence: `${actor.name} ${allowed ? "lets" : "no longer lets"} ${name} send users' exchanges of ${of}.`,
    data: () => ({ programme: id, partner, allowed }),
  };
});

export const closeProgramme = writes(async (context, actor) => {
  const { suite, words } = context;
  const id = await theProgramme(context);
  const digest = digestGiven(context, "The notice to users", "notice", "noticeFile");
  const [{ status, closesAfter }, of] = await Promise.all([suite.pointsLedger.programmeInfo(id), words.points(id)]);
  const is = nameOf("ProgrammeStatus", status);
  if (is !== "Open") {
    const since = is === "Closing" ? `closing: its points are good until ${dateOf(closesAfter)}` : "closed";
    return { already: `${of} is ${since}.`, data: { programme: id } };
  }
  const lastDay = (await context.today()) + NOTICE_DAYS;
  return {
    contract: suite.pointsProgrammes,
    method: "closeProgramme",
    args: [id, digest],
    sentence: `${actor.name} gives notice of the end of ${of}: nothing more is granted, and its points are good until ${dateOf(lastDay)}.`,
    changes: [{ what: of, from: "Open", to: "Closing" }],
    notes: ["It can't be taken back."],
    data: () => ({ programme: id, lastDay: dateOf(lastDay) }),
    next: [`After ${dateOf(lastDay)}: ${words.command(`points finish-closing ${id}`, actor.handle)}`],
  };
});

export const finishClosing = writes(async (context, actor) => {
  const { suite, words } = context;
  const id = await theProgramme(context);
  const [{ status, issuer }, { reserve, outstanding }, of] = await Promise.all([
    suite.pointsLedger.programmeInfo(id),
    suite.pointsLedger.bookOf(id),
    words.points(id),
  ]);
  if (nameOf("ProgrammeStatus", status) === "Closed") {
    return { already: `${of} is closed.`, data: { programme: id } };
  }
  const rest = outstanding === 0n ? "" : ` ${grouped(outstanding)} that were not used become void.`;
  return {
    contract: suite.pointsProgrammes,
    method: "finishClosing",
    args: [id],
    sentence: `${actor.name} ends ${of}; its reserve of ${yuan(reserve)} goes to ${await words.participant(issuer)}.${rest}`,
    changes: [{ what: of, from: nameOf("ProgrammeStatus", status), to: "Closed" }],
    data: () => ({ programme: id, released: reserve }),
  };
});
