/** From an act's name and what a person says of it to the call of an order. */
import { ZeroHash } from "ethers";
import { walletDraft } from "../../deploy/founders.ts";
import { consentOf } from "../participant/consent.ts";
import type { Actor } from "../shared/actor.ts";
import type { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { address, digest, oneOf, text32, until, whole, yesNo } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
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

async function qualification(context: Context, actor: Actor): Promise<unknown[]> {
  const { args } = context;
  const issuer = args.text("issuer");
  return [
    key(context),
    issuer === undefined ? actor.participant : await participant(context, issuer, "--issuer"),
    end(context),
    args.optional("code", institutionCode) ?? 0n,
    args.optional("evidence", digest) ?? ZeroHash,
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

const period = (args: Args, name: string): bigint => args.parsed(name, "a whole number", whole);

export const builders: Record<string, Builder> = {
  admit: registry("admit"),
  refuse: registry("refuse"),
  suspend: registry("suspend"),
  reinstate: registry("reinstate"),
  expel: registry("expel"),
  freeze: registry("freeze", (context) => [caseKey(context), end(context)]),
  "renew-freeze": registry("renewFreeze", (context) => [caseKey(context), end(context)]),
  unfreeze: registry("unfreeze", (context) => [caseKey(context)]),
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
  "set-periods": async ({ args }) => ({
    contract: "BillIssuance",
    method: "setPeriods",
    args: [["tenorMonths", "acceptanceDays", "presentationDays"].map((name) => period(args, name))],
  }),
};
