/** What orders do with points, from what a person says of it. */
import { ZeroHash } from "ethers";
import type { Context } from "../shared/context.ts";
import { digestGiven } from "../shared/digests.ts";
import { amount, text32, until, whole } from "../shared/parse.ts";
import { accountIn, participantIn, percentage, points, programme } from "./things.ts";

interface Built {
  contract: string;
  method: string;
  args: unknown[];
}

const caseKey = ({ args }: Context): string => args.parsed("case", "the key of the case, as in 2026-17", text32);
const end = ({ args }: Context): bigint => args.parsed("until", "its end, as in 2026-12-31", until);
const theAccount = (context: Context): Promise<string> => accountIn(context, "account");
const theProgramme = (context: Context): Promise<bigint> =>
  programme(context, context.args.required("programme", "a programme of points, by its number or name"), "--programme");

const onAccount =
  (method: string, rest: (context: Context) => unknown[]) =>
  async (context: Context): Promise<Built> => ({
    contract: "PointsOrders",
    method,
    args: [await theAccount(context), ...rest(context)],
  });

const onProgramme =
  (method: string, rest: (context: Context) => unknown[]) =>
  async (context: Context): Promise<Built> => ({
    contract: "PointsOrders",
    method,
    args: [await theProgramme(context), ...rest(context)],
  });

const onMember =
  (method: string) =>
  async (context: Context): Promise<Built> => ({
    contract: "PointsProgrammes",
    method,
    args: [await participantIn(context, "participant", "the participant that it concerns")],
  });

const term =
  (contract: string, method: string, read: (context: Context) => unknown[]) =>
  (context: Context): Promise<Built> =>
    Promise.resolve({ contract, method, args: read(context) });

const percent = ({ args }: Context, name: string, right: string): bigint => args.parsed(name, right, percentage);

export const pointsOrders = {
  "admit-points-member": onMember("admitMember"),
  "remove-points-member": onMember("removeMember"),
  "set-points-fee-receiver": onMember("setFeeReceiver"),
  "set-points-band": term("PointsProgrammes", "setBand", (context) => [
    percent(context, "lowest", "the lowest rate in percent of parity, as in 40"),
    percent(context, "highest", "the highest rate in percent of parity, as in 100"),
  ]),
  "set-points-fee": term("PointsProgrammes", "setFee", (context) => [
    percent(context, "value", "percent of what an exchange yields, as in 1.5"),
  ]),
  "set-points-minimum-ratio": term("PointsProgrammes", "setMinimumRatio", (context) => [
    percent(context, "value", "percent of the points' value, as in 30"),
  ]),
  "set-cycle-days": term("PointsClearing", "setCycleDays", ({ args }) => [
    args.parsed("value", "days of a cycle, 1 to 92", whole),
  ]),
  "set-minimum-deposit": term("PointsClearing", "setMinimumDeposit", ({ args }) => [
    args.parsed("amount", "an amount in yuan, as in 10,000.00", amount),
  ]),
  "freeze-points": onAccount("freezeAccount", (context) => [caseKey(context), end(context)]),
  "renew-points-freeze": onAccount("renewAccountFreeze", (context) => [caseKey(context), end(context)]),
  "unfreeze-points": onAccount("unfreezeAccount", (context) => [caseKey(context)]),
  "stop-issuing": onProgramme("stopIssuing", (context) => [caseKey(context), end(context)]),
  "resume-issuing": onProgramme("resumeIssuing", (context) => [caseKey(context)]),
  "close-programme": onProgramme("closeByOrder", (context) => [digestGiven(context, "What was found")]),
  "transfer-points": async (context: Context): Promise<Built> => ({
    contract: "PointsOrders",
    method: "transferByOrder",
    args: [
      await theProgramme(context),
      await accountIn(context, "from"),
      await accountIn(context, "to"),
      context.args.parsed("points", "whole points, as in 1,500", points),
      context.args.optional("case", text32) ?? ZeroHash,
    ],
  }),
};
