/** The compiler's syntax trees of the sources that the suite is made of. */
import { type Artifact, BUILD, buildOutput } from "../checks/sources.ts";

/** A node of a syntax tree; only what the bindings read. */
export interface SyntaxNode {
  id: number;
  nodeType: string;
  name: string;
  nodes?: SyntaxNode[];
  absolutePath?: string;
  documentation?: { text: string } | null;
  contractKind?: string;
  linearizedBaseContracts?: number[];
  baseContracts?: BaseCall[];
  errorSelector?: string;
  constant?: boolean;
  /** Of a contract's or interface's, which declaration it is. */
  typeName?: { name?: string; referencedDeclaration?: number };
  mutability?: string;
  value?: Expression | null;
  members?: SyntaxNode[];
  kind?: string;
  modifiers?: BaseCall[];
  parameters?: { parameters: SyntaxNode[] };
}

export interface Expression {
  nodeType: string;
  kind?: string;
  name?: string;
  value?: string | null;
  hexValue?: string;
  operator?: string;
  leftExpression?: Expression;
  rightExpression?: Expression;
  expression?: Expression;
  arguments?: Expression[];
}

/** A base contract as inherited, or as a constructor calls it. */
export interface BaseCall {
  baseName?: { referencedDeclaration: number };
  modifierName?: { referencedDeclaration: number };
  arguments?: Expression[] | null;
}

/** A source file. */
export interface Source {
  path: string;
  nodes: SyntaxNode[];
}

const SUITE = "project/contracts/";

export const isOwn = ({ path }: Source): boolean => path.startsWith(SUITE);

/**
 * The sources that a contract is made of, itself first. They are read from the compilation that made its artifact: other compilations may
 * hold older versions of the same files.
 */
export function sourcesOf({ buildInfoId, inputSourceName }: Artifact): Source[] {
  const { sources } = buildOutput(BUILD, buildInfoId);
  const found = new Map<string, Source>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    const nodes = (sources[path]?.ast.nodes ?? []) as unknown as SyntaxNode[];
    found.set(path, { path, nodes });
    for (const { nodeType, absolutePath } of nodes) {
      if (nodeType === "ImportDirective" && absolutePath !== undefined) visit(absolutePath);
    }
  };
  visit(inputSourceName);
  return [...found.values()];
}

/** The sources of several contracts, each once, the suite's own first. */
export function sourcesOfAll(all: readonly Artifact[]): Source[] {
  const found = new Map(all.flatMap(sourcesOf).map((source) => [source.path, source]));
  const order = (source: Source) => `${isOwn(source) ? 0 : 1} ${source.path}`;
  return [...found.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

export const isContract = ({ nodeType }: SyntaxNode): boolean => nodeType === "ContractDefinition";

/** A comment of the contracts, without notes for their developers, as one of TypeScript; or nothing. */
export function comment({ documentation }: SyntaxNode, indent = ""): string {
  const text = (documentation?.text ?? "")
    .replace(/@\w[^]*$/, "")
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();
  return text === "" ? "" : `${indent}/** ${text.replaceAll("*/", "*\\/")} */\n`;
}
