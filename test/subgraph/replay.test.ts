/** The index holds what the contracts answer. */
import { expect } from "chai";
import { decodeBytes32String, encodeBytes32String, toUtf8String, ZeroAddress } from "ethers";
import { dateOf, dayNumber } from "../../deploy/data/holidays.ts";
import type { BillIssuance, BillPayment, BillRegistry } from "../../types/index.js";
import { address, all, moment, ref, type Row, sorted, upTo } from "./rows.ts";
import { nameIn, valuesOf } from "./solidity.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

describe("The index beside the chain", function () {
  this.timeout(300_000);
  let suite: Index["suite"];
  let ask: Ask;
  let now: bigint;

  before(async function () {
    const live = await indexOrSkip(this);
    ({ suite, ask } = live);
    now = BigInt(await live.stage.now());
  });

  it("G-4 participants: all that the registry knows of each", async () => {
    const { participants } = suite;
    const expected = await Promise.all(
      upTo(await participants.participantCount()).map(async (number) => {
        const p = await participants.participantInfo(number);
        return {
          ...ref(number),
          uscc: toUtf8String(p.uscc),
          name: p.name,
          wallet: address(p.wallet),
          standing: nameIn("Standing", p.standing),
          size: nameIn("SizeClass", p.size),
          evidence: p.evidence,
          admittedAt: moment(p.admittedAt),
          frozenUntil: String(p.frozenUntil),
        };
      }),
    );
    const fields = "number uscc name wallet standing size evidence admittedAt frozenUntil";
    expect(await all(ask, "participants", fields)).to.deep.equal(expected);
  });

  it("G-4 accounts: whom each serves, for what and up to how much", async () => {
    const { participants } = suite;
    type Account = { address: string; isBound: boolean };
    const fields = "address isBound participant { number } mayAct mayVote mayAdminister ceiling modules";
    const rows = await all<Account>(ask, "accounts", fields);
    expect(rows).to.have.length.above(12);
    for (const row of rows) {
      const account = await participants.accountInfo(row.address);
      expect(row.isBound, row.address).to.equal(account.participant !== 0n);
      if (!row.isBound) continue;
      expect(row).to.deep.equal({
        address: row.address,
        isBound: true,
        participant: ref(account.participant),
        mayAct: (account.scopes & 1n) > 0n,
        mayVote: (account.scopes & 2n) > 0n,
        mayAdminister: (account.scopes & 4n) > 0n,
        ceiling: String(account.ceiling),
        modules: (await participants.modulesOf(row.address)).map((module) => decodeBytes32String(module)),
      });
    }
  });

  it("G-4 qualifications, seats, freezing cases and warnings", async () => {
    const { participants } = suite;
    type Held = { participant: { number: number }; key: string; isRevoked: boolean };
    const fields = "participant { number } key isRevoked until code evidence issuer { number }";
    for (const row of await all<Held>(ask, "qualifications", fields)) {
      const info = await participants.qualificationInfo(row.participant.number, encodeBytes32String(row.key));
      if (row.isRevoked) expect(info.until).to.equal(0n);
      else {
        const { until, code, evidence, issuer } = info;
        const said = { until: String(until), code: String(code), evidence, issuer: ref(issuer) };
        expect(row).to.deep.equal({ participant: row.participant, key: row.key, isRevoked: false, ...said });
      }
    }

    type Seat = { participant: { number: number }; votingClass: string; isHeld: boolean };
    const seats = await all<Seat>(ask, "seats", "participant { number } votingClass isHeld");
    const bodies = await all<{ votingClass: string; seats: number }>(ask, "votingBodies", "votingClass seats");
    for (const [votingClass, name] of valuesOf("VotingClass").entries()) {
      if (name === "None") continue;
      const holders = (await participants.seatHolders(votingClass)).map(Number);
      const held = seats.filter((seat) => seat.votingClass === name && seat.isHeld);
      expect(held.map(({ participant }) => participant.number)).to.have.members(holders);
      expect(bodies.find((body) => body.votingClass === name)?.seats ?? 0).to.equal(holders.length);
    }

    type Case = { participant: { number: number }; key: string; until: string; liftedAt: string | null };
    const cases = await all<Case>(ask, "freezingCases", "participant { number } key since until liftedAt");
    for (const number of upTo(await participants.participantCount())) {
      const live = (await participants.cases(number)).filter(({ until }) => until >= now);
      const indexed = cases.filter(({ participant, until, liftedAt }) => {
        return participant.number === Number(number) && liftedAt === null && BigInt(until) >= now;
      });
      const shown = live.map(({ key, since, until }) => ({ key, since: String(since), until: String(until) }));
      expect(indexed.map(({ participant: _, liftedAt: __, ...rest }) => rest)).to.have.deep.members(shown);
    }

    type Warning = { participant: { number: number }; digest: string; until: string; withdrawnAt: string | null };
    const warnings = await all<Warning>(ask, "warnings", "participant { number } digest since until withdrawnAt");
    expect(warnings).to.have.length(2);
    for (const number of upTo(await participants.participantCount())) {
      const standing = (await participants.warnings(number)).filter(({ until }) => until >= now);
      const indexed = warnings.filter(({ participant, until, withdrawnAt }) => {
        return participant.number === Number(number) && withdrawnAt === null && BigInt(until) >= now;
      });
      const shown = standing.map(({ key, since, until }) => ({
        digest: key,
        since: String(since),
        until: String(until),
      }));
      expect(indexed.map(({ participant: _, withdrawnAt: __, ...rest }) => rest)).to.have.deep.members(shown);
    }
  });

  it("G-4 orders: status, times and the approvals that stand", async () => {
    const { docket } = suite;
    type Approval = { participant: { number: number }; votingClass: string };
    type Order = {
      number: number;
      status: string;
      executableFrom: string | null;
      approvals: Approval[];
      rejections: { participant: { number: number } }[];
      calls: { index: number; target: string; data: string; route: { index: number } }[];
    };
    const fields =
      "number status proposer { number } proposedAt expiresAt basis satisfiedAt executedAt ratifyBy executableFrom " +
      "approvals { participant { number } votingClass } rejections { participant { number } } calls(orderBy: index) { index target data route { index } }";
    const rows = await all<Order>(ask, "orders", fields);
    expect(rows).to.have.length(Number(await docket.orderCount()));
    for (const { approvals, rejections, calls, executableFrom, ...row } of rows) {
      const order = await docket.orderInfo(row.number);
      expect(row).to.deep.equal({
        number: row.number,
        status: nameIn("IDocket.Status", order.status),
        proposer: ref(order.proposer),
        proposedAt: String(order.proposedAt),
        expiresAt: String(order.expiresAt),
        basis: order.basis,
        satisfiedAt: moment(order.satisfiedAt),
        executedAt: moment(order.executedAt),
        ratifyBy: moment(order.ratifyBy),
      });
      const [approvers, classes] = await docket.approvals(row.number);
      const stand = approvers.map((each, i) => ({
        participant: ref(each),
        votingClass: nameIn("VotingClass", classes[i] ?? 0n),
      }));
      expect(approvals).to.have.deep.members(stand);
      const against = (await docket.rejections(row.number)).map((each) => ({ participant: ref(each) }));
      expect(rejections).to.have.deep.members(against);
      if (row.status !== "Open") continue;
      const encoded = calls.map(({ target, data, route }) => ({ target, data, route: route.index }));
      expect(executableFrom).to.equal(moment(await docket.executableFrom(row.number, encoded)));
    }
  });

  it("G-4 policies: the routes in force, whatever their scope", async () => {
    type Policy = { scope: string; scopeName: string; selector: string; version: number };
    const fields =
      "scope scopeName selector version routes { classes votes delay window isEmergency ratifiedBy ratifyWithin }";
    const rows = await all<Policy & { routes: Row[] }>(ask, "policies", fields);
    expect(rows).to.have.length.above(20);
    for (const row of rows) {
      const isAddress = row.scope.startsWith("0x" + "0".repeat(24));
      const [part] = isAddress ? [] : (await suite.directory.current(row.scope)).parts;
      const { policy, version } = await suite.docket.policyOf(part ?? `0x${row.scope.slice(26)}`, row.selector);
      const routes = policy.routes.map(({ clauses, delay, window, ratifiedBy, ratifyWithin }) => ({
        classes: clauses.map(({ votingClass }) => nameIn("VotingClass", votingClass)),
        votes: clauses.map(({ votes }) => Number(votes)),
        delay: String(delay),
        window: String(window),
        isEmergency: ratifiedBy > 0n,
        ratifiedBy: ratifiedBy > 0n ? Number(ratifiedBy) : null,
        ratifyWithin: String(ratifyWithin),
      }));
      expect({ version: row.version, routes: row.routes }).to.deep.equal({ version: Number(version), routes });
    }
  });

  it("G-4 power: who has which role, and what needs it", async () => {
    const { authority } = suite;
    type Member = { role: { number: string }; account: string; isMember: boolean };
    for (const { role, account, isMember } of await all<Member>(
      ask,
      "roleMembers",
      "role { number } account isMember",
    )) {
      expect((await authority.hasRole(role.number, account)).isMember, `${role.number} ${account}`).to.equal(isMember);
    }
    type Guarded = { contract: { address: string; isClosed: boolean }; selector: string; role: { number: string } };
    const fields = "contract { address isClosed } selector role { number }";
    for (const { contract, selector, role } of await all<Guarded>(ask, "guardedFunctions", fields)) {
      expect(await authority.getTargetFunctionRole(contract.address, selector)).to.equal(BigInt(role.number));
      expect(await authority.isTargetClosed(contract.address)).to.equal(contract.isClosed);
    }
  });

  it("G-4 modules: versions, parts, doors and halts", async () => {
    const { directory, participants } = suite;
    type Part = { id: string; isOpen: boolean };
    type Version = { version: number; status: string; deployBlock: string; parts: Part[] };
    type Module = { name: string; version: number; isHalted: boolean; versions: Version[] };
    const fields =
      "name version isHalted versions(orderBy: version) { version status deployBlock parts(orderBy: index) { id isOpen } }";
    const rows = await all<Module>(ask, "modules", fields);
    const names = (await directory.modules()).map((name) => decodeBytes32String(name));
    expect(rows.map(({ name }) => name)).to.have.members(names);
    for (const module of rows) {
      const name = encodeBytes32String(module.name);
      const versions = await directory.versions(name);
      expect(module.version).to.equal(versions.length);
      expect(module.isHalted).to.equal(await directory.isHalted(name));
      for (const [i, { status, deployBlock, parts }] of versions.entries()) {
        const doors = await Promise.all(parts.map((part) => participants.doorOf(part)));
        expect(module.versions[i]).to.deep.equal({
          version: i + 1,
          status: nameIn("VersionStatus", status),
          deployBlock: String(deployBlock),
          parts: parts.map((part, place) => ({ id: address(part), isOpen: doors[place]?.open })),
        });
      }
    }
  });

  it("G-4 evidence: every digest", async () => {
    const { evidence } = suite;
    const expected = await Promise.all(
      upTo(await evidence.evidenceCount()).map(async (number) => {
        const e = await evidence.evidenceInfo(number);
        return {
          ...ref(number),
          anchorer: ref(e.anchorer),
          digest: e.digest,
          algorithm: nameIn("Algorithm", e.algorithm),
          isBatch: e.batch,
          anchoredAt: String(e.anchoredAt),
        };
      }),
    );
    const fields = "number anchorer { number } digest algorithm isBatch anchoredAt";
    expect(await all(ask, "evidences", fields)).to.deep.equal(expected);

    const signed = [];
    for (const number of upTo(await evidence.evidenceCount())) {
      for (const { signer, signedAt, statement } of await evidence.countersignatures(number, 0n, 100n)) {
        signed.push({ evidence: ref(number), signer: ref(signer), signedAt: String(signedAt), statement });
      }
    }
    expect(signed).to.have.length(2);
    const signatures = await all(ask, "countersignatures", "evidence { number } signer { number } signedAt statement");
    expect(signatures).to.have.deep.members(signed);
  });

  it("G-4 trade: every document, what is put forward, and every claim", async () => {
    const { trade } = suite;
    type Subject = { key: string; isConfirmed: boolean; claims: { amount: string }[]; claimed: string };
    const fields = "key isConfirmed seller { number } buyer { number } face claimed kind digest claims { amount }";
    for (const { claims, ...row } of await all<Subject>(ask, "tradeSubjects", fields)) {
      const s = await trade.subjectInfo(row.key);
      expect(row.isConfirmed).to.equal(s.kind > 0n);
      const sum = claims.reduce((total, { amount }) => total + BigInt(amount), 0n);
      expect(sum).to.equal(s.claimed);
      if (!row.isConfirmed) continue;
      expect(row).to.deep.equal({
        key: row.key,
        isConfirmed: true,
        // An asset of a module has none.
        seller: s.seller === 0n ? null : ref(s.seller),
        buyer: s.buyer === 0n ? null : ref(s.buyer),
        face: String(s.face),
        claimed: String(s.claimed),
        kind: nameIn("DocumentKind", s.kind),
        digest: s.digest,
      });
    }

    type Proposal = { subject: { key: string }; proposer: { number: number }; status: string; face: string };
    for (const { subject, proposer, status, face } of await all<Proposal>(
      ask,
      "tradeProposals",
      "subject { key } proposer { number } status face",
    )) {
      const held = await trade.proposal(subject.key, proposer.number);
      expect(held.face).to.equal(status === "Confirmed" ? 0n : BigInt(face));
    }

    type Reduction = { key: string; proposer: { number: number }; status: string; terms: string };
    const reductions = await all<Reduction>(ask, "tradeReductions", "key proposer { number } status terms");
    expect(reductions.map(({ status }) => status)).to.have.members(["Confirmed", "Superseded", "Open"]);
    for (const { key, proposer, status, terms } of reductions) {
      const isUsed = (await trade.subjectInfo(key)).kind === BigInt(valuesOf("DocumentKind").indexOf("Correction"));
      expect(isUsed).to.equal(status !== "Open");
      if (status === "Open") expect(await trade.reductionTerms(key, proposer.number)).to.equal(terms);
    }

    const fileFields =
      "number seller { number } buyer { number } invoiced contracted delivered paid isComplete agrees documents { key }";
    const files = await all<{ number: number; documents: { key: string }[] }>(ask, "tradeFiles", fileFields);
    expect(files).to.have.length(Number(await trade.fileCount()));
    for (const { documents, ...row } of files) {
      const { seller, buyer, present, agree, amounts } = await trade.fileState(row.number);
      const [invoiced, contracted, delivered, paid] = amounts.map(String);
      const sums = { invoiced, contracted, delivered, paid };
      const isComplete = present === 0b1111n;
      expect(row).to.deep.equal({
        number: row.number,
        seller: ref(seller),
        buyer: ref(buyer),
        ...sums,
        isComplete,
        agrees: agree,
      });
      expect(documents.map(({ key }) => key)).to.have.members([...(await trade.documentsOf(row.number))]);
    }

    type Claim = { subject: { key: string }; part: { id: string }; number: string; amount: string };
    const claims = await all<Claim>(ask, "claims", "subject { key } part { id } number amount");
    expect(claims).to.have.length.above(5);
    for (const { subject, part, number, amount } of claims) {
      expect(await trade.claimOf(subject.key, part.id, number)).to.equal(BigInt(amount));
    }
  });

  it("G-4 money: totals, and the balance of every holder", async () => {
    const { money, participants } = suite;
    const [totals] = await all(ask, "settlementTokens", "supply issued redeemed");
    const { issued, redeemed } = await money.totals();
    const supply = await money.totalSupply();
    expect(totals).to.deep.equal({ supply: String(supply), issued: String(issued), redeemed: String(redeemed) });

    type Balance = { account: string; amount: string; participant: { number: number } | null };
    const balances = await all<Balance>(ask, "balances", "account amount participant { number }");
    for (const { account, amount, participant } of balances) {
      expect(BigInt(amount), account).to.equal(await money.balanceOf(account));
      expect(BigInt(participant?.number ?? 0)).to.equal(await participants.participantOf(account));
    }
    expect(balances.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).to.equal(supply);
  });

  it("G-4 money: cases that freeze amounts, persons' accounts, and parts with custody", async () => {
    const { money, participants } = suite;
    type Case = {
      participant: { number: number } | null;
      account: string | null;
      key: string;
      amount: string;
      until: string;
      endedAt: string | null;
    };
    const cases = await all<Case>(ask, "moneyCases", "participant { number } account key amount until endedAt");
    expect(cases).to.have.length(5);
    for (const { participant, account, key, amount, until, endedAt } of cases) {
      const [live, amounts] = await money.moneyCases(participant?.number ?? BigInt(account ?? 0));
      const place = live.findIndex((each) => each.key === key && each.until >= now);
      expect(place >= 0, key).to.equal(endedAt === null && BigInt(until) >= now);
      if (place >= 0) expect([until, amount]).to.deep.equal([String(live[place]?.until), String(amounts[place])]);
    }

    type Attestation = { attester: { number: number }; account: string; until: string; withdrawnAt: string | null };
    const fields = "attester { number } account until withdrawnAt";
    const attestations = await all<Attestation>(ask, "attestations", fields);
    expect(attestations).to.have.length(3);
    for (const { attester, account, until, withdrawnAt } of attestations) {
      const info = await participants.attestationOf(account);
      expect(attester).to.deep.equal(ref(info.attester));
      if (withdrawnAt === null) expect(until).to.equal(String(info.until));
      else expect(info.until < now).to.be.true;
    }

    type Part = { part: string; isCustodial: boolean };
    for (const { part, isCustodial } of await all<Part>(ask, "parts", "part: id isCustodial")) {
      expect(isCustodial, part).to.equal(await participants.isCustodial(part));
    }
  });

  it("G-4 calendar: every day of every year", async () => {
    type Year = {
      year: number;
      firstWord: string;
      secondWord: string;
      evidence: string;
      businessDays: number;
      closedWeekdays: string[];
      workedWeekends: string[];
    };
    const fields = "year part { contract } firstWord secondWord evidence businessDays closedWeekdays workedWeekends";
    const years = await all<Year>(ask, "calendarYears", fields);
    expect(years.map(({ year }) => year)).to.include.members([2024, 2025, 2026, 2027]);
    for (const { year, firstWord, secondWord, evidence, ...days } of years) {
      const [set] = await suite.calendar.queryFilter(suite.calendar.filters.CalendarYearSet(year));
      expect(evidence).to.equal(set?.args.evidence);
      const [first, second] = await suite.calendar.businessDays(year);
      expect([BigInt(firstWord), BigInt(secondWord)]).to.deep.equal([first, second]);
      const bits = first | (second << 256n);
      const all = Array.from({ length: dayNumber(`${year + 1}-01-01`) - dayNumber(`${year}-01-01`) }, (_, i) => {
        const date = dateOf(dayNumber(`${year}-01-01`) + i);
        const isWeekend = [0, 6].includes(new Date(date).getUTCDay());
        return { date, isWeekend, isBusiness: ((bits >> BigInt(i)) & 1n) === 1n };
      });
      const dates = (isWeekend: boolean, isBusiness: boolean): string[] =>
        all.filter((day) => day.isWeekend === isWeekend && day.isBusiness === isBusiness).map(({ date }) => date);
      expect(days).to.deep.equal({
        part: { contract: "BusinessCalendar" },
        businessDays: all.filter(({ isBusiness }) => isBusiness).length,
        closedWeekdays: dates(false, false),
        workedWeekends: dates(true, true),
      });
    }
  });

  it("G-4 market: every ask with its lots, every quote, every line and sale", async () => {
    const { market } = suite;
    const asks = await all(
      ask,
      "asks",
      "number title part { contract } asker { number } status firstDay firstDate lastDay lastDate isSealed closesAt terms " +
        "amount accepted { number } buyers { number } lots(orderBy: place) { title amount } quotes { number }",
    );
    const count = await market.askCount();
    const discount = await suite.billDiscount.getAddress();
    const expected = await Promise.all(
      upTo(count).map(async (number) => {
        const a = await market.askInfo(number);
        const lots = await market.lotsOf(number);
        const members = upTo(await suite.participants.participantCount());
        const named = await Promise.all(members.map((member) => market.isNamed(number, member)));
        return {
          ...ref(number),
          title: address(a.title),
          part: { contract: a.title === discount ? "BillDiscount" : "ReceivableFinancing" },
          asker: ref(a.asker),
          status: nameIn("AskStatus", a.status),
          firstDay: Number(a.firstDay),
          firstDate: dateOf(Number(a.firstDay)),
          lastDay: Number(a.lastDay),
          lastDate: dateOf(Number(a.lastDay)),
          isSealed: a.closesAt > 0n,
          closesAt: String(a.closesAt),
          terms: a.terms,
          amount: String(lots.reduce((sum, { amount }) => sum + amount, 0n)),
          accepted: a.accepted === 0n ? null : ref(a.accepted),
          buyers: members.filter((_, i) => named[i]).map(ref),
          lots: lots.map(({ title, amount }) => ({ title: String(title), amount: String(amount) })),
          quotes: upTo(a.quoteCount).map(ref),
        };
      }),
    );
    expect(asks).to.deep.equal(expected);

    type Quote = { number: number; ask: { number: number }; status: string };
    const fields = "number ask { number } buyer { number } status rate lastDay lastDate commitment";
    const quotes = await all<Quote>(ask, "quotes", fields);
    expect(quotes).to.have.length.above(6);
    for (const quote of quotes) {
      const q = await market.quoteInfo((BigInt(quote.ask.number) << 32n) | BigInt(quote.number));
      const isKnown = quote.status !== "Sealed";
      expect(quote).to.deep.equal({
        number: quote.number,
        ask: quote.ask,
        buyer: ref(q.buyer),
        status: nameIn("QuoteStatus", q.status),
        rate: isKnown ? Number(q.rate) : null,
        lastDay: isKnown ? Number(q.lastDay) : null,
        lastDate: isKnown ? dateOf(Number(q.lastDay)) : null,
        commitment: BigInt(q.commitment) === 0n ? null : q.commitment,
      });
    }

    type Line = { buyer: { number: number }; debtor: { number: number } };
    const lines = await all<Line>(ask, "lines", "buyer { number } debtor { number } limit used isSet");
    expect(lines).to.have.length(2);
    for (const line of lines) {
      const { limit, used, isSet } = await market.lineOf(line.buyer.number, line.debtor.number);
      expect(line).to.deep.equal({ ...line, limit: String(limit), used: String(used), isSet });
    }

    const accepted = await market.queryFilter(market.filters.QuoteAccepted(), suite.deployBlock);
    const sold = accepted.flatMap(({ args }) =>
      args.sales.map(({ title, face, price }) => ({ title: String(title), face: String(face), price: String(price) })),
    );
    expect(sorted(await all(ask, "sales", "title face price"))).to.deep.equal(sorted(sold));
    const traders = await all<{ participant: { number: number }; isAdmitted: boolean }>(
      ask,
      "traders",
      "participant { number } isAdmitted",
    );
    for (const { participant, isAdmitted } of traders) {
      expect(await suite.billDiscount.isTrader(participant.number)).to.equal(isAdmitted);
    }
    expect(traders).to.have.length(1);
  });

  describe("bills, in both versions of the module", () => {
    let versions: { registry: BillRegistry; issuance: BillIssuance; payment: BillPayment; at: string }[];

    before(async () => {
      const bills = await suite.directory.versions(encodeBytes32String("bills"));
      versions = bills.map(({ parts: [registry, issuance, , payment] }) => ({
        registry: suite.billRegistry.attach(registry ?? ZeroAddress) as BillRegistry,
        issuance: suite.billIssuance.attach(issuance ?? ZeroAddress) as BillIssuance,
        payment: suite.billPayment.attach(payment ?? ZeroAddress) as BillPayment,
        at: address(registry ?? ZeroAddress),
      }));
      expect(versions).to.have.length(2);
    });

    /** Rows whose ids begin with the registry's address. */
    const ofRegistry = <T extends { id: string }>(rows: T[], at: string): Omit<T, "id">[] =>
      rows.filter(({ id }) => id.startsWith(at)).map(({ id: _, ...row }) => row);

    it("G-4 bills: parties, days, status, documents and periods", async () => {
      const fields =
        "id sequence number kind status face closed issueDay issueDate maturity maturityDate drawer { number } " +
        "acceptor { number } payee { number } isSplittable notTransferable version { version } " +
        "documents(orderBy: id) { subject { key } amount } periods { tenorMonths acceptanceDays presentationDays noticeDays principalMonths recourseMonths againMonths }";
      const rows = await all<{ id: string }>(ask, "bills", fields);
      for (const [place, { registry, issuance, at }] of versions.entries()) {
        const expected = await Promise.all(
          upTo(await registry.billCount()).map(async (bill) => {
            const b = await registry.billInfo(bill);
            const documents = await issuance.documentsOf(bill);
            const periods = await issuance.periodsOf(bill);
            return {
              sequence: Number(bill),
              number: String(b.number),
              kind: nameIn("BillKind", b.kind),
              status: nameIn("BillStatus", b.status),
              face: String(b.face),
              closed: String(b.closed),
              issueDay: Number(b.issueDay),
              issueDate: dateOf(Number(b.issueDay)),
              maturity: Number(b.maturity),
              maturityDate: dateOf(Number(b.maturity)),
              drawer: ref(b.drawer),
              acceptor: ref(b.acceptor),
              payee: ref(b.payee),
              isSplittable: b.splittable,
              notTransferable: b.notTransferable,
              version: { version: place + 1 },
              documents: documents.map(({ subject, amount }) => ({
                subject: { key: subject },
                amount: String(amount),
              })),
              periods: {
                tenorMonths: Number(periods.tenorMonths),
                acceptanceDays: Number(periods.acceptanceDays),
                presentationDays: Number(periods.presentationDays),
                noticeDays: Number(periods.noticeDays),
                principalMonths: Number(periods.principalMonths),
                recourseMonths: Number(periods.recourseMonths),
                againMonths: Number(periods.againMonths),
              },
            };
          }),
        );
        expect(ofRegistry(rows, at)).to.deep.equal(expected);
      }
    });

    it("G-4 holdings: holder, interval and circulation of each, with its whole chain", async () => {
      type Link = { id: string; bill: { id: string }; position: number; lo: string; hi: string };
      type Holding = { id: string; number: string; bill: { id: string; sequence: number }; lo: string; hi: string };
      const fields =
        "id number bill { id sequence } lo hi amount holder { number } circulation isDishonoured isDiscounted chainLength " +
        "parent { number } offer { amount ask { number lastDay } }";
      const links = await all<Link>(
        ask,
        "endorsements",
        "id bill { id } number position from { number } to { number } lo hi day date purpose notTransferable",
      );
      // Each endorsement of the bill whose interval contains the holding's.
      const chainOf = ({ bill, lo, hi }: Holding) =>
        links
          .filter((link) => link.bill.id === bill.id && BigInt(link.lo) <= BigInt(lo) && BigInt(link.hi) >= BigInt(hi))
          .toSorted((a, b) => a.position - b.position)
          .map(({ id: _, bill: __, ...link }) => link);
      const rows = (await all<Holding>(ask, "holdings", fields)).map((row) => ({
        ...row,
        bill: { sequence: row.bill.sequence },
        endorsements: chainOf(row),
      }));
      for (const { registry, at } of versions) {
        const split = await registry.queryFilter(registry.filters.HoldingSplit(), suite.deployBlock);
        const parents = new Map(split.map(({ args }) => [args.part, { number: String(args.holding) }]));
        const bills = upTo(await registry.billCount());
        const counts = await Promise.all(bills.map(async (bill) => (await registry.billInfo(bill)).seq));
        const numbers = bills.flatMap((bill, i) => upTo(counts[i] ?? 0n).map((place) => (bill << 32n) | place));
        const expected = await Promise.all(
          numbers.map(async (holding) => {
            const h = await registry.holdingInfo(holding);
            const o = await registry.offerOf(holding);
            const [ids, endorsements] = await suite.billDescriptor.chainOf(registry, holding, 0, 500);
            const chain = endorsements.map((e, i) => ({
              number: String(ids[i]),
              position: endorsements.length - i,
              from: ref(e.from),
              to: ref(e.to),
              lo: String(e.lo),
              hi: String(e.hi),
              day: Number(e.day),
              date: dateOf(Number(e.day)),
              purpose: nameIn("Purpose", e.purpose),
              notTransferable: e.notTransferable,
            }));
            return {
              number: String(holding),
              bill: { sequence: Number(holding >> 32n) },
              lo: String(h.lo),
              hi: String(h.hi),
              amount: String(h.hi - h.lo + 1n),
              holder: ref(h.holder),
              circulation: nameIn("Circulation", h.circulation),
              isDishonoured: h.dishonoured,
              isDiscounted: h.discounted,
              chainLength: Number(h.chainLength),
              parent: parents.get(holding) ?? null,
              offer: h.offered
                ? { amount: String(o.amount), ask: { ...ref(o.ask), lastDay: Number(o.lastDay) } }
                : null,
              endorsements: chain.reverse(),
            };
          }),
        );
        expect(ofRegistry(rows, at)).to.deep.equal(expected);
      }
    });

    it("G-4 requests and instructions", async () => {
      const fields = "id number act holding { number } from { number } to { number } amount lastDay status";
      const requests = await all<{ id: string }>(ask, "requests", fields);
      const instructions = await all<{ id: string; isCancelled: boolean }>(
        ask,
        "instructions",
        "id by { number } counterparty { number } acts ceiling tenor until isCancelled",
      );
      const acts = valuesOf("BillAct");
      for (const { registry, at } of versions) {
        const indexed = ofRegistry(requests, at);
        const expected = await Promise.all(
          upTo(indexed.length).map(async (request) => {
            const r = await registry.requestInfo(request);
            return {
              ...ref(request),
              act: nameIn("BillAct", r.act),
              holding: { number: String(r.subject) },
              from: ref(r.from),
              to: ref(r.to),
              amount: String(r.hi - r.lo + 1n),
              lastDay: Number(r.lastDay),
              status: nameIn("Requests.Status", r.status),
            };
          }),
        );
        expect(indexed).to.deep.equal(expected);
        expect((await registry.requestInfo(indexed.length + 1)).status, "no request is left out").to.equal(0n);

        const standing = [];
        for (const by of upTo(await suite.participants.participantCount())) {
          const [counterparties, given] = await registry.instructionsOf(by, 0, 100);
          for (const [i, counterparty] of counterparties.entries()) {
            const { acts: bits = 0n, ceiling = 0n, tenor = 0n, until = 0n } = given[i] ?? {};
            // Cancelled.
            if (bits === 0n) continue;
            standing.push({
              by: ref(by),
              counterparty: ref(counterparty),
              acts: acts.filter((_, act) => ((bits >> BigInt(act)) & 1n) === 1n),
              ceiling: String(ceiling),
              tenor: Number(tenor),
              until: Number(until),
              isCancelled: false,
            });
          }
        }
        const live = ofRegistry(instructions, at).filter(({ isCancelled }) => !isCancelled);
        expect(sorted(live)).to.deep.equal(sorted(standing));
      }
    });

    it("G-4 presentations: the last one of each holding", async () => {
      type Last = { outcome: string } | null;
      const fields = "id number presentation { day answerBy isEarly isLate explanation reason outcome isBySilence }";
      const rows = await all<{ id: string; number: string; presentation: Last }>(ask, "holdings", fields);
      for (const { payment, at } of versions) {
        for (const { number, presentation } of ofRegistry(rows, at)) {
          const p = await payment.presentationOf(number);
          expect(presentation !== null, number).to.equal(p.day > 0n);
          if (presentation === null) continue;
          expect(presentation.outcome === "PaidOffChain").to.equal(p.offChain);
          expect(presentation.outcome === "Open").to.equal(p.open);
          expect(presentation).to.include({
            day: Number(p.day),
            answerBy: Number(p.answerBy),
            isEarly: p.early,
            isLate: p.late,
            explanation: p.explanation,
          });
          if (presentation.outcome === "Dishonoured" || presentation.outcome === "Returned") {
            expect(presentation).to.include({ reason: nameIn("DishonourReason", p.reason) });
          }
        }
      }
    });

    it("G-4 acceptors: what each still owes is what its holdings on chain add up to", async () => {
      type Acceptor = { participant: { number: number }; balance: string; months: { outstanding: string }[] };
      const acceptors = await all<Acceptor>(ask, "acceptors", "participant { number } balance months { outstanding }");
      const owed = new Map<number, bigint>();
      for (const { registry } of versions) {
        for (const bill of upTo(await registry.billCount())) {
          const b = await registry.billInfo(bill);
          const isBound = ["Accepted", "Delivered", "Settled"].includes(nameIn("BillStatus", b.status));
          const acceptor = Number(b.acceptor);
          if (isBound) owed.set(acceptor, (owed.get(acceptor) ?? 0n) + b.face - b.closed);
        }
      }
      for (const { participant, balance, months } of acceptors) {
        expect(BigInt(balance)).to.equal(owed.get(participant.number) ?? 0n);
        expect(months.reduce((sum, { outstanding }) => sum + BigInt(outstanding), 0n)).to.equal(BigInt(balance));
      }
    });
  });
});
