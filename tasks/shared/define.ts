/** How tasks are declared. What they do is loaded only when they run, so that --help stays quick. */
import { styleText } from "node:util";
import { emptyTask } from "hardhat/config";
import { ArgumentType, type OptionDefinition } from "hardhat/types/arguments";
import { type TaskDefinition, TaskDefinitionType } from "hardhat/types/tasks";
import type { Verb } from "./run.ts";

/** What a verb takes, each with a line of description. */
export interface Inputs {
  /** In their order; all of them needed. */
  positionals?: Record<string, string>;
  /** As `positionals`, but they may be left out. */
  optionals?: Record<string, string>;
  options?: Record<string, string>;
  flags?: Record<string, string>;
}

type Load = () => Promise<{ default: Verb }>;

const option = (name: string, description: string): OptionDefinition => ({
  name,
  description,
  type: ArgumentType.STRING_WITHOUT_DEFAULT,
  defaultValue: undefined,
});

const flag = (name: string, description: string): OptionDefinition => ({
  name,
  description,
  type: ArgumentType.FLAG,
  defaultValue: false,
});

const as = option("as", "Who acts: a persona or user:NAME (development chain), or an account whose key Hardhat has");
const json = flag("json", "Print exactly one JSON document on standard output, all else on standard error");
const writing = [
  flag("dryRun", "Check, simulate and show, but send nothing (a preview; needs no key)"),
  flag("yes", "Do not ask before sending on a network that is not the development chain"),
  option("wait", "Blocks to wait for after sending, the transaction's own included (usual: 1)"),
];

function define(id: string, description: string, inputs: Inputs, common: OptionDefinition[], load: Load) {
  const { positionals = {}, optionals = {}, options = {}, flags = {} } = inputs;
  const all = [
    ...Object.entries(options).map(([name, text]) => option(name, text)),
    ...Object.entries(flags).map(([name, text]) => flag(name, text)),
    ...common,
  ];
  const definition: TaskDefinition = {
    type: TaskDefinitionType.NEW_TASK,
    id: id.split(" "),
    description,
    options: Object.fromEntries(all.map((each) => [each.name, each])),
    positionalArguments: [
      ...Object.entries(positionals).map(([name, text]) => ({ name, description: text, type: ArgumentType.STRING })),
      ...Object.entries(optionals).map(([name, text]) => ({
        name,
        description: text,
        type: ArgumentType.STRING_WITHOUT_DEFAULT,
      })),
    ].map((each) => ({ ...each, isVariadic: false })),
    action: async () => {
      const [{ run }, { default: verb }] = await Promise.all([import("./run.ts"), load()]);
      return { default: (args, hre) => run(id, verb, args, hre) };
    },
  };
  return definition;
}

/** A verb that only looks. */
export const read = (id: string, description: string, inputs: Inputs, load: Load): TaskDefinition =>
  define(id, description, inputs, [json], load);

/** A verb that looks on behalf of somebody, whose key it does not need. */
export const readAs = (id: string, description: string, inputs: Inputs, load: Load): TaskDefinition =>
  define(
    id,
    description,
    inputs,
    [{ ...as, description: "Whose: a persona, participant id, USCC or name" }, json],
    load,
  );

/** A verb with which somebody signs and sends nothing. */
export const sign = (id: string, description: string, inputs: Inputs, load: Load): TaskDefinition =>
  define(id, description, inputs, [{ ...as, description: as.description.replace("acts", "signs") }, json], load);

/** A verb that changes something: it goes the one way of writing (T-3), with the flags of all writes (T-2). */
export const write = (id: string, description: string, inputs: Inputs, load: Load): TaskDefinition =>
  define(id, description, inputs, [as, json, ...writing], load);

/** A noun with its verbs. Its help begins with the title and examples. */
export function noun(
  name: string,
  title: string,
  examples: readonly string[],
  verbs: readonly TaskDefinition[],
): TaskDefinition[] {
  // Hardhat prints the whole description in bold; only the title is to be.
  const plain = styleText("bold", "x") === "x" ? "" : "\u001b[0m";
  const lines = examples.map((example) => `\n  npx hardhat ${example}`).join("");
  return [emptyTask(name, `${title}${plain}${lines && `\n\nEXAMPLES:\n${lines}`}`).build(), ...verbs];
}
