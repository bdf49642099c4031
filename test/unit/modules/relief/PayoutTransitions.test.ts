/** Transition tables of payouts, their lines, and rounds: what each act makes of each state, and that it is refused from every other. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { daysPass, DECISION, type Household, Outcome } from "../../../utils/relief.ts";
import { tried } from "../../../utils/relief-people.ts";
import {
  ANSWER,
  answer,
  bankIsSilent,
  bookForParts,
  confirm,
  created,
  decideDispute,
  dispute,
  EACH,
  giveBack,
  GROUNDS,
  LineStatus,
  moneyed,
  nameOf,
  opened,
  payingDesk,
  type PayingDesk,
  PayoutKind,
  PayoutStatus,
  projectFunded,
  release,
  roundApproved,
  roundNoticePasses,
  roundProposed,
  RoundStatus,
  statusOfLine,
  TOTAL,
} from "../../../utils/relief-payouts.ts";

type Name<T> = keyof T & string;

/** What an act is tried on. */
interface Trial {
  desk: PayingDesk;
  payout: bigint;
  household: Household;
}

/** An act from each state in which it may be done, and what comes of it; from every other it is refused. */
type Table<State extends string> = Record<
  string,
  { does: (trial: Trial) => Promise<unknown>; from: Partial<Record<State, State>> }
>;

const firstOf = (desk: PayingDesk): Household => {
  const [household] = desk.households;
  if (household === undefined) throw new Error("The desk has no households.");
  return household;
};

/** Tries every act in every state. */
function tabulate<State extends string>(
  states: Record<State, (desk: PayingDesk) => Promise<bigint>>,
  table: Table<State>,
  stateOf: (trial: Trial) => Promise<string>,
) {
  for (const [state, reach] of Object.entries(states) as [State, (desk: PayingDesk) => Promise<bigint>][]) {
    it(`${state}: ${Object.keys(table).join(", ")}`, async () => {
      const desk = await payingDesk();
      await moneyed(desk, desk.guanshan, 10n * EACH);
      const trial = { desk, payout: await reach(desk), household: firstOf(desk) };
      if ((await stateOf(trial)) !== state) throw new Error(`It is ${await stateOf(trial)}.`);
      for (const [name, { does, from }] of Object.entries(table)) {
        const then = from[state];
        await tried(async () => {
          let refusal: unknown;
          await does(trial).catch((error: unknown) => (refusal = error));
          const happened = refusal === undefined ? await stateOf(trial) : "refused";
          expect(happened, `${name} in ${state}`).to.equal(then ?? "refused");
        });
      }
    });
  }
}

describe("Transitions of payouts", () => {
  /** A payout to guanshan whose line needs more lots than one transaction visits. */
  async function drawing(desk: PayingDesk): Promise<bigint> {
    const lots = Array.from({ length: 70 }, () => 10_000n);
    const [project, household] = [await projectFunded(desk, { lots }), firstOf(desk)];
    const { runner } = await bookForParts(desk);
    const amounts = [700_000n];
    await desk.suite.reliefHouseholds.connect(runner).grant(desk.programme, 0, 0, 0, 0, [household.number], amounts);
    const draft = { kind: PayoutKind.Share, payee: desk.guanshan.id, officer: 0n, project };
    return created(desk, draft, [household], amounts);
  }

  tabulate<Exclude<Name<typeof PayoutStatus>, "None">>(
    {
      Drawing: drawing,
      Open: async (desk) => {
        const payout = await drawing(desk);
        await desk.suite.reliefPayouts.continueDrawing(payout);
        return payout;
      },
      Settled: async (desk) => {
        const payout = await opened(desk);
        await answer(desk, payout);
        return payout;
      },
      Paid: (desk) => created(desk),
    },
    {
      continueDrawing: {
        does: ({ desk, payout }) => desk.suite.reliefPayouts.continueDrawing(payout),
        from: { Drawing: "Open" },
      },
      answer: { does: ({ desk, payout }) => answer(desk, payout), from: { Open: "Settled" } },
      "returnOverdue, first": {
        does: async ({ desk, payout }) => {
          await bankIsSilent(desk, payout);
          await desk.suite.reliefPayouts.returnOverdue(payout, 1);
        },
        from: { Open: "Open" },
      },
      "returnOverdue, last": {
        does: async ({ desk, payout }) => {
          await bankIsSilent(desk, payout);
          await desk.suite.reliefPayouts.returnOverdue(payout, 1);
          await desk.suite.reliefPayouts.returnOverdue(payout, 1);
        },
        from: { Open: "Settled" },
      },
      enterConfirmations: {
        does: async ({ desk, payout }) => {
          await daysPass(8);
          await desk.suite.reliefPayouts.enterConfirmations(payout);
        },
        from: { Settled: "Settled" },
      },
    },
    async ({ desk, payout }) => nameOf(PayoutStatus, (await desk.suite.reliefPayouts.payoutInfo(payout)).status),
  );
});

describe("Transitions of a payout's lines", () => {
  const after =
    (...steps: ((trial: Trial) => Promise<unknown>)[]) =>
    async (desk: PayingDesk) => {
      const trial = { desk, payout: await opened(desk), household: firstOf(desk) };
      for (const step of steps) await step(trial);
      return trial.payout;
    };
  const answered = ({ desk, payout }: Trial) => answer(desk, payout);
  const confirmed = ({ desk, payout, household }: Trial) => confirm(desk, payout, 0, household);
  const disputed = ({ desk, payout, household }: Trial) => dispute(desk, payout, 0, household);
  const decided =
    (upheld: boolean) =>
    ({ desk, payout }: Trial) =>
      decideDispute(desk, payout, 0, upheld);
  const givenBack = ({ desk, payout }: Trial) => giveBack(desk, payout, 0);
  const failed = ({ desk, payout }: Trial) => answer(desk, payout, { failed: [0] });

  tabulate<Exclude<Name<typeof LineStatus>, "None">>(
    {
      Open: after(),
      Paid: after(answered),
      Returned: after(failed),
      Confirmed: after(answered, confirmed),
      Disputed: after(answered, disputed),
      GivenBack: after(answered, givenBack),
    },
    {
      answer: { does: answered, from: { Open: "Paid" } },
      "answer, as failed": { does: failed, from: { Open: "Returned" } },
      confirm: { does: confirmed, from: { Paid: "Confirmed", Disputed: "Confirmed" } },
      dispute: { does: disputed, from: { Paid: "Disputed" } },
      "answerDispute, dismissed": { does: decided(false), from: { Disputed: "Paid" } },
      "answerDispute, upheld": { does: decided(true), from: { Disputed: "Disputed" } },
      giveBack: {
        does: givenBack,
        from: { Paid: "GivenBack", Confirmed: "GivenBack", Disputed: "GivenBack" },
      },
    },
    async ({ desk, payout }) => nameOf(LineStatus, await statusOfLine(desk, payout, 0)),
  );
});

describe("Transitions of rounds", () => {
  const by = ({ desk }: Trial, officer: keyof PayingDesk["officers"]) =>
    desk.suite.reliefBenefits.connect(desk.officers[officer].signer);
  /** In these tables the subject is the round. */
  const round = ({ payout }: Trial) => payout;

  tabulate<Exclude<Name<typeof RoundStatus>, "None">>(
    {
      OnNotice: (desk) => roundProposed(desk),
      Approved: (desk) => roundApproved(desk),
      Refused: async (desk) => {
        const number = await roundProposed(desk);
        await desk.suite.reliefBenefits.connect(desk.officers.songxi2.signer).refuseRound(number, GROUNDS);
        return number;
      },
      Closed: async (desk) => {
        const number = await roundApproved(desk);
        await desk.suite.reliefBenefits.connect(desk.officers.songxi2.signer).closeRound(number);
        return number;
      },
    },
    {
      objectToLine: {
        does: (trial) => by(trial, "songxi3").objectToLine(round(trial), trial.household.id, GROUNDS),
        from: { OnNotice: "OnNotice" },
      },
      answerLineObjection: {
        does: async (trial) => {
          await by(trial, "songxi3").objectToLine(round(trial), trial.household.id, GROUNDS);
          await by(trial, "wudang3").answerLineObjection(1, Outcome.Upheld, ANSWER);
        },
        from: { OnNotice: "OnNotice" },
      },
      approveRound: {
        does: async (trial) => {
          await roundNoticePasses(trial.desk, round(trial));
          await by(trial, "songxi2").approveRound(round(trial), ZeroHash, TOTAL, DECISION);
        },
        from: { OnNotice: "Approved" },
      },
      refuseRound: {
        does: (trial) => by(trial, "songxi2").refuseRound(round(trial), GROUNDS),
        from: { OnNotice: "Refused" },
      },
      releasePage: {
        does: (trial) => release(trial.desk, round(trial), trial.desk.households),
        from: { Approved: "Approved" },
      },
      closeRound: { does: (trial) => by(trial, "songxi2").closeRound(round(trial)), from: { Approved: "Closed" } },
    },
    async (trial) => nameOf(RoundStatus, (await trial.desk.suite.reliefBenefits.roundInfo(round(trial))).status),
  );
});
