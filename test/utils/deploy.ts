/** Deploys the suite to the chain at an address; a program of its own, so that a test can kill it. */
import hre from "hardhat";
import { personas } from "../../deploy/data/personas.ts";
import { deploySuite } from "../../deploy/suite.ts";

const [url = "", deploymentId = ""] = process.argv.slice(2);
const connection = await hre.network.create({ network: "localhost", override: { url } });
await deploySuite(connection, { founders: personas, minimumCouncil: 3, deploymentId });
