/** Allots handles and status indexes to new credentials of a declared person. The right of the account is checked before and after the waits. */
import { MAX_CREDENTIALS_PER_HOUR, oneMoreInHour } from "../../../domain/access/hour-limit.ts";
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import { statusListName } from "../../../domain/code/status.ts";
import { lastTurn } from "../../../domain/colour/showing-change.ts";
import { fromHex, toHex } from "../../../domain/hex.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { withheld } from "../../../domain/review/review.ts";
import { sealHandle } from "../../../token/secret/handle.ts";
import { openSecrets, type Secrets } from "../../../token/secret/secrets.ts";
import { type ObjectsEnv, statusListOf } from "../../env.ts";
import { issuerOf } from "../../names.ts";
import type { DecisionRow } from "../colour/colour-store.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { DeclarationRow } from "../person/declaration-store.ts";
import type { Declarations } from "../person/history.ts";
import type { PersonStore } from "../person/person-store.ts";
import type { CredentialStore } from "./credential-store.ts";
import type { CredentialDraft, CredentialOrder, CredentialResult } from "./rpc.ts";
import { MINUTE_MS } from "../../../domain/instant.ts";

interface Stores {
  readonly persons: PersonStore;
  readonly history: Declarations;
  readonly credentials: CredentialStore;
  readonly decisions: Decisions;
}

export class CredentialDrafts {
  readonly #state: DurableObjectState;
  readonly #env: ObjectsEnv;
  readonly #stores: Stores;

  constructor(state: DurableObjectState, env: ObjectsEnv, stores: Stores) {
    this.#state = state;
    this.#env = env;
    this.#stores = stores;
  }

  async make(order: CredentialOrder, now: number): Promise<CredentialResult> {
    const { person, account, count, lifetimeMinutes, showsColours, turns } = order;
    const { persons, history, credentials, decisions } = this.#stores;
    if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
    const row = persons.person(person);
    const latest = history.latest(person);
    if (row === null || latest === null) return refuse({ code: "not_declared" });
    const full = credentials.nthExpiry(person, MAX_CREDENTIALS_PER_HOUR - count + 1);
    const due = oneMoreInHour(now, full && full - lifetimeMinutes * MINUTE_MS);
    if (!due.ok) return due;
    const { issuedAt, expiresAt, statusList } = validityOf(latest, lifetimeMinutes, now);
    const issuer = issuerOf(this.#state.id);
    const firstStatusIndex = await statusListOf(this.#env, issuer, statusList).allot(
      count,
      lastTurn(turns, latest.community, now),
    );
    const decision = await decisions.present(person, now);
    const drafts = await draftCredentials(await openSecrets(this.#env.YIMA_MASTER_KEY, issuer), {
      person,
      maskedName: row.maskedName,
      declaration: latest,
      count,
      firstStatusIndex,
      issuedAt,
      lifetimeMinutes,
      decision,
    });
    if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
    // If the colour changed during the wait, the drafts carry the previous one and are made again.
    const decisionColour = colourOf(decision);
    if (colourOf(decisions.latest(person)) !== decisionColour) return this.make(order, now);
    const colour = showsColours ? decisionColour : "none";
    this.#state.storage.transactionSync(() => {
      credentials.dropExpired(person, now);
      for (const draft of drafts) {
        credentials.add(person, { handle: toHex(draft.handle), expiresAt, statusList, statusIndex: draft.statusIndex, colour });
      }
    });
    return accept(drafts);
  }
}

/** The colour that is stored for a credential: that of the decision, but grey for green while a review waits; `none` without a decision. */
function colourOf(decision: DecisionRow | null): CodeColour {
  return decision === null ? "none" : withheld(decision.colour, decision.review ?? null);
}

const NONCE_BYTES = 4;

export interface Validity {
  /** The time of issue, ms, on a whole second. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly statusList: string;
}

/** The fields that all credentials have in common that are issued at `now` for a declaration. */
export function validityOf({ community }: DeclarationRow, lifetimeMinutes: number, now: number): Validity {
  const issuedAt = Math.floor(now / 1000) * 1000;
  const expiresAt = issuedAt + lifetimeMinutes * MINUTE_MS;
  return { issuedAt, expiresAt, statusList: statusListName(community, expiresAt) };
}

export interface DraftOrder {
  readonly person: PersonKey;
  readonly maskedName: string;
  readonly declaration: DeclarationRow;
  readonly count: number;
  readonly firstStatusIndex: number;
  /** The time of issue, ms, on a whole second. */
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
