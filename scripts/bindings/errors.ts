/** All custom errors of the suite, with where each is declared. */
import { id } from "ethers";
import type { AbiInput, AbiItem, Artifact } from "../checks/sources.ts";
import { abiSource } from "./contracts.ts";
import { isContract, type Source } from "./syntax.ts";
import { enumName, type WordList } from "./words.ts";

interface ErrorItem extends AbiItem {
  name: string;
  inputs: AbiInput[];
}

/** What the decoder in bindings/src/errors understands. */
const DECODABLE = /^(?:bool|address|string|bytes|u?int\d+|bytes\d+)$/;

/** What Solidity itself reverts with. */
const BUILT_IN: ErrorItem[] = [
  { type: "error", name: "Error", inputs: [{ name: "message", type: "string" }] },
  { type: "error", name: "Panic", inputs: [{ name: "code", type: "uint256" }] },
];

/** The contract, interface or library that declares each selector; an interface goes by the name of what it describes. */
function declarers(sources: readonly Source[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const contract of sources.flatMap(({ nodes }) => nodes.filter(isContract))) {
    const described = contract.contractKind === "interface" ? contract.name.replace(/^I(?=[A-Z])/, "") : contract.name;
    for (const { errorSelector } of contract.nodes ?? []) {
      if (errorSelector !== undefined && !found.has(errorSelector)) found.set(errorSelector, described);
    }
  }
  return found;
}

const isError = (item: AbiItem): item is ErrorItem => item.type === "error";

/** As the compiler derives selectors from it. */
const signature = ({ name, inputs }: ErrorItem) => `${name}(${inputs.map(({ type }) => type).join(",")})`;

/** The errors in the ABIs, each once, by name. */
export function errorItems(all: readonly Artifact[]): ErrorItem[] {
  const items = all.flatMap(({ abi }) => abi.filter(isError));
  const bySignature = new Map(items.map((item) => [signature(item), item]));
  return [...bySignature.values()].sort((a, b) => (signature(a) < signature(b) ? -1 : 1));
}

export const errorsAbiSource = (items: readonly ErrorItem[]): string =>
  `/** All custom errors of the suite: put it beside a contract's own ABI where errors of the contracts behind it matter. */\n` +
  `export const errorsAbi = ${abiSource(items)};\n`;

function entrySource(selector: string, contract: string, { name, inputs }: ErrorItem, words: readonly WordList[]) {
  const fields = inputs.map((input, index) => {
    if (!DECODABLE.test(input.type)) {
      throw new Error(`${name} has an argument of type ${input.type}. Teach it to bindings/src/errors/decode.ts.`);
    }
    const word = /^enum (.+)$/.exec(input.internalType ?? "")?.[1];
    const list = word && words.find((each) => each.name === enumName(word));
    const values = list ? `, words: words.${list.name}` : "";
    return `{ name: "${input.name || `arg${index}`}", type: "${input.type}"${values} }`;
  });
  return `  "${selector}": { name: "${name}", contract: "${contract}", inputs: [${fields.join(", ")}] },\n`;
}

export function errorsSource(
  items: readonly ErrorItem[],
  sources: readonly Source[],
  words: readonly WordList[],
): string {
  const declared = declarers(sources);
  const entries = [...BUILT_IN, ...items].map((item) => {
    const selector = id(signature(item)).slice(0, 10);
    const contract = BUILT_IN.includes(item) ? "Solidity" : declared.get(selector.slice(2));
    if (contract === undefined) throw new Error(`No source declares the error ${signature(item)}.`);
    return entrySource(selector, contract, item, words);
  });
  return [
    `import { type Decoded, decoderOf } from "../errors/decode.js";`,
    `import * as words from "./words.js";`,
    `export { revertData } from "../errors/revertData.js";\n`,
    `/** All custom errors of the suite by their selectors, and what Solidity itself reverts with. */`,
    `export const errors = {\n${entries.join("")}} as const;\n`,
    `/** An error of the suite; its \`name\` tells which arguments it has. */`,
    `export type SuiteError = Decoded<(typeof errors)[keyof typeof errors]>;\n`,
    `/** Decodes what ethers or viem threw, or revert data; undefined when there is no error of the suite in it. */`,
    `export const decodeError: (error: unknown) => SuiteError | undefined = /*#__PURE__*/ decoderOf(errors);\n`,
  ].join("\n");
}
