import { expect } from "chai";
import type { Suite } from "../../deploy/suite.ts";
import { ethers, foundedSuite } from "../utils/suite.ts";
import { certified, DOCUMENT, folder, funded, licensed, morningAfter, shown } from "../utils/task-data.ts";
import { done, run } from "../utils/tasks.ts";

const details = (sensitivity: string, volume = "gigabytes", schema = DOCUMENT): string =>
  `--schema ${schema} --source ${DOCUMENT} --volume ${volume} --sensitivity ${sensitivity} --holding 60 --operation 40`;

const use = (purpose: string, meter: string, more = ""): string =>
  `data record-use 1 --purpose ${purpose} --digest ${DOCUMENT} ${more} --as ${meter}`;

/** Files, and has it reviewed by the hub; returns how the filing is named. */
async function filed(suite: Suite, line: string): Promise<string> {
  const [, handle = ""] = /data review (\S+)/.exec((await done(suite, line)).out) ?? [];
  await done(suite, `data review ${handle} ${shown} --as hub`);
  return handle;
}

const shownAsset = async (suite: Suite): Promise<string> => (await done(suite, "data show 1")).out;

describe("The rest of a life of data, by tasks alone", () => {
  it("T-3: changes, corrections and renewals are filed, reviewed and certified", async () => {
    const { suite } = await licensed();
    const change = await filed(suite, `data file-change 1 ${details("important")} ${shown} --as yunlu`);
    expect((await run(suite, `data certify ${change} --as hub`)).err).to.match(/notice/);
    const { noticeEnds } = await suite.dataCertification.filingInfo((1n << 32n) + 1n);
    await done(suite, `system time --to "${morningAfter(noticeEnds)}"`);
    await done(suite, `data certify ${change} --as hub`);
    expect(await shownAsset(suite)).to.match(/Important/i);

    const correction = await filed(
      suite,
      `data file-correction 1 ${details("important", "terabytes")} ${shown} --as yunlu`,
    );
    await done(suite, `data certify ${correction} --as hub`);
    expect(await shownAsset(suite)).to.match(/Terabytes/i);

    const { validThrough } = await suite.dataRegistry.assetInfo(1n);
    const renewal = `data file-renewal 1 ${shown} --as yunlu`;
    expect((await run(suite, renewal)).code).to.equal(1);
    await done(suite, `system time --to "${morningAfter(validThrough - 31n)}"`);
    await done(suite, `data certify ${await filed(suite, renewal)} --as hub`);
    expect((await suite.dataRegistry.assetInfo(1n)).validThrough).to.equal(validThrough + 1_095n);
  });

  it("T-3: archives and access logs are put on record, by whom they are of", async () => {
    const { suite } = await licensed();
    const anchored = async (digit: string): Promise<string> => {
      const line = `evidence anchor --digest 0x${digit.repeat(64)} --category LOG --as yunlu --json`;
      return String((await done(suite, line)).json.evidence);
    };
    const [archive, log] = [await anchored("a"), await anchored("b")];
    const preserve = `data preserve 1 --evidence ${archive} --kind version-archive --data-version 1 --as`;
    expect((await run(suite, `${preserve} shuju`)).code).to.equal(1);
    expect((await done(suite, `${preserve} yunlu`)).out).to.contain("as the archive of version 1 of");
    const used = await run(suite, `data preserve-log 1 --evidence ${archive} --as yunlu`);
    expect(used.code).to.equal(1);
    expect((await done(suite, `data preserve-log 1 --evidence ${log} --as yunlu`)).out).to.contain(
      "as the log of uses under licence 1.",
    );
    expect((await suite.dataPreservation.preservationOf(log)).licence).to.equal(1n);
  });

  it("T-3: a licence passes on with what is in it, ends, and is closed for the rest", async () => {
    const { suite } = await licensed("--transferable --deposit 300");
    await done(suite, use("traffic-planning", "yunlu"));
    expect((await done(suite, "data transfer-licence 1 --to luban --as shuju")).out).to.contain(
      "Next: npx hardhat data sign licence/1 --as luban",
    );
    await done(suite, "data sign licence/1 --as luban");
    expect((await done(suite, "data licences --of luban")).out).to.match(/1 +1 +Live/);
    await done(suite, "data surrender 1 --as luban");
    expect((await run(suite, "data close-licence 1 --as yunlu")).code).to.equal(1);
    const from = await suite.dataLicences.closableFrom(1n);
    await done(suite, `system time --to "${morningAfter(from)}"`);
    await done(suite, "data close-licence 1 --as yunlu");
    // The deposit, and nine of the ten uses that were prepaid.
    expect((await done(suite, "money balance luban --json")).json).to.include({ balance: "31800" });
  });

  it("T-3: a person's account consents without a passkey, and is paid; who has a passkey names an account", async () => {
    const { suite } = await foundedSuite();
    await certified(suite, folder(), {
      as: "kangning",
      number: "KN-1",
      sensitivity: "personal",
      more: "--holding 100",
    });
    await done(
      suite,
      `data offer 1 --right processing --purposes medical-treatment --days 30 --price-per-use 2 --person-pay 0.50 --territory 520100 --until 2026-12-31 ${shown} --as kangning`,
    );
    await funded(suite, "shuju", "100", "DataRevenue");
    await done(suite, "data order 1 --as shuju");
    await done(suite, "data top-up 1 --amount 20 --as shuju");
    const account = (await ethers.getSigners())[16]?.address ?? "";
    expect((await run(suite, `data enrol-account --as ${account}`)).code).to.equal(1);
    await done(suite, `participant attest ${account} --until 2026-12-31 --as nanming`);
    await done(suite, `data enrol-account --as ${account}`);
    expect((await done(suite, `data enrol-account --as ${account}`)).out).to.contain("This account is person 1.");
    const scope = "--asset 1 --purpose medical-treatment --recipient shuju --until 2026-12-31";
    await done(suite, `data give-consent 1 ${scope} --as ${account}`);
    await done(suite, use("medical-treatment", "kangning", "--person 1"));
    expect((await done(suite, "data claim-for-person 1 --as auditor")).out).to.contain("Person 1 is paid ¥0.50");

    await done(suite, `data enrol --commitment ${DOCUMENT} --passkey ayi --as kangning`);
    await done(suite, `data give-consent 2 ${scope} --passkey ayi --as kangning`);
    await done(suite, use("medical-treatment", "kangning", "--person 2"));
    const claim = "data claim-for-person 2 --as auditor";
    expect((await run(suite, claim)).code).to.equal(1);
    await done(suite, `data set-payee 2 --account ${account} --passkey ayi --as kangning`);
    await done(suite, claim);
    expect((await done(suite, `money balance ${account} --json`)).json).to.include({ balance: "100" });
  });

  it("T-3: a pledgee sells what is pledged from the due day on, and has its debt first", async () => {
    const { suite } = await licensed();
    await done(suite, "data commission 1 --valuer hengping --purpose PLEDGE --until 2026-02-27 --as yunlu");
    await done(suite, `data value 1 --method income --amount 500,000 --until 2026-12-31 ${shown} --as hengping`);
    await done(suite, "data pledge 1 --pledgee guanshan --secured 200,000 --due 2026-05-29 --valuation 1 --as yunlu");
    await done(suite, "data sign pledge/1 --as guanshan");
    const realise = "data realise 1 --buyer shuju --price 500,000 --valuation 1 --as guanshan";
    expect((await run(suite, realise)).code).to.equal(1);
    await done(suite, 'system time --to "2026-05-29 09:00"');
    expect((await done(suite, realise)).out)
      .to.contain("What is over goes to the holder.")
      .and.contain("Next: npx hardhat data sign pledge/2 --as shuju");
    await funded(suite, "shuju", "500,000", "DataPledges");
    await done(suite, "data sign pledge/2 --as shuju");
    expect(await shownAsset(suite))
      .to.match(/holder +Shuju/)
      .and.match(/pledged +no/);
    expect((await done(suite, "money balance guanshan --json")).json).to.include({ balance: "20000000" });
    expect((await done(suite, "money balance yunlu --json")).json).to.include({ balance: "30000000" });
  });

  it("T-3: the arbiter that the terms name decides a dispute that was answered", async () => {
    const { suite } = await licensed("--deposit 300 --arbiter court");
    await done(suite, use("traffic-planning", "yunlu"));
    await done(suite, `data open-misuse 1 --forfeit 300 --ends ${shown} --as yunlu`);
    const decide = `data decide 1 --upheld yes --forfeit 100 ${shown} --as`;
    expect((await run(suite, `${decide} court`)).code).to.equal(1);
    await done(suite, `data answer-dispute 1 ${shown} --as shuju`);
    expect((await run(suite, `${decide} yunlu`)).code).to.equal(1);
    expect((await done(suite, `${decide} court`)).out).to.contain("decides dispute 1: ¥100.00 of the deposit.");
    expect((await done(suite, "data show-licence 1")).out).to.match(/deposit +¥200\.00/);
  });
});
