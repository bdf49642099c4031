import { AbiCoder, keccak256 } from "ethers";
import type { Assertion } from "../shared/authenticator.ts";
import { Args } from "../shared/args.ts";
import type { Context } from "../shared/context.ts";
import { parseCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted } from "../shared/format.ts";
import { area, content, digest, whole } from "../shared/parse.ts";
import { participant as participantOf, programme as programmeOf } from "../shared/resolve.ts";
import { digestGiven } from "../shared/digests.ts";
import { writes } from "../shared/run.ts";
import { pairHandle } from "../shared/words.ts";
import { actingOfficer, ACTS, publicKeyIn, signed } from "./signing.ts";

const NEEDED = ["commitment", "area", "category", "bank"];
const OPTIONAL = ["evidence", "evidence_file", "public_key", "passkey", "assertion"];
/** Proposals that an officer signs for at once. */
const MOST = 16;
const HASHED = ["uint32", "bytes32", "uint40", "uint8", "uint32", "bytes32", "bytes32", "bytes32"];

interface Proposal {
  terms: readonly [bigint, string, bigint, bigint, bigint, string, string, string];
  struct: Record<string, unknown> & { household: Assertion };
}

async function proposal(context: Context, programme: bigint): Promise<Proposal> {
  const { args, suite } = context;
  const commitment = args.parsed("commitment", "the household's commitment (relief make-commitments)", digest);
  const village = args.parsed("area", "its village, as in 520112101201", area);
  const category = args.parsed("category", "its category's number, from 1", whole);
  const bank = await participantOf(context, args.required("bank", "its payout bank"), args.label("bank"));
  const key = publicKeyIn(context);
  const evidence = digestGiven(context, "What shows its need");
  const known = await suite.reliefHouseholds.householdByCommitment(programme, commitment);
  const fields = { programme, commitment, area: village, category, bank, keyX: key.x, keyY: key.y, evidence };
  const household = await signed(context, ACTS.Registration, known === 0n ? programme << 32n : known, fields);
  return {
    terms: [programme, commitment, village, category, bank, key.x, key.y, evidence],
    struct: { programme, commitment, area: village, category, bank, key, evidence, household },
  };
}

/** Those of the file, or the one of the options. */
async function proposals(context: Context, programme: bigint): Promise<Proposal[]> {
  const { args } = context;
  const file = args.text("file");
  if (file === undefined) return [await proposal(context, programme)];
  const rows = parseCsv(content(file).toString("utf8"), NEEDED, OPTIONAL, file);
  if (rows.length === 0 || rows.length > MOST) {
    throw new WrongUsage(
      `${file} has ${counted(rows.length, "row")}.`,
      `Give 1 to ${MOST}: an officer signs for them at once.`,
    );
  }
  return Promise.all(
    rows.map(({ line, values }) => {
      const { evidence_file: evidenceFile, public_key: publicKey, ...others } = values;
      const row = args.with({ ...others, evidenceFile, publicKey }, (name) => `line ${line}: ${name}`);
      return proposal({ ...context, args: row instanceof Args ? row : args }, programme);
    }),
  );
}

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const programme = await programmeOf(context, args.required("programme", "a programme's number, as in 1"));
  const officer = await actingOfficer(context, actor);
  const all = await proposals(context, programme);
  const hashes = all.map(({ terms }) => keccak256(AbiCoder.defaultAbiCoder().encode(HASHED, terms)));
  const assertion = await signed(context, ACTS.Proposals, officer, { proposals: hashes }, "officer");
  return {
    contract: suite.reliefReviews,
    method: "propose",
    args: [all.map(({ struct }) => struct), assertion],
    sentence: `${actor.name} and ${counted(all.length, "household")} propose to help ${all.length === 1 ? "it" : "them"} in programme ${programme}.`,
    data: (_, happened) => ({
      households: happened
        .filter(({ event }) => event === "HouseholdProposed")
        .map(({ arguments: { household } }) => pairHandle(household as bigint)),
    }),
    next: ({ happenings }) => {
      const ids = happenings
        .filter(({ event }) => event === "HouseholdProposed")
        .map(({ arguments: { household } }) => pairHandle(household as bigint));
      return [words.command(`relief review ${ids.join(",")} --minutes-file …`, "<officer>")];
    },
  };
});
