import { foundedSuite } from "../utils/suite.ts";
import { run } from "../utils/tasks.ts";
import { readFileSync } from "node:fs";
import { delivered } from "../utils/task-receivables.ts";

describe("try", () => {
  it("script", async function () {
    this.timeout(600_000);
    const { suite } = await foundedSuite();
    await delivered(suite);
    for (const line of readFileSync("/tmp/try/lines.txt", "utf8").split("\n")) {
      if (line.trim() === "" || line.startsWith("#")) continue;
      const ran = await run(suite, line, { privateFolder: "/tmp/try" });
      console.log(`\n$ ${line}   [${ran.code}]\n${ran.out}${ran.err}`);
    }
  });
});
