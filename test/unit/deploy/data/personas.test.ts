import { expect } from "chai";
import { personaOf, personas } from "../../../../deploy/data/personas.ts";
import { isUscc, usccCheck } from "../../../../deploy/data/uscc.ts";
import { failure } from "../../../utils/failure.ts";

/** The check character of an organisation's code (GB 11714), which a USCC holds as its characters 9 to 17. */
function organisationCheck(code: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * parseInt(code.charAt(index), 36), 0);
  return "0X987654321".charAt(sum % 11);
}

describe("USCC", () => {
  it("has a check character over the other 17", () => {
    for (const code of ["91520115MA6H00011J", "91520100MA6H0002XJ", "91520111MA6H00038G", "91520100MA6H00046D"]) {
      expect(usccCheck(code.slice(0, 17))).to.equal(code[17]);
      expect(isUscc(code)).to.be.true;
    }
  });

  it("is refused when a character is wrong, missing, too many, or none of its alphabet", () => {
    const codes = ["91520115MA6H00011K", "91520115MA6H0001J", "91520115MA6H00011JJ", "91520115MA6HO0011J", ""];
    for (const code of codes) expect(isUscc(code), code).to.be.false;
  });
});

describe("Personas", () => {
  it("have right check characters, twice over", () => {
    for (const { key, uscc } of personas) {
      expect(isUscc(uscc), key).to.be.true;
      expect(organisationCheck(uscc.slice(8, 16)), key).to.equal(uscc[16]);
    }
  });

  it("are all different, and none is the deployer", () => {
    for (const field of ["key", "nameZh", "nameEn", "uscc", "wallet"] as const) {
      expect(new Set(personas.map((persona) => persona[field]))).to.have.lengthOf(personas.length);
    }
    expect(personas.map(({ account }) => account)).not.to.include(0);
  });

  it("have the accounts of the test mnemonic in their order", () => {
    expect(personas.slice(0, 2).map(({ wallet }) => wallet)).to.deep.equal([
      "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
      "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
    ]);
  });

  it("are found by key, and a wrong key is told what there is", async () => {
    expect(personaOf("guanshan").nameZh).to.equal("观山银行股份有限公司");
    const wrong = await failure(Promise.resolve().then(() => personaOf("guan")));
    expect(wrong).to.match(/no persona "guan".*qianling, nanming/);
  });

  it("have a 12-digit institution code where they are banks", () => {
    for (const { key, qualifications } of personas) {
      for (const { key: name, code } of qualifications) {
        expect(String(code ?? "").length, `${key}, ${name}`).to.equal(name === "BANK" ? 12 : 0);
      }
    }
  });
});
