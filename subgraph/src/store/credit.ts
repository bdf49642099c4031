/** How far an obligor's credit reaches, tier by tier, and what money costs there. */
import { BigInt, Bytes, ethereum, Value } from "@graphprotocol/graph-ts";
import { CreditFirm, CreditTier, Financing, FinancingFlow, Note, Participant, TierFirm } from "../../generated/schema";
import { suiteAddress, word } from "./ids";
import { isSmall, loadObligor } from "./obligors";
import { RATE_YEAR } from "./rates";
import { int, long } from "./values";

export function sizeOf(participant: Bytes): string {
  const known = Participant.load(participant);
  return known === null ? "None" : known.size;
}

/** A tier of one obligor; of all together where there is none. */
function loadTier(obligor: Bytes | null, number: i32): CreditTier {
  const scope = obligor === null ? suiteAddress("participants") : obligor;
  const id = scope.concat(word(BigInt.fromI32(number), 3));
  const known = CreditTier.load(id);
  if (known !== null) return known;
  const tier = new CreditTier(id);
  tier.obligor = obligor;
  tier.tier = number;
  tier.firms = 0;
  tier.micro = 0;
  tier.small = 0;
  tier.medium = 0;
  tier.large = 0;
  tier.amount = BigInt.zero();
  tier.live = BigInt.zero();
  tier.financings = 0;
  tier.financed = BigInt.zero();
  tier.price = BigInt.zero();
  tier.discount = BigInt.zero();
  tier.faceDays = BigInt.zero();
  tier.fees = BigInt.zero();
  tier.earlyPayments = 0;
  tier.early = BigInt.zero();
  tier.earlyDiscount = BigInt.zero();
  tier.earlyFaceDays = BigInt.zero();
  return tier;
}

/** Credit has reached the holder of a note: it was opened for it, or passed on to it in payment. */
export function reach(event: ethereum.Event, note: Note, amount: BigInt): void {
  const size = sizeOf(note.holder);
  reachAt(loadTier(note.obligor, note.tier), note.holder, size, amount);
  reachAt(loadTier(null, note.tier), note.holder, size, amount);

  const id = note.obligor.concat(note.holder);
  const obligor = loadObligor(note.obligor);
  let firm = CreditFirm.load(id);
  if (firm === null) {
    firm = new CreditFirm(id);
    firm.obligor = note.obligor;
    firm.firm = note.holder;
    firm.size = size;
    firm.nearestTier = note.tier;
    firm.deepestTier = note.tier;
    firm.amount = BigInt.zero();
    firm.since = long(event.block.timestamp);
    obligor.firms += 1;
    if (isSmall(size)) obligor.smallFirms += 1;
  }
  if (note.tier < firm.nearestTier) firm.nearestTier = note.tier;
  if (note.tier > firm.deepestTier) firm.deepestTier = note.tier;
  firm.amount = firm.amount.plus(amount);
  firm.save();
  if (note.tier > obligor.deepestTier) obligor.deepestTier = note.tier;
  obligor.save();
}

function reachAt(tier: CreditTier, participant: Bytes, size: string, amount: BigInt): void {
  const id = tier.id.concat(participant);
  let firm = TierFirm.load(id);
  if (firm === null) {
    firm = new TierFirm(id);
    firm.tier = tier.id;
    firm.firm = participant;
    firm.size = size;
    firm.amount = BigInt.zero();
    tier.firms += 1;
    if (size == "Micro") tier.micro += 1;
    if (size == "Small") tier.small += 1;
    if (size == "Medium") tier.medium += 1;
    if (size == "Large") tier.large += 1;
  }
  firm.amount = firm.amount.plus(amount);
  firm.save();
  tier.amount = tier.amount.plus(amount);
  tier.save();
}

/** Adds to what is live at a tier of an obligor's, or takes from it. */
export function changeLive(obligor: Bytes, tier: i32, change: BigInt): void {
  const own = loadTier(obligor, tier);
  own.live = own.live.plus(change);
  own.save();
  const all = loadTier(null, tier);
  all.live = all.live.plus(change);
  all.save();
}

/** A note was financed. */
export function addFinancing(financing: Financing): void {
  const faceDays = financing.amount.times(BigInt.fromI32(financing.days));
  addFinancingAt(loadTier(financing.obligor, financing.tier), financing, faceDays);
  addFinancingAt(loadTier(null, financing.tier), financing, faceDays);

  const flow = new FinancingFlow(0);
  flow.tier = financing.tier;
  flow.size = sizeOf(financing.seller);
  flow.rate = financing.rate;
  flow.face = financing.amount;
  flow.discount = financing.discount;
  flow.fee = financing.fee;
  flow.faceDays = faceDays;
  flow.save();
}

function addFinancingAt(tier: CreditTier, financing: Financing, faceDays: BigInt): void {
  tier.financings += 1;
  tier.financed = tier.financed.plus(financing.amount);
  tier.price = tier.price.plus(financing.price);
  tier.discount = tier.discount.plus(financing.discount);
  tier.faceDays = tier.faceDays.plus(faceDays);
  tier.fees = tier.fees.plus(financing.fee);
  tier.set("rate", yearly(tier.discount, tier.faceDays));
  tier.set("allInRate", yearly(tier.discount.plus(tier.fees), tier.faceDays));
  tier.save();
}

/** A note was paid early. */
export function addEarly(note: Note, discount: BigInt, days: i32): void {
  addEarlyAt(loadTier(note.obligor, note.tier), note.amount, discount, days);
  addEarlyAt(loadTier(null, note.tier), note.amount, discount, days);
}

function addEarlyAt(tier: CreditTier, face: BigInt, discount: BigInt, days: i32): void {
  tier.earlyPayments += 1;
  tier.early = tier.early.plus(face);
  tier.earlyDiscount = tier.earlyDiscount.plus(discount);
  tier.earlyFaceDays = tier.earlyFaceDays.plus(face.times(BigInt.fromI32(days)));
  tier.set("earlyRate", yearly(tier.earlyDiscount, tier.earlyFaceDays));
  tier.save();
}

/** A cost as a yearly rate of the face over 360 days, in 1/1,000,000, half up; nothing where no day was paid for. */
export function yearly(cost: BigInt, faceDays: BigInt): Value {
  // The generated setter would take 0 for none.
  if (faceDays.le(BigInt.zero())) return Value.fromNull();
  const twice = BigInt.fromI32(2);
  return Value.fromI32(int(cost.times(RATE_YEAR).times(twice).plus(faceDays).div(faceDays.times(twice))));
}
