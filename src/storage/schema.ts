/** Every key in KV: its prefix, the shape behind it, and how long it lives. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";

/** `{keys: [...]}`, RFC 7517; no expiry, written by the Issuer object whenever its keys change. */
export function jwksKey(issuer: IssuerCode): string {
  return `jwks/${issuer}`;
}

/** Nothing, with `{told}` as metadata, `{name, aliases, validFrom}` in JSON and base64url; no expiry, written by the Division object of the street. An empty code is the prefix of all. */
export function addedDivisionKey(issuer: IssuerCode, code: string): string {
  return `division/${issuer}/${code}`;
}

/** A JWT of type `statuslist+jwt`, with `{turnedAt}` as metadata; expires a day after the list has ended, written by its StatusList object at most once a second. */
export function statusListKey(issuer: IssuerCode, list: string): string {
  return `status/${issuer}/${list}`;
}

/** The risk levels of counties that hold, come, or ended lately, as AreaEntry rows; no expiry, written by the Issuer object whenever one was entered. */
export function areasKey(issuer: IssuerCode): string {
  return `areas/${issuer}`;
}

/** `{coloursFrom, closed, turns}`, as its officers have set it; no expiry, written by the Issuer object whenever something was approved. */
export function colourSettingKey(issuer: IssuerCode): string {
  return `colour-setting/${issuer}`;
}

/** A list of rule sets as docs/rule-sets.md has them, in the order of their approval; no expiry, written by the Issuer object whenever one was approved or taken back. */
export function ruleSetsKey(issuer: string): string {
  return `rule-sets/${issuer}`;
}
