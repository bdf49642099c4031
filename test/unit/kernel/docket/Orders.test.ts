/** The life of an order: proposed, approved, carried out once and in time, or not at all. */
import { expect } from "chai";
import { concat, encodeBytes32String, id, Interface, ZeroHash } from "ethers";
import { VotingClass } from "../../../../deploy/data/terms.ts";
import { approvedBy, type Calls, fresh, on, policy, proposed, type Registry, registry } from "../../../utils/docket.ts";
import {
  type Approval,
  at,
  bound,
  constitutional,
  council,
  court,
  DAY,
  decree,
  HOUR,
  newCase,
  now,
  order as carriedOut,
  regulator,
  stranger,
} from "../../../utils/orders.ts";
import { type Actor, approvedOrder, ethers, networkHelpers, type OrderedCall } from "../../../utils/suite.ts";

const Status = { None: 0n, Open: 1n, Executed: 2n, Provisional: 3n, Lapsed: 4n, Cancelled: 5n, Rejected: 6n } as const;
const { Council, Regulator, Judiciary, Auditor } = VotingClass;
const basis = id("basis");

describe("Docket: orders", () => {
  let office: Registry;
  let docket: Registry["suite"]["docket"];

  beforeEach(async () => {
    office = await registry();
    ({ docket } = office.suite);
  });

  const status = async (order: bigint) => (await docket.orderInfo(order)).status;
  const satisfiedAt = async (order: bigint) => (await docket.orderInfo(order)).satisfiedAt;
  const done = () => office.target.done();
  const undone = () => office.target.undone();
  const approve = (actor: Actor, order: bigint, seat: bigint, calls: Calls) =>
    docket.connect(actor.signer).approve(order, seat, calls);
  const encode = async (call: OrderedCall) => (await proposed(office, [call])).calls;

  describe("propose", () => {
    const propose = (actor: Actor, calls: Calls, { term = DAY, legalBasis = basis } = {}) =>
      now().then((second) => docket.connect(actor.signer).propose(calls, legalBasis, "Art. 1", second + term));

    it("emits OrderProposed with the whole calldata; any class may, the auditor too", async () => {
      const calls = await encode(on(office, "act"));
      const expiresAt = (await now()) + DAY;
      const order = (await docket.orderCount()) + 1n;
      await expect(docket.connect(office.auditor.signer).propose(calls, basis, "Art. 1", expiresAt))
        .to.emit(docket, "OrderProposed")
        .withArgs(order, office.auditor.id, calls.map(Object.values), basis, "Art. 1", expiresAt);
      const info = await docket.orderInfo(order);
      expect([info.status, info.proposer, info.proposedAt, info.expiresAt, info.satisfiedAt, info.basis]).to.deep.equal(
        [Status.Open, office.auditor.id, await now(), expiresAt, 0n, basis],
      );
    });

    it("reverts when the proposer holds no seat, is suspended, or is nobody", async () => {
      const calls = await encode(on(office, "act"));
      await expect(propose(office.nanming, calls))
        .to.be.revertedWithCustomError(docket, "DocketWithoutSeat")
        .withArgs(office.nanming.id);
      await decree(office, "suspend", office.clearing.id);
      const { participants } = office.suite;
      await expect(propose(office.clearing, calls)).to.be.revertedWithCustomError(
        participants,
        "ParticipantWrongStanding",
      );
      await expect(
        docket.connect(stranger("nobody")).propose(calls, basis, "", (await now()) + DAY),
      ).to.be.revertedWithCustomError(participants, "AccountUnknown");
    });

    it("reverts when it has no call, or more than sixteen", async () => {
      const [call] = await encode(on(office, "act"));
      const times = (count: number) => Array.from({ length: count }, () => call as Calls[number]);
      for (const count of [0, 17]) {
        await expect(propose(office.regulator, times(count)))
          .to.be.revertedWithCustomError(docket, "DocketCallsInvalid")
          .withArgs(BigInt(count), 16n);
      }
      await propose(office.regulator, times(16));
    });

    it("reverts when a call has no selector", async () => {
      const calls = await encode(on(office, "act"));
      await expect(propose(office.regulator, [...calls, { target: office.target, data: "0x112233", route: 0 }]))
        .to.be.revertedWithCustomError(docket, "DocketCallTooShort")
        .withArgs(1n);
    });

    it("reverts when there is no legal basis", async () => {
      await expect(
        propose(office.regulator, await encode(on(office, "act")), { legalBasis: ZeroHash }),
      ).to.be.revertedWithCustomError(docket, "DocketBasisMissing");
    });

    it("reverts when it expires at once, or later than 180 days from now", async () => {
      const calls = await encode(on(office, "act"));
      for (const [term, refused] of [
        [0n, true],
        [1n, false],
        [180n * DAY, false],
        [180n * DAY + 1n, true],
      ] as const) {
        const second = (await now()) + HOUR;
        await at(second);
        const attempt = docket.connect(office.regulator.signer).propose(calls, basis, "", second + term);
        if (!refused) await attempt;
        else {
          await expect(attempt)
            .to.be.revertedWithCustomError(docket, "DocketTermInvalid")
            .withArgs(second + term, second + 1n, second + 180n * DAY);
        }
      }
    });

    it("reverts when the proposer has twenty open orders; each that ends makes room", async () => {
      const { calls } = await proposed(office, [on(office, "act")]);
      for (let count = 1; count < 20; count++) await propose(office.regulator, calls);
      await expect(propose(office.regulator, calls))
        .to.be.revertedWithCustomError(docket, "DocketTooManyOpenOrders")
        .withArgs(office.regulator.id, 20n);
      const last = await docket.orderCount();
      await propose(office.market, calls);
      await docket.connect(office.regulator.signer).cancel(last);
      await propose(office.regulator, calls);
      await approve(office.market, last - 1n, Regulator, calls);
      await docket.execute(last - 1n, calls);
      await propose(office.regulator, calls);
      await expect(propose(office.regulator, calls)).to.be.revertedWithCustomError(docket, "DocketTooManyOpenOrders");
    });
  });

  describe("approve", () => {
    it("emits OrderApproved; notes the second in which the approvals come to suffice", async () => {
      const { order, calls } = await proposed(office, [on(office, "actFirmly")]);
      const approvals = constitutional(office);
      for (const [index, [actor, seat]] of approvals.entries()) {
        const second = (await now()) + HOUR;
        await at(second);
        await expect(approve(actor, order, VotingClass[seat], calls))
          .to.emit(docket, "OrderApproved")
          .withArgs(order, actor.id, VotingClass[seat], index === approvals.length - 1 ? second : 0n);
      }
      const [who, classes] = await docket.approvals(order);
      expect([...who]).to.deep.equal(approvals.map(([actor]) => actor.id));
      expect([...classes]).to.deep.equal(approvals.map(([, seat]) => VotingClass[seat]));
    });

    it("one more approval than it takes does not start the delay anew", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "actFirmly")], constitutional(office));
      const since = await satisfiedAt(order);
      await approve(office.clearing, order, Council, calls);
      expect(await satisfiedAt(order)).to.equal(since);
    });

    it("X-78: reverts when an organisation approves twice, by whatever account and for whatever class", async () => {
      // It holds two seats and has a second voting account.
      await decree(office, "grantSeat", office.qianling.id, Regulator);
      const second = stranger("second account");
      await bound(office, office.qianling, second, { scopes: 2n });
      const { order, calls } = await proposed(office, [on(office, "actFirmly")]);
      await approve(office.qianling, order, Council, calls);
      for (const caller of [office.qianling.signer, second]) {
        for (const seat of [Council, Regulator]) {
          await expect(docket.connect(caller).approve(order, seat, calls))
            .to.be.revertedWithCustomError(docket, "DocketAlreadyApproved")
            .withArgs(order, office.qianling.id);
        }
      }
      await approve(office.guanshan, order, Council, calls);
      await approve(office.baiyunling, order, Council, calls);
      // Of the council alone there are enough; the regulator's approval must come from another.
      expect(await docket.executableFrom(order, calls)).to.equal(0n);
      await approve(office.regulator, order, Regulator, calls);
      expect(await docket.executableFrom(order, calls)).to.equal((await now()) + 3n * DAY);
    });

    it("reverts when the caller holds no seat of that class, or the class is none", async () => {
      const { order, calls } = await proposed(office, [on(office, "act")]);
      for (const [actor, seat] of [
        [office.nanming, Council],
        [office.qianling, Regulator],
        [office.regulator, Council],
        [office.court, Regulator],
        [office.regulator, 0n],
      ] as const) {
        await expect(approve(actor, order, seat, calls))
          .to.be.revertedWithCustomError(docket, "DocketSeatMissing")
          .withArgs(actor.id, seat);
      }
    });

    it("X-79: reverts when the calls are not those that were proposed", async () => {
      const { order, calls } = await proposed(office, [on(office, "act", 1n), on(office, "act", 2n)]);
      const [first, second] = calls as [Calls[number], Calls[number]];
      const other = office.target.interface.encodeFunctionData("act", [3n]);
      for (const wrong of [
        [{ ...first, data: other }, second],
        [second, first],
        [first],
        [first, second, second],
        [{ ...first, route: 1 }, second],
        [{ ...first, target: office.suite.money.target }, second],
        [],
      ] as Calls[]) {
        await expect(approve(office.regulator, order, Regulator, wrong)).to.be.revertedWithCustomError(
          docket,
          "DocketCallsDiffer",
        );
      }
    });

    it("reverts when the order is unknown, executed or cancelled", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "act")], regulator(office));
      await expect(approve(office.market, 999n, Regulator, calls))
        .to.be.revertedWithCustomError(docket, "DocketUnknownOrder")
        .withArgs(999n);
      await docket.execute(order, calls);
      await expect(approve(office.market, order, Regulator, calls))
        .to.be.revertedWithCustomError(docket, "DocketWrongStatus")
        .withArgs(order, Status.Executed, Status.Open);
      const next = await proposed(office, [on(office, "act")]);
      await docket.connect(office.regulator.signer).cancel(next.order);
      await expect(approve(office.market, next.order, Regulator, next.calls)).to.be.revertedWithCustomError(
        docket,
        "DocketWrongStatus",
      );
    });
  });

  describe("withdrawApproval", () => {
    it("emits OrderApprovalWithdrawn; the delay runs anew from the moment the approvals suffice again", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "actFirmly")], constitutional(office));
      const first = await satisfiedAt(order);
      await networkHelpers.time.increase(2n * DAY);
      await expect(docket.connect(office.regulator.signer).withdrawApproval(order, calls))
        .to.emit(docket, "OrderApprovalWithdrawn")
        .withArgs(order, office.regulator.id, 0n);
      expect([...(await docket.approvals(order))[0]]).to.have.members(council(office).map(([actor]) => actor.id));
      await at(first + 3n * DAY);
      await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, "DocketApprovalsShort");
      const second = first + 4n * DAY;
      await at(second);
      await approve(office.market, order, Regulator, calls);
      await at(second + 3n * DAY - 1n);
      await expect(docket.execute(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketTooEarly")
        .withArgs(order, second + 3n * DAY);
      await at(second + 3n * DAY);
      await docket.execute(order, calls);
    });

    it("while the others suffice the delay runs on: nobody can hold an order up alone", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "actFirmly")], constitutional(office));
      const since = await satisfiedAt(order);
      const clearing = docket.connect(office.clearing.signer);
      for (let round = 0; round < 3; round++) {
        await clearing.approve(order, Council, calls);
        await expect(clearing.withdrawApproval(order, calls))
          .to.emit(docket, "OrderApprovalWithdrawn")
          .withArgs(order, office.clearing.id, since);
      }
      await at(since + 3n * DAY);
      await docket.execute(order, calls);
    });

    it("reverts when the caller has not approved, or the order is not open", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "act")], regulator(office));
      await expect(docket.connect(office.market.signer).withdrawApproval(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketNotApproved")
        .withArgs(order, office.market.id);
      await docket.execute(order, calls);
      await expect(docket.connect(office.regulator.signer).withdrawApproval(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketWrongStatus")
        .withArgs(order, Status.Executed, Status.Open);
    });
  });

  describe("reject", () => {
    const reject = (actor: Actor, order: bigint, calls: Calls) => docket.connect(actor.signer).reject(order, calls);

    it("emits OrderRejected; the order ends as soon as too few seats are left for what its route needs", async () => {
      // Three of the council's four seats are needed, so two rejections end it.
      const { order, calls } = await proposed(office, [on(office, "actFirmly")]);
      await approve(office.guanshan, order, Council, calls);
      await expect(reject(office.qianling, order, calls))
        .to.emit(docket, "OrderRejected")
        .withArgs(order, office.qianling.id, Status.Open);
      await expect(reject(office.baiyunling, order, calls))
        .to.emit(docket, "OrderRejected")
        .withArgs(order, office.baiyunling.id, Status.Rejected);
      expect(await status(order)).to.equal(Status.Rejected);
      expect([...(await docket.rejections(order))]).to.deep.equal([office.qianling.id, office.baiyunling.id]);
      for (const attempt of [
        approve(office.clearing, order, Council, calls),
        reject(office.clearing, order, calls),
        docket.execute(order, calls),
        docket.connect(office.regulator.signer).cancel(order),
      ]) {
        await expect(attempt).to.be.revertedWithCustomError(docket, "DocketWrongStatus");
      }
    });

    it("leaves an order open while what it needs can still be reached, and it is carried out", async () => {
      const { order, calls } = await proposed(office, [on(office, "actFirmly")]);
      await reject(office.clearing, order, calls);
      await reject(office.market, order, calls);
      await reject(office.auditor, order, calls);
      await reject(office.court, order, calls);
      for (const [actor, seat] of constitutional(office)) await approve(actor, order, VotingClass[seat], calls);
      await at((await satisfiedAt(order)) + 3n * DAY);
      await docket.execute(order, calls);
      expect(await status(order)).to.equal(Status.Executed);
    });

    it("ends an order of several calls when one of them is out of reach", async () => {
      const { order, calls } = await proposed(office, [on(office, "act"), on(office, "actAtOnce")]);
      // The second needs the one court.
      await expect(reject(office.court, order, calls))
        .to.emit(docket, "OrderRejected")
        .withArgs(order, office.court.id, Status.Rejected);
    });

    it("speaks for all seats of an organisation, and is about the routes that were proposed only", async () => {
      const { participants } = office.suite;
      await carriedOut(office, participants, "grantSeat", [office.regulator.id, Council]);
      // Of five seats four are needed; under the second way of `act` two.
      const firmly = await proposed(office, [on(office, "actFirmly")]);
      const softly = await proposed(office, [on(office, "act", fresh(), 1)]);
      for (const { order, calls } of [firmly, softly]) {
        await reject(office.regulator, order, calls);
        await reject(office.qianling, order, calls);
      }
      expect([await status(firmly.order), await status(softly.order)]).to.deep.equal([Status.Rejected, Status.Open]);
    });

    it("X-78: reverts when the organisation has spoken: it approves or rejects, once, by whatever account", async () => {
      const key = stranger("voting key");
      await bound(office, office.market, key, { scopes: 2n });
      const { order, calls } = await proposed(office, [on(office, "act")]);
      await approve(office.market, order, Regulator, calls);
      await expect(docket.connect(key).reject(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketAlreadyApproved")
        .withArgs(order, office.market.id);
      await docket.connect(key).withdrawApproval(order, calls);
      await docket.connect(key).reject(order, calls);
      for (const attempt of [
        approve(office.market, order, Regulator, calls),
        reject(office.market, order, calls),
        docket.connect(key).reject(order, calls),
      ]) {
        await expect(attempt)
          .to.be.revertedWithCustomError(docket, "DocketAlreadyRejected")
          .withArgs(order, office.market.id);
      }
      await expect(docket.connect(key).withdrawApproval(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketNotApproved")
        .withArgs(order, office.market.id);
    });

    it("X-78: a rejection counts with the seats as they are: one whose seat is gone stops nothing", async () => {
      const { participants } = office.suite;
      const { order, calls } = await proposed(office, [on(office, "actFirmly")]);
      await reject(office.clearing, order, calls);
      await carriedOut(office, participants, "revokeSeat", [office.clearing.id, Council]);
      // Now three of three are needed, and three are left.
      await expect(reject(office.auditor, order, calls))
        .to.emit(docket, "OrderRejected")
        .withArgs(order, office.auditor.id, Status.Open);
      await expect(reject(office.qianling, order, calls))
        .to.emit(docket, "OrderRejected")
        .withArgs(order, office.qianling.id, Status.Rejected);
    });

    it("makes room for another order of its proposer", async () => {
      const { calls } = await proposed(office, [on(office, "actFirmly")]);
      for (let count = 1; count < 20; count++) await proposed(office, [on(office, "actFirmly")]);
      await expect(proposed(office, [on(office, "act")])).to.be.revertedWithCustomError(
        docket,
        "DocketTooManyOpenOrders",
      );
      const first = (await docket.orderCount()) - 19n;
      for (const actor of [office.qianling, office.guanshan]) await reject(actor, first, calls);
      await proposed(office, [on(office, "act")]);
    });

    it("reverts when the caller holds no seat, the calls are others, or the order is provisional", async () => {
      const { order, calls } = await proposed(office, [on(office, "act")]);
      await expect(reject(office.nanming, order, calls))
        .to.be.revertedWithCustomError(docket, "DocketWithoutSeat")
        .withArgs(office.nanming.id);
      await expect(reject(office.market, order, await encode(on(office, "act")))).to.be.revertedWithCustomError(
        docket,
        "DocketCallsDiffer",
      );
      await expect(docket.connect(stranger("nobody")).reject(order, calls)).to.be.revertedWithCustomError(
        office.suite.participants,
        "AccountUnknown",
      );
      const urgent = await approvedBy(office, [on(office, "actAtOnce", fresh(), 1)], regulator(office));
      await docket.execute(urgent.order, urgent.calls);
      await expect(reject(office.court, urgent.order, urgent.calls))
        .to.be.revertedWithCustomError(docket, "DocketWrongStatus")
        .withArgs(urgent.order, Status.Provisional, Status.Open);
    });
  });

  describe("recount", () => {
    it("X-78: a vote counts no longer when its holder lost the seat or was suspended", async () => {
      // The others carry the change out; the fourth member stands in for the one it concerns.
      const others = { ...office, qianling: office.clearing };
      for (const [act, args] of [
        ["suspend", [office.qianling.id]],
        ["revokeSeat", [office.qianling.id, Council]],
      ] as const) {
        const snapshot = await networkHelpers.takeSnapshot();
        const { order, calls } = await approvedBy(office, [on(office, "actFirmly")], constitutional(office));
        await decree(others, act, ...args);
        await networkHelpers.time.increase(3n * DAY);
        await expect(docket.execute(order, calls), act).to.be.revertedWithCustomError(docket, "DocketApprovalsShort");
        expect(await docket.executableFrom(order, calls)).to.equal(0n);
        await expect(docket.recount(order, calls)).to.emit(docket, "OrderRecounted").withArgs(order, 0n);
        await snapshot.restore();
      }
    });

    it("X-78: when fewer seats make the approvals suffice, the delay starts with the recount", async () => {
      // Of six seats it takes five, of five four.
      const four: Approval[] = [...council(office), [office.clearing, "Council"], ...regulator(office)];
      const five: Approval[] = [...four, [office.nanming, "Council"]];
      for (const { id: member } of [office.nanming, office.huaxi]) {
        const grant = { target: office.suite.participants, name: "grantSeat", args: [member, Council] };
        const { order, calls } = await approvedBy(office, [grant], four);
        await docket.execute(order, calls);
      }
      const { order, calls } = await approvedBy(office, [on(office, "actFirmly")], four);
      expect(await satisfiedAt(order)).to.equal(0n);
      await expect(docket.recount(order, calls)).to.be.revertedWithCustomError(docket, "DocketNothingChanged");
      const revoke = { target: office.suite.participants, name: "revokeSeat", args: [office.huaxi.id, Council] };
      const fewer = await approvedBy(office, [revoke], five);
      await docket.execute(fewer.order, fewer.calls);
      await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, "DocketApprovalsShort");
      const second = (await now()) + HOUR;
      await at(second);
      await expect(docket.connect(stranger("anyone")).recount(order, calls))
        .to.emit(docket, "OrderRecounted")
        .withArgs(order, second);
      await at(second + 3n * DAY - 1n);
      await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, "DocketTooEarly");
      await at(second + 3n * DAY);
      await docket.execute(order, calls);
    });

    it("an approval that follows a loss starts the delay anew", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "actFirmly")], constitutional(office));
      await decree({ ...office, qianling: office.clearing }, "suspend", office.qianling.id);
      const second = (await now()) + HOUR;
      await at(second);
      await expect(approve(office.clearing, order, Council, calls))
        .to.emit(docket, "OrderApproved")
        .withArgs(order, office.clearing.id, Council, second);
    });

    it("reverts when nothing has changed, or the order is not open", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "act")], regulator(office));
      await expect(docket.recount(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketNothingChanged")
        .withArgs(order);
      await docket.execute(order, calls);
      await expect(docket.recount(order, calls)).to.be.revertedWithCustomError(docket, "DocketWrongStatus");
    });
  });

  describe("execute", () => {
    it("emits OrderExecuted with the whole calldata and carries the calls out in their order; anyone may", async () => {
      const numbers = [fresh(), fresh(), fresh()];
      const { order, calls } = await approvedBy(
        office,
        numbers.map((number) => on(office, "act", number)),
        regulator(office),
      );
      await expect(docket.connect(stranger("anyone")).execute(order, calls))
        .to.emit(docket, "OrderExecuted")
        .withArgs(order, stranger("anyone").address, Status.Executed, 0n, calls.map(Object.values));
      expect([...(await done())]).to.deep.equal(numbers);
      expect(await status(order)).to.equal(Status.Executed);
    });

    it("K-2: executes once: X-77", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "act")], regulator(office));
      await docket.execute(order, calls);
      await expect(docket.execute(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketWrongStatus")
        .withArgs(order, Status.Executed, Status.Open);
      expect((await done()).length).to.equal(1);
    });

    it("K-2: executes neither a second early nor a second late: X-77", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "actFirmly")], constitutional(office));
      const since = await satisfiedAt(order);
      const [first, last] = [since + 3n * DAY, since + 10n * DAY];
      expect(await docket.executableFrom(order, calls)).to.equal(first);
      for (const [second, error, value] of [
        [first - 1n, "DocketTooEarly", first],
        [last + 1n, "DocketExpired", last],
      ] as const) {
        const snapshot = await networkHelpers.takeSnapshot();
        await at(second);
        await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, error).withArgs(order, value);
        await snapshot.restore();
      }
      for (const second of [first, last]) {
        const snapshot = await networkHelpers.takeSnapshot();
        await at(second);
        await docket.execute(order, calls);
        await snapshot.restore();
      }
    });

    it("K-2: never after its own term, whatever its window", async () => {
      const { order, calls } = await proposed(office, [on(office, "act")], HOUR);
      const { expiresAt } = await docket.orderInfo(order);
      await approve(office.regulator, order, Regulator, calls);
      await at(expiresAt + 1n);
      await expect(docket.execute(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketExpired")
        .withArgs(order, expiresAt);
    });

    it("K-2: reverts when the approvals are one short of any clause", async () => {
      const all = constitutional(office);
      for (const missing of all) {
        const { order, calls } = await approvedBy(
          office,
          [on(office, "actFirmly")],
          all.filter((approval) => approval !== missing),
        );
        await networkHelpers.time.increase(3n * DAY);
        await expect(docket.execute(order, calls))
          .to.be.revertedWithCustomError(docket, "DocketApprovalsShort")
          .withArgs(order, 0n);
      }
    });

    it("K-2: more than two thirds are ⌊2n/3⌋ + 1 of n seats", async () => {
      // n = 4 and 3 in the suite as founded; 5 and 6 with two more.
      const members = [
        office.qianling,
        office.guanshan,
        office.baiyunling,
        office.clearing,
        office.nanming,
        office.huaxi,
      ];
      const seated = (count: number) => members.slice(0, count).map((actor) => [actor, "Council"] as const);
      for (const [seats, needed] of [
        [4, 3],
        [5, 4],
        [6, 5],
      ] as const) {
        if (seats > 4) {
          const newest = members[seats - 1] as Actor;
          const grant = { target: office.suite.participants, name: "grantSeat", args: [newest.id, Council] };
          const { order, calls } = await approvedBy(office, [grant], [...seated(seats - 1), ...regulator(office)]);
          await docket.execute(order, calls);
        }
        const short = await approvedBy(
          office,
          [on(office, "actFirmly")],
          [...seated(needed - 1), ...regulator(office)],
        );
        expect(await docket.executableFrom(short.order, short.calls), `${needed - 1} of ${seats}`).to.equal(0n);
        const enough = await approvedBy(office, [on(office, "actFirmly")], [...seated(needed), ...regulator(office)]);
        expect(await docket.executableFrom(enough.order, enough.calls), `${needed} of ${seats}`).to.be.greaterThan(0n);
      }
    });

    it("calls are carried out all or none; one that fails leaves the order open", async () => {
      const { order, calls } = await approvedBy(
        office,
        [on(office, "act"), on(office, "refuse", 7n), on(office, "act")],
        regulator(office),
      );
      await expect(docket.execute(order, calls))
        .to.be.revertedWithCustomError(office.target, "OrderTargetRefuses")
        .withArgs(7n);
      expect((await done()).length).to.equal(0);
      expect(await status(order)).to.equal(Status.Open);
      // Nothing was used up: who proposed it can still take it back, once.
      await docket.connect(office.regulator.signer).cancel(order);
    });

    it("K-9: several calls wait for the longest delay, end with the shortest window, and need every policy met", async () => {
      const soft = on(office, "act");
      const two: OrderedCall = { ...on(office, "act"), route: 1 };
      const { order, calls } = await approvedBy(office, [soft, two], regulator(office));
      await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, "DocketApprovalsShort");
      await approve(office.qianling, order, Council, calls);
      await approve(office.guanshan, order, Council, calls);
      const since = await satisfiedAt(order);
      // The soft call's window is a day from then, on whose last second the other's delay is over.
      expect(await docket.executableFrom(order, calls)).to.equal(since + DAY);
      await at(since + DAY - 1n);
      await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, "DocketTooEarly");
      const snapshot = await networkHelpers.takeSnapshot();
      await at(since + DAY + 1n);
      await expect(docket.execute(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketExpired")
        .withArgs(order, since + DAY);
      await snapshot.restore();
      await at(since + DAY);
      await docket.execute(order, calls);
    });

    it("X-79: reverts when the calls are not those that were approved", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "act", 1n)], regulator(office));
      const [call] = calls as [Calls[number]];
      for (const data of [office.target.interface.encodeFunctionData("act", [2n]), concat([call.data, "0x00"])]) {
        await expect(docket.execute(order, [{ ...call, data }])).to.be.revertedWithCustomError(
          docket,
          "DocketCallsDiffer",
        );
      }
      await expect(docket.execute(order, [{ ...call, route: 1 }])).to.be.revertedWithCustomError(
        docket,
        "DocketCallsDiffer",
      );
      await expect(docket.execute(order, [...calls, ...calls])).to.be.revertedWithCustomError(
        docket,
        "DocketCallsDiffer",
      );
    });

    it("K-2: after its policy has changed it must be proposed anew", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "act")], regulator(office));
      const same = policy([{ votes: { Regulator: 1 } }, { votes: { Council: 2 }, delay: DAY }]);
      await carriedOut(office, docket, "setPolicy", [office.scope, office.of("act"), same]);
      for (const attempt of [
        () => docket.execute(order, calls),
        () => docket.recount(order, calls),
        () => approve(office.market, order, Regulator, calls),
        () => docket.connect(office.regulator.signer).withdrawApproval(order, calls),
        () => docket.executableFrom(order, calls),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(docket, "DocketPolicyChanged").withArgs(order);
      }
      await docket.connect(office.regulator.signer).cancel(order);
    });

    it("X-86: one regulator alone suspends, expels, seats and registers nobody", async () => {
      const { participants, directory } = office.suite;
      for (const [target, name, args] of [
        [participants, "suspend", [office.nanming.id]],
        [participants, "unfreeze", [office.nanming.id, newCase()]],
        [participants, "grantSeat", [office.market.id, Council]],
        [participants, "revokeSeat", [office.qianling.id, Council]],
        [directory, "retire", [encodeBytes32String("bills"), 1n]],
        [office.suite.authority, "grantRole", [0n, office.regulator.wallet, 0n]],
      ] as const) {
        const calls = [{ target, name, args: [...args] }];
        const { order, calls: encoded } = await approvedOrder(office.suite, calls, regulator(office));
        await networkHelpers.time.increase(3n * DAY);
        await expect(docket.execute(order, encoded), name).to.be.revertedWithCustomError(
          docket,
          "DocketApprovalsShort",
        );
      }
    });
  });

  describe("re-entrancy", () => {
    const asCall = (name: string, args: unknown[]) => (docket.interface as Interface).encodeFunctionData(name, args);

    /** An approved order whose target calls the docket back with what is given. */
    async function callingBack(data: string) {
      const ready = await approvedBy(office, [on(office, "callBack"), on(office, "act")], regulator(office));
      await office.target.prepare(data);
      return ready;
    }

    it("K-2: a target cannot execute its own order again, nor another that is not ready", async () => {
      const own = await callingBack("0x");
      await office.target.prepare(asCall("execute", [own.order, own.calls]));
      await docket.execute(own.order, own.calls);
      expect(await office.target.calledBack()).to.equal(false);
      expect((await done()).length).to.equal(2);

      const other = await approvedBy(office, [on(office, "actFirmly")], constitutional(office));
      const next = await callingBack(asCall("execute", [other.order, other.calls]));
      await docket.execute(next.order, next.calls);
      expect(await office.target.calledBack()).to.equal(false);
      expect(await status(other.order)).to.equal(Status.Open);
    });

    it("another order that is ready may be executed within, once", async () => {
      const other = await approvedBy(office, [on(office, "act", 1_000n)], regulator(office));
      const { order, calls } = await callingBack(asCall("execute", [other.order, other.calls]));
      await docket.execute(order, calls);
      expect(await office.target.calledBack()).to.equal(true);
      expect((await done()).filter((number) => number === 1_000n).length).to.equal(1);
      await expect(docket.execute(other.order, other.calls)).to.be.revertedWithCustomError(docket, "DocketWrongStatus");
    });

    it("a target cannot propose, approve or cancel: it is no voter", async () => {
      const other = await proposed(office, [on(office, "act")]);
      for (const data of [
        asCall("approve", [other.order, Regulator, other.calls]),
        asCall("cancel", [other.order]),
        asCall("propose", [other.calls, basis, "", (await now()) + DAY]),
      ]) {
        const { order, calls } = await callingBack(data);
        await docket.execute(order, calls);
        expect(await office.target.calledBack()).to.equal(false);
      }
    });
  });

  describe("cancel", () => {
    it("emits OrderCancelled when the proposer asks; it is over", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "act")], regulator(office));
      await expect(docket.connect(office.regulator.signer).cancel(order))
        .to.emit(docket, "OrderCancelled")
        .withArgs(order);
      expect(await status(order)).to.equal(Status.Cancelled);
      await expect(docket.execute(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketWrongStatus")
        .withArgs(order, Status.Cancelled, Status.Open);
    });

    it("reverts when another than the proposer asks, or it is not open", async () => {
      const { order, calls } = await approvedBy(office, [on(office, "act")], regulator(office));
      await expect(docket.connect(office.market.signer).cancel(order))
        .to.be.revertedWithCustomError(docket, "DocketNotProposer")
        .withArgs(order, office.market.id, office.regulator.id);
      await docket.execute(order, calls);
      await expect(docket.connect(office.regulator.signer).cancel(order)).to.be.revertedWithCustomError(
        docket,
        "DocketWrongStatus",
      );
    });
  });

  describe("emergencies", () => {
    const urgent = (number = fresh()) => ({ ...on(office, "actAtOnce", number), route: 1 });

    it("execute on the first approval, provisionally, and must be ratified in time", async () => {
      const { order, calls } = await approvedBy(office, [urgent(5n)], regulator(office));
      const second = (await now()) + HOUR;
      await at(second);
      await expect(docket.execute(order, calls))
        .to.emit(docket, "OrderExecuted")
        .withArgs(
          order,
          (await ethers.getSigners())[0],
          Status.Provisional,
          second + 2n * DAY,
          calls.map(Object.values),
        );
      expect((await docket.orderInfo(order)).ratifyBy).to.equal(second + 2n * DAY);
      expect([...(await done())]).to.deep.equal([5n]);
      await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, "DocketWrongStatus");
    });

    it("ratify: emits OrderRatified when the ratifying route is met, through the last second", async () => {
      const { order, calls } = await approvedBy(office, [urgent()], regulator(office));
      await docket.execute(order, calls);
      await expect(docket.ratify(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketApprovalsShort")
        .withArgs(order, 0n);
      const { ratifyBy } = await docket.orderInfo(order);
      await approve(office.market, order, Regulator, calls);
      await expect(docket.ratify(order, calls)).to.be.revertedWithCustomError(docket, "DocketApprovalsShort");
      await approve(office.court, order, Judiciary, calls);
      const snapshot = await networkHelpers.takeSnapshot();
      await at(ratifyBy + 1n);
      await expect(docket.ratify(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketRatificationOver")
        .withArgs(order, ratifyBy);
      await snapshot.restore();
      await at(ratifyBy);
      await expect(docket.ratify(order, calls)).to.emit(docket, "OrderRatified").withArgs(order);
      expect(await status(order)).to.equal(Status.Executed);
      await networkHelpers.time.increase(DAY);
      await expect(docket.lapse(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketWrongStatus")
        .withArgs(order, Status.Executed, Status.Provisional);
    });

    it("ratify: X-78: reverts when the ratifier has lost its seat since", async () => {
      const { order, calls } = await approvedBy(office, [urgent()], regulator(office));
      await decree(office, "grantSeat", office.nanming.id, Judiciary);
      await docket.execute(order, calls);
      await approve(office.nanming, order, Judiciary, calls);
      await decree(office, "suspend", office.nanming.id);
      await expect(docket.ratify(order, calls)).to.be.revertedWithCustomError(docket, "DocketApprovalsShort");
    });

    it("approvals given in an emergency are not taken back", async () => {
      const { order, calls } = await approvedBy(office, [urgent()], regulator(office));
      await docket.execute(order, calls);
      await expect(
        docket.connect(office.regulator.signer).withdrawApproval(order, calls),
      ).to.be.revertedWithCustomError(docket, "DocketWrongStatus");
    });

    it("lapse: emits OrderLapsed from the first second after; undoes in reverse order, with the same arguments, once", async () => {
      const numbers = [fresh(), fresh(), fresh()];
      const { order, calls } = await approvedBy(office, numbers.map(urgent), regulator(office));
      await docket.execute(order, calls);
      const { ratifyBy } = await docket.orderInfo(order);
      const snapshot = await networkHelpers.takeSnapshot();
      await at(ratifyBy);
      await expect(docket.lapse(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketRatificationOpen")
        .withArgs(order, ratifyBy);
      await snapshot.restore();
      await at(ratifyBy + 1n);
      await expect(docket.connect(stranger("anyone")).lapse(order, calls))
        .to.emit(docket, "OrderLapsed")
        .withArgs(order);
      expect([...(await undone())]).to.deep.equal(numbers.reverse());
      expect(await status(order)).to.equal(Status.Lapsed);
      await expect(docket.lapse(order, calls)).to.be.revertedWithCustomError(docket, "DocketWrongStatus");
      await expect(docket.ratify(order, calls)).to.be.revertedWithCustomError(docket, "DocketWrongStatus");
    });

    it("lapse: leaves alone what was final from the start", async () => {
      const [firm, provisional] = [fresh(), fresh()];
      const { order, calls } = await approvedBy(
        office,
        [on(office, "act", firm), urgent(provisional)],
        regulator(office),
      );
      await docket.execute(order, calls);
      await networkHelpers.time.increase(2n * DAY + 1n);
      await docket.lapse(order, calls);
      expect([...(await undone())]).to.deep.equal([provisional]);
    });

    it("lapse: what cannot be undone any more is noted and keeps nothing else in force", async () => {
      // Number 0 cannot be undone.
      const numbers = [fresh(), 0n, fresh()] as [bigint, bigint, bigint];
      const { order, calls } = await approvedBy(office, numbers.map(urgent), regulator(office));
      await docket.execute(order, calls);
      await networkHelpers.time.increase(2n * DAY + 1n);
      await expect(docket.lapse(order, calls)).to.emit(docket, "OrderInverseFailed").withArgs(order, 1n);
      expect([...(await undone())]).to.deep.equal([numbers[2], numbers[0]]);
    });

    it("lapse: a freeze that has ended by itself does not keep a halt in force", async () => {
      const { participants, directory } = office.suite;
      const [freezing, halting] = [newCase(), newCase()];
      const bills = encodeBytes32String("bills");
      const { order, calls } = await approvedOrder(
        office.suite,
        [
          { target: participants, name: "freeze", args: [office.nanming.id, freezing, (await now()) + HOUR], route: 1 },
          { target: directory, name: "halt", args: [bills, halting], route: 1 },
        ],
        regulator(office),
      );
      await docket.execute(order, calls);
      expect(await directory.isHalted(bills)).to.equal(true);
      // The shorter of the two terms of ratification counts: the freeze's 48 hours.
      await networkHelpers.time.increase(2n * DAY + 1n);
      await expect(docket.lapse(order, calls)).to.emit(docket, "OrderInverseFailed").withArgs(order, 0n);
      expect(await directory.isHalted(bills)).to.equal(false);
    });

    it("lapse: X-109: reverts when the caller gives too little gas for the inverse calls", async () => {
      const { order, calls } = await approvedBy(office, [urgent()], regulator(office));
      await docket.execute(order, calls);
      await networkHelpers.time.increase(2n * DAY + 1n);
      await expect(docket.lapse(order, calls, { gasLimit: 800_000n })).to.be.revertedWithCustomError(
        docket,
        "DocketGasTooLow",
      );
      await docket.lapse(order, calls, { gasLimit: 1_000_000n });
      expect((await undone()).length).to.equal(1);
    });

    it("lapse works after the policy has changed, by the inverse as it was; ratify does not", async () => {
      const number = fresh();
      const { order, calls } = await approvedBy(office, [urgent(number)], regulator(office));
      await docket.execute(order, calls);
      await approve(office.court, order, Judiciary, calls);
      // Two days of delay are left before the ratification's end only if the change was under way: it is made in time here.
      const final = policy([{ votes: { Judiciary: 1 } }]);
      const snapshot = await networkHelpers.takeSnapshot();
      await carriedOut(office, docket, "setPolicy", [office.scope, office.of("actAtOnce"), final]);
      await expect(docket.ratify(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketPolicyChanged")
        .withArgs(order);
      await expect(approve(office.market, order, Regulator, calls)).to.be.revertedWithCustomError(
        docket,
        "DocketPolicyChanged",
      );
      await docket.lapse(order, calls);
      expect([...(await undone())]).to.deep.equal([number]);
      await snapshot.restore();
    });

    it("X-79: lapse and ratify take the order's own calls only", async () => {
      const { order, calls } = await approvedBy(office, [urgent()], [...regulator(office), ...court(office)]);
      await docket.execute(order, calls);
      const other = await encode(urgent());
      await expect(docket.ratify(order, other)).to.be.revertedWithCustomError(docket, "DocketCallsDiffer");
      await networkHelpers.time.increase(2n * DAY + 1n);
      await expect(docket.lapse(order, other)).to.be.revertedWithCustomError(docket, "DocketCallsDiffer");
    });

    it("reverts when an order that is not provisional is ratified or lapses", async () => {
      const { order, calls } = await proposed(office, [urgent()]);
      for (const act of ["ratify", "lapse"] as const) {
        await expect(docket[act](order, calls))
          .to.be.revertedWithCustomError(docket, "DocketWrongStatus")
          .withArgs(order, Status.Open, Status.Provisional);
        await expect(docket[act](999n, calls)).to.be.revertedWithCustomError(docket, "DocketUnknownOrder");
      }
    });

    it("K-4: X-86: a regulator's freeze lapses after 48 hours unless a court ratifies it", async () => {
      const { participants } = office.suite;
      const args = [office.nanming.id, newCase(), (await now()) + 100n * DAY];
      const { order, calls } = await approvedOrder(
        office.suite,
        [{ target: participants, name: "freeze", args, route: 1 }],
        regulator(office),
      );
      await docket.execute(order, calls);
      expect(await participants.isFrozen(office.nanming.id)).to.equal(true);
      await networkHelpers.time.increase(2n * DAY + 1n);
      await docket.connect(office.nanming.signer).lapse(order, calls);
      expect(await participants.isFrozen(office.nanming.id)).to.equal(false);
    });
  });

  describe("seats of no use", () => {
    it("K-3: the auditor's approval counts for no default policy", async () => {
      const { order, calls } = await proposed(office, [on(office, "actFirmly")]);
      await approve(office.auditor, order, Auditor, calls);
      expect(await docket.executableFrom(order, calls)).to.equal(0n);
    });
  });
});
