/** Acts that somebody signs, from the contracts' type hashes and the domains that their constructors give. */
import { BUILD, buildOutput } from "../checks/sources.ts";
import { type Deployable, variable } from "./contracts.ts";
import { type BaseCall, type Expression, isContract, sourcesOf, type SyntaxNode } from "./syntax.ts";

interface SignedAct {
  /** Contract that checks the signature, and is in the domain. */
  verifier: string;
  /** As EIP-712 writes it. */
  encodedType: string;
  domain: readonly [name: string, version: string];
}

type Contracts = ReadonlyMap<number, SyntaxNode>;

/** `keccak256("Consent(…)")`, held by a constant called …TYPEHASH. */
function encodedTypes(contract: SyntaxNode): string[] {
  return (contract.nodes ?? [])
    .filter(({ constant, name }) => constant === true && /TYPE_?HASH$/.test(name))
    .map(({ value }) => value?.arguments?.[0]?.value ?? "")
    .filter((type) => type !== "" && !type.startsWith("EIP712Domain("));
}

/** Whom a contract inherits from and what it passes to their constructors. */
function baseCalls(contract: SyntaxNode): [base: number, args: Expression[]][] {
  const constructor = contract.nodes?.find(({ kind }) => kind === "constructor");
  const calls: BaseCall[] = [...(contract.baseContracts ?? []), ...(constructor?.modifiers ?? [])];
  return calls.flatMap(({ baseName, modifierName, arguments: args }) => {
    const base = (baseName ?? modifierName)?.referencedDeclaration;
    return base === undefined || !args?.length ? [] : [[base, args]];
  });
}

/** What reaches the constructor of EIP712, through however many constructors it is passed on. */
function domainOf(contracts: Contracts, contract: SyntaxNode, passed: readonly string[]): string[] | undefined {
  if (contract.name === "EIP712") return [...passed];
  const constructor = contract.nodes?.find(({ kind }) => kind === "constructor");
  const names = (constructor?.parameters?.parameters ?? []).map(({ name }) => name);
  const textOf = (arg: Expression) =>
    (arg.nodeType === "Literal" ? arg.value : passed[names.indexOf(arg.name ?? "")]) ?? "";
  for (const [id, args] of baseCalls(contract)) {
    const base = contracts.get(id);
    const domain = base && domainOf(contracts, base, args.map(textOf));
    if (domain !== undefined) return domain;
  }
  return undefined;
}

/** A contract with all that it is made of, in the compiler's syntax tree. */
interface Tree {
  contracts: Contracts;
  node: SyntaxNode;
  /** Itself and whom it inherits from, itself first. */
  line: SyntaxNode[];
}

function treeOf({ name, artifact }: Deployable): Tree {
  const { sources } = buildOutput(BUILD, artifact.buildInfoId);
  const nodes = sourcesOf(artifact).flatMap((source) => source.nodes.filter(isContract));
  const contracts = new Map(nodes.map((each) => [each.id, each]));
  const own = (sources[artifact.inputSourceName]?.ast.nodes ?? []).find((each) => each.name === name);
  const node = own && contracts.get(own.id);
  if (node === undefined) throw new Error(`The build has no syntax tree of ${name}.`);
  return { contracts, node, line: lineOf(contracts, node) };
}

const lineOf = (contracts: Contracts, node: SyntaxNode): SyntaxNode[] =>
  (node.linearizedBaseContracts ?? []).flatMap((id) => contracts.get(id) ?? []);

/** Interfaces of other parts that a contract asks, if they have an EIP-712 domain (ERC-5267). */
function askedVerifiers({ contracts, line }: Tree): string[] {
  return line
    .flatMap(({ nodes = [] }) => nodes)
    .filter(({ mutability }) => mutability === "immutable")
    .flatMap(({ typeName }) => contracts.get(typeName?.referencedDeclaration ?? 0) ?? [])
    .filter((asked) => lineOf(contracts, asked).some(({ name }) => name === "IERC5267"))
    .map(({ name }) => name);
}

const domainIn = ({ contracts, node }: Tree): string[] | undefined => domainOf(contracts, node, []);

function signedActsOf(contract: string, trees: ReadonlyMap<string, Tree>): SignedAct[] {
  const tree = trees.get(contract);
  const types = tree?.line.flatMap(encodedTypes) ?? [];
  if (tree === undefined || types.length === 0) return [];
  // Acts that the contract does not check itself are checked by a part that it asks.
  const asked = domainIn(tree) === undefined ? askedVerifiers(tree) : [];
  const other = [...trees].find(([, { line }]) => line.some(({ name }) => asked.includes(name)));
  const [verifier, verifierTree] = other ?? [contract, tree];
  const [name, version] = domainIn(verifierTree) ?? [];
  if (!name || !version) throw new Error(`The EIP-712 domain of ${verifier} is not made of plain texts.`);
  return types.map((encodedType) => ({ verifier, encodedType, domain: [name, version] }));
}

function actSource({ verifier, encodedType }: SignedAct): string {
  const [, name, list] = /^(\w+)\(([\w ,[\]]*)\)$/.exec(encodedType) ?? [];
  if (name === undefined || list === undefined) {
    throw new Error(
      `"${encodedType}" is not one struct of plain fields. Teach such types to scripts/bindings/eip712.ts.`,
    );
  }
  const fields = list.split(",").map((field) => {
    const [type, key] = field.split(" ");
    return `  { name: "${key}", type: "${type}" },\n`;
  });
  const fieldsName = `${variable(name)}Fields`;
  return (
    `/** Fields of {@link ${variable(name)}}. */\n` +
    `export const ${fieldsName} = [\n${fields.join("")}] as const;\n\n` +
    `/** \`${encodedType}\`, signed for ${verifier}. */\n` +
    `export const ${variable(name)}: SignedAct<"${name}", typeof ${fieldsName}> =\n` +
    `  /*#__PURE__*/ signedAct(${variable(verifier)}Domain, "${name}", ${fieldsName});\n`
  );
}

export function eip712Source(all: readonly Deployable[]): string {
  const trees = new Map(all.map((deployable) => [deployable.name, treeOf(deployable)]));
  const acts = all.flatMap(({ name }) => signedActsOf(name, trees));
  const domains = new Map(acts.map(({ verifier, domain }) => [verifier, domain]));
  return [
    `import { type Domain, domainOf, type Place, signedAct, type SignedAct } from "../eip712.js";`,
    `export type { Domain, Place, SignedAct } from "../eip712.js";\n`,
    ...[...domains].map(
      ([verifier, [name, version]]) =>
        `/** The EIP-712 domain of ${verifier}. */\n` +
        `export const ${variable(verifier)}Domain: (place: Place) => Domain =\n` +
        `  /*#__PURE__*/ domainOf(${JSON.stringify(name)}, ${JSON.stringify(version)});\n`,
    ),
    ...acts.map(actSource),
  ].join("\n");
}
