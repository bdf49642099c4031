import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./Authority.ts";

export default buildModule("ParticipantRegistry", (m) => {
  const { authority } = m.useModule(Authority);
  // Seats that the council never falls below.
  const minimumCouncil = m.getParameter<number>("minimumCouncil");
  return { participants: m.contract("ParticipantRegistry", [authority, minimumCouncil]) };
});
