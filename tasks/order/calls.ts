/** From what a person says an order does to its calls. */
import { FunctionFragment, isHexString } from "ethers";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { address, oneOf, text32, whole } from "../shared/parse.ts";
import { participant } from "../shared/resolve.ts";
import { builders } from "./builders.ts";
import type { OrderCall } from "./orders.ts";

/** Splits at commas that stand outside of brackets and quotes. */
function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let part = "";
  for (const character of text) {
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ("[(".includes(character)) depth++;
    else if ("])".includes(character)) depth--;
    if (character === "," && depth === 0 && quote === "") {
      parts.push(part.trim());
      part = "";
    } else {
      part += character;
    }
  }
  if (part.trim() !== "" || parts.length > 0) parts.push(part.trim());
  return parts;
}

/** A value as its type asks for it; a participant may be named. */
async function valueOf(context: Context, type: string, name: string, text: string): Promise<unknown> {
  const label = `The argument ${name === "" ? type : name}`;
  if (type.endsWith("]") || type.startsWith("tuple") || type.startsWith("(")) {
    const inner = text.replace(/^[[(]|[\])]$/g, "");
    return split(inner);
  }
  const bare = text.replace(/^(["'])(.*)\1$/, "$2");
  if (type === "address") return address(bare, label);
  if (type === "bool") return oneOf(["true", "false"] as const)(bare, label) === "true";
  if (type === "uint32" && /^participant/.test(name) && !/^\d+$/.test(bare)) return participant(context, bare, label);
  if (/^u?int/.test(type)) return whole(bare, label);
  if (type === "bytes32" && !isHexString(bare)) return text32(bare, label);
  return bare;
}

async function parseCall(context: Context, contract: string, text: string): Promise<OrderCall> {
  const { dictionary } = context;
  const abi = dictionary.interfaceOf(contract);
  const target = dictionary.addressOf(contract);
  if (abi === undefined || target === undefined) {
    throw new WrongUsage(`The suite has no contract ${contract}.`, `See ${context.words.command("system addresses")}.`);
  }
  const match = /^\s*(\w+)\s*\((.*)\)\s*$/s.exec(text);
  const [, name = "", inner = ""] = match ?? [];
  const functions = abi.fragments.filter((each): each is FunctionFragment => FunctionFragment.isFragment(each));
  const fragment = functions.find((each) => each.name === name);
  if (match === null || fragment === undefined) {
    throw new WrongUsage(`${contract} has no function ${JSON.stringify(text)}.`, 'Give it as in "admit(4)".');
  }
  const given = split(inner);
  if (given.length !== fragment.inputs.length) {
    throw new WrongUsage(
      `${name} takes ${fragment.inputs.length} arguments, not ${given.length}.`,
      `It is ${fragment.format("minimal").replace("function ", "")}.`,
    );
  }
  const args = await Promise.all(
    fragment.inputs.map((input, index) => valueOf(context, input.type, input.name, given[index] ?? "")),
  );
  try {
    return { target, data: abi.encodeFunctionData(fragment, args), route: 0n };
  } catch (error) {
    throw new WrongUsage(
      `${text}: ${(error as Error).message}.`,
      `It is ${fragment.format("minimal").replace("function ", "")}.`,
    );
  }
}

/** The policy's way under which a call is proposed. */
async function wayOf({ suite, args }: Context, { target, data }: OrderCall): Promise<bigint> {
  if (!args.flag("emergency")) return (args.optional("way", whole) ?? 1n) - 1n;
  const [policy] = await suite.docket.policyOf(target, data.slice(0, 10));
  const way = policy.routes.findIndex(({ ratifiedBy }) => ratifiedBy !== 0n);
  if (way >= 0) return BigInt(way);
  throw new WrongUsage("The policy has no emergency way for this.", "Leave out --emergency.");
}

async function unrouted(context: Context, actor: Actor): Promise<OrderCall[]> {
  const { args, suite, dictionary } = context;
  const act = args.text("act");
  if (act === undefined) {
    const target = args.required("target", `the contract, or propose one of ${Object.keys(builders).join(", ")}`);
    const calls = args.required("call", 'the call, as in "admit(4)"').split(";");
    return Promise.all(calls.map((call) => parseCall(context, target, call)));
  }
  const build = builders[act.toLowerCase()];
  if (build === undefined) {
    throw new WrongUsage(
      `There is no act ${JSON.stringify(act)}.`,
      `Give ${Object.keys(builders).join(", ")}; or --target and --call.`,
    );
  }
  const { contract, method, args: values } = await build(context, actor);
  const abi = dictionary.interfaceOf(contract);
  const target = dictionary.addressOf(contract) ?? (await suite.participants.getAddress());
  return [{ target, data: abi?.encodeFunctionData(method, values) ?? "0x", route: 0n }];
}

export async function callsOf(context: Context, actor: Actor): Promise<OrderCall[]> {
  const calls = await unrouted(context, actor);
  return Promise.all(calls.map(async (call) => ({ ...call, route: await wayOf(context, call) })));
}
