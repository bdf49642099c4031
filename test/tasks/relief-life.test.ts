import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { makePasskey, type Passkey } from "../utils/passkeys.ts";
import { foundedSuite } from "../utils/suite.ts";
import { done, run } from "../utils/tasks.ts";
import { EVIDENCE, financed, funded, proposed, shown, staffed } from "../utils/task-relief.ts";

describe("Relief, by tasks alone", () => {
  it("T-1, T-3: from a village's review to what a household has received, each step suggesting the next", async () => {
    const { suite } = await foundedSuite();
    await financed(suite, "ayi", "bama", "cili");
    expect((await done(suite, "relief show 1")).out)
      .to.contain("¥100,000.00 = ¥80,000.00 allocated + ¥20,000.00 free + ¥0.00 returned")
      .and.match(/1 +1 +520112101 +Approved/);
    expect((await done(suite, "relief show-household 1/1")).out)
      .to.match(
        /proposed +officer 1\n +reviewed +officer 2\n +published +officer 3\n +endorsed +officer 4\n +registered +officer 6/,
      )
      .and.match(/passkeys +1, next number 1/);
    expect(
      (await proposed(suite, "ayi").then(
        () => undefined,
        (error: Error) => error.message,
      )) ?? "",
    ).to.contain("1/1");

    await done(suite, "relief define-benefit 1 --purpose LIVING --every month --amount 500 --as rural");
    const round = await done(
      suite,
      `relief propose-round --benefit 1 --project 1 --area 520112101 --total 1,500 ${shown} --as songxi1`,
    );
    expect(round.out).to.contain("Next: npx hardhat relief approve-round 1 --as <officer>");
    const objection = await done(suite, `relief object 1/3 --round 1 ${shown} --as huaxi`);
    expect(objection.out).to.contain("Objection 1 to household 1/3 in round 1: its line waits for the answer.");
    expect((await done(suite, "relief objections")).out).to.match(
      /1 +line of round 1 +1\/3 +520112101201 +2026-01-14 +open/,
    );
    expect((await run(suite, `relief approve-round 1 ${shown} --as songxi2`)).err).to.contain(
      "The notice of round 1 runs until 2026-01-21; today is 2026-01-14.",
    );
    await done(suite, "system time --to 2026-01-22");
    await done(suite, `relief approve-round 1 ${shown} --as songxi2`);
    expect((await run(suite, "relief pay-benefits 1 --as songxi2")).err).to.contain(
      "Proposer, approver and payer are three officers",
    );

    const paid = await done(suite, "relief pay-benefits 1 --page 1 --as wudang1");
    expect(paid.out)
      .to.contain("releases round 1 to 2 households, 2 pages.")
      .and.contain("payout 1: 1 household, ¥500.00");
    const again = await done(suite, "relief pay-benefits 1 --as wudang1");
    expect(again.out).to.contain("Nobody can be paid out of round 1 now").and.contain("Nothing was sent.");
    await done(suite, `relief answer-objection 1 --line --outcome dismissed --answer ${EVIDENCE} --as songxi3`);
    expect((await done(suite, "relief pay-benefits 1 --as wudang1")).out).to.contain(
      "releases round 1 to 1 household, 1 page.",
    );

    expect((await done(suite, "inbox --as guanshan")).out).to.match(
      /2026-02-01 +Payment of 1 lines? of payout 1, ¥500\.00, to cards/,
    );
    for (const payout of [1, 2]) {
      await done(suite, `relief answer ${payout} --receipt ${EVIDENCE} --as guanshan`);
    }
    expect((await run(suite, "relief return-overdue 3 --as huaxi")).err).to.contain(
      "The bank has until 2026-02-01 to answer for payout 3",
    );
    const confirmed = await done(suite, "relief confirm 1/0 --passkey ayi --as huaxi");
    expect(confirmed.out).to.contain("Household 1/1 has received ¥500.00 (payout 1, line 0).");
    expect((await run(suite, "relief confirm 1/0 --passkey ayi --as huaxi")).err).to.contain(
      "Line 0 of payout 1 is Confirmed.",
    );
    const unsigned = await run(suite, "relief confirm 2/0 --as huaxi");
    expect(unsigned.err).to.match(/Household 1\/2 has to sign: challenge 0x[0-9a-f]{64}, deadline \d+/);
    expect((await run(suite, "relief confirm 2/0 --passkey ayi --as huaxi")).err).to.contain(
      "has not signed this very act",
    );
    await done(suite, `relief dispute 2/0 --passkey bama ${shown} --as huaxi`);
    await done(suite, `relief answer-dispute 2/0 --outcome upheld --answer ${EVIDENCE} --as wudang2`);
    await funded(suite, "guanshan", "500");
    await done(suite, `relief give-back 2 --line 0 ${shown} --as guanshan`);

    await done(suite, "system time --to 2026-02-02");
    await done(suite, "relief return-overdue 3 --as huaxi");
    expect((await done(suite, "relief payouts")).out)
      .to.match(/3 +Bank +Guanshan Bank +Settled +2026-02-01 +1\/1 +¥500\.00 +¥0\.00 +¥500\.00/)
      .and.match(/1 +Bank +Guanshan Bank +Settled/);
    const trace = await done(suite, "relief trace 1/1");
    expect(trace.out)
      .to.contain("¥500.00, of which ¥500.00 are confirmed by households")
      .and.match(/1 +1 +520112101 +Guanshan Bank +1\/1 +¥500\.00 +Confirmed/)
      .and.match(/2 +1 +520112101 +Guanshan Bank +1\/2 +¥500\.00 +GivenBack/)
      .and.match(/3 +1 +520112101 +Guanshan Bank +1\/3 +¥500\.00 +Returned/);
    expect((await done(suite, "relief show-payout 1")).out).to.match(/1\/1 +1 to 50000 +¥500\.00/);
    await done(suite, "relief enter-confirmations 1 --as huaxi");
  });

  it("T-3: exit, objection, kinship and changes, as officers take their steps", async () => {
    const { suite } = await foundedSuite();
    await financed(suite, "ayi", "bama", "cili");
    await done(suite, `relief propose-exit 1/1 ${shown} --passkey ayi --officer-passkey longjing1 --as longjing1`);
    await done(suite, "relief publish 1/1 --as songxi1");
    const objected = await done(suite, `relief object 1/1 ${shown} --as huaxi`);
    expect(objected.out).to.contain("Objection 1 to household 1/1: nothing goes on until it is answered (1 open).");
    expect((await done(suite, "inbox --as county")).out).to.contain("Objection 1 to household 1/1");
    await done(suite, "system time --to 2026-01-22");
    expect((await run(suite, `relief approve-exit 1/1 ${shown} --as wudang2`)).err).to.contain(
      "1 objections to household 1/1 are open.",
    );
    await done(suite, `relief answer-objection 1 --outcome dismissed --answer ${EVIDENCE} --as wudang3`);
    expect((await done(suite, `relief approve-exit 1/1 ${shown} --as wudang2`)).out).to.contain(
      "Household 1/1 has exited",
    );
    await done(suite, `relief report-kinship 1/2 --officer 2 ${shown} --as wudang3`);
    expect((await done(suite, "relief households 1 --status underReview")).out).to.contain("1/2");
    const change = await done(suite, `relief propose-change 1/3 --kind move --area 520112101202 ${shown} --as songxi1`);
    expect(change.out).to.contain("Next: npx hardhat relief confirm-change 1");
    await done(suite, "relief refuse-change 1 --reason " + EVIDENCE + " --as songxi2");
    expect(
      (await run(suite, `relief propose-change 1/3 --kind end --area 520112101202 ${shown} --as songxi1`)).err,
    ).to.contain('--area says nothing of the change "End".');
    const bound = await done(suite, "relief bind-key --household 1/3 --new-passkey guardian --passkey cili --as huaxi");
    expect(bound.out).to.contain("Household 1/3 has passkey 1.");
    await done(suite, "relief remove-key --household 1/3 --key 0 --passkey guardian --as huaxi");
    expect((await done(suite, "relief show-household 1/3")).out).to.match(/passkeys +1, next number 3/);
    const entry = await suite.reliefScores.entryCount();
    await done(suite, `relief appeal ${entry} ${shown} --as longjing2`);
    const decided = `relief decide-appeal ${entry} --outcome dismissed --reason ${EVIDENCE}`;
    expect((await run(suite, `${decided} --as wudang1`)).err).to.contain("is not independent of entry");
    await staffed(suite, "wudang4");
    await done(suite, `${decided} --as wudang4`);
    await done(suite, `relief enter-score 1 --officer 2 --factor 17 ${shown} --as rural`);
    expect((await done(suite, "relief officers")).out).to.match(/2 +Village .* 450\n/);
  });

  it("T-3, P-3: a second passkey is bound by what both devices have signed, each in a file", async () => {
    const { suite } = await foundedSuite();
    await financed(suite, "ayi");
    const folder = mkdtempSync(join(tmpdir(), "relief-"));
    const [own, guardian] = [makePasskey("ayi"), makePasskey("guardian")];
    const { x, y } = guardian.publicKey;
    const asked = `relief bind-key --household 1/1 --public-key ${x},${y} --as huaxi`;
    const unsigned = await run(suite, asked);
    const [, challenge = "", deadline = ""] = /challenge (0x[0-9a-f]{64}), deadline (\d+)/.exec(unsigned.err) ?? [];
    const signedBy = (passkey: Passkey, name: string): string => {
      const { r, s, challengeIndex, typeIndex, ...rest } = passkey.assert(challenge);
      const auth = { r, s, challengeIndex: Number(challengeIndex), typeIndex: Number(typeIndex), ...rest };
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify({ key: 0, deadline, auth }));
      return path;
    };
    const byHousehold = `--assertion ${signedBy(own, "household.json")}`;
    expect((await run(suite, `${asked} ${byHousehold}`)).err).to.contain("--new-assertion");
    const other = signedBy(makePasskey("somebody else"), "other.json");
    expect((await run(suite, `${asked} ${byHousehold} --new-assertion ${other}`)).err).to.contain(
      "Household 1/1 has not signed this very act",
    );
    const bound = await done(suite, `${asked} ${byHousehold} --new-assertion ${signedBy(guardian, "new.json")}`);
    expect(bound.out).to.contain("Household 1/1 has passkey 1.");
    expect(await suite.reliefKeys.keyOf((1n << 32n) | 1n, 1)).to.deep.equal([x, y]);
  });

  it("T-3: donations followed to their use, milestones, vouchers and produce", async () => {
    const { suite } = await foundedSuite();
    await financed(suite, "ayi", "bama");
    const folder = mkdtempSync(join(tmpdir(), "relief-"));
    const file = (name: string, text: string) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    };
    await done(
      suite,
      `relief create-programme --source social --budget 1,000,000 --until 2026-12-31 --areas 520112 --purposes HOUSING ${shown} --as rural`,
    );
    for (const role of [
      "huiai --role platform",
      "songxi --role operator",
      "county --role operator",
      "luban --role implementer",
      "inspector --role inspector",
    ]) {
      await done(suite, `relief set-role 2 --of ${role} --as rural`);
    }
    await done(
      suite,
      `relief open-campaign 2 --purpose HOUSING --target 50,000 --platform huiai --until 2026-06-30 ${shown} --as rural`,
    );
    await funded(suite, "qianling", "10,000");
    await done(suite, "relief donate 2 --amount 10,000 --reference D-1 --as qianling");
    expect((await done(suite, "relief donate 2 --amount 10,000 --reference D-1 --as qianling")).out).to.contain(
      "Lot 2/1 has come in under this reference.",
    );
    expect((await run(suite, "relief donate 2 --amount 5 --reference D-2 --as qianling")).err).to.contain(
      "Small gifts come together",
    );
    const donors = file("donors.csv", `commitment,amount\n0x${"1".repeat(64)},20\n0x${"2".repeat(64)},"1,030.00"\n`);
    const batch = await done(suite, `relief make-batch --file ${donors} --out ${join(folder, "proofs.csv")} --json`);
    await funded(suite, "huiai", "1,050");
    await done(
      suite,
      `relief donate-batch 2 --amount 1,050 --root ${String(batch.json.root)} --donors 2 --reference B-1 --as huiai`,
    );
    const [, first] = readFileSync(join(folder, "proofs.csv"), "utf8").split("\n");
    const [commitment = "", offset = "", amount = "", proof = ""] = first?.split(",") ?? [];
    expect(await suite.reliefFunds.verifyDonation((2n << 32n) | 2n, commitment, offset, amount, proof.split(" "))).to.be
      .true;

    const plan = file(
      "plan.csv",
      "amount,due,evidence,village,township,inspection\n8000,2026-03-31,REPORT PHOTOS,no,yes,yes\n",
    );
    await done(
      suite,
      `relief propose-project 2 --implementer luban --budget 9,000 --area 520112101 --plan ${EVIDENCE} --milestones ${plan} --as songxi1`,
    );
    await done(suite, `relief approve-project 2 ${shown} --as wudang1`);
    await done(suite, "relief allocate 2 --amount 9,000 --as rural");
    expect((await done(suite, "inbox --as luban")).out).to.match(/2026-03-31 +Evidence of milestone 2\/1, ¥8,000\.00/);
    expect((await run(suite, `relief submit 2/1 --evidence ${EVIDENCE} --as luban`)).err).to.contain(
      "In this order: REPORT and PHOTOS",
    );
    await done(suite, `relief submit 2/1 --evidence ${EVIDENCE},${EVIDENCE} --as luban`);
    await done(suite, `relief approve 2/1 ${shown} --as songxi2`);
    await done(suite, `relief inspect 2/1 ${shown} --as inspector`);
    expect((await run(suite, "relief release 2/1 --as songxi2")).err).to.contain("has taken another step of project 2");
    await done(suite, "relief release 2/1 --as wudang2");
    expect((await done(suite, "relief trace 2/1")).out).to.match(/¥8,000\.00 +Paid/);
    await done(suite, `relief report-outcome 2 --indicator 1 --planned 12 --achieved 11 ${shown} --as luban`);

    await done(suite, `relief open-budget 1 --purpose FARM_SUPPLIES --target 50,000 ${shown} --as rural`);
    await funded(suite, "rural", "5,000");
    await done(suite, "relief appropriate 3 --amount 5,000 --reference FY2026-3 --as rural");
    await done(suite, `relief propose-project 3 --budget 5,000 --area 520112101 --plan ${EVIDENCE} --as songxi1`);
    await done(suite, `relief approve-project 3 ${shown} --as wudang1`);
    await done(suite, "relief allocate 3 --amount 5,000 --as rural");
    await done(
      suite,
      "relief define-benefit 1 --kind voucher --purpose FARM_SUPPLIES --every year --amount 300 --as rural",
    );
    await done(
      suite,
      `relief propose-round --benefit 1 --project 3 --area 520112101 --total 600 ${shown} --as songxi1`,
    );
    await done(suite, "system time --to 2026-01-23");
    await done(suite, `relief approve-round 1 ${shown} --as songxi2`);
    await done(suite, "relief open-vouchers 1 --as wudang1");
    const bought = await done(
      suite,
      `relief use-voucher 1 --household 1/1 --amount 120 --goods ${EVIDENCE} --passkey ayi --as bianmin`,
    );
    expect(bought.out).to.contain("Household 1/1 has paid Bianmin Farm Supplies ¥120.00 with its voucher");
    expect(
      (
        await run(
          suite,
          `relief use-voucher 1 --household 1/1 --amount 181 --goods ${EVIDENCE} --passkey ayi --as bianmin`,
        )
      ).err,
    ).to.contain("its vouchers of the period are worth ¥300.00");
    await done(suite, `relief record-help 1/1 --kind visit ${shown} --as longjing1`);
    await done(suite, "relief confirm-help 1 --passkey ayi --as huaxi");
    await done(suite, `relief give-feedback 3 --household 1/1 --rating 5 --passkey ayi --as huaxi`);

    const findDiversion = async (order: number, more: string) => {
      const basis = `--basis ${EVIDENCE} --reference R-${order}`;
      const asked = `order propose find-diversion --payout 1 ${more} ${shown} ${basis} --as court`;
      const proposal = await done(suite, asked);
      await done(suite, `order approve ${order} --as court`);
      return [proposal.out, (await done(suite, `order execute ${order} --as court`)).out] as const;
    };
    const [proposal, found] = await findDiversion(1, "");
    expect(proposal).to.contain("Finds that payout 1 was diverted; its payee is barred from the programme.");
    expect(found).to.contain("Nothing new is paid to Luban");
    const [clearing, cleared] = await findDiversion(2, "--barred no");
    expect(clearing).to.contain("Finds that nobody has diverted payout 1");
    expect(cleared).to.match(/Luban .* may be paid again in the programme of payout 1\./);
  });

  it("X-48: commitments are made here with a key that stays outside of the project", async () => {
    const { suite } = await foundedSuite();
    const folder = mkdtempSync(join(tmpdir(), "relief-"));
    const people = join(folder, "people.csv");
    writeFileSync(people, "reference,identity\nA-1,520112 1977 0001 X\nA-2,520112 1980 0002 1\n");
    const out = join(folder, "commitments.csv");
    const inside = await run(
      suite,
      `relief make-commitments --file ${people} --out ${out} --key-file programme.key --new-key`,
    );
    expect(inside.err).to.contain("Keep the key elsewhere");
    const made = await done(
      suite,
      `relief make-commitments --file ${people} --out ${out} --key-file ${join(folder, "key")} --new-key`,
    );
    expect(made.out).to.contain("2 commitments in").and.not.contain("1977");
    const before = readFileSync(out, "utf8");
    expect(before).to.match(/^reference,commitment\nA-1,0x[0-9a-f]{64}\nA-2,0x[0-9a-f]{64}\n$/);
    writeFileSync(people, "reference,identity\nA-1,520112197700 01x\n");
    await done(suite, `relief make-commitments --file ${people} --out ${out} --key-file ${join(folder, "key")}`);
    expect(readFileSync(out, "utf8").split("\n")[1]).to.not.equal(undefined);
    expect(
      (await run(suite, `relief make-commitments --file ${people} --out ${out} --key-file ${join(folder, "none")}`))
        .err,
    ).to.contain("Make the key with --new-key");
  });
});
