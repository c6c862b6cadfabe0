/**
 * Makes and reads access tokens of clients, RFC 9068. A key that is derived for them alone signs them (HS256): only this issuer makes and reads them, and no
 * key for codes, status lists or letters fits one. Decision 82.
 */
import { base64url, jwtVerify, SignJWT } from "jose";
import { CLIENT_VERBS, type ClientVerb } from "../../domain/client/client.ts";
import { deriveBytes, type Secrets } from "../secret/secrets.ts";
import { fieldsOf } from "../status/fields.ts";

export const ACCESS_SECONDS = 300;

const [ALGORITHM, TYPE] = ["HS256", "at+jwt"];
const ID_BYTES = 16;
const MAX_TOKEN_LENGTH = 2048;

export interface Access {
  /** The id of the client. */
  readonly client: string;
  readonly verbs: readonly ClientVerb[];
  /** The thumbprint of the key to which the token is bound, `cnf.jkt`; null: a bearer token. */
  readonly thumbprint: string | null;
}

/** An access token for 300 s. @param origin of the issuer, who is also the audience @param now ms */
export async function makeAccessToken(secrets: Secrets, origin: string, access: Access, now: number): Promise<string> {
  const { client, verbs, thumbprint } = access;
  const issuedAt = Math.floor(now / 1000);
  const bound = thumbprint === null ? {} : { cnf: { jkt: thumbprint } };
  return new SignJWT({ client_id: client, scope: verbs.join(" "), ...bound })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(origin)
    .setAudience(origin)
    .setSubject(client)
    .setJti(base64url.encode(crypto.getRandomValues(new Uint8Array(ID_BYTES))))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_SECONDS)
    .sign(await keyOf(secrets));
}

/** What a token allows; null if this issuer did not make it for itself, or it is over. */
export async function readAccessToken(secrets: Secrets, origin: string, text: string, now: number): Promise<Access | null> {
  if (text.length > MAX_TOKEN_LENGTH) return null;
  try {
    const { payload } = await jwtVerify(text, await keyOf(secrets), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: origin,
      audience: origin,
      requiredClaims: ["sub", "scope", "exp"],
      currentDate: new Date(now),
    });
    const { jkt } = fieldsOf(payload["cnf"]);
    const scopes = new Set(String(payload["scope"]).split(" "));
    const verbs = CLIENT_VERBS.filter((verb) => scopes.has(verb));
    return { client: payload.sub ?? "", verbs, thumbprint: typeof jkt === "string" ? jkt : null };
  } catch {
    return null;
  }
}

const keys = new WeakMap<Secrets, Promise<CryptoKey>>();

function keyOf(secrets: Secrets): Promise<CryptoKey> {
  let key = keys.get(secrets);
  if (key === undefined) {
    key = deriveBytes(secrets.root, `${secrets.issuer}/access-token`).then((bytes) =>
      crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]),
    );
    keys.set(secrets, key);
  }
  return key;
}
