/** A passkey that a real browser makes, and what a household confirms with it. */
import { expect } from "chai";
import { sha256, toUtf8Bytes } from "ethers";
import { readFileSync } from "node:fs";
import ts from "typescript";
import type { P256PublicKey, WebAuthnAuth } from "../../bindings/src/passkeys.ts";
import { origins } from "../../deploy/data/relief.ts";
import { type Browser, type Content, findBrowser, type Page, startBrowser } from "../utils/browser.ts";
import { now } from "../utils/orders.ts";
import { type Assertion, digestOf, type Values } from "../utils/passkeys.ts";
import {
  CHOOSE_BANK,
  EVIDENCE,
  type Household,
  HouseholdStatus,
  inventedHouseholds,
  propose,
  REGISTRATION,
  registrationOf,
  type ReliefDesk,
  reliefDesk,
} from "../utils/relief.ts";
import { needsOwnChain } from "../utils/suite.ts";

const [{ rpId, origin }] = origins;
const browserFile = findBrowser();

/** The bindings' own helper, as a bundler would give it to the page. */
const helper = ts.transpileModule(readFileSync(new URL("../../bindings/src/passkeys.ts", import.meta.url), "utf8"), {
  compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
}).outputText;

/** A page of the relief office: makes a passkey and signs, itself or for the page that has it in a frame. */
const officePage = `<!doctype html>
<meta charset="utf-8">
<title>帮扶</title>
<script type="module">
  import { creationOptions, publicKeyOf, requestOptions, webAuthnAuth } from "/passkeys.js";

  const rpId = ${JSON.stringify(rpId)};

  window.makePasskey = async () => {
    const user = { id: crypto.getRandomValues(new Uint8Array(16)), name: "household", displayName: "household" };
    const publicKey = creationOptions({ id: rpId, name: "帮扶" }, user);
    const { response } = await navigator.credentials.create({ publicKey });
    // The attested credential data end with the key, too, as COSE has it.
    const cose = response.getAuthenticatorData().slice(-77);
    return { publicKey: publicKeyOf(response.getPublicKey()), coseKey: publicKeyOf(cose) };
  };

  window.sign = async (digest) => {
    const { response } = await navigator.credentials.get({ publicKey: requestOptions(digest, rpId) });
    const auth = webAuthnAuth(response);
    return { ...auth, challengeIndex: String(auth.challengeIndex), typeIndex: String(auth.typeIndex) };
  };

  window.onmessage = async ({ data, source }) => source.postMessage(await window.sign(data), "*");
</script>`;

/** Somebody else's page, with the office's in a frame. */
const framePage = `<!doctype html>
<title>Prizes</title>
<iframe src="${origin}/" allow="publickey-credentials-get ${origin}"></iframe>
<script>
  window.sign = (digest) =>
    new Promise((resolve) => {
      window.onmessage = ({ data }) => resolve(data);
      document.querySelector("iframe").contentWindow.postMessage(digest, "*");
    });
</script>`;

const FRAME = "https://prizes.example";

function contentOf(url: string): Content | undefined {
  const { origin: site, pathname } = new URL(url);
  if (pathname === "/") return { type: "text/html", text: site === FRAME ? framePage : officePage };
  return pathname === "/passkeys.js" ? { type: "text/javascript", text: helper } : undefined;
}

describe("a household's passkey in a browser", function () {
  beforeEach(needsOwnChain);

  let browser: Browser | undefined;
  let page: Page;
  let desk: ReliefDesk;
  /** A household as the officer has it in front of him, with a passkey that the browser has made. */
  let household: Household;

  before(async function () {
    if (browserFile === undefined) {
      console.log("    No Chromium here: install it, or name it with CHROMIUM_PATH.");
      return this.skip();
    }
    browser = await startBrowser(browserFile, contentOf);
    page = browser.page;
  });

  after(() => browser?.stop());

  beforeEach(async () => {
    desk = await reliefDesk();
    await page.forget();
    await page.goTo(`${origin}/`);
    const { publicKey, coseKey } = await page.run<Record<string, P256PublicKey>>("makePasskey()");
    expect(coseKey).to.deep.equal(publicKey);
    const [draft] = inventedHouseholds(desk);
    if (draft === undefined || publicKey === undefined) throw new Error("There is no household.");
    household = { ...draft, passkey: { ...draft.passkey, publicKey } };
  });

  /** Has the household sign in the browser, on the page that it is on. */
  async function signed(person: bigint, act: string, values: Values): Promise<Assertion> {
    const deadline = (await now()) + 600n;
    const digest = await digestOf(desk.suite.reliefKeys, person, act, values, { deadline });
    return { key: 0, deadline, auth: await page.run<WebAuthnAuth>(`sign("${digest}")`) };
  }

  /** An officer proposes the household, which has signed for it in the browser. */
  async function register() {
    const { programme, commitment, area, category, bank, passkey } = household;
    const values = registrationOf(household);
    const proposal = {
      programme,
      commitment,
      area,
      category,
      bank: bank.id,
      key: passkey.publicKey,
      evidence: values.evidence,
      household: await signed(programme << 32n, REGISTRATION, values),
    };
    return propose(desk, desk.officers.longjing1, [proposal]);
  }

  it("confirms its registration, and its choice of a bank afterwards", async () => {
    const { reliefHouseholds, reliefKeys, reliefReviews } = desk.suite;
    const id = (desk.programme << 32n) | 1n;
    await expect(register())
      .to.emit(reliefReviews, "HouseholdProposed")
      .withArgs(id, desk.officers.longjing1.id, EVIDENCE);
    expect((await reliefHouseholds.householdInfo(id)).status).to.equal(HouseholdStatus.Proposed);
    expect(await reliefKeys.holderOfKey(household.passkey.publicKey)).to.equal(id);

    const bank = desk.baiyunling.id;
    const choice = await signed(id, CHOOSE_BANK, { bank });
    await expect(reliefHouseholds.chooseBank(id, bank, choice))
      .to.emit(reliefHouseholds, "HouseholdBankChosen")
      .withArgs(id, desk.guanshan.id, bank);
    // P-3.
    await expect(reliefHouseholds.chooseBank(id, bank, choice)).to.be.revertedWithCustomError(
      reliefKeys,
      "AssertionInvalid",
    );
  });

  it("signs nothing for a finger that the device does not know", async () => {
    await page.recogniseUser(false);
    let refusal = "";
    await register().catch((error: Error) => (refusal = error.message));
    await page.recogniseUser(true);
    expect(refusal).to.match(/NotAllowedError/);
  });

  it("signs for nobody on another domain", async () => {
    await page.goTo("https://evil.example/");
    let refusal = "";
    await register().catch((error: Error) => (refusal = error.message));
    expect(refusal).to.match(/SecurityError/);
  });

  it("is refused from a page below the domain, whom browsers let sign for it", async () => {
    await page.goTo(`https://blog.${rpId}/`);
    await expect(register()).to.be.revertedWithCustomError(desk.suite.reliefKeys, "AssertionOriginRefused");
  });

  it("is refused from the office's own page in another's frame", async () => {
    await page.goTo(`${FRAME}/`);
    await expect(register())
      .to.be.revertedWithCustomError(desk.suite.reliefKeys, "AssertionOriginRefused")
      .withArgs(sha256(toUtf8Bytes(rpId)), (text: string) => text.includes(`"origin":"${origin}","crossOrigin":true`));
  });
});
