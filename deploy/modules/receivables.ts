import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./kernel/Authority.ts";
import BusinessCalendar from "./kernel/BusinessCalendar.ts";
import ParticipantRegistry from "./kernel/ParticipantRegistry.ts";
import QuoteMarket from "./kernel/QuoteMarket.ts";
import SettlementToken from "./kernel/SettlementToken.ts";
import TradeRegistry from "./kernel/TradeRegistry.ts";

export default buildModule("Receivables", (m) => {
  const { authority } = m.useModule(Authority);
  const { participants } = m.useModule(ParticipantRegistry);
  const { calendar } = m.useModule(BusinessCalendar);
  const { trade } = m.useModule(TradeRegistry);
  const { money } = m.useModule(SettlementToken);
  const { market } = m.useModule(QuoteMarket);
  const receivableDescriptor = m.contract("ReceivableDescriptor");
  const receivableRegistry = m.contract("ReceivableRegistry", [authority, participants, receivableDescriptor]);
  const receivableIssuance = m.contract("ReceivableIssuance", [
    authority,
    participants,
    receivableRegistry,
    trade,
    calendar,
    money,
  ]);
  const receivableSecurity = m.contract("ReceivableSecurity", [authority, participants, receivableRegistry]);
  const receivableFinancing = m.contract("ReceivableFinancing", [
    authority,
    participants,
    receivableRegistry,
    calendar,
    market,
    money,
  ]);
  const receivableDisputes = m.contract("ReceivableDisputes", [
    authority,
    participants,
    receivableRegistry,
    receivableFinancing,
  ]);
  const receivableSettlement = m.contract("ReceivableSettlement", [
    authority,
    participants,
    receivableRegistry,
    receivableIssuance,
    receivableFinancing,
    receivableSecurity,
    receivableDisputes,
    calendar,
    money,
  ]);
  const receivableOrders = m.contract("ReceivableOrders", [
    authority,
    participants,
    receivableRegistry,
    receivableFinancing,
    receivableSecurity,
  ]);
  return {
    receivableRegistry,
    receivableIssuance,
    receivableFinancing,
    receivableSecurity,
    receivableSettlement,
    receivableDisputes,
    receivableOrders,
    receivableDescriptor,
  };
});
