/** A command as it was typed: carried out, or told why not. */
import { EXIT, Problem } from "../../network/problem.ts";
import { commands } from "./commands.ts";
import { say, surroundings } from "./surroundings.ts";

/** Gives the exit code. */
export async function command([name = "", ...args]: readonly string[]): Promise<number> {
  const found = Object.entries(commands).find(([known]) => known === name)?.[1];
  const { err } = surroundings();
  if (found === undefined) {
    const usages = Object.values(commands).map(({ usage }) => `  ${usage}`);
    err(`There is no command "${name}". There are:\n${usages.join("\n")}\n`);
    return EXIT.usage;
  }
  if (args.includes("--help")) {
    say(`Usage: ${found.usage}\n\n${found.help}`);
    return 0;
  }
  try {
    return await found.run(args);
  } catch (error) {
    if (error instanceof Problem) {
      err(`${error.message}\n${error.remedy}\n`);
      return error.exitCode;
    }
    // An option that there is not, or that lacks its value: parseArgs says which.
    if (!/^ERR_PARSE_ARGS/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    err(`${(error as Error).message}\nUsage: ${found.usage}\n`);
    return EXIT.usage;
  }
}
