/** Words that the contracts hold as numbers or bytes: enums, and libraries of constants in a folder `types`. */
import { comment, type Expression, isContract, isOwn, type Source, type SyntaxNode } from "./syntax.ts";

/** Names and values, as TypeScript source. */
export interface WordList {
  name: string;
  node: SyntaxNode;
  entries: { node: SyntaxNode; value: string }[];
}

/** Whole numbers of so many bits and fewer are numbers in JavaScript, as viem has them; longer ones bigints. */
const SAFE_BITS = 48;

/**
 * `IDocket.Status` becomes DocketStatus and `Requests.Status` RequestStatus: the one name that several contracts give. All other enums
 * keep theirs.
 */
export function enumName(canonicalName: string): string {
  const [container, name] = canonicalName.split(".");
  if (name === undefined) return canonicalName;
  if (name !== "Status") return name;
  return `${String(container)
    .replace(/^I(?=[A-Z])/, "")
    .replace(/s$/, "")}${name}`;
}

function enumsIn(nodes: readonly SyntaxNode[], container?: string): WordList[] {
  return nodes
    .filter(({ nodeType }) => nodeType === "EnumDefinition")
    .map((node) => ({
      name: enumName(container === undefined ? node.name : `${container}.${node.name}`),
      node,
      entries: (node.members ?? []).map((member, index) => ({ node: member, value: String(index) })),
    }));
}

/** A whole number: a literal, or bits of constants that come before it. */
function numberIn(value: Expression, known: ReadonlyMap<string, string>): bigint | undefined {
  const { nodeType, kind, operator, leftExpression, rightExpression } = value;
  if (nodeType === "Identifier") {
    const named = known.get(value.name ?? "");
    return named === undefined ? undefined : BigInt(named.replace("n", ""));
  }
  if (nodeType === "BinaryOperation" && operator === "|" && leftExpression && rightExpression) {
    const [left, right] = [numberIn(leftExpression, known), numberIn(rightExpression, known)];
    return left === undefined || right === undefined ? undefined : left | right;
  }
  return kind === "number" ? BigInt(String(value.value).replaceAll("_", "")) : undefined;
}

function valueOf(type: string, value: Expression, known: ReadonlyMap<string, string>): string {
  const bytes = /^bytes(\d+)$/.exec(type);
  if (bytes !== null && value.kind === "string") {
    return `"0x${(value.hexValue ?? "").padEnd(Number(bytes[1]) * 2, "0")}"`;
  }
  const bits = /^uint(\d+)$/.exec(type);
  const number = numberIn(value, known);
  if (bits !== null && number !== undefined) return Number(bits[1]) <= SAFE_BITS ? `${number}` : `${number}n`;
  throw new Error(`The bindings cannot show a constant of type ${type}. Teach it to scripts/bindings/words.ts.`);
}

function constantsOf(library: SyntaxNode): WordList {
  const constants = (library.nodes ?? []).filter(({ constant }) => constant === true);
  const known = new Map<string, string>();
  const entries = constants.map((node) => {
    if (!node.value) throw new Error(`${library.name}.${node.name} has no value.`);
    const value = valueOf(node.typeName?.name ?? "", node.value, known);
    known.set(node.name, value);
    return { node, value };
  });
  return { name: library.name, node: library, entries };
}

export function wordLists(sources: readonly Source[]): WordList[] {
  const lists = sources.filter(isOwn).flatMap(({ path, nodes }) => {
    const contracts = nodes.filter(isContract);
    const isVocabulary = path.split("/").at(-2) === "types";
    return [
      ...enumsIn(nodes),
      ...contracts.flatMap((contract) => enumsIn(contract.nodes ?? [], contract.name)),
      ...(isVocabulary ? contracts.map(constantsOf) : []),
    ];
  });
  const byName = new Map<string, WordList>();
  for (const list of lists) {
    const other = byName.get(list.name);
    // Two modules may mean the same by the same words: a pledge of a bill, and one of a note.
    if (other !== undefined && !isSame(list, other)) {
      throw new Error(`The suite has two lists of words called ${list.name}. Name one otherwise.`);
    }
    if (other === undefined) byName.set(list.name, list);
  }
  return [...byName.values()];
}

const isSame = (a: WordList, b: WordList): boolean =>
  a.entries.length === b.entries.length &&
  a.entries.every(({ node, value }, index) => {
    const other = b.entries[index];
    return other?.node.name === node.name && other.value === value;
  });

const listSource = ({ name, node, entries }: WordList): string =>
  `${comment(node)}export const ${name} = {\n` +
  entries.map((entry) => `${comment(entry.node, "  ")}  ${entry.node.name}: ${entry.value},\n`).join("") +
  `} as const;\nexport type ${name} = (typeof ${name})[keyof typeof ${name}];\n`;

export const wordsSource = (lists: readonly WordList[]): string =>
  [`export { actsOf, nameOf, namesIn, type Words } from "../names.js";\n`, ...lists.map(listSource)].join("\n");
