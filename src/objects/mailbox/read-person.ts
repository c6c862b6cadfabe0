/** Reads whom an item of a peer is about: by a handle of this issuer, or by a document that only this issuer can open. docs/trust.md §10. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Addressed } from "../../domain/federation/fact-item.ts";
import { toHex } from "../../domain/hex.ts";
import { canonicalDocument } from "../../domain/identity/document.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { fromBase64url } from "../../token/code/base64url.ts";
import { openPerson } from "../../token/federation/sealed-person.ts";
import { openHandle } from "../../token/secret/handle.ts";
import { openSecrets, personKeyOf, type Secrets } from "../../token/secret/secrets.ts";
import { issuerObjectOf, type ObjectsEnv } from "../env.ts";
import { SEAL_NAME } from "../issuer/seal-key.ts";
import { openPrivateKey } from "../issuer/sealed-pair.ts";
import type { ConfiguredIssuer } from "../issuers.ts";

/** Where what a peer tells is entered. */
export interface Entering {
  readonly env: ObjectsEnv;
  readonly issuer: ConfiguredIssuer;
  /** The issuer whose officers say it. */
  readonly from: IssuerCode;
}

export interface Keys {
  readonly secrets: Secrets;
  /** The key to which others seal; null before a statement has named one. */
  readonly seal: CryptoKey | null;
}

/** The keys of the receiver. */
export async function keysOf({ env, issuer: { code } }: Pick<Entering, "env" | "issuer">): Promise<Keys> {
  const [secrets, sealed] = await Promise.all([openSecrets(env.YIMA_MASTER_KEY, code), issuerObjectOf(env, code).sealKey()]);
  return { secrets, seal: sealed === null ? null : await openPrivateKey(secrets, SEAL_NAME, sealed, "ECDH-ES") };
}

/** The person whom an item is about; null if it cannot be read. A person who has not declared yet is one too, so that no answer tells who has. @param id for which the document was sealed */
export async function personOf(
  addressed: Addressed,
  id: string,
  { issuer, from }: Entering,
  { secrets, seal }: Keys,
  today: string,
): Promise<PersonKey | null> {
  if ("handle" in addressed) {
    const handle = fromBase64url(addressed.handle);
    return handle && (toHex(await openHandle(secrets.handle, handle)) as PersonKey);
  }
  const document = seal && (await openPerson(addressed.sealed, seal, { from, to: issuer.code, id }, today));
  return document && personKeyOf(secrets, canonicalDocument(document));
}
