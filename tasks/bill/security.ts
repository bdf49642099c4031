/** Guarantees and pledges: what a request for one says, and who guarantees whom. */
import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { nameOf } from "../shared/terms.ts";
import type { BillState, Request } from "./state.ts";

/** What a pledge is to secure, as its request holds it. */
export function pledgeTerms({ terms }: Pick<Request, "terms">): { secured: bigint; dueDay: bigint } {
  const packed = BigInt(terms);
  return { secured: packed & 0xffff_ffff_ffff_ffffn, dueDay: (packed >> 64n) & 0xffff_ffffn };
}

/** For whom a guarantee is asked, as its request holds it. */
export const principalAsked = ({ terms }: Pick<Request, "terms">): bigint => BigInt(terms) & 0xffff_ffffn;

/** For whom a guarantee stands that is asked for now (B-7). */
export function guaranteedParty({ bill, info, status }: Pick<BillState, "bill" | "info" | "status">): bigint {
  if (status === "Drawn") return bill.drawer;
  return status === "Accepted" ? bill.acceptor : info.holder;
}

/** What a request asks beyond its act and amount: for what a pledge is, or for whom a guarantee. */
export async function askedBeyond({ words }: Context, { act, terms }: Pick<Request, "act" | "terms">): Promise<string> {
  switch (nameOf("BillAct", act)) {
    case "Pledge": {
      const { secured, dueDay } = pledgeTerms({ terms });
      return ` for ${yuan(secured)} due on ${dateOf(dueDay)}`;
    }
    case "Guarantee":
      return ` for ${await words.participant(principalAsked({ terms }))}`;
    default:
      return "";
  }
}

const PAGE = 100n;

/** The guarantees that stand for units of a holding, in their order. */
export async function guaranteesOf({ suite, words }: Context, { id, info }: BillState) {
  const { billSecurity } = suite;
  const guarantors = [];
  for (let start = 0n; ; start += PAGE) {
    const page = await billSecurity.guarantorsOf(id, start, PAGE);
    guarantors.push(...page);
    if (BigInt(page.length) < PAGE) break;
  }
  const all = await Promise.all(
    guarantors.map(async (guarantor) => {
      const { lo, hi, principal, day, capacity, place } = await billSecurity.guaranteeOf(id, guarantor);
      return {
        guarantor,
        name: await words.participant(guarantor),
        principal,
        principalName: await words.participant(principal),
        capacity: nameOf("Capacity", capacity),
        place,
        day,
        lo,
        hi,
      };
    }),
  );
  return all.filter(({ lo, hi }) => lo <= info.lo && info.hi <= hi);
}
