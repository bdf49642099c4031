import hre from "hardhat";
import { personas } from "../../deploy/data/personas.ts";
import { deploySuite } from "../../deploy/suite.ts";
import { Stage } from "../../scripts/sandbox/story/stage.ts";
import { playScenario } from "./scenario.ts";
describe("scratch", function () {
  this.timeout(300_000);
  it("plays", async () => {
    const connection = await hre.network.create();
    const suite = await deploySuite(connection, { founders: personas, minimumCouncil: 3 });
    const stage = new Stage(connection, suite);
    try {
      await playScenario(stage);
    } catch (e) {
      const data = (e as { data?: string }).data ?? "";
      for (const c of Object.values(suite) as any[]) {
        try {
          const p = c?.interface?.parseError?.(typeof data === "string" ? data : ((data as any).data ?? ""));
          if (p) {
            console.log(p.name, p.args.toString());
            break;
          }
        } catch {}
      }
      console.log(await stage.today());
      throw e;
    }
  });
});
