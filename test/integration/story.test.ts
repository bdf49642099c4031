import { expect } from "chai";
import { play, Stage } from "../../scripts/sandbox/story/stage.ts";
import { story } from "../../scripts/sandbox/story/index.ts";
import { dayOf, dateOf, timeOn, yuan } from "../../scripts/sandbox/format.ts";
import { connection, foundedSuite, isLive } from "../utils/suite.ts";

/** A chain that is not ours keeps its own time, as in `npm start -- --rpc`. */
const scenes = story.filter(({ movesTime }) => !isLive || movesTime !== true);

describe("The sandbox's story", () => {
  it("plays from beginning to end, each refusal with its own error", async () => {
    const { suite } = await foundedSuite();
    const told: string[] = [];
    await play(new Stage(connection, suite), scenes, (_, sentence) => told.push(sentence));
    expect(told).to.have.lengthOf(scenes.flatMap(({ steps }) => steps).length);
    if (!isLive) expect(told.filter((sentence) => sentence.includes("Refused:"))).to.have.lengthOf(34);
  });

  it("fails when a step that must be refused goes through", async () => {
    const { suite } = await foundedSuite();
    const stage = new Stage(connection, suite);
    const act = () => stage.as("guanshan", suite.money).approve.staticCall(stage.wallet("huaxi"), 1n);
    const failure = await stage.refused(act, suite.money, "ERC20InvalidSpender").catch((error: Error) => error.message);
    expect(failure).to.equal("It should have been refused with ERC20InvalidSpender, and was not.");
  });

  it("fails when a step is refused for another reason than the one told", async () => {
    const { suite } = await foundedSuite();
    const stage = new Stage(connection, suite);
    const act = () => stage.as("guanshan", suite.money).transfer.staticCall(stage.wallet("huaxi"), 1n);
    const failure = await stage.refused(act, suite.money, "ERC20InvalidSpender").catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
  });

  it("shows amounts and days as people read them", () => {
    expect(yuan(123_456_789n)).to.equal("¥1,234,567.89");
    expect(yuan(5n)).to.equal("¥0.05");
    expect(dateOf(timeOn("2026-02-28", 0))).to.equal("2026-02-28");
    expect(dateOf(timeOn("2026-02-28", 0) - 1)).to.equal("2026-02-27");
    expect(dayOf("1970-01-02")).to.equal(1n);
  });
});
