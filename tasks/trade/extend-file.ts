import { listed } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { documentsIn, fileIn } from "./files.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const file = await fileIn(context);
  const { documents, names } = await documentsIn(context);
  const files = await Promise.all(documents.map((each) => suite.trade.fileOf(each)));
  const next = [words.command(`trade file ${file}`)];
  if (files.every((each) => each === file)) {
    return { already: `${listed(names)} are in trade file ${file} already.`, data: { file }, next };
  }
  return {
    contract: suite.trade,
    method: "extendFile",
    args: [file, documents],
    sentence: `${actor.name} puts ${listed(names)} into trade file ${file}.`,
    notes: ["A document is in one file only, and stays there."],
    data: () => ({ file, documents }),
    next,
  };
});
