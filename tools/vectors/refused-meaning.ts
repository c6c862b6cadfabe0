/** Codes of the right shape that are invalid by trust, signature, time, status or colour. Most have one fault; the others show which check comes first. */
import { compose, NOW_SECONDS, rawRecord, type Tricks } from "./compose.ts";
import { MEMBERS_FROM } from "./issuers.ts";
import { keyNamed, otherS } from "./p256.ts";
import { live, NOW, paper, refused, type RefusedCase } from "./refused-case.ts";

const foreign = rawRecord({ issuer: 42, keyNumber: 3 });
export const wrongTrust = (): readonly RefusedCase[] => [
  ...[31, 4401, 9999].map((issuer) =>
    refused(`issuer ${issuer} is not trusted`, compose(rawRecord({ issuer, community: 440103001001 })).code, {
      code: "issuer_unknown",
      issuer: String(issuer),
    }),
  ),
  ...[0, 9, 65535].map((keyNumber) =>
    refused(`key number ${keyNumber} is not published`, compose(rawRecord({ keyNumber })).code, {
      code: "key_unknown",
      issuer: "4201",
      keyNumber,
    }),
  ),
  ...[
    [6, NOW_SECONDS - 60],
    [6, Date.parse("2020-02-20T00:00:00Z") / 1000],
    [7, Date.parse("2020-01-31T23:59:59Z") / 1000],
    [8, NOW_SECONDS - 60],
  ].map(([keyNumber = 0, issuedSeconds = 0]) =>
    refused(
      `key ${keyNumber} was not valid at ${issuedSeconds}`,
      compose(rawRecord({ keyNumber, issuedSeconds, lifetimeMinutes: 65535 })).code,
      { code: "key_not_valid_then", issuer: "4201", keyNumber, issuedAt: issuedSeconds * 1000 },
    ),
  ),
  ...[22, 24].map((keyNumber) =>
    refused(`key ${keyNumber} is for a kind that the city does not have`, compose(rawRecord({ keyNumber })).code, {
      code: "key_unknown",
      issuer: "4201",
      keyNumber,
    }),
  ),
  ...(
    [
      ["a key for live codes signs paper", { kind: 2, keyNumber: 20 }],
      ["a key for paper codes signs a live code", { keyNumber: 21 }],
      ["the nation's key for paper codes signs a live code", { issuer: 0, keyNumber: 21 }],
      ["the nation's key for communities without an issuer signs paper", { kind: 2, issuer: 0, keyNumber: 22 }],
      ["the nation's key for converted codes signs paper", { kind: 2, issuer: 0, keyNumber: 23 }],
    ] as const
  ).map(([name, changes]) => {
    const raw = rawRecord(changes);
    const { issuer, keyNumber } = raw;
    return refused(name, compose(raw).code, { code: "key_not_for_this", issuer: String(issuer), keyNumber });
  }),
  ...[420281001001, 330106001001, 110101001001].map((community) =>
    refused(`the city signs for ${community}`, compose(rawRecord({ community })).code, {
      code: "region_foreign",
      issuer: "4201",
      community: String(community),
    }),
  ),
  ...(
    [
      ["the nation signs without a kind for a province that is a member since this second", { keyNumber: 0 }],
      ["the nation's key for communities without an issuer signs for a province that is a member", { keyNumber: 22 }],
      ["the nation signs for a city that is a member", { keyNumber: 22, community: 330106001001 }],
      ["the nation signs paper for a province that is a member", { kind: 2, keyNumber: 21 }],
      ["the nation's specimen for a province that is a member", { kind: 3, keyNumber: 22 }],
    ] as const
  ).map(([name, changes]) => {
    const raw = rawRecord({ issuer: 0, issuedSeconds: MEMBERS_FROM["42"], ...changes });
    return refused(name, compose(raw).code, { code: "region_foreign", issuer: "0", community: String(raw.community) });
  }),
  refused("the province signs for another", compose({ ...foreign, community: 430102001001 }).code, {
    code: "region_foreign",
    issuer: "42",
    community: "430102001001",
  }),
];

export const wrongSignatures = (): readonly RefusedCase[] => {
  const cases: readonly (readonly [string, Tricks, string])[] = [
    ["the issuer's other spelling (n - s)", { signature: otherS }, "signature_high_s"],
    [
      "the issuer's s is n",
      {
        signature: (right) =>
          Buffer.concat([
            right.subarray(0, 32),
            Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "hex"),
          ]),
      },
      "signature_high_s",
    ],
    ["the issuer's signature is zero", { signature: () => Buffer.alloc(64) }, "signature_invalid"],
    ["another's signature", { signer: keyNamed("mallory") }, "signature_invalid"],
    ["the device's other spelling (n - s)", { deviceSignature: otherS }, "device_signature_high_s"],
    ["the device's signature is zero", { deviceSignature: () => Buffer.alloc(64) }, "device_signature_invalid"],
    ["another device's signature", { device: keyNamed("device 2") }, "device_signature_invalid"],
    ["the proof has another label", { label: "yima-live-2" }, "device_signature_invalid"],
  ];
  const offCurve = Buffer.concat([Buffer.from([2]), Buffer.alloc(31), Buffer.from([1])]);
  return [
    ...cases.map(([name, tricks, code]) => refused(name, compose(rawRecord(), tricks).code, { code })),
    refused(
      "device key beyond the field",
      compose(rawRecord({ deviceKey: Buffer.concat([Buffer.from([3]), Buffer.alloc(32, 255)]) })).code,
      { code: "device_key_invalid" },
    ),
    refused("device key off the curve", compose(rawRecord({ deviceKey: offCurve })).code, { code: "device_key_invalid" }),
    refused("a specimen", compose(rawRecord({ kind: 3 })).code, { code: "specimen" }),
    ...[20, 21].map((keyNumber) =>
      refused(`a specimen of key ${keyNumber}`, compose(rawRecord({ kind: 3, keyNumber })).code, { code: "specimen" }),
    ),
    refused(
      "an expired specimen is a specimen first",
      compose(rawRecord({ kind: 3, issuedSeconds: NOW_SECONDS - 864_000 })).code,
      { code: "specimen" },
    ),
    refused("a forged specimen is forged first", compose(rawRecord({ kind: 3 }), { signer: keyNamed("mallory") }).code, {
      code: "signature_invalid",
    }),
  ];
};

export const wrongTimes = (): readonly RefusedCase[] => [
  ...[46, 60, 180, 86_400].map((ageSeconds) =>
    refused(`proof ${ageSeconds} s old`, compose(rawRecord(), { proofSeconds: NOW_SECONDS - ageSeconds }).code, {
      code: "proof_too_old",
      proofTime: NOW - ageSeconds * 1000,
      ageSeconds,
    }),
  ),
  refused(
    "proof a millisecond too old",
    live.code,
    { code: "proof_too_old", proofTime: NOW, ageSeconds: 45 },
    { now: NOW + 45_001 },
  ),
  ...[46, 73, 3600].map((offsetSeconds) =>
    refused(`proof ${offsetSeconds} s ahead`, compose(rawRecord(), { proofSeconds: NOW_SECONDS + offsetSeconds }).code, {
      code: "clock_skew",
      offsetSeconds,
    }),
  ),
  ...[1, 2].flatMap((kind) =>
    [46, 86_400].map((ahead) =>
      refused(`kind ${kind} issued ${ahead} s from now`, compose(rawRecord({ kind, issuedSeconds: NOW_SECONDS + ahead })).code, {
        code: "not_yet_valid",
        issuedAt: NOW + ahead * 1000,
      }),
    ),
  ),
  ...[1, 2].flatMap((kind) =>
    [0, 1, 86_400].map((since) =>
      refused(
        `kind ${kind} expired ${since} s ago`,
        compose(rawRecord({ kind, issuedSeconds: NOW_SECONDS - 600 - since, lifetimeMinutes: 10 })).code,
        { code: "expired", expiresAt: NOW - since * 1000 },
      ),
    ),
  ),
  ...(
    [
      [live, 1, { code: "revoked" }],
      [live, 2, { code: "suspended" }],
      [live, 3, { code: "status_unknown", status: 3 }],
      [paper, 1, { code: "revoked" }],
    ] as const
  ).map(([{ code }, status, refusal]) => refused(`${code.length} digits, status ${status}`, code, refusal, { status })),
  refused(
    "expired and revoked is expired",
    compose(rawRecord({ issuedSeconds: NOW_SECONDS - 600, lifetimeMinutes: 10 })).code,
    { code: "expired", expiresAt: NOW },
    { status: 1 },
  ),
  ...[0, 16].map((flags) =>
    refused(`a city's orange, flags ${flags}`, compose(rawRecord({ paint: flags + 5 })).code, {
      code: "colour_foreign",
      issuer: "4201",
      colour: "orange",
    }),
  ),
  refused("a province's orange", compose({ ...foreign, paint: 5 }).code, {
    code: "colour_foreign",
    issuer: "42",
    colour: "orange",
  }),
];
