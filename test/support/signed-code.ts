/** Codes with other claims than a running system issues, signed with its own key, which is read from its state. */
import { importJWK, type JWK } from "jose";
import type { LiveClaims } from "../../src/domain/code/claims.ts";
import { signCredential } from "../../src/token/code/credential.ts";
import { codeOf, liveCode } from "../../src/token/code/live.ts";
import { readCredential } from "../../src/token/code/read-credential.ts";
import { open } from "../../src/token/secret/seal.ts";
import { openSecrets } from "../../src/token/secret/secrets.ts";
import { credentialOf } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { type Running, TEST_MASTER_KEY } from "./running.ts";
import { rowsBelow } from "./state.ts";

/** A live code of this moment of the holder of a visitor's account, with some of its claims changed. */
export async function signedCode(running: Running, visitor: Visitor, changes: Partial<LiveClaims>): Promise<string> {
  return (await signedPhone(running, visitor, changes))();
}

/** Makes live codes of one such credential, of the moment of `clock`. */
export async function signedPhone(
  { state }: Running,
  visitor: Visitor,
  changes: Partial<LiveClaims>,
  clock: () => number = Date.now,
): Promise<() => Promise<string>> {
  const { issued, deviceKey } = await issuedTo(visitor);
  const claims: LiveClaims = { ...issued, ...changes };
  const jws = await signCredential(claims, await signingKeyOf(state, claims));
  return () => liveCode(jws, deviceKey, clock());
}

/** A specimen with the claims of the holder of a visitor's account. */
export async function specimenCode({ state }: Running, visitor: Visitor): Promise<string> {
  const { deviceKey: _device, ...claims } = (await issuedTo(visitor)).issued;
  return codeOf(await signCredential({ ...claims, kind: "specimen" }, await signingKeyOf(state, claims)));
}

async function issuedTo(visitor: Visitor) {
  const { jws, deviceKey } = await credentialOf(visitor);
  const read = readCredential(jws);
  if (!read.ok || read.value.claims.kind !== "live") throw new Error("a phone gets live credentials");
  return { issued: read.value.claims, deviceKey };
}

async function signingKeyOf(state: string, { issuer, keyNumber }: Pick<LiveClaims, "issuer" | "keyNumber">): Promise<CryptoKey> {
  const secrets = await openSecrets(TEST_MASTER_KEY, issuer);
  const rows = rowsBelow(
    state,
    "signing_keys",
    `SELECT sealed_private_jwk AS sealed FROM signing_keys WHERE number = ${keyNumber}`,
  );
  // Each issuer has a key of this number, and its secret opens only that one.
  const jwks = await Promise.allSettled(rows.map(({ sealed }) => open<JWK>(secrets, `signing-key/${keyNumber}`, String(sealed))));
  const [jwk] = jwks.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const key = jwk && (await importJWK(jwk, "ES256"));
  if (key === undefined || key instanceof Uint8Array) throw new Error("no signing key in the state");
  return key;
}
