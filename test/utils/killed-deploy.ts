/**
 * Deploys the suite to the chain at an address, and kills itself right before or right after it sends its n-th transaction:
 * `killed-deploy.ts <url> <deployment id> <before|after> <n>`.
 */
import hre from "hardhat";
import { personas } from "../../deploy/data/personas.ts";
import { deploySuite } from "../../deploy/suite.ts";

const [url = "", deploymentId = "", when = "", nth = ""] = process.argv.slice(2);
const connection = await hre.network.create({ network: "localhost", override: { url } });
const { provider } = connection;
const request = provider.request.bind(provider);
let sent = 0;
provider.request = async (call) => {
  const isLast = call.method === "eth_sendTransaction" && ++sent === Number(nth);
  if (isLast && when === "before") process.kill(process.pid, "SIGKILL");
  const answer: unknown = await request(call);
  if (isLast) process.kill(process.pid, "SIGKILL");
  return answer;
};
await deploySuite(connection, { founders: personas, minimumCouncil: 3, deploymentId });
