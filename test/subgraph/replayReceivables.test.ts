/** After the scenario the index holds what the contracts answer about receivables. */
import { receivablesBesideTheChain } from "./besideReceivables.ts";

describe("The index beside the chain: receivables", function () {
  this.timeout(300_000);
  receivablesBesideTheChain();
});
