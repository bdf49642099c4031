import { expect } from "chai";
import { personas } from "../../deploy/data/personas.ts";
import type { Suite } from "../../deploy/suite.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";

const register = (parts: string) => `trade register --number INV-1 --as nanming ${parts}`;
const WALLET = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

async function expectNothingSent(
  suite: Suite,
  lines: [line: string, code: number, sentence: string, remedy: string][],
) {
  const head = () => suite.docket.runner?.provider?.getBlockNumber();
  const before = await head();
  for (const [line, code, sentence, remedy] of lines) {
    const ran = await run(suite, line);
    expect(ran.code, line).to.equal(code);
    expect(ran.err, line).to.contain(sentence).and.to.contain(remedy);
    expect(ran.out, line).to.equal("");
  }
  expect(await head()).to.equal(before);
}

describe("Mistyped input", () => {
  it("T-5: says what is wrong and what would be right, and sends nothing", async () => {
    const { suite } = await foundedSuite();
    await expectNothingSent(suite, [
      [
        register("--seller nanming --buyer qianling --amount 12.345"),
        2,
        '--amount is "12.345": that is 3 decimals.',
        "Give yuan with at most two decimals, as in 1,234.56 or 1234.56.",
      ],
      [register("--seller nanming --buyer qianling --amount 0"), 2, "--amount is nothing.", "above 0.00"],
      [
        register("--seller nanming --buyer qianlin --amount 5"),
        2,
        '--buyer: there is no participant "qianlin".',
        "Did you mean qianling?",
      ],
      [
        register("--seller nanming --buyer 99 --amount 5"),
        2,
        "there is no participant 99",
        `They are numbered 1 to ${personas.length}.`,
      ],
      [register("--seller nanming --amount 5"), 2, "--buyer is missing.", "Give the participant that buys."],
      [
        "money issue --to guanshan --amount 5 --reference R --as clearin",
        2,
        'There is no persona "clearin".',
        "Did you mean clearing?",
      ],
      [
        "money issue --to guanshan --amount 5 --reference R",
        2,
        "Who acts? --as is missing.",
        "Add --as with one of the personas",
      ],
      [
        `money issue --to ${WALLET.toLowerCase()} --amount 5 --reference R --as clearing`,
        2,
        "its checksum is wrong",
        `If every digit is right, write it as ${WALLET}.`,
      ],
      ["bill show 7", 2, "There is no bill 7.", "No bill has been drawn yet."],
      ["bill show seven", 2, 'The holding is "seven".', "Give its id, as in 7, or its number of 30 digits."],
      ["order show 3", 2, "There is no order 3.", "None has been proposed yet."],
      ["trade show INV-9", 2, 'There is no document "INV-9".', "npx hardhat trade list"],
      ["calendar show 2026-13", 2, "there is no month 13", "Months are 01 to 12."],
      [
        "participant list --standing good",
        2,
        '--standing is "good".',
        "Give applied, refused, active, suspended or expelled.",
      ],
      [
        "participant apply-for-admission --name X --uscc 91520100MA6H99998K --size small --as account15 --evidence 0x12",
        2,
        "its check character is K and should be J",
        "91520100MA6H99998J",
      ],
      ["bill dishonour 1 --reason none --as guanshan", 2, "There is no bill 1.", "No bill has been drawn yet."],
      ["evidence anchor --as nanming", 2, "Which document?", "Give --file, or --digest."],
    ]);
  });

  it("T-5: participants go by persona, number, USCC, wallet and name", async () => {
    const { suite } = await foundedSuite();
    const names = [
      "guanshan",
      "4",
      "91520100MA6H00046D",
      "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
      "观山银行股份有限公司",
      "观山",
    ];
    for (const name of names) {
      const { json } = await done(suite, `participant show ${name} --json`);
      expect(json.participant, name).to.equal("4");
    }
    const several = await run(suite, "participant show 银行");
    expect(several.err).to.contain("may be 观山银行股份有限公司 (4) or 白云岭银行股份有限公司 (5)");
  });
});
