/** All that an index holds, whatever its schema says that is. */
import { expect } from "chai";
import { sorted } from "./rows.ts";
import type { Ask } from "./stack.ts";

interface Type {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType: Type | null;
}

interface Field {
  readonly name: string;
  readonly args: readonly { readonly name: string }[];
  readonly type: Type;
}

const INTROSPECTION = `{
  __schema {
    types { kind name fields { name args { name } type { ...deep } } }
    queryType { fields { name args { name } type { ...deep } } }
  }
}
fragment deep on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }`;

/** What an act is about is looked for among all kinds of things, which takes its time: so many at once. */
const PAGE = 200;

interface Schema {
  readonly types: readonly { readonly kind: string; readonly name: string; readonly fields: readonly Field[] | null }[];
  readonly queryType: { readonly fields: readonly Field[] };
}

/** What a type is once lists and "non-null" are taken off, and whether it is a list. */
function bare(type: Type): { kind: string; name: string; isList: boolean } {
  if (type.ofType === null) return { kind: type.kind, name: type.name ?? "", isList: false };
  const inner = bare(type.ofType);
  return { ...inner, isList: inner.isList || type.kind === "LIST" };
}

/** A query for all entities of each kind, with all their fields; what refers to an entity as that entity's id. */
function queries({ types, queryType }: Schema): Map<string, string> {
  const fieldsOf = new Map(types.map(({ name, fields }) => [name, fields ?? []]));
  const found = new Map<string, string>();
  for (const { name: plural, args, type } of queryType.fields) {
    const { kind, name, isList } = bare(type);
    // What begins with "_" is graph-node's own.
    if (!isList || kind !== "OBJECT" || plural.startsWith("_")) continue;
    const isVolume = args.some((arg) => arg.name === "interval");
    const isFlow = name.endsWith("Flow");
    const selection = (fieldsOf.get(name) ?? [])
      // graph-node numbers points of time series and their sums as it writes them.
      .filter((field) => field.name !== "id" || (!isVolume && !isFlow))
      .map((field) => {
        const of = bare(field.type);
        if (of.kind === "SCALAR" || of.kind === "ENUM") return field.name;
        return of.isList ? `${field.name}(first: 1000, orderBy: id) { id }` : `${field.name} { id }`;
      });
    const rest = isVolume
      ? "interval: hour, current: include, first: 1000"
      : `first: ${PAGE}, skip: $skip, orderBy: id`;
    const head = isVolume ? "" : "query ($skip: Int!) ";
    found.set(plural, `${head}{ rows: ${plural}(${rest}) { ${selection.join(" ")} } }`);
  }
  return found;
}

async function rowsOf(ask: Ask, query: string): Promise<object[]> {
  const rows: object[] = [];
  for (;;) {
    const isPaged = query.startsWith("query");
    const page = (await ask<{ rows: object[] }>(query, isPaged ? { skip: rows.length } : {})).rows;
    rows.push(...page);
    if (!isPaged || page.length < PAGE) return rows;
  }
}

/** Fails unless both indexes have the same entities of every kind, and many of them. */
export async function expectSameEntities(ask: Ask, model: Ask): Promise<void> {
  const { __schema: schema } = await model<{ __schema: Schema }>(INTROSPECTION);
  const all = queries(schema);
  expect(all.size).to.be.above(45);
  let entities = 0;
  for (const [plural, query] of all) {
    const found = await rowsOf(ask, query);
    const expected = await rowsOf(model, query);
    expect(sorted(found), plural).to.deep.equal(sorted(expected));
    const count = expected.length;
    // Volumes come in one page; others are paged as far as graph-node skips.
    const most = query.startsWith("query") ? 5_000 : 1_000;
    expect(count, `more ${plural} than are compared`).to.be.below(most);
    entities += count;
  }
  expect(entities).to.be.above(500);
}
