import { expect } from "chai";
import { delivered } from "../utils/task-bills.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const BASIS = `--basis 0x${"7".repeat(64)} --reference 'Ruling 19'`;

describe("Orders on bills, by tasks alone", () => {
  it("T-3: a part is frozen in its holder's hand, told in a sentence, and then transferred", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite, "--splittable");
    const terms = "--holding 1 --amount 400,000 --case 2026-19 --until 2026-12-31";
    const sentence =
      "Freezes ¥400,000.00 (units 1–40000000) of bill 1 in the hand of Nanming Precision Casting until 2026-12-31 23:59:59 (case 2026-19).";
    expect((await done(suite, `order propose freeze-bill ${terms} ${BASIS} --as court`)).out).to.contain(sentence);
    await done(suite, "order approve 1 --as court");
    expect((await done(suite, "order show 1")).out).to.contain(`1. ${sentence}`);
    await done(suite, "order execute 1 --as court");
    expect((await done(suite, "bill show 1/2")).out)
      .to.match(/Frozen \(1\) +¥400,000\.00 \(units 1–40000000\) until 2026-12-31 23:59:59, case 2026-19/)
      .and.match(/1\/2 +1–40000000 .*Circulating, frozen/);
    expect((await done(suite, "bill list")).out).to.contain("Circulating, frozen");
    const { err } = await run(suite, "bill endorse 1/2 --to huaxi --as nanming");
    expect(err).to.contain("Bill 1/2 is frozen by order");

    const transfer = `order propose transfer-bill --holding 1/2 --case 2026-19 --to huaxi ${BASIS} --as court`;
    expect((await done(suite, transfer)).out).to.contain(
      "Transfers ¥400,000.00 (units 1–40000000) of bill 1/2 from Nanming Precision Casting to Huaxi Springs, in case 2026-19.",
    );
    await done(suite, "order approve 2 --as court");
    await done(suite, "order approve 2 --as regulator");
    const moved = await done(suite, "order execute 2 --as court");
    expect(moved.out).to.contain(
      "Bill 1/2 goes from Nanming Precision Casting to Huaxi Springs by order, in case 2026-19.",
    );
    expect((await done(suite, "bill show 1/2")).out).to.contain("│ 2026-01-05  transferred by order");
    const { json } = await done(suite, "bill history 1 --json");
    const events = (json.history as { event: string }[]).map(({ event }) => event);
    expect(events).to.include.members(["HoldingFrozen", "HoldingUnfrozen", "HoldingTransferredByOrder"]);
  });

  it("T-3: each act on a bill can be proposed by name", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite, "--splittable");
    const cases: [line: string, sentence: string][] = [
      [
        "invalidate-bill --holding 1 --to huaxi",
        "Declares the title of Nanming Precision Casting to bill 1 void, and gives it to Huaxi Springs.",
      ],
      [
        "renew-bill-freeze --holding 1 --case 2026-19 --until 2027-12-31",
        "Prolongs case 2026-19 on bill 1 until 2027-12-31 23:59:59.",
      ],
      ["unfreeze-bill --holding 1 --case 2026-19", "Ends case 2026-19 on bill 1; others stay."],
      [
        "freeze-bill --holding 1 --units 101-300 --case 2026-20 --until 2026-12-31",
        "Freezes ¥2.00 (units 101–300) of bill 1 in the hand of Nanming Precision Casting",
      ],
      [
        "set-recourse-rate --rate 3.45 --since 2026-02-01",
        "Sets the yearly rate of recourse interest to 3.45 % from 2026-02-01 on.",
      ],
      [
        "set-periods --again-months 4",
        "3 days to tell priors; claims 24 months on drawer and acceptor, 6 months on others, 4 months by who has paid.",
      ],
      ["set-trader --participant huaxi", "Admits Huaxi Springs to trading bills that a bank has discounted."],
    ];
    for (const [line, sentence] of cases) {
      const as = line.startsWith("set") ? "qianling" : "court";
      const { out } = await done(suite, `order propose ${line} ${BASIS} --as ${as} --dry-run`);
      expect(out, line).to.contain(sentence);
    }
  });

  it("T-5: what is missing or said twice is told before anything is sent", async () => {
    const { suite } = await foundedSuite();
    await delivered(suite, "--splittable");
    const cases: [line: string, message: string][] = [
      ["set-periods", "Give those that change: --tenor-months,"],
      ["freeze-bill --case 1 --until 2026-12-31", "--holding is missing."],
      ["freeze-bill --holding 1 --case 1 --until 2026-12-31 --units 1", '--units is "1".'],
      [
        "freeze-bill --holding 1 --case 1 --until 2026-12-31 --units 1-9 --amount 5",
        "--units and --amount say the same twice.",
      ],
      ["transfer-bill --holding 1", "--to is missing."],
    ];
    for (const [line, message] of cases) {
      const { code, err } = await run(suite, `order propose ${line} ${BASIS} --as court`);
      expect(code, line).to.equal(2);
      expect(err, line).to.contain(message);
    }
  });
});
