/** Looks at everything that must be there, one after the other; each thing that is not comes with a remedy (T-7). */
import process from "node:process";
import { powerReport } from "../../deploy/power.ts";
import { loadSuite, type Suite } from "../../deploy/suite.ts";
import { chain as parameters } from "../../network/chain.ts";
import { type Chain, connect, sandboxState } from "../shared/chain.ts";
import type { Call } from "../shared/context.ts";
import { explain } from "../shared/errors.ts";
import { EXIT, type Failure } from "../shared/failures.ts";
import { counted, dateOf, dayAt, listed, timeOf } from "../shared/format.ts";
import { calls } from "../shared/run.ts";
import { mark, surroundings } from "../shared/surroundings.ts";
import { padEnd } from "../shared/table.ts";
import { textOf } from "../shared/words.ts";
import { subgraphBlock } from "./subgraph.ts";

interface Finding {
  check: string;
  state: "right" | "wrong" | "absent";
  detail: string;
  remedy?: string;
}

const right = (check: string, detail: string): Finding => ({ check, state: "right", detail });
const absent = (check: string, detail: string, remedy: string): Finding => ({ check, state: "absent", detail, remedy });
const wrong = (check: string, detail: string, remedy: string): Finding => ({ check, state: "wrong", detail, remedy });

async function chainFindings({ connection, isDevelopment, network }: Chain): Promise<Finding[]> {
  const { provider } = connection.ethers;
  const block = await provider.getBlock("latest");
  const fee = block?.baseFeePerGas ?? 0n;
  const kind = isDevelopment ? "a development chain" : "not a development chain";
  return [
    right(
      "chain",
      `${network} answers; block ${block?.number ?? 0} of ${timeOf(block?.timestamp ?? 0)} (UTC+8); ${kind}`,
    ),
    right("chain id", String(parameters.id)),
    fee === 0n
      ? right("base fee", "0: gas is free")
      : wrong(
          "base fee",
          `${fee} wei: senders without coins can't send`,
          "Start the chain with zeroBaseFee (network/).",
        ),
  ];
}

async function versionFinding({ directory, deployBlock }: Suite): Promise<Finding> {
  const modules = await Promise.all(
    (await directory.modules()).map(async (key) => {
      const [version] = await directory.current(key);
      const halted = (await directory.isHalted(key)) ? " (halted)" : "";
      return `${textOf(key) ?? key} ${version}${halted}`;
    }),
  );
  return right("suite", `deployed from block ${deployBlock} on: ${modules.join(", ")}`);
}

async function powerFinding(suite: Suite): Promise<Finding> {
  const { rows, problems } = await powerReport(suite);
  if (problems.length === 0) return right("power", `${rows.length} restricted functions, all with the docket alone`);
  return wrong("power", problems.join(" "), "Let the council and a regulator order it back: npx hardhat access matrix");
}

/** This year and, for bills run for months, the year half a year ahead. */
async function calendarFinding({ calendar }: Suite, now: bigint): Promise<Finding> {
  const days = [dayAt(now), dayAt(now) + 184n];
  const years = [...new Set(days.map((day) => Number(dateOf(day).slice(0, 4))))];
  const words = await Promise.all(years.map((year) => calendar.businessDays(year)));
  const missing = years.filter((_, index) => (words[index]?.[0] ?? 0n) === 0n);
  if (missing.length === 0) return right("calendar", `has ${listed(years.map(String))}`);
  const remedy =
    "Enter the State Council's notice: npx hardhat calendar set-year --file <days> --notice <notice> --as <calendar operator>";
  return wrong("calendar", `lacks ${listed(missing.map(String))}`, remedy);
}

async function subgraphFinding({ hre }: Call, { connection }: Chain): Promise<Finding> {
  const url = process.env.SUBGRAPH_URL ?? sandboxState(hre.config.paths.root).graphql;
  if (url === undefined)
    return absent("subgraph", "no address is known", "npm start brings one up; or set SUBGRAPH_URL.");
  const head = await connection.ethers.provider.getBlockNumber();
  const block = await subgraphBlock(url);
  if (typeof block === "string")
    return wrong("subgraph", `${url}: ${block}`, "npm start brings one up; or mend SUBGRAPH_URL.");
  const lag = head - block;
  const detail = `${url} has read up to block ${block}, ${counted(lag, "block")} behind`;
  return lag <= 5
    ? right("subgraph", detail)
    : wrong("subgraph", detail, "Look at graph-node's log, and whether it still reads.");
}

const MARKS = { right: "✔", wrong: "✘", absent: "–" } as const;

const show = ({ check, state, detail, remedy }: Finding): string => {
  const line = `${mark(MARKS[state])} ${padEnd(check, 9)} ${detail}`;
  return remedy === undefined ? line : `${line}\n  ${padEnd("", 9)} ${remedy}`;
};

async function look(call: Call): Promise<{ findings: Finding[]; failure?: Failure }> {
  const findings: Finding[] = [];
  try {
    const chain = await connect(call.hre);
    findings.push(...(await chainFindings(chain)));
    const suite = surroundings().suite ?? (await loadSuite(chain.connection).catch((error: Error) => error));
    if (suite instanceof Error) {
      const on = chain.isNamed ? ` --network ${chain.network}` : "";
      findings.push(wrong("suite", suite.message, `npx hardhat system deploy${on}`));
    } else {
      const now = BigInt((await chain.connection.ethers.provider.getBlock("latest"))?.timestamp ?? 0);
      findings.push(await versionFinding(suite), await powerFinding(suite), await calendarFinding(suite, now));
    }
    findings.push(await subgraphFinding(call, chain));
    return { findings };
  } catch (error) {
    const failure = await explain(error);
    findings.push(wrong("chain", failure.message, failure.remedy));
    return { findings, failure };
  }
}

export default calls(async (call) => {
  const { findings, failure } = await look(call);
  const isWrong = findings.some(({ state }) => state === "wrong");
  const end = isWrong ? "Something is not as it must be." : "All is as it must be.";
  const text = `${findings.map(show).join("\n")}\n\n${end}`;
  return { json: { findings }, text, ...(isWrong && { exitCode: failure?.exitCode ?? EXIT.refused }) };
});
