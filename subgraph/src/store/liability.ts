/**
 * Who is liable to the present holder of a dishonoured holding, by the rules of the contract of recourse (its library says why), for no event
 * names all of them: acceptor and drawer; endorsers up to a bound in the chain; guarantors as far as their principals.
 */
import { Bytes } from "@graphprotocol/graph-ts";
import { Bill, Endorsement, Guarantee, Holding } from "../../generated/schema";
import { guaranteeId } from "./ids";

/** As what one is liable. */
export class Liability {
  party: Bytes;
  capacity: string;
  place: i32 = 0;
  principal: Bytes | null = null;
  principalCapacity: string = "None";

  constructor(party: Bytes, capacity: string) {
    this.party = party;
    this.capacity = capacity;
  }
}

/** A holder's position; see the contracts' library Liability. */
class Position {
  bill: Bill;
  holding: Holding;
  /** Place n is number n - 1. */
  chain: Endorsement[];
  claimant: Bytes;
  /** Last place whose endorser may be liable. */
  bound: i32 = 0;
  /** As whose guarantor the claimant has paid; None: it has not. */
  instead: string = "None";
  discounter: Bytes | null = null;
  discountedAt: i32 = 0;

  constructor(bill: Bill, holding: Holding) {
    this.bill = bill;
    this.holding = holding;
    this.chain = chainOf(holding);
    this.claimant = holding.holder;
    this.locate();
  }

  private locate(): void {
    const length = this.chain.length;
    const hasPaid = length > 0 && this.chain[length - 1].purpose == "RecourseSettlement";
    const own = this.guaranteeOf(this.claimant);
    const first = this.firstSale();
    this.bound = first == 0 ? length : first - 1;
    this.findDiscount();
    // Whoever guarantees has not endorsed before. So its principal's place is the earlier one; but only a guarantee that binds takes an
    // endorser there.
    if (hasPaid && own !== null && (first == 0 || own.capacity != "Endorser" || this.isForEndorser(own))) {
      this.instead = own.capacity;
      this.bound = own.place;
    }
    if (isLate(this.holding) || this.claimant == this.bill.drawer) this.bound = 0;
    this.findDiscount();
  }

  /** Who bought by the first discount within the bound. */
  private findDiscount(): void {
    this.discounter = null;
    this.discountedAt = 0;
    for (let n = 1; n < this.bound && n <= this.chain.length && this.discountedAt == 0; n++) {
      if (this.chain[n - 1].purpose != "Discount") continue;
      this.discounter = this.chain[n - 1].to;
      this.discountedAt = n;
    }
  }

  /** Place of the claimant's first endorsement of its own will; 0: none. */
  private firstSale(): i32 {
    for (let n = 1; n <= this.chain.length; n++) {
      const link = this.chain[n - 1];
      if (link.from == this.claimant && link.purpose != "RecourseSettlement" && link.purpose != "ByOrder") return n;
    }
    return 0;
  }

  /** A participant's guarantee, if it stands for all units of the holding. */
  guaranteeOf(participant: Bytes): Guarantee | null {
    const given = Guarantee.load(guaranteeId(this.bill.id, participant));
    if (given === null || given.lo.gt(this.holding.lo) || given.hi.lt(this.holding.hi)) return null;
    return given;
  }

  /** Whether the endorsement at a place binds its endorser to the claimant. */
  private binds(at: i32): boolean {
    if (at == 0 || at > this.bound || at > this.chain.length) return false;
    const link = this.chain[at - 1];
    const discounter = this.discounter;
    let isDiscounter = false;
    if (discounter !== null) isDiscounter = link.from == discounter && at > this.discountedAt;
    const answers =
      link.purpose == "Transfer" ||
      link.purpose == "Discount" ||
      link.purpose == "Pledge" ||
      (link.purpose == "Rediscount" && isDiscounter);
    const stands = this.instead == "Endorser" && at == this.bound;
    return answers && (!link.notTransferable || link.to == this.claimant || stands);
  }

  private isForEndorser(given: Guarantee): boolean {
    const isAlike = this.instead == "Endorser" && given.place == this.bound;
    if (given.capacity != "Endorser" || isAlike || !this.binds(given.place)) return false;
    return this.chain[given.place - 1].from == given.principal;
  }

  /** As what a party is liable, or null. */
  liabilityOf(party: Bytes): Liability | null {
    if (party == this.claimant || this.claimant == this.bill.acceptor) return null;
    if (party == this.bill.acceptor) return new Liability(party, "Acceptor");
    const isAcceptorAlone = this.claimant == this.bill.drawer || this.instead == "Acceptor";
    if (party == this.bill.drawer && !isAcceptorAlone) return new Liability(party, "Drawer");

    const given = this.guaranteeOf(party);
    if (given !== null) {
      const forAcceptor = given.capacity == "Acceptor" && this.instead != "Acceptor";
      const forDrawer = given.capacity == "Drawer" && this.instead != "Drawer" && !isAcceptorAlone;
      if (forAcceptor || forDrawer) return guarantorBy(given, 0);
    }
    for (let n = 1; n <= this.bound && n <= this.chain.length; n++) {
      if (this.chain[n - 1].from != party || !this.binds(n)) continue;
      const endorser = new Liability(party, "Endorser");
      endorser.place = n;
      return endorser;
    }
    return given !== null && this.isForEndorser(given) ? guarantorBy(given, given.place) : null;
  }
}

function guarantorBy(given: Guarantee, place: i32): Liability {
  const guarantor = new Liability(given.guarantor, "Guarantor");
  guarantor.place = place;
  guarantor.principal = given.principal;
  guarantor.principalCapacity = given.capacity;
  return guarantor;
}

/** A holding's endorsements, from the first. */
function chainOf(holding: Holding): Endorsement[] {
  const chain: Endorsement[] = [];
  let id = holding.lastEndorsement;
  while (id !== null) {
    const link = Endorsement.load(id);
    // What no contract of the suite says could go round for ever.
    if (link === null || chain.length == 500) break;
    chain.unshift(link);
    id = link.previous;
  }
  return chain;
}

/** Dishonoured without ever having been presented in the period (NIL 53). Recourse that was opened early needs no presentation. */
function isLate(holding: Holding): boolean {
  return holding.refusals > 0 && !holding.isTimely && holding.openedEarlyOn == 0;
}

/** All who are liable: acceptor, drawer, endorsers from the newest back, guarantors in their order. */
export function liabilitiesOn(bill: Bill, holding: Holding): Liability[] {
  const position = new Position(bill, holding);
  const candidates: Bytes[] = [bill.acceptor, bill.drawer];
  for (let n = position.chain.length; n > 0; n--) candidates.push(position.chain[n - 1].from);
  const all = candidates.concat(bill.guarantors);
  const liable: Liability[] = [];
  for (let i = 0; i < all.length; i++) {
    if (all.indexOf(all[i]) != i) continue;
    const liability = position.liabilityOf(all[i]);
    if (liability !== null) liable.push(liability);
  }
  return liable;
}
