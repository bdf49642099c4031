import { expect } from "chai";
import type { Suite } from "../../deploy/suite.ts";
import { foundedSuite } from "../utils/suite.ts";
import { certified, DOCUMENT, folder, funded, licensed, morningAfter, shown } from "../utils/task-data.ts";
import { done, run } from "../utils/tasks.ts";

const digestNo = (number: number): string => `0x${number.toString(16).padStart(64, "0")}`;

const used = (suite: Suite, number: number) =>
  done(suite, `data record-use 1 --purpose traffic-planning --digest ${digestNo(number)} --as yunlu`);

describe("Data used, shared, pledged and disputed, by tasks alone", () => {
  it("T-3, T-8: uses are metered one by one and by file, settled from what is prepaid, and told", async () => {
    const { suite, at } = await licensed();
    expect((await used(suite, 1)).out).to.match(/uses +0 of 10 → 1 of 10/);
    const csv = at.file("uses.csv", `number,digest\n2,${digestNo(2)}\n3,${digestNo(3)}\n4,${digestNo(4)}\n`);
    const batch = `data record-uses 1 --file ${csv} --purpose traffic-planning --as yunlu`;
    expect((await done(suite, batch)).out).to.contain("records 3 uses under licence 1, for");
    expect((await done(suite, batch)).out)
      .to.contain("3 uses of licence 1 are recorded")
      .and.contain("Nothing was sent.");
    const other = at.file("other.csv", `number,digest\n2,${digestNo(7)}\n3,${digestNo(3)}\n`);
    const changed = await run(suite, `data record-uses 1 --file ${other} --purpose traffic-planning --as yunlu`);
    expect(changed.code).to.equal(1);
    expect(changed.err).to.contain("The next use of licence 1 is number 5, not 2.");
    const gap = at.file("gap.csv", `number,digest\n5,${digestNo(5)}\n7,${digestNo(7)}\n`);
    const gapped = await run(suite, `data record-uses 1 --file ${gap} --purpose traffic-planning --as yunlu`);
    expect(gapped.code).to.equal(2);
    expect(gapped.err).to.contain("Use 7 does not follow the one before it.");
    const outside = await run(suite, `data record-use 1 --purpose logistics --digest ${DOCUMENT} --as yunlu`);
    expect(outside.code).to.equal(1);
    expect(outside.err).to.match(/Licence 1 is for .*, not for .*\.\n/);
    const many = at.file(
      "many.csv",
      `number,digest\n${[5, 6, 7, 8, 9, 10, 11].map((each) => `${each},${digestNo(each)}`).join("\n")}\n`,
    );
    const exhausted = await run(suite, `data record-uses 1 --file ${many} --purpose traffic-planning --as yunlu`);
    expect(exhausted.code).to.equal(1);
    expect(exhausted.err)
      .to.contain("✘ 4 of 10 uses of licence 1 are made; 7 more are too many.")
      .and.contain("data top-up 1");
    const uneven = await run(suite, "data top-up 1 --amount 3 --as shuju");
    expect(uneven.code).to.equal(1);
    expect(uneven.err).to.contain("¥3.00 is no multiple of ¥2.00.");

    await done(suite, "data settle 1 --as yunlu");
    const early = await run(suite, "data settle 1 --as yunlu");
    expect(early.code).to.equal(1);
    const { closed } = { closed: (await done(suite, "data show-licence 1")).out };
    expect(closed).to.match(/uses +4 of 10; 0 settled/);
    await done(suite, "system time --to 2026-02-20");
    expect((await done(suite, "data settle 1 --as yunlu")).out).to.contain("¥8.00");
    expect((await done(suite, "data show-licence 1")).out)
      .to.match(/uses +4 of 10; 4 settled/)
      .and.match(/prepaid +¥12\.00/);
    const uses = await done(suite, "data uses 1");
    expect(uses.out).to.contain("4 uses in all.");
    expect((await done(suite, "data uses 1 --json")).json).to.include({ total: "4" });
    expect((await done(suite, "data income yunlu")).out).to.match(/in all +¥8\.00/);
    await done(suite, "data surrender 1 --as shuju");
    expect((await done(suite, "data licences --of shuju")).out).to.match(/1 +1 +Surrendered/);
  });

  it("T-3, D-3: persons consent by passkey; without consent a use is refused, with what would help", async () => {
    const { suite } = await foundedSuite();
    const at = folder();
    await certified(suite, at, { as: "kangning", number: "KN-1", sensitivity: "personal", more: "--holding 100" });
    await done(
      suite,
      `data offer 1 --right processing --purposes medical-treatment --days 30 --price-per-use 2 --person-pay 0.50 --territory 520100 --until 2026-12-31 ${shown} --as kangning`,
    );
    await funded(suite, "shuju", "100", "DataRevenue");
    await done(suite, "data order 1 --as shuju");
    await done(suite, "data top-up 1 --amount 20 --as shuju");
    const committing = `data commit-person --reference patient-7 --passkey ayi --salt-file ${at.path("person.salt")}`;
    const { commitment } = (await done(suite, `${committing} --json`)).json;
    expect((await done(suite, `${committing} --json`)).json.commitment).to.equal(commitment);
    const nothing = await run(suite, `data commit-person --reference patient-7 --salt-file ${at.path("other.salt")}`);
    expect(nothing.code).to.equal(2);
    expect(nothing.err).to.contain("--public-key");
    const enrolling = `data enrol --commitment ${String(commitment)} --passkey ayi --as kangning`;
    expect((await done(suite, enrolling)).out).to.contain("data give-consent 1");
    expect((await done(suite, enrolling)).out).to.contain("his commitment is that of person 1.");

    const use = `data record-use 1 --purpose medical-treatment --person 1 --digest ${DOCUMENT} --as kangning`;
    const refused = await run(suite, use);
    expect(refused.code).to.equal(1);
    expect(refused.err)
      .to.match(/Person 1 does not consent to the use of asset 1 for .* by .*\./)
      .and.contain("Only the person can: npx hardhat data give-consent 1 --help");
    const nobody = await run(suite, `data record-use 1 --purpose medical-treatment --digest ${DOCUMENT} --as kangning`);
    expect(nobody.err).to.contain("Name whose were used: --person.");
    const scope = "--asset 1 --purpose medical-treatment --recipient shuju";
    const unsigned = await run(suite, `data give-consent 1 ${scope} --until 2026-12-31 --as kangning`);
    expect(unsigned.code).to.equal(2);
    expect(unsigned.err).to.match(/Person 1 has to sign: challenge 0x[0-9a-f]{64}, deadline \d+/);
    const stranger = await run(suite, `data give-consent 1 ${scope} --until 2026-12-31 --passkey bama --as kangning`);
    expect(stranger.code).to.equal(1);
    expect(stranger.err).to.contain("Person 1 has not signed this very act");
    await done(suite, `data give-consent 1 ${scope} --until 2026-12-31 --passkey ayi --as kangning`);
    expect((await done(suite, "data consents 1")).out).to.match(/asset 1 +.* +2026-12-31/);
    await done(suite, use);
    expect((await done(suite, "data uses 1")).out).to.match(/1 +1 +1\n/);
    await done(suite, `data withdraw-consent 1 ${scope} --passkey ayi --as kangning`);
    expect((await done(suite, "data consents 1")).out).to.contain("withdrawn");
    expect((await run(suite, use)).err).to.contain("Person 1 does not consent");
    const both = await run(
      suite,
      `data give-consent 1 ${scope} --class personal --until 2026-12-31 --passkey ayi --as kangning`,
    );
    expect(both.code).to.equal(2);
    expect(both.err).to.contain("Give either --asset, or --class personal or sensitive-personal.");
    await done(suite, "data bind-key 1 --new-passkey guardian --passkey ayi --as kangning");
    await done(suite, "data remove-key 1 --key 0 --passkey guardian --as kangning");
    await done(suite, "data withdraw-all-consents 1 --passkey guardian --as kangning");
  });

  it("T-3: departments ask, silence is put on record, and data are shared all the same", async () => {
    const { suite } = await foundedSuite();
    const at = folder();
    await certified(suite, at, { as: "transport", number: "TR-1", more: "--holding 100 --sharing conditional" });
    const asking = `data request-sharing 1 --purposes public-service,statistics --days 90 --basis ${DOCUMENT} --as`;
    expect((await run(suite, `${asking} shuju`)).err).to.contain("is no department.");
    const asked = await done(suite, `${asking} county`);
    expect(asked.out)
      .to.match(/After (2026-\d\d-\d\d): npx hardhat data report-silence 1/)
      .and.contain("data grant-sharing 1 --evidence-file … --as transport");
    expect((await done(suite, "inbox --as transport")).out).to.contain("Data of asset 1 (request 1)");
    const early = await run(suite, "data report-silence 1 --as county");
    expect(early.code).to.equal(1);
    expect(early.err).to.contain("Request for data 1 can be answered until");
    const { dueDay } = await suite.dataSharing.sharingInfo(1n);
    await done(suite, `system time --to "${morningAfter(dueDay)}"`);
    expect((await done(suite, "data report-silence 1 --as county")).out).to.contain("That is no consent.");
    expect((await run(suite, "data report-silence 1 --as county")).err).to.contain("is on record.");
    expect((await done(suite, `data grant-sharing 1 ${shown} --as transport`)).out).to.contain("licence 1");
    expect((await done(suite, "data show-licence 1")).out).to.match(/price a use +none/);
  });

  it("T-3: valued, pledged and repaid; a right goes to another who signs for it", async () => {
    const { suite, at } = await licensed();
    await done(suite, "data commission 1 --valuer hengping --purpose PLEDGE --until 2026-02-27 --as yunlu");
    const value = `data value 1 --method income --amount 500,000 --until 2026-12-31 ${shown} --as hengping`;
    expect((await done(suite, value)).out).to.contain("¥500,000.00");
    const asked = await done(
      suite,
      "data pledge 1 --pledgee guanshan --secured 200,000 --due 2026-05-29 --valuation 1 --as yunlu",
    );
    expect(asked.out).to.contain("Next: npx hardhat data sign pledge/1 --as guanshan");
    expect((await done(suite, "inbox --as guanshan")).out).to.contain("asset 1 in pledge from Yunlu");
    await done(suite, "data sign pledge/1 --as guanshan");
    expect((await done(suite, "data show 1")).out)
      .to.match(/status +Certified, pledged/)
      .and.contain("¥200,000.00 to Guanshan Bank, due on 2026-05-29");
    await funded(suite, "yunlu", "200,000", "DataPledges");
    await done(suite, "data repay-pledge 1 --amount 50,000 --as yunlu");
    await done(suite, "data repay-pledge 1 --as yunlu");
    expect((await done(suite, "data show 1")).out).to.match(/pledged +no/);
    await done(suite, `data dispute-valuation 1 ${shown} --as shuju`);
    await done(suite, `data answer-valuation-dispute 1 --of shuju --upheld no ${shown} --as hengping`);

    const offered = await done(suite, "data transfer-right 1 --right holding --to shuju --price 1,000 --as yunlu");
    expect(offered.out).to.contain("Next: npx hardhat data sign right/1 --as shuju");
    expect((await done(suite, "inbox --as shuju")).out).to.contain("To take the holding right of asset 1 from");
    const bad = await run(suite, "data sign rights/1 --as shuju");
    expect(bad.code).to.equal(2);
    expect(bad.err).to.contain("Give it as in right/3, licence/1 or pledge/2.");
    expect((await run(suite, "data sign right/7 --as shuju")).code).to.equal(2);
    await funded(suite, "shuju", "1,000", "DataTransfers");
    await done(suite, "data sign right/1 --as shuju");
    expect((await done(suite, "data show 1")).out).to.match(/holder +Shuju/);

    const challenged = await done(suite, "data challenge 1 --as yunlu");
    expect(challenged.out).to.contain("data answer-challenge 1 --tree …");
    const wrong = at.file("tree.json", "{}");
    const answer = await run(suite, `data answer-challenge 1 --tree ${wrong} --as shuju`);
    expect(answer.code).to.equal(2);
    expect(answer.err).to.contain("has no digests, no salt or no chunk size.");
    expect((await done(suite, "inbox --as shuju")).out).to.contain("A chunk of version 1 of asset 1 (challenge 1)");
  });

  it("T-3: misuse is disputed, an outcome proposed and accepted; metering is decided by order", async () => {
    const { suite } = await licensed("--deposit 300");
    await used(suite, 1);
    const claim = `data open-misuse 1 --forfeit 300 --ends ${shown} --as yunlu`;
    expect((await done(suite, claim)).out)
      .to.contain("claims ¥300.00 of the deposit and the licence ended")
      .and.contain("data answer-dispute 1 --evidence-file … --as shuju");
    expect((await done(suite, "inbox --as shuju")).out).to.contain("Misuse of licence 1 is disputed (dispute 1)");
    await done(suite, `data answer-dispute 1 ${shown} --as shuju`);
    await done(suite, "data propose-outcome 1 --upheld yes --forfeit 100 --as yunlu");
    expect((await done(suite, "data accept-outcome 1 --as shuju")).out).to.contain("the claim is upheld");
    await done(suite, `data open-metering 1 --strike 1 ${shown} --as shuju`);
    const proposing = `order propose decide-dispute --dispute 2 --upheld yes --strike 1 ${shown} --basis ${DOCUMENT} --reference 'Ruling 19' --as court`;
    expect((await done(suite, proposing)).out).to.contain("Decides dispute 2: 1 use struck.");
    const freeze = `order propose freeze-asset --asset 1 --case 2026-19 --until 2026-12-31 --uses yes --basis ${DOCUMENT} --reference 'Ruling 20' --as court`;
    expect((await done(suite, freeze)).out).to.match(/Freezes asset 1/);
    await done(suite, "order approve 2 --as court");
    await done(suite, "order execute 2 --as court");
    expect((await done(suite, "data show 1")).out).to.match(/status +Certified, frozen/);
    expect(
      (await run(suite, `data record-use 1 --purpose traffic-planning --digest ${DOCUMENT} --as yunlu`)).err,
    ).to.contain("By order asset 1 is not used until");
  });
});
