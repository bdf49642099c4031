/** What a request is refused with: a status, a sentence and a remedy. */
import type { FastifyError } from "fastify";
import { explain } from "../../tasks/shared/errors.ts";
import type { Context } from "../../tasks/shared/context.ts";
import { NetworkTrouble, Refused } from "../../tasks/shared/failures.ts";

export class Refusal extends Error {
  readonly status: number;
  readonly kind: string;
  readonly remedy: string;

  constructor(status: number, kind: string, sentence: string, remedy: string) {
    super(sentence);
    this.status = status;
    this.kind = kind;
    this.remedy = remedy;
  }
}

export const malformed = (sentence: string, remedy: string) => new Refusal(400, "Malformed", sentence, remedy);
export const unsigned = (kind: string, sentence: string, remedy: string) => new Refusal(401, kind, sentence, remedy);
export const notThere = (sentence: string, remedy: string) => new Refusal(404, "NotThere", sentence, remedy);

const PENDING = 1n;

/** What the contracts refuse is forbidden; what there is not, or not any more, has statuses of its own. */
function statusOf({ kind, details }: Refused): number {
  if (/^Data(?:Licence|Sale|Asset)Unknown$/.test(kind)) return 404;
  if (kind === "DataLicenceWrongStatus") return details.status === PENDING ? 403 : 410;
  return 403;
}

/** Whatever went wrong with a request. */
export async function refusalOf(error: unknown, context: Context): Promise<Refusal> {
  if (error instanceof Refusal) return error;
  const { validation, statusCode, message } = error as Partial<FastifyError>;
  if (validation !== undefined) return malformed(`This can't be meant: ${message}.`, "See the routes in docs/data.md.");
  if (statusCode !== undefined && statusCode < 500) {
    return new Refusal(statusCode, "Malformed", String(message), "See the routes in docs/data.md.");
  }
  const failure = await explain(error, context);
  if (failure instanceof Refused) return new Refusal(statusOf(failure), failure.kind, failure.message, failure.remedy);
  if (failure instanceof NetworkTrouble) {
    return new Refusal(503, failure.kind, failure.message, "Nothing was served. Ask again when the chain answers.");
  }
  return new Refusal(500, failure.kind, "The gateway failed.", "Its operator finds the reason in what it has written.");
}
