/** Relief for the tests of tasks, made as a person would make it. */
import { areas, officers, type OfficerKey } from "../../deploy/data/officers.ts";
import type { Suite } from "../../deploy/suite.ts";
import { done } from "./tasks.ts";

/** Digests that stand for documents. */
export const EVIDENCE = `0x${"e".repeat(64)}`;
export const shown = `--evidence ${EVIDENCE}`;

/** A household's commitment, as a register's keeper makes it. */
export const commitment = (household: string): string => `0x${Buffer.from(household).toString("hex").padEnd(64, "0")}`;

/** A code as it is typed. */
const code = (area: bigint): string => area.toString().replace(/(000000|000)$/, "");

/** The divisions, known to the suite. */
export async function divided(suite: Suite): Promise<void> {
  for (const { code: area, nameZh } of areas)
    await done(suite, `relief add-area ${code(area)} --name ${nameZh} --as rural`);
}

/** Officers in service, with their passkeys. */
export async function staffed(suite: Suite, ...keys: OfficerKey[]): Promise<void> {
  for (const key of keys) {
    const officer = officers.find((each) => each.key === key);
    const area = areas.find((each) => each.key === officer?.area);
    if (officer === undefined || area === undefined) throw new Error(`There is no officer ${key}.`);
    await done(suite, `participant bind-account ${officer.address} --scopes acts --as ${officer.persona}`);
    await done(
      suite,
      `relief appoint --account ${officer.address} --area ${code(area.code)} --identity ${officer.identity} --passkey ${key} --as ${officer.persona}`,
    );
  }
}

/** Programme 1 of the county, with all who work in it. */
export async function founded(suite: Suite, source = "fiscal"): Promise<void> {
  await done(
    suite,
    `relief create-programme --source ${source} --budget 1,000,000 --until 2026-12-31 --areas 520112 --purposes LIVING,FARM_SUPPLIES,HOUSING ${shown} --as rural`,
  );
  const roles = [
    "county --role operator",
    "songxi --role operator",
    "guanshan --role payoutBank",
    "baiyunling --role payoutBank",
    "luban --role implementer",
    "bianmin --role merchant --purpose FARM_SUPPLIES",
    "inspector --role inspector",
    "huiai --role platform",
    "cooperative --role cooperative",
  ];
  for (const role of roles) await done(suite, `relief set-role 1 --of ${role} --as rural`);
}

/** A household proposed by both passkeys. */
export const proposed = async (suite: Suite, household: string, bank = "guanshan") =>
  done(
    suite,
    `relief propose 1 --commitment ${commitment(household)} --area 520112101201 --category 1 --bank ${bank} --passkey ${household} ${shown} --officer-passkey longjing1 --as longjing1`,
  );

/** Households on the register, as 1/1 and on. */
export async function registered(suite: Suite, ...households: string[]): Promise<void> {
  for (const household of households) await proposed(suite, household);
  const all = `1/1-${households.length}`;
  await done(suite, `relief review ${all} --minutes ${EVIDENCE} --as longjing2`);
  await done(suite, `relief publish ${all} --as songxi1`);
  await done(suite, "system time --to 2026-01-14");
  await done(suite, `relief endorse ${all} ${shown} --as songxi2`);
  await done(suite, `relief register ${all} ${shown} --as wudang1`);
}

/** Money in somebody's wallet, and its leave for the purse to take it. */
export async function funded(suite: Suite, who: string, amount: string): Promise<void> {
  await done(suite, `money issue --to ${who} --amount ${amount} --reference ${who}-${amount} --as clearing`);
  await done(suite, `money approve ReliefFunds --amount ${amount} --as ${who}`);
}

/** Everything up to a project with money: fund 1, project 1. */
export async function financed(suite: Suite, ...households: string[]): Promise<void> {
  await divided(suite);
  await staffed(suite, "longjing1", "longjing2", "songxi1", "songxi2", "songxi3", "wudang1", "wudang2", "wudang3");
  await founded(suite);
  await registered(suite, ...households);
  await done(suite, `relief open-budget 1 --purpose LIVING --target 500,000 ${shown} --as rural`);
  await funded(suite, "rural", "100,000");
  await done(suite, "relief appropriate 1 --amount 60,000 --reference FY2026-1 --as rural");
  await done(suite, "relief appropriate 1 --amount 40,000 --reference FY2026-2 --as rural");
  await done(suite, `relief propose-project 1 --budget 90,000 --area 520112101 --plan ${EVIDENCE} --as songxi1`);
  await done(suite, `relief approve-project 1 ${shown} --as wudang1`);
  await done(suite, "relief allocate 1 --amount 80,000 --as rural");
}
