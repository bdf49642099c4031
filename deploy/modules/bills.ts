import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./kernel/Authority.ts";
import BusinessCalendar from "./kernel/BusinessCalendar.ts";
import EvidenceRegistry from "./kernel/EvidenceRegistry.ts";
import ParticipantRegistry from "./kernel/ParticipantRegistry.ts";
import QuoteMarket from "./kernel/QuoteMarket.ts";
import SettlementToken from "./kernel/SettlementToken.ts";
import TradeRegistry from "./kernel/TradeRegistry.ts";

export default buildModule("Bills", (m) => {
  const { authority } = m.useModule(Authority);
  const { participants } = m.useModule(ParticipantRegistry);
  const { calendar } = m.useModule(BusinessCalendar);
  const { trade } = m.useModule(TradeRegistry);
  const { money } = m.useModule(SettlementToken);
  const { market } = m.useModule(QuoteMarket);
  const { evidence } = m.useModule(EvidenceRegistry);
  const billDescriptor = m.contract("BillDescriptor");
  const billRegistry = m.contract("BillRegistry", [authority, participants, billDescriptor]);
  const billIssuance = m.contract("BillIssuance", [authority, participants, billRegistry, trade, calendar]);
  const billSecurity = m.contract("BillSecurity", [authority, participants, billRegistry]);
  const billPayment = m.contract("BillPayment", [
    authority,
    participants,
    billRegistry,
    billIssuance,
    billSecurity,
    calendar,
    money,
  ]);
  const billDiscount = m.contract("BillDiscount", [authority, participants, billRegistry, calendar, market]);
  const billRepo = m.contract("BillRepo", [
    authority,
    participants,
    billRegistry,
    billSecurity,
    billDiscount,
    calendar,
    money,
  ]);
  const billRecourse = m.contract("BillRecourse", [
    authority,
    participants,
    billRegistry,
    billIssuance,
    billPayment,
    billSecurity,
    evidence,
    calendar,
    money,
  ]);
  const billOrders = m.contract("BillOrders", [authority, participants, billRegistry, billSecurity]);
  return {
    billRegistry,
    billIssuance,
    billSecurity,
    billPayment,
    billDiscount,
    billRepo,
    billRecourse,
    billOrders,
    billDescriptor,
  };
});
