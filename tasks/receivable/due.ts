import { dateOf, yuan } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts } from "../shared/table.ts";
import { standing, unitsOf } from "./state.ts";
import { namedNote } from "./steps.ts";

export default reads(async (context) => {
  const { suite, words } = context;
  const state = await namedNote(context);
  const { id, of, info, status, financing } = state;
  const { receivableSettlement, receivableFinancing } = suite;
  const [[principal, interest], progress, obligor, holder, today] = await Promise.all([
    status === "Live" ? receivableSettlement.dueOn(id) : [0n, 0n],
    receivableSettlement.progressOf(id),
    words.participant(info.obligor),
    words.participant(info.holder),
    context.today(),
  ]);
  const account =
    financing?.recourse === true
      ? await receivableFinancing.dueOn(id).then(([costs, run, left]) => ({ costs, interest: run, principal: left }))
      : undefined;
  const owed = progress.aside + progress.asideInterest;
  // What the obligor has set aside counts as received for it.
  const received = progress.received - (progress.payer === info.obligor ? progress.aside : 0n);
  const aside =
    owed > 0n
      ? { owed, payer: { participant: progress.payer, name: await words.participant(progress.payer) } }
      : undefined;
  const factor = financing === undefined ? "" : await words.participant(financing.factor);
  const seller = financing === undefined ? "" : await words.participant(financing.seller);
  const text = [
    `Note ${words.note(id).slice(5)} over ${yuan(unitsOf(info))}, ${standing(state)}, on ${dateOf(today)}:`,
    "",
    facts([
      [`${obligor} owes`, `${yuan(principal + interest)}: principal ${yuan(principal)}, interest ${yuan(interest)}`],
      ["to", status === "Live" ? holder : undefined],
      ["Received", received === 0n ? undefined : yuan(received)],
      ["Set aside", aside && `${yuan(aside.owed)}, owed by ${aside.payer.name}`],
      [
        "Recourse",
        account &&
          `${factor} is due ${yuan(account.costs + account.interest + account.principal)}: costs ${yuan(account.costs)}, interest ${yuan(account.interest)}, principal ${yuan(account.principal)}`,
      ],
      [
        "Collected",
        financing === undefined || financing.held === 0n
          ? undefined
          : `${yuan(financing.held)} by ${seller} for ${factor}, not remitted yet`,
      ],
    ]),
  ].join("\n");
  return {
    json: {
      receivable: of.id,
      note: id,
      status,
      principal,
      interest,
      received,
      setAside: aside ?? null,
      recourse: account ?? null,
      held: financing?.held ?? 0n,
    },
    text,
  };
});
