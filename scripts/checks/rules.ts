import { files, read, type Report } from "./sources.ts";

/** `K-1` and `X-103`, but not the digits of P-256 or the letter of ERC-20. */
const RULE = /(?<![\w-])(?:X-1\d\d|[A-Z]-\d{1,2})[a-z]?(?![\w-])/g;

/** Titles of mocha suites and tests. */
const TITLE = /\b(?:describe|context|it|specify)\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/g;

/** Names of Solidity tests, with the comment right above. */
const TEST =
  /((?:^[ \t]*\/\/[^\n]*\n|^[ \t]*\/\*(?:(?!\*\/)[^])*\*\/[ \t]*\n)*)^[ \t]*function\s+((?:test|invariant)\w*)/gm;

function rulesIn(path: string): string[] {
  const text = read(path);
  if (path.endsWith(".ts")) return [...text.matchAll(TITLE)].flatMap(([, , title]) => title?.match(RULE) ?? []);
  return [...text.matchAll(TEST)].flatMap(([, comment, name]) => {
    const inName = [...(name ?? "").matchAll(/_([A-Z])_?(\d{1,3}[a-z]?)(?=_|$)/g)].map(([, k, n]) => `${k}-${n}`);
    return [...(comment?.match(RULE) ?? []), ...inName];
  });
}

/** Each rule that test/rules.json lists stands in a test's title, and each rule in a title stands in the list. */
export function rules(): Report {
  const listed = JSON.parse(read("test/rules.json")) as string[];
  const named = new Map<string, string>();
  for (const path of [...files("test", ".ts"), ...files("test", ".sol")]) {
    for (const rule of rulesIn(path)) named.set(rule, path);
  }
  const untested = listed.filter((rule) => !named.has(rule)).map((rule) => `no test's title names ${rule}`);
  const unlisted = [...named].filter(([rule]) => !listed.includes(rule));
  return {
    problems: [
      ...untested,
      ...unlisted.map(([rule, path]) => `${path} names ${rule}, which test/rules.json does not list`),
    ],
    note: `${listed.length} rules`,
  };
}
