/** Acts of the kernel. */
import { encodeBytes32String, id } from "ethers";
import type { Stage } from "../../sandbox/story/stage.ts";
import { ERC20 } from "./controls.ts";
import { councilOrders } from "./orders.ts";
import type { Table } from "./table.ts";

export const MONEY = "money: transfer";

const SHA256 = 1n;
const COUNCIL = 1n;
const CONTRACT = 2n;

export async function measureKernel(table: Table, stage: Stage): Promise<void> {
  const { money, evidence, docket, participants } = stage.suite;
  const issue = (to: string, ref: string) =>
    stage.as("clearing", money).issue(to, 1_000_000_000n, encodeBytes32String(ref));
  await table.add("money: issue, to a new holder", issue(stage.wallet("guanshan"), "BENCH-1"));
  await stage.done(issue(stage.wallet("baiyunling"), "BENCH-2"));
  const transfer = stage.as("guanshan", money).transfer(stage.wallet("baiyunling"), 1n);
  await table.add(MONEY, transfer, { control: [ERC20] });

  const category = encodeBytes32String("CONTRACT");
  await table.add("evidence: anchor", stage.as("nanming", evidence).anchor(id("a contract"), SHA256, category, ""));
  const countersign = stage.as("court", evidence).countersign(1n, id("a contract"), id("certificate"));
  await table.add("evidence: countersign", countersign);
  await measureTrade(table, stage);

  const target = await participants.getAddress();
  const data = participants.interface.encodeFunctionData("suspend", [await stage.participant("huaxi")]);
  const calls = [{ target, data, route: 0 }];
  const propose = () =>
    stage.now().then((now) => stage.as("qianling", docket).propose(calls, id("basis"), "Rules, 1", now + 86_400));
  await table.add("order: propose, one call", propose());
  const order = await docket.orderCount();
  await table.add("order: approve", stage.as("qianling", docket).approve(order, COUNCIL, calls));
  await stage.done(stage.as("guanshan", docket).approve(order, COUNCIL, calls));
  await table.add(
    "order: approve, the one that suffices",
    stage.as("baiyunling", docket).approve(order, COUNCIL, calls),
  );
  await table.add("order: execute, one call", stage.as("auditor", docket).execute(order, calls));
  await reinstate(stage);
}

/** A contract that both sides have confirmed is filed, and reduced by a supplement. */
async function measureTrade(table: Table, stage: Stage): Promise<void> {
  const [seller, buyer] = await Promise.all([stage.participant("nanming"), stage.participant("qianling")]);
  const trade = (who: "nanming" | "qianling") => stage.as(who, stage.suite.trade);
  const common = { issuer: stage.uscc("nanming"), digest: id("a contract") };
  const document = { ...common, kind: CONTRACT, seller, buyer, face: 1_000_000n, number: "HT-BENCH" };
  const { subject, terms } = await stage.done(
    trade("nanming").register(document),
    stage.suite.trade,
    "DocumentRegistered",
  );
  await stage.done(trade("qianling").confirm(String(subject), seller, String(terms)));
  await table.add("trade: open a file, one document", trade("qianling").openFile([String(subject)]));
  const reduction = { ...common, subject: String(subject), amount: 1n, number: "HT-BENCH-2" };
  await table.add("trade: reduce, put forward", trade("nanming").reduce(reduction));
  await table.add("trade: reduce, agreed", trade("qianling").reduce(reduction));
}

/** Ends what the measured order did, since the bills need the participant. */
async function reinstate(stage: Stage): Promise<void> {
  const { participants } = stage.suite;
  const target = await participants.getAddress();
  const data = participants.interface.encodeFunctionData("reinstate", [await stage.participant("huaxi")]);
  const calls = [{ target, data, route: 0 }];
  await councilOrders(stage, calls);
}
