import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import ParticipantRegistry from "./ParticipantRegistry.ts";
import SettlementToken from "./SettlementToken.ts";

export default buildModule("QuoteMarket", (m) => {
  const { participants } = m.useModule(ParticipantRegistry);
  const { money } = m.useModule(SettlementToken);
  return { market: m.contract("QuoteMarket", [participants, money]) };
});
