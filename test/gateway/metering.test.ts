/** How uses come on chain, whatever happens to the gateway; and how it shows that it has what it holds. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { id, type Signer } from "ethers";
import type { Client } from "../../scripts/gateway/client.ts";
import { newSession } from "../../scripts/gateway/session.ts";
import { ChallengeStatus } from "../utils/data-assets.ts";
import { purposeOf, setOf, used as recordedByHand } from "../utils/data-offers.ts";
import { transferredHolding } from "../utils/data.ts";
import {
  clientOf,
  CONTENT,
  ended,
  licence,
  type Post,
  post,
  RISK_CONTROL,
  type Served,
  served,
  told,
} from "../utils/gateway.ts";
import { networkHelpers } from "../utils/suite.ts";

const purpose = RISK_CONTROL;
const DAY = 86_400;
/** Longer than the tests of a process run: what was killed stays so. */
const LONG = 3_600;

describe("Data gateway: metering", () => {
  let here: Post;
  let held: bigint;

  beforeEach(async () => {
    here = await post();
    held = await licence(here, { daysValid: 30n, purposes: setOf("RISK_CONTROL", "LOGISTICS") });
  });
  afterEach(ended);

  const shuju = (gateway: Served): Client => clientOf(here, gateway, here.desk.shuju.signer);
  const used = async () => Number((await here.desk.suite.dataLicences.licenceInfo(held)).used);
  const batches = async () => {
    const { dataLicences } = here.desk.suite;
    const logs = await dataLicences.queryFilter(dataLicences.filters.UsesRecorded(held));
    return logs.map(({ args }) => ({ first: Number(args[2]), count: Number(args[3]), purpose: args.purpose }));
  };
  const journal = () => join(here.folder, "journal", `${held}.jsonl`);
  async function ask(gateway: Served, count: number, query = { purpose }): Promise<void> {
    for (let index = 0; index < count; index++) await shuju(gateway).chunk(held, index % 5, query, here.commitment);
  }
  async function until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 200 && !(await condition()); tries++) await sleep(50);
    expect(await condition()).to.be.true;
  }

  it("anchors each batch when it is full, however many ask at once", async () => {
    const gateway = await served(here, { batch: 3, flushSeconds: LONG });
    await Promise.all(Array.from({ length: 7 }, () => ask(gateway, 1)));
    await until(async () => (await used()) === 6);
    expect(await batches()).to.deep.equal([
      { first: 1, count: 3, purpose: BigInt(purpose) },
      { first: 4, count: 3, purpose: BigInt(purpose) },
    ]);
    expect(await gateway.meter.unanchored()).to.equal(1);
  });

  it("anchors what waits for longer than it may", async () => {
    const gateway = await served(here, { flushSeconds: 1 });
    await ask(gateway, 2);
    await until(async () => (await used()) === 2);
  });

  it("anchors what waits when it is closed, each purpose by itself", async () => {
    const gateway = await served(here);
    const logistics = String(purposeOf("LOGISTICS"));
    await ask(gateway, 2);
    await ask(gateway, 1, { purpose: logistics });
    await ask(gateway, 1);
    expect(await used()).to.equal(0);
    await gateway.app.close();
    expect(await batches()).to.deep.equal([
      { first: 1, count: 3, purpose: BigInt(purpose) },
      { first: 4, count: 1, purpose: BigInt(logistics) },
    ]);
  });

  it("X-115: takes up after a kill what was answered: nothing is lost, nothing twice, no request answered again", async () => {
    const killed = await served(here, { flushSeconds: LONG });
    await ask(killed, 2);
    const request = await shuju(killed).signed(
      `/v1/licences/${held}/chunks/0?purpose=${purpose}&session=${newSession().publicKey}`,
    );
    expect((await shuju(killed).send(request)).status).to.equal(200);
    killed.kill();
    // A line that was being written: its use was not answered.
    appendFileSync(journal(), '{"use":{"request":{"meth');

    const next = await served(here);
    expect(await told(await shuju(next).send(request))).to.include({ status: 401, error: "Replayed" });
    await ask(next, 1);
    await next.meter.flush(held);
    expect((await batches()).map(({ first, count }) => [first, count])).to.deep.equal([
      [1, 3],
      [4, 1],
    ]);
    await next.app.close();
    expect(await used()).to.equal(4);
  });

  it("X-115: a batch that had arrived when the gateway was killed is not sent twice", async () => {
    const killed = await served(here, { flushSeconds: LONG });
    await ask(killed, 3);
    await killed.meter.flush(held);
    killed.kill();
    const lines = readFileSync(journal(), "utf8").trimEnd().split("\n");
    expect(lines.at(-1)).to.contain("anchored");
    writeFileSync(journal(), `${lines.slice(0, -1).join("\n")}\n`);

    const next = await served(here);
    await next.meter.flush(held);
    expect(await used()).to.equal(3);
    expect(await next.meter.unanchored()).to.equal(0);
    expect(readFileSync(journal(), "utf8").trimEnd().split("\n")).to.deep.equal(lines);
  });

  it("X-115: a batch that had not arrived is sent as it was; when others' uses have its numbers, with the next", async () => {
    for (const others of [0, 1]) {
      const before = await used();
      const killed = await served(here, { flushSeconds: LONG });
      await ask(killed, 2);
      await killed.meter.flush(held);
      killed.kill();
      const lines = readFileSync(journal(), "utf8").trimEnd().split("\n");
      writeFileSync(journal(), `${lines.slice(0, -1).join("\n")}\n`);
      const batch = JSON.parse(lines.at(-2) ?? "") as { batch: { first: number; root: string } };
      batch.batch = { ...batch.batch, first: before + 3, root: id("never sent") };
      writeFileSync(journal(), `${[...lines.slice(0, -2), JSON.stringify(batch)].join("\n")}\n`);
      if (others > 0) await recordedByHand(here.desk, held, { digest: id("by hand") });
      const next = await served(here);
      await next.meter.flush(held);
      expect(await next.meter.unanchored()).to.equal(0);
      expect(await used()).to.equal(before + 4 + others);
      await next.app.close();
    }
  });

  it("X-49: near the end of the last day each use is on chain before its answer; none waits into the next", async () => {
    const gateway = await served(here);
    await ask(gateway, 1);
    const { lastDay } = await here.desk.suite.dataLicences.licenceInfo(held);
    const end = (Number(lastDay) + 1) * DAY - 8 * 3_600;
    await networkHelpers.time.increaseTo(end - 121);
    await ask(gateway, 1);
    expect(await used()).to.equal(0);
    await networkHelpers.time.increaseTo(end - 119);
    await ask(gateway, 1);
    expect(await used()).to.equal(3);
    expect(await gateway.meter.unanchored()).to.equal(0);
  });

  it("answers with 429 when uses can't be anchored; they are, when they can be again", async () => {
    let isDown = true;
    const { signer } = here.desk.yunlu;
    const failing = new Proxy<Signer>(signer, {
      get: (target, name) => {
        if (name === "sendTransaction" && isDown) return () => Promise.reject(new Error("the account's key is locked"));
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const gateway = await served(here, { batch: 1, signer: failing });
    await ask(gateway, 10);
    const over = await shuju(gateway).get(
      `/v1/licences/${held}/chunks/0?purpose=${purpose}&session=${newSession().publicKey}`,
    );
    expect(await told(over)).to.include({ status: 429, error: "TooManyWaiting" });
    await until(async () => gateway.said.join().includes("the account's key is locked"));
    isDown = false;
    await gateway.meter.flush(held);
    expect(await used()).to.equal(10);
  });

  describe("possession", () => {
    const challenge = async () => {
      const { dataPreservation } = here.desk.suite;
      await dataPreservation.connect(here.desk.shuju.signer).challenge(here.asset, 1n);
      return dataPreservation.challengeCount();
    };
    const status = async (number: bigint) => (await here.desk.suite.dataPreservation.challengeInfo(number)).status;

    it("answers challenges of its assets from the content itself", async () => {
      const gateway = await served(here);
      expect(await gateway.possession.look()).to.deep.equal([]);
      const number = await challenge();
      gateway.possession.watch(0.2);
      await until(async () => (await status(number)) === ChallengeStatus.Answered);
      expect(await gateway.possession.look()).to.deep.equal([]);
    });

    it("does not answer when the content is lost, and does when it is back", async () => {
      const gateway = await served(here);
      const file = join(here.folder, "assets", String(here.asset), "1", "content");
      writeFileSync(file, Buffer.alloc(CONTENT.length));
      const number = await challenge();
      expect(await gateway.possession.look()).to.deep.equal([]);
      expect(gateway.said.join()).to.contain("is not what it was committed to");
      writeFileSync(file, CONTENT);
      expect(await gateway.possession.look()).to.deep.equal([number]);
      expect(await status(number)).to.equal(ChallengeStatus.Answered);
    });

    it("leaves to the new holder what it does not hold any more", async () => {
      const gateway = await served(here);
      const number = await challenge();
      await transferredHolding(here.desk, here.asset, here.desk.yunlu, here.desk.kangning);
      expect(await gateway.possession.look()).to.deep.equal([]);
      expect(await status(number)).to.equal(ChallengeStatus.Open);
    });
  });
});
