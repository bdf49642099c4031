import { globSync } from "node:fs";
import { expect } from "chai";
import { AbiCoder, type BaseContract, concat, encodeBytes32String, id } from "ethers";
import { contractNames, nameOfContract } from "../../deploy/contracts.ts";
import { NAMED_ROLES, RESTRICTED, restrictedFunctions, ROLES, selectorOf } from "../../deploy/data/access.ts";
import { modules } from "../../deploy/data/modules.ts";
import { personas } from "../../deploy/data/personas.ts";
import { DAY, policyCalls } from "../../deploy/data/policies.ts";
import { VotingClass } from "../../deploy/data/terms.ts";
import { powerReport, printPower } from "../../deploy/power.ts";
import { deploySuite, type Suite } from "../../deploy/suite.ts";
import { externalFunctions } from "../../scripts/checks/functions.ts";
import { artifacts, BUILD, buildOutput, type Node, read } from "../../scripts/checks/sources.ts";
import { failure } from "../utils/failure.ts";
import {
  approvedOrder,
  carryOut,
  connection,
  ethers,
  foundedSuite,
  networkHelpers,
  needsOwnChain,
} from "../utils/suite.ts";

const STRANGER = "0x00000000000000000000000000000000000a11ce";

/** Functions of a contract in the build, by name, whose modifiers include this one. */
function guardedBy(modifier: string, contract: string): Node[] {
  const artifact = artifacts(BUILD).find(({ contractName }) => contractName === contract);
  if (artifact === undefined) throw new Error(`There is no ${contract} in the build.`);
  const { sources } = buildOutput(BUILD, artifact.buildInfoId);
  const all = Object.values(sources).flatMap(({ ast }) => ast.nodes ?? []);
  const { linearizedBaseContracts = [] } = all.find(({ name }) => name === contract) ?? {};
  return all
    .filter(({ id }) => linearizedBaseContracts.includes(id))
    .flatMap(({ nodes }) => nodes ?? [])
    .filter(({ modifiers }) => modifiers?.some(({ modifierName }) => modifierName.name === modifier));
}

/** Whoever has a key or is a contract of the suite, the Docket aside. */
async function everybodyElse(suite: Suite): Promise<Map<string, string>> {
  const [deployer] = await ethers.getSigners();
  const contracts = contractNames.filter((name) => name !== "docket");
  return new Map([
    ["the deployer", deployer?.address ?? ""],
    ["a stranger", STRANGER],
    ...personas.map(({ key, wallet }) => [key, wallet] as const),
    ...(await Promise.all(contracts.map(async (name) => [name, await suite[name].getAddress()] as const))),
  ]);
}

/** A call with arguments that are all zero or empty. */
function emptyCall({ interface: abi }: BaseContract, selector: string): string {
  const inputs = abi.getFunction(selector)?.inputs ?? [];
  const coder = AbiCoder.defaultAbiCoder();
  return concat([selector, coder.encode(inputs, coder.getDefaultValue(inputs))]);
}

/** Sends as the Docket would, past its procedure: what nobody can do on a real chain. */
async function asDocket({ authority, docket }: Suite) {
  const address = await docket.getAddress();
  await networkHelpers.impersonateAccount(address);
  return authority.connect(await ethers.getSigner(address));
}

describe("The deployed suite", () => {
  describe("table of restricted functions", () => {
    it("K-3, X-89: names every restricted function of the build, and no other", () => {
      const built = externalFunctions()
        // Only the present authority itself may call setAuthority; the manager's updateAuthority stands for it.
        .filter((each) => each.class === "restricted" && each.name !== "setAuthority")
        .map(({ contract, name }) => `${contract}.${name}`);
      const managers = guardedBy("onlyAuthorized", "AccessManager").map(({ name }) => `AccessManager.${name}`);
      const listed = restrictedFunctions.map(({ contract, name }) => `${contract}.${name}`);
      expect(listed.sort()).to.deep.equal([...built, ...managers].sort());
    });

    it("X-89: gives each by a selector that its contract has", async () => {
      const { suite } = await foundedSuite();
      for (const { contract, name, selector } of restrictedFunctions) {
        const found = suite[nameOfContract(contract)].interface.fragments.find(
          (fragment) => fragment.type === "function" && selectorOf(fragment.format("sighash")) === selector,
        );
        expect(found && "name" in found && found.name, `${contract}.${name}`).to.equal(name);
      }
    });

    it("X-89: no restricted function can be reached from within, where msg.sig is another's", () => {
      for (const contract of Object.keys(RESTRICTED)) {
        for (const { name, visibility } of guardedBy("restricted", contract)) {
          expect(visibility, `${contract}.${name}`).to.equal("external");
        }
      }
    });

    it("A-5, K-3: every function that parts keep for each other refuses every person", async () => {
      const { suite } = await foundedSuite();
      const parts = externalFunctions().filter((each) => each.class === "part");
      expect(parts).to.have.length.above(10);
      const people = [...(await everybodyElse(suite))].filter(([who]) => !contractNames.some((name) => name === who));
      for (const { contract, name } of parts) {
        const target: BaseContract = suite[nameOfContract(contract)];
        const to = await target.getAddress();
        const data = emptyCall(target, target.interface.getFunction(name)?.selector ?? "");
        for (const [who, from] of people) {
          const answer = await ethers.provider.call({ from, to, data }).then(
            () => "carried out",
            () => "refused",
          );
          expect(answer, `${who}, ${contract}.${name}`).to.equal("refused");
        }
      }
    });

    it("X-101: no contract takes an account for a person by its code, or asks who began the transaction", () => {
      const sources = globSync("contracts/{kernel,modules}/**/*.sol").filter((path) =>
        /\.code\.|\.codehash|extcode|tx\.origin|isContract/.test(read(path)),
      );
      // Parts must be contracts; that is all the directory asks.
      expect(sources).to.deep.equal(["contracts/kernel/directory/ModuleDirectory.sol"]);
    });

    it("numbers the roles as the contracts do", () => {
      const source = read("contracts/kernel/types/Roles.sol");
      const numbers = [...source.matchAll(/constant (\w+) = (\d+);/g)].map(([, name, number]) => [
        name,
        BigInt(number ?? ""),
      ]);
      expect({ ADMIN: 0n, ...Object.fromEntries(numbers) }).to.deep.equal(ROLES);
    });
  });

  describe("power", () => {
    it("A-5, X-90: nothing is wrong with it; no key has a role, no function a role that the table does not give it", async () => {
      const { suite } = await foundedSuite();
      const { rows, problems } = await powerReport(suite);
      expect(problems).to.deep.equal([]);
      expect(rows.map(({ contract, selector, role }) => ({ contract, selector, role }))).to.deep.equal(
        restrictedFunctions.map(({ contract, selector, role }) => ({ contract, selector, role })),
      );
      for (const { role, heldBy } of rows) expect(heldBy).to.deep.equal(role === "WIRING" ? [] : ["Docket"]);
    });

    it("A-5, K-3: the manager lets the Docket alone call each restricted function", async () => {
      const { suite } = await foundedSuite();
      const { authority, docket } = suite;
      for (const { contract, name, selector, role } of restrictedFunctions) {
        // The manager's own functions ask it in another way; the next test calls them.
        if (role === "ADMIN") continue;
        const target = suite[nameOfContract(contract)];
        for (const [who, account] of await everybodyElse(suite)) {
          const [allowed, delay] = await authority.canCall(account, target, selector);
          expect([allowed, delay], `${who}, ${contract}.${name}`).to.deep.equal([false, 0n]);
        }
        const [allowed] = await authority.canCall(docket, target, selector);
        expect(allowed, `the Docket, ${contract}.${name}`).to.equal(role !== "WIRING");
      }
    });

    it("A-5, K-3: every restricted function refuses everybody else's call", async () => {
      const { suite } = await foundedSuite();
      const unauthorized = [
        id("AccessManagedUnauthorized(address)").slice(0, 10),
        id("AccessManagerUnauthorizedAccount(address,uint64)").slice(0, 10),
      ];
      for (const { contract, name, selector } of restrictedFunctions) {
        const target = suite[nameOfContract(contract)];
        const to = await target.getAddress();
        const data = emptyCall(target, selector);
        for (const [who, from] of await everybodyElse(suite)) {
          const answer = await ethers.provider.call({ from, to, data }).then(
            () => "carried out",
            (error: { data?: string }) => error.data?.slice(0, 10),
          );
          expect(unauthorized, `${who}, ${contract}.${name}`).to.include(answer);
        }
      }
    });

    it("K-9, K-10: the manager's ways of calling for others are closed to everybody", async () => {
      const { suite, qianling } = await foundedSuite();
      const { authority, participants } = suite;
      const admit = participants.interface.encodeFunctionData("admit", [1]);
      const asMember = authority.connect(qianling.signer);
      await expect(asMember.execute(participants, admit)).to.be.revertedWithCustomError(
        authority,
        "AccessManagerUnauthorizedCall",
      );
      await expect(asMember.schedule(participants, admit, 0)).to.be.revertedWithCustomError(
        authority,
        "AccessManagerUnauthorizedCall",
      );
      const grant = authority.interface.encodeFunctionData("grantRole", [ROLES.ADMIN, qianling.wallet, 0]);
      await expect(asMember.multicall([grant])).to.be.revertedWithCustomError(
        authority,
        "AccessManagerUnauthorizedAccount",
      );
    });

    it("prints who may call what, a line for each function", async () => {
      const { suite } = await foundedSuite();
      const lines = printPower(await powerReport(suite)).split("\n");
      expect(lines).to.have.lengthOf(restrictedFunctions.length + 1);
      const freeze = lines.find((line) => line.startsWith("ParticipantRegistry.freeze "));
      expect(freeze?.split(/ {2,}/)).to.deep.equal([
        "ParticipantRegistry.freeze",
        "PARTICIPANT_ORDERS",
        "Docket",
        "(1) 1 Judiciary or (2) 1 Regulator at once, for 2 days unless (1) ratifies",
      ]);
    });
  });

  describe("report", () => {
    beforeEach(needsOwnChain);

    type Plant = (manager: Suite["authority"], suite: Suite) => Promise<unknown>;
    const admit = selectorOf("admit(uint32)");
    const defects: [name: string, plant: Plant, says: RegExp][] = [
      [
        "a role left with the deployer",
        async (manager) => manager.grantRole(ROLES.PARTICIPANT_ORDERS, (await ethers.getSigners())[0] ?? "", 0),
        /the externally owned account 0xf39F\w+ has the role PARTICIPANT_ORDERS/,
      ],
      [
        "a second admin",
        (manager) => manager.grantRole(ROLES.ADMIN, STRANGER, 0),
        /the externally owned account 0x\w+ has the role ADMIN/,
      ],
      [
        "a role held by another contract",
        (manager, { money }) => manager.grantRole(ROLES.WIRING, money, 0),
        /SettlementToken has the role WIRING/,
      ],
      [
        "a member of a role that nobody knows",
        (manager) => manager.grantRole(77n, STRANGER, 0),
        /0x\w+ has the role role 77/,
      ],
      [
        "a wiring role with the Docket",
        (manager, { docket }) => manager.grantRole(ROLES.WIRING, docket, 0),
        /The Docket has the role WIRING/,
      ],
      [
        "a Docket without one of its roles",
        (manager, { docket }) => manager.revokeRole(ROLES.POLICY_ORDERS, docket),
        /The Docket does not have the role POLICY_ORDERS/,
      ],
      [
        "a member that the manager delays",
        (manager, { docket }) => manager.grantRole(ROLES.POLICY_ORDERS, docket, DAY),
        /Docket has the role POLICY_ORDERS with a delay/,
      ],
      [
        "a function left to ADMIN by default",
        (manager, { participants }) => manager.setTargetFunctionRole(participants, [admit], ROLES.ADMIN),
        /ParticipantRegistry.admit is open to ADMIN; only PARTICIPANT_ORDERS/,
      ],
      [
        "a function open to everybody",
        (manager, { participants }) => manager.setTargetFunctionRole(participants, [admit], 2n ** 64n - 1n),
        /ParticipantRegistry.admit is open to PUBLIC/,
      ],
      [
        "a role for a function that the table does not know",
        (manager, { trade }) => manager.setTargetFunctionRole(trade, ["0x12345678"], ROLES.POLICY_ORDERS),
        /0x12345678 of TradeRegistry is open to POLICY_ORDERS, and no table says so/,
      ],
      ["a role with another label", (manager) => manager.labelRole(ROLES.WIRING, "HELPERS"), /not labelled WIRING/],
      [
        "another giver of a role",
        (manager) => manager.setRoleAdmin(ROLES.POLICY_ORDERS, ROLES.WIRING),
        /WIRING gives out the role POLICY_ORDERS/,
      ],
      [
        "a guardian",
        (manager) => manager.setRoleGuardian(ROLES.POLICY_ORDERS, ROLES.WIRING),
        /WIRING guards the role POLICY_ORDERS/,
      ],
      [
        "a delay of the manager's own for a role",
        (manager) => manager.setGrantDelay(ROLES.POLICY_ORDERS, DAY),
        /The manager delays 3 by 86400 s/,
      ],
      [
        "a delay of the manager's own for a contract",
        (manager, { docket }) => manager.setTargetAdminDelay(docket, DAY),
        /The manager delays 0x\w+ by 86400 s/,
      ],
      [
        "a contract that is closed",
        (manager, { participants }) => manager.setTargetClosed(participants, true),
        /ParticipantRegistry is closed/,
      ],
      [
        "a contract under another authority",
        (manager, { directory, docket }) => manager.updateAuthority(directory, docket),
        /ModuleDirectory takes 0x\w+ for its authority/,
      ],
    ];

    for (const [name, plant, says] of defects) {
      it(`X-90: finds ${name}`, async () => {
        const { suite } = await foundedSuite();
        await plant(await asDocket(suite), suite);
        const { problems } = await powerReport(suite);
        expect(problems.filter((problem) => says.test(problem))).to.have.lengthOf(1);
      });
    }

    it("finds a part that is not wired, not registered, or knows other contracts", async () => {
      const { suite } = await foundedSuite();
      const addresses = [suite.authority, suite.participants, suite.billDescriptor];
      const registry = await ethers.deployContract("BillRegistry", addresses);
      const { problems } = await powerReport({ ...suite, billRegistry: registry });
      const all = problems.join("\n");
      expect(all).to.match(/BillRegistry is not wired/);
      expect(all).to.match(/directory does not know BillRegistry/);
      expect(all).to.match(/BillIssuance takes 0x\w+ for its registry/);
      expect(all).to.match(/BillPayment trusts 0x/);
    });
  });

  describe("founding", () => {
    it("admits the founders under their own names, with their qualifications and seats", async () => {
      const { suite, regulator } = await foundedSuite();
      const { participants } = suite;
      expect(await participants.participantCount()).to.equal(personas.length);
      for (const { key, uscc, nameZh, wallet, seats, qualifications } of personas) {
        const number = await participants.participantOf(wallet);
        const { name, uscc: code } = await participants.participantInfo(number);
        expect([name, Buffer.from(code.slice(2), "hex").toString()], key).to.deep.equal([nameZh, uscc]);
        for (const [seat, votingClass] of Object.entries(VotingClass)) {
          const isHeld = seats.some((each) => each === seat);
          expect(await participants.mayVote(number, votingClass), `${key}, ${seat}`).to.equal(isHeld);
        }
        for (const { key: name, code = 0n } of qualifications) {
          const granted = await participants.qualificationInfo(number, encodeBytes32String(name));
          expect([granted.issuer, granted.code], `${key}, ${name}`).to.deep.equal([regulator.id, code]);
        }
      }
    });

    it("registers every module with the block from which its events are found", async () => {
      const { suite } = await foundedSuite();
      const { directory, deployBlock } = suite;
      const names = await directory.modules();
      expect([...names].sort()).to.deep.equal(modules.map(({ name }) => encodeBytes32String(name)).sort());
      for (const { name, parts } of modules) {
        const [version, ...others] = await directory.versions(encodeBytes32String(name));
        expect(others).to.deep.equal([]);
        expect(version?.deployBlock).to.equal(deployBlock);
        expect([...(version?.parts ?? [])]).to.deep.equal(
          await Promise.all(parts.map((part) => suite[part].getAddress())),
        );
      }
    });

    it("refuses founders that could not govern", async () => {
      const deploy = (without: string, minimumCouncil = 3) =>
        deploySuite(connection, {
          founders: personas.filter(({ seats }) => !seats.some((each) => each === without)),
          minimumCouncil,
        });
      expect(await failure(deploy("Regulator"))).to.include("no seat of Regulator");
      expect(await failure(deploy("Judiciary"))).to.include("no seat of Judiciary");
      expect(await failure(deploy("Auditor", 5))).to.include("4 seats of Council");
    });

    it("asks for a consent that is missing, and says of whom", async () => {
      const founders = personas.map(({ privateKey: _, ...founder }) => founder);
      expect(await failure(deploySuite(connection, { founders, minimumCouncil: 3 }))).to.include(
        "Qianling Equipment has not consented",
      );
    });
  });

  describe("default policies", () => {
    it("stand on chain as they stand in the table, one for each function that an order may reach", async () => {
      const { suite } = await foundedSuite();
      for (const { on, name, selector, policy } of policyCalls) {
        const target = suite[nameOfContract(on)];
        const [{ routes, inverse }, version] = await suite.docket.policyOf(target, selector);
        expect(version, `${on}.${name}`).to.equal(1n);
        expect(inverse).to.equal(policy.inverse);
        const found = routes.map(({ clauses, delay, window, ratifiedBy, ratifyWithin }) => ({
          clauses: clauses.map(({ votingClass, votes }) => ({ votingClass, votes: Number(votes) })),
          delay: Number(delay),
          window: Number(window),
          ratifiedBy: Number(ratifiedBy),
          ratifyWithin: Number(ratifyWithin),
        }));
        expect(found, `${on}.${name}`).to.deep.equal(policy.routes);
      }
    });

    it("K-9: cover every restricted function but what is sealed, and the manager's own delays and guardians", async () => {
      const { rows } = await powerReport((await foundedSuite()).suite);
      const without = rows.filter(({ policy }) => policy === "no policy: refused").map((row) => row.function);
      expect(without).to.deep.equal([
        "setRoleGuardian",
        "setGrantDelay",
        "setTargetAdminDelay",
        "setDirectory",
        "setWalletFollower",
      ]);
    });

    it("X-88, K-9: let three days pass before any change of power or rules, whatever the target", async () => {
      const { suite } = await foundedSuite();
      const { docket, authority, directory } = suite;
      const powers = restrictedFunctions.filter(({ role }) => ["ADMIN", "POLICY_ORDERS", "WIRING"].includes(role));
      const versions = ["register", "retire", "close"].map(
        (name) => directory.interface.getFunction(name as "retire").selector,
      );
      const all = [
        ...powers.map(({ contract, selector }) => [suite[nameOfContract(contract)], selector] as const),
        ...versions.map((selector) => [directory, selector] as const),
      ];
      const delays = [ROLES.ADMIN, ...NAMED_ROLES.map((role) => ROLES[role])].map((role) =>
        authority.getRoleGrantDelay(role),
      );
      expect(new Set(await Promise.all(delays))).to.deep.equal(new Set([0n]));
      for (const [target, selector] of all) {
        const policy = await docket.policyOf(target, selector).catch(() => undefined);
        for (const { delay } of policy?.policy.routes ?? []) expect(delay).to.be.at.least(3 * DAY);
      }
    });

    it("X-87, K-9: taking a role and giving it again at once waits for the same three days", async () => {
      const { suite, qianling, guanshan, clearing, regulator } = await foundedSuite();
      const { authority, docket, participants } = suite;
      const { order, calls } = await approvedOrder(
        suite,
        [
          { target: authority, name: "revokeRole", args: [ROLES.PARTICIPANT_ORDERS, await docket.getAddress()] },
          { target: authority, name: "grantRole", args: [ROLES.PARTICIPANT_ORDERS, await docket.getAddress(), 0] },
          { target: participants, name: "suspend", args: [qianling.id] },
        ],
        [
          [qianling, "Council"],
          [guanshan, "Council"],
          [clearing, "Council"],
          [regulator, "Regulator"],
        ],
      );
      const earliest = await docket.executableFrom(order, calls);
      await networkHelpers.time.setNextBlockTimestamp(earliest - 1n);
      await expect(docket.execute(order, calls)).to.be.revertedWithCustomError(docket, "DocketTooEarly");
      await networkHelpers.time.setNextBlockTimestamp(earliest);
      await docket.execute(order, calls);
      expect((await powerReport(suite)).problems).to.deep.equal([]);
    });

    it("K-9: no order can reach the manager's own ways of calling and delaying", async () => {
      const { suite, qianling, participants } = await foundedSuite().then((all) => ({ ...all, ...all.suite }));
      const { authority, docket } = suite;
      const admit = participants.interface.encodeFunctionData("admit", [1]);
      const propose = (name: string, args: unknown[]) =>
        approvedOrder(suite, [{ target: authority, name, args }], [[qianling, "Council"]]);
      for (const [name, args] of [
        ["execute", [STRANGER, admit]],
        ["schedule", [STRANGER, admit, 0]],
        ["multicall", [[admit]]],
      ] as const) {
        await expect(propose(name, [...args]), name).to.be.revertedWithCustomError(docket, "DocketTargetForbidden");
      }
      for (const [name, args] of [
        ["setGrantDelay", [ROLES.POLICY_ORDERS, DAY]],
        ["setTargetAdminDelay", [STRANGER, DAY]],
        ["renounceRole", [ROLES.ADMIN, STRANGER]],
        ["cancel", [STRANGER, STRANGER, admit]],
      ] as const) {
        await expect(propose(name, [...args]), name).to.be.revertedWithCustomError(docket, "DocketNoPolicy");
      }
    });

    it("X-95: a court and a regulator together give seats when the council can no longer decide, after 30 days", async () => {
      const { suite, court, regulator, nanming } = await foundedSuite();
      const { order, calls } = await approvedOrder(
        suite,
        [{ target: suite.participants, name: "grantSeat", args: [nanming.id, VotingClass.Council], route: 1 }],
        [
          [court, "Judiciary"],
          [regulator, "Regulator"],
        ],
      );
      const earliest = await suite.docket.executableFrom(order, calls);
      expect(earliest).to.equal(BigInt((await networkHelpers.time.latest()) + 30 * DAY));
      await networkHelpers.time.setNextBlockTimestamp(earliest);
      await suite.docket.execute(order, calls);
      expect(await suite.participants.mayVote(nanming.id, VotingClass.Council)).to.be.true;
    });

    it("a regulator's freeze ends after 48 hours unless a court confirms it; only a court lifts a freeze", async () => {
      const { suite, court, regulator, nanming } = await foundedSuite();
      const { docket, participants } = suite;
      const until = (await networkHelpers.time.latest()) + 100 * DAY;
      const freeze = { target: participants, name: "freeze", args: [nanming.id, id("case 1"), until], route: 1 };
      const { order, calls } = await approvedOrder(suite, [freeze], [[regulator, "Regulator"]]);
      await docket.execute(order, calls);
      expect(await participants.isFrozen(nanming.id)).to.be.true;
      await networkHelpers.time.increase(2 * DAY + 1);
      await docket.lapse(order, calls);
      expect(await participants.isFrozen(nanming.id)).to.be.false;

      const again = { ...freeze, args: [nanming.id, id("case 2"), until], route: 0 };
      await carryOut(suite, [again], [[court, "Judiciary"]]);
      const unfreeze = { target: participants, name: "unfreeze", args: [nanming.id, id("case 2")] };
      const attempt = await approvedOrder(suite, [unfreeze], [[regulator, "Regulator"]]);
      expect(await docket.executableFrom(attempt.order, attempt.calls)).to.equal(0n);
    });
  });
});
