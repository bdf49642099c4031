/** How a note comes to each state from which an act is tried: what stands on it, and what else of it decides on acts. */
import { id } from "ethers";
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { day, goTo } from "./bills.ts";
import { accepted, quoted } from "./market.ts";
import { financed, offered } from "./receivables-financing.ts";
import { requestOn } from "./receivables-registry.ts";
import {
  DUE_DAY,
  Marks,
  noteOf,
  NoteStatus,
  opened,
  type ReceivableDesk,
  RootStatus,
  transferAsked,
  unitsOf,
} from "./receivables.ts";
import { admitted, DEBT_DUE, EVIDENCE, frozen, pledgeAsked, pledged, unfrozen } from "./receivables-rights.ts";

/** The middle one of a root's three notes, all of them nanming's at first: [1, 300,000], [300,001, 600,000] and the rest. */
export interface Scene {
  root: bigint;
  note: bigint;
  /** The notes that it adjoins. */
  left: bigint;
  right: bigint;
  /** The case that freezes it. */
  caseKey?: string;
}

export interface State {
  reach: (desk: ReceivableDesk) => Promise<Scene>;
  /** What stands on it that day. */
  marks?: bigint;
  /** Of the root, when it is not Open. */
  root?: keyof typeof RootStatus;
  status?: keyof typeof NoteStatus;
  /** Of the notes that it adjoins. */
  adjoining?: keyof typeof NoteStatus;
  /** Who holds it, when it is not nanming any more. */
  holder?: PersonaKey;
  /** Its due day has come; it has passed. */
  due?: true;
  overdue?: true;
  /** Of its financing, whose factor is baiyunling. */
  financing?: "with recourse" | "disclosed" | "claimed on" | "collected";
  /** The note after it is financed alike. */
  nextAlike?: true;
  /** The seller has collected for the factor, and not remitted. */
  held?: true;
  /** Of its pledge, whose pledgee is baiyunling. */
  pledge?: "Live" | "Realised" | "Ended";
  /** The secured debt is due. */
  debtDue?: true;
  /** The request that locks it, or has lapsed or been answered since. */
  request?: "transfer" | "early payment" | "pledge" | "lapsed";
  offered?: "live" | "lapsed";
}

const CASE_ENDS = day("2026-12-31") * 86_400n;
const AFTER_DUE_DAY = "2026-07-01";
const EARLY_RATE = 36_000n;
const THIRD = 300_000n;

async function parted(desk: ReceivableDesk): Promise<Scene> {
  const { root, note: right } = await opened(desk);
  for (let parts = 0; parts < 2; parts++) {
    const { request } = await transferAsked(desk, right, desk.nanming, desk.huaxi, THIRD);
    await desk.suite.receivableRegistry.connect(desk.huaxi.signer).refuse(request);
  }
  return { root, left: noteOf(root, 2), note: noteOf(root, 3), right };
}

async function onDay(scene: Scene, date: string): Promise<Scene> {
  await goTo(date);
  return scene;
}

async function asked(desk: ReceivableDesk): Promise<Scene> {
  const scene = await parted(desk);
  await transferAsked(desk, scene.note, desk.nanming, desk.huaxi);
  return scene;
}

async function earlyPaymentAsked(desk: ReceivableDesk): Promise<Scene> {
  const scene = await parted(desk);
  const units = await unitsOf(desk, scene.note);
  await desk.suite.receivableSettlement
    .connect(desk.nanming.signer)
    .requestEarlyPayment(scene.note, units, EARLY_RATE, 0);
  return scene;
}

async function underPledge(desk: ReceivableDesk): Promise<Scene> {
  const scene = await parted(desk);
  await pledged(desk, scene.note, desk.nanming, desk.baiyunling);
  return scene;
}

async function realised(desk: ReceivableDesk): Promise<Scene> {
  const scene = await onDay(await underPledge(desk), DEBT_DUE);
  await desk.suite.receivableSecurity.connect(desk.baiyunling.signer).realise(scene.note);
  return scene;
}

async function onOffer(desk: ReceivableDesk): Promise<Scene> {
  const scene = await parted(desk);
  await offered(desk, desk.nanming, [{ title: scene.note, amount: THIRD }]);
  return scene;
}

async function factored(desk: ReceivableDesk, terms: { recourse: true } | { disclosed: true }): Promise<Scene> {
  const scene = await parted(desk);
  await financed(desk, scene.note, desk.nanming, desk.baiyunling, terms);
  return scene;
}

async function factoredWithNext(desk: ReceivableDesk): Promise<Scene> {
  const scene = await parted(desk);
  const lots = await Promise.all(
    [scene.note, scene.right].map(async (title) => ({ title, amount: await unitsOf(desk, title) })),
  );
  const ask = await offered(desk, desk.nanming, lots, { recourse: true });
  await accepted(desk, desk.nanming, await quoted(desk, desk.baiyunling, ask));
  return scene;
}

async function claimedOn(desk: ReceivableDesk): Promise<Scene> {
  const scene = await onDay(await factored(desk, { recourse: true }), AFTER_DUE_DAY);
  await desk.suite.receivableFinancing.connect(desk.baiyunling.signer).claim(scene.note, 0, id("none"));
  return scene;
}

async function disputed(desk: ReceivableDesk, scene: Scene, by: PersonaKey = "nanming"): Promise<Scene> {
  await desk.suite.receivableDisputes.connect(desk[by].signer).dispute(scene.note, EVIDENCE);
  return scene;
}

/** guanshan has entered an earlier assignment, and the holder has admitted it. */
async function contested(desk: ReceivableDesk): Promise<Scene> {
  const scene = await parted(desk);
  await admitted(desk, scene.note, desk.nanming, desk.guanshan);
  return scene;
}

async function underCase(desk: ReceivableDesk, scene: Scene): Promise<Scene> {
  return { ...scene, caseKey: await frozen(desk, scene.note, { until: CASE_ENDS }) };
}

async function agreed(desk: ReceivableDesk, notes: readonly ("left" | "note" | "right")[]): Promise<Scene> {
  const scene = await parted(desk);
  const { receivableIssuance } = desk.suite;
  await receivableIssuance.connect(desk.qianling.signer).proposeCancellation(scene.root, id("the trade was undone"));
  for (const each of notes) await receivableIssuance.connect(desk.nanming.signer).agreeToCancel(scene[each]);
  return scene;
}

async function settled(desk: ReceivableDesk, scene: Scene): Promise<Scene> {
  await goTo(DUE_DAY);
  await desk.suite.receivableSettlement.connect(desk.qianling.signer).settle(scene.root, 100);
  return scene;
}

async function partPaid(desk: ReceivableDesk): Promise<Scene> {
  const scene = await onDay(await parted(desk), DUE_DAY);
  await desk.suite.receivableSettlement.connect(desk.qianling.signer).settlePartly(scene.root, 500_000n, 100);
  return scene;
}

async function setAside(desk: ReceivableDesk): Promise<Scene> {
  return settled(desk, await underCase(desk, await parted(desk)));
}

async function setAsideAndUnfrozen(desk: ReceivableDesk): Promise<Scene> {
  const { caseKey = "", ...scene } = await setAside(desk);
  await unfrozen(desk, scene.note, caseKey);
  return scene;
}

export const states = {
  free: { reach: parted },
  "transfer asked": { marks: Marks.Locked, request: "transfer", reach: asked },
  "early payment asked": { marks: Marks.Locked, request: "early payment", reach: earlyPaymentAsked },
  "pledge asked": {
    marks: Marks.Locked,
    request: "pledge",
    reach: async (desk) => {
      const scene = await parted(desk);
      await pledgeAsked(desk, scene.note, desk.nanming, desk.baiyunling);
      return scene;
    },
  },
  "on offer": { marks: Marks.Locked, offered: "live", reach: onOffer },
  "offer lapsed": { offered: "lapsed", reach: async (desk) => onDay(await onOffer(desk), "2026-04-01") },
  "request lapsed": {
    request: "lapsed",
    reach: async (desk) => {
      const scene = await parted(desk);
      const { receivableRegistry } = desk.suite;
      const trade = id("trade");
      await receivableRegistry
        .connect(desk.nanming.signer)
        .transfer(scene.note, THIRD, desk.huaxi.id, trade, day("2026-02-01"));
      return onDay(scene, "2026-02-02");
    },
  },
  financed: {
    marks: Marks.Financed,
    holder: "baiyunling",
    financing: "with recourse",
    reach: (desk) => factored(desk, { recourse: true }),
  },
  "financed, disclosed": {
    marks: Marks.Financed,
    holder: "baiyunling",
    financing: "disclosed",
    reach: (desk) => factored(desk, { disclosed: true }),
  },
  "financed, disputed": {
    marks: Marks.Financed | Marks.Disputed,
    holder: "baiyunling",
    financing: "with recourse",
    reach: async (desk) => disputed(desk, await factored(desk, { recourse: true }), "baiyunling"),
  },
  "financed, overdue": {
    marks: Marks.Financed,
    holder: "baiyunling",
    financing: "with recourse",
    due: true,
    overdue: true,
    reach: async (desk) => onDay(await factored(desk, { recourse: true }), AFTER_DUE_DAY),
  },
  "financed, claimed on": {
    marks: Marks.Financed,
    holder: "baiyunling",
    financing: "claimed on",
    due: true,
    overdue: true,
    reach: claimedOn,
  },
  "financed, and the next alike": {
    marks: Marks.Financed,
    holder: "baiyunling",
    financing: "with recourse",
    nextAlike: true,
    reach: factoredWithNext,
  },
  pledged: { marks: Marks.Pledged, pledge: "Live", reach: underPledge },
  "pledged, the debt due": {
    marks: Marks.Pledged,
    pledge: "Live",
    debtDue: true,
    reach: async (desk) => onDay(await underPledge(desk), DEBT_DUE),
  },
  "pledged, frozen": {
    marks: Marks.Pledged | Marks.Frozen,
    pledge: "Live",
    reach: async (desk) => underCase(desk, await underPledge(desk)),
  },
  "pledge realised": {
    marks: Marks.Pledged,
    holder: "baiyunling",
    pledge: "Realised",
    debtDue: true,
    reach: realised,
  },
  disputed: { marks: Marks.Disputed, reach: async (desk) => disputed(desk, await parted(desk)) },
  "agreed to cancel": { marks: Marks.Agreed, reach: (desk) => agreed(desk, ["note"]) },
  contested: { marks: Marks.Contested, reach: contested },
  frozen: { marks: Marks.Frozen, reach: async (desk) => underCase(desk, await parted(desk)) },
  "frozen, disputed": {
    marks: Marks.Frozen | Marks.Disputed,
    reach: async (desk) => disputed(desk, await underCase(desk, await parted(desk))),
  },
  due: { due: true, reach: async (desk) => onDay(await parted(desk), DUE_DAY) },
  overdue: { due: true, overdue: true, reach: async (desk) => onDay(await parted(desk), AFTER_DUE_DAY) },
  "transfer asked, now due": {
    due: true,
    request: "lapsed",
    reach: async (desk) => onDay(await asked(desk), DUE_DAY),
  },
  "pledged, due": {
    marks: Marks.Pledged,
    pledge: "Live",
    debtDue: true,
    due: true,
    reach: async (desk) => onDay(await underPledge(desk), DUE_DAY),
  },
  "disputed, due": {
    marks: Marks.Disputed,
    due: true,
    reach: async (desk) => onDay(await disputed(desk, await parted(desk)), DUE_DAY),
  },
  "contested, due": { marks: Marks.Contested, due: true, reach: async (desk) => onDay(await contested(desk), DUE_DAY) },
  "frozen, due": {
    marks: Marks.Frozen,
    due: true,
    reach: async (desk) => onDay(await underCase(desk, await parted(desk)), DUE_DAY),
  },
  "paid in part": { marks: Marks.PartPaid, due: true, reach: partPaid },
  "set aside, frozen": {
    marks: Marks.SetAside | Marks.Frozen,
    root: "Settled",
    adjoining: "Paid",
    due: true,
    reach: setAside,
  },
  "set aside": {
    marks: Marks.SetAside,
    root: "Settled",
    adjoining: "Paid",
    due: true,
    reach: setAsideAndUnfrozen,
  },
  paid: {
    status: "Paid",
    root: "Settled",
    adjoining: "Paid",
    due: true,
    reach: async (desk) => settled(desk, await parted(desk)),
  },
  "paid, having been financed": {
    status: "Paid",
    root: "Settled",
    adjoining: "Paid",
    holder: "baiyunling",
    financing: "collected",
    due: true,
    reach: async (desk) => settled(desk, await factored(desk, { disclosed: true })),
  },
  "paid, the seller having collected": {
    status: "Paid",
    root: "Settled",
    adjoining: "Paid",
    holder: "baiyunling",
    financing: "collected",
    held: true,
    due: true,
    reach: async (desk) => settled(desk, await factored(desk, { recourse: true })),
  },
  "paid, having been pledged": {
    status: "Paid",
    root: "Settled",
    adjoining: "Paid",
    pledge: "Ended",
    due: true,
    reach: async (desk) => settled(desk, await underPledge(desk)),
  },
  "paid early": {
    status: "EarlyPaid",
    reach: async (desk) => {
      const scene = await earlyPaymentAsked(desk);
      await desk.suite.receivableSettlement.connect(desk.qianling.signer).sign(await requestOn(desk, scene.note));
      return scene;
    },
  },
  merged: {
    status: "Merged",
    reach: async (desk) => {
      const scene = await parted(desk);
      await desk.suite.receivableRegistry.connect(desk.nanming.signer).merge(scene.left, scene.note);
      return scene;
    },
  },
  "being cancelled": {
    marks: Marks.Agreed,
    root: "Cancelling",
    reach: (desk) => agreed(desk, ["left", "note", "right"]),
  },
  cancelled: {
    status: "Cancelled",
    root: "Cancelled",
    adjoining: "Cancelled",
    reach: async (desk) => {
      const scene = await agreed(desk, ["left", "note", "right"]);
      await desk.suite.receivableIssuance.cancel(scene.root, 100);
      return scene;
    },
  },
  "not there": {
    status: "None",
    reach: async (desk) => {
      const scene = await parted(desk);
      return { ...scene, note: noteOf(scene.root, 4) };
    },
  },
} as const satisfies Record<string, State>;

export type StateName = keyof typeof states;
