/** Evidence of data, and challenges to show that they are still there. */
import { WrongUsage } from "../shared/failures.ts";
import { timeOf } from "../shared/format.ts";
import { content, oneOf, whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { treeFrom } from "./contents.ts";
import { fromEvent, theAsset, theChallenge, theLicence } from "./things.ts";

export const preserve = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const evidence = args.parsed("evidence", "the number of the evidence (evidence anchor)", whole);
  const kind = args.parsed("kind", "version-archive or access-log", oneOf(choices("PreservationKind")));
  const version = args.optional("dataVersion", whole) ?? 0n;
  return {
    contract: suite.dataPreservation,
    method: "preserve",
    args: [asset, valueOf("PreservationKind", kind), version, evidence],
    sentence: `${actor.name} records evidence ${evidence} as ${kind === "AccessLog" ? "an access log" : `the archive of version ${version}`} of ${words.asset(asset)}.`,
  };
});

export const preserveLog = writes(async (context, actor) => {
  const { suite, args } = context;
  const licence = await theLicence(context);
  const evidence = args.parsed("evidence", "the number of the evidence (evidence anchor)", whole);
  return {
    contract: suite.dataPreservation,
    method: "preserveLog",
    args: [licence, evidence],
    sentence: `${actor.name} records evidence ${evidence} as the log of uses under licence ${licence}.`,
  };
});

export const challenge = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const version = args.optional("dataVersion", whole) ?? (await suite.dataRegistry.assetInfo(asset)).version;
  return {
    contract: suite.dataPreservation,
    method: "challenge",
    args: [asset, version],
    sentence: `${actor.name} asks the holder of ${words.asset(asset)} to show a chunk of version ${version}; the chain picks which.`,
    data: ([simulated], happened) => ({ challenge: fromEvent(happened, "DataChallenged", "challenge") ?? simulated }),
    next: ({ happenings }) => {
      const id = String(fromEvent(happenings, "DataChallenged", "challenge"));
      const deadline = BigInt(String(fromEvent(happenings, "DataChallenged", "deadline")));
      return [
        words.command(`data answer-challenge ${id} --tree …`, "<holder>"),
        `After ${timeOf(deadline)}: ${words.command(`data record-miss ${id}`)}`,
      ];
    },
  };
});

export const answerChallenge = writes(async (context, actor) => {
  const { suite, args } = context;
  const id = await theChallenge(context);
  const file = args.required("tree", "the file that data commit-content has written");
  const tree = treeFrom(content(file).toString("utf8"), file);
  const { asset, version, seed } = await suite.dataPreservation.challengeInfo(id);
  if (tree.commitment !== (await suite.dataRegistry.commitmentOf(asset, version))) {
    throw new WrongUsage(
      `${file} is not the tree of version ${version} of asset ${asset}.`,
      "Give the file that was written when that version was committed to.",
    );
  }
  const index = Number(BigInt(seed) % BigInt(tree.chunks));
  const { chunkDigest, proof } = tree.answer(index);
  return {
    contract: suite.dataPreservation,
    method: "answer",
    args: [id, { root: tree.root, chunks: tree.chunks }, chunkDigest, proof],
    sentence: `${actor.name} shows chunk ${index} of version ${version} of asset ${asset}.`,
  };
});

export const recordMiss = writes(async (context, actor) => {
  const id = await theChallenge(context);
  return {
    contract: context.suite.dataPreservation,
    method: "recordMiss",
    args: [id],
    sentence: `${actor.name} records that challenge ${id} was not answered in time.`,
  };
});
