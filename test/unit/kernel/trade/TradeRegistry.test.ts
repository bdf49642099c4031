/** Trade documents that both sides confirm, and the one book of claims on them. */
import { expect } from "chai";
import { encodeBytes32String, hexlify, id, toUtf8Bytes, ZeroHash } from "ethers";
import type { Forwarder } from "../../../../types/index.js";
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

const Kind = { None: 0n, Invoice: 1n, Contract: 2n, Delivery: 3n, Payment: 4n } as const;
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

    it("reverts when the kind is missing, the face zero, or the parties the same", async () => {
      await expect(putForward(paper({ kind: Kind.None }))).to.be.revertedWithCustomError(trade, "TradeKindMissing");
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

    it("openItems counts the subjects against which anything is claimed, by whomever", async () => {
      const other = await confirmed(paper({ number: "INV-2" }));
      const counted = async (act: Promise<unknown>) => {
        await act;
        return trade.openItems();
      };
      expect(await counted(as(bills, "claim", 1n, 4_000n))).to.equal(1n);
      expect(await counted(as(receivables, "claim", 1n, 1_000n))).to.equal(1n);
      expect(await counted(as(bills, "claim", 2n, 1n, other))).to.equal(2n);
      expect(await counted(as(bills, "release", 1n, 4_000n))).to.equal(2n);
      expect(await counted(as(receivables, "release", 1n, 1_000n))).to.equal(1n);
      expect(await counted(as(bills, "release", 2n, 1n, other))).to.equal(0n);
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
