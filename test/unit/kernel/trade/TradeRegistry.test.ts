/** Trade documents that both sides confirm, and the one book of claims on them. */
import { expect } from "chai";
import { encodeBytes32String, hexlify, id, toUtf8Bytes, ZeroHash } from "ethers";
import type { Forwarder, HandingPart } from "../../../../types/index.js";
import {
  addModule,
  admitted,
  bound,
  decree,
  freeze,
  halt,
  newcomer,
  type Office,
  order,
  resume,
  stranger,
} from "../../../utils/orders.ts";
import { type Actor, ethers, foundedSuite } from "../../../utils/suite.ts";

const Kind = { None: 0n, Invoice: 1n, Contract: 2n, Delivery: 3n, Payment: 4n, Correction: 5n, Asset: 6n } as const;
/** What a part answers that is asked to hand over: the selector of the question, or something else. */
const Answer = { Agree: id("handOver(bytes32,uint256,address,uint256,uint64)").slice(0, 10), Nonsense: "0x12345678" };
const MAX_UINT64 = 2n ** 64n - 1n;
const FACE = 10_000n;
const bytes18 = (uscc: string) => hexlify(toUtf8Bytes(uscc));

describe("TradeRegistry", () => {
  let office: Office;
  let trade: Office["suite"]["trade"];
  let participants: Office["suite"]["participants"];
  let seller: Actor;
  let buyer: Actor;

  beforeEach(async () => {
    office = await foundedSuite();
    ({ trade, participants } = office.suite);
    ({ nanming: seller, qianling: buyer } = office);
  });

  const paper = (change: Partial<ReturnType<typeof usual>> = {}) => ({ ...usual(), ...change });
  const usual = () => ({
    kind: Kind.Invoice as bigint,
    seller: seller.id,
    buyer: buyer.id,
    face: FACE,
    issuer: bytes18(seller.uscc),
    digest: id("invoice"),
    number: "24520000000012345678",
  });

  /** Puts a document forward; its subject and terms. */
  async function putForward(document = paper(), by = seller) {
    const [subject, terms] = await trade.connect(by.signer).register.staticCall(document);
    await trade.connect(by.signer).register(document);
    return { subject, terms };
  }

  async function confirmed(document = paper()) {
    const { subject, terms } = await putForward(document);
    await trade.connect(buyer.signer).confirm(subject, seller.id, terms);
    return subject;
  }

  describe("register", () => {
    it("emits DocumentRegistered; until the other side confirms, it takes no key", async () => {
      const document = paper();
      const [subject, terms] = await trade.connect(seller.signer).register.staticCall(document);
      await expect(trade.connect(seller.signer).register(document))
        .to.emit(trade, "DocumentRegistered")
        .withArgs(
          subject,
          seller.id,
          buyer.id,
          seller.id,
          document.kind,
          document.issuer,
          document.number,
          FACE,
          document.digest,
          terms,
        );
      expect(subject).to.equal(await trade.subjectOf(document.kind, document.issuer, document.number));
      expect([...(await trade.proposal(subject, seller.id))]).to.deep.equal(Object.values(document));
      expect((await trade.subjectInfo(subject)).face).to.equal(0n);
    });

    it("may be done by either side, and anew with other terms", async () => {
      await putForward();
      const { subject } = await putForward(paper(), buyer);
      const { terms } = await putForward(paper({ face: FACE + 1n }));
      expect((await trade.proposal(subject, seller.id)).face).to.equal(FACE + 1n);
      expect((await trade.proposal(subject, buyer.id)).face).to.equal(FACE);
      await trade.connect(buyer.signer).confirm(subject, seller.id, terms);
      expect((await trade.subjectInfo(subject)).face).to.equal(FACE + 1n);
    });

    it("reverts when the kind is none of a document, the face zero, or the parties the same", async () => {
      for (const kind of [Kind.None, Kind.Correction, Kind.Asset]) {
        await expect(putForward(paper({ kind })))
          .to.be.revertedWithCustomError(trade, "TradeKindInvalid")
          .withArgs(kind);
      }
      await expect(putForward(paper({ face: 0n }))).to.be.revertedWithCustomError(trade, "TradeFaceZero");
      await expect(putForward(paper({ buyer: seller.id })))
        .to.be.revertedWithCustomError(trade, "TradePartiesEqual")
        .withArgs(seller.id);
    });

    it("reverts when the issuer's code is none, or that of neither side; a payment voucher is a bank's", async () => {
      await expect(putForward(paper({ issuer: bytes18("91520100MA6H00021J") }))).to.be.revertedWithCustomError(
        trade,
        "UsccInvalid",
      );
      const issuer = bytes18(office.huaxi.uscc);
      for (const kind of [Kind.Invoice, Kind.Contract, Kind.Delivery]) {
        await expect(putForward(paper({ kind, issuer })))
          .to.be.revertedWithCustomError(trade, "TradeIssuerNotParty")
          .withArgs(issuer, seller.id, buyer.id);
        await putForward(paper({ kind, issuer: bytes18(buyer.uscc) }));
      }
      await putForward(paper({ kind: Kind.Payment, issuer }));
    });

    it("X-53: reverts when the caller is neither side: nobody takes the key of somebody else's paper", async () => {
      for (const by of [office.huaxi, office.regulator]) {
        await expect(trade.connect(by.signer).register(paper()))
          .to.be.revertedWithCustomError(trade, "TradeNotParty")
          .withArgs(by.id, seller.id, buyer.id);
      }
      await expect(trade.connect(stranger("nobody")).register(paper())).to.be.revertedWithCustomError(
        trade,
        "TradeNotParty",
      );
      // Nobody passes for participant 0 either.
      const { address } = stranger("nobody");
      await expect(trade.connect(stranger("nobody")).register(paper({ kind: Kind.Payment, seller: 0n })))
        .to.be.revertedWithCustomError(participants, "AccountUnknown")
        .withArgs(address);
    });

    it("X-53: what a third party puts forward against the buyer does not stand in the way", async () => {
      const own = paper({ seller: office.huaxi.id, issuer: bytes18(buyer.uscc) });
      const squat = await putForward(own, office.huaxi);
      const { subject, terms } = await putForward(paper({ issuer: bytes18(buyer.uscc) }));
      expect(squat.subject).to.equal(subject);
      await trade.connect(buyer.signer).confirm(subject, seller.id, terms);
      expect((await trade.subjectInfo(subject)).seller).to.equal(seller.id);
      await expect(trade.connect(buyer.signer).confirm(subject, office.huaxi.id, squat.terms))
        .to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed")
        .withArgs(subject);
    });

    it("X-8: reverts when a side is frozen, suspended or no participant, or the module is halted", async () => {
      const cases: [string, () => Promise<unknown>][] = [
        ["ParticipantIsFrozen", () => freeze(office, seller.id)],
        ["ParticipantIsFrozen", () => freeze(office, buyer.id)],
        ["ParticipantWrongStanding", () => decree(office, "suspend", seller.id)],
        ["ParticipantModuleHalted", () => halt(office, "trade")],
      ];
      for (const [error, prepare] of cases) {
        office = await foundedSuite();
        await prepare();
        await expect(putForward(), error).to.be.revertedWithCustomError(participants, error);
      }
      office = await foundedSuite();
      await expect(putForward(paper({ buyer: 999n }))).to.be.revertedWithCustomError(
        participants,
        "ParticipantUnknown",
      );
    });
  });

  describe("X-1: one paper has one key", () => {
    const spellings = ["INV-0012/A", "inv-0012/a", " INV-00 12/A", "000INV-0012/A", "0 0Inv-0012/a\t"];

    it("in whatever case, with whatever blanks and leading zeros", async () => {
      const subjects = await Promise.all(
        spellings.map((number) => trade.subjectOf(Kind.Invoice, bytes18(seller.uscc), number)),
      );
      expect(new Set(subjects).size).to.equal(1);
    });

    it("so a second one is refused, whoever tries, before and after the first is claimed", async () => {
      const subject = await confirmed(paper({ number: spellings[0] as string }));
      for (const number of spellings) {
        for (const by of [seller, buyer]) {
          await expect(trade.connect(by.signer).register(paper({ number, digest: id("another scan"), face: 1n })))
            .to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed")
            .withArgs(subject);
        }
      }
    });

    it("zeros within, signs between, kind and issuer tell papers apart", async () => {
      const issuer = bytes18(seller.uscc);
      const subjects = await Promise.all([
        trade.subjectOf(Kind.Invoice, issuer, "INV-12"),
        trade.subjectOf(Kind.Invoice, issuer, "INV-012"),
        trade.subjectOf(Kind.Invoice, issuer, "INV12"),
        trade.subjectOf(Kind.Invoice, issuer, "INV-120"),
        trade.subjectOf(Kind.Contract, issuer, "INV-12"),
        trade.subjectOf(Kind.Invoice, bytes18(buyer.uscc), "INV-12"),
      ]);
      expect(new Set(subjects).size).to.equal(6);
    });

    it("reverts when a number is empty, too long, or has look-alike characters", async () => {
      const issuer = bytes18(seller.uscc);
      for (const empty of ["", "  ", "000", " 0\t"]) {
        await expect(trade.subjectOf(Kind.Invoice, issuer, empty))
          .to.be.revertedWithCustomError(trade, "NaturalKeyEmpty")
          .withArgs(empty);
      }
      for (const odd of ["１23", "12３", "INV№1", "1\u00a02", "1\n2", "1\u200b2", "А1", "1,2"]) {
        await expect(trade.subjectOf(Kind.Invoice, issuer, odd), odd).to.be.revertedWithCustomError(
          trade,
          "NaturalKeyCharacter",
        );
      }
      await expect(trade.subjectOf(Kind.Invoice, issuer, "1".repeat(65)))
        .to.be.revertedWithCustomError(trade, "NaturalKeyTooLong")
        .withArgs(65n, 64n);
      await trade.subjectOf(Kind.Invoice, issuer, "1".repeat(64));
    });
  });

  describe("confirm", () => {
    it("emits DocumentConfirmed; the subject counts from then on", async () => {
      const { subject, terms } = await putForward();
      await expect(trade.connect(buyer.signer).confirm(subject, seller.id, terms))
        .to.emit(trade, "DocumentConfirmed")
        .withArgs(subject, seller.id, buyer.id, seller.id, FACE, terms);
      expect([...(await trade.subjectInfo(subject))]).to.deep.equal([
        seller.id,
        buyer.id,
        FACE,
        0n,
        Kind.Invoice,
        id("invoice"),
      ]);
      expect((await trade.proposal(subject, seller.id)).face).to.equal(0n);
    });

    it("reverts when the proposer confirms its own, or a third party does", async () => {
      const { subject, terms } = await putForward();
      await expect(trade.connect(seller.signer).confirm(subject, seller.id, terms))
        .to.be.revertedWithCustomError(trade, "TradeOwnProposal")
        .withArgs(subject, seller.id);
      await expect(trade.connect(office.huaxi.signer).confirm(subject, seller.id, terms))
        .to.be.revertedWithCustomError(trade, "TradeNotParty")
        .withArgs(office.huaxi.id, seller.id, buyer.id);
      // An operator of the proposer is the proposer.
      const clerk = stranger("clerk");
      await bound(office, seller, clerk);
      await expect(trade.connect(clerk).confirm(subject, seller.id, terms)).to.be.revertedWithCustomError(
        trade,
        "TradeOwnProposal",
      );
    });

    it("reverts when the terms are not those that the caller saw", async () => {
      const { subject, terms } = await putForward();
      const { terms: newer } = await putForward(paper({ face: FACE * 10n }));
      await expect(trade.connect(buyer.signer).confirm(subject, seller.id, terms))
        .to.be.revertedWithCustomError(trade, "TradeTermsDiffer")
        .withArgs(subject, newer, terms);
      for (const change of [{ digest: id("other") }, { face: FACE + 1n }, { number: "24520000000012345678 " }]) {
        const { terms: other } = await putForward(paper(change));
        await expect(trade.connect(buyer.signer).confirm(subject, seller.id, newer))
          .to.be.revertedWithCustomError(trade, "TradeTermsDiffer")
          .withArgs(subject, other, newer);
      }
    });

    it("reverts when nothing was put forward, or it counts already", async () => {
      const { subject, terms } = await putForward();
      await expect(trade.connect(buyer.signer).confirm(subject, buyer.id, terms))
        .to.be.revertedWithCustomError(trade, "TradeNotRegistered")
        .withArgs(subject, buyer.id);
      const both = await putForward(paper(), buyer);
      await trade.connect(buyer.signer).confirm(subject, seller.id, terms);
      await expect(trade.connect(buyer.signer).confirm(subject, seller.id, terms)).to.be.revertedWithCustomError(
        trade,
        "TradeNotRegistered",
      );
      await expect(trade.connect(seller.signer).confirm(subject, buyer.id, both.terms))
        .to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed")
        .withArgs(subject);
    });

    it("X-8: reverts when a side has been frozen or suspended since", async () => {
      const { subject, terms } = await putForward();
      await freeze(office, seller.id);
      await expect(trade.connect(buyer.signer).confirm(subject, seller.id, terms)).to.be.revertedWithCustomError(
        participants,
        "ParticipantIsFrozen",
      );
    });
  });

  describe("claims", () => {
    let subject: string;
    let bills: Forwarder;
    let receivables: Forwarder;

    beforeEach(async () => {
      bills = await ethers.deployContract("Forwarder");
      receivables = await ethers.deployContract("Forwarder");
      await addModule(office, "drafts", [bills]);
      await addModule(office, "notes", [receivables]);
      subject = await confirmed();
    });

    const as = (part: Forwarder, act: "claim" | "release", claimId: bigint, amount: bigint, on = subject) =>
      part.forward(trade, trade.interface.encodeFunctionData(act as "claim", [on, claimId, amount]));
    const claimed = async () => (await trade.subjectInfo(subject)).claimed;

    it("claim and release: emit SubjectClaimed and SubjectReleased with what is claimed after", async () => {
      await expect(as(bills, "claim", 7n, 6_000n))
        .to.emit(trade, "SubjectClaimed")
        .withArgs(subject, bills.target, 7n, 6_000n, 6_000n, FACE);
      await expect(as(bills, "claim", 7n, 1_000n))
        .to.emit(trade, "SubjectClaimed")
        .withArgs(subject, bills.target, 7n, 1_000n, 7_000n, FACE);
      expect(await trade.claimOf(subject, bills, 7n)).to.equal(7_000n);
      await expect(as(bills, "release", 7n, 2_000n))
        .to.emit(trade, "SubjectReleased")
        .withArgs(subject, bills.target, 7n, 2_000n, 5_000n, FACE);
      expect([await claimed(), await trade.claimOf(subject, bills, 7n)]).to.deep.equal([5_000n, 5_000n]);
    });

    it("K-1: X-2: never exceed the face, over whatever modules and versions", async () => {
      const next = await ethers.deployContract("Forwarder");
      await addModule(office, "drafts", [next]);
      await as(bills, "claim", 1n, 4_000n);
      await as(receivables, "claim", 1n, 3_000n);
      await as(next, "claim", 1n, 2_000n);
      for (const part of [bills, receivables, next]) {
        await expect(as(part, "claim", 2n, 1_001n))
          .to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace")
          .withArgs(subject, 1_001n, 1_000n);
      }
      await as(receivables, "claim", 2n, 1_000n);
      await expect(as(bills, "claim", 2n, 1n)).to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace");
      await as(next, "release", 1n, 2_000n);
      await as(bills, "claim", 2n, 2_000n);
      expect(await claimed()).to.equal(FACE);
    });

    it("X-27: parts of one invoice assigned to several factors never exceed it", async () => {
      await as(receivables, "claim", 1n, 6_000n);
      await as(receivables, "claim", 2n, 4_000n);
      for (const claimId of [1n, 2n, 3n]) {
        await expect(as(receivables, "claim", claimId, 1n))
          .to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace")
          .withArgs(subject, 1n, 0n);
      }
      await expect(as(receivables, "claim", 3n, MAX_UINT64)).to.be.revertedWithCustomError(
        trade,
        "TradeClaimExceedsFace",
      );
    });

    it("X-4: X-2: an invoice paid for once can't be financed again before its claim is released, by whatever module", async () => {
      await as(bills, "claim", 1n, FACE);
      for (const part of [bills, receivables]) {
        await expect(as(part, "claim", 9n, 1n)).to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace");
        await expect(as(part, "release", 9n, 1n)).to.be.revertedWithCustomError(trade, "TradeReleaseExceedsClaim");
      }
      await as(bills, "release", 1n, 1n);
      await as(receivables, "claim", 9n, 1n);
    });

    it("X-33: what both sides confirmed does not change under a claim", async () => {
      await as(bills, "claim", 1n, 4_000n);
      const before = [...(await trade.subjectInfo(subject))];
      for (const by of [seller, buyer]) {
        const other = paper({ face: FACE * 2n, digest: id("other") });
        await expect(trade.connect(by.signer).register(other)).to.be.revertedWithCustomError(
          trade,
          "TradeAlreadyConfirmed",
        );
      }
      expect([...(await trade.subjectInfo(subject))]).to.deep.equal(before);
    });

    it("X-32: faces, claims and money have one unit, the fen", async () => {
      expect(await office.suite.money.decimals()).to.equal(2n);
      // What takes yuan for fen claims a hundredth; what takes fen for yuan is refused.
      await expect(as(bills, "claim", 1n, FACE * 100n)).to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace");
    });

    it("X-4: a claim is released by its creator only, and never more than it holds", async () => {
      await as(bills, "claim", 1n, 4_000n);
      await as(receivables, "claim", 1n, 3_000n);
      await as(bills, "claim", 2n, 500n);
      await expect(as(bills, "release", 1n, 4_001n))
        .to.be.revertedWithCustomError(trade, "TradeReleaseExceedsClaim")
        .withArgs(subject, 1n, 4_001n, 4_000n);
      const next = await ethers.deployContract("Forwarder");
      await addModule(office, "drafts", [next]);
      await expect(as(next, "release", 1n, 1n))
        .to.be.revertedWithCustomError(trade, "TradeReleaseExceedsClaim")
        .withArgs(subject, 1n, 1n, 0n);
      await as(bills, "release", 1n, 4_000n);
      await expect(as(bills, "release", 1n, 1n)).to.be.revertedWithCustomError(trade, "TradeReleaseExceedsClaim");
      expect(await claimed()).to.equal(3_500n);
    });

    it("reverts when the amount is zero, or the subject not confirmed", async () => {
      await expect(as(bills, "claim", 1n, 0n))
        .to.be.revertedWithCustomError(trade, "TradeClaimZero")
        .withArgs(subject);
      await expect(as(bills, "release", 1n, 0n)).to.be.revertedWithCustomError(trade, "TradeClaimZero");
      const { subject: open } = await putForward(paper({ number: "2" }));
      for (const unknown of [open, ZeroHash]) {
        await expect(as(bills, "claim", 1n, 1n, unknown))
          .to.be.revertedWithCustomError(trade, "TradeNotConfirmed")
          .withArgs(unknown);
      }
    });

    it("K-3: reverts when the caller is no part of a live version", async () => {
      const outsider = await ethers.deployContract("Forwarder");
      await expect(as(outsider, "claim", 1n, 1n))
        .to.be.revertedWithCustomError(trade, "TradeModuleNotLive")
        .withArgs(outsider.target);
      for (const actor of [seller, office.regulator]) {
        await expect(trade.connect(actor.signer).claim(subject, 1n, 1n))
          .to.be.revertedWithCustomError(trade, "TradeModuleNotLive")
          .withArgs(actor.wallet);
      }
    });

    it("K-12: a retired version releases and claims no more; a halted module releases", async () => {
      const { directory } = office.suite;
      const drafts = encodeBytes32String("drafts");
      await as(bills, "claim", 1n, 4_000n);
      const key = id("halt of drafts");
      await halt(office, "drafts", key);
      await as(bills, "release", 1n, 1_000n);
      await resume(office, "drafts", key);
      await order(office, directory, "retire", [drafts, 1n]);
      await expect(as(bills, "claim", 1n, 1n))
        .to.be.revertedWithCustomError(trade, "TradeModuleNotLive")
        .withArgs(bills.target);
      await as(bills, "release", 1n, 1_000n);
      await order(office, directory, "close", [drafts, 1n]);
      await expect(as(bills, "claim", 1n, 1n)).to.be.revertedWithCustomError(trade, "TradeModuleNotLive");
      await as(bills, "release", 1n, 2_000n);
      expect(await claimed()).to.equal(0n);
    });

    it("stand whatever becomes of the parties", async () => {
      await as(bills, "claim", 1n, 4_000n);
      await freeze(office, seller.id);
      await decree(office, "suspend", seller.id);
      await as(bills, "release", 1n, 4_000n);
      expect(await claimed()).to.equal(0n);
    });
  });

  describe("reduce", () => {
    let subject: string;
    let bills: Forwarder;

    beforeEach(async () => {
      bills = await ethers.deployContract("Forwarder");
      await addModule(office, "drafts", [bills]);
      subject = await confirmed();
    });

    const red = (change: Partial<ReturnType<typeof usualRed>> = {}) => ({ ...usualRed(), ...change });
    const usualRed = () => ({
      subject,
      amount: 3_000n,
      issuer: bytes18(seller.uscc),
      digest: id("red invoice"),
      number: "24520000000099999999",
    });
    const send = (by: Actor, reduction = red()) => trade.connect(by.signer).reduce(reduction);
    const agree = async (reduction = red()) => {
      await send(seller, reduction);
      await send(buyer, reduction);
    };
    const claim = (amount: bigint) =>
      bills.forward(trade, trade.interface.encodeFunctionData("claim", [subject, 1n, amount]));
    const face = async (of = subject) => (await trade.subjectInfo(of)).face;

    it("emits ReductionProposed for the first side and SubjectReduced for the second", async () => {
      const reduction = red();
      const correction = await trade.subjectOf(Kind.Invoice, reduction.issuer, reduction.number);
      expect([...(await trade.connect(seller.signer).reduce.staticCall(reduction))]).to.deep.equal([correction, false]);
      const tx = await send(seller);
      const terms = await trade.reductionTerms(correction, seller.id);
      await expect(tx)
        .to.emit(trade, "ReductionProposed")
        .withArgs(
          subject,
          correction,
          seller.id,
          buyer.id,
          3_000n,
          reduction.issuer,
          reduction.number,
          reduction.digest,
          terms,
        );
      expect(await face()).to.equal(FACE);

      expect([...(await trade.connect(buyer.signer).reduce.staticCall(reduction))]).to.deep.equal([correction, true]);
      await expect(send(buyer))
        .to.emit(trade, "SubjectReduced")
        .withArgs(subject, correction, seller.id, buyer.id, 3_000n, 0n, 7_000n, terms);
      expect(await face()).to.equal(7_000n);
      expect(await trade.reductionTerms(correction, seller.id)).to.equal(ZeroHash);
      expect([...(await trade.subjectInfo(correction))]).to.deep.equal([
        seller.id,
        buyer.id,
        0n,
        0n,
        Kind.Correction,
        reduction.digest,
      ]);
    });

    it("one side alone reduces nothing, however often it asks", async () => {
      await send(seller);
      await expect(send(seller)).to.be.revertedWithCustomError(trade, "TradeReductionAlreadyProposed");
      await send(seller, red({ amount: 2_000n }));
      await send(seller);
      expect(await face()).to.equal(FACE);
    });

    it("both sides must send the very same", async () => {
      await send(seller);
      for (const change of [
        { amount: 2_999n },
        { digest: id("another scan") },
        { number: "024520000000099999999" },
        { issuer: bytes18(buyer.uscc) },
      ]) {
        await send(buyer, red(change));
        expect(await face()).to.equal(FACE);
      }
      await send(buyer);
      expect(await face()).to.equal(7_000n);
    });

    it("X-1: K-1: one correcting document counts once, in whatever spelling, and never as a document", async () => {
      await agree(red({ number: "INV-7/R" }));
      for (const number of ["INV-7/R", "inv-7/r", " 00INV-7 /R"]) {
        for (const by of [seller, buyer]) {
          await expect(send(by, red({ number, digest: id("another scan") })))
            .to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed")
            .withArgs(await trade.subjectOf(Kind.Invoice, bytes18(seller.uscc), number));
        }
        await expect(putForward(paper({ number }))).to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed");
      }
      expect(await face()).to.equal(7_000n);
    });

    it("X-1: a document that counts can't be used as a correcting one, nor one that was put forward before", async () => {
      const number = "88";
      const { subject: other, terms } = await putForward(paper({ number }));
      await expect(send(seller, red({ number: "24520000000012345678" })))
        .to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed")
        .withArgs(subject);
      await agree(red({ number }));
      await expect(trade.connect(buyer.signer).confirm(other, seller.id, terms))
        .to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed")
        .withArgs(other);
    });

    it("X-28: K-1: never below what is claimed, as it is when the second side agrees", async () => {
      await claim(7_001n);
      for (const by of [seller, buyer]) {
        await expect(send(by))
          .to.be.revertedWithCustomError(trade, "TradeReductionExceedsFree")
          .withArgs(subject, 3_000n, 2_999n);
      }
      await send(seller, red({ amount: 2_999n }));
      await claim(1n);
      await expect(send(buyer, red({ amount: 2_999n })))
        .to.be.revertedWithCustomError(trade, "TradeReductionExceedsFree")
        .withArgs(subject, 2_999n, 2_998n);
      await agree(red({ amount: 2_998n }));
      await expect(claim(1n)).to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace");
      const info = await trade.subjectInfo(subject);
      expect([info.face, info.claimed]).to.deep.equal([7_002n, 7_002n]);
    });

    it("X-1: a document that is reduced to nothing keeps its key", async () => {
      await agree(red({ amount: FACE }));
      expect(await face()).to.equal(0n);
      await expect(putForward()).to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed").withArgs(subject);
      await expect(claim(1n)).to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace").withArgs(subject, 1n, 0n);
      await expect(send(seller, red({ amount: 1n, number: "2" }))).to.be.revertedWithCustomError(
        trade,
        "TradeReductionExceedsFree",
      );
    });

    it("reverts when the amount is zero, the issuer none of the sides, or what is reduced no document", async () => {
      await expect(send(seller, red({ amount: 0n })))
        .to.be.revertedWithCustomError(trade, "TradeReductionZero")
        .withArgs(subject);
      const issuer = bytes18(office.huaxi.uscc);
      await expect(send(seller, red({ issuer })))
        .to.be.revertedWithCustomError(trade, "TradeIssuerNotParty")
        .withArgs(issuer, seller.id, buyer.id);
      const { subject: open } = await putForward(paper({ number: "2" }));
      await expect(send(seller, red({ subject: open })))
        .to.be.revertedWithCustomError(trade, "TradeNotConfirmed")
        .withArgs(open);
      await agree();
      const correction = await trade.subjectOf(Kind.Invoice, bytes18(seller.uscc), red().number);
      await expect(send(seller, red({ subject: correction, number: "3" })))
        .to.be.revertedWithCustomError(trade, "TradeNotDocument")
        .withArgs(correction, Kind.Correction);
    });

    it("X-8: reverts when the caller is neither side, or a side is frozen, or the module halted", async () => {
      await expect(send(office.huaxi))
        .to.be.revertedWithCustomError(trade, "TradeNotParty")
        .withArgs(office.huaxi.id, seller.id, buyer.id);
      await send(seller);
      await freeze(office, seller.id);
      await expect(send(buyer)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await halt(office, "trade");
      await expect(send(buyer)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
      expect(await face()).to.equal(FACE);
    });
  });

  describe("replace", () => {
    let subject: string;
    let bills: Forwarder;
    let notes: HandingPart;

    beforeEach(async () => {
      bills = await ethers.deployContract("Forwarder");
      notes = await ethers.deployContract("HandingPart");
      await addModule(office, "drafts", [bills]);
      await addModule(office, "notes", [notes]);
      subject = await confirmed();
      await notes.forward(trade, trade.interface.encodeFunctionData("claim", [subject, 5n, 6_000n]));
    });

    const answer = (how: string, amount = 6_000n, toPart: Forwarder | HandingPart = bills) =>
      notes.setAnswer(subject, 5n, toPart, 7n, amount, how);
    const replace = (amount = 6_000n, by: Forwarder | HandingPart = bills, from: string = notes.target as string) =>
      by.forward(trade, trade.interface.encodeFunctionData("replace", [subject, from, 5n, 7n, amount]));
    const holds = async () => [
      await trade.claimOf(subject, notes, 5n),
      await trade.claimOf(subject, bills, 7n),
      (await trade.subjectInfo(subject)).claimed,
    ];

    it("K-1: X-2: emits ClaimReplaced; the invoice counts once, and what is claimed stays", async () => {
      await answer(Answer.Agree);
      await expect(replace())
        .to.emit(trade, "ClaimReplaced")
        .withArgs(subject, notes.target, bills.target, 5n, 7n, 6_000n);
      expect(await holds()).to.deep.equal([0n, 6_000n, 6_000n]);
    });

    it("takes a part, adds to what the claim holds, and leaves the rest", async () => {
      await bills.forward(trade, trade.interface.encodeFunctionData("claim", [subject, 7n, 4_000n]));
      await answer(Answer.Agree, 2_500n);
      await replace(2_500n);
      expect(await holds()).to.deep.equal([3_500n, 6_500n, FACE]);
    });

    it("X-4: reverts when the holder does not agree, to this claim and this amount", async () => {
      await expect(replace()).to.be.revertedWithCustomError(notes, "HandOverRefused").withArgs(5n);
      await answer(Answer.Agree, 6_000n, notes);
      await answer(Answer.Agree, 2_500n);
      await expect(replace()).to.be.revertedWithCustomError(notes, "HandOverRefused");
      await answer(Answer.Nonsense);
      await expect(replace())
        .to.be.revertedWithCustomError(trade, "TradeClaimNotHandedOver")
        .withArgs(subject, notes.target, 5n);
      expect(await holds()).to.deep.equal([6_000n, 0n, 6_000n]);
    });

    it("X-4: reverts when the holder does not know the question: a part's claims are its own unless it says so", async () => {
      await answer(Answer.Agree);
      await replace();
      await expect(
        notes.forward(trade, trade.interface.encodeFunctionData("replace", [subject, bills.target, 7n, 1n, 1n])),
      )
        .to.be.revertedWithCustomError(trade, "TradeClaimNotHandedOver")
        .withArgs(subject, bills.target, 7n);
    });

    it("reverts when the amount is zero or more than the holder has, or the claim is nobody's", async () => {
      await answer(Answer.Agree);
      await expect(replace(0n)).to.be.revertedWithCustomError(trade, "TradeClaimZero").withArgs(subject);
      await expect(replace(6_001n))
        .to.be.revertedWithCustomError(trade, "TradeReleaseExceedsClaim")
        .withArgs(subject, 5n, 6_001n, 6_000n);
      await expect(replace(1n, bills, seller.wallet)).to.be.revertedWithCustomError(trade, "TradeReleaseExceedsClaim");
    });

    it("K-3: reverts when the taker is no part of a live version; a retired one still gives", async () => {
      const { directory } = office.suite;
      const outsider = await ethers.deployContract("Forwarder");
      await answer(Answer.Agree, 6_000n, outsider);
      await expect(replace(6_000n, outsider))
        .to.be.revertedWithCustomError(trade, "TradeModuleNotLive")
        .withArgs(outsider.target);
      await order(office, directory, "retire", [encodeBytes32String("notes"), 1n]);
      await answer(Answer.Agree);
      await replace();
      expect(await holds()).to.deep.equal([0n, 6_000n, 6_000n]);
      await order(office, directory, "retire", [encodeBytes32String("drafts"), 1n]);
      await expect(replace()).to.be.revertedWithCustomError(trade, "TradeModuleNotLive").withArgs(bills.target);
    });

    it("K-1: a holder that calls back while it is asked gains nothing", async () => {
      await answer(Answer.Agree);
      const again = trade.interface.encodeFunctionData("release", [subject, 5n, 6_000n]);
      await notes.setCall(trade, again);
      await expect(replace()).to.be.revertedWithCustomError(trade, "TradeReleaseExceedsClaim");
      // The rest of the face is free for it, as for anyone.
      await notes.setCall(trade, trade.interface.encodeFunctionData("claim", [subject, 5n, 4_001n]));
      await expect(replace()).to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace");
      await notes.setCall(trade, trade.interface.encodeFunctionData("claim", [subject, 5n, 4_000n]));
      await replace();
      expect(await holds()).to.deep.equal([4_000n, 6_000n, FACE]);
    });
  });

  describe("assets", () => {
    let data: Forwarder;
    let bills: Forwarder;
    let subject: string;
    const ASSET = 77n;
    const DIGEST = id("certificate");

    beforeEach(async () => {
      data = await ethers.deployContract("Forwarder");
      bills = await ethers.deployContract("Forwarder");
      await addModule(office, "rights", [data]);
      await addModule(office, "drafts", [bills]);
      subject = await trade.assetOf(data, ASSET);
    });

    const by = (part: Forwarder, act: "registerAsset" | "revalueAsset" | "claim" | "release", ...args: unknown[]) =>
      part.forward(trade, trade.interface.encodeFunctionData(act as "claim", args as never));
    const enter = (face = FACE) => by(data, "registerAsset", ASSET, face, DIGEST);

    it("registerAsset: emits AssetRegistered; claims stand on it as on a document", async () => {
      await expect(enter()).to.emit(trade, "AssetRegistered").withArgs(subject, data.target, ASSET, FACE, DIGEST);
      expect([...(await trade.subjectInfo(subject))]).to.deep.equal([0n, 0n, FACE, 0n, Kind.Asset, DIGEST]);
      await by(data, "claim", subject, 1n, 6_000n);
      await by(bills, "claim", subject, 1n, 4_000n);
      await expect(by(bills, "claim", subject, 1n, 1n)).to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace");
    });

    it("the same number of another part is another asset", async () => {
      await enter();
      await by(bills, "registerAsset", ASSET, 5n, DIGEST);
      expect((await trade.subjectInfo(subject)).face).to.equal(FACE);
      expect((await trade.subjectInfo(await trade.assetOf(bills, ASSET))).face).to.equal(5n);
    });

    it("revalueAsset: emits AssetRevalued, up and down to what is claimed, and down to nothing", async () => {
      await enter();
      await expect(by(data, "revalueAsset", ASSET, FACE * 2n))
        .to.emit(trade, "AssetRevalued")
        .withArgs(subject, FACE, 0n, FACE * 2n);
      await by(bills, "claim", subject, 1n, 4_000n);
      await expect(by(data, "revalueAsset", ASSET, 3_999n))
        .to.be.revertedWithCustomError(trade, "TradeFaceBelowClaimed")
        .withArgs(subject, 3_999n, 4_000n);
      await expect(by(data, "revalueAsset", ASSET, 4_000n))
        .to.emit(trade, "AssetRevalued")
        .withArgs(subject, FACE * 2n, 4_000n, 4_000n);
      await by(bills, "release", subject, 1n, 4_000n);
      await by(data, "revalueAsset", ASSET, 0n);
      await expect(by(bills, "claim", subject, 1n, 1n)).to.be.revertedWithCustomError(trade, "TradeClaimExceedsFace");
      await expect(enter()).to.be.revertedWithCustomError(trade, "TradeAssetAlreadyRegistered").withArgs(subject);
    });

    it("reverts when the face is zero, the asset registered already or not at all", async () => {
      await expect(enter(0n)).to.be.revertedWithCustomError(trade, "TradeFaceZero");
      await expect(by(data, "revalueAsset", ASSET, 1n))
        .to.be.revertedWithCustomError(trade, "TradeAssetUnknown")
        .withArgs(subject);
      await enter();
      await expect(enter()).to.be.revertedWithCustomError(trade, "TradeAssetAlreadyRegistered").withArgs(subject);
      // Another part reaches it under no number.
      await expect(by(bills, "revalueAsset", ASSET, 1n)).to.be.revertedWithCustomError(trade, "TradeAssetUnknown");
    });

    it("K-3: reverts when the caller is no part of a live version; a retired one only lowers", async () => {
      await expect(trade.connect(seller.signer).registerAsset(ASSET, 1n, DIGEST))
        .to.be.revertedWithCustomError(trade, "TradeModuleNotLive")
        .withArgs(seller.wallet);
      await enter();
      await order(office, office.suite.directory, "retire", [encodeBytes32String("rights"), 1n]);
      await expect(by(data, "registerAsset", 1n, 1n, DIGEST)).to.be.revertedWithCustomError(
        trade,
        "TradeModuleNotLive",
      );
      await expect(by(data, "revalueAsset", ASSET, FACE + 1n)).to.be.revertedWithCustomError(
        trade,
        "TradeModuleNotLive",
      );
      await by(data, "revalueAsset", ASSET, FACE - 1n);
    });

    it("no side reduces an asset, and no file takes it", async () => {
      await enter();
      const reduction = { subject, amount: 1n, issuer: bytes18(seller.uscc), digest: DIGEST, number: "1" };
      await expect(trade.connect(seller.signer).reduce(reduction))
        .to.be.revertedWithCustomError(trade, "TradeNotDocument")
        .withArgs(subject, Kind.Asset);
      await expect(trade.connect(seller.signer).openFile([subject])).to.be.revertedWithCustomError(
        trade,
        "TradeNotDocument",
      );
    });
  });

  describe("trade files", () => {
    let flows: string[];
    const AGREED = 0b1111n;

    beforeEach(async () => {
      flows = [];
      for (const kind of [Kind.Invoice, Kind.Contract, Kind.Delivery, Kind.Payment]) {
        flows.push(await confirmed(paper({ kind, number: `F-${kind}` })));
      }
    });

    const open = (documents = flows, by = seller) => trade.connect(by.signer).openFile(documents);
    const extend = (documents: string[], by = seller, file = 1n) =>
      trade.connect(by.signer).extendFile(file, documents);
    const state = async (file = 1n) => {
      const { seller: from, buyer: to, present, agree, amounts } = await trade.fileState(file);
      return { seller: from, buyer: to, present, agree, amounts: [...amounts] };
    };
    const parties = () => ({ seller: seller.id, buyer: buyer.id });

    it("openFile: emits TradeFileOpened and TradeFileExtended; the four flows agree", async () => {
      const opened = open(flows, buyer);
      await expect(opened).to.emit(trade, "TradeFileOpened").withArgs(1n, seller.id, buyer.id, buyer.id);
      for (const document of flows) {
        await expect(opened).to.emit(trade, "TradeFileExtended").withArgs(1n, document, buyer.id);
      }
      expect(await state()).to.deep.equal({
        ...parties(),
        present: AGREED,
        agree: true,
        amounts: [FACE, FACE, FACE, FACE],
      });
      expect(await trade.documentsOf(1n)).to.deep.equal(flows);
      expect(await trade.fileOf(flows[0] ?? "")).to.equal(1n);
      expect(await trade.fileCount()).to.equal(1n);
    });

    it("extendFile: tells what is missing, and that two deliveries make up one invoice", async () => {
      const [invoice = "", contract = ""] = flows;
      await open([invoice]);
      expect(await state()).to.deep.equal({ ...parties(), present: 1n, agree: true, amounts: [FACE, 0n, 0n, 0n] });
      await extend([contract], buyer);
      const first = await confirmed(paper({ kind: Kind.Delivery, number: "D-1", face: 4_000n }));
      const second = await confirmed(paper({ kind: Kind.Delivery, number: "D-2", face: 6_000n }));
      await extend([first]);
      expect(await state()).to.deep.equal({
        ...parties(),
        present: 0b0111n,
        agree: false,
        amounts: [FACE, FACE, 4_000n, 0n],
      });
      await extend([second]);
      expect((await state()).agree).to.equal(true);
    });

    it("follows the documents: a red invoice shows", async () => {
      await open();
      const [invoice = ""] = flows;
      for (const amount of [1n, FACE - 1n]) {
        const reduction = {
          subject: invoice,
          amount,
          issuer: bytes18(seller.uscc),
          digest: id("red"),
          number: `R-${amount}`,
        };
        for (const by of [seller, buyer]) await trade.connect(by.signer).reduce(reduction);
        if (amount === 1n) expect((await state()).agree).to.equal(false);
      }
      expect(await state()).to.deep.equal({
        ...parties(),
        present: 0b1110n,
        agree: true,
        amounts: [0n, FACE, FACE, FACE],
      });
    });

    it("X-2: a document is in one file, so that no delivery is shown for two invoices", async () => {
      await open();
      const second = await confirmed(paper({ number: "second" }));
      const [, , delivery = ""] = flows;
      for (const attempt of [() => open([second, delivery]), () => open([delivery]), () => extend([delivery])]) {
        await expect(attempt()).to.be.revertedWithCustomError(trade, "TradeInFile").withArgs(delivery, 1n);
      }
      await expect(extend([second, second]))
        .to.be.revertedWithCustomError(trade, "TradeInFile")
        .withArgs(second, 1n);
      expect(await trade.fileCount()).to.equal(1n);
    });

    it("reverts when a document is not confirmed, a correcting one, or of other parties", async () => {
      await open();
      const { subject: waiting } = await putForward(paper({ number: "open" }));
      await expect(extend([waiting]))
        .to.be.revertedWithCustomError(trade, "TradeNotConfirmed")
        .withArgs(waiting);
      // The other way round is another trade.
      const turned = paper({ seller: buyer.id, buyer: seller.id, number: "turned" });
      const put = await putForward(turned);
      await trade.connect(buyer.signer).confirm(put.subject, seller.id, put.terms);
      await expect(extend([put.subject]))
        .to.be.revertedWithCustomError(trade, "TradeFileForeign")
        .withArgs(1n, put.subject, buyer.id, seller.id);
    });

    it("reverts when the caller is neither side, the file unknown, nothing to put in, or too much", async () => {
      for (const attempt of [() => open(flows, office.huaxi), () => open(flows, office.regulator)]) {
        await expect(attempt()).to.be.revertedWithCustomError(trade, "TradeNotParty");
      }
      await expect(open([])).to.be.revertedWithCustomError(trade, "TradeFileEmpty");
      await open();
      await expect(extend(flows, office.huaxi)).to.be.revertedWithCustomError(trade, "TradeNotParty");
      await expect(extend([])).to.be.revertedWithCustomError(trade, "TradeFileEmpty");
      await expect(extend(flows, seller, 2n))
        .to.be.revertedWithCustomError(trade, "TradeFileUnknown")
        .withArgs(2n);
      await expect(trade.fileState(0n)).to.be.revertedWithCustomError(trade, "TradeFileUnknown").withArgs(0n);
      await expect(trade.documentsOf(2n)).to.be.revertedWithCustomError(trade, "TradeFileUnknown");
      await expect(extend(Array.from({ length: 61 }, () => ZeroHash)))
        .to.be.revertedWithCustomError(trade, "TradeFileFull")
        .withArgs(1n, 65n, 64n);
    });

    it("X-8: reverts when a side is frozen, or the module halted", async () => {
      await freeze(office, seller.id);
      await expect(open(flows, buyer)).to.be.revertedWithCustomError(participants, "ParticipantIsFrozen");
      await halt(office, "trade");
      await expect(open(flows, buyer)).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
    });
  });

  it("counts after an expelled party's code has come to another participant", async () => {
    const old = newcomer(1);
    const participant = await admitted(office, old);
    const document = { ...paper(), seller: participant, issuer: bytes18(old.uscc), number: "77" };
    const [subject, terms] = await trade.connect(old.wallet).register.staticCall(document);
    await trade.connect(old.wallet).register(document);
    await trade.connect(buyer.signer).confirm(subject, participant, terms);
    await decree(office, "suspend", participant);
    await decree(office, "expel", participant);
    const heir = { ...newcomer(2), uscc: old.uscc };
    const next = await admitted(office, heir);
    await expect(trade.connect(heir.wallet).register({ ...document, seller: next }))
      .to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed")
      .withArgs(subject);
  });
});
