/** An index made anew from the first block is the same as one that grew with the chain. Runs last, over all that happened. */
import { expectSameEntities } from "./entities.ts";
import { type Ask, indexOrSkip } from "./stack.ts";

describe("An index made anew", function () {
  this.timeout(300_000);
  let ask: Ask;
  let askAnew: Ask;

  before(async function () {
    ({ ask, askAnew } = await indexOrSkip(this));
  });

  it("G-4 restarting from zero gives the same entities", async () => {
    await expectSameEntities(askAnew, ask);
  });
});
