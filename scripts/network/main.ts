/** `npm run network:<command>`, and `npm run test:besu`: what each does stands in network/README.md. */
import process from "node:process";
import { command } from "./command.ts";

process.exitCode = await command(process.argv.slice(2));
