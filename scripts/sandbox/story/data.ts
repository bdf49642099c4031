/** Data become assets: registered, sold and delivered, derived from, used with a person's consent, shared between departments. */
import { id, keccak256, solidityPacked, ZeroHash } from "ethers";
import { type Bytes, decryptChunk, keyDigestOf, newContentKey, unwrapKey } from "../../../bindings/src/delivery.ts";
import type { Hex } from "../../../bindings/src/hex.ts";
import { makePasskey } from "../../../tasks/shared/authenticator.ts";
import { dayOf, plusDays, yuan } from "../format.ts";
import {
  certify,
  commit,
  consented,
  contentOf,
  offer,
  order,
  postKey,
  provide,
  purpose,
  purposeSet,
  register,
  review,
} from "./dataDesk.ts";
import { document } from "./reliefDesk.ts";
import type { Scene, Stage } from "./stage.ts";

const FEED = "traffic feed";
const MODEL = "congestion forecast";
const RECORDS = "clinic records";
const BUSES = "bus positions";
const FEED_PRICE = 2_000_000n;
const MODEL_PRICE = 100_003n;
const USE = 500n;
const TO_PERSON = 200n;
const GUIYANG = 520_100n;

const whole = { holding: 10_000n, processing: 0n, operation: 0n, contributors: [] };

export const certificates: Scene = {
  title: "Data are registered, and on public notice",
  steps: [
    {
      says: "Yunlu Traffic Data registers its feed of traffic: a commitment to the content, sealed in one block and shown in a later one, so that nobody registers what it has seen in another's transaction. The content stays at home.",
      does: (stage) => register(stage, "yunlu", FEED, { sensitivity: "General", shares: whole }),
    },
    {
      says: "Kangning Hospital registers its clinic records, sensitive personal data; the Transport Bureau its buses' positions, government data that are shared on condition.",
      does: async (stage) => {
        await register(stage, "kangning", RECORDS, { sensitivity: "SensitivePersonal", shares: whole });
        await register(stage, "transport", BUSES, { sensitivity: "General", sharing: "Conditional", shares: whole });
      },
    },
    {
      says: "Shuju Analytics shows the same feed as its own. Refused: one commitment, one live certificate.",
      does: async (stage) => {
        const { dataRegistry } = stage.suite;
        const thief = stage.as("shuju", dataRegistry);
        const copy = {
          commitment: contentOf(FEED).commitment,
          update: 1n,
          number: "MINE-1",
          details: {
            schema: document("a schema"),
            source: document("a source"),
            volume: 2n,
            sensitivity: 1n,
            sharing: 0n,
            shares: whole,
          },
          parents: [],
        };
        await stage.done(thief.seal(await dataRegistry.sealOf(await stage.participant("shuju"), copy, ZeroHash)));
        await stage.refused(
          () => thief.register.staticCall(copy, ZeroHash, { blockTag: "pending" }),
          dataRegistry,
          "DataAssetCommitmentTaken",
        );
      },
    },
    {
      says: "The Data Registration Centre reviews the papers of all three. They are on public notice for ten business days, in which anyone may object.",
      does: async (stage) => {
        for (const name of [FEED, RECORDS, BUSES]) await review(stage, name);
      },
    },
  ],
};

/** The buyer opens what was posted, and holds it against the certificate. */
async function opens(
  stage: Stage,
  delivered: { secret: bigint; ciphertext: readonly Bytes[]; name: string; sale: bigint },
) {
  const { secret, ciphertext, name, sale } = delivered;
  const { dataSales } = stage.suite;
  const { ephemeral, wrapped, keyDigest } = await dataSales.saleInfo(sale);
  const { chainId } = await stage.connection.ethers.provider.getNetwork();
  const place = { chainId, sales: await dataSales.getAddress(), sale };
  const key = unwrapKey({ ephemeral: { x: ephemeral.x, y: ephemeral.y }, wrapped: wrapped as Hex }, secret, place);
  if (keyDigestOf(key) !== keyDigest) throw new Error("The posted key is another than the committed one.");
  const parts = await Promise.all(ciphertext.map((chunk, index) => decryptChunk(key, index, chunk)));
  const { chunks } = contentOf(name);
  if (!parts.every(({ content }, index) => Buffer.from(content).equals(Buffer.from(chunks[index] ?? [])))) {
    throw new Error("What was delivered is not what was registered.");
  }
}

export const feed: Scene = {
  title: "A feed is certified, sold and delivered",
  movesTime: true,
  steps: [
    {
      says: "Nobody has objected: the Data Registration Centre certifies all three, for three years.",
      does: async (stage) => {
        for (const name of [FEED, RECORDS, BUSES]) await certify(stage, name);
      },
    },
    {
      says: `Yunlu offers licences to process the feed for ${yuan(FEED_PRICE)}, content delivered; of what a licensee earns with data made from it, 12.5 % come back. Shuju takes the offer: its money waits in the purse.`,
      does: async (stage) => {
        await provide(stage, "shuju", FEED_PRICE);
        const made = await offer(stage, "yunlu", FEED, {
          price: FEED_PRICE,
          royalty: 1_250n,
          derivable: true,
          delivery: true,
          purposes: purposeSet("TRAFFIC_PLANNING", "LOGISTICS", "MODEL_TRAINING"),
        });
        stage.remember("feed offer", made);
        const { sale, licence, key } = await order(stage, "shuju", made);
        stage.remember("feed licence", licence);
        const { key: contentKey, ciphertext } = await commit(stage, "yunlu", "shuju", FEED, sale);
        await postKey(stage, "yunlu", sale, contentKey);
        await opens(stage, { secret: key.secret, ciphertext, name: FEED, sale });
        stage.remember("feed sale", sale);
      },
    },
    {
      says: "Yunlu has committed to the ciphertext and its key, Shuju has confirmed the ciphertext, the key has come through the chain, wrapped to Shuju's key for this order. It opens to what is registered; Shuju accepts, and Yunlu has its money.",
      does: async (stage) => {
        await stage.done(stage.as("shuju", stage.suite.dataSales).accept(stage.recall("feed sale")));
        const { dataRevenue } = stage.suite;
        await stage.done(stage.as("yunlu", dataRevenue).claimFor(await stage.participant("yunlu")));
      },
    },
    {
      says: "Shuju makes a forecast of congestion from it, and registers that with its parent and the licence that allows it. 60 % of its revenue are its own, 25 % go to Kangning's and 15 % to Qianling's engineers.",
      does: async (stage) => {
        const contributors = await Promise.all(
          [
            { who: "kangning" as const, share: 2_500n },
            { who: "qianling" as const, share: 1_500n },
          ].map(async ({ who, share }) => ({ participant: await stage.participant(who), share })),
        );
        contributors.sort((a, b) => Number(a.participant - b.participant));
        await register(stage, "shuju", MODEL, {
          sensitivity: "General",
          shares: { holding: 6_000n, processing: 0n, operation: 0n, contributors },
          parents: [{ asset: stage.recall(FEED), licence: stage.recall("feed licence") }],
        });
        await review(stage, MODEL);
      },
    },
  ],
};

/** Weeks later: what was on notice can be certified. */
export const forecast: Scene = {
  title: "What was made from the feed earns for all who share in it",
  movesTime: true,
  steps: [
    {
      says: `The forecast is certified. Guanshan Bank licenses it for ${yuan(MODEL_PRICE)}: ¥125.00 of royalty for the feed, and the rest to the fen, ¥525.03, ¥218.75 and ¥131.25. What rounding leaves over goes to the holder.`,
      does: async (stage) => {
        await certify(stage, MODEL);
        await provide(stage, "guanshan", MODEL_PRICE);
        const made = await offer(stage, "shuju", MODEL, {
          price: MODEL_PRICE,
          purposes: purposeSet("TRAFFIC_PLANNING", "RISK_CONTROL"),
        });
        const { licence } = await order(stage, "guanshan", made);
        stage.remember("forecast licence", licence);
        const { dataRevenue } = stage.suite;
        const owed = await dataRevenue.owedTo(await stage.participant("kangning"));
        const waiting = await dataRevenue.waitingAt(stage.recall(FEED));
        if (owed !== 21_875n || waiting !== 12_500n) throw new Error(`Split otherwise: ${owed}, ${waiting}.`);
        await stage.done(stage.as("yunlu", dataRevenue).passOn(stage.recall(FEED)));
      },
    },
    {
      says: "The bank uses it. Shuju, which serves it, records three uses by their digests. One for marketing. Refused: the licence has other purposes.",
      does: async (stage) => {
        const { dataLicences } = stage.suite;
        const meter = stage.as("shuju", dataLicences);
        const licence = stage.recall("forecast licence");
        for (const number of [1n, 2n, 3n]) {
          await stage.done(meter.recordUse(licence, number, purpose("RISK_CONTROL"), 0n, id(`use ${number}, salted`)));
        }
        await stage.refused(
          () => meter.recordUse.staticCall(licence, 4n, purpose("MARKETING"), 0n, id("use 4, salted")),
          dataLicences,
          "DataLicencePurposeOutside",
        );
      },
    },
  ],
};

export const wrongKey: Scene = {
  title: "A wrong key, shown on chain",
  movesTime: true,
  steps: [
    {
      says: `Luban Construction buys the feed too, for ${yuan(FEED_PRICE)}. What Yunlu posts is not the key that it has committed to.`,
      does: async (stage) => {
        await provide(stage, "luban", FEED_PRICE);
        const { sale, key } = await order(stage, "luban", stage.recall("feed offer"));
        await commit(stage, "yunlu", "luban", FEED, sale);
        await postKey(stage, "yunlu", sale, newContentKey());
        stage.remember("wrong sale", sale);
        stage.remember("order secret", key.secret);
      },
    },
    {
      says: "Luban reveals the secret of its key for this order, good for nothing else. The chain computes that the posted key is wrong, and gives the money back at once.",
      does: async (stage) => {
        const { dataSales } = stage.suite;
        const act = stage
          .as("luban", dataSales)
          .proveWrongKey(stage.recall("wrong sale"), stage.recall("order secret"));
        const { refunded = 0n } = await stage.done(act, dataSales, "SaleRefunded");
        if (refunded !== FEED_PRICE) throw new Error(`${refunded} were refunded.`);
      },
    },
    {
      says: "In Shuju's purchase the key was right. Shuju wants its money back all the same. Refused: that purchase is over.",
      does: async (stage) => {
        const { dataSales } = stage.suite;
        await stage.refused(
          () => stage.as("shuju", dataSales).proveWrongKey.staticCall(stage.recall("feed sale"), 1n),
          dataSales,
          "DataSaleWrongStatus",
        );
      },
    },
  ],
};

export const consent: Scene = {
  title: "A person consents, is paid, and withdraws",
  movesTime: true,
  steps: [
    {
      says: `Kangning Hospital offers its records for research within Guiyang, served and metered, ${yuan(USE)} a use, of which ${yuan(TO_PERSON)} go to the person. Shuju takes a licence and prepays ten uses.`,
      does: async (stage) => {
        await provide(stage, "shuju", 10n * USE);
        const made = await offer(stage, "kangning", RECORDS, {
          pricePerUse: USE,
          personPay: TO_PERSON,
          territory: GUIYANG,
          purposes: purposeSet("RESEARCH"),
        });
        const { licence } = await order(stage, "shuju", made);
        await stage.done(stage.as("shuju", stage.suite.dataLicences).topUp(licence, 10n * USE));
        stage.remember("records licence", licence);
      },
    },
    {
      says: "A patient becomes known by a salted commitment and a passkey, and consents to research by Shuju on these records. Anyone may send it; only the patient's finger signs it.",
      does: async (stage) => {
        const { dataConsents } = stage.suite;
        const { x, y } = makePasskey("data patient").publicKey;
        const commitment = keccak256(
          solidityPacked(["string", "bytes32", "bytes32", "bytes32"], ["number 17", x, y, id("salt of the patient")]),
        );
        const enrolment = await consented(stage, "patient", 0n, "Enrol", { commitment, keyX: x, keyY: y });
        const act = stage.as("kangning", dataConsents).enrol(commitment, { x, y }, enrolment);
        const { person = 0n } = await stage.done(act, dataConsents, "PersonEnrolled");
        stage.remember("patient", person);
        const scope = {
          asset: stage.recall(RECORDS),
          sensitivity: 0n,
          purpose: purpose("RESEARCH"),
          recipient: await stage.participant("shuju"),
        };
        const until = dayOf(plusDays(await stage.today(), 90));
        const assertion = await consented(stage, "patient", person, "GiveConsent", { ...scope, until });
        await stage.done(stage.as("kangning", dataConsents).give(person, scope, until, assertion));
      },
    },
    {
      says: `Two uses are recorded; ${yuan(2n * TO_PERSON)} wait for the patient.`,
      does: async (stage) => {
        const { dataLicences, dataRevenue } = stage.suite;
        const meter = stage.as("kangning", dataLicences);
        for (const number of [1n, 2n]) {
          const digest = id(`use ${number} of the records, salted`);
          await stage.done(
            meter.recordUse(
              stage.recall("records licence"),
              number,
              purpose("RESEARCH"),
              stage.recall("patient"),
              digest,
            ),
          );
        }
        const owed = await dataRevenue.owedToPerson(stage.recall("patient"));
        if (owed !== 2n * TO_PERSON) throw new Error(`${owed} wait for the patient.`);
      },
    },
    {
      says: "The patient withdraws the consent. The next use, a block later, is refused. Refused: there is no consent.",
      does: async (stage) => {
        const { dataConsents, dataLicences } = stage.suite;
        const person = stage.recall("patient");
        const scope = {
          asset: stage.recall(RECORDS),
          sensitivity: 0n,
          purpose: purpose("RESEARCH"),
          recipient: await stage.participant("shuju"),
        };
        const assertion = await consented(stage, "patient", person, "WithdrawConsent", scope);
        await stage.done(stage.as("kangning", dataConsents).withdraw(person, scope, assertion));
        const meter = stage.as("kangning", dataLicences);
        await stage.refused(
          () =>
            meter.recordUse.staticCall(
              stage.recall("records licence"),
              3n,
              purpose("RESEARCH"),
              person,
              id("use 3 of the records, salted"),
            ),
          dataConsents,
          "DataConsentMissing",
        );
      },
    },
  ],
};

export const request: Scene = {
  title: "A department asks another for its data",
  movesTime: true,
  steps: [
    {
      says: "The Rural Revitalisation Bureau asks the Transport Bureau for the buses' positions, for public service, and names its legal basis. An answer is due within ten business days.",
      does: async (stage) => {
        const { dataSharing } = stage.suite;
        const act = stage
          .as("rural", dataSharing)
          .requestSharing(stage.recall(BUSES), purposeSet("PUBLIC_SERVICE"), 180n, document("provision and need"));
        const { sharing = 0n } = await stage.done(act, dataSharing, "SharingRequested");
        stage.remember("sharing", sharing);
      },
    },
  ],
};

export const department: Scene = {
  title: "A department answers late",
  movesTime: true,
  steps: [
    {
      says: "Nothing is answered in time. That goes on record, and is no consent: nothing is licensed by silence.",
      does: async (stage) => {
        const { dataSharing } = stage.suite;
        await stage.done(
          stage.as("rural", dataSharing).reportSilence(stage.recall("sharing")),
          dataSharing,
          "SharingAnswerLate",
        );
      },
    },
    {
      says: "Late, the Transport Bureau shares the positions for half a year, metered as any licence is.",
      does: async (stage) => {
        const { dataSharing } = stage.suite;
        const act = stage.as("transport", dataSharing).grant(stage.recall("sharing"), 180n, 0n, document("answer"));
        const { licence = 0n } = await stage.done(act, dataSharing, "SharingGranted");
        stage.remember("shared licence", licence);
      },
    },
  ],
};
