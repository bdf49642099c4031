/** Licences and the metering of their uses. */
import type { Context } from "../shared/context.ts";
import { parseCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted, yuan } from "../shared/format.ts";
import { content, date, digest, positiveAmount, whole } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { leaf, merkle } from "../shared/merkle.ts";
import { fromEvent, participantIn, person as personOf, purposeIn, theLicence } from "./things.ts";

/** Whose data were used; nobody's: 0. */
async function personIn(context: Context): Promise<bigint> {
  const text = context.args.text("person");
  return text === undefined ? 0n : personOf(context, text, "--person");
}

export const recordUse = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const licence = await theLicence(context);
  const { used, allowed } = await suite.dataLicences.licenceInfo(licence);
  const number = args.optional("number", whole) ?? used + 1n;
  const purpose = await purposeIn(context);
  const person = await personIn(context);
  const use = args.parsed("digest", "the salted digest of request and result", digest);
  return {
    contract: suite.dataLicences,
    method: "recordUse",
    args: [licence, number, purpose, person, use],
    sentence: `${actor.name} records use ${number} under licence ${licence}, for ${await words.purpose(purpose)}${person === 0n ? "" : `, of the data of person ${person}`}.`,
    changes: [{ what: "uses", from: `${used} of ${allowed}`, to: `${number} of ${allowed}` }],
  };
});

export const recordUses = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const licence = await theLicence(context);
  const file = args.required("file", "a CSV file with the columns number,digest, and person");
  const rows = parseCsv(content(file).toString("utf8"), ["number", "digest"], ["person"], file);
  const uses = rows.map(({ line, values }) => ({
    number: whole(values.number ?? "", `line ${line}: number`),
    digest: digest(values.digest ?? "", `line ${line}: digest`),
    person: values.person === undefined || values.person === "" ? 0n : whole(values.person, `line ${line}: person`),
  }));
  const [first] = uses;
  if (first === undefined) throw new WrongUsage(`${file} has no use in it.`, "Give at least one.");
  const gap = uses.findIndex(({ number }, index) => number !== first.number + BigInt(index));
  if (gap >= 0)
    throw new WrongUsage(`Use ${uses[gap]?.number} does not follow the one before it.`, "Number them on, one by one.");
  const { used } = await suite.dataLicences.licenceInfo(licence);
  const { root } = merkle(uses.map(({ number, digest: use }) => leaf(["uint40", "bytes32"], [number, use])));
  if (first.number <= used) {
    if ((await suite.dataLicences.batchRoot(licence, first.number)) === root) {
      return {
        already: `these ${counted(uses.length, "use")} of licence ${licence} are recorded.`,
        data: { licence, root },
      };
    }
  }
  const counts = new Map<bigint, bigint>();
  for (const { person } of uses) if (person !== 0n) counts.set(person, (counts.get(person) ?? 0n) + 1n);
  const persons = [...counts.keys()].sort((a, b) => (a < b ? -1 : 1));
  const purpose = await purposeIn(context);
  return {
    contract: suite.dataLicences,
    method: "recordUses",
    args: [licence, first.number, uses.length, purpose, root, persons, persons.map((person) => counts.get(person))],
    sentence: `${actor.name} records ${counted(uses.length, "use")} under licence ${licence}, for ${await words.purpose(purpose)}, by one root.`,
    data: () => ({ licence, root, first: first.number, count: uses.length }),
  };
});

export const takeOverMeter = writes(async (context, actor) => {
  const licence = await theLicence(context);
  return {
    contract: context.suite.dataLicences,
    method: "takeOverMeter",
    args: [licence],
    sentence: `${actor.name} meters licence ${licence} from now on.`,
  };
});

export const topUp = writes(async (context, actor) => {
  const { suite, args } = context;
  const licence = await theLicence(context);
  const { allowed, pricePerUse } = await suite.dataLicences.licenceInfo(licence);
  const paid = args.parsed("amount", "what is prepaid, in yuan", positiveAmount);
  const more = pricePerUse === 0n ? 0n : paid / pricePerUse;
  return {
    contract: suite.dataLicences,
    method: "topUp",
    args: [licence, paid],
    sentence: `${actor.name} prepays ${yuan(paid)} for licence ${licence}: ${more} more ${more === 1n ? "use" : "uses"} at ${yuan(pricePerUse)}.`,
    changes: [{ what: "uses paid for", from: allowed.toString(), to: (allowed + more).toString() }],
  };
});

const onLicence = (method: "settle" | "surrender" | "close", sentence: (name: string, licence: bigint) => string) =>
  writes(async (context, actor) => {
    const licence = await theLicence(context);
    return {
      contract: context.suite.dataLicences,
      method,
      args: [licence],
      sentence: sentence(actor.name, licence),
      next: [context.words.command(`data show-licence ${licence}`)],
    };
  });

export const settle = onLicence("settle", (name, licence) => `${name} has the uses of licence ${licence} settled.`);
export const surrender = onLicence("surrender", (name, licence) => `${name} gives licence ${licence} up.`);
export const closeLicence = onLicence(
  "close",
  (name, licence) => `${name} closes licence ${licence}: what is left of prepaid and deposit goes back.`,
);

export const transferLicence = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const licence = await theLicence(context);
  const to = await participantIn(context, "to", "who takes it over");
  return {
    contract: suite.dataOffers,
    method: "transferLicence",
    args: [licence, to, args.optional("until", date) ?? 0n],
    sentence: `${actor.name} offers licence ${licence} to ${await words.participant(to)}, with what is prepaid and the deposit.`,
    data: ([simulated], happened) => ({ request: fromEvent(happened, "RequestOpened", "request") ?? simulated }),
    next: async ({ happenings }) => [
      words.command(
        `data sign licence/${String(fromEvent(happenings, "RequestOpened", "request"))}`,
        await words.handle(to),
      ),
    ],
  };
});
