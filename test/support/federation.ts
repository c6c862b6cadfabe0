/** A nation and its members whose files of trust are signed by the library jose, with any members changed. */
import { createHash } from "node:crypto";
import { CompactSign, exportJWK, GeneralSign, generateKeyPair, type JWK } from "jose";

export interface Signer {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** The public half, with its name. */
  readonly jwk: JWK;
}

/** The members of a file or of an entry. */
export type Members = Readonly<Record<string, unknown>>;

export const FILES_AT = Date.UTC(2020, 2, 1, 4);
const DAY = 86_400;
export const AT_SECONDS = FILES_AT / 1000;

export async function aSigner(kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  return { kid, privateKey, jwk: { kty, crv, x, y, kid } as JWK };
}

export async function signers(...kids: readonly string[]): Promise<readonly Signer[]> {
  return Promise.all(kids.map(aSigner));
}

/** The text of a root or a register, signed by these people. */
export async function general(type: string, members: Members, by: readonly Signer[]): Promise<string> {
  const file = new GeneralSign(new TextEncoder().encode(JSON.stringify(members)));
  for (const { kid, privateKey } of by) file.addSignature(privateKey).setProtectedHeader({ alg: "ES256", kid, typ: type });
  return JSON.stringify(await file.sign());
}

/** The text of a state or a statement. */
export async function compact(type: string, members: Members, { kid, privateKey }: Signer): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(members));
  return new CompactSign(bytes).setProtectedHeader({ alg: "ES256", kid, typ: type }).sign(privateKey);
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** The people of a nation: five keep the root, three officers sign the register, one key is online. */
export interface Nation {
  readonly roots: readonly Signer[];
  readonly officers: readonly Signer[];
  readonly online: Signer;
}

export async function aNation(version = 1): Promise<Nation> {
  const [online] = await signers(`0.s${version}`);
  if (online === undefined) throw new Error("one signer was made");
  const officers = await signers("0.o1", "0.o2", "0.o3");
  return { roots: await signers(...[1, 2, 3, 4, 5].map((at) => `root.${version}${at}`)), officers, online };
}

const jwks = (some: readonly Signer[]) => some.map(({ jwk }) => jwk);

export function rootOf({ roots, officers, online }: Nation, changes: Members = {}): Members {
  return {
    version: 1,
    iat: AT_SECONDS,
    exp: AT_SECONDS + 400 * DAY,
    root: { threshold: 3, keys: jwks(roots) },
    register: { threshold: 2, keys: jwks(officers) },
    state: { threshold: 1, keys: [online.jwk] },
    ...changes,
  };
}

export function memberOf(code: string, identity: readonly Signer[], changes: Members = {}): Members {
  return {
    code,
    name: { zh: `地区${code}`, en: `Region ${code}` },
    origin: `https://code.r${code}.gov.cn`,
    mode: "A",
    from: AT_SECONDS,
    until: null,
    readmitted: null,
    maxLifetimeMinutes: { live: 1440, paper: 63_360 },
    keys: identity.map(({ jwk }) => ({ ...jwk, since: 1 })),
    ...changes,
  };
}

export function registerOf(members: readonly unknown[], changes: Members = {}): Members {
  return { root: 1, seq: 1, prev: null, iat: AT_SECONDS, exp: AT_SECONDS + 180 * DAY, members, ...changes };
}

export function statementOf(code: string, keys: readonly Signer[], changes: Members = {}): Members {
  const stated = keys.map(({ jwk }) => ({ ...jwk, nbf: AT_SECONDS, exp: AT_SECONDS + 30 * DAY, for: "live" }));
  return { iss: code, seq: 1, iat: AT_SECONDS, exp: AT_SECONDS + 30 * DAY, keys: stated, ...changes };
}

/** A state that names this register and these statements, both as text. */
export function stateOf(register: Members, statements: Readonly<Record<string, string>>, changes: Members = {}): Members {
  const lines = Object.entries(statements)
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .map(([code, text]) => `${code}.${hashOf(text)}\n`);
  return {
    root: 1,
    seq: 1,
    iat: AT_SECONDS,
    exp: AT_SECONDS + 2 * DAY,
    register: [register["seq"], hashOf(JSON.stringify(register))],
    book: [1, hashOf(lines.join(""))],
    suspended: [],
    ...changes,
  };
}
