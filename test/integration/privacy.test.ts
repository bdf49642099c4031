import { expect } from "chai";
import { Fragment, type ParamType } from "ethers";
import hre from "hardhat";
import { contractNames, solidityName } from "../../deploy/contracts.ts";

/**
 * Every place where words, or bytes of any length, can come on chain, and what they are. Numbers, days, digests, addresses and keys of 32
 * bytes say nothing of a person by themselves; a word could be a name. A new place must be entered here, with its reason.
 */
const PLACES: Record<string, string> = {
  "ParticipantRegistry name": "a legal entity's, as the public business register has it",
  "ParticipantRegistry application.name": "the same",
  "ParticipantRegistry signature": "proves that an account agrees",
  "Docket calls[].data": "calls of functions that are looked at here themselves",
  "Docket legalReference": "citation of a decision or judgment",
  "EvidenceRegistry uri": "where members find an encrypted document, by its content",
  "TradeRegistry document.number":
    "a trade document's number between two firms; few characters are allowed (NaturalKey)",
  "TradeRegistry reduction.number": "the same, of a correcting document",
  "TradeRegistry number": "the same",
  "ReliefOfficers name": "a division's, as the statistics office publishes it",
  "ReliefKeys rpId": "domain of the pages on which passkeys are used, by order",
  "ReliefKeys origin": "the same, with its scheme",
  "DataConsents rpId": "domain of the pages on which passkeys are used, by order",
  "DataConsents origin": "the same, with its scheme",
  "DataRegistry registration.number": "a registrant's own number for its data; few characters are allowed (NaturalKey)",
  "DataRegistry number": "the same",
  "DataCertification ca.signature": "a certificate authority's, over a certificate",
  "DataCertification signature": "the same",
  "PointsLedger data": "what ERC-1155 hands on to a receiver that is a contract; nothing here reads or keeps it",
  "PointsLedger value": "ERC-1155's event of a changed address of metadata, which never happens",
  "PointsRedemption signature": "a user's, over a redemption",
  "PointsExchange signature": "a user's, over an exchange or a transfer",
  "ReliefKeys fields": "what an act says, from a part to another: values of fixed size",
  "PointsLedger grants": "lines of a grant, from a part to another: values of fixed size",
};

/**
 * What a passkey's device and browser write around a digest that is signed: page, flags, counter, challenge. What else a sender puts there
 * is its own, and nothing reads it.
 */
const ASSERTION = /^(?:Relief|Data)\w+ [\w[\].]+\.(authenticatorData|clientDataJSON)$/;

/** Strings and bytes of any length among a fragment's parameters, by their paths. */
function wordsIn(parameter: ParamType, path: string): string[] {
  if (parameter.baseType === "array" && parameter.arrayChildren !== null) {
    return wordsIn(parameter.arrayChildren, `${path}[]`);
  }
  if (parameter.components !== null) {
    return parameter.components.flatMap((each) => wordsIn(each, `${path}.${each.name}`));
  }
  return parameter.type === "string" || parameter.type === "bytes" ? [path] : [];
}

async function wordsOf(contract: string): Promise<string[]> {
  const { abi } = await hre.artifacts.readArtifact(contract);
  return abi.flatMap((item: { type: string; stateMutability?: string }) => {
    const isWritten = item.type === "event" || (item.type === "function" && item.stateMutability === "nonpayable");
    if (!isWritten) return [];
    const fragment = Fragment.from(item);
    return fragment.inputs.flatMap((input) => wordsIn(input, `${contract} ${input.name}`));
  });
}

describe("What can be written on chain", () => {
  it("K-8: words come in at a few known places only, none of which is for a person", async () => {
    // OpenZeppelin's manager, apart: it writes labels of roles, by order.
    const contracts = contractNames.map(solidityName).filter((name) => name !== "AccessManager");
    const found = (await Promise.all(contracts.map(wordsOf))).flat();
    const places = found.filter((place) => !ASSERTION.test(place));
    expect([...new Set(places)].sort()).to.deep.equal(Object.keys(PLACES).sort());
  });
});
