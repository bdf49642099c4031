/** Acts that somebody signs, from the contracts' type hashes and the domains that their constructors give. */
import { BUILD, buildOutput } from "../checks/sources.ts";
import { type Deployable, variable } from "./contracts.ts";
import { type BaseCall, type Expression, isContract, sourcesOf, type SyntaxNode } from "./syntax.ts";

interface SignedAct {
  /** Contract that checks the signature. */
  contract: string;
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

function signedActsOf({ name: contract, artifact }: Deployable): SignedAct[] {
  const { sources } = buildOutput(BUILD, artifact.buildInfoId);
  const nodes = sourcesOf(artifact).flatMap((source) => source.nodes.filter(isContract));
  const contracts = new Map(nodes.map((node) => [node.id, node]));
  const own = (sources[artifact.inputSourceName]?.ast.nodes ?? []).find(({ name }) => name === contract);
  const node = own && contracts.get(own.id);
  if (node === undefined) throw new Error(`The build has no syntax tree of ${contract}.`);

  const types = (node.linearizedBaseContracts ?? []).flatMap((id) => encodedTypes(contracts.get(id) ?? node));
  if (types.length === 0) return [];
  const [name, version] = domainOf(contracts, node, []) ?? [];
  if (!name || !version) throw new Error(`The EIP-712 domain of ${contract} is not made of plain texts.`);
  return types.map((encodedType) => ({ contract, encodedType, domain: [name, version] }));
}

function actSource({ contract, encodedType }: SignedAct): string {
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
    `/** \`${encodedType}\`, signed for ${contract}. */\n` +
    `export const ${variable(name)}: SignedAct<"${name}", typeof ${fieldsName}> =\n` +
    `  /*#__PURE__*/ signedAct(${variable(contract)}Domain, "${name}", ${fieldsName});\n`
  );
}

export function eip712Source(all: readonly Deployable[]): string {
  const acts = all.flatMap(signedActsOf);
  const domains = new Map(acts.map(({ contract, domain }) => [contract, domain]));
  return [
    `import { type Domain, domainOf, type Place, signedAct, type SignedAct } from "../eip712.js";`,
    `export type { Domain, Place, SignedAct } from "../eip712.js";\n`,
    ...[...domains].map(
      ([contract, [name, version]]) =>
        `/** The EIP-712 domain of ${contract}. */\n` +
        `export const ${variable(contract)}Domain: (place: Place) => Domain =\n` +
        `  /*#__PURE__*/ domainOf(${JSON.stringify(name)}, ${JSON.stringify(version)});\n`,
    ),
    ...acts.map(actSource),
  ].join("\n");
}
