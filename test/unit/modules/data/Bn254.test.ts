/** The curve of the fair exchange, on chain by its precompile and off chain by a library that knows nothing of it. */
import { bn254 } from "@noble/curves/bn254.js";
import { expect } from "chai";
import { AbiCoder, hexlify, keccak256, randomBytes, toBeHex, ZeroAddress, ZeroHash } from "ethers";
import fc from "fast-check";
import {
  chunkDigest,
  chunkSalt,
  chunkTree,
  commitmentOf,
  type CurvePoint,
  decryptChunk,
  encryptChunk,
  isChunkOf,
  keyDigestOf,
  newContentKey,
  newOrderKey,
  newSalt,
  orderKeyOf,
  unwrapKey,
  wrapKey,
} from "../../../../bindings/src/delivery.ts";
import type { Bn254Harness } from "../../../../types/index.js";
import { ethers, networkHelpers } from "../../../utils/suite.ts";

const FIELD = bn254.fields.Fp.ORDER;
const ORDER = bn254.fields.Fr.ORDER;
const { ProjectivePoint } = bn254.G1;
const INFINITY: CurvePoint = { x: 0n, y: 0n };

const deployed = () => ethers.deployContract("Bn254Harness");

const secrets = fc.bigInt({ min: 1n, max: ORDER - 1n });
const words = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
const plain = ({ x, y }: { x: bigint; y: bigint }): CurvePoint => ({ x, y });

describe("Bn254", () => {
  let harness: Bn254Harness;

  beforeEach(async () => {
    harness = await networkHelpers.loadFixture(deployed);
  });

  describe("points", () => {
    it("D-5: are keys when they are of the curve, by an independent implementation and by the precompile", async () => {
      await fc.assert(
        fc.asyncProperty(secrets, async (secret) => {
          const { point } = orderKeyOf(secret);
          expect(await harness.isKey(point)).to.equal(true);
          expect(await harness.isAdded(point)).to.equal(true);
        }),
        { numRuns: 50 },
      );
    });

    it("D-5: are none when they are not of the curve", async () => {
      await fc.assert(
        fc.asyncProperty(words, words, async (x, y) => {
          expect(await harness.isKey({ x, y })).to.equal(false);
          expect(await harness.isAdded({ x, y })).to.equal(false);
        }),
        { numRuns: 50 },
      );
    });

    it("D-5: are none a step beside the curve", async () => {
      const { x, y } = orderKeyOf(7n).point;
      for (const point of [
        { x: x + 1n, y },
        { x, y: y + 1n },
        { x: y, y: x },
      ]) {
        expect(await harness.isKey(point)).to.equal(false);
      }
      expect(await harness.isKey({ x, y: FIELD - y }), "its negative is another").to.equal(true);
    });

    it("D-5: are none with coordinates from the field's prime on, though they are the same by remainder", async () => {
      const { x, y } = orderKeyOf(7n).point;
      for (const point of [
        { x: x + FIELD, y },
        { x, y: y + FIELD },
        { x: FIELD, y: 0n },
        { x: FIELD, y: FIELD },
      ]) {
        expect(await harness.isKey(point)).to.equal(false);
        expect(await harness.isAdded(point)).to.equal(false);
      }
    });

    it("D-5: infinity is no key, though the precompile adds and multiplies it", async () => {
      expect(await harness.isKey(INFINITY)).to.equal(false);
      expect(await harness.isAdded(INFINITY)).to.equal(true);
      expect(plain(await harness.times(INFINITY, 5n))).to.deep.equal(INFINITY);
    });

    it("the curve has no point of a coordinate 0, which could be mistaken for infinity", async () => {
      // y = 0 would need x³ = −3, and x = 0 needs y² = 3: neither has a root in the field.
      const power = (base: bigint, exponent: bigint) => bn254.fields.Fp.pow(base, exponent);
      expect(power(3n, (FIELD - 1n) / 2n)).to.equal(FIELD - 1n);
      expect(power(FIELD - 3n, (FIELD - 1n) / 3n)).to.not.equal(1n);
    });
  });

  describe("multiplication", () => {
    it("D-5: agrees with an independent implementation", async () => {
      await fc.assert(
        fc.asyncProperty(secrets, secrets, async (secret, scalar) => {
          const { point } = orderKeyOf(secret);
          const expected = plain(ProjectivePoint.fromAffine(point).multiply(scalar).toAffine());
          expect(plain(await harness.times(point, scalar))).to.deep.equal(expected);
          expect(plain(await harness.keyOf(secret))).to.deep.equal(point);
        }),
        { numRuns: 100 },
      );
    });

    it("D-5: at the borders of the group's order", async () => {
      for (const scalar of [1n, 2n, ORDER - 2n, ORDER - 1n]) {
        expect(plain(await harness.keyOf(scalar))).to.deep.equal(orderKeyOf(scalar).point);
      }
      for (const scalar of [0n, ORDER, 2n * ORDER]) expect(plain(await harness.keyOf(scalar))).to.deep.equal(INFINITY);
      const { x, y } = orderKeyOf(1n).point;
      expect(plain(await harness.keyOf(ORDER - 1n))).to.deep.equal({ x, y: FIELD - y });
    });

    it("D-5: a scalar from the group's order on counts by its remainder, so that it makes no other key", async () => {
      await fc.assert(
        fc.asyncProperty(secrets, async (secret) => {
          const beyond = [secret + ORDER, secret + 4n * ORDER];
          for (const scalar of beyond)
            expect(plain(await harness.keyOf(scalar))).to.deep.equal(orderKeyOf(secret).point);
        }),
        { numRuns: 20 },
      );
    });

    it("reverts for a point that is not of the curve", async () => {
      const point = { x: 1n, y: 3n };
      await expect(harness.times(point, 2n, { gasLimit: 200_000 }))
        .to.be.revertedWithCustomError(harness, "Bn254NotOnCurve")
        .withArgs(1n, 3n);
    });
  });

  describe("keys of a sale", () => {
    const place = { chainId: 31_337n, sales: toBeHex(0x5a1e5n, 20), sale: 7n };

    it("D-5: what is wrapped off chain opens with the mask of the chain, from either side", async () => {
      const { chainId } = await ethers.provider.getNetwork();
      await fc.assert(
        fc.asyncProperty(secrets, fc.bigInt({ min: 1n, max: 2n ** 32n - 1n }), async (secret, sale) => {
          const [buyer, key, here] = [orderKeyOf(secret), newContentKey(), { ...place, chainId, sale }];
          const { ephemeral, wrapped } = wrapKey(key, buyer.point, here);
          const mask = await harness.mask(here.sales, sale, ephemeral, secret);
          expect(toBeHex(BigInt(wrapped) ^ BigInt(mask), 32)).to.equal(hexlify(key));
          expect(hexlify(unwrapKey({ ephemeral, wrapped }, secret, here))).to.equal(hexlify(key));
          expect(keyDigestOf(key)).to.equal(keccak256(key));
        }),
        { numRuns: 50 },
      );
    });

    it("D-5: by a worked example, for implementations in other languages", async () => {
      const [secret, ephemeral] = [1_234_567_890_123_456_789n, orderKeyOf(987_654_321n).point];
      const here = { chainId: 20_260_105n, sales: toBeHex(0x5a1e50n, 20), sale: 7n };
      const mask = "0x093f5f112dbcfb58d7f54d85415027284a7603f28e10fc23358469b069724313";
      expect(hexlify(unwrapKey({ ephemeral, wrapped: ZeroHash as `0x${string}` }, secret, here))).to.equal(mask);
      // The same from the chain's point and the words of the contract.
      const { x, y } = await harness.times(ephemeral, secret);
      const words = AbiCoder.defaultAbiCoder().encode(
        ["uint256", "address", "uint32", "uint256", "uint256"],
        [here.chainId, here.sales, here.sale, x, y],
      );
      expect(keccak256(words)).to.equal(mask);
    });

    it("D-5: opens to something else with another secret, for another sale, contract or chain", () => {
      const [buyer, key] = [newOrderKey(), newContentKey()];
      const sent = wrapKey(key, buyer.point, place);
      const others = [
        unwrapKey(sent, newOrderKey().secret, place),
        unwrapKey(sent, buyer.secret, { ...place, sale: 8n }),
        unwrapKey(sent, buyer.secret, { ...place, chainId: 1n }),
        unwrapKey(sent, buyer.secret, { ...place, sales: ZeroAddress }),
      ];
      expect(new Set([key, ...others].map((each) => hexlify(each))).size).to.equal(5);
    });

    it("D-8: wraps to no point that all could open: infinity, or one beside the curve", () => {
      for (const point of [INFINITY, { x: 1n, y: 3n }, { x: FIELD, y: 0n }]) {
        expect(() => wrapKey(newContentKey(), point, place)).to.throw();
      }
    });

    it("makes no key pair of 0, or of a secret from the group's order on", () => {
      for (const secret of [0n, ORDER, ORDER + 1n]) expect(() => orderKeyOf(secret)).to.throw();
    });

    it("reads no key of another length", () => {
      expect(() => wrapKey(new Uint8Array(31), newOrderKey().point, place)).to.throw("32 bytes");
    });
  });

  describe("chunks", () => {
    it("are below their root in OpenZeppelin's words, at their own place alone", async () => {
      const salt = newSalt();
      for (const count of [1, 2, 3, 5, 8, 13]) {
        const digests = Array.from({ length: count }, (_, index) =>
          chunkDigest(randomBytes(20), chunkSalt(salt, index)),
        );
        const tree = chunkTree(digests);
        for (const [index, digest] of digests.entries()) {
          const proof = tree.proof(index);
          expect(await harness.isChunk(tree.root, index, digest, proof), `${index} of ${count}`).to.equal(true);
          expect(isChunkOf(tree.root, index, digest, proof)).to.equal(true);
          expect(await harness.isChunk(tree.root, index + 1, digest, proof)).to.equal(false);
          expect(isChunkOf(tree.root, index + 1, digest, proof)).to.equal(false);
        }
        expect(commitmentOf(tree)).to.equal(await harness.commitment(tree.root, count));
      }
    });

    it("by a worked example, for implementations in other languages", () => {
      const salt = new Uint8Array(32).fill(7);
      const texts = ["a", "b", "c"].map((text) => new TextEncoder().encode(text));
      const tree = chunkTree(texts.map((text, index) => chunkDigest(text, chunkSalt(salt, index))));
      expect(tree.root).to.equal("0xdb400c8eddcf7bacb69d1e85be16148f35ab4a9ca967abf17b0fadc4f8d2fc36");
      expect(commitmentOf(tree)).to.equal("0xbe3fa990b8518ddbffa703489be93b6c105f742cb317aac796e43d810ee2f09c");
      expect(tree.proof(2)).to.deep.equal(["0x3443d319dd76d0479644aff1405d9ae8503184b1727f8ace3cc0d41e60ba1a73"]);
    });

    it("D-8: of the same content have other digests under other salts, and at other places", () => {
      const content = new TextEncoder().encode("yes");
      const [one, other] = [newSalt(), newSalt()];
      const digests = [chunkSalt(one, 0), chunkSalt(one, 1), chunkSalt(other, 0)].map((salt) =>
        chunkDigest(content, salt),
      );
      expect(new Set(digests).size).to.equal(3);
    });

    it("go through encryption with their salts, and open with their key at their place alone", async () => {
      const [key, salt, content] = [newContentKey(), newSalt(), new Uint8Array(randomBytes(1_000))];
      const sent = await encryptChunk(key, 3, content, salt);
      const opened = await decryptChunk(key, 3, sent);
      expect(hexlify(opened.content)).to.equal(hexlify(content));
      expect(chunkDigest(opened.content, opened.salt)).to.equal(chunkDigest(content, salt));

      const changed = sent.slice();
      changed[0] = (changed[0] ?? 0) ^ 1;
      for (const [otherKey, index, bytes] of [
        [newContentKey(), 3, sent],
        [key, 4, sent],
        [key, 3, changed],
      ] as const) {
        const reason: unknown = await decryptChunk(otherKey, index, bytes).catch((error: unknown) => error);
        expect(reason).to.be.an("error").with.property("message").which.includes("does not open");
      }
    });
  });
});
