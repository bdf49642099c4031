/** Trade files (四流合一): documents of one trade. */
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { parts, whole } from "../shared/parse.ts";
import { subject as subjectOf } from "../shared/resolve.ts";
import { DOCUMENT_KINDS } from "./documents.ts";

/** The documents that --documents names. */
export async function documentsIn(context: Context): Promise<{ documents: string[]; names: string[] }> {
  const named = parts(context.args.required("documents", "documents, separated by commas"));
  const documents = [];
  for (const each of named) documents.push(await subjectOf(context, each, "--documents"));
  const names = await Promise.all(documents.map((each) => context.words.subject(each)));
  return { documents, names };
}

/** The file that was named. */
export async function fileIn({ suite, words, args }: Context): Promise<bigint> {
  const file = whole(args.required("file", "its number"), "The trade file");
  const count = await suite.trade.fileCount();
  if (file > 0n && file <= count) return file;
  const known = count === 0n ? "None has been opened yet." : `They are numbered 1 to ${count}.`;
  throw new WrongUsage(`There is no trade file ${file}.`, `${known} See ${words.command("trade open-file --help")}.`);
}

/** What a file shows now. */
export async function fileOf({ suite, words }: Context, file: bigint) {
  const [state, documents] = await Promise.all([suite.trade.fileState(file), suite.trade.documentsOf(file)]);
  const { seller, buyer, present, agree, amounts } = state;
  const flows = DOCUMENT_KINDS.map((kind, place) => ({ kind, amount: amounts[place] ?? 0n }));
  return {
    file,
    seller: await words.participant(seller),
    buyer: await words.participant(buyer),
    flows,
    isComplete: present === 0b1111n,
    agree,
    documents: await Promise.all(
      documents.map(async (subject) => {
        const { face } = await suite.trade.subjectInfo(subject);
        return { subject, name: await words.subject(subject), face };
      }),
    ),
  };
}
