import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import Authority from "./Authority.ts";

export default buildModule("ModuleDirectory", (m) => {
  const { authority } = m.useModule(Authority);
  return { directory: m.contract("ModuleDirectory", [authority]) };
});
