/** Relief that says what cannot be. */
import { expect } from "chai";
import { MaxUint256, type Signer, ZeroHash } from "ethers";
import { Play } from "./play.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";
import {
  anybody,
  follows,
  GHOST,
  MAX_160,
  MAX_32,
  MAX_40,
  MAX_64,
  NONSENSE,
  notices,
  strangeVersion,
} from "./strange.ts";

describe("The unexpected: relief", function () {
  this.timeout(300_000);
  let live: Index;
  let ask: Ask;
  let play: Play;
  let anyone: Signer;

  before(async function () {
    live = await indexOrSkip(this);
    ask = live.ask;
    play = new Play(live.stage);
    anyone = anybody(play);
  });

  it("G-5 relief whose parts say what cannot be: uses without payouts, lines without households, more back than there was", async () => {
    const { tell } = await strangeVersion(play, "relief");

    const [programme, village] = [MAX_32, 520_112_101_201n];
    const household = (programme << 32n) | 1n;
    const nobody = await anyone.getAddress();
    const rules = [255, 255, true, MAX_64, 0n, 0n];
    const noKey = { x: NONSENSE, y: ZeroHash };
    const change = {
      household,
      kind: 99,
      proposedBy: 0n,
      done: true,
      refused: true,
      area: MAX_40,
      decidedBy: 0n,
      into: MAX_64,
      category: 255,
      commitment: NONSENSE,
      key: noKey,
      evidence: NONSENSE,
    };
    const plan = [MAX_64, MAX_32, true, true, true, [NONSENSE, ZeroHash]];
    const lot = (7n << 32n) | 1n;

    // Before anything is there that it speaks of.
    await tell("reliefFunds", [
      ["LotUsed", [lot, 1n, 1n, 0n, 1n, 0n]],
      ["LotRestored", [lot, 1n, 1n, 0n, 1n, 0n]],
      ["PayoutMoved", [1n, 1n, GHOST, 1n, true]],
      ["LotReturned", [lot, 7n, 0n, 1n]],
      ["LotReceived", [lot, 7n, GHOST, 1n, false, 0n, ZeroHash, ZeroHash, 1n]],
    ]);
    await tell("reliefPayouts", [
      ["PayoutCreated", [1n, 1n, GHOST, 1, 1n, 1n, 1n, 1n, programme, [1n], [1n]]],
      ["PayoutDrawn", [1n, 1n, 1n, 2]],
      ["PayoutAnswered", [1n, GHOST, NONSENSE, 0, 1, [], 1n, 0n, 3]],
      ["PayoutConfirmed", [1n, household, 0, 1n, 1n]],
    ]);
    await tell("reliefReviews", [["ObjectionAnswered", [1n, household, 1n, 1, NONSENSE, 0]]]);

    await tell("reliefProgrammes", [
      ["ProgrammeCreated", [programme, GHOST, 99, MAX_32, 0n, MAX_64, rules, NONSENSE]],
      ["ProgrammeAreaAdded", [programme, 12n]],
      ["ProgrammeAreaAdded", [5n, MAX_40]],
      ["ProgrammePurposeAdded", [programme, NONSENSE]],
      ["ProgrammeRoleSet", [programme, GHOST, 99, NONSENSE, true]],
      ["BenefitDefined", [MAX_32, programme, [programme, 9, 255, 255, MAX_64, true, NONSENSE]]],
      ["BenefitClosed", [7n, 7n]],
    ]);
    await tell("reliefOfficers", [
      ["AreaAdded", [MAX_40, 0n, 0, "绳"]],
      ["AreaAdded", [village, 1n, 5, ""]],
      ["OfficerAppointed", [MAX_32, GHOST, village, nobody, NONSENSE]],
      ["OfficerAppointed", [MAX_32, GHOST, village, nobody, NONSENSE]],
      ["OfficerChanged", [3n, GHOST, village, nobody, true]],
      ["KinshipDeclared", [MAX_32, NONSENSE, true, NONSENSE]],
      ["KinshipDeclared", [MAX_32, NONSENSE, false, ZeroHash]],
    ]);
    await tell("reliefKeys", [
      ["ActAsserted", [MAX_64, NONSENSE, 255, MAX_32]],
      ["KeyRemoved", [household, 200, NONSENSE, NONSENSE]],
      ["KeyBound", [0n, 255, NONSENSE, NONSENSE]],
    ]);
    await tell("reliefHouseholds", [
      ["HouseholdEntered", [household, programme, village, NONSENSE, 255, GHOST]],
      ["HouseholdEntered", [household, programme, 520_112_102_201n, NONSENSE, 0, 0n]],
      ["HouseholdStatusChanged", [household, 0, 99]],
      ["HouseholdStatusChanged", [household, 99, 9]],
      ["HouseholdStatusChanged", [household, 1, 10]],
      ["HouseholdStatusChanged", [household, 1, 5]],
      ["HouseholdChangeProposed", [MAX_32, household, MAX_32, change]],
      ["HouseholdChanged", [MAX_32, household, MAX_32, 1, 0n, 1, MAX_64]],
      ["HouseholdChanged", [7n, household, MAX_32, 1, 0n, 1, household]],
      ["HouseholdBankChosen", [household, GHOST, 0n]],
    ]);
    await tell("reliefReviews", [
      ["ObjectionRaised", [1n, household, nobody, village, NONSENSE, 1]],
      ["HouseholdPublished", [household, MAX_32, MAX_32, true]],
      ["ObjectionRaised", [1n, household, nobody, 0n, NONSENSE, 65_535]],
      ["ObjectionAnswered", [1n, household, MAX_32, 77, NONSENSE, 0]],
      ["ObjectionAnswered", [1n, household, MAX_32, 1, NONSENSE, 0]],
      ["KinshipFound", [household, MAX_32, MAX_32, true, NONSENSE]],
      ["HouseholdExited", [household, MAX_32, MAX_32, NONSENSE]],
    ]);
    await tell("reliefFunds", [
      ["FundOpened", [7n, programme, 99, NONSENSE, MAX_64, GHOST, MAX_32, 0n, 99, MAX_32, NONSENSE]],
      ["LotReceived", [lot, 7n, MAX_160, 100n, false, MAX_32, NONSENSE, NONSENSE, 0n]],
      ["LotReceived", [lot + 1n, 7n, 0n, MAX_64, true, 0n, NONSENSE, ZeroHash, MAX_64]],
    ]);
    await tell("reliefProjects", [
      ["ProjectProposed", [1n, programme, MAX_32, 7n, NONSENSE, 0n, village, MAX_64, NONSENSE, [plan, plan]]],
      ["MilestoneSubmitted", [1n, 2, GHOST, [], true]],
      ["MilestoneReleased", [1n, 9, MAX_32, 1n, 1n]],
      ["MilestoneRejected", [1n, 1, GHOST, 0n, NONSENSE]],
      ["MilestoneReopened", [1n, 9, MAX_32]],
      ["MilestoneReopened", [1n, 1, MAX_32]],
    ]);
    await tell("reliefBenefits", [
      ["LineObjectionRaised", [1n, 1n, household, nobody, NONSENSE, 1n]],
      ["RoundProposed", [1n, MAX_32, 1n, MAX_32, 0n, 65_535, 0n, MAX_64, NONSENSE, MAX_32, NONSENSE]],
      ["LineObjectionRaised", [1n, 1n, household, nobody, NONSENSE, MAX_32]],
      ["LineObjectionAnswered", [1n, 1n, household, MAX_32, 2, NONSENSE, 0n]],
      ["LineObjectionAnswered", [1n, 1n, household, MAX_32, 2, NONSENSE, 0n]],
      ["RoundReleased", [1n, 0n, MAX_32, MaxUint256, MAX_64, MAX_64]],
    ]);
    // Fewer amounts than households, of whom two are not known; then a payout by one amount, and one of nothing.
    await tell("reliefPayouts", [
      ["PayoutCreated", [1n, 1n, GHOST, 1, MAX_32, 1n, 10n, MAX_32, programme, [5n, 1n, 6n, 1n], [3n, 4n]]],
      ["PayoutCreated", [2n, 1n, GHOST, 3, 0n, MAX_32, MAX_64, 0n, programme, [1n], [MAX_64]]],
      ["PayoutCreated", [3n, 1n, GHOST, 99, 0n, 0n, 0n, 0n, programme, [], []]],
    ]);
    await tell("reliefFunds", [
      ["LotUsed", [lot, 1n, 1n, 0n, 3n, 97n]],
      ["LotUsed", [lot, 1n, 1n, 3n, MAX_64, 0n]],
      ["LotUsed", [lot, 2n, 1n, 0n, 0n, 0n]],
      ["LotUsed", [lot + 1n, 2n, 1n, MAX_64, MAX_64, 0n]],
      ["LotRestored", [lot, 1n, 1n, 2n, MAX_64, MAX_64]],
      ["LotRestored", [lot, 1n, 1n, 0n, 5n, 0n]],
      ["LotRestored", [lot, 3n, 1n, 0n, 5n, 0n]],
      ["LotReturned", [lot, 7n, GHOST, MAX_64]],
      ["LotCarriedOver", [lot, lot + 1n, 7n, MAX_64]],
      ["PayoutMoved", [2n, 1n, GHOST, MAX_64, false]],
      ["PayoutMoved", [3n, 1n, GHOST, 0n, false]],
      ["FundAllocated", [7n, 1n, MAX_64, 0n, MAX_64]],
      ["FundDeallocated", [7n, 1n, MAX_64, MAX_64, 0n]],
    ]);
    await tell("reliefPayouts", [
      ["PayoutConfirmed", [1n, household, 1, MAX_64, MaxUint256]],
      ["PayoutAnswered", [1n, GHOST, NONSENSE, 3, 1, [65_535, 0], MAX_64, MAX_64, 99]],
      ["PayoutAnswered", [1n, GHOST, NONSENSE, 0, 65_535, [3, 3], MAX_64, MAX_64, 3]],
      ["PayoutReturned", [1n, GHOST, 0, 65_535, MAX_64, 0]],
      ["PayoutDisputed", [1n, household, 1, 0n, NONSENSE]],
      ["PayoutDisputeAnswered", [1n, household, MAX_32, 1, true, NONSENSE]],
      ["PayoutConfirmed", [1n, household, 1, 0n, 0n]],
      ["PayoutGivenBack", [1n, GHOST, 1, 0n, NONSENSE]],
      ["PayoutGivenBack", [1n, GHOST, 1, 0n, NONSENSE]],
      ["PayoutGivenBack", [2n, GHOST, 9, MAX_64, NONSENSE]],
      ["PayoutGivenBack", [2n, GHOST, 9, MAX_64, NONSENSE]],
      ["DiversionFound", [1n, 0n, 0n, true, NONSENSE]],
    ]);
    await tell("reliefPurchases", [
      ["ProduceOrdered", [1n, 1n, GHOST, 0n, lot, MAX_64, 0n, MAX_32, NONSENSE, [1n, 5n, 1n], [1n]]],
      ["ProduceStatusChanged", [1n, 0n, 0n, 0, 99, ZeroHash]],
      ["ProduceRestReturned", [1n, GHOST, MAX_64, MAX_64]],
      ["ProduceFinished", [1n, MAX_32, 0n]],
      ["ProduceSharesPaid", [2n, 1n, GHOST, 0n, 0n]],
      ["VoucherUsed", [9n, household, GHOST, 1n, 1n, NONSENSE]],
    ]);
    await tell("reliefPayouts", [
      ["PayoutCreated", [4n, 1n, GHOST, 4, 0n, 1n, 9n, 1n, programme, [1n, 7n], [9n]]],
      ["PayoutReturned", [4n, GHOST, 0, 2, 9n, 3]],
    ]);
    await tell("reliefScores", [
      ["ScoreEntered", [1n, household, 999, -32_768, 65_535, programme, GHOST, NONSENSE]],
      ["ScoreEntered", [2n, MAX_32, 1, 32_767, 0, programme, 0n, NONSENSE]],
      ["ScoreAppealed", [9n, household, NONSENSE]],
      ["ScoreAppealDecided", [1n, household, MAX_32, true, 32_767, 0, NONSENSE]],
      ["ScoreAppealDecided", [2n, 1n, 5n, true, 0, 0, NONSENSE]],
      ["ScoreEntered", [3n, 0n, 1, 1, 1, 0n, 0n, ZeroHash]],
    ]);
    await tell("reliefLedger", [
      ["HelpConfirmed", [1n, household, MAX_32]],
      ["HelpRecorded", [1n, household, MAX_32, 9n, 99, MAX_32, NONSENSE]],
      ["OutcomeReported", [1n, 0n, 65_535, 0n, MAX_64, NONSENSE]],
      ["FeedbackGiven", [1n, household, 255, NONSENSE]],
    ]);
    await follows(live);

    const messages = (await notices(live)).join("\n");
    for (const part of [
      "Lot 0x",
      "Payout 0x",
      "Programme 0x",
      "Officer 0x",
      "Household 0x",
      "A notice of household 0x",
      "Objection 0x",
      "Milestone 0x",
      "Round 0x",
      "Passkey 0x",
      "A share of order 0x",
      "Factor 999 has never been set",
      "is used than is left",
      "has no code of twelve digits",
    ]) {
      expect(messages).to.include(part);
    }
    // All of it can be asked for.
    const { payouts, fundLots } = await ask<{ payouts: { lines: object[] }[]; fundLots: object[] }>(
      `{ payouts(where: { payee_: { number: ${2 ** 31 - 1} } }) { lines { household { number } lots { use { index } } } }
         fundLots(where: { giver_: { account_not: null } }) { free left } }`,
    );
    expect(payouts).to.have.length(4);
    expect(fundLots).to.have.length.above(1);
  });
});
