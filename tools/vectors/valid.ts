/** Codes that every verifier must accept: fields at their bounds, every colour, and clocks within the tolerated difference. */
import { compose, NOW_SECONDS, type RawRecord, rawRecord } from "./compose.ts";
import { MEMBERS_FROM } from "./issuers.ts";

export interface ValidCase {
  readonly name: string;
  /** The verifier's clock, milliseconds since 1970. */
  readonly now: number;
  /** The entry in the status list; absent: no list is available. */
  readonly status?: number;
  readonly code: string;
  readonly jws: string;
  readonly record: string;
  readonly expected: object;
}

const COLOURS = ["none", "grey", "green", "yellow", "red", "orange"];
const FLAGS = ["identity_unchecked", "other_phone"];
/** What the values of a list say of a paper code; without a list it is `ask`. */
const PAPER_STATES = ["passes", "over", "ask", "stop"];
const NAMES = [
  "张",
  "张*",
  "欧阳*",
  "O'N*",
  "*",
  "𠮷*",
  "阿··",
  "བསོད**",
  "é*",
  "ئا****",
  "Ñ-ü*",
  "一二三四五六七八",
  "abcdefghijklmnopqrstuvwx",
  "𠮷𠮷𠮷𠮷𠮷𠮷",
];

function expected(raw: RawRecord, proofSeconds: number | null, nowMs: number, status: number | undefined): object {
  const issuedAt = raw.issuedSeconds * 1000;
  const live = raw.kind === 1;
  const claims = {
    kind: live ? "live" : "paper",
    issuer: String(raw.issuer),
    keyNumber: raw.keyNumber,
    handle: raw.handle.toString("hex"),
    colour: COLOURS[raw.paint % 16],
    flags: FLAGS.filter((_, bit) => (raw.paint & (16 << bit)) !== 0),
    issuedAt,
    lifetimeMinutes: raw.lifetimeMinutes,
    declaredAt: raw.declaredMinutes === 65535 ? null : issuedAt - (issuedAt % 60_000) - raw.declaredMinutes * 60_000,
    community: String(raw.community),
    statusIndex: raw.statusIndex,
    maskedName: raw.name.toString(),
    ...(live ? { deviceKey: raw.deviceKey.toString("hex") } : {}),
  };
  return {
    claims,
    expiresAt: issuedAt + raw.lifetimeMinutes * 60_000,
    proofTime: proofSeconds === null ? null : proofSeconds * 1000,
    clockOffsetSeconds: proofSeconds === null ? 0 : Math.round((proofSeconds * 1000 - nowMs) / 1000),
    statusChecked: status !== undefined,
    paper: live ? null : PAPER_STATES[status ?? 2],
  };
}

/** Changes of the good record: each gives one case with a live code and one with a paper code. */
const RECORDS: readonly (readonly [name: string, changes: Partial<RawRecord>])[] = [
  ["as most are", {}],
  ...COLOURS.slice(0, 5).map((colour, paint) => [`colour ${colour}`, { paint }] as const),
  ...COLOURS.map((colour, paint) => [`the nation's ${colour}`, { issuer: 0, keyNumber: 0, paint }] as const),
  ...[16, 32, 48].map((paint) => [`flags ${paint}`, { paint }] as const),
  ...NAMES.map((text) => [`name ${text}`, { name: Buffer.from(text) }] as const),
  ["the province", { issuer: 42, keyNumber: 3 }],
  ["the province elsewhere in it", { issuer: 42, keyNumber: 3, community: 421381100000 }],
  ["another city", { issuer: 3301, keyNumber: 1, community: 330106001001 }],
  ["the nation, greatest key number", { issuer: 0, keyNumber: 65535 }],
  ["the nation for the least community", { issuer: 0, keyNumber: 0, community: 100_000_000_000 }],
  ["the nation for the greatest community", { issuer: 0, keyNumber: 0, community: 999_999_999_999 }],
  ["a street", { community: 420107012000 }],
  ["handle all zeros", { handle: Buffer.alloc(16) }],
  ["handle all ones", { handle: Buffer.alloc(16, 255) }],
  ["first entry of the list", { statusIndex: 0 }],
  ["last entry of a list", { statusIndex: 0xffffff }],
  ["not declared", { declaredMinutes: 65535 }],
  ["declared long ago", { declaredMinutes: 65534 }],
  ["declared one minute less long ago", { declaredMinutes: 65533 }],
  ["declared within the minute of issue", { declaredMinutes: 0 }],
  ["longest lifetime", { lifetimeMinutes: 65535 }],
  ["shortest lifetime", { lifetimeMinutes: 1, issuedSeconds: NOW_SECONDS - 1 }],
  ["issued this second", { issuedSeconds: NOW_SECONDS }],
  ["issued by a clock 45 s ahead", { issuedSeconds: NOW_SECONDS + 45 }],
  ["expires in a second", { lifetimeMinutes: 1, issuedSeconds: NOW_SECONDS - 59 }],
  ["issued in the key's first second", { issuedSeconds: Date.parse("2020-02-01T00:00:00Z") / 1000, lifetimeMinutes: 65535 }],
  [
    "retired key, issued while it was valid",
    { keyNumber: 6, issuedSeconds: Date.parse("2020-02-19T23:59:59Z") / 1000, lifetimeMinutes: 65535 },
  ],
];

/** How far the holder's clock is ahead (s; negative: behind), and by how many ms the verifier's clock is past the full second. */
const CLOCKS: readonly (readonly [offset: number, ms: number])[] = [
  ...[-45, -44, -30, -15, -1, 0, 1, 15, 30, 44, 45].map((offset) => [offset, 0] as const),
  ...[-44, -15, 0, 1, 15, 45].map((offset) => [offset, 499] as const),
];

/** Codes that live codes alone can be. */
const LIVE_ALONE: typeof RECORDS = [
  ...[18, 34, 50].map((paint) => [`green with the flags ${paint - 2}`, { paint }] as const),
  ["a key for live codes", { keyNumber: 20 }],
  ["the nation's key for communities without an issuer", { issuer: 0, keyNumber: 22 }],
  ["the nation's key for converted codes", { issuer: 0, keyNumber: 23 }],
  ["the nation's converted code, whose community a member covers", { issuer: 0, keyNumber: 23, issuedSeconds: NOW_SECONDS }],
  [
    "the nation's key for communities without an issuer, in the last second before a member covers it",
    { issuer: 0, keyNumber: 22, issuedSeconds: MEMBERS_FROM["42"] - 1 },
  ],
  [
    "the nation's key for communities without an issuer, beside a city that is a member",
    { issuer: 0, keyNumber: 22, issuedSeconds: NOW_SECONDS, community: 330206001001 },
  ],
];
const PAPER_ALONE: typeof RECORDS = [
  ["a key for paper codes", { keyNumber: 21 }],
  ["the nation's key for paper codes", { issuer: 0, keyNumber: 21 }],
];

/** All valid cases: the changes as live and as paper codes, which have no colour, the clocks, and what a status list may say. */
export function validCases(): readonly ValidCase[] {
  const now = NOW_SECONDS * 1000;
  const make = (name: string, raw: RawRecord, proofSeconds: number | null, at: number, status?: number) => {
    const composed = compose(raw, proofSeconds === null ? {} : { proofSeconds });
    const { code, jws, record } = composed;
    const fields = { code, jws, record: record.toString("hex"), expected: expected(raw, proofSeconds, at, status) };
    return { name, now: at, ...(status === undefined ? {} : { status }), ...fields };
  };
  return [
    ...[...RECORDS, ...LIVE_ALONE].map(([name, changes]) => make(`live: ${name}`, rawRecord(changes), NOW_SECONDS, now)),
    ...[...RECORDS.filter(([, { paint = 0 }]) => paint % 16 === 0), ...PAPER_ALONE].map(([name, changes]) =>
      make(`paper: ${name}`, rawRecord({ ...changes, kind: 2 }), null, now),
    ),
    ...CLOCKS.map(([offset, ms]) =>
      make(`live: proof ${offset} s from a clock ${ms} ms past`, rawRecord(), NOW_SECONDS + offset, now + ms),
    ),
    make("live: the list says valid", rawRecord(), NOW_SECONDS, now, 0),
    ...[0, 2, 3].map((status) => make(`paper: the list says ${PAPER_STATES[status]}`, rawRecord({ kind: 2 }), null, now, status)),
  ];
}
