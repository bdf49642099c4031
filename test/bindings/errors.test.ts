import { expect } from "chai";
import { type ErrorFragment, getAddress, Interface } from "ethers";
import { BaseError, ContractFunctionRevertedError, RawContractError } from "viem";
import { suiteArtifacts } from "../../scripts/bindings/contracts.ts";
import { bindingsKit } from "../utils/bindings.ts";

interface Decoded {
  name: string;
  contract: string;
  args: Record<string, unknown>;
  text: string;
}

interface Errors {
  errors: Record<string, { name: string; contract: string }>;
  decodeError: (error: unknown) => Decoded | undefined;
  revertData: (error: unknown) => string | undefined;
}

const fragments = new Map<string, ErrorFragment>();
for (const { abi } of suiteArtifacts()) {
  new Interface(abi).forEachError((fragment) => fragments.set(fragment.selector, fragment));
}
const suiteErrors = new Interface([...fragments.values()]);

/** A value that tells its bytes apart, as ethers takes it. */
function sample(type: string): unknown {
  const [, base, size = ""] = /^([a-z]+)(\d*)$/.exec(type) ?? [];
  if (base === "bool") return true;
  if (base === "string") return '银票 <"’>';
  if (base === "address") return getAddress(`0x${"a1".repeat(20)}`);
  if (base === "uint") return 2n ** BigInt(size) - 2n;
  if (base === "int") return -(2n ** (BigInt(size) - 1n));
  return `0x${"b2".repeat(Number(size))}`;
}

/** As the decoder gives it. */
const expected = (value: unknown) =>
  typeof value === "string" && value.startsWith("0x") ? value.toLowerCase() : value;

describe("errors of the bindings", function () {
  let errors: Errors;

  before(async function () {
    errors = (await (await bindingsKit()).load("errors")) as Errors;
  });

  const notHolder = suiteErrors.encodeErrorResult("BillNotHolder", [4_294_967_297n, 3, 5]);

  it("are decoded, each that a contract of the suite can give", function () {
    expect(fragments.size).to.be.above(150);
    for (const fragment of fragments.values()) {
      const values = fragment.inputs.map(({ type }) => sample(type));
      const decoded = errors.decodeError(suiteErrors.encodeErrorResult(fragment, values));
      expect(decoded?.name).to.equal(fragment.name);
      expect(decoded?.args).to.deep.equal(
        Object.fromEntries(fragment.inputs.map(({ name }, index) => [name, expected(values[index])])),
      );
    }
  });

  it("say which contract or library declares them", function () {
    const declared = Object.values(errors.errors).map(({ name, contract }) => `${contract}.${name}`);
    expect(declared).to.include.members([
      "BillRegistry.BillNotHolder",
      "Requests.RequestLapsed",
      "AccessManaged.AccessManagedUnauthorized",
      "ParticipantRegistry.QualificationMissing",
    ]);
  });

  it("are shown with the names of what they hold", function () {
    const data = suiteErrors.encodeErrorResult("BillWrongPair", [4_294_967_297n, 4, 2, 16]);
    expect(errors.decodeError(data)).to.deep.equal({
      name: "BillWrongPair",
      contract: "BillRegistry",
      args: { holding: 4_294_967_297n, status: 4n, circulation: 2n, allowed: 16n },
      text: "BillWrongPair(holding: 4294967297, status: Matured, circulation: Circulating, allowed: 16)",
    });
  });

  it("are Solidity's own as well", function () {
    const builtIn = new Interface(["error Error(string message)", "error Panic(uint256 code)"]);
    const refused = errors.decodeError(builtIn.encodeErrorResult("Error", ["余额不足"]));
    expect(refused).to.include({ contract: "Solidity", text: "Error(message: 余额不足)" });
    expect(errors.decodeError(builtIn.encodeErrorResult("Panic", [0x11]))?.args).to.deep.equal({ code: 0x11n });
  });

  it("are found in what ethers throws", async function () {
    const { suite } = await bindingsKit();
    const thrown = await suite.participants.requireStanding.staticCall(999, 1).catch((error: unknown) => error);
    expect(errors.decodeError(thrown)).to.deep.include({ name: "ParticipantUnknown", args: { participant: 999n } });
  });

  it("are found in what viem throws, whether or not its ABI knows them", function () {
    const data = notHolder as `0x${string}`;
    const abi = [
      { type: "function", name: "endorse", inputs: [], outputs: [], stateMutability: "nonpayable" },
    ] as const;
    const reverted = new ContractFunctionRevertedError({ abi, data, functionName: "endorse" });
    expect(errors.decodeError(new BaseError("refused", { cause: reverted }))?.name).to.equal("BillNotHolder");
    const raw = new BaseError("refused", { cause: new RawContractError({ data: { data } }) });
    expect(errors.decodeError(raw)?.name).to.equal("BillNotHolder");
  });

  it("are found in the answers of nodes", function () {
    const answer = { code: 3, message: "execution reverted", data: { message: "reverted", data: notHolder } };
    expect(errors.revertData({ info: { error: answer } })).to.equal(notHolder);
  });

  it("are undefined where there are none", function () {
    for (const none of [undefined, null, 7, "0x", "0x12345678", "no data", new Error("offline"), { data: null }]) {
      expect(errors.decodeError(none)).to.equal(undefined);
    }
    const loop: { cause?: unknown } = {};
    loop.cause = loop;
    expect(errors.decodeError(loop)).to.equal(undefined);
  });

  it("are undefined where the data is cut short", function () {
    const text = suiteErrors.encodeErrorResult("NaturalKeyEmpty", ["HT-1"]);
    for (const data of [notHolder, text]) {
      for (let end = 10; end < data.length - 64; end += 32) {
        expect(errors.decodeError(data.slice(0, end)), data.slice(0, end)).to.equal(undefined);
      }
    }
  });
});
