/** What a declared person's credentials are made of: fresh handles and status indexes, nothing that joins two of them. */
import type { PersonKey } from "../../domain/access/keys.ts";
import { statusListName } from "../../domain/code/status.ts";
import { fromHex } from "../../domain/hex.ts";
import { sealHandle } from "../../token/secret/handle.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { DecisionRow } from "./colour/colour-store.ts";
import type { DeclarationRow } from "./declaration-store.ts";
import type { CredentialDraft } from "./rpc.ts";

const NONCE_BYTES = 4;

export interface Validity {
  /** ms, on a whole second */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly statusList: string;
}

/** What credentials that are made now for a declaration have in common. */
export function validityOf({ community }: DeclarationRow, lifetimeMinutes: number, now: number): Validity {
  const issuedAt = Math.floor(now / 1000) * 1000;
  const expiresAt = issuedAt + lifetimeMinutes * 60_000;
  return { issuedAt, expiresAt, statusList: statusListName(community, expiresAt) };
}

export interface DraftOrder {
  readonly person: PersonKey;
  readonly maskedName: string;
  readonly declaration: DeclarationRow;
  readonly count: number;
  readonly firstStatusIndex: number;
  /** ms, on a whole second */
  readonly issuedAt: number;
  readonly lifetimeMinutes: number;
  readonly decision: DecisionRow | null;
}

export function draftCredentials(secrets: Secrets, order: DraftOrder): Promise<readonly CredentialDraft[]> {
  return Promise.all(
    Array.from({ length: order.count }, async (_, index) => ({
      handle: await sealHandle(secrets.handle, fromHex(order.person), crypto.getRandomValues(new Uint8Array(NONCE_BYTES))),
      maskedName: order.maskedName,
      declaredAt: order.declaration.at,
      issuedAt: order.issuedAt,
      lifetimeMinutes: order.lifetimeMinutes,
      community: order.declaration.community,
      statusIndex: order.firstStatusIndex + index,
      decision: order.decision,
    })),
  );
}
