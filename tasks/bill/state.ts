/** A bill as it is now, and what can be done with it next. */
import { ZeroHash } from "ethers";
import type { Suite } from "../../deploy/suite.ts";
import type { Context } from "../shared/context.ts";
import { dateOf } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf, type Value } from "../shared/terms.ts";
import { splitHolding } from "../shared/words.ts";

export type Bill = Awaited<ReturnType<Suite["billRegistry"]["billInfo"]>>;
export type Holding = Awaited<ReturnType<Suite["billRegistry"]["holdingInfo"]>>;
export type Request = Awaited<ReturnType<Suite["billRegistry"]["requestInfo"]>>;
export type Offer = Awaited<ReturnType<Suite["billRegistry"]["offerOf"]>>;
export type Presentation = Awaited<ReturnType<Suite["billPayment"]["presentationOf"]>>;
/** A pledge, and what its debt is still secured for. */
export type Pledge = Pick<
  Awaited<ReturnType<Suite["billSecurity"]["pledgeOf"]>>,
  "pledgor" | "pledgee" | "debt" | "dueDay" | "status" | "byRepo"
> & { secured: bigint };

export interface BillState {
  id: bigint;
  holding: bigint;
  bill: Bill;
  info: Holding;
  status: Value<"BillStatus">;
  circulation: Value<"Circulation">;
  presentation: Presentation;
  /** The request that waits for an answer. */
  request?: { id: bigint; info: Request };
  /** What of it is offered on the market. */
  offer?: Offer;
  /** Under which pledge it stands. */
  pledge?: Pledge;
  /** An order has frozen it in its holder's hand. */
  frozen: boolean;
}

export const firstHolding = (bill: bigint): bigint => (bill << 32n) | 1n;

export const unitsOf = ({ lo, hi }: { lo: bigint; hi: bigint }): bigint => hi - lo + 1n;

export async function billState(context: Context, holding: bigint): Promise<BillState> {
  const { billRegistry, billPayment, billSecurity } = context.suite;
  const { bill: id } = splitHolding(holding);
  const [bill, info, pair, presentation] = await Promise.all([
    billRegistry.billInfo(id),
    billRegistry.holdingInfo(holding),
    billRegistry.pairOf(holding),
    billPayment.presentationOf(holding),
  ]);
  const circulation = nameOf("Circulation", pair.circulation);
  const status = nameOf("BillStatus", pair.status);
  const [pledge, frozen] = await Promise.all([
    info.pledged ? pledgeOn(billSecurity, holding) : undefined,
    bill.hasCases && circulation !== "Closed" ? billRegistry.isFrozen(holding) : false,
  ]);
  const common = { id, holding, bill, info, status, circulation, presentation, frozen };
  const state = pledge === undefined ? common : { ...common, pledge };
  if (circulation !== "Locked") return state;
  const offer = info.offered ? await billRegistry.offerOf(holding) : undefined;
  if (offer !== undefined && offer.lastDay >= (await context.today())) return { ...state, offer };
  return { ...state, request: { id: info.request, info: await billRegistry.requestInfo(info.request) } };
}

async function pledgeOn(billSecurity: Suite["billSecurity"], holding: bigint): Promise<Pledge> {
  const { pledgor, pledgee, debt, dueDay, status, byRepo } = await billSecurity.pledgeOf(holding);
  return { pledgor, pledgee, debt, dueDay, status, byRepo, secured: await billSecurity.securedOf(debt) };
}

/** A holding's circulation, with what else binds it: an ask, a pledge that is realised, a freeze. */
export function bound({ circulation, offer, pledge, frozen }: BillState): string {
  return [
    circulation,
    ...(offer === undefined ? [] : [`ask ${offer.ask}`]),
    ...(pledge !== undefined && circulation !== "Closed" && isRealised(pledge) ? ["to collect"] : []),
    ...(frozen ? ["frozen"] : []),
  ].join(", ");
}

/** Its pledgee has title, to collect. */
export const isRealised = ({ status }: Pick<Pledge, "status">): boolean =>
  nameOf("PledgeStatus", status) === "Realised";

/** All holdings of some bills, the closed ones too: the bills in the order given, the holdings of each by number. */
export async function holdingsOf(context: Context, bills: readonly bigint[]): Promise<BillState[]> {
  const { billRegistry } = context.suite;
  const counts = await each(bills, async (id) => ({ id, count: Number((await billRegistry.billInfo(id)).seq) }));
  const all = counts.flatMap(({ id, count }) =>
    Array.from({ length: count }, (_, index) => (id << 32n) + BigInt(index + 1)),
  );
  return each(all, (holding) => billState(context, holding));
}

/** All holdings that there are. */
export async function allHoldings(context: Context): Promise<BillState[]> {
  const count = Number(await context.suite.billRegistry.billCount());
  return holdingsOf(
    context,
    Array.from({ length: count }, (_, index) => BigInt(index + 1)),
  );
}

/** Who can lift a holding's mark "not transferable": the drawer, or the endorser that has set it; nobody once an order has moved it on. */
async function markSetter({ suite }: Context, { bill, holding }: BillState): Promise<bigint | undefined> {
  const [, [newest]] = await suite.billDescriptor.chainOf(suite.billRegistry, holding, 0, 1);
  if (newest === undefined) return bill.drawer;
  return nameOf("Purpose", newest.purpose) === "ByOrder" ? undefined : newest.from;
}

/** What a holding in collection is again when it is given back. */
export async function heldAs({ suite }: Context, { bill, holding, info }: BillState): Promise<Value<"Circulation">> {
  if (info.pledged) return "Pledged";
  const [, [newest]] = await suite.billDescriptor.chainOf(suite.billRegistry, holding, 0, 1);
  return (newest ?? bill).notTransferable ? "NotTransferable" : "Circulating";
}

/** A pledgee gives it up, or realises it once the debt or the bill is due, and then collects; a repo is redeemed. */
async function pledgedSteps(context: Context, state: BillState): Promise<string[]> {
  const { words } = context;
  const { bill, info, pledge } = state;
  if (pledge === undefined) return [];
  const it = words.holdingHandle(state.holding);
  const pledgee = await words.handle(pledge.pledgee);
  if (isRealised(pledge)) {
    if (info.dishonoured) return recourseSteps(context, state);
    const present = words.command(`bill present ${it}`, pledgee);
    return [state.status === "Matured" ? present : `from ${dateOf(bill.maturity)}: ${present}`];
  }
  if (pledge.byRepo) return [words.command(`bill repo-list --holding ${it}`)];
  const release = words.command(`bill release-pledge ${it}`, pledgee);
  const realise = words.command(`bill realise-pledge ${it}`, pledgee);
  const from = pledge.dueDay < bill.maturity ? pledge.dueDay : bill.maturity;
  const isDue = (await context.today()) >= from;
  return isDue ? [realise, release] : [release, `from ${dateOf(from)}: ${realise}`];
}

/** Whoever holds a dishonoured holding claims; whoever is claimed on pays. */
async function recourseSteps({ words }: Context, { holding, info, circulation, status }: BillState): Promise<string[]> {
  const it = words.holdingHandle(holding);
  const as = await words.handle(info.holder);
  const claim = [words.command(`bill liable ${it}`), words.command(`bill claim ${it} --party <participant>`, as)];
  if (circulation === "InRecourse") return [...claim, words.command(`bill settle ${it}`, "<party>")];
  return status === "Matured" ? [...claim, words.command(`bill present ${it}`, as)] : claim;
}

/** Commands for what may come next, the likeliest first. */
export async function nextSteps(context: Context, state: BillState): Promise<string[]> {
  const { words } = context;
  const { bill, info, offer, request } = state;
  const it = words.holdingHandle(state.holding);
  const as = (participant: bigint) => words.handle(participant);
  const command = async (task: string, participant: bigint) => words.command(task, await as(participant));

  switch (state.circulation) {
    case "AwaitingDelivery":
      return state.status === "Drawn"
        ? [await command(`bill present-for-acceptance ${state.id}`, bill.drawer)]
        : [await command(`bill deliver ${state.id}`, bill.drawer)];
    case "Locked": {
      if (offer !== undefined) {
        return [
          words.command(`market show ${offer.ask}`),
          await command(`market withdraw-ask ${offer.ask}`, info.holder),
        ];
      }
      if (request === undefined) return [];
      const isAcceptance = nameOf("BillAct", request.info.act) === "Acceptance";
      return [await command(isAcceptance ? `bill accept ${state.id}` : `bill sign ${request.id}`, request.info.to)];
    }
    case "Pledged":
      return pledgedSteps(context, state);
    case "AwaitingRedemption":
      return [words.command(`bill repo-list --holding ${it}`)];
    case "InRecourse":
      return recourseSteps(context, state);
    case "Circulating":
    case "NotTransferable": {
      const present = await command(`bill present ${it}`, info.holder);
      if (state.status === "Matured" && !info.dishonoured) return [present];
      const due = `from ${dateOf(bill.maturity)}: ${present}`;
      if (info.dishonoured) return recourseSteps(context, state);
      if (state.frozen) return [due];
      if (state.circulation === "Circulating") {
        return [await command(`bill endorse ${it} --to <participant>`, info.holder), due];
      }
      const setter = await markSetter(context, state);
      return setter === undefined ? [due] : [await command(`bill lift-mark ${it}`, setter), due];
    }
    case "InCollection": {
      const isOverdue = (await context.today()) > state.presentation.answerBy;
      if (isOverdue) return [words.command(`bill close-unanswered ${it}`, await as(info.holder))];
      if (state.presentation.evidence !== ZeroHash) {
        return [await command(`bill confirm-paid-off-chain ${it}`, info.holder)];
      }
      return [
        await command(`bill pay ${it}`, bill.acceptor),
        await command(`bill dishonour ${it} --reason <reason>`, bill.acceptor),
      ];
    }
    default:
      return [];
  }
}
