/** The texts of the four files of trust: jose signs what we read and verifies what we sign, and each change of a text is refused. */
import * as fc from "fast-check";
import { compactVerify, createLocalJWKSet, generalVerify } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { isMemberOrigin } from "../../../../src/domain/federation/trust-files.ts";
import type { Member, Root } from "../../../../src/domain/federation/trust-files.ts";
import type { Result } from "../../../../src/domain/result.ts";
import { FILE_TYPES } from "../../../../src/token/federation/read-file.ts";
import { readRegister, registerMembers } from "../../../../src/token/federation/register.ts";
import { readRoot, rootMembers } from "../../../../src/token/federation/root.ts";
import { compactText, generalText, payloadBytes, signPart } from "../../../../src/token/federation/signed-file.ts";
import { readState, stateMembers } from "../../../../src/token/federation/state.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";
import { sealKeyIn } from "../../../../src/token/federation/sealed-content.ts";
import { readStatement, statementMembers } from "../../../../src/token/federation/statement.ts";
import {
  aNation,
  AT_SECONDS,
  compact,
  general,
  memberOf,
  type Nation,
  registerOf,
  rootOf,
  type Signer,
  signers,
  stateOf,
  statementOf,
} from "../../../support/federation.ts";

let nation: Nation;
let root: Root;
let identity: readonly Signer[];
let member: Member;
let codeKeys: readonly Signer[];
const texts = { root: "", register: "", statement: "", state: "" };

function valueOf<T>(read: Result<T, { readonly code: string }>): T {
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
}

const codeOf = (read: Result<unknown, { readonly code: string }>) => (read.ok ? "taken" : read.refusal.code);
const asRoot = async (members: object, by = nation.roots) =>
  codeOf(await readRoot(await general(FILE_TYPES.root, { ...members }, by), null));
const asRegister = async (members: object, by: readonly Signer[] = nation.officers) =>
  codeOf(await readRegister(await general(FILE_TYPES.register, { ...members }, by), root, false));
const asState = async (members: object, by = nation.online) =>
  codeOf(await readState(await compact(FILE_TYPES.state, { ...members }, by), root));
const asStatement = async (members: object, by?: Signer) =>
  codeOf(await readStatement(await compact(FILE_TYPES.statement, { ...members }, by ?? only(identity)), member));

function only(some: readonly Signer[]): Signer {
  const [first] = some;
  if (first === undefined) throw new Error("there is a signer");
  return first;
}

beforeAll(async () => {
  nation = await aNation();
  identity = await signers("4201.i1", "4201.i2");
  codeKeys = await signers("4201.7", "4201.8");
  texts.root = await general(FILE_TYPES.root, rootOf(nation), nation.roots.slice(0, 3));
  root = valueOf(await readRoot(texts.root, null));
  const register = registerOf([memberOf("4201", identity)]);
  texts.register = await general(FILE_TYPES.register, register, nation.officers.slice(0, 2));
  [member] = valueOf(await readRegister(texts.register, root, false)).file.members as [Member];
  texts.statement = await compact(FILE_TYPES.statement, statementOf("4201", codeKeys), only(identity));
  texts.state = await compact(FILE_TYPES.state, stateOf(register, { "4201": texts.statement }), nation.online);
});

const READERS = {
  root: async (text: string) => codeOf(await readRoot(text, null)),
  register: async (text: string) => codeOf(await readRegister(text, root, false)),
  statement: async (text: string) => codeOf(await readStatement(text, member)),
  state: async (text: string) => codeOf(await readState(text, root)),
};
const KINDS = Object.keys(READERS) as readonly (keyof typeof READERS)[];

describe.each(KINDS)("%s", (kind) => {
  test("signed by jose is read", async () => {
    expect(await READERS[kind](texts[kind])).toBe("taken");
  });

  test("is refused after any cut", async () => {
    const ends = Array.from({ length: texts[kind].length }, (_, end) => end);
    const outcomes = await Promise.all(ends.map((end) => READERS[kind](texts[kind].slice(0, end))));
    expect(outcomes.filter((outcome) => outcome === "taken")).toEqual([]);
  });

  test("is refused after any change of one bit", async () => {
    const bits = fc.tuple(fc.nat(texts[kind].length - 1), fc.nat(6));
    const flipped = async ([at, bit]: readonly [number, number]) => {
      const letter = String.fromCharCode(texts[kind].charCodeAt(at) ^ (1 << bit));
      const text = texts[kind].slice(0, at) + letter + texts[kind].slice(at + 1);
      expect(await READERS[kind](text)).not.toBe("taken");
    };
    await fc.assert(fc.asyncProperty(bits, flipped), { numRuns: 1500 });
  });

  test("is refused as the text of another file, and as anything else", async () => {
    for (const other of KINDS) if (other !== kind) expect(await READERS[kind](texts[other])).toBe("file_malformed");
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        expect(await READERS[kind](text)).toBe("file_malformed");
      }),
    );
  });
});

test("what we sign is verified by jose, and reads as what was signed", async () => {
  const keys = [...nation.roots, ...nation.officers, nation.online, ...identity];
  const set = createLocalJWKSet({ keys: keys.map(({ jwk }) => jwk) });
  const register = valueOf(await readRegister(texts.register, root, false)).file;
  for (const [type, members, by] of [
    [FILE_TYPES.root, rootMembers(root), nation.roots],
    [FILE_TYPES.register, registerMembers(register), nation.officers],
  ] as const) {
    const bytes = payloadBytes(members);
    const text = generalText(bytes, await Promise.all(by.map((signer) => signPart(bytes, type, signer))));
    const { payload, protectedHeader } = await generalVerify(JSON.parse(text), set);
    expect([JSON.parse(new TextDecoder().decode(payload)), protectedHeader?.["typ"]]).toEqual([members, type]);
    const read = type === FILE_TYPES.root ? await readRoot(text, null) : await readRegister(text, root, false);
    const value: unknown = valueOf<object>(read);
    expect("file" in (value as object) ? (value as { file: unknown }).file : value).toEqual(
      type === FILE_TYPES.root ? root : register,
    );
  }
  const state = valueOf(await readState(texts.state, root)).file;
  const { statement } = valueOf(await readStatement(texts.statement, member));
  for (const [type, members, by] of [
    [FILE_TYPES.state, stateMembers(state), nation.online],
    [FILE_TYPES.statement, statementMembers(statement), only(identity)],
  ] as const) {
    const text = await compactText(payloadBytes(members), type, by);
    const { payload } = await compactVerify(text, set);
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(members);
    const read = type === FILE_TYPES.state ? await readState(text, root) : await readStatement(text, member);
    expect(valueOf<object>(read)).toMatchObject(type === FILE_TYPES.state ? { file: state } : { statement });
  }
});

test("a statement may name the key to which others seal: its issuer's, public and whole; another one is as none", async () => {
  const { jwk } = only(await signers("4201.e1"));
  const named = async (seal: unknown) => {
    const text = await compact(FILE_TYPES.statement, { ...statementOf("4201", codeKeys), seal }, only(identity));
    expect(codeOf(await readStatement(text, member))).toBe("taken");
    return sealKeyIn(text, "4201" as IssuerCode);
  };
  expect(await named(jwk)).toEqual({ kid: "4201.e1", x: jwk.x, y: jwk.y });
  const wrong = [
    undefined,
    null,
    "4201.e1",
    [jwk],
    { ...jwk, kid: "42.e1" },
    { ...jwk, kid: "4201.7" },
    { ...jwk, kid: "4201.e0" },
  ];
  const more = [
    { ...jwk, kid: "4201.e1x" },
    { ...jwk, d: jwk.x },
    { ...jwk, crv: "P-384" },
    { ...jwk, x: "AA" },
    { ...jwk, nbf: 1 },
  ];
  for (const seal of [...wrong, ...more]) expect(await named(seal)).toBeNull();
  expect(sealKeyIn("a.b.c", "4201" as IssuerCode)).toBeNull();
});

test("as many people must sign as the root says, each counts once, and only for their own file", async () => {
  const [first, second] = nation.officers as readonly [Signer, Signer];
  const register = registerOf([memberOf("4201", identity)]);
  expect(await asRegister(register, [first])).toBe("file_signature_missing");
  expect(await asRegister(register, [first, first])).toBe("file_signature_missing");
  expect(await asRegister(register, nation.roots)).toBe("file_signature_missing");
  expect(await asRegister(register, [first, nation.online])).toBe("file_signature_missing");
  expect(await asRegister(register, [first, { ...first, kid: second.kid }])).toBe("file_signature_missing");
  expect(await asRegister(register, [first, second])).toBe("taken");
  expect(await asRoot(rootOf(nation), nation.roots.slice(0, 2))).toBe("file_signature_missing");
  expect(await asState(stateOf(register, {}), first)).toBe("file_signature_missing");
  expect(await asStatement(statementOf("4201", codeKeys), nation.online)).toBe("file_signature_missing");
  expect(await asStatement(statementOf("4201", codeKeys), only(codeKeys))).toBe("file_signature_missing");
});

test("a new root is signed by the people of the old one and by its own", async () => {
  const next = await aNation(2);
  const members = rootOf(next, { version: 2 });
  const read = async (by: readonly Signer[]) => codeOf(await readRoot(await general(FILE_TYPES.root, members, by), root));
  expect(await read(next.roots)).toBe("file_signature_missing");
  expect(await read(nation.roots)).toBe("file_signature_missing");
  expect(await read([...nation.roots.slice(0, 2), ...next.roots])).toBe("file_signature_missing");
  expect(await read([...nation.roots.slice(0, 3), ...next.roots.slice(0, 3)])).toBe("taken");
});

test("one key may not be two people, nor have two roles", async () => {
  const [first, second, ...rest] = nation.roots as readonly [Signer, Signer, ...Signer[]];
  const twice = { ...second, jwk: { ...first.jwk, kid: second.kid } };
  expect(await asRoot(rootOf({ ...nation, roots: [first, twice, ...rest] }))).toBe("file_malformed");
  expect(await asRoot(rootOf({ ...nation, online: only(nation.officers) }))).toBe("file_malformed");
  expect(await asRoot(rootOf(nation, { register: { threshold: 4, keys: nation.officers.map(({ jwk }) => jwk) } }))).toBe(
    "file_malformed",
  );
  expect(await asRoot(rootOf(nation, { register: { threshold: 0, keys: nation.officers.map(({ jwk }) => jwk) } }))).toBe(
    "file_malformed",
  );
});

test("a private key, a key of another curve and a name that is none are no keys", async () => {
  const [key] = statementOf("4201", codeKeys)["keys"] as readonly object[];
  const faults = [
    { d: "AAAA" },
    { crv: "P-384" },
    { kty: "RSA" },
    { x: "AA" },
    { kid: "4202.7" },
    { kid: "4201.07" },
    { kid: 7 },
  ];
  for (const fault of [...faults, { for: "free" }, { nbf: AT_SECONDS, exp: AT_SECONDS }, { nbf: 1.5 }, { nbf: 2 ** 40 }])
    expect(await asStatement(statementOf("4201", codeKeys, { keys: [{ ...key, ...fault }] })), JSON.stringify(fault)).toBe(
      "file_malformed",
    );
  expect(await asStatement(statementOf("4201", [...codeKeys, ...codeKeys]))).toBe("file_malformed");
  const nine = await signers(...Array.from({ length: 9 }, (_, at) => `4201.${at}`));
  expect(await asStatement(statementOf("4201", nine))).toBe("file_malformed");
  expect(await asStatement(statementOf("4202", codeKeys))).toBe("file_malformed");
});

test("an entry that is no member is left out and named; all others are members", async () => {
  const wrong: readonly unknown[] = [
    memberOf("42", identity),
    memberOf("01", identity),
    memberOf("44", await signers("44.i1"), { origin: "http://10.0.0.1" }),
    memberOf("4201", identity),
    "nothing",
    memberOf("36", await signers("36.i1"), { mode: "D" }),
  ];
  const text = await general(FILE_TYPES.register, registerOf([memberOf("4201", identity), ...wrong]), nation.officers);
  const { members, leftOut } = valueOf(await readRegister(text, root, false)).file;
  expect([members.map(({ code }) => code), leftOut]).toEqual([["4201"], ["42", "#2", "44", "4201", "#5", "36"]]);
});

test("a suspension of the future is none, because no register could end it", async () => {
  for (const [at, outcome] of [
    [AT_SECONDS, "taken"],
    [AT_SECONDS + 1, "file_malformed"],
  ] as const)
    expect(await asState(stateOf(registerOf([]), {}, { suspended: [{ code: "36", at, reason: "key_leak" }] }))).toBe(outcome);
});

test.each([
  ["key_leak", "taken"],
  ["a".repeat(40), "taken"],
  ["a".repeat(41), "file_malformed"],
  ["", "file_malformed"],
  ["\ud800".repeat(40), "file_malformed"],
  ["\u0000", "file_malformed"],
  ["私钥泄露", "file_malformed"],
  ["Key leak", "file_malformed"],
  [7, "file_malformed"],
])("the reason %j of a suspension: %s", async (reason, outcome) => {
  expect(await asState(stateOf(registerOf([]), {}, { suspended: [{ code: "36", at: AT_SECONDS, reason }] }))).toBe(outcome);
});

test("too long a text is not even read", async () => {
  expect(await asState(stateOf(registerOf([]), {}, { filling: "x".repeat(5000) }))).toBe("file_too_large");
  expect(await asStatement(statementOf("4201", codeKeys, { filling: "x".repeat(9000) }))).toBe("file_too_large");
  expect(await READERS.register(" ".repeat(2_097_153))).toBe("file_too_large");
});

test.each([
  ["https://code.wuhan.gov.cn", true],
  ["https://code.wuhan.gov.cn/", false],
  ["https://code.wuhan.gov.cn:8443", false],
  ["https://user@code.wuhan.gov.cn", false],
  ["http://code.wuhan.gov.cn", false],
  ["https://10.0.0.1", false],
  ["https://[::1]", false],
  ["https://localhost", false],
  ["https://keys.internal", false],
  ["https://intranet", false],
  ["https://CODE.wuhan.gov.cn", false],
  ["https://-a.gov.cn", false],
  ["http://wuhan.localhost:8787", false],
])("the origin %s: %s", (text, isGood) => {
  expect(isMemberOrigin(text, false)).toBe(isGood);
});

test("on one machine members have names below localhost", () => {
  expect([isMemberOrigin("http://wuhan.localhost:8787", true), isMemberOrigin("http://wuhan.localhost", true)]).toEqual([
    true,
    false,
  ]);
});
