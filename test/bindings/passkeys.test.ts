import { expect } from "chai";
import { getBytes } from "ethers";
import {
  creationOptions,
  publicKeyOf,
  requestOptions,
  signatureOf,
  webAuthnAuth,
} from "../../bindings/src/passkeys.ts";
import { N } from "../utils/passkeys.ts";

const bytes = (digits: string): Uint8Array<ArrayBuffer> => Uint8Array.from(getBytes(`0x${digits.replaceAll(" ", "")}`));
const text = (value: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(value));

const X = "a71af64de5126a4a4e02b7922d66ce9415ce88a4c9d25514d91082c8725ac957";
const Y = "5d47723c8fbe580bb369fec9c2665d8e30a435b9932645482e7c9f11e872296b";
const SPKI = `3059301306072a8648ce3d020106082a8648ce3d030107034200 04 ${X} ${Y}`;
const COSE = `a5 0102 0326 2001 215820 ${X} 225820 ${Y}`;

describe("passkeys of the bindings", function () {
  describe("publicKeyOf", function () {
    it("reads what browsers give, and what authenticators do", function () {
      for (const key of [SPKI, COSE]) expect(publicKeyOf(bytes(key))).to.deep.equal({ x: `0x${X}`, y: `0x${Y}` });
      expect(publicKeyOf(bytes(SPKI).buffer)).to.deep.equal({ x: `0x${X}`, y: `0x${Y}` });
      const inside = bytes(`ffff ${COSE}`).subarray(2);
      expect(publicKeyOf(inside)).to.deep.equal({ x: `0x${X}`, y: `0x${Y}` });
    });

    it("refuses keys of other kinds, and bytes before or after", function () {
      const ed25519 = `302a300506032b6570032100 ${X}`;
      const compressed = `3039301306072a8648ce3d020106082a8648ce3d030107032200 03 ${X}`;
      for (const other of ["", ed25519, compressed, `${SPKI}00`, `00${SPKI}`, COSE.replace("0326", "0327")]) {
        expect(() => publicKeyOf(bytes(other))).to.throw(TypeError, "-7 (ES256)");
      }
    });
  });

  describe("signatureOf", function () {
    const der = (r: string, s: string) => {
      const integers = [r, s].map((each) => `02 ${(each.length / 2).toString(16).padStart(2, "0")} ${each}`).join(" ");
      return bytes(`30 ${((r.length + s.length) / 2 + 4).toString(16).padStart(2, "0")} ${integers}`);
    };

    it("pads what is short and drops the byte that keeps an integer positive", function () {
      expect(signatureOf(der("05", "01"))).to.deep.equal({
        r: `0x${"05".padStart(64, "0")}`,
        s: `0x${"01".padStart(64, "0")}`,
      });
      const long = `8${"7".repeat(63)}`;
      expect(signatureOf(der(`00${long}`, "7f")).r).to.equal(`0x${long}`);
    });

    it("gives the lower of the two s", function () {
      const half = N / 2n;
      const s = (value: bigint) => {
        const digits = value.toString(16).padStart(64, "0");
        return BigInt(signatureOf(der("05", value >> 255n === 1n ? `00${digits}` : digits)).s);
      };
      expect(s(half)).to.equal(half);
      expect(s(half + 1n)).to.equal(half);
      expect(s(N - 1n)).to.equal(1n);
    });

    it("refuses what is no signature", function () {
      const whole = "30 06 02 01 05 02 01 01";
      for (const wrong of [
        "",
        "30",
        "30 06 02 01 05 03 01 01",
        "31 06 02 01 05 02 01 01",
        `${whole}00`,
        "30 06 02 7f 05 02 01 01",
      ]) {
        expect(() => signatureOf(bytes(wrong))).to.throw(TypeError, "no ECDSA signature");
      }
    });
  });

  describe("webAuthnAuth", function () {
    it("finds challenge and type, wherever they are, in whatever script the page is", function () {
      const signature = bytes("30 06 02 01 05 02 01 01");
      for (const clientData of [
        '{"type":"webauthn.get","challenge":"AA","origin":"https://a.example"}',
        '{"origin":"https://救助.example","challenge":"AA","type":"webauthn.get"}',
      ]) {
        const auth = webAuthnAuth({ authenticatorData: bytes("0102"), clientDataJSON: text(clientData), signature });
        expect(auth.clientDataJSON).to.equal(clientData);
        expect(auth.authenticatorData).to.equal("0x0102");
        // Contracts count bytes.
        const at = (part: string) => BigInt(Buffer.from(clientData).indexOf(part));
        expect(auth.challengeIndex).to.equal(at('"challenge":'));
        expect(auth.typeIndex).to.equal(at('"type":'));
      }
    });
  });

  describe("options", function () {
    it("ask for a digest's assertion with the user verified", function () {
      const digest = `0x00ff${"12".repeat(30)}`;
      const options = requestOptions(digest, "relief.example", [bytes("0a")]);
      expect(options.challenge).to.deep.equal(bytes(digest.slice(2)));
      expect(options).to.deep.include({ rpId: "relief.example", userVerification: "required" });
      expect(options.allowCredentials).to.deep.equal([{ type: "public-key", id: bytes("0a") }]);
      for (const wrong of ["", "0x12", digest.slice(2), `${digest}00`]) {
        expect(() => requestOptions(wrong, "relief.example")).to.throw(TypeError, "no digest");
      }
    });

    it("ask for a P-256 passkey alone, with the user verified and nothing of the device", function () {
      const rp = { id: "relief.example", name: "Relief" };
      const options = creationOptions(rp, { id: bytes("01"), name: "a", displayName: "a" });
      expect(options.pubKeyCredParams.map(({ alg }) => alg)).to.deep.equal([-7]);
      expect(options.authenticatorSelection.userVerification).to.equal("required");
      expect(options.attestation).to.equal("none");
    });
  });
});
