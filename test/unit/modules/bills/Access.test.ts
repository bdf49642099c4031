/** Who may act on bills: when the module is halted, when a party is frozen or suspended, through which accounts. */
import { expect } from "chai";
import { concat, encodeBytes32String, id, Wallet } from "ethers";
import { usccCheck } from "../../../../deploy/data/uscc.ts";
import {
  applicationDraft,
  consentToSign,
  signConsent,
  signDraft,
  usccBytes,
  walletDraft,
} from "../../../../deploy/founders.ts";
import {
  accepted,
  billDesk,
  BillKind,
  day,
  deposited,
  delivered,
  type Desk,
  DishonourReason,
  drawn,
  endorsed,
  FACE,
  freeze,
  funded,
  goTo,
  halt,
  invoice,
  instructed,
  MATURITY,
  NO_DIGEST,
  order,
  type Pair,
  pairOf,
  type Paper,
  requestOn,
  suspend,
  termsOf,
} from "../../../utils/bills.ts";
import { type Actor, ethers, networkHelpers } from "../../../utils/suite.ts";

const BILLS = encodeBytes32String("bills");
const RECEIPT = id("the bank's receipt");

/** An act as far as all but its last step, which is returned. */
interface Act {
  /** Brings a bill to where the act begins. */
  ready: (desk: Desk) => Promise<Paper>;
  act: (desk: Desk, paper: Paper) => Promise<unknown>;
  /** Who acts, and who else must be in good standing for it. */
  by: "qianling" | "nanming" | "guanshan" | "huaxi";
  other?: "qianling" | "nanming" | "guanshan" | "huaxi";
  mode: "Dispose" | "Preserve" | "Perform";
  after: Pair;
}

const asked = async (desk: Desk): Promise<Paper> => {
  const paper = await delivered(desk);
  await desk.suite.billRegistry.connect(desk.nanming.signer).endorse(paper.holding, desk.huaxi.id, false, 0);
  return paper;
};

const presented = async (desk: Desk): Promise<Paper> => {
  const paper = await delivered(desk);
  await desk.suite.billPayment.connect(desk.nanming.signer).present(paper.holding, NO_DIGEST);
  await funded(desk, desk.guanshan, FACE);
  return paper;
};

const acts: Record<string, Act> = {
  presentForAcceptance: {
    ready: (desk) => drawn(desk),
    act: ({ suite, qianling }, { bill }) => suite.billIssuance.connect(qianling.signer).presentForAcceptance(bill),
    by: "qianling",
    other: "guanshan",
    mode: "Dispose",
    after: "Drawn, Locked",
  },
  "sign an acceptance": {
    ready: async (desk) => {
      const paper = await drawn(desk);
      await desk.suite.billIssuance.connect(desk.qianling.signer).presentForAcceptance(paper.bill);
      return paper;
    },
    act: async (desk, { holding }) =>
      desk.suite.billIssuance.connect(desk.guanshan.signer).sign(await requestOn(desk, holding)),
    by: "guanshan",
    other: "qianling",
    mode: "Dispose",
    after: "Accepted, AwaitingDelivery",
  },
  deliver: {
    ready: (desk) => accepted(desk),
    act: ({ suite, qianling }, { bill }) => suite.billIssuance.connect(qianling.signer).deliver(bill, 0),
    by: "qianling",
    other: "nanming",
    mode: "Dispose",
    after: "Accepted, Locked",
  },
  "sign a delivery": {
    ready: async (desk) => {
      const paper = await accepted(desk);
      await desk.suite.billIssuance.connect(desk.qianling.signer).deliver(paper.bill, 0);
      return paper;
    },
    act: async (desk, { holding }) =>
      desk.suite.billIssuance.connect(desk.nanming.signer).sign(await requestOn(desk, holding)),
    by: "nanming",
    other: "qianling",
    mode: "Dispose",
    after: "Delivered, Circulating",
  },
  endorse: {
    ready: (desk) => delivered(desk),
    act: ({ suite, nanming, huaxi }, { holding }) =>
      suite.billRegistry.connect(nanming.signer).endorse(holding, huaxi.id, false, 0),
    by: "nanming",
    other: "huaxi",
    mode: "Dispose",
    after: "Delivered, Locked",
  },
  "sign an endorsement": {
    ready: asked,
    act: async (desk, { holding }) =>
      desk.suite.billRegistry.connect(desk.huaxi.signer).sign(await requestOn(desk, holding)),
    by: "huaxi",
    other: "nanming",
    mode: "Dispose",
    after: "Delivered, Circulating",
  },
  liftMark: {
    ready: (desk) => delivered(desk, { notTransferable: true }),
    act: ({ suite, qianling }, { holding }) => suite.billRegistry.connect(qianling.signer).liftMark(holding),
    by: "qianling",
    other: "nanming",
    mode: "Dispose",
    after: "Delivered, Circulating",
  },
  instruct: {
    ready: (desk) => delivered(desk),
    act: (desk) => instructed(desk, desk.nanming, desk.huaxi),
    by: "nanming",
    other: "huaxi",
    mode: "Dispose",
    after: "Delivered, Circulating",
  },
  cancelInstruction: {
    ready: async (desk) => {
      await instructed(desk, desk.nanming, desk.huaxi);
      return delivered(desk);
    },
    act: ({ suite, nanming, huaxi }) => suite.billRegistry.connect(nanming.signer).cancelInstruction(huaxi.id),
    by: "nanming",
    mode: "Preserve",
    after: "Delivered, Circulating",
  },
  refuse: {
    ready: asked,
    act: async (desk, { holding }) =>
      desk.suite.billRegistry.connect(desk.huaxi.signer).refuse(await requestOn(desk, holding)),
    by: "huaxi",
    mode: "Preserve",
    after: "Delivered, Circulating",
  },
  withdrawRequest: {
    ready: asked,
    act: async (desk, { holding }) =>
      desk.suite.billRegistry.connect(desk.nanming.signer).withdrawRequest(await requestOn(desk, holding)),
    by: "nanming",
    mode: "Preserve",
    after: "Delivered, Circulating",
  },
  withdraw: {
    ready: (desk) => accepted(desk),
    act: ({ suite, qianling }, { bill }) => suite.billIssuance.connect(qianling.signer).withdraw(bill),
    by: "qianling",
    mode: "Perform",
    after: "Ended, Closed",
  },
  present: {
    ready: (desk) => delivered(desk),
    act: ({ suite, nanming }, { holding }) => suite.billPayment.connect(nanming.signer).present(holding, NO_DIGEST),
    by: "nanming",
    mode: "Preserve",
    after: "Delivered, InCollection",
  },
  pay: {
    ready: presented,
    act: ({ suite, guanshan }, { holding }) => suite.billPayment.connect(guanshan.signer).pay(holding),
    by: "guanshan",
    mode: "Perform",
    after: "Settled, Closed",
  },
  dishonour: {
    ready: presented,
    act: ({ suite, guanshan }, { holding }) =>
      suite.billPayment.connect(guanshan.signer).dishonour(holding, DishonourReason.HolderInBreach),
    by: "guanshan",
    mode: "Preserve",
    after: "Delivered, Circulating",
  },
  presentPart: {
    ready: (desk) => delivered(desk, { splittable: true }),
    act: ({ suite, nanming }, { holding }) =>
      suite.billPayment.connect(nanming.signer).presentPart(holding, FACE, NO_DIGEST),
    by: "nanming",
    mode: "Preserve",
    after: "Delivered, InCollection",
  },
  setStandingPresentation: {
    ready: (desk) => delivered(desk),
    act: ({ suite, nanming }, { holding }) =>
      suite.billPayment.connect(nanming.signer).setStandingPresentation(holding, true),
    by: "nanming",
    mode: "Preserve",
    after: "Delivered, Circulating",
  },
  declarePaidOffChain: {
    ready: presented,
    act: ({ suite, guanshan }, { holding }) =>
      suite.billPayment.connect(guanshan.signer).declarePaidOffChain(holding, RECEIPT),
    by: "guanshan",
    mode: "Preserve",
    after: "Delivered, InCollection",
  },
  confirmPaidOffChain: {
    ready: async (desk) => {
      const paper = await presented(desk);
      await desk.suite.billPayment.connect(desk.guanshan.signer).declarePaidOffChain(paper.holding, RECEIPT);
      return paper;
    },
    act: ({ suite, nanming }, { holding }) =>
      suite.billPayment.connect(nanming.signer).confirmPaidOffChain(holding, RECEIPT),
    by: "nanming",
    mode: "Perform",
    after: "Settled, Closed",
  },
  confirmPayment: {
    ready: (desk) => delivered(desk),
    act: ({ suite, guanshan }, { bill }) => suite.billPayment.connect(guanshan.signer).confirmPayment(bill, RECEIPT),
    by: "guanshan",
    mode: "Preserve",
    after: "Delivered, Circulating",
  },
};

describe("Bills: who may act", () => {
  for (const [name, { ready, act, by, other, mode, after }] of Object.entries(acts)) {
    describe(`${name}, ${mode}`, () => {
      const isNew = mode === "Dispose";
      const check = async (stop: (desk: Desk) => Promise<unknown>, error: string | undefined) => {
        const desk = await billDesk();
        const paper = await ready(desk);
        await stop(desk);
        const { billRegistry, participants } = desk.suite;
        const before = await billRegistry.pairOf(paper.holding);
        if (error === undefined) {
          await act(desk, paper);
          expect(await billRegistry.pairOf(paper.holding)).to.deep.equal(pairOf(after));
        } else {
          await expect(act(desk, paper)).to.be.revertedWithCustomError(participants, error);
          expect(await billRegistry.pairOf(paper.holding)).to.deep.equal(before);
        }
      };

      it(`K-12 ${isNew ? "stops" : "goes on"} while the module is halted`, async () => {
        await check((desk) => halt(desk, "bills"), isNew ? "ParticipantModuleHalted" : undefined);
      });

      it("K-12 goes on while the modules of money and trade are halted", async () => {
        await check(async (desk) => {
          await halt(desk, "money");
          await halt(desk, "trade");
        }, undefined);
      });

      it(`K-11 ${mode === "Preserve" ? "is open to" : "is refused to"} a frozen ${by}`, async () => {
        await check((desk) => freeze(desk, desk[by]), mode === "Preserve" ? undefined : "ParticipantIsFrozen");
      });

      it(`${isNew ? "is refused to" : "is open to"} a suspended ${by}, and an expelled one`, async () => {
        const error = isNew ? "ParticipantWrongStanding" : undefined;
        await check((desk) => suspend(desk, desk[by]), error);
        await check(async (desk) => {
          await suspend(desk, desk[by]);
          await order(desk, "expel", [desk[by].id]);
        }, error);
      });

      if (other !== undefined) {
        it(`is refused while the other party, ${other}, is frozen or suspended`, async () => {
          await check((desk) => freeze(desk, desk[other]), "ParticipantIsFrozen");
          await check((desk) => suspend(desk, desk[other]), "ParticipantWrongStanding");
        });
      }

      it("K-10 is not done by a key that serves nobody", async () => {
        const desk = await billDesk();
        const paper = await ready(desk);
        const [stranger] = await ethers.getSigners();
        if (stranger === undefined) throw new Error("The network has no accounts.");
        const before = await desk.suite.billRegistry.pairOf(paper.holding);
        const asStranger = { ...desk, [by]: { ...desk[by], signer: stranger } };
        await expect(act(asStranger, paper)).to.be.revertedWithCustomError(desk.suite.participants, "AccountUnknown");
        expect(await desk.suite.billRegistry.pairOf(paper.holding)).to.deep.equal(before);
      });
    });
  }

  it("K-10 AccessManager.execute speaks for nobody", async () => {
    const desk = await billDesk();
    const { authority, billRegistry, billPayment } = desk.suite;
    const { holding } = await delivered(desk);
    for (const [target, data] of [
      [billRegistry, billRegistry.interface.encodeFunctionData("endorse", [holding, desk.huaxi.id, false, 0])],
      [billPayment, billPayment.interface.encodeFunctionData("present", [holding, NO_DIGEST])],
      [billRegistry, billRegistry.interface.encodeFunctionData("close", [holding, 0])],
    ] as const) {
      await expect(authority.connect(desk.nanming.signer).execute(target, data)).to.revert(ethers);
    }
    expect(await billRegistry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));
  });

  it("K-12 closing the unanswered question goes on while the module and money are halted", async () => {
    const desk = await billDesk();
    const { holding } = await delivered(desk);
    await goTo(MATURITY);
    await desk.suite.billPayment.connect(desk.nanming.signer).present(holding, NO_DIGEST);
    await funded(desk, desk.guanshan, FACE);
    await halt(desk, "bills");
    await halt(desk, "money");
    await goTo("2026-07-02");
    await expect(desk.suite.billPayment.closeUnanswered(holding)).to.emit(desk.suite.billPayment, "BillPaid");
  });

  it("K-12 drawing stops while the module is halted, and resumes with it", async () => {
    const desk = await billDesk();
    const { terms } = await termsOf(desk);
    const mine = desk.suite.billIssuance.connect(desk.qianling.signer);
    await halt(desk, "bills");
    await expect(mine.draw(terms))
      .to.be.revertedWithCustomError(desk.suite.participants, "ParticipantModuleHalted")
      .withArgs((name: string) => name.startsWith(BILLS.slice(0, 12)));
    const [halted] = await desk.suite.directory.queryFilter(desk.suite.directory.filters.ModuleHalted);
    await order(desk, "resume", [BILLS, halted?.args.caseKey], desk.suite.directory);
    await expect(mine.draw(terms)).to.emit(desk.suite.billIssuance, "BillDrawn");
  });

  it("are the participant's: after a change of wallet the new one holds, presents and is paid, the old one cannot act", async () => {
    const desk = await billDesk();
    const { holding } = await delivered(desk);
    const { billRegistry, billPayment, money, participants } = desk.suite;
    const heir = new Wallet(id("heir"), ethers.provider);
    const deadline = BigInt(await networkHelpers.time.latest()) + 3600n;
    const { signature } = await signDraft(participants, heir, walletDraft(heir.address, desk.nanming.id), deadline);
    await participants.connect(desk.nanming.signer).rotateWallet(heir, deadline, signature);

    expect(await billRegistry.ownerOf(holding)).to.equal(heir.address);
    expect([await billRegistry.balanceOf(heir), await billRegistry.balanceOf(desk.nanming.wallet)]).to.deep.equal([
      1n,
      0n,
    ]);
    await expect(billPayment.connect(desk.nanming.signer).present(holding, NO_DIGEST))
      .to.be.revertedWithCustomError(participants, "AccountUnknown")
      .withArgs(desk.nanming.wallet);
    await billPayment.connect(heir).present(holding, NO_DIGEST);
    await funded(desk, desk.guanshan, FACE);
    await billPayment.connect(desk.guanshan.signer).pay(holding);
    expect(await money.balanceOf(heir)).to.equal(FACE);
  });

  it("keep their version from being closed while one is neither settled nor ended, and the directory counts them", async () => {
    const desk = await billDesk();
    const { billIssuance, billPayment, billRegistry, directory } = desk.suite;
    const open = async () =>
      (await directory.openOf(BILLS, 1)).filter(({ items }) => items > 0n).map((each) => [...each]);
    const registry = await billRegistry.getAddress();
    expect(await open()).to.deep.equal([]);
    const { holding } = await delivered(desk);
    const { bill } = await drawn(desk, { documents: [{ subject: id("another"), amount: FACE }] });
    expect(await open()).to.deep.equal([[registry, 2n]]);
    await order(desk, "retire", [BILLS, 1], directory);
    await expect(order(desk, "close", [BILLS, 1], directory))
      .to.be.revertedWithCustomError(directory, "ModuleVersionStillOpen")
      .withArgs(BILLS, 1n, registry, 2n);
    await billIssuance.connect(desk.qianling.signer).withdraw(bill);
    expect(await open()).to.deep.equal([[registry, 1n]]);
    await billPayment.connect(desk.nanming.signer).present(holding, NO_DIGEST);
    await funded(desk, desk.guanshan, FACE);
    await billPayment.connect(desk.guanshan.signer).pay(holding);
    expect(await open()).to.deep.equal([]);
    await order(desk, "close", [BILLS, 1], directory);
  });

  describe("operators", () => {
    let desk: Desk;
    let operator: Actor["signer"];

    beforeEach(async () => {
      desk = await billDesk();
      operator = (await ethers.getSigners())[15] ?? desk.nanming.signer;
    });

    async function bind(owner: Actor, { scopes = 1n, ceiling = 0n, modules = [] as string[] } = {}) {
      const { participants } = desk.suite;
      const deadline = BigInt(await networkHelpers.time.latest()) + 3600n;
      const { signature } = await signConsent(participants, operator, owner.uscc, scopes, deadline);
      await participants
        .connect(owner.signer)
        .bindAccount(operator, scopes, ceiling, modules.map(encodeBytes32String), deadline, signature);
    }

    it("act for their participant, whose wallet stays the owner and the payer", async () => {
      const { holding } = await delivered(desk);
      await bind(desk.nanming);
      const { billRegistry, billPayment, money } = desk.suite;
      expect(await billRegistry.balanceOf(operator)).to.equal(0n);
      await billPayment.connect(operator).present(holding, NO_DIGEST);
      await funded(desk, desk.guanshan, FACE);
      await billPayment.connect(desk.guanshan.signer).pay(holding);
      expect(await money.balanceOf(desk.nanming.wallet)).to.equal(FACE);
      expect(await money.balanceOf(operator)).to.equal(0n);
    });

    it("act up to their ceiling: face of the act, or of the instruction", async () => {
      const { billIssuance, billRegistry, participants } = desk.suite;
      await bind(desk.nanming, { ceiling: FACE - 1n });
      const { holding } = await delivered(desk);
      const exceeded = { interface: participants.interface };
      await expect(billRegistry.connect(operator).endorse(holding, desk.huaxi.id, false, 0))
        .to.be.revertedWithCustomError(exceeded, "AccountCeilingExceeded")
        .withArgs(operator, FACE, FACE - 1n);
      const instruction = { acts: 8n, ceiling: FACE, tenor: 10n, until: day(MATURITY) };
      await expect(billRegistry.connect(operator).instruct(desk.huaxi.id, instruction)).to.be.revertedWithCustomError(
        exceeded,
        "AccountCeilingExceeded",
      );
      await billRegistry.connect(operator).instruct(desk.huaxi.id, { ...instruction, ceiling: FACE - 1n });
      const small = await delivered(desk, { face: FACE - 1n });
      await billRegistry.connect(operator).endorse(small.holding, desk.huaxi.id, false, 0);

      const { bill } = await accepted(desk);
      await billIssuance.connect(desk.qianling.signer).deliver(bill, 0);
      await expect(
        billIssuance.connect(operator).sign(await requestOn(desk, (bill << 32n) | 1n)),
      ).to.be.revertedWithCustomError(exceeded, "AccountCeilingExceeded");
    });

    it("draw, ask, deliver and pay up to their ceiling", async () => {
      const { billIssuance, billPayment, participants } = desk.suite;
      const exceeded = { interface: participants.interface };
      const fresh = await drawn(desk);
      const done = await accepted(desk);
      const due = await presented(desk);
      await bind(desk.qianling, { ceiling: FACE - 1n });
      const { terms } = await termsOf(desk);
      for (const act of [
        billIssuance.connect(operator).draw(terms),
        billIssuance.connect(operator).presentForAcceptance(fresh.bill),
        billIssuance.connect(operator).deliver(done.bill, 0),
      ]) {
        await expect(act)
          .to.be.revertedWithCustomError(exceeded, "AccountCeilingExceeded")
          .withArgs(operator, FACE, FACE - 1n);
      }
      await participants.connect(operator).releaseAccount(operator);
      await bind(desk.guanshan, { ceiling: FACE - 1n });
      await expect(billPayment.connect(operator).pay(due.holding)).to.be.revertedWithCustomError(
        exceeded,
        "AccountCeilingExceeded",
      );
      await participants.connect(operator).releaseAccount(operator);
      await bind(desk.guanshan, { ceiling: FACE });
      await billPayment.connect(operator).pay(due.holding);
    });

    it("sign endorsements up to their ceiling", async () => {
      const { billRegistry, participants } = desk.suite;
      const { holding } = await asked(desk);
      await bind(desk.huaxi, { ceiling: FACE - 1n });
      await expect(billRegistry.connect(operator).sign(await requestOn(desk, holding)))
        .to.be.revertedWithCustomError(participants, "AccountCeilingExceeded")
        .withArgs(operator, FACE, FACE - 1n);
    });

    it("act only in their modules, with the scope for acts, while they are bound", async () => {
      const { billPayment, participants } = desk.suite;
      const { holding } = await delivered(desk);
      const present = () => billPayment.connect(operator).present(holding, NO_DIGEST);
      for (const [limits, error] of [
        [{ modules: ["money", "trade"] }, "AccountNotForModule"],
        [{ scopes: 6n }, "AccountScopeMissing"],
      ] as const) {
        await bind(desk.nanming, { ...limits, modules: [...("modules" in limits ? limits.modules : [])] });
        await expect(present()).to.be.revertedWithCustomError(participants, error);
        await participants.connect(desk.nanming.signer).releaseAccount(operator);
      }
      await expect(present()).to.be.revertedWithCustomError(participants, "AccountUnknown");
      await bind(desk.nanming, { modules: ["money", "bills"] });
      await present();
    });
  });

  it("a participant whose wallet is a contract account (ERC-1271) draws, accepts, endorses, is presented to and pays", async () => {
    const desk = await billDesk();
    const { participants, billIssuance, billRegistry, billPayment, money, trade } = desk.suite;
    const officers = ["maker", "checker", "chief"].map((name) => new Wallet(id(name)));
    const [maker, checker] = officers as [Wallet, Wallet];
    const wallet = await ethers.deployContract("JointWallet", [officers.map(({ address }) => address)]);
    const signatures = (digest: string, ...by: Wallet[]) =>
      concat(by.map((one) => one.signingKey.sign(digest).serialized));
    const send = async (target: { getAddress: () => Promise<string> }, data: string, by = [maker, checker]) => {
      const address = await target.getAddress();
      return wallet.execute(address, data, signatures(await wallet.digestOf(address, data), ...by));
    };

    const body = "91520100MA6H9001X";
    const uscc = `${body}${usccCheck(body)}`;
    const account = await wallet.getAddress();
    const application = {
      uscc: usccBytes(uscc),
      name: "复核钢铁",
      size: 4,
      wallet: account,
      evidence: id("application"),
    };
    const deadline = BigInt(await networkHelpers.time.latest()) + 3600n;
    const { domain, types, message } = await consentToSign(
      participants,
      account,
      applicationDraft(application),
      deadline,
    );
    const digest = ethers.TypedDataEncoder.hash(domain, types, message);
    await participants.applyForAdmission(application, deadline, signatures(digest, maker, checker));
    const number = await participants.participantCount();
    await order(desk, "admit", [number]);
    const firm: Actor = { ...desk.huaxi, id: number, wallet: await wallet.getAddress(), uscc };

    // It is debtor, drawer and acceptor in one, and later holder of a bank's bill.
    const subject = await invoice(desk, desk.nanming, firm, FACE, false);
    const [registered] = (await trade.queryFilter(trade.filters.DocumentRegistered)).slice(-1);
    await send(
      trade,
      trade.interface.encodeFunctionData("confirm", [subject, desk.nanming.id, registered?.args.terms ?? ""]),
    );
    const documents = [{ subject, amount: FACE }];
    const { terms } = await termsOf(desk, { kind: BillKind.Commercial, acceptor: firm, documents });
    const draw = billIssuance.interface.encodeFunctionData("draw", [terms]);
    await expect(send(billIssuance, draw, [maker, maker])).to.be.revertedWithCustomError(
      wallet,
      "WalletSignaturesInvalid",
    );
    await send(billIssuance, draw);
    const bill = await billRegistry.billCount();
    const holding = (bill << 32n) | 1n;
    expect((await billRegistry.billInfo(bill)).drawer).to.equal(number);
    await send(billIssuance, billIssuance.interface.encodeFunctionData("presentForAcceptance", [bill]));
    await send(billIssuance, billIssuance.interface.encodeFunctionData("deliver", [bill, 0]));
    await billIssuance.connect(desk.nanming.signer).sign(await requestOn(desk, holding));
    expect(await billRegistry.pairOf(holding)).to.deep.equal(pairOf("Delivered, Circulating"));

    const other = await delivered(desk);
    await billRegistry.connect(desk.nanming.signer).endorse(other.holding, number, false, 0);
    const request = await requestOn(desk, other.holding);
    await send(billRegistry, billRegistry.interface.encodeFunctionData("sign", [request]));
    expect(await billRegistry.ownerOf(other.holding)).to.equal(firm.wallet);
    await send(
      billRegistry,
      billRegistry.interface.encodeFunctionData("endorse", [other.holding, desk.huaxi.id, false, 0]),
    );
    await billRegistry.connect(desk.huaxi.signer).sign(await requestOn(desk, other.holding));
    expect(await billRegistry.ownerOf(other.holding)).to.equal(desk.huaxi.wallet);

    await deposited(desk, firm, FACE);
    await send(money, money.interface.encodeFunctionData("approve", [await billPayment.getAddress(), FACE]));
    await goTo(MATURITY);
    await billPayment.connect(desk.nanming.signer).present(holding, NO_DIGEST);
    await send(billPayment, billPayment.interface.encodeFunctionData("pay", [holding]));
    expect(await money.balanceOf(desk.nanming.wallet)).to.equal(FACE);
    expect(await billRegistry.pairOf(holding)).to.deep.equal(pairOf("Settled, Closed"));
  });

  it("X-24 what is signed for one bill counts for no other: a request binds its holding, act and parties", async () => {
    const desk = await billDesk();
    const { billIssuance, billRegistry } = desk.suite;
    const [a, b] = [await drawn(desk), await drawn(desk, { acceptor: desk.baiyunling })];
    await billIssuance.connect(desk.qianling.signer).presentForAcceptance(a.bill);
    await billIssuance.connect(desk.qianling.signer).presentForAcceptance(b.bill);
    const [requestA, requestB] = [await requestOn(desk, a.holding), await requestOn(desk, b.holding)];
    await expect(billIssuance.connect(desk.guanshan.signer).sign(requestB))
      .to.be.revertedWithCustomError(billRegistry, "RequestNotForCaller")
      .withArgs(requestB, desk.guanshan.id, desk.baiyunling.id);
    await billIssuance.connect(desk.guanshan.signer).sign(requestA);
    expect(await billRegistry.pairOf(a.holding)).to.deep.equal(pairOf("Accepted, AwaitingDelivery"));
    expect(await billRegistry.pairOf(b.holding)).to.deep.equal(pairOf("Drawn, Locked"));
    // The same call again, and after the bill has gone on.
    for (let again = 0; again < 2; again++) {
      await expect(billIssuance.connect(desk.guanshan.signer).sign(requestA)).to.be.revertedWithCustomError(
        billRegistry,
        "RequestNotOpen",
      );
      if (again === 0) await billIssuance.connect(desk.qianling.signer).deliver(a.bill, 0);
    }
    // An endorsement's request of one bill moves no other.
    const [c, d] = [await delivered(desk), await delivered(desk)];
    await endorsed(desk, c.holding, desk.nanming, desk.huaxi);
    await billRegistry.connect(desk.nanming.signer).endorse(d.holding, desk.huaxi.id, false, 0);
    await expect(
      billRegistry.connect(desk.huaxi.signer).sign((await requestOn(desk, d.holding)) - 1n),
    ).to.be.revertedWithCustomError(billRegistry, "RequestNotOpen");
    expect(await billRegistry.ownerOf(d.holding)).to.equal(desk.nanming.wallet);
  });

  it("X-1 one paper stands behind bills for no more than its face, however its number is written", async () => {
    const desk = await billDesk();
    const { trade } = desk.suite;
    const document = (number: string) => ({
      kind: 1n,
      seller: desk.nanming.id,
      buyer: desk.qianling.id,
      face: FACE,
      issuer: usccBytes(desk.nanming.uscc),
      digest: id("paper"),
      number,
    });
    const enter = async (number: string) => {
      const [subject, terms] = await trade.connect(desk.nanming.signer).register.staticCall(document(number));
      await trade.connect(desk.nanming.signer).register(document(number));
      await trade.connect(desk.qianling.signer).confirm(subject, desk.nanming.id, terms);
      return subject;
    };
    const subject = await enter("ab-0077 x");
    await accepted(desk, { documents: [{ subject, amount: FACE }] });
    for (const number of ["AB-0077X", " ab-0077x ", "00AB-0077 X", "a B - 0 0 7 7 x"]) {
      await expect(enter(number)).to.be.revertedWithCustomError(trade, "TradeAlreadyConfirmed").withArgs(subject);
    }
  });
});
