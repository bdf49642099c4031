import { createHash } from "node:crypto";
import { expect } from "chai";
import { hexlify, toUtf8Bytes } from "ethers";
import { network } from "hardhat";

const { ethers, networkHelpers } = await network.create();

/** OpenSSL's, which shares nothing with the library. */
const independent = (message: Uint8Array) => `0x${createHash("sm3").update(message).digest("hex")}`;

/** Bytes that look random and are the same in each run. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

describe("Sm3", () => {
  const deployed = () => ethers.deployContract("Sm3Harness");
  const fixture = () => networkHelpers.loadFixture(deployed);

  for (const [message, digest] of [
    ["abc", "0x66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"],
    ["abcd".repeat(16), "0xdebe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"],
  ] as const) {
    it(`makes the standard's digest of "${message.slice(0, 8)}", ${message.length} bytes (GB/T 32905-2016, A.1 and A.2)`, async () => {
      const sm3 = await fixture();
      expect(await sm3.hash(toUtf8Bytes(message))).to.equal(digest);
    });
  }

  it("agrees with OpenSSL on each length around the padding's boundaries", async () => {
    const sm3 = await fixture();
    const around = [0, 55, 56, 63, 64, 65, 119, 120, 127, 128, 183, 184];
    const lengths = [...new Set(around.flatMap((length) => [length, Math.max(length - 1, 0), length + 1]))];
    for (const length of lengths) {
      for (const message of [noise(length, length + 1), new Uint8Array(length), new Uint8Array(length).fill(0xff)]) {
        expect(await sm3.hash(message), `${length} bytes: ${hexlify(message)}`).to.equal(independent(message));
      }
    }
  });

  it("agrees with OpenSSL on contents of up to several kilobytes", async () => {
    const sm3 = await fixture();
    for (let seed = 1; seed <= 40; seed++) {
      const message = noise((seed * 7_919) % 6_000, seed);
      expect(await sm3.hash(message), `${message.length} bytes, seed ${seed}`).to.equal(independent(message));
    }
  });

  it("takes less than 0.75 million gas for a kilobyte", async () => {
    const sm3 = await fixture();
    const [one, two] = [await sm3.measure(noise(1_024, 1)), await sm3.measure(noise(2_048, 1))];
    expect(two - one, `${one} for one kilobyte, ${two - one} for one more`).to.be.lessThan(750_000n);
  });
});
