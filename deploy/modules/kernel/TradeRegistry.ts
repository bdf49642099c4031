import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import ModuleDirectory from "./ModuleDirectory.ts";
import ParticipantRegistry from "./ParticipantRegistry.ts";

export default buildModule("TradeRegistry", (m) => {
  const { participants } = m.useModule(ParticipantRegistry);
  const { directory } = m.useModule(ModuleDirectory);
  return { trade: m.contract("TradeRegistry", [participants, directory]) };
});
