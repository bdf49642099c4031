/** What a person sees at the end: answers about the story, and what to try. */
import { inspect, styleText } from "node:util";
import type { Report } from "./report.ts";
import type { Summary } from "./sandbox.ts";

export function tellNext(report: Report, { graphql, answers }: Summary, seconds: number): void {
  for (const { query, answer } of answers) {
    report.line(`\n  ${styleText("bold", "graph-node's answer")} to subgraph/queries/${query}.graphql`);
    const text = inspect(answer, { depth: null, compact: 4, breakLength: 110 });
    for (const line of text.split("\n")) report.line(`    ${line}`);
  }
  report.line(`\nDone in ${seconds.toFixed(1)} s. GraphQL: ${graphql}`);
  report.line(`
Try a query, in a browser at the address above or as files in subgraph/queries:
  { bills { number status face holdings { holder { name } circulation } } }
  { receivables { number status face paid notes { tier holder { name } } } }
  { participants { name standing qualifications { key } } }
  { orders { number status legalReference proposer { name } approvals { participant { name } } } }

Try a task, in another terminal:
  npx hardhat bill show 1 --network localhost
  npx hardhat bill endorse 1 --to huaxi --as nanming --network localhost
  npx hardhat receivable tree 1 --network localhost
  npx hardhat relief trace 1/1 --network localhost
  npx hardhat data lineage 4 --network localhost
  npx hardhat points clearing --cycle 1 --network localhost
  npx hardhat order show 1 --network localhost
  npx hardhat system doctor --network localhost`);
}
