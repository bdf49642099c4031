/** What graph-node and PostgreSQL have written down is enough to go on from, however they end. */
import { join } from "node:path";
import process from "node:process";
import { expect } from "chai";
import { graphqlCall } from "../../scripts/sandbox/stack/calls.ts";
import { removeFolder } from "../../scripts/sandbox/stack/folders.ts";
import { type IndexStack, startIndexStack } from "../../scripts/sandbox/stack/stack.ts";
import { until } from "../../scripts/sandbox/stack/wait.ts";
import { expectSameEntities } from "./entities.ts";
import { askOf, dataFolder, type Index, indexOrSkip } from "./stack.ts";

const NAME = "killed";

describe("An index whose programs are killed", function () {
  this.timeout(300_000);
  const folder = join(dataFolder, `faults-${process.pid}`);
  let live: Index;

  before(async function () {
    live = await indexOrSkip(this);
  });

  after(() => removeFolder(folder));

  /** Runs `act` with the index as the folder keeps it, which it goes on with. */
  async function running<T>(dataFolder: string, act: (stack: IndexStack) => Promise<T>): Promise<T> {
    const stack = await startIndexStack({ rpc: live.rpc, dataFolder, keep: true });
    try {
      await stack.deploy(NAME, live.manifest);
      return await act(stack);
    } finally {
      await stack.stop();
    }
  }

  /** The newest block that queries see, once there is one after the first. */
  const reached = (stack: IndexStack): Promise<number> =>
    until(
      "the index had begun",
      async () => {
        const query = "{ _meta { block { number } } }";
        const { data } = await graphqlCall<{ _meta: { block: { number: number } } }>(stack.graphqlUrl(NAME), query);
        const block = data?._meta.block.number ?? 0;
        return block > live.suite.deployBlock ? block : undefined;
      },
      { seconds: 60, everyMs: 5 },
    );

  for (const victim of ["graph-node", "PostgreSQL"] as const) {
    it(`A-9: kill -9 of ${victim} while it indexes, and a new start: it goes on, to the same entities`, async () => {
      const head = await live.stage.connection.ethers.provider.getBlockNumber();
      const own = join(folder, victim);
      const killedAt = await running(own, async (stack) => {
        const block = await reached(stack);
        process.kill(stack.pids[victim], "SIGKILL");
        expect((await stack.crashed).message).to.include(`${victim} has ended`);
        return block;
      });
      expect(killedAt, "it was killed when all was done").to.be.below(head);
      await running(own, async (stack) => {
        expect(await reached(stack), "it began anew").to.be.at.least(killedAt);
        await expectSameEntities(askOf(stack, NAME, live.stage), live.ask);
      });
    });
  }
});
