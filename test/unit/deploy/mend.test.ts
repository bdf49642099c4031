import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import type { Provider } from "ethers";
import { folderOf, journalOf } from "../../../deploy/journal.ts";
import { mendJournal } from "../../../deploy/mend.ts";

const deploymentId = `test-mend-${process.pid}`;
const SENDER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

const begun = (futureId: string) => ({ type: "CALL_EXECUTION_STATE_INITIALIZE", futureId });
const asked = (futureId: string) => ({ type: "NETWORK_INTERACTION_REQUEST", futureId });
const step = (type: string) => (futureId: string, nonce: number) => ({
  type,
  futureId,
  networkInteractionId: 1,
  nonce,
});
const prepared = step("TRANSACTION_PREPARE_SEND");
const sent = (futureId: string, nonce: number) => ({
  ...step("TRANSACTION_SEND")(futureId, nonce),
  transaction: { hash: `0x${nonce}` },
});
const confirmed = (futureId: string, nonce: number) => ({
  type: "TRANSACTION_CONFIRM",
  futureId,
  networkInteractionId: 1,
  hash: `0x${nonce}`,
});

/** A chain with so many of the sender's transactions; those named have failed. */
function chainWith(count: number, failed: number[] = []): Provider {
  return {
    getTransactionCount: () => Promise.resolve(count),
    getBlockNumber: () => Promise.resolve(0),
    getBlock: () => Promise.resolve({ prefetchedTransactions: [] }),
    getTransactionReceipt: (hash: string) => {
      const nonce = Number(hash.slice(2));
      if (nonce >= count) return Promise.resolve(null);
      return Promise.resolve({
        status: failed.includes(nonce) ? 0 : 1,
        blockHash: "0xb10c",
        blockNumber: 7,
        contractAddress: null,
        logs: [{ address: SENDER, data: "0x", index: 3, topics: [] }],
      });
    },
  } as unknown as Provider;
}

async function mend(messages: object[], chain: Provider, tail = ""): Promise<unknown[]> {
  const path = journalOf(deploymentId);
  writeFileSync(path, messages.map((message) => `\n${JSON.stringify(message)}`).join("") + tail);
  await mendJournal(deploymentId, SENDER, chain, { request: () => Promise.reject(new Error("not asked")) });
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as unknown);
}

describe("mendJournal", () => {
  beforeEach(() => {
    mkdirSync(folderOf(deploymentId), { recursive: true });
  });

  afterEach(() => {
    rmSync(folderOf(deploymentId), { recursive: true });
  });

  it("leaves a journal as it is that is in order", async () => {
    const messages = [begun("a"), asked("a"), prepared("a", 0), sent("a", 0), confirmed("a", 0)];
    expect(await mend(messages, chainWith(1))).to.deep.equal(messages);
  });

  it("A-9: forgets a step that was begun and had asked for nothing yet", async () => {
    const messages = [begun("a"), asked("a"), prepared("a", 0), sent("a", 0), confirmed("a", 0)];
    expect(await mend([...messages, begun("b")], chainWith(1))).to.deep.equal(messages);
  });

  it("A-9: forgets that a transaction was to be sent when its nonce is still free", async () => {
    const messages = [begun("a"), asked("a")];
    expect(await mend([...messages, prepared("a", 0)], chainWith(0))).to.deep.equal(messages);
  });

  it("A-9: notes what is confirmed on chain, so that a later confirmation does not stand alone", async () => {
    const messages = [
      ...[begun("a"), asked("a"), prepared("a", 0), sent("a", 0)],
      ...[begun("b"), asked("b"), prepared("b", 1), sent("b", 1), confirmed("b", 1)],
    ];
    const logs = [{ address: SENDER, data: "0x", logIndex: 3, topics: [] }];
    const receipt = { blockHash: "0xb10c", blockNumber: 7, logs, status: "SUCCESS" };
    expect(await mend(messages, chainWith(2))).to.deep.equal([...messages, { ...confirmed("a", 0), receipt }]);
  });

  it("leaves to Ignition what has failed, was dropped, or is not on chain", async () => {
    const messages = [
      ...[begun("a"), asked("a"), prepared("a", 0), sent("a", 0)],
      ...[begun("b"), asked("b"), prepared("b", 1), sent("b", 1)],
      { type: "ONCHAIN_INTERACTION_DROPPED", futureId: "b", networkInteractionId: 1 },
      ...[begun("c"), asked("c"), prepared("c", 5), sent("c", 5)],
    ];
    expect(await mend(messages, chainWith(2, [0]))).to.deep.equal(messages);
  });

  it("A-9: leaves out a last line that was torn", async () => {
    const messages = [begun("a"), asked("a")];
    expect(await mend(messages, chainWith(0), '\n{"type":"TRANSAC')).to.deep.equal(messages);
  });
});
