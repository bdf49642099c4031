/** `npm run network:<command>`, and `npm run test:besu`: what each does stands in network/README.md. */
import process from "node:process";
import { Problem } from "../../network/problem.ts";
import { commands, type CommandName } from "./commands.ts";

const [name = "", ...args] = process.argv.slice(2);

function tell(error: unknown): number {
  if (error instanceof Problem) {
    console.error(`${error.message}\n${error.remedy}`);
    return error.exitCode;
  }
  // An option that there is not, or that lacks its value: parseArgs says which.
  const isUsage = /^ERR_PARSE_ARGS/.test((error as NodeJS.ErrnoException).code ?? "");
  console.error(isUsage ? `${(error as Error).message}\nUsage: ${usageOf(name)}` : error);
  return isUsage ? 2 : 1;
}

const usageOf = (command: string): string => commands[command as CommandName].usage;

if (!(name in commands)) {
  console.error(
    `There is no command "${name}". There are:\n${Object.values(commands)
      .map(({ usage }) => `  ${usage}`)
      .join("\n")}`,
  );
  process.exitCode = 2;
} else if (args.includes("--help")) {
  console.log(`Usage: ${usageOf(name)}\n\n${commands[name as CommandName].help}`);
} else {
  try {
    process.exitCode = await commands[name as CommandName].run(args);
  } catch (error) {
    process.exitCode = tell(error);
  }
}
