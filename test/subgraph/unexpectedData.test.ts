/** Data assets that say what cannot be. */
import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import { Play } from "./play.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";
import { follows, GHOST, MAX_32, MAX_40, MAX_64, NONSENSE, notices, strangeVersion } from "./strange.ts";

describe("The unexpected: data assets", function () {
  this.timeout(300_000);
  let live: Index;
  let ask: Ask;
  let play: Play;

  before(async function () {
    live = await indexOrSkip(this);
    ask = live.ask;
    play = new Play(live.stage);
  });

  it("G-5 data assets whose parts say what cannot be: licences of nothing, one's own parent, more receivers than amounts", async () => {
    const { addresses, tell } = await strangeVersion(play, "data");

    const shares = [65_535, 0, 65_535, [[GHOST, 65_535]]];
    const details = [NONSENSE, ZeroHash, 99, 99, 99, shares];
    const terms = [
      7n,
      99,
      true,
      true,
      true,
      true,
      MAX_64,
      65_535,
      MAX_40,
      65_535,
      MAX_32,
      MAX_64,
      MAX_64,
      MAX_64,
      MAX_64,
      GHOST,
      0n,
      GHOST,
      65_535,
      NONSENSE,
    ];
    const issued = [5n, 7n, GHOST, 0n, GHOST, 9n, 99, MAX_32, 0n, NONSENSE, terms];
    const outcome = [true, true, MAX_64];
    const asked = [3n, GHOST, 0n, MAX_64, 99, MAX_40, 0n, MAX_32, NONSENSE];
    // Twice: before anything is there that they speak of, and after.
    for (let time = 0; time < 2; time++) {
      await tell("dataTransfers", [
        ["RequestAnswered", [3n, 7n, 99]],
        ["RequestOpened", asked],
        ["RequestAnswered", [3n, 7n, 2]],
      ]);
      await tell("dataOffers", [
        ["OfferTaken", [9n, 7n, GHOST, 99]],
        ["OfferReopened", [9n, 7n]],
        ["ExclusiveConsented", [9n, 7n, GHOST, MAX_32]],
        ["RequestOpened", asked],
      ]);
      await tell("dataPledges", [
        ["RequestOpened", asked],
        ["DataPledgeRepaid", [7n, GHOST, 0n, 4n, MAX_64, 1n]],
        ["DataPledgeRealised", [7n, GHOST, 0n, 4n, GHOST, 8n, 1n, MAX_64, MAX_64, MAX_64]],
        ["DataPledgeReleased", [7n, 0n, 0n, 4n, 0n]],
      ]);
      await tell("dataLicences", [
        ["UseRecorded", [5n, 6n, 255, 0n, ZeroHash]],
        ["UsesRecorded", [5n, 63, MAX_40, MAX_40, NONSENSE, [6n, 6n, 6n], [MAX_40]]],
        ["LicenceTransferred", [5n, 0n, GHOST]],
        ["LicenceEnded", [5n, 0n, 0n, 99, NONSENSE]],
        ["UsesStruck", [5n, MAX_40, 0n, 0n]],
      ]);
      await tell("dataRevenue", [
        ["MoneyGivenBack", [5n, GHOST, MAX_64, MAX_64, MAX_64]],
        ["MoneyReleased", [5n, 0n, MAX_64, 1n, 0n]],
        ["RevenueSplit", [7n, 0n, 1n, [7n, 9n, 7n], [MAX_64], [GHOST, 0n, GHOST], [MAX_64, 1n]]],
        ["PersonCredited", [6n, 5n, MAX_64, 0n]],
        ["RevenueClaimed", [GHOST, MAX_64]],
        ["PersonPaid", [6n, addresses[0], MAX_64]],
      ]);
      await tell("dataSales", [
        ["KeyPosted", [2n, GHOST, [MaxUint256, 0n], NONSENSE, MAX_40]],
        ["SaleReleased", [2n, GHOST, 0n, 99, MAX_64, MAX_64]],
        ["SaleRefunded", [2n, GHOST, 0n, 5, 0n, 0n, 0n]],
      ]);
      await tell("dataDisputes", [
        ["DisputeEnded", [1n, 5n, GHOST, 99, 99, outcome, ZeroHash]],
        ["OutcomeProposed", [1n, 0n, outcome]],
      ]);
      await tell("dataSharing", [
        ["SharingGranted", [1n, 5n, GHOST, 65_535, MAX_40, NONSENSE]],
        ["SharingAnswerLate", [1n, GHOST, 0n]],
        ["SharingRefused", [1n, 0n, ZeroHash]],
      ]);
      await tell("dataConsents", [
        ["ConsentWithdrawn", [6n, 7n, GHOST, 4, 1]],
        ["AllConsentsWithdrawn", [6n]],
        ["PayeeSet", [6n, addresses[0]]],
        ["KeyRemoved", [6n, 1, NONSENSE, NONSENSE]],
      ]);
      await tell("dataCertification", [
        ["FilingCertified", [0n, 7n, GHOST, 1, 0n]],
        ["ObjectionDecided", [1n, 7n, 0n, GHOST, true, NONSENSE]],
        ["ObjectionRaised", [1n, 7n, GHOST, true, MAX_64, NONSENSE]],
        ["CertificateSuspended", [7n, NONSENSE]],
      ]);
      await tell("dataPreservation", [
        ["DataChallengeAnswered", [1n, 7n, GHOST, 9, MAX_32, MaxUint256, NONSENSE]],
        ["DataChallenged", [1n, 7n, GHOST, 0n, 9, NONSENSE, MAX_40]],
        ["DataChallengeMissed", [1n, 7n, GHOST, 0n, 9, MAX_32]],
      ]);
      await tell("dataValuation", [
        ["DataValuationDisputeAnswered", [8n, 7n, GHOST, true, NONSENSE]],
        ["DataValuationCommissionEnded", [7n, GHOST, 0n]],
        ["DataValuationWithdrawn", [8n, 7n, 0n, ZeroHash]],
      ]);
      await tell("dataOrders", [
        ["AssetUnfrozen", [7n, NONSENSE]],
        ["MisuseFound", [5n, GHOST, 0n, NONSENSE]],
        ["AssetFrozen", [7n, NONSENSE, 0n, true]],
      ]);
      await tell("dataRegistry", [
        [
          "AssetRegistered",
          [
            7n,
            GHOST,
            NONSENSE,
            99,
            "绳",
            details,
            [
              [7n, 5n],
              [9n, 0n],
            ],
          ],
        ],
        ["AssetStatusChanged", [7n, 0n, 0, 99, 0n]],
        ["AssetStatusChanged", [7n, GHOST, 3, 6, MAX_32]],
        ["RightTransferred", [7n, 0n, GHOST, 99, MAX_64, ZeroHash]],
        ["AssetVersionPublished", [7n, 9, NONSENSE, NONSENSE]],
      ]);
      await tell("dataOffers", [["OfferMade", [9n, 7n, GHOST, terms, NONSENSE, MAX_32]]]);
      await tell("dataLicences", [["LicenceIssued", issued]]);
      await tell("dataSales", [["SaleOrdered", [2n, GHOST, 0n, 9n, 5n, 7n, MAX_64, MAX_64, [0n, 0n], 0n]]]);
      await tell("dataDisputes", [["DisputeOpened", [1n, 5n, GHOST, GHOST, GHOST, 99, MAX_32, outcome, 0n, NONSENSE]]]);
      await tell("dataSharing", [["SharingRequested", [1n, 7n, GHOST, GHOST, 99, MAX_64, 0, NONSENSE, 0n]]]);
      await tell("dataConsents", [
        ["PersonEnrolled", [6n, time === 0 ? NONSENSE : ZeroHash, addresses[0]]],
        ["ConsentGiven", [6n, 7n, GHOST, 99, 255, MAX_32]],
      ]);
      await tell("dataValuation", [
        ["DataValued", [8n, 7n, GHOST, 0n, 99, NONSENSE, MAX_32, MAX_64, 0n, NONSENSE]],
        ["DataValuationDisputed", [8n, 7n, GHOST, true, NONSENSE]],
      ]);
      await tell("dataPledges", [
        ["DataPledged", [7n, GHOST, GHOST, 4n, MAX_64, MAX_32, time === 0 ? MAX_32 : 8n, 0n]],
      ]);
    }
    await follows(live);
    const messages = (await notices(live)).join("\n");
    for (const part of [
      "Data asset 0x",
      "Licence 0x",
      "Offer 0x",
      "Purchase 0x",
      "Dispute 0x",
      "Person 0x",
      "Valuation 0x",
    ]) {
      expect(messages).to.include(part);
    }
    // All of it can be asked for.
    type Answer = {
      dataAssets: { ancestors: object[]; licences: object[]; pledges: { valuation: object | null }[] }[];
    };
    const { dataAssets } = await ask<Answer>(
      `{ dataAssets(where: { version_: { version: 2 } }) { ancestors { number } licences { number terms { purposes { name } } } pledges { valuation { number } } } }`,
    );
    expect(dataAssets).to.have.length(1);
    expect(dataAssets[0]?.licences).to.have.length(1);
  });
});
