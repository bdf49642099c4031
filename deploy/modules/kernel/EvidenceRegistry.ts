import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import ParticipantRegistry from "./ParticipantRegistry.ts";

export default buildModule("EvidenceRegistry", (m) => {
  const { participants } = m.useModule(ParticipantRegistry);
  return { evidence: m.contract("EvidenceRegistry", [participants]) };
});
