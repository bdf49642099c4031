/** The index holds what the contracts answer: security, repos, recourse and orders on bills. */
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { dateOf } from "../../deploy/data/holidays.ts";
import { all, ref, type Row, sorted, upTo } from "./rows.ts";
import { nameIn } from "./solidity.ts";
import { type Ask, indexOrSkip, type Index } from "./stack.ts";

/** A day, and the date of it; none for 0. */
const dated = (day: bigint): [number | null, string | null] =>
  day === 0n ? [null, null] : [Number(day), dateOf(Number(day))];

interface HoldingRow {
  readonly id: string;
  readonly number: string;
  readonly lo: string;
  readonly hi: string;
  readonly circulation: string;
  readonly isDishonoured: boolean;
  readonly bill: { readonly id: string; readonly sequence: number };
  readonly holder: { readonly number: number };
}

describe("The index beside the chain: security, repos, recourse and orders on bills", function () {
  this.timeout(300_000);
  let suite: Index["suite"];
  let ask: Ask;
  let now: bigint;
  let today: bigint;
  let members: bigint[];
  /** Of the module's first version, under which all these acts are. */
  let holdings: HoldingRow[];

  before(async function () {
    const live = await indexOrSkip(this);
    ({ suite, ask } = live);
    now = BigInt(await live.stage.now());
    today = (now + 28_800n) / 86_400n;
    members = upTo(await suite.participants.participantCount());
    const fields = "id number lo hi circulation isDishonoured bill { id sequence } holder { number }";
    const at = (await suite.billRegistry.getAddress()).toLowerCase();
    holdings = (await all<HoldingRow>(ask, "holdings", fields)).filter(({ id }) => id.startsWith(at));
  });

  it("G-4 guarantees: who guarantees for whom, as what, and which units", async () => {
    const expected: Row[] = [];
    for (const bill of upTo(await suite.billRegistry.billCount())) {
      for (const guarantor of await suite.billSecurity.guarantorsOf(bill, 0, 100)) {
        const g = await suite.billSecurity.guaranteeOf(bill, guarantor);
        expected.push({
          bill: { sequence: Number(bill) },
          guarantor: ref(guarantor),
          principal: ref(g.principal),
          capacity: nameIn("Capacity", g.capacity),
          place: Number(g.place),
          lo: String(g.lo),
          hi: String(g.hi),
          amount: String(g.hi - g.lo + 1n),
          day: Number(g.day),
          date: dateOf(Number(g.day)),
        });
      }
    }
    expect(expected.map(({ capacity }) => capacity)).to.include.members(["Drawer", "Acceptor", "Endorser"]);
    const fields = "bill { sequence } guarantor { number } principal { number } capacity place lo hi amount day date";
    expect(sorted(await all(ask, "guarantees", fields))).to.deep.equal(sorted(expected));
    const bills = await all<{ guarantors: Row[]; guarantees: { guarantor: Row }[] }>(
      ask,
      "bills",
      "guarantors { number } guarantees(orderBy: sequence) { guarantor { number } }",
    );
    for (const { guarantors, guarantees } of bills) {
      expect(sorted(guarantors)).to.deep.equal(sorted(guarantees.map(({ guarantor }) => guarantor)));
    }
  });

  it("G-4 pledges: the last of each holding, and what each debt is still secured for", async () => {
    type Last = { debt: { number: number }; status: string } | null;
    const fields =
      "id number isPledged pledge { pledgor { number } pledgee { number } debt { number dueDay } status isByRepo }";
    const rows = await all<{ id: string; number: string; isPledged: boolean; pledge: Last }>(ask, "holdings", fields);
    const statuses = new Set<string>();
    for (const { number, isPledged, pledge } of rows.filter(({ id }) => holdings.some((each) => each.id === id))) {
      expect(isPledged, number).to.equal((await suite.billRegistry.holdingInfo(number)).pledged);
      const p = await suite.billSecurity.pledgeOf(number);
      if (p.status === 0n) {
        expect(pledge, number).to.equal(null);
        continue;
      }
      statuses.add(nameIn("PledgeStatus", p.status));
      expect(pledge, number).to.deep.equal({
        pledgor: ref(p.pledgor),
        pledgee: ref(p.pledgee),
        debt: { ...ref(p.debt), dueDay: Number(p.dueDay) },
        status: nameIn("PledgeStatus", p.status),
        isByRepo: p.byRepo,
      });
    }
    expect(statuses).to.have.keys(["Live", "Realised", "Ended"]);

    type Debt = { number: number; secured: string; left: string; pledges: { toPledgee: string }[] };
    const debts = await all<Debt>(ask, "debts", "number secured left pledges { toPledgee }");
    for (const { number, secured, left, pledges } of debts) {
      expect(BigInt(left), `debt ${number}`).to.equal(await suite.billSecurity.securedOf(number));
      const collected = pledges.reduce((sum, { toPledgee }) => sum + BigInt(toPledgee), 0n);
      expect(BigInt(secured) - collected, `debt ${number}`).to.equal(BigInt(left));
    }
    expect(await suite.billSecurity.securedOf(debts.length + 1), "no debt is left out").to.equal(0n);
  });

  it("G-4 repos: terms, both legs, status and lots of each", async () => {
    const { billRepo } = suite;
    const expected = await Promise.all(
      upTo(await billRepo.repoCount()).map(async (number) => {
        const r = await billRepo.repoInfo(number);
        const isOpened = r.nearDay > 0n;
        const [nearDay, nearDate] = dated(r.nearDay);
        const lots = await billRepo.lotsOf(number);
        return {
          ...ref(number),
          kind: nameIn("RepoKind", r.kind),
          status: nameIn("RepoStatus", r.status),
          seller: ref(r.seller),
          buyer: ref(r.buyer),
          rate: Number(r.rate),
          farRate: Number(r.farRate),
          near: isOpened || r.near > 0n ? String(r.near) : null,
          far: isOpened ? String(r.far) : null,
          nearDay,
          nearDate,
          farDay: Number(r.farDay),
          farDate: dateOf(Number(r.farDay)),
          lastDay: Number(r.lastDay),
          lastDate: dateOf(Number(r.lastDay)),
          debt: r.debt === 0n ? null : ref(r.debt),
          face: String(lots.reduce((sum, { amount }) => sum + amount, 0n)),
          lots: lots.map(({ holding, amount }) => ({ holding: { number: String(holding) }, amount: String(amount) })),
        };
      }),
    );
    const fields =
      "number kind status seller { number } buyer { number } rate farRate near far nearDay nearDate farDay farDate lastDay lastDate " +
      "debt { number } face lots(orderBy: place) { holding { number } amount }";
    expect(await all(ask, "repos", fields)).to.deep.equal(expected);
    expect(new Set(expected.map(({ status }) => status))).to.have.keys([
      "Proposed",
      "Open",
      "Redeemed",
      "Defaulted",
      "Refused",
      "Withdrawn",
    ]);
  });

  it("G-4 recourse: rates, and what each participant is owed or has advanced, with interest up to today", async () => {
    const { billRecourse } = suite;
    type Step = { rate: number; from: number };
    type Schedule = { part: { id: string }; steps: Step[] };
    const schedules = await all<Schedule>(ask, "rateSchedules", "part { id } steps { rate from }");
    const at = (await billRecourse.getAddress()).toLowerCase();
    const steps = schedules.find(({ part }) => part.id === at)?.steps ?? [];
    expect(steps.map(({ rate }) => rate)).to.deep.equal([30_000, 20_000, 10_000]);
    for (const { rate, from } of steps) expect(await billRecourse.rateOn(from)).to.equal(BigInt(rate));
    const rates = await all<{ isInForce: boolean }>(ask, "rateSteps", "isInForce");
    expect(rates.filter(({ isInForce }) => !isInForce)).to.have.length(1);

    const interest = (principal: bigint, from: bigint): bigint => {
      let rateDays = 0n;
      for (const [i, { rate, from: first }] of steps.entries()) {
        const [begin, end] = [BigInt(first), BigInt(steps[i + 1]?.from ?? Number.MAX_SAFE_INTEGER)];
        const days = (end < today ? end : today) - (begin > from ? begin : from);
        if (days > 0n) rateDays += BigInt(rate) * days;
      }
      return (principal * rateDays + 180_000_000n) / 360_000_000n;
    };
    type Account = Record<"principal" | "interest" | "costs" | "left" | "advanced", string> & {
      holding: HoldingRow;
      participant: { number: number };
      from: number | null;
    };
    const fields =
      "principal interest costs left advanced from participant { number } holding { number circulation maturity holder { number } }";
    const accounts = await all<Account>(ask, "recourseAccounts", fields);
    expect(accounts).to.have.length.above(6);
    for (const { holding, participant, from, principal, interest: stored, costs, left, advanced } of accounts) {
      const name = `${holding.number} of ${participant.number}`;
      expect(BigInt(left), name).to.equal(BigInt(principal) + BigInt(stored) + BigInt(costs));
      // Of a closed holding the chain keeps what was owed, and nobody asks for it.
      if (holding.circulation === "Closed" && holding.holder.number === participant.number) continue;
      const a = await billRecourse.accountOf(holding.number, participant.number);
      const { maturity } = await suite.billRegistry.billInfo(BigInt(holding.number) >> 32n);
      const payable = await suite.calendar.nextBusinessDay(maturity);
      const since = from === null ? payable : BigInt(from);
      expect({ principal: a.principal, interest: a.interest, costs: a.costs }, name).to.deep.equal({
        principal: BigInt(principal),
        interest: BigInt(stored) + interest(BigInt(principal), since),
        costs: BigInt(costs),
      });
      const paid = await billRecourse.queryFilter(
        billRecourse.filters.RecoursePaid(holding.number, participant.number),
        suite.deployBlock,
      );
      const sum = paid.reduce((total, { args }) => total + args.toCosts + args.toInterest + args.toPrincipal, 0n);
      expect(BigInt(advanced), name).to.equal(sum);
    }
  });

  it("G-4 recourse: who is liable to the holder of each dishonoured holding, and as what", async () => {
    const { billRecourse } = suite;
    type Pair = { party: { number: number }; capacity: string; place: number; principalCapacity: string };
    type Found = { number: string; account: { liable: { number: number }[]; pairs: Pair[] } | null };
    const fields =
      "number account { liable { number } pairs(orderBy: place) { party { number } capacity place principalCapacity } }";
    const found = await all<Found>(ask, "holdings", fields);
    const dishonoured = holdings.filter(({ isDishonoured, circulation }) => isDishonoured && circulation !== "Closed");
    const capacities = new Set<string>();
    expect(dishonoured).to.have.length.above(3);
    for (const { number } of dishonoured) {
      const account = found.find((each) => each.number === number)?.account;
      const expected: Row[] = [];
      for (const party of members) {
        const l = await billRecourse.liabilityOf(number, party);
        if (l.capacity === 0n) continue;
        const [capacity, principalCapacity] = [nameIn("Capacity", l.capacity), nameIn("Capacity", l.principal)];
        capacities.add(capacity);
        expected.push({ party: ref(party), capacity, place: Number(l.place), principalCapacity });
      }
      const pairs = account?.pairs.filter(({ capacity }) => capacity !== "None") ?? [];
      expect(sorted(pairs), number).to.deep.equal(sorted(expected));
      expect(sorted(account?.liable ?? []), number).to.deep.equal(sorted(expected.map(({ party }) => party)));
    }
    expect(capacities).to.have.keys(["Acceptor", "Drawer", "Endorser", "Guarantor"]);
  });

  it("G-4 recourse: claims, notices and interruptions between each two", async () => {
    const fields =
      "holding { number } claimant { number } party { number } claimedOn claimedDate claimedAt interruptedOn interruptedDate suedOn suedDate " +
      "notifiedOn notifiedDate isNotifiedLate";
    type Pair = Row & Record<"holding" | "claimant" | "party", { number: number }>;
    const pairs = await all<Pair>(ask, "recoursePairs", fields);
    const known = new Map(
      pairs.map(({ holding, claimant, party, ...rest }) => {
        return [[holding.number, claimant.number, party.number].join(" "), rest];
      }),
    );
    for (const { number } of holdings.filter(({ isDishonoured }) => isDishonoured)) {
      for (const claimant of members) {
        for (const party of members.filter((each) => each !== claimant)) {
          const p = await suite.billRecourse.pairOf(number, claimant, party);
          const pair = known.get([number, claimant, party].join(" "));
          const isSaid = p.claimedOn + p.interruptedOn + p.notifiedOn > 0n;
          if (pair === undefined) expect(isSaid, `${number} ${claimant} ${party}`).to.equal(false);
          if (pair === undefined) continue;
          const [claimedOn, claimedDate] = dated(p.claimedOn);
          const [interruptedOn, interruptedDate] = dated(p.interruptedOn);
          const [suedOn, suedDate] = dated(p.suedOn);
          const [notifiedOn, notifiedDate] = dated(p.notifiedOn);
          expect(pair, `${number} ${claimant} ${party}`).to.deep.equal({
            claimedOn,
            claimedDate,
            claimedAt: claimedOn === null ? null : Number(p.claimedAt),
            interruptedOn,
            interruptedDate,
            suedOn,
            suedDate,
            notifiedOn,
            notifiedDate,
            isNotifiedLate: p.notifiedLate,
          });
        }
      }
    }
  });

  it("G-4 orders: cases in their rank, with their units, and so what is frozen", async () => {
    const { billOrders, billRegistry } = suite;
    const freezes = await all<{
      bill: { sequence: number };
      key: string;
      lo: string;
      hi: string;
      against: { number: number };
      since: string;
      until: string;
      sequence: string;
      liftedAt: string | null;
    }>(ask, "billFreezes", "bill { sequence } key lo hi against { number } since until sequence liftedAt");
    const standing = freezes
      .filter(({ liftedAt, until }) => liftedAt === null && BigInt(until) >= now)
      .toSorted((a, b) => Number(BigInt(a.sequence) - BigInt(b.sequence)));
    for (const bill of upTo(await billRegistry.billCount())) {
      const [cases, units] = await billOrders.casesOf(bill);
      const expected = cases
        .map(({ key, since, until }, i) => ({
          bill: { sequence: Number(bill) },
          key,
          lo: String(units[i]?.lo),
          hi: String(units[i]?.hi),
          against: ref(units[i]?.against ?? 0n),
          since: String(since),
          until: String(until),
        }))
        .filter(({ until }) => BigInt(until) >= now);
      const shown = standing.filter((each) => each.bill.sequence === Number(bill));
      expect(shown.map(({ sequence: _, liftedAt: __, ...rest }) => rest)).to.deep.equal(expected);
    }
    expect(standing).to.have.length.above(1);
    expect(freezes.length).to.be.above(standing.length);
    let frozen = 0;
    for (const { number, lo, hi, bill, holder } of holdings) {
      const isFrozen = standing.some(
        (each) =>
          each.bill.sequence === bill.sequence &&
          each.against.number === holder.number &&
          BigInt(each.lo) <= BigInt(hi) &&
          BigInt(lo) <= BigInt(each.hi),
      );
      expect(await billRegistry.isFrozen(number), number).to.equal(isFrozen);
      if (isFrozen) frozen += 1;
    }
    expect(frozen).to.equal(2);
  });

  it("G-4 payment: standing presentations, payment confirmations, and what was paid beside the chain", async () => {
    const { billPayment, billRegistry } = suite;
    type Paid = {
      id: string;
      number: string;
      isTimely: boolean;
      isPaidOffChain: boolean;
      circulation: string;
      holder: { number: number };
      standing: { number: number } | null;
      amount: string;
      bill: { sequence: number };
      presentation: { offChainEvidence: string | null } | null;
    };
    const fields =
      "id number isTimely isPaidOffChain circulation amount holder { number } standing { number } bill { sequence } presentation { offChainEvidence }";
    const rows = (await all<Paid>(ask, "holdings", fields)).filter(({ id }) => holdings.some((each) => each.id === id));
    for (const row of rows) {
      const p = await billPayment.presentationOf(row.number);
      const standing = await billPayment.standingOf(row.number);
      expect(row.standing?.number ?? 0, row.number).to.equal(Number(standing));
      expect(row.isTimely, row.number).to.equal(p.timely);
      expect(row.isPaidOffChain, row.number).to.equal(p.offChain);
      expect(row.presentation?.offChainEvidence ?? ZeroHash, row.number).to.equal(p.evidence);
    }
    type Bill = { id: string; sequence: number; confirmedOn: number | null; paidOffChain: string };
    const bills = (await all<Bill>(ask, "bills", "id sequence confirmedOn paidOffChain")).filter(({ id }) =>
      holdings.some(({ bill }) => bill.id === id),
    );
    expect(bills).to.have.length(Number(await billRegistry.billCount()));
    for (const { sequence, confirmedOn, paidOffChain } of bills) {
      expect(confirmedOn ?? 0).to.equal(Number(await billPayment.paymentConfirmedOn(sequence)));
      const beside = rows.filter(({ bill, isPaidOffChain }) => bill.sequence === sequence && isPaidOffChain);
      expect(BigInt(paidOffChain)).to.equal(beside.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
    }
    expect(bills.some(({ paidOffChain }) => paidOffChain !== "0")).to.equal(true);
  });
});
