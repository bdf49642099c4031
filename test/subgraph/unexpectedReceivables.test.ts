/** Receivables that say what cannot be. */
import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { COUNCIL, Play, REGULATOR, word } from "./play.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";
import { follows, GHOST, MAX_32, MAX_40, MAX_64, NONSENSE, notices, say, speakers, type Speech } from "./strange.ts";

describe("The unexpected: receivables", function () {
  this.timeout(300_000);
  let live: Index;
  let ask: Ask;
  let play: Play;

  before(async function () {
    live = await indexOrSkip(this);
    ask = live.ask;
    play = new Play(live.stage);
  });

  it("G-5 receivables whose parts speak of roots, notes and rights that never were, twice, and out of turn", async () => {
    const { suite, stage } = live;
    const parts = await speakers(play, 8);
    const [registry, issuance, financing, security, settlement, disputes, orders] = parts;
    const addresses = await Promise.all(parts.map((part) => part.getAddress()));
    const args = [word("receivables"), 2n, addresses, 0n];
    const constitution = [...COUNCIL, ...REGULATOR];
    await play.order("nonsense receivables", [{ target: suite.directory, name: "register", args }], constitution);

    const ghost = GHOST;
    const on = (root: bigint, place: bigint): bigint => (root << 32n) | place;
    /** Notes of root 7, which is put forward late; of one that never is; and of the last of all. */
    const [note, part, never, last] = [on(7n, 1n), on(7n, 2n), on(8n, 1n), MAX_64];
    const documents = [
      { subject: NONSENSE, amount: MAX_64 },
      { subject: NONSENSE, amount: 0n },
    ];
    const terms = {
      counterparty: ghost,
      face: 100n,
      dueDay: MAX_32,
      facility: 9n,
      overdueRate: MAX_32,
      reason: NONSENSE,
      documents,
    };
    const opened = [7n, ghost, 0n, note, 100n, 0n, MAX_32, 9n, MAX_32];
    const speeches: Speech[] = [
      [
        registry,
        suite.receivableRegistry,
        [
          ["RootStatusChanged", [7n, 0, 2]],
          ["RootProgressed", [7n, 1n, 1n, 1n]],
          ["NoteSplit", [note, part, ghost, 1n, 2n]],
          ["NoteTransferred", [note, ghost, ghost, 1, 1n, 2n, 3n, NONSENSE]],
          ["NotesMerged", [note, part, ghost, 1n, 2n, 3n]],
          ["NoteMarked", [note, ghost, 65_535n]],
          ["NoteOffered", [note, ghost, 1n, 1n, 1n]],
          ["NoteOfferEnded", [note, 1n]],
          ["NoteClosed", [note, ghost, 2, 1n]],
          ["RequestAnswered", [1n, note, 2]],
          ["InstructionCancelled", [ghost, 0n]],
        ],
      ],
      [
        issuance,
        suite.receivableIssuance,
        [
          ["FacilityChanged", [9n, MAX_64, MAX_64, MAX_32, true]],
          ["ReceivableOpened", opened],
          ["ReceivableConfirmed", [7n, ghost, ghost, MAX_64]],
          ["CancellationProposed", [7n, ghost, NONSENSE]],
          ["CancellationWithdrawn", [7n, ghost]],
          ["CancellationAgreed", [7n, note, ghost, 1n]],
          // Put forward and opened twice, under a facility that is granted later, and confirmed by two.
          ["ReceivableProposed", [7n, ghost, 0n, MAX_32, true, terms]],
          ["ReceivableProposed", [7n, ghost, ghost, 0n, false, { ...terms, documents: [] }]],
          ["ReceivableOpened", opened],
          ["ReceivableOpened", opened],
          ["FacilityGranted", [9n, ghost, ghost, 0n, 0n]],
          ["FacilityGranted", [9n, 0n, ghost, MAX_64, MAX_32]],
          ["FacilityChanged", [9n, 0n, MAX_64, 0n, true]],
          ["ReceivableConfirmed", [7n, ghost, ghost, MAX_64]],
          ["ReceivableConfirmed", [7n, 0n, 0n, 0n]],
          ["CancellationWithdrawn", [7n, ghost]],
          ["CancellationAgreed", [7n, note, ghost, MAX_40]],
          ["CancellationAgreementWithdrawn", [7n, never, ghost, 0n]],
          ["CancellationProposed", [7n, ghost, ZeroHash]],
          ["LoanPrimeRateSet", [MAX_32, MAX_32]],
          ["LoanPrimeRateSet", [0n, 0n]],
        ],
      ],
      [
        registry,
        suite.receivableRegistry,
        [
          // Beyond its ends, of itself, into itself, after its end and below the first tier.
          ["NoteSplit", [note, part, ghost, 90n, MAX_40]],
          ["NoteSplit", [note, part, 0n, 0n, 0n]],
          ["NoteSplit", [note, note, ghost, 1n, 1n]],
          ["NotesMerged", [note, part, ghost, MAX_40, 0n, 0n]],
          ["NotesMerged", [note, note, 0n, 1n, 100n, 2n ** 24n - 1n]],
          ["NoteTransferred", [note, ghost, 0n, 99, MAX_40, 0n, 2n ** 24n - 1n, ZeroHash]],
          ["NoteTransferred", [part, 0n, ghost, 2, 1n, 1n, 0n, NONSENSE]],
          ["NoteTransferred", [part, ghost, ghost, 2, 1n, 1n, 1n, NONSENSE]],
          ["NoteTransferred", [note, ghost, ghost, 1, 1n, 2n, 3n, NONSENSE]],
          ["NoteMarked", [part, ghost, 65_535n]],
          ["NoteMarked", [part, ghost, 0n]],
          ["NoteOffered", [part, ghost, MAX_32, MAX_64, MAX_32]],
          ["NoteOfferEnded", [part, 0n]],
          ["NoteClosed", [note, ghost, 200, MAX_40]],
          ["NoteClosed", [note, ghost, 5, MAX_40]],
          ["NoteClosed", [part, 0n, 5, 0n]],
          ["NoteSplit", [note, on(7n, 3n), ghost, 1n, 2n]],
          ["RootProgressed", [7n, MAX_40, MAX_40, MAX_40]],
          ["RootStatusChanged", [7n, 5, 1]],
          ["RootStatusChanged", [7n, 1, 250]],
          ["RequestOpened", [MAX_32, ghost, ghost, never, 77, MAX_40, 0n, MAX_32, NONSENSE]],
          ["RequestOpened", [MAX_32, ghost, 0n, part, 6, 0n, MAX_40, 0n, NONSENSE]],
          ["RequestOpened", [1n, 0n, 0n, last, 3, 0n, 0n, 0n, NONSENSE]],
          ["RequestAnswered", [MAX_32, part, 99]],
          ["RequestAnswered", [MAX_32, part, 5]],
          ["InstructionSet", [ghost, ghost, MAX_32, MAX_64, 0, 0n]],
          ["InstructionCancelled", [ghost, ghost]],
          ["InstructionCancelled", [ghost, ghost]],
        ],
      ],
      [
        financing,
        suite.receivableFinancing,
        [
          ["FinancingCollected", [part, ghost, ghost, 1n, 1n, 1n, 1n]],
          ["FinancingRepaid", [never, ghost, ghost, 1n, 0n, 3]],
          ["FinancingEnded", [part, ghost, 4]],
          ["NoteFinanced", [never, ghost, ghost, 1n, 1n, 1n, 1n, 1n, true, true]],
          // Ends before it begins, at no price and for more than all.
          ["NoteFinanced", [part, ghost, 0n, 0n, MAX_64, MAX_32, MAX_32, 0n, true, false]],
          ["NoteFinanced", [note, 0n, 0n, MAX_64, 0n, 0n, 0n, MAX_32, false, true]],
          ["FinancingsMerged", [part, part, MAX_64]],
          ["FinancingsMerged", [part, note, 0n]],
          ["FinancingRemitted", [part, ghost, ghost, MAX_64, MAX_64, MAX_64]],
          ["FinancingCollected", [part, 0n, 0n, MAX_64, MAX_64, 0n, MAX_64]],
          ["ObligorNotified", [part, ghost, ghost]],
          ["ObligorNotified", [part, 0n, 0n]],
          ["FinancingCollected", [part, 0n, 0n, MAX_64, MAX_64, 0n, MAX_64]],
          ["FinancingRegistered", [part, ghost, ZeroHash]],
          ["FinancingClaimed", [part, ghost, ghost, MAX_64, ZeroHash, 0n]],
          ["FinancingRepaid", [part, ghost, ghost, MAX_64, MAX_64, 99]],
          ["FinancingEnded", [part, ghost, 0]],
          ["FinancingEnded", [part, ghost, 4]],
          ["FinancingRepaid", [part, ghost, ghost, 0n, 0n, 3]],
        ],
      ],
      [
        security,
        suite.receivableSecurity,
        [
          ["NotePledgeReleased", [part, ghost, ghost]],
          ["NotePledgeEnded", [never, ghost, ghost]],
          ["NotePledged", [part, ghost, ghost, MAX_64, MAX_32]],
          ["NotePledged", [part, 0n, 0n, 0n, 0n]],
          ["NotePledgeCollected", [part, ghost, ghost, MAX_64, MAX_64, MAX_64]],
          ["NotePledgeEnded", [part, ghost, ghost]],
          ["NotePledgeRealised", [part, 0n, 0n, MAX_64]],
          ["NotePledgeReleased", [part, 0n, 0n]],
        ],
      ],
      [
        disputes,
        suite.receivableDisputes,
        [
          ["DisputeAgreed", [part, ghost, NONSENSE]],
          ["DisputeResolved", [part, NONSENSE, true]],
          ["AssignmentAdmitted", [part, ghost, 1n, ghost, true]],
          ["AssignmentPaid", [part, ghost, 1n, 1n, 1n]],
          ["NoteDisputed", [never, ghost, ghost, NONSENSE]],
          ["NoteDisputed", [part, ghost, ghost, NONSENSE]],
          ["NoteDisputed", [part, 0n, 0n, ZeroHash]],
          ["DisputeResolved", [part, ZeroHash, false]],
          ["DisputeAgreed", [part, ghost, NONSENSE]],
          ["DisputeResolved", [part, NONSENSE, true]],
          ["AssignmentEntered", [part, ghost, MAX_32, MAX_64, MAX_40, MAX_40, NONSENSE]],
          ["AssignmentEntered", [part, 0n, MAX_32, 0n, 0n, 0n, ZeroHash]],
          ["AssignmentPaid", [part, ghost, MAX_32, MAX_64, MAX_64]],
          ["AssignmentEnded", [part, ghost, MAX_32, true]],
          ["AssignmentAdmitted", [part, ghost, MAX_32, 0n, false]],
          ["AssignmentEnded", [part, ghost, MAX_32, false]],
        ],
      ],
      [
        orders,
        suite.receivableOrders,
        [
          ["NoteUnfrozen", [part, NONSENSE]],
          ["NoteFrozen", [never, ghost, NONSENSE, 1n, 1n]],
          ["NoteTransferredByOrder", [part, ghost, ghost, NONSENSE]],
          ["NoteFrozen", [part, ghost, NONSENSE, MAX_64, MAX_40]],
          ["NoteFrozen", [part, 0n, NONSENSE, 0n, 0n]],
          ["NoteTransferredByOrder", [part, ghost, ghost, NONSENSE]],
          ["NoteUnfrozen", [part, NONSENSE]],
          ["NoteUnfrozen", [part, NONSENSE]],
          ["NoteTransferredByOrder", [part, 0n, 0n, NONSENSE]],
          ["NoteTransferredByOrder", [note, 0n, ghost, ZeroHash]],
        ],
      ],
      [
        settlement,
        suite.receivableSettlement,
        [
          ["SettlementPaged", [7n, ghost, 1n, MAX_64]],
          ["SettlementPaged", [8n, ghost, 0n, 0n]],
          ["NoteDivided", [part, ghost, 1n]],
          ["NoteClaimed", [part, ghost, ghost, MAX_64, MAX_64]],
          ["SettlementStarted", [7n, ghost, MAX_40, MAX_64, MAX_32]],
          ["SettlementStarted", [7n, 0n, 0n, 0n, 0n]],
          ["SettlementPaged", [7n, 0n, MAX_32, MAX_64]],
          ["SettlementPaged", [7n, ghost, 0n, 0n]],
          ["SettlementPaged", [7n, ghost, 0n, MAX_64]],
          ["NoteSetAside", [part, ghost, ghost, MAX_64, MAX_64]],
          ["NoteSetAside", [part, 0n, 0n, 0n, 0n]],
          ["NotePaid", [part, ghost, ghost, MAX_64, MAX_64]],
          ["NoteDivided", [part, ghost, MAX_64]],
          ["NoteDivided", [part, 0n, MAX_64]],
          ["NotePaid", [part, 0n, 0n, 0n, 0n]],
          ["NoteClaimed", [part, 0n, 0n, 1n, 0n]],
          ["EarlyPaymentRequested", [never, 1n, ghost, 1n, 1n]],
          ["EarlyPaymentRequested", [part, MAX_32, ghost, MAX_64, MAX_32]],
          ["NotePaidEarly", [part, ghost, ghost, 1n, MAX_32, MAX_64]],
          ["NotePaidEarly", [never, ghost, ghost, 1n, 1n, 1n]],
          ["ReceivableOverdue", [7n, ghost, MAX_40, MAX_32]],
          ["ReceivableOverdue", [7n, 0n, 0n, 0n]],
          ["ReceivableOverdue", [8n, 0n, 0n, 0n]],
        ],
      ],
    ];
    for (const speech of speeches) await say(speech);
    await follows(live);
    const messages = await notices(live);
    for (const about of [
      "Receivable 0x",
      "Note 0x",
      "Facility 0x",
      "The financing of note",
      "The pledge of note",
      "The dispute over note",
      "Assignment 0x",
      "Case 0x",
      "A round on receivable",
      "A payment on note",
    ]) {
      expect(
        messages.some((message) => message.includes(about)),
        about,
      ).to.be.true;
    }
    // The first version's roots are none of its business.
    const { receivableRegistry } = suite;
    const own = await ask<{ receivables: { number: number; status: string }[] }>(
      `{ receivables(where: { version_: { version: 1 } }, orderBy: number, first: 1000) { number status } }`,
    );
    expect(own.receivables).to.have.length(Number(await receivableRegistry.rootCount()));
    await stage.done(stage.as("huaxi", suite.evidence).anchor(id("after all receivables"), 1, word("INVOICE"), ""));
    await follows(live);
  });
});
