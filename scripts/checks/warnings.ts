import { artifacts, BUILD, buildOutput, TEST_BUILD, type Report } from "./sources.ts";

/** "Contract code size" and "initcode size" above what a chain takes: tests are never deployed on one, and sizes.ts measures what is. */
const SIZE_WARNINGS = ["5574", "3860"];

/** The compiler has nothing to say about our sources, tests included. */
export function warnings(): Report {
  const problems = new Set<string>();
  for (const folder of [BUILD, TEST_BUILD]) {
    // A compilation is kept while any artifact comes from it, and may know older versions of other sources.
    const latest = new Map(artifacts(folder).map(({ inputSourceName, buildInfoId }) => [inputSourceName, buildInfoId]));
    for (const id of new Set(latest.values())) {
      for (const { severity, errorCode, sourceLocation, formattedMessage } of buildOutput(folder, id).errors ?? []) {
        const source = sourceLocation?.file ?? "project/";
        const isOurs = source.startsWith("project/") && (latest.get(source) ?? id) === id;
        if (source.startsWith("project/test/") && SIZE_WARNINGS.includes(errorCode)) continue;
        if (isOurs && severity !== "info") problems.add(formattedMessage.trim());
      }
    }
  }
  return { problems: [...problems] };
}
