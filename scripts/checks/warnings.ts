import { artifacts, buildOutput, type Report } from "./sources.ts";

/** The compiler has nothing to say about our sources. */
export function warnings(): Report {
  const builds = new Set(artifacts().map(({ buildInfoId }) => buildInfoId));
  const problems = new Set<string>();
  for (const id of builds) {
    for (const { severity, sourceLocation, formattedMessage } of buildOutput(id).errors ?? []) {
      if (severity !== "info" && !sourceLocation?.file.startsWith("npm/")) problems.add(formattedMessage.trim());
    }
  }
  return { problems: [...problems] };
}
