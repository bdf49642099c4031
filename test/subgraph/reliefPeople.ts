/** Acts of relief on people: officers, households that come onto the register, change there and leave it, help, scores and appeals. */
import { AbiCoder, type BaseContract, encodeBytes32String, id, keccak256, Wallet, ZeroHash } from "ethers";
import { ACTS } from "../../tasks/relief/acts.ts";
import { areas, codeOf, type AreaKey, type OfficerKey, officers } from "../../deploy/data/officers.ts";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import { Scopes } from "../../deploy/data/terms.ts";
import { signConsent } from "../../deploy/founders.ts";
import { digestOf, makePasskey, sign } from "../utils/passkeys.ts";
import { type Call, COUNCIL, COURT, DAY, REGULATOR } from "./play.ts";
import { commitmentOf, DISMISSED, type HouseholdName, HOUSEHOLDS, PUPILS, type Relief, UPHELD } from "./reliefPlay.ts";

const CHANGE = { split: 1n, merge: 2n, move: 3n, end: 4n, addKey: 5n, replaceKeys: 6n, recategorise: 7n } as const;
const FALSE_STATEMENT = 16n;
const COMMENDED = 17n;
const VISIT = 1n;
const TRAINING = 2n;

/** Divisions, officers with accounts and passkeys, and what changes of them. */
export async function staffed(relief: Relief): Promise<void> {
  const { suite, stage } = relief;
  const { reliefOfficers, participants } = suite;
  for (const { code, nameZh } of areas) await relief.done(relief.as("rural", reliefOfficers).addArea(code, nameZh));
  for (const { key, persona, area, address, privateKey, identity, passkeySeed } of officers) {
    const deadline = BigInt((await stage.now()) + DAY);
    const account = new Wallet(privateKey, stage.connection.ethers.provider);
    const { signature } = await signConsent(participants, account, personaOf(persona).uscc, Scopes.ACTS, deadline);
    const modules = [encodeBytes32String("relief")];
    await relief.done(
      relief.as(persona, participants).bindAccount(address, Scopes.ACTS, 0n, modules, deadline, signature),
    );
    const passkey = makePasskey(passkeySeed);
    const values = { account: address, participant: await relief.who(persona), area: codeOf(area), identity };
    const assertion = await sign(suite.reliefKeys, passkey, 0n, ACTS.Appointment, values);
    const employer = relief.as(persona, reliefOfficers);
    const appointed = employer.appoint(address, codeOf(area), identity, passkey.publicKey, assertion);
    const { officer = 0n } = await relief.done(appointed, reliefOfficers, "OfficerAppointed");
    relief.staff[key] = { number: officer, passkey };
  }
  const { shuanghe1, wudang3 } = relief.staff;
  const other = makePasskey("another passkey of shuanghe1");
  await relief.done(relief.as("county", reliefOfficers).replaceKey(shuanghe1.number, other.publicKey));
  await relief.done(relief.as("county", reliefOfficers).dismiss(shuanghe1.number));
  const kin = commitmentOf(1n, "paid");
  await relief.done(relief.by("wudang3", reliefOfficers).declareKinship([kin, id("a household that never comes")]));
  if (wudang3.number === 0n) throw new Error("Officers have numbers.");
}

/** Proposes households of one village, all by one officer. */
async function propose(
  relief: Relief,
  officer: OfficerKey,
  names: readonly HouseholdName[],
  programme: bigint,
  area: AreaKey,
  category = 1,
) {
  const { reliefReviews, reliefHouseholds } = relief.suite;
  const types = ["uint32", "bytes32", "uint40", "uint8", "uint32", "bytes32", "bytes32", "bytes32"];
  const evidence = id("what was found out");
  const proposals = [];
  const hashes = [];
  for (const name of names) {
    const commitment = commitmentOf(programme, name);
    const passkey = relief.households[name]?.passkey ?? makePasskey(`household ${name}`);
    const bank = await relief.who(name in HOUSEHOLDS ? HOUSEHOLDS[name as keyof typeof HOUSEHOLDS].bank : "guanshan");
    const { x: keyX, y: keyY } = passkey.publicKey;
    const values = { programme, commitment, area: codeOf(area), category, bank, keyX, keyY, evidence };
    const known = await reliefHouseholds.householdByCommitment(programme, commitment);
    const person = known === 0n ? programme << 32n : known;
    const household = await sign(relief.suite.reliefKeys, passkey, person, ACTS.Registration, values);
    proposals.push({
      programme,
      commitment,
      area: codeOf(area),
      category,
      bank,
      key: passkey.publicKey,
      evidence,
      household,
    });
    hashes.push(keccak256(AbiCoder.defaultAbiCoder().encode(types, Object.values(values))));
    relief.households[name] = { id: known, place: 0, programme, commitment, area: codeOf(area), category, passkey };
  }
  const signed = await relief.signedBy(officer, ACTS.Proposals, { proposals: hashes });
  await relief.done(relief.by(officer, reliefReviews).propose(proposals, signed));
  for (const name of names) {
    const { commitment } = relief.house(name);
    const household = await reliefHouseholds.householdByCommitment(programme, commitment);
    relief.households[name] = { ...relief.house(name), id: household, place: Number(household & 0xffff_ffffn) };
  }
}

const LONGJING = Object.entries(HOUSEHOLDS).filter(([, { area }]) => area === "longjing") as [HouseholdName, unknown][];
const CHASHAN = Object.entries(HOUSEHOLDS).filter(([, { area }]) => area === "chashan") as [HouseholdName, unknown][];
const namesOf = (list: readonly [HouseholdName, unknown][]): HouseholdName[] => list.map(([name]) => name);

/** Proposed, agreed to by the village, and put on notice. */
export async function proposed(relief: Relief): Promise<void> {
  const { reliefReviews } = relief.suite;
  const [longjing, chashan] = [namesOf(LONGJING), namesOf(CHASHAN)];
  await propose(relief, "longjing1", longjing, relief.fiscal, "longjing");
  await propose(relief, "chashan1", chashan, relief.fiscal, "chashan");
  await propose(relief, "longjing1", PUPILS, relief.social, "longjing");
  await relief.done(relief.by("longjing2", reliefReviews).review(relief.ids(...longjing), id("minutes")));
  await relief.done(relief.by("chashan2", reliefReviews).review(relief.ids(...chashan.slice(0, -1)), id("minutes")));
  await relief.done(relief.by("longjing2", reliefReviews).review(relief.ids(...PUPILS), id("minutes")));
  await relief.done(relief.by("songxi1", reliefReviews).publish(relief.ids(...longjing, ...chashan.slice(0, -2))));
  await relief.done(relief.by("songxi1", reliefReviews).publish(relief.ids(...PUPILS)));
}

/** Objections: one is not right, one is, and one is never answered. */
export async function objected(relief: Relief): Promise<void> {
  const { reliefReviews } = relief.suite;
  const object = async (who: PersonaKey, name: HouseholdName): Promise<bigint> => {
    const raised = relief.as(who, reliefReviews).object(relief.house(name).id, id(`objection to ${name}`));
    return (await relief.done(raised, reliefReviews, "ObjectionRaised"))["objection"] ?? 0n;
  };
  const answer = (objection: bigint, outcome: bigint) =>
    relief.done(relief.by("songxi3", reliefReviews).answerObjection(objection, outcome, id("answer")));
  await answer(await object("auditor", "blocked"), DISMISSED);
  await answer(await object("auditor", "objected"), UPHELD);
  await object("auditor", "refused");
  await object("huaxi", "refused");
  await relief.done(
    relief.by("songxi3", reliefReviews).refuse(relief.house("refused").id, id("income above the line")),
  );
}

const REGISTERED: readonly HouseholdName[] = [
  "paid",
  "doubting",
  "failing",
  "forgotten",
  "blocked",
  "exiting",
  "staying",
];

/** On the register, and what changes there. */
export async function registered(relief: Relief): Promise<void> {
  const { suite } = relief;
  const { reliefReviews, reliefHouseholds, reliefKeys } = suite;
  const chashan: HouseholdName[] = ["kin", "moving", "merging"];
  await relief.done(relief.by("songxi2", reliefReviews).endorse(relief.ids(...REGISTERED, ...chashan), id("approval")));
  await relief.done(relief.by("songxi2", reliefReviews).endorse(relief.ids(...PUPILS), id("approval")));
  await relief.done(
    relief.by("wudang1", reliefReviews).register(relief.ids(...REGISTERED, ...chashan), id("approval")),
  );
  await relief.done(relief.by("wudang1", reliefReviews).register(relief.ids(...PUPILS), id("approval")));
  const found = [relief.house("kin").id, relief.staff.chashan1.number, id("family register")] as const;
  const kinship = relief.by("wudang2", reliefReviews).reportKinship(...found);
  relief.entries["kinship"] = (await relief.done(kinship, suite.reliefScores, "ScoreEntered"))["entry"] ?? 0n;

  const change = async (name: HouseholdName, kind: bigint, more = {}): Promise<bigint> => {
    const none = { into: 0n, area: 0n, category: 0, commitment: ZeroHash, key: { x: ZeroHash, y: ZeroHash } };
    const terms = {
      household: relief.house(name).id,
      kind,
      proposedBy: 0n,
      done: false,
      refused: false,
      decidedBy: 0n,
      evidence: id(`why ${name} changes`),
      ...none,
      ...more,
    };
    const asked = relief.by("songxi1", reliefHouseholds).proposeChange(terms);
    return (await relief.done(asked, reliefHouseholds, "HouseholdChangeProposed"))["change"] ?? 0n;
  };
  const decide = async (name: HouseholdName, kind: bigint, more = {}) =>
    relief.done(relief.by("songxi3", reliefHouseholds).confirmChange(await change(name, kind, more)));
  const splitOff = makePasskey("household splitOff");
  const commitment = commitmentOf(relief.fiscal, "splitOff");
  await decide("paid", CHANGE.split, { commitment, key: splitOff.publicKey });
  const number = await reliefHouseholds.householdByCommitment(relief.fiscal, commitment);
  const { area, category, programme } = relief.house("paid");
  relief.households.splitOff = {
    id: number,
    place: Number(number & 0xffff_ffffn),
    programme,
    commitment,
    area,
    category,
    passkey: splitOff,
  };
  await decide("merging", CHANGE.merge, { into: relief.house("moving").id });
  await decide("moving", CHANGE.move, { area: codeOf("longjing") });
  await decide("moving", CHANGE.recategorise, { category: 2 });
  await decide("ending", CHANGE.end);
  const guardian = makePasskey("guardian of staying");
  await decide("staying", CHANGE.addKey, { key: guardian.publicKey });
  const replaced = makePasskey("new passkey of forgotten");
  await decide("forgotten", CHANGE.replaceKeys, { key: replaced.publicKey });
  relief.house("forgotten").passkey = replaced;
  const refused = await change("paid", CHANGE.recategorise, { category: 3 });
  await relief.done(relief.by("songxi3", reliefHouseholds).refuseChange(refused, id("not shown")));
  // One waits.
  await change("doubting", CHANGE.recategorise, { category: 2 });

  // By the households themselves.
  const paid = relief.house("paid");
  const second = makePasskey("second passkey of paid");
  const key = { keyX: second.publicKey.x, keyY: second.publicKey.y };
  const bound = await relief.signed("paid", ACTS.BindKey, key);
  const proof = second.assert(await digestOf(reliefKeys, paid.id, ACTS.BindKey, key));
  await relief.done(reliefKeys.bindKey(paid.id, second.publicKey, bound, proof));
  await relief.done(reliefKeys.removeKey(paid.id, 1, await relief.signed("paid", ACTS.RemoveKey, { key: 1 })));
  const baiyunling = await relief.who("baiyunling");
  const chosen = await relief.signed("staying", ACTS.ChooseBank, { bank: baiyunling });
  await relief.done(reliefHouseholds.chooseBank(relief.house("staying").id, baiyunling, chosen));
}

/** Exits: one is decided, one refused, and one household comes back. */
export async function exits(relief: Relief): Promise<void> {
  const { reliefReviews } = relief.suite;
  const exit = async (name: HouseholdName) => {
    const values = { household: relief.house(name).id, evidence: id("income above the line") };
    const [household, officer] = [
      await relief.signed(name, ACTS.Exit, values),
      await relief.signedBy("longjing1", ACTS.Exit, values),
    ];
    await relief.done(
      relief.by("longjing1", reliefReviews).proposeExit(values.household, values.evidence, household, officer),
    );
  };
  await exit("exiting");
  await exit("staying");
  await relief.done(relief.by("songxi1", reliefReviews).publish(relief.ids("exiting", "staying")));
  await relief.done(
    relief.by("songxi3", reliefReviews).refuseExit(relief.house("staying").id, id("income is not lasting")),
  );
}

/** What officers did, and what came of projects. */
export async function helped(relief: Relief): Promise<void> {
  const { reliefLedger } = relief.suite;
  const help = async (officer: OfficerKey, name: HouseholdName, project: string, kind: bigint): Promise<bigint> => {
    const day = (await relief.today()) - 1n;
    const what = [relief.house(name).id, relief.projects[project] ?? 0n, kind, day, id(`help to ${name}`)] as const;
    return (
      (await relief.done(relief.by(officer, reliefLedger).recordHelp(...what), reliefLedger, "HelpRecorded"))["help"] ??
      0n
    );
  };
  const visit = await help("longjing2", "doubting", "", VISIT);
  await help("songxi1", "paid", "greenhouses", TRAINING);
  const confirmed = await help("longjing2", "paid", "greenhouses", TRAINING);
  await relief.done(
    reliefLedger.confirmHelp(visit, await relief.signed("doubting", ACTS.ConfirmHelp, { help: visit })),
  );
  await relief.done(
    reliefLedger.confirmHelp(confirmed, await relief.signed("paid", ACTS.ConfirmHelp, { help: confirmed })),
  );
  const greenhouses = relief.projects["greenhouses"] ?? 0n;
  const report = (indicator: number, planned: bigint, achieved: bigint) =>
    relief.done(
      relief.as("luban", reliefLedger).reportOutcome(greenhouses, indicator, planned, achieved, id("report")),
    );
  await report(1, 10n, 3n);
  await report(1, 10n, 4n);
  await report(2, 20n, 20n);
  for (const [name, rating] of [
    ["paid", 5],
    ["doubting", 2],
  ] as const) {
    const values = { project: greenhouses, rating, evidence: rating > 3 ? ZeroHash : id("what it said") };
    const signed = await relief.signed(name, ACTS.Feedback, values);
    await relief.done(reliefLedger.giveFeedback(greenhouses, relief.house(name).id, rating, values.evidence, signed));
  }
}

/** Scores: entries of the authority, appeals, and a diversion that an order finds. */
export async function scored(relief: Relief): Promise<void> {
  const { suite, play } = relief;
  const { reliefScores, reliefPayouts, reliefKeys } = suite;
  const enter = async (person: bigint, programme: bigint, factor: bigint): Promise<bigint> => {
    const entered = relief
      .as("rural", reliefScores)
      .enter(person, programme, factor, id(`grounds ${person} ${factor}`));
    return (await relief.done(entered, reliefScores, "ScoreEntered"))["entry"] ?? 0n;
  };
  const { longjing2, songxi1 } = relief.staff;
  const onOfficer = await enter(longjing2.number, relief.fiscal, FALSE_STATEMENT);
  await enter(songxi1.number, relief.fiscal, COMMENDED);
  const onHousehold = await enter(relief.house("paid").id, relief.fiscal, FALSE_STATEMENT);
  const open = await enter(relief.house("doubting").id, relief.fiscal, FALSE_STATEMENT);
  await relief.done(relief.by("longjing2", reliefScores).appeal(onOfficer, id("appeal")));
  for (const [entry, name] of [
    [onHousehold, "paid"],
    [open, "doubting"],
  ] as const) {
    const values = { entry, evidence: id("appeal") };
    const signed = await relief.signed(name, ACTS.Appeal, values);
    await relief.done(reliefScores.appealByHousehold(entry, values.evidence, signed));
  }
  await relief.done(relief.by("wudang1", reliefScores).decideAppeal(onOfficer, false, id("reason")));
  const kinship = relief.entries["kinship"] ?? 0n;
  await relief.done(relief.by("chashan1", reliefScores).appeal(kinship, id("another family of that name")));
  await relief.done(relief.by("wudang4", reliefScores).decideAppeal(kinship, true, id("family register")));
  await relief.done(relief.by("wudang1", reliefScores).decideAppeal(onHousehold, true, id("reason")));

  const call = (target: BaseContract, name: string, args: unknown[]): Call => ({ target, name, args });
  const { wudang1, wudang4 } = relief.staff;
  const diversions = [
    call(reliefPayouts, "findDiversion", [relief.payouts["guanshan's"], wudang1.number, false, id("judgment")]),
    call(reliefPayouts, "findDiversion", [relief.payouts["voucher"], 0n, true, id("judgment")]),
    call(reliefPayouts, "findDiversion", [relief.payouts["school"], wudang4.number, false, id("judgment")]),
  ];
  await play.order("diversion", diversions, COURT);
  const cleared = call(reliefPayouts, "findDiversion", [relief.payouts["voucher"], 0n, false, id("second judgment")]);
  await play.order("no diversion", [cleared], COURT);
  const terms = [
    call(reliefScores, "setFactor", [18n, -60n, 50n, 200n, false]),
    call(reliefKeys, "setOrigin", ["relief.example", "https://relief.example", true]),
    call(reliefKeys, "setOrigin", ["relief.example", "https://relief.example", false]),
  ];
  await play.order("terms of relief", terms, [...COUNCIL, ...REGULATOR]);
}
