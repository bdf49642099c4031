/** Asks the questions of subgraph/queries, and holds each answer against the example in its file. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import type { Row } from "./rows.ts";
import type { Ask } from "./stack.ts";

export const folder = fileURLToPath(new URL("../../subgraph/queries/", import.meta.url));

export const by = (who: PersonaKey): { name: string } => ({ name: personaOf(who).nameZh });

/** What stands above a query: the question, its variables, and an answer that is shortened. */
function headOf(text: string): { question: string; variables: Row; answer: Row } {
  const lines = text.split("\n").filter((line) => line.startsWith("#"));
  const comment = lines.map((line) => line.slice(2)).join("\n");
  const parts = /^([^]+?)\nVariables: (.+)\nAnswer, shortened:\n([^]+)$/.exec(comment);
  if (parts === null) throw new Error("Begin with the question, then Variables: and Answer, shortened:, as comments.");
  const [, question = "", variables = "", answer = ""] = parts;
  return { question, variables: JSON.parse(variables) as Row, answer: JSON.parse(answer) as Row };
}

/** Whether all fields that an example has are in an answer, too; values may differ, and lists may be empty. */
function isLike(example: unknown, answer: unknown): boolean {
  if (Array.isArray(example)) {
    const isEmpty = example.length === 0 || (Array.isArray(answer) && answer.length === 0);
    return isEmpty || (Array.isArray(answer) && example.every((each) => answer.some((one) => isLike(each, one))));
  }
  if (typeof example !== "object" || example === null || answer === null) return true;
  if (typeof answer !== "object") return false;
  return Object.entries(example).every(([key, value]) => key in answer && isLike(value, (answer as Row)[key]));
}

export type AnswerTo = <T>(name: string, variables?: Row) => Promise<T>;

/** Asks a question by the name of its file. */
export function answering(ask: Ask): AnswerTo {
  return async <T>(name: string, variables: Row = {}): Promise<T> => {
    const text = readFileSync(`${folder}${name}.graphql`, "utf8");
    const head = headOf(text);
    const answer = await ask<T>(text, variables);
    expect(Object.keys(head.variables)).to.have.members(Object.keys(variables));
    expect(isLike(head.answer, answer), `the example in ${name}.graphql`).to.be.true;
    return answer;
  };
}
