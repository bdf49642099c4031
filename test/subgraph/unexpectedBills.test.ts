/** Modules that the index does not know, and parts of bills, of the market and of the kernel that say what cannot be. */
import { expect } from "chai";
import { id, MaxUint256, type Signer, ZeroHash } from "ethers";
import { type Call, COUNCIL, Play, REGULATOR, word } from "./play.ts";
import { indexOrSkip, type Index } from "./stack.ts";
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
  say,
  speakers,
  type Speech,
} from "./strange.ts";

describe("The unexpected: bills, the market and the kernel", function () {
  this.timeout(300_000);
  let live: Index;
  let play: Play;
  let anyone: Signer;

  before(async function () {
    live = await indexOrSkip(this);
    play = new Play(live.stage);
    anyone = anybody(play);
  });

  it("G-5 modules that the index does not know, and parts that say what cannot be", async () => {
    const { suite, stage } = live;
    const constitution = [...COUNCIL, ...REGULATOR];
    const parts = await speakers(play, 18);
    const addresses = await Promise.all(parts.map((part) => part.getAddress()));
    const [, registry, issuance, payment, , money, trade, evidence, calendar, , , discount, market] = parts;
    const [security, repo, recourse, orders] = parts.slice(13);
    const [unknown = "", registryAt = "", issuanceAt = "", paymentAt = "", descriptorAt = "", ...rest] = addresses;
    const [moneyAt = "", tradeAt = "", evidenceAt = "", calendarAt = "", lone = "", broken = "", ...last] = rest;
    const [discountAt = "", marketAt = "", securityAt = "", repoAt = "", recourseAt = "", ordersAt = ""] = last;
    const more = addresses.at(-1) ?? "";
    const register = (module: string, version: bigint, addresses: string[]): Call => ({
      target: suite.directory,
      name: "register",
      args: [module, version, addresses, 0n],
    });
    await play.order(
      "nonsense modules",
      [
        register(word("实验室"), 1n, [unknown, more]),
        register(word("bills"), 3n, [
          registryAt,
          issuanceAt,
          securityAt,
          paymentAt,
          discountAt,
          repoAt,
          recourseAt,
          ordersAt,
          descriptorAt,
        ]),
        register(word("market"), 2n, [marketAt]),
        register(word("bills"), 4n, [lone]),
        register(word("money"), 2n, [moneyAt]),
        register(word("trade"), 2n, [tradeAt]),
        register(word("evidence"), 2n, [evidenceAt]),
        register(word("calendar"), 2n, [calendarAt]),
        register(`0x${"01ff".repeat(15)}0100`, 1n, [broken]),
      ],
      constitution,
    );
    expect((await notices(live)).filter((message) => message.includes("parts; this index reads"))).to.have.length(3);

    const ghost = GHOST;
    // No part of anything.
    const nobody = await anyone.getAddress();
    const terms = [
      200,
      true,
      true,
      true,
      ghost,
      ghost,
      ghost,
      MAX_64,
      MAX_32,
      [
        [NONSENSE, MAX_64],
        [NONSENSE, 0n],
      ],
    ];
    const drawn = [7n, ghost, 0n, 9n, 1n, MAX_32, terms];
    const lots = [
      { title: 10n, amount: MAX_64 },
      { title: 77n, amount: 0n },
    ];
    const [firstDay, lastDay, closesAt] = [MAX_32, 0n, MAX_40];
    const asking = {
      title: discountAt,
      lots,
      buyers: [ghost, ghost, 0n],
      firstDay,
      lastDay,
      closesAt,
      terms: NONSENSE,
    };
    const sale = (title: bigint) => ({ title, debtor: ghost, face: MAX_64, price: 1n });
    const lending = {
      kind: 99,
      buyer: ghost,
      rate: MAX_32,
      farRate: MAX_32,
      cash: MAX_64,
      farDay: MAX_32,
      lastDay: 0n,
      lots: [
        { holding: 9n, amount: MAX_64 },
        { holding: MAX_64, amount: 0n },
      ],
    };
    const speeches: Speech[] = [
      [
        registry,
        suite.billRegistry,
        [
          ["BillEndorsed", [1n, 1n, 2n, 3n, 1, 1n, 2n, 3n, true, 1, 2]],
          ["BillStatusChanged", [1n, 1, 200]],
          ["RequestAnswered", [1n, 1n, 2]],
          ["InstructionCancelled", [1n, 2n]],
          ["HoldingClosed", [1n, 1n, 1n, 1n]],
          ["PartsWired", [[]]],
          ["AuthorityUpdated", [broken]],
        ],
      ],
      [
        issuance,
        suite.billIssuance,
        [
          ["BillDrawn", drawn],
          ["BillDrawn", drawn],
          ["BillAccepted", [7n, ghost, ghost, 1n]],
          ["BillWithdrawn", [7n, ghost, 9n, 2]],
          ["BillDelivered", [8n, ghost, ghost, 9n, 1n, 2]],
          ["PeriodsSet", [255, [0, 0, 0, 0, 0, 0, 0]]],
        ],
      ],
      [
        registry,
        suite.billRegistry,
        [
          ["BillEndorsed", [9n, ghost, ghost, 2n ** 80n - 1n, 99, 5n, 1n, MAX_32, true, 65_535, 250]],
          ["RequestOpened", [MAX_32, ghost, ghost, 9n, 77, 9n, 1n, MAX_32, NONSENSE]],
          ["RequestAnswered", [MAX_32, 9n, 99]],
          ["BillMarkLifted", [9n, ghost, 0]],
          ["InstructionSet", [ghost, 0n, MAX_32, MAX_64, 0, 0n]],
          ["HoldingCirculationChanged", [9n, ghost, 77, true, true]],
          ["HoldingCirculationChanged", [1n, ghost, 5, false, true]],
          ["RequestOpened", [MAX_32, ghost, ghost, 9n, 4, 0n, MAX_40, 0n, NONSENSE]],
          ["RequestAnswered", [MAX_32, 9n, 5]],
        ],
      ],
      [
        payment,
        suite.billPayment,
        [
          ["BillPaid", [9n, ghost, ghost, 5n, 1n, true]],
          ["BillDishonoured", [9n, ghost, ghost, 5n, 1n, 99]],
          ["BillPresented", [9n, ghost, ghost, MAX_64, MAX_32, MAX_32, true, true, NONSENSE]],
          ["BillPresentationReturned", [9n, 0n, 0n, 1]],
          ["StandingPresentationSet", [9n, ghost, true]],
          ["StandingPresentationSet", [1n, ghost, false]],
          ["BillPaidOffChainDeclared", [9n, ghost, ghost, NONSENSE]],
          ["BillPaidOffChainDeclared", [1n, ghost, ghost, NONSENSE]],
          ["BillPaidOffChain", [9n, ghost, ghost, MAX_64, MAX_32, NONSENSE]],
          ["BillPaidOffChain", [1n, 0n, 0n, 0n, 0n, ZeroHash]],
          ["BillPaymentConfirmed", [7n, ghost, MAX_32, NONSENSE]],
          ["BillPaymentConfirmed", [1n, ghost, 0n, ZeroHash]],
        ],
      ],
      [
        registry,
        suite.billRegistry,
        [
          ["HoldingSplit", [9n, 10n, ghost, 5n, 1n]],
          ["HoldingSplit", [9n, 10n, ghost, 0n, MAX_40]],
          ["HoldingSplit", [11n, 12n, ghost, 0n, 1n]],
          ["HoldingOffered", [10n, ghost, MAX_32, MAX_64, MAX_32]],
          ["HoldingOffered", [12n, ghost, 1n, 1n, 1n]],
          ["HoldingOfferEnded", [9n, 1n]],
          ["HoldingOfferEnded", [12n, 1n]],
          // The tenor is below zero, and the last of a chain is a discount.
          ["BillEndorsed", [10n, ghost, ghost, 1n, 2, 5n, 1n, 0n, true, 1, 2]],
        ],
      ],
      [
        security,
        suite.billSecurity,
        [
          // Nothing is there that they speak of.
          ["BillGuaranteed", [1n, ghost, ghost, 1n, 3, 1n, 2n, 1, 1n]],
          ["BillPledged", [1n, ghost, ghost, 1n, 1n, 1n, false]],
          ["BillPledgeRealised", [1n, ghost, ghost, 1n, 1n]],
          ["BillPledgeCollected", [9n, ghost, ghost, 1n, 1n, 1n, 1n]],
          ["BillPledgeReleased", [9n, ghost, ghost, 1n]],
          ["BillPledgeEnded", [9n, 1n]],
          // Twice for one bill, of nobody, by itself, and for units below none.
          ["BillGuaranteed", [7n, ghost, ghost, 1n, 99, MAX_40, 0n, 65_535, MAX_32]],
          ["BillGuaranteed", [7n, ghost, 0n, 9n, 3, 0n, MAX_40, 1, 0n]],
          ["BillGuaranteed", [7n, 0n, 0n, 9n, 1, 1n, 1n, 0, MAX_32]],
          ["BillPledgeRealised", [9n, ghost, ghost, MAX_32, MAX_64]],
          ["BillPledgeCollected", [9n, ghost, 0n, MAX_32, MAX_64, MAX_64, 0n]],
          ["BillPledgeEnded", [9n, MAX_32]],
          ["BillPledgeReleased", [9n, ghost, ghost, MAX_32]],
          ["BillPledged", [9n, 0n, 0n, 0n, 0n, 0n, true]],
          ["BillPledged", [9n, ghost, ghost, 0n, MAX_64, MAX_32, false]],
          ["BillPledgeCollected", [9n, 0n, 0n, 0n, 0n, 0n, MAX_64]],
        ],
      ],
      [
        repo,
        suite.billRepo,
        [
          ["RepoAnswered", [1n, 5]],
          ["RepoOpened", [1n, ghost, ghost, 1, 1n, 1n, 1n, 1n, [9n]]],
          ["RepoRedeemed", [1n, ghost, ghost, 1n, 1n]],
          ["RepoDefaulted", [1n, ghost, ghost, 1n, 1n]],
          ["RepoProposed", [MAX_32, ghost, ghost, lending]],
          // More lots than were proposed, some of them of nothing.
          ["RepoOpened", [MAX_32, ghost, 0n, 2, MAX_64, 0n, MAX_32, 0n, [9n, 1n, MAX_64, 9n]]],
          ["RepoDefaulted", [MAX_32, ghost, ghost, MAX_64, MAX_32]],
          ["RepoRedeemed", [MAX_32, ghost, ghost, 0n, 0n]],
          ["RepoProposed", [2n, 0n, 0n, { ...lending, kind: 1, lots: [] }]],
          ["RepoRedeemed", [2n, 0n, 0n, 0n, 0n]],
          ["RepoOpened", [2n, 0n, 0n, 1, 0n, MAX_64, 0n, MAX_32, []]],
          ["RepoAnswered", [2n, 99]],
        ],
      ],
      [
        registry,
        suite.billRegistry,
        [
          // Back from a repo that nobody knows, and by a pledge, a recourse and an order that there never were.
          ["BillEndorsed", [9n, ghost, 0n, 77n, 3, 1n, MAX_40, 1n, false, 65_535, 6]],
          ["BillEndorsed", [9n, 0n, ghost, 78n, 3, 1n, MAX_40, 1n, false, 0, 2]],
          ["BillEndorsed", [9n, ghost, ghost, 79n, 4, 1n, MAX_40, 1n, true, 1, 5]],
          ["BillEndorsed", [9n, ghost, 0n, 80n, 5, 1n, MAX_40, 1n, false, 2, 8]],
          // A chain that goes round.
          ["BillEndorsed", [9n, 0n, ghost, 80n, 6, 1n, MAX_40, 1n, false, 3, 2]],
        ],
      ],
      [
        recourse,
        suite.billRecourse,
        [
          ["RecourseOpenedEarly", [1n, ghost, 1n, 1n]],
          ["RecourseClaimed", [1n, ghost, ghost, 1, 1n, 1n, NONSENSE, 1n, 1n]],
          ["DishonourNotified", [1n, ghost, ghost, 1n, true]],
          ["RecourseInterrupted", [1n, ghost, ghost, 1, NONSENSE, 1n]],
          ["RecoursePaid", [1n, ghost, ghost, 1n, 1n, 1n, 1n, 1n]],
          ["RecourseSettled", [1n, ghost, ghost, 1n, true, 1n]],
          ["RecourseSettled", [9n, 0n, ghost, 1n, false, 1n]],
          ["RecourseInterrupted", [9n, 0n, ghost, 99, NONSENSE, 0n]],
          ["DishonourNotified", [9n, ghost, ghost, MAX_32, true]],
          // More than is owed, on the day 0 and the last of all days, without a rate and at the greatest.
          ["RecoursePaid", [9n, ghost, 0n, MAX_64, MAX_64, MAX_64, 0n, 0n]],
          ["RecourseRateSet", [MAX_32, 0n]],
          ["RecoursePaid", [9n, ghost, ghost, 0n, 0n, 0n, MAX_64, MAX_32]],
          ["RecourseRateSet", [0n, MAX_32]],
          ["RecourseRateSet", [1n, 1n]],
          ["RecourseClaimed", [9n, ghost, ghost, 99, MAX_64, MAX_64, NONSENSE, MAX_32, MAX_32]],
          ["RecourseOpenedEarly", [9n, 0n, MAX_64, MAX_32]],
          ["RecoursePaid", [9n, 0n, ghost, 1n, 1n, 1n, 1n, 0n]],
          ["RecourseSettled", [9n, ghost, ghost, MAX_64, true, MAX_32]],
        ],
      ],
      [
        orders,
        suite.billOrders,
        [
          ["HoldingFrozen", [1n, 1n, ghost, NONSENSE, 1n, 1n, 1n]],
          ["HoldingUnfrozen", [1n, ghost, NONSENSE]],
          ["HoldingTransferredByOrder", [1n, ghost, ghost, NONSENSE]],
          ["HoldingInvalidated", [1n, ghost, ghost, NONSENSE]],
          ["HoldingUnfrozen", [7n, ghost, NONSENSE]],
          ["HoldingTransferredByOrder", [9n, ghost, 0n, NONSENSE]],
          ["HoldingFrozen", [7n, 9n, ghost, NONSENSE, MAX_40, 0n, MAX_40]],
          ["HoldingFrozen", [0n, 9n, 0n, NONSENSE, 0n, MAX_40, 0n]],
          ["HoldingInvalidated", [9n, ghost, ghost, NONSENSE]],
          ["HoldingTransferredByOrder", [9n, 0n, 0n, ZeroHash]],
          ["HoldingUnfrozen", [7n, 0n, NONSENSE]],
          ["HoldingUnfrozen", [7n, ghost, NONSENSE]],
        ],
      ],
      [
        discount,
        suite.billDiscount,
        [
          ["TraderSet", [ghost, true]],
          ["TraderSet", [0n, false]],
        ],
      ],
      [
        market,
        suite.market,
        [
          ["AskOpened", [MAX_32, ghost, discountAt, asking]],
          ["AskOpened", [MAX_32, ghost, discountAt, asking]],
          ["AskOpened", [1n, 0n, unknown, { ...asking, title: unknown, lots: [] }]],
          ["AskWithdrawn", [2n, ghost]],
          ["QuoteSealed", [1n, 2n, ghost, NONSENSE]],
          ["QuoteSealed", [MAX_64, MAX_32, ghost, NONSENSE]],
          ["QuoteOpened", [MAX_64, MAX_32, ghost, MAX_32, MAX_32]],
          ["QuoteOpened", [MAX_64 - 1n, MAX_32, 0n, 0n, 0n]],
          ["QuoteBroken", [MAX_64, ghost, ghost, MAX_64, 99]],
          ["QuoteBroken", [3n, ghost, ghost, 0n, 1]],
          ["QuoteAccepted", [3n, ghost, ghost, 0n, 0n, 0n, []]],
          [
            "QuoteAccepted",
            [MAX_64, ghost, ghost, MAX_32, MAX_32, MAX_64, [sale(10n), sale(10n), sale(77n), sale(10n)]],
          ],
          ["LineUsed", [ghost, 0n, MAX_64, 0n]],
          ["LineRemoved", [0n, ghost]],
          ["LineSet", [ghost, ghost, MAX_64, MAX_64]],
        ],
      ],
      [
        money,
        suite.money,
        [
          ["Transfer", [unknown, registryAt, MaxUint256]],
          ["MoneyRedeemed", [ghost, unknown, NONSENSE, MaxUint256, 0n]],
          ["MoneyIssued", [0n, unknown, NONSENSE, MaxUint256, MaxUint256]],
          ["TransferReferenced", [unknown, unknown, NONSENSE, 1n]],
          ["Frozen", [unknown, MaxUint256]],
          ["ForcedTransfer", [unknown, unknown, MaxUint256]],
          ["MoneyUnfrozen", [ghost, NONSENSE, MaxUint256]],
          ["MoneyForced", [ghost, 0n, NONSENSE, MaxUint256, id("no case"), MaxUint256]],
          ["MoneyForced", [MAX_160, MAX_160, NONSENSE, 0n, ZeroHash, 0n]],
          ["MoneyFrozen", [MAX_160, NONSENSE, MaxUint256, MAX_40, MaxUint256]],
          ["MoneyFrozen", [MAX_160, NONSENSE, 0n, 0n, 0n]],
          ["MoneyUnfrozen", [MAX_160, NONSENSE, 0n]],
          ["MoneyUnfrozen", [MAX_160, NONSENSE, 0n]],
          ["MoneyFrozen", [0n, ZeroHash, 0n, 0n, 0n]],
        ],
      ],
      [
        trade,
        suite.trade,
        [
          ["SubjectReleased", [NONSENSE, unknown, MaxUint256, MAX_64, 0n, 0n]],
          ["SubjectClaimed", [NONSENSE, registryAt, MaxUint256, MAX_64, MAX_64, 1n]],
          ["DocumentConfirmed", [id("never"), ghost, ghost, ghost, 0n, NONSENSE]],
          ["AssetRegistered", [id("asset"), unknown, MaxUint256, MAX_64, NONSENSE]],
          ["AssetRegistered", [id("asset"), tradeAt, 1n, 1n, NONSENSE]],
          ["AssetRevalued", [id("nothing"), 0n, MAX_64, 0n]],
          ["ClaimReplaced", [id("asset"), unknown, unknown, 1n, MaxUint256, MAX_64]],
          ["SubjectReduced", [id("never"), NONSENSE, ghost, ghost, MAX_64, 1n, 0n, NONSENSE]],
          ["ReductionProposed", [id("new"), NONSENSE, ghost, 0n, 0n, `0x${"ff".repeat(18)}`, "", NONSENSE, NONSENSE]],
          ["SubjectReduced", [id("new"), NONSENSE, ghost, ghost, MAX_64, 1n, 0n, NONSENSE]],
          ["TradeFileExtended", [9n, NONSENSE, ghost]],
          ["TradeFileOpened", [MAX_64, ghost, 0n, ghost]],
          ["TradeFileOpened", [MAX_64, ghost, ghost, 0n]],
          ["TradeFileExtended", [MAX_64, id("asset"), ghost]],
          ["TradeFileExtended", [MAX_64, id("asset"), ghost]],
          ["SubjectReduced", [id("asset"), id("asset"), ghost, ghost, MAX_64, 0n, MAX_64, ZeroHash]],
          ["AssetRevalued", [id("asset"), MAX_64, 0n, 0n]],
          ["ClaimReplaced", [id("no subject"), nobody, nobody, MaxUint256, 0n, MAX_64]],
          ["ClaimReplaced", [id("no subject"), nobody, nobody, 1n, 1n, MAX_64]],
        ],
      ],
      [
        evidence,
        suite.evidence,
        [
          ["EvidenceAnchored", [0n, 0n, NONSENSE, 200, true, NONSENSE, ""]],
          ["EvidenceAnchored", [0n, 0n, NONSENSE, 1, true, NONSENSE, "again"]],
          ["EvidenceCountersigned", [7n, ghost, NONSENSE, NONSENSE, 0n]],
          ["EvidenceCountersigned", [0n, ghost, NONSENSE, NONSENSE, MaxUint256]],
          ["EvidenceCountersigned", [0n, ghost, NONSENSE, NONSENSE, 1n]],
          ["EvidenceCountersigned", [0n, 0n, ZeroHash, ZeroHash, 0n]],
          ["EvidenceAnchored", [MAX_64, ghost, ZeroHash, 0, false, ZeroHash, ""]],
          ["EvidenceCountersigned", [MAX_64, ghost, NONSENSE, NONSENSE, MaxUint256]],
        ],
      ],
      [
        calendar,
        suite.calendar,
        [
          ["CalendarDayAmended", [MAX_32, ghost, true, NONSENSE]],
          ["CalendarDayAmended", [1n, 0n, true, NONSENSE]],
          ["CalendarYearSet", [65_535, ghost, [MaxUint256, MaxUint256], NONSENSE]],
          ["CalendarDayAmended", [23_217_002n, ghost, false, NONSENSE]],
          ["CalendarDayAmended", [23_217_002n, ghost, false, ZeroHash]],
          ["CalendarYearSet", [65_535, ghost, [0n, 0n], ZeroHash]],
          ["CalendarYearSet", [0, ghost, [1n, MaxUint256], NONSENSE]],
          ["CalendarDayAmended", [0n, ghost, true, NONSENSE]],
        ],
      ],
    ];
    for (const speech of speeches) await say(speech);
    await follows(live);

    const messages = await notices(live);
    for (const part of [
      "Holding 0x",
      "Request 0x",
      "A value 200 where only None, Bank",
      `Participant ${ghost} has never applied`,
      "The presentation of holding",
      "below zero",
      "was never put forward",
      "Ask 0x",
      "Quote 0x",
      "Title 0x",
      "Year 0x",
      "on money had never been opened",
      "in a file was put into one",
      "claims and is not registered",
      "Claim 0x",
      "Pledge 0x",
      "Repo 0x",
      "Case 0x",
    ]) {
      expect(
        messages.some((message) => message.includes(part)),
        part,
      ).to.be.true;
    }
    // What is in order goes on being read.
    await stage.done(stage.as("huaxi", suite.evidence).anchor(id("after all this"), 1, word("INVOICE"), ""));
    await follows(live);
  });
});
