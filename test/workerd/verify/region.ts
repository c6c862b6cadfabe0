/** A member of the register that signs codes, as a verifier believes it. */
import { exportJWK, generateKeyPair } from "jose";
import type { Claims } from "../../../src/domain/code/claims.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { signCredential } from "../../../src/token/code/credential.ts";
import { codeOf } from "../../../src/token/code/live.ts";
import type { BelievedIssuer } from "../../../src/token/federation/believed.ts";

export interface Region {
  readonly row: BelievedIssuer;
  /** @param community absent: one in the region */
  readonly code: (community?: string) => Promise<string>;
}

/** A member with one key, and paper codes by it. @param now the time of issue of the codes, ms */
export async function regionAt(now: number, code: string, keyNumber: number): Promise<Region> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const issuer = code as IssuerCode;
  const begin = Math.floor(now / 1000) - 3600;
  const key = { ...(await exportJWK(publicKey)), kid: `${issuer}.${keyNumber}`, nbf: begin, exp: begin + 30 * 86_400 };
  const limits = { from: 0, until: null, statedUntil: now + 20 * DAY_MS, isSuspended: false };
  const row: BelievedIssuer = {
    code: issuer,
    name: { zh: code, en: code },
    origin: `https://r${code}.example.cn`,
    mode: "A",
    membership: { ...limits, maxLifetimeMinutes: { live: 1440, paper: 63_360 } },
    jwks: { keys: [key] },
  };
  return { row, ...codesOf(code, keyNumber, privateKey, now) };
}

/** Paper codes of an issuer by a key. @param issuedAt ms */
export function codesOf(issuer: string, keyNumber: number, privateKey: CryptoKey, issuedAt: number): Pick<Region, "code"> {
  const claims: Claims = {
    kind: "paper",
    issuer: issuer as IssuerCode,
    keyNumber,
    handle: new Uint8Array(16).fill(7),
    colour: "none",
    flags: [],
    issuedAt,
    lifetimeMinutes: 43_200,
    declaredAt: null,
    community: `${issuer}0101001001`.slice(0, 12).padEnd(12, "1"),
    statusIndex: 0,
    maskedName: "张**",
  };
  return {
    code: async (community = claims.community) => codeOf(await signCredential({ ...claims, community }, privateKey)),
  };
}

/** The row of a member whose membership has changed. */
export const changed = ({ row }: Region, membership: Partial<BelievedIssuer["membership"]>): BelievedIssuer => ({
  ...row,
  membership: { ...row.membership, ...membership },
});
