/** All keys in KV: the text of the key, the shape of the value, the expiry, and the object that writes it. When its keys change, the Issuer object also writes its other values again. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";

/** The public keys of an issuer: `{keys: [...]}`, RFC 7517. No expiry. The Issuer object writes it when its keys change. */
export function jwksKey(issuer: IssuerCode): string {
  return `jwks/${issuer}`;
}

/** The public keys that an issuer publishes no longer, for late letters: `{keys: [...]}` (docs/trust.md §10). No expiry. The Issuer object writes it when its keys change, and when one is deleted. */
export function pastKeysKey(issuer: IssuerCode): string {
  return `trust/past/${issuer}`;
}

/** The statement of an issuer about its keys, a compact JWS (docs/trust.md §3). No expiry. The Issuer object writes it when its keys change, and each week. */
export function statementKey(issuer: IssuerCode): string {
  return `trust/statement/${issuer}`;
}

/** The table of colours that the statement of an issuer names (docs/trust.md §12). No expiry. The Issuer object writes it before the statement. */
export function colourTableKey(issuer: IssuerCode): string {
  return `trust/colours/${issuer}`;
}

/** The tables of colours of all members that this deployment has read, `{tables: [text, …]}`, for phones. No expiry. The Trust object writes it after each change. */
export const TRUST_COLOURS_KEY = "trust/colours";

/** A root of trust by its version, a JWS in JSON (docs/trust.md §1). No expiry. The Trust object writes it when it takes one. */
export function trustRootKey(version: number): string {
  return `trust/root/${version}`;
}

/** A register by its number, a JWS in JSON (docs/trust.md §2). No expiry. The Trust object writes it when it takes one. */
export function trustRegisterKey(seq: number): string {
  return `trust/register/${seq}`;
}

/** The state of trust, a compact JWS (docs/trust.md §4), with the metadata `{register}`: the number of the register that holds. No expiry. The Trust object writes it when it takes one, usually every five minutes. */
export const TRUST_STATE_KEY = "trust/state";

/** The book of statements, as ServedBook. No expiry. The Trust object writes it when it takes one. */
export const TRUST_BOOK_KEY = "trust/book";

/** What verifiers believe at one moment, `{issuedAt, expiresAt, shards}`: the times of the state in ms, and for each shard of the members the name of its rows, null without members. No expiry. The Trust object writes it with each state. */
export const TRUST_BELIEVED_KEY = "trust/believed";

/** The BelievedIssuer rows of one shard in JSON, a line each. The name contains the hash of the rows, so that a key has one value for ever. No expiry. The Trust object writes it before the value that names it, and removes it when none has named it for ten minutes. */
export function trustRowsKey(name: string): string {
  return `trust/rows/${name}`;
}

/** The rows of all members, with the metadata `{issuedAt, expiresAt}`, as an earlier release wrote them. The Trust object removes it ten minutes after it has written TRUST_BELIEVED_KEY. */
export const TRUST_KEYS_KEY = "trust/keys";

/** The issuers that the deployment hosts besides those of its setting, as HostedIssuer rows. No expiry. The Nation object writes it after each change. */
export const HOSTED_ISSUERS_KEY = "hosted-issuers";

/** An added community or added names: an empty value; the metadata `{told}` contain `{name, aliases, validFrom}` as JSON in base64url. No expiry. The Division object of the street writes it. With an empty code this is the prefix of all such keys of an issuer. */
export function addedDivisionKey(issuer: IssuerCode, code: string): string {
  return `division/${issuer}/${code}`;
}

/** A status list: a JWT of type `statuslist+jwt`, with the metadata `{turnedAt}`. It expires a day after the end of the list's day. The StatusList object writes it at most once a second. */
export function statusListKey(issuer: IssuerCode, list: string): string {
  return `status/${issuer}/${list}`;
}

/** A copy of a status list of an issuer of another deployment, with the metadata `{at, issuedAt}`: when that issuer answered with it, and when it signed it, ms. It expires with the list. An isolate of a verifier writes it when it has read a list that the copy does not have. */
export function peerListKey(issuer: IssuerCode, list: string): string {
  return `peer-status/${issuer}/${list}`;
}

/** The present, future and recently ended risk levels of counties, as AreaEntry rows. No expiry. The Issuer object writes it after each entry that changes it. */
export function areasKey(issuer: IssuerCode): string {
  return `areas/${issuer}`;
}

/** The colour setting of the issuer's officers, `{coloursFrom, closed, turns}`. No expiry. The Issuer object writes it after each approved change of it. */
export function colourSettingKey(issuer: IssuerCode): string {
  return `colour-setting/${issuer}`;
}

/** The numbers of manual changes by month, kind and reason. No expiry. The Issuer object writes it after each approved change. */
export function manualChangesKey(issuer: IssuerCode): string {
  return `manual-changes/${issuer}`;
}

/** A list of rule sets (docs/rule-sets.md), in the order of their approval. No expiry. The Issuer object writes it after each approval and withdrawal. */
export function ruleSetsKey(issuer: string): string {
  return `rule-sets/${issuer}`;
}
