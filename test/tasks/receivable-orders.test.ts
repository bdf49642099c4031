import { expect } from "chai";
import { opened, TRADES } from "../utils/task-receivables.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const DIGEST = `0x${"7".repeat(64)}`;
const BASIS = `--basis ${DIGEST} --reference 'Ruling 19'`;

describe("Disputes, competing assignments and orders on notes, by tasks alone", () => {
  it("T-3: a dispute ends when both sides agree to the same", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    const dispute = `receivable dispute 1/1 --evidence ${DIGEST} --as qianling`;
    expect((await done(suite, dispute)).out).to.match(/note 1\/1 +free → disputed/);
    expect((await done(suite, dispute)).out).to.contain("Qianling Equipment disputes note 1/1 already.");
    expect(
      (await run(suite, `receivable transfer 1/1 --to huaxi --trade ${TRADES.huaxi} --as nanming`)).err,
    ).to.contain("Note 1/1 is disputed: it can't be disposed of.");
    expect((await done(suite, "receivable show 1/1")).out).to.match(
      /Disputed +by Qianling Equipment against Nanming Precision Casting/,
    );
    expect((await done(suite, "inbox --as nanming")).out).to.contain("Dispute over note 1/1");
    const agree = `receivable resolve 1/1 --resolution ${TRADES.wudang} --as`;
    await done(suite, `${agree} nanming`);
    expect((await done(suite, `${agree} nanming`)).out).to.contain("has agreed to this resolution already");
    expect((await done(suite, "inbox --as nanming")).out).to.contain("Nothing waits");
    expect((await done(suite, "inbox --as qianling")).out).to.contain("Dispute over note 1/1");
    const other = await run(suite, `receivable resolve 1/1 --resolution ${TRADES.huaxi} --as qianling`);
    expect(other.err).to.contain(
      `The other side has agreed to another resolution of the dispute over note 1/1: ${TRADES.wudang}`,
    );
    expect((await done(suite, `${agree} qianling`)).out).to.contain("is resolved: both sides agree.");
    expect((await run(suite, `${agree} qianling`)).err).to.contain("Nobody disputes note 1/1.");
  });

  it("T-3: an assignment made before is entered, admitted, ranked, and taken back", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    const enter = `receivable enter-assignment 1/1 --amount 100,000 --registered "2025-12-01 10:00" --proof ${DIGEST} --as guanshan`;
    expect((await done(suite, enter)).out)
      .to.contain("¥100,000.00, registered at 2025-12-01 10:00:00, no notice to the obligor.")
      .and.contain("Next: npx hardhat receivable admit-assignment 1/1 --entry 1 --as nanming");
    expect((await done(suite, enter)).out).to.contain("This assignment is entry 1 on note 1/1 already.");
    expect((await done(suite, "receivable ladder 1/1")).out).to.contain("Entered, and not admitted:");
    expect((await done(suite, "inbox --as nanming")).out).to.contain(
      "Earlier assignment of note 1/1 for ¥100,000.00 (entry 1)",
    );
    expect((await done(suite, "receivable admit-assignment 1/1 --as nanming")).out).to.match(
      /note 1\/1 +free → contested/,
    );
    expect((await done(suite, "receivable admit-assignment 1/1 --entry 1 --as nanming")).out).to.contain(
      "is admitted already",
    );
    const ladder = await done(suite, "receivable ladder 1/1 --amount 250,000");
    expect(ladder.out)
      .to.match(/Guanshan Bank +entry 1 +2025-12-01 10:00:00 +¥100,000\.00 +¥100,000\.00/)
      .and.match(/Nanming Precision Casting +holding it +¥1,000,000\.00 +¥150,000\.00/);
    expect((await done(suite, "receivable withdraw-assignment 1/1 --as guanshan")).out).to.match(
      /Entry 1 +Admitted → Ended/,
    );
    const again = await done(suite, "receivable withdraw-assignment 1/1 --entry 1 --as guanshan");
    expect(again.out).to.contain("Entry 1 on note 1/1 has ended already.");
    const none = await run(suite, "receivable admit-assignment 1/1 --as nanming");
    expect(none.code).to.equal(2);
    expect(none.err).to.contain("Which entry on note 1/1? None waits.\n  Give --entry. They are numbered 1 to 1.");
  });

  it("T-3: a part is frozen, told in a sentence, and then given to another", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    const freeze = `order propose freeze-note --note 1 --amount 400,000 --case 2026-19 --until 2026-12-31 ${BASIS} --as court`;
    const sentence =
      "Freezes ¥400,000.00 of note 1/1 in the hand of Nanming Precision Casting until 2026-12-31 23:59:59 (case 2026-19).";
    expect((await done(suite, freeze)).out).to.contain(sentence);
    await done(suite, "order approve 1 --as court");
    await done(suite, "order execute 1 --as court");
    expect((await done(suite, "receivable show 1/2")).out).to.match(
      /Frozen \(1\) +until 2026-12-31 23:59:59, case 2026-19/,
    );
    expect(
      (await run(suite, `receivable transfer 1/2 --to huaxi --trade ${TRADES.huaxi} --as nanming`)).err,
    ).to.contain("Note 1/2 is frozen");
    const transfer = `order propose transfer-note --note 1/2 --case 2026-19 --to huaxi ${BASIS} --as court`;
    expect((await done(suite, transfer)).out).to.contain(
      "Transfers note 1/2 from Nanming Precision Casting to Huaxi Springs, in case 2026-19.",
    );
    await done(suite, "order approve 2 --as court");
    await done(suite, "order approve 2 --as regulator");
    expect((await done(suite, "order execute 2 --as court")).out).to.contain(
      "Note 1/2 goes from Nanming Precision Casting to Huaxi Springs by order, in case 2026-19.",
    );
    expect((await done(suite, "receivable tree 1")).out).to.contain(
      "Nanming Precision Casting → Huaxi Springs (by order)",
    );
    const { json } = await done(suite, "receivable history 1 --json");
    const events = (json.history as { event: string }[]).map(({ event }) => event);
    expect(events).to.include.members(["NoteFrozen", "NoteUnfrozen", "NoteTransferredByOrder"]);
  });

  it("T-3: each act on a note can be proposed by name", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    const cases: [line: string, sentence: string][] = [
      [
        "renew-note-freeze --note 1/1 --case 2026-19 --until 2027-12-31",
        "Prolongs case 2026-19 on note 1/1 until 2027-12-31 23:59:59.",
      ],
      ["unfreeze-note --note 1/1 --case 2026-19", "Ends case 2026-19 on note 1/1; others stay."],
      ["transfer-note --note 1/1 --to huaxi", "Transfers note 1/1 from Nanming Precision Casting to Huaxi Springs."],
      [`resolve-dispute --note 1/1 --resolution ${DIGEST}`, "Resolves the dispute over note 1/1."],
      ["admit-assignment --note 1/1 --entry 2", "Admits entry 2 on note 1/1: what comes in on it is divided by rank."],
      ["dismiss-assignment --note 1/1 --entry 2", "Ends entry 2 on note 1/1."],
      [
        "set-loan-prime-rate --rate 3.1 --since 2026-02-01",
        "Sets the one-year loan prime rate to 3.10 % from 2026-02-01 on: the least that can be agreed on what is overdue.",
      ],
    ];
    for (const [line, sentence] of cases) {
      const as = line.startsWith("set") ? "qianling" : "court";
      const { out } = await done(suite, `order propose ${line} ${BASIS} --as ${as} --dry-run`);
      expect(out, line).to.contain(sentence);
    }
  });

  it("T-5: mistyped terms are named before anything is sent, and refusals have a remedy", async () => {
    const { suite } = await foundedSuite();
    await opened(suite);
    const before = await suite.docket.runner?.provider?.getBlockNumber();
    const open = "receivable open --supplier nanming --amount 100 --due 2026-06-30 --documents INV-1";
    const cases: [line: string, code: number, ...told: string[]][] = [
      ["receivable show 9", 2, "There is no receivable 9", "numbered 1 to 1"],
      ["receivable show 1/7", 2, "There is no note 1/7", "Its notes are numbered 1 to 1."],
      ["receivable show 1/x", 2, 'The note is "1/x"', "as in 7/3"],
      ["receivable due one", 2, 'The note is "one"', "as in 3"],
      ["receivable sign 9 --as nanming", 2, "There is no request 9"],
      ["receivable transfer 1/1 --to huaxi --as nanming", 2, "The trade behind it is missing", "--trade-file"],
      [
        `receivable transfer 1/1 --to huaxi --amount 2,000,000 --trade ${DIGEST} --as nanming`,
        2,
        "is over ¥1,000,000.00",
        "leave it out",
      ],
      [
        `receivable transfer 1/1 --to qianling --trade ${DIGEST} --as nanming`,
        1,
        "takes none of it",
        "request-early-payment 1/1",
      ],
      [
        `receivable transfer 1/1 --to nanming --trade ${DIGEST} --as nanming`,
        1,
        "holds note 1/1 already",
        "another --to",
      ],
      [`receivable transfer 1/1 --to huaxi --trade ${DIGEST} --as huaxi`, 1, "does not hold note 1/1", "--as nanming"],
      [
        `receivable transfer 1/1 --to huaxi --trade ${DIGEST} --until 2026-07-01 --as nanming`,
        1,
        "is out of range",
        "2026-06-29",
      ],
      [`receivable transfer-many 1/1 --trade ${DIGEST} --as nanming`, 2, "Who is to get it?", "huaxi=400,000.00"],
      [`receivable transfer-many 1/1 --to huaxi --trade ${DIGEST} --as nanming`, 2, "how much does huaxi get?"],
      [
        `receivable transfer-many 1/1 --to huaxi=900,000,wudang=200,000 --trade ${DIGEST} --as nanming`,
        2,
        "add up to ¥1,100,000.00",
      ],
      [`${open} --as qianling`, 1, "has given itself no facility", "receivable facilities"],
      [`${open} --facility 7 --as qianling`, 2, "--facility: there is no facility 7", "numbered 1 to 1"],
      [`${open} --facility 1 --as qianling`, 1, "INV-1"],
      [`${open.replace("2026-06-30", "2026-01-05")} --facility 1 --as qianling`, 2, "today is 2026-01-05", "later day"],
      [
        `${open.replace("2026-06-30", "2026-09-30")} --facility 1 --as qianling`,
        1,
        "later than 2026-07-05 needs a reason",
        "--reason-file",
      ],
      [
        `${open.replace("2026-06-30", "2027-09-30")} --facility 1 --reason ${DIGEST} --as qianling`,
        1,
        "between 2026-01-06 and 2027-01-05",
      ],
      [`${open} --facility 1 --overdue-rate 2 --as qianling`, 1, "less than the one-year loan prime rate, 3.00 %"],
      [`${open.replace("nanming", "qianling")} --facility 1 --as qianling`, 1, "can't owe itself"],
      ["receivable settle 1 --page 0 --as qianling", 2, "--page is 0 notes", "Give 1 to 500"],
      ["receivable settle 1 --as huaxi", 1, "is paid from 2026-06-30 on"],
      ["receivable claim 1/1 --as nanming", 1, "Nothing is set aside for note 1/1."],
      ["receivable remit 1/1 --as nanming", 1, "Note 1/1 was never factored."],
      ["receivable notify-obligor 1/1 --as nanming", 1, "Note 1/1 was never factored."],
      ["receivable register 1/1 --as nanming", 2, "The registration is missing", "--number"],
      ["receivable cancel 1 --as nanming", 1, "Receivable 1 is Open; cancel needs Cancelling."],
      [
        "receivable withdraw-cancellation 1 --as qianling",
        1,
        "Nobody asks to cancel receivable 1",
        "propose-cancellation",
      ],
      ["receivable propose-cancellation 1 --as qianling", 2, "The reason is missing", "--reason-file"],
      ["receivable change-facility 1 --as guanshan", 2, "Nothing is to change", "--limit"],
      ["receivable change-facility 1 --limit 5 --as baiyunling", 1, "is not Baiyunling Bank's", "--as guanshan"],
      [
        "receivable cancel-instruction huaxi --as nanming",
        1,
        "has no instruction for",
        "receivable instructions --as nanming",
      ],
      [
        "receivable instruct huaxi --acts pledge --ceiling 1 --until 2026-02-01 --as nanming",
        2,
        "Give opening or transfer.",
      ],
      ["receivable enter-assignment 1/1 --amount 5 --as guanshan", 2, "What proves it is missing", "--proof-file"],
      [
        `receivable enter-assignment 1/1 --amount 5 --proof ${DIGEST} --as huaxi`,
        1,
        "neither bank nor finance company",
      ],
      [
        `receivable enter-assignment 1/1 --amount 5 --registered 2026-03-01 --proof ${DIGEST} --as guanshan`,
        1,
        "has not come yet",
      ],
      ["receivable request-confirmation 1 --bank qianling --fee 0 --as qianling", 1, "can't confirm its own debt"],
      [
        "receivable pledge 1/1 --pledgee qianling --secured 1 --due 2026-03-01 --as nanming",
        1,
        "it is no security to it",
      ],
      ["receivable merge 1/1 1/1 --as nanming", 1, "do not adjoin"],
      [
        "market ask --notes 1/1 --lots 1 --last-day 2026-01-16 --as nanming",
        2,
        "What is it about?",
        "--notes for notes",
      ],
      [
        `market ask --notes 1/1 --trade-digest ${DIGEST} --last-day 2026-01-16 --as nanming`,
        2,
        "A trade is shown for bills.",
      ],
      [
        "order propose freeze-note --case 1 --until 2026-12-31 --basis " + DIGEST + " --reference R --as court",
        2,
        "--note is missing",
      ],
      [
        `order propose resolve-dispute --note 1/1 ${BASIS} --as court`,
        2,
        "What is decided is missing",
        "--resolution-file",
      ],
    ];
    for (const [line, code, ...told] of cases) {
      const ran = await run(suite, line);
      expect(ran.code, `${line}: ${ran.err}`).to.equal(code);
      for (const each of told) expect(ran.err, line).to.contain(each);
    }
    expect(await suite.docket.runner?.provider?.getBlockNumber()).to.equal(before);
  });
});
