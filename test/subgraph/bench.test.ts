import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { indexOrSkip } from "./stack.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Figures {
  latency: { acts: number; medianMs: number; p95Ms: number; worstMs: number };
  reading: { events: number; blocks: number; seconds: number; perSecond: number };
}

describe("npm run bench:index", () => {
  before(async function () {
    await indexOrSkip(this);
  });

  it("G-6: measures from block to answer, and events a second, on as many as it is told; how fast that is, a person reads", async () => {
    const args = ["scripts/bench/index.ts", "--acts", "3", "--events", "60", "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    const { latency, reading } = JSON.parse(stdout) as Figures;
    expect(latency.acts).to.equal(3);
    expect(latency.medianMs).to.be.greaterThan(0).and.at.most(latency.p95Ms);
    expect(latency.p95Ms).to.be.at.most(latency.worstMs);
    // Beside the founding's events there are those that were asked for.
    expect(reading.events).to.be.at.least(60);
    expect(reading.blocks).to.be.greaterThan(1);
    expect(reading.perSecond).to.equal(Math.round(reading.events / reading.seconds));
  }).timeout(600_000);
});
