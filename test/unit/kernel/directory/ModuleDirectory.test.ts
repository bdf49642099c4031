/** Which contracts make up which module, and whether new business may pass their doors. */
import { expect } from "chai";
import { encodeBytes32String, ZeroHash } from "ethers";
import {
  addModule,
  council,
  DAY,
  halt,
  newCase,
  type Office,
  order,
  regulator,
  resume,
  stranger,
} from "../../../utils/orders.ts";
import { approvedOrder, ethers, foundedSuite, networkHelpers } from "../../../utils/suite.ts";

const Status = { None: 0n, Live: 1n, Retired: 2n, Closed: 3n } as const;
const SHOP = encodeBytes32String("shop");

describe("ModuleDirectory", () => {
  let office: Office;
  let directory: Office["suite"]["directory"];
  let participants: Office["suite"]["participants"];

  beforeEach(async () => {
    office = await foundedSuite();
    ({ directory, participants } = office.suite);
  });

  const part = () => ethers.deployContract("Forwarder");
  const ordered = (name: string, ...args: unknown[]) => order(office, directory, name, args);
  const isOpen = async (address: string) => (await directory.moduleOf(address)).open;

  describe("register", () => {
    it("emits ModuleRegistered; the parts have doors; versions count from 1", async () => {
      const parts = [await part(), await part()];
      const addresses = await Promise.all(parts.map((each) => each.getAddress()));
      const registration = ordered("register", SHOP, 1n, addresses, 7n);
      await expect(registration).to.emit(directory, "ModuleRegistered").withArgs(SHOP, 1n, addresses, 7n);
      await expect(registration).to.emit(participants, "DoorSet").withArgs(addresses[0], SHOP, true);
      expect(await directory.modules()).to.include(SHOP);
      for (const address of addresses) {
        expect([...(await directory.moduleOf(address))]).to.deep.equal([SHOP, true]);
        expect([...(await directory.partOf(address))]).to.deep.equal([SHOP, 1n]);
        expect(await directory.statusOf(address)).to.equal(Status.Live);
      }
      const next = await part();
      await addModule(office, "shop", [next]);
      expect([...(await directory.current(SHOP))]).to.deep.equal([2n, [await next.getAddress()]]);
      expect((await directory.versions(SHOP)).map(({ status, parts: list }) => [status, [...list]])).to.deep.equal([
        [Status.Live, addresses],
        [Status.Live, [await next.getAddress()]],
      ]);
      expect((await directory.modules()).filter((name) => name === SHOP).length).to.equal(1);
    });

    it("reverts when the name is empty or longer than 31 characters", async () => {
      const address = await (await part()).getAddress();
      await expect(ordered("register", ZeroHash, 1n, [address], 1n)).to.be.revertedWithCustomError(
        directory,
        "ModuleNameEmpty",
      );
      const long = ethers.hexlify(ethers.toUtf8Bytes("m".repeat(32)));
      await expect(ordered("register", long, 1n, [address], 1n))
        .to.be.revertedWithCustomError(directory, "ModuleNameTooLong")
        .withArgs(long);
    });

    it("reverts when it has no parts, or a part has no code", async () => {
      await expect(ordered("register", SHOP, 1n, [], 1n))
        .to.be.revertedWithCustomError(directory, "ModuleWithoutParts")
        .withArgs(SHOP);
      const { address } = stranger("no contract");
      await expect(ordered("register", SHOP, 1n, [address], 1n))
        .to.be.revertedWithCustomError(directory, "ModulePartWithoutCode")
        .withArgs(address);
    });

    it("reverts when the version is not the next", async () => {
      const address = await (await part()).getAddress();
      for (const version of [0n, 2n]) {
        await expect(ordered("register", SHOP, version, [address], 1n))
          .to.be.revertedWithCustomError(directory, "ModuleVersionNotNext")
          .withArgs(SHOP, version, 1n);
      }
    });

    it("reverts when a part belongs to a module already, or is named twice", async () => {
      const address = await (await part()).getAddress();
      const { money } = office.suite;
      await expect(ordered("register", SHOP, 1n, [money.target], 1n))
        .to.be.revertedWithCustomError(directory, "ModulePartTaken")
        .withArgs(money.target, encodeBytes32String("money"), 1n);
      await expect(ordered("register", SHOP, 1n, [address, address], 1n))
        .to.be.revertedWithCustomError(directory, "ModulePartTaken")
        .withArgs(address, SHOP, 1n);
    });
  });

  describe("retire and close", () => {
    it("emit ModuleVersionStatusChanged; a retired version's doors stay open, a closed one's are shut", async () => {
      const address = await (await addedPart()).getAddress();
      await expect(ordered("retire", SHOP, 1n))
        .to.emit(directory, "ModuleVersionStatusChanged")
        .withArgs(SHOP, 1n, Status.Live, Status.Retired);
      expect([await directory.statusOf(address), await isOpen(address)]).to.deep.equal([Status.Retired, true]);
      await expect(ordered("close", SHOP, 1n))
        .to.emit(directory, "ModuleVersionStatusChanged")
        .withArgs(SHOP, 1n, Status.Retired, Status.Closed);
      expect([await directory.statusOf(address), await isOpen(address)]).to.deep.equal([Status.Closed, false]);
    });

    it("go one way, one step at a time", async () => {
      await addedPart();
      await expect(ordered("close", SHOP, 1n))
        .to.be.revertedWithCustomError(directory, "ModuleVersionWrongStatus")
        .withArgs(SHOP, 1n, Status.Live, Status.Retired);
      await ordered("retire", SHOP, 1n);
      await expect(ordered("retire", SHOP, 1n))
        .to.be.revertedWithCustomError(directory, "ModuleVersionWrongStatus")
        .withArgs(SHOP, 1n, Status.Retired, Status.Live);
      await ordered("close", SHOP, 1n);
      await expect(ordered("close", SHOP, 1n)).to.be.revertedWithCustomError(directory, "ModuleVersionWrongStatus");
    });

    it("revert when there is no such version", async () => {
      await addedPart();
      for (const [module, version] of [
        [SHOP, 0n],
        [SHOP, 2n],
        [encodeBytes32String("nothing"), 1n],
      ] as const) {
        await expect(ordered("retire", module, version))
          .to.be.revertedWithCustomError(directory, "ModuleUnknown")
          .withArgs(module);
      }
    });

    it("change the named version only", async () => {
      const [first, second] = [await addedPart(), await addedPart()];
      await ordered("retire", SHOP, 1n);
      await ordered("close", SHOP, 1n);
      expect(await isOpen(await first.getAddress())).to.equal(false);
      expect(await isOpen(await second.getAddress())).to.equal(true);
      expect(await directory.statusOf(second)).to.equal(Status.Live);
    });
  });

  describe("what is open", () => {
    const open = async (module = SHOP, version = 1n) =>
      (await directory.openOf(module, version)).map(({ items }) => items);

    it("openOf lists what each part of a version still has open", async () => {
      const [first, second] = [await part(), await part()];
      await addModule(office, "shop", [first, second]);
      await second.setOpenItems(3n);
      expect((await directory.openOf(SHOP, 1n)).map((each) => [...each])).to.deep.equal([
        [await first.getAddress(), 0n],
        [await second.getAddress(), 3n],
      ]);
      for (const version of [0n, 2n]) {
        await expect(directory.openOf(SHOP, version)).to.be.revertedWithCustomError(directory, "ModuleUnknown");
      }
    });

    it("close reverts while a part has something open, names the part and the count, and changes nothing", async () => {
      const [first, second] = [await part(), await part()];
      await addModule(office, "shop", [first, second]);
      await ordered("retire", SHOP, 1n);
      await second.setOpenItems(1n);
      await expect(ordered("close", SHOP, 1n))
        .to.be.revertedWithCustomError(directory, "ModuleVersionStillOpen")
        .withArgs(SHOP, 1n, await second.getAddress(), 1n);
      expect([await directory.statusOf(second), await isOpen(await first.getAddress())]).to.deep.equal([
        Status.Retired,
        true,
      ]);
      await second.setOpenItems(0n);
      await ordered("close", SHOP, 1n);
    });

    it("register reverts when a part does not tell what it has open", async () => {
      const silent = await ethers.deployContract("JointWallet", [[]]);
      await expect(ordered("register", SHOP, 1n, [silent.target], 1n))
        .to.be.revertedWithCustomError(directory, "ModulePartSilent")
        .withArgs(silent.target);
    });

    it("money counts what is in circulation; registries, from which nobody is owed anything, nothing", async () => {
      const { money } = office.suite;
      await money.connect(office.clearing.signer).issue(office.nanming.wallet, 700n, ZeroHash.replace(/0$/, "1"));
      expect(await open(encodeBytes32String("money"))).to.deep.equal([700n]);
      for (const name of ["trade", "evidence", "calendar"]) {
        expect(await open(encodeBytes32String(name)), name).to.deep.equal([0n]);
      }
    });
  });

  async function addedPart() {
    const added = await part();
    await addModule(office, "shop", [added]);
    return added;
  }

  describe("halt and resume", () => {
    it("emit ModuleHalted and ModuleResumed; a module is open when its last case has ended: K-12", async () => {
      const address = await (await addedPart()).getAddress();
      const [first, second] = [newCase(), newCase()];
      await expect(halt(office, "shop", first))
        .to.emit(directory, "ModuleHalted")
        .withArgs(SHOP, first, 1n);
      await expect(halt(office, "shop", second))
        .to.emit(directory, "ModuleHalted")
        .withArgs(SHOP, second, 2n);
      expect([await directory.isHalted(SHOP), await isOpen(address)]).to.deep.equal([true, false]);
      await expect(resume(office, "shop", first))
        .to.emit(directory, "ModuleResumed")
        .withArgs(SHOP, first, 1n);
      expect([await directory.isHalted(SHOP), await isOpen(address)]).to.deep.equal([true, false]);
      await expect(resume(office, "shop", second))
        .to.emit(directory, "ModuleResumed")
        .withArgs(SHOP, second, 0n);
      expect([await directory.isHalted(SHOP), await isOpen(address)]).to.deep.equal([false, true]);
    });

    it("hold for all versions, those registered meanwhile too, and do not open a closed one", async () => {
      const [first, second] = [await addedPart(), await addedPart()];
      await ordered("retire", SHOP, 1n);
      await ordered("close", SHOP, 1n);
      const key = newCase();
      await halt(office, "shop", key);
      const third = await addedPart();
      const open = () => Promise.all([first, second, third].map(async (each) => isOpen(await each.getAddress())));
      expect(await open()).to.deep.equal([false, false, false]);
      await resume(office, "shop", key);
      expect(await open()).to.deep.equal([false, true, true]);
    });

    it("leave other modules alone", async () => {
      await halt(office, "bills");
      expect(await isOpen(await office.suite.money.getAddress())).to.equal(true);
      expect(await isOpen(await office.suite.billRegistry.getAddress())).to.equal(false);
      expect(await directory.isHalted(encodeBytes32String("money"))).to.equal(false);
    });

    it("revert when the module is unknown, or the case's key was used before", async () => {
      await expect(halt(office, "nothing"))
        .to.be.revertedWithCustomError(directory, "ModuleUnknown")
        .withArgs(encodeBytes32String("nothing"));
      await addedPart();
      const key = newCase();
      await halt(office, "shop", key);
      const used = () =>
        expect(halt(office, "shop", key))
          .to.be.revertedWithCustomError(directory, "ModuleHaltCaseUsed")
          .withArgs(SHOP, key);
      await used();
      await resume(office, "shop", key);
      await used();
    });

    it("revert when there is no such live case", async () => {
      const key = newCase();
      await halt(office, "bills", key);
      await expect(resume(office, "money", key))
        .to.be.revertedWithCustomError(directory, "ModuleHaltCaseUnknown")
        .withArgs(encodeBytes32String("money"), key);
      await resume(office, "bills", key);
      await expect(resume(office, "bills", key)).to.be.revertedWithCustomError(directory, "ModuleHaltCaseUnknown");
    });

    it("a regulator's halt holds at once and ends after a week unless the council ratifies it", async () => {
      const { docket } = office.suite;
      const bills = encodeBytes32String("bills");
      const urgent = async () => {
        const call = { target: directory, name: "halt", args: [bills, newCase()], route: 1 };
        const ready = await approvedOrder(office.suite, [call], regulator(office));
        await docket.execute(ready.order, ready.calls);
        return ready;
      };
      const lapsing = await urgent();
      expect(await directory.isHalted(bills)).to.equal(true);
      await networkHelpers.time.increase(7n * DAY + 1n);
      await docket.lapse(lapsing.order, lapsing.calls);
      expect(await directory.isHalted(bills)).to.equal(false);

      const kept = await urgent();
      for (const [actor] of council(office)) {
        await docket.connect(actor.signer).approve(kept.order, 1n, kept.calls);
      }
      await docket.ratify(kept.order, kept.calls);
      await networkHelpers.time.increase(7n * DAY + 1n);
      await expect(docket.lapse(kept.order, kept.calls)).to.be.revertedWithCustomError(docket, "DocketWrongStatus");
      expect(await directory.isHalted(bills)).to.equal(true);
    });
  });

  it("K-3: reverts when anybody calls it without an order", async () => {
    const address = await (await part()).getAddress();
    const bills = encodeBytes32String("bills");
    const acts: [string, unknown[]][] = [
      ["register", [SHOP, 1n, [address], 1n]],
      ["retire", [bills, 1n]],
      ["close", [bills, 1n]],
      ["halt", [bills, newCase()]],
      ["resume", [bills, newCase()]],
    ];
    const [deployer] = await ethers.getSigners();
    for (const caller of [deployer, office.regulator.signer, office.nanming.signer]) {
      for (const [name, args] of acts) {
        await expect(directory.connect(caller).getFunction(name)(...args), name)
          .to.be.revertedWithCustomError(directory, "AccessManagedUnauthorized")
          .withArgs(caller);
      }
    }
  });

  it("K-10: reverts when the manager is asked to call for somebody: X-36", async () => {
    const { authority, money } = office.suite;
    const bills = encodeBytes32String("bills");
    for (const [target, data] of [
      [directory, directory.interface.encodeFunctionData("halt", [bills, newCase()])],
      [money, money.interface.encodeFunctionData("transfer", [office.huaxi.wallet, 1n])],
      [participants, participants.interface.encodeFunctionData("suspend", [office.huaxi.id])],
    ] as const) {
      for (const caller of [office.regulator.signer, office.nanming.signer]) {
        await expect(authority.connect(caller).execute(target, data)).to.be.revertedWithCustomError(
          authority,
          "AccessManagerUnauthorizedCall",
        );
        await expect(authority.connect(caller).schedule(target, data, 0)).to.be.revertedWithCustomError(
          authority,
          "AccessManagerUnauthorizedCall",
        );
        await expect(
          authority
            .connect(caller)
            .multicall([authority.interface.encodeFunctionData("execute", [target.target, data])]),
        ).to.be.revertedWithCustomError(authority, "AccessManagerUnauthorizedCall");
      }
    }
  });

  it("no version, part or case is known that nobody registered", async () => {
    const { address } = stranger("nothing");
    expect([...(await directory.moduleOf(address))]).to.deep.equal([ZeroHash, false]);
    expect(await directory.statusOf(address)).to.equal(Status.None);
    await expect(directory.current(SHOP)).to.be.revertedWithCustomError(directory, "ModuleUnknown").withArgs(SHOP);
  });
});
