/** Acts that somebody signs, from the contracts' type hashes and the domains that their constructors give. */
import { BUILD, buildOutput } from "../checks/sources.ts";
import { type Deployable, variable } from "./contracts.ts";
import { type BaseCall, type Expression, isContract, sourcesOf, type SyntaxNode } from "./syntax.ts";

interface SignedAct {
  /** Contract whose act it is. */
  contract: string;
  /** Contract that checks the signature, and whose domain it is signed in. */
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

/** The compiler's tree of a contract, and of all that it is made of. */
function treeOf({ name, artifact }: Deployable): { node: SyntaxNode; contracts: Contracts } {
  const { sources } = buildOutput(BUILD, artifact.buildInfoId);
  const nodes = sourcesOf(artifact).flatMap((source) => source.nodes.filter(isContract));
  const contracts = new Map(nodes.map((node) => [node.id, node]));
  const own = (sources[artifact.inputSourceName]?.ast.nodes ?? []).find((each) => each.name === name);
  const node = own && contracts.get(own.id);
  if (node === undefined) throw new Error(`The build has no syntax tree of ${name}.`);
  return { node, contracts };
}

/** The interface, if any, of another contract that says its domain (ERC-5267) and that the contract knows for good. */
function verifierOf(contracts: Contracts, node: SyntaxNode): string | undefined {
  const known = (node.nodes ?? []).filter(({ mutability }) => mutability === "immutable");
  const types = known.map(({ typeName }) => contracts.get(typeName?.referencedDeclaration ?? -1));
  return types.find((type) => type?.linearizedBaseContracts?.some((id) => contracts.get(id)?.name === "IERC5267"))
    ?.name;
}

function signedActsOf(deployable: Deployable, all: readonly Deployable[]): SignedAct[] {
  const { node, contracts } = treeOf(deployable);
  const types = (node.linearizedBaseContracts ?? []).flatMap((id) => encodedTypes(contracts.get(id) ?? node));
  if (types.length === 0) return [];
  // A contract without a domain of its own has what it is signed checked by another, as `IName` of `Name`.
  const checkedBy =
    domainOf(contracts, node, []) === undefined ? verifierOf(contracts, node)?.slice(1) : deployable.name;
  const verifier = all.find(({ name }) => name === checkedBy) ?? deployable;
  const verifying = treeOf(verifier);
  const [name, version] = domainOf(verifying.contracts, verifying.node, []) ?? [];
  if (!name || !version) throw new Error(`The EIP-712 domain of ${deployable.name} is not made of plain texts.`);
  return types.map((encodedType) => ({
    contract: deployable.name,
    verifier: verifier.name,
    encodedType,
    domain: [name, version],
  }));
}

const nameOf = ({ encodedType }: SignedAct): string => encodedType.slice(0, encodedType.indexOf("("));

function actSource(act: SignedAct, all: readonly SignedAct[]): string {
  const { contract, verifier, encodedType } = act;
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
  // An act of several contracts, as of each that keeps passkeys, is one in each one's domain.
  const isShared = all.some((other) => other !== act && nameOf(other) === name);
  const constant = isShared ? `${variable(contract)}${name}` : variable(name);
  const fieldsName = `${constant}Fields`;
  return (
    `/** Fields of {@link ${constant}}. */\n` +
    `export const ${fieldsName} = [\n${fields.join("")}] as const;\n\n` +
    `/** \`${encodedType}\`, signed for ${contract}. */\n` +
    `export const ${constant}: SignedAct<"${name}", typeof ${fieldsName}> =\n` +
    `  /*#__PURE__*/ signedAct(${variable(verifier)}Domain, "${name}", ${fieldsName});\n`
  );
}

export function eip712Source(all: readonly Deployable[]): string {
  const acts = all.flatMap((each) => signedActsOf(each, all));
  const domains = new Map(acts.map(({ verifier, domain }) => [verifier, domain]));
  return [
    `import { type Domain, domainOf, type Place, signedAct, type SignedAct } from "../eip712.js";`,
    `export type { Domain, Place, SignedAct } from "../eip712.js";\n`,
    ...[...domains].map(
      ([contract, [name, version]]) =>
        `/** The EIP-712 domain of ${contract}. */\n` +
        `export const ${variable(contract)}Domain: (place: Place) => Domain =\n` +
        `  /*#__PURE__*/ domainOf(${JSON.stringify(name)}, ${JSON.stringify(version)});\n`,
    ),
    ...acts.map((act) => actSource(act, acts)),
  ].join("\n");
}
