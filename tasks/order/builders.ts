/** From an act's name and what a person says of it to the call of an order. */
import { MaxUint256, ZeroHash } from "ethers";
import { walletDraft } from "../../deploy/founders.ts";
import { dataOrders } from "../data/orders.ts";
import { pointsOrders } from "../points/orders.ts";
import { holder } from "../money/holders.ts";
import { consentOf } from "../participant/consent.ts";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { digestGiven, digestOrNone } from "../shared/digests.ts";
import { WrongUsage } from "../shared/failures.ts";
import { listed } from "../shared/format.ts";
import {
  address,
  date,
  oneOf,
  positiveAmount,
  rate,
  signedWhole,
  text32,
  until,
  whole,
  yesNo,
} from "../shared/parse.ts";
import { account, holding, note, officer, participant, payout } from "../shared/resolve.ts";
import { choices, valueOf } from "../shared/terms.ts";

export interface Built {
  contract: string;
  method: string;
  args: unknown[];
}

type Builder = (context: Context, actor: Actor) => Promise<Built>;

const whom = (context: Context): Promise<bigint> =>
  participant(context, context.args.required("participant", "the participant that it concerns"), "--participant");

const registry =
  (method: string, rest: (context: Context, actor: Actor) => unknown[] | Promise<unknown[]> = () => []): Builder =>
  async (context, actor) => ({
    contract: "ParticipantRegistry",
    method,
    args: [await whom(context), ...(await rest(context, actor))],
  });

const caseKey = ({ args }: Context): string => args.parsed("case", "the key of the case, as in 2026-17", text32);
const end = ({ args }: Context): bigint => args.parsed("until", "its end, as in 2026-12-31", until);
const key = ({ args }: Context): string => args.parsed("key", "a qualification, as in BANK", text32);
/** Whose money it is: --participant, or --account for a person's. */
const moneyOf = async (context: Context): Promise<bigint> => {
  const text = context.args.text("account");
  return text === undefined ? whom(context) : (await holder(context, text, "--account")).holder;
};
const fen = ({ args }: Context): bigint =>
  args.parsed("amount", "an amount in yuan, as in 1,234.56, or all", (text, label) =>
    text === "all" ? MaxUint256 : positiveAmount(text, label),
  );

const money =
  (method: string, rest: (context: Context) => unknown[]): Builder =>
  async (context) => ({
    contract: "SettlementToken",
    method,
    args: [await moneyOf(context), ...rest(context)],
  });

/** Between holders; with --case it executes that case. */
const taking: Builder = async (context) => {
  const { args } = context;
  const from = await holder(context, args.required("from", "whose money it is"), "--from");
  const to = await holder(context, args.required("to", "who receives it"), "--to");
  return {
    contract: "SettlementToken",
    method: "forceTransfer",
    args: [
      from.holder,
      to.holder,
      args.parsed("amount", "an amount in yuan, as in 1,234.56", positiveAmount),
      args.optional("case", text32) ?? ZeroHash,
      args.parsed("booking", "the payment's own reference", text32),
    ],
  };
};

const custody = async (context: Context): Promise<Built> => ({
  contract: "ModuleDirectory",
  method: "setCustodial",
  args: [
    await account(context, context.args.required("part", "the part, as in BillPayment"), "--part"),
    (context.args.optional("custodial", oneOf(["yes", "no"])) ?? "yes") === "yes",
  ],
});

const seat = ({ args }: Context): bigint =>
  valueOf(
    "VotingClass",
    args.parsed("seat", "council, regulator, judiciary or auditor", oneOf(choices("VotingClass"))),
  );
const module = ({ args }: Context): string => args.parsed("module", "a module, as in bills", text32);

function institutionCode(text: string, label: string): bigint {
  if (/^\d{12}$/.test(text)) return BigInt(text);
  throw new WrongUsage(`${label} is ${JSON.stringify(text)}.`, "An institution code has 12 digits.");
}

const warning = (context: Context): string => digestGiven(context, "The warning's text");

async function qualification(context: Context, actor: Actor): Promise<unknown[]> {
  const { args } = context;
  const issuer = args.text("issuer");
  return [
    key(context),
    issuer === undefined ? actor.participant : await participant(context, issuer, "--issuer"),
    end(context),
    args.optional("code", institutionCode) ?? 0n,
    digestOrNone(context) ?? ZeroHash,
  ];
}

/** The new wallet's consent must hold for as long as the order may wait. */
async function replacement(context: Context, actor: Actor): Promise<unknown[]> {
  const wallet = context.args.parsed("wallet", "the new wallet's address", address);
  const draft = walletDraft(wallet, await whom(context));
  const { deadline, signature } = await consentOf(context, actor, wallet, draft, 180n);
  return [wallet, deadline, signature];
}

const directory =
  (method: string, rest: (context: Context) => unknown[] | Promise<unknown[]>): Builder =>
  async (context) => ({ contract: "ModuleDirectory", method, args: [module(context), ...(await rest(context))] });

async function version(context: Context): Promise<unknown[]> {
  const given = context.args.optional("moduleVersion", whole);
  if (given !== undefined) return [given];
  const [newest] = await context.suite.directory.current(module(context));
  return [newest];
}

/** Units of a holding: all of it, an amount from its low end, or the very ones. */
function unitsIn({ args }: Context, { lo, hi }: { lo: bigint; hi: bigint }): [lo: bigint, hi: bigint] {
  const text = args.text("units");
  const part = args.optional("amount", positiveAmount);
  if (text !== undefined && part !== undefined) {
    throw new WrongUsage("--units and --amount say the same twice.", "Give one of them, or none for all of it.");
  }
  if (text === undefined) return [lo, part === undefined ? hi : lo + part - 1n];
  const [, first, last] = /^(\d{1,12})\s*[-–]\s*(\d{1,12})$/.exec(text) ?? [];
  if (first !== undefined && last !== undefined) return [BigInt(first), BigInt(last)];
  throw new WrongUsage(`--units is ${JSON.stringify(text)}.`, "Give the first and the last one, as in 1-40000000.");
}

/** A holding, whose present holder the order names: it fails when the title has moved on since. */
async function titleIn(context: Context): Promise<{ id: bigint; holder: bigint; lo: bigint; hi: bigint }> {
  const id = await holding(context, context.args.required("holding", "the bill, or one of its holdings"), "--holding");
  const { holder, lo, hi } = await context.suite.billRegistry.holdingInfo(id);
  return { id, holder, lo, hi };
}

const onBill =
  (
    method: string,
    rest: (context: Context, title: Awaited<ReturnType<typeof titleIn>>) => unknown[] | Promise<unknown[]>,
  ): Builder =>
  async (context) => {
    const title = await titleIn(context);
    return { contract: "BillOrders", method, args: [title.id, ...(await rest(context, title))] };
  };

/** A note, whose present holder the order names. */
async function noteIn(context: Context): Promise<{ id: bigint; holder: bigint; units: bigint }> {
  const id = await note(context, context.args.required("note", "the note, as in 7/3"), "--note");
  const { holder, lo, hi } = await context.suite.receivableRegistry.noteInfo(id);
  return { id, holder, units: hi - lo + 1n };
}

const onNote =
  (
    contract: "ReceivableOrders" | "ReceivableDisputes",
    method: string,
    rest: (context: Context, found: Awaited<ReturnType<typeof noteIn>>) => unknown[] | Promise<unknown[]>,
  ): Builder =>
  async (context) => {
    const found = await noteIn(context);
    return { contract, method, args: [found.id, ...(await rest(context, found))] };
  };

const entry = ({ args }: Context): bigint => args.parsed("entry", "the assignment's number on the note", whole);

/** Against whom a case is opened: who holds the note, or lost it to a pledgee that has realised. */
async function against(context: Context, { id, holder }: Awaited<ReturnType<typeof noteIn>>): Promise<bigint> {
  const { pledgor, pledgee, status } = await context.suite.receivableSecurity.pledgeOf(id);
  const isRealised = status === valueOf("PledgeStatus", "Realised") && pledgee === holder;
  return isRealised ? pledgor : holder;
}

/** The case that is carried out, if there is one. */
const caseOrNone = ({ args }: Context): string => args.optional("case", text32) ?? ZeroHash;
const recipient = (context: Context): Promise<bigint> =>
  participant(context, context.args.required("to", "who receives the title"), "--to");

const PERIODS = [
  "tenorMonths",
  "acceptanceDays",
  "presentationDays",
  "noticeDays",
  "principalMonths",
  "recourseMonths",
  "againMonths",
] as const;

/** Those that are named; the others stay as they are. */
async function periods({ args, suite }: Context): Promise<bigint[]> {
  const named = PERIODS.map((name) => args.optional(name, whole));
  if (named.every((length) => length === undefined)) {
    throw new WrongUsage(
      "No period is named.",
      `Give those that change: ${listed(
        PERIODS.map((name) => args.label(name)),
        "or",
      )}.`,
    );
  }
  const now = await suite.billIssuance.currentPeriods();
  return PERIODS.map((name, index) => named[index] ?? now[name]);
}

export const builders: Record<string, Builder> = {
  admit: registry("admit"),
  refuse: registry("refuse"),
  suspend: registry("suspend"),
  reinstate: registry("reinstate"),
  expel: registry("expel"),
  freeze: registry("freeze", (context) => [caseKey(context), end(context)]),
  "renew-freeze": registry("renewFreeze", (context) => [caseKey(context), end(context)]),
  unfreeze: registry("unfreeze", (context) => [caseKey(context)]),
  warn: registry("warn", (context) => [warning(context), end(context)]),
  "withdraw-warning": registry("withdrawWarning", (context) => [warning(context)]),
  "freeze-money": money("freezeMoney", (context) => [caseKey(context), fen(context), end(context)]),
  "renew-money-freeze": money("renewMoneyFreeze", (context) => [caseKey(context), end(context)]),
  "unfreeze-money": money("unfreezeMoney", (context) => [caseKey(context)]),
  "force-transfer": taking,
  "set-custodial": custody,
  "replace-wallet": registry("replaceWallet", replacement),
  "grant-qualification": registry("grantQualification", qualification),
  "revoke-qualification": registry("revokeQualification", (context) => [key(context)]),
  "grant-seat": registry("grantSeat", (context) => [seat(context)]),
  "revoke-seat": registry("revokeSeat", (context) => [seat(context)]),
  halt: directory("halt", (context) => [caseKey(context)]),
  resume: directory("resume", (context) => [caseKey(context)]),
  retire: directory("retire", version),
  close: directory("close", version),
  "set-trader": async (context) => ({
    contract: "BillDiscount",
    method: "setTrader",
    args: [await whom(context), context.args.optional("admitted", yesNo) ?? true],
  }),
  "freeze-bill": onBill("freeze", (context, title) => [
    caseKey(context),
    title.holder,
    ...unitsIn(context, title),
    end(context),
  ]),
  "renew-bill-freeze": onBill("renewFreeze", (context) => [caseKey(context), end(context)]),
  "unfreeze-bill": onBill("unfreeze", (context) => [caseKey(context)]),
  "transfer-bill": onBill("transferByOrder", async (context, title) => [
    caseOrNone(context),
    title.holder,
    ...unitsIn(context, title),
    await recipient(context),
  ]),
  "invalidate-bill": onBill("invalidate", async (context, { holder: from }) => [
    caseOrNone(context),
    from,
    await recipient(context),
  ]),
  "freeze-note": onNote("ReceivableOrders", "freeze", async (context, found) => [
    caseKey(context),
    await against(context, found),
    context.args.optional("amount", positiveAmount) ?? found.units,
    end(context),
  ]),
  "renew-note-freeze": onNote("ReceivableOrders", "renewFreeze", (context) => [caseKey(context), end(context)]),
  "unfreeze-note": onNote("ReceivableOrders", "unfreeze", (context) => [caseKey(context)]),
  "transfer-note": onNote("ReceivableOrders", "transferByOrder", async (context, { holder: from }) => [
    caseOrNone(context),
    from,
    await recipient(context),
  ]),
  "resolve-dispute": onNote("ReceivableDisputes", "resolveByOrder", (context) => [
    digestGiven(context, "What is decided", "resolution"),
  ]),
  "admit-assignment": onNote("ReceivableDisputes", "admitByOrder", (context) => [entry(context)]),
  "dismiss-assignment": onNote("ReceivableDisputes", "dismissByOrder", (context) => [entry(context)]),
  "set-loan-prime-rate": async ({ args }) => ({
    contract: "ReceivableIssuance",
    method: "setLoanPrimeRate",
    args: [
      args.parsed("rate", "percent a year, as in 3.00", rate),
      args.parsed("since", "the day from which it counts, as in 2026-02-01", date),
    ],
  }),
  "find-diversion": async (context) => {
    const named = context.args.text("officer");
    return {
      contract: "ReliefPayouts",
      method: "findDiversion",
      args: [
        await payout(context, context.args.required("payout", "the payout that was diverted"), "--payout"),
        named === undefined ? 0n : await officer(context, named, "--officer"),
        context.args.optional("barred", yesNo) ?? true,
        digestGiven(context, "What was found"),
      ],
    };
  },
  "set-origin": ({ args }) =>
    Promise.resolve({
      contract:
        (args.optional("book", oneOf(["relief", "data"])) ?? "relief") === "data" ? "DataConsents" : "ReliefKeys",
      method: "setOrigin",
      args: [
        args.required("rpId", "the relying party's domain, as in relief.example"),
        args.required("origin", "the page's origin, as in https://relief.example"),
        args.optional("admitted", yesNo) ?? true,
      ],
    }),
  "set-factor": ({ args }) =>
    Promise.resolve({
      contract: "ReliefScores",
      method: "setFactor",
      args: [
        args.parsed("factor", "its code: 1 to 8 the module's own, from 16 on an authority's", whole),
        args.parsed("points", "points, as in -20", signedWhole),
        args.optional("weight", whole) ?? 100n,
        args.optional("cap", whole) ?? 0n,
        args.optional("active", yesNo) ?? true,
      ],
    }),
  ...dataOrders,
  ...pointsOrders,
  "set-periods": async (context) => ({
    contract: "BillIssuance",
    method: "setPeriods",
    args: [await periods(context)],
  }),
  "set-recourse-rate": async ({ args }) => ({
    contract: "BillRecourse",
    method: "setRate",
    args: [
      args.parsed("rate", "percent a year, as in 3.45", rate),
      args.parsed("since", "the day from which it counts, as in 2026-02-01", date),
    ],
  }),
};
