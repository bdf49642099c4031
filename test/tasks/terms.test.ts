import { expect } from "chai";
import { files, read } from "../../scripts/checks/sources.ts";
import { amount, date, fileDigest, until, uscc } from "../../tasks/shared/parse.ts";
import { ENUMS, enumOf } from "../../tasks/shared/terms.ts";
import { table, widthOf } from "../../tasks/shared/table.ts";
import { parseCsv, toCsv } from "../../tasks/shared/csv.ts";
import { leafOf } from "../../tasks/evidence/digests.ts";
import { merkle } from "../../tasks/shared/merkle.ts";
import { yuan } from "../../tasks/shared/format.ts";

/** The enums of the contracts by contract and name, with their values. */
function enumsInSources(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of files("contracts", ".sol")) {
    const text = read(path).replace(/\/\/.*$/gm, "");
    const owner = /^(?:interface|library|contract) (\w+)/m.exec(text)?.[1];
    for (const [whole, indent = "", name = "", values = ""] of text.matchAll(/^( *)enum (\w+) \{([^}]*)\}/gm)) {
      const qualified = indent === "" ? name : `${owner}.${name}`;
      found.set(
        `enum ${qualified}`,
        values
          .split(",")
          .map((value) => value.trim())
          .filter(Boolean),
      );
      expect(whole).to.contain("enum");
    }
  }
  return found;
}

describe("What people type and read", () => {
  it("T-4: statuses have the names that the contracts give them", () => {
    for (const [qualified, values] of enumsInSources()) {
      const name = enumOf(qualified);
      expect(name, qualified).not.to.equal(undefined);
      if (name !== undefined) expect(ENUMS[name], qualified).to.deep.equal(values);
    }
  });

  it("T-5: amounts are yuan with at most two decimals", () => {
    const right: [string, bigint][] = [
      ["1,234.56", 123_456n],
      ["1234.56", 123_456n],
      ["¥1,234,567.89", 123_456_789n],
      ["0.5", 50n],
      ["7", 700n],
      ["1,000,000", 100_000_000n],
    ];
    for (const [text, fen] of right) expect(amount(text), text).to.equal(fen);
    for (const text of [
      "1,23.4",
      "12,34",
      "-5",
      "1.234",
      "1.2.3",
      "one",
      "",
      "1e5",
      "0x10",
      "1 000",
      ".5",
      "5.",
      "１２",
    ]) {
      expect(() => amount(text), text).to.throw(/amount/i);
    }
  });

  it("T-5: dates are days in UTC+8, and have to exist", () => {
    expect(date("2026-01-05")).to.equal(20_458n);
    expect(until("2026-01-05")).to.equal(BigInt(Date.parse("2026-01-05T23:59:59+08:00")) / 1000n);
    expect(until("2026-01-05 09:00")).to.equal(BigInt(Date.parse("2026-01-05T09:00:00+08:00")) / 1000n);
    expect(() => date("2026-02-30")).to.throw("there is no such day");
    expect(() => date("2026-13-01")).to.throw("there is no month 13");
    expect(() => date("5 January 2026")).to.throw("which is no date");
    expect(() => until("2026-01-05 25:00")).to.throw("which is no time");
  });

  it("T-5: a USCC with a slip is told from the right one", () => {
    expect(uscc("91520115MA6H00011J")).to.equal("91520115MA6H00011J");
    expect(() => uscc("91520115MA6H00011K")).to.throw("its check character is K and should be J");
    expect(() => uscc("91520115MA6H0001IJ")).to.throw('"I" does not occur in a USCC');
    expect(() => uscc("9152")).to.throw("4 characters long");
  });

  it("T-4: tables stay aligned where Chinese characters take two places", () => {
    const rows = [
      { name: "观山银行", amount: yuan(123_456_789n) },
      { name: "Huaxi", amount: yuan(5n) },
    ];
    const lines = table(rows, [
      { head: "name", cell: (row) => row.name },
      { head: "amount", cell: (row) => row.amount, right: true },
    ]).split("\n");
    expect(new Set(lines.map(widthOf)).size).to.equal(1);
    expect(lines[2]).to.equal("Huaxi             ¥0.05");
  });

  it("T-8: files of comma-separated values are read as written, quotes and all", () => {
    const rows = [{ a: 'say "x"', b: "1,234.56" }];
    expect(parseCsv(`\ufeff${toCsv(["a", "b"], rows)}`, ["a"], ["b"], "f.csv")).to.deep.equal([
      { line: 2, values: rows[0] },
    ]);
    expect(() => parseCsv("a,c\n1,2", ["a"], ["b"], "f.csv")).to.throw("unknown column c");
    expect(() => parseCsv("b\n1", ["a"], ["b"], "f.csv")).to.throw("no column a");
    expect(() => parseCsv("a,b\n1,2,3", ["a"], ["b"], "f.csv")).to.throw("Line 2 of f.csv has 3 cells");
  });

  it("T-5: a file's digest is SHA-256, and a missing file is said to be missing", () => {
    expect(fileDigest("LICENSE")).to.match(/^0x[0-9a-f]{64}$/);
    expect(() => fileDigest("no-such-file", "--file")).to.throw("--file no-such-file does not exist.");
  });

  it("T-8: a batch's tree has a proof for each document", () => {
    const digests = [1, 2, 3, 4, 5].map((each) => `0x${String(each).repeat(64)}`);
    const { root, proofs } = merkle(digests.map(leafOf));
    expect(root).to.match(/^0x[0-9a-f]{64}$/);
    expect(proofs.map(({ length }) => length)).to.deep.equal([3, 3, 3, 3, 1]);
  });
});
