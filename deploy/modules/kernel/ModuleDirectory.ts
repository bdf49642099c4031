import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./Authority.ts";
import ParticipantRegistry from "./ParticipantRegistry.ts";

export default buildModule("ModuleDirectory", (m) => {
  const { authority } = m.useModule(Authority);
  const { participants } = m.useModule(ParticipantRegistry);
  return { directory: m.contract("ModuleDirectory", [authority, participants]) };
});
