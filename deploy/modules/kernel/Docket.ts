import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./Authority.ts";
import ModuleDirectory from "./ModuleDirectory.ts";
import ParticipantRegistry from "./ParticipantRegistry.ts";

export default buildModule("Docket", (m) => {
  const { authority } = m.useModule(Authority);
  const { directory } = m.useModule(ModuleDirectory);
  const { participants } = m.useModule(ParticipantRegistry);
  return { docket: m.contract("Docket", [authority, participants, directory]) };
});
