/** Who may call what: each external function of each deployable with its class. */
import { BUILD, buildOutput, deployables, type Artifact, type Node } from "./sources.ts";

/**
 * restricted: by order · door: participants, in one of the registry's modes, or in Orders as voters · part: a part of the
 * same module, or of any where the function says so · open: anyone · view: changes nothing.
 */
export const CLASSES = [
  "restricted",
  "door:Dispose",
  "door:Preserve",
  "door:Perform",
  "door:Orders",
  "part",
  "open",
  "view",
] as const;
export type Class = (typeof CLASSES)[number];

export interface ExternalFunction {
  contract: string;
  name: string;
  class?: Class;
  problem?: string;
}

/** State-changing functions that come from OpenZeppelin as they are, where no interface of ours documents them. */
const INHERITED: Record<string, { class: Class; reason: string }> = {
  "AccessManaged.setAuthority": { class: "restricted", reason: "only the present authority itself may call it" },
  "ERC1155.safeTransferFrom": { class: "open", reason: "the ledger's _update asks about holders, operator and module" },
  "ERC1155.safeBatchTransferFrom": { class: "open", reason: "as safeTransferFrom" },
  "ERC1155.setApprovalForAll": { class: "open", reason: "an approval moves nothing; safeTransferFrom asks" },
  "ERC20.transfer": { class: "door:Dispose", reason: "the token's _update asks the registry about both holders" },
  "ERC20.transferFrom": { class: "door:Dispose", reason: "as transfer" },
  "ERC20.approve": { class: "open", reason: "an allowance moves nothing; transferFrom asks" },
  "ERC20Permit.permit": { class: "open", reason: "the owner's signature decides; transferFrom asks" },
};

interface Declared {
  node: Node;
  owner: Node;
  source: string;
}

/** All contracts and their members of one compilation, by syntax tree id. */
function index(buildInfoId: string): Map<number, Declared> {
  const declared = new Map<number, Declared>();
  for (const [source, { ast }] of Object.entries(buildOutput(BUILD, buildInfoId).sources)) {
    for (const owner of ast.nodes ?? []) {
      declared.set(owner.id, { node: owner, owner, source });
      if (owner.nodeType !== "ContractDefinition") continue;
      for (const node of owner.nodes ?? []) declared.set(node.id, { node, owner, source });
    }
  }
  return declared;
}

/** The classes that a function's own documentation gives, or else that of the functions it overrides. */
function tags(node: Node, declared: Map<number, Declared>): Set<string> {
  const own = [...(node.documentation?.text ?? "").matchAll(/@custom:access\s+(\S+)/g)].map(([, tag]) => tag ?? "");
  if (own.length > 0) return new Set(own);
  const bases = (node.baseFunctions ?? []).flatMap((id) => declared.get(id) ?? []);
  return new Set(bases.flatMap((base) => [...tags(base.node, declared)]));
}

function classify(
  { node, owner, source }: Declared,
  declared: Map<number, Declared>,
): { class?: Class; problem?: string } {
  const isView = node.stateMutability === "view" || node.stateMutability === "pure";
  const [tag, ...others] = tags(node, declared);
  if (others.length > 0) return { problem: `has two classes, ${tag} and ${others.join(", ")}` };
  if (tag === undefined) {
    if (isView) return { class: "view" };
    const inherited = source.startsWith("npm/") ? INHERITED[`${owner.name}.${node.name}`] : undefined;
    return inherited ? { class: inherited.class } : { problem: "has no @custom:access" };
  }
  const known = CLASSES.find((name) => name === tag);
  if (known === undefined) return { problem: `has the unknown class "${tag}"` };
  if (isView !== (known === "view")) return { problem: `says ${tag} and is ${node.stateMutability}` };
  const guarded = (node.modifiers ?? []).some(({ modifierName }) => modifierName.name === "restricted");
  if (guarded !== (known === "restricted")) {
    return {
      problem: guarded ? `says ${tag} and has the modifier restricted` : "says restricted and has no such modifier",
    };
  }
  return { class: known };
}

function functionsOf({ contractName, inputSourceName, buildInfoId }: Artifact): ExternalFunction[] {
  const declared = index(buildInfoId);
  const contract = buildOutput(BUILD, buildInfoId).sources[inputSourceName]?.ast.nodes?.find(
    (node) => node.name === contractName,
  );
  if (contract?.contractKind !== "contract") return [];
  // The most derived comes first, so the first of a selector is the one that runs.
  const effective = new Map<string, Declared>();
  for (const base of contract.linearizedBaseContracts ?? []) {
    for (const { id, nodeType, kind, functionSelector } of declared.get(base)?.node.nodes ?? []) {
      if (nodeType !== "FunctionDefinition") continue;
      const key = functionSelector ?? (kind === "receive" || kind === "fallback" ? kind : undefined);
      const member = declared.get(id);
      if (key !== undefined && member && !effective.has(key)) effective.set(key, member);
    }
  }
  return [...effective.values()].map((member) => ({
    contract: contractName,
    name: member.node.name || (member.node.kind ?? ""),
    ...classify(member, declared),
  }));
}

/** External functions of the suite's own deployables. */
export const externalFunctions = (): ExternalFunction[] =>
  deployables()
    .filter(({ sourceName }) => sourceName.startsWith("contracts/"))
    .flatMap(functionsOf);
