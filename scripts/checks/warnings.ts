import { artifacts, BUILD, buildOutput, TEST_BUILD, type Report } from "./sources.ts";

/** The compiler has nothing to say about our sources, tests included. */
export function warnings(): Report {
  const problems = new Set<string>();
  for (const folder of [BUILD, TEST_BUILD]) {
    for (const id of new Set(artifacts(folder).map(({ buildInfoId }) => buildInfoId))) {
      for (const { severity, sourceLocation, formattedMessage } of buildOutput(folder, id).errors ?? []) {
        if (severity !== "info" && (sourceLocation?.file ?? "project/").startsWith("project/"))
          problems.add(formattedMessage.trim());
      }
    }
  }
  return { problems: [...problems] };
}
