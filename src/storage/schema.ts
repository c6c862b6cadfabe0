/** Every key in KV: its prefix, the shape of its value, and its expiry. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";

/** `{keys: [...]}`, RFC 7517; no expiry, written by the Issuer object whenever its keys change. */
export function jwksKey(issuer: IssuerCode): string {
  return `jwks/${issuer}`;
}

/** An empty value with the metadata `{told}`: `{name, aliases, validFrom}` in JSON and base64url; no expiry, written by the Division object of the street. The key of an empty code is the prefix of all. */
export function addedDivisionKey(issuer: IssuerCode, code: string): string {
  return `division/${issuer}/${code}`;
}

/** A JWT of type `statuslist+jwt`, with `{turnedAt}` as metadata; expires a day after the list has ended, written by its StatusList object at most once a second. */
export function statusListKey(issuer: IssuerCode, list: string): string {
  return `status/${issuer}/${list}`;
}

/** The present, future and recently ended risk levels of counties, as AreaEntry rows; no expiry, written by the Issuer object after each entry. */
export function areasKey(issuer: IssuerCode): string {
  return `areas/${issuer}`;
}

/** `{coloursFrom, closed, turns}`, the setting of its officers; no expiry, written by the Issuer object after each approval. */
export function colourSettingKey(issuer: IssuerCode): string {
  return `colour-setting/${issuer}`;
}

/** A list of rule sets (docs/rule-sets.md), in the order of their approval; no expiry, written by the Issuer object after each approval and withdrawal. */
export function ruleSetsKey(issuer: string): string {
  return `rule-sets/${issuer}`;
}
