/** `npm run bindings`: builds the contracts, then the package of their TypeScript bindings in bindings/. */
import { join } from "node:path";
import hre from "hardhat";
import { root } from "../checks/sources.ts";
import { journalsIn } from "./addresses.ts";
import { buildBindings, PACKAGE } from "./build.ts";

await hre.tasks.getTask("build").run({ quiet: true });

const journals = journalsIn(join(root, "deploy", "deployments"));
const { contracts, words, errors, chains } = await buildBindings({ folder: PACKAGE, journals });

console.log(`bindings/: ${contracts} contracts, ${words} lists of words, ${errors} errors, compiled to bindings/dist.`);
console.log(
  chains.length === 0
    ? "No addresses: deploy/deployments holds no complete deployment. Deploy the suite and run this again to add them."
    : `Addresses on chain ${chains.join(", ")}.`,
);
console.log("To publish or hand on: npm pack ./bindings");
