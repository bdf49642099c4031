/** Government data, shared by class. */
import { counted, dateOf } from "../shared/format.ts";
import { whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { digestGiven } from "../shared/digests.ts";
import { evidenceOf, fromEvent, purposesIn, reasonOf, theAsset, theSharing } from "./things.ts";

export const requestSharing = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const purposes = await purposesIn(context);
  const days = args.parsed("days", "the days that it is needed, as in 365", whole);
  const basis = digestGiven(context, "The legal basis", "basis");
  return {
    contract: suite.dataSharing,
    method: "requestSharing",
    args: [asset, purposes, days, basis],
    sentence: `${actor.name} asks for ${words.asset(asset)} for ${counted(days, "day")}: ${await words.purposes(purposes)}.`,
    data: (result, happened) => ({
      request: fromEvent(happened, "SharingRequested", "sharing") ?? result[0],
      licence: fromEvent(happened, "SharingGranted", "licence") ?? result[1],
    }),
    next: async ({ happenings }) => {
      const licence = fromEvent(happenings, "SharingGranted", "licence") as bigint | undefined;
      if (licence !== undefined) return [words.command(`data show-licence ${licence}`)];
      const sharing = String(fromEvent(happenings, "SharingRequested", "sharing"));
      const due = dateOf(BigInt(String(fromEvent(happenings, "SharingRequested", "dueDay"))));
      const holder = await words.handle(await suite.dataRegistry.holderOf(asset));
      return [
        words.command(`data grant-sharing ${sharing} --evidence-file …`, holder),
        `After ${due}: ${words.command(`data report-silence ${sharing}`)}`,
      ];
    },
  };
});

export const grantSharing = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const sharing = await theSharing(context);
  const { daysValid, requester, asset } = await suite.dataSharing.sharingInfo(sharing);
  const days = args.optional("days", whole) ?? daysValid;
  return {
    contract: suite.dataSharing,
    method: "grant",
    args: [sharing, days, args.optional("uses", whole) ?? 0n, evidenceOf(context)],
    sentence: `${actor.name} shares ${words.asset(asset)} with ${await words.participant(requester)} for ${counted(days, "day")}.`,
    data: ([simulated], happened) => ({ licence: fromEvent(happened, "SharingGranted", "licence") ?? simulated }),
  };
});

export const refuseSharing = writes(async (context, actor) => {
  const sharing = await theSharing(context);
  return {
    contract: context.suite.dataSharing,
    method: "refuse",
    args: [sharing, reasonOf(context)],
    sentence: `${actor.name} refuses request ${sharing} for its data.`,
  };
});

export const extendSharing = writes(async (context, actor) => {
  const sharing = await theSharing(context);
  return {
    contract: context.suite.dataSharing,
    method: "extend",
    args: [sharing, reasonOf(context)],
    sentence: `${actor.name} takes longer to answer request ${sharing}, once.`,
  };
});

export const withdrawSharing = writes(async (context, actor) => {
  const sharing = await theSharing(context);
  return {
    contract: context.suite.dataSharing,
    method: "withdrawSharing",
    args: [sharing],
    sentence: `${actor.name} takes request ${sharing} for data back.`,
  };
});

export const reportSilence = writes(async (context, actor) => {
  const { suite, words } = context;
  const sharing = await theSharing(context);
  const { asset } = await suite.dataSharing.sharingInfo(sharing);
  const holder = await words.participant(await suite.dataRegistry.holderOf(asset));
  return {
    contract: suite.dataSharing,
    method: "reportSilence",
    args: [sharing],
    sentence: `${actor.name} puts on record that ${holder} has not answered request ${sharing} in time. Silence is no consent.`,
  };
});
