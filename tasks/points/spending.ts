/** What users do with their points, by themselves or by what they have signed: pass on, exchange, redeem; and refunds. */
import { counted, dateOf, grouped, listed, timeOf, yuan } from "../shared/format.ts";
import { amount, whole, yesNo } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { redeemedAs } from "./movements.ts";
import { signedIn, numberOf, textIn } from "./signing.ts";
import {
  accountIn,
  fromEvent,
  points,
  pointsIn,
  programme as programmeOf,
  theProgramme,
  theRedemption,
} from "./things.ts";
import { WrongUsage } from "../shared/failures.ts";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";

const SOONEST = "Those that expire soonest go first, and keep their months.";

/** What an account can spend of a programme, before and after. */
async function balance({ suite, words }: Context, programme: bigint, account: string, change: bigint) {
  const held = await suite.pointsLedger.balanceOf(account, programme);
  const after = held + change;
  return {
    what: await words.points(programme),
    from: grouped(held),
    to: grouped(after < 0n ? 0n : after),
  };
}

/** Whose points: --from, or the actor's own. */
const holderIn = (context: Context, own: string): Promise<string> =>
  context.args.text("from") === undefined ? Promise.resolve(own) : accountIn(context, "from");

/** "Ming passes", or "Shop passes for Ming". */
async function passes({ words }: Context, actor: Actor, from: string): Promise<string> {
  return from === actor.address ? `${actor.name} passes` : `${actor.name}, for ${await words.account(from)}, passes`;
}

export const transfer = writes(async (context, actor) => {
  const { suite, words } = context;
  const programme = await theProgramme(context);
  const count = pointsIn(context);
  const to = await accountIn(context, "to");
  const from = await holderIn(context, actor.address);
  const [of, receiver] = await Promise.all([words.points(programme), words.account(to)]);
  return {
    contract: suite.pointsLedger,
    method: "safeTransferFrom",
    args: [from, to, programme, count, "0x"],
    sentence: `${await passes(context, actor, from)} ${grouped(count)} of ${of} on to ${receiver}.`,
    changes: [await balance(context, programme, from, -count)],
    notes: [SOONEST],
    data: () => ({ programme, from, to, points: count }),
  };
});

export const transferMany = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const right = 'programmes and their points, as in "2=1,500; common=200"';
  const parcels = await Promise.all(
    args
      .required("parcels", right)
      .split(";")
      .map(async (parcel) => {
        const [name = "", count = "", ...more] = parcel.split("=").map((part) => part.trim());
        if (count === "" || more.length > 0) {
          throw new WrongUsage(
            `${args.label("parcels")} has ${JSON.stringify(parcel.trim())} in it.`,
            `Give ${right}.`,
          );
        }
        return { programme: await programmeOf(context, name, args.label("parcels")), count: points(count, name) };
      }),
  );
  const to = await accountIn(context, "to");
  const from = await holderIn(context, actor.address);
  const told = await Promise.all(
    parcels.map(async ({ programme, count }) => `${grouped(count)} of ${await words.points(programme)}`),
  );
  return {
    contract: suite.pointsLedger,
    method: "safeBatchTransferFrom",
    args: [from, to, parcels.map(({ programme }) => programme), parcels.map(({ count }) => count), "0x"],
    sentence: `${await passes(context, actor, from)} ${listed(told)} on to ${await words.account(to)}, all or none.`,
    changes: await Promise.all(parcels.map(({ programme, count }) => balance(context, programme, from, -count))),
    notes: [SOONEST],
    data: () => ({ from, to, parcels: parcels.map(({ programme, count }) => ({ programme, points: count })) }),
  };
});

export const setApprovalForAll = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const operator = await accountIn(context, "operator");
  const approved = args.optional("approved", yesNo) ?? true;
  const name = await words.account(operator);
  const data = { account: actor.address, operator, approved };
  if ((await suite.pointsLedger.isApprovedForAll(actor.address, operator)) === approved) {
    return { already: `${name} ${approved ? "may" : "may not"} pass on the points of ${actor.name}.`, data };
  }
  return {
    contract: suite.pointsLedger,
    method: "setApprovalForAll",
    args: [operator, approved],
    sentence: `${actor.name} ${approved ? "lets" : "no longer lets"} ${name} pass on its points, of all programmes.`,
    ...(approved ? { notes: ["It may then pass on all of them, at any time, until you say otherwise."] } : {}),
    data: () => data,
  };
});

export const transferFor = writes(async (context, actor) => {
  const { suite, words } = context;
  const signed = await signedIn(context, "PointsTransfer");
  const programme = numberOf(signed, "programme");
  const count = numberOf(signed, "points");
  const [nonce, deadline] = [numberOf(signed, "nonce"), numberOf(signed, "deadline")];
  const [account, to] = [textIn(signed, "account"), textIn(signed, "to")];
  if (await suite.pointsExchange.isNonceUsed(account, nonce)) {
    return { already: "what was signed has been sent, or cancelled.", data: { account, nonce } };
  }
  return {
    contract: suite.pointsExchange,
    method: "transferFor",
    args: [programme, account, to, count, nonce, deadline, signed.signature],
    sentence: `${actor.name} sends what ${account} has signed: ${grouped(count)} of ${await words.points(programme)} go to ${await words.account(to)}.`,
    changes: [await balance(context, programme, account, -count)],
    data: () => ({ programme, from: account, to, points: count, nonce }),
  };
});

export const exchange = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const programme = await theProgramme(context);
  const count = pointsIn(context);
  const { common, fee } = await suite.pointsExchange.previewExchange(programme, count);
  const atLeast = args.optional("atLeast", points) ?? common;
  return {
    contract: suite.pointsExchange,
    method: "exchange",
    args: [programme, count, atLeast],
    sentence: `${actor.name} exchanges ${grouped(count)} of ${await words.points(programme)} into ${grouped(common)} common points; the alliance's fee is ${grouped(fee)}.`,
    changes: [
      await balance(context, programme, actor.address, -count),
      await balance(context, 1n, actor.address, common),
    ],
    notes: [`It fails rather than yield less than ${grouped(atLeast)}.`, "Common points do not turn back."],
    data: ([simulated], happened) => ({
      programme,
      points: count,
      common: fromEvent(happened, "PointsExchanged", "common") ?? simulated,
    }),
    next: [words.command(`points statement ${actor.address}`)],
  };
});

export const exchangeFor = writes(async (context, actor) => {
  const { suite, words } = context;
  const signed = await signedIn(context, "Exchange");
  const programme = numberOf(signed, "programme");
  const [count, atLeast] = [numberOf(signed, "points"), numberOf(signed, "atLeast")];
  const [nonce, deadline] = [numberOf(signed, "nonce"), numberOf(signed, "deadline")];
  const account = textIn(signed, "account");
  if (await suite.pointsExchange.isNonceUsed(account, nonce)) {
    return { already: "what was signed has been sent, or cancelled.", data: { account, nonce } };
  }
  return {
    contract: suite.pointsExchange,
    method: "exchangeFor",
    args: [programme, account, count, atLeast, nonce, deadline, signed.signature],
    sentence: `${actor.name} sends what ${account} has signed: ${grouped(count)} of ${await words.points(programme)} into ${grouped(atLeast)} common points or more.`,
    changes: [await balance(context, programme, account, -count)],
    data: ([simulated], happened) => ({
      programme,
      account,
      points: count,
      common: fromEvent(happened, "PointsExchanged", "common") ?? simulated,
    }),
    next: [words.command(`points statement ${account}`)],
  };
});

export const cancelNonce = writes(async (context, actor) => {
  const { suite, args } = context;
  const nonce = args.parsed("nonce", "the nonce of what was signed", whole);
  if (await suite.pointsExchange.isNonceUsed(actor.address, nonce)) {
    return { already: `nonce ${nonce} of ${actor.name} is used.`, data: { account: actor.address, nonce } };
  }
  return {
    contract: suite.pointsExchange,
    method: "cancelNonce",
    args: [nonce],
    sentence: `${actor.name} makes void what it has signed with nonce ${nonce}.`,
    data: () => ({ account: actor.address, nonce }),
  };
});

export const redeem = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const signed = await signedIn(context, "Redemption");
  const { message, signature } = signed;
  const programme = numberOf(signed, "programme");
  const [merchant, count] = [numberOf(signed, "merchant"), numberOf(signed, "points")];
  const account = textIn(signed, "account");
  const redemption = await suite.pointsRedemption.digestOf(message as never);
  const show = words.command(`points show-redemption ${redemption}`);
  if (await suite.pointsRedemption.isRedemptionUsed(redemption)) {
    return { already: "this has been redeemed, or cancelled.", data: { redemption }, next: [show] };
  }
  const { fen, atOnce } = await suite.pointsRedemption.previewRedemption(programme, merchant, count);
  const atLeast = args.optional("atLeast", amount) ?? fen;
  const [at, of] = await Promise.all([words.participant(merchant), words.points(programme)]);
  const gets =
    fen === 0n
      ? ", which brings it no money"
      : `, which brings it ${yuan(fen)} ${atOnce ? "at once" : "with the cycle's end"}`;
  return {
    contract: suite.pointsRedemption,
    method: "redeem",
    args: [message, signature, atLeast],
    sentence: `${account} pays ${at} with ${grouped(count)} of ${of}${gets}.`,
    changes: [await balance(context, programme, account, -count)],
    ...(atLeast > 0n ? { notes: [`It fails rather than bring less than ${yuan(atLeast)}.`] } : {}),
    data: () => ({ redemption, programme, account, merchant, points: count, fen }),
    next: ({ happenings }) => {
      const until = fromEvent(happenings, "PointsRedeemed", "refundUntil") as bigint;
      return [
        show,
        `Until ${dateOf(until)} it can be refunded: ${words.command(`points refund ${redemption}`, actor.handle)}`,
      ];
    },
  };
});

export const cancelRedemption = writes(async (context, actor) => {
  const { suite, words } = context;
  const signed = await signedIn(context, "Redemption");
  const redemption = await suite.pointsRedemption.digestOf(signed.message as never);
  if (await suite.pointsRedemption.isRedemptionUsed(redemption)) {
    return { already: "this has been redeemed, or cancelled.", data: { redemption } };
  }
  return {
    contract: suite.pointsRedemption,
    method: "cancelRedemption",
    args: [signed.message],
    sentence: `${actor.name} makes void what it has signed for ${await words.participant(numberOf(signed, "merchant"))}.`,
    notes: [`It would have been good until ${timeOf(numberOf(signed, "deadline"))}.`],
    data: () => ({ redemption }),
  };
});

export const refund = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const redemption = await theRedemption(context);
  const [found, { refunded }] = await Promise.all([
    redeemedAs(context, redemption),
    suite.pointsRedemption.redemptionInfo(redemption),
  ]);
  if (found === undefined) {
    throw new WrongUsage(`Nothing was redeemed as ${redemption}.`, "Give the digest that points redeem has printed.");
  }
  const { account, programme, points: all } = found.signed;
  const left = all - refunded;
  if (left === 0n) return { already: `all ${grouped(all)} points of it are refunded.`, data: { redemption } };
  const count = args.optional("points", points) ?? left;
  return {
    contract: suite.pointsRedemption,
    method: "refund",
    args: [found.signed, count],
    sentence: `${actor.name} gives ${grouped(count)} of ${await words.points(programme)} back to ${account}.`,
    changes: (result) => [
      { what: "Points that come back", from: "–", to: grouped(BigInt(result[0] as bigint)) },
      { what: "Points that have expired since", from: "–", to: grouped(BigInt(result[1] as bigint)) },
      { what: `${actor.name} gives back`, from: "–", to: yuan(BigInt(result[2] as bigint)) },
      { what: "Not refunded", from: grouped(left), to: grouped(left > count ? left - count : 0n) },
    ],
    data: ([returned, expired, fen]) => ({ redemption, points: count, returned, expired, fen }),
    next: [words.command(`points show-redemption ${redemption}`)],
  };
});

const DAYS = 365n;

export const setRefundDays = writes(async (context, actor) => {
  const { suite, args } = context;
  const days = args.parsed("days", "days from redemption on, as in 7", whole);
  if (days > DAYS) throw new WrongUsage(`--days is ${days}.`, `Give 0 to ${DAYS}.`);
  const before = await suite.pointsRedemption.refundDaysOf(actor.participant);
  if (before === days)
    return { already: `${actor.name} refunds within ${counted(days, "day")} already.`, data: { days } };
  return {
    contract: suite.pointsRedemption,
    method: "setRefundDays",
    args: [days],
    sentence: `${actor.name} refunds within ${counted(days, "day")} of a redemption, for those to come.`,
    changes: [{ what: "Days", from: before.toString(), to: days.toString() }],
    data: () => ({ days }),
  };
});
