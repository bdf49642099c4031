/**
 * The circuit breaker, over a life of one module. A life brings each of its functions to where the call is valid; there, before it is sent for the
 * first time, it is tried with its own module halted, with all others halted, and with its version closed.
 */
import { expect } from "chai";
import { type BaseContract, encodeBytes32String, id, Transaction, Wallet } from "ethers";
import { modules } from "../../deploy/data/modules.ts";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import type { Suite } from "../../deploy/suite.ts";
import { externalFunctions } from "../../scripts/checks/functions.ts";
import type { billDesk } from "../utils/bills.ts";
import type { Approval } from "../utils/orders.ts";
import { carryOut, connection, type OrderedCall } from "../utils/suite.ts";

const CASE = id("incident");

type Desk = Awaited<ReturnType<typeof billDesk>>;
type Request = (args: { method: string; params?: unknown[] }) => Promise<unknown>;

export const persona = (key: PersonaKey): Wallet => new Wallet(personaOf(key).privateKey);

export interface Life {
  /** Sends to the chain, untried. */
  request: Request;
  /** Tries a function for somebody, and sends nothing. */
  attemptBy: (who: Wallet, key: string, args: unknown[]) => Promise<void>;
}

/** What is tried once a function was first sent, with its arguments: acts of which the life tells no example. */
export type Followers = Record<string, (args: unknown[]) => Promise<void>>;

/**
 * Lives a life, and holds each function against its class: new business stops with its module, all else goes on whatever is halted.
 * @param stopsToo functions open to anyone that are new business all the same
 */
export async function liveUnderHalt(
  desk: Desk,
  { module, prefix, stopsToo = [] }: { module: string; prefix: string; stopsToo?: readonly string[] },
  live: (life: Life) => Promise<{ followers?: Followers; life: () => Promise<void> }>,
): Promise<void> {
  const { suite, guanshan, baiyunling, clearing, qianling, regulator } = desk;
  const council: Approval[] = [guanshan, baiyunling, clearing, qianling].map((each) => [each, "Council"]);
  const halt = (which: readonly string[]) =>
    carryOut(
      suite,
      which.map((each): OrderedCall => ({
        target: suite.directory,
        name: "halt",
        args: [encodeBytes32String(each), CASE],
      })),
      council,
    );
  const close = () =>
    carryOut(
      suite,
      ["retire", "close"].map((name): OrderedCall => ({
        target: suite.directory,
        name,
        args: [encodeBytes32String(module), 1n],
      })),
      [...council, [regulator, "Regulator"]],
    );

  const parts = modules.find(({ name }) => name === module)?.parts ?? [];
  const others = modules.map(({ name }) => name).filter((name) => name !== module);
  const contracts = new Map<string, BaseContract>(
    await Promise.all(parts.map(async (part) => [await suite[part].getAddress(), suite[part]] as const)),
  );
  const tried = new Map<string, string>();
  /** What became of a call once the version was closed, or why it was not. */
  const closed = new Map<string, string>();

  const { provider } = connection;
  const request = provider.request.bind(provider) as Request;
  const outcome = async (call: () => Promise<unknown>): Promise<string> => {
    try {
      await call();
      return "goes on";
    } catch (error) {
      const { data } = error as { data?: string | { data?: string } };
      const reason = typeof data === "string" ? data : (data?.data ?? "0x");
      const { participants, directory } = suite;
      const named = participants.interface.parseError(reason) ?? directory.interface.parseError(reason);
      return named?.name ?? reason;
    }
  };
  const outcomeOf = (call: object) => outcome(() => request({ method: "eth_call", params: [call, "pending"] }));
  const after = async (prepare: () => Promise<unknown>, call: object): Promise<string> => {
    const snapshot = await request({ method: "evm_snapshot" });
    const prepared = await outcome(prepare);
    const found = prepared === "goes on" ? await outcomeOf(call) : prepared;
    await request({ method: "evm_revert", params: [snapshot] });
    return found;
  };
  let isTrying = false;
  const attempt = async (key: string, call: object): Promise<void> => {
    if (tried.has(key)) return;
    isTrying = true;
    // What would fail anyway proves nothing: it is tried when it comes again.
    if ((await outcomeOf(call)) === "goes on") {
      const own = await after(() => halt([module]), call);
      const other = await after(() => halt(others), call);
      tried.set(key, other === "goes on" ? own : `with others: ${other}`);
      closed.set(key, await after(close, call));
    }
    isTrying = false;
  };
  const attemptBy = async (who: Wallet, key: string, args: unknown[]): Promise<void> => {
    const [contract = "", name = ""] = key.split(".");
    const part = suite[`${contract[0]?.toLowerCase()}${contract.slice(1)}` as keyof Suite] as BaseContract;
    const data = part.interface.encodeFunctionData(name, args);
    await attempt(key, { from: who.address, to: await part.getAddress(), data });
  };
  const { followers = {}, life } = await live({ request, attemptBy });
  const intercepted: Request = async (args) => {
    if (args.method !== "eth_sendRawTransaction" || isTrying) return request(args);
    const { to, from, data } = Transaction.from((args.params as [string])[0]);
    const contract = to === null ? undefined : contracts.get(to);
    const name = contract?.interface.getFunction(data.slice(0, 10))?.name;
    const part = parts.find((each) => suite[each] === contract);
    if (name === undefined || part === undefined) return request(args);
    const key = `${part[0]?.toUpperCase()}${part.slice(1)}.${name}`;
    const isFirst = !tried.has(key);
    await attempt(key, { from, to, data });
    const sent = await request(args);
    if (isFirst) await followers[key]?.([...(contract?.interface.decodeFunctionData(name, data) ?? [])]);
    return sent;
  };
  provider.request = intercepted as typeof provider.request;
  try {
    await life();
  } finally {
    provider.request = request as typeof provider.request;
  }

  const people = externalFunctions()
    .filter(({ contract }) => contract.startsWith(prefix))
    .map((each) => [`${each.contract}.${each.name}`, each.class] as const)
    .filter(([, of]) => of !== "restricted" && of !== "part" && of !== "view");
  const expected = people.map(([key, of]) => [
    key,
    of === "door:Dispose" || stopsToo.includes(key) ? "ParticipantModuleHalted" : "goes on",
  ]);
  expect(people.map(([key]) => [key, tried.get(key) ?? "was never called"])).to.deep.equal(expected);
  // A version is closed only when nothing is open in it, so whoever is owed something never meets one.
  const refused = "ModuleVersionStillOpen";
  const met = people.filter(([key]) => closed.get(key) !== refused).map(([key]) => [key, closed.get(key)]);
  expect(met).to.deep.equal(expected.filter(([key]) => closed.get(key ?? "") !== refused));
}
