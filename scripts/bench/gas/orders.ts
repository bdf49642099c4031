/** What the council orders on the bench, and firms that it admits. */
import { hexlify, id, toUtf8Bytes, Wallet } from "ethers";
import { SizeClass, VotingClass } from "../../../deploy/data/terms.ts";
import { usccCheck } from "../../../deploy/data/uscc.ts";
import { applicationDraft, signDraft } from "../../../deploy/founders.ts";
import type { Stage } from "../../sandbox/story/stage.ts";

/** Most calls of one order. */
const MAX_CALLS = 16;
const DAY = 86_400;

export interface Call {
  target: string;
  data: string;
  route: number;
}

/** Has the council order it, and carries it out. */
export async function councilOrders(stage: Stage, calls: readonly Call[]): Promise<void> {
  const { docket } = stage.suite;
  const expiry = (await stage.now()) + DAY;
  await stage.done(stage.as("qianling", docket).propose([...calls], id("basis"), "Rules, 1", expiry));
  const order = await docket.orderCount();
  for (const who of ["qianling", "guanshan", "baiyunling"] as const) {
    await stage.done(stage.as(who, docket).approve(order, VotingClass.Council, [...calls]));
  }
  await stage.done(docket.execute(order, [...calls]));
}

export interface Firm {
  readonly wallet: Wallet;
  readonly participant: bigint;
}

/** Firms that have joined, so many. */
export async function admittedFirms(stage: Stage, count: number): Promise<Firm[]> {
  const { participants } = stage.suite;
  const deadline = BigInt((await stage.now()) + DAY);
  const firms: Firm[] = [];
  for (let number = 1; number <= count; number++) {
    const wallet = new Wallet(id(`firm ${number} of the bench`), stage.connection.ethers.provider);
    const body = `91520100MA8${String(number).padStart(6, "0")}`;
    const application = {
      uscc: hexlify(toUtf8Bytes(`${body}${usccCheck(body) ?? ""}`)),
      name: `Firm ${number}`,
      size: SizeClass.Small,
      wallet: wallet.address,
      evidence: id(`firm ${number}`),
    };
    const consent = await signDraft(participants, wallet, applicationDraft(application), deadline);
    await stage.done(participants.applyForAdmission(application, consent.deadline, consent.signature));
    firms.push({ wallet, participant: await participants.participantCount() });
  }
  const target = await participants.getAddress();
  const calls = firms.map(({ participant }) => ({
    target,
    data: participants.interface.encodeFunctionData("admit", [participant]),
    route: 0,
  }));
  for (let start = 0; start < calls.length; start += MAX_CALLS) {
    await councilOrders(stage, calls.slice(start, start + MAX_CALLS));
  }
  return firms;
}
