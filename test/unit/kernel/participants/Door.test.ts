/** The door: every standing of both parties, in every mode, through an open and a halted module. And who may move money. */
import { expect } from "chai";
import { encodeBytes32String, ZeroAddress } from "ethers";
import { Standing } from "../../../../deploy/data/terms.ts";
import {
  admitted,
  applied,
  bound,
  decree,
  freeze,
  halt,
  newcomer,
  type Office,
  provider,
  stranger,
} from "../../../utils/orders.ts";
import { foundedSuite, networkHelpers } from "../../../utils/suite.ts";

const Mode = { None: 0n, Dispose: 1n, Preserve: 2n, Perform: 3n } as const;
type ModeName = Exclude<keyof typeof Mode, "None">;
const NOBODY = 0n;
const MONEY = encodeBytes32String("money");

/** Parties in every condition there is. */
const CONDITIONS = ["active", "frozen", "suspended", "suspended and frozen", "expelled", "applied", "unknown"] as const;
type Condition = (typeof CONDITIONS)[number];

interface Party {
  id: bigint;
  account: string;
  condition: Condition;
}

async function conditions() {
  const office = await foundedSuite();
  const firms = CONDITIONS.map((condition, index) => ({ condition, who: newcomer(index + 1) }));
  const parties = {} as Record<Condition, Party>;
  for (const { condition, who } of firms) {
    const account = who.wallet.address;
    if (condition === "unknown") {
      parties[condition] = { id: 999n, account, condition };
      continue;
    }
    const id = condition === "applied" ? await applied(office, who) : await admitted(office, who);
    parties[condition] = { id, account, condition };
    if (condition.includes("frozen")) await freeze(office, id);
    if (condition.startsWith("suspended") || condition === "expelled") await decree(office, "suspend", id);
    if (condition === "expelled") await decree(office, "expel", id);
  }
  return { office, parties };
}

async function conditionsHalted() {
  const all = await networkHelpers.loadFixture(conditions);
  await halt(all.office, "money");
  return all;
}

type Failure = [error: string, ...args: unknown[]] | undefined;

const standingOf: Record<Condition, bigint> = {
  active: Standing.Active,
  frozen: Standing.Active,
  suspended: Standing.Suspended,
  "suspended and frozen": Standing.Suspended,
  expelled: Standing.Expelled,
  applied: Standing.Applied,
  unknown: 0n,
};

/** kernel.md, "The door", for one party: what it needs to dispose, to preserve, to perform. */
function missing({ condition, id }: Party, mode: ModeName): Failure {
  const standing = standingOf[condition];
  if (standing === 0n) return ["ParticipantUnknown", id];
  const isActive = standing === Standing.Active;
  if (standing < Standing.Active || (mode === "Dispose" && !isActive)) {
    return ["ParticipantWrongStanding", id, standing, Standing.Active];
  }
  if (mode !== "Preserve" && condition.includes("frozen")) return ["ParticipantIsFrozen", id];
  return undefined;
}

describe("ParticipantRegistry: the door", () => {
  for (const [state, load] of [
    ["open", conditions],
    ["halted", conditionsHalted],
  ] as const) {
    describe(`of a module that is ${state}`, () => {
      let office: Office;
      let parties: Record<Condition, Party>;

      before(async () => {
        ({ office, parties } = await networkHelpers.loadFixture(load));
      });

      const knock = async (account: string, other: bigint, mode: bigint, amount = 0n) =>
        office.suite.participants
          .connect(provider)
          .door(account, other, mode, amount, { from: await office.suite.money.getAddress() });

      for (const mode of ["Dispose", "Preserve", "Perform"] as const) {
        it(`K-12: ${mode}, in every condition of both parties`, async () => {
          const { participants } = office.suite;
          for (const own of Object.values(parties)) {
            for (const other of [undefined, ...Object.values(parties)]) {
              const label = `${mode}: ${own.condition} with ${other?.condition ?? "nobody"}`;
              const isHalted: Failure =
                state === "halted" && mode === "Dispose" ? ["ParticipantModuleHalted", MONEY] : undefined;
              const isNoParticipant: Failure = ["applied", "unknown"].includes(own.condition)
                ? ["AccountUnknown", own.account]
                : undefined;
              // Of the counterparty an act asks only to be able to take part, unless both take on something new.
              const otherFailure = other && missing(other, mode === "Dispose" ? "Dispose" : "Preserve");
              const failure = isHalted ?? isNoParticipant ?? missing(own, mode) ?? otherFailure;
              const attempt = knock(own.account, other?.id ?? NOBODY, Mode[mode]);
              if (failure === undefined) {
                const [participant, wallet, otherWallet] = await attempt;
                expect([participant, wallet], label).to.deep.equal([own.id, own.account]);
                expect(otherWallet, label).to.equal(other?.account ?? `0x${"0".repeat(40)}`);
              } else {
                const [error, ...args] = failure;
                const refused = expect(attempt, label).to.be.revertedWithCustomError(participants, error);
                if (error === "ParticipantIsFrozen") await refused;
                else await refused.withArgs(...args);
              }
            }
          }
        });
      }

      it("moves a part's money to many as it moves it to each: K-11", async () => {
        const { participants, money, billPayment } = office.suite;
        const as = participants.connect(provider);
        const overrides = { from: await money.getAddress() };
        const part = await billPayment.getAddress();
        for (const sender of Object.values(parties)) {
          for (const receiver of Object.values(parties)) {
            const label = `${sender.condition} to ${receiver.condition}`;
            const failure: Failure = ["applied", "unknown"].includes(sender.condition)
              ? ["AccountUnknown", sender.account]
              : (missing(sender, "Perform") ?? missing(receiver, "Preserve"));
            const to = [parties.active.id, receiver.id];
            const attempt = as.requireMoves(part, sender.account, to, overrides);
            if (failure === undefined) {
              expect([...(await attempt)], label).to.deep.equal([
                sender.id,
                [parties.active.account, receiver.account],
              ]);
              expect((await attempt).payer).to.equal(
                await as.requireMove(part, sender.account, receiver.account, 1n, overrides),
              );
            } else {
              const [error, ...args] = failure;
              const refused = expect(attempt, label).to.be.revertedWithCustomError(participants, error);
              if (error === "ParticipantIsFrozen") await refused;
              else await refused.withArgs(...args);
            }
          }
        }
        const all = Object.values(parties);
        expect([...(await participants.payableWallets(all.map(({ id }) => id)))]).to.deep.equal(
          all.map((party) => (missing(party, "Preserve") === undefined ? party.account : ZeroAddress)),
        );
        await expect(as.requireMoves(parties.active.account, parties.active.account, [], overrides))
          .to.be.revertedWithCustomError(participants, "ParticipantModuleUnknown")
          .withArgs(parties.active.account);
      });

      it("moves money in every condition of sender and receiver: K-11", async () => {
        const { participants, money, billPayment } = office.suite;
        const from = await money.getAddress();
        const part = await billPayment.getAddress();
        for (const sender of Object.values(parties)) {
          for (const receiver of Object.values(parties)) {
            for (const spender of [sender.account, part]) {
              const label = `${spender === part ? "a part" : "itself"}: ${sender.condition} to ${receiver.condition}`;
              const byPart = spender === part;
              const isHalted: Failure = state === "halted" && !byPart ? ["ParticipantModuleHalted", MONEY] : undefined;
              const unknown = (party: Party): Failure =>
                ["applied", "unknown"].includes(party.condition) ? ["AccountUnknown", party.account] : undefined;
              const failure =
                isHalted ??
                unknown(sender) ??
                missing(sender, byPart ? "Perform" : "Dispose") ??
                unknown(receiver) ??
                missing(receiver, "Preserve");
              const attempt = participants
                .connect(provider)
                .requireMove(spender, sender.account, receiver.account, 1n, { from });
              if (failure === undefined) {
                await attempt;
              } else {
                const [error, ...args] = failure;
                const refused = expect(attempt, label).to.be.revertedWithCustomError(participants, error);
                if (error === "ParticipantIsFrozen") await refused;
                else await refused.withArgs(...args);
              }
            }
          }
        }
      });
    });
  }

  describe("otherwise", () => {
    let office: Office;
    let parties: Record<Condition, Party>;

    before(async () => {
      ({ office, parties } = await networkHelpers.loadFixture(conditions));
    });

    it("K-10: reverts when the caller is no module's part", async () => {
      const { participants, authority } = office.suite;
      const { account } = parties.active;
      for (const from of [account, await authority.getAddress(), stranger("nobody").address]) {
        const as = participants.connect(provider);
        await expect(as.door(account, NOBODY, Mode.Preserve, 0n, { from }))
          .to.be.revertedWithCustomError(participants, "ParticipantModuleUnknown")
          .withArgs(from);
        await expect(as.requireMove(account, account, account, 0n, { from }))
          .to.be.revertedWithCustomError(participants, "ParticipantModuleUnknown")
          .withArgs(from);
      }
    });

    it("reverts when the mode is missing", async () => {
      const { participants, money } = office.suite;
      const from = await money.getAddress();
      const as = participants.connect(provider);
      await expect(as.door(parties.active.account, NOBODY, Mode.None, 0n, { from })).to.be.revertedWithCustomError(
        participants,
        "ParticipantModeMissing",
      );
      await expect(participants.requireStanding(parties.active.id, Mode.None)).to.be.revertedWithCustomError(
        participants,
        "ParticipantModeMissing",
      );
    });

    it("requireStanding and requireHolder say the same of a participant and of its wallet, and of no other account", async () => {
      const { participants } = office.suite;
      for (const mode of ["Dispose", "Preserve", "Perform"] as const) {
        for (const party of Object.values(parties)) {
          const failure = missing(party, mode);
          const label = `${mode}: ${party.condition}`;
          if (failure === undefined) {
            expect(await participants.requireStanding(party.id, Mode[mode]), label).to.equal(party.account);
            await participants.requireHolder(party.account, Mode[mode]);
          } else {
            const unknown = ["applied", "unknown"].includes(party.condition);
            await expect(participants.requireStanding(party.id, Mode[mode]), label).to.be.revertedWithCustomError(
              participants,
              failure[0],
            );
            await expect(participants.requireHolder(party.account, Mode[mode]), label).to.be.revertedWithCustomError(
              participants,
              unknown ? "AccountUnknown" : failure[0],
            );
          }
        }
      }
      const clerk = stranger("clerk");
      await bound(office, office.nanming, clerk);
      await expect(participants.requireHolder(clerk, Mode.Preserve))
        .to.be.revertedWithCustomError(participants, "AccountUnknown")
        .withArgs(clerk.address);
    });

    it("K-11: a spender's own participant must be free, whatever the holder's is", async () => {
      const { participants, money } = office.suite;
      const from = await money.getAddress();
      const move = (spender: string) =>
        participants.connect(provider).requireMove(spender, office.nanming.wallet, office.huaxi.wallet, 1n, { from });
      await move(parties.active.account);
      for (const [condition, error] of [
        ["frozen", "ParticipantIsFrozen"],
        ["suspended", "ParticipantWrongStanding"],
        ["expelled", "ParticipantWrongStanding"],
        ["applied", "AccountUnknown"],
        ["unknown", "AccountUnknown"],
      ] as const) {
        await expect(move(parties[condition].account), condition).to.be.revertedWithCustomError(participants, error);
      }
    });
  });
});
