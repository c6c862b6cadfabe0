/** What a gate takes from the documents of its issuer, from the network or from its storage: parts of a wrong form are left out, and nothing is thrown. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NATION_TABLE } from "../../../../src/domain/federation/shipped-tables.ts";
import { PASSAGE_POLICIES } from "../../../../src/domain/passage/policies.ts";
import { keysPath, noteOf, readNote } from "../../../../src/pwa/gate/trust-document.ts";
import { readTrust } from "../../../../src/token/status/trust.ts";
import { publishedIssuers } from "../../../support/code.ts";

const AT = Date.UTC(2020, 2, 1);
const ORIGIN = "https://wuhan.example";
const [, , wuhan] = publishedIssuers();
if (wuhan === undefined) throw new Error("no test issuer");
const { code, name, jwks } = wuhan;
const issuer = {
  code,
  name,
  jwksUri: `${ORIGIN}/.well-known/jwks.json`,
  passagePolicies: JSON.parse(JSON.stringify(PASSAGE_POLICIES)) as readonly object[],
  originRisks: ["unknown", "high"],
  turns: [{ division: "420107", at: "2020-03-01T00:00:00.000Z" }],
};
const whole = {
  fetchedAtMs: AT,
  policies: PASSAGE_POLICIES,
  colourTable: null,
  originRisks: ["unknown", "high"],
  turns: [{ division: "420107", at: AT }],
  published: [{ code, name, jwks }],
};

test("the documents of an issuer become a note, and a stored note is the same again", () => {
  expect(PASSAGE_POLICIES.length).toBeGreaterThan(0);
  expect(noteOf(issuer, jwks, AT)).toEqual(whole);
  expect(readNote(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
});

test("a note of an earlier version of the app, with keys alone, makes the gate ask about origins", () => {
  const note = { fetchedAtMs: AT, published: [{ code, name, jwks }] };
  expect(readNote(note)).toEqual({ ...note, policies: [], colourTable: null, originRisks: ["unknown"], turns: [] });
});

test.each([
  ["no code", { code: 4201 }],
  ["the code of no issuer", { code: "420" }],
  ["no name", { name: "武汉市" }],
])("a document with %s is none", (_, changes) => {
  expect(noteOf({ ...issuer, ...changes }, jwks, AT)).toBeNull();
});

test("without a list of keys there is no note, so that the present keys stay", () => {
  expect([null, {}, { keys: "none" }, [jwks]].map((keys) => noteOf(issuer, keys, AT))).toEqual([null, null, null, null]);
});

test("a turn, a risk or a policy of a wrong form is left out, and the others stay", () => {
  const [policy] = issuer.passagePolicies;
  const rows = (policy as { rows: readonly object[] }).rows;
  const turns = [...issuer.turns, null, { division: 4201, at: "2020-03-01T00:00:00.000Z" }, { division: "42", at: "soon" }];
  const passagePolicies = [
    { ...policy, rows: [...rows, { ...rows[0], answer: "maybe" }] },
    { ...policy, rows: null },
    policy,
    "all",
  ];
  const note = noteOf({ ...issuer, turns, passagePolicies, originRisks: ["high", "none", 7] }, jwks, AT);
  expect(note).toEqual({ ...whole, policies: [PASSAGE_POLICIES[0]], originRisks: ["high"] });
});

test("the keys come from the named path of the page's own origin, or from the usual one", () => {
  const paths = ["https://other.example/keys.json", "/keys.json", 7, "https://[", undefined].map((jwksUri) =>
    keysPath({ jwksUri }, ORIGIN),
  );
  expect(paths).toEqual(["/keys.json", "/keys.json", ...Array(3).fill("/.well-known/jwks.json")]);
});

/** The document with some of its fields replaced by any JSON. */
const some = <T extends object>(document: T) =>
  fc
    .record(Object.fromEntries(Object.keys(document).map((field) => [field, fc.jsonValue()])), { requiredKeys: [] })
    .map((changes) => ({ ...document, ...changes }));

test("whatever JSON the documents are, nothing is thrown, and what is left serves the gate", async () => {
  const documents = fc.oneof(fc.jsonValue(), some(issuer), some(whole));
  const keys = fc.oneof(fc.jsonValue(), fc.constant(jwks), fc.record({ keys: fc.array(fc.jsonValue()) }));
  await fc.assert(
    fc.asyncProperty(documents, keys, async (document, set) => {
      keysPath(document, ORIGIN);
      for (const note of [noteOf(document, set, AT), readNote(document)]) {
        if (note === null) continue;
        expect(readTrust(note.published).issuers.size).toBe(1);
        expect(note.turns.every(({ division, at }) => typeof division === "string" && Number.isFinite(at))).toBe(true);
        expect(note.originRisks.length).toBeGreaterThan(0);
      }
    }),
  );
});

test("the table of colours of the issuer is kept, and one with a fault is none", () => {
  expect(noteOf({ ...issuer, colourTable: NATION_TABLE }, jwks, AT)).toEqual({ ...whole, colourTable: NATION_TABLE });
  expect(noteOf({ ...issuer, colourTable: { ...NATION_TABLE, colours: [] } }, jwks, AT)).toEqual(whole);
});
