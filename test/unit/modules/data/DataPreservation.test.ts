/** DataPreservation: evidence of versions and accesses, and whether the holder still has what it is committed to. */
import { expect } from "chai";
import { encodeBytes32String, id, ZeroHash } from "ethers";
import type { DataPreservation } from "../../../../types/index.js";
import { fields, freeze, halt, order, suspend } from "../../../utils/bills.ts";
import { cancelled, type DataDesk, dataDesk, registered, transferredHolding } from "../../../utils/data.ts";
import { ChallengeStatus, commitmentTo, Content, keptAsset, PreservationKind } from "../../../utils/data-assets.ts";
import { licensed } from "../../../utils/data-offers.ts";
import { at, now } from "../../../utils/orders.ts";
import { type Actor, networkHelpers } from "../../../utils/suite.ts";

const HOURS = 24n;

describe("DataPreservation", () => {
  let desk: DataDesk;
  let preservation: DataPreservation;
  let yunlu: Actor, shuju: Actor, guanshan: Actor, regulator: Actor;

  beforeEach(async () => {
    desk = await dataDesk();
    preservation = desk.suite.dataPreservation;
    ({ yunlu, shuju, guanshan, regulator } = desk);
  });

  let anchored = 0;

  /** Evidence that the actor has anchored, with its digest. */
  async function anchor(by: Actor): Promise<{ evidence: bigint; digest: string }> {
    const digest = id(`archive ${String(++anchored)}, salt`);
    await desk.suite.evidence.connect(by.signer).anchor(digest, 2, encodeBytes32String("DATA_ARCHIVE"), "");
    return { evidence: await desk.suite.evidence.evidenceCount(), digest };
  }
  const preserve = (
    by: Actor,
    asset: bigint,
    evidence: bigint,
    kind: bigint = PreservationKind.VersionArchive,
    version = 1n,
  ) => preservation.connect(by.signer).preserve(asset, kind, version, evidence);

  /** A challenge, and the chunk that it asks for. */
  async function challenged(asset: bigint, content: Content, by: Actor = shuju, version = 1n) {
    await preservation.connect(by.signer).challenge(asset, version);
    const challenge = await preservation.challengeCount();
    const { seed } = await preservation.challengeInfo(challenge);
    return { challenge, index: BigInt(seed) % content.opening.chunks };
  }
  const answer = (by: Actor, challenge: bigint, content: Content, index: bigint) => {
    const { digest, proof } = content.chunk(index);
    return preservation.connect(by.signer).answer(challenge, content.opening, digest, proof);
  };

  describe("preserve", () => {
    it("records a version's archive, by a holder of a right or a contributor, with the digest that was anchored", async () => {
      const { asset } = await keptAsset(desk);
      const { evidence, digest } = await anchor(yunlu);
      await expect(preserve(yunlu, asset, evidence))
        .to.emit(preservation, "DataPreserved")
        .withArgs(asset, evidence, yunlu.id, PreservationKind.VersionArchive, 1n, 0n, digest);
      expect(fields(await preservation.preservationOf(evidence))).to.deep.equal({
        asset,
        version: 1n,
        licence: 0n,
        by: yunlu.id,
        kind: PreservationKind.VersionArchive,
      });
    });

    it("records an access log of all versions, of version 0", async () => {
      const { asset } = await keptAsset(desk);
      const { evidence } = await anchor(yunlu);
      await preserve(yunlu, asset, evidence, PreservationKind.AccessLog, 0n);
      expect(fields(await preservation.preservationOf(evidence))).to.include({ version: 0n, kind: 2n });
    });

    it("reverts for a version that there is not, for no kind, and for an asset that there is not", async () => {
      const { asset } = await keptAsset(desk);
      const { evidence } = await anchor(yunlu);
      for (const [kind, version] of [
        [PreservationKind.VersionArchive, 0n],
        [PreservationKind.VersionArchive, 2n],
        [PreservationKind.AccessLog, 2n],
      ] as const) {
        await expect(preserve(yunlu, asset, evidence, kind, version))
          .to.be.revertedWithCustomError(desk.suite.dataRegistry, "DataAssetVersionUnknown")
          .withArgs(asset, version);
      }
      await expect(preserve(yunlu, asset, evidence, PreservationKind.None)).to.be.revertedWithCustomError(
        preservation,
        "DataPreservationKindMissing",
      );
      await expect(preserve(yunlu, asset + 1n, evidence)).to.be.revertedWithCustomError(
        desk.suite.dataRegistry,
        "DataAssetUnknown",
      );
    });

    it("reverts for others' evidence, for who has nothing to do with the asset, and for evidence that was used", async () => {
      const { asset } = await keptAsset(desk);
      const mine = await anchor(yunlu);
      const others = await anchor(shuju);
      await expect(preserve(yunlu, asset, others.evidence))
        .to.be.revertedWithCustomError(preservation, "DataPreservationEvidenceForeign")
        .withArgs(others.evidence, yunlu.id, shuju.id);
      await expect(preserve(yunlu, asset, 99n))
        .to.be.revertedWithCustomError(preservation, "DataPreservationEvidenceForeign")
        .withArgs(99n, yunlu.id, 0n);
      await expect(preserve(shuju, asset, others.evidence))
        .to.be.revertedWithCustomError(preservation, "DataPreservationNotConnected")
        .withArgs(asset, shuju.id);
      await preserve(yunlu, asset, mine.evidence);
      await expect(preserve(yunlu, asset, mine.evidence, PreservationKind.AccessLog))
        .to.be.revertedWithCustomError(preservation, "DataPreservationEvidenceUsed")
        .withArgs(mine.evidence, asset);
    });

    it("preserveLog: the licence's meter alone records what was accessed under it", async () => {
      const { asset } = await keptAsset(desk);
      const licence = await licensed(desk, asset, { meter: guanshan.id });
      const { evidence, digest } = await anchor(guanshan);
      await expect(preservation.connect(guanshan.signer).preserveLog(licence, evidence))
        .to.emit(preservation, "DataPreserved")
        .withArgs(asset, evidence, guanshan.id, PreservationKind.AccessLog, 0n, licence, digest);
      const foreign = await anchor(yunlu);
      await expect(preservation.connect(yunlu.signer).preserveLog(licence, foreign.evidence))
        .to.be.revertedWithCustomError(preservation, "DataPreservationNotMeter")
        .withArgs(licence, yunlu.id, guanshan.id);
      await expect(preservation.connect(guanshan.signer).preserveLog(licence + 1n, foreign.evidence))
        .to.be.revertedWithCustomError(desk.suite.dataLicences, "DataLicenceUnknown")
        .withArgs(licence + 1n);
    });

    it("K-12 goes on for a frozen or suspended holder, and while the module is halted", async () => {
      const { asset } = await keptAsset(desk);
      const [first, second, third] = [await anchor(yunlu), await anchor(yunlu), await anchor(yunlu)];
      await freeze(desk, yunlu);
      await preserve(yunlu, asset, first.evidence);
      await suspend(desk, yunlu);
      await preserve(yunlu, asset, second.evidence);
      await halt(desk, "data");
      await preserve(yunlu, asset, third.evidence);
    });
  });

  describe("challenge", () => {
    it("picks a chunk that neither side chose, and names it and the deadline", async () => {
      const { asset } = await keptAsset(desk);
      const time = (await now()) + 60n;
      await at(time);
      const mine = preservation.connect(shuju.signer);
      await expect(mine.challenge(asset, 1n))
        .to.emit(preservation, "DataChallenged")
        .withArgs(1n, asset, shuju.id, yunlu.id, 1n, (seed: string) => seed !== ZeroHash, time + HOURS * 3_600n);
      const info = await preservation.challengeInfo(1n);
      expect(fields(info)).to.include({ asset, version: 1n, challenger: shuju.id, status: ChallengeStatus.Open });
      const seeds = new Set([info.seed]);
      for (const by of [guanshan, regulator]) {
        await preservation.connect(by.signer).challenge(asset, 1n);
        seeds.add((await preservation.challengeInfo(await preservation.challengeCount())).seed);
      }
      expect(seeds.size).to.equal(3);
    });

    it("takes one open challenge and one a day of a challenger; others are not kept away", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge, index } = await challenged(asset, content);
      await expect(preservation.connect(shuju.signer).challenge(asset, 1n))
        .to.be.revertedWithCustomError(preservation, "DataChallengeStillOpen")
        .withArgs(asset, challenge);
      await preservation.connect(guanshan.signer).challenge(asset, 1n);
      await answer(yunlu, challenge, content, index);
      await expect(preservation.connect(shuju.signer).challenge(asset, 1n))
        .to.be.revertedWithCustomError(preservation, "DataChallengeToday")
        .withArgs(asset, challenge);
      await networkHelpers.time.increase(86_400);
      await preservation.connect(shuju.signer).challenge(asset, 1n);
    });

    it("reverts for the holder, for a version that there is not, and without a certificate", async () => {
      const { asset } = await keptAsset(desk);
      await expect(preservation.connect(yunlu.signer).challenge(asset, 1n))
        .to.be.revertedWithCustomError(preservation, "DataChallengeOwn")
        .withArgs(asset, yunlu.id);
      for (const version of [0n, 2n]) {
        await expect(preservation.connect(shuju.signer).challenge(asset, version))
          .to.be.revertedWithCustomError(desk.suite.dataRegistry, "DataAssetVersionUnknown")
          .withArgs(asset, version);
      }
      const submitted = await registered(desk);
      await expect(preservation.connect(shuju.signer).challenge(submitted, 1n))
        .to.be.revertedWithCustomError(preservation, "DataChallengeNoCertificate")
        .withArgs(submitted, 1n);
      const { validThrough } = await desk.suite.dataRegistry.assetInfo(asset);
      await networkHelpers.time.increaseTo((validThrough + 1n) * 86_400n - 8n * 3_600n);
      await expect(preservation.connect(shuju.signer).challenge(asset, 1n))
        .to.be.revertedWithCustomError(preservation, "DataChallengeNoCertificate")
        .withArgs(asset, 3n);
    });

    it("stops for a frozen or suspended challenger, and while the module is halted", async () => {
      const { asset } = await keptAsset(desk);
      const attempt = () => preservation.connect(shuju.signer).challenge(asset, 1n);
      await freeze(desk, shuju);
      await expect(attempt()).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantIsFrozen");
      await halt(desk, "data");
      await expect(attempt()).to.be.revertedWithCustomError(desk.suite.participants, "ParticipantModuleHalted");
    });
  });

  describe("answer", () => {
    it("D-8: the holder shows the chunk by a salted digest and its proof", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge, index } = await challenged(asset, content);
      await expect(answer(yunlu, challenge, content, index))
        .to.emit(preservation, "DataChallengeAnswered")
        .withArgs(challenge, asset, yunlu.id, 1n, content.opening.chunks, index, content.chunk(index).digest);
      expect((await preservation.challengeInfo(challenge)).status).to.equal(ChallengeStatus.Answered);
      await expect(answer(yunlu, challenge, content, index))
        .to.be.revertedWithCustomError(preservation, "DataChallengeNotOpen")
        .withArgs(challenge, ChallengeStatus.Answered);
    });

    it("content of one chunk is shown without a proof", async () => {
      const { asset, content } = await keptAsset(desk, yunlu, 1);
      const { challenge } = await challenged(asset, content);
      await answer(yunlu, challenge, content, 0n);
    });

    it("reverts for another chunk than the one that is asked for, for a wrong proof, and for other content", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge, index } = await challenged(asset, content);
      const other = (index + 1n) % content.opening.chunks;
      await expect(answer(yunlu, challenge, content, other))
        .to.be.revertedWithCustomError(preservation, "DataChallengeProofWrong")
        .withArgs(challenge, index);
      const { digest } = content.chunk(index);
      const mine = preservation.connect(yunlu.signer);
      await expect(mine.answer(challenge, content.opening, digest, []))
        .to.be.revertedWithCustomError(preservation, "DataChallengeProofWrong")
        .withArgs(challenge, index);
      const foreign = new Content("other content", 7);
      await expect(answer(yunlu, challenge, foreign, index))
        .to.be.revertedWithCustomError(preservation, "DataChallengeOpeningWrong")
        .withArgs(challenge, content.commitment, foreign.commitment);
      // Fewer chunks would make the one that is asked for another one.
      const fewer = { ...content.opening, chunks: 1n };
      await expect(mine.answer(challenge, fewer, digest, content.chunk(index).proof))
        .to.be.revertedWithCustomError(preservation, "DataChallengeOpeningWrong")
        .withArgs(challenge, content.commitment, commitmentTo(fewer));
    });

    it("reverts for all but the holder of that moment; who has taken the right over answers", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge, index } = await challenged(asset, content);
      await expect(answer(shuju, challenge, content, index))
        .to.be.revertedWithCustomError(preservation, "DataChallengeNotHolder")
        .withArgs(challenge, shuju.id, yunlu.id);
      await transferredHolding(desk, asset, yunlu, guanshan);
      await expect(answer(yunlu, challenge, content, index))
        .to.be.revertedWithCustomError(preservation, "DataChallengeNotHolder")
        .withArgs(challenge, yunlu.id, guanshan.id);
      await answer(guanshan, challenge, content, index);
    });

    it("is taken on the last second and not after it", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge, index } = await challenged(asset, content);
      const second = await challenged(asset, content, guanshan);
      const { deadline } = await preservation.challengeInfo(challenge);
      await at(deadline);
      await answer(yunlu, challenge, content, index);
      const last = (await preservation.challengeInfo(second.challenge)).deadline;
      await at(last + 1n);
      await expect(answer(yunlu, second.challenge, content, second.index))
        .to.be.revertedWithCustomError(preservation, "DataChallengeOver")
        .withArgs(second.challenge, last);
    });

    it("K-12 goes on for a frozen and suspended holder, and while the module is halted", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge, index } = await challenged(asset, content);
      await freeze(desk, yunlu);
      await suspend(desk, yunlu);
      await halt(desk, "data");
      await answer(yunlu, challenge, content, index);
    });

    it("reverts for a challenge that there is not", async () => {
      const { content } = await keptAsset(desk);
      await expect(answer(yunlu, 9n, content, 0n))
        .to.be.revertedWithCustomError(preservation, "DataChallengeUnknown")
        .withArgs(9n);
    });
  });

  describe("recordMiss", () => {
    it("anybody records, after the deadline and once, that the holder has not answered; it stays on the asset", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge, index } = await challenged(asset, content);
      const { deadline } = await preservation.challengeInfo(challenge);
      await at(deadline);
      await expect(preservation.connect(guanshan.signer).recordMiss(challenge))
        .to.be.revertedWithCustomError(preservation, "DataChallengeNotOver")
        .withArgs(challenge, deadline);
      await at(deadline + 1n);
      await expect(preservation.connect(guanshan.signer).recordMiss(challenge))
        .to.emit(preservation, "DataChallengeMissed")
        .withArgs(challenge, asset, yunlu.id, shuju.id, 1n, 1n);
      expect(await preservation.misses(asset)).to.equal(1n);
      await expect(preservation.recordMiss(challenge))
        .to.be.revertedWithCustomError(preservation, "DataChallengeNotOpen")
        .withArgs(challenge, ChallengeStatus.Missed);
      await expect(answer(yunlu, challenge, content, index)).to.be.revertedWithCustomError(
        preservation,
        "DataChallengeNotOpen",
      );
      await preservation.connect(shuju.signer).challenge(asset, 1n);
    });

    it("a certificate that was cancelled meanwhile is missed all the same", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge } = await challenged(asset, content);
      await cancelled(desk, asset, yunlu);
      await networkHelpers.time.increase(2 * 86_400);
      await preservation.recordMiss(challenge);
      expect(await preservation.misses(asset)).to.equal(1n);
    });

    it("an answered challenge is not missed, nor one that there is not", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge, index } = await challenged(asset, content);
      await answer(yunlu, challenge, content, index);
      await networkHelpers.time.increase(2 * 86_400);
      await expect(preservation.recordMiss(challenge)).to.be.revertedWithCustomError(
        preservation,
        "DataChallengeNotOpen",
      );
      await expect(preservation.recordMiss(9n)).to.be.revertedWithCustomError(preservation, "DataChallengeUnknown");
      expect(await preservation.misses(asset)).to.equal(0n);
    });
  });

  describe("setAnswerHours", () => {
    it("by order, from now on: challenges that are open keep their deadline", async () => {
      const { asset, content } = await keptAsset(desk);
      const { challenge } = await challenged(asset, content);
      const { deadline } = await preservation.challengeInfo(challenge);
      await expect(order(desk, "setAnswerHours", [1n], preservation))
        .to.emit(preservation, "DataAnswerHoursSet")
        .withArgs(HOURS, 1n);
      expect((await preservation.challengeInfo(challenge)).deadline).to.equal(deadline);
      const later = await keptAsset(desk);
      const time = (await now()) + 60n;
      await at(time);
      await preservation.connect(shuju.signer).challenge(later.asset, 1n);
      const next = await preservation.challengeInfo(await preservation.challengeCount());
      expect(next.deadline).to.equal(time + 3_600n);
    });

    it("takes 1 to 720 hours, and nobody's call", async () => {
      for (const hours of [0n, 721n]) {
        await expect(order(desk, "setAnswerHours", [hours], preservation))
          .to.be.revertedWithCustomError(preservation, "DataAnswerHoursOutOfRange")
          .withArgs(hours, 1n, 720n);
      }
      await order(desk, "setAnswerHours", [720n], preservation);
      await expect(preservation.connect(regulator.signer).setAnswerHours(1n)).to.be.revertedWithCustomError(
        preservation,
        "AccessManagedUnauthorized",
      );
    });
  });
});
