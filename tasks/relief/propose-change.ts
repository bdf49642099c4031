import { ZeroHash } from "ethers";
import { WrongUsage } from "../shared/failures.ts";
import { area, digest, oneOf, whole } from "../shared/parse.ts";
import { household as householdOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { choices, type Value, valueOf } from "../shared/terms.ts";
import { publicKeyIn } from "./signing.ts";
import { evidenceOf, fromEvent, theHousehold } from "./steps.ts";

const NEEDS: Record<Exclude<Value<"ChangeKind">, "None">, readonly string[]> = {
  Split: ["commitment", "publicKey"],
  Merge: ["into"],
  Move: ["area"],
  End: [],
  AddKey: ["publicKey"],
  ReplaceKeys: ["publicKey"],
  Recategorise: ["category"],
};

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const household = await theHousehold(context);
  const kind = args.parsed(
    "kind",
    "split, merge, move, end, addKey, replaceKeys or recategorise",
    oneOf(choices("ChangeKind")),
  );
  const needs = NEEDS[kind];
  for (const option of ["commitment", "publicKey", "into", "area", "category"]) {
    if (args.text(option) !== undefined && !needs.includes(option)) {
      throw new WrongUsage(`${args.label(option)} says nothing of the change "${kind}".`, "Leave it out.");
    }
  }
  const needsKey = needs.includes("publicKey");
  const terms = {
    household,
    kind: valueOf("ChangeKind", kind),
    proposedBy: 0n,
    done: false,
    refused: false,
    area: needs.includes("area") ? args.parsed("area", "the village that it moves to", area) : 0n,
    into: needs.includes("into")
      ? await householdOf(context, args.required("into", "the household that it becomes part of"), "--into")
      : 0n,
    category: needs.includes("category") ? args.parsed("category", "its category's number", whole) : 0n,
    commitment: needs.includes("commitment")
      ? args.parsed("commitment", "the commitment of the household that leaves", digest)
      : ZeroHash,
    key: needsKey ? publicKeyIn(context) : { x: ZeroHash, y: ZeroHash },
    evidence: evidenceOf(context),
  };
  return {
    contract: suite.reliefHouseholds,
    method: "proposeChange",
    args: [terms],
    sentence: `${actor.name} proposes a change of ${words.household(household)}: ${kind}. Another officer decides.`,
    data: ([simulated], happened) => ({
      change: fromEvent(happened, "HouseholdChangeProposed", "change") ?? simulated,
    }),
    next: ({ happenings }) => [
      words.command(
        `relief confirm-change ${String(fromEvent(happenings, "HouseholdChangeProposed", "change"))}`,
        "<officer>",
      ),
    ],
  };
});
