/** All keys in KV: the prefix, the shape of the value, and the expiry. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";

/** `{keys: [...]}`, RFC 7517. No expiry. The Issuer object writes it when its keys change. */
export function jwksKey(issuer: IssuerCode): string {
  return `jwks/${issuer}`;
}

/** An empty value; the metadata `{told}` contain `{name, aliases, validFrom}` as JSON in base64url. No expiry. The Division object of the street writes it. With an empty code this is the prefix of all keys of an issuer. */
export function addedDivisionKey(issuer: IssuerCode, code: string): string {
  return `division/${issuer}/${code}`;
}

/** A JWT of type `statuslist+jwt`, with the metadata `{turnedAt}`. It expires a day after the end of the list's day. The StatusList object writes it at most once a second. */
export function statusListKey(issuer: IssuerCode, list: string): string {
  return `status/${issuer}/${list}`;
}

/** The present, future and recently ended risk levels of counties, as AreaEntry rows. No expiry. The Issuer object writes it after each entry. */
export function areasKey(issuer: IssuerCode): string {
  return `areas/${issuer}`;
}

/** `{coloursFrom, closed, turns}`, the setting of the issuer's officers. No expiry. The Issuer object writes it after each approval. */
export function colourSettingKey(issuer: IssuerCode): string {
  return `colour-setting/${issuer}`;
}

/** A list of rule sets (docs/rule-sets.md), in the order of their approval. No expiry. The Issuer object writes it after each approval and withdrawal. */
export function ruleSetsKey(issuer: string): string {
  return `rule-sets/${issuer}`;
}
