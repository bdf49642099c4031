/** What waits for a participant in receivables: for the inbox. */
import type { Context } from "../shared/context.ts";
import { dateOf, yuan } from "../shared/format.ts";
import { each } from "../shared/logs.ts";
import { nameOf } from "../shared/terms.ts";
import { noteHandle } from "../shared/words.ts";
import { beyond, subjectOf } from "./asked.ts";
import { disputeOn, entriesOn } from "./disputes.ts";
import { dueOn } from "./recourse.ts";
import { allRoots, has, liveNotes, type NoteState, rootStanding, unitsOf } from "./state.ts";

/** Something that waits for an answer, as of bills. */
export interface Item {
  what: string;
  from: string;
  deadline: string;
  answer: string[];
}

/** What others ask: opening, confirmation of a debt or by a bank, transfer, early payment, pledge. */
async function requests(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { receivableRegistry } = suite;
  const today = await context.today();
  const opened = await context.events((first, last) =>
    receivableRegistry.queryFilter(receivableRegistry.filters.RequestOpened(undefined, undefined, who), first, last),
  );
  const items = await each(opened, async ({ args: { request } }): Promise<Item | undefined> => {
    const info = await receivableRegistry.requestInfo(request);
    if (nameOf("RequestStatus", info.status) !== "Open" || info.lastDay < today) return undefined;
    const act = nameOf("ReceivableAct", info.act).replace(/(?<=[a-z])[A-Z]/, (letter) => ` ${letter.toLowerCase()}`);
    return {
      what: `${act} of ${subjectOf(context, info)} over ${yuan(unitsOf(info))}${beyond(info)} (request ${request})`,
      from: await words.participant(info.from),
      deadline: dateOf(info.lastDay),
      answer: [words.command(`receivable sign ${request}`, as), words.command(`receivable refuse ${request}`, as)],
    };
  });
  return items.filter((item) => item !== undefined);
}

/** Receivables that the participant is to pay: as obligor from the due day on, as the bank when they are overdue. */
async function payments(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { words } = context;
  const roots = (await allRoots(context)).filter(
    ({ root, isDue, isOverdue }) => (root.obligor === who && isDue) || (root.confirmer === who && isOverdue),
  );
  return Promise.all(
    roots.map(async (state) => {
      const { id, root, payableDay } = state;
      const isOwn = root.obligor === who;
      return {
        what: `Payment of receivable ${id}, ${yuan(root.face - root.paid - root.cancelled)} (${rootStanding(state)})`,
        from: isOwn ? "" : await words.participant(root.obligor),
        deadline: payableDay === undefined ? "" : dateOf(payableDay),
        answer: [words.command(`receivable settle ${id}`, as), words.command(`receivable needed ${id}`)],
      };
    }),
  );
}

/** What stands on one note that the participant can or must do something about. */
async function onNote(context: Context, state: NoteState, who: bigint, as: string, today: bigint): Promise<Item[]> {
  const { words } = context;
  const { id, of, info, pledge, financing, progress } = state;
  const it = noteHandle(id);
  const name = words.note(id);
  const items: Item[] = [];
  const add = async (what: string, from: bigint, answer: string[], deadline = ""): Promise<void> => {
    items.push({
      what,
      from: from === 0n ? "" : await words.participant(from),
      deadline,
      answer: answer.map((command) => words.command(`receivable ${command}`, as)),
    });
  };
  const isHolder = info.holder === who;
  const aside = (progress?.aside ?? 0n) + (progress?.asideInterest ?? 0n);
  if (isHolder && aside > 0n && !has(state, "frozen")) {
    await add(`${yuan(aside)} set aside for ${name}: to be claimed`, progress?.payer ?? 0n, [`claim ${it}`]);
  }
  const isPledgee = pledge?.pledgee === who && nameOf("PledgeStatus", pledge.status) === "Live";
  if (isPledgee && today >= pledge.dueDay) {
    const what = `Pledge of ${name}: ${yuan(pledge.secured)} secured, due on ${dateOf(pledge.dueDay)}`;
    await add(what, pledge.pledgor, [`realise-pledge ${it}`, `release-pledge ${it}`]);
  }
  const isRecourse = has(state, "financed") && financing?.recourse === true && of.isOverdue;
  if (isRecourse && financing.claimed && financing.seller === who) {
    const { sum } = await dueOn(context, id);
    await add(`Claim of recourse on ${name}, ${yuan(sum)} today`, financing.factor, [`repay ${it}`, `due ${it}`]);
  }
  if (isRecourse && !financing.claimed && financing.factor === who) {
    await add(`Recourse on ${name}: ${words.receivable(of.id)} is overdue`, info.obligor, [`claim-recourse ${it}`]);
  }
  if (has(state, "disputed")) {
    const { raisedBy, against, agreedBy } = await disputeOn(context, id);
    const isOfDebtor = raisedBy === info.obligor || raisedBy === of.root.confirmer;
    const other = isOfDebtor ? info.holder : against;
    const waits = (who === other && agreedBy !== who) || (who === raisedBy && agreedBy === other);
    if (waits) {
      await add(`Dispute over ${name}`, who === other ? raisedBy : other, [
        `resolve ${it} --resolution-file <document>`,
      ]);
    }
  }
  return items;
}

/** What the participant has collected for a factor and not remitted, also of notes that are paid. */
async function remittances(context: Context, who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { receivableFinancing } = suite;
  const sold = await context.events((first, last) =>
    receivableFinancing.queryFilter(receivableFinancing.filters.NoteFinanced(undefined, who), first, last),
  );
  const notes = [...new Set(sold.map(({ args }) => args.note))];
  const items = await each(notes, async (note): Promise<Item | undefined> => {
    const { held, factor, seller } = await receivableFinancing.financingOf(note);
    if (held === 0n || seller !== who) return undefined;
    return {
      what: `${yuan(held)} collected on ${words.note(note)}: to be remitted`,
      from: await words.participant(factor),
      deadline: "",
      answer: [words.command(`receivable remit ${noteHandle(note)}`, as)],
    };
  });
  return items.filter((item) => item !== undefined);
}

/** Assignments that others have entered on the participant's notes, and cancellations that its notes have not agreed to. */
async function consents(context: Context, notes: readonly NoteState[], who: bigint, as: string): Promise<Item[]> {
  const { suite, words } = context;
  const { receivableIssuance, receivableDisputes } = suite;
  const held = notes.filter(({ info }) => info.holder === who);
  const entered = await context.events((first, last) =>
    receivableDisputes.queryFilter(receivableDisputes.filters.AssignmentEntered(), first, last),
  );
  const named = new Set(entered.map(({ args }) => args.note));
  const entries = await each(
    held.filter(({ id }) => named.has(id)),
    async ({ id }) =>
      Promise.all(
        (await entriesOn(context, id))
          .filter(({ status }) => status === "Entered")
          .map(async ({ entry, claimant, amount }) => ({
            what: `Earlier assignment of ${words.note(id)} for ${yuan(amount)} (entry ${entry}): to be admitted, or not`,
            from: await words.participant(claimant),
            deadline: "",
            answer: [words.command(`receivable admit-assignment ${noteHandle(id)} --entry ${entry}`, as)],
          })),
      ),
  );
  const roots = [...new Set(held.map(({ of }) => of.id))];
  const proposed = new Set(
    (await each(roots, async (id) => ((await receivableIssuance.cancellationOf(id)).proposed ? id : undefined))).filter(
      (id) => id !== undefined,
    ),
  );
  const cancellations = await Promise.all(
    held
      .filter((state) => state.of.status === "Open" && proposed.has(state.of.id) && state.marks.length === 0)
      .map(async ({ id, of, info }) => ({
        what: `Cancellation of receivable ${of.id}: ${words.note(id)} over ${yuan(unitsOf(info))} has not agreed`,
        from: await words.participant(of.root.obligor),
        deadline: dateOf(of.root.dueDay - 1n),
        answer: [words.command(`receivable agree-to-cancel ${noteHandle(id)}`, as)],
      })),
  );
  return [...entries.flat(), ...cancellations];
}

/** Everything that waits for the participant in receivables. */
export async function receivables(context: Context, who: bigint, as: string): Promise<Item[]> {
  const [notes, today] = await Promise.all([liveNotes(context), context.today()]);
  const marked = notes.filter(({ marks }) => marks.length > 0);
  const found = await Promise.all([
    payments(context, who, as),
    requests(context, who, as),
    remittances(context, who, as),
    consents(context, notes, who, as),
    ...marked.map((state) => onNote(context, state, who, as, today)),
  ]);
  return found.flat();
}
