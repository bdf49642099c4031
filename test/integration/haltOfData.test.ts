/** Every function of data assets that people call, with and without the circuit breaker: a whole life of data. */
import { encodeBytes32String, id } from "ethers";
import { personaOf } from "../../deploy/data/personas.ts";
import type { Suite } from "../../deploy/suite.ts";
import { Stage } from "../../scripts/sandbox/story/stage.ts";
import { timeOn } from "../../scripts/sandbox/format.ts";
import { ACTS } from "../../tasks/data/acts.ts";
import { dataBegun, dataEnded, dataInFull } from "../subgraph/dataInFull.ts";
import { Play } from "../subgraph/play.ts";
import { billDesk } from "../utils/bills.ts";
import { connection, needsOwnChain } from "../utils/suite.ts";
import { type Followers, liveUnderHalt, persona } from "./lifeUnderHalt.ts";

/** The latest request at a desk. */
async function newest(desk: Suite["dataOffers"] | Suite["dataPledges"]): Promise<bigint> {
  const opened = await desk.queryFilter(desk.filters.RequestOpened());
  return opened.at(-1)?.args.request ?? 0n;
}

describe("The circuit breaker, over a life of data assets", () => {
  beforeEach(needsOwnChain);

  it("X-84, K-12: new business stops with its module, all else goes on whatever is halted", async () => {
    const desk = await billDesk();
    const { suite } = desk;
    const stage = new Stage(connection, suite);
    await liveUnderHalt(desk, { module: "data", prefix: "Data" }, async ({ request, attemptBy }) => {
      let begun: Awaited<ReturnType<typeof dataBegun>> | undefined;
      const followers: Followers = {
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
          await stage.travel(Number(deadline) + 1);
          await attemptBy(persona("auditor"), "DataSales.release", [sale]);
          await request({ method: "evm_revert", params: [snapshot] });
        },
      };
      const life = async () => {
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
      };
      return { followers, life };
    });
  }).timeout(600_000);
});
