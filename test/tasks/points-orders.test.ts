import { expect } from "chai";
import { DOCUMENT, morningAfter } from "../utils/task-data.ts";
import { addressOf, allied, BASIS, ordered, ruled } from "../utils/task-points.ts";
import { done, run } from "../utils/tasks.ts";

const COURT = ["court"];
const ORDER = `--order ${DOCUMENT}`;

describe("Orders on points, and programmes that end, by tasks alone", () => {
  it("T-3: each act on points can be proposed by name, and is told in a sentence", async () => {
    const { suite } = await allied();
    const lan = await addressOf(suite, "user:lan");
    const cases: [line: string, sentence: string][] = [
      ["admit-points-member --participant guanshan", "Guanshan Bank is admitted to the points alliance."],
      ["remove-points-member --participant linxun", "Linxun Telecom leaves the points alliance."],
      ["set-points-band --lowest 40 --highest 90.5", "Rates of exchange may be 40 % to 90.5 % of parity."],
      ["set-points-fee --value 1.25", "The fee on exchanges is 1.25 %."],
      ["set-points-fee-receiver --participant zhixing", "Zhixing Bookshop gets the alliance's fees."],
      ["set-points-minimum-ratio --value 30", "New programmes have at least 30 % in reserve."],
      ["set-cycle-days --value 14", "Cycles take 14 days, from the next one on."],
      ["set-minimum-deposit --amount 20,000", "Issuers of covered points keep a guarantee deposit of ¥20,000.00."],
      [
        "freeze-points --account user:lan --case 2026-31 --until 2026-12-31",
        `The points of ${lan} are frozen under case 2026-31 until 2026-12-31 23:59:59.`,
      ],
      [
        "renew-points-freeze --account user:lan --case 2026-31 --until 2027-12-31",
        `Case 2026-31 on the points of ${lan} lasts until 2027-12-31 23:59:59.`,
      ],
      ["unfreeze-points --account user:lan --case 2026-31", `Case 2026-31 on the points of ${lan} ends.`],
      [
        "stop-issuing --programme 2 --case 2026-32 --until 2026-12-31",
        "Lincheng Stars (programme 2) is not granted under case 2026-32 until 2026-12-31 23:59:59.",
      ],
      ["resume-issuing --programme 2 --case 2026-32", "Case 2026-32 on Lincheng Stars (programme 2) ends."],
      [
        `transfer-points --programme "lincheng stars" --from user:lan --to user:ming --points 1,500`,
        `1,500 of Lincheng Stars (programme 2) pass from ${lan} to`,
      ],
      [
        `close-programme --programme 2 --evidence ${DOCUMENT}`,
        "Notice is given of the end of Lincheng Stars (programme 2).",
      ],
    ];
    for (const [line, sentence] of cases) {
      const { out, code, err } = await run(suite, `order propose ${line} ${BASIS} --as court --dry-run`);
      expect(out, `${line} ${err}`).to.contain(sentence);
      expect(code, line).to.equal(0);
    }
    const wrong = await run(suite, `order propose set-points-fee --value 2.125 ${BASIS} --as court`);
    expect(wrong.code).to.equal(2);
    expect(wrong.err).to.contain('--value is "2.125".');
  });

  it("T-3: the alliance's terms are set by the council, and the fees reach their receiver", async () => {
    const { suite } = await allied();
    await ruled(suite, "set-points-fee --value 2", "2026-01-09");
    await ruled(suite, "set-points-band --lowest 50 --highest 100", "2026-01-13");
    await done(suite, "points set-rate 2 --rate 500 --as baihuo");
    await done(suite, "points grant 2 --to user:lan --points 10,000 --number 1 --as baihuo");
    await done(suite, "points exchange 2 --points 10,000 --as user:lan");
    const none = await run(suite, "points claim-fees --as zhixing");
    expect(none.code).to.equal(1);
    expect(none.err).to.contain("Nobody gets the alliance's fees yet.");
    await ruled(suite, "set-points-fee-receiver --participant linxun", "2026-01-17");
    expect((await done(suite, "points claim-fees --as zhixing")).out)
      .to.contain("has the alliance's fees paid out: ¥1.00 to Linxun Telecom.")
      .and.contain("Linxun Telecom is paid the alliance's fees: ¥1.00.");
    expect((await done(suite, "points claim-fees --as zhixing")).out).to.contain("Nothing was sent.");
  });

  it("K-4, T-3: frozen points can't be spent, and pass by order under their case", async () => {
    const { suite, at } = await allied();
    await done(suite, "points grant 2 --to user:lan --points 1,000 --number 1 --as baihuo");
    await ordered(suite, "freeze-points --account user:lan --case 2026-31 --until 2026-12-31", COURT);
    const lan = await addressOf(suite, "user:lan");
    const refused = await run(suite, "points transfer 2 --to user:ming --points 1 --as user:lan");
    expect(refused.code).to.equal(1);
    expect(refused.err).to.contain(`${lan} is frozen until 2026-12-31 23:59:59.`);
    const signed = at.path("paid.json");
    await done(suite, `points sign-redemption 2 --points 1 --merchant baihuo ${ORDER} --out ${signed} --as user:lan`);
    expect((await run(suite, `points redeem --signed ${signed} --as baihuo`)).err).to.contain("is frozen until");
    expect((await done(suite, "points statement user:lan")).out).to.contain(`${lan}, frozen until 2026-12-31 23:59:59`);
    await ordered(suite, "transfer-points --programme 2 --from user:lan --to user:ming --points 400 --case 2026-31", [
      "court",
      "regulator",
    ]);
    const ming = await done(suite, "points statement user:ming --json");
    expect((ming.json.programmes as { spendable: string }[])[0]?.spendable).to.equal("400");
    await ordered(suite, "unfreeze-points --account user:lan --case 2026-31", COURT);
    await done(suite, "points transfer 2 --to user:ming --points 600 --as user:lan");
  });

  it("S-7, T-3: a stopped issuer grants nothing and lowers no rate, until the case ends", async () => {
    const { suite } = await allied();
    await ordered(suite, "stop-issuing --programme 2 --case 2026-32 --until 2026-06-30", COURT);
    expect((await done(suite, "points list")).out).to.match(/Lincheng Stars +.*Open, stopped by an order/);
    expect((await done(suite, "points show 2")).out).to.match(/stopped until +2026-06-30/);
    const grant = await run(suite, "points grant 2 --to user:lan --points 1 --number 1 --as baihuo");
    expect(grant.code).to.equal(1);
    expect(grant.err).to.contain("Lincheng Stars (programme 2) is stopped by an order.");
    const lower = await run(suite, "points set-rate 2 --rate 850 --as baihuo");
    expect(lower.code).to.equal(1);
    expect(lower.err).to.contain("now it can't be lowered to 850");
    await ordered(suite, "resume-issuing --programme 2 --case 2026-32", COURT);
    await done(suite, "points grant 2 --to user:lan --points 1 --number 1 --as baihuo");
  });

  it("T-3, T-9: a programme ends with its notice, told to those who accept its points, and its reserve comes back", async () => {
    const { suite } = await allied();
    await done(suite, "points propose-acceptance 2 --merchant zhixing --rate 9.00 --as baihuo");
    await done(suite, "points sign 1 --as zhixing");
    await done(suite, "points grant 2 --to user:lan --points 1,000 --number 1 --as baihuo");
    const close = `points close-programme 2 --notice ${DOCUMENT} --as baihuo`;
    expect((await done(suite, close)).out)
      .to.contain("its points are good until 2026-04-05.")
      .and.contain("After 2026-04-05: npx hardhat points finish-closing 2 --as baihuo");
    expect((await done(suite, close)).out).to.contain("closing: its points are good until 2026-04-05.");
    expect((await done(suite, "inbox --as zhixing")).out).to.match(
      /2026-04-05 +Lincheng Stars \(programme 2\), which you accept, are good for the last time/,
    );
    const grant = await run(suite, "points grant 2 --to user:lan --points 1 --number 2 --as baihuo");
    expect(grant.code).to.equal(1);
    expect(grant.err).to.contain("Lincheng Stars (programme 2) is Closing; grant is not possible then.");
    const early = await run(suite, "points finish-closing 2 --as baihuo");
    expect(early.code).to.equal(1);
    expect(early.err).to.contain("is good until 2026-04-05.");
    await done(suite, `system time --to '${morningAfter(BigInt(Date.parse("2026-04-05") / 86_400_000))}'`);
    expect((await done(suite, "inbox --as baihuo")).out).to.contain("has ended: its reserve of ¥5,000.00 comes back");
    const finished = await done(suite, "points finish-closing 2 --as linxun");
    expect(finished.out)
      .to.contain("1,000 that were not used become void.")
      .and.contain(
        "is closed; ¥5,000.00 of its reserve are back with Lincheng Department Store, and 1,000 points are void.",
      );
    expect((await done(suite, "points finish-closing 2 --as linxun")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "points list")).out).to.match(/2 +Lincheng Stars +Lincheng Department Store +Closed/);
    expect((await done(suite, "points sweep 2 --month 2026-07 --as linxun")).out).to.contain("are void and swept");
    await done(suite, "points withdraw-deposit --amount 10,000 --as baihuo");
  });

  it("T-3: honour points have no money in them, and are redeemed at their issuer", async () => {
    const { suite, at } = await allied();
    await done(
      suite,
      `points open-programme --name "Green hours" --honour --terms ${DOCUMENT} --monthly-cap 10,000 --as dianli`,
    );
    await done(suite, 'points grant "Green hours" --to user:lan --points 50 --number 1 --as dianli');
    const file = at.path("green.json");
    await done(suite, `points sign-redemption 3 --points 20 --merchant dianli ${ORDER} --out ${file} --as user:lan`);
    expect((await done(suite, `points redeem --signed ${file} --as dianli`)).out).to.contain(
      "with 20 of Green hours (programme 3), which brings it no money.",
    );
    expect((await done(suite, "points show 3")).out)
      .to.match(/kind +honour points/)
      .and.match(/granted this month +50 of 10,000/);
    const exchange = await run(suite, "points exchange 3 --points 20 --as user:lan");
    expect(exchange.code).to.equal(1);
    expect(exchange.err).to.contain("Green hours (programme 3) are not exchanged into common points.");
    expect((await done(suite, "points coverage")).out).not.to.contain("Green hours");
  });
});
