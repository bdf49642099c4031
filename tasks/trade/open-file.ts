import { listed } from "../shared/format.ts";
import { writes } from "../shared/run.ts";
import { documentsIn } from "./files.ts";

export default writes(async (context, actor) => {
  const { suite, words } = context;
  const { documents, names } = await documentsIn(context);
  const files = await Promise.all(documents.map((each) => suite.trade.fileOf(each)));
  const [file = 0n] = files;
  if (file !== 0n && files.every((each) => each === file)) {
    const next = [words.command(`trade file ${file}`)];
    return { already: `${listed(names)} are in trade file ${file} already.`, data: { file }, next };
  }
  return {
    contract: suite.trade,
    method: "openFile",
    args: [documents],
    sentence: `${actor.name} opens a trade file over ${listed(names)}.`,
    notes: ["A document is in one file only, and stays there."],
    data: ([opened]) => ({ file: opened as bigint, documents }),
    next: ({ result: [opened] }) => [words.command(`trade file ${String(opened)}`)],
  };
});
