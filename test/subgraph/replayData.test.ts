/** The index holds what the contracts answer: data assets, from purposes to the last fen of the purse. */
import { expect } from "chai";
import { decodeBytes32String, ZeroAddress, ZeroHash } from "ethers";
import { address, all, ref, type Row, sorted, upTo } from "./rows.ts";
import { bitsOf, nameIn } from "./solidity.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

const someone = (number: bigint): { number: number } | null => (number === 0n ? null : ref(number));
const digest = (word: string): string | null => (word === ZeroHash ? null : word);
const day = (count: bigint): number | null => (count === 0n ? null : Number(count));
const text = (word: string): string => (word === ZeroHash ? "" : decodeBytes32String(word));
const seconds = (value: bigint): string => String(value);
/** Numbers of the bits that are set. */
const places = (bits: bigint): { number: number }[] =>
  Array.from({ length: 64 }, (_, place) => place)
    .filter((place) => (bits >> BigInt(place)) % 2n === 1n)
    .map(ref);

describe("The index beside the chain: data assets", function () {
  this.timeout(900_000);
  let suite: Index["suite"];
  let ask: Ask;
  let assets: bigint[];

  before(async function () {
    ({ suite, ask } = await indexOrSkip(this));
    assets = upTo(await suite.dataRegistry.assetCount());
  });

  it("G-4 purposes, those of the founding included, and origins", async () => {
    const { dataConsents, dataRegistry } = suite;
    const rows = await all<{ number: number; name: string }>(ask, "dataPurposes", "number name");
    expect(rows).to.have.length.above(11);
    for (const { number, name } of rows) expect(text(await dataRegistry.purposeName(number))).to.equal(name);
    const { origins } = await ask<{ origins: { rpId: string; origin: string; isAdmitted: boolean }[] }>(
      `{ origins(where: { part_: { contract: "DataConsents" } }) { rpId origin isAdmitted } }`,
    );
    expect(origins).to.have.length(2);
    for (const { rpId, origin, isAdmitted } of origins) {
      expect(await dataConsents.isOriginAdmitted(rpId, origin), origin).to.equal(isAdmitted);
    }
  });

  it("G-4 assets: status, rights, details, shares, versions, lineage and misses (D-1, D-6)", async () => {
    const { dataPreservation, dataRegistry, dataRevenue } = suite;
    const fields = `number status marks holder { number } processor { number } operator { number } update latest certifier { number }
      validThrough frozenUntil usesStoppedUntil misses waiting
      details { schema source volume sensitivity sharing holdingShare processingShare operationShare
        contributors(orderBy: id) { participant { number } share } }
      versions(orderBy: number) { commitment } parents(orderBy: id) { parent { number } licence { number } }`;
    const rows = await all(ask, "dataAssets", fields);
    const marks = bitsOf("AssetMarks");
    const expected = await Promise.all(
      assets.map(async (asset) => {
        const a = await dataRegistry.assetInfo(asset);
        const shares = await dataRegistry.sharesOf(asset);
        const details = (rows[Number(asset) - 1]?.["details"] ?? {}) as Row;
        expect(sorted([details["volume"], details["sensitivity"], details["sharing"]])).to.deep.equal(
          sorted([nameIn("Volume", a.volume), nameIn("Sensitivity", a.sensitivity), nameIn("Sharing", a.sharing)]),
        );
        return {
          ...ref(asset),
          status: nameIn("AssetStatus", a.status),
          marks: marks.filter((_, place) => (a.marks >> BigInt(place)) % 2n === 1n),
          holder: ref(a.holder),
          processor: ref(a.processor),
          operator: ref(a.operator),
          update: nameIn("Update", a.update),
          latest: Number(a.version),
          certifier: someone(a.certifier),
          validThrough: day(a.validThrough),
          frozenUntil: seconds(a.frozenUntil),
          usesStoppedUntil: seconds(a.usesStoppedUntil),
          misses: Number(await dataPreservation.misses(asset)),
          waiting: String(await dataRevenue.waitingAt(asset)),
          details: {
            ...details,
            holdingShare: Number(shares.holding),
            processingShare: Number(shares.processing),
            operationShare: Number(shares.operation),
            contributors: shares.contributors.map(({ participant, share }) => ({
              participant: ref(participant),
              share: Number(share),
            })),
          },
          versions: await Promise.all(
            upTo(a.version).map(async (version) => ({ commitment: await dataRegistry.commitmentOf(asset, version) })),
          ),
          parents: (await dataRegistry.parentsOf(asset)).map(({ asset: parent, licence }) => ({
            parent: ref(parent),
            licence: someone(licence),
          })),
        };
      }),
    );
    expect(rows).to.deep.equal(expected);
  });

  it("G-4 filings and objections, decided and open", async () => {
    const { dataCertification } = suite;
    type Filed = Row & { number: string };
    const fields =
      "number applicant { number } reviewer { number } kind status filedAt reviewedAt noticeEnds openObjections: objections(where: { status: Open }) { id }";
    const filings = await all<Filed>(ask, "dataFilings", fields);
    expect(filings).to.have.length(assets.length + 2);
    for (const { number, filedAt, reviewedAt, ...row } of filings) {
      const f = await dataCertification.filingInfo(number);
      // Of a registration the contract does not keep when it was filed.
      if (f.filedAt !== 0n) expect(filedAt).to.equal(String(f.filedAt));
      expect(reviewedAt ?? "0").to.equal(String(f.reviewedAt));
      expect({ ...row, openObjections: (row["openObjections"] as object[]).length }, number).to.deep.equal({
        applicant: ref(f.applicant),
        reviewer: someone(f.reviewer),
        kind: nameIn("RegistrationKind", f.kind),
        status: nameIn("FilingStatus", f.status),
        noticeEnds: day(f.noticeEnds),
        openObjections: Number(f.objections),
      });
    }
    const rows = await all(
      ask,
      "dataObjections",
      "number asset { number } filing { number } objector { participant { number } } status",
    );
    const expected = await Promise.all(
      upTo(await dataCertification.objectionCount()).map(async (objection) => {
        const o = await dataCertification.objectionInfo(objection);
        return {
          ...ref(objection),
          asset: ref(o.asset),
          filing: o.toFiling ? { number: String(o.filing) } : null,
          objector: { participant: ref(o.objector) },
          status: nameIn("ObjectionStatus", o.status),
        };
      }),
    );
    expect(rows).to.deep.equal(expected);
  });

  it("G-4 cases on assets, in their rank", async () => {
    type Freeze = {
      asset: { number: number };
      key: string;
      until: string;
      stopsUses: boolean;
      liftedAt: string | null;
    };
    const rows = await all<Freeze>(ask, "dataFreezes", "asset { number } key until stopsUses liftedAt");
    expect(rows).to.have.length(2);
    for (const asset of assets) {
      const live = rows.filter(({ asset: on, liftedAt }) => on.number === Number(asset) && liftedAt === null);
      const cases = await suite.dataOrders.casesOf(asset);
      expect(live.map(({ key, until }) => [key, until])).to.deep.equal(cases.map((c) => [c.key, String(c.until)]));
    }
    for (const { asset, key, stopsUses, liftedAt } of rows) {
      if (liftedAt === null) expect(await suite.dataOrders.stopsUses(asset.number, key)).to.equal(stopsUses);
    }
  });

  it("G-4 offers and licences: terms, days, uses, counts and money (D-2, D-3)", async () => {
    const { dataLicences, dataOffers, dataRevenue } = suite;
    const terms = `terms { hash right isExclusive isDerivable isTransferable isDelivered purposes(orderBy: number) { number } daysValid uses
      royalty territory price pricePerUse personPay deposit buyer { number } arbiter { number } stepHours document }`;
    const offers = await all(ask, "dataOffers", `number asset { number } offerer { number } ${terms} status lastDay`);
    const expectedOffers = await Promise.all(
      upTo(await dataOffers.offerCount()).map(async (offer) => {
        const o = await dataOffers.offerInfo(offer);
        const t = o.terms;
        return {
          ...ref(offer),
          asset: ref(t.asset),
          offerer: ref(o.offerer),
          terms: {
            hash: await dataOffers.termsHash(offer),
            right: nameIn("Right", t.right),
            isExclusive: t.exclusive,
            isDerivable: t.derivable,
            isTransferable: t.transferable,
            isDelivered: t.delivery,
            purposes: places(t.purposes),
            daysValid: Number(t.daysValid),
            uses: String(t.uses),
            royalty: Number(t.royalty),
            territory: Number(t.territory),
            price: String(t.price),
            pricePerUse: String(t.pricePerUse),
            personPay: String(t.personPay),
            deposit: String(t.deposit),
            buyer: someone(t.buyer),
            arbiter: someone(t.arbiter),
            stepHours: Number(t.stepHours),
            document: t.document,
          },
          status: nameIn("OfferStatus", o.status),
          lastDay: Number(o.lastDay),
        };
      }),
    );
    expect(offers).to.deep.equal(expectedOffers);

    const fields = `number asset { number } licensee { number } seller { number } meter { number } offer { number }
      terms { hash right purposes(orderBy: number) { number } } status firstDay lastDay used allowed settled counted order prepaid deposit`;
    const licences = await all(ask, "dataLicences", fields);
    const expectedLicences = await Promise.all(
      upTo(await dataLicences.licenceCount()).map(async (licence) => {
        const l = await dataLicences.licenceInfo(licence);
        const account = await dataRevenue.accountOf(licence);
        return {
          ...ref(licence),
          asset: ref(l.asset),
          licensee: ref(l.licensee),
          seller: ref(l.seller),
          meter: ref(l.meter),
          offer: someone(l.offer),
          terms: { hash: l.termsHash, right: nameIn("Right", l.right), purposes: places(l.purposes) },
          status: nameIn("LicenceStatus", l.status),
          firstDay: day(l.firstDay),
          lastDay: day(l.lastDay),
          used: String(l.used),
          allowed: String(l.allowed),
          settled: String(l.settled),
          counted: String(l.counted),
          order: String(account.order),
          prepaid: String(account.prepaid),
          deposit: String(account.deposit),
        };
      }),
    );
    expect(licences).to.deep.equal(expectedLicences);
  });

  it("G-4 uses: records add up to what each licence, asset, user and purpose counts", async () => {
    const { dataLicences } = suite;
    type Use = {
      licence: { number: number };
      first: string;
      count: string;
      isBatch: boolean;
      digest: string;
      asset: { number: number };
    };
    const uses = await all<Use>(ask, "dataUses", "licence { number } asset { number } first count isBatch digest");
    const sum = (rows: readonly { uses?: string; count?: string }[]): bigint =>
      rows.reduce((total, row) => total + BigInt(row.uses ?? row.count ?? 0), 0n);
    for (const licence of upTo(await dataLicences.licenceCount())) {
      const { used } = await dataLicences.licenceInfo(licence);
      expect(sum(uses.filter((use) => use.licence.number === Number(licence)))).to.equal(used);
    }
    for (const { licence, first, isBatch, digest: root } of uses) {
      expect(await dataLicences.batchRoot(licence.number, first)).to.equal(isBatch ? root : ZeroHash);
    }
    const total = sum(uses);
    expect(total).to.be.above(50n);
    for (const plural of ["dataUsages", "dataUsers", "dataAssets"]) {
      expect(sum(await all<{ uses: string }>(ask, plural, "uses")), plural).to.equal(total);
    }
    for (const interval of ["hour", "day"]) {
      const query = `{ rows: dataUseVolumes(interval: ${interval}, current: include, first: 1000) { uses } }`;
      expect(sum((await ask<{ rows: { uses: string }[] }>(query)).rows), interval).to.equal(total);
    }
  });

  it("G-4 purchases, disputes and departments' requests", async () => {
    const { dataDisputes, dataSales, dataSharing } = suite;
    const sales = await all(
      ask,
      "dataSales",
      "number offer { number } licence { number } asset { number } buyer { number } seller { number } status price deposit deadline ciphertextRoot chunks keyDigest",
    );
    const expectedSales = await Promise.all(
      upTo(await dataSales.saleCount()).map(async (sale) => {
        const s = await dataSales.saleInfo(sale);
        return {
          ...ref(sale),
          offer: ref(s.offer),
          licence: ref(s.licence),
          asset: ref(s.asset),
          buyer: ref(s.buyer),
          seller: ref(s.seller),
          status: nameIn("SaleStatus", s.status),
          price: String(s.price),
          deposit: String(s.deposit),
          deadline: seconds(s.deadline),
          ciphertextRoot: digest(s.ciphertextRoot),
          chunks: day(s.chunks),
          keyDigest: digest(s.keyDigest),
        };
      }),
    );
    expect(sales).to.deep.equal(expectedSales);

    const disputes = await all(
      ask,
      "dataDisputes",
      "number kind end licence { number } sale { number } claimant { participant { number } } respondent { participant { number } } arbiter { number } claimed claimsEnd proposedBy { number }",
    );
    const expectedDisputes = await Promise.all(
      upTo(await dataDisputes.disputeCount()).map(async (dispute) => {
        const d = await dataDisputes.disputeInfo(dispute);
        return {
          ...ref(dispute),
          kind: nameIn("DisputeKind", d.kind),
          end: nameIn("DisputeEnd", d.end),
          licence: ref(d.licence),
          sale: someone(d.sale),
          claimant: { participant: ref(d.claimant) },
          respondent: { participant: ref(d.respondent) },
          arbiter: someone(d.arbiter),
          claimed: String(d.claim.amount),
          claimsEnd: d.claim.ends,
          proposedBy: someone(d.proposedBy),
        };
      }),
    );
    expect(disputes).to.deep.equal(expectedDisputes);

    const sharings = await all(
      ask,
      "dataSharings",
      "number asset { number } requester { number } purposes(orderBy: number) { number } daysValid status dueDay isExtended silenceReportedAt licence { number }",
    );
    const expectedSharings = await Promise.all(
      upTo(await dataSharing.sharingCount()).map(async (sharing) => {
        const s = await dataSharing.sharingInfo(sharing);
        const row = sharings[Number(sharing) - 1];
        expect(row?.["silenceReportedAt"] !== null).to.equal(s.silenceReported);
        return {
          ...ref(sharing),
          asset: ref(s.asset),
          requester: ref(s.requester),
          purposes: places(s.purposes),
          daysValid: Number(s.daysValid),
          status: nameIn("SharingStatus", s.status),
          dueDay: Number(s.dueDay),
          isExtended: s.extended,
          silenceReportedAt: row?.["silenceReportedAt"],
          licence: someone(s.licence),
        };
      }),
    );
    expect(sharings).to.deep.equal(expectedSharings);
  });

  it("G-4 persons and every consent, given and withdrawn", async () => {
    const { dataConsents, dataRevenue } = suite;
    type Consent = {
      asset: { number: number } | null;
      sensitivity: string;
      purpose: { number: number };
      recipient: { number: number };
      until: number;
      withdrawnAt: string | null;
    };
    type Person = {
      number: string;
      commitment: string | null;
      payee: string | null;
      owed: string;
      signer: { nonce: number } | null;
      consents: Consent[];
    };
    const persons = await all<Person>(
      ask,
      "dataPersons",
      "number commitment payee owed signer { nonce } consents { asset { number } sensitivity purpose { number } recipient { number } until withdrawnAt }",
    );
    expect(persons).to.have.length(Number(await dataConsents.personCount()));
    for (const { number, commitment, payee, owed, signer, consents } of persons) {
      expect(commitment).to.equal(digest(await dataConsents.commitmentOf(number)));
      const account = await dataConsents.payeeOf(number);
      expect(payee).to.equal(account === ZeroAddress ? null : address(account));
      expect(owed).to.equal(String(await dataRevenue.owedToPerson(number)));
      if (signer !== null) expect(signer.nonce).to.equal(Number(await dataConsents.nonceOf(number)));
      for (const { asset, sensitivity, purpose, recipient, until, withdrawnAt } of consents) {
        const classes = ["None", "General", "Important", "Core", "Personal", "SensitivePersonal"];
        const scope = [asset?.number ?? 0, classes.indexOf(sensitivity), purpose.number, recipient.number] as const;
        const stands = await dataConsents.consentUntil(number, ...scope);
        expect(Number(stands), String(purpose.number)).to.equal(withdrawnAt === null ? until : 0);
      }
    }
    expect(persons.flatMap(({ consents }) => consents)).to.have.length(3);
  });

  it("G-4 K-6 D-4 the purse: totals, what is open, owed and waiting, to the fen, are the balance", async () => {
    const { dataRevenue, money, participants } = suite;
    type Purse = Record<string, string>;
    const [purse] = await all<Purse>(
      ask,
      "dataPurses",
      "paid released refunded claimed order prepaid deposit owed owedToPersons waiting",
    );
    const fen = (name: string): bigint => BigInt(purse?.[name] ?? -1);
    const totals = await dataRevenue.totals();
    for (const name of ["paid", "released", "refunded", "claimed"] as const)
      expect(fen(name), name).to.equal(totals[name]);
    const open = fen("order") + fen("prepaid") + fen("deposit");
    expect(fen("paid"), "D-4").to.equal(fen("released") + fen("refunded") + open);
    expect(await money.balanceOf(dataRevenue), "K-6").to.equal(
      open + fen("owed") + fen("owedToPersons") + fen("waiting"),
    );

    type Earner = {
      participant: { number: number };
      earned: string;
      owed: string;
      claimed: string;
      incomes: { amount: string }[];
    };
    const earners = await all<Earner>(
      ask,
      "dataEarners",
      "participant { number } earned owed claimed incomes(first: 1000) { amount }",
    );
    const owed = new Map(earners.map((earner) => [earner.participant.number, BigInt(earner.owed)]));
    for (const participant of upTo(await participants.participantCount())) {
      expect(owed.get(Number(participant)) ?? 0n, String(participant)).to.equal(await dataRevenue.owedTo(participant));
    }
    for (const { earned, owed: waits, claimed, incomes } of earners) {
      expect(BigInt(earned)).to.equal(BigInt(waits) + BigInt(claimed));
      expect(incomes.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).to.equal(BigInt(earned));
    }
    const splits = await all<{ gross: string; parts: { amount: string }[] }>(
      ask,
      "dataSplits",
      "gross parts { amount }",
    );
    for (const { gross, parts } of splits) {
      expect(
        parts.reduce((sum, { amount }) => sum + BigInt(amount), 0n),
        "D-4",
      ).to.equal(BigInt(gross));
    }
    const query = "{ rows: dataVolumes(interval: hour, current: include, first: 1000) { kind amount } }";
    const { rows } = await ask<{ rows: { kind: string; amount: string }[] }>(query);
    for (const kind of ["Paid", "Released", "Refunded", "Claimed"]) {
      const moved = rows.filter((row) => row.kind === kind).reduce((sum, { amount }) => sum + BigInt(amount), 0n);
      expect(moved, kind).to.equal(fen(kind.toLowerCase()));
    }
  });

  it("G-4 evidence, challenges, valuations with their disputes, and pledges", async () => {
    const { dataPledges, dataPreservation, dataValuation } = suite;
    const preservations = await all<Row & { number: string }>(
      ask,
      "dataPreservations",
      "number asset { number } version licence { number } by { number } kind",
    );
    expect(preservations).to.have.length(2);
    for (const { number, ...row } of preservations) {
      const p = await dataPreservation.preservationOf(number);
      expect(row).to.deep.equal({
        asset: ref(p.asset),
        version: Number(p.version),
        licence: someone(p.licence),
        by: ref(p.by),
        kind: nameIn("PreservationKind", p.kind),
      });
    }
    const challenges = await all(
      ask,
      "dataChallenges",
      "number asset { number } version { number } challenger { number } deadline status seed",
    );
    const expectedChallenges = await Promise.all(
      upTo(await dataPreservation.challengeCount()).map(async (challenge) => {
        const c = await dataPreservation.challengeInfo(challenge);
        return {
          ...ref(challenge),
          asset: ref(c.asset),
          version: ref(c.version),
          challenger: ref(c.challenger),
          deadline: seconds(c.deadline),
          status: nameIn("ChallengeStatus", c.status),
          seed: c.seed,
        };
      }),
    );
    expect(challenges).to.deep.equal(expectedChallenges);

    type Valued = Row & { disputes: { disputer: { number: number }; status: string; suspends: boolean }[] };
    const valuations = await all<Valued>(
      ask,
      "dataValuations",
      "number asset { number } valuer { number } by { number } method purpose baseDay amount validThrough digest status contested disputes { disputer { number } status suspends }",
    );
    const expectedValuations = await Promise.all(
      upTo(await dataValuation.valuationCount()).map(async (valuation) => {
        const v = await dataValuation.valuationInfo(valuation);
        const { disputes } = valuations[Number(valuation) - 1] ?? { disputes: [] };
        for (const { disputer, status, suspends } of disputes) {
          const d = await dataValuation.disputeOf(valuation, disputer.number);
          expect([status, suspends]).to.deep.equal([nameIn("IDataValuation.DisputeStatus", d.status), d.suspends]);
        }
        return {
          ...ref(valuation),
          asset: ref(v.asset),
          valuer: ref(v.valuer),
          by: ref(v.by),
          method: nameIn("IDataValuation.Method", v.method),
          purpose: text(v.purpose),
          baseDay: Number(v.baseDay),
          amount: String(v.amount),
          validThrough: Number(v.validThrough),
          digest: v.digest,
          status: nameIn("ValuationStatus", v.status),
          contested: Number(v.contested),
          disputes,
        };
      }),
    );
    expect(valuations).to.deep.equal(expectedValuations);

    const pledges = await all<Row & { asset: { number: number } }>(
      ask,
      "dataPledges",
      "number asset { number } pledgor { number } pledgee { number } secured dueDay status valuation { number }",
    );
    expect(pledges).to.have.length(Number(await dataPledges.pledgeCount()));
    for (const { asset, ...row } of pledges) {
      const p = await dataPledges.pledgeOf(asset.number);
      expect(row).to.deep.equal({
        ...ref(p.id),
        pledgor: ref(p.pledgor),
        pledgee: ref(p.pledgee),
        secured: String(p.secured),
        dueDay: Number(p.dueDay),
        status: nameIn("IDataPledges.DataPledgeStatus", p.status),
        valuation: ref(p.valuation),
      });
    }
  });

  it("G-4 what is asked of others, with each desk's answers", async () => {
    const { dataOffers, dataPledges, dataTransfers } = suite;
    for (const desk of [dataTransfers, dataOffers, dataPledges]) {
      const part = address(await desk.getAddress());
      type Asked = Row & { number: number };
      const { rows } = await ask<{ rows: Asked[] }>(
        `{ rows: dataRequests(where: { part: "${part}" }, orderBy: number) { number from { number } to { number } status lastDay } }`,
      );
      expect(rows).to.have.length.above(0);
      for (const { number, ...row } of rows) {
        const r = await desk.requestInfo(number);
        expect(row).to.deep.equal({
          from: ref(r.from),
          to: ref(r.to),
          status: nameIn("Requests.Status", r.status),
          lastDay: Number(r.lastDay),
        });
      }
    }
  });
});
