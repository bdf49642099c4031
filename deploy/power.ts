/** Who may call what on a deployed suite, as the chain has it, and what is wrong about it. */
import type { BaseContract, EventLog, Result } from "ethers";
import { type ContractName, contractNames, nameOfContract, solidityName } from "./contracts.ts";
import { DOCKET_ROLES, NAMED_ROLES, restrictedFunctions, ROLES } from "./data/access.ts";
import { bytes32, modules } from "./data/modules.ts";
import { describePolicy } from "./data/policies.ts";
import { eventPages } from "./events.ts";
import type { Suite } from "./suite.ts";

/** One restricted function. */
export interface PowerRow {
  contract: string;
  address: string;
  function: string;
  selector: string;
  /** The role as it is on chain. */
  role: string;
  /** Members of the role, by name where they have one. */
  heldBy: string[];
  /** What an order needs to call it. */
  policy: string;
}

export interface PowerReport {
  rows: PowerRow[];
  /** Sentences; none when all is as it must be. */
  problems: string[];
}

/** What the manager's events tell, to be asked again of the manager itself. */
interface Trail {
  /** Accounts that were ever given a role. */
  granted: Map<bigint, Set<string>>;
  /** Functions that were ever given a role, as "target selector". */
  functions: Set<string>;
  /** Targets that were ever spoken of. */
  targets: Set<string>;
  labels: Map<bigint, string>;
  problems: string[];
}

interface Reading {
  suite: Suite;
  trail: Trail;
  addresses: Record<ContractName, string>;
  /** The contract's name, or the address and what stands there. */
  describe: (address: string) => Promise<string>;
}

const PUBLIC_ROLE = 2n ** 64n - 1n;

function roleName(role: bigint): string {
  if (role === PUBLIC_ROLE) return "PUBLIC";
  return Object.entries(ROLES).find(([, number]) => number === role)?.[0] ?? `role ${role}`;
}

async function readTrail({ authority, deployBlock }: Suite): Promise<Trail> {
  const events: EventLog[] = [];
  for await (const page of eventPages(authority, deployBlock)) events.push(...page);
  const args = (name: string): Result[] =>
    events.filter((event) => event.eventName === name).map((event) => event.args);

  const granted = new Map<bigint, Set<string>>(Object.values(ROLES).map((role) => [role, new Set()]));
  for (const [role, account] of args("RoleGranted") as unknown as [bigint, string][]) {
    granted.set(role, (granted.get(role) ?? new Set()).add(account));
  }
  const delays = [...args("RoleGrantDelayChanged"), ...args("TargetAdminDelayUpdated")];
  const problems = delays
    .filter(([, delay]) => delay !== 0n)
    .map(([subject, delay]) => `The manager delays ${subject} by ${delay} s; only the Docket is to delay.`);
  if (events[0]?.eventName !== "RoleGranted") {
    problems.push(`The manager is older than block ${deployBlock}, from which the suite is read.`);
  }
  const functions = args("TargetFunctionRoleUpdated");
  const targets = [...functions, ...args("TargetClosed"), ...args("TargetAdminDelayUpdated")];
  return {
    granted,
    functions: new Set(functions.map(([target, selector]) => `${target} ${selector}`)),
    targets: new Set(targets.map(([target]) => String(target))),
    labels: new Map(args("RoleLabel") as unknown as [bigint, string][]),
    problems,
  };
}

async function read(suite: Suite): Promise<Reading> {
  const contracts: Record<ContractName, BaseContract> = suite;
  const addresses = Object.fromEntries(
    await Promise.all(contractNames.map(async (name) => [name, await contracts[name].getAddress()])),
  ) as Record<ContractName, string>;
  const names = new Map(contractNames.map((name) => [addresses[name], solidityName(name)]));
  return {
    suite,
    trail: await readTrail(suite),
    addresses,
    async describe(address) {
      const name = names.get(address);
      if (name !== undefined) return name;
      const code = (await suite.authority.runner?.provider?.getCode(address)) ?? "0x";
      // Code borrowed under EIP-7702 leaves the account to its key.
      const isKey = code === "0x" || code.startsWith("0xef0100");
      return `${isKey ? "the externally owned account" : "the contract"} ${address}`;
    },
  };
}

/** The members of each role, and what is wrong about roles. */
async function readRoles({ suite, trail, describe }: Reading) {
  const { authority } = suite;
  const members = new Map<bigint, string[]>();
  const problems: string[] = [];
  for (const [role, accounts] of trail.granted) {
    const name = roleName(role);
    const held: string[] = [];
    for (const account of accounts) {
      // A grant that is yet to take effect counts.
      const [since, delay, pendingDelay] = await authority.getAccess(role, account);
      if (since === 0n) continue;
      const who = await describe(account);
      held.push(who);
      if (who !== "Docket") problems.push(`${who} has the role ${name}; only the Docket may have roles.`);
      if (delay + pendingDelay > 0n) problems.push(`${who} has the role ${name} with a delay.`);
    }
    members.set(role, held);

    const isDocketRole = DOCKET_ROLES.some((each) => each === name);
    if (isDocketRole && !held.includes("Docket")) problems.push(`The Docket does not have the role ${name}.`);
    if (!isDocketRole && held.includes("Docket"))
      problems.push(`The Docket has the role ${name}; nobody is to have it.`);
    if (NAMED_ROLES.some((each) => each === name) && trail.labels.get(role) !== name) {
      problems.push(`Role ${role} is not labelled ${name}.`);
    }
    const [admin, guardian, grantDelay] = await Promise.all([
      authority.getRoleAdmin(role),
      authority.getRoleGuardian(role),
      authority.getRoleGrantDelay(role),
    ]);
    if (admin !== ROLES.ADMIN) problems.push(`${roleName(admin)} gives out the role ${name}; only ADMIN may.`);
    if (guardian !== ROLES.ADMIN) problems.push(`${roleName(guardian)} guards the role ${name}; only ADMIN may.`);
    if (grantDelay !== 0n) problems.push(`The role ${name} is granted with a delay of ${grantDelay} s.`);
  }
  return { members, problems };
}

/** What is wrong about the manager's settings of whole contracts. */
async function targetProblems({ suite, trail, addresses, describe }: Reading): Promise<string[]> {
  const problems: string[] = [];
  for (const target of new Set([...Object.values(addresses), ...trail.targets])) {
    const [closed, delay] = await Promise.all([
      suite.authority.isTargetClosed(target),
      suite.authority.getTargetAdminDelay(target),
    ]);
    if (closed) problems.push(`${await describe(target)} is closed to all restricted calls.`);
    if (delay !== 0n) problems.push(`The manager delays changes of ${await describe(target)} by ${delay} s.`);
  }
  return problems;
}

/** The restricted functions with their roles as they are, and where these are not as they must be. */
async function readFunctions({ suite, trail, addresses, describe }: Reading, members: Map<bigint, string[]>) {
  const { authority, docket } = suite;
  const problems: string[] = [];
  const rows = await Promise.all(
    restrictedFunctions.map(async ({ contract, role, name, selector }): Promise<PowerRow> => {
      const address = addresses[nameOfContract(contract)];
      const [actual, policy] = await Promise.all([
        // The manager guards its own functions itself; to them, as to all that nobody has set, it says ADMIN.
        authority.getTargetFunctionRole(address, selector),
        docket.policyOf(address, selector).then(
          (found) => describePolicy(found.policy),
          () => "no policy: refused",
        ),
      ]);
      if (actual !== ROLES[role]) {
        problems.push(`${contract}.${name} is open to ${roleName(actual)}; only ${role} is to call it.`);
      }
      const heldBy = members.get(actual) ?? [];
      return { contract, address, function: name, selector, role: roleName(actual), heldBy, policy };
    }),
  );

  const known = new Set(rows.map(({ address, selector }) => `${address} ${selector}`));
  for (const each of trail.functions) {
    if (known.has(each)) continue;
    const [target = "", selector = ""] = each.split(" ");
    const role = await authority.getTargetFunctionRole(target, selector);
    if (role === ROLES.ADMIN) continue;
    problems.push(`${selector} of ${await describe(target)} is open to ${roleName(role)}, and no table says so.`);
  }
  return { rows, problems };
}

/** The contract that a getter of another names: by its own name, or by what it is in their module ("registry" of billPayment). */
function referenceOf(name: ContractName, getter: string): ContractName | undefined {
  if (getter === "walletFollower") return "money";
  const kin = `${/^[a-z]+/.exec(name)?.[0] ?? ""}${getter.charAt(0).toUpperCase()}${getter.slice(1)}`;
  return contractNames.find((each) => each === getter || each === kin);
}

/** Where contracts do not know each other as they must. */
async function wiringProblems({ suite, addresses }: Reading): Promise<string[]> {
  const problems: string[] = [];
  const contracts: Record<ContractName, BaseContract> = suite;
  for (const name of contractNames) {
    const contract = contracts[name];
    for (const fragment of contract.interface.fragments) {
      const getter = "name" in fragment ? String(fragment.name) : "";
      const other = referenceOf(name, getter);
      if (other === undefined || fragment.inputs.length > 0 || fragment.type !== "function") continue;
      const found = (await contract.getFunction(getter).staticCall()) as unknown;
      if (found !== addresses[other]) {
        problems.push(`${solidityName(name)} takes ${String(found)} for its ${getter}, not ${addresses[other]}.`);
      }
    }
  }

  for (const { name, version, parts, wired } of modules) {
    for (const part of parts) {
      const [module, actualVersion] = await suite.directory.partOf(addresses[part]);
      if (module !== bytes32(name) || actualVersion !== BigInt(version)) {
        problems.push(`The directory does not know ${solidityName(part)} as a part of ${name}, version ${version}.`);
      }
      const door = await suite.participants.doorOf(addresses[part]);
      if (`${door.module}00` !== bytes32(name))
        problems.push(`${solidityName(part)} has no door as a part of ${name}.`);
    }
    for (const part of wired) {
      const siblings = wired.filter((other) => other !== part).map((other) => addresses[other]);
      const trusted = await trustedBy(contracts[part], suite.deployBlock);
      if (trusted === undefined) problems.push(`${solidityName(part)} is not wired.`);
      else if ([...trusted].sort().join() !== [...siblings].sort().join()) {
        problems.push(`${solidityName(part)} trusts ${trusted.join(", ")}; its siblings are ${siblings.join(", ")}.`);
      }
    }
  }
  return problems;
}

/** The parts that a part was told of when it was wired. */
async function trustedBy(part: BaseContract, from: number): Promise<string[] | undefined> {
  for await (const [event] of eventPages(part, from, "PartsWired")) {
    if (event !== undefined) return [...(event.args.parts as Result)] as string[];
  }
  return undefined;
}

export async function powerReport(suite: Suite): Promise<PowerReport> {
  const reading = await read(suite);
  const roles = await readRoles(reading);
  const functions = await readFunctions(reading, roles.members);
  const problems = [
    ...reading.trail.problems,
    ...roles.problems,
    ...functions.problems,
    ...(await targetProblems(reading)),
    ...(await wiringProblems(reading)),
  ];
  return { rows: functions.rows, problems };
}

/** The report as an aligned table, "who may call what", and the problems below it. */
export function printPower({ rows, problems }: PowerReport): string {
  const cells = rows.map(({ contract, function: name, role, heldBy, policy }) => [
    `${contract}.${name}`,
    role,
    heldBy.join(", ") || "nobody",
    policy,
  ]);
  const all = [["function", "role", "held by", "an order needs"], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return [...lines, ...problems.map((problem) => `✘ ${problem}`)].join("\n");
}
