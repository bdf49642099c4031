/** Security, repos, recourse and orders on bills. */
import { encodeBytes32String, id, MaxUint256, ZeroHash } from "ethers";
import { dayOf, timeOn } from "../../sandbox/format.ts";
import type { PersonaKey } from "../../../deploy/data/personas.ts";
import { VotingClass } from "../../../deploy/data/terms.ts";
import type { Stage } from "../../sandbox/story/stage.ts";
import { delivered, FACE, newestRequest } from "./bills.ts";
import type { Table } from "./table.ts";

const FAR_DAY = "2026-02-02";
const PLEDGED = 1n;

async function measurePledge(table: Table, stage: Stage): Promise<void> {
  const { billSecurity } = stage.suite;
  const [{ holding }, { holding: other }] = [await delivered(stage, "PLEDGE 1"), await delivered(stage, "PLEDGE 2")];
  const [pledgee, auditor] = [await stage.participant("baiyunling"), await stage.participant("auditor")];
  const holder = stage.as("nanming", billSecurity);

  await table.add("bill: guarantee, asked", holder.requestGuarantee(holding, auditor, 0));
  const guarantee = stage.as("auditor", billSecurity).sign(await newestRequest(stage));
  await table.add("bill: guarantee, signed for", guarantee);

  const due = dayOf(await stage.today());
  const pledge = (subject: bigint) => holder.pledge(subject, FACE, pledgee, FACE / 2n, due, 0);
  const sign = async () => stage.as("baiyunling", billSecurity).sign(await newestRequest(stage));
  await table.add("bill: pledge, asked", pledge(holding));
  await table.add("bill: pledge, signed for", sign());
  await table.add("bill: pledge, released", stage.as("baiyunling", billSecurity).release(holding));
  await stage.done(pledge(other));
  await stage.done(sign());
  await table.add("bill: pledge, realised", stage.as("baiyunling", billSecurity).realise(other));
}

/** On a bill that a bank bought on the market. */
async function measureRepo(table: Table, stage: Stage, holding: bigint): Promise<void> {
  const { billRepo, money } = stage.suite;
  const [seller, buyer] = [stage.as("baiyunling", billRepo), stage.as("guanshan", billRepo)];
  for (const who of ["baiyunling", "guanshan"] as const) {
    await stage.done(stage.as(who, money).approve(await billRepo.getAddress(), MaxUint256));
  }
  const terms = {
    kind: PLEDGED,
    buyer: await stage.participant("guanshan"),
    rate: 15_500n,
    farRate: 0n,
    cash: FACE / 2n,
    farDay: dayOf(FAR_DAY),
    lastDay: dayOf(await stage.today()),
    lots: [{ holding, amount: FACE }],
  };
  await table.add("repo: propose, one bill", seller.propose(terms));
  const repo = await billRepo.repoCount();
  const { near, far } = await billRepo.preview(repo);
  await table.add("repo: accept, with its money", buyer.accept(repo, near, far));
  await stage.travel(timeOn(FAR_DAY, 9));
  await table.add("repo: redeem, with its money", seller.redeem(repo));
}

async function measureFreeze(table: Table, stage: Stage): Promise<void> {
  const { billOrders, docket } = stage.suite;
  const { holding } = await delivered(stage, "FREEZE 1");
  const [target, until] = [await billOrders.getAddress(), (await stage.now()) + 30 * 86_400];
  const against = await stage.participant("nanming");
  const data = billOrders.interface.encodeFunctionData("freeze", [holding, id("case 1"), against, 1n, FACE, until]);
  const calls = [{ target, data, route: 0 }];
  const court = stage.as("court", docket);
  await stage.done(court.propose(calls, id("ruling"), "Civil Procedure Law, 103", until));
  const order = await docket.orderCount();
  await stage.done(court.approve(order, VotingClass.Judiciary, calls));
  await table.add("order: execute, freeze a bill", stage.as("auditor", docket).execute(order, calls));
}

/** What is agreed before maturity. `traded`: a bill that a bank has bought. */
export async function measureRights(table: Table, stage: Stage, traded: bigint): Promise<void> {
  await measurePledge(table, stage);
  await measureFreeze(table, stage);
  await measureRepo(table, stage, traded);
}

/** At maturity: a part is presented, the rest dishonoured, claimed on and paid by the drawer. */
export async function measureRecourse(table: Table, stage: Stage, holding: bigint): Promise<void> {
  const { billPayment, billRecourse, money } = stage.suite;
  const as = (who: PersonaKey) => ({
    payment: stage.as(who, billPayment),
    recourse: stage.as(who, billRecourse),
    money: stage.as(who, money),
  });
  const holder = as("nanming");
  await table.add("bill: present, part", holder.payment.presentPart(holding, FACE / 4n, ZeroHash));
  await stage.done(holder.payment.present(holding, ZeroHash));
  await table.add("bill: dishonour", as("guanshan").payment.dishonour(holding, 2n));
  await table.add("recourse: claim", holder.recourse.claim(holding, await stage.participant("qianling"), 0, ZeroHash));
  await stage.done(as("clearing").money.issue(stage.wallet("qianling"), FACE, encodeBytes32String("RECOURSE")));
  await stage.done(as("qianling").money.approve(await billRecourse.getAddress(), MaxUint256));
  const pay = as("qianling").recourse.settle(holding, FACE);
  await table.add("recourse: settle, all of it, with its money", pay);
}
