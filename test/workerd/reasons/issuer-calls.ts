/** Arguments for the methods of an issuer, its files of facts, its trials and its status lists: see methods.ts. */
import { SHIPPED_RULE_SETS } from "../../../src/domain/rules/shipped.ts";
import type { RuleSet } from "../../../src/domain/rules/rule-set.ts";
import { anArea } from "../builders.ts";
import { type CallsOf, type Victim, ID, nothing, byNow, byId, officer } from "./calls.ts";

const proposed = ({ person, now }: Victim) => ({
  id: ID,
  at: now,
  by: officer(person),
  change: { kind: "colours_switch", from: 0 },
  reason: "unified_standard",
  evidence: "第 12 号",
  decision: null,
});
const proposedRuleSet = (victim: Victim, { id, issuer, version, title, validFrom, validUntil }: RuleSet) => ({
  ...proposed(victim),
  id: `rule-set-${id}`,
  change: { kind: "rule_set", ruleSet: { id, issuer, version, title, validFrom, validUntil } },
});
const decided = ({ now }: Victim, by: string) => [
  ID,
  { act: "approved", at: now, by: officer(by), note: "已核对" },
  { concerns: [], hasOpened: true },
  [],
];
import { ISSUER } from "./state.ts";

/** A file of trust that nobody has signed. */
const FILE = JSON.stringify({ payload: "e30", signatures: [] });
const HOSTED = {
  code: "36",
  hosts: ["jiangxi.localhost"],
  name: { zh: "红", en: "red" },
  shards: 1,
  credentialsPerPhone: 1,
  credentialLifetimeMinutes: 60,
  coloursFrom: "2020-01-01T00:00:00+08:00",
};
const FOREIGN_FACT = {
  id: ID,
  handle: "AAAAAAAAAAAAAAAAAAAAAA",
  kind: "close_contact",
  from: "2020-03-01",
  until: null,
  source: "440106",
  reference: "7-31",
  basis: "outbreak",
};
const listFile = (now: number) => ({ list: "facts", file: "0".repeat(64), name: "a.csv", sender: "省平台", sentAt: now });

export const NATIONS: CallsOf = {
  root: () => [[1]],
  state: nothing,
  register: () => [[1]],
  book: () => [[0]],
  candidates: nothing,
  members: byNow,
  beginExamination: ({ now }) => [
    [{ code: "42" }, now],
    [{ application: "a.b.c" }, now],
  ],
  offerRegister: ({ now }) => [[FILE, now]],
  offerStatement: ({ now }) => [["a.b.c", now]],
  originOf: () => [["42"]],
  noteLetter: ({ now }) => [[{ code: "42", at: now, fault: "silent", detail: null, clockMs: null }]],
  orderHosting: ({ now }) =>
    [
      { act: "host", issuer: HOSTED },
      { act: "end", code: HOSTED.code },
    ].flatMap((act) => ["operator-1", "operator-2"].map((operator) => [{ operator, request: "a.b.c", act }, now])),
  withdrawHosting: ({ now }) => [["operator-1", HOSTED.code, now]],
  hostings: byNow,
  alarm: nothing,
  suspend: ({ now }) => [["a.b.c", now]],
};

export const TRUSTS: CallsOf = { alarm: nothing, sealOf: () => [["42"]], pull: byNow, hear: ({ now }) => [["a.b.c", now]] };

const ENTRY = { kind: "close_contact", source: "440106", reference: "7-31" };
const WHY = { zh: "密切接触者", en: "A close contact" };

export const MAILBOXES: CallsOf = {
  alarm: nothing,
  told: nothing,
  obey: ({ now }) => [
    [{ id: ID, act: "let_in", through: now }, now],
    [{ id: `${ID}1`, act: "take_back", since: "2020-03-01" }, now],
  ],
  hand: ({ now }) => [[{ kind: "statement", file: "a.b.c", origin: "https://code.gov.cn" }, now]],
  send: () => [["passes", [{ id: ID, at: 1, place: { division: "420107001002", point: "南门" }, code: "AA" }]]],
  sendAppeals: ({ person }) => [
    [
      [
        {
          item: { id: ID, ...ENTRY, fact: null, at: 1 },
          person,
          words: { maskedName: "尹**", colour: "red", why: WHY, text: "不是我", files: 0 },
        },
      ],
    ],
  ],
  giveAnswer: ({ now }) => [[ID, { decision: "refuse", ground: null, reason: "无误" }, now]],
  take: ({ now }) => [
    [{ from: "0", to: ISSUER, issuedAt: now, expiresAt: now, id: ID, kind: "trust", items: [{ id: ID, file: "a.b.c" }] }, now],
    [{ from: "0", to: ISSUER, issuedAt: now, expiresAt: now, id: `${ID}1`, kind: "fact", items: [FOREIGN_FACT] }, now],
  ],
};

export const CONVERSIONS: CallsOf = {
  alarm: nothing,
  convert: ({ now }) => [
    [
      {
        home: { issuer: ISSUER, list: "420107001002-20360301" },
        homeHandle: "00".repeat(16),
        homeIndex: 1,
        handedOverAt: now,
        count: 1,
        community: "420107001002",
        validity: { issuedAt: now, lifetimeMinutes: 60, expiresAt: now + 3_600_000 },
        turn: 0,
      },
      now,
    ],
  ],
  forward: ({ now }) => [
    [[{ handle: "00".repeat(16), item: { id: ID, at: 1, place: { division: "420107001002", point: "南门" }, code: "AA" } }], now],
  ],
};

export const ISSUERS: CallsOf = {
  notePeer: () => [["44"]],
  peers: nothing,
  application: ({ now }) => [[{ name: { zh: "红", en: "red" }, origin: "https://code.gov.cn", mode: "A" }, true, now]],
  identityListed: ({ now }) => [[{ x: "AA", y: "AA" }, now]],
  jwks: byNow,
  sealKey: nothing,
  signingKey: byNow,
  pastKeys: byNow,
  replaceKeys: ({ now }) => [["operator-1", now]],
  useOnce: ({ now }) => [[ID, now, now]],
  noteAppeal: ({ now }) => [
    [{ kind: "granted", home: "42", told: ID, appeal: ID }, now],
    [{ kind: "silent", source: "440106", appeal: ID }, now],
  ],
  noteAppointment: ({ account, now }) => [
    [{ operator: "operator-1", division: ISSUER, account, maskedName: "尹**", isRegionTaken: false }, now],
  ],
  proposals: byNow,
  proposeRuleSet: (victim) => SHIPPED_RULE_SETS.map(({ ruleSet }) => [proposedRuleSet(victim, ruleSet), ruleSet]),
  ruleSet: byId,
  ruleSets: nothing,
  enterAreas: ({ now }) => [[[anArea({ division: "420107" })], 16, now]],
  takeAreas: ({ now }) => [[[{ division: "440106", levels: [] }], "44", 16, now]],
  foreseeAreas: () => [[[anArea({ division: "420107" })]]],
  takeBackAreas: ({ now }) => [[ID, 16, now]],
  noteList: ({ now }) => [
    [{ id: ID, file: listFile(now), isClient: true, kinds: [], sources: [], result: null, takenBack: null }, now],
  ],
  lists: () => [[null, 10]],
  list: () => [[ID]],
  noteOpened: ({ person, now }) => [[ID, person, now]],
  areas: byNow,
  propose: (victim) => [[proposed(victim)]],
  // One call by the officer who proposed, and one by another officer.
  decideProposal: (victim) => [decided(victim, victim.person), decided(victim, "another")],
  alarm: nothing,
};

export const CLIENTS: CallsOf = {
  clients: nothing,
  make: ({ person, now }) => [
    [
      {
        id: ID,
        name: "省平台",
        scope: ISSUER,
        rights: ["facts"],
        verbs: [],
        keys: [],
        made: { at: now, by: officer(person) },
        secretHash: "h",
      },
    ],
  ],
  approve: ({ person, stranger, now }) => [person, stranger].map((by) => [ID, { at: now, by: officer(by) }]),
  revoke: ({ person, now }) => [["another", { at: now, by: officer(person) }]],
  use: ({ now }) => [
    [ID, "h", now],
    [ID, "other", now],
  ],
  keys: byId,
  act: ({ now }) => [[ID, "query-health", { id: "jti", forgetAt: now + 60_000 }, now]],
  admit: ({ now }) => [
    [ID, "jti", now + 60_000, now],
    [ID, "jti", now + 60_000, now],
  ],
};

export const IMPORTS: CallsOf = {
  begin: ({ account, person, now }) =>
    [null, { person, concerns: [] }].map((by) => [
      { format: "csv", name: "a.csv", sender: { id: account, name: "", scope: "", officer: by }, shards: 16 },
      now,
    ]),
  add: () => [[1, 0, "证件号码,名单\nx,confirmed"]],
  close: ({ now }) => [[1, 1, now]],
  alarm: nothing,
  view: nothing,
  forget: () => [[1]],
  reading: nothing,
  names: ({ person }) => [[[person]]],
  levels: ({ now }) => [[0, now]],
  refusedLines: () => [[0]],
  obey: ({ now }) => (["proposed", "enter", "take_back", "drop"] as const).map((act) => [{ act, id: ID, attempt: 1 }, now]),
};

export const TRIALS: CallsOf = {
  start: ({ person, now }) => [
    [
      {
        run: ID,
        id: ID,
        tried: { kind: "rule_set", ruleSet: SHIPPED_RULE_SETS[0]?.ruleSet },
        shards: 1,
        by: officer(person),
      },
      now,
    ],
  ],
  count: ({ person, now }) => [
    [{ run: "count", id: "count", tried: { kind: "levels", turns: [] }, shards: 1, by: officer(person) }, now],
  ],
  counts: () => [[[ID, "count"]]],
  view: () => [[ID, null]],
  open: ({ person }) => [[ID, null, person]],
  wasOpened: ({ person }) => [[ID, person]],
  cancel: byId,
  alarm: nothing,
};

export const LISTS: CallsOf = {
  allot: () => [[1]],
  allotRevoked: nothing,
  turned: byNow,
  withdraw: () => [[[0], "invalid"]],
  alarm: nothing,
};
