import { expect } from "chai";
import { measureAll } from "../../scripts/bench/gas/all.ts";
import { readSnapshot } from "../../scripts/bench/gas/snapshot.ts";

/** Gas may drift by so much before somebody has to look at it and note it anew. */
const TOLERANCE = 0.01;

describe("Gas", () => {
  it("A-10: each act costs what snapshots/gas.json says, within one in a hundred, and no more than its limit", async () => {
    const table = await measureAll();
    const snapshot = readSnapshot();
    const measured = table.snapshot();
    const remedy = "If that is wanted: npm run bench:gas -- --write";
    expect(Object.keys(measured), `The acts measured are others than those noted. ${remedy}`).to.deep.equal(
      Object.keys(snapshot),
    );
    for (const { act, gas, control, limit, most, below } of table.rows) {
      const noted = snapshot[act] ?? gas;
      expect(Math.abs(gas - noted), `${act} costs ${gas}, noted are ${noted}. ${remedy}`).to.be.at.most(
        noted * TOLERANCE,
      );
      const peer = below?.reduce((sum, name) => sum + table.gasOf(name), 0) ?? Infinity;
      expect(gas, `${act}, beside ${below?.join(" + ") ?? ""}`).to.be.lessThan(peer);
      expect(gas, `${act}, as the specification has it`).to.be.at.most(most ?? Infinity);
      if (limit === undefined || control === undefined) continue;
      const controls = control.reduce((sum, name) => sum + table.gasOf(name), 0);
      expect(gas / controls, `${act}, in units of ${control.join(" + ")}`).to.be.at.most(limit);
    }
  });
});
