/** Review, public notice, objections and certification. */
import { type Result, ZeroHash } from "ethers";
import type { Context } from "../shared/context.ts";
import { WrongUsage } from "../shared/failures.ts";
import { dateOf } from "../shared/format.ts";
import { bytes, digest, oneOf, yesNo } from "../shared/parse.ts";
import { writes } from "../shared/run.ts";
import { choices, valueOf } from "../shared/terms.ts";
import { detailsIn } from "./registering.ts";
import {
  evidenceOf,
  filingHandle,
  fromEvent,
  onFiling,
  reasonOf,
  theAsset,
  theFiling,
  theObjection,
} from "./things.ts";

/** Files something on a certified asset; a certifier reviews it next. */
const filing = (method: "fileChange" | "fileCorrection" | "fileRenewal", what: string) =>
  writes(async (context, actor) => {
    const { suite, words } = context;
    const asset = await theAsset(context);
    const details = method === "fileRenewal" ? [] : [await detailsIn(context)];
    return {
      contract: suite.dataCertification,
      method,
      args: [asset, ...details, evidenceOf(context)],
      sentence: `${actor.name} files for ${what} of ${words.asset(asset)}.`,
      data: ([simulated], happened) => ({ filing: fromEvent(happened, "FilingSubmitted", "filing") ?? simulated }),
      next: ({ happenings }) => {
        const filed = BigInt(String(fromEvent(happenings, "FilingSubmitted", "filing")));
        return [words.command(`data review ${filingHandle(filed)} --evidence-file …`, "<certifier>")];
      },
    };
  });

export const fileChange = filing("fileChange", "a change");
export const fileCorrection = filing("fileCorrection", "a correction");
export const fileRenewal = filing("fileRenewal", "the renewal");

export const review = writes(async (context, actor) => {
  const { suite, words } = context;
  const id = await theFiling(context);
  return {
    contract: suite.dataCertification,
    method: "review",
    args: [id, evidenceOf(context)],
    sentence: `${actor.name} has reviewed the papers of ${onFiling(words, id)}.`,
    next: ({ happenings }) => {
      const ends = (fromEvent(happenings, "FilingReviewed", "noticeEnds") ?? 0n) as bigint;
      const when = ends === 0n ? "" : `After ${dateOf(ends)}: `;
      return [`${when}${words.command(`data certify ${filingHandle(id)}`, "<certifier>")}`];
    },
  };
});

/** The certifier's signature by a certificate authority, or none. */
function caSignatureIn({ args }: Context) {
  const algorithm = args.optional("caAlgorithm", oneOf(choices("SignatureAlgorithm")));
  if (algorithm === undefined) return { algorithm: 0n, certificate: ZeroHash, signature: "0x" };
  return {
    algorithm: valueOf("SignatureAlgorithm", algorithm),
    certificate: args.parsed("caCertificate", "the digest of the certificate", digest),
    signature: args.parsed("caSignature", "the signature, 0x and hexadecimal digits", bytes),
  };
}

/** What a change or correction would enter, as it was filed. */
async function filedDetails({ suite, events }: Context, id: bigint) {
  const { dataCertification } = suite;
  const [filed] = await events((first, last) =>
    dataCertification.queryFilter(dataCertification.filters.DetailsFiled(id), first, last),
  );
  if (filed === undefined) throw new WrongUsage(`Nothing was filed as ${filingHandle(id)}.`, "Give a change's filing.");
  return (filed.args.details as unknown as Result).toArray(true) as unknown[];
}

export const certify = writes(async (context, actor) => {
  const { suite, words } = context;
  const id = await theFiling(context);
  const { kind } = await suite.dataCertification.filingInfo(id);
  const hasDetails =
    kind === valueOf("RegistrationKind", "Change") || kind === valueOf("RegistrationKind", "Correction");
  const ca = caSignatureIn(context);
  return {
    contract: suite.dataCertification,
    method: hasDetails ? "certifyDetails" : "certify",
    args: hasDetails ? [id, await filedDetails(context, id), ca] : [id, ca],
    sentence: `${actor.name} certifies ${onFiling(words, id)}.`,
    notes:
      ca.algorithm === 0n
        ? []
        : ["The certificate authority's signature is recorded as it is, and not verified on chain."],
    next: [words.command(`data show ${id >> 32n}`)],
  };
});

export const refuseFiling = writes(async (context, actor) => {
  const id = await theFiling(context);
  return {
    contract: context.suite.dataCertification,
    method: "refuseFiling",
    args: [id, reasonOf(context)],
    sentence: `${actor.name} refuses ${onFiling(context.words, id)}.`,
  };
});

export const withdrawFiling = writes(async (context, actor) => {
  const id = await theFiling(context);
  return {
    contract: context.suite.dataCertification,
    method: "withdrawFiling",
    args: [id],
    sentence: `${actor.name} takes ${onFiling(context.words, id)} back.`,
  };
});

const nextForObjection = (context: Context, happenings: Parameters<typeof fromEvent>[0]): string[] => {
  const objection = String(fromEvent(happenings, "ObjectionRaised", "objection"));
  return [
    context.words.command(`data answer-objection ${objection} --evidence-file …`, "<applicant>"),
    context.words.command(`data decide-objection ${objection} --upheld … --evidence-file …`, "<certifier>"),
  ];
};

export const objectTo = writes(async (context, actor) => {
  const id = await theFiling(context);
  return {
    contract: context.suite.dataCertification,
    method: "objectTo",
    args: [id, evidenceOf(context)],
    sentence: `${actor.name} objects to ${onFiling(context.words, id)}: it is not certified before this is decided.`,
    data: ([simulated], happened) => ({ objection: fromEvent(happened, "ObjectionRaised", "objection") ?? simulated }),
    next: ({ happenings }) => nextForObjection(context, happenings),
  };
});

export const objectToCertificate = writes(async (context, actor) => {
  const asset = await theAsset(context);
  return {
    contract: context.suite.dataCertification,
    method: "objectToCertificate(uint32,bytes32)",
    args: [asset, evidenceOf(context)],
    sentence: `${actor.name} objects to the certificate of ${context.words.asset(asset)}.`,
    data: ([simulated], happened) => ({ objection: fromEvent(happened, "ObjectionRaised", "objection") ?? simulated }),
    next: ({ happenings }) => nextForObjection(context, happenings),
  };
});

export const answerObjection = writes(async (context, actor) => {
  const objection = await theObjection(context);
  return {
    contract: context.suite.dataCertification,
    method: "answerObjection",
    args: [objection, evidenceOf(context)],
    sentence: `${actor.name} answers objection ${objection}.`,
  };
});

export const decideObjection = writes(async (context, actor) => {
  const objection = await theObjection(context);
  const upheld = context.args.parsed("upheld", "yes or no", yesNo);
  return {
    contract: context.suite.dataCertification,
    method: "decideObjection",
    args: [objection, upheld, evidenceOf(context)],
    sentence: `${actor.name} ${upheld ? "upholds" : "dismisses"} objection ${objection}.`,
  };
});

export const withdrawObjection = writes(async (context, actor) => {
  const objection = await theObjection(context);
  return {
    contract: context.suite.dataCertification,
    method: "withdrawObjection",
    args: [objection],
    sentence: `${actor.name} takes objection ${objection} back.`,
  };
});

const standing = (method: "suspend" | "reinstate", sentence: string) =>
  writes(async (context, actor) => {
    const asset = await theAsset(context);
    return {
      contract: context.suite.dataCertification,
      method,
      args: [asset, reasonOf(context)],
      sentence: `${actor.name} ${sentence} ${context.words.asset(asset)}.`,
    };
  });

export const suspend = standing("suspend", "suspends the certificate of");
export const reinstate = standing("reinstate", "reinstates the certificate of");
