/**
 * Every function that people call, with and without the circuit breaker, on the suite as production deploys it. What a halt does to a
 * function follows from its class and its module alone; here each function is brought to where its call is valid, and tried.
 */
import { expect } from "chai";
import { encodeBytes32String, hexlify, id, Signature, toUtf8Bytes } from "ethers";
import { nameOfContract } from "../../deploy/contracts.ts";
import { bitmapOf } from "../../deploy/data/holidays.ts";
import { modules } from "../../deploy/data/modules.ts";
import { Scopes } from "../../deploy/data/terms.ts";
import { applicationDraft, signDraft, walletDraft } from "../../deploy/founders.ts";
import { type Class, externalFunctions } from "../../scripts/checks/functions.ts";
import {
  accepted,
  billDesk,
  day,
  delivered,
  deposited,
  type Desk,
  DishonourReason,
  drawn,
  FACE,
  funded,
  goTo,
  holdingOf,
  instructed,
  invoice,
  MATURITY,
  NO_DIGEST,
  requestOn,
  termsOf,
} from "../utils/bills.ts";
import { able, accepted as sold, asked, askTerms, quoted, RATE, sealed } from "../utils/market.ts";
import {
  type Approval,
  applicationOf,
  attested,
  bound,
  consentOf,
  DAY,
  decree,
  HOUR,
  newCase,
  newcomer,
  now,
  type Office,
  stranger,
} from "../utils/orders.ts";
import { type Entry, type Prepared, startingAt } from "../utils/halt.ts";
import { receivableDesk } from "../utils/receivables.ts";
import { claim, dishonouredAfter, insolvency, Interruption, settle, solvent } from "../utils/recourse.ts";
import { agreed, discounted, proposed, ready as repoMoney, termsOf as repoTerms } from "../utils/repo.ts";
import { DUE, pledgeAsked, pledged } from "../utils/security.ts";
import { approvedOrder, carryOut, networkHelpers, type OrderedCall, needsOwnChain } from "../utils/suite.ts";
import { receivables } from "./haltOfReceivables.ts";
import { relief } from "./haltOfRelief.ts";

/** What only orders or sibling parts may call is no person's to lose; what changes nothing can't be halted. */
const NOT_CALLED_BY_PEOPLE: readonly (Class | undefined)[] = ["restricted", "part", "view"];

/** A lot of nanming's, over a whole bill. */
const lot = async (desk: Desk) => ({ title: (await delivered(desk)).holding, amount: FACE });

const presented = async (desk: Desk) => {
  const paper = await delivered(desk);
  await goTo(MATURITY);
  await desk.suite.billPayment.connect(desk.nanming.signer).present(paper.holding, NO_DIGEST);
  await funded(desk, desk.guanshan, FACE);
  return paper;
};

/** A repo that baiyunling has proposed to the finance company, which has the money. */
const repoProposed = async (desk: Desk) => {
  const { baiyunling, financeCompany } = desk;
  const lots = [{ holding: await discounted(desk, baiyunling), amount: FACE }];
  const repo = await proposed(desk, baiyunling, financeCompany, lots);
  await repoMoney(desk, financeCompany, 2n * FACE);
  return repo;
};

/** An open repo on its far day, with the money for its second leg. */
const repoDue = async (desk: Desk) => {
  const repo = await repoProposed(desk);
  await agreed(desk, desk.financeCompany, repo);
  await repoMoney(desk, desk.baiyunling, 2n * FACE);
  await goTo("2026-02-02");
  return repo;
};

/** A request of nanming's that huaxi has not answered. */
const endorsementAsked = async (desk: Desk) => {
  const { holding } = await delivered(desk);
  await desk.suite.billRegistry.connect(desk.nanming.signer).endorse(holding, desk.huaxi.id, false, 0);
  return requestOn(desk, holding);
};

/** A document that nanming has put forward, and that qianling has not confirmed. */
const putForward = async ({ suite: { trade }, nanming, qianling }: Desk) => {
  const document = {
    kind: 1n,
    seller: nanming.id,
    buyer: qianling.id,
    face: FACE,
    issuer: hexlify(toUtf8Bytes(nanming.uscc)),
    digest: id("paper"),
    number: "24520000000012345678",
  };
  const mine = trade.connect(nanming.signer);
  const [subject, terms] = await mine.register.staticCall(document);
  return { subject, terms, register: () => mine.register(document) };
};

const NOTICE = id("notice");
const AMOUNT = 10_000n;

/** An order to suspend huaxi, approved by these members of the council. */
const suspension = (desk: Desk, approvers: readonly ("qianling" | "guanshan" | "baiyunling")[]) =>
  approvedOrder(
    desk.suite,
    [{ target: desk.suite.participants, name: "suspend", args: [desk.huaxi.id] }],
    approvers.map((key) => [desk[key], "Council"] as const),
  );

/** A regulator's freeze of huaxi, in force until a court confirms it or 48 hours have passed. */
const urgentFreeze = async (desk: Desk) => {
  const { participants, docket } = desk.suite;
  const args = [desk.huaxi.id, newCase(), (await now()) + 30n * DAY];
  const { order, calls } = await approvedOrder(
    desk.suite,
    [{ target: participants, name: "freeze", args, route: 1 }],
    [[desk.regulator, "Regulator"]],
  );
  await docket.execute(order, calls);
  return { order, calls };
};

const kernelAndBills: Record<string, Entry<Desk>> = {
  "BusinessCalendar.setYear": {
    ready: async ({ suite: { calendar }, clearing }) => {
      const year = bitmapOf({ year: 2027, issued: "", off: [["2027-01-01", "2027-01-01"]], work: [] });
      return () => calendar.connect(clearing.signer).setYear(2027, year, NOTICE);
    },
  },
  "BusinessCalendar.amendDay": {
    ready: async ({ suite: { calendar }, clearing }) => {
      return () => calendar.connect(clearing.signer).amendDay(day("2026-12-31"), false, NOTICE);
    },
  },

  "EvidenceRegistry.anchor": {
    ready: async ({ suite: { evidence }, nanming }) => {
      return () => evidence.connect(nanming.signer).anchor(id("file"), 1n, encodeBytes32String("invoice"), "");
    },
  },
  "EvidenceRegistry.anchorBatch": {
    ready: async ({ suite: { evidence }, nanming }) => {
      return () => evidence.connect(nanming.signer).anchorBatch(id("root"), 1n, encodeBytes32String("invoice"), "");
    },
  },
  "EvidenceRegistry.countersign": {
    ready: async ({ suite: { evidence }, nanming, huaxi }) => {
      await evidence.connect(nanming.signer).anchor(id("file"), 1n, encodeBytes32String("invoice"), "");
      return () => evidence.connect(huaxi.signer).countersign(1n, id("file"), id("seen"));
    },
  },

  "TradeRegistry.register": {
    ready: async (desk) => (await putForward(desk)).register,
  },
  "TradeRegistry.confirm": {
    ready: async (desk) => {
      const { subject, terms, register } = await putForward(desk);
      await register();
      return () => desk.suite.trade.connect(desk.qianling.signer).confirm(subject, desk.nanming.id, terms);
    },
  },
  "TradeRegistry.reduce": {
    ready: async (desk) => {
      const subject = await invoice(desk, desk.nanming, desk.qianling, FACE);
      const issuer = hexlify(toUtf8Bytes(desk.nanming.uscc));
      const reduction = { subject, amount: 1n, issuer, digest: id("red invoice"), number: "RED-1" };
      await desk.suite.trade.connect(desk.nanming.signer).reduce(reduction);
      return () => desk.suite.trade.connect(desk.qianling.signer).reduce(reduction);
    },
  },
  "TradeRegistry.openFile": {
    ready: async (desk) => {
      const subject = await invoice(desk, desk.nanming, desk.qianling, FACE);
      return () => desk.suite.trade.connect(desk.nanming.signer).openFile([subject]);
    },
  },
  "TradeRegistry.extendFile": {
    ready: async (desk) => {
      const [first, second] = [
        await invoice(desk, desk.nanming, desk.qianling, FACE),
        await invoice(desk, desk.nanming, desk.qianling, FACE),
      ];
      const mine = desk.suite.trade.connect(desk.nanming.signer);
      await mine.openFile([first]);
      const file = await desk.suite.trade.fileCount();
      return () => mine.extendFile(file, [second]);
    },
  },

  "SettlementToken.issue": {
    empty: true,
    ready: async ({ suite: { money }, clearing, nanming }) => {
      return () => money.connect(clearing.signer).issue(nanming.wallet, AMOUNT, id("receipt"));
    },
  },
  "SettlementToken.redeem": {
    ready: async (desk) => {
      const { money } = desk.suite;
      await deposited(desk, desk.nanming, AMOUNT);
      await money.connect(desk.nanming.signer).approve(desk.clearing.wallet, AMOUNT);
      return () => money.connect(desk.clearing.signer).redeem(desk.nanming.wallet, AMOUNT, id("payout"));
    },
  },
  "SettlementToken.transfer": {
    ready: async (desk) => {
      await deposited(desk, desk.nanming, AMOUNT);
      return () => desk.suite.money.connect(desk.nanming.signer).transfer(desk.huaxi.wallet, AMOUNT);
    },
  },
  "SettlementToken.transferWithReference": {
    ready: async (desk) => {
      await deposited(desk, desk.nanming, AMOUNT);
      const mine = desk.suite.money.connect(desk.nanming.signer);
      return () => mine.transferWithReference(desk.huaxi.wallet, AMOUNT, id("invoice 7"));
    },
  },
  "SettlementToken.transferFrom": {
    ready: async (desk) => {
      const { money } = desk.suite;
      await deposited(desk, desk.nanming, AMOUNT);
      await money.connect(desk.nanming.signer).approve(desk.huaxi.wallet, AMOUNT);
      return () => money.connect(desk.huaxi.signer).transferFrom(desk.nanming.wallet, desk.huaxi.wallet, AMOUNT);
    },
  },
  "SettlementToken.approve": {
    empty: true,
    ready: async ({ suite: { money }, nanming, huaxi }) => {
      return () => money.connect(nanming.signer).approve(huaxi.wallet, AMOUNT);
    },
  },
  "SettlementToken.permit": {
    empty: true,
    ready: async ({ suite: { money }, nanming, huaxi }) => {
      const { name, version, chainId, verifyingContract } = await money.eip712Domain();
      const deadline = (await now()) + 30n * DAY;
      const fields = ["address owner", "address spender", "uint256 value", "uint256 nonce", "uint256 deadline"];
      const types = {
        Permit: fields.map((field) => {
          const [type = "", label = ""] = field.split(" ");
          return { type, name: label };
        }),
      };
      const message = { owner: nanming.wallet, spender: huaxi.wallet, value: AMOUNT, nonce: 0n, deadline };
      const domain = { name, version, chainId, verifyingContract };
      const { v, r, s } = Signature.from(await nanming.signer.signTypedData(domain, types, message));
      return () => money.connect(huaxi.signer).permit(nanming.wallet, huaxi.wallet, AMOUNT, deadline, v, r, s);
    },
  },

  "QuoteMarket.ask": {
    ready: async (desk) => {
      const terms = await askTerms(desk, [await lot(desk)], { firstDay: "2026-02-02" });
      return () => desk.suite.market.connect(desk.nanming.signer).ask(terms);
    },
  },
  "QuoteMarket.withdrawAsk": {
    ready: async (desk) => {
      const ask = await asked(desk, desk.nanming, [await lot(desk)]);
      return () => desk.suite.market.connect(desk.nanming.signer).withdrawAsk(ask);
    },
  },
  "QuoteMarket.quote": {
    ready: async (desk) => {
      const ask = await asked(desk, desk.nanming, [await lot(desk)]);
      return () => desk.suite.market.connect(desk.baiyunling.signer).quote(ask, RATE, day("2026-03-31"));
    },
  },
  "QuoteMarket.quoteSealed": {
    ready: async (desk) => {
      const closesAt = Number((await now()) + 30n * DAY);
      const ask = await asked(desk, desk.nanming, [await lot(desk)], { closesAt });
      return () => desk.suite.market.connect(desk.baiyunling.signer).quoteSealed(ask, id("commitment"));
    },
  },
  "QuoteMarket.openQuote": {
    ready: async (desk) => {
      const ask = await asked(desk, desk.nanming, [await lot(desk)], { closesAt: Number((await now()) + DAY) });
      const { open } = await sealed(desk, desk.baiyunling, ask);
      await networkHelpers.time.increase(DAY);
      return () => open();
    },
  },
  "QuoteMarket.accept": {
    ready: async (desk) => {
      const { market } = desk.suite;
      const ask = await asked(desk, desk.nanming, [await lot(desk)]);
      const quote = await quoted(desk, desk.baiyunling, ask);
      await able(desk, desk.baiyunling);
      return async () => {
        // The price is the value day's, and closing a version takes days.
        const [, price] = await market.previewAccept(quote);
        return market.connect(desk.nanming.signer).accept(quote, price);
      };
    },
  },
  "QuoteMarket.recordBroken": {
    ready: async (desk) => {
      const ask = await asked(desk, desk.nanming, [await lot(desk)]);
      const quote = await quoted(desk, desk.baiyunling, ask);
      return () => desk.suite.market.connect(desk.nanming.signer).recordBroken(quote);
    },
  },
  "QuoteMarket.setLine": {
    ready: async ({ suite: { market }, baiyunling, guanshan }) => {
      return () => market.connect(baiyunling.signer).setLine(guanshan.id, FACE, 0n);
    },
  },
  "QuoteMarket.removeLine": {
    ready: async ({ suite: { market }, baiyunling, guanshan }) => {
      await market.connect(baiyunling.signer).setLine(guanshan.id, FACE, 0n);
      return () => market.connect(baiyunling.signer).removeLine(guanshan.id);
    },
  },
  "QuoteMarket.countOff": {
    ready: async (desk) => {
      const { suite, nanming, baiyunling, guanshan, financeCompany } = desk;
      const { holding } = await delivered(desk, { splittable: true });
      await suite.market.connect(baiyunling.signer).setLine(guanshan.id, FACE, 0n);
      await able(desk, baiyunling);
      await able(desk, financeCompany);
      const first = await asked(desk, nanming, [{ title: holding, amount: FACE }]);
      await sold(desk, nanming, await quoted(desk, baiyunling, first));
      const again = await asked(desk, baiyunling, [{ title: holding, amount: FACE / 2n }], { terms: NO_DIGEST });
      await sold(desk, baiyunling, await quoted(desk, financeCompany, again));
      const title = await suite.billDiscount.getAddress();
      return () => suite.market.connect(desk.huaxi.signer).countOff(title, holding);
    },
  },

  "BillIssuance.draw": {
    empty: true,
    ready: async (desk) => {
      const { terms, drawer } = await termsOf(desk);
      return () => desk.suite.billIssuance.connect(drawer.signer).draw(terms);
    },
  },
  "BillIssuance.presentForAcceptance": {
    ready: async (desk) => {
      const { bill } = await drawn(desk);
      return () => desk.suite.billIssuance.connect(desk.qianling.signer).presentForAcceptance(bill);
    },
  },
  "BillIssuance.sign": {
    ready: async (desk) => {
      const { bill } = await drawn(desk);
      await desk.suite.billIssuance.connect(desk.qianling.signer).presentForAcceptance(bill);
      const request = await requestOn(desk, holdingOf(bill));
      return () => desk.suite.billIssuance.connect(desk.guanshan.signer).sign(request);
    },
  },
  "BillIssuance.deliver": {
    ready: async (desk) => {
      const { bill } = await accepted(desk);
      return () => desk.suite.billIssuance.connect(desk.qianling.signer).deliver(bill, 0);
    },
  },
  "BillIssuance.withdraw": {
    ready: async (desk) => {
      const { bill } = await accepted(desk);
      return () => desk.suite.billIssuance.connect(desk.qianling.signer).withdraw(bill);
    },
  },

  "BillRegistry.endorse": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      return () => desk.suite.billRegistry.connect(desk.nanming.signer).endorse(holding, desk.huaxi.id, false, 0);
    },
  },
  "BillRegistry.endorsePart": {
    ready: async (desk) => {
      const { holding } = await delivered(desk, { splittable: true });
      const mine = desk.suite.billRegistry.connect(desk.nanming.signer);
      return () => mine.endorsePart(holding, FACE / 2n, desk.huaxi.id, false, 0);
    },
  },
  "BillRegistry.sign": {
    ready: async (desk) => {
      const request = await endorsementAsked(desk);
      return () => desk.suite.billRegistry.connect(desk.huaxi.signer).sign(request);
    },
  },
  "BillRegistry.refuse": {
    ready: async (desk) => {
      const request = await endorsementAsked(desk);
      return () => desk.suite.billRegistry.connect(desk.huaxi.signer).refuse(request);
    },
  },
  "BillRegistry.withdrawRequest": {
    ready: async (desk) => {
      const request = await endorsementAsked(desk);
      return () => desk.suite.billRegistry.connect(desk.nanming.signer).withdrawRequest(request);
    },
  },
  "BillRegistry.liftMark": {
    ready: async (desk) => {
      const { holding } = await delivered(desk, { notTransferable: true });
      return () => desk.suite.billRegistry.connect(desk.qianling.signer).liftMark(holding);
    },
  },
  "BillRegistry.instruct": {
    empty: true,
    ready: async (desk) => () => instructed(desk, desk.nanming, desk.huaxi),
  },
  "BillRegistry.cancelInstruction": {
    empty: true,
    ready: async (desk) => {
      await instructed(desk, desk.nanming, desk.huaxi);
      return () => desk.suite.billRegistry.connect(desk.nanming.signer).cancelInstruction(desk.huaxi.id);
    },
  },

  "BillPayment.present": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      await goTo(MATURITY);
      return () => desk.suite.billPayment.connect(desk.nanming.signer).present(holding, NO_DIGEST);
    },
  },
  "BillPayment.pay": {
    ready: async (desk) => {
      const { holding } = await presented(desk);
      return () => desk.suite.billPayment.connect(desk.guanshan.signer).pay(holding);
    },
  },
  "BillPayment.dishonour": {
    ready: async (desk) => {
      const { holding } = await presented(desk);
      const reason = DishonourReason.HolderInBreach;
      return () => desk.suite.billPayment.connect(desk.guanshan.signer).dishonour(holding, reason);
    },
  },
  "BillPayment.presentPart": {
    ready: async (desk) => {
      const { holding } = await delivered(desk, { splittable: true });
      await goTo(MATURITY);
      return () => desk.suite.billPayment.connect(desk.nanming.signer).presentPart(holding, FACE / 2n, NO_DIGEST);
    },
  },
  "BillPayment.setStandingPresentation": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      return () => desk.suite.billPayment.connect(desk.nanming.signer).setStandingPresentation(holding, true);
    },
  },
  "BillPayment.presentStanding": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      await desk.suite.billPayment.connect(desk.nanming.signer).setStandingPresentation(holding, true);
      await goTo(MATURITY);
      return () => desk.suite.billPayment.connect(desk.auditor.signer).presentStanding(holding);
    },
  },
  "BillPayment.declarePaidOffChain": {
    ready: async (desk) => {
      const { holding } = await presented(desk);
      return () => desk.suite.billPayment.connect(desk.guanshan.signer).declarePaidOffChain(holding, NOTICE);
    },
  },
  "BillPayment.confirmPaidOffChain": {
    ready: async (desk) => {
      const { holding } = await presented(desk);
      await desk.suite.billPayment.connect(desk.guanshan.signer).declarePaidOffChain(holding, NOTICE);
      return () => desk.suite.billPayment.connect(desk.nanming.signer).confirmPaidOffChain(holding, NOTICE);
    },
  },
  "BillPayment.confirmPayment": {
    ready: async (desk) => {
      const { bill } = await delivered(desk);
      return () => desk.suite.billPayment.connect(desk.guanshan.signer).confirmPayment(bill, NOTICE);
    },
  },
  "BillPayment.closeUnanswered": {
    ready: async (desk) => {
      const { holding } = await presented(desk);
      await goTo("2026-07-02");
      return () => desk.suite.billPayment.connect(desk.huaxi.signer).closeUnanswered(holding);
    },
  },

  "BillSecurity.requestGuarantee": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      const mine = desk.suite.billSecurity.connect(desk.nanming.signer);
      return () => mine.requestGuarantee(holding, desk.clearing.id, 0);
    },
  },
  "BillSecurity.pledge": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      const mine = desk.suite.billSecurity.connect(desk.nanming.signer);
      return () => mine.pledge(holding, FACE, desk.baiyunling.id, AMOUNT, day(DUE), 0);
    },
  },
  "BillSecurity.sign": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      const request = await pledgeAsked(desk, holding, desk.nanming, desk.baiyunling);
      return () => desk.suite.billSecurity.connect(desk.baiyunling.signer).sign(request);
    },
  },
  "BillSecurity.release": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      await pledged(desk, holding, desk.nanming, desk.baiyunling);
      return () => desk.suite.billSecurity.connect(desk.baiyunling.signer).release(holding);
    },
  },
  "BillSecurity.realise": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      await pledged(desk, holding, desk.nanming, desk.baiyunling);
      await goTo(DUE);
      return () => desk.suite.billSecurity.connect(desk.baiyunling.signer).realise(holding);
    },
  },

  "BillRepo.propose": {
    ready: async (desk) => {
      const lots = [{ holding: await discounted(desk, desk.baiyunling), amount: FACE }];
      const terms = repoTerms(desk.financeCompany, lots);
      return () => desk.suite.billRepo.connect(desk.baiyunling.signer).propose(terms);
    },
  },
  "BillRepo.accept": {
    ready: async (desk) => {
      const { billRepo } = desk.suite;
      const repo = await repoProposed(desk);
      const [near, far] = await billRepo.preview(repo);
      return () => billRepo.connect(desk.financeCompany.signer).accept(repo, near, far);
    },
  },
  "BillRepo.refuse": {
    ready: async (desk) => {
      const repo = await repoProposed(desk);
      return () => desk.suite.billRepo.connect(desk.financeCompany.signer).refuse(repo);
    },
  },
  "BillRepo.withdraw": {
    ready: async (desk) => {
      const repo = await repoProposed(desk);
      return () => desk.suite.billRepo.connect(desk.baiyunling.signer).withdraw(repo);
    },
  },
  "BillRepo.redeem": {
    ready: async (desk) => {
      const repo = await repoDue(desk);
      return () => desk.suite.billRepo.connect(desk.baiyunling.signer).redeem(repo);
    },
  },
  "BillRepo.enforce": {
    ready: async (desk) => {
      const repo = await repoDue(desk);
      return () => desk.suite.billRepo.connect(desk.financeCompany.signer).enforce(repo);
    },
  },

  "BillRecourse.openEarly": {
    ready: async (desk) => {
      const { holding } = await delivered(desk);
      const evidence = await insolvency(desk, desk.court, desk.guanshan);
      return () => desk.suite.billRecourse.connect(desk.nanming.signer).openEarly(holding, evidence);
    },
  },
  "BillRecourse.claim": {
    ready: async (desk) => {
      const holding = await dishonouredAfter(desk, [desk.huaxi]);
      return () => claim(desk, holding, desk.huaxi, desk.nanming);
    },
  },
  "BillRecourse.notify": {
    ready: async (desk) => {
      const holding = await dishonouredAfter(desk, [desk.huaxi]);
      return () => desk.suite.billRecourse.connect(desk.huaxi.signer).notify(holding, desk.nanming.id);
    },
  },
  "BillRecourse.interrupt": {
    ready: async (desk) => {
      const holding = await dishonouredAfter(desk, [desk.huaxi]);
      const mine = desk.suite.billRecourse.connect(desk.huaxi.signer);
      return () => mine.interrupt(holding, desk.nanming.id, Interruption.Demand, NOTICE);
    },
  },
  "BillRecourse.settle": {
    ready: async (desk) => {
      const holding = await dishonouredAfter(desk, [desk.huaxi]);
      await claim(desk, holding, desk.huaxi, desk.nanming);
      await solvent(desk, desk.nanming, 2n * FACE);
      return () => settle(desk, holding, desk.nanming, AMOUNT);
    },
  },

  "ParticipantRegistry.applyForAdmission": {
    ready: async ({ suite: { participants } }) => {
      const who = newcomer(1);
      const application = applicationOf(who);
      const draft = applicationDraft(application);
      const { deadline, signature } = await signDraft(participants, who.wallet, draft, (await now()) + DAY);
      return () => participants.applyForAdmission(application, deadline, signature);
    },
  },
  "ParticipantRegistry.bindAccount": {
    ready: async (desk) => {
      const account = stranger("operator");
      const { deadline, signature } = await consentOf(desk, desk.nanming, account, Scopes.ACTS);
      const mine = desk.suite.participants.connect(desk.nanming.signer);
      return () => mine.bindAccount(account, Scopes.ACTS, 0n, [], deadline, signature);
    },
  },
  "ParticipantRegistry.releaseAccount": {
    ready: async (desk) => {
      const account = stranger("operator");
      await bound(desk, desk.nanming, account);
      return () => desk.suite.participants.connect(desk.nanming.signer).releaseAccount(account);
    },
  },
  "ParticipantRegistry.rotateWallet": {
    ready: async ({ suite: { participants }, nanming }) => {
      const wallet = stranger("new wallet");
      const draft = walletDraft(wallet.address, nanming.id);
      const { deadline, signature } = await signDraft(participants, wallet, draft, (await now()) + DAY);
      return () => participants.connect(nanming.signer).rotateWallet(wallet, deadline, signature);
    },
  },
  "ParticipantRegistry.attest": {
    ready: async (desk) => {
      const person = stranger("person");
      const { deadline, signature } = await consentOf(desk, desk.nanming, person, 0n);
      const until = (await now()) + 365n * DAY;
      return () => desk.suite.participants.connect(desk.nanming.signer).attest(person, until, deadline, signature);
    },
  },
  "ParticipantRegistry.renewAttestation": {
    ready: async (desk) => {
      const person = stranger("person");
      await attested(desk, desk.nanming, person);
      const until = (await now()) + 2n * 365n * DAY;
      return () => desk.suite.participants.connect(desk.nanming.signer).renewAttestation(person, until);
    },
  },
  "ParticipantRegistry.withdrawAttestation": {
    ready: async (desk) => {
      const person = stranger("person");
      await attested(desk, desk.nanming, person);
      return () => desk.suite.participants.connect(desk.nanming.signer).withdrawAttestation(person);
    },
  },

  "Docket.propose": {
    ready: async ({ suite: { docket, participants }, qianling, huaxi }) => {
      const data = participants.interface.encodeFunctionData("suspend", [huaxi.id]);
      const calls = [{ target: await participants.getAddress(), data, route: 0 }];
      const expiresAt = (await now()) + 30n * DAY;
      return () => docket.connect(qianling.signer).propose(calls, id("basis"), "Art. 1", expiresAt);
    },
  },
  "Docket.approve": {
    ready: async (desk) => {
      const { order, calls } = await suspension(desk, ["qianling"]);
      return () => desk.suite.docket.connect(desk.guanshan.signer).approve(order, 1n, calls);
    },
  },
  "Docket.withdrawApproval": {
    ready: async (desk) => {
      const { order, calls } = await suspension(desk, ["qianling"]);
      return () => desk.suite.docket.connect(desk.qianling.signer).withdrawApproval(order, calls);
    },
  },
  "Docket.reject": {
    ready: async (desk) => {
      const { order, calls } = await suspension(desk, ["qianling"]);
      return () => desk.suite.docket.connect(desk.guanshan.signer).reject(order, calls);
    },
  },
  "Docket.cancel": {
    ready: async (desk) => {
      const { order } = await suspension(desk, ["qianling"]);
      return () => desk.suite.docket.connect(desk.qianling.signer).cancel(order);
    },
  },
  "Docket.execute": {
    ready: async (desk) => {
      const { order, calls } = await suspension(desk, ["qianling", "guanshan", "baiyunling"]);
      return () => desk.suite.docket.connect(desk.huaxi.signer).execute(order, calls);
    },
  },
  "Docket.recount": {
    ready: async (desk) => {
      const { order, calls } = await suspension(desk, ["qianling", "guanshan", "baiyunling"]);
      await decree({ ...desk, qianling: desk.clearing }, "suspend", desk.qianling.id);
      return () => desk.suite.docket.connect(desk.huaxi.signer).recount(order, calls);
    },
  },
  "Docket.ratify": {
    ready: async (desk) => {
      const { order, calls } = await urgentFreeze(desk);
      await desk.suite.docket.connect(desk.court.signer).approve(order, 3n, calls);
      return () => desk.suite.docket.connect(desk.huaxi.signer).ratify(order, calls);
    },
  },
  "Docket.lapse": {
    ready: async (desk) => {
      const { order, calls } = await urgentFreeze(desk);
      await networkHelpers.time.increase(2n * DAY + HOUR);
      return () => desk.suite.docket.connect(desk.nanming.signer).lapse(order, calls);
    },
  },
};

const table: Record<string, Prepared> = {
  ...startingAt(billDesk, kernelAndBills),
  ...startingAt(receivableDesk, receivables),
  ...relief,
};

const names = modules.map(({ name }) => name);
/** Modules in which something can be open, so that a version of them can't be closed at any time. */
const OWING = ["money", "bills", "receivables", "relief"];

/** The module in which a contract stands; none for the registry and the docket. */
const homeOf = (contract: string): string | undefined =>
  modules.find(({ parts }) => parts.includes(nameOfContract(contract)))?.name;

/** The council without qianling, which one entry suspends. */
const council = ({ guanshan, baiyunling, clearing }: Office): Approval[] => [
  [guanshan, "Council"],
  [baiyunling, "Council"],
  [clearing, "Council"],
];

const CASE = id("incident");

/** Halts or resumes modules by one order. */
const breaker = (desk: Office, name: "halt" | "resume", which: readonly string[]) => {
  const { suite } = desk;
  const args = (module: string) => [encodeBytes32String(module), CASE];
  const calls = which.map((module): OrderedCall => ({ target: suite.directory, name, args: args(module) }));
  return carryOut(suite, calls, council(desk));
};

/** Retires a module's first version and closes it, by one order. */
const close = (desk: Office, module: string) => {
  const { suite, regulator } = desk;
  const args = [encodeBytes32String(module), 1n];
  const calls = ["retire", "close"].map((name): OrderedCall => ({ target: suite.directory, name, args }));
  return carryOut(suite, calls, [...council(desk), [regulator, "Regulator"]]);
};

describe("The circuit breaker, function by function", () => {
  beforeEach(needsOwnChain);

  // Those of data and points are tried where a whole life of them brings each: haltOfData.test.ts, haltOfPoints.test.ts.
  const livedThrough = ["data", "points"];
  const functions = externalFunctions().filter(
    (each) => !NOT_CALLED_BY_PEOPLE.includes(each.class) && !livedThrough.includes(homeOf(each.contract) ?? ""),
  );
  const keyOf = ({ contract, name }: { contract: string; name: string }) => `${contract}.${name}`;

  it("X-84, K-12: the table names each function of the build that people call, and no other", () => {
    expect(Object.keys(table).sort()).to.deep.equal(functions.map(keyOf).sort());
  });

  it("X-84, K-12: registry, docket and directory stand in no module, so that no halt reaches them", async () => {
    const { directory, participants, docket } = (await billDesk()).suite;
    for (const contract of [participants, docket, directory]) {
      expect((await directory.partOf(contract)).module).to.equal(encodeBytes32String(""));
    }
    expect([...(await directory.modules())].sort()).to.deep.equal(names.map(encodeBytes32String).sort());
  });

  for (const each of functions) {
    const key = keyOf(each);
    const entry = table[key];
    // The first test says that it is missing.
    if (entry === undefined) continue;
    const home = homeOf(each.contract);
    const stops = each.class === "door:Dispose" && home !== undefined;
    const sells = stops && home === "market";
    const others = names.filter((name) => name !== home && !(sells && name === "bills"));

    it(`X-84, K-12: ${key} (${String(each.class)}) ${stops ? `stops with ${home}` : "goes on whatever is halted"}`, async () => {
      const { desk, act } = await entry.ready();
      const { directory, participants, market, billDiscount } = desk.suite;
      const ready = await networkHelpers.takeSnapshot();

      await act();
      await ready.restore();

      await breaker(desk, "halt", others);
      await act();
      await ready.restore();

      if (home === undefined) return;
      await breaker(desk, "halt", [home]);
      if (stops) {
        await expect(act()).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
        // Nothing has changed: it is as valid as before.
        await breaker(desk, "resume", [home]);
      }
      await act();
      await ready.restore();

      if (sells) {
        await breaker(desk, "halt", ["bills"]);
        await expect(act())
          .to.be.revertedWithCustomError(market, "MarketTitleHalted")
          .withArgs(await billDiscount.getAddress());
        await breaker(desk, "resume", ["bills"]);
        await act();
        await ready.restore();
      }

      // A version is closed only when nothing is open in it, so whoever is owed something never meets one.
      if (OWING.includes(home) && !entry.empty) {
        await expect(close(desk, home)).to.be.revertedWithCustomError(directory, "ModuleVersionStillOpen");
        return;
      }
      await close(desk, home);
      if (stops) await expect(act()).to.be.revertedWithCustomError(participants, "ParticipantModuleHalted");
      else await act();
    });
  }
});
