/** Modules, their versions and parts; and the data sources that read the parts. */
import {
  Address,
  BigInt,
  Bytes,
  DataSourceContext,
  dataSource,
  ethereum,
  Value,
  ValueKind,
} from "@graphprotocol/graph-ts";
import { GuardedContract, HaltCase, Module, ModuleEvent, ModuleVersion, Part } from "../../generated/schema";
import {
  BillDiscount,
  BillIssuance,
  BillOrders,
  BillPayment,
  BillRecourse,
  BillRegistry,
  BillRepo,
  BillSecurity,
  BusinessCalendar,
  DataCertification,
  DataConsents,
  DataDisputes,
  DataLicences,
  DataOffers,
  DataOrders,
  DataPledges,
  DataPreservation,
  DataRegistry,
  DataRevenue,
  DataSales,
  DataSharing,
  DataTransfers,
  DataValuation,
  EvidenceRegistry,
  PointsClearing,
  PointsExchange,
  PointsIssuance,
  PointsLedger,
  PointsOrders,
  PointsProgrammes,
  PointsRedemption,
  QuoteMarket,
  ReceivableDisputes,
  ReceivableFinancing,
  ReceivableIssuance,
  ReceivableOrders,
  ReceivableRegistry,
  ReceivableSecurity,
  ReceivableSettlement,
  ReliefBenefits,
  ReliefFunds,
  ReliefHouseholds,
  ReliefKeys,
  ReliefLedger,
  ReliefOfficers,
  ReliefPayouts,
  ReliefProgrammes,
  ReliefProjects,
  ReliefPurchases,
  ReliefReviews,
  ReliefScores,
  SettlementToken,
  TradeRegistry,
} from "../../generated/templates";
import { joinOrder, orderOf, stamp } from "./acts";
import { actId, moduleId, suiteAddress, word } from "./ids";
import { notice } from "./notices";
import { int, long, textOf } from "./values";

const BILLS = [
  "BillRegistry",
  "BillIssuance",
  "BillSecurity",
  "BillPayment",
  "BillDiscount",
  "BillRepo",
  "BillRecourse",
  "BillOrders",
  "BillDescriptor",
];

const RECEIVABLES = [
  "ReceivableRegistry",
  "ReceivableIssuance",
  "ReceivableFinancing",
  "ReceivableSecurity",
  "ReceivableSettlement",
  "ReceivableDisputes",
  "ReceivableOrders",
  "ReceivableDescriptor",
];

const RELIEF = [
  "ReliefKeys",
  "ReliefProgrammes",
  "ReliefOfficers",
  "ReliefHouseholds",
  "ReliefScores",
  "ReliefReviews",
  "ReliefFunds",
  "ReliefPayouts",
  "ReliefProjects",
  "ReliefBenefits",
  "ReliefPurchases",
  "ReliefLedger",
];

const DATA = [
  "DataRegistry",
  "DataTransfers",
  "DataCertification",
  "DataPreservation",
  "DataValuation",
  "DataPledges",
  "DataOffers",
  "DataConsents",
  "DataLicences",
  "DataSharing",
  "DataRevenue",
  "DataSales",
  "DataDisputes",
  "DataOrders",
  "DataDescriptor",
];

const POINTS = [
  "PointsLedger",
  "PointsProgrammes",
  "PointsIssuance",
  "PointsExchange",
  "PointsClearing",
  "PointsRedemption",
  "PointsOrders",
  "PointsDescriptor",
];

/** The order of a module's parts, as the deployment registers them. */
function contractsOf(module: string): string[] {
  if (module == "bills") return BILLS;
  if (module == "receivables") return RECEIVABLES;
  if (module == "relief") return RELIEF;
  if (module == "data") return DATA;
  if (module == "points") return POINTS;
  if (module == "trade") return ["TradeRegistry"];
  if (module == "evidence") return ["EvidenceRegistry"];
  if (module == "money") return ["SettlementToken"];
  if (module == "market") return ["QuoteMarket"];
  if (module == "calendar") return ["BusinessCalendar"];
  return [];
}

/** Reads a part's events from this block on. Its context tells it of the first of its siblings. */
function follow(contract: string, address: Address, first: Address): void {
  const context = new DataSourceContext();
  context.merge([dataSource.context()]);
  context.setBytes("registry", first);
  if (contract == "BillRegistry") BillRegistry.createWithContext(address, context);
  else if (contract == "BillIssuance") BillIssuance.createWithContext(address, context);
  else if (contract == "BillSecurity") BillSecurity.createWithContext(address, context);
  else if (contract == "BillPayment") BillPayment.createWithContext(address, context);
  else if (contract == "BillDiscount") BillDiscount.createWithContext(address, context);
  else if (contract == "BillRepo") BillRepo.createWithContext(address, context);
  else if (contract == "BillRecourse") BillRecourse.createWithContext(address, context);
  else if (contract == "BillOrders") BillOrders.createWithContext(address, context);
  else if (contract == "ReceivableRegistry") ReceivableRegistry.createWithContext(address, context);
  else if (contract == "ReceivableIssuance") ReceivableIssuance.createWithContext(address, context);
  else if (contract == "ReceivableFinancing") ReceivableFinancing.createWithContext(address, context);
  else if (contract == "ReceivableSecurity") ReceivableSecurity.createWithContext(address, context);
  else if (contract == "ReceivableSettlement") ReceivableSettlement.createWithContext(address, context);
  else if (contract == "ReceivableDisputes") ReceivableDisputes.createWithContext(address, context);
  else if (contract == "ReceivableOrders") ReceivableOrders.createWithContext(address, context);
  else if (contract == "ReliefKeys") ReliefKeys.createWithContext(address, context);
  else if (contract == "ReliefProgrammes") ReliefProgrammes.createWithContext(address, context);
  else if (contract == "ReliefOfficers") ReliefOfficers.createWithContext(address, context);
  else if (contract == "ReliefHouseholds") ReliefHouseholds.createWithContext(address, context);
  else if (contract == "ReliefScores") ReliefScores.createWithContext(address, context);
  else if (contract == "ReliefReviews") ReliefReviews.createWithContext(address, context);
  else if (contract == "ReliefFunds") ReliefFunds.createWithContext(address, context);
  else if (contract == "ReliefPayouts") ReliefPayouts.createWithContext(address, context);
  else if (contract == "ReliefProjects") ReliefProjects.createWithContext(address, context);
  else if (contract == "ReliefBenefits") ReliefBenefits.createWithContext(address, context);
  else if (contract == "ReliefPurchases") ReliefPurchases.createWithContext(address, context);
  else if (contract == "ReliefLedger") ReliefLedger.createWithContext(address, context);
  else if (contract == "DataRegistry") DataRegistry.createWithContext(address, context);
  else if (contract == "DataTransfers") DataTransfers.createWithContext(address, context);
  else if (contract == "DataCertification") DataCertification.createWithContext(address, context);
  else if (contract == "DataPreservation") DataPreservation.createWithContext(address, context);
  else if (contract == "DataValuation") DataValuation.createWithContext(address, context);
  else if (contract == "DataPledges") DataPledges.createWithContext(address, context);
  else if (contract == "DataOffers") DataOffers.createWithContext(address, context);
  else if (contract == "DataConsents") DataConsents.createWithContext(address, context);
  else if (contract == "DataLicences") DataLicences.createWithContext(address, context);
  else if (contract == "DataSharing") DataSharing.createWithContext(address, context);
  else if (contract == "DataRevenue") DataRevenue.createWithContext(address, context);
  else if (contract == "DataSales") DataSales.createWithContext(address, context);
  else if (contract == "DataDisputes") DataDisputes.createWithContext(address, context);
  else if (contract == "DataOrders") DataOrders.createWithContext(address, context);
  else if (contract == "PointsLedger") PointsLedger.createWithContext(address, context);
  else if (contract == "PointsProgrammes") PointsProgrammes.createWithContext(address, context);
  else if (contract == "PointsIssuance") PointsIssuance.createWithContext(address, context);
  else if (contract == "PointsExchange") PointsExchange.createWithContext(address, context);
  else if (contract == "PointsClearing") PointsClearing.createWithContext(address, context);
  else if (contract == "PointsRedemption") PointsRedemption.createWithContext(address, context);
  else if (contract == "PointsOrders") PointsOrders.createWithContext(address, context);
  else if (contract == "QuoteMarket") QuoteMarket.createWithContext(address, context);
  else if (contract == "TradeRegistry") TradeRegistry.createWithContext(address, context);
  else if (contract == "EvidenceRegistry") EvidenceRegistry.createWithContext(address, context);
  else if (contract == "SettlementToken") SettlementToken.createWithContext(address, context);
  else if (contract == "BusinessCalendar") BusinessCalendar.createWithContext(address, context);
}

export function loadModule(name: Bytes): Module {
  const known = Module.load(moduleId(name));
  if (known !== null) return known;
  const module = new Module(moduleId(name));
  module.name = textOf(name);
  module.version = 0;
  module.isHalted = false;
  module.liveHalts = 0;
  module.parts = [];
  module.save();
  return module;
}

export function versionId(module: Module, version: BigInt): Bytes {
  return module.id.concat(word(version, 4));
}

export function addVersion(
  event: ethereum.Event,
  module: Module,
  number: BigInt,
  deployBlock: BigInt,
  parts: Address[],
): Bytes {
  module.version = int(number);
  module.parts = parts.map<Bytes>((part) => part);
  module.save();
  const version = new ModuleVersion(versionId(module, number));
  version.module = module.id;
  version.version = module.version;
  version.status = "Live";
  version.registeredAt = long(event.block.timestamp);
  version.deployBlock = deployBlock;
  version.save();
  return version.id;
}

/** The first contract of a module's newest version; empty for an unknown one. */
export function currentPart(name: string): Bytes {
  const text = Bytes.fromUTF8(name);
  const module = Module.load(moduleId(text.concat(new Bytes(32 - text.length))));
  return module === null || module.parts.length == 0 ? new Bytes(0) : module.parts[0];
}

/** The first contract of a kernel's module that a part works with: the newest when it first matters, and then for good. */
function kept(address: Bytes, module: string): Bytes {
  const newest = currentPart(module);
  const part = Part.load(address);
  if (part === null) return newest;
  const known = part.get(module);
  if (known !== null && known.kind != ValueKind.NULL) return known.toBytes();
  part.set(module, Value.fromBytes(newest));
  part.save();
  return newest;
}

/** The trade registry that a part claims at. */
export function tradeOf(part: Bytes): Bytes {
  return kept(part, "trade");
}

/** The calendar that a part reckons by. */
export function calendarOf(part: Bytes): Bytes {
  return kept(part, "calendar");
}

/** The registry of evidence that a part reads. */
export function evidenceOf(part: Bytes): Bytes {
  return kept(part, "evidence");
}

/** Notes a version's parts and begins to read them. */
export function addParts(event: ethereum.Event, module: Module, version: Bytes, parts: Address[]): void {
  const contracts = contractsOf(module.name);
  if (contracts.length != parts.length) {
    const expected = contracts.length == 0 ? "none" : contracts.join(", ");
    notice(
      event,
      "Module " + module.name + " has " + parts.length.toString() + " parts; this index reads: " + expected + ".",
    );
  }
  for (let i = 0; i < parts.length; i++) {
    const part = new Part(parts[i]);
    part.version = version;
    part.index = i;
    part.first = parts[0];
    part.contract = i < contracts.length ? contracts[i] : "";
    part.isOpen = !module.isHalted;
    part.isWired = false;
    part.trusts = [];
    part.isCustodial = false;
    part.save();
    nameGuarded(part);
    follow(part.contract, parts[i], parts[0]);
  }
}

/** Roles were given to the part's functions before anybody knew what it is. */
function nameGuarded(part: Part): void {
  const guarded = GuardedContract.load(suiteAddress("authority").concat(part.id));
  if (guarded === null) return;
  guarded.name = part.contract;
  guarded.save();
}

/** Opens or shuts a part to new business. */
export function setDoor(event: ethereum.Event, address: Bytes, isOpen: boolean): void {
  const part = Part.load(address);
  if (part === null) return notice(event, "A door was set for " + address.toHexString() + ", which is no part.");
  part.isOpen = isOpen;
  part.save();
}

/** Lets a part take money into custody, or no longer. */
export function setCustody(event: ethereum.Event, address: Bytes, isCustodial: boolean): void {
  const part = Part.load(address);
  if (part === null) return notice(event, "Custody was set for " + address.toHexString() + ", which is no part.");
  part.isCustodial = isCustodial;
  part.save();

  const act = newModuleEvent(event, "CustodySet", part.id);
  act.version = part.version;
  act.isCustodial = isCustodial;
  act.save();
}

export function setHalts(module: Module, liveHalts: BigInt): void {
  module.liveHalts = int(liveHalts);
  module.isHalted = module.liveHalts > 0;
  module.save();
}

export function openHalt(event: ethereum.Event, module: Module, key: Bytes): Bytes {
  const halt = new HaltCase(module.id.concat(key));
  halt.module = module.id;
  halt.key = key;
  halt.since = long(event.block.timestamp);
  halt.order = orderOf(event);
  halt.save();
  return halt.id;
}

export function endHalt(event: ethereum.Event, module: Module, key: Bytes): Bytes {
  const id = module.id.concat(key);
  const halt = HaltCase.load(id);
  if (halt === null) {
    notice(event, "Halt " + key.toHexString() + " of " + module.name + " ended and had never begun.");
    return id;
  }
  halt.endedAt = long(event.block.timestamp);
  halt.save();
  return id;
}

export function newModuleEvent(event: ethereum.Event, kind: string, subject: Bytes): ModuleEvent {
  const act = new ModuleEvent(actId(event));
  stamp(act, event, kind, null, subject, []);
  joinOrder(act, event);
  act.parts = [];
  return act;
}

/** The parts of a module were joined. */
export function wireParts(event: ethereum.Event, trusts: Address[]): void {
  const part = Part.load(event.address);
  if (part === null) return notice(event, "A contract that is no part was wired.");
  const trusted = trusts.map<Bytes>((address) => address);
  part.isWired = true;
  part.trusts = trusted;
  part.save();

  const act = newModuleEvent(event, "PartsWired", part.id);
  act.version = part.version;
  act.parts = trusted;
  act.save();
}
