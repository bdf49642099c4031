/** Runs tasks in this process, as a person would type them, against the tests' chain. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import hre from "hardhat";
import { ArgumentType } from "hardhat/types/arguments";
import type { NetworkConnection } from "hardhat/types/network";
import type { Task } from "hardhat/types/tasks";
import type { Suite } from "../../deploy/suite.ts";
import { type Surroundings, within } from "../../tasks/shared/surroundings.ts";
import { connection } from "./suite.ts";

/** What a task wrote, and how it ended. */
export interface Ran {
  out: string;
  err: string;
  code: number;
  /** The one document on standard output. */
  json: Record<string, unknown>;
}

/** Words of a command line; quotes hold words together. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");

const camel = (option: string): string =>
  option.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function taskOf(words: string[]): Task {
  const [noun = "", verb = ""] = words;
  const root = hre.tasks.getTask(noun);
  words.shift();
  const found = root.subtasks.get(verb);
  if (found === undefined) return root;
  words.shift();
  return found;
}

function argumentsOf(task: Task, words: string[]): Record<string, string | boolean> {
  const args: Record<string, string | boolean> = {};
  const places = [...task.positionalArguments];
  while (words.length > 0) {
    const word = words.shift() ?? "";
    if (!word.startsWith("--")) {
      args[places.shift()?.name ?? "?"] = word;
    } else {
      const option = task.options.get(camel(word));
      if (option === undefined) throw new Error(`${task.id.join(" ")} has no option ${word}.`);
      args[option.name] = option.type === ArgumentType.FLAG ? true : (words.shift() ?? "");
    }
  }
  return args;
}

/** Suggested commands name the tests' network, which is not what the tests are about. */
const plain = (text: string): string => text.replace(/ --network default\b/g, "");

/** Runs a task: `await run(suite, "bill show 1 --json")`. */
export async function run(suite: Suite, line: string, other: Partial<Surroundings> = {}): Promise<Ran> {
  const ran = { out: "", err: "", code: 0 };
  const recorder: Partial<Surroundings> = {
    out: (text) => (ran.out += plain(text)),
    err: (text) => (ran.err += plain(text)),
    exit: (code) => (ran.code = code),
    isTerminal: false,
    isStyled: false,
    connection,
    suite,
    ...other,
  };
  const words = wordsOf(line);
  const task = taskOf(words);
  await within(recorder, () => task.run(argumentsOf(task, words)));
  return {
    ...ran,
    get json() {
      return JSON.parse(ran.out) as Record<string, unknown>;
    },
  };
}

/** Runs a task that must succeed. */
export async function done(suite: Suite, line: string, other?: Partial<Surroundings>): Promise<Ran> {
  const ran = await run(suite, line, other);
  if (ran.code !== 0) throw new Error(`${line}: ${ran.err || ran.out}`);
  return ran;
}

type Answer = (method: string, params: unknown[]) => Promise<unknown>;

/** The tests' chain behind a server that is somebody else's: `answer` may reply first. */
export async function foreignChain(answer: (method: string, ask: () => Promise<unknown>) => Promise<unknown>) {
  const asked: string[] = [];
  const ask: Answer = (method, params) => connection.provider.request({ method, params });
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      void (async () => {
        const calls = JSON.parse(body) as { id: number; method: string; params: unknown[] };
        const { id, method, params } = calls;
        asked.push(method);
        response.setHeader("content-type", "application/json");
        try {
          const result = await answer(method, () => ask(method, params));
          if (result === DROPPED) response.destroy();
          else response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
        } catch (error) {
          const { message, code = -32000, data } = error as { message: string; code?: number; data?: unknown };
          response.end(JSON.stringify({ jsonrpc: "2.0", id, error: { code, message, data } }));
        }
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    connect: (keys: string[] = []): Promise<NetworkConnection> =>
      hre.network.create({
        network: "localhost",
        override: { url, ...(keys.length > 0 ? { accounts: keys } : {}) },
      }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** In place of an answer: the connection breaks. */
export const DROPPED = Symbol("dropped");
