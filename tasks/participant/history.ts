import { historyOf } from "../shared/history.ts";
import { participant } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";

export default reads(async (context) => {
  const { participants } = context.suite;
  const { filters } = participants;
  const id = await participant(context, context.args.required("participant", "a participant"));
  const logs = await context.events(async (first, last) =>
    (
      await Promise.all([
        participants.queryFilter(filters.ParticipantApplied(id), first, last),
        participants.queryFilter(filters.ParticipantStandingChanged(id), first, last),
        participants.queryFilter(filters.ParticipantFrozen(id), first, last),
        participants.queryFilter(filters.ParticipantUnfrozen(id), first, last),
        participants.queryFilter(filters.ParticipantWarned(id), first, last),
        participants.queryFilter(filters.WarningWithdrawn(id), first, last),
        participants.queryFilter(filters.AccountBound(id), first, last),
        participants.queryFilter(filters.AccountReleased(id), first, last),
        participants.queryFilter(filters.WalletChanged(id), first, last),
        participants.queryFilter(filters.QualificationGranted(id), first, last),
        participants.queryFilter(filters.QualificationRevoked(id), first, last),
        participants.queryFilter(filters.SeatGranted(id), first, last),
        participants.queryFilter(filters.SeatRevoked(id), first, last),
      ])
    ).flat(),
  );
  const view = await historyOf(context, await context.words.participant(id), logs);
  return { ...view, json: { participant: id, ...view.json } };
});
