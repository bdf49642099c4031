/** Runs a task in a process of its own, which can be killed: `task-process.ts <url> <addresses of the suite, as JSON> <command line>`. */
import process from "node:process";
import hre from "hardhat";
import type { Addresses } from "../../deploy/journal.ts";
import { attach } from "../../deploy/suite.ts";
import { run } from "./tasks.ts";

const [url = "", addresses = "", line = ""] = process.argv.slice(2);
const connection = await hre.network.create({ network: "localhost", override: { url } });
const suite = await attach(connection, JSON.parse(addresses) as Addresses);
const { out, err, code } = await run(suite, line, { connection });
process.stdout.write(out);
process.stderr.write(err);
process.exit(code);
