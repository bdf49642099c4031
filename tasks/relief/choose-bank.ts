import { writes } from "../shared/run.ts";
import { ACTS, signed } from "./signing.ts";
import { participantIn, theHousehold } from "./steps.ts";

export default writes(async (context) => {
  const { suite, words } = context;
  const household = await theHousehold(context);
  const bank = await participantIn(context, "bank", "the payout bank");
  const { bank: before } = await suite.reliefHouseholds.householdInfo(household);
  const name = await words.participant(bank);
  if (bank === before) return { already: `${words.household(household)} is paid through ${name} already.` };
  const assertion = await signed(context, ACTS.ChooseBank, household, { bank });
  return {
    contract: suite.reliefHouseholds,
    method: "chooseBank",
    args: [household, bank, assertion],
    sentence: `${words.household(household)} chooses ${name} to be paid through.`,
    changes: [{ what: "payout bank", from: await words.participant(before), to: name }],
  };
});
