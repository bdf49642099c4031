/** The transition table of households: what each act makes of one, and that it is refused from every other status. */
import { expect } from "chai";
import { codeOf } from "../../../../deploy/data/officers.ts";
import { externalFunctions } from "../../../../scripts/checks/functions.ts";
import { makePasskey } from "../../../utils/passkeys.ts";
import {
  answered,
  changed,
  changeOf,
  first,
  granted,
  GROUNDS,
  kinshipReported,
  objected,
  refusalOf,
  statuses,
  type StatusName,
  tried,
} from "../../../utils/relief-people.ts";
import {
  CHOOSE_BANK,
  EVIDENCE,
  type Household,
  HouseholdStatus,
  inventedHouseholds,
  MINUTES,
  noticePasses,
  proposalOf,
  propose,
  proposeExit,
  REASON,
  registered,
  type ReliefDesk,
  reliefDesk,
  signedByHousehold,
} from "../../../utils/relief.ts";

interface Scene {
  desk: ReliefDesk;
  household: Household;
  /** A registered household of the same village. */
  neighbour: Household;
}

interface Act {
  act: (scene: Scene) => Promise<unknown>;
  /** What it makes of a household in each status from which it is possible; the same status: it stays. */
  then: Partial<Record<StatusName, StatusName>>;
  /** How it is refused from all others. */
  refusals: readonly string[];
}

/** The people are there: any status but None and Ended. */
const present = (Object.keys(HouseholdStatus) as StatusName[]).filter((name) => name !== "None" && name !== "Ended");
const becoming = (to: StatusName, ...from: StatusName[]) => Object.fromEntries(from.map((name) => [name, to]));
const staying = (...names: StatusName[]) => Object.fromEntries(names.map((name) => [name, name]));

const WRONG = ["HouseholdUnknown", "HouseholdWrongStatus"];
const NOT_PRESENT = ["HouseholdUnknown", "HouseholdHasEnded"];

type By = keyof ReliefDesk["officers"];
const reviewsOf = ({ desk: { suite, officers } }: Scene, by: By) => suite.reliefReviews.connect(officers[by].signer);

/** A change that two officers have decided. */
const change =
  (
    ...[kind, fieldsOf = () => ({})]: [
      Parameters<typeof changeOf>[1],
      ((scene: Scene) => Parameters<typeof changeOf>[2])?,
    ]
  ) =>
  (scene: Scene) =>
    changed(scene.desk, changeOf(scene.household.id, kind, fieldsOf(scene)));

const newKey = () => ({ key: makePasskey().publicKey });

const acts: Record<string, Act> = {
  propose: {
    act: async ({ desk, household }) => {
      const known = (await desk.suite.reliefHouseholds.statusOf(household.id)) !== HouseholdStatus.None;
      return propose(desk, desk.officers.longjing1, [
        await proposalOf(desk, known ? household : { ...household, id: 0n }),
      ]);
    },
    then: becoming("Proposed", "None", "Refused", "UnderReview", "Closed"),
    refusals: ["HouseholdCommitmentTaken"],
  },
  review: {
    act: (scene) => reviewsOf(scene, "longjing2").review([scene.household.id], MINUTES),
    then: { Proposed: "Reviewed" },
    refusals: WRONG,
  },
  publish: {
    act: (scene) => reviewsOf(scene, "songxi1").publish([scene.household.id]),
    then: { Reviewed: "OnNotice", ExitProposed: "ExitOnNotice" },
    refusals: WRONG,
  },
  endorse: {
    act: async (scene) => {
      await noticePasses(scene.desk, [scene.household]);
      return reviewsOf(scene, "songxi2").endorse([scene.household.id], EVIDENCE);
    },
    then: { OnNotice: "Endorsed" },
    refusals: WRONG,
  },
  register: {
    act: (scene) => reviewsOf(scene, "wudang1").register([scene.household.id], EVIDENCE),
    then: { Endorsed: "Registered" },
    refusals: WRONG,
  },
  refuse: {
    act: (scene) => reviewsOf(scene, "songxi3").refuse(scene.household.id, REASON),
    then: becoming("Refused", "Proposed", "Reviewed", "OnNotice", "Endorsed"),
    refusals: ["ReviewWrongStatus"],
  },
  proposeExit: {
    act: ({ desk, household }) => proposeExit(desk, household, desk.officers.longjing1),
    then: { Registered: "ExitProposed" },
    refusals: WRONG,
  },
  approveExit: {
    act: async (scene) => {
      await noticePasses(scene.desk, [scene.household]);
      return reviewsOf(scene, "wudang2").approveExit([scene.household.id], EVIDENCE);
    },
    then: { ExitOnNotice: "Exited" },
    refusals: WRONG,
  },
  refuseExit: {
    act: (scene) => reviewsOf(scene, "songxi3").refuseExit(scene.household.id, REASON),
    then: becoming("Registered", "ExitProposed", "ExitOnNotice"),
    refusals: ["ReviewWrongStatus"],
  },
  relapse: {
    act: (scene) => reviewsOf(scene, "wudang3").relapse(scene.household.id, EVIDENCE),
    then: { Observed: "Registered" },
    refusals: WRONG,
  },
  object: {
    act: ({ desk, household }) => desk.suite.reliefReviews.object(household.id, GROUNDS),
    then: staying("OnNotice", "ExitOnNotice"),
    refusals: ["HouseholdUnknown", "ObjectionNotOnNotice"],
  },
  "answerObjection, dismissed": {
    act: ({ desk }) => answered(desk, 1n, "Dismissed"),
    then: staying("OnNotice", "ExitOnNotice"),
    refusals: ["ObjectionUnknown"],
  },
  "answerObjection, upheld": {
    act: ({ desk }) => answered(desk, 1n, "Upheld"),
    then: { OnNotice: "Refused", ExitOnNotice: "Registered" },
    refusals: ["ObjectionUnknown"],
  },
  reportKinship: {
    act: ({ desk, household }) => kinshipReported(desk, household, desk.officers.longjing1),
    then: {
      ...becoming("UnderReview", ...present),
      ...staying("UnderReview", "Refused", "Closed", "Ended"),
    },
    refusals: ["HouseholdUnknown"],
  },
  chooseBank: {
    act: async ({ desk, household }) => {
      const bank = desk.baiyunling.id;
      const signed = await signedByHousehold(desk, household, CHOOSE_BANK, { bank });
      return desk.suite.reliefHouseholds.chooseBank(household.id, bank, signed);
    },
    then: staying(...present),
    refusals: NOT_PRESENT,
  },
  "change: Split": {
    act: change("Split", ({ desk }) => {
      const { commitment, passkey } = first(inventedHouseholds(desk));
      return { commitment, key: passkey.publicKey };
    }),
    then: staying("Registered"),
    refusals: [...NOT_PRESENT, ...WRONG],
  },
  "change: Merge": {
    act: change("Merge", ({ neighbour }) => ({ into: neighbour.id })),
    then: becoming("Ended", ...present),
    refusals: NOT_PRESENT,
  },
  "change: Move": {
    act: (scene) => {
      const terms = changeOf(scene.household.id, "Move", { area: codeOf("chashan") });
      return changed(scene.desk, terms);
    },
    then: staying("Registered"),
    refusals: [...NOT_PRESENT, ...WRONG],
  },
  "change: End": { act: change("End"), then: becoming("Ended", ...present), refusals: NOT_PRESENT },
  "change: AddKey": { act: change("AddKey", newKey), then: staying(...present), refusals: NOT_PRESENT },
  "change: ReplaceKeys": { act: change("ReplaceKeys", newKey), then: staying(...present), refusals: NOT_PRESENT },
  "change: Recategorise": {
    act: change("Recategorise", () => ({ category: 2 })),
    then: staying("Registered"),
    refusals: [...NOT_PRESENT, ...WRONG],
  },
  grant: {
    act: ({ desk, household }) => granted(desk, [household.number]),
    then: staying("Registered"),
    refusals: ["HouseholdUnknown", "HouseholdNotEntitled"],
  },
};

describe("Relief: the transition table of households", () => {
  for (const [name, reach] of Object.entries(statuses) as [StatusName, (typeof statuses)[StatusName]][]) {
    it(`P-2, X-37: every act from "${name}": done, or refused with its status`, async () => {
      const desk = await reliefDesk();
      const neighbour = first(await registered(desk));
      const household = await reach(desk);
      const { reliefHouseholds } = desk.suite;
      expect(await reliefHouseholds.statusOf(household.id)).to.equal(HouseholdStatus[name]);
      if (name === "OnNotice" || name === "ExitOnNotice") await objected(desk, household);

      for (const [act, { act: doing, then, refusals }] of Object.entries(acts)) {
        const what = `${act} from ${name}`;
        const next = then[name];
        // What waits for the notice's end waits for the answer, too.
        const waits = act === "endorse" || act === "approveExit";
        await tried(async () => {
          if (waits && next !== undefined) await answered(desk, 1n, "Dismissed");
          const refusal = await refusalOf(doing({ desk, household, neighbour }));
          if (next === undefined) expect(refusals, what).to.include(refusal);
          else expect(refusal, what).to.equal(undefined);
          const id = await reliefHouseholds.householdByCommitment(household.programme, household.commitment);
          expect(await reliefHouseholds.statusOf(id), what).to.equal(HouseholdStatus[next ?? name]);
        });
      }
    });
  }

  it("does each act from some status", () => {
    for (const [act, { then }] of Object.entries(acts)) expect(Object.keys(then), act).to.not.deep.equal([]);
  });

  it("tries each function of reviews and register that is not for parts alone", () => {
    const names = externalFunctions().flatMap(({ contract, name, class: access }) => {
      const isTried = contract === "ReliefReviews" || contract === "ReliefHouseholds";
      return isTried && access !== "part" && access !== "view" && access !== "restricted" ? [name] : [];
    });
    const acted = Object.keys(acts).map((act) => act.split(/[:,]/)[0]);
    const asked = names.filter((name) => !acted.includes(name) && !name.endsWith("Change"));
    expect(names).to.have.length.above(14);
    expect(asked).to.deep.equal([]);
  });
});
