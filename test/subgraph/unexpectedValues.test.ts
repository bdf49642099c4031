/** Every event at its extremes, by the suite's own contracts: the last of the unexpected, since it leaves nothing as it was. */
import type { BaseContract, EventFragment } from "ethers";
import { contractNames } from "../../deploy/contracts.ts";
import { Play } from "./play.ts";
import { indexOrSkip, type Index } from "./stack.ts";
import { extreme, follows, possess, say } from "./strange.ts";

describe("The unexpected: values", function () {
  this.timeout(300_000);
  let live: Index;
  let play: Play;

  before(async function () {
    live = await indexOrSkip(this);
    play = new Play(live.stage);
  });

  it("G-5 every event of every contract with the greatest and the smallest of all values", async () => {
    for (const name of contractNames) {
      const contract: BaseContract = live.suite[name];
      await possess(play, contract, async (speaker) => {
        const fragments = contract.interface.fragments.filter((fragment) => fragment.type === "event");
        const said = (fragments as EventFragment[]).flatMap(({ name: event, inputs }) =>
          [true, false, true].map((isMost) => [event, inputs.map((input) => extreme(input, isMost))] as const),
        );
        await say([speaker, contract, said]);
      });
    }
    await follows(live);
  });
});
