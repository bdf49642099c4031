import type { Args } from "../shared/args.ts";
import { WrongUsage } from "../shared/failures.ts";
import { digest, fileDigest } from "../shared/parse.ts";

/** The digest of the notice that --notice or --evidence stand for. */
export function noticeIn(args: Args): string {
  const evidence = args.optional("notice", fileDigest) ?? args.optional("evidence", digest);
  if (evidence !== undefined) return evidence;
  throw new WrongUsage("By which notice?", "Give --notice with its file, or --evidence with its digest.");
}
