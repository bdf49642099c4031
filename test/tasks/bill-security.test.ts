import { expect } from "chai";
import type { Suite } from "../../deploy/suite.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";
import { delivered } from "../utils/task-bills.ts";

describe("Parts of a bill, by tasks", () => {
  it("B-6, T-3: a part is endorsed, signed for, presented and paid; the rest keeps its id", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite, "--splittable");
    const asked = await done(suite, "bill endorse 1 --to huaxi --amount 400,000 --as nanming");
    console.log(asked.out);
    const signed = await done(suite, "bill sign 3 --as huaxi");
    console.log(signed.out);
    console.log((await done(suite, "bill show 1/2")).out);
    await done(suite, "bill instruct huaxi --ceiling 2,000,000 --until 2026-12-31 --as baiyunling");
    console.log((await done(suite, "bill endorse 1/2 --amount 100,000.00 --to baiyunling --as huaxi")).out);
    console.log((await run(suite, "bill endorse 1/2 --amount 900,000.00 --to baiyunling --as huaxi")).err);
    await done(suite, "system time --to 2026-06-30");
    console.log((await done(suite, "bill present 1 --amount 250,000 --as nanming")).out);
    console.log((await done(suite, "bill list")).out);
    console.log((await done(suite, "bill history 1")).out);
  });

  it("guarantee and pledge", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite, "--splittable");
    console.log((await done(suite, "bill request-guarantee 1 --guarantor baiyunling --as nanming")).out);
    console.log((await done(suite, "bill request-guarantee 1 --guarantor baiyunling --as nanming")).out);
    console.log((await done(suite, "inbox --as baiyunling")).out);
    console.log((await done(suite, "bill sign 3 --as baiyunling")).out);
    await done(suite, "bill endorse 1 --to huaxi --as nanming");
    await done(suite, "bill sign 4 --as huaxi");
    console.log((await done(suite, "bill show 1")).out);
    console.log((await done(suite, "bill pledge 1 --pledgee baiyunling --amount 500,000 --secured 300,000 --due 2026-05-29 --as huaxi")).out);
    console.log((await done(suite, "bill sign 5 --as baiyunling")).out);
    console.log((await done(suite, "participant exposure baiyunling")).out);
    console.log((await run(suite, "bill realise-pledge 1/2 --as baiyunling")).err);
    console.log((await run(suite, "bill present 1/2 --as huaxi")).err);
    await done(suite, "system time --to 2026-05-29");
    console.log((await done(suite, "inbox --as baiyunling")).out);
    console.log((await done(suite, "bill realise-pledge 1/2 --as baiyunling")).out);
    console.log((await done(suite, "bill show 1/2")).out);
    await done(suite, "system time --to 2026-06-30");
    console.log((await done(suite, "bill present 1/2 --as baiyunling")).out);
    await done(suite, "money issue --to guanshan --amount 5,000,000 --reference DEPOSIT-1 --as clearing");
    await done(suite, "money approve BillPayment --amount 5,000,000 --as guanshan");
    console.log((await done(suite, "bill pay 1/2 --as guanshan")).out);
    console.log((await done(suite, "statement huaxi")).out);
  });
});
