/** Transition tables of payouts, their lines, and rounds: what each act makes of each state, and that it is refused from every other. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { daysPass, DECISION, type Household, LIVING, Outcome, Role } from "../../../utils/relief.ts";
import { refusalOf, tried } from "../../../utils/relief-people.ts";
import {
  ANSWER,
  answer,
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
  RECEIPT_DAYS,
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

interface Act<State extends string> {
  does: (trial: Trial) => Promise<unknown>;
  /** The states in which it may be done, and what comes of it. */
  from: Partial<Record<State, State>>;
  /** The error by which all others refuse it, or each of them. */
  refusal: string | Partial<Record<State, string>>;
}

type Table<State extends string> = Record<string, Act<State>>;

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
      for (const [name, { does, from, refusal }] of Object.entries(table)) {
        const expected = from[state] ?? (typeof refusal === "string" ? refusal : refusal[state]);
        await tried(async () => {
          const happened = (await refusalOf(does(trial))) ?? (await stateOf(trial));
          expect(happened, `${name} in ${state}`).to.equal(expected);
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

  /** A voucher's payout, drawn as far as two transactions go, to a merchant that is one no longer. */
  async function returning(desk: PayingDesk): Promise<bigint> {
    const { suite, rural, programme, benefit, bianmin } = desk;
    const total = 1_400_000n;
    const project = await projectFunded(desk, { lots: Array.from({ length: 140 }, () => 10_000n) });
    const household = firstOf(desk);
    const { runner } = await bookForParts(desk);
    await suite.reliefHouseholds.connect(runner).grant(programme, 0, 0, 0, 0, [household.number], [total]);
    const draft = { kind: PayoutKind.Voucher, payee: bianmin.id, officer: 0n, project, benefit, cap: total };
    const payout = await created(desk, draft, [household], [total]);
    const admit = (admitted: boolean) =>
      suite.reliefProgrammes.connect(rural.signer).setRole(programme, bianmin.id, Role.Merchant, LIVING, admitted);
    await admit(true);
    await suite.reliefPayouts.continueDrawing(payout);
    await admit(false);
    await suite.reliefPayouts.continueDrawing(payout);
    return payout;
  }

  /** How a payout without lines is refused, and one with lines in another status. */
  const wrongForAnswers = {
    Drawing: "PayoutWrongStatus",
    Settled: "PayoutWrongStatus",
    Paid: "PayoutWrongKind",
    Returning: "PayoutWrongKind",
    Returned: "PayoutWrongKind",
  };

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
      Returning: returning,
      Returned: async (desk) => {
        const payout = await returning(desk);
        await desk.suite.reliefPayouts.continueDrawing(payout);
        return payout;
      },
    },
    {
      continueDrawing: {
        does: ({ desk, payout }) => desk.suite.reliefPayouts.continueDrawing(payout),
        from: { Drawing: "Open", Returning: "Returned" },
        refusal: "PayoutWrongStatus",
      },
      answer: {
        does: ({ desk, payout }) => answer(desk, payout),
        from: { Open: "Settled" },
        refusal: wrongForAnswers,
      },
      "returnOverdue, first": {
        does: async ({ desk, payout }) => {
          await daysPass(RECEIPT_DAYS + 1n);
          await desk.suite.reliefPayouts.returnOverdue(payout, 1);
        },
        from: { Open: "Open" },
        refusal: wrongForAnswers,
      },
      "returnOverdue, last": {
        does: async ({ desk, payout }) => {
          await daysPass(RECEIPT_DAYS + 1n);
          await desk.suite.reliefPayouts.returnOverdue(payout, 1);
          await desk.suite.reliefPayouts.returnOverdue(payout, 1);
        },
        from: { Open: "Settled" },
        refusal: wrongForAnswers,
      },
      enterConfirmations: {
        does: async ({ desk, payout }) => {
          await daysPass(8);
          await desk.suite.reliefPayouts.enterConfirmations(payout);
        },
        from: { Settled: "Settled" },
        refusal: "PayoutWrongStatus",
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
      answer: { does: answered, from: { Open: "Paid" }, refusal: "PayoutWrongStatus" },
      "answer, as failed": { does: failed, from: { Open: "Returned" }, refusal: "PayoutWrongStatus" },
      confirm: {
        does: confirmed,
        from: { Paid: "Confirmed", Disputed: "Confirmed" },
        refusal: "PayoutLineWrongStatus",
      },
      dispute: { does: disputed, from: { Paid: "Disputed" }, refusal: "PayoutLineWrongStatus" },
      "answerDispute, dismissed": {
        does: decided(false),
        from: { Disputed: "Paid" },
        refusal: "PayoutLineWrongStatus",
      },
      "answerDispute, upheld": {
        does: decided(true),
        from: { Disputed: "Disputed" },
        refusal: "PayoutLineWrongStatus",
      },
      giveBack: {
        does: givenBack,
        from: { Paid: "GivenBack", Confirmed: "GivenBack", Disputed: "GivenBack" },
        refusal: "PayoutLineWrongStatus",
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
        refusal: "RoundWrongStatus",
      },
      "answerLineObjection, of what could be objected to": {
        does: async (trial) => {
          await refusalOf(by(trial, "songxi3").objectToLine(round(trial), trial.household.id, GROUNDS));
          await by(trial, "wudang3").answerLineObjection(1, Outcome.Upheld, ANSWER);
        },
        from: { OnNotice: "OnNotice" },
        refusal: "LineObjectionUnknown",
      },
      approveRound: {
        does: async (trial) => {
          await roundNoticePasses(trial.desk, round(trial));
          await by(trial, "songxi2").approveRound(round(trial), ZeroHash, TOTAL, DECISION);
        },
        from: { OnNotice: "Approved" },
        refusal: "RoundWrongStatus",
      },
      refuseRound: {
        does: (trial) => by(trial, "songxi2").refuseRound(round(trial), GROUNDS),
        from: { OnNotice: "Refused" },
        refusal: "RoundWrongStatus",
      },
      releasePage: {
        does: (trial) => release(trial.desk, round(trial), trial.desk.households),
        from: { Approved: "Approved" },
        refusal: "RoundWrongStatus",
      },
      closeRound: {
        does: (trial) => by(trial, "songxi2").closeRound(round(trial)),
        from: { Approved: "Closed" },
        refusal: "RoundWrongStatus",
      },
    },
    async (trial) => nameOf(RoundStatus, (await trial.desk.suite.reliefBenefits.roundInfo(round(trial))).status),
  );
});
