/** How each function of the receivables that people call is brought to where its call is valid. */
import { id, ZeroHash } from "ethers";
import { day, goTo } from "../utils/bills.ts";
import type { Entry } from "../utils/halt.ts";
import { newCase, now, DAY } from "../utils/orders.ts";
import {
  applied,
  DUE_DAY,
  FACE,
  opened,
  openTermsOf,
  PRE_SIGNED,
  preSigned,
  REASON,
  type ReceivableDesk,
  rootOf,
  TRADE,
  transferAsked,
  transferred,
} from "../utils/receivables.ts";
import { financed, REGISTRATION } from "../utils/receivables-financing.ts";
import { carryOut } from "../utils/suite.ts";

const OVERDUE = "2026-07-01";
const RATE = 30_000n;
const PROOF = id("proof");
const PAGE = 10n;
const PLEDGE_DUE = "2026-03-31";

/** Financed by guanshan with recourse, and overdue. */
const inRecourse = async (desk: ReceivableDesk) => {
  const { note } = await opened(desk);
  await financed(desk, note, desk.nanming, desk.guanshan, { recourse: true, disclosed: true });
  await goTo(OVERDUE);
  return note;
};

/** Nanming's note, pledged to guanshan. */
const pledged = async (desk: ReceivableDesk) => {
  const { note } = await opened(desk);
  const request = await pledgeAsked(desk, note);
  await desk.suite.receivableSecurity.connect(desk.guanshan.signer).sign(request);
  return note;
};

const pledgeAsked = async ({ suite, nanming, guanshan }: ReceivableDesk, note: bigint) => {
  const mine = suite.receivableSecurity.connect(nanming.signer);
  const args = [note, FACE, guanshan.id, FACE / 2n, day(PLEDGE_DUE), 0] as const;
  const { request } = await mine.pledge.staticCall(...args);
  await mine.pledge(...args);
  return request;
};

const disputed = async (desk: ReceivableDesk) => {
  const { note } = await opened(desk);
  await desk.suite.receivableDisputes.connect(desk.qianling.signer).dispute(note, PROOF);
  return note;
};

/** An assignment that baiyunling has entered. */
const entered = async (desk: ReceivableDesk) => {
  const { note } = await opened(desk);
  await desk.suite.receivableDisputes.connect(desk.baiyunling.signer).enter(note, FACE / 2n, 0, 0, PROOF);
  return note;
};

const cancellationProposed = async (desk: ReceivableDesk) => {
  const { root, note } = await opened(desk);
  await desk.suite.receivableIssuance.connect(desk.qianling.signer).proposeCancellation(root, REASON);
  return { root, note };
};

const earlyAsked = async ({ suite, nanming }: ReceivableDesk, note: bigint) => {
  const mine = suite.receivableSettlement.connect(nanming.signer);
  const { request } = await mine.requestEarlyPayment.staticCall(note, FACE, RATE, 0);
  await mine.requestEarlyPayment(note, FACE, RATE, 0);
  return request;
};

/** Set aside by the obligor while a court had frozen it. */
const setAside = async (desk: ReceivableDesk) => {
  const { suite, qianling, nanming, court } = desk;
  const { root, note } = await opened(desk);
  const key = newCase();
  const ordered = (name: string, ...args: unknown[]) =>
    carryOut(suite, [{ target: suite.receivableOrders, name, args: [note, key, ...args] }], [[court, "Judiciary"]]);
  await ordered("freeze", nanming.id, FACE, (await now()) + 365n * DAY);
  await goTo(DUE_DAY);
  await suite.receivableSettlement.connect(qianling.signer).settle(root, PAGE);
  await ordered("unfreeze");
  return note;
};

export const receivables: Record<string, Entry<ReceivableDesk>> = {
  "ReceivableIssuance.grantFacility": {
    empty: true,
    ready: async ({ suite, guanshan, qianling }) => {
      const mine = suite.receivableIssuance.connect(guanshan.signer);
      return () => mine.grantFacility(qianling.id, FACE, day("2026-12-31"));
    },
  },
  "ReceivableIssuance.changeFacility": {
    empty: true,
    ready: async ({ suite, guanshan, facility }) => {
      return () => suite.receivableIssuance.connect(guanshan.signer).changeFacility(facility, FACE, day("2026-12-31"));
    },
  },
  "ReceivableIssuance.closeFacility": {
    empty: true,
    ready: async ({ suite, guanshan, facility }) => {
      return () => suite.receivableIssuance.connect(guanshan.signer).closeFacility(facility);
    },
  },
  "ReceivableIssuance.open": {
    empty: true,
    ready: async (desk) => {
      const { terms, obligor } = await openTermsOf(desk);
      return () => desk.suite.receivableIssuance.connect(obligor.signer).open(terms, 0);
    },
  },
  "ReceivableIssuance.applyTo": {
    empty: true,
    ready: async (desk) => {
      const { terms, obligor, supplier } = await openTermsOf(desk);
      const application = { ...terms, counterparty: obligor.id };
      return () => desk.suite.receivableIssuance.connect(supplier.signer).applyTo(application, 0);
    },
  },
  "ReceivableIssuance.sign": {
    empty: true,
    ready: async (desk) => {
      const { request } = await applied(desk);
      return () => desk.suite.receivableIssuance.connect(desk.qianling.signer).sign(request);
    },
  },
  "ReceivableIssuance.requestConfirmation": {
    ready: async (desk) => {
      const { root } = await opened(desk);
      const mine = desk.suite.receivableIssuance.connect(desk.qianling.signer);
      return () => mine.requestConfirmation(root, desk.baiyunling.id, 0n, 0);
    },
  },
  "ReceivableIssuance.proposeCancellation": {
    ready: async (desk) => {
      const { root } = await opened(desk);
      return () => desk.suite.receivableIssuance.connect(desk.qianling.signer).proposeCancellation(root, REASON);
    },
  },
  "ReceivableIssuance.withdrawCancellation": {
    ready: async (desk) => {
      const { root } = await cancellationProposed(desk);
      return () => desk.suite.receivableIssuance.connect(desk.qianling.signer).withdrawCancellation(root);
    },
  },
  "ReceivableIssuance.agreeToCancel": {
    ready: async (desk) => {
      const { note } = await cancellationProposed(desk);
      return () => desk.suite.receivableIssuance.connect(desk.nanming.signer).agreeToCancel(note);
    },
  },
  "ReceivableIssuance.withdrawAgreement": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const { receivableIssuance } = desk.suite;
      await transferred(desk, note, desk.nanming, desk.huaxi, FACE / 2n);
      await receivableIssuance.connect(desk.qianling.signer).proposeCancellation(rootOf(note), REASON);
      await receivableIssuance.connect(desk.nanming.signer).agreeToCancel(note);
      return () => receivableIssuance.connect(desk.nanming.signer).withdrawAgreement(note);
    },
  },
  "ReceivableIssuance.cancel": {
    ready: async (desk) => {
      const { receivableIssuance } = desk.suite;
      const { root, note } = await cancellationProposed(desk);
      await receivableIssuance.connect(desk.nanming.signer).agreeToCancel(note);
      return () => receivableIssuance.connect(desk.huaxi.signer).cancel(root, PAGE);
    },
  },

  "ReceivableRegistry.transfer": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const mine = desk.suite.receivableRegistry.connect(desk.nanming.signer);
      return () => mine.transfer(note, FACE / 2n, desk.huaxi.id, TRADE, 0);
    },
  },
  "ReceivableRegistry.transferMany": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const payments = [desk.huaxi, desk.wudang].map(({ id: to }) => ({ to, amount: FACE / 4n, trade: TRADE }));
      return () => desk.suite.receivableRegistry.connect(desk.nanming.signer).transferMany(note, payments, 0);
    },
  },
  "ReceivableRegistry.sign": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const { request } = await transferAsked(desk, note, desk.nanming, desk.huaxi);
      return () => desk.suite.receivableRegistry.connect(desk.huaxi.signer).sign(request);
    },
  },
  "ReceivableRegistry.refuse": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const { request } = await transferAsked(desk, note, desk.nanming, desk.huaxi);
      return () => desk.suite.receivableRegistry.connect(desk.huaxi.signer).refuse(request);
    },
  },
  "ReceivableRegistry.withdrawRequest": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const { request } = await transferAsked(desk, note, desk.nanming, desk.huaxi);
      return () => desk.suite.receivableRegistry.connect(desk.nanming.signer).withdrawRequest(request);
    },
  },
  "ReceivableRegistry.merge": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const mine = desk.suite.receivableRegistry.connect(desk.nanming.signer);
      const { part, request } = await transferAsked(desk, note, desk.nanming, desk.huaxi, FACE / 2n);
      await mine.withdrawRequest(request);
      return () => mine.merge(part, note);
    },
  },
  "ReceivableRegistry.instruct": {
    empty: true,
    ready: async ({ suite, nanming, huaxi }) => {
      return () => suite.receivableRegistry.connect(huaxi.signer).instruct(nanming.id, PRE_SIGNED);
    },
  },
  "ReceivableRegistry.cancelInstruction": {
    empty: true,
    ready: async (desk) => {
      await preSigned(desk, desk.huaxi, desk.nanming);
      return () => desk.suite.receivableRegistry.connect(desk.huaxi.signer).cancelInstruction(desk.nanming.id);
    },
  },

  "ReceivableFinancing.notifyObligor": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      await financed(desk, note, desk.nanming, desk.guanshan);
      return () => desk.suite.receivableFinancing.connect(desk.guanshan.signer).notifyObligor(note);
    },
  },
  "ReceivableFinancing.register": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      await financed(desk, note, desk.nanming, desk.guanshan);
      return () => desk.suite.receivableFinancing.connect(desk.guanshan.signer).register(note, REGISTRATION);
    },
  },
  "ReceivableFinancing.mergeFinanced": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const part = await financed(desk, note, desk.nanming, desk.guanshan, { amount: FACE / 2n });
      await financed(desk, note, desk.nanming, desk.guanshan);
      return () => desk.suite.receivableFinancing.connect(desk.guanshan.signer).mergeFinanced(part.note, note);
    },
  },
  "ReceivableFinancing.remit": {
    ready: async (desk) => {
      const { root, note } = await opened(desk);
      await financed(desk, note, desk.nanming, desk.guanshan);
      await goTo(DUE_DAY);
      await desk.suite.receivableSettlement.connect(desk.qianling.signer).settlePartly(root, FACE / 2n, PAGE);
      return () => desk.suite.receivableFinancing.connect(desk.nanming.signer).remit(note);
    },
  },
  "ReceivableFinancing.claim": {
    ready: async (desk) => {
      const note = await inRecourse(desk);
      return () => desk.suite.receivableFinancing.connect(desk.guanshan.signer).claim(note, 0n, ZeroHash);
    },
  },
  "ReceivableFinancing.repay": {
    ready: async (desk) => {
      const note = await inRecourse(desk);
      await desk.suite.receivableFinancing.connect(desk.guanshan.signer).claim(note, 0n, ZeroHash);
      return () => desk.suite.receivableFinancing.connect(desk.nanming.signer).repay(note, FACE / 2n);
    },
  },

  "ReceivableSecurity.pledge": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const mine = desk.suite.receivableSecurity.connect(desk.nanming.signer);
      return () => mine.pledge(note, FACE, desk.guanshan.id, FACE / 2n, day(PLEDGE_DUE), 0);
    },
  },
  "ReceivableSecurity.sign": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const request = await pledgeAsked(desk, note);
      return () => desk.suite.receivableSecurity.connect(desk.guanshan.signer).sign(request);
    },
  },
  "ReceivableSecurity.release": {
    ready: async (desk) => {
      const note = await pledged(desk);
      return () => desk.suite.receivableSecurity.connect(desk.guanshan.signer).release(note);
    },
  },
  "ReceivableSecurity.realise": {
    ready: async (desk) => {
      const note = await pledged(desk);
      await goTo(PLEDGE_DUE);
      return () => desk.suite.receivableSecurity.connect(desk.guanshan.signer).realise(note);
    },
  },

  "ReceivableDisputes.dispute": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      return () => desk.suite.receivableDisputes.connect(desk.qianling.signer).dispute(note, PROOF);
    },
  },
  "ReceivableDisputes.resolve": {
    ready: async (desk) => {
      const note = await disputed(desk);
      return () => desk.suite.receivableDisputes.connect(desk.nanming.signer).resolve(note, PROOF);
    },
  },
  "ReceivableDisputes.enter": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const mine = desk.suite.receivableDisputes.connect(desk.baiyunling.signer);
      return () => mine.enter(note, FACE / 2n, 0, 0, PROOF);
    },
  },
  "ReceivableDisputes.admit": {
    ready: async (desk) => {
      const note = await entered(desk);
      return () => desk.suite.receivableDisputes.connect(desk.nanming.signer).admit(note, 1);
    },
  },
  "ReceivableDisputes.withdraw": {
    ready: async (desk) => {
      const note = await entered(desk);
      return () => desk.suite.receivableDisputes.connect(desk.baiyunling.signer).withdraw(note, 1);
    },
  },

  "ReceivableSettlement.settle": {
    ready: async (desk) => {
      const { root } = await opened(desk);
      await goTo(DUE_DAY);
      return () => desk.suite.receivableSettlement.connect(desk.qianling.signer).settle(root, PAGE);
    },
  },
  "ReceivableSettlement.settlePartly": {
    ready: async (desk) => {
      const { root } = await opened(desk);
      await goTo(DUE_DAY);
      return () => desk.suite.receivableSettlement.connect(desk.qianling.signer).settlePartly(root, FACE / 2n, PAGE);
    },
  },
  "ReceivableSettlement.collect": {
    ready: async (desk) => {
      const { root } = await opened(desk);
      await goTo(DUE_DAY);
      const anyone = desk.suite.receivableSettlement.connect(desk.auditor.signer);
      return () => anyone.collect(root, desk.qianling.id, PAGE);
    },
  },
  "ReceivableSettlement.claim": {
    ready: async (desk) => {
      const note = await setAside(desk);
      return () => desk.suite.receivableSettlement.connect(desk.nanming.signer).claim(note);
    },
  },
  "ReceivableSettlement.requestEarlyPayment": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const mine = desk.suite.receivableSettlement.connect(desk.nanming.signer);
      return () => mine.requestEarlyPayment(note, FACE, RATE, 0);
    },
  },
  "ReceivableSettlement.sign": {
    ready: async (desk) => {
      const { note } = await opened(desk);
      const request = await earlyAsked(desk, note);
      return () => desk.suite.receivableSettlement.connect(desk.qianling.signer).sign(request);
    },
  },
  "ReceivableSettlement.recordOverdue": {
    ready: async (desk) => {
      const { root } = await opened(desk);
      await goTo(OVERDUE);
      return () => desk.suite.receivableSettlement.connect(desk.auditor.signer).recordOverdue(root);
    },
  },
};
