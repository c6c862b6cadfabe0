/** Codes that are refused by their shape alone: characters, length, digit groups, version, kind, fields of the record. */
import { compose, type RawRecord, rawRecord } from "./compose.ts";
import { live, otherSpelling, paper, refused, type RefusedCase } from "./refused-case.ts";

const paper105 = compose(rawRecord({ kind: 2, name: Buffer.from("*") }));

export const wrongShape = (): readonly RefusedCase[] => [
  ...[
    "",
    " ",
    "x",
    "https://wuhan.localhost/code",
    live.jws,
    `${live.code} `,
    ` ${live.code}`,
    `${live.code}\n`,
    `+${paper.code}`,
    `-${paper.code}`,
    `${paper.code.slice(0, -1)}.`,
    `0x${paper.code.slice(2)}`,
    paper.code.replace(/^\d/, "１"),
    `٣${paper.code.slice(1)}`,
    "9".repeat(605).concat("a"),
  ].map((code, n) => refused(`not digits alone, ${n}`, code, { code: "not_a_code" })),
  ...[live.code, paper.code].flatMap((code) =>
    [1, 2, 3, 4, 5, 7, 8, 16, 17, 34, 85].map((cut) =>
      refused(`${code.length} digits, ${cut} cut off`, code.slice(0, -cut), { code: "wrong_length", digits: code.length - cut }),
    ),
  ),
  ...[live.code, paper.code].flatMap((code) =>
    ["0", "7", "000", "123", "00000", "0".repeat(17), "1".repeat(17)].map((tail) =>
      refused(`${code.length} digits and ${tail} after`, code + tail, {
        code: "wrong_length",
        digits: code.length + tail.length,
      }),
    ),
  ),
  refused("shorter than any code", paper105.code.slice(0, -17), { code: "wrong_length", digits: 238 }),
  refused("longer than any symbol", "1".repeat(605), { code: "wrong_length", digits: 605 }),
  ...[live.code, paper.code].map((code) => {
    const spelling = otherSpelling(code);
    return refused(`${code.length} digits, another spelling of group ${spelling.group}`, spelling.code, {
      code: "not_canonical",
      group: spelling.group,
    });
  }),
  refused("all nines", "9".repeat(255), { code: "not_canonical", group: 0 }),
  ...[2, 3, 4, 5, 6, 7].map((letters) => {
    const { code, bytes } = compose(rawRecord({ kind: 2, name: Buffer.from("x".repeat(letters)) }));
    const rest = code.length % 17;
    return refused(`last ${rest} digits beyond their ${bytes.length % 7} bytes`, code.slice(0, -rest) + "9".repeat(rest), {
      code: "not_canonical",
      group: Math.floor(bytes.length / 7),
    });
  }),
];

const RECORD_FAULTS: readonly (readonly [name: string, changes: Partial<RawRecord>, refusal: RefusedCase["refusal"]])[] = [
  ...[0, 2, 3, 15].map((version) => [`version ${version}`, { version }, { code: "version_unknown", version }] as const),
  ...[0, 4, 5, 15].map((kind) => [`kind ${kind}`, { kind }, { code: "kind_unknown", kind }] as const),
  ...[1, 9, 100, 999, 10000, 0xffffff].map(
    (issuer) => [`issuer number ${issuer}`, { issuer }, { code: "record_malformed", field: "issuer" }] as const,
  ),
  ...[64, 128, 0xf2].map(
    (paint) => [`byte 22 is ${paint}`, { paint }, { code: "record_malformed", field: "reservedBits" }] as const,
  ),
  ...[6, 15].map((paint) => [`colour ${paint}`, { paint }, { code: "record_malformed", field: "colour" }] as const),
  ...[1, 2, 3, 4, 5].map(
    (paint) => [`paper of colour ${paint}`, { kind: 2, paint }, { code: "record_malformed", field: "colour" }] as const,
  ),
  ["lifetime 0", { lifetimeMinutes: 0 }, { code: "record_malformed", field: "lifetimeMinutes" }],
  ...[0, 42, 99_999_999_999, 1e12, 2 ** 40 - 1].map(
    (community) => [`community ${community}`, { community }, { code: "record_malformed", field: "community" }] as const,
  ),
  ...["", "ff", "c080", "e5bc", "eda080", "f4908080", "65cc81", "41e2808b", "e280ae41", "4109", "7f", "c285", "efbbbf41"].map(
    (hex) =>
      [
        `name bytes ${hex === "" ? "absent" : hex}`,
        { name: Buffer.from(hex, "hex") },
        { code: "record_malformed", field: "maskedName" },
      ] as const,
  ),
  ["name of 25 bytes", { name: Buffer.from("x".repeat(25)) }, { code: "record_malformed", field: "maskedName" }],
];

export const wrongRecord = (): readonly RefusedCase[] => [
  ...RECORD_FAULTS.map(([name, changes, refusal]) => {
    // The cases are live codes unless they name a kind: a paper code with an empty name would be refused as too short.
    return refused(name, compose(rawRecord(changes), { withProof: (changes.kind ?? 1) !== 2 }).code, refusal);
  }),
  ...[0, 4, 5].map((prefix) => {
    const deviceKey = Buffer.concat([Buffer.from([prefix]), rawRecord().deviceKey.subarray(1)]);
    return refused(`device key begins with ${prefix}`, compose(rawRecord({ deviceKey })).code, {
      code: "record_malformed",
      field: "deviceKey",
    });
  }),
];
