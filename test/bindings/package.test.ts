import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { expect } from "chai";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root } from "../../scripts/checks/sources.ts";
import { type BindingsKit, bindingsKit, provide } from "../utils/bindings.ts";

interface Manifest {
  version: string;
  license: string;
  scripts?: object;
  dependencies?: object;
  exports: Record<string, unknown>;
}

const readManifest = (...path: string[]) => JSON.parse(readFileSync(join(...path, "package.json"), "utf8")) as Manifest;

/** What a bundler makes of a program in the project. */
async function bundled({ project }: BindingsKit, program: string): Promise<string> {
  const stdin = { contents: program, resolveDir: project };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", write: false });
  return outputFiles.map(({ text }) => text).join("");
}

/** The strictest settings; of libraries only what the programs use. */
const COMPILER = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--verbatimModuleSyntax"];

describe("N-1: the bindings as an integrator gets them", function () {
  let kit: BindingsKit;
  let installed: string;
  let manifest: Manifest;

  before(async function () {
    kit = await bindingsKit();
    installed = join(kit.project, "node_modules/@ropenet/bindings");
    manifest = readManifest(installed);
  });

  it("runs no scripts, brings no dependencies, and bears the repository's version and licence", function () {
    expect(manifest).to.not.have.any.keys("scripts", "dependencies", "bin", "gypfile");
    const { version, license } = readManifest(root);
    expect(manifest).to.include({ version, license });
    expect(readFileSync(join(installed, "LICENSE"), "utf8")).to.equal(readFileSync(join(root, "LICENSE"), "utf8"));
  });

  it("is clean to publint", async function () {
    const { messages, pkg } = await publint({ pack: { tarball: readFileSync(kit.tarball).buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).to.deep.equal([]);
  });

  it("has types that resolve under Node and bundlers, by attw", async function () {
    const analysis = await checkPackage(createPackageFromTarballData(readFileSync(kit.tarball)));
    if (analysis.types === false) throw new Error("attw finds no types.");
    // Neither node10, which knows no exports, nor require() of a package of ES modules is promised.
    const promised = ["node16-esm", "bundler"] as const;
    for (const [subpath, { resolutions }] of Object.entries(analysis.entrypoints)) {
      for (const kind of promised) expect(resolutions[kind].resolution, `${subpath}, ${kind}`).to.exist;
    }
    const problems = analysis.problems.filter(
      (problem) => !("resolutionKind" in problem) || promised.some((kind) => kind === problem.resolutionKind),
    );
    expect(problems).to.deep.equal([]);
  });

  it("needs no library, but for the classes of ethers and the curve of deliveries", async function () {
    const needing = ["./ethers", "./delivery", "./package.json"];
    const free = Object.keys(manifest.exports).filter((each) => !needing.includes(each));
    const program = free.map((each) => `await import("${each.replace(".", "@ropenet/bindings")}");`).join(" ");
    await kit.run(process.execPath, "--input-type=module", "--eval", program);
  });

  it("delivers with the curve's library alone", async function () {
    provide(kit, "@noble/curves", "@noble/hashes");
    const program =
      'import { newOrderKey } from "@ropenet/bindings/delivery"; console.log(typeof newOrderKey().secret);';
    expect(await kit.run(process.execPath, "--input-type=module", "--eval", program)).to.equal("bigint\n");
  });

  it("lets a bundler take one ABI and leave the others", async function () {
    const text = await bundled(kit, 'export { billPaymentAbi } from "@ropenet/bindings/abi";');
    const abi = readFileSync(join(installed, "dist/generated/abi/BillPayment.js"), "utf8");
    expect(text).to.include("closeUnanswered").and.not.include("DocumentRegistered");
    expect(text.length).to.be.below(abi.length * 2);
  });

  it("lets a bundler take one word, one helper, one signed act and leave all others", async function () {
    const take = [
      'export { BillStatus } from "@ropenet/bindings/words";',
      'export { yuan } from "@ropenet/bindings/values";',
      'export { permit } from "@ropenet/bindings/eip712";',
      'export { revertData } from "@ropenet/bindings/errors";',
    ];
    const text = await bundled(kit, take.join(" "));
    expect(text).to.include("Matured").and.include("Permit");
    for (const other of ["Circulating", "no date", "Consent", "BillNotHolder"]) expect(text).to.not.include(other);
  });

  describe("beside TypeScript, ethers and viem", function () {
    before(function () {
      provide(kit, "typescript", "@types/node", "ethers", "viem");
    });

    // With the libraries' own types checked once, which takes longest.
    for (const [module, resolution, ...more] of [
      ["nodenext", "nodenext"],
      ["esnext", "bundler", "--skipLibCheck"],
    ] as const) {
      it(`type-checks, resolved as by ${resolution}`, async function () {
        const how = ["--noEmit", "--target", "es2024", "--module", module, "--moduleResolution", resolution, ...more];
        const programs = ["examples/ethers.mts", "examples/viem.mts"];
        const compiler = join(kit.project, "node_modules/typescript/lib/tsc.js");
        await kit.run(process.execPath, compiler, ...how, ...COMPILER, "--types", "node", ...programs);
      });
    }

    for (const library of ["ethers", "viem"]) {
      it(`draws, accepts and endorses a bill with ${library}`, async function () {
        const output = await kit.run(process.execPath, `examples/${library}.mts`);
        const { billRegistry, participants } = kit.suite;
        const bill = await billRegistry.billCount();
        const { number, face } = await billRegistry.billInfo(bill);
        expect(output).to.include(
          `Bill ${number} over ¥${library === "ethers" ? "1" : "2"}0,000.00: Delivered, Circulating`,
        );
        expect(face).to.equal(library === "ethers" ? 1_000_000n : 2_000_000n);

        const { isBillNumber, holdingId } = (await kit.load(
          "values",
        )) as typeof import("../../bindings/src/values/index.ts");
        expect(isBillNumber(String(number))).to.equal(true);
        const { holder } = await billRegistry.holdingInfo(holdingId(bill));
        const { name } = await participants.participantInfo(holder);
        expect(name).to.equal("花溪弹簧有限公司");
        expect(output).to.match(/^Refused: BillNotHolder\(holding: \d+, caller: \d+, holder: \d+\)\.$/m);
      });
    }
  });
});
