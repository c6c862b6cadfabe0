/** The keyed hashes by which stored rows refer to persons and logins, in place of document and phone numbers; and the sender of a request. */
import type { Brand } from "../brand.ts";

/** The key of a person: 12 bytes of HMAC-SHA-256 over the canonical identity document, as 24 lower-case hex digits. */
export type PersonKey = Brand<string, "PersonKey">;

/** The key of a login: 12 bytes of HMAC-SHA-256 over its phone number in E.164, as 24 lower-case hex digits. */
export type AccountKey = Brand<string, "AccountKey">;

/** The sender of a request: a login, and the person that is bound to it by real name (`person` is null if none is bound). */
export interface Actor {
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  readonly maskedPhone: string;
  /** The identity provider where this login happened (domain/access/login-provider.ts); null for a login by one-time password. */
  readonly provider: string | null;
  /** Whether this session opens the offices of administrators now: domain/access/session.ts. A caller of the previous release sends nothing. */
  readonly officeOpen?: boolean;
  /** When this session showed a passkey of its account last, ms; 0: not yet. A caller of the previous release sends nothing. */
  readonly passkeyAt?: number;
}
