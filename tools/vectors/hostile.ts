/** Codes of realistic attacks, each with the refusal that stops it. */
import { createHmac } from "node:crypto";
import { compose, digits, headerOf, NOW_SECONDS, type RawRecord, rawRecord, recordBytes, type Tricks } from "./compose.ts";
import { compressed, keyNamed, otherS, sign, toBytes } from "./p256.ts";
import { live, NOW, otherSpelling, paper, refused, type RefusedCase } from "./refused-case.ts";

const mallory = keyNamed("mallory");
const wuhan = keyNamed("4201.7");
const right = headerOf(4201, 7);

/** Attacks by another JWS header. A code contains no header, so each case has a signature over the wrong one, which no verifier computes. */
const HEADERS: readonly (readonly [string, string])[] = [
  ["header says none", right.replace("ES256", "none")],
  ["header says HS256", right.replace("ES256", "HS256")],
  ["header says ES384", right.replace("ES256", "ES384")],
  ["header says EdDSA", right.replace("ES256", "EdDSA")],
  ["header of another type", right.replace("yima-code+jws", "JWT")],
  ["header without a type", `{"alg":"ES256","kid":"4201.7"}`],
  ["header in another order", `{"typ":"yima-code+jws","alg":"ES256","kid":"4201.7"}`],
  ["header with a space", right.replace(",", ", ")],
  ["header names another key", right.replace("4201.7", "4201.8")],
  ["header names another issuer", right.replace("4201.7", "42.3")],
  ["header brings its own key", right.replace("}", `,"jwk":{"kty":"EC"}}`)],
  ["header with crit", right.replace("}", `,"crit":["exp"]}`)],
];

const changed = (at: number, to: (byte: number) => number) => (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  copy[at] = to(copy[at] ?? 0);
  return copy;
};
const flipped = (at: number) => changed(at, (byte) => byte ^ 1);

/** A keyed hash whose secret is the public key, in place of the signature: the classic attack by confusion of algorithms. */
const hashed = (): Buffer => createHmac("sha512", compressed(wuhan)).update(recordBytes(rawRecord())).digest();

type Attack = readonly [name: string, tricks: Tricks, refusal: RefusedCase["refusal"], changes?: Partial<RawRecord>];
const ATTACKS: readonly Attack[] = [
  ["own key under the city's name", { signer: mallory }, { code: "signature_invalid" }],
  ["the province's key under the city's name", { signer: keyNamed("42.3") }, { code: "signature_invalid" }],
  ["the city's next key under the present one's name", { signer: keyNamed("4201.8") }, { code: "signature_invalid" }],
  ["issuer invented", { signer: mallory }, { code: "issuer_unknown", issuer: "4299" }, { issuer: 4299 }],
  ["key number invented", { signer: mallory }, { code: "key_unknown", issuer: "4201", keyNumber: 99 }, { keyNumber: 99 }],
  [
    "a stolen key long retired",
    {},
    { code: "key_not_valid_then", issuer: "4201", keyNumber: 6, issuedAt: NOW - 60_000 },
    { keyNumber: 6, issuedSeconds: NOW_SECONDS - 60 },
  ],
  [
    "a city's key for another province",
    {},
    { code: "region_foreign", issuer: "4201", community: "110101001001" },
    { community: 110101001001 },
  ],
  ["no signature at all", { signature: () => Buffer.alloc(64) }, { code: "signature_invalid" }],
  ["a keyed hash for a signature", { signature: () => changed(32, () => 0)(hashed()) }, { code: "signature_invalid" }],
  ["yesterday's code", {}, { code: "expired", expiresAt: NOW - 3_600_000 }, { issuedSeconds: NOW_SECONDS - 90_000 }],
  ["tomorrow's code", {}, { code: "not_yet_valid", issuedAt: NOW + 86_400_000 }, { issuedSeconds: NOW_SECONDS + 86_400 }],
  ["a picture 46 s old", { proofSeconds: NOW_SECONDS - 46 }, { code: "proof_too_old", proofTime: NOW - 46_000, ageSeconds: 46 }],
  ["a proof made in advance", { proofSeconds: NOW_SECONDS + 46 }, { code: "clock_skew", offsetSeconds: 46 }],
  [
    "an old proof with a new time",
    { proofTimeBytes: () => toBytes(BigInt(NOW_SECONDS + 1), 4) },
    { code: "device_signature_invalid" },
  ],
  ["the issuer's signature respelt", { signature: otherS }, { code: "signature_high_s" }],
  ["the proof respelt", { deviceSignature: otherS }, { code: "device_signature_high_s" }],
  ["green painted over", { record: changed(22, () => 2) }, { code: "signature_invalid" }],
  ["a flag rubbed out", { record: changed(22, () => 0) }, { code: "signature_invalid" }, { paint: 16 }],
  ["lifetime stretched", { record: changed(27, () => 255) }, { code: "signature_invalid" }],
  ["own name put in", { record: changed(40, () => 0xe6) }, { code: "signature_invalid" }],
  [
    "own device put in",
    { record: (bytes) => Buffer.concat([bytes.subarray(0, -33), compressed(mallory)]), device: mallory },
    { code: "signature_invalid" },
  ],
  ["another phone's proof", { device: mallory }, { code: "device_signature_invalid" }],
  ["a proof without its label", { label: "" }, { code: "device_signature_invalid" }],
  ["one bit of the handle", { bytes: flipped(6) }, { code: "signature_invalid" }],
  ["one bit of the issuer's signature", { bytes: flipped(live.record.length + 63) }, { code: "signature_invalid" }],
  ["one bit of the proof", { bytes: flipped(live.bytes.length - 1) }, { code: "device_signature_invalid" }],
  [
    "a proof for another credential",
    { bytes: (bytes) => Buffer.concat([bytes.subarray(0, -68), compose(rawRecord({ statusIndex: 6 })).bytes.subarray(-68)]) },
    { code: "device_signature_invalid" },
  ],
  [
    "the issuer's signature for a proof",
    { deviceSignature: () => sign(wuhan, live.record) },
    { code: "device_signature_invalid" },
  ],
];

/** All attacks as refused cases: the two tables above, and changes of whole codes. */
export function hostileCases(): readonly RefusedCase[] {
  const unproven = live.bytes.subarray(0, -68);
  const asPaper = changed(0, () => 0x12)(Buffer.concat([live.record.subarray(0, -33), unproven.subarray(live.record.length)]));
  const spelling = otherSpelling(live.code);
  return [
    ...HEADERS.map(([name, header]) => refused(name, compose(rawRecord(), { header }).code, { code: "signature_invalid" })),
    ...ATTACKS.map(([name, tricks, refusal, changes]) => refused(name, compose(rawRecord(changes), tricks).code, refusal)),
    refused("a live credential shown as paper", digits(asPaper), { code: "signature_invalid" }),
    refused("a live code without its proof", digits(unproven), { code: "wrong_length", digits: digits(unproven).length }),
    refused("a paper code called live", digits(changed(0, () => 0x11)(paper.bytes)), {
      code: "record_malformed",
      field: "deviceKey",
    }),
    refused("a specimen called paper", digits(changed(0, () => 0x12)(compose(rawRecord({ kind: 3 })).bytes)), {
      code: "signature_invalid",
    }),
    refused("a group spelt otherwise", spelling.code, { code: "not_canonical", group: spelling.group }),
    refused("digits appended", `${live.code}000`, { code: "wrong_length", digits: live.code.length + 3 }),
    refused("the JWS itself", live.jws, { code: "not_a_code" }),
    refused("an answer that would be one", '{"valid":true}', { code: "not_a_code" }),
    refused("a revoked code", live.code, { code: "revoked" }, { status: 1 }),
  ];
}
