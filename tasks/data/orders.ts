/** What orders do with data assets, from what a person says of it. */
import { ZeroHash } from "ethers";
import type { Context } from "../shared/context.ts";
import { digestGiven } from "../shared/digests.ts";
import { text32, until, whole, yesNo } from "../shared/parse.ts";
import { outcomeIn } from "./disputing.ts";
import { participantIn, participantOr, rightIn, theAsset, theDispute, theLicence, theObjection } from "./things.ts";

interface Built {
  contract: string;
  method: string;
  args: unknown[];
}

const caseKey = ({ args }: Context): string => args.parsed("case", "the key of the case, as in 2026-17", text32);
const end = ({ args }: Context): bigint => args.parsed("until", "its end, as in 2026-12-31", until);
const found = (context: Context): string => digestGiven(context, "What was found");

const onAsset =
  (method: string, rest: (context: Context) => unknown[]) =>
  async (context: Context): Promise<Built> => ({
    contract: "DataOrders",
    method,
    args: [await theAsset(context), ...rest(context)],
  });

const term =
  (contract: string, method: string, right: string) =>
  ({ args }: Context): Promise<Built> =>
    Promise.resolve({ contract, method, args: [args.parsed("value", right, whole)] });

export const dataOrders = {
  "freeze-asset": onAsset("freeze", (context) => [
    caseKey(context),
    end(context),
    context.args.optional("uses", yesNo) ?? false,
  ]),
  "renew-asset-freeze": onAsset("renewFreeze", (context) => [caseKey(context), end(context)]),
  "unfreeze-asset": onAsset("unfreeze", (context) => [caseKey(context)]),
  "cancel-asset": onAsset("cancelByOrder", (context) => [found(context)]),
  "suspend-asset": onAsset("suspendByOrder", (context) => [found(context)]),
  "reinstate-asset": onAsset("reinstateByOrder", (context) => [found(context)]),
  "transfer-asset": async (context: Context): Promise<Built> => {
    const asset = await theAsset(context);
    const right = rightIn(context);
    return {
      contract: "DataOrders",
      method: "transferByOrder",
      args: [
        asset,
        right,
        await context.suite.dataRegistry.rightHolder(asset, right),
        await participantIn(context, "to", "who receives it"),
        context.args.optional("case", text32) ?? ZeroHash,
      ],
    };
  },
  "terminate-licence": async (context: Context): Promise<Built> => ({
    contract: "DataOrders",
    method: "terminateByOrder",
    args: [await theLicence(context), found(context)],
  }),
  "find-misuse": async (context: Context): Promise<Built> => {
    const licence = await theLicence(context);
    const named = await participantOr(context, "participant");
    const { licensee } = await context.suite.dataLicences.licenceInfo(licence);
    return {
      contract: "DataOrders",
      method: "findMisuse",
      args: [licence, named === 0n ? licensee : named, found(context)],
    };
  },
  "decide-objection": async (context: Context): Promise<Built> => ({
    contract: "DataCertification",
    method: "decideObjectionByOrder",
    args: [await theObjection(context), context.args.parsed("upheld", "yes or no", yesNo), found(context)],
  }),
  "decide-dispute": async (context: Context): Promise<Built> => ({
    contract: "DataDisputes",
    method: "decideByOrder",
    args: [await theDispute(context), await outcomeIn(context), found(context)],
  }),
  "set-purpose": ({ args }: Context): Promise<Built> =>
    Promise.resolve({
      contract: "DataRegistry",
      method: "setPurpose",
      args: [
        args.parsed("value", "the purpose's number, from 0 to 63", whole),
        args.parsed("name", "its name, as in TRAFFIC_PLANNING", text32),
      ],
    }),
  "set-notice-days": term("DataCertification", "setNoticeDays", "business days, 1 to 60"),
  "set-answer-hours": term("DataPreservation", "setAnswerHours", "hours, 1 to 720"),
  "set-answer-days": term("DataSharing", "setAnswerDays", "business days, 1 to 60"),
};
