import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import json5 from "json5";
import { personas } from "../../../deploy/data/personas.ts";
import { readParameters } from "../../../deploy/parameters.ts";

const shipped = (name: string) => fileURLToPath(new URL(`../../../deploy/parameters/${name}`, import.meta.url));

describe("readParameters", () => {
  let folder: string;
  const write = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), json5.stringify(content));
    return join(folder, name);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "parameters-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("reads the development chain's: the personas found it", () => {
    expect(readParameters(shipped("development.json5"))).to.deep.equal({ founders: personas, minimumCouncil: 3 });
  });

  it("reads the example for a consortium's chain", () => {
    const { founders, minimumCouncil } = readParameters(shipped("besu.example.json5"));
    expect(minimumCouncil).to.equal(3);
    expect(founders.map(({ key, qualifications }) => ({ key, qualifications }))).to.deep.equal([
      { key: "example", qualifications: [{ key: "BANK", code: 999_701_999_997n }] },
    ]);
  });

  it("reads founders from a file beside it, with consents", () => {
    const [example] = readParameters(shipped("besu.example.json5")).founders;
    const consent = { deadline: "1785513599", signature: "0x1234" };
    write("founders.json5", [{ ...example, qualifications: [], consent }]);
    const { founders } = readParameters(write("chain.json5", { minimumCouncil: 1, founders: "founders.json5" }));
    expect(founders[0]?.consent).to.deep.equal({ deadline: 1_785_513_599n, signature: "0x1234" });
  });

  it("says what is wrong, where, and what would be right", () => {
    const [example] = readParameters(shipped("besu.example.json5")).founders;
    const right = { ...example, qualifications: [] };
    const wrong: [change: object, says: RegExp][] = [
      [{ uscc: "91520100MA6H99998K" }, /founder 1: uscc is "91520100MA6H99998K"; give 18 characters/],
      [{ size: "Huge" }, /size is "Huge"; give one of Micro, Small/],
      [{ seats: ["King"] }, /seats is \["King"\]; give a list of Council, Regulator/],
      [{ wallet: "0x3c44CdDdB6a900fa2b585dd299e03d12FA4293BC" }, /wallet is .*; give an address with a right checksum/],
      [{ qualifications: [{ key: "BANK", code: "12" }] }, /code is "12"; give 12 digits/],
      [{ evidence: "0x12" }, /evidence is "0x12"; give a digest/],
      [{ nameZh: " " }, /nameZh is " "; give the legal name/],
    ];
    for (const [change, says] of wrong) {
      const path = write("chain.json5", { minimumCouncil: 1, founders: [{ ...right, ...change }] });
      expect(() => readParameters(path)).to.throw(says);
    }
    expect(() => readParameters(write("chain.json5", { founders: [] }))).to.throw(/minimumCouncil is undefined/);
  });
});
