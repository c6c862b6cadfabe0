/** Arguments for the methods of persons, logins and appeals: see methods.ts. */
import { SHIPPED_RULE_SETS } from "../../../src/domain/rules/shipped.ts";
import { aDeclaration, COMMUNITY } from "../builders.ts";
import { aUseOf, type CallsOf, ID, nothing, byNow, byPerson, byAccount, byId, purpose } from "./calls.ts";
import { ISSUER } from "./state.ts";

const anOfficer = (person: string) => ({ person, maskedPhone: "139", alone: [], concerns: [] });
const fact = { kind: "confirmed", from: "2020-03-01", until: null, source: "420107", reference: "walk" };
const high = { division: "420107", level: "high", from: "2020-01-23", until: null };
const queued = { at: 0, maskedName: "尹**", colour: "green", why: { zh: "", en: "" }, cause: "confirmed", text: "", files: [] };

export const PEOPLE: CallsOf = {
  claim: ({ person, stranger, now }) => [
    [
      {
        person,
        account: stranger,
        identity: { name: "尹小满", document: { type: "10", number: "" } },
        relation: "self",
        claimId: "c",
        maskedPhone: "",
      },
      now,
    ],
  ],
  answer: ({ person, account, stranger, now }) => [account, stranger].map((by) => [person, by, ID, "allow", now]),
  release: ({ person, stranger, now }) => [[person, stranger, now]],
  restWith: ({ person, account, now }) => [
    [person, account, true, now],
    [person, account, false, now],
  ],
  view: byPerson,
  declare: ({ person, account, stranger, now }) =>
    [account, stranger].map((by) => [person, by, `${ID}${by}`, aDeclaration({ temperatureCelsius: 36.4 }), now]),
  checkIn: ({ person, account, stranger, now }) =>
    [account, stranger].map((by) => [person, by, { id: `${ID}${by}`, at: now, temperatureCelsius: 38.4, symptoms: [] }]),
  checkIns: byPerson,
  colour: byPerson,
  askToDeclare: ({ person, now }) => [[person, { at: now, community: COMMUNITY, point: "南门" }]],
  enterFacts: ({ person, now }) => [
    [[{ person, fact }], now],
    [[{ person, fact: { ...fact, until: "2020-03-02" } }], now],
    [[{ person, fact: { ...fact, from: "", until: "9999-99-99", reference: "x" } }], now],
    [[{ person, fact: { ...fact, reference: "of a list" } }], now, ID],
  ],
  areFactsKnown: ({ person }) => [[[{ person, fact }]]],
  foreseeFacts: ({ person, now }) => [[{ persons: [{ person, facts: [fact] }], named: [person] }, now]],
  takeBackList: ({ now }) => [[{ list: ID, after: "" }, now]],
  factState: ({ person }) => [[{ person, name: fact }]],
  hear: ({ person, now }) => [
    [{ kind: "areas", areas: [{ division: "420107", periods: [high] }] }, now],
    [{ kind: "manual_fact", act: "enter", person, fact: { ...fact, reference: "by hand" } }, now],
    [{ kind: "manual_fact", act: "withdraw", person, fact }, now],
    [{ kind: "rules", at: now }, now],
  ],
  decisions: ({ person, account, now }) => [[{ person, division: ISSUER, office: ISSUER, actor: account, purpose }, now]],
  ownDecisions: byPerson,
  declared: ({ person, account }) => [[person, account, ID]],
  declarations: ({ person, account }) => [[person, account, 9]],
  declaration: ({ person, account }) => [[person, account, 1]],
  appeals: byPerson,
  appeal: ({ person, account, stranger, now }) =>
    [account, stranger].map((by) => [
      {
        person,
        account: by,
        id: ID,
        text: "不是我",
        cause: "confirmed",
        region: ISSUER,
        files: [],
        shown: { colour: "red", why: { zh: "确诊", en: "A case" } },
      },
      now,
    ]),
  answerAppeal: ({ person, now }) => [
    [person, "another", { decision: "grant", ground: "wrong_person", reason: "误" }, now],
    [person, ID, { decision: "grant", ground: "wrong_person", reason: "误" }, now],
  ],
  answerSentAppeal: ({ person, now }) => [[{ person, item: ID, from: "0", answer: { decision: "refuse", reason: "无误" } }, now]],
  setAside: ({ person, now }) => [[person, ID, now]],
  endReview: ({ person, now }) => ["another", ID].map((id) => [person, id, "no_contact_found", now]),
  beginFile: ({ person, account, now }) => [
    [{ person, appeal: ID }, account, { id: ID, type: "application/pdf", bytes: 9 }, now],
  ],
  fileArrived: ({ person }) => [[{ person, appeal: ID, id: ID }]],
  appealFile: ({ person, account }) => [[{ person, appeal: ID, id: ID }, account]],
  lookAtFile: ({ person, account, now }) => [[{ person, appeal: ID, id: ID, actor: account, office: ISSUER }, now]],
  draftCredentials: ({ person, account, now }) => [[{ person, account, count: 1, lifetimeMinutes: 60, showsColours: true }, now]],
  revoke: byPerson,
  holders: (victim) => [[[{ person: victim.person, handle: "00", use: aUseOf(victim) }], victim.now]],
  health: ({ person, now }) => [
    [{ person, handle: "00", office: "4201", actor: "client/1", purpose: { kind: "other", text: "入院登记" } }, now],
  ],
  countUses: (victim) => [[[aUseOf(victim), aUseOf(victim)]]],
  prove: ({ person, account, now }) => [[person, account, "+8613900000000", now]],
  answerManager: ({ person, account, stranger, now }) =>
    [account, stranger].map((by) => [person, by, account.slice(0, 16), "end", now]),
  denyChange: ({ person, account, stranger, now }) => [account, stranger].map((by) => [person, by, now]),
  holderOf: byPerson,
  formerPhones: ({ person, account, now }) => [[person, account, now]],
  proofs: ({ person, account, now }) => [[[{ person, account }], now]],
  proveInPerson: ({ person, account, now }) => [[person, account, { source: "office", reference: "1" }, now]],
  ownAccounts: byPerson,
  lookAtManagers: ({ person, account, stranger, now }) =>
    [account, stranger].map((actor) => [{ person, office: ISSUER, actor, named: account }, now]),
  managersOf: ({ person, account, now }) => [[person, account, now]],
  settleCase: ({ person, account, now }) => [
    [
      {
        person,
        identity: { name: "尹小满", document: { type: "10", number: "" } },
        login: { account, relation: "other", maskedPhone: "" },
        by: { source: ISSUER, reference: ID },
      },
      now,
    ],
  ],
  maskedNameOf: ({ person }) => [[person, "尹小满"]],
  countVisitors: ({ now }) => [[{ division: "420107001002", point: null, from: now - 1000, until: now + 1000 }]],
  visitors: ({ now }) => [[{ division: "420107001002", point: null, from: now - 1000, until: now + 1000 }, "", 20]],
  record: ({ person, now }) => [
    [[{ id: ID, at: now, community: COMMUNITY, pointName: "", colour: "red", latitude: null, longitude: null, person }]],
  ],
  track: ({ person, account, now }) => [[{ person, division: ISSUER, office: ISSUER, actor: account, purpose }, now]],
  noteLook: ({ person, account, now }) => [[{ person, office: ISSUER, actor: account, purpose }, now]],
  looks: ({ person, account, now }) => [[person, account, 9, 9, now]],
  tryChange: ({ now }) => [
    ...SHIPPED_RULE_SETS.map(({ ruleSet }) => [{ run: ruleSet.id, tried: { kind: "rule_set", ruleSet }, after: null }, now]),
    ...TRIED.map((tried) => [{ run: tried.kind, tried, after: null }, now]),
  ],
  alarm: nothing,
};

/** Changes that are tried beside rule sets. */
const TRIED = [
  { kind: "levels", turns: [{ division: "420107", before: null, after: "high" }] },
  {
    kind: "showing",
    division: "42",
    before: { coloursFrom: 0, closed: [] },
    after: { coloursFrom: 0, closed: [{ division: "42", from: 0, until: null }] },
    at: 1,
  },
];

export const ACCOUNTS: CallsOf = {
  countAddress: byAccount,
  countAct: ({ account, now }) => [[account, "find_by_phone", now]],
  notePassword: ({ account, now }) => [[account, { id: ID, passwordHash: "hash", isKnown: false }, now]],
  forgetPassword: ({ account }) => [[account, "another", "open"]],
  countMessage: ({ now }) => [[1, now]],
  enter: ({ account, now }) => [
    [account, { challenge: ID, passwordHash: "hash", sessionHash: "hash", phone: "+8613900000000", maskedPhone: "" }, now],
  ],
  enterByProvider: ({ account, now }) => [
    [account, { sessionHash: "hash", provider: "walk", phone: null, maskedPhone: "" }, now],
  ],
  session: byId,
  loggedIn: byId,
  ties: ({ account, now }) => [[account, now]],
  leave: byId,
  watch: ({ now }) => [["hash", COMMUNITY, now]],
  passkeyState: byAccount,
  passkeys: byAccount,
  putPasskeyChallenge: ({ now }) => [[{ hash: "hash", kind: "show", challenge: "AAAA" }, now]],
  takePasskeyChallenge: ({ now }) => [["hash", "show", now]],
  addPasskey: ({ account, now }) => [
    [account, "hash", { id: "a", publicKey: "a", counter: 0, transports: [], name: "a", madeAt: now, replacesAll: false }, now],
  ],
  showPasskey: ({ account, now }) => [[account, "hash", "a", 1, now]],
  renamePasskey: ({ account }) => [[account, "a", "b"]],
  removePasskey: ({ account, now }) => [[account, "hash", "a", now]],
  reportPasskeyLoss: ({ account, person, now }) => [[account, { person, officer: anOfficer(person) }, "遗失", now]],
  permitPasskey: ({ account, person, now }) => [[account, { person, officer: anOfficer(person) }, now]],
  sessions: byAccount,
  endSession: ({ account }) => [[account, "0".repeat(32)]],
  endOtherSessions: ({ account }) => [[account, "0".repeat(32)]],
  view: byAccount,
  phone: byAccount,
  addPerson: ({ account, person, now }) => [[account, { id: "abcd", person, relation: "other" }, now]],
  confirmPerson: ({ account }) => [[account, "abcd", "holder"]],
  noteProof: ({ account, person }) => [[account, person, null, false]],
  forgetPerson: ({ account, now }) => [[account, "abcd", now]],
  removePerson: ({ account }) => [[account, "abcd"]],
  grant: ({ account }) => [[account, { division: ISSUER, role: "administrator", name: "武汉市" }]],
  withdraw: ({ account }) => [[account, ISSUER, "administrator"]],
  alarm: nothing,
};

export const REVIEWS: CallsOf = {
  put: ({ person, now }) => [[ID, person, now, { at: now, maskedName: "尹**", risk: "low", community: COMMUNITY }]],
  waiting: nothing,
  count: byNow,
  subjectOf: byId,
  propose: ({ account, stranger }) => [account, account, stranger].map((by) => [ID, by, "no_contact_found"]),
  settle: byId,
};

export const APPEALS: CallsOf = {
  put: ({ person, now }) => [[ID, person, now, queued]],
  waiting: nothing,
  count: byNow,
  subjectOf: byId,
  propose: ({ account, stranger }) => [account, account, stranger].map((by) => [ID, by, "wrong_person"]),
  settle: byId,
};
