/** The world of the vectors of codes as a verifier of `packages/verify` finds it: their issuers in files of trust, and status lists at their hosts. */
import { readFileSync } from "node:fs";
import { importJWK, type JWK } from "jose";
import type { Claims } from "../../src/domain/code/claims.ts";
import { statusListEnd, statusListOf } from "../../src/domain/code/status.ts";
import { parseCode } from "../../src/token/code/parse.ts";
import { signStatusList } from "../../src/token/status/status-list.ts";
import type { PublishedIssuer } from "../../src/token/status/trust.ts";
import { aNation, aSigner, compact, general, memberOf, registerOf, rootOf, stateOf, statementOf } from "./federation.ts";

export interface CodeVector {
  readonly name: string;
  readonly now: number;
  readonly code: string;
  readonly status?: number;
  readonly expected?: Readonly<Record<string, unknown>> & { readonly claims: Readonly<Record<string, unknown>> };
  readonly refusal?: { readonly code: string };
}
interface Keys {
  readonly issuers: readonly (PublishedIssuer & { readonly from?: number })[];
  readonly signingKeys: Readonly<Record<string, JWK>>;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../vectors/code/${name}.json`, import.meta.url), "utf8"));
}

export const VECTORS = {
  keys: read("keys") as Keys,
  valid: read("valid") as readonly CodeVector[],
  refused: read("refused") as readonly CodeVector[],
  hostile: read("hostile") as readonly CodeVector[],
};
/** Whose host serves the files. */
export const ORIGIN = "https://code.example.gov.cn";
/** Keys that no statement can have: a verifier of published keys must leave them out. */
const LEFT_OUT = new Set(["4201.22", "4201.24"]);

export interface World {
  /** The text of the root. */
  readonly root: string;
  /** The texts by their addresses. */
  readonly files: Files;
  /** The same files with a state in which these members are changed. */
  readonly withState: (changes: Members) => Promise<Files>;
  /** Another root of the same officers and this number: `keys` `old` are those of the first one. */
  readonly rootAt: (version: number, keys: "old" | "new") => Promise<string>;
}
type Members = Readonly<Record<string, unknown>>;
type Files = Readonly<Record<string, string>>;

/** @param changes what the register says otherwise of each issuer */
export async function aWorld(changes: Members = {}): Promise<World> {
  const nation = await aNation();
  const next = { ...(await aNation(2)), officers: nation.officers };
  const statements: Record<string, string> = {};
  const members: unknown[] = [];
  for (const { code, jwks, from } of VECTORS.keys.issuers) {
    const identity = await aSigner(`${code}.i1`);
    const lifetimes = { maxLifetimeMinutes: { live: 65_535, paper: 65_535 } };
    members.push(memberOf(code, [identity], { ...lifetimes, ...(from !== undefined && { from }), ...changes }));
    const keys = jwks.keys.filter(({ kid }) => !LEFT_OUT.has(kid));
    statements[code] = await compact("yima-statement+jwt", statementOf(code, [], { keys }), identity);
  }
  const register = registerOf(members);
  const stateWith = async (more: Members) =>
    compact("yima-state+jwt", stateOf(register, statements, more), more["root"] === 2 ? next.online : nation.online);
  const files = {
    [addressOf("register/1")]: await general("yima-register+jws", register, nation.officers),
    [addressOf("book?since=0")]: JSON.stringify({ from: 0, to: 1, statements: Object.values(statements), gone: [] }),
    [addressOf("state")]: await stateWith({}),
  };
  const withState: World["withState"] = async (more) => ({ ...files, [addressOf("state")]: await stateWith(more) });
  const rootAt: World["rootAt"] = async (version, keys) => {
    const people = keys === "old" ? nation : next;
    const by = [...new Set([...nation.roots, ...people.roots])];
    return general("yima-root+jws", rootOf(people, { version }), by);
  };
  return { root: await rootAt(1, "old"), files, withState, rootAt };
}

/** The address of a file of trust. */
export function addressOf(path: string): string {
  return `${ORIGIN}/.well-known/trust/${path}`;
}

/** The claims of a vector's code; null if it is none. */
export function claimsOf({ code }: Pick<CodeVector, "code">): Claims | null {
  const parsed = parseCode(code);
  return parsed.ok ? parsed.value.claims : null;
}

/** The address and the text of the list that gives this vector's code its status. @param issuedAt ms @param changes of the claims by which the list is made */
export async function listFor(
  vector: CodeVector,
  issuedAt = vector.now,
  changes: Partial<Pick<Claims, "community" | "statusIndex">> = {},
): Promise<readonly [string, string]> {
  const parsed = claimsOf(vector);
  if (parsed === null) throw new Error(`${vector.name} is no code`);
  const claims: Claims = { ...parsed, ...changes };
  const { issuer, keyNumber, statusIndex } = claims;
  const list = statusListOf(claims);
  const bits = new Uint8Array((statusIndex >> 2) + 1);
  bits[statusIndex >> 2] = (vector.status ?? 0) << ((statusIndex & 3) * 2);
  const privateKey = await importJWK({ ...VECTORS.keys.signingKeys[`${issuer}.${keyNumber}`] }, "ES256");
  if (privateKey instanceof Uint8Array) throw new TypeError("a key of ES256");
  const content = { issuer, list, bits, issuedAt, expiresAt: statusListEnd(list) };
  return [`https://code.r${issuer}.gov.cn/status/${list}`, await signStatusList(content, { number: keyNumber, privateKey })];
}
