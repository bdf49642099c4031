/** Every function of points that people call, with and without the circuit breaker: the sandbox's story of points, and what it tells no example of. */
import { id } from "ethers";
import { dayOf, plusDays } from "../../scripts/sandbox/format.ts";
import { alliance, BANK, bookshop, honour, MILES, netting, STORE } from "../../scripts/sandbox/story/points.ts";
import { COMMON, grant, provide, purchase, user } from "../../scripts/sandbox/story/pointsDesk.ts";
import { play, Stage } from "../../scripts/sandbox/story/stage.ts";
import { billDesk } from "../utils/bills.ts";
import { monthOf } from "../utils/points.ts";
import type { Approval } from "../utils/orders.ts";
import { carryOut, connection, needsOwnChain } from "../utils/suite.ts";
import { liveUnderHalt, persona } from "./lifeUnderHalt.ts";

const DAY = 86_400;

describe("The circuit breaker, over a life of points", () => {
  beforeEach(needsOwnChain);

  it("X-84, K-12: new business stops with its module, users' too; redeeming, refunding and clearing go on", async () => {
    const desk = await billDesk();
    const { suite, qianling, guanshan, baiyunling, clearing, regulator } = desk;
    const { pointsClearing, pointsIssuance, pointsLedger, pointsProgrammes, pointsRedemption } = suite;
    const stage = new Stage(connection, suite);
    const bank = <C extends Parameters<Stage["as"]>[1]>(contract: C) => stage.as("guanshan", contract);
    const [holder, other] = [user("a holder"), user("another")];
    const stopsToo = ["PointsExchange.exchange", "PointsLedger.safeTransferFrom", "PointsLedger.safeBatchTransferFrom"];

    await liveUnderHalt(desk, { module: "points", prefix: "Points", stopsToo }, ({ request, attemptBy }) => {
      const followers = {
        /** The airline is short: what becomes free of its reserve pays the claims on it. */
        "PointsClearing.closeCycle": async () => {
          const { id: next } = await pointsClearing.currentCycle();
          const snapshot = await request({ method: "evm_snapshot" });
          await provide(stage, "qianyi", 100n);
          await stage.done(stage.as("qianyi", pointsLedger).addReserve(stage.recall(MILES), 100n));
          const args = [next - 1n, await stage.participant("qianyi")];
          await attemptBy(persona("auditor"), "PointsClearing.payClaimsFromReserve", args);
          await request({ method: "evm_revert", params: [snapshot] });
        },
      };
      const life = async () => {
        await play(stage, [alliance, bookshop, honour, netting], () => undefined);
        const programme = stage.recall(BANK);
        const bookseller = await stage.participant("zhixing");
        const store = await stage.participant("baihuo");
        const lastDay = dayOf(plusDays(await stage.today(), 30));

        await stage.done(bank(pointsProgrammes).setRate(programme, 1_950n));
        await stage.done(bank(pointsProgrammes).setMonthlyCap(programme, 1_000_000_000n));
        await stage.done(bank(pointsProgrammes).setExchangePartner(programme, bookseller, true));
        await stage.done(bank(pointsProgrammes).proposeAcceptance(programme, store, 2_000n, lastDay));
        const [proposal] = (await pointsProgrammes.queryFilter(pointsProgrammes.filters.RequestOpened())).slice(-1);
        await attemptBy(persona("baihuo"), "PointsProgrammes.refuse", [proposal?.args.request]);
        await stage.done(bank(pointsProgrammes).withdrawRequest(proposal?.args.request ?? 0n));
        await stage.done(bank(pointsProgrammes).endAcceptance(programme, await stage.participant("qianyi")));
        await stage.done(bank(pointsIssuance).setBudget(programme, bookseller, 1_000n, 100n, 199n, lastDay));
        await stage.done(bank(pointsIssuance).endBudget(programme, bookseller));

        const line = { account: holder.address, points: 1_000n, sequence: 50n };
        await stage.done(bank(pointsIssuance).grantMany(programme, [line]));
        await attemptBy(holder, "PointsExchange.exchange", [programme, 500n, 0n]);
        await attemptBy(holder, "PointsExchange.cancelNonce", [1n]);
        await attemptBy(holder, "PointsLedger.setApprovalForAll", [other.address, true]);
        await attemptBy(holder, "PointsLedger.safeTransferFrom", [holder.address, other.address, programme, 1n, "0x"]);
        const many = [holder.address, other.address, [programme], [1n], "0x"];
        await attemptBy(holder, "PointsLedger.safeBatchTransferFrom", many);
        const signed = await purchase(stage, "zhixing", holder, COMMON, 1n, "a postcard");
        await attemptBy(holder, "PointsRedemption.cancelRedemption", [signed.redemption]);
        await stage.done(stage.as("zhixing", pointsRedemption).setRefundDays(14n));

        await stage.done(bank(pointsLedger).withdrawReserve(programme, 100n));
        await provide(stage, "zhixing", 100n);
        await stage.done(stage.as("zhixing", pointsClearing).addDeposit(100n));
        await stage.done(stage.as("zhixing", pointsClearing).withdrawDeposit(100n));
        const council: Approval[] = [guanshan, baiyunling, clearing, qianling].map((each) => [each, "Council"]);
        const receiver = { target: pointsProgrammes, name: "setFeeReceiver", args: [bookseller] };
        await carryOut(suite, [receiver], [...council, [regulator, "Regulator"]]);
        await stage.done(stage.as("auditor", pointsProgrammes).claimFees());

        await grant(stage, "baihuo", STORE, holder, 100n, 60n);
        const month = monthOf((await stage.today()).slice(0, 7)) + 6n;
        await stage.done(bank(pointsProgrammes).closeProgramme(programme, id("notice to users")));
        await stage.travel((await stage.now()) + 250 * DAY);
        await stage.done(stage.as("auditor", pointsLedger).sweep(stage.recall(STORE), month, [holder.address]));
        await stage.done(stage.as("auditor", pointsProgrammes).finishClosing(programme));
      };
      return Promise.resolve({ followers, life });
    });
  }).timeout(600_000);
});
