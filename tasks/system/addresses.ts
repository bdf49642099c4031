import { toUtf8String } from "ethers";
import { contractNames, solidityName } from "../../deploy/contracts.ts";
import { grouped } from "../shared/format.ts";
import { reads } from "../shared/run.ts";
import { facts, table } from "../shared/table.ts";
import { nameOf } from "../shared/terms.ts";
import { textOf } from "../shared/words.ts";

export default reads(async ({ suite, dictionary, chain }) => {
  const { directory, deployBlock } = suite;
  const parts: {
    module: string;
    version: number;
    status: string;
    contract: string;
    address: string;
    /** Things of it from which somebody is yet owed something. */
    open: bigint;
  }[] = [];
  for (const key of await directory.modules()) {
    const module = textOf(key) ?? toUtf8String(key);
    for (const [index, { status }] of (await directory.versions(key)).entries()) {
      for (const { part: address, items: open } of await directory.openOf(key, index + 1)) {
        const contract = dictionary.contractAt(address) ?? "?";
        parts.push({ module, version: index + 1, status: nameOf("VersionStatus", status), contract, address, open });
      }
    }
  }
  const all = await Promise.all(
    contractNames.map(async (name) => ({ contract: solidityName(name), address: await suite[name].getAddress() })),
  );
  const authority = all.filter(({ address }) => parts.every((part) => part.address !== address));
  const text = [
    `Deployed on ${chain.network}, from block ${deployBlock} on.`,
    "",
    facts(authority.map(({ contract, address }) => [contract, address] as const)),
    "",
    table(parts, [
      { head: "module", cell: (row) => row.module },
      { head: "version", cell: (row) => `${row.version} ${row.status}` },
      { head: "part", cell: (row) => row.contract },
      { head: "open", cell: (row) => (row.open === 0n ? "" : grouped(row.open)), right: true },
      { head: "address", cell: (row) => row.address },
    ]),
  ].join("\n");
  const addresses = Object.fromEntries(all.map(({ contract, address }) => [contract, address]));
  return { json: { network: chain.network, deployBlock, addresses, modules: parts }, text };
});
