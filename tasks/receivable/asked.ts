/** What is asked by a request: in words, and what signing it does. */
import type { Actor } from "../shared/actor.ts";
import type { Asked } from "../shared/answer.ts";
import type { Context } from "../shared/context.ts";
import { Refused } from "../shared/failures.ts";
import { dateOf, percent, yuan } from "../shared/format.ts";
import { request as requestOf } from "../shared/resolve.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import { splitNote } from "../shared/words.ts";
import type { Act, Already, Change } from "../shared/write.ts";
import { nextOf, nextOfRoot } from "./next.ts";
import { meansOf } from "./paying.ts";
import { noteState, type Request, rootState, unitsOf } from "./state.ts";

/** What a pledge is to secure, as its request holds it. */
export function pledgeTerms(terms: string): { secured: bigint; dueDay: bigint } {
  const packed = BigInt(terms);
  return { secured: packed & 0xffff_ffff_ffff_ffffn, dueDay: (packed >> 64n) & 0xffff_ffffn };
}

/** The rate of an early payment, or the fee of a confirmation, as the request holds it. */
export const numberIn = (terms: string): bigint => BigInt(terms);

/** Acts that are about a whole receivable: they are on its first note, which may not be there yet. */
const WHOLE: readonly Value<"ReceivableAct">[] = ["Opening", "Application", "Confirmation"];

const isWhole = ({ act }: Pick<Request, "act">): boolean => WHOLE.includes(nameOf("ReceivableAct", act));

/** What a request is about: a receivable, or a note. */
export const subjectOf = ({ words }: Context, { act, subject }: Pick<Request, "act" | "subject">): string =>
  isWhole({ act }) ? words.receivable(splitNote(subject).root) : words.note(subject);

export const ACTS: Record<Value<"ReceivableAct">, string> = {
  None: "an answer",
  Opening: "its signature for the opening",
  Application: "confirmation of the debt",
  Confirmation: "confirmation by a bank",
  Transfer: "its signature for the transfer",
  EarlyPayment: "early payment",
  Pledge: "its signature for the pledge",
};

/** What is asked beyond the act and the amount. */
export function beyond({ act, terms }: Pick<Request, "act" | "terms">): string {
  switch (nameOf("ReceivableAct", act)) {
    case "Pledge": {
      const { secured, dueDay } = pledgeTerms(terms);
      return ` for ${yuan(secured)} due on ${dateOf(dueDay)}`;
    }
    case "EarlyPayment":
      return ` at ${percent(numberIn(terms))}`;
    case "Confirmation":
      return numberIn(terms) === 0n ? "" : ` for a fee of ${yuan(numberIn(terms))}`;
    default:
      return "";
  }
}

/** What can be done with a request's subject once it is answered. */
const nextOfRequest = (context: Context, info: Request): Promise<string[]> =>
  isWhole(info) ? nextOfRoot(context, splitNote(info.subject).root) : nextOf(context, info.subject);

/** The request that a command names. */
export async function askedIn(context: Context): Promise<Asked> {
  const { receivableRegistry } = context.suite;
  const { id, info } = await requestOf(context, receivableRegistry, context.args.required("request", "a request"));
  return {
    requests: receivableRegistry,
    id,
    info,
    what: `${nameOf("ReceivableAct", info.act)
      .replace(/(?<=[a-z])(?=[A-Z])/, " ")
      .toLowerCase()} of ${subjectOf(context, info)}`,
    data: { request: id, receivable: splitNote(info.subject).root },
    next: () => nextOfRequest(context, info),
  };
}

/** The obligor's promise as the contract holds it. */
export const promise = ({ suite }: Context): Promise<string> => suite.receivableIssuance.PROMISE();

/** The fee of a confirmation is the obligor's to pay; the money's own error would not say whose. */
async function requireFee(context: Context, obligor: bigint, fee: bigint): Promise<void> {
  const { spendable, allowance } = await meansOf(context, obligor, "receivableIssuance");
  if (spendable >= fee && allowance >= fee) return;
  const { words } = context;
  const amount = yuan(fee).slice(1);
  throw new Refused(
    "ConfirmationFeeShort",
    `${await words.participant(obligor)} was to pay a fee of ${yuan(fee)}; it has ${yuan(spendable)}, and lets ReceivableIssuance take ${yuan(allowance)}.`,
    words.command(`money approve ReceivableIssuance --amount ${amount}`, await words.handle(obligor)),
    { obligor, fee, spendable, allowance },
  );
}

/** Signs for a request at the part that carries its act out. */
export async function signAct(context: Context, actor: Actor, { id, info, data, next }: Asked): Promise<Act | Already> {
  const { suite, words } = context;
  if (nameOf("RequestStatus", info.status) === "Signed" && info.to === actor.participant) {
    return { already: `${actor.name} has signed request ${id} already.`, data, next: await next() };
  }
  const act = nameOf("ReceivableAct", info.act);
  const of = await rootState(context, splitNote(info.subject).root);
  const [from, obligor] = await Promise.all([words.participant(info.from), words.participant(of.root.obligor)]);
  const amount = yuan(unitsOf(info));
  const it = `${subjectOf(context, info)} over ${amount}`;
  const due = dateOf(of.root.dueDay);
  const common = { method: "sign", args: [id], data: () => data, next };
  const opened: Change[] = [{ what: words.receivable(of.id), from: of.status, to: "Open" }];
  switch (act) {
    case "Opening":
      return {
        ...common,
        contract: suite.receivableIssuance,
        sentence: `${actor.name} signs for ${it}, opened by ${from}, which owes it on ${due}.`,
        changes: opened,
      };
    case "Application":
      return {
        ...common,
        contract: suite.receivableIssuance,
        sentence: `${actor.name} confirms ${it}, applied for by ${from}: it owes it on ${due}.`,
        changes: opened,
        notes: [await promise(context)],
      };
    case "Confirmation": {
      const fee = numberIn(info.terms);
      await requireFee(context, of.root.obligor, fee);
      return {
        ...common,
        contract: suite.receivableIssuance,
        sentence: `${actor.name} confirms ${it}: should ${obligor} not pay, it pays the holders.${fee === 0n ? "" : ` ${from} pays it ${yuan(fee)} now.`}`,
        changes: [{ what: "Confirming bank", from: await words.participant(of.root.confirmer), to: actor.name }],
      };
    }
    case "EarlyPayment": {
      const rate = numberIn(info.terms);
      const price = await suite.receivableSettlement.earlyPrice(info.subject, unitsOf(info), rate);
      return {
        ...common,
        contract: suite.receivableSettlement,
        sentence: `${actor.name} pays ${from} ${yuan(price)} now for ${it}, at ${percent(rate)} instead of on ${due}.`,
        changes: [{ what: words.note(info.subject), from: "locked", to: "paid early" }],
        data: () => ({ ...data, price }),
      };
    }
    case "Pledge": {
      const { secured, dueDay } = pledgeTerms(info.terms);
      return {
        ...common,
        contract: suite.receivableSecurity,
        sentence: `${actor.name} takes ${it} from ${from} as security for ${yuan(secured)}, due on ${dateOf(dueDay)}.`,
        changes: [{ what: words.note(info.subject), from: "locked", to: "pledged" }],
      };
    }
    default: {
      const { info: note } = await noteState(context, info.subject);
      return {
        ...common,
        contract: suite.receivableRegistry,
        sentence: `${actor.name} signs for ${it}, transferred by ${from} for trade ${info.terms}.`,
        changes: [
          { what: "Holder", from, to: actor.name },
          { what: "Tier", from: `${note.tier}`, to: `${note.tier + 1n}` },
        ],
      };
    }
  }
}
