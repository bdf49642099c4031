import { expect } from "chai";
import { decodeBytes32String } from "ethers";
import type { actsOf, nameOf, namesIn } from "../../bindings/src/names.ts";
import { ROLES } from "../../deploy/data/access.ts";
import { QUALIFICATIONS } from "../../deploy/data/terms.ts";
import { files, read } from "../../scripts/checks/sources.ts";
import { bindingsKit } from "../utils/bindings.ts";

interface Words {
  nameOf: typeof nameOf;
  namesIn: typeof namesIn;
  actsOf: typeof actsOf;
  [list: string]: unknown;
}

/** Enums as the sources spell them, read without the compiler. */
const enums = ["contracts/kernel", "contracts/modules"]
  .flatMap((folder) => files(folder, ".sol"))
  .flatMap((path) => [
    ...read(path)
      .replaceAll(/\/\/.*/g, "")
      .matchAll(/\benum (\w+) \{([^}]*)\}/g),
  ])
  .map(([, name = "", members = ""]) => ({ name, members: members.split(",").map((member) => member.trim()) }));

describe("words of the bindings", function () {
  let words: Words;

  before(async function () {
    words = (await (await bindingsKit()).load("words")) as Words;
  });

  it("are every enum of the suite, with its values in their order", function () {
    expect(enums).to.have.length.above(15);
    for (const { name, members } of enums) {
      const numbered = Object.fromEntries(members.map((member, index) => [member, index]));
      // Two contracts have a Status: see below.
      if (name === "Status") expect([words["DocketStatus"], words["RequestStatus"]]).to.deep.include(numbered);
      else expect(words[name], name).to.deep.equal(numbered);
    }
  });

  it("tell the statuses of orders and of requests apart", function () {
    expect(words["DocketStatus"]).to.include({ Provisional: 3 });
    expect(words["RequestStatus"]).to.include({ Signed: 2 });
  });

  it("are the qualifications as the contracts hold them", function () {
    const qualifications = words["Qualifications"] as Record<string, string>;
    expect(Object.keys(qualifications)).to.have.members(QUALIFICATIONS);
    for (const [name, bytes] of Object.entries(qualifications)) expect(decodeBytes32String(bytes)).to.equal(name);
  });

  it("are the scopes and the roles", function () {
    expect(words["Scopes"]).to.deep.equal({ ACTS: 1, ORDERS: 2, ADMINISTRATION: 4, ALL: 7 });
    const { ADMIN, ...roles } = ROLES;
    expect(words["Roles"]).to.deep.equal(roles);
    expect(ADMIN).to.equal(0n);
  });

  it("are found by what ethers, viem and the chain give", function () {
    const { nameOf } = words;
    const statuses = words["BillStatus"] as Record<string, number>;
    expect(nameOf(statuses, 3n)).to.equal("Delivered");
    expect(nameOf(statuses, 4)).to.equal("Matured");
    const qualifications = words["Qualifications"] as Record<string, string>;
    expect(nameOf(qualifications, `0x42414E4B${"0".repeat(56)}`)).to.equal("BANK");
    expect(() => nameOf(statuses, 99)).to.throw(RangeError, "There is no word for 99. There are: None, Drawn,");
  });

  it("are found by sets of bits, and put into them", function () {
    expect(words.namesIn(words["Scopes"] as Record<string, number>, 5n)).to.deep.equal(["ACTS", "ADMINISTRATION"]);
    // Some of the marks are sets of others; only the single ones are named.
    const marks = words["Marks"] as Record<string, number>;
    expect(marks).to.include({ FINANCED: 1, PART_PAID: 256, LAPSING: 24 });
    expect(words.namesIn(marks, 24n)).to.deep.equal(["LOCKED", "FROZEN"]);
    const acts = words["BillAct"] as Record<string, number>;
    expect(words.actsOf(acts["Delivery"] ?? 0, acts["Endorsement"] ?? 0)).to.equal(0b1100);
  });
});
