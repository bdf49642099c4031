/** Digests of documents, which a person gives as a file or as the digest itself. */
import type { Context } from "./context.ts";
import { WrongUsage } from "./failures.ts";
import { digest, fileDigest } from "./parse.ts";

/** The digest that an option gives, or the document that the option with "File" behind it names. */
export function digestOrNone({ args }: Context, name = "evidence", fileName = `${name}File`): string | undefined {
  return args.optional(fileName, fileDigest) ?? args.optional(name, digest);
}

/** @param what what it proves, as in "What proves the payment" */
export function digestGiven(context: Context, what: string, name = "evidence", fileName = `${name}File`): string {
  const given = digestOrNone(context, name, fileName);
  if (given !== undefined) return given;
  const { args } = context;
  throw new WrongUsage(
    `${what} is missing.`,
    `Give ${args.label(fileName)} with it, or ${args.label(name)} with its digest.`,
  );
}
