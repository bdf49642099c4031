import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** OpenZeppelin's AccessManager. The deployer is its admin until the founding hands over to the Docket. */
export default buildModule("Authority", (m) => ({
  authority: m.contract("AccessManager", [m.getAccount(0)]),
}));
