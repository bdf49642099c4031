/** Points that say what cannot be. */
import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import { Play } from "./play.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";
import { follows, GHOST, MAX_32, MAX_40, MAX_64, NONSENSE, notices, strangeVersion } from "./strange.ts";

describe("The unexpected: points", function () {
  this.timeout(300_000);
  let live: Index;
  let ask: Ask;
  let play: Play;

  before(async function () {
    live = await indexOrSkip(this);
    ask = live.ask;
    play = new Play(live.stage);
  });

  it("G-5 points whose parts say what cannot be: grants of nobody, more spent than held, cycles that close twice and short", async () => {
    const { addresses, tell } = await strangeVersion(play, "points");

    const [account, other] = [addresses[0], addresses[1]];
    const buckets = [
      [0, MAX_64],
      [65_535, MAX_64],
      [0, 0n],
    ];
    const opening = [NONSENSE, ZeroHash, 99, MAX_32, 255, 255, true, true, true, 0n, 65_535, MAX_32, 0n];
    // Twice: before anything is there that they speak of, and after.
    for (let time = 0; time < 2; time++) {
      await tell("pointsLedger", [
        ["PointsGranted", [7n, account, 3n, GHOST, MAX_64, 65_535]],
        ["PointsGranted", [1n, account, 3n, 0n, 0n, 0]],
        ["PointsTransferred", [7n, account, account, buckets]],
        ["PointsTransferred", [7n, account, other, []]],
        ["PointsReturned", [7n, account, buckets, MAX_64]],
        ["PointsExpired", [7n, account, 0, MAX_64]],
        ["ReserveAdded", [7n, account, 1n, MAX_64]],
        ["ReserveWithdrawn", [7n, account, MAX_64, 0n]],
        ["ReserveExchanged", [1n, 0n, MAX_64, MAX_64, 0n]],
        ["FeesPaid", [account, MAX_64]],
        ["ProgrammeStopsChanged", [7n, 255, MAX_40]],
        ["AccountFrozenUntil", [account, MAX_40]],
      ]);
      await tell("pointsIssuance", [
        ["GrantBudgetEnded", [7n, GHOST, MAX_64]],
        ["GrantReversed", [7n, account, 9n, MAX_64, 0]],
        ["GrantBudgetSet", [7n, GHOST, 0n, MAX_64, MAX_40, 0n, MAX_32]],
      ]);
      await tell("pointsExchange", [
        ["PointsExchanged", [1n, account, MAX_64, MAX_64, MAX_64, 0n, MAX_32, buckets]],
        ["PointsExchanged", [7n, account, 0n, 0n, 0n, 0n, 0n, []]],
        ["PointsNonceCancelled", [account, MaxUint256]],
      ]);
      await tell("pointsRedemption", [
        ["PointsRefunded", [NONSENSE, 7n, account, GHOST, MAX_64, MAX_64, 0n, MAX_64, buckets]],
        ["PointsRedeemed", [NONSENSE, 7n, account, GHOST, 1n, MAX_64, 9n, buckets, ZeroHash, MAX_32, 0n, MaxUint256]],
        ["RedemptionCancelled", [NONSENSE, account]],
        ["RefundDaysSet", [GHOST, 65_535]],
      ]);
      await tell("pointsClearing", [
        ["ClaimsPaid", [9n, GHOST, GHOST, MAX_64, MAX_64]],
        ["ClaimReceived", [9n, GHOST, 0n, MAX_64]],
        ["CycleDebtUndone", [9n, GHOST, GHOST, MAX_64, 0n, MAX_64]],
        ["PositionCleared", [9n, GHOST, MAX_64, 0n, 0n, 0n, 0n, MAX_64, MAX_64]],
        ["PositionCleared", [9n, GHOST, 0n, MAX_64, 0n, 0n, 0n, 1n, 0n]],
        ["PositionCleared", [9n, 0n, 0n, MAX_64, 0n, 0n, 0n, MAX_64, 0n]],
        ["CycleClosed", [9n, 0n, MAX_64]],
        ["CycleClosed", [9n, 0n, 0n]],
        ["CycleBegan", [9n, MAX_32]],
        ["GuaranteeWithdrawn", [GHOST, MAX_64, 0n]],
      ]);
      await tell("pointsOrders", [
        ["AccountPointsUnfrozen", [account, NONSENSE]],
        ["IssuingResumed", [7n, NONSENSE]],
        ["PointsTransferredByOrder", [7n, account, account, MAX_64, ZeroHash]],
        ["ProgrammeClosedByOrder", [7n, NONSENSE]],
        ["AccountPointsFrozen", [account, NONSENSE, 0n]],
        ["IssuingStopped", [7n, NONSENSE, 0n]],
      ]);
      await tell("pointsProgrammes", [
        ["RequestAnswered", [3n, 7n, 99]],
        ["AcceptanceEnded", [7n, GHOST, 0n]],
        ["PointsProgrammeClosed", [7n, GHOST, MAX_64, MAX_64]],
        ["ExchangeRateSet", [7n, 1n, MAX_32]],
        ["AllianceMemberRemoved", [GHOST]],
        ["PointsProgrammeOpened", [7n, GHOST, opening]],
        ["PointsProgrammeClosing", [7n, 0n, 0n, ZeroHash, true]],
        ["RequestOpened", [3n, GHOST, GHOST, MAX_64, 99, 0n, 0n, MAX_32, NONSENSE]],
        ["AcceptanceAgreed", [7n, GHOST, 0n, MAX_32]],
        ["AcceptanceAgreed", [7n, GHOST, 0n, 0n]],
      ]);
    }
    await follows(live);
    const messages = (await notices(live)).join("\n");
    for (const part of ["Redemption 0x", "Shortfall 0x", "Grant 0x", "Budget 0x", "Acceptance 0x"]) {
      expect(messages).to.include(part);
    }
    expect(messages).to.include("Programme of points 7 was never opened");
    // All of it can be asked for.
    type Answer = { pointsProgrammes: { number: number; buckets: object[]; acceptances: { isLive: boolean }[] }[] };
    const { pointsProgrammes } = await ask<Answer>(
      `{ pointsProgrammes(where: { version_: { version: 2 }, number: 7 }) { number buckets { month lastDate balances { points } } acceptances { isLive } } }`,
    );
    expect(pointsProgrammes).to.have.length(1);
    expect(pointsProgrammes[0]?.buckets).to.have.length(2);
    expect(pointsProgrammes[0]?.acceptances).to.deep.equal([{ isLive: true }]);
  });
});
