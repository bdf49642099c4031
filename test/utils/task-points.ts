/** The points alliance for the tests of tasks, made as persons would make it. */
import type { PersonaKey } from "../../deploy/data/personas.ts";
import { personaOf } from "../../deploy/data/personas.ts";
import type { Suite } from "../../deploy/suite.ts";
import { foundedSuite, networkHelpers } from "./suite.ts";
import { DOCUMENT, folder, funded } from "./task-data.ts";
import { done } from "./tasks.ts";

export const BASIS = `--basis ${DOCUMENT} --reference 'Council, 2026-1'`;
const COUNCIL = ["qianling", "guanshan", "baiyunling"];

/** Puts an order through: proposed, approved by those who vote, carried out, after days where the policy asks for them. */
export async function ordered(
  suite: Suite,
  what: string,
  by: readonly string[] = COUNCIL,
  until: string | undefined = undefined,
): Promise<void> {
  const [proposer = ""] = by;
  const { json } = await done(suite, `order propose ${what} ${BASIS} --as ${proposer} --json`);
  for (const voter of by) await done(suite, `order approve ${String(json.order)} --as ${voter}`);
  if (until !== undefined) await done(suite, `system time --to ${until}`);
  await done(suite, `order execute ${String(json.order)} --as ${proposer}`);
}

/** Puts an order through that changes the rules: with a regulator, and three days later. */
export const ruled = (suite: Suite, what: string, until: string): Promise<void> =>
  ordered(suite, what, [...COUNCIL, "market"], until);

const MEMBERS = ["baihuo", "zhixing", "qianyi", "linxun", "dianli"] as const satisfies readonly PersonaKey[];

/** An issuer's covered programme, with reserve and deposit. */
export const STORE =
  'points open-programme --name "Lincheng Stars" --value 10.00 --ratio 60 --rate 900 --months 6 --transferable --terms-file LICENSE --as baihuo';

/** Baihuo's Lincheng Stars are programme 2, with ¥5,000.00 in reserve; Zhixing, Qianyi, Linxun and Dianli are members. */
async function founded() {
  const { suite } = await foundedSuite();
  const ids = await Promise.all(MEMBERS.map((key) => suite.participants.participantOf(personaOf(key).wallet)));
  await ordered(suite, `--target PointsProgrammes --call '${ids.map((member) => `admitMember(${member})`).join(";")}'`);
  await done(suite, STORE);
  await funded(suite, "baihuo", "50,000", "PointsLedger");
  await done(suite, "money approve PointsClearing --amount 50,000 --as baihuo");
  await done(suite, "points add-reserve 2 --amount 5,000 --as baihuo");
  await done(suite, "points add-deposit --amount 10,000 --as baihuo");
  return { suite };
}

/** The alliance, and an empty folder. */
export async function allied() {
  const { suite } = await networkHelpers.loadFixture(founded);
  return { suite, at: folder() };
}

/** The address of a user of the development chain, as tasks tell it. */
export async function addressOf(suite: Suite, user: string): Promise<string> {
  const { json } = await done(suite, `points statement ${user} --json`);
  return String(json.account);
}
