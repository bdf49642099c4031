/** Freezing cases on a participant: rank, terms, renewal, and which order ends which. */
import { expect } from "chai";
import { id } from "ethers";
import { VotingClass } from "../../../../deploy/data/terms.ts";
import { applied, at, DAY, decree, freeze, HOUR, newCase, newcomer, now, type Office } from "../../../utils/orders.ts";
import { approvedOrder, ethers, foundedSuite, networkHelpers, type OrderedCall } from "../../../utils/suite.ts";

const YEAR = 365n * DAY;

describe("ParticipantRegistry: freezing", () => {
  let office: Office;
  let participants: Office["suite"]["participants"];
  let firm: bigint;

  beforeEach(async () => {
    office = await foundedSuite();
    ({ participants } = office.suite);
    firm = office.nanming.id;
  });

  const frozenUntil = async () => (await participants.participantInfo(firm)).frozenUntil;
  const keys = async () => (await participants.cases(firm)).map(({ key }) => key);
  /** Approved and ready, so that a test chooses the second of execution. */
  const ready = (name: string, ...args: unknown[]) =>
    approvedOrder(office.suite, [{ target: participants, name, args }], [[office.court, "Judiciary"]]);

  describe("freeze", () => {
    it("emits ParticipantFrozen; K-4: it is frozen through the last second and by itself no longer", async () => {
      const key = newCase();
      const until = (await now()) + 10n * DAY;
      await expect(decree(office, "freeze", firm, key, until))
        .to.emit(participants, "ParticipantFrozen")
        .withArgs(firm, key, until, until);
      const since = await now();
      expect([...(await participants.cases(firm))].map((each) => [...each])).to.deep.equal([[key, since, until]]);
      await networkHelpers.time.increaseTo(until);
      expect(await participants.isFrozen(firm)).to.equal(true);
      await networkHelpers.time.increaseTo(until + 1n);
      expect(await participants.isFrozen(firm)).to.equal(false);
    });

    it("X-80: a regulator proposes, approves and carries it out in one block, ahead of a flight in the same block", async () => {
      const { docket, money } = office.suite;
      await money.connect(office.clearing.signer).issue(office.nanming.wallet, 700n, id("deposit"));
      const order = (await docket.orderCount()) + 1n;
      const until = (await now()) + 30n * DAY;
      const data = participants.interface.encodeFunctionData("freeze", [firm, newCase(), until]);
      const calls = [{ target: await participants.getAddress(), data, route: 1 }];
      const regulator = docket.connect(office.regulator.signer);
      const gasLimit = 1_000_000n;
      await ethers.provider.send("evm_setAutomine", [false]);
      try {
        await regulator.propose(calls, id("basis"), "Art. 1", until, { gasLimit });
        await regulator.approve(order, VotingClass.Regulator, calls, { gasLimit });
        await regulator.execute(order, calls, { gasLimit });
        await money.connect(office.nanming.signer).transfer(office.huaxi.wallet, 700n, { gasLimit });
        await networkHelpers.mine();
      } finally {
        await ethers.provider.send("evm_setAutomine", [true]);
      }
      expect((await docket.orderInfo(order)).status).to.equal(3n);
      expect(await participants.isFrozen(firm)).to.equal(true);
      expect(await money.balanceOf(office.nanming.wallet)).to.equal(700n);
    });

    it("X-82: only participants can be frozen: an account of the suite's own is none, and can never be one", async () => {
      const { money, trade, billPayment, docket, authority } = office.suite;
      for (const contract of [money, trade, billPayment, docket, authority, participants]) {
        expect(await participants.participantOf(contract)).to.equal(0n);
      }
      await expect(decree(office, "freeze", 0n, newCase(), (await now()) + DAY))
        .to.be.revertedWithCustomError(participants, "ParticipantUnknown")
        .withArgs(0n);
    });

    it("several cases wait in rank; the participant is frozen until the last of them ends", async () => {
      const short = await freeze(office, firm, 5n * DAY);
      const long = await freeze(office, firm, 20n * DAY);
      const middle = await freeze(office, firm, 10n * DAY);
      expect(await keys()).to.deep.equal([short, long, middle]);
      const last = (await participants.cases(firm))[1]?.until ?? 0n;
      expect(await frozenUntil()).to.equal(last);
      await networkHelpers.time.increaseTo(last);
      expect(await participants.isFrozen(firm)).to.equal(true);
      await networkHelpers.time.increaseTo(last + 1n);
      expect(await participants.isFrozen(firm)).to.equal(false);
    });

    it("cases that have ended make room for those that follow, which move up", async () => {
      const first = await freeze(office, firm, 20n * DAY);
      await freeze(office, firm, 5n * DAY);
      const third = await freeze(office, firm, 20n * DAY);
      await networkHelpers.time.increase(6n * DAY);
      const fourth = await freeze(office, firm, 20n * DAY);
      expect(await keys()).to.deep.equal([first, third, fourth]);
    });

    it("reverts when its term is over already, or more than a year", async () => {
      const key = newCase();
      for (const [offset, refused] of [
        [0n, true],
        [1n, false],
        [YEAR, false],
        [YEAR + 1n, true],
      ] as const) {
        const second = (await now()) + HOUR;
        const { order, calls } = await ready("freeze", firm, key, second + offset);
        const snapshot = await networkHelpers.takeSnapshot();
        await at(second);
        const attempt = office.suite.docket.execute(order, calls);
        if (refused) {
          await expect(attempt)
            .to.be.revertedWithCustomError(participants, "CasesTermOutOfRange")
            .withArgs(key, second + offset, second + 1n, second + YEAR);
        } else {
          await attempt;
        }
        await snapshot.restore();
      }
    });

    it("reverts when the key was used before, live or ended: X-77", async () => {
      const key = await freeze(office, firm, 5n * DAY);
      const again = async () =>
        expect(decree(office, "freeze", firm, key, (await now()) + 20n * DAY))
          .to.be.revertedWithCustomError(participants, "CasesKeyUsed")
          .withArgs(key);
      await again();
      await decree(office, "unfreeze", firm, key);
      await again();
      const other = await freeze(office, firm, DAY);
      await networkHelpers.time.increase(2n * DAY);
      await expect(decree(office, "freeze", firm, other, (await now()) + DAY)).to.be.revertedWithCustomError(
        participants,
        "CasesKeyUsed",
      );
      // Another participant's cases are its own.
      await freeze(office, office.huaxi.id, 5n * DAY, key);
    });

    it("X-106: reverts when sixteen cases are live", async () => {
      for (let batch = 0; batch < 2; batch++) {
        const until = (await now()) + 20n * DAY;
        const calls: OrderedCall[] = Array.from({ length: 8 }, () => ({
          target: participants,
          name: "freeze",
          args: [firm, newCase(), until],
        }));
        const { order, calls: encoded } = await approvedOrder(office.suite, calls, [[office.court, "Judiciary"]]);
        await office.suite.docket.execute(order, encoded);
      }
      const key = newCase();
      await expect(freeze(office, firm, DAY, key))
        .to.be.revertedWithCustomError(participants, "CasesTooMany")
        .withArgs(key, 16n);
    });

    it("reverts when the participant is unknown or was never admitted", async () => {
      await expect(freeze(office, 999n)).to.be.revertedWithCustomError(participants, "ParticipantUnknown");
      const applicant = await applied(office, newcomer(1));
      await expect(freeze(office, applicant)).to.be.revertedWithCustomError(participants, "ParticipantWrongStanding");
    });
  });

  describe("renewFreeze", () => {
    it("emits ParticipantFrozen with the new term; the case keeps its rank", async () => {
      const first = await freeze(office, firm, 5n * DAY);
      const second = await freeze(office, firm, 10n * DAY);
      const until = (await now()) + 30n * DAY;
      await expect(decree(office, "renewFreeze", firm, first, until))
        .to.emit(participants, "ParticipantFrozen")
        .withArgs(firm, first, until, until);
      expect(await keys()).to.deep.equal([first, second]);
      expect(await frozenUntil()).to.equal(until);
    });

    it("reverts when it would shorten the case, or leave it as it is", async () => {
      const key = await freeze(office, firm, 20n * DAY);
      const until = await frozenUntil();
      for (const earlier of [until, until - 1n, (await now()) + DAY]) {
        await expect(decree(office, "renewFreeze", firm, key, earlier)).to.be.revertedWithCustomError(
          participants,
          "CasesTermOutOfRange",
        );
      }
      expect(await frozenUntil()).to.equal(until);
    });

    it("reverts when the case has ended, was never opened, or would last more than a year from now", async () => {
      const key = await freeze(office, firm, DAY);
      await expect(decree(office, "renewFreeze", firm, key, (await now()) + YEAR + DAY)).to.be.revertedWithCustomError(
        participants,
        "CasesTermOutOfRange",
      );
      await networkHelpers.time.increase(2n * DAY);
      for (const unknown of [key, newCase()]) {
        await expect(decree(office, "renewFreeze", firm, unknown, (await now()) + 2n * DAY))
          .to.be.revertedWithCustomError(participants, "CasesUnknown")
          .withArgs(unknown);
      }
    });
  });

  describe("unfreeze", () => {
    it("emits ParticipantUnfrozen and ends its own case only", async () => {
      const first = await freeze(office, firm, 20n * DAY);
      const second = await freeze(office, firm, 5n * DAY);
      const shorter = (await participants.cases(firm))[1]?.until;
      await expect(decree(office, "unfreeze", firm, first))
        .to.emit(participants, "ParticipantUnfrozen")
        .withArgs(firm, first, shorter);
      expect(await keys()).to.deep.equal([second]);
      expect(await participants.isFrozen(firm)).to.equal(true);
      await decree(office, "unfreeze", firm, second);
      expect(await participants.isFrozen(firm)).to.equal(false);
      expect(await frozenUntil()).to.equal(0n);
    });

    it("reverts when there is no such live case", async () => {
      const key = await freeze(office, firm, DAY);
      await expect(decree(office, "unfreeze", office.huaxi.id, key)).to.be.revertedWithCustomError(
        participants,
        "CasesUnknown",
      );
      await expect(decree(office, "unfreeze", firm, id("no case"))).to.be.revertedWithCustomError(
        participants,
        "CasesUnknown",
      );
      await networkHelpers.time.increase(2n * DAY);
      await expect(decree(office, "unfreeze", firm, key)).to.be.revertedWithCustomError(participants, "CasesUnknown");
    });
  });

  describe("an emergency", () => {
    /** A regulator freezes at once; a court must ratify within 48 hours. */
    const urgent = (key: string, until: bigint) =>
      approvedOrder(
        office.suite,
        [{ target: participants, name: "freeze", args: [firm, key, until], route: 1 }],
        [[office.regulator, "Regulator"]],
      );

    it("K-4: cannot touch a court's case, neither by its order nor by its lapse", async () => {
      const { docket } = office.suite;
      const own = newCase();
      const { order, calls } = await urgent(own, (await now()) + 30n * DAY);
      await docket.execute(order, calls);
      const courts = await freeze(office, firm, 20n * DAY);
      const taken = await urgent(courts, (await now()) + HOUR);
      await expect(docket.execute(taken.order, taken.calls))
        .to.be.revertedWithCustomError(participants, "CasesKeyUsed")
        .withArgs(courts);
      await networkHelpers.time.increase(2n * DAY + HOUR);
      await docket.lapse(order, calls);
      expect(await keys()).to.deep.equal([courts]);
      expect(await participants.isFrozen(firm)).to.equal(true);
    });

    it("K-4: a court cannot open a case under the emergency's key, which its lapse would end", async () => {
      const { docket } = office.suite;
      const key = newCase();
      const { order, calls } = await urgent(key, (await now()) + HOUR);
      await docket.execute(order, calls);
      await networkHelpers.time.increase(2n * HOUR);
      await expect(freeze(office, firm, 20n * DAY, key)).to.be.revertedWithCustomError(participants, "CasesKeyUsed");
      const courts = await freeze(office, firm, 20n * DAY);
      await networkHelpers.time.increase(2n * DAY);
      await expect(docket.lapse(order, calls)).to.emit(docket, "OrderInverseFailed").withArgs(order, 0n);
      expect(await keys()).to.deep.equal([courts]);
    });
  });
});
