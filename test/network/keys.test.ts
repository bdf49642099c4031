import { createPublicKey, createVerify } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import {
  newPrivateKey,
  newTokenKeys,
  parsePublicKey,
  publicKeyOf,
  readPrivateKey,
  signToken,
  writeSecret,
} from "../../network/keys.ts";
import type { Problem } from "../../network/problem.ts";

/** A key that Besu's own documentation and tests have. */
const KNOWN = {
  privateKey: "0x8f2a55949038a9610f50fb23b5883af3b4ecb3c3bb792cbcefbd1542c692be63",
  id:
    "09b02f8a5fddd222ade4ea4528faefc399623af3f736be3c44f03e2df22fb792" +
    "f3931a4d9573d333ca74343305762a753388c3422a86d98b713fc91c1ea04842",
  address: "0xfe3b557e8fb62b89f4916b721be55ceb828dbd73",
};

describe("Keys of nodes", () => {
  let folder: string;
  const key = () => join(folder, "key");
  const problem = (act: () => unknown): Problem => {
    try {
      act();
    } catch (error) {
      return error as Problem;
    }
    throw new Error("It went through.");
  };

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "ropenet-keys-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("W-1: have the public part and the address that Besu's known key has", () => {
    expect(publicKeyOf(KNOWN.privateKey)).to.deep.equal({ id: KNOWN.id, address: KNOWN.address });
    for (const text of [KNOWN.id, `0x${KNOWN.id}`, KNOWN.id.toUpperCase()]) {
      expect(parsePublicKey(text)?.address).to.equal(KNOWN.address);
    }
  });

  it("W-1: are new each time, and usable", () => {
    const keys = Array.from({ length: 20 }, newPrivateKey);
    expect(new Set(keys)).to.have.lengthOf(20);
    for (const each of keys) {
      expect(each).to.match(/^[0-9a-f]{64}$/);
      expect(publicKeyOf(`0x${each}`).address).to.equal(new Wallet(each).address.toLowerCase());
    }
  });

  it("W-1: a public key that is no point of the curve is none", () => {
    for (const text of ["", "09b0", `${KNOWN.id.slice(0, -1)}3`, "f".repeat(128), KNOWN.address]) {
      expect(parsePublicKey(text), text).to.equal(undefined);
    }
  });

  it("W-1, X-117: are files of mode 600, whatever the umask, and never overwritten", () => {
    const before = process.umask(0);
    try {
      writeSecret(key(), "first");
    } finally {
      process.umask(before);
    }
    expect(statSync(key()).mode & 0o777).to.equal(0o600);
    const { message, remedy } = problem(() => writeSecret(key(), "second"));
    expect(message).to.contain("never overwritten");
    expect(remedy).to.contain("Move it away");
    expect(readFileSync(key(), "utf8")).to.equal("first");
  });

  it("X-117: a key that others can read is refused, and no message shows a key", () => {
    const secret = newPrivateKey();
    writeSecret(key(), secret);
    expect(readPrivateKey(key())).to.equal(`0x${secret}`);
    chmodSync(key(), 0o644);
    const { message, remedy } = problem(() => readPrivateKey(key()));
    expect(message).to.contain("has the mode 644");
    expect(remedy).to.contain("chmod 600");
    chmodSync(key(), 0o600);
    for (const damaged of [secret.slice(1), `${secret}\n${secret}`, secret.replace(/./g, "f")]) {
      writeFileSync(key(), damaged);
      const said = problem(() => readPrivateKey(key()));
      expect(`${said.message} ${said.remedy} ${said.stack}`).to.not.contain(damaged.slice(0, 16));
      expect(said.message).to.contain("holds no secp256k1 key");
    }
  });

  it("W-2: tokens are signed so that the public key alone checks them, and say what they allow and until when", () => {
    const { privateKey, publicKey } = newTokenKeys();
    const [head = "", body = "", signature = ""] = signToken(privateKey, ["eth:*"], 1_767_574_800).split(".");
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
    expect(read(head)).to.deep.equal({ alg: "RS256", typ: "JWT" });
    expect(read(body)).to.deep.equal({ permissions: ["eth:*"], exp: 1_767_574_800 });
    const check = createVerify("RSA-SHA256").update(`${head}.${body}`);
    expect(check.verify(createPublicKey(publicKey), Buffer.from(signature, "base64url"))).to.equal(true);
  });
});
