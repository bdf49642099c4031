/** What it takes to call a function by order: the docket's policies, and what no policy can allow. */
import { expect } from "chai";
import { encodeBytes32String, id, ZeroHash } from "ethers";
import {
  approvedBy,
  fresh,
  on,
  policy,
  proposed,
  type Registry,
  registry,
  type RouteDraft,
} from "../../../utils/docket.ts";
import { addModule, constitutional, DAY, order, regulator } from "../../../utils/orders.ts";
import { ethers } from "../../../utils/suite.ts";

const regulators: RouteDraft = { votes: { Regulator: 1 } };
const urgent: RouteDraft = { votes: { Regulator: 1 }, ratifiedBy: 1, ratifyWithin: DAY };
const courts: RouteDraft = { votes: { Judiciary: 1 } };

describe("Docket: policies", () => {
  let office: Registry;
  let docket: Registry["suite"]["docket"];
  let undo: string;

  beforeEach(async () => {
    office = await registry();
    ({ docket } = office.suite);
    undo = office.of("undo");
  });

  const setPolicy = (scope: string, selector: string, args: unknown) =>
    order(office, docket, "setPolicy", [scope, selector, args]);

  describe("setPolicy", () => {
    it("emits PolicySet with a version that counts up; policyOf tells it", async () => {
      const selector = office.of("undo");
      const first = policy([regulators]);
      await expect(setPolicy(office.scope, selector, first))
        .to.emit(docket, "PolicySet")
        .withArgs(office.scope, selector, 1n, [[[[[2n, 1n]], 0n, DAY, 0n, 0n]], "0x00000000"]);
      await expect(setPolicy(office.scope, selector, policy([courts, urgent], undo)))
        .to.emit(docket, "PolicySet")
        .withArgs(office.scope, selector, 2n, [
          [
            [[[3n, 1n]], 0n, DAY, 0n, 0n],
            [[[2n, 1n]], 0n, DAY, 1n, DAY],
          ],
          undo,
        ]);
      const [found, version] = await docket.policyOf(office.target, selector);
      expect(version).to.equal(2n);
      expect(found.routes.length).to.equal(2);
      expect(found.inverse).to.equal(undo);
    });

    it("takes the place of the former policy whole: routes that are gone are gone", async () => {
      await setPolicy(office.scope, office.of("act"), policy([courts]));
      const [found] = await docket.policyOf(office.target, office.of("act"));
      expect(found.routes.map(({ clauses }) => clauses.map(({ votingClass }) => votingClass))).to.deep.equal([[3n]]);
      await expect(proposed(office, [on(office, "act", 1n, 1)]))
        .to.be.revertedWithCustomError(docket, "DocketRouteUnknown")
        .withArgs(office.target.target, office.of("act"), 1n);
    });

    const malformed: Record<string, { routes: RouteDraft[]; inverse?: boolean }> = {
      "it has no route": { routes: [] },
      "it has five routes": { routes: [courts, courts, courts, courts, courts] },
      "a route has no clause": { routes: [courts, { votes: {} }] },
      "a route has four clauses": { routes: [{ votes: { Council: 1, Regulator: 1, Judiciary: 1, Auditor: 1 } }] },
      "a route has no window": { routes: [{ ...courts, window: 0n }] },
      "an emergency is ratified by itself": { routes: [{ ...urgent, ratifiedBy: 1 }], inverse: true },
      "an emergency is ratified by no route of the policy": {
        routes: [courts, { ...urgent, ratifiedBy: 3 }],
        inverse: true,
      },
      "an emergency is ratified by another emergency": {
        routes: [courts, urgent, { ...urgent, ratifiedBy: 2 }],
        inverse: true,
      },
      "an emergency has no time for ratification": { routes: [courts, { ...urgent, ratifyWithin: 0n }], inverse: true },
      "an emergency cannot be undone": { routes: [courts, urgent] },
    };
    for (const [when, { routes, inverse = false }] of Object.entries(malformed)) {
      it(`reverts when ${when}`, async () => {
        await expect(setPolicy(office.scope, office.of("act"), policy(routes, inverse ? undo : undefined)))
          .to.be.revertedWithCustomError(docket, "DocketPolicyInvalid")
          .withArgs(office.scope, office.of("act"));
      });
    }

    it("reverts when a clause is of no class", async () => {
      const args = policy([courts]);
      args.routes[0]?.clauses.push({ votingClass: 0n as 1n, votes: 1 });
      await expect(setPolicy(office.scope, office.of("act"), args)).to.be.revertedWithCustomError(
        docket,
        "DocketPolicyInvalid",
      );
    });

    it("reverts when the scope is 0, which would be that of all unknown targets", async () => {
      await expect(setPolicy(ZeroHash, office.of("act"), policy([courts])))
        .to.be.revertedWithCustomError(docket, "DocketPolicyInvalid")
        .withArgs(ZeroHash, office.of("act"));
    });

    it("takes as many routes and clauses as there may be", async () => {
      const full: RouteDraft = { votes: { Council: 0, Regulator: 255, Judiciary: 1 } };
      await setPolicy(office.scope, office.of("act"), policy([full, full, full, full]));
      expect((await docket.policyOf(office.target, office.of("act"))).policy.routes.length).to.equal(4);
    });

    it("K-9: reverts for the manager's own ways of calling, and no order can name them: X-94", async () => {
      const { authority } = office.suite;
      const scope = ethers.zeroPadValue(await authority.getAddress(), 32);
      const freezeCall = office.suite.participants.interface.encodeFunctionData("suspend", [office.nanming.id]);
      const calls: [string, unknown[]][] = [
        ["execute", [office.suite.participants.target, freezeCall]],
        ["schedule", [office.suite.participants.target, freezeCall, 0]],
        ["multicall", [[]]],
      ];
      for (const [name, args] of calls) {
        const selector = authority.interface.getFunction(name as "execute").selector;
        await expect(setPolicy(scope, selector, policy([regulators])), name)
          .to.be.revertedWithCustomError(docket, "DocketTargetForbidden")
          .withArgs(authority.target, selector);
        await expect(proposed(office, [{ target: authority, name, args }]), name)
          .to.be.revertedWithCustomError(docket, "DocketTargetForbidden")
          .withArgs(authority.target, selector);
      }
    });

    it("K-9: reverts when somebody calls it without an order: X-88", async () => {
      const [deployer] = await ethers.getSigners();
      for (const caller of [deployer, office.regulator.signer, office.qianling.signer]) {
        await expect(docket.connect(caller).setPolicy(office.scope, office.of("act"), policy([regulators])))
          .to.be.revertedWithCustomError(docket, "AccessManagedUnauthorized")
          .withArgs(caller);
      }
    });
  });

  describe("scopes", () => {
    const MODULE = encodeBytes32String("targets");

    beforeEach(() => addModule(office, "targets", [office.target]));

    it("a module's policy covers its parts; an address's own goes before it", async () => {
      const selector = office.of("undo");
      await expect(docket.policyOf(office.target, selector))
        .to.be.revertedWithCustomError(docket, "DocketNoPolicy")
        .withArgs(office.target.target, selector);
      await setPolicy(MODULE, selector, policy([courts]));
      expect((await docket.policyOf(office.target, selector)).policy.routes[0]?.clauses[0]?.votingClass).to.equal(3n);
      await setPolicy(office.scope, selector, policy([regulators]));
      expect((await docket.policyOf(office.target, selector)).policy.routes[0]?.clauses[0]?.votingClass).to.equal(2n);
    });

    it("covers the parts of later versions, and no other contract", async () => {
      await setPolicy(MODULE, office.of("undo"), policy([courts]));
      const [next, other] = [await ethers.deployContract("OrderTarget"), await ethers.deployContract("OrderTarget")];
      await addModule(office, "targets", [next]);
      expect((await docket.policyOf(next, office.of("undo"))).version).to.equal(1n);
      await expect(docket.policyOf(other, office.of("undo"))).to.be.revertedWithCustomError(docket, "DocketNoPolicy");
    });

    it("K-9: an order under the module's policy must be proposed anew when the address gets one of its own", async () => {
      await setPolicy(MODULE, office.of("undo"), policy([regulators]));
      const { order: number, calls } = await approvedBy(office, [on(office, "undo")], regulator(office));
      await setPolicy(office.scope, office.of("undo"), policy([{ votes: { Council: 0 } }]));
      await expect(docket.execute(number, calls))
        .to.be.revertedWithCustomError(docket, "DocketPolicyChanged")
        .withArgs(number);
    });
  });

  describe("no policy", () => {
    it("is refused, whatever the seats say: X-94", async () => {
      const { authority, money, participants } = office.suite;
      const refused: [Registry["suite"]["authority"] | typeof money | typeof participants, string, unknown[]][] = [
        [money, "transfer", [office.nanming.wallet, 1n]],
        [money, "issue", [office.nanming.wallet, 1n, id("reference")]],
        [participants, "setDirectory", [office.nanming.wallet]],
        [authority, "setGrantDelay", [1n, 1n]],
        [authority, "setTargetAdminDelay", [money.target, 1n]],
        [authority, "setRoleGuardian", [1n, 1n]],
        [authority, "renounceRole", [0n, docket.target]],
        [authority, "cancel", [docket.target, money.target, "0x"]],
      ];
      for (const [target, name, args] of refused) {
        await expect(proposed(office, [{ target, name, args }]), name).to.be.revertedWithCustomError(
          docket,
          "DocketNoPolicy",
        );
      }
    });
  });

  it("K-9: an order that changes a policy cannot also use it", async () => {
    const weak = policy([{ votes: { Auditor: 1 } }]);
    const change = { target: docket, name: "setPolicy", args: [office.scope, office.of("actFirmly"), weak] };
    const number = fresh();
    const bundled = await approvedBy(office, [change, on(office, "actFirmly", number)], constitutional(office));
    await expect(docket.execute(bundled.order, bundled.calls)).to.be.revertedWithCustomError(docket, "DocketTooEarly");
    // Both parts wait for the hard delay; then the old policy's order may still act once, a new one obeys the new policy.
    await ethers.provider.send("evm_increaseTime", [Number(3n * DAY)]);
    await docket.execute(bundled.order, bundled.calls);
    expect(await office.target.done()).to.deep.equal([number]);
    const { order: next, calls } = await proposed(office, [on(office, "actFirmly")]);
    await expect(docket.execute(next, calls)).to.be.revertedWithCustomError(docket, "DocketApprovalsShort");
  });
});
