/** The acts that are measured, and what must be there before each: one entry an act. */
import { hexlify, id, randomBytes } from "ethers";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { dayOf, plusDays } from "../../sandbox/format.ts";
import { endorse, enterInvoice, issued } from "../../sandbox/story/bills.ts";
import { admitAllies } from "../gas/points-cycle.ts";
import { grantFacility } from "../gas/receivables.ts";
import { openCovered } from "../../sandbox/story/pointsDesk.ts";
import { confirmed, enterDelivered, payWith } from "../../sandbox/story/receivables.ts";
import type { Stage } from "../../sandbox/story/stage.ts";

/** A transaction before it has a nonce and a signature. */
export interface Draft {
  readonly to: string;
  readonly data: string;
}

export interface Act {
  readonly name: string;
  /** Makes `each` drafts for each of the senders, after whatever these need to have first. */
  readonly prepare: (stage: Stage, senders: readonly PersonaKey[], each: number) => Promise<Draft[][]>;
}

/** Who sends, in this order: firms that may hold bills and notes. The first is the supplier to whom both are issued. */
export const SENDERS = [
  "nanming",
  "huaxi",
  "wudang",
  "qingzhen",
  "cooperative",
  "luban",
  "bianmin",
  "inspector",
] as const satisfies PersonaKey[];

const UNIT = 100n;
const TERM = 20;
const ENDORSEMENT = 1n << 3n;
const TRANSFER = 1n << 4n;
const TRADE = id("contract between holder and receiver");
const SHA256 = 1n;
const CATEGORY = id("bench");
/** Fen behind the points that are passed on. */
const COVER = 100_000n;

/** Who gets what a sender passes on: the next one in the round, or, of one sender alone, a firm that sends nothing. */
const receiverOf = (senders: readonly PersonaKey[], index: number): PersonaKey =>
  senders.length === 1 ? "huaxi" : (senders[(index + 1) % senders.length] ?? "huaxi");

type Maker = (sender: PersonaKey, index: number) => Promise<(turn: number) => Promise<Draft>>;

/** For each sender, as many drafts as it makes; what it makes them of is prepared one after the other. */
async function drafts(senders: readonly PersonaKey[], each: number, make: Maker): Promise<Draft[][]> {
  const all: Draft[][] = [];
  for (const [index, sender] of senders.entries()) {
    const next = await make(sender, index);
    const own: Draft[] = [];
    for (let turn = 0; turn < each; turn++) own.push(await next(turn));
    all.push(own);
  }
  return all;
}

const erc20: Act = {
  name: "ERC-20 transfer",
  prepare: async (stage, senders, each) => {
    const token = await stage.connection.ethers.deployContract("ControlERC20");
    const to = await token.getAddress();
    // Everybody has one that it keeps: no transfer is the first to its receiver.
    for (const who of [...senders, receiverOf(senders, 0)]) {
      await (await token.mint(stage.wallet(who), BigInt(each + 1))).wait();
    }
    return drafts(senders, each, async (_, index) => {
      const receiver = stage.wallet(receiverOf(senders, index));
      const data = token.interface.encodeFunctionData("transfer", [receiver, 1n]);
      return () => Promise.resolve({ to, data });
    });
  },
};

const billEndorse: Act = {
  name: "bill: endorse, part, signed in advance",
  prepare: async (stage, senders, each) => {
    const { billRegistry } = stage.suite;
    const to = await billRegistry.getAddress();
    const maturity = plusDays(await stage.today(), TERM);
    const face = UNIT * BigInt(each + 1);
    const instruction = { acts: ENDORSEMENT, ceiling: face, tenor: 200n, until: dayOf(maturity) };
    return drafts(senders, each, async (sender, index) => {
      const receiver = receiverOf(senders, index);
      const invoice = await enterInvoice(stage, face, `BENCH ${index}`);
      const first = await issued(stage, "guanshan", { face, invoice, maturity, splittable: true });
      const holding = sender === "nanming" ? first : await endorse(stage, ["nanming", sender], first);
      const from = await stage.participant(sender);
      await stage.done(stage.as(receiver, billRegistry).instruct(from, instruction));
      const endorsee = await stage.participant(receiver);
      const args: [bigint, bigint, bigint, boolean, bigint] = [holding, UNIT, endorsee, false, 0n];
      // The rest keeps its number, so each part is cut from the same holding.
      const data = billRegistry.interface.encodeFunctionData("endorsePart", args);
      return () => Promise.resolve({ to, data });
    });
  },
};

const receivableTransfer: Act = {
  name: "receivable: transfer, part, signed in advance",
  prepare: async (stage, senders, each) => {
    const { receivableIssuance, receivableRegistry } = stage.suite;
    const to = await receivableRegistry.getAddress();
    const dueDay = plusDays(await stage.today(), TERM);
    await stage.done(grantFacility(stage, dueDay));
    const facility = await receivableIssuance.facilityCount();
    const face = UNIT * BigInt(each + 1);
    const instruction = { acts: TRANSFER, ceiling: face, tenor: 400n, until: dayOf(dueDay) };
    // Everybody has its note before anybody signs in advance: what is signed for in advance opens no request.
    const notes: bigint[] = [];
    for (const [index, sender] of senders.entries()) {
      const invoice = await enterDelivered(stage, face, `BENCH ${index}`);
      const first = await confirmed(stage, { face, invoice, dueDay, facility });
      notes.push(sender === "nanming" ? first : await payWith(stage, ["nanming", sender], first, face));
    }
    return drafts(senders, each, async (sender, index) => {
      const receiver = receiverOf(senders, index);
      const note = notes[index] ?? 0n;
      await stage.done(stage.as(receiver, receivableRegistry).instruct(await stage.participant(sender), instruction));
      const args: [bigint, bigint, bigint, string, bigint] = [note, UNIT, await stage.participant(receiver), TRADE, 0n];
      const data = receivableRegistry.interface.encodeFunctionData("transfer", args);
      return () => Promise.resolve({ to, data });
    });
  },
};

const pointsTransfer: Act = {
  name: "points: transfer",
  prepare: async (stage, senders, each) => {
    const { pointsIssuance, pointsLedger } = stage.suite;
    const to = await pointsLedger.getAddress();
    await admitAllies(stage, [await stage.participant("baihuo")]);
    const terms = { months: 6n, value: 1_000n, ratio: 10_000n, rate: 900n, reserve: COVER };
    await openCovered(stage, "baihuo", "Points of the bench", terms);
    const programme = stage.recall("Points of the bench");
    // A firm's address is a user's like any other. Everybody has some points that it keeps.
    const holders = [...senders, receiverOf(senders, 0)];
    const grants = holders.map((who, index) => ({
      account: stage.wallet(who),
      points: BigInt(each + 1),
      sequence: BigInt(index + 1),
    }));
    await stage.done(stage.as("baihuo", pointsIssuance).grantMany(programme, grants));
    return drafts(senders, each, (sender, index) => {
      const args: [string, string, bigint, bigint, string] = [
        stage.wallet(sender),
        stage.wallet(receiverOf(senders, index)),
        programme,
        1n,
        "0x",
      ];
      const data = pointsLedger.interface.encodeFunctionData("safeTransferFrom", args);
      return Promise.resolve(() => Promise.resolve({ to, data }));
    });
  },
};

const evidenceAnchor: Act = {
  name: "evidence: anchor a document",
  prepare: async ({ suite: { evidence } }, senders, each) => {
    const to = await evidence.getAddress();
    return drafts(senders, each, async () => async () => {
      const args: [string, bigint, string, string] = [hexlify(randomBytes(32)), SHA256, CATEGORY, ""];
      return { to, data: evidence.interface.encodeFunctionData("anchor", args) };
    });
  },
};

/** The first is what the others are compared with. */
export const ACTS: readonly [control: Act, ...Act[]] = [
  erc20,
  billEndorse,
  receivableTransfer,
  pointsTransfer,
  evidenceAnchor,
];
