import { createHmac, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { parseCsv, toCsv } from "../shared/csv.ts";
import { WrongUsage } from "../shared/failures.ts";
import { counted } from "../shared/format.ts";
import { content } from "../shared/parse.ts";
import { calls } from "../shared/run.ts";

/** Key of a programme: 32 bytes, as 64 hexadecimal digits. It stays with whoever keeps the register. */
function keyIn(path: string, root: string, isNew: boolean): Buffer {
  const full = resolve(path);
  if (!relative(root, full).startsWith("..")) {
    throw new WrongUsage(
      `${path} lies in the project's own folder.`,
      "Keep the key elsewhere, where no repository has it.",
    );
  }
  if (isNew) {
    if (existsSync(full))
      throw new WrongUsage(`${path} is there already.`, "Leave out --new-key, or give another --key-file.");
    writeFileSync(full, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  }
  if (!existsSync(full))
    throw new WrongUsage(`There is no file ${path}.`, "Make the key with --new-key, once for a programme.");
  const text = readFileSync(full, "utf8").trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  throw new WrongUsage(`${path} holds no key.`, "A key is 64 hexadecimal digits; make one with --new-key.");
}

/** The same household written otherwise has the same commitment. */
const normalised = (text: string): string => text.normalize("NFKC").replace(/\s+/g, "").toUpperCase();

export default calls(({ args, hre }) => {
  const file = args.required("file", "a CSV file with the columns reference,identity");
  const out = args.required("out", "where the commitments are written");
  const key = keyIn(args.required("keyFile", "the programme's key"), hre.config.paths.root, args.flag("newKey"));
  const rows = parseCsv(content(file).toString("utf8"), ["reference", "identity"], [], file);
  const made = rows.map(({ line, values: { reference = "", identity = "" } }) => {
    if (normalised(identity) === "")
      throw new WrongUsage(`line ${line}: the identity is empty.`, "Give what tells this household from others.");
    return { reference, commitment: `0x${createHmac("sha256", key).update(normalised(identity)).digest("hex")}` };
  });
  const twice = made.find(
    ({ commitment }, index) => made.findIndex((each) => each.commitment === commitment) !== index,
  );
  if (twice !== undefined) {
    throw new WrongUsage(`${twice.reference} is in ${file} twice.`, "Leave one of them out.");
  }
  writeFileSync(out, toCsv(["reference", "commitment"], made));
  return Promise.resolve({
    json: { file: out, commitments: made.length },
    text: `${counted(made.length, "commitment")} in ${out}. Who has the key can tell whose they are; nobody else can.`,
  });
});
