import { readFileSync } from "node:fs";
import { expect } from "chai";
import { foundedSuite } from "../utils/suite.ts";
import { because, certified, DOCUMENT, folder, funded, morningAfter, registration, shown } from "../utils/task-data.ts";
import { done, run } from "../utils/tasks.ts";

const FEED = `${"road,minute,speed\n".repeat(120)}end\n`;
const OFFERED =
  "data offer 1 --right processing --purposes traffic-planning,logistics --days 365 --price 10,000.00 --delivery --until 2026-12-31";

/** The feed of roads, committed to, registered and certified; offer 1 of it. */
async function offered() {
  const { suite, yunlu } = await foundedSuite();
  const at = folder();
  const feed = at.file("feed.csv", FEED);
  const committed = await done(
    suite,
    `data commit-content --file ${feed} --out ${at.path("tree.json")} --chunk-size 1024 --json`,
  );
  await certified(suite, at, { commitment: String(committed.json.commitment) });
  await done(suite, `${OFFERED} ${shown} --as yunlu`);
  await funded(suite, "shuju", "20,000", "DataRevenue");
  return { suite, at, feed, yunlu };
}

/** Everything up to the key of purchase 1. */
async function confirmed() {
  const made = await offered();
  const { suite, at, feed } = made;
  await done(suite, `data order 1 --order-key ${at.path("order.key")} --as shuju`);
  await done(suite, `data encrypt-content --file ${feed} --tree ${at.path("tree.json")} --out ${at.path("sent")}`);
  await done(suite, `data commit 1 --delivery ${at.path("sent")} --as yunlu`);
  await done(suite, `data confirm-ciphertext 1 --ciphertext ${at.path("sent")} --as shuju`);
  return made;
}

describe("Data registered, certified and sold, by tasks alone", () => {
  it("T-3: registration is sealed, shown and then done; review, notice and certificate follow", async () => {
    const { suite } = await foundedSuite();
    const at = folder();
    const feed = at.file("feed.csv", FEED);
    const committed = await done(
      suite,
      `data commit-content --file ${feed} --out ${at.path("tree.json")} --chunk-size 1024`,
    );
    expect(committed.out).to.match(/^3 chunks of 1024 bytes\. Commitment: 0x[0-9a-f]{64}\n/);
    const [commitment = ""] = /0x[0-9a-f]{64}/.exec(committed.out) ?? [];
    const line = registration(at, { commitment });
    const sealed = await done(suite, line);
    expect(sealed.out)
      .to.contain("seals the registration of YL-2026-1")
      .and.contain(`The same command again, which shows it. Keep ${at.path("YL-2026-1.salt")} until then.`);
    const registered = await done(suite, line);
    expect(registered.out).to.contain("Next: npx hardhat data review 1 --evidence-file … --as <certifier>");
    const again = await done(suite, line);
    expect(again.out).to.contain("has registered this as asset 1.").and.contain("Nothing was sent.");
    expect((await done(suite, "data list")).out).to.match(/1 +Submitted +\S/);

    expect((await run(suite, "data certify 1 --as hub")).code).to.equal(1);
    const reviewed = await done(suite, `data review 1 ${shown} --as hub`);
    expect(reviewed.out).to.match(/After 2026-01-\d\d: npx hardhat data certify 1 --as <certifier>/);
    const objected = await done(suite, `data object-to 1 ${shown} --as shuju`);
    expect(objected.out).to.contain("data answer-objection 1");
    expect((await done(suite, "inbox --as yunlu")).out).to.contain("Objection 1 to the registration of asset 1");
    await done(suite, `data answer-objection 1 ${shown} --as yunlu`);
    expect((await done(suite, "inbox --as yunlu")).out).to.contain("Nothing waits");
    expect((await done(suite, "inbox --as hub")).out).to.contain("data decide-objection 1");
    expect((await done(suite, "data show 1")).out).to.contain("1 objection open");
    await done(suite, `data decide-objection 1 --upheld no ${shown} --as hub`);
    const early = await run(suite, "data certify 1 --as hub");
    expect(early.code).to.equal(1);
    expect(early.err).to.match(/notice/);
    const { noticeEnds } = await suite.dataCertification.filingInfo(1n << 32n);
    await done(suite, `system time --to "${morningAfter(noticeEnds)}"`);
    const certificate = `data certify 1 --ca-algorithm sm2-sm3 --ca-certificate ${DOCUMENT} --ca-signature 0x${"5".repeat(128)} --as hub`;
    expect((await done(suite, certificate)).out).to.contain(
      "The certificate authority's signature is recorded as it is, and not verified on chain.",
    );
    expect((await done(suite, "data list --status certified")).out).to.match(/1 +Certified/);
    expect((await done(suite, "data show 1")).out)
      .to.match(/certificate +.*, valid through 2029-01-\d\d/)
      .and.contain("holder 60 %, operator 40 %");
    expect((await done(suite, "data history 1")).out).to.match(/certified/);

    await done(suite, `data suspend 1 ${because} --as hub`);
    expect((await done(suite, "data show 1")).out).to.match(/status +Suspended/);
    const offer = await run(suite, `${OFFERED} ${shown} --as yunlu`);
    expect(offer.code).to.equal(1);
    await done(suite, `data reinstate 1 ${because} --as hub`);
    const next = `data publish-version 1 --commitment ${DOCUMENT} ${shown} --salt-file ${at.path("v2.salt")} --as yunlu`;
    await done(suite, next);
    await done(suite, next);
    expect((await done(suite, next)).out).to.contain("This is a version of asset 1 already.");
    expect((await done(suite, "data show 1")).out).to.contain("version 2");
  });

  it("T-3, X-4: content against money: each step says the next, and what was opened equals what was registered", async () => {
    const { suite, at, feed } = await offered();
    expect((await done(suite, "data offers")).out).to.match(/1 +1 +Open +.*¥10,000\.00/);
    const ordering = `data order 1 --order-key ${at.path("order.key")} --as shuju`;
    expect((await done(suite, ordering)).out).to.contain("Next: npx hardhat data commit 1 --delivery … --as yunlu");
    expect((await done(suite, ordering)).out)
      .to.contain("This key is that of purchase 1.")
      .and.contain("Nothing was sent.");
    expect((await done(suite, "inbox --as yunlu")).out).to.match(/Ciphertext of purchase 1, ¥10,000\.00/);

    const other = at.file("other.csv", "something else");
    const encrypt = (file: string) =>
      `data encrypt-content --file ${file} --tree ${at.path("tree.json")} --out ${at.path("sent")}`;
    const wrong = await run(suite, encrypt(other));
    expect(wrong.code).to.equal(2);
    expect(wrong.err).to.contain("is not the content that");
    await done(suite, encrypt(feed));
    expect((await run(suite, encrypt(feed))).err).to.contain("is there already.");
    expect((await done(suite, `data commit 1 --delivery ${at.path("sent")} --as yunlu`)).out).to.match(
      /Until 2026-.*: npx hardhat data confirm-ciphertext 1 --ciphertext … --as shuju/,
    );
    const spoilt = folder();
    for (const name of ["0.bin", "1.bin"]) spoilt.file(name, readFileSync(`${at.path("sent")}/${name}`));
    const short = await run(suite, `data confirm-ciphertext 1 --ciphertext ${spoilt.path("")} --as shuju`);
    expect(short.code).to.equal(2);
    expect(short.err).to.contain("is not the ciphertext that the seller of purchase 1 has committed to.");
    await done(suite, `data confirm-ciphertext 1 --ciphertext ${at.path("sent")} --as shuju`);
    const open = `data open-content 1 --ciphertext ${at.path("sent")} --order-key ${at.path("order.key")} --out ${at.path("received.csv")}`;
    const early = await run(suite, open);
    expect(early.code).to.equal(2);
    expect(early.err).to.contain("No key was posted for purchase 1 yet.");
    const proof = `data prove-wrong-key 1 --order-key ${at.path("order.key")} --as shuju`;
    const unposted = await run(suite, proof);
    expect(unposted.code).to.equal(2);
    expect(unposted.err).to.contain("No key was posted for purchase 1 yet.");
    await done(suite, `data post-key 1 --delivery ${at.path("sent")} --as yunlu`);
    expect((await done(suite, "inbox --as shuju")).out).to.contain("Check of purchase 1");
    expect((await done(suite, "data show-sale 1")).out).to.contain("the buyer accepts, proves or disputes");
    const opened = await done(suite, open);
    expect(opened.out).to.contain("version 1 of asset 1, as it is registered.");
    expect(readFileSync(at.path("received.csv"), "utf8")).to.equal(FEED);
    const proved = await run(suite, proof);
    expect(proved.code).to.equal(2);
    expect(proved.err).to.contain(
      "The key of purchase 1 is right: showing the order's secret would give the content away",
    );

    expect((await done(suite, "data accept 1 --as shuju")).out)
      .to.contain("¥10,000.00")
      .and.contain("Next: npx hardhat data show-licence 1");
    expect((await done(suite, "data sales")).out).to.match(/1 +1 +1 +Released/);
    expect((await done(suite, "data show-licence 1")).out).to.match(/uses +0 of unlimited/);
    expect((await done(suite, "data income yunlu")).out).to.match(/not paid out yet +¥10,000\.00/);
    await done(suite, "data claim --as yunlu");
    const claimed = await run(suite, "data claim --as yunlu");
    expect(claimed.code).to.equal(1);
    expect(claimed.err).to.contain("is owed nothing.");
    expect((await done(suite, "data income yunlu --json")).json).to.include({ total: "1000000", owed: "0" });
    expect((await done(suite, "data history 1")).out).to.match(/purchase 1/);
  });

  it("T-3, D-5: a wrong key is found at opening, and proved for the money back", async () => {
    const { suite, at, yunlu } = await confirmed();
    const { orderKey } = await suite.dataSales.saleInfo(1n);
    // No task posts a wrong key: what is wrapped here is noise.
    await suite.dataSales.connect(yunlu.signer).postKey(1n, { x: orderKey.x, y: orderKey.y }, `0x${"9".repeat(64)}`);
    const open = await run(
      suite,
      `data open-content 1 --ciphertext ${at.path("sent")} --order-key ${at.path("order.key")} --out ${at.path("received.csv")}`,
    );
    expect(open.code).to.equal(1);
    expect(open.out).to.contain("The posted key is wrong").and.contain("data prove-wrong-key 1");
    expect((await done(suite, `data prove-wrong-key 1 --order-key ${at.path("order.key")} --as shuju`)).out).to.contain(
      "has ¥10,000.00 back",
    );
    expect((await done(suite, "data show-sale 1")).out).to.match(/status +Refunded/);
  });

  it("T-3, X-4: what nobody takes a step in is ended by anyone; a seller declines; the holder shows the chunk it is asked for", async () => {
    const { suite, at } = await confirmed();
    await done(suite, `data post-key 1 --delivery ${at.path("sent")} --as yunlu`);
    const early = await run(suite, "data release 1 --as auditor");
    expect(early.code).to.equal(1);
    expect(early.err).to.contain("This step of purchase 1 has time until");
    const over = async (sale: bigint) => {
      const { deadline } = await suite.dataSales.saleInfo(sale);
      await done(suite, `system time --to "${morningAfter((deadline + 28_800n) / 86_400n)}"`);
    };
    await over(1n);
    expect((await done(suite, "data release 1 --as auditor")).out).to.contain("¥10,000.00");
    expect((await done(suite, "data show-sale 1")).out).to.match(/status +Released/);

    await done(suite, `data order 1 --order-key ${at.path("second.key")} --as shuju`);
    expect((await run(suite, "data decline 2 --as shuju")).code).to.equal(1);
    expect((await done(suite, "data decline 2 --as yunlu")).out).to.contain("¥10,000.00");
    expect((await done(suite, "data show-sale 2")).out).to.match(/status +Refunded/);

    await done(suite, "money approve DataRevenue --amount 10,000 --as shuju");
    await done(suite, `data order 1 --order-key ${at.path("third.key")} --as shuju`);
    expect((await run(suite, "data lapse 3 --as auditor")).code).to.equal(1);
    await over(3n);
    await done(suite, "data lapse 3 --as auditor");
    expect((await done(suite, "data show-sale 3")).out).to.match(/status +Refunded/);
    expect((await done(suite, "money balance shuju --json")).json).to.include({ balance: "1000000" });

    await done(suite, "data challenge 1 --as shuju");
    const answer = `data answer-challenge 1 --tree ${at.path("tree.json")} --as yunlu`;
    expect((await done(suite, answer)).out).to.match(/shows chunk [012] of version 1 of asset 1\./);
    expect((await done(suite, "inbox --as yunlu")).out).to.contain("Nothing waits");
    expect((await run(suite, answer)).code).to.equal(1);
  });
});
