/** The transition table of receivables: what each act makes of a note, and that it is refused from every other state. */
import { expect } from "chai";
import { suiteArtifacts } from "../../../../scripts/bindings/contracts.ts";
import { externalFunctions } from "../../../../scripts/checks/functions.ts";
import { day, order } from "../../../utils/bills.ts";
import { AskStatus, quoted, accepted as sold } from "../../../utils/market.ts";
import { newCase, now } from "../../../utils/orders.ts";
import { FinancingStatus, offered, REGISTRATION } from "../../../utils/receivables-financing.ts";
import { expectWhole, noteInfo, requestOn } from "../../../utils/receivables-registry.ts";
import {
  DEBT_DUE,
  entered,
  EVIDENCE,
  freezing,
  PledgeStatus,
  RESOLUTION,
  SECURED,
} from "../../../utils/receivables-rights.ts";
import { type Scene, type State, type StateName, states } from "../../../utils/receivables-states.ts";
import {
  DUE_DAY,
  FACE,
  Marks,
  NoteStatus,
  receivableDesk,
  type ReceivableDesk,
  RootStatus,
  TRADE,
} from "../../../utils/receivables.ts";
import { type Actor, networkHelpers } from "../../../utils/suite.ts";

const EARLY_RATE = 36_000n;
/** A freeze is prolonged to this day. */
const LATER = day("2027-06-30") * 86_400n;
const NO_KEY = `0x${"0".repeat(64)}`;
const { None: NONE } = Marks;

/** What an act is tried on, and by whom. */
interface Trial {
  desk: ReceivableDesk;
  scene: Scene;
  state: State;
  holder: Actor;
  /** Fen of the note; 1 of one that is not there. */
  units: bigint;
}

type Part =
  | "receivableRegistry"
  | "receivableIssuance"
  | "receivableFinancing"
  | "receivableSecurity"
  | "receivableSettlement"
  | "receivableDisputes"
  | "receivableOrders";

/** By the holder's or another's own hand. */
const by = <Name extends Part>({ desk }: Trial, part: Name, who: Actor) =>
  desk.suite[part].connect(who.signer) as ReceivableDesk["suite"][Name];

/** Somebody who does not hold the note. */
const bankBeside = ({ desk, holder }: Trial) => (holder.id === desk.baiyunling.id ? desk.guanshan : desk.baiyunling);

/** Whose note it is: under a realised pledge the pledgor's. */
const ownerOf = ({ desk, state, holder }: Trial) => (state.pledge === "Realised" ? desk.nanming : holder);

const ordered = ({ desk }: Trial, part: Part, name: string, ...args: unknown[]) =>
  order(desk, name, args, desk.suite[part]);

const requestOf = ({ desk, scene }: Trial) => requestOn(desk, scene.note);

const enter = ({ desk, scene, units }: Trial) => entered(desk, scene.note, desk.guanshan, { amount: units });

type Signing = "receivableRegistry" | "receivableSettlement" | "receivableSecurity";

/** Where a request of this kind is signed, and by whom. */
function signatureOf({ desk, state }: Trial): [part: Signing, signer: Actor] {
  if (state.request === "early payment") {
    return ["receivableSettlement", desk.qianling];
  }
  if (state.request === "pledge") return ["receivableSecurity", desk.baiyunling];
  return ["receivableRegistry", desk.huaxi];
}

async function agree(trial: Trial): Promise<unknown> {
  const { desk, scene, state } = trial;
  const { receivableIssuance } = desk.suite;
  const isOpen = state.root === undefined && state.due === undefined && state.financing === undefined;
  const { proposed } = await receivableIssuance.cancellationOf(scene.root);
  if (isOpen && !proposed) {
    await receivableIssuance.connect(desk.qianling.signer).proposeCancellation(scene.root, EVIDENCE);
  }
  return by(trial, "receivableIssuance", trial.holder).agreeToCancel(scene.note);
}

async function offer({ desk, scene, state, holder, units }: Trial): Promise<unknown> {
  const today = new Date(Number((await now()) + 28_800n) * 1_000).toISOString().slice(0, 10);
  const lastDay = state.due ? "2026-12-01" : "2026-06-29";
  return offered(desk, holder, [{ title: scene.note, amount: units }], { firstDay: today, lastDay });
}

const acts = {
  transfer: (t) => by(t, "receivableRegistry", t.holder).transfer(t.scene.note, t.units, t.desk.huaxi.id, TRADE, 0),
  transferMany: (t) =>
    by(t, "receivableRegistry", t.holder).transferMany(
      t.scene.note,
      [{ to: t.desk.huaxi.id, amount: t.units, trade: TRADE }],
      0,
    ),
  "merge, into the one before": (t) => by(t, "receivableRegistry", t.holder).merge(t.scene.left, t.scene.note),
  "merge, with the next": (t) => by(t, "receivableRegistry", t.holder).merge(t.scene.note, t.scene.right),
  sign: async (t) => {
    const [part, signer] = signatureOf(t);
    const request = await requestOf(t);
    return by(t, part, signer).sign(request);
  },
  refuse: async (t) => by(t, "receivableRegistry", signatureOf(t)[1]).refuse(await requestOf(t)),
  withdrawRequest: async (t) => by(t, "receivableRegistry", t.holder).withdrawRequest(await requestOf(t)),
  offer,
  "accept a quote": async (t) => {
    const { desk } = t;
    const quote = await quoted(desk, desk.baiyunling, await desk.suite.market.askCount());
    return sold(desk, t.holder, quote);
  },
  "withdraw the offer": async ({ desk, holder }) =>
    desk.suite.market.connect(holder.signer).withdrawAsk(await desk.suite.market.askCount()),
  pledge: (t) =>
    by(t, "receivableSecurity", t.holder).pledge(
      t.scene.note,
      t.units,
      bankBeside(t).id,
      SECURED,
      day(t.state.due ? "2026-12-01" : DEBT_DUE),
      0,
    ),
  release: (t) => by(t, "receivableSecurity", t.desk.baiyunling).release(t.scene.note),
  realise: (t) => by(t, "receivableSecurity", t.desk.baiyunling).realise(t.scene.note),
  requestEarlyPayment: (t) =>
    by(t, "receivableSettlement", t.holder).requestEarlyPayment(t.scene.note, t.units, EARLY_RATE, 0),
  settle: (t) => by(t, "receivableSettlement", t.desk.qianling).settle(t.scene.root, 100),
  settlePartly: (t) => by(t, "receivableSettlement", t.desk.qianling).settlePartly(t.scene.root, 700_000n, 100),
  "claim what was set aside": (t) => by(t, "receivableSettlement", t.holder).claim(t.scene.note),
  agreeToCancel: agree,
  withdrawAgreement: (t) => by(t, "receivableIssuance", t.holder).withdrawAgreement(t.scene.note),
  notifyObligor: (t) => by(t, "receivableFinancing", t.desk.baiyunling).notifyObligor(t.scene.note),
  register: (t) => by(t, "receivableFinancing", t.desk.baiyunling).register(t.scene.note, REGISTRATION),
  mergeFinanced: (t) => by(t, "receivableFinancing", t.desk.baiyunling).mergeFinanced(t.scene.note, t.scene.right),
  "claim on the seller": (t) => by(t, "receivableFinancing", t.desk.baiyunling).claim(t.scene.note, 0, NO_KEY),
  repay: async (t) => {
    const { desk } = t;
    const issue = desk.suite.money.connect(desk.clearing.signer);
    await issue.issue(desk.nanming.wallet, FACE, newCase());
    return by(t, "receivableFinancing", desk.nanming).repay(t.scene.note, 0);
  },
  remit: (t) => by(t, "receivableFinancing", t.desk.nanming).remit(t.scene.note),
  dispute: (t) => by(t, "receivableDisputes", t.holder).dispute(t.scene.note, EVIDENCE),
  "resolve, both": async (t) => {
    await by(t, "receivableDisputes", t.holder).resolve(t.scene.note, RESOLUTION);
    return by(t, "receivableDisputes", t.desk.qianling).resolve(t.scene.note, RESOLUTION);
  },
  resolveByOrder: (t) => ordered(t, "receivableDisputes", "resolveByOrder", t.scene.note, RESOLUTION),
  "enter an assignment": enter,
  "admit one": async (t) => {
    const entry = await enter(t);
    return by(t, "receivableDisputes", t.holder).admit(t.scene.note, entry);
  },
  admitByOrder: async (t) => ordered(t, "receivableDisputes", "admitByOrder", t.scene.note, await enter(t)),
  "withdraw an assignment": (t) => by(t, "receivableDisputes", t.desk.guanshan).withdraw(t.scene.note, 1),
  dismissByOrder: (t) => ordered(t, "receivableDisputes", "dismissByOrder", t.scene.note, 1),
  freeze: async (t) => {
    const { name, args } = await freezing(t.desk, t.scene.note, { from: ownerOf(t), amount: t.units });
    return ordered(t, "receivableOrders", name, ...args);
  },
  renewFreeze: async (t) =>
    ordered(t, "receivableOrders", "renewFreeze", t.scene.note, t.scene.caseKey ?? EVIDENCE, LATER),
  unfreeze: (t) => ordered(t, "receivableOrders", "unfreeze", t.scene.note, t.scene.caseKey ?? EVIDENCE),
  transferByOrder: (t) =>
    ordered(
      t,
      "receivableOrders",
      "transferByOrder",
      t.scene.note,
      t.scene.caseKey ?? NO_KEY,
      t.holder.id,
      t.desk.huaxi.id,
    ),
} as const satisfies Record<string, (trial: Trial) => Promise<unknown>>;

type Act = keyof typeof acts;

/** Functions that name a note first, and the act that tries them; others than `acts` by their own names. */
const TRIED_AS: Record<string, Act> = {
  "ReceivableRegistry.merge": "merge, with the next",
  "ReceivableSettlement.claim": "claim what was set aside",
  "ReceivableFinancing.claim": "claim on the seller",
  "ReceivableDisputes.resolve": "resolve, both",
  "ReceivableDisputes.enter": "enter an assignment",
  "ReceivableDisputes.admit": "admit one",
  "ReceivableDisputes.withdraw": "withdraw an assignment",
};

interface Refusal {
  part: Part | "market";
  error: string;
  args?: unknown[];
}

const refusal = (part: Refusal["part"], error: string, ...args: unknown[]): Refusal => ({ part, error, args });

/** Why a note is none any more, or none yet. */
function goneOf({ scene: { note }, state: { status } }: Trial): Refusal | undefined {
  if (status === "None") return refusal("receivableRegistry", "NoteUnknown", note);
  if (status === undefined) return undefined;
  return refusal("receivableRegistry", "NoteNotLive", note, NoteStatus[status]);
}

const NOT_BLOCKING = Marks.SetAside | Marks.PartPaid;

/** Why it can't be disposed of. */
function boundOf(trial: Trial): Refusal | undefined {
  const { scene, state } = trial;
  const marks = (state.marks ?? NONE) & ~NOT_BLOCKING;
  if (marks === NONE && !state.due) return goneOf(trial);
  return goneOf(trial) ?? refusal("receivableRegistry", "NoteNotFree", scene.note, marks, day(DUE_DAY));
}

const unknownOf = (trial: Trial): Refusal | undefined => (trial.state.status === "None" ? goneOf(trial) : undefined);

function wrongRootOf({ scene, state }: Trial): Refusal | undefined {
  if (state.root === undefined) return undefined;
  return refusal("receivableRegistry", "RootWrongStatus", scene.root, RootStatus[state.root], RootStatus.Open);
}

/** Two notes at once: the first's reason comes first. */
function mergeRefused(trial: Trial, subject: "first" | "second"): Refusal | undefined {
  const { scene, state, holder, desk } = trial;
  const status = state.adjoining;
  const other = subject === "first" ? scene.right : scene.left;
  const otherRefused = (): Refusal | undefined => {
    if (status !== undefined) return refusal("receivableRegistry", "NoteNotLive", other, NoteStatus[status]);
    if (holder.id === desk.nanming.id) {
      return state.root === "Cancelling"
        ? refusal("receivableRegistry", "NoteNotFree", other, Marks.Agreed, day(DUE_DAY))
        : state.due && refusal("receivableRegistry", "NoteNotFree", other, NONE, day(DUE_DAY));
    }
    return refusal("receivableRegistry", "NoteNotHolder", other, holder.id, desk.nanming.id);
  };
  return subject === "first" ? (boundOf(trial) ?? otherRefused()) : (otherRefused() ?? boundOf(trial));
}

/** Of what waits on a note. */
function answerRefused({ state }: Trial): Refusal | undefined {
  if (state.request === undefined) return refusal("receivableRegistry", "RequestUnknown", 0n);
  return state.request === "lapsed" ? { part: "receivableRegistry", error: "RequestLapsed" } : undefined;
}

function askRefused({ state }: Trial): Refusal | undefined {
  if (state.offered === "live") return undefined;
  if (state.offered === "lapsed") return refusal("market", "MarketAskOver", 1n, day("2026-03-31"));
  if (state.financing === undefined) return refusal("market", "MarketAskUnknown", 0n);
  return refusal("market", "MarketAskNotOpen", 1n, AskStatus.Sold);
}

function financingRefused({ scene, state }: Trial): Refusal | undefined {
  if (state.financing !== undefined && state.financing !== "collected") return undefined;
  const status = state.financing === "collected" ? FinancingStatus.Collected : FinancingStatus.None;
  return refusal("receivableFinancing", "FinancingMissing", scene.note, status);
}

function pledgeRefused({ scene, state }: Trial): Refusal | undefined {
  if (state.pledge === "Live") return undefined;
  const status = PledgeStatus[state.pledge ?? "None"];
  return refusal("receivableSecurity", "NotePledgeMissing", scene.note, status, PledgeStatus.Live);
}

/** Of an order that acts on the note: it must be live, and its root not on the way out. */
const orderRefused = (trial: Trial): Refusal | undefined =>
  goneOf(trial) ?? (trial.state.root === "Cancelling" ? wrongRootOf(trial) : undefined);

function settlementRefused(trial: Trial): Refusal | undefined {
  const { scene, state } = trial;
  if (state.root === "Cancelling" || state.root === "Cancelled") return wrongRootOf(trial);
  if (state.root === "Settled" && state.status !== undefined) {
    return refusal("receivableSettlement", "SettlementNothingDue", scene.root);
  }
  return state.due ? undefined : { part: "receivableSettlement", error: "SettlementTooEarly" };
}

/** Why an act is refused in a state; undefined: it is done. */
function refusalOf(act: Act, trial: Trial): Refusal | undefined {
  const { scene, state, desk, holder } = trial;
  const { note, root } = scene;
  const marks = state.marks ?? NONE;
  const isDisputed = (marks & Marks.Disputed) !== NONE;
  const isContested = (marks & Marks.Contested) !== NONE;
  switch (act) {
    case "transfer":
    case "transferMany":
    case "offer":
    case "pledge":
    case "requestEarlyPayment":
      return boundOf(trial);
    case "merge, with the next":
      return mergeRefused(trial, "first");
    case "merge, into the one before":
      return mergeRefused(trial, "second");
    case "sign":
    case "refuse":
    case "withdrawRequest":
      return answerRefused(trial);
    case "accept a quote":
    case "withdraw the offer":
      return askRefused(trial);
    case "release":
      return unknownOf(trial) ?? pledgeRefused(trial);
    case "realise": {
      const due = [note, day(DEBT_DUE), day("2026-01-05")];
      return (
        pledgeRefused(trial) ?? (state.debtDue ? undefined : refusal("receivableSecurity", "NotePledgeNotDue", ...due))
      );
    }
    case "settle":
      return settlementRefused(trial);
    case "settlePartly": {
      const range = [root, 700_000n, FACE, FACE];
      return (
        settlementRefused(trial) ??
        (state.root === "Settled" ? refusal("receivableSettlement", "SettlementPartOutOfRange", ...range) : undefined)
      );
    }
    case "claim what was set aside":
      if (state.status === "None") return goneOf(trial);
      if ((marks & Marks.SetAside) === NONE) return refusal("receivableSettlement", "NoteNotSetAside", note);
      if ((marks & Marks.Frozen) === NONE) return undefined;
      return refusal("receivableSettlement", "NoteStillFrozen", note);
    case "agreeToCancel":
      return (
        unknownOf(trial) ??
        wrongRootOf(trial) ??
        (state.due ? refusal("receivableRegistry", "RootDue", root, day(DUE_DAY)) : undefined) ??
        (state.financing ? refusal("receivableIssuance", "CancellationAfterFinancing", root) : undefined) ??
        boundOf(trial)
      );
    case "withdrawAgreement":
      if ((marks & Marks.Agreed) !== NONE) return wrongRootOf(trial);
      return unknownOf(trial) ?? wrongRootOf(trial) ?? refusal("receivableIssuance", "CancellationNotAgreed", note);
    case "notifyObligor":
      if (state.financing !== "disclosed") return financingRefused(trial);
      return refusal("receivableFinancing", "FinancingAlreadyNotified", note);
    case "register":
      return financingRefused(trial);
    case "mergeFinanced":
      if (state.nextAlike) return undefined;
      return (
        financingRefused(trial) ?? refusal("receivableFinancing", "FinancingMissing", scene.right, FinancingStatus.None)
      );
    case "claim on the seller":
      if (state.financing === "disclosed") return refusal("receivableFinancing", "FinancingWithoutRecourse", note);
      return (
        financingRefused(trial) ??
        (state.overdue ? undefined : { part: "receivableFinancing", error: "FinancingNotOverdue" })
      );
    case "repay":
      if (state.financing === "claimed on") return undefined;
      return state.financing === undefined
        ? financingRefused(trial)
        : refusal("receivableFinancing", "FinancingNotClaimed", note);
    case "remit":
      if (state.held) return undefined;
      return state.financing === undefined
        ? financingRefused(trial)
        : refusal("receivableFinancing", "FinancingNothingHeld", note);
    case "dispute":
      return goneOf(trial) ?? (isDisputed ? refusal("receivableDisputes", "DisputeOpen", note, holder.id) : undefined);
    case "resolve, both":
    case "resolveByOrder":
      return isDisputed ? undefined : refusal("receivableDisputes", "DisputeMissing", note);
    case "enter an assignment":
      return goneOf(trial);
    case "admit one": {
      let others = marks & (Marks.Pledged | Marks.Frozen | Marks.Agreed);
      if (state.financing !== undefined && state.financing !== "disclosed") others |= Marks.Financed;
      return (
        goneOf(trial) ??
        (others === NONE ? undefined : refusal("receivableDisputes", "AssignmentByOrderOnly", note, others))
      );
    }
    case "admitByOrder":
    case "freeze":
      return orderRefused(trial);
    case "withdraw an assignment":
    case "dismissByOrder":
      return isContested ? undefined : refusal("receivableDisputes", "AssignmentUnknown", note, 1n);
    case "renewFreeze":
    case "unfreeze":
      return scene.caseKey === undefined ? refusal("receivableOrders", "CasesUnknown", EVIDENCE) : undefined;
    case "transferByOrder":
      return (
        orderRefused(trial) ??
        (state.pledge === "Realised"
          ? refusal("receivableOrders", "NoteHeldUnderPledge", note, desk.baiyunling.id)
          : undefined)
      );
  }
}

/** What of a note an act leaves otherwise. */
interface Change {
  set?: bigint;
  cleared?: bigint;
  status?: keyof typeof NoteStatus;
  holder?: keyof ReceivableDesk & ("huaxi" | "baiyunling" | "nanming");
}

const ALL = (1n << 16n) - 1n;
/** What an order ends on its way. */
const STRUCK = Marks.Locked | Marks.Agreed;
/** What a note that is not live any more shows. */
const gone = (status: keyof typeof NoteStatus): Change => ({ cleared: ALL, status });

/** What each act makes of a note from a state in which it is done. */
const after: Record<Act, (state: State) => Change> = {
  transfer: () => ({ set: Marks.Locked }),
  transferMany: () => ({ set: Marks.Locked }),
  "merge, into the one before": () => gone("Merged"),
  "merge, with the next": () => ({}),
  sign: ({ request }) => {
    if (request === "early payment") return gone("EarlyPaid");
    return request === "pledge"
      ? { set: Marks.Pledged, cleared: Marks.Locked }
      : { cleared: Marks.Locked, holder: "huaxi" };
  },
  refuse: () => ({ cleared: Marks.Locked }),
  withdrawRequest: () => ({ cleared: Marks.Locked }),
  offer: () => ({ set: Marks.Locked }),
  "accept a quote": () => ({ set: Marks.Financed, cleared: Marks.Locked, holder: "baiyunling" }),
  "withdraw the offer": () => ({ cleared: Marks.Locked }),
  pledge: () => ({ set: Marks.Locked }),
  release: () => ({ cleared: Marks.Pledged }),
  realise: () => ({ holder: "baiyunling" }),
  requestEarlyPayment: () => ({ set: Marks.Locked }),
  settle: ({ marks = NONE }) => {
    if ((marks & Marks.Frozen) === NONE || (marks & Marks.Pledged) !== NONE) return gone("Paid");
    return { set: Marks.SetAside };
  },
  settlePartly: () => ({ set: Marks.PartPaid }),
  "claim what was set aside": () => gone("Paid"),
  agreeToCancel: () => ({ set: Marks.Agreed }),
  withdrawAgreement: () => ({ cleared: Marks.Agreed }),
  notifyObligor: () => ({}),
  register: () => ({}),
  mergeFinanced: () => ({}),
  "claim on the seller": () => ({}),
  repay: () => ({ cleared: Marks.Financed, holder: "nanming" }),
  remit: () => ({}),
  dispute: () => ({ set: Marks.Disputed }),
  "resolve, both": () => ({ cleared: Marks.Disputed }),
  resolveByOrder: () => ({ cleared: Marks.Disputed }),
  "enter an assignment": () => ({}),
  "admit one": () => ({ set: Marks.Contested }),
  admitByOrder: () => ({ set: Marks.Contested, cleared: Marks.Agreed }),
  "withdraw an assignment": () => ({ cleared: Marks.Contested }),
  dismissByOrder: () => ({ cleared: Marks.Contested }),
  freeze: () => ({ set: Marks.Frozen, cleared: STRUCK }),
  renewFreeze: () => ({}),
  unfreeze: () => ({ cleared: Marks.Frozen }),
  transferByOrder: () => ({ cleared: STRUCK | Marks.Frozen | Marks.Financed, holder: "huaxi" }),
};

async function expectState({ desk, scene, state, holder }: Trial, change: Change, what: string): Promise<void> {
  const status = change.status ?? state.status ?? "Live";
  if (status === "None") return;
  const info = await noteInfo(desk, scene.note);
  expect(info.status, what).to.equal(NoteStatus[status]);
  expect(info.holder, what).to.equal(change.holder === undefined ? holder.id : desk[change.holder].id);
  if (status !== "Live") return;
  const marks = ((state.marks ?? NONE) | (change.set ?? NONE)) & ~(change.cleared ?? NONE);
  expect(await desk.suite.receivableRegistry.marksOf(scene.note), what).to.equal(marks);
}

async function reached(name: StateName): Promise<Trial> {
  const desk = await receivableDesk();
  const state: State = states[name];
  const scene = await state.reach(desk);
  const holder = desk[state.holder ?? "nanming"];
  const isThere = state.status !== "None";
  const { lo, hi } = isThere ? await noteInfo(desk, scene.note) : { lo: 1n, hi: 1n };
  return { desk, scene, state, holder, units: hi - lo + 1n };
}

const stateNames = Object.keys(states) as StateName[];
const actNames = Object.keys(acts) as Act[];

describe("Receivables: the transition table", () => {
  const done = new Set<Act>();

  for (const name of stateNames) {
    it(`R-4: every act from "${name}": done, or refused with what stands on the note or a closer reason`, async () => {
      const trial = await reached(name);
      await expectState(trial, {}, name);
      for (const act of actNames) {
        const snapshot = await networkHelpers.takeSnapshot();
        const refused = refusalOf(act, trial);
        const what = `${act} from ${name}`;
        if (refused === undefined) {
          await acts[act](trial);
          done.add(act);
        } else {
          const source = trial.desk.suite[refused.part];
          const assertion = expect(acts[act](trial), what).to.be.revertedWithCustomError(source, refused.error);
          await (refused.args === undefined ? assertion : assertion.withArgs(...refused.args));
        }
        await expectState(trial, refused === undefined ? after[act](trial.state) : {}, what);
        await expectWhole(trial.desk, trial.scene.left);
        await snapshot.restore();
      }
    });
  }

  it("does each act from some state", () => {
    expect(actNames.filter((act) => !done.has(act))).to.deep.equal([]);
  });

  it("tries each function of the module that names a note first, and is not for its parts or the market alone", () => {
    const abis = new Map(suiteArtifacts().map(({ contractName, abi }) => [contractName, abi]));
    const tried = externalFunctions().flatMap(({ contract, name, class: access }) => {
      if (!contract.startsWith("Receivable") || access === "part" || access === "view") return [];
      const named = abis.get(contract)?.find((each) => each.type === "function" && each.name === name);
      return named?.inputs?.[0]?.internalType === "NoteId" ? [TRIED_AS[`${contract}.${name}`] ?? name] : [];
    });
    expect(tried).to.have.length.above(20);
    expect(tried.filter((name) => !(name in acts))).to.deep.equal([]);
  });
});
