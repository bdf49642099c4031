/** A bank lends another money for a week, against bills. */
import { dateOf, dayOf, plusDays, timeOn, yuan } from "../format.ts";
import type { Scene } from "./stage.ts";

const PLEDGED = 1n;
const PART = 40_000_000n;
const LENT = 39_000_000n;
const RATE = 19_000n;
const DAY = 86_400n;

export const repo: Scene = {
  title: "A week's money against bills",
  movesTime: true,
  steps: [
    {
      says: (stage) =>
        `Baiyunling Bank proposes Guanshan Bank a pledged repo: ${yuan(LENT)} at 1.90 % until ${stage.recallText("far day")}, against its ` +
        `discounted part of ${yuan(PART)}.`,
      does: async (stage) => {
        const { billRepo, calendar } = stage.suite;
        const today = await stage.today();
        const farDay = await calendar.nextBusinessDay(dayOf(plusDays(today, 7)));
        stage.remember("far day", dateOf(Number(farDay * DAY)));
        const terms = {
          kind: PLEDGED,
          buyer: await stage.participant("guanshan"),
          rate: RATE,
          farRate: 0n,
          cash: LENT,
          farDay,
          lastDay: dayOf(today),
          lots: [{ holding: stage.recall("part"), amount: PART }],
        };
        const proposed = stage.as("baiyunling", billRepo).propose(terms);
        stage.remember("repo", (await stage.done(proposed, billRepo, "RepoProposed"))["repo"] ?? 0n);
      },
    },
    {
      says: (stage) =>
        `Guanshan Bank accepts: money and pledge change hands in one transaction; ${yuan(stage.recall("far"))} are to come back.`,
      does: async (stage) => {
        const { billRepo, money } = stage.suite;
        const number = stage.recall("repo");
        const { near, far } = await billRepo.preview(number);
        stage.remember("far", far);
        await stage.done(stage.as("guanshan", money).approve(await billRepo.getAddress(), near));
        await stage.done(stage.as("guanshan", billRepo).accept(number, near, far), billRepo, "RepoOpened");
      },
    },
    {
      says: "Baiyunling Bank tries to endorse the part meanwhile. Refused: it is pledged.",
      does: async (stage) => {
        const { billRegistry } = stage.suite;
        const to = await stage.participant("huaxi");
        const endorse = stage.as("baiyunling", billRegistry).endorse;
        await stage.refused(
          () => endorse.staticCall(stage.recall("part"), to, false, 0),
          billRegistry,
          "BillWrongPair",
        );
      },
    },
    {
      says: (stage) =>
        `It is ${stage.recallText("far day")}. Baiyunling Bank pays ${yuan(stage.recall("far"))} back, and its bill is free again.`,
      does: async (stage) => {
        const { billRegistry, billRepo, money } = stage.suite;
        await stage.travel(timeOn(stage.recallText("far day"), 10));
        await stage.done(stage.as("baiyunling", money).approve(await billRepo.getAddress(), stage.recall("far")));
        await stage.done(stage.as("baiyunling", billRepo).redeem(stage.recall("repo")), billRepo, "RepoRedeemed");
        await billRegistry.requireEndorsable(stage.recall("part"), await stage.participant("baiyunling"));
      },
    },
  ],
};
