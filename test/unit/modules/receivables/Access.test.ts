/** Who may pass notes on: when the module is halted, when a party is frozen or suspended, through which accounts. */
import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import { freeze, halt, order, suspend } from "../../../utils/bills.ts";
import { bound } from "../../../utils/orders.ts";
import { noteInfo, requestOn } from "../../../utils/receivables-registry.ts";
import {
  FACE,
  Marks,
  noteOf,
  opened,
  PRE_SIGNED,
  preSigned,
  receivableDesk,
  type ReceivableDesk,
  TRADE,
  transferAsked,
  transferred,
} from "../../../utils/receivables.ts";
import { type Actor, ethers } from "../../../utils/suite.ts";

type Party = "nanming" | "huaxi";

/** An act as far as all but its last step, which is returned. */
interface Act {
  /** Brings a note to where the act begins. */
  ready: (desk: ReceivableDesk) => Promise<bigint>;
  act: (desk: ReceivableDesk, note: bigint) => Promise<unknown>;
  /** Who acts, and who else must be in good standing for it. */
  by: Party;
  other?: Party;
  mode: "Dispose" | "Preserve";
  /** Holder and marks afterwards. */
  after: readonly [holder: Party, marks: bigint];
}

const first = async (desk: ReceivableDesk) => (await opened(desk)).note;
const asked = async (desk: ReceivableDesk) => {
  const { part } = await transferAsked(desk, await first(desk), desk.nanming, desk.huaxi);
  return part;
};
const registryOf = (desk: ReceivableDesk, who: Party) => desk.suite.receivableRegistry.connect(desk[who].signer);

const acts: Record<string, Act> = {
  transfer: {
    ready: first,
    act: (desk, note) => registryOf(desk, "nanming").transfer(note, FACE, desk.huaxi.id, TRADE, 0),
    by: "nanming",
    other: "huaxi",
    mode: "Dispose",
    after: ["nanming", Marks.Locked],
  },
  transferMany: {
    ready: first,
    act: (desk, note) =>
      registryOf(desk, "nanming").transferMany(note, [{ to: desk.huaxi.id, amount: FACE, trade: TRADE }], 0),
    by: "nanming",
    other: "huaxi",
    mode: "Dispose",
    after: ["nanming", Marks.Locked],
  },
  sign: {
    ready: asked,
    act: async (desk, note) => registryOf(desk, "huaxi").sign(await requestOn(desk, note)),
    by: "huaxi",
    other: "nanming",
    mode: "Dispose",
    after: ["huaxi", 0n],
  },
  merge: {
    ready: async (desk) => {
      const note = await first(desk);
      const part = await transferred(desk, note, desk.nanming, desk.huaxi, 1n);
      return transferred(desk, part, desk.huaxi, desk.nanming);
    },
    act: (desk, note) => registryOf(desk, "nanming").merge(note, note - 1n),
    by: "nanming",
    mode: "Dispose",
    after: ["nanming", 0n],
  },
  instruct: {
    ready: first,
    act: (desk) => preSigned(desk, desk.nanming, desk.huaxi),
    by: "nanming",
    other: "huaxi",
    mode: "Dispose",
    after: ["nanming", 0n],
  },
  cancelInstruction: {
    ready: async (desk) => {
      await preSigned(desk, desk.nanming, desk.huaxi);
      return first(desk);
    },
    act: (desk) => registryOf(desk, "nanming").cancelInstruction(desk.huaxi.id),
    by: "nanming",
    mode: "Preserve",
    after: ["nanming", 0n],
  },
  refuse: {
    ready: asked,
    act: async (desk, note) => registryOf(desk, "huaxi").refuse(await requestOn(desk, note)),
    by: "huaxi",
    mode: "Preserve",
    after: ["nanming", 0n],
  },
  withdrawRequest: {
    ready: asked,
    act: async (desk, note) => registryOf(desk, "nanming").withdrawRequest(await requestOn(desk, note)),
    by: "nanming",
    mode: "Preserve",
    after: ["nanming", 0n],
  },
};

describe("Receivables: who may pass them on", () => {
  const stateOf = async (desk: ReceivableDesk, note: bigint) => {
    const { holder } = await noteInfo(desk, note);
    return [holder, await desk.suite.receivableRegistry.marksOf(note)];
  };

  for (const [name, { ready, act, by, other, mode, after }] of Object.entries(acts)) {
    describe(`${name}, ${mode}`, () => {
      const isNew = mode === "Dispose";
      const check = async (stop: (desk: ReceivableDesk) => Promise<unknown>, error: string | undefined) => {
        const desk = await receivableDesk();
        const note = await ready(desk);
        await stop(desk);
        const before = await stateOf(desk, note);
        if (error === undefined) await act(desk, note);
        else await expect(act(desk, note)).to.be.revertedWithCustomError(desk.suite.participants, error);
        expect(await stateOf(desk, note)).to.deep.equal(error === undefined ? [desk[after[0]].id, after[1]] : before);
      };

      it(`K-12 ${isNew ? "stops" : "goes on"} while the module is halted`, async () => {
        await check((desk) => halt(desk, "receivables"), isNew ? "ParticipantModuleHalted" : undefined);
      });

      it("K-12 goes on while the modules of bills, money and trade are halted", async () => {
        await check(async (desk) => {
          for (const module of ["bills", "money", "trade"]) await halt(desk, module);
        }, undefined);
      });

      it(`K-11 ${isNew ? "is refused to" : "is open to"} a frozen ${by}`, async () => {
        await check((desk) => freeze(desk, desk[by]), isNew ? "ParticipantIsFrozen" : undefined);
      });

      it(`${isNew ? "is refused to" : "is open to"} a suspended ${by}, and an expelled one`, async () => {
        const error = isNew ? "ParticipantWrongStanding" : undefined;
        await check((desk) => suspend(desk, desk[by]), error);
        await check(async (desk) => {
          await suspend(desk, desk[by]);
          await order(desk, "expel", [desk[by].id]);
        }, error);
      });

      if (other !== undefined) {
        it(`is refused while the other party, ${other}, is frozen or suspended`, async () => {
          await check((desk) => freeze(desk, desk[other]), "ParticipantIsFrozen");
          await check((desk) => suspend(desk, desk[other]), "ParticipantWrongStanding");
        });
      }

      it("K-10 is not done by a key that serves nobody", async () => {
        const desk = await receivableDesk();
        const note = await ready(desk);
        const [stranger] = await ethers.getSigners();
        if (stranger === undefined) throw new Error("The network has no accounts.");
        const before = await stateOf(desk, note);
        const asStranger = { ...desk, [by]: { ...desk[by], signer: stranger } };
        await expect(act(asStranger, note)).to.be.revertedWithCustomError(desk.suite.participants, "AccountUnknown");
        expect(await stateOf(desk, note)).to.deep.equal(before);
      });
    });
  }

  it("K-10 AccessManager.execute speaks for nobody", async () => {
    const desk = await receivableDesk();
    const { authority, receivableRegistry } = desk.suite;
    const note = await first(desk);
    const { interface: abi } = receivableRegistry;
    for (const data of [
      abi.encodeFunctionData("transfer", [note, FACE, desk.huaxi.id, TRADE, 0]),
      abi.encodeFunctionData("convey", [note, desk.huaxi.id, 1]),
    ]) {
      await expect(authority.connect(desk.nanming.signer).execute(receivableRegistry, data)).to.revert(ethers);
    }
    expect(await stateOf(desk, note)).to.deep.equal([desk.nanming.id, 0n]);
  });

  it("X-5: no part's function answers to anybody else: participants, the market, the docket's orders", async () => {
    const desk = await receivableDesk();
    const { note, root } = await opened(desk);
    const { receivableRegistry, market } = desk.suite;
    const { id: to, wallet } = desk.huaxi;
    const calls: Record<string, readonly unknown[]> = {
      propose: [desk.qianling.id, to, 1, 30_000, 0, 0],
      open: [root],
      setConfirmer: [root, to],
      startCancelling: [root],
      openRequest: [note, 1, 4, desk.nanming.id, to, 0, TRADE],
      signRequest: [1, to],
      offer: [note, desk.nanming.id, 1, 1, 30_000],
      endOffer: [note, 1],
      conveyOffered: [note, 1, to, wallet, wallet],
      split: [note, 1],
      join: [note, note],
      mark: [note, 1, 0],
      convey: [note, to, 1],
      close: [root, [note], [ZeroAddress], 2],
      setAside: [note, true],
      seize: [note],
    };
    const callers = [
      desk.nanming.signer,
      desk.qianling.signer,
      await ethers.getImpersonatedSigner(await market.getAddress()),
    ];
    for (const [name, args] of Object.entries(calls)) {
      for (const caller of callers) {
        await expect(receivableRegistry.connect(caller).getFunction(name)(...args), name)
          .to.be.revertedWithCustomError(receivableRegistry, "CallerNotPart")
          .withArgs(caller.address);
      }
    }
    for (const [name, args] of [
      ["wire", [[wallet]]],
      ["setOrders", [wallet]],
    ] as const) {
      await expect(
        receivableRegistry.connect(desk.nanming.signer).getFunction(name)(...args),
        name,
      ).to.be.revertedWithCustomError(receivableRegistry, "AccessManagedUnauthorized");
    }
  });

  describe("operators", () => {
    let desk: ReceivableDesk;
    let operator: Actor["signer"];

    beforeEach(async () => {
      desk = await receivableDesk();
      operator = (await ethers.getSigners())[15] ?? desk.nanming.signer;
    });

    it("act for their participant, whose wallet stays the owner", async () => {
      const note = await first(desk);
      await bound(desk, desk.nanming, operator);
      await bound(desk, desk.huaxi, (await ethers.getSigners())[16] ?? operator);
      const { receivableRegistry } = desk.suite;
      await receivableRegistry.connect(operator).transfer(note, FACE, desk.huaxi.id, TRADE, 0);
      await receivableRegistry.connect((await ethers.getSigners())[16]).sign(await requestOn(desk, note));
      expect(await receivableRegistry.ownerOf(note)).to.equal(desk.huaxi.wallet);
      expect(await receivableRegistry.balanceOf(operator)).to.equal(0n);
    });

    it("only of the modules that they serve", async () => {
      const note = await first(desk);
      await bound(desk, desk.nanming, operator, { modules: ["bills"] });
      await expect(
        desk.suite.receivableRegistry.connect(operator).transfer(note, FACE, desk.huaxi.id, TRADE, 0),
      ).to.be.revertedWithCustomError(desk.suite.participants, "AccountNotForModule");
    });

    it("up to their ceiling: fen of the transfer, of all of a batch together, of what they sign for and in advance", async () => {
      const { receivableRegistry, participants } = desk.suite;
      const mine = receivableRegistry.connect(operator);
      const ceiling = 1_000n;
      await bound(desk, desk.nanming, operator, { ceiling });
      const { root, note } = await opened(desk);
      const refused = (act: Promise<unknown>, amount: bigint) =>
        expect(act)
          .to.be.revertedWithCustomError(participants, "AccountCeilingExceeded")
          .withArgs(operator, amount, ceiling);
      const to = desk.huaxi.id;
      await refused(mine.transfer(note, ceiling + 1n, to, TRADE, 0), ceiling + 1n);
      await mine.transfer(note, ceiling, to, TRADE, 0);
      const half = { to, amount: ceiling / 2n, trade: TRADE };
      await refused(mine.transferMany(note, [half, half, { ...half, amount: 1n }], 0), ceiling + 1n);
      await mine.transferMany(note, [half, half], 0);
      await refused(mine.instruct(to, { ...PRE_SIGNED, ceiling: ceiling + 1n }), ceiling + 1n);
      await mine.instruct(to, { ...PRE_SIGNED, ceiling });

      const huaxi = receivableRegistry.connect(desk.huaxi.signer);
      for (const number of [2, 3, 4]) await huaxi.sign(await requestOn(desk, noteOf(root, number)));
      await huaxi.merge(noteOf(root, 2), noteOf(root, 3));
      await huaxi.transfer(noteOf(root, 2), ceiling + 1n, desk.wudang.id, id("trade"), 0);
      await participants.connect(operator).releaseAccount(operator);
      await bound(desk, desk.wudang, operator, { ceiling });
      await refused(mine.sign(await requestOn(desk, noteOf(root, 5))), ceiling + 1n);
    });
  });
});
