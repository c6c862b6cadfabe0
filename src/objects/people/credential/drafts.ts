/** Allots handles and status indexes to new credentials of a declared person. The right of the account is checked before and after the waits. */
import { MAX_CREDENTIALS_PER_DAY, oneMoreInDay } from "../../../domain/access/hour-limit.ts";
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import type { CodeFlag } from "../../../domain/code/flags.ts";
import { statusListName } from "../../../domain/code/status.ts";
import { namedDeclaration, type Validity, validityAt } from "../../../domain/code/validity.ts";
import { lastTurn } from "../../../domain/colour/showing-change.ts";
import { fromHex, toHex } from "../../../domain/hex.ts";
import { NATION } from "../../../domain/issuer/issuer.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { withheld } from "../../../domain/review/review.ts";
import { sealHandles } from "../../../token/secret/handle.ts";
import { openSecrets, type Secrets } from "../../../token/secret/secrets.ts";
import { type ObjectsEnv, statusListOf } from "../../env.ts";
import { issuerOf } from "../../names.ts";
import { isCoveredNow } from "../../trust/covered.ts";
import type { DecisionRow } from "../colour/colour-store.ts";
import type { Custodies } from "../custody/custodies.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { CredentialStore, DeclaredRow } from "./credential-store.ts";
import type { CredentialDraft, CredentialOrder, CredentialResult } from "./rpc.ts";
import { DAY_MS, MINUTE_MS } from "../../../domain/instant.ts";

interface Stores {
  readonly custodies: Custodies;
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
    const { custodies, credentials, decisions } = this.#stores;
    const standing = custodies.standing(person, account, now);
    if (!standing.ok) return standing;
    const flags = standing.value;
    const declared = credentials.declared(person);
    if (declared === null) return refuse({ code: "not_declared" });
    const issuer = issuerOf(this.#state.id);
    if (issuer === NATION && (await isCoveredNow(this.#env.PUBLISHED, declared.community, now)))
      return refuse({ code: "region_covered" });
    const lifetimeMs = lifetimeMinutes * MINUTE_MS;
    const most = MAX_CREDENTIALS_PER_DAY[flags.includes("identity_unchecked") ? "unchecked" : "checked"];
    const full = credentials.nthExpiry(person, most - count + 1);
    const due = oneMoreInDay(now, full && full - lifetimeMs);
    if (!due.ok) return due;
    const turn = lastTurn(turns, declared.community, now);
    const changedAt = order.datedByIssue ? Math.max(declared.at, credentials.revokedAt(person) ?? 0) : 0;
    const validity = validityAt(now, lifetimeMinutes, Math.max(turn, order.keyBegin, wholeSecond(changedAt)));
    const statusList = statusListName(declared.community, validity.expiresAt);
    const statusIndexes = await statusListOf(this.#env, issuer, statusList).allot(count, turn);
    const decision = await decisions.present(person, now);
    const drafts = await draftCredentials(await openSecrets(this.#env.YIMA_MASTER_KEY, issuer), {
      person,
      declared,
      statusIndexes,
      validity,
      decision,
      flags,
    });
    const still = custodies.standing(person, account, now);
    if (!still.ok) return still;
    // If the colour or the flags changed during a wait, the drafts carry the previous ones and are made again.
    const decisionColour = colourOf(decision);
    if (String(still.value) !== String(flags) || colourOf(decisions.latest(person)) !== decisionColour)
      return this.make(order, now);
    const colour = showsColours ? decisionColour : "none";
    // An expired one counts until a day after its issue. Both statements are one commit, because nothing waits in between.
    credentials.dropExpired(person, now - Math.max(0, DAY_MS - lifetimeMs));
    const made = { expiresAt: validity.expiresAt, statusList, colour };
    credentials.add(
      person,
      drafts.map(({ handle, statusIndex }) => ({ ...made, handle: toHex(handle), statusIndex })),
    );
    return accept(drafts);
  }
}

/** The colour that is stored for a credential: that of the decision, but grey for green while a review waits; `none` without a decision. */
function colourOf(decision: DecisionRow | null): CodeColour {
  return decision === null ? "none" : withheld(decision.colour, decision.review ?? null);
}

/** A claim record has whole seconds. */
function wholeSecond(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}

const NONCE_BYTES = 4;

export interface DraftOrder {
  readonly person: PersonKey;
  readonly declared: DeclaredRow;
  /** One for each credential. */
  readonly statusIndexes: readonly number[];
  readonly validity: Validity;
  readonly decision: DecisionRow | null;
  readonly flags: readonly CodeFlag[];
}

export async function draftCredentials(secrets: Secrets, order: DraftOrder): Promise<readonly CredentialDraft[]> {
  const { issuedAt, lifetimeMinutes } = order.validity;
  const nonces = order.statusIndexes.map(() => crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
  const handles = await sealHandles(secrets.handle, fromHex(order.person), nonces);
  return handles.map((handle, index) => ({
    handle,
    maskedName: order.declared.maskedName,
    declaredAt: namedDeclaration(order.declared.at, issuedAt),
    issuedAt,
    lifetimeMinutes,
    community: order.declared.community,
    statusIndex: order.statusIndexes[index] ?? 0,
    decision: order.decision,
    flags: order.flags,
  }));
}
