/** Credentials as JWS: only one header and one spelling are accepted, and signatures have a low s. */
import { compactVerify } from "jose";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLowS } from "../../../../src/token/code/low-s.ts";
import { base64urlLength, fromBase64url, writeBase64url } from "../../../../src/token/code/base64url.ts";
import { signCredential } from "../../../../src/token/code/credential.ts";
import { readCredential } from "../../../../src/token/code/read-credential.ts";
import { aCredential, aTrust, signingKey, someClaims } from "../../../support/code.ts";

const encoded = (text: string) => Buffer.from(text).toString("base64url");

describe("signing", () => {
  test("the header is exactly alg, kid and typ in this order", async () => {
    const { jws } = await aCredential({ issuer: "42" });
    expect(Buffer.from(jws.split(".")[0] ?? "", "base64url").toString()).toBe(
      `{"alg":"ES256","kid":"42.3","typ":"yima-code+jws"}`,
    );
  });

  test("every signature has the low s, and jose verifies it", async () => {
    const key = await aTrust().issuers.get(someClaims().issuer)?.keys.get(7)?.publicKey();
    if (!key) throw new Error("no key");
    for (let round = 0; round < 20; round += 1) {
      const { jws } = await aCredential({ statusIndex: round });
      expect(isLowS(Buffer.from(jws.split(".")[2] ?? "", "base64url"))).toBe(true);
      expect((await compactVerify(jws, key)).protectedHeader.kid).toBe("4201.7");
    }
  });

  test("claims outside the format are a bug of the caller, which the error names", async () => {
    await expect(signCredential(someClaims({ lifetimeMinutes: 0 }), await signingKey("4201.7"))).rejects.toThrow(
      "claims: lifetimeMinutes",
    );
  });
});

describe("reading", () => {
  test("a credential gives back its claims", async () => {
    const { jws, claims } = await aCredential({ colour: "yellow", declaredAt: null });
    const read = readCredential(jws);
    expect(read.ok && read.value.claims).toEqual(claims);
  });

  test.each([
    ["algorithm", `{"alg":"none","kid":"4201.7","typ":"yima-code+jws"}`],
    ["key", `{"alg":"ES256","kid":"4201.8","typ":"yima-code+jws"}`],
    ["order", `{"kid":"4201.7","alg":"ES256","typ":"yima-code+jws"}`],
    ["space", `{"alg": "ES256","kid":"4201.7","typ":"yima-code+jws"}`],
    ["nothing", ""],
  ])("a header with another %s is unexpected", async (_, header) => {
    const { jws } = await aCredential();
    const changed = [encoded(header), ...jws.split(".").slice(1)].join(".");
    expect(readCredential(changed)).toEqual({ ok: false, refusal: { code: "header_unexpected" } });
  });

  test("text that is no compact JWS is not a code", async () => {
    const { jws } = await aCredential();
    const [header = "", payload = "", signature = ""] = jws.split(".");
    const others = [
      "",
      "..",
      `${jws}.`,
      `${jws}=`,
      `${header}.${payload}`,
      `${header}.${payload}.${signature.slice(2)}`,
      `${header}.${payload}+.${signature}`,
      "a".repeat(600),
    ];
    for (const other of others) expect(readCredential(other), other).toEqual({ ok: false, refusal: { code: "not_a_code" } });
  });

  test("another spelling of the last letter is not a code", async () => {
    const { jws } = await aCredential();
    // 64 bytes end in a letter with four unused bits: only A, Q, g and w are canonical.
    expect(readCredential(jws.slice(0, -1) + String.fromCharCode(jws.charCodeAt(jws.length - 1) + 1))).toEqual({
      ok: false,
      refusal: { code: "not_a_code" },
    });
  });

  test("another spelling of the signature is refused", async () => {
    const { jws } = await aCredential();
    const high = Buffer.from(jws.split(".")[2] ?? "", "base64url").fill(0xee, 32);
    const changed = [...jws.split(".").slice(0, 2), high.toString("base64url")].join(".");
    expect(readCredential(changed)).toEqual({ ok: false, refusal: { code: "signature_high_s" } });
  });
});

/** Writes `length` bytes of 255 as base64url into a buffer of 8 letters from index 1 on; returns the buffer with dots for untouched places. */
const lettersOf = (length: number) => {
  const letters = new Uint8Array(8);
  writeBase64url(new Uint8Array(length).fill(255), letters, 1);
  return String.fromCharCode(...letters).replaceAll("\0", ".");
};

describe("base64url", () => {
  test("any bytes are written as Node writes them and are read back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const letters = new Uint8Array(base64urlLength(bytes.length));
        writeBase64url(bytes, letters, 0);
        const text = String.fromCharCode(...letters);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(fromBase64url(text)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  test("letters are written at the stated place, and nothing is written beside them", () => {
    expect([0, 1, 2, 3, 4].map(lettersOf)).toEqual(["........", "._w.....", ".__8....", ".____...", "._____w."]);
  });

  test.each(["A", "AB", "AAAAA", "AA=", "A+==", "AA/A", "AA A", "QUJ\n"])("%j is base64url of no bytes", (text) => {
    expect(fromBase64url(text)).toBeNull();
  });
});
