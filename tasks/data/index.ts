import { noun, read, write } from "../shared/define.ts";

const asset = "Asset, by its number";
const filing = "Filing: its asset (the first registration), or the asset and its number there, as in 1/2";
const objection = "Objection, by its number";
const challenge = "Challenge, by its number";
const valuation = "Valuation, by its number";
const offer = "Offer, by its number";
const licence = "Licence, by its number";
const sale = "Purchase, by its number";
const dispute = "Dispute, by its number";
const request = "Request for government data, by its number";
const asked = "What is asked: right/3, licence/1 or pledge/2";
const person = "Person, by number";
const onAsset = { positionals: { asset } };
const proof = {
  evidence: "Digest of what shows it (0x and 64 hexadecimal digits)",
  evidenceFile: "That document; its SHA-256 is taken here",
};
const reason = {
  reason: "Digest of the reason",
  reasonFile: "That document; its SHA-256 is taken here",
};
const details = {
  schema: "Digest of the schema",
  schemaFile: "The schema; its SHA-256 is taken here",
  source: "Digest of the statement of where the data come from",
  sourceFile: "That statement; its SHA-256 is taken here",
  volume: "megabytes, gigabytes, terabytes or petabytes",
  sensitivity: "general, important, core, personal or sensitive-personal",
  sharing: "Government data: unconditional, conditional or not-shared (usual: none)",
  holding: "The holder's share of revenue in percent, as in 60; what rounding leaves over goes there",
  processing: "Share of who holds the processing right (usual: none)",
  operation: "Share of who holds the operation right (usual: none)",
  contributors: "Others and their shares, as in shuju=10,kangning=2.5",
};
const commitment = "The content's commitment (data commit-content)";
const saltFile = "A file that keeps the salt between sealing and showing; a free name for the first run";
const signature = {
  assertion: "File with what the person's device has made (JSON)",
  passkey: "On the development chain: the name of a software passkey, as in ayi",
  signedUntil: "Until when the signature is good (usual: for a day)",
};
const scope = {
  asset: "The data: an asset",
  class: "Or all data of a class: personal or sensitive-personal",
  purpose: "What for, as in medical-treatment",
  recipient: "Who may use them",
};
const claim = {
  refund: "Quality: yuan of the price back",
  forfeit: "Misuse: yuan of the deposit",
  strike: "Metering: uses to be struck",
};
const ends = { ends: "Also: the purchase undone (quality), or the licence ended (misuse)" };
const orderKey = "File with the key of this one order";
const ciphertext = "Folder with the chunks that the seller has sent";

const registering = () => import("./registering.ts");
const certifying = () => import("./certifying.ts");
const preserving = () => import("./preserving.ts");
const valuing = () => import("./valuing.ts");
const pledging = () => import("./pledging.ts");
const signing = () => import("./signing.ts");
const offering = () => import("./offering.ts");
const licensing = () => import("./licensing.ts");
const consenting = () => import("./consenting.ts");
const sharing = () => import("./sharing.ts");
const contents = () => import("./contents.ts");
const selling = () => import("./selling.ts");
const disputing = () => import("./disputing.ts");
const reading = () => import("./reading.ts");

/** One verb of a file that has several. */
const from =
  <M, V extends keyof M>(load: () => Promise<M>, verb: V) =>
  async (): Promise<{ default: M[V] }> => ({ default: (await load())[verb] });

export default noun(
  "data",
  "Data assets (数据资产): register, certify, license, deliver, meter, share, pledge",
  [
    "data commit-content --file feed.csv --out tree.json",
    "data register --number YL-2026-1 --update dynamic --commitment 0x… --schema-file schema.json --source-file source.pdf --volume gigabytes --sensitivity general --holding 60 --operation 40 --salt-file register.salt --as yunlu",
    "data review 1 --evidence-file report.pdf --as hub",
    "data certify 1 --as hub",
    "data offer 1 --right processing --purposes traffic-planning --days 365 --price 10,000.00 --delivery --until 2026-12-31 --evidence-file contract.pdf --as yunlu",
    "data order 1 --order-key order.key --as shuju",
    "data open-content 1 --ciphertext received --order-key order.key --out feed.csv",
    "data lineage 1",
    "data uses 1",
  ],
  [
    read(
      "data commit-content",
      "Cut content into chunks and commit to it, on this machine",
      {
        options: {
          file: "The content",
          out: "A new file for the tree and its salt, which stay with you",
          chunkSize: "Bytes of a chunk (usual: 65536)",
        },
      },
      from(contents, "commitContent"),
    ),
    read(
      "data encrypt-content",
      "Encrypt content for one purchase, on this machine",
      {
        options: {
          file: "The content",
          tree: "The file that data commit-content has written",
          out: "A new folder for the chunks, and the key, which is not sent",
        },
      },
      from(contents, "encryptContent"),
    ),
    write(
      "data register",
      "Register data (登记): the first run seals, the second shows what was sealed",
      {
        options: {
          number: "Your own number for it, given once",
          update: "static, or dynamic: versions follow each other",
          commitment,
          ...details,
          parents: "What it was made from, as in 1=3 (asset 1 under licence 3) or 2 (whose processing right is yours)",
          saltFile,
        },
      },
      from(registering, "register"),
    ),
    write(
      "data publish-version",
      "Publish the next version: the first run seals, the second shows",
      { positionals: { asset }, options: { commitment, ...proof, saltFile } },
      from(registering, "publishVersion"),
    ),
    write(
      "data file-change",
      "File that what is true of the data has changed (变更)",
      { positionals: { asset }, options: { ...details, ...proof } },
      from(certifying, "fileChange"),
    ),
    write(
      "data file-correction",
      "File that something was entered wrong (更正): schema, source or volume",
      { positionals: { asset }, options: { ...details, ...proof } },
      from(certifying, "fileCorrection"),
    ),
    write(
      "data file-renewal",
      "File for renewal (续期)",
      { positionals: { asset }, options: proof },
      from(certifying, "fileRenewal"),
    ),
    write(
      "data review",
      "Review the papers of a filing (材料审核); registrations and changes go on public notice",
      { positionals: { filing }, options: proof },
      from(certifying, "review"),
    ),
    write(
      "data object-to",
      "Object to a filing on public notice (异议)",
      { positionals: { filing }, options: proof },
      from(certifying, "objectTo"),
    ),
    write(
      "data object-to-certificate",
      "Object to a certificate",
      { positionals: { asset }, options: proof },
      from(certifying, "objectToCertificate"),
    ),
    write(
      "data answer-objection",
      "Answer an objection, as the applicant or holder",
      { positionals: { objection }, options: proof },
      from(certifying, "answerObjection"),
    ),
    write(
      "data decide-objection",
      "Decide an objection, as the certifier",
      { positionals: { objection }, options: { upheld: "yes or no", ...proof } },
      from(certifying, "decideObjection"),
    ),
    write(
      "data withdraw-objection",
      "Take an objection back",
      { positionals: { objection } },
      from(certifying, "withdrawObjection"),
    ),
    write(
      "data certify",
      "Certify a filing (技术认证), after its notice",
      {
        positionals: { filing },
        options: {
          caAlgorithm: "With a certificate authority's signature: sm2-sm3, ecdsa-p256-sha256 or rsa-pkcs1-sha256",
          caCertificate: "Digest of the certificate",
          caSignature: "The signature, 0x and hexadecimal digits",
        },
      },
      from(certifying, "certify"),
    ),
    write(
      "data refuse-filing",
      "Refuse a filing, as the certifier",
      { positionals: { filing }, options: reason },
      from(certifying, "refuseFiling"),
    ),
    write(
      "data withdraw-filing",
      "Take a filing back",
      { positionals: { filing } },
      from(certifying, "withdrawFiling"),
    ),
    write(
      "data suspend",
      "Suspend a certificate, as its certifier",
      { positionals: { asset }, options: reason },
      from(certifying, "suspend"),
    ),
    write(
      "data reinstate",
      "Reinstate a certificate, as its certifier",
      { positionals: { asset }, options: reason },
      from(certifying, "reinstate"),
    ),
    write(
      "data cancel",
      "Cancel a certificate (注销), as the holder of all three rights",
      { positionals: { asset }, options: reason },
      from(registering, "cancel"),
    ),
    write(
      "data transfer-right",
      "Offer one of the three rights to another, at a price or without",
      {
        positionals: { asset },
        options: {
          right: "holding, processing or operation",
          to: "Who takes it over",
          price: "In yuan (usual: none)",
          until: "Last day to sign for it (usual: that of the certificate)",
        },
      },
      from(registering, "transferRight"),
    ),
    write(
      "data sign",
      "Sign for what is asked of you: a right, a licence, a pledge, a pledged asset for sale",
      { positionals: { request: asked } },
      from(signing, "sign"),
    ),
    write("data refuse", "Refuse what is asked of you", { positionals: { request: asked } }, from(signing, "refuse")),
    write(
      "data withdraw-request",
      "Take back what you asked, before it is answered",
      { positionals: { request: asked } },
      from(signing, "withdrawRequest"),
    ),
    write(
      "data preserve",
      "Record what evidence is of: a version's archive, an access log (保全)",
      {
        positionals: { asset },
        options: {
          evidence: "Evidence of your own, by its number",
          kind: "version-archive or access-log",
          dataVersion: "Which version of the data (usual for logs: all)",
        },
      },
      from(preserving, "preserve"),
    ),
    write(
      "data preserve-log",
      "Record an access log of the uses under a licence, as its meter",
      { positionals: { licence }, options: { evidence: "Evidence of your own, by its number" } },
      from(preserving, "preserveLog"),
    ),
    write(
      "data challenge",
      "Ask the holder to show a chunk that the chain picks",
      { positionals: { asset }, options: { dataVersion: "Which version of the data (usual: the latest)" } },
      from(preserving, "challenge"),
    ),
    write(
      "data answer-challenge",
      "Show the chunk that was asked for, by its place in the tree",
      { positionals: { challenge }, options: { tree: "The file that data commit-content has written" } },
      from(preserving, "answerChallenge"),
    ),
    write(
      "data record-miss",
      "Record that a challenge was not answered in time",
      { positionals: { challenge } },
      from(preserving, "recordMiss"),
    ),
    write(
      "data commission",
      "Commission a valuer, as the holder or pledgee (委托评估)",
      {
        positionals: { asset },
        options: { valuer: "Who values it", purpose: "What for, as in PLEDGE", until: "Last day to value it" },
      },
      from(valuing, "commission"),
    ),
    write(
      "data end-commission",
      "Take a commission back",
      { positionals: { asset }, options: { valuer: "Who was to value it" } },
      from(valuing, "endCommission"),
    ),
    write(
      "data value",
      "Report a valuation (评估), as the commissioned valuer",
      {
        positionals: { asset },
        options: {
          method: "cost, income or market",
          amount: "What it is worth, in yuan",
          baseDay: "As of which day (usual: today)",
          until: "Last day on which it can be relied on; within a year",
          ...proof,
        },
      },
      from(valuing, "value"),
    ),
    write(
      "data withdraw-valuation",
      "Take a valuation back, as its valuer",
      { positionals: { valuation }, options: reason },
      from(valuing, "withdrawValuation"),
    ),
    write(
      "data dispute-valuation",
      "Dispute a valuation",
      { positionals: { valuation }, options: proof },
      from(valuing, "disputeValuation"),
    ),
    write(
      "data withdraw-valuation-dispute",
      "No longer dispute a valuation",
      { positionals: { valuation } },
      from(valuing, "withdrawValuationDispute"),
    ),
    write(
      "data answer-valuation-dispute",
      "Answer a dispute of a valuation, as its valuer",
      { positionals: { valuation }, options: { of: "Who disputes it", upheld: "yes or no", ...proof } },
      from(valuing, "answerValuationDispute"),
    ),
    write(
      "data pledge",
      "Offer a certificate as security (质押)",
      {
        positionals: { asset },
        options: {
          pledgee: "Who has the security",
          secured: "The debt, in yuan",
          due: "Day on which the debt is due",
          valuation: "The valuation that it rests on",
          until: "Last day to sign for it (usual: the due day)",
        },
      },
      from(pledging, "pledge"),
    ),
    write(
      "data repay-pledge",
      "Pay what a certificate secures",
      { positionals: { asset }, options: { amount: "In yuan (usual: all of it)" } },
      from(pledging, "repay"),
    ),
    write("data release-pledge", "Give a pledge up, as the pledgee", onAsset, from(pledging, "releasePledge")),
    write(
      "data realise",
      "Sell a pledged asset, as the pledgee, from the due day on",
      {
        positionals: { asset },
        options: {
          buyer: "Who buys it",
          price: "In yuan, not below the valuation",
          valuation: "The valuation that the price keeps to",
          until: "Last day to sign for it (usual: the valuation's last)",
        },
      },
      from(pledging, "realise"),
    ),
    write(
      "data offer",
      "Offer licences (要约)",
      {
        positionals: { asset },
        options: {
          right: "processing or operation",
          purposes: "What for, as in traffic-planning,logistics",
          days: "Days that a licence runs",
          uses: "Most uses (usual: any number)",
          price: "Of the licence, in yuan (usual: none)",
          pricePerUse: "Of each use, in yuan (usual: none)",
          personPay: "Of each price per use, to the person whose data are used (usual: none)",
          deposit: "Given back at the end, in yuan (usual: none)",
          royalty: "Percent of the revenue of what is made from it, with --derivable",
          territory: "Where it may be used, as in 520100 or 156 (usual: everywhere)",
          buyer: "Who alone may take it (usual: anyone)",
          arbiter: "Who decides disputes (usual: nobody but the sides and courts)",
          meter: "Who meters uses (usual: you)",
          stepHours: "Hours that a step of delivery may take (usual: 48)",
          until: "Last day on which it can be taken",
          ...proof,
        },
        flags: {
          exclusive: "No other licence overlaps it",
          derivable: "The licensee may register what it makes from it",
          transferable: "The licensee may pass it on",
          delivery: "The content is delivered under a key of the purchase; else it is served",
        },
      },
      from(offering, "offer"),
    ),
    write("data withdraw-offer", "Take an offer back", { positionals: { offer } }, from(offering, "withdrawOffer")),
    write(
      "data consent-to-exclusive",
      "Consent to an exclusive offer of a pledged asset, as the pledgee",
      { positionals: { offer } },
      from(offering, "consentToExclusive"),
    ),
    write(
      "data order",
      "Take an offer, and pay for it (订购)",
      {
        positionals: { offer },
        options: { orderKey: "File for your key of this one order, where content is delivered; a free name" },
      },
      from(selling, "order"),
    ),
    write(
      "data decline",
      "Decline a purchase before its key is posted, as the seller",
      { positionals: { sale } },
      from(selling, "decline"),
    ),
    write(
      "data commit",
      "Commit to the ciphertext and its key, as the seller",
      { positionals: { sale }, options: { delivery: "Folder that data encrypt-content has made" } },
      from(selling, "commit"),
    ),
    write(
      "data confirm-ciphertext",
      "Confirm that the ciphertext is here, as the buyer; it is checked first",
      { positionals: { sale }, options: { ciphertext } },
      from(selling, "confirmCiphertext"),
    ),
    write(
      "data post-key",
      "Post the key, wrapped to the buyer's, as the seller",
      { positionals: { sale }, options: { delivery: "Folder that data encrypt-content has made" } },
      from(selling, "postKey"),
    ),
    read(
      "data open-content",
      "Open what was delivered, and check it against the certificate",
      { positionals: { sale }, options: { ciphertext, orderKey, out: "A new file for the content" } },
      from(selling, "openContent"),
    ),
    write("data accept", "Accept what was delivered, as the buyer", { positionals: { sale } }, from(selling, "accept")),
    write(
      "data prove-wrong-key",
      "Show that the posted key is wrong, and have the money back",
      { positionals: { sale }, options: { orderKey } },
      from(selling, "proveWrongKey"),
    ),
    write(
      "data release",
      "Release the money of a purchase, after the window",
      { positionals: { sale } },
      from(selling, "release"),
    ),
    write(
      "data lapse",
      "End a purchase whose step was not made in time",
      { positionals: { sale } },
      from(selling, "lapse"),
    ),
    write(
      "data record-use",
      "Record one use, as the meter",
      {
        positionals: { licence },
        options: {
          purpose: "What for",
          person: "Whose data were used, where they are persons'",
          digest: "Salted digest of request and result",
          number: "Number of the use (usual: the next)",
        },
      },
      from(licensing, "recordUse"),
    ),
    write(
      "data record-uses",
      "Record uses of a file by one root, as the meter",
      {
        positionals: { licence },
        options: { file: "CSV file with the columns number,digest, and person", purpose: "What for" },
      },
      from(licensing, "recordUses"),
    ),
    write(
      "data take-over-meter",
      "Meter a licence, as the new holder of the licensed right",
      { positionals: { licence } },
      from(licensing, "takeOverMeter"),
    ),
    write(
      "data top-up",
      "Prepay uses",
      { positionals: { licence }, options: { amount: "In yuan, a multiple of the price per use" } },
      from(licensing, "topUp"),
    ),
    write(
      "data settle",
      "Count uses, or release the price of those counted a week ago",
      { positionals: { licence } },
      from(licensing, "settle"),
    ),
    write("data surrender", "Give a licence up", { positionals: { licence } }, from(licensing, "surrender")),
    write(
      "data transfer-licence",
      "Offer a licence to another, where its terms allow it",
      { positionals: { licence }, options: { to: "Who takes it over", until: "Last day to sign for it" } },
      from(licensing, "transferLicence"),
    ),
    write(
      "data close-licence",
      "Close a licence that has ended, and have what is left back",
      { positionals: { licence } },
      from(licensing, "closeLicence"),
    ),
    read(
      "data commit-person",
      "Make a person's commitment, on this machine",
      {
        options: {
          reference: "What the holder of the data knows the person by",
          publicKey: "Public key of the person's device, as x,y",
          passkey: signature.passkey,
          saltFile: "A file for the salt, which stays with you",
        },
      },
      from(consenting, "commitPerson"),
    ),
    write(
      "data enrol",
      "Make a person known by a commitment and a passkey; anyone may send it",
      {
        options: {
          commitment: "The person's commitment (data commit-person)",
          publicKey: "Public key of the device, as x,y",
          ...signature,
        },
      },
      from(consenting, "enrol"),
    ),
    write("data enrol-account", "Make yourself known, by an attested account", {}, from(consenting, "enrolAccount")),
    write(
      "data give-consent",
      "Consent to a use of one's data (同意)",
      { positionals: { person }, options: { ...scope, until: "Last day of the consent", ...signature } },
      from(consenting, "giveConsent"),
    ),
    write(
      "data withdraw-consent",
      "Withdraw a consent, from now on (撤回同意)",
      { positionals: { person }, options: { ...scope, ...signature } },
      from(consenting, "withdrawConsent"),
    ),
    write(
      "data withdraw-all-consents",
      "Withdraw all consents of a person",
      { positionals: { person }, options: signature },
      from(consenting, "withdrawAllConsents"),
    ),
    write(
      "data set-payee",
      "Name the attested account that a person is paid to",
      { positionals: { person }, options: { account: "The account's address", ...signature } },
      from(consenting, "setPayee"),
    ),
    write(
      "data bind-key",
      "Bind a person's second passkey, which signs too",
      {
        positionals: { person },
        options: {
          publicKey: "Public key of the new device, as x,y",
          newPasskey: "On the development chain: the name of the new software passkey",
          newAssertion: "File with what the new device has made of the same challenge",
          ...signature,
        },
      },
      from(consenting, "bindKey"),
    ),
    write(
      "data remove-key",
      "Remove one of a person's two passkeys",
      { positionals: { person }, options: { key: "0 or 1", ...signature } },
      from(consenting, "removeKey"),
    ),
    write(
      "data request-sharing",
      "Ask for another department's data (政务共享)",
      {
        positionals: { asset },
        options: {
          purposes: "What for, as in public-service,statistics",
          days: "Days that it is needed",
          basis: "Digest of the legal basis",
          basisFile: "That document; its SHA-256 is taken here",
        },
      },
      from(sharing, "requestSharing"),
    ),
    write(
      "data grant-sharing",
      "Grant a request for your data",
      {
        positionals: { request },
        options: { days: "Days (usual: those asked for)", uses: "Most uses (usual: any number)", ...proof },
      },
      from(sharing, "grantSharing"),
    ),
    write(
      "data refuse-sharing",
      "Refuse a request for your data, with the reason",
      { positionals: { request }, options: reason },
      from(sharing, "refuseSharing"),
    ),
    write(
      "data extend-sharing",
      "Take longer to answer a request, once",
      { positionals: { request }, options: reason },
      from(sharing, "extendSharing"),
    ),
    write(
      "data withdraw-sharing",
      "Take a request for data back",
      { positionals: { request } },
      from(sharing, "withdrawSharing"),
    ),
    write(
      "data report-silence",
      "Put on record that a request was not answered in time",
      { positionals: { request } },
      from(sharing, "reportSilence"),
    ),
    write(
      "data open-quality",
      "Dispute what was delivered, as the buyer",
      { positionals: { sale }, options: { refund: claim.refund, ...proof }, flags: ends },
      from(disputing, "openQuality"),
    ),
    write(
      "data open-misuse",
      "Dispute how data are used, as their holder",
      { positionals: { licence }, options: { forfeit: claim.forfeit, ...proof }, flags: ends },
      from(disputing, "openMisuse"),
    ),
    write(
      "data open-metering",
      "Dispute how uses were counted, as the licensee",
      { positionals: { licence }, options: { strike: claim.strike, ...proof } },
      from(disputing, "openMetering"),
    ),
    write(
      "data answer-dispute",
      "Answer a dispute",
      { positionals: { dispute }, options: proof },
      from(disputing, "answerDispute"),
    ),
    write(
      "data propose-outcome",
      "Propose how a dispute should end",
      { positionals: { dispute }, options: { upheld: "yes or no", ...claim }, flags: ends },
      from(disputing, "proposeOutcome"),
    ),
    write(
      "data accept-outcome",
      "Accept what the other side has proposed",
      { positionals: { dispute } },
      from(disputing, "acceptOutcome"),
    ),
    write("data concede", "Give in to a dispute", { positionals: { dispute } }, from(disputing, "concede")),
    write(
      "data withdraw-dispute",
      "Take a dispute back",
      { positionals: { dispute } },
      from(disputing, "withdrawDispute"),
    ),
    write(
      "data decide",
      "Decide a dispute, as the arbiter that the terms name",
      { positionals: { dispute }, options: { upheld: "yes or no", ...claim, ...proof }, flags: ends },
      from(disputing, "decide"),
    ),
    write(
      "data lapse-dispute",
      "Have a dispute dismissed that nobody has decided in time",
      { positionals: { dispute } },
      from(disputing, "lapseDispute"),
    ),
    write("data pass-on", "Split royalties that wait at an asset", onAsset, from(disputing, "passOn")),
    write(
      "data claim",
      "Have shares of revenue paid out",
      { options: { of: "Whose (usual: your own)" } },
      from(disputing, "claim"),
    ),
    write(
      "data claim-for-person",
      "Have a person paid for the use of its data",
      { positionals: { person } },
      from(disputing, "claimForPerson"),
    ),
    read(
      "data list",
      "All assets",
      { options: { status: "Only those, as in certified or expired" } },
      from(reading, "list"),
    ),
    read(
      "data show",
      "An asset: rights, certificate, offers, licences, valuations, pledge",
      onAsset,
      from(reading, "show"),
    ),
    read("data history", "All that happened to an asset", onAsset, from(reading, "history")),
    read("data lineage", "What an asset was made from, and into, with the licences", onAsset, from(reading, "lineage")),
    read(
      "data uses",
      "Who used an asset, when, how often and for what",
      { positionals: { asset }, flags: { all: "All of them (usual: the latest 50 lines)" } },
      from(reading, "uses"),
    ),
    read("data offers", "Offers", { options: { asset: "Of this asset" } }, from(reading, "offers")),
    read(
      "data licences",
      "Licences",
      { options: { asset: "Of this asset", of: "Of this licensee" } },
      from(reading, "licences"),
    ),
    read(
      "data show-licence",
      "A licence: uses, money, end",
      { positionals: { licence } },
      from(reading, "showLicence"),
    ),
    read("data sales", "Purchases", {}, from(reading, "sales")),
    read(
      "data show-sale",
      "A purchase: its step, and whose turn it is",
      { positionals: { sale } },
      from(reading, "showSale"),
    ),
    read(
      "data income",
      "What a participant has earned with data, by asset",
      { positionals: { participant: "Whose income" } },
      from(reading, "income"),
    ),
    read("data consents", "What a person consents to", { positionals: { person } }, from(reading, "consents")),
  ],
);
