/** The schema and the mappings, read as text: words equal to the contracts', nothing left out, nothing that can abort. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import hre from "hardhat";
import { contractNames, solidityName } from "../../deploy/contracts.ts";
import { restrictedFunctions, RESTRICTED } from "../../deploy/data/access.ts";
import { bitsOf, valuesOf } from "./solidity.ts";

const folder = fileURLToPath(new URL("../../subgraph/", import.meta.url));
const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const schemas = globSync("schema/*.graphql", { cwd: folder }).sort();
const schema = schemas.map(read).join("\n");
const sources = globSync("src/**/*.ts", { cwd: folder }).sort();
const manifest = read("subgraph.template.yaml");

/** Enums of the index's own; all others are Solidity's. */
const OWN = [
  "ActKind",
  "ProposalStatus",
  "PresentationOutcome",
  "MoneyFlowKind",
  "BillFlowKind",
  "Tenor",
  "FinancingEntryKind",
  "PaymentKind",
  "AsideStatus",
  "ReceivableFlowKind",
  "OfficerStep",
  "ReliefFlowKind",
  "DataRequestAct",
  "DataFlowKind",
  "PointsFlowKind",
];
/** The libraries of bits that enums name, from the lowest. */
const MARKS: Record<string, string> = {
  NoteMark: "Marks",
  AssetMark: "AssetMarks",
  PointsFlag: "ProgrammeFlags",
  StopReason: "Stops",
};
const RENAMED: Record<string, string> = {
  OrderStatus: "IDocket.Status",
  RequestStatus: "Requests.Status",
  ReliefRole: "ReliefTypes.Role",
  PledgeStatus: "IBillSecurity.PledgeStatus",
  ValuationMethod: "IDataValuation.Method",
  ValuationDisputeStatus: "IDataValuation.DisputeStatus",
  DataPledgeStatus: "IDataPledges.DataPledgeStatus",
};

/** Events that are not read, because others say the same. */
const UNREAD = [
  // The acts themselves tell who holds a bill, and whose wallet that is stands with the participant.
  "BillRegistry.Transfer",
  // ERC-721's, never emitted.
  "BillRegistry.Approval",
  "BillRegistry.ApprovalForAll",
  // ERC-5192's, the same for every holding.
  "BillRegistry.Locked",
  // As with bills.
  "ReceivableRegistry.Transfer",
  "ReceivableRegistry.Approval",
  "ReceivableRegistry.ApprovalForAll",
  "ReceivableRegistry.Locked",
  // ERC-7943's; MoneyFrozen, MoneyUnfrozen and MoneyForced say more.
  "SettlementToken.Frozen",
  "SettlementToken.ForcedTransfer",
  // ERC-5267's, never emitted.
  "ParticipantRegistry.EIP712DomainChanged",
  "SettlementToken.EIP712DomainChanged",
  "ReliefKeys.EIP712DomainChanged",
  "DataConsents.EIP712DomainChanged",
  // As with bills: certificates, and licences.
  "DataRegistry.Transfer",
  "DataRegistry.Approval",
  "DataRegistry.ApprovalForAll",
  "DataRegistry.Locked",
  "DataLicences.Transfer",
  "DataLicences.Approval",
  "DataLicences.ApprovalForAll",
  "DataLicences.Locked",
  // The acts themselves tell who has which points, of which month.
  "PointsLedger.TransferSingle",
  "PointsLedger.TransferBatch",
  // An operator's right, as with bills; what it does with it is told.
  "PointsLedger.ApprovalForAll",
  // ERC-1155's, never emitted.
  "PointsLedger.URI",
  "PointsExchange.EIP712DomainChanged",
  "PointsRedemption.EIP712DomainChanged",
];

/** Events that change what is known of a thing, and are no acts: the act has an event of its own. */
const NO_ACTS = [
  "BillStatusChanged",
  "HoldingCirculationChanged",
  "HoldingClosed",
  "RootStatusChanged",
  "RootProgressed",
  "NoteMarked",
  "NoteClosed",
  "NoteDivided",
  "DoorSet",
  "TransferReferenced",
  "ActAsserted",
  "HouseholdEntered",
  "HouseholdStatusChanged",
  "LotUsed",
  "LotRestored",
  "PayoutMoved",
  "AssetStatusChanged",
  "DetailsEntered",
  "DetailsFiled",
  "AssetMarked",
  "AssetFrozenUntil",
  "CaSignatureAttached",
  "MoneyTaken",
  "MoneyReleased",
  "PersonCredited",
  "PointsReturned",
  "ReservePaid",
  "ReserveDrawn",
  "ReserveExchanged",
  "FeesPaid",
  "AccountFrozenUntil",
  "CycleBegan",
  "CycleDebtAdded",
  "CycleDebtUndone",
];

function enumValues(name: string): string[] {
  const [, body = ""] = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(schema) ?? [];
  return body
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^\w+$/.test(line));
}

/** Names of the events of a contract of the suite. */
async function eventsOf(contract: string): Promise<string[]> {
  const { abi } = await hre.artifacts.readArtifact(contract);
  return (abi as { type: string; name?: string }[]).filter(({ type }) => type === "event").map(({ name = "" }) => name);
}

describe("The subgraph's sources", () => {
  it("G-1 every entity, field and value says what it is", () => {
    const undocumented = schemas.flatMap((path) => {
      const lines = read(path).split("\n");
      return lines
        .map((line, i) => ({ line, before: lines[i - 1] ?? "", place: `${path}:${i + 1}` }))
        .filter(({ line }) => /^(type|interface|enum) /.test(line) || /^ {2}\w/.test(line))
        .filter(({ before }) => !/^( {2})?("[^"]|""")/.test(before) && !before.endsWith('"""'))
        .map(({ place, line }) => `${place} ${line.trim()}`);
    });
    expect(undocumented.join("\n")).to.equal("");
  });

  it("G-1 enums have Solidity's values in Solidity's order", () => {
    const names = Array.from(schema.matchAll(/^enum (\w+)/gm), ([, name = ""]) => name);
    const mapped = read("src/store/enums.ts");
    for (const name of names.filter((each) => !OWN.includes(each))) {
      const marks = MARKS[name];
      const expected = marks === undefined ? valuesOf(RENAMED[name] ?? name) : bitsOf(marks);
      expect(enumValues(name), name).to.deep.equal(expected);
      const [, list = ""] = new RegExp(`export const ${name} = \\[([^\\]]*)\\]`).exec(mapped) ?? [];
      expect(
        Array.from(list.matchAll(/"(\w+)"/g), ([, value]) => value),
        name,
      ).to.deep.equal(expected);
    }
    expect(names).to.include.members(OWN);
  });

  it("G-1 every event of the suite is read, or stands in the list of those that say nothing new", async () => {
    const acts = new Set<string>();
    for (const contract of contractNames.map(solidityName)) {
      for (const event of await eventsOf(contract)) {
        const isRead = new RegExp(`abi: ${contract}\\b(?:(?!kind: ethereum\\n)[^])*?"${event}\\(`).test(manifest);
        expect(isRead, `${contract}.${event}`).to.equal(!UNREAD.includes(`${contract}.${event}`));
        if (isRead && !NO_ACTS.includes(event)) acts.add(event);
      }
    }
    expect(enumValues("ActKind")).to.have.members([...acts]);
  });

  it("G-1 every history entity is an act, never changes, and is written by its own kind alone", () => {
    const history = Array.from(schema.matchAll(/^type (\w+Event) ([^{]*)\{/gm), ([, name, head]) => ({ name, head }));
    expect(history).to.have.length(18);
    for (const { name, head } of history) {
      expect(head, name).to.equal("implements Act @entity(immutable: true) ");
    }
  });

  it("G-1 functions that orders call are known by name", () => {
    const [, list = ""] = /const SIGNATURES = \[([^]*?)\];/.exec(read("src/store/functions.ts")) ?? [];
    const known = Array.from(list.matchAll(/"([^"]+)"/g), ([, signature]) => signature);
    const restricted = restrictedFunctions.map(({ contract, name }) => {
      const byRole: Partial<Record<string, readonly string[]>> = RESTRICTED[contract];
      return Object.values(byRole)
        .flatMap((each) => each ?? [])
        .find((signature) => signature.startsWith(`${name}(`));
    });
    expect(new Set(known)).to.deep.equal(new Set(restricted));
  });

  it("G-5 no mapping takes for granted what an event does not say, or calls the chain", () => {
    const risky =
      /[\w)\]]!(?!=)|\bassert\(|\bchangetype\b|\.bind\(|\bcrypto\.(?!keccak256)|\bethereum\.call\b|\bjson\.|\bipfs\./;
    // The two functions that hold a number against its limit before they convert it.
    const narrowing = /\.to(I32|U32|I64|U64)\(\)/;
    const problems = sources.flatMap((path) =>
      read(path)
        .split("\n")
        .map((line, i) => ({ line: line.replace(/"[^"]*"|\/\/.*|\/?\*.*/g, ""), place: `${path}:${i + 1}` }))
        .filter(({ line }) => risky.test(line) || (narrowing.test(line) && basename(path) !== "values.ts"))
        .map(({ line, place }) => `${place} ${line.trim()}`),
    );
    expect(problems.join("\n")).to.equal("");
    expect(manifest).not.to.match(/callHandlers|blockHandlers|calls:/);
  });
});
