/** A nation with many members, for measurements: its signed files of trust, and the keys with which the members sign codes. No member has the code of the bench's own issuer. */
import { beginTrust, type KeptTrust } from "../src/domain/federation/kept-trust.ts";
import type { FileKey, Member, Register, Root, StatedKey, Statement } from "../src/domain/federation/trust-files.ts";
import { DAY_MS } from "../src/domain/instant.ts";
import type { IssuerCode } from "../src/domain/issuer/issuer.ts";
import { bookText, digestOf, type ServedBook } from "../src/token/federation/book.ts";
import { FILE_TYPES, fileHash, textHash } from "../src/token/federation/read-file.ts";
import { registerMembers } from "../src/token/federation/register.ts";
import { readRoot, rootMembers } from "../src/token/federation/root.ts";
import { compactText, type FileSigner, generalText, payloadBytes, signPart } from "../src/token/federation/signed-file.ts";
import { stateMembers } from "../src/token/federation/state.ts";
import { statementMembers } from "../src/token/federation/statement.ts";
import { takeFiles } from "../src/token/federation/take-files.ts";
import { type BenchIssuer, benchIssuer, KEY_NUMBER } from "./codes.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
const FIRST_CITY = 1100;
/** More issuers than the country has cities and provinces. */
export const ALL_MEMBERS = 600;
export const FEW_MEMBERS = 3;
const ROOT_THRESHOLD = 3;
const LIFETIMES = { live: 1440, paper: 63_360 };

type Signer = FileKey & FileSigner;

interface BenchMember {
  readonly member: Member;
  readonly identity: Signer;
  readonly issuer: BenchIssuer;
}

export interface BenchNation {
  readonly members: readonly BenchIssuer[];
  readonly root: string;
  readonly state: string;
  readonly register: string;
  readonly book: ServedBook;
  /** What a reader has that has taken all files. */
  readonly kept: KeptTrust;
  /** The state and the changes of the book after `changes` members have replaced their second keys. */
  readonly nextDay: (changes: number) => Promise<{ readonly state: string; readonly book: string }>;
}

/** @param count of members, at most 3000 @param now ms; the files are an hour old */
export async function benchNation(count: number, now: number): Promise<BenchNation> {
  const at = Math.floor(now / 1000) * 1000 - 3_600_000;
  const codes = Array.from({ length: count }, (_, index) => String(FIRST_CITY + index) as IssuerCode);
  const members = await Promise.all(codes.map((code) => benchMember(code, now, at)));
  const officers = [await newSigner("0.o1"), await newSigner("0.o2")];
  const online = await newSigner("0.s1");
  const root = await rootText(officers, online, at);
  const payload = payloadBytes(registerMembers(registerOf(members, at)));
  const named = { seq: 1, hash: await fileHash(payload) };
  const register = generalText(payload, await Promise.all(officers.map((one) => signPart(payload, FILE_TYPES.register, one))));
  const stateOf = async (book: ServedBook): Promise<string> => {
    const entries = book.statements.map(async ({ code, text }) => ({ code, hash: await textHash(text ?? "") }));
    const digest = await digestOf(await Promise.all(entries));
    const dates = { issuedAt: at + book.seq * 1000, expiresAt: at + 2 * DAY_MS };
    const file = { root: 1, seq: book.seq, register: named, book: { seq: book.seq, hash: digest }, suspended: [], ...dates };
    return compactText(payloadBytes(stateMembers(file)), FILE_TYPES.state, online);
  };
  const statementsOf = (some: readonly BenchMember[], seq: number): Promise<ServedBook["statements"]> =>
    Promise.all(some.map(async (one) => ({ code: one.member.code, text: await statementText(one, seq, at), changed: seq })));
  const book = { seq: 1, statements: await statementsOf(members, 1) };
  const state = await stateOf(book);
  return {
    members: members.map(({ issuer }) => issuer),
    root,
    state,
    register,
    book,
    kept: await taken(root, { state, register, book: bookText(book, 0) }, now),
    nextDay: async (changes) => {
      const changed = await statementsOf(members.slice(0, changes), 2);
      const next = { seq: 2, statements: [...changed, ...book.statements.slice(changes)] };
      return { state: await stateOf(next), book: bookText(next, book.seq) };
    },
  };
}

/** Throws if a reader refuses a file. */
async function taken(root: string, files: Parameters<typeof takeFiles>[1], now: number): Promise<KeptTrust> {
  const pinned = await readRoot(root, null);
  if (!pinned.ok) throw new Error(pinned.refusal.code);
  const { kept, refusals } = await takeFiles(beginTrust(pinned.value), files, false, now);
  if (refusals.length > 0 || kept.leftOut.size > 0) throw new Error(`refused: ${JSON.stringify(refusals)}`);
  return kept;
}

async function benchMember(code: IssuerCode, now: number, from: number): Promise<BenchMember> {
  const [issuer, identity] = await Promise.all([benchIssuer(now, code), newSigner(`${code}.i1`)]);
  // Random letters: real names would not compress better.
  const host = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => String.fromCharCode(97 + (byte % 26))).join("");
  const zh = Array.from(crypto.getRandomValues(new Uint16Array(3)), (word) => String.fromCharCode(0x4e00 + (word % 0x5000)));
  const times = { from, until: null, readmitted: null };
  const name = { zh: `${zh.join("")}市`, en: host };
  const keys = [{ kid: identity.kid, x: identity.x, y: identity.y, since: 1 }];
  const origin = `https://code.${host}.gov.cn`;
  return { issuer, identity, member: { code, name, origin, mode: "A", ...times, maxLifetimeMinutes: LIFETIMES, keys } };
}

async function statementText({ member: { code }, issuer, identity }: BenchMember, seq: number, at: number): Promise<string> {
  const { kid: name, x, y } = await newSigner(`${code}.${KEY_NUMBER + 1}`);
  const validity = { notBefore: at - DAY_MS, notAfter: at + 30 * DAY_MS };
  const next: StatedKey = { kid: name, x, y, number: KEY_NUMBER + 1, kind: "live", ...validity };
  const signing = issuer.published.jwks.keys.map((key): StatedKey => ({
    kid: key.kid,
    x: key.x ?? "",
    y: key.y ?? "",
    number: KEY_NUMBER,
    kind: null,
    ...validity,
  }));
  const dates = { issuedAt: at, expiresAt: at + 30 * DAY_MS };
  const statement: Statement = { issuer: code, seq, keys: [...signing, next], saw: null, ...dates };
  return compactText(payloadBytes(statementMembers(statement)), FILE_TYPES.statement, identity);
}

function registerOf(members: readonly BenchMember[], at: number): Omit<Register, "leftOut"> {
  const dates = { issuedAt: at, expiresAt: at + 180 * DAY_MS };
  return { root: 1, seq: 1, before: null, mass: false, members: members.map(({ member }) => member), ...dates };
}

async function rootText(officers: readonly Signer[], online: Signer, at: number): Promise<string> {
  const keys = await Promise.all([1, 2, 3, 4, 5].map((number) => newSigner(`root.${number}`)));
  const roles: Root["roles"] = {
    root: { threshold: ROOT_THRESHOLD, keys },
    register: { threshold: officers.length, keys: officers },
    state: { threshold: 1, keys: [online] },
  };
  const payload = payloadBytes(rootMembers({ version: 1, issuedAt: at, expiresAt: at + 400 * DAY_MS, roles }));
  const signing = keys.slice(0, ROOT_THRESHOLD).map((key) => signPart(payload, FILE_TYPES.root, key));
  return generalText(payload, await Promise.all(signing));
}

async function newSigner(kid: string): Promise<Signer> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  return { kid, x, y, privateKey };
}
