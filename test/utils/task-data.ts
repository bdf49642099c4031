/** Data assets for the tests of tasks, made as a person would make them. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Suite } from "../../deploy/suite.ts";
import { foundedSuite } from "./suite.ts";
import { done } from "./tasks.ts";

/** A digest that stands for a document. */
export const DOCUMENT = `0x${"d".repeat(64)}`;
export const shown = `--evidence ${DOCUMENT}`;
export const because = `--reason ${DOCUMENT}`;

/** A new folder for what stays with its owner, and paths in it. */
export function folder() {
  const root = mkdtempSync(join(tmpdir(), "data-"));
  const path = (name: string) => join(root, name);
  return {
    path,
    file: (name: string, content: string | Uint8Array) => {
      writeFileSync(path(name), content);
      return path(name);
    },
  };
}

/** Money in somebody's wallet, and its leave for a part of the module to be paid with it. */
export async function funded(suite: Suite, who: string, amount: string, part: string): Promise<void> {
  await done(suite, `money issue --to ${who} --amount ${amount} --reference ${who}-${part}-${amount} --as clearing`);
  await done(suite, `money approve ${part} --amount ${amount} --as ${who}`);
}

export interface Draft {
  as?: string;
  number?: string;
  commitment?: string;
  /** Options beside the usual. */
  more?: string;
  sensitivity?: string;
}

/** What registers data; the same line seals first, and then shows. */
export function registration(at: ReturnType<typeof folder>, draft: Draft = {}): string {
  const { as = "yunlu", number = "YL-2026-1", sensitivity = "general", more = "--holding 60 --operation 40" } = draft;
  const { commitment = `0x${Buffer.from(number).toString("hex").padEnd(64, "0")}` } = draft;
  return `data register --number ${number} --update dynamic --commitment ${commitment} --schema ${DOCUMENT} --source ${DOCUMENT} --volume gigabytes --sensitivity ${sensitivity} ${more} --salt-file ${at.path(`${number}.salt`)} --as ${as}`;
}

/** Registered, reviewed, on notice and certified: some two weeks later. */
export async function certified(suite: Suite, at: ReturnType<typeof folder>, draft: Draft = {}): Promise<bigint> {
  await done(suite, registration(at, draft));
  await done(suite, registration(at, draft));
  const asset = await suite.dataRegistry.assetCount();
  await done(suite, `data review ${asset} ${shown} --as hub`);
  const { noticeEnds } = await suite.dataCertification.filingInfo(asset << 32n);
  await done(suite, `system time --to "${morningAfter(noticeEnds)}"`);
  await done(suite, `data certify ${asset} --as hub`);
  return asset;
}

/** Licence 1 of Yunlu's asset 1 is Shuju's: ¥2.00 a use, ten of them prepaid. */
export async function licensed(more = "", price = "") {
  const { suite } = await foundedSuite();
  const at = folder();
  await certified(suite, at);
  await done(
    suite,
    `data offer 1 --right processing --purposes traffic-planning --days 365 --price-per-use 2 ${price} ${more} --until 2026-12-31 ${shown} --as yunlu`,
  );
  await funded(suite, "shuju", "5,000", "DataRevenue");
  await done(suite, "data order 1 --as shuju");
  await done(suite, "data top-up 1 --amount 20.00 --as shuju");
  return { suite, at };
}

/** The first morning after a day of the contracts' counting, as it is typed. */
export const morningAfter = (day: bigint): string =>
  `${new Date((Number(day) + 1) * 86_400_000).toISOString().slice(0, 10)} 09:00`;
