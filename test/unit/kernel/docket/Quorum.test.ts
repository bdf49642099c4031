/** The council can no longer reach its majority: how it is made whole, by whom, and how long that takes. */
import { expect } from "chai";
import { VotingClass } from "../../../../deploy/data/terms.ts";
import {
  type Approval,
  applied,
  at,
  council,
  court,
  DAY,
  newcomer,
  now,
  type Office,
  regulator,
} from "../../../utils/orders.ts";
import { approvedOrder, carryOut, foundedSuite, type OrderedCall } from "../../../utils/suite.ts";

const { Council } = VotingClass;

describe("Docket: loss of the council's quorum", () => {
  let office: Office;
  let docket: Office["suite"]["docket"];
  let participants: Office["suite"]["participants"];

  beforeEach(async () => {
    office = await foundedSuite();
    ({ docket, participants } = office.suite);
  });

  /** Two of four are left, and three are needed. */
  const left = (): Approval[] => [
    [office.qianling, "Council"],
    [office.guanshan, "Council"],
  ];

  const seat = (name: "grantSeat" | "revokeSeat", participant: bigint): OrderedCall => ({
    target: participants,
    name,
    args: [participant, Council],
    route: 1,
  });

  /** Two firms take the places of the two whose keys are lost. */
  const replacement = () => [
    seat("grantSeat", office.nanming.id),
    seat("grantSeat", office.huaxi.id),
    seat("revokeSeat", office.baiyunling.id),
    seat("revokeSeat", office.clearing.id),
  ];

  it("X-95: a court and a regulator seat replacements after 30 days, and the council decides again", async () => {
    const applicant = await applied(office, newcomer(1));
    const admission = { target: participants, name: "admit", args: [applicant] };
    const stuck = await approvedOrder(office.suite, [admission], left());
    expect(await docket.executableFrom(stuck.order, stuck.calls)).to.equal(0n);

    const { order, calls } = await approvedOrder(office.suite, replacement(), [...court(office), ...regulator(office)]);
    const from = (await now()) + 30n * DAY;
    expect(await docket.executableFrom(order, calls)).to.equal(from);
    await at(from - 1n);
    await expect(docket.execute(order, calls))
      .to.be.revertedWithCustomError(docket, "DocketTooEarly")
      .withArgs(order, from);
    await docket.execute(order, calls);
    expect([...(await participants.seatHolders(Council))]).to.have.members(
      [office.qianling, office.guanshan, office.nanming, office.huaxi].map(({ id }) => id),
    );

    await docket.connect(office.nanming.signer).approve(stuck.order, Council, stuck.calls);
    await docket.execute(stuck.order, stuck.calls);
    expect(await participants.participantOf(newcomer(1).wallet)).to.equal(applicant);
  });

  it("X-95, X-86: neither the court, nor a regulator, nor what is left of the council does it alone", async () => {
    for (const approvals of [court(office), regulator(office), left(), [...left(), ...court(office)]]) {
      const { order, calls } = await approvedOrder(office.suite, replacement(), approvals);
      await expect(docket.execute(order, calls))
        .to.be.revertedWithCustomError(docket, "DocketApprovalsShort")
        .withArgs(order, 0n);
    }
  });

  it("X-95: within the 30 days a court can take its approval back and stop it", async () => {
    const { order, calls } = await approvedOrder(office.suite, replacement(), [...court(office), ...regulator(office)]);
    await at((await now()) + 20n * DAY);
    await expect(docket.connect(office.court.signer).withdrawApproval(order, calls))
      .to.emit(docket, "OrderApprovalWithdrawn")
      .withArgs(order, office.court.id, 0n);
    await docket.connect(office.court.signer).reject(order, calls);
    // There is one court, so nobody can give that approval any more.
    await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, "DocketWrongStatus");
  });

  it("the council never falls below its founding minimum, whoever orders it", async () => {
    const calls = [
      seat("revokeSeat", office.baiyunling.id),
      seat("revokeSeat", office.clearing.id),
      seat("grantSeat", office.nanming.id),
    ];
    const { order, calls: encoded } = await approvedOrder(office.suite, calls, [
      ...court(office),
      ...regulator(office),
    ]);
    await at((await now()) + 30n * DAY);
    await expect(docket.execute(order, encoded))
      .to.be.revertedWithCustomError(participants, "SeatsTooFew")
      .withArgs(Council, 3n);
    // All or none, and the order stays open.
    expect(await participants.seats(Council)).to.equal(4n);
    expect((await docket.orderInfo(order)).status).to.equal(1n);
  });

  it("X-95: a suspended majority is reinstated the same way: its seats still count", async () => {
    const suspensions = [office.baiyunling, office.clearing].map((member) => ({
      target: participants,
      name: "suspend",
      args: [member.id],
    }));
    await carryOut(office.suite, suspensions, council(office));
    const stuck = await approvedOrder(
      office.suite,
      [{ target: participants, name: "reinstate", args: [office.clearing.id] }],
      left(),
    );
    expect(await docket.executableFrom(stuck.order, stuck.calls)).to.equal(0n);
    const { order, calls } = await approvedOrder(office.suite, replacement(), [...court(office), ...regulator(office)]);
    await at((await now()) + 30n * DAY);
    await docket.execute(order, calls);
    await docket.connect(office.huaxi.signer).approve(stuck.order, Council, stuck.calls);
    await docket.execute(stuck.order, stuck.calls);
  });
});
