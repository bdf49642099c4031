import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import bills from "./bills.ts";
import data from "./data.ts";
import Authority from "./kernel/Authority.ts";
import BusinessCalendar from "./kernel/BusinessCalendar.ts";
import Docket from "./kernel/Docket.ts";
import EvidenceRegistry from "./kernel/EvidenceRegistry.ts";
import ModuleDirectory from "./kernel/ModuleDirectory.ts";
import ParticipantRegistry from "./kernel/ParticipantRegistry.ts";
import QuoteMarket from "./kernel/QuoteMarket.ts";
import SettlementToken from "./kernel/SettlementToken.ts";
import TradeRegistry from "./kernel/TradeRegistry.ts";
import points from "./points.ts";
import receivables from "./receivables.ts";
import relief from "./relief.ts";

/** All contracts of the suite, not yet joined to each other. */
export default buildModule("Contracts", (m) => ({
  ...m.useModule(Authority),
  ...m.useModule(ModuleDirectory),
  ...m.useModule(ParticipantRegistry),
  ...m.useModule(Docket),
  ...m.useModule(EvidenceRegistry),
  ...m.useModule(TradeRegistry),
  ...m.useModule(SettlementToken),
  ...m.useModule(BusinessCalendar),
  ...m.useModule(QuoteMarket),
  ...m.useModule(bills),
  ...m.useModule(receivables),
  ...m.useModule(relief),
  ...m.useModule(data),
  ...m.useModule(points),
}));
