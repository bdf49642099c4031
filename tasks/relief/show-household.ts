import { dateOf } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { areaCode, pairHandle } from "../shared/words.ts";
import { theHousehold } from "./steps.ts";

export default reads(async (context) => {
  const { suite, words } = context;
  const household = await theHousehold(context);
  const [info, status, procedure, nonce] = await Promise.all([
    suite.reliefHouseholds.householdInfo(household),
    suite.reliefHouseholds.statusOf(household),
    suite.reliefReviews.procedureOf(household),
    suite.reliefKeys.nonceOf(household),
  ]);
  const steps = {
    proposed: procedure.proposedBy,
    reviewed: procedure.reviewedBy,
    published: procedure.publishedBy,
    endorsed: procedure.endorsedBy,
    registered: procedure.decidedBy,
    "exit proposed": procedure.exitProposedBy,
    "exit published": procedure.exitPublishedBy,
    "exit approved": procedure.exitDecidedBy,
  };
  const keys = await Promise.all([0, 1].map((key) => suite.reliefKeys.keyOf(household, key)));
  const keysBound = keys.filter(({ x, y }) => BigInt(x) !== 0n || BigInt(y) !== 0n).length;
  const document = {
    household: pairHandle(household),
    status: nameOf("HouseholdStatus", status),
    area: areaCode(info.area),
    bank: await words.participant(info.bank),
    commitment: info.commitment,
    closedOn: info.closedOn === 0n ? null : dateOf(info.closedOn),
    noticeEnd: procedure.noticeEnd === 0n ? null : dateOf(procedure.noticeEnd),
    openObjections: procedure.openObjections,
    keys: keysBound,
    nonce,
    steps,
  };
  return {
    json: document,
    text: facts([
      ["status", document.status],
      ["village", document.area],
      ["payout bank", document.bank],
      ["commitment", document.commitment],
      ["passkeys", `${keysBound}, next number ${nonce}`],
      ["notice until", document.noticeEnd ?? "–"],
      ["open objections", document.openObjections.toString()],
      ...(document.closedOn === null ? [] : [["ended on", document.closedOn] as [string, string]]),
      ...Object.entries(steps)
        .filter(([, officer]) => officer !== 0n)
        .map(([step, officer]): [string, string] => [step, `officer ${officer}`]),
    ]),
  };
});
