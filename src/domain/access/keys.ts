/** Keyed hashes that stand for people and logins, so that no stored row names anybody (architecture.md, Privacy). */
import type { Brand } from "../brand.ts";

/** 12 bytes of HMAC-SHA-256 over the canonical identity document, as 24 lower-case hex digits. */
export type PersonKey = Brand<string, "PersonKey">;

/** 12 bytes of HMAC-SHA-256 over the E.164 phone number, as 24 lower-case hex digits. */
export type AccountKey = Brand<string, "AccountKey">;

/** Who asks: a login and, once bound by real name, the person it belongs to. */
export interface Actor {
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  readonly maskedPhone: string;
}
