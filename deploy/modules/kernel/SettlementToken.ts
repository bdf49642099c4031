import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./Authority.ts";
import ParticipantRegistry from "./ParticipantRegistry.ts";

export default buildModule("SettlementToken", (m) => {
  const { authority } = m.useModule(Authority);
  const { participants } = m.useModule(ParticipantRegistry);
  return { money: m.contract("SettlementToken", [authority, participants]) };
});
