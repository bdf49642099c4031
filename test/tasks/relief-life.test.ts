import { expect } from "chai";
import { foundedSuite } from "../utils/suite.ts";
import { done } from "../utils/tasks.ts";
import { EVIDENCE, financed, funded, shown } from "../utils/task-relief.ts";

describe("Relief, by tasks alone", () => {
  it("T-1, T-3: from a village's review to what a household has received, each step suggesting the next", async () => {
    const { suite } = await foundedSuite();
    await financed(suite, "ayi", "bama", "cili");
    console.log((await done(suite, "relief show 1")).out);
    console.log((await done(suite, "relief households 1")).out);
    console.log((await done(suite, "relief show-household 1/1")).out);
    console.log((await done(suite, "relief officers")).out);
    console.log((await done(suite, "relief list")).out);
    console.log(
      (await done(suite, `relief define-benefit 1 --purpose LIVING --every month --amount 500 --as rural`)).out,
    );
    console.log(
      (
        await done(
          suite,
          `relief propose-round --benefit 1 --project 1 --area 520112101 --total 2,000 ${shown} --as songxi1`,
        )
      ).out,
    );
    console.log((await done(suite, `relief object 1/3 --round 1 ${shown} --as huaxi`)).out);
    console.log((await done(suite, `relief objections`)).out);
    console.log((await done(suite, `relief show-round 1`)).out);
  });
});
