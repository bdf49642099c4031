/** What the gateway serves, to whom, and what it refuses: over real HTTP, at the head of a chain with the whole suite. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { concat, hexlify, id, randomBytes } from "ethers";
import { commitmentOf, keyDigestOf } from "../../bindings/src/delivery.ts";
import { Scopes } from "../../deploy/data/terms.ts";
import { signConsent } from "../../deploy/founders.ts";
import { AskedInVain, type Client } from "../../scripts/gateway/client.ts";
import { useDigest } from "../../scripts/gateway/journal.ts";
import { newSession } from "../../scripts/gateway/session.ts";
import { digestOf } from "../../scripts/gateway/signing.ts";
import { opened } from "../../tasks/data/contents.ts";
import { asPart, consented, enrolled, licensed, purposeOf, scopeOf, withdrawn } from "../utils/data-offers.ts";
import { courtOrders, frozenAsset, REASON, Sensitivity, suspendedAsset } from "../utils/data.ts";
import { offeredForSale, orderedSale } from "../utils/data-sales.ts";
import {
  CHUNKS,
  chunkOf,
  clientOf,
  clock,
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
import { bound, DAY, now, stranger } from "../utils/orders.ts";
import { ethers, networkHelpers } from "../utils/suite.ts";
import { done } from "../utils/tasks.ts";

const purpose = RISK_CONTROL;

describe("Data gateway: serving", () => {
  let here: Post;
  let gateway: Served;
  let client: Client;

  beforeEach(async () => {
    here = await post();
    gateway = await served(here);
    client = clientOf(here, gateway, here.desk.shuju.signer);
  });
  afterEach(ended);

  const path = (id: bigint, index = 0, query: Record<string, string> = {}) =>
    `/v1/licences/${id}/chunks/${index}?${new URLSearchParams({ purpose, session: newSession().publicKey, ...query }).toString()}`;
  const used = async (id: bigint) => (await here.desk.suite.dataLicences.licenceInfo(id)).used;
  const refused = async (by: Client, ...asked: Parameters<typeof path>) => told(await by.get(path(...asked)));

  it("serves chunks that open to the content that is registered, and to nobody else", async () => {
    const held = await licence(here);
    const parts = [];
    for (let index = 0; index < CHUNKS; index++) {
      const { content } = await client.chunk(held, index, { purpose }, here.commitment);
      expect(Buffer.from(content)).to.deep.equal(chunkOf(index));
      parts.push(Buffer.from(content));
    }
    expect(Buffer.concat(parts)).to.deep.equal(CONTENT);

    const raw = Buffer.from(await (await client.get(path(held))).arrayBuffer());
    expect(raw.includes(chunkOf(0).subarray(0, 16))).to.be.false;
    const again = Buffer.from(await (await client.get(path(held))).arrayBuffer());
    expect(again.equals(raw), "two answers are not under one key").to.be.false;
  });

  it("D-8: anchors uses by salted digests; each use can be shown with the licensee's signature", async () => {
    const { dataLicences } = here.desk.suite;
    const held = await licence(here);
    const uses = [];
    for (const index of [3, 1, 3]) uses.push(await client.chunk(held, index, { purpose }, here.commitment));
    expect(await used(held)).to.equal(0n);
    await gateway.meter.flush(held);
    expect(await used(held)).to.equal(3n);
    for (const { request, result, salt } of uses) {
      // The licensee computes what is on chain from what it has itself.
      const digest = useDigest(here.place, {
        request,
        result,
        salt: hexlify(salt),
        purpose: Number(purpose),
        person: "0",
      });
      const shown = gateway.meter.evidence(held, digest);
      expect(shown?.use.request).to.deep.equal(request);
      if (shown === undefined) continue;
      const { first, number, proof } = shown;
      expect(await dataLicences.verifyUse(held, first, number, digest, proof)).to.be.true;
      expect(await dataLicences.verifyUse(held, first, number, id("another"), proof)).to.be.false;
    }
    expect(gateway.meter.evidence(held, id("another"))).to.be.undefined;
  });

  it("X-54: refuses at the next request what was revoked on chain a moment ago", async () => {
    const { dataLicences } = here.desk.suite;
    const [surrendered, terminated] = [await licence(here), await licence(here)];
    for (const held of [surrendered, terminated]) await client.chunk(held, 0, { purpose }, here.commitment);
    await dataLicences.connect(here.desk.shuju.signer).surrender(surrendered);
    await courtOrders(here.desk, "terminateByOrder", terminated, REASON);
    for (const held of [surrendered, terminated]) {
      expect(await refused(client, held)).to.include({ status: 410, error: "DataLicenceWrongStatus" });
    }
    await gateway.meter.flush(terminated);
    expect(gateway.said.join()).to.contain("Never anchored: 1 use of licence 2. ");
  });

  it("X-54: serves nothing while the head is too old, and says so in its health", async () => {
    const held = await licence(here);
    const health = async () => told(await fetch(`${gateway.url}/v1/health`));
    expect(await health()).to.include({
      status: 200,
      licences: here.place.licences,
      meter: Number(here.desk.yunlu.id),
    });
    for (const ahead of [31, -31]) {
      clock.ahead = ahead;
      expect(await refused(client, held)).to.include({ status: 503, error: "HeadTooOld" });
      expect(await health()).to.include({ status: 503, error: "HeadTooOld" });
    }
    clock.ahead = 30;
    await client.chunk(held, 0, { purpose }, here.commitment);
  });

  it("X-49: serves no use beyond the count, though none is anchored, whether asked one by one or at once", async () => {
    const [oneByOne, atOnce] = [await licence(here, { uses: 2n }), await licence(here, { uses: 3n })];
    for (const index of [0, 1]) await client.chunk(oneByOne, index, { purpose }, here.commitment);
    expect(await refused(client, oneByOne)).to.include({ status: 403, error: "DataLicenceExhausted" });
    await gateway.meter.flush(oneByOne);
    expect(await refused(client, oneByOne)).to.include({ status: 403, error: "DataLicenceExhausted" });

    const answers = await Promise.all(Array.from({ length: 8 }, () => client.get(path(atOnce))));
    expect(answers.filter(({ ok }) => ok).length).to.equal(3);
    await gateway.meter.flush(atOnce);
    expect(await used(atOnce)).to.equal(3n);
  });

  it("D-3: refuses after the last day, for another purpose, and while an order stops uses", async () => {
    const held = await licence(here, { daysValid: 30n });
    const other = { purpose: String(purposeOf("RISK_CONTROL") + 1n) };
    expect(await refused(client, held, 0, other)).to.include({ status: 403, error: "DataLicencePurposeOutside" });
    expect(await refused(client, held, 0, { person: "1" })).to.include({ error: "DataLicencePersonNotAsked" });
    await frozenAsset(here.desk, here.asset, { uses: true, until: (await now()) + DAY });
    expect(await refused(client, held)).to.include({ status: 403, error: "DataLicenceUsesStopped" });
    await networkHelpers.time.increase(2n * DAY);
    await client.chunk(held, 0, { purpose }, here.commitment);
    await networkHelpers.time.increase(31n * DAY);
    const over = await refused(client, held);
    expect(over).to.include({ status: 403, error: "DataLicenceOver" });
    expect(over.sentence).to.match(/ended on 2026-\d\d-\d\d\.$/);
    expect(over.remedy).to.contain("data offers");
  });

  it("answers who has not signed, or signed something else, with 401", async () => {
    const held = await licence(here);
    const get = async (request: Awaited<ReturnType<Client["signed"]>>) => told(await client.send(request));
    expect(await told(await fetch(gateway.url + path(held)))).to.include({ status: 401, error: "Unsigned" });
    const signed = await client.signed(path(held));
    expect(await get({ ...signed, path: path(held, 1) })).to.include({ status: 401, error: "WrongSignature" });
    expect(await get({ ...signed, account: here.desk.yunlu.wallet })).to.include({ error: "WrongSignature" });
    expect(await get({ ...signed, signature: "0x1234" })).to.include({ error: "WrongSignature" });
    const time = await networkHelpers.time.latest();
    for (const expiry of [time - 1, time + 61]) {
      expect(await get(await client.signed(path(held), { expiry }))).to.include({ status: 401, error: "Expired" });
    }
    // It was refused, and has not used up its nonce.
    expect((await client.send(signed)).status).to.equal(200);
    expect(await get(signed)).to.include({ status: 401, error: "Replayed" });
    expect(await gateway.meter.unanchored()).to.equal(1);
  });

  it("answers others' accounts, and accounts that may not act for the licensee in the module, with 403", async () => {
    const { desk } = here;
    const held = await licence(here);
    const by = (signer: Parameters<typeof clientOf>[2]) => clientOf(here, gateway, signer);
    const foreign = await refused(by(desk.kangning.signer), held);
    expect(foreign).to.include({ status: 403, error: "Foreign" });
    expect(foreign.sentence).to.contain("licence 1 is");
    expect(await refused(by(stranger("nobody")), held)).to.include({ status: 403, error: "AccountUnknown" });
    const [clerk, cashier] = [stranger("clerk of shuju"), stranger("cashier of shuju")];
    await bound(desk, desk.shuju, clerk, { modules: ["data"] });
    await bound(desk, desk.shuju, cashier, { modules: ["money"] });
    expect(await refused(by(cashier), held)).to.include({ status: 403, error: "AccountNotForModule" });
    await by(clerk).chunk(held, 0, { purpose }, here.commitment);
    await desk.suite.participants.connect(desk.shuju.signer).releaseAccount(clerk);
    expect(await refused(by(clerk), held)).to.include({ status: 403, error: "AccountUnknown" });
  });

  it("ERC-1271: takes what the officers of a contract account have signed", async () => {
    const { participants } = here.desk.suite;
    const { shuju } = here.desk;
    const officers = [stranger("maker"), stranger("checker")] as const;
    const wallet = await ethers.deployContract("JointWallet", [officers.map(({ address }) => address)]);
    const account = await wallet.getAddress();
    const joined = (digest: string, by = officers) => concat(by.map((one) => one.signingKey.sign(digest).serialized));
    const deadline = (await now()) + DAY;
    const parts = await Promise.all(
      officers.map((officer) =>
        signConsent(
          participants,
          { getAddress: () => Promise.resolve(account), signTypedData: officer.signTypedData.bind(officer) },
          shuju.uscc,
          Scopes.ACTS,
          deadline,
        ),
      ),
    );
    const consent = concat(parts.map(({ signature }) => signature));
    await participants.connect(shuju.signer).bindAccount(account, Scopes.ACTS, 0, [], deadline, consent);

    const held = await licence(here);
    const expiry = (await networkHelpers.time.latest()) + 30;
    const asked = { method: "GET", path: path(held), expiry, nonce: hexlify(randomBytes(32)), account };
    const digest = digestOf(here.place, asked);
    const one = joined(digest, [officers[0], officers[0]]);
    expect((await client.send({ ...asked, signature: one })).status).to.equal(401);
    expect((await client.send({ ...asked, signature: joined(digest) })).status).to.equal(200);
  });

  it("answers what there is not with 404, and what can't be meant with 400", async () => {
    const held = await licence(here);
    expect(await refused(client, 99n)).to.include({ status: 404, error: "DataLicenceUnknown" });
    expect(await refused(client, held, CHUNKS)).to.include({
      status: 404,
      sentence: "Version 1 of asset 1 has chunks 0 to 4.",
    });
    expect(await refused(client, held, 0, { version: "2" })).to.include({ status: 404 });
    expect(await refused(client, held, 0, { session: "00".repeat(32) })).to.include({
      status: 400,
      error: "Malformed",
    });
    expect(await refused(client, held, 0, { session: "00" })).to.include({ status: 400, error: "Malformed" });
    expect(await refused(client, held, 0, { what: "1" })).to.include({ status: 400, error: "Malformed" });
    for (const where of ["/v1/assets/2", "/v1/nothing", "/v1/licences/1/chunks/../../../journal/1.jsonl"]) {
      expect(await told(await fetch(gateway.url + where))).to.include({ status: 404 });
    }
    expect((await fetch(gateway.url + path(held), { method: "HEAD" })).status).to.equal(404);
    expect(await used(held)).to.equal(0n);
    expect(await gateway.meter.unanchored()).to.equal(0);
  });

  it("tells of an asset what is on chain of it, and how many chunks it has", async () => {
    const { versions } = (await (await fetch(`${gateway.url}/v1/assets/${here.asset}`)).json()) as {
      versions: { version: number; commitment: string; root: `0x${string}`; chunks: number }[];
    };
    expect(versions.length).to.equal(1);
    const [{ commitment, root, chunks } = { commitment: "", root: "0x" as const, chunks: 0 }] = versions;
    expect(commitment).to.equal(await here.desk.suite.dataRegistry.commitmentOf(here.asset, 1n));
    expect(commitmentOf({ root, chunks })).to.equal(commitment);
    expect(chunks).to.equal(CHUNKS);
  });

  it("serves under licences that its participant meters only", async () => {
    const held = await licence(here, { meter: here.desk.guanshan.id });
    expect(await refused(client, held)).to.include({ status: 403, error: "NotMeter" });
  });

  it("does not serve content that has changed on the disk, nor begin with what is not registered", async () => {
    const held = await licence(here);
    const file = join(here.folder, "assets", String(here.asset), "1", "content");
    const changed = Buffer.from(CONTENT);
    changed[0] = 0;
    writeFileSync(file, changed);
    expect(await refused(client, held)).to.include({ status: 500, error: "ContentChanged" });
    await client.chunk(held, 1, { purpose }, here.commitment);
    expect(await gateway.meter.unanchored()).to.equal(1);
    writeFileSync(file, CONTENT.subarray(0, 100));
    await expectRejected(served(here), "is not the content");
  });

  it("X-55: a person's consent is read for each use, which is on chain before it is answered", async () => {
    await ended();
    here = await post({ holder: here.desk.kangning, sensitivity: Sensitivity.Personal });
    const held = await licensed(here.desk, here.asset, { territory: 520_000n }, { seller: here.desk.kangning });
    gateway = await served(here, { by: here.desk.kangning });
    client = clientOf(here, gateway, here.desk.shuju.signer);
    const subject = await enrolled(here.desk);
    const asked = { purpose, person: String(subject.id) };
    expect(await refused(client, held)).to.include({ status: 403, error: "DataLicencePersonMissing" });
    expect(await refused(client, held, 0, asked)).to.include({ status: 403, error: "DataConsentMissing" });
    const scope = scopeOf(here.desk, here.asset);
    await consented(here.desk, subject, scope);
    for (const count of [1n, 2n]) {
      const { request, result, salt } = await client.chunk(held, 0, asked, here.commitment);
      expect(await used(held)).to.equal(count);
      const digest = useDigest(here.place, { request, result, salt: hexlify(salt), purpose: 0, person: "0" });
      const { dataLicences } = here.desk.suite;
      const [log] = (await dataLicences.queryFilter(dataLicences.filters.UseRecorded(held))).slice(-1);
      expect(log?.args.digest).to.equal(digest);
      expect(log?.args.person).to.equal(subject.id);
    }
    await withdrawn(here.desk, subject, scope);
    expect(await refused(client, held, 0, asked)).to.include({ status: 403, error: "DataConsentMissing" });
    expect(await used(held)).to.equal(2n);
  });

  it("D-7: a purchase's ciphertext goes to its buyer, once it is committed to and while the asset may be sold", async () => {
    const { desk } = here;
    const offer = await offeredForSale(desk, here.asset);
    const delivery = await orderedSale(desk, { offer });
    const chunk = (index: number) => `/v1/sales/${delivery.sale}/chunks/${index}`;
    const made = (name: string) => join(here.folder, "made", name);
    const out = join(here.folder, "sales", String(delivery.sale));
    await done(
      desk.suite,
      `data encrypt-content --file "${made("content")}" --tree "${made("tree.json")}" --out "${out}"`,
    );
    expect(await told(await client.get(chunk(0)))).to.include({ status: 403, error: "NotDelivered" });

    const { ciphertextRoot, chunks } = JSON.parse(readFileSync(join(out, "delivery.json"), "utf8")) as {
      ciphertextRoot: string;
      chunks: number;
    };
    const key = Uint8Array.from(Buffer.from(readFileSync(join(out, "content-key"), "utf8").trim().slice(2), "hex"));
    const { dataSales } = desk.suite;
    await dataSales.connect(desk.yunlu.signer).commit(delivery.sale, ciphertextRoot, chunks, keyDigestOf(key));
    const got = [];
    for (let index = 0; index < chunks; index++) {
      got.push(new Uint8Array(await (await client.get(chunk(index))).arrayBuffer()));
    }
    const { content, commitment } = await opened(key, got);
    expect(content).to.deep.equal(CONTENT);
    expect(commitment).to.equal(here.commitment);

    const seller = clientOf(here, gateway, desk.yunlu.signer);
    expect(await told(await seller.get(chunk(0)))).to.include({ status: 403, error: "Foreign" });
    expect(await told(await client.get(chunk(chunks)))).to.include({ status: 404 });
    await suspendedAsset(desk, here.asset);
    expect(await told(await client.get(chunk(0)))).to.include({ status: 403 });
    await dataSales.connect(desk.yunlu.signer).decline(delivery.sale);
    expect(await told(await client.get(chunk(0)))).to.include({ status: 410, error: "NotDelivered" });
  });

  it("a licence that is yet to be delivered is refused as one that has not begun", async () => {
    const { dataLicences } = here.desk.suite;
    const held = await licensed(here.desk, here.asset, { delivery: true, stepHours: 24n }, { pending: true });
    expect(await refused(client, held)).to.include({ status: 403, error: "DataLicenceWrongStatus" });
    await dataLicences.connect(await asPart(here.desk)).void(held);
    expect(await refused(client, held)).to.include({ status: 410, error: "DataLicenceWrongStatus" });
  });

  async function expectRejected(work: Promise<unknown>, words: string): Promise<void> {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error?.message).to.contain(words);
    expect(error).to.not.be.instanceOf(AskedInVain);
  }
});
