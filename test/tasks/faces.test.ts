import { expect } from "chai";
import hre from "hardhat";
import { type Task, TaskDefinitionType } from "hardhat/types/tasks";
import { covered } from "../../tasks/coverage.ts";
import tasks from "../../tasks/index.ts";
import { errorTexts, eventTexts } from "../../tasks/shared/texts.ts";
import { Dictionary } from "../../tasks/shared/abi.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const verbs = tasks
  .filter((each) => each.type !== TaskDefinitionType.EMPTY_TASK)
  .map(({ id }): Task => hre.tasks.getTask(id));
const writing = new Set(Object.values(covered));

describe("All tasks", () => {
  it("T-1: every function that a person calls has a task, and the task says so", async () => {
    const { suite } = await foundedSuite();
    const { json, code } = await done(suite, "system coverage --json");
    expect(code).to.equal(0);
    expect(json.problems).to.deep.equal([]);
    expect(json.covered).to.deep.equal(covered);
  });

  it("T-2: have the same flags: --json everywhere; --as, --dry-run, --yes and --wait where something is written", () => {
    const usual = ["json"];
    const forWrites = ["as", "json", "dryRun", "yes", "wait"];
    for (const verb of verbs) {
      const name = verb.id.join(" ");
      const options = [...verb.options.keys()];
      expect(options, name).to.include.members(writing.has(name) || name === "bill accept" ? forWrites : usual);
      expect(verb.description, name)
        .to.match(/^[A-Z].*[^.]$/)
        .and.not.contain("\n");
      for (const option of verb.options.values())
        expect(option.description, `${name} --${option.name}`).not.to.equal("");
    }
  });

  it("T-2: no task takes a key", () => {
    for (const verb of verbs) {
      const options = [...verb.options.keys()].join(" ");
      expect(options, verb.id.join(" ")).not.to.match(/private|mnemonic|secret|password/i);
    }
  });

  it("T-4: every error of the contracts has a sentence and a remedy of its own", async () => {
    const { suite } = await foundedSuite();
    const dictionary = await Dictionary.read(hre, suite);
    // Of libraries that people never meet by what they type.
    const general =
      /^(AccessManaged|AccessManager|ECDSA|SafeCast|StringTooLong|InvalidShortString|FailedCall|InsufficientBalance|CheckpointUnorderedInsertion|IntervalPart|ProRata|ReentrancyGuard)/;
    const without = dictionary.errors().filter(({ item: { name } }) => !(name in errorTexts) && !general.test(name));
    expect(without.map(({ contract, item }) => `${contract}.${item.name}`)).to.deep.equal([]);
    const names = dictionary.errors().map(({ item }) => item.name);
    expect(Object.keys(errorTexts).filter((name) => !names.includes(name))).to.deep.equal([]);
  });

  it("T-3: every event that a person causes is told in a sentence of its own", async () => {
    const { suite } = await foundedSuite();
    const dictionary = await Dictionary.read(hre, suite);
    const general = /^(Approval|ApprovalForAll|EIP712DomainChanged|Operation|Role|Target)/;
    const without = dictionary
      .events()
      .filter(
        ({ contract, item: { name } }) =>
          !(name in eventTexts) && !(`${contract}.${name}` in eventTexts) && !general.test(name),
      );
    expect(without.map(({ contract, item }) => `${contract}.${item.name}`)).to.deep.equal([]);
  });

  it("T-4: with --json there is one document on standard output, whatever happens", async () => {
    const { suite } = await foundedSuite();
    const lines = [
      "participant list",
      "participant show guanshan",
      "participant history guanshan",
      "order list",
      "trade list",
      "evidence list",
      "money balance",
      "money balance guanshan",
      "money list",
      "money history guanshan",
      "calendar show 2026",
      "calendar maturities --as guanshan",
      "bill list",
      "bill instructions --as guanshan",
      "receivable list",
      "receivable notes --holder guanshan",
      "receivable facilities",
      "receivable instructions --as guanshan",
      "receivable show 1",
      "receivable tree 1",
      "receivable due 1/1",
      "receivable needed 1",
      "participant exposure guanshan",
      "market list",
      "market lines --as guanshan",
      "market show 1",
      "points list",
      "points show common",
      "points show 9",
      "points history 1",
      "points members",
      "points acceptances 1",
      "points coverage",
      "points clearing",
      "points clearing --cycle 7",
      "points claims",
      "points statement user:lan",
      "points preview-exchange 1 --points 5",
      "access matrix",
      "system addresses",
      "system doctor",
      "system time",
      "inbox --as guanshan",
      "statement guanshan",
      "bill show 9",
      "order show 1",
      "money issue --to guanshan --amount 1.00 --reference A --as clearing",
      "money issue --to guanshan --amount 2.00 --reference B --as guanshan",
      "money issue --to guanshan --amount 1.001 --reference C --as clearing",
    ];
    for (const line of lines) {
      const { json, code, err } = await run(suite, `${line} --json`);
      expect(json.ok, line).to.equal(code === 0);
      if (code !== 0) expect(json, line).to.have.nested.property("error.sentence");
      expect(err === "" ? "✘" : err, line).to.match(/✘|→|issues/);
    }
  });

  it("T-4: amounts are strings in JSON, and nothing but the document is there", async () => {
    const { suite } = await foundedSuite();
    const { out, err, json } = await done(
      suite,
      "money issue --to guanshan --amount 1.00 --reference A --as clearing --json",
    );
    expect(out.startsWith("{") && out.endsWith("}\n")).to.equal(true);
    expect(json).to.include({ ok: true, task: "money issue", amount: "100", reference: "A" });
    expect(json).to.have.nested.property("transaction.gasUsed").that.is.a("string");
    expect((json.events as { event: string }[]).map(({ event }) => event)).to.include("MoneyIssued");
    expect(err).to.contain("Lincheng Clearing Centre issues ¥1.00 to Guanshan Bank");
  });

  it("T-7: the doctor finds a sound suite sound, and says what is missing", async () => {
    const { suite } = await foundedSuite();
    const { out } = await done(suite, "system doctor");
    for (const check of ["chain", "chain id", "base fee", "suite", "power", "calendar"]) {
      expect(out).to.match(new RegExp(`^✔ ${check} `, "m"));
    }
    await done(suite, "system time --to 2026-12-30");
    const ran = await run(suite, "system doctor");
    expect(ran.code).to.equal(1);
    expect(ran.out).to.contain("✘ calendar  lacks 2027").and.to.contain("npx hardhat calendar set-year");
    expect(ran.out).to.contain("Something is not as it must be.");
  });

  it("T-7: the doctor asks a subgraph how far it is", async () => {
    const { suite } = await foundedSuite();
    const usual = process.env.SUBGRAPH_URL;
    process.env.SUBGRAPH_URL = "http://127.0.0.1:1/subgraphs/name/ropenet";
    try {
      const { out, code } = await run(suite, "system doctor");
      expect(code).to.equal(1);
      expect(out).to.contain("✘ subgraph").and.to.contain("it does not answer");
    } finally {
      if (usual === undefined) delete process.env.SUBGRAPH_URL;
      else process.env.SUBGRAPH_URL = usual;
    }
  });

  it("T-7: addresses and access are printed as they are on chain", async () => {
    const { suite } = await foundedSuite();
    const addresses = await done(suite, "system addresses");
    expect(addresses.out).to.contain(await suite.billRegistry.getAddress());
    const matrix = await done(suite, "access matrix --contract ParticipantRegistry");
    expect(matrix.out).to.match(/ParticipantRegistry\.freeze +PARTICIPANT_ORDERS +Docket +\(1\) 1 Judiciary or/);
    expect(matrix.out).to.contain("✔ No key holds any power");
  });

  it("T-7: the clock moves forward only", async () => {
    const { suite } = await foundedSuite();
    await done(suite, 'system time --to "2026-03-01 14:00"');
    expect((await done(suite, "system time --json")).json).to.include({ time: "2026-03-01 14:00:00" });
    const back = await run(suite, "system time --to 2026-02-01");
    expect(back.code).to.equal(1);
    expect(back.err).to.contain("the clock only goes forward");
  });
});
