import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import ParticipantRegistry from "./ParticipantRegistry.ts";

export default buildModule("SettlementToken", (m) => {
  const { participants } = m.useModule(ParticipantRegistry);
  return { money: m.contract("SettlementToken", [participants]) };
});
