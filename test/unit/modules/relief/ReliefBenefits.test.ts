import { connection } from "../../../utils/suite.ts";
import { payingDesk, paid, confirm } from "../../../utils/relief-payouts.ts";
import { writeFileSync } from "node:fs";

describe("smoke", () => {
  it("confirms", async () => {
    const desk = await payingDesk();
    const payout = await paid(desk);
    const [h, h2] = desk.households;
    if (h === undefined || h2 === undefined) throw new Error();
    await confirm(desk, payout, 0, h);
    const tx = await confirm(desk, payout, 1, h2);
    const trace = await connection.provider.request({ method: "debug_traceTransaction", params: [tx.hash, { disableStorage: true, disableMemory: true }] });
    const names = Object.fromEntries(await Promise.all(Object.entries(desk.suite).filter(([,c]) => typeof c === "object" && c !== null && "getAddress" in c).map(async ([n, c]) => [(await (c as any).getAddress()).toLowerCase(), n])));
    writeFileSync("/tmp/payouts-trace.json", JSON.stringify({ trace, names, to: tx.to, data: tx.data }));
  });
});
