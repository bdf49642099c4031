/** Registration of data, and the rights in them. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hexlify } from "ethers";
import type { Actor } from "../shared/actor.ts";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { yuan } from "../shared/format.ts";
import { amount, date, digest, fileDigest, oneOf, parts } from "../shared/parse.ts";
import { participant as participantOf } from "../shared/resolve.ts";
import { writes } from "../shared/run.ts";
import { choices, nameOf, valueOf } from "../shared/terms.ts";
import {
  asset as assetOf,
  evidenceOf,
  fromEvent,
  licence as licenceOf,
  participantIn,
  reasonOf,
  rightIn,
  theAsset,
} from "./things.ts";

/** Percent with at most two decimals, in 1/10,000. */
export function share(text: string, label = "The share"): bigint {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?\s?%?$/.exec(text);
  if (match === null) {
    throw new WrongUsage(
      `${label} is "${text}", which is no share.`,
      "Give percent with at most two decimals, as in 12.5.",
    );
  }
  return BigInt(match[1] ?? "") * 100n + BigInt((match[2] ?? "").padEnd(2, "0"));
}

/** A digest, or that of a file: --schema or --schema-file. */
function documentIn({ args }: Context, name: string, what: string): string {
  const found = args.optional(`${name}File`, fileDigest) ?? args.optional(name, digest);
  if (found !== undefined) return found;
  throw new WrongUsage(
    `${what} is missing.`,
    `Give ${args.label(`${name}File`)}, or ${args.label(name)} with its digest.`,
  );
}

/** Who has contributed, and its share: shuju=10,kangning=2.5. */
async function contributorsIn(context: Context): Promise<{ participant: bigint; share: bigint }[]> {
  const text = context.args.text("contributors") ?? "";
  const found = await Promise.all(
    parts(text).map(async (part) => {
      const [name = "", percent, ...more] = part.split("=");
      if (percent === undefined || more.length > 0) {
        throw new WrongUsage(`A contributor is "${part}".`, "Give who and the percent, as in shuju=10.");
      }
      return {
        participant: await participantOf(context, name.trim(), "--contributors"),
        share: share(percent.trim(), `The share of ${name}`),
      };
    }),
  );
  // The register keeps them by number.
  return found.sort((a, b) => (a.participant < b.participant ? -1 : 1));
}

/** What it was made from: 1=3 is asset 1 under licence 3; 1 alone, whose processing right the registrant has. */
async function parentsIn(context: Context): Promise<{ asset: bigint; licence: bigint }[]> {
  const text = context.args.text("parents") ?? "";
  const found = await Promise.all(
    parts(text).map(async (part) => {
      const [asset = "", licence] = part.split("=");
      return {
        asset: await assetOf(context, asset.trim(), "--parents"),
        licence: licence === undefined ? 0n : await licenceOf(context, licence.trim(), "--parents"),
      };
    }),
  );
  return found.sort((a, b) => (a.asset < b.asset ? -1 : 1));
}

/** What is registered of data beside their content. */
export async function detailsIn(context: Context) {
  const { args } = context;
  return {
    schema: documentIn(context, "schema", "The schema"),
    source: documentIn(context, "source", "The statement of where the data come from"),
    volume: valueOf("Volume", args.parsed("volume", "how large it is, as in gigabytes", oneOf(choices("Volume")))),
    sensitivity: valueOf(
      "Sensitivity",
      args.parsed("sensitivity", "its class, as in general", oneOf(choices("Sensitivity"))),
    ),
    sharing: valueOf("Sharing", args.optional("sharing", oneOf(["None", ...choices("Sharing")] as const)) ?? "None"),
    shares: {
      holding: args.parsed("holding", "the holder's share in percent, as in 60", share),
      processing: args.optional("processing", share) ?? 0n,
      operation: args.optional("operation", share) ?? 0n,
      contributors: await contributorsIn(context),
    },
  };
}

const SALT = /^0x[0-9a-f]{64}$/i;

/** The salt of a seal: that of the file, or a new one that will be written there. */
function saltIn({ args }: Context): { salt: string; file: string; isNew: boolean } {
  const file = args.required("saltFile", "a file that keeps the salt between the two steps");
  if (!existsSync(file)) return { salt: hexlify(randomBytes(32)), file, isNew: true };
  const salt = readFileSync(file, "utf8").trim();
  if (SALT.test(salt)) return { salt, file, isNew: false };
  throw new WrongUsage(
    `${file} has no salt in it.`,
    "Give a file that this command has written, or a name that is free.",
  );
}

/** Seals first; the same command again, from the next block on, shows what was sealed. */
async function sealing(context: Context, actor: Actor, sealFor: (salt: string) => Promise<string>, what: string) {
  const { suite } = context;
  const { salt, file, isNew } = saltIn(context);
  const sealed = await sealFor(salt);
  if (!isNew && (await suite.dataRegistry.sealedIn(actor.participant, sealed)) !== 0n) return { salt };
  return {
    act: {
      contract: suite.dataRegistry,
      method: "seal",
      args: [sealed],
      sentence: `${actor.name} seals ${what}: until it is shown nobody can tell what it is, and then nobody can have copied it.`,
      prepare: () => writeFileSync(file, `${salt}\n`, { mode: 0o600 }),
      data: () => ({ sealed }),
      next: [`The same command again, which shows it. Keep ${file} until then.`],
    },
  };
}

export const register = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const { dataRegistry } = suite;
  const registration = {
    commitment: args.parsed("commitment", "the content's commitment (data commit-content)", digest),
    update: valueOf("Update", args.parsed("update", "static or dynamic", oneOf(choices("Update")))),
    number: args.required("number", "your own number for it"),
    details: await detailsIn(context),
    parents: await parentsIn(context),
  };
  const known = await dataRegistry.assetByCommitment(registration.commitment);
  if (
    known !== 0n &&
    (await dataRegistry.holderOf(known)) === actor.participant &&
    (await dataRegistry.isLive(known))
  ) {
    return {
      already: `${actor.name} has registered this as asset ${known}.`,
      data: { asset: known },
      next: [words.command(`data show ${known}`)],
    };
  }
  const sealed = await sealing(
    context,
    actor,
    (salt) => dataRegistry.sealOf(actor.participant, registration, salt),
    `the registration of ${registration.number}`,
  );
  if ("act" in sealed) return sealed.act;
  return {
    contract: dataRegistry,
    method: "register",
    args: [registration, sealed.salt],
    sentence: `${actor.name} registers its data ${registration.number}; all three rights begin with it.`,
    data: ([simulated], happened) => ({ asset: fromEvent(happened, "AssetRegistered", "asset") ?? simulated }),
    next: ({ happenings }) => [
      words.command(
        `data review ${String(fromEvent(happenings, "AssetRegistered", "asset"))} --evidence-file …`,
        "<certifier>",
      ),
    ],
  };
});

export const publishVersion = writes(async (context, actor) => {
  const { suite, args } = context;
  const asset = await theAsset(context);
  const commitment = args.parsed("commitment", "the content's commitment (data commit-content)", digest);
  const changed = evidenceOf(context);
  if ((await suite.dataRegistry.assetByCommitment(commitment)) === asset) {
    return { already: `this is a version of asset ${asset} already.`, data: { asset } };
  }
  const sealed = await sealing(
    context,
    actor,
    (salt) => suite.dataRegistry.versionSealOf(actor.participant, asset, commitment, changed, salt),
    `the next version of asset ${asset}`,
  );
  if ("act" in sealed) return sealed.act;
  return {
    contract: suite.dataRegistry,
    method: "publishVersion",
    args: [asset, commitment, changed, sealed.salt],
    sentence: `${actor.name} publishes the next version of asset ${asset}.`,
    data: ([simulated], happened) => ({
      asset,
      version: fromEvent(happened, "AssetVersionPublished", "version") ?? simulated,
    }),
  };
});

export const transferRight = writes(async (context, actor) => {
  const { suite, words, args } = context;
  const asset = await theAsset(context);
  const right = rightIn(context);
  const to = await participantIn(context, "to", "who takes it over");
  const price = args.optional("price", amount) ?? 0n;
  const name = nameOf("Right", right).toLowerCase();
  return {
    contract: suite.dataTransfers,
    method: "transferRight",
    args: [asset, right, to, price, args.optional("until", date) ?? 0n],
    sentence: `${actor.name} offers the ${name} right of asset ${asset} to ${await words.participant(to)}${price === 0n ? "" : ` for ${yuan(price)}`}.`,
    notes: ["Licences that were given go on, and bind the new holder (D-6)."],
    data: ([simulated], happened) => ({ request: fromEvent(happened, "RequestOpened", "request") ?? simulated }),
    next: async ({ happenings }) => [
      words.command(
        `data sign right/${String(fromEvent(happenings, "RequestOpened", "request"))}`,
        await words.handle(to),
      ),
    ],
  };
});

export const cancel = writes(async (context, actor) => {
  const asset = await theAsset(context);
  return {
    contract: context.suite.dataRegistry,
    method: "cancel",
    args: [asset, reasonOf(context)],
    sentence: `${actor.name} cancels the certificate of asset ${asset}.`,
    notes: ["Licences that were given go on to their end."],
  };
});
