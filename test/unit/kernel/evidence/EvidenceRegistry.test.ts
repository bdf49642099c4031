/** Digests of documents: who anchored what and when, singly or as the root of a batch. */
import { expect } from "chai";
import { createHash } from "node:crypto";
import { AbiCoder, concat, encodeBytes32String, id, keccak256, toUtf8Bytes, ZeroHash } from "ethers";
import { bound, decree, freeze, halt, now, type Office, stranger } from "../../../utils/orders.ts";
import { foundedSuite } from "../../../utils/suite.ts";

const Algorithm = { None: 0n, Sha256: 1n, Keccak256: 2n, Sm3: 3n } as const;
const INVOICE = encodeBytes32String("INVOICE");

const leafOf = (digest: string) => keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32"], [digest])));
const parentOf = (a: string, b: string) => keccak256(a < b ? concat([a, b]) : concat([b, a]));

/** Root of a tree over digests, and each one's proof. */
function tree(digests: readonly string[]) {
  const proofs = digests.map((): string[] => []);
  let level = digests.map((digest, index) => ({ hash: leafOf(digest), members: [index] }));
  while (level.length > 1) {
    const next: typeof level = [];
    for (let index = 0; index < level.length; index += 2) {
      const [left, right] = [level[index], level[index + 1]];
      if (left === undefined) continue;
      if (right === undefined) {
        next.push(left);
        continue;
      }
      for (const member of left.members) proofs[member]?.push(right.hash);
      for (const member of right.members) proofs[member]?.push(left.hash);
      next.push({ hash: parentOf(left.hash, right.hash), members: [...left.members, ...right.members] });
    }
    level = next;
  }
  return { root: level[0]?.hash ?? ZeroHash, proofs };
}

describe("EvidenceRegistry", () => {
  let office: Office;
  let evidence: Office["suite"]["evidence"];

  beforeEach(async () => {
    office = await foundedSuite();
    ({ evidence } = office.suite);
  });

  const anchor = (digest: string, algorithm: bigint = Algorithm.Sm3, actor = office.nanming, uri = "") =>
    evidence.connect(actor.signer).anchor(digest, algorithm, INVOICE, uri);
  const digest = id("document");

  describe("anchor", () => {
    it("emits EvidenceAnchored; verify tells who and when", async () => {
      await expect(anchor(digest, Algorithm.Sha256, office.nanming, "ipfs://cid"))
        .to.emit(evidence, "EvidenceAnchored")
        .withArgs(1n, office.nanming.id, digest, Algorithm.Sha256, false, INVOICE, "ipfs://cid");
      const second = await now();
      expect([...(await evidence.verify(digest, Algorithm.Sha256))]).to.deep.equal([1n, office.nanming.id, second]);
      expect([...(await evidence.evidenceInfo(1n))]).to.deep.equal([
        office.nanming.id,
        Algorithm.Sha256,
        false,
        second,
        digest,
        INVOICE,
      ]);
      expect(await evidence.evidenceCount()).to.equal(1n);
    });

    it("reverts when it is anchored already, with the first's number, whoever asks", async () => {
      await anchor(id("another"));
      await anchor(digest);
      for (const attempt of [
        () => anchor(digest),
        () => anchor(digest, Algorithm.Sm3, office.huaxi),
        () => evidence.connect(office.huaxi.signer).anchorBatch(digest, Algorithm.Sm3, INVOICE, ""),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(evidence, "EvidenceAlreadyAnchored").withArgs(digest, 2n);
      }
      expect((await evidence.verify(digest, Algorithm.Sm3)).anchorer).to.equal(office.nanming.id);
    });

    it("the same bytes under another algorithm are another digest", async () => {
      await anchor(digest, Algorithm.Sm3);
      await anchor(digest, Algorithm.Keccak256);
      expect(await evidence.evidenceCount()).to.equal(2n);
      expect([...(await evidence.verify(digest, Algorithm.Sha256))]).to.deep.equal([0n, 0n, 0n]);
    });

    it("reverts when the digest is empty, the algorithm missing, or the link too long", async () => {
      await expect(anchor(ZeroHash)).to.be.revertedWithCustomError(evidence, "EvidenceDigestEmpty");
      await expect(anchor(digest, Algorithm.None)).to.be.revertedWithCustomError(evidence, "EvidenceAlgorithmMissing");
      await expect(anchor(digest, Algorithm.Sm3, office.nanming, "u".repeat(257)))
        .to.be.revertedWithCustomError(evidence, "EvidenceUriTooLong")
        .withArgs(257n, 256n);
      await anchor(digest, Algorithm.Sm3, office.nanming, "u".repeat(256));
    });

    it("K-12: works for the frozen, the suspended and the expelled, and when the module is halted", async () => {
      await halt(office, "evidence");
      await anchor(id("halted"));
      await freeze(office, office.nanming.id);
      await decree(office, "suspend", office.nanming.id);
      await anchor(id("frozen and suspended"));
      await decree(office, "expel", office.nanming.id);
      await anchor(id("expelled"));
    });

    it("reverts when the caller serves nobody, or not for acts", async () => {
      const { participants } = office.suite;
      const clerk = stranger("clerk");
      const attempt = () => evidence.connect(clerk).anchor(digest, Algorithm.Sm3, INVOICE, "");
      await expect(attempt()).to.be.revertedWithCustomError(participants, "AccountUnknown").withArgs(clerk.address);
      await bound(office, office.nanming, clerk, { scopes: 2n });
      await expect(attempt()).to.be.revertedWithCustomError(participants, "AccountScopeMissing");
      await participants.connect(clerk).releaseAccount(clerk);
      await bound(office, office.nanming, clerk, { modules: ["evidence"] });
      await attempt();
      expect((await evidence.evidenceInfo(1n)).anchorer).to.equal(office.nanming.id);
    });
  });

  describe("anchorBatch", () => {
    const digests = Array.from({ length: 7 }, (_, index) => id(`document ${index}`));
    const { root, proofs } = tree(digests);

    it("every digest of the batch verifies by its proof, and no other", async () => {
      await expect(evidence.connect(office.nanming.signer).anchorBatch(root, Algorithm.Keccak256, INVOICE, ""))
        .to.emit(evidence, "EvidenceAnchored")
        .withArgs(1n, office.nanming.id, root, Algorithm.Keccak256, true, INVOICE, "");
      for (const [index, member] of digests.entries()) {
        const proof = proofs[index] ?? [];
        expect(await evidence.verifyInBatch(1n, member, proof)).to.equal(true);
        expect(await evidence.verifyInBatch(1n, id("forged"), proof)).to.equal(false);
        expect(await evidence.verifyInBatch(1n, member, proof.slice(1))).to.equal(false);
        expect(await evidence.verifyInBatch(1n, member, [...proof, root])).to.equal(false);
        // An inner node or the root is no document: leaves are hashed twice.
        expect(await evidence.verifyInBatch(1n, leafOf(member), proof)).to.equal(false);
      }
      expect(await evidence.verifyInBatch(1n, root, [])).to.equal(false);
    });

    it("a batch of one has an empty proof", async () => {
      const [only = ""] = digests;
      await evidence.connect(office.nanming.signer).anchorBatch(leafOf(only), Algorithm.Keccak256, INVOICE, "");
      expect(await evidence.verifyInBatch(1n, only, [])).to.equal(true);
    });

    it("the algorithm is that of the documents: one tree over SM3 digests and one over SHA-256 are told apart", async () => {
      for (const algorithm of [Algorithm.Sm3, Algorithm.Sha256]) {
        await evidence.connect(office.nanming.signer).anchorBatch(root, algorithm, INVOICE, "");
      }
      expect((await evidence.evidenceInfo(1n)).algorithm).to.equal(Algorithm.Sm3);
      expect((await evidence.verify(root, Algorithm.Sha256)).evidence).to.equal(2n);
    });

    it("reverts when the record is unknown, or no batch", async () => {
      await anchor(digest);
      await expect(evidence.verifyInBatch(1n, digest, []))
        .to.be.revertedWithCustomError(evidence, "EvidenceNotBatch")
        .withArgs(1n);
      await expect(evidence.verifyInBatch(2n, digest, []))
        .to.be.revertedWithCustomError(evidence, "EvidenceUnknown")
        .withArgs(2n);
    });
  });

  describe("countersign", () => {
    const statement = id("certificate of the court");
    const countersign = (actor = office.court, evidenceId = 1n, what = digest) =>
      evidence.connect(actor.signer).countersign(evidenceId, what, statement);

    beforeEach(() => anchor(digest));

    it("emits EvidenceCountersigned; each signer once, in their order", async () => {
      await expect(countersign())
        .to.emit(evidence, "EvidenceCountersigned")
        .withArgs(1n, office.court.id, digest, statement, 1n);
      const first = await now();
      await expect(evidence.connect(office.regulator.signer).countersign(1n, digest, ZeroHash))
        .to.emit(evidence, "EvidenceCountersigned")
        .withArgs(1n, office.regulator.id, digest, ZeroHash, 2n);
      const second = await now();
      expect((await evidence.countersignatures(1n, 0n, 10n)).map((each) => [...each])).to.deep.equal([
        [office.court.id, first, statement],
        [office.regulator.id, second, ZeroHash],
      ]);
      expect(await evidence.countersignatureCount(1n)).to.equal(2n);
      expect(await evidence.hasCountersigned(1n, office.court.id)).to.equal(true);
      expect(await evidence.hasCountersigned(1n, office.nanming.id)).to.equal(false);
      await expect(countersign())
        .to.be.revertedWithCustomError(evidence, "EvidenceAlreadyCountersigned")
        .withArgs(1n, office.court.id);
    });

    it("lists pages, and none beyond the end", async () => {
      const signers = [office.court, office.regulator, office.huaxi];
      for (const signer of signers) await countersign(signer);
      const page = async (start: bigint, limit: bigint) =>
        (await evidence.countersignatures(1n, start, limit)).map(({ signer }) => signer);
      const ids = signers.map((signer) => signer.id);
      expect(await page(0n, 2n)).to.deep.equal(ids.slice(0, 2));
      expect(await page(2n, 2n)).to.deep.equal(ids.slice(2));
      expect(await page(3n, 2n)).to.deep.equal([]);
      expect(await page(2n ** 256n - 1n, 2n ** 256n - 1n)).to.deep.equal([]);
      expect(await page(1n, 2n ** 256n - 1n)).to.deep.equal(ids.slice(1));
    });

    it("stands on batches too", async () => {
      await evidence.connect(office.nanming.signer).anchorBatch(id("root"), Algorithm.Sm3, INVOICE, "");
      await expect(countersign(office.court, 2n, id("root"))).to.emit(evidence, "EvidenceCountersigned");
    });

    it("reverts when the evidence is unknown, another one than meant, or the signer's own", async () => {
      await expect(countersign(office.court, 2n))
        .to.be.revertedWithCustomError(evidence, "EvidenceUnknown")
        .withArgs(2n);
      await expect(countersign(office.court, 1n, id("another")))
        .to.be.revertedWithCustomError(evidence, "EvidenceDigestDiffers")
        .withArgs(1n, digest, id("another"));
      await expect(countersign(office.nanming))
        .to.be.revertedWithCustomError(evidence, "EvidenceOwn")
        .withArgs(1n, office.nanming.id);
      // An operator of the anchorer is the anchorer, and one of the signer is the signer.
      const clerk = stranger("clerk");
      await bound(office, office.nanming, clerk);
      await expect(evidence.connect(clerk).countersign(1n, digest, statement)).to.be.revertedWithCustomError(
        evidence,
        "EvidenceOwn",
      );
      expect(await evidence.countersignatureCount(1n)).to.equal(0n);
    });

    it("reverts when the signer is frozen, suspended or nobody, or the module halted", async () => {
      const { participants } = office.suite;
      await expect(
        evidence.connect(stranger("nobody")).countersign(1n, digest, statement),
      ).to.be.revertedWithCustomError(participants, "AccountUnknown");
      await freeze(office, office.huaxi.id);
      await expect(countersign(office.huaxi)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await decree(office, "suspend", office.huaxi.id);
      await expect(countersign(office.huaxi)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
      await halt(office, "evidence");
      await expect(countersign()).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
    });
  });

  describe("digestOf", () => {
    const content = toUtf8Bytes("合同：阀门 120 只，验收后六个月付款。");

    it("makes the digest that is anchored, by each algorithm", async () => {
      const digestBy = (name: string) => `0x${createHash(name).update(content).digest("hex")}`;
      expect(await evidence.digestOf(Algorithm.Sm3, content)).to.equal(digestBy("sm3"));
      expect(await evidence.digestOf(Algorithm.Sha256, content)).to.equal(digestBy("sha256"));
      expect(await evidence.digestOf(Algorithm.Keccak256, content)).to.equal(keccak256(content));
      await anchor(digestBy("sm3"));
      const found = await evidence.verify(await evidence.digestOf(Algorithm.Sm3, content), Algorithm.Sm3);
      expect(found.evidence).to.equal(1n);
    });

    it("reverts when the algorithm is missing", async () => {
      await expect(evidence.digestOf(Algorithm.None, content)).to.be.revertedWithCustomError(
        evidence,
        "EvidenceAlgorithmMissing",
      );
    });
  });
});
