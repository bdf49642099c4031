/** Questions about data assets: lineage, uses, income, expiry, certification, consents, requests of departments, credibility and possession. */
import { expect } from "chai";
import { type PersonaKey, personaOf } from "../../deploy/data/personas.ts";
import type { DataPlayed } from "./dataInFull.ts";
import { answering, type AnswerTo, by } from "./questions.ts";
import { ref, type Row } from "./rows.ts";
import { type Ask, indexOrSkip } from "./stack.ts";

const ENDED = "2026-05-20";

describe("The questions about data assets", function () {
  this.timeout(900_000);
  let ask: Ask;
  let answerTo: AnswerTo;
  let data: DataPlayed;
  /** Date on which what was reviewed in January was certified, bought and used. */
  let played: string;
  let registered: string;

  before(async function () {
    const live = await indexOrSkip(this);
    ask = live.ask;
    ({ data } = live.scenario);
    answerTo = answering(ask);
    const { dataAssets } = await ask<{ dataAssets: { registeredDate: string }[] }>(
      "{ dataAssets(orderBy: number) { registeredDate } }",
    );
    registered = dataAssets[0]?.registeredDate ?? "";
    played = dataAssets[9]?.registeredDate ?? "";
  });

  const asset = (name: keyof DataPlayed["assets"]) => ref(data.assets[name]);
  const licence = (name: keyof DataPlayed["licences"]) => ref(data.licences[name]);
  const user = (who: PersonaKey) => ({ participant: by(who) });
  const daysFrom = (date: string): number => Date.parse(date) / 86_400_000;

  it("G-2 data-lineage: up and down, at however many steps, with the licences", async () => {
    type Step = { parent?: object; child?: object; licence: Row & { terms: Row } };
    type Known = Row & { parents: Step[]; children: Step[] };
    type Answer = { dataAssets: (Known & { ancestors: Known[]; descendants: Known[] })[] };
    const of = async (name: keyof DataPlayed["assets"]) =>
      (await answerTo<Answer>("data-lineage", asset(name))).dataAssets[0];
    const traffic = await of("traffic");
    expect(traffic?.parents).to.be.empty;
    expect(traffic?.ancestors).to.be.empty;
    expect(traffic?.children.map(({ child, licence: under }) => [child, under["number"]])).to.deep.equal([
      [asset("index"), Number(data.licences.processing)],
    ]);
    expect(traffic?.children[0]?.licence).to.deep.include({
      status: "Live",
      seller: by("yunlu"),
      licensee: by("shuju"),
      terms: {
        right: "Processing",
        royalty: 1_000,
        territory: 0,
        purposes: [{ name: "RESEARCH" }, { name: "MODEL_TRAINING" }],
      },
    });
    expect(traffic?.descendants.map(({ number, holder, status }) => ({ number, holder, status }))).to.deep.equal([
      { ...asset("index"), holder: by("shuju"), status: "Certified" },
    ]);

    const index = await of("index");
    expect(index?.ancestors.map(({ number }) => number)).to.deep.equal([Number(data.assets.traffic)]);
    expect(index?.parents.map(({ parent, licence: under }) => [parent, under["number"]])).to.deep.equal([
      [asset("traffic"), Number(data.licences.processing)],
    ]);
    expect(index?.descendants).to.be.empty;
  });

  it("G-2 G-3 data-uses: who, what, when, how often, for which purpose", async () => {
    type Answer = { dataAssets: (Row & { usages: Row[] })[]; dataUses: Row[]; dataUseVolumes: Row[] };
    const all = { from: "0", to: "4102444800" };
    const answer = await answerTo<Answer>("data-uses", { ...asset("traffic"), ...all });
    const dates = { firstDate: played, lastDate: played };
    expect(answer.dataAssets[0]?.usages).to.have.deep.members([
      { user: user("shuju"), purpose: { name: "CREDIT_ASSESSMENT" }, uses: "1", records: 1, ...dates },
      { user: user("shuju"), purpose: { name: "RISK_CONTROL" }, uses: "49", records: 2, ...dates },
    ]);
    expect(answer.dataUses.map(({ purpose, first, count, isBatch }) => [purpose, first, count, isBatch])).to.deep.equal(
      [
        [{ name: "RISK_CONTROL" }, "1", "1", false],
        [{ name: "CREDIT_ASSESSMENT" }, "2", "1", false],
        [{ name: "RISK_CONTROL" }, "3", "48", true],
      ],
    );
    for (const use of answer.dataUses) {
      expect(use).to.deep.include({
        user: user("shuju"),
        meter: by("yunlu"),
        licence: licence("metered"),
        date: played,
      });
    }
    expect(
      answer.dataUseVolumes.map(({ purpose, uses, records }) => ({ purpose, uses, records })),
    ).to.have.deep.members([
      { purpose: { name: "CREDIT_ASSESSMENT" }, uses: "1", records: "1" },
      { purpose: { name: "RISK_CONTROL" }, uses: "49", records: "2" },
    ]);
    const before = await answerTo<Answer>("data-uses", { ...asset("traffic"), from: "0", to: "1" });
    expect(before.dataUses).to.be.empty;
  });

  it("G-2 data-income: each contributor's, by asset, to the fen (D-4)", async () => {
    type Answer = { dataEarners: (Row & { incomes: Row[] })[] };
    const { dataEarners } = await answerTo<Answer>("data-income");
    // Holder of all three rights in the traffic data, which get 7,000 of 10,000; what rounding leaves over is the holder's.
    expect(dataEarners[0]).to.deep.include({
      participant: by("yunlu"),
      earned: "141546",
      owed: "141546",
      claimed: "0",
    });
    expect(dataEarners[1]).to.deep.equal({
      participant: by("transport"),
      earned: "60660",
      owed: "2160",
      claimed: "58500",
      incomes: [
        {
          asset: { ...asset("traffic"), reference: "DA-2026-traffic" },
          amount: "60660",
          times: 5,
          lastDate: ENDED,
        },
      ],
    });
    expect(dataEarners[2]).to.deep.include({ participant: by("shuju"), earned: "45000" });
    expect(dataEarners).to.have.length(3);
  });

  it("G-2 data-licences-expiring: within some days, the earliest first", async () => {
    const day = daysFrom(played);
    const { dataLicences } = await answerTo<{ dataLicences: Row[] }>("data-licences-expiring", {
      from: day + 2,
      to: day + 100,
    });
    expect(dataLicences.map(({ number }) => ref(number as number))).to.deep.equal([
      licence("granted"),
      licence("open"),
    ]);
    expect(dataLicences[0]).to.deep.include({
      licensee: by("county"),
      seller: by("transport"),
      used: "1",
      allowed: "10",
      terms: { right: "Processing", isExclusive: false, uses: "10", purposes: [{ name: "PUBLIC_SERVICE" }] },
    });
  });

  it("G-2 data-certifications: by whom, and how long it took", async () => {
    type Filed = Row & { asset: Row; objections: Row[] };
    const { dataFilings } = await answerTo<{ dataFilings: Filed[] }>("data-certifications");
    const of = (name: keyof DataPlayed["assets"], kind: string) =>
      dataFilings.find(({ asset: on, kind: is }) => on["number"] === Number(data.assets[name]) && is === kind);
    const initial = of("traffic", "Initial");
    expect(initial).to.deep.include({
      status: "Certified",
      applicant: by("yunlu"),
      reviewer: by("hub"),
      certifier: by("hub"),
      filedDate: registered,
      endedDate: played,
      signatureAlgorithm: "Sm2Sm3",
    });
    const took = Number(initial?.["secondsToCertify"]) / 86_400;
    expect(Math.abs(took - (daysFrom(played) - daysFrom(registered))) < 1).to.be.true;
    expect(initial?.objections.map(({ objector, status, decidedBy }) => [objector, status, decidedBy])).to.deep.equal([
      [user("shuju"), "Withdrawn", null],
      [user("huaxi"), "Dismissed", null],
    ]);
    expect(initial?.objections[1]?.["order"]).not.to.be.null;
    expect(of("disputed", "Initial")).to.include({ status: "Refused", secondsToCertify: null });
    expect(of("disputed", "Initial")?.objections[0]).to.deep.include({ status: "Upheld", decidedBy: by("hub") });
    expect(of("refused", "Initial")).to.include({ status: "Refused" });
    expect(of("withdrawn", "Initial")).to.include({ status: "Withdrawn" });
    expect(of("waiting", "Initial")).to.include({ status: "Reviewed", filedDate: ENDED, endedDate: null });
    expect(of("roads", "Correction")).to.include({ status: "Certified", noticeEndsDate: null });
    expect(of("traffic", "Change")).to.include({ status: "Certified", filedDate: played, endedDate: ENDED });
  });

  it("G-2 consent-history: given, used, paid, withdrawn, by the commitment", async () => {
    type Act = { kind: string; consent: { purpose: { name: string } } | null };
    type Answer = { dataPersons: (Row & { consents: Row[]; uses: Row[]; acts: Act[] })[] };
    const { commitment } = data.persons.signing;
    const { dataPersons } = await answerTo<Answer>("consent-history", { commitment });
    const [person] = dataPersons;
    expect(person).to.include({ earned: "400", owed: "0" });
    expect(
      person?.consents.map(({ asset: on, sensitivity, purpose, recipient }) => [on, sensitivity, purpose, recipient]),
    ).to.deep.equal([
      [asset("patients"), "Personal", { name: "INSURANCE" }, by("shuju")],
      [null, "Personal", { name: "RESEARCH" }, by("shuju")],
    ]);
    expect(person?.consents.map(({ withdrawnAt }) => withdrawnAt === null)).to.deep.equal([true, false]);
    expect(person?.uses.map(({ count }) => count)).to.have.members(["1", "1"]);
    expect(person?.acts.map(({ kind, consent }) => [kind, consent?.purpose.name])).to.deep.equal([
      ["PersonEnrolled", undefined],
      ["KeyBound", undefined],
      ["ConsentGiven", "INSURANCE"],
      ["ConsentGiven", "RESEARCH"],
      ["KeyBound", undefined],
      ["KeyRemoved", undefined],
      ["PayeeSet", undefined],
      ["PersonPaid", undefined],
      ["ConsentWithdrawn", "RESEARCH"],
    ]);
  });

  it("K-8 D-8 nothing that is public leads to a person", async () => {
    type Field = { name: string; type: { name: string | null; ofType: Field["type"] | null } };
    const { __schema: schema } = await ask<{ __schema: { types: { name: string; fields: Field[] | null }[] } }>(
      "{ __schema { types { name fields { name type { name ofType { name ofType { name ofType { name } } } } } } } }",
    );
    const own = ["DataPerson", "DataConsent", "DataUseOfPerson", "DataPersonEvent"];
    const bare = (type: Field["type"]): string => type.name ?? (type.ofType === null ? "" : bare(type.ofType));
    const leading = schema.types
      .filter(({ name }) => !own.includes(name) && name !== "Query")
      .flatMap(({ name, fields }) =>
        (fields ?? []).map((field) => ({ place: `${name}.${field.name}`, to: bare(field.type) })),
      )
      .filter(({ to }) => own.includes(to));
    expect(leading).to.be.empty;
    // The timeline of who may use a person's data does not name the consents.
    const query = "{ acts: dataPersonEvents(first: 1000) { actor { id } subject { id } parties { id } } }";
    const { acts } = await ask<{ acts: object[] }>(query);
    expect(acts).to.have.length.above(10);
    for (const act of acts) expect(act).to.deep.equal({ actor: null, subject: null, parties: [] });
  });

  it("G-2 data-requests: departments' requests with the time that answers took", async () => {
    type Asked = Row & { number: number };
    const { dataSharings } = await answerTo<{ dataSharings: Asked[] }>("data-requests");
    const of = (name: string) => dataSharings.find(({ number }) => number === Number(data.sharings[name]));
    expect(of("open")).to.deep.include({
      asset: { ...asset("buses"), reference: "DA-2026-buses" },
      sharingClass: "Unconditional",
      requester: by("county"),
      holder: by("transport"),
      purposes: [{ name: "PUBLIC_SERVICE" }],
      status: "Granted",
      secondsToAnswer: "0",
      isLate: false,
    });
    expect(of("granted")).to.deep.include({
      sharingClass: "Conditional",
      status: "Granted",
      daysGranted: 60,
      isLate: false,
    });
    expect((of("granted")?.["licence"] as Row)["used"]).to.equal("1");
    expect(Number(of("granted")?.["secondsToAnswer"])).to.be.within(1, 60);
    expect(of("refused")).to.include({ status: "Refused", licence: null, answeredDate: played });
    expect(of("withdrawn")).to.include({ status: "Withdrawn", answeredDate: null });
    expect(of("silent")).to.include({ status: "Requested", isExtended: true, answeredDate: null });
    expect(of("silent")?.["silenceReportedAt"]).not.to.be.null;
    expect(of("waiting")).to.deep.include({ requester: by("songxi"), status: "Requested", requestedDate: ENDED });
  });

  it("G-2 data-credibility: misuse found, disputes and objections upheld, by user", async () => {
    type User = Row & { participant: { name: string }; misuses: Row[]; disputesAgainst: Row[] };
    const { dataUsers } = await answerTo<{ dataUsers: User[] }>("data-credibility");
    const of = (who: PersonaKey) => dataUsers.find(({ participant }) => participant.name === personaOf(who).nameZh);
    expect(of("shuju")).to.include({
      licenceCount: 6,
      uses: "55",
      misuseFound: 1,
      misuseDisputes: 3,
      misuseUpheld: 1,
      misuseDismissed: 1,
      forfeited: "3000",
      terminated: 1,
      serviceDisputes: 0,
      claims: 1,
      claimsUpheld: 1,
      objectionsRaised: 3,
      objectionsRaisedUpheld: 1,
      objectionsAgainst: 0,
    });
    expect(of("shuju")?.misuses.map(({ asset: on, licence: under, date }) => [on, under, date])).to.deep.equal([
      [asset("traffic"), licence("metered"), ENDED],
    ]);
    expect(
      of("shuju")?.disputesAgainst.map(({ kind, end, isUpheld, awarded }) => [kind, end, isUpheld, awarded]),
    ).to.deep.equal([
      ["Misuse", "Arbitrated", true, "3000"],
      ["Misuse", "Ordered", false, "0"],
      ["Misuse", "None", false, null],
    ]);
    expect(of("yunlu")).to.include({
      serviceDisputes: 2,
      serviceUpheld: 2,
      claims: 3,
      claimsUpheld: 1,
      objectionsAgainst: 5,
      objectionsAgainstUpheld: 1,
      misuseFound: 0,
    });
    expect(of("luban")).to.include({ licenceCount: 2, terminated: 1, misuseFound: 0 });
    expect(of("kangning")).to.include({ claims: 1, claimsUpheld: 1 });
  });

  it("G-2 possession: challenges failed, and answered", async () => {
    type Answer = { dataChallenges: Row[]; dataAssets: (Row & { challenges: Row[] })[] };
    const { dataChallenges, dataAssets } = await answerTo<Answer>("possession");
    expect(dataChallenges).to.have.length(1);
    expect(dataChallenges[0]).to.deep.include({
      asset: { ...asset("pledged"), reference: "DA-2026-pledged" },
      version: { number: 1 },
      challenger: by("guanshan"),
      holder: by("yunlu"),
      challengedDate: played,
    });
    expect(dataAssets.map(({ number, answered, misses }) => [number, answered, misses])).to.deep.equal([
      [Number(data.assets.traffic), 1, 0],
      [Number(data.assets.pledged), 0, 1],
    ]);
    expect(dataAssets[0]?.challenges[0]).to.include({ status: "Answered", chunks: "4" });
  });

  it("G-2 data-asset: the whole file of one that was pledged and sold, and of one that went by orders", async () => {
    type Found = Row & {
      valuations: Row[];
      pledges: Row[];
      freezes: Row[];
      offers: Row[];
      acts: (Row & { kind: string })[];
    };
    const of = async (name: keyof DataPlayed["assets"]) =>
      (await answerTo<{ dataAssets: Found[] }>("data-asset", asset(name))).dataAssets[0];
    const pledged = await of("pledged");
    expect(pledged).to.deep.include({ status: "Certified", marks: [], holder: by("luban"), processor: by("yunlu") });
    expect(pledged?.pledges[0]).to.deep.include({
      pledgee: by("guanshan"),
      status: "Realised",
      original: "400000",
      repaid: "100000",
      secured: "0",
      buyer: by("luban"),
      price: "1050000",
      toPledgee: "300000",
      toHolder: "750000",
    });
    expect(pledged?.valuations[0]).to.deep.include({ valuer: by("hengping"), amount: "1000000", contested: 0 });
    expect(pledged?.offers[0]).to.deep.include({ status: "Open", taken: 0, consentedBy: by("guanshan") });
    expect(pledged?.acts.map(({ kind }) => kind)).to.include.members([
      "AssetRegistered",
      "FilingReviewed",
      "FilingCertified",
      "DataValued",
      "DataPledged",
      "DataPledgeRepaid",
      "ExclusiveConsented",
      "OfferReopened",
      "DataChallengeMissed",
      "DataPledgeRealised",
      "RightTransferred",
    ]);

    const released = await of("released");
    expect(released).to.deep.include({
      status: "Withdrawn",
      holder: by("luban"),
      processor: by("kangning"),
      operator: by("kangning"),
    });
    expect(released?.freezes).to.have.length(1);
    const cancelled = released?.acts.find(({ kind }) => kind === "AssetCancelledByOrder");
    expect(cancelled?.["actor"]).to.be.null;
    expect(cancelled?.["order"]).not.to.be.null;
    const bought = released?.acts.filter(({ kind }) => kind === "RightTransferred");
    expect(bought?.map(({ right, amount, actor }) => [right, amount, actor])).to.deep.equal([
      ["Operation", "90000", by("kangning")],
      ["Processing", "0", by("kangning")],
      ["Holding", "0", null],
    ]);
  });

  it("G-2 data-sales: each step of a delivery, and how each purchase ended (D-5)", async () => {
    type Sale = Row & { licence: Row & { number: number; disputes: Row[] }; acts: { kind: string }[] };
    const { dataSales } = await answerTo<{ dataSales: Sale[] }>("data-sales");
    const of = (name: keyof DataPlayed["licences"]) =>
      dataSales.find(({ licence: under }) => under.number === Number(data.licences[name]));
    const ends = (["processing", "undone", "disputed", "lapsed", "declined", "metered", "waiting"] as const).map(
      (name) => [name, of(name)?.["status"], of(name)?.["ground"], of(name)?.["released"], of(name)?.["refunded"]],
    );
    expect(ends).to.deep.equal([
      ["processing", "Released", "Accepted", "100003", "0"],
      ["undone", "Refunded", "WrongKey", "0", "100003"],
      ["disputed", "Released", "Dispute", "90003", "10000"],
      ["lapsed", "Refunded", "Lapsed", "0", "100003"],
      ["declined", "Refunded", "Declined", "0", "8000"],
      ["metered", "Released", "Served", "0", "0"],
      ["waiting", "Ordered", "None", "0", "0"],
    ]);
    expect(of("processing")?.acts.map(({ kind }) => kind)).to.deep.equal([
      "SaleOrdered",
      "CiphertextCommitted",
      "CiphertextConfirmed",
      "KeyPosted",
      "SaleReleased",
    ]);
    expect(of("disputed")?.licence.disputes[0]).to.deep.include({
      kind: "Quality",
      claimant: user("kangning"),
      claimed: "30000",
      proposed: "10000",
      end: "Agreed",
      isUpheld: true,
      awarded: "10000",
    });
    expect(of("undone")?.licence["status"]).to.equal("Void");
  });

  it("G-2 G-3 data-money: the purse, each split, and what moved by hour and by day (K-6, D-4)", async () => {
    type Split = { asset: object; licence: { number: number } | null; gross: string; parts: Row[] };
    type Answer = { dataPurses: Row[]; dataSplits: Split[]; dataVolumes: { kind: string; amount: string }[] };
    const [hours, days] = await Promise.all(
      ["hour", "day"].map((interval) => answerTo<Answer>("data-money", { interval })),
    );
    expect(days?.dataPurses).to.deep.equal([
      {
        paid: "570612",
        released: "248206",
        refunded: "259606",
        claimed: "58900",
        order: "1000",
        prepaid: "19800",
        deposit: "42000",
        owed: "188706",
        owedToPersons: "600",
        waiting: "0",
        part: { contract: "DataRevenue" },
      },
    ]);
    const index = days?.dataSplits.find(({ licence: under }) => under?.number === Number(data.licences.index));
    expect(index).to.deep.include({ asset: asset("index"), gross: "50000" });
    expect(index?.parts).to.deep.equal([
      { participant: null, parent: asset("traffic"), amount: "5000" },
      { participant: by("shuju"), parent: null, amount: "45000" },
    ]);
    const passedOn = days?.dataSplits.find(({ licence: under }) => under === null);
    expect(passedOn).to.deep.include({ asset: asset("traffic"), gross: "5000" });
    const sums = (answer: Answer | undefined): Record<string, bigint> => {
      const total: Record<string, bigint> = {};
      for (const { kind, amount } of answer?.dataVolumes ?? []) total[kind] = (total[kind] ?? 0n) + BigInt(amount);
      return total;
    };
    const moved = { Paid: 570_612n, Released: 248_206n, Refunded: 259_606n, Claimed: 58_900n };
    expect(sums(hours)).to.deep.equal(moved);
    expect(sums(days)).to.deep.equal(moved);
  });

  it("G-1 one timeline: a participant's acts on data are among all its acts", async () => {
    const query = `query ($name: String!) { participants(where: { name: $name }) { acts(first: 1000, orderBy: sequence) { kind __typename } } }`;
    type Answer = { participants: { acts: { kind: string; __typename: string }[] }[] };
    const { participants } = await ask<Answer>(query, { name: personaOf("shuju").nameZh });
    const kinds = participants[0]?.acts.filter(({ __typename }) => __typename === "DataEvent").map(({ kind }) => kind);
    expect(kinds).to.include.members(["SaleOrdered", "LicenceIssued", "UsesRecorded", "DisputeOpened", "MisuseFound"]);
  });
});
