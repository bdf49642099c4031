import { existsSync } from "node:fs";
import { contractNames, solidityName } from "../../deploy/contracts.ts";
import { readParameters } from "../../deploy/parameters.ts";
import { deploySuite } from "../../deploy/suite.ts";
import { connect } from "../shared/chain.ts";
import { Refused, WrongUsage } from "../shared/failures.ts";
import { counted } from "../shared/format.ts";
import { isNetworkError } from "../shared/networkErrors.ts";
import { calls } from "../shared/run.ts";
import { mark, surroundings } from "../shared/surroundings.ts";
import { facts } from "../shared/table.ts";
import { confirmed } from "../shared/write.ts";

export default calls(async ({ args, hre }) => {
  const chain = await connect(hre);
  const folder = `${hre.config.paths.root}/deploy/parameters`;
  const usual = `${folder}/${chain.isDevelopment ? "development" : chain.network}.json5`;
  const path = args.text("parameters") ?? usual;
  if (!existsSync(path)) {
    throw new WrongUsage(
      `There is no ${path}.`,
      `Copy ${folder}/besu.example.json5 to it, fill it in, or give --parameters.`,
    );
  }
  const parameters = readParameters(path);
  const { err } = surroundings();
  err(
    `Deploying to ${chain.network}: ${contractNames.length} contracts, ${counted(parameters.founders.length, "founder")}.\n`,
  );
  await confirmed(args, chain);

  const say = (line: string): void => err(`  ${line} …\n`);
  const suite = await deploySuite(chain.connection, { ...parameters, renew: chain.isDevelopment, say }).catch(
    (error: unknown) => {
      if (!(error instanceof Error) || isNetworkError(error)) throw error;
      throw new Refused(
        "DeploymentFailed",
        error.message,
        "Mend that, and run the same command again: it goes on where it stopped.",
      );
    },
  );
  const addresses = await Promise.all(
    contractNames.map(async (name) => [solidityName(name), await suite[name].getAddress()] as const),
  );
  const { deployBlock } = suite;
  return {
    json: { addresses: Object.fromEntries(addresses), deployBlock },
    text: `${mark("✔")} Deployed, from block ${deployBlock} on. No account but the docket has any power.\n\n${facts(addresses)}`,
  };
});
