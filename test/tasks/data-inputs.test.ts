import { expect } from "chai";
import { ethers, foundedSuite } from "../utils/suite.ts";
import { certified, folder, funded, registration, shown } from "../utils/task-data.ts";
import { done, run } from "../utils/tasks.ts";

describe("What people type of data, and what they read", () => {
  it("T-5: what is wrong is said with what would be right, and nothing is sent", async () => {
    const { suite } = await foundedSuite();
    const at = folder();
    await certified(suite, at);
    const noJson = at.file("no.json", "no JSON");
    const offer = `data offer 1 --right processing --purposes logistics --days 30 --until 2026-12-31 ${shown}`;
    const lines: [line: string, says: string | RegExp][] = [
      [registration(at).replace("--holding 60", "--holding 60.123"), 'is "60.123", which is no share.'],
      [registration(at).replace("dynamic", "daily"), /daily/],
      [registration(at).replace("gigabytes", "many"), /many/],
      [`${registration(at)} --contributors shuju`, "Give who and the percent, as in shuju=10."],
      [`${registration(at)} --contributors nobody=5`, /nobody/],
      [`${registration(at)} --parents 7`, /7/],
      [`${registration(at, { number: "YL-2" })} --salt-file ${noJson}`, "has no salt in it."],
      [`data review 1/9 ${shown} --as hub`, "There is no filing 1/9."],
      [`data review one ${shown} --as hub`, 'The filing is "one".'],
      ["data review 1 --as hub", "What shows it is missing."],
      ["data show 2", /2/],
      ["data list --status good", /good/],
      [`${offer.replace("logistics", "fishing")} --as yunlu`, 'There is no purpose "fishing".'],
      [`${offer.replace("processing", "reading")} --as yunlu`, /reading/],
      [`${offer} --price 1.234 --as yunlu`, /1\.234/],
      [`${offer} --step-hours 5 --as yunlu`, "Nothing is delivered, so that no step takes any time."],
      ["data order 1 --as shuju", "Nothing has been offered yet."],
      ["data sign nothing --as shuju", "Give it as in right/3, licence/1 or pledge/2."],
      [`data encrypt-content --file ${noJson} --tree ${noJson} --out ${at.path("out")}`, "is no JSON document."],
      [`data commit-content --file ${at.path("none")} --out ${at.path("tree")}`, "does not exist."],
      [`data commit-content --file ${noJson} --out ${at.path("tree")} --chunk-size 5`, "Give 1024 to 16777216."],
      ["data transfer-right 1 --right all --to shuju --as yunlu", /all/],
      ["data decide-objection 1 --upheld perhaps --as hub", "Nobody has objected yet."],
      ["data give-consent 1 --as shuju", "Nobody has enrolled yet."],
    ];
    const before = await ethers.provider.getBlockNumber();
    for (const [line, says] of lines) {
      const ran = await run(suite, line);
      expect(ran.code, `${line}: ${ran.err}${ran.out}`).to.equal(2);
      expect(ran.err, line).to.match(/^✘ .+\.\n {2}\S/);
      if (typeof says === "string") expect(ran.err, line).to.contain(says);
      else expect(ran.err, line).to.match(says);
    }
    expect(await ethers.provider.getBlockNumber()).to.equal(before);
  });

  it("T-3, D-1: lineage is told up and down, with the licence and its royalty", async () => {
    const { suite } = await foundedSuite();
    const at = folder();
    await certified(suite, at);
    await done(
      suite,
      `data offer 1 --right processing --purposes logistics --days 365 --price 100 --derivable --royalty 12.5 --until 2026-12-31 ${shown} --as yunlu`,
    );
    await funded(suite, "shuju", "100", "DataRevenue");
    await done(suite, "data order 1 --as shuju");
    await certified(suite, at, { as: "shuju", number: "SJ-1", more: "--holding 100 --parents 1=1" });
    expect((await done(suite, "data lineage 2")).out)
      .to.contain(
        "Asset 2 of Shuju Analytics\nwas made from\n  asset 1 of Yunlu Traffic Data, under licence 1, royalty 12.5 %",
      )
      .and.contain("Nothing registered was made from it.");
    expect((await done(suite, "data lineage 1")).out).to.contain(
      "and into\n  asset 2 of Shuju Analytics, under licence 1",
    );
    const { json } = await done(suite, "data lineage 2 --json");
    expect(json).to.deep.include({ asset: "2", madeFrom: [{ asset: "1", licence: "1", depth: 1 }], madeInto: [] });
  });
});
