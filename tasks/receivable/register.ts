import { createHash } from "node:crypto";
import { WrongUsage } from "../shared/failures.ts";
import { timeOf } from "../shared/format.ts";
import { digest } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { nextOf } from "./next.ts";
import { namedNote } from "./steps.ts";

export default writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { id, of, financing } = await namedNote(context);
  const number = args.text("number");
  const registration =
    number === undefined
      ? args.optional("registration", digest)
      : `0x${createHash("sha256").update(number, "utf8").digest("hex")}`;
  if (registration === undefined) {
    throw new WrongUsage(
      "The registration is missing.",
      "Give --number, of which the SHA-256 is taken here, or --registration with its digest.",
    );
  }
  const data = { receivable: of.id, note: id, registration };
  if (financing?.registration === registration && financing.factor === actor.participant) {
    return {
      already: `This registration of ${words.note(id)} stands since ${timeOf(financing.registeredAt)} already.`,
      data,
      next: await nextOf(context, id),
    };
  }
  return {
    contract: suite.receivableFinancing,
    method: "register",
    args: [id, registration],
    sentence: `${actor.name} records that the factoring of ${words.note(id)} is registered with the national registry.`,
    notes: [`Digest of its number: ${registration}`, "Its time is now: it ranks by that (Civil Code 768)."],
    data: () => data,
    next: () => nextOf(context, id),
  };
});
