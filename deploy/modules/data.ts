import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./kernel/Authority.ts";
import BusinessCalendar from "./kernel/BusinessCalendar.ts";
import EvidenceRegistry from "./kernel/EvidenceRegistry.ts";
import ParticipantRegistry from "./kernel/ParticipantRegistry.ts";
import SettlementToken from "./kernel/SettlementToken.ts";
import TradeRegistry from "./kernel/TradeRegistry.ts";

export default buildModule("Data", (m) => {
  const { authority } = m.useModule(Authority);
  const { participants } = m.useModule(ParticipantRegistry);
  const { money } = m.useModule(SettlementToken);
  const { trade } = m.useModule(TradeRegistry);
  const { evidence } = m.useModule(EvidenceRegistry);
  const { calendar } = m.useModule(BusinessCalendar);
  const dataDescriptor = m.contract("DataDescriptor");
  const dataRegistry = m.contract("DataRegistry", [authority, participants, dataDescriptor]);
  const dataTransfers = m.contract("DataTransfers", [authority, participants, dataRegistry, money]);
  const dataCertification = m.contract("DataCertification", [authority, participants, dataRegistry, calendar]);
  const dataValuation = m.contract("DataValuation", [authority, participants, dataRegistry]);
  const dataPledges = m.contract("DataPledges", [authority, participants, dataRegistry, dataValuation, trade, money]);
  const dataOffers = m.contract("DataOffers", [authority, participants, dataRegistry]);
  const dataConsents = m.contract("DataConsents", [authority, participants, dataRegistry]);
  const dataLicences = m.contract("DataLicences", [
    authority,
    participants,
    dataRegistry,
    dataConsents,
    dataDescriptor,
  ]);
  const dataPreservation = m.contract("DataPreservation", [
    authority,
    participants,
    dataRegistry,
    dataLicences,
    evidence,
  ]);
  const dataSharing = m.contract("DataSharing", [authority, participants, dataRegistry, dataLicences, calendar]);
  const dataRevenue = m.contract("DataRevenue", [
    authority,
    participants,
    dataRegistry,
    dataLicences,
    dataConsents,
    money,
  ]);
  const dataSales = m.contract("DataSales", [
    authority,
    participants,
    dataOffers,
    dataLicences,
    dataRegistry,
    dataRevenue,
  ]);
  const dataDisputes = m.contract("DataDisputes", [
    authority,
    participants,
    dataRegistry,
    dataOffers,
    dataLicences,
    dataSales,
    dataRevenue,
  ]);
  const dataOrders = m.contract("DataOrders", [authority, participants, dataRegistry, dataLicences]);
  return {
    dataDescriptor,
    dataRegistry,
    dataTransfers,
    dataCertification,
    dataPreservation,
    dataValuation,
    dataPledges,
    dataOffers,
    dataConsents,
    dataLicences,
    dataSharing,
    dataRevenue,
    dataSales,
    dataDisputes,
    dataOrders,
  };
});
