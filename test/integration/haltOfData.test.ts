/**
 * Every function of data assets that people call, with and without the circuit breaker. A whole life of data brings each to where its call is
 * valid; there, before it is sent for the first time, it is tried with its own module halted, and with all others.
 */
import { expect } from "chai";
import { type BaseContract, encodeBytes32String, id, Transaction, Wallet } from "ethers";
import { modules } from "../../deploy/data/modules.ts";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import type { Suite } from "../../deploy/suite.ts";
import { externalFunctions } from "../../scripts/checks/functions.ts";
import { Stage } from "../../scripts/sandbox/story/stage.ts";
import { timeOn } from "../../scripts/sandbox/format.ts";
import { ACTS } from "../../tasks/data/acts.ts";
import { dataBegun, dataEnded, dataInFull } from "../subgraph/dataInFull.ts";
import { Play } from "../subgraph/play.ts";
import type { Approval } from "../utils/orders.ts";
import { billDesk } from "../utils/bills.ts";
import { carryOut, connection, needsOwnChain, type OrderedCall } from "../utils/suite.ts";

const CASE = id("incident");

/** The latest request at a desk. */
async function newest(desk: Suite["dataOffers"] | Suite["dataPledges"]): Promise<bigint> {
  const opened = await desk.queryFilter(desk.filters.RequestOpened());
  return opened.at(-1)?.args.request ?? 0n;
}

type Request = (args: { method: string; params?: unknown[] }) => Promise<unknown>;

describe("The circuit breaker, over a life of data assets", () => {
  beforeEach(needsOwnChain);

  it("X-84, K-12: new business stops with its module, all else goes on whatever is halted", async () => {
    const desk = await billDesk();
    const { suite, guanshan, baiyunling, clearing, qianling, regulator } = desk;
    const council: Approval[] = [guanshan, baiyunling, clearing, qianling].map((each) => [each, "Council"]);
    const halt = (which: readonly string[]) =>
      carryOut(
        suite,
        which.map((module): OrderedCall => ({
          target: suite.directory,
          name: "halt",
          args: [encodeBytes32String(module), CASE],
        })),
        council,
      );

    const close = () =>
      carryOut(
        suite,
        ["retire", "close"].map((name): OrderedCall => ({
          target: suite.directory,
          name,
          args: [encodeBytes32String("data"), 1n],
        })),
        [...council, [regulator, "Regulator"]],
      );

    const parts = modules.find(({ name }) => name === "data")?.parts ?? [];
    const others = modules.map(({ name }) => name).filter((name) => name !== "data");
    const contracts = new Map<string, BaseContract>(
      await Promise.all(parts.map(async (part) => [await suite[part].getAddress(), suite[part]] as const)),
    );
    const classes = new Map(
      externalFunctions()
        .filter(({ contract }) => contract.startsWith("Data"))
        .map((each) => [`${each.contract}.${each.name}`, each.class]),
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
    /** Tries a call with its own module halted, and with all others. */
    const attempt = async (key: string, call: object): Promise<void> => {
      if (tried.has(key)) return;
      isTrying = true;
      // What would fail anyway proves nothing: it is tried when it comes again.
      if ((await outcomeOf(call)) === "goes on") {
        const own = await after(() => halt(["data"]), call);
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
    const persona = (key: PersonaKey): Wallet => new Wallet(personaOf(key).privateKey);
    /** Acts of which the life tells no example, where it has come to what they need: after the act that is named. */
    let begun: Awaited<ReturnType<typeof dataBegun>> | undefined;
    const followers = new Map<string, (args: unknown[]) => Promise<void>>(
      Object.entries({
        "DataConsents.giveFromAccount": async ([scope]: unknown[]) => {
          if (begun === undefined) return;
          await attemptBy(begun.person, "DataConsents.withdrawFromAccount", [scope]);
          const signed = await begun.signed(ACTS.WithdrawAllConsents, {});
          await attemptBy(begun.person, "DataConsents.withdrawAll", [begun.signing, signed]);
        },
        "DataOffers.transferLicence": async () => {
          const asked = await newest(suite.dataOffers);
          await attemptBy(persona("luban"), "DataOffers.refuse", [asked]);
          await attemptBy(persona("shuju"), "DataOffers.withdrawRequest", [asked]);
        },
        "DataPledges.pledge": async () => {
          const asked = await newest(suite.dataPledges);
          await attemptBy(persona("guanshan"), "DataPledges.refuse", [asked]);
          await attemptBy(persona("yunlu"), "DataPledges.withdrawRequest", [asked]);
        },
        "DataPledges.repay": async ([asset]: unknown[]) => {
          const hengping = await suite.participants.participantOf(personaOf("hengping").wallet);
          const until = (await begun?.today()) ?? 0n;
          const args = [asset, hengping, encodeBytes32String("REALISATION"), until + 10n];
          await attemptBy(persona("guanshan"), "DataPledges.commissionValuation", args);
        },
        "DataSales.postKey": async ([sale]: unknown[]) => {
          const { deadline } = await suite.dataSales.saleInfo(sale as bigint);
          const snapshot = await request({ method: "evm_snapshot" });
          await new Stage(connection, suite).travel(Number(deadline) + 1);
          await attemptBy(persona("auditor"), "DataSales.release", [sale]);
          await request({ method: "evm_revert", params: [snapshot] });
        },
      }),
    );
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
      if (isFirst) await followers.get(key)?.([...(contract?.interface.decodeFunctionData(name, data) ?? [])]);
      return sent;
    };
    provider.request = intercepted as typeof provider.request;
    try {
      const stage = new Stage(connection, suite);
      begun = await dataBegun(new Play(stage));
      await stage.travel(timeOn("2026-02-25", 9));
      await dataInFull(begun);
      await stage.travel(timeOn("2026-05-20", 9));
      const { assets, disputes } = await dataEnded(begun);
      await attemptBy(persona("transport"), "DataRegistry.cancel", [assets.buses, id("reason")]);
      await attemptBy(persona("yunlu"), "DataDisputes.withdraw", [disputes["open"]]);
      await stage.travel(timeOn("2026-12-20", 9));
      await attemptBy(persona("auditor"), "DataDisputes.lapse", [disputes["open"]]);
      const { validThrough } = await suite.dataRegistry.assetInfo(assets.buses);
      await stage.travel(Number(validThrough - 30n) * 86_400);
      await attemptBy(persona("transport"), "DataCertification.fileRenewal", [assets.buses, id("papers")]);
    } finally {
      provider.request = request as typeof provider.request;
    }

    const people = [...classes].filter(([, of]) => of !== "restricted" && of !== "part" && of !== "view");
    const expected = people.map(([key, of]) => [key, of === "door:Dispose" ? "ParticipantModuleHalted" : "goes on"]);
    const found = people.map(([key]) => [key, tried.get(key) ?? "was never called"]);
    expect(found).to.deep.equal(expected);
    // A version is closed only when nothing is open in it, so whoever is owed something never meets one.
    const refused = "ModuleVersionStillOpen";
    const met = people.filter(([key]) => closed.get(key) !== refused).map(([key]) => [key, closed.get(key)]);
    expect(met).to.deep.equal(expected.filter(([key]) => closed.get(key ?? "") !== refused));
    expect(met.length).to.be.within(1, people.length - 1);
  }).timeout(600_000);
});
