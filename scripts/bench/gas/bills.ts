/** Acts of the bills module, between parties that hold other bills already. */
import { id, MaxUint256, ZeroHash } from "ethers";
import { dayOf, timeOn } from "../../sandbox/format.ts";
import type { Stage } from "../../sandbox/story/stage.ts";
import { ERC20, ERC721 } from "./controls.ts";
import { measureMarket } from "./market.ts";
import { NOMINATE, TRANSFER } from "./peers.ts";
import { measureRecourse, measureRights } from "./rights.ts";
import type { Table } from "./table.ts";

export const FACE = 100_000_00n;
export const MATURITY = "2026-06-30";
const BANK_BILL = 1n;
const INVOICE = 1n;
const ENDORSEMENT_AND_DELIVERY = (1n << 2n) | (1n << 3n);

interface Drawn {
  readonly bill: bigint;
  readonly holding: bigint;
}

/** Registers an invoice by the seller; gives what the buyer confirms. */
async function invoice(stage: Stage, number: string) {
  const { trade } = stage.suite;
  const document = {
    kind: INVOICE,
    seller: await stage.participant("nanming"),
    buyer: await stage.participant("qianling"),
    face: FACE,
    issuer: stage.uscc("nanming"),
    digest: id(number),
    number,
  };
  const [subject, terms] = await stage.as("nanming", trade).register.staticCall(document);
  const register = () => stage.as("nanming", trade).register(document);
  const confirm = () => stage.as("qianling", trade).confirm(subject, document.seller, terms);
  return { subject, register, confirm };
}

async function draw(stage: Stage, subject: string, splittable: boolean) {
  const acceptor = await stage.participant("guanshan");
  return stage.as("qianling", stage.suite.billIssuance).draw({
    kind: BANK_BILL,
    supplyChain: false,
    splittable,
    notTransferable: false,
    acceptor,
    payee: await stage.participant("nanming"),
    institution: acceptor,
    face: FACE,
    maturity: dayOf(MATURITY),
    documents: [{ subject, amount: FACE }],
  });
}

async function newest(stage: Stage): Promise<Drawn> {
  const bill = await stage.suite.billRegistry.billCount();
  return { bill, holding: (bill << 32n) | 1n };
}

/** Number of the newest request. */
export async function newestRequest(stage: Stage): Promise<bigint> {
  const { billRegistry } = stage.suite;
  const events = await billRegistry.queryFilter(billRegistry.filters.RequestOpened());
  return events.at(-1)?.args.request ?? 0n;
}

/** A delivered bill with the payee, by the way that is measured elsewhere. */
export async function delivered(stage: Stage, number: string, splittable = false): Promise<Drawn> {
  const { billIssuance } = stage.suite;
  const { subject, register, confirm } = await invoice(stage, number);
  await stage.done(register());
  await stage.done(confirm());
  await stage.done(draw(stage, subject, splittable));
  const { bill, holding } = await newest(stage);
  await stage.done(stage.as("qianling", billIssuance).presentForAcceptance(bill));
  await stage.done(stage.as("guanshan", billIssuance).sign(await newestRequest(stage)));
  await stage.done(stage.as("qianling", billIssuance).deliver(bill, 0));
  await stage.done(stage.as("nanming", billIssuance).sign(await newestRequest(stage)));
  return { bill, holding };
}

async function measureIssue(table: Table, stage: Stage): Promise<Drawn> {
  const { billIssuance } = stage.suite;
  const { subject, register, confirm } = await invoice(stage, "BENCH 1");
  await table.add("trade: register a document", register());
  await table.add("trade: confirm a document", confirm());
  await table.add("bill: draw, one document", draw(stage, subject, false));
  const drawn = await newest(stage);
  const ask = stage.as("qianling", billIssuance).presentForAcceptance(drawn.bill);
  await table.add("bill: present for acceptance", ask);
  const accept = stage.as("guanshan", billIssuance).sign(await newestRequest(stage));
  await table.add("bill: accept, one document", accept);
  await table.add("bill: deliver", stage.as("qianling", billIssuance).deliver(drawn.bill, 0));
  const take = stage.as("nanming", billIssuance).sign(await newestRequest(stage));
  await table.add("bill: sign for delivery", take);
  return drawn;
}

async function measureEndorsement(table: Table, stage: Stage, { holding }: Drawn): Promise<void> {
  const { billRegistry } = stage.suite;
  const [nanming, huaxi] = [await stage.participant("nanming"), await stage.participant("huaxi")];
  // Both hold another bill, as the control's parties hold another token.
  const other = await delivered(stage, "BENCH 2");
  await delivered(stage, "BENCH 3");
  await stage.done(stage.as("nanming", billRegistry).endorse(other.holding, huaxi, false, 0));
  await stage.done(stage.as("huaxi", billRegistry).sign(await newestRequest(stage)));

  await table.add("bill: endorse, asked", stage.as("nanming", billRegistry).endorse(holding, huaxi, false, 0));
  const sign = stage.as("huaxi", billRegistry).sign(await newestRequest(stage));
  await table.add("bill: endorse, signed for", sign);

  const instruction = { acts: ENDORSEMENT_AND_DELIVERY, ceiling: FACE, tenor: 200n, until: dayOf(MATURITY) };
  const instruct = stage.as("nanming", billRegistry).instruct(huaxi, instruction);
  await table.add("bill: standing instruction", instruct);
  const endorse = stage.as("huaxi", billRegistry).endorse(holding, nanming, false, 0);
  const [control, below] = [[ERC721], [NOMINATE, TRANSFER]];
  await table.add("bill: endorse, whole, auto-sign", endorse, { control, limit: 2.2, below });
  // The endorsee holds a part of another bill already, as the control's receiver holds a token.
  const { holding: splittable } = await delivered(stage, "BENCH 4", true);
  await stage.done(stage.as("huaxi", billRegistry).instruct(nanming, instruction));
  const part = stage.as("nanming", billRegistry).endorsePart(splittable, FACE / 4n, huaxi, false, 0);
  await table.add("bill: endorse, part, auto-sign", part, { control, limit: 2.9, below });
}

export async function measureBills(table: Table, stage: Stage): Promise<void> {
  const { billPayment, money } = stage.suite;
  const drawn = await measureIssue(table, stage);
  await measureEndorsement(table, stage, drawn);
  const traded = await measureMarket(table, stage);
  const { holding: refused } = await delivered(stage, "RECOURSE 1", true);
  await measureRights(table, stage, traded);

  await stage.travel(timeOn(MATURITY, 9));
  await stage.done(stage.as("guanshan", money).approve(await billPayment.getAddress(), MaxUint256));
  // The payee holds money already, as the control's receiver does.
  await stage.done(stage.as("guanshan", money).transfer(stage.wallet("nanming"), 1n));
  await table.add("bill: present for payment", stage.as("nanming", billPayment).present(drawn.holding, ZeroHash));
  const pay = stage.as("guanshan", billPayment).pay(drawn.holding);
  await table.add("bill: pay, with its money", pay, { control: [ERC20] });
  await measureRecourse(table, stage, refused);
}
