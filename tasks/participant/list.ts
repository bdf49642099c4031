import { each } from "../shared/logs.ts";
import { oneOf } from "../shared/parse.ts";
import { allParticipants } from "../shared/resolve.ts";
import { reads } from "../shared/run.ts";
import { table } from "../shared/table.ts";
import { choices, nameOf } from "../shared/terms.ts";
import { seatHolders } from "./seats.ts";

export default reads(async (context) => {
  const { suite, words, args } = context;
  const standing = args.optional("standing", oneOf(choices("Standing")));
  const [all, seats, now] = await Promise.all([allParticipants(context), seatHolders(suite), context.now()]);
  const known = await each(all, async ({ id, info }) => {
    const { uscc } = await words.facts(id);
    const persona = words.personaAt(info.wallet);
    return {
      participant: id,
      persona: persona?.key ?? null,
      name: info.name,
      nameEn: persona?.nameEn ?? null,
      uscc,
      standing: nameOf("Standing", info.standing),
      isFrozen: info.frozenUntil >= now,
      size: nameOf("SizeClass", info.size),
      seats: seats.get(id) ?? [],
      wallet: info.wallet,
    };
  });
  const participants = known.filter(
    (row) => (standing === undefined || row.standing === standing) && (!args.flag("seats") || row.seats.length > 0),
  );
  const hasPersonas = participants.some(({ persona }) => persona !== null);
  const lines = table(participants, [
    { head: "id", cell: (row) => row.participant.toString(), right: true },
    ...(hasPersonas ? [{ head: "persona", cell: (row: (typeof participants)[number]) => row.persona ?? "" }] : []),
    { head: "name", cell: (row) => row.name },
    ...(hasPersonas ? [{ head: "", cell: (row: (typeof participants)[number]) => row.nameEn ?? "" }] : []),
    { head: "USCC", cell: (row) => row.uscc },
    { head: "standing", cell: (row) => `${row.standing}${row.isFrozen ? ", frozen" : ""}` },
    { head: "size", cell: (row) => row.size },
    { head: "seats", cell: (row) => row.seats.join(", ") },
  ]);
  return { json: { participants }, text: participants.length === 0 ? "No such participant." : lines };
});
