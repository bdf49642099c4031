/** Tests that the index holds what the contracts answer: receivables, from facilities to the last payment. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { dateOf } from "../../deploy/data/holidays.ts";
import { all, moment, ref, type Row, sorted, upTo } from "./rows.ts";
import { bitsOf, nameIn, valuesOf } from "./solidity.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

interface Numbered {
  readonly number: number;
}

interface NoteRow {
  readonly id: string;
  readonly number: string;
  readonly receivable: Numbered;
  readonly lo: string;
  readonly hi: string;
  readonly holder: Numbered;
  readonly status: string;
  readonly marks: readonly string[];
  readonly request: { readonly status: string; readonly lastDay: number } | null;
  readonly offer: { readonly ask: { readonly status: string; readonly lastDay: number } } | null;
}

interface Case {
  readonly receivable: Numbered;
  readonly note: { readonly number: string };
  readonly key: string;
  readonly lo: string;
  readonly hi: string;
  readonly against: Numbered;
  readonly since: string;
  readonly until: string;
  readonly sequence: string;
  readonly liftedAt: string | null;
}

const digest = (word: string): string | null => (word === ZeroHash ? null : word);

/** To be called where the tests are to run; they read the index as it is when the first of them begins. */
export function receivablesBesideTheChain(): void {
  let suite: Index["suite"];
  let ask: Ask;
  let now: bigint;
  let today: bigint;
  let members: bigint[];
  let roots: bigint[];
  let notes: NoteRow[];

  before(async function () {
    const live = await indexOrSkip(this);
    ({ suite, ask } = live);
    now = BigInt(await live.stage.now());
    today = (now + 28_800n) / 86_400n;
    members = upTo(await suite.participants.participantCount());
    roots = upTo(await suite.receivableRegistry.rootCount());
    const fields =
      "id number receivable { number } lo hi holder { number } status marks request { status lastDay } offer { ask { status lastDay } }";
    notes = await all<NoteRow>(ask, "notes", fields);
  });

  it("G-4 roots: parties, days, sums, facility, confirmation, documents and cancellation", async () => {
    const { receivableRegistry, receivableIssuance, receivableSettlement } = suite;
    const fields =
      "number status obligor { number } supplier { number } face paid cancelled setAside noteCount issueDay issueDate dueDay dueDate " +
      "due { payableDay } overdueRate facility { number } confirmation { bank { number } } isFinanced isCancellationProposed agreed " +
      "documents(orderBy: id) { subject { key } amount }";
    const rows = await all(ask, "receivables", fields);
    const expected = await Promise.all(
      roots.map(async (root) => {
        const r = await receivableRegistry.rootInfo(root);
        const [proposed, agreed] = await receivableIssuance.cancellationOf(root);
        const documents = await receivableIssuance.documentsOf(root);
        return {
          ...ref(root),
          status: nameIn("RootStatus", r.status),
          obligor: ref(r.obligor),
          supplier: ref(r.supplier),
          face: String(r.face),
          paid: String(r.paid),
          cancelled: String(r.cancelled),
          setAside: String(r.setAside),
          noteCount: Number(r.seq),
          issueDay: r.issueDay === 0n ? null : Number(r.issueDay),
          issueDate: r.issueDay === 0n ? null : dateOf(Number(r.issueDay)),
          dueDay: Number(r.dueDay),
          dueDate: dateOf(Number(r.dueDay)),
          due: { payableDay: Number(await receivableSettlement.payableDay(root)) },
          overdueRate: Number(r.overdueRate),
          facility: ref(r.facility),
          confirmation: r.confirmer === 0n ? null : { bank: ref(r.confirmer) },
          isFinanced: r.financed,
          isCancellationProposed: proposed,
          agreed: String(agreed),
          documents: documents.map(({ subject, amount }) => ({ subject: { key: subject }, amount: String(amount) })),
        };
      }),
    );
    expect(rows).to.deep.equal(expected);
    expect(new Set(expected.map(({ status }) => status))).to.have.keys(["Proposed", "Open", "Settled", "Cancelled"]);
  });

  it("G-4 roots: what is overdue, by the days that it names", async () => {
    type Due = Numbered & { status: string; due: { payableDay: number } };
    const rows = await all<Due>(ask, "receivables", "number status due { payableDay }");
    let overdue = 0;
    for (const { number, status, due } of rows) {
      const isOverdue = status === "Open" && due.payableDay < Number(today);
      expect(await suite.receivableSettlement.isOverdue(number), String(number)).to.equal(isOverdue);
      if (isOverdue) overdue += 1;
    }
    expect(overdue).to.be.above(0);
  });

  it("G-4 notes: interval, holder, tier, parent and status of each; together they make up their roots (R-2)", async () => {
    const { receivableRegistry } = suite;
    const fields = "number lo hi amount holder { number } parent { place } place obligor { number } dueDay tier status";
    const rows = await all<Row & { amount: string; status: string }>(ask, "notes", fields);
    const expected: Row[] = [];
    for (const root of roots) {
      const { seq, face, paid, cancelled } = await receivableRegistry.rootInfo(root);
      const of = await receivableRegistry.notesOf(root, 1, seq);
      let live = 0n;
      for (const [i, n] of of.entries()) {
        if (nameIn("NoteStatus", n.status) === "Live") live += n.hi - n.lo + 1n;
        expected.push({
          number: String((root << 32n) | BigInt(i + 1)),
          lo: String(n.lo),
          hi: String(n.hi),
          amount: String(n.hi - n.lo + 1n),
          holder: ref(n.holder),
          parent: n.parent === 0n ? null : { place: Number(n.parent) },
          place: i + 1,
          obligor: ref(n.obligor),
          dueDay: Number(n.dueDay),
          tier: Number(n.tier),
          status: nameIn("NoteStatus", n.status),
        });
      }
      if (seq > 0n) expect(live + paid + cancelled, `R-2, root ${root}`).to.equal(face);
    }
    expect(rows).to.deep.equal(expected);
    expect(new Set(rows.map(({ status }) => status))).to.have.keys([
      "Live",
      "Paid",
      "EarlyPaid",
      "Merged",
      "Cancelled",
    ]);
  });

  /** Cases that still stand, in their rank. */
  async function standingCases(): Promise<Case[]> {
    const fields = "receivable { number } note { number } key lo hi against { number } since until sequence liftedAt";
    return (await all<Case>(ask, "noteFreezes", fields))
      .filter(({ liftedAt, until }) => liftedAt === null && BigInt(until) >= now)
      .toSorted((a, b) => Number(BigInt(a.sequence) - BigInt(b.sequence)));
  }

  it("G-4 marks: what stands on each live note today, with what lapses derived from requests, offers and cases", async () => {
    const { receivableRegistry, receivableOrders } = suite;
    const names = bitsOf("Marks");
    const standing = await standingCases();
    const seen = new Set<string>();
    for (const note of notes.filter(({ status }) => status === "Live")) {
      const isOpen = (each: { status: string; lastDay: number } | undefined): boolean =>
        each?.status === "Open" && each.lastDay >= Number(today);
      const isLocked = isOpen(note.request ?? undefined) || isOpen(note.offer?.ask);
      const own = standing.filter(
        ({ receivable, against, lo, hi }) =>
          receivable.number === note.receivable.number &&
          against.number === note.holder.number &&
          BigInt(lo) <= BigInt(note.lo) &&
          BigInt(note.hi) <= BigInt(hi),
      );
      expect(await receivableOrders.isFrozen(note.number), note.number).to.equal(own.length > 0);
      const cases = await receivableOrders.casesOf(note.number);
      expect(own.map(({ key, since, until }) => ({ key, since, until }))).to.deep.equal(
        cases.map(({ key, since, until }) => ({ key, since: String(since), until: String(until) })),
      );
      const marks = [...note.marks, ...(isLocked ? ["Locked"] : []), ...(own.length > 0 ? ["Frozen"] : [])];
      const bits = await receivableRegistry.marksOf(note.number);
      const expected = names.filter((_, i) => ((bits >> BigInt(i)) & 1n) === 1n);
      expect(sorted(marks), note.number).to.deep.equal(sorted(expected));
      for (const mark of marks) seen.add(mark);
    }
    expect(seen).to.have.keys(names);
  });

  it("G-4 cases: the fen that each freezes, and against whom", async () => {
    const standing = await standingCases();
    expect(standing).to.have.length.above(1);
    for (const { note, key, lo, hi, against } of standing) {
      const f = await suite.receivableOrders.freezeOf(note.number, key);
      expect([String(f.note), String(f.lo), String(f.hi), Number(f.against)], key).to.deep.equal([
        note.number,
        lo,
        hi,
        against.number,
      ]);
    }
  });

  it("G-4 requests and instructions", async () => {
    const { receivableRegistry } = suite;
    const fields =
      "number act receivable { number } note { number } from { number } to { number } amount lastDay status terms";
    const rows = await all(ask, "receivableRequests", fields);
    const expected = await Promise.all(
      upTo(rows.length).map(async (request) => {
        const r = await receivableRegistry.requestInfo(request);
        const act = nameIn("ReceivableAct", r.act);
        const isAboutRoot = ["Opening", "Application", "Confirmation"].includes(act);
        return {
          ...ref(request),
          act,
          receivable: ref(r.subject >> 32n),
          note: isAboutRoot ? null : { number: String(r.subject) },
          from: ref(r.from),
          to: ref(r.to),
          amount: String(r.hi - r.lo + 1n),
          lastDay: Number(r.lastDay),
          status: nameIn("Requests.Status", r.status),
          terms: r.terms,
        };
      }),
    );
    expect(rows).to.deep.equal(expected);
    expect((await receivableRegistry.requestInfo(rows.length + 1)).status, "no request is left out").to.equal(0n);
    expect(new Set(expected.map(({ act }) => act)).size).to.equal(valuesOf("ReceivableAct").length - 1);
    expect(new Set(expected.map(({ status }) => status))).to.have.keys([
      "Open",
      "Signed",
      "Refused",
      "Withdrawn",
      "Cancelled",
    ]);

    const acts = valuesOf("ReceivableAct");
    const standing: Row[] = [];
    for (const by of members) {
      const [counterparties, given] = await receivableRegistry.instructionsOf(by, 0, 100);
      for (const [i, counterparty] of counterparties.entries()) {
        const { acts: bits = 0n, ceiling = 0n, tenor = 0n, until = 0n } = given[i] ?? {};
        standing.push({
          by: ref(by),
          counterparty: ref(counterparty),
          isCancelled: bits === 0n,
          ...(bits === 0n
            ? {}
            : {
                acts: acts.filter((_, act) => ((bits >> BigInt(act)) & 1n) === 1n),
                ceiling: String(ceiling),
                tenor: Number(tenor),
                until: Number(until),
              }),
        });
      }
    }
    const instructions = (
      await all<Row & { isCancelled: boolean }>(
        ask,
        "receivableInstructions",
        "by { number } counterparty { number } acts ceiling tenor until isCancelled",
      )
    ).map(({ acts, ceiling, tenor, until, ...row }) =>
      row.isCancelled ? row : { ...row, acts, ceiling, tenor, until },
    );
    expect(sorted(instructions)).to.deep.equal(sorted(standing));
  });

  it("G-4 facilities: limit, use and last day; what is open under each is what its roots still owe", async () => {
    const { receivableIssuance, receivableRegistry } = suite;
    const fields = "number grantor { number } obligor { number } limit used untilDay isClosed";
    const rows = await all<Row & { used: string }>(ask, "facilities", fields);
    const expected = await Promise.all(
      upTo(await receivableIssuance.facilityCount()).map(async (facility) => {
        const f = await receivableIssuance.facilityInfo(facility);
        return {
          ...ref(facility),
          grantor: ref(f.grantor),
          obligor: ref(f.obligor),
          limit: String(f.limit),
          used: String(f.used),
          untilDay: Number(f.until),
          isClosed: f.closed,
        };
      }),
    );
    expect(rows).to.deep.equal(expected);
    const open = new Map<number, bigint>();
    for (const root of roots) {
      const r = await receivableRegistry.rootInfo(root);
      if (r.issueDay === 0n) continue;
      const { paidBefore } = await paidOn(root);
      const facility = Number(r.facility);
      open.set(facility, (open.get(facility) ?? 0n) + r.face - r.cancelled - r.paid - paidBefore);
    }
    for (const { number, used } of expected) expect(BigInt(used)).to.equal(open.get(number) ?? 0n);
  });

  /** Fen of a root's live notes that the obligor has paid. */
  async function paidOn(root: bigint): Promise<{ paidBefore: bigint }> {
    let paidBefore = 0n;
    for (const { number } of notes.filter(
      ({ receivable, status }) => receivable.number === Number(root) && status === "Live",
    )) {
      const p = await suite.receivableSettlement.progressOf(number);
      const { obligor } = await suite.receivableRegistry.rootInfo(root);
      paidBefore += p.received - (p.payer === obligor ? p.aside : 0n);
    }
    return { paidBefore };
  }

  it("G-4 progress: what each live note has received, and what is set aside and by whom", async () => {
    const { receivableSettlement, receivableRegistry } = suite;
    type Progress = {
      number: string;
      status: string;
      received: string;
      aside: { status: string; payer: Numbered; principal: string; interest: string } | null;
    };
    const fields = "number status received aside { status payer { number } principal interest }";
    const rows = await all<Progress>(ask, "notes", fields);
    let aside = 0;
    let parted = 0;
    for (const row of rows.filter(({ status }) => status === "Live")) {
      const p = await receivableSettlement.progressOf(row.number);
      const { obligor } = await receivableRegistry.noteInfo(row.number);
      const own = row.aside?.status === "Owed" ? row.aside : null;
      expect(own?.payer.number ?? 0, row.number).to.equal(Number(p.payer));
      expect([own?.principal ?? "0", own?.interest ?? "0"], row.number).to.deep.equal([
        String(p.aside),
        String(p.asideInterest),
      ]);
      expect(BigInt(row.received), row.number).to.equal(p.received - (p.payer === obligor ? p.aside : 0n));
      if (own !== null) aside += 1;
      if (p.received > 0n) parted += 1;
    }
    expect(aside).to.be.above(0);
    expect(parted).to.be.above(0);
  });

  it("G-4 rounds: where each payer's goes on", async () => {
    const { receivableSettlement } = suite;
    type Round = {
      receivable: Numbered;
      payer: Numbered;
      paidTo: string;
      next: number;
      day: number;
      endedAt: string | null;
    };
    const fields = "receivable { number } payer { number } paidTo next day endedAt isByBank amount pages { amount }";
    const rows = await all<Round & { isByBank: boolean; amount: string; pages: { amount: string }[] }>(
      ask,
      "settlementRounds",
      fields,
    );
    const running = new Set(
      rows
        .filter(({ endedAt }) => endedAt === null)
        .map(({ receivable, payer }) => `${receivable.number} ${payer.number}`),
    );
    for (const { receivable, payer, paidTo, next, day, endedAt, amount, pages } of rows) {
      const round = await receivableSettlement.roundOf(receivable.number, payer.number);
      expect(pages.reduce((sum, page) => sum + BigInt(page.amount), 0n)).to.equal(BigInt(amount));
      if (endedAt === null) {
        expect([round.paidTo, round.cursor, round.day]).to.deep.equal([BigInt(paidTo), BigInt(next), BigInt(day)]);
      } else if (!running.has(`${receivable.number} ${payer.number}`)) {
        // The chain keeps a payer's last round only.
        expect(round.cursor).to.equal(0n);
      }
    }
    expect(running.size).to.be.above(0);
    expect(rows.some(({ isByBank }) => isByBank)).to.equal(true);
    expect(rows.some(({ pages }) => pages.length > 1)).to.equal(true);
  });

  it("G-4 financings: the last of each note, with its account", async () => {
    const { receivableFinancing } = suite;
    type Last = {
      number: string;
      status: string;
      financing: (Row & { status: string; due: string; costs: string; mergedInto: Row | null }) | null;
    };
    const fields =
      "number status financing { seller { number } factor { number } price rate valueDay payableDay status isWithRecourse isDisclosed " +
      "held costs registeredAt notifiedAt registration due claimedAt mergedInto { id } }";
    const statuses = new Set<string>();
    for (const { number, status, financing } of await all<Last>(ask, "notes", fields)) {
      const f = await receivableFinancing.financingOf(number);
      if (f.status === 0n) {
        expect(financing === null || status === "Merged", number).to.equal(true);
        continue;
      }
      expect(financing, number).to.not.equal(null);
      if (financing === null || status === "Merged") continue;
      const { due, mergedInto: _, claimedAt, ...rest } = financing;
      statuses.add(financing.status);
      expect(rest, number).to.deep.equal({
        seller: ref(f.seller),
        factor: ref(f.factor),
        price: String(f.price),
        rate: Number(f.rate),
        valueDay: Number(f.valueDay),
        payableDay: Number(f.payableDay),
        status: nameIn("FinancingStatus", f.status),
        isWithRecourse: f.recourse,
        isDisclosed: f.disclosed,
        held: String(f.held),
        costs: String(f.claimedCosts),
        registeredAt: moment(f.registeredAt),
        notifiedAt: moment(f.notifiedAt),
        registration: digest(f.registration),
      });
      expect(claimedAt !== null, number).to.equal(f.claimed);
      if (financing.status === "Repaid") expect(due).to.equal("0");
    }
    expect(statuses).to.have.keys(["Live", "Collected", "Repaid", "Ended"]);
  });

  it("G-4 financings: what was booked on each adds up to what moved", async () => {
    type Entry = { kind: string; toFactor: string; toSeller: string };
    type Account = { collected: string; returned: string; remitted: string; repaid: string; entries: Entry[] };
    const fields = "collected returned remitted repaid entries(orderBy: sequence) { kind toFactor toSeller }";
    const sum = (entries: Entry[], of: "toFactor" | "toSeller", ...kinds: string[]): string =>
      String(entries.filter(({ kind }) => kinds.includes(kind)).reduce((total, each) => total + BigInt(each[of]), 0n));
    const kinds = new Set<string>();
    for (const { entries, ...account } of await all<Account>(ask, "financings", fields)) {
      for (const { kind } of entries) kinds.add(kind);
      expect(account).to.deep.equal({
        collected: sum(entries, "toFactor", "Collected"),
        returned: sum(entries, "toSeller", "Collected", "Remitted"),
        remitted: sum(entries, "toFactor", "Remitted"),
        repaid: sum(entries, "toFactor", "Repaid"),
      });
    }
    expect(kinds).to.have.keys(["Collected", "Remitted", "Claimed", "Repaid"]);
  });

  it("G-4 pledges, disputes and assignments", async () => {
    const { receivableSecurity, receivableDisputes } = suite;
    type Rights = {
      number: string;
      pledge: Row | null;
      dispute: { isOpen: boolean; agreedBy: Numbered | null; resolution: string | null } | null;
      assignments: Row[];
    };
    const fields =
      "number pledge { pledgor { number } pledgee { number } left dueDay status } " +
      "dispute { raisedBy { number } against { number } isOpen agreedBy { number } resolution isByOrder } " +
      "assignments(orderBy: entry) { entry claimant { number } amount paid registeredAt notifiedAt status proof }";
    const [statuses, standings] = [new Set<unknown>(), new Set<unknown>()];
    let disputes = 0;
    for (const { number, pledge, dispute, assignments } of await all<Rights>(ask, "notes", fields)) {
      const p = await receivableSecurity.pledgeOf(number);
      const status = nameIn("IReceivableSecurity.PledgeStatus", p.status);
      expect(pledge, number).to.deep.equal(
        p.status === 0n
          ? null
          : {
              pledgor: ref(p.pledgor),
              pledgee: ref(p.pledgee),
              left: String(p.secured),
              dueDay: Number(p.dueDay),
              status,
            },
      );
      statuses.add(status);
      const [d] = await receivableDisputes.disputeOf(number);
      expect(dispute !== null, number).to.equal(d.raisedBy !== 0n);
      if (dispute !== null) {
        disputes += 1;
        expect(dispute, number).to.deep.include({
          raisedBy: ref(d.raisedBy),
          against: ref(d.against),
          isOpen: d.open,
        });
        expect(dispute.agreedBy?.number ?? 0, number).to.equal(Number(d.agreedBy));
      }
      const entries = await receivableDisputes.entriesOf(number, 1, 100);
      expect(assignments, number).to.deep.equal(
        entries.map((e, i) => ({
          entry: i + 1,
          claimant: ref(e.claimant),
          amount: String(e.amount),
          paid: String(e.paid),
          registeredAt: moment(e.registeredAt),
          notifiedAt: moment(e.notifiedAt),
          status: nameIn("EntryStatus", e.status),
          proof: e.proof,
        })),
      );
      for (const each of assignments) standings.add(each["status"]);
    }
    expect(statuses).to.have.keys(["None", "Live", "Realised", "Ended"]);
    expect(standings).to.have.keys(["Entered", "Admitted", "Ended"]);
    expect(disputes).to.be.above(1);
  });

  it("G-4 rates: the loan prime rate from day to day", async () => {
    type Schedule = { part: { contract: string }; steps: { rate: number; from: number }[] };
    const schedules = await all<Schedule>(ask, "rateSchedules", "part { contract } steps { rate from }");
    const steps = schedules.find(({ part }) => part.contract === "ReceivableIssuance")?.steps ?? [];
    expect(steps.map(({ rate }) => rate)).to.deep.equal([30_000, 31_000]);
    for (const { rate, from } of steps)
      expect(await suite.receivableIssuance.loanPrimeRate(from)).to.equal(BigInt(rate));
  });

  it("G-4 obligors: what each still owes is what its notes on chain add up to, by day and by month", async () => {
    const { receivableRegistry } = suite;
    type Sums = { outstanding: string; paid: string; amount: string; onTime: string };
    type Obligor = Sums & { participant: Numbered; cancelled: string; late: string; days: Sums[]; months: Sums[] };
    const sums = "outstanding paid amount onTime";
    const rows = await all<Obligor>(
      ask,
      "obligors",
      `participant { number } cancelled late ${sums} days { ${sums} } months { ${sums} }`,
    );
    const owed = new Map<number, bigint>();
    for (const root of roots) {
      const r = await receivableRegistry.rootInfo(root);
      if (r.issueDay === 0n) continue;
      const { paidBefore } = await paidOn(root);
      const obligor = Number(r.obligor);
      owed.set(obligor, (owed.get(obligor) ?? 0n) + r.face - r.paid - r.cancelled - paidBefore);
    }
    expect(rows.map(({ participant }) => participant.number)).to.have.members([...owed.keys()]);
    for (const { participant, days, months, ...own } of rows) {
      expect(BigInt(own.outstanding)).to.equal(owed.get(participant.number));
      expect(BigInt(own.amount)).to.equal(BigInt(own.outstanding) + BigInt(own.paid) + BigInt(own.cancelled));
      expect(BigInt(own.paid)).to.equal(BigInt(own.onTime) + BigInt(own.late));
      for (const parts of [days, months]) {
        for (const of of ["outstanding", "paid", "onTime"] as const) {
          expect(
            parts.reduce((sum, part) => sum + BigInt(part[of]), 0n),
            of,
          ).to.equal(BigInt(own[of]));
        }
      }
    }
  });

  it("G-4 tiers: what is live at each, of each obligor and of all, is what is live on chain", async () => {
    type Tier = { obligor: { participant: Numbered } | null; tier: number; live: string };
    const tiers = await all<Tier>(ask, "creditTiers", "obligor { participant { number } } tier live");
    const live = new Map<string, bigint>();
    for (const { number } of notes) {
      const n = await suite.receivableRegistry.noteInfo(number);
      if (nameIn("NoteStatus", n.status) !== "Live") continue;
      for (const of of [String(n.obligor), "all"]) {
        const key = `${of} ${n.tier}`;
        live.set(key, (live.get(key) ?? 0n) + n.hi - n.lo + 1n);
      }
    }
    for (const { obligor, tier, live: shown } of tiers) {
      expect(BigInt(shown)).to.equal(live.get(`${obligor?.participant.number ?? "all"} ${tier}`) ?? 0n);
    }
    expect(tiers.filter(({ obligor }) => obligor === null).map(({ tier }) => tier)).to.include.members([1, 2, 3, 4]);
  });

  it("G-4 payments: what was paid on each note is what the events on chain say, and shares are parts of it", async () => {
    const { receivableSettlement: settlement } = suite;
    type Payment = { note: { number: string }; principal: string; interest: string; amount: string; kind: string };
    const fields =
      "note { number } kind payer { number } holder { number } principal interest amount divided shares { amount }";
    const rows = await all<Payment & { divided: string; shares: { amount: string }[] }>(ask, "notePayments", fields);
    const paid = [
      ...(await settlement.queryFilter(settlement.filters.NotePaid(), suite.deployBlock)),
      ...(await settlement.queryFilter(settlement.filters.NoteClaimed(), suite.deployBlock)),
    ].map(({ args }) => [String(args.note), String(args.principal), String(args.interest), Number(args.payer)]);
    const early = await settlement.queryFilter(settlement.filters.NotePaidEarly(), suite.deployBlock);
    const asPaid = early.map(({ args }) => [String(args.note), String(args.amount), "0", Number(args.obligor)]);
    const shown = rows.map((row) => [
      row.note.number,
      row.principal,
      row.interest,
      (row as unknown as { payer: Numbered }).payer.number,
    ]);
    expect(sorted(shown)).to.deep.equal(sorted([...paid, ...asPaid]));
    for (const { divided, amount, shares } of rows) {
      expect(shares.reduce((sum, share) => sum + BigInt(share.amount), 0n)).to.equal(BigInt(divided));
      expect(BigInt(divided) <= BigInt(amount)).to.equal(true);
    }
    expect(rows.some(({ shares }) => shares.length > 0)).to.equal(true);
    expect(new Set(rows.map(({ kind }) => kind))).to.have.keys(["Settlement", "Confirmation", "Early", "Claim"]);
  });
}
