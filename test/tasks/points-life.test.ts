import { readFileSync } from "node:fs";
import { expect } from "chai";
import { Wallet } from "ethers";
import { personaOf } from "../../deploy/data/personas.ts";
import { foundedSuite } from "../utils/suite.ts";
import { DOCUMENT, funded, morningAfter } from "../utils/task-data.ts";
import { addressOf, allied, ordered, STORE } from "../utils/task-points.ts";
import { done, foreignChain, run } from "../utils/tasks.ts";

const ORDER = `--order ${DOCUMENT}`;

describe("Points granted, exchanged, redeemed and cleared, by tasks alone", () => {
  it("T-3: the council admits a member, and it opens a programme, once", async () => {
    const { suite } = await foundedSuite();
    const early = await run(suite, STORE);
    expect(early.code).to.equal(1);
    expect(early.err)
      .to.contain("Lincheng Department Store is no member of the points alliance.")
      .and.contain("order propose admit-points-member --participant baihuo");
    await ordered(suite, "admit-points-member --participant baihuo");
    expect((await done(suite, "points members")).out).to.match(/Lincheng Department Store +¥0\.00/);

    const dry = await done(suite, `${STORE} --dry-run`);
    expect(dry.out).to.contain("Dry run: it would succeed.");
    expect(await suite.pointsLedger.programmeCount()).to.equal(1n);
    const opened = await done(suite, STORE);
    expect(opened.out)
      .to.contain(
        "Lincheng Department Store opens Lincheng Stars: points worth ¥10.00 for 1,000, 60 % of it in reserve, good until the end of the month 6 months after the grant, exchanged into 900 for 1,000.",
      )
      .and.contain("points add-reserve 2 --amount … --as baihuo");
    const again = await done(suite, `${STORE} --json`);
    expect(again.json).to.include({ ok: true, already: true, programme: "2" });
    expect((await done(suite, "points list")).out)
      .to.match(/1 +Common points +the alliance +Open +¥10\.00/)
      .and.match(/2 +Lincheng Stars +Lincheng Department Store +Open, stopped by the clearing +¥10\.00 +900 +6 months/);
    expect((await done(suite, "inbox --as baihuo")).out).to.contain("Your guarantee deposit lacks ¥10,000.00");
    const second = await run(suite, STORE.replace("Lincheng Stars", "More Stars"));
    expect(second.code).to.equal(1);
    expect(second.err).to.contain("has a covered programme already: Lincheng Stars (programme 2).");
  });

  it("T-5: what is typed wrong is told before anything is sent", async () => {
    const { suite, at } = await allied();
    const wrong: [line: string, told: string][] = [
      [`${STORE} --honour`, "Honour points have no value, no reserve and no exchange."],
      [STORE.replace("--value 10.00", "--value 10.001"), "that is 3 decimals"],
      [STORE.replace("--months 6", "--months 6 --fixed-day 2027-12-31"), "Points expire in one way."],
      [STORE.replace("--months 6", "--expiry fixed-date"), "--fixed-day is missing."],
      ["points set-rate 2 --rate 9.5 --as baihuo", '--rate is "9.5".'],
      ["points show 9", "There is no programme 9."],
      ["points show Planets", 'The programme is "Planets": there is none.'],
      ["points grant 2 --to user:lan --points 0 --number 1 --as baihuo", "--points is 0."],
      ["points grant 2 --to user:lan --points 10 --number 1e3 --as baihuo", "which is no whole number"],
      ["points grant 2 --to 0x1234 --points 10 --number 1 --as baihuo", "which is no address"],
      ["points sweep 2 --month 2026-13 --as baihuo", '--month is "2026-13".'],
      ["points show-redemption 0x12", 'The redemption is "0x12".'],
      [`points redeem --signed ${at.path("none.json")} --as zhixing`, "does not exist"],
      [`points redeem --signed ${at.file("text.json", "points")} --as zhixing`, "is no JSON document"],
      [`points redeem --signed ${at.file("other.json", "{}")} --as zhixing`, "is not a redemption"],
    ];
    for (const [line, told] of wrong) {
      const { code, err } = await run(suite, line);
      expect(err, line).to.contain(told);
      expect(code, line).to.equal(2);
    }
  });

  it("T-3, T-9: a merchant signs what its inbox shows, and is asked once", async () => {
    const { suite } = await allied();
    const propose = "points propose-acceptance 2 --merchant zhixing --rate 9.00 --as baihuo";
    const proposed = await done(suite, propose);
    expect(proposed.out)
      .to.contain("proposes that Zhixing Bookshop accepts Lincheng Stars (programme 2) at ¥9.00 for 1,000")
      .and.contain("Next: npx hardhat points sign 1 --as zhixing");
    expect((await done(suite, "inbox --as zhixing")).out).to.match(
      /2026-02-04 +To accept Lincheng Stars \(programme 2\) of Lincheng Department Store at ¥9\.00 for 1,000 \(request 1\)/,
    );
    const other = await run(suite, "points sign 1 --as linxun");
    expect(other.code).to.equal(1);
    expect(other.err).to.contain("Request 1 waits for Zhixing Bookshop");
    await done(suite, "points sign 1 --as zhixing");
    expect((await done(suite, "points sign 1 --as zhixing")).out).to.contain("Nothing was sent.");
    expect((await done(suite, propose)).out).to.contain("Nothing was sent.");
    expect((await done(suite, "inbox --as zhixing")).out).to.contain("Nothing waits");
    expect((await done(suite, 'points acceptances "lincheng stars"')).out)
      .to.match(/Zhixing Bookshop +¥9\.00/)
      .and.match(/Lincheng Department Store +its own/);

    await done(suite, "points propose-acceptance 2 --merchant qianyi --rate 8 --as baihuo");
    await done(suite, "points refuse 2 --as qianyi");
    expect((await done(suite, "points refuse 2 --as qianyi")).out).to.contain("Request 2 is Refused already.");
    await done(suite, "points propose-acceptance 2 --merchant linxun --rate 8 --as baihuo");
    await done(suite, "points withdraw-request 3 --as baihuo");
    const dear = await run(suite, "points propose-acceptance 2 --merchant linxun --rate 10.01 --as baihuo");
    expect(dear.code).to.equal(1);
    expect(dear.err).to.match(/Give --rate from ¥0\.\d\d to ¥10\.00\./);
    await done(suite, "points end-acceptance 2 --as zhixing");
    expect((await done(suite, "points end-acceptance 2 --as zhixing")).out).to.contain("Nothing was sent.");
  });

  it("T-3: a user holds, passes on and exchanges its points, and its statement tells it by expiry", async () => {
    const { suite, at } = await allied();
    const grant = "points grant 2 --to user:lan --points 1,500 --number 1 --as baihuo";
    const granted = await done(suite, grant);
    expect(granted.out)
      .to.contain("They are good until the end of 2026-07.")
      .and.match(/It can spend +0 → 1,500/)
      .and.match(
        /has granted 1,500 of Lincheng Stars \(programme 2\) to 0x\w{40}, number 1, until the end of 2026-07\./,
      );
    expect((await done(suite, grant)).out)
      .to.contain("Number 1 has granted 1,500")
      .and.contain("Nothing was sent.");
    const used = await run(suite, grant.replace("1,500", "1,600"));
    expect(used.code).to.equal(1);
    expect(used.err).to.match(/Number 1 has granted 1,500 of Lincheng Stars \(programme 2\) to 0x\w{40}\./);

    await done(suite, "points transfer 2 --to user:ming --points 200 --as user:lan");
    const short = await run(suite, "points transfer 2 --to user:ming --points 2,000 --as user:lan");
    expect(short.code).to.equal(1);
    expect(short.err).to.contain("can spend 1,300 of Lincheng Stars (programme 2), not 2,000.");
    expect((await done(suite, "points preview-exchange 2 --points 1,000")).out).to.contain(
      "1,000 of Lincheng Stars (programme 2) yield 895 common points; the alliance's fee is 5. ¥9.00 leave the issuer's reserve.",
    );
    const exchanged = await done(suite, "points exchange 2 --points 1,000 --as user:lan");
    expect(exchanged.out)
      .to.match(/Common points \(programme 1\) +0 → 895/)
      .and.contain("has exchanged 1,000 of Lincheng Stars (programme 2) into 895 common points; the fee was 5.");
    const statement = await done(suite, "points statement user:lan");
    expect(statement.out)
      .to.match(/Common points \(programme 1\) +895 +¥8\.95 +895 +–/)
      .and.match(/Lincheng Stars \(programme 2\) +300 +¥3\.00 +300 +2026-07/)
      .and.match(/granted, number 1 +Lincheng Department Store +1,500/)
      .and.match(/passed on +0x\w+ +200/)
      .and.match(/from exchange +895/);

    const operated = "points transfer 2 --to user:ming --points 10 --from user:lan --as user:hua";
    const unasked = await run(suite, operated);
    expect(unasked.code).to.equal(1);
    expect(unasked.err).to.contain("points set-approval-for-all --help");
    await done(suite, "points set-approval-for-all --operator user:hua --as user:lan");
    expect((await done(suite, "points set-approval-for-all --operator user:hua --as user:lan")).out).to.contain(
      "Nothing was sent.",
    );
    expect((await done(suite, `${operated} --dry-run`)).out).to.match(/for 0x\w+, passes 10 of/);
    const many = "points transfer-many --parcels '2=10; common=5' --to user:ming --as user:lan";
    expect((await done(suite, `${many} --dry-run`)).out)
      .to.match(
        /10 of Lincheng Stars \(programme 2\) and 5 of Common points \(programme 1\) on to 0x\w+, all or none\./,
      )
      .and.match(/Common points \(programme 1\) +895 → 890/);
    expect((await run(suite, many.replace("2=10", "2"))).code).to.equal(2);
    await done(suite, "points set-approval-for-all --operator user:hua --approved no --as user:lan");

    const signing = `points sign-transfer 2 --to user:ming --points 100 --out ${at.path("transfer.json")} --as user:lan`;
    const signed = await done(suite, signing);
    expect(signed.out)
      .to.contain("signs to pass 100 of Lincheng Stars (programme 2) on to")
      .and.contain("Nothing was sent.");
    expect((await run(suite, signing)).err).to.contain("is there already.");
    const send = `points transfer-for --signed ${at.path("transfer.json")} --as zhixing`;
    expect((await done(suite, send)).out).to.match(/Lincheng Stars \(programme 2\) +300 → 200/);
    expect((await done(suite, send)).out).to.contain("What was signed has been sent, or cancelled.");

    const printed = await done(suite, "points sign-exchange 2 --points 200 --nonce 7 --as user:lan --json");
    const file = at.file("exchange.json", printed.out);
    const stranger = await run(suite, `points exchange-for --signed ${file} --as zhixing`);
    expect(stranger.code).to.equal(1);
    expect(stranger.err).to.contain("may not send users' exchanges of Lincheng Stars (programme 2).");
    await done(suite, "points set-exchange-partner 2 --partner zhixing --as baihuo");
    const changed = at.file("changed.json", printed.out.replace('"points": "200"', '"points": "201"'));
    const forged = await run(suite, `points exchange-for --signed ${changed} --as zhixing`);
    expect(forged.code).to.equal(2);
    expect(forged.err).to.contain("or was changed since.");
    expect((await done(suite, `points exchange-for --signed ${file} --as zhixing`)).out).to.contain(
      "into 179 common points",
    );
    expect((await done(suite, "points cancel-nonce --nonce 7 --as user:lan")).out).to.contain("Nothing was sent.");
    await done(suite, "points cancel-nonce --nonce 8 --as user:lan");
    const coverage = await done(suite, "points coverage");
    expect(coverage.out)
      .to.match(/2 +Lincheng Stars +Open +300 +¥3\.00 +60 % +¥1\.80/)
      .and.match(/fees that wait ¥0\.0\d/);
  });

  it("T-3, S-6: a redemption is signed to a file, sent by the merchant, refunded, and cleared with the cycle's end", async () => {
    const { suite, at } = await allied();
    await done(suite, "points propose-acceptance 2 --merchant zhixing --rate 9.00 --as baihuo");
    await done(suite, "points sign 1 --as zhixing");
    await done(suite, "points grant 2 --to user:lan --points 5,000 --number 1 --as baihuo");
    await done(suite, "points set-refund-days --days 14 --as zhixing");
    expect((await done(suite, "points set-refund-days --days 14 --as zhixing")).out).to.contain("Nothing was sent.");
    const refused = await run(suite, `points sign-redemption 2 --points 10 --merchant linxun ${ORDER} --as user:lan`);
    expect(refused.code).to.equal(2);
    expect(refused.err).to.contain("Linxun Telecom does not accept Lincheng Stars (programme 2).");
    const paid = at.path("paid.json");
    const signed = await done(
      suite,
      `points sign-redemption 2 --points 3,000 --merchant zhixing ${ORDER} --out ${paid} --as user:lan`,
    );
    expect(signed.out)
      .to.contain("signs to pay Zhixing Bookshop with 3,000 of Lincheng Stars (programme 2), which bring it ¥27.00")
      .and.contain(`points redeem --signed ${paid} --as <who sends it>`);
    expect(JSON.parse(readFileSync(paid, "utf8"))).to.have.nested.property("message.points", "3000");

    const wrong = await run(suite, `points redeem --signed ${paid} --as linxun`);
    expect(wrong.code).to.equal(1);
    expect(wrong.err).to.contain("It is for Zhixing Bookshop, not for Linxun Telecom.");
    const dry = await done(suite, `points redeem --signed ${paid} --as zhixing --dry-run`);
    expect(dry.out).to.contain("which brings it ¥27.00 with the cycle's end.");
    const redeemed = await done(suite, `points redeem --signed ${paid} --as zhixing`);
    expect(redeemed.out)
      .to.match(
        /has paid Zhixing Bookshop with 3,000 of Lincheng Stars \(programme 2\), which is owed ¥27\.00 for it in cycle 1/,
      )
      .and.contain("Until 2026-01-19 it can be refunded");
    const again = await done(suite, `points redeem --signed ${paid} --as zhixing --json`);
    expect(again.json).to.include({ already: true });
    const id = String(again.json.redemption);
    expect((await run(suite, `points cancel-redemption --signed ${paid} --as user:lan`)).out).to.contain(
      "Nothing was sent.",
    );

    await done(suite, `points refund ${id.slice(0, 14)} --points 1,000 --as zhixing`);
    expect((await done(suite, `points show-redemption ${id}`)).out)
      .to.match(/refunded +1,000 of 3,000/)
      .and.match(/spent from +3,000 \(2026-07\)/)
      .and.match(/paid +with cycle 1/);
    const much = await run(suite, `points refund ${id} --points 2,001 --as zhixing`);
    expect(much.code).to.equal(1);
    expect(much.err).to.contain("2,000 points of redemption").and.contain("are not refunded yet, not 2,001.");

    const running = await done(suite, "points clearing");
    expect(running.out)
      .to.match(/Lincheng Department Store +Zhixing Bookshop +¥18\.00/)
      .and.contain("Cycle 1, running until 2026-01-11; if it were closed now:")
      .and.match(/Lincheng Department Store +¥18\.00 +-¥18\.00 +¥18\.00/)
      .and.contain("¥18.00 net, ¥18.00 paid, ¥0.00 short.");
    expect((await done(suite, "points close-cycle --as zhixing")).out).to.contain("cycle 1 runs until 2026-01-11");
    // As issuer and debtor; as merchant and creditor.
    const issuer = await done(suite, "participant exposure baihuo");
    expect(issuer.out)
      .to.match(/issued points:\n\n.*\n +2 +Lincheng Stars +Open +3,000 +¥30\.00 +¥18\.00 +¥5,000\.00 +¥4,982\.00\n/)
      .and.contain("guarantee deposit in the points alliance is ¥10,000.00 of the ¥10,000.00 that an issuer keeps.")
      .and.contain("owes ¥18.00 and is owed ¥0.00 for points in cycle 1, which runs until 2026-01-11:")
      .and.match(/Lincheng Department Store +Zhixing Bookshop +¥18\.00/);
    const merchant = await done(suite, "participant exposure zhixing");
    expect(merchant.out)
      .to.contain("Zhixing Bookshop owes ¥0.00 and is owed ¥18.00 for points in cycle 1")
      .and.not.contain("issued points")
      .and.not.contain("guarantee deposit");
    expect((await done(suite, "participant exposure linxun")).out).not.to.contain("points");
    await done(suite, "system time --to '2026-01-12 09:00'");
    expect((await done(suite, "inbox --as zhixing")).out).to.contain(
      "Cycle 1 is over: you owe ¥0.00 and are owed ¥18.00",
    );
    const closed = await done(suite, "points close-cycle --as zhixing");
    expect(closed.out)
      .to.contain("Cycle 1 is closed: ¥18.00 of ¥18.00 net are paid.")
      .and.contain("Zhixing Bookshop receives ¥18.00 of ¥18.00 net.");
    expect((await done(suite, "points close-cycle --as zhixing")).out).to.contain("Nothing was sent.");
    const past = await done(suite, "points clearing --cycle 1 --json");
    expect(past.json).to.include({ cycle: "1", isRunning: false, due: "1800", paid: "1800" });
    expect((past.json.debts as { fen: string }[]).map(({ fen }) => fen)).to.deep.equal(["1800"]);
    expect((await done(suite, "points claims")).out).to.contain("No claims are unpaid.");
    expect((await done(suite, "money balance zhixing")).out).to.contain("¥18.00");
    // What has been paid is given back by the merchant itself.
    await done(suite, "money approve PointsLedger --amount 20 --as zhixing");
    expect((await done(suite, `points refund ${id} --as zhixing`)).out).to.match(
      /Zhixing Bookshop gives back +– → ¥18\.00/,
    );
    expect((await done(suite, `points refund ${id} --as zhixing`)).out).to.contain("Nothing was sent.");
    expect((await done(suite, "points statement zhixing")).out).to.contain("It holds no points.");
    expect((await done(suite, "points history 2")).out)
      .to.contain("has opened Lincheng Stars (programme 2)")
      .and.contain("Zhixing Bookshop has refunded 2,000 of Lincheng Stars (programme 2)");
    expect((await done(suite, "statement zhixing")).out)
      .to.match(/PointsClearing +points, cycle 1 +¥18\.00 +¥18\.00/)
      .and.match(/PointsLedger +reserve of Lincheng Stars \(programme 2\) +¥18\.00 +¥0\.00/);
  });

  it("T-2, S-8: elsewhere than on the development chain users sign with a key of Hardhat's, and members send", async () => {
    const { suite, at } = await allied();
    const user = Wallet.createRandom();
    await done(suite, `points grant 2 --to ${user.address} --points 500 --number 1 --as baihuo`);
    const chain = await foreignChain((method, ask) =>
      method === "web3_clientVersion" ? Promise.resolve("besu/v26.8.0") : ask(),
    );
    try {
      const connection = await chain.connect([user.privateKey, personaOf("baihuo").privateKey]);
      const file = at.path("paid.json");
      const baihuo = (await suite.participants.participantOf(personaOf("baihuo").wallet)).toString();
      const line = `points sign-redemption 2 --points 500 --merchant ${baihuo} ${ORDER} --out ${file}`;
      const named = await run(suite, `${line} --as user:lan`, { connection });
      expect(named.code).to.equal(2);
      expect(named.err).to.contain("Users such as user:lan act on the development chain only.");
      await done(suite, `${line} --as ${user.address}`, { connection });
      const sent = await done(suite, `points redeem --signed ${file} --as ${baihuo} --yes`, { connection });
      expect(sent.out).to.contain(`${user.address} has paid`);
    } finally {
      await chain.close();
    }
  });

  it("S-6: what was signed and not sent can be made void", async () => {
    const { suite, at } = await allied();
    await done(suite, "points grant 2 --to user:lan --points 500 --number 1 --as baihuo");
    const file = at.path("paid.json");
    await done(suite, `points sign-redemption 2 --points 500 --merchant baihuo ${ORDER} --out ${file} --as user:lan`);
    const other = await run(suite, `points cancel-redemption --signed ${file} --as user:ming`);
    expect(other.code).to.equal(1);
    expect(other.err).to.contain("has signed it, not");
    await done(suite, `points cancel-redemption --signed ${file} --as user:lan`);
    const { json } = await done(suite, `points redeem --signed ${file} --as baihuo --json`);
    expect(json).to.include({ already: true });
    expect((await done(suite, `points show-redemption ${String(json.redemption)}`)).out).to.contain("made it void");
    expect(await addressOf(suite, "user:lan")).to.match(/^0x/);
  });

  it("T-3, S-5: a cycle that closes short leaves claims, and who owes them pays them from its inbox", async () => {
    const { suite, at } = await allied();
    await done(suite, "points propose-acceptance 2 --merchant zhixing --rate 10.00 --as baihuo");
    await done(suite, "points sign 1 --as zhixing");
    // ¥30,000.00 of points with ¥18,000.00 in reserve and ¥10,000.00 of deposit.
    await done(suite, "points add-reserve 2 --amount 13,000 --as baihuo");
    await done(suite, "points grant 2 --to user:lan --points 3,000,000 --number 1 --as baihuo");
    const file = at.path("paid.json");
    await done(
      suite,
      `points sign-redemption 2 --points 3,000,000 --merchant zhixing ${ORDER} --out ${file} --as user:lan`,
    );
    await done(suite, `points redeem --signed ${file} --as zhixing`);
    const free = await run(suite, "points withdraw-deposit --amount 1 --as baihuo");
    expect(free.code).to.equal(1);
    expect(free.err).to.contain("its deposit stands for that");
    const { lastDay } = await suite.pointsClearing.currentCycle();
    await done(suite, `system time --to '${morningAfter(lastDay)}'`);
    const { json: before } = await done(suite, "points clearing --json");
    const closed = await done(suite, "points close-cycle --as zhixing");
    expect(closed.out)
      .to.contain("¥2,000.00 are short: creditors bear them in proportion, as claims.")
      .and.contain("¥18,000.00 from its reserve and ¥10,000.00 from its deposit");
    const { json: after } = await done(suite, "points clearing --cycle 1 --json");
    expect(after).to.include({ due: "3000000", paid: "2800000" }).and.include({ due: before.due, paid: before.paid });
    expect((await done(suite, "points claims")).out).to.match(
      /1 +Lincheng Department Store +¥2,000\.00 +Zhixing Bookshop +¥2,000\.00/,
    );
    expect((await done(suite, "participant exposure baihuo")).out)
      .to.contain("Open, stopped by the clearing")
      .and.contain("is ¥0.00 of the ¥10,000.00 that an issuer keeps.")
      .and.match(/left ¥2,000\.00 unpaid .*\n\n.*\n +1 +Zhixing Bookshop +¥2,000\.00/)
      .and.not.contain("which runs until");
    expect((await done(suite, "participant exposure zhixing")).out).to.match(
      /claims ¥2,000\.00 for points .*\n\n.*\n +1 +Lincheng Department Store +¥2,000\.00/,
    );
    expect((await done(suite, "inbox --as baihuo")).out).to.contain("until then you grant nothing");
    const stopped = await run(suite, "points grant 2 --to user:lan --points 1 --number 3 --as baihuo");
    expect(stopped.code).to.equal(1);
    expect(stopped.err).to.contain("is stopped by the clearing");
    expect((await done(suite, "points pay-claims 1 --amount 0.50 --as baihuo")).out).to.match(
      /Left to pay +¥2,000\.00 → ¥1,999\.50/,
    );
    await done(suite, "points add-reserve 2 --amount 100 --as baihuo");
    expect((await done(suite, "points collect-claims 1 --debtor baihuo --as zhixing")).out).to.contain(
      "has what is free of Lincheng Department Store's reserve paid on ¥1,999.50",
    );
    expect((await done(suite, "points claims")).out).to.contain("¥1,899.50");
    type Exposed = { points: { shortfall: string; claimsOnIt: object[]; claims: object[]; programmes: object[] } };
    const { points } = (await done(suite, "participant exposure baihuo --json")).json as unknown as Exposed;
    expect(points).to.include({ shortfall: "189950" }).and.deep.include({ claims: [] });
    expect(points.claimsOnIt).to.have.length(1).and.to.have.nested.property("[0].left", "189950");
    expect(points.programmes[0]).to.include({ outstanding: "0", worth: "0", required: "0", honour: false });
    await done(suite, "points pay-claims 1 --as baihuo");
    expect((await done(suite, "points collect-claims 1 --as baihuo")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "points pay-claims 1 --as baihuo")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "points claims")).out).to.contain("No claims are unpaid.");
  });

  it("T-3: reserve and deposit go in and out, with what is free of them", async () => {
    const { suite } = await allied();
    await done(suite, "points grant 2 --to user:lan --points 100,000 --number 1 --as baihuo");
    const much = await run(suite, "points withdraw-reserve 2 --amount 4,500 --as baihuo");
    expect(much.code).to.equal(1);
    expect(much.err).to.contain("¥4,400.00 of the reserve of Lincheng Stars (programme 2) can be withdrawn now");
    await done(suite, "points withdraw-reserve 2 --amount 4,400 --as baihuo");
    expect((await done(suite, "points show 2")).out).to.contain("¥600.00, needed ¥600.00, free ¥0.00; covers 60 %");
    const deposit = await run(suite, "points withdraw-deposit --amount 1 --as baihuo");
    expect(deposit.code).to.equal(1);
    expect(deposit.err).to.contain("keeps ¥10,000.00 as long as it has a covered programme");
    await done(suite, "points add-deposit --amount 5 --as baihuo");
    await done(suite, "points withdraw-deposit --amount 5 --as baihuo");
    await funded(suite, "linxun", "10", "PointsLedger");
    const other = await run(suite, "points add-reserve 2 --amount 10 --as linxun");
    expect(other.code).to.equal(1);
    expect(other.err).to.contain("is Lincheng Department Store's, not Linxun Telecom's.");
    await done(suite, "points set-rate 2 --rate 950 --as baihuo");
    expect((await done(suite, "points set-rate 2 --rate 950 --as baihuo")).out).to.contain("Nothing was sent.");
    const outside = await run(suite, "points set-rate 2 --rate 700 --as baihuo");
    expect(outside.code).to.equal(1);
    expect(outside.err).to.contain("The alliance's band is 800 to 1,000 for this value.");
    await done(suite, "points set-monthly-cap 2 --cap 100,500 --as baihuo");
    const capped = await run(suite, "points grant 2 --to user:lan --points 501 --number 2 --as baihuo");
    expect(capped.code).to.equal(1);
    expect(capped.err).to.contain("this month; the cap is");
    await done(suite, "points set-monthly-cap 2 --cap none --as baihuo");
    expect((await done(suite, "points set-monthly-cap 2 --cap none --as baihuo")).out).to.contain("Nothing was sent.");
    expect((await done(suite, "points claim-fees --as zhixing")).out).to.contain("No fees wait.");
    // Points without value need no cover, and stand beside the covered ones of their issuer.
    const honour = 'points open-programme --name "Green Leaves" --honour --months 12 --terms-file LICENSE --as baihuo';
    await done(suite, honour);
    await done(suite, "points grant 3 --to user:lan --points 50 --number 60 --as baihuo");
    expect((await done(suite, "participant exposure baihuo")).out)
      .to.match(/2 +Lincheng Stars +Open +100,000 +¥1,000\.00 +¥600\.00 +¥600\.00 +¥0\.00\n/)
      .and.match(/3 +Green Leaves +Open +50 +honour\n/);
  });
});
