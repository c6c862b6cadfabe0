/** A shard of persons: identity, who manages them, declarations, credentials. Each right is checked here, at the time of the act. */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Declaration } from "../../domain/declaration/declaration.ts";
import { communityNumber } from "../../domain/division/division.ts";
import { toHex } from "../../domain/hex.ts";
import { maskDocument, maskName } from "../../domain/identity/mask.ts";
import { accept, refuse } from "../../domain/result.ts";
import { statusListName } from "../../domain/code/status.ts";
import { open, seal } from "../../token/seal.ts";
import { type Secrets, openSecrets } from "../../token/secrets.ts";
import type { Relation } from "../accounts/rpc.ts";
import { type ObjectsEnv, issuerOf, statusListOf } from "../env.ts";
import { migrate } from "../migrate.ts";
import { CredentialStore } from "./credential-store.ts";
import { draftCredentials } from "./credential-draft.ts";
import { type DeclarationRow, DeclarationStore } from "./declaration-store.ts";
import { migrations } from "./migrations.ts";
import { PersonStore } from "./person-store.ts";
import type {
  ClaimRequest,
  ClaimResult,
  CredentialResult,
  DeclarationRecord,
  HolderResult,
  Identity,
  NotManager,
  PersonView,
} from "./rpc.ts";
import { answerClaim, claimPerson } from "./claim.ts";
import type { Result } from "../../domain/result.ts";

const PAGE = 20;

export class People extends DurableObject<ObjectsEnv> {
  readonly #persons: PersonStore;
  readonly #declarations: DeclarationStore;
  readonly #credentials: CredentialStore;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#persons = new PersonStore(state.storage.sql);
    this.#declarations = new DeclarationStore(state.storage.sql);
    this.#credentials = new CredentialStore(state.storage.sql);
  }

  /** An account names a person as its own: the first one manages them, every further one waits for a manager's answer. */
  async claim(request: ClaimRequest, now: number): Promise<ClaimResult> {
    const secrets = await this.#secrets();
    const owner = ownerOf(request.person);
    const sealedIdentity = await seal(secrets, owner, request.identity);
    const before = this.#persons.person(request.person);
    const known = before === null ? null : await open<Identity>(secrets, owner, before.sealedIdentity);
    // Opening takes time, in which another account may have been the first.
    if (this.#persons.person(request.person)?.sealedIdentity !== before?.sealedIdentity) return this.claim(request, now);
    return this.ctx.storage.transactionSync(() =>
      claimPerson(this.#persons, request, { known, sealedIdentity, maskedName: maskName(request.identity.name) }, now),
    );
  }

  answer(person: PersonKey, manager: AccountKey, claimId: string, decision: "allow" | "deny", now: number) {
    return this.ctx.storage.transactionSync(() => answerClaim(this.#persons, { person, manager, claimId, decision }, now));
  }

  /** The account no longer manages or claims the person; the last one's going recalls the person's credentials. */
  release(person: PersonKey, account: AccountKey, now: number): void {
    this.ctx.storage.transactionSync(() => {
      this.#persons.removeManager(person, account);
      if (this.#persons.managers(person).length === 0) this.#credentials.recallAll(person, now);
    });
  }

  /** What an account sees of a person it manages, or has claimed; null where it has done neither, or was denied. */
  async view(person: PersonKey, account: AccountKey): Promise<PersonView | null> {
    const secrets = await this.#secrets();
    const row = this.#persons.person(person);
    if (row === null) return null;
    const claims = this.#persons.claims(person);
    const managed = this.#manages(person, account);
    if (!managed && !claims.some((claim) => claim.account === account)) return null;
    const latest = managed ? this.#declarations.latest(person) : null;
    const { document } = await open<Identity>(secrets, ownerOf(person), row.sealedIdentity);
    return {
      state: managed ? "managed" : "pending",
      maskedName: row.maskedName,
      documentType: document.type,
      maskedDocument: maskDocument(document.number),
      declaration: latest && { n: latest.n, at: latest.at, category: latest.category },
      claims: managed ? claims.map(({ id, maskedPhone, relation, at }) => ({ id, maskedPhone, relation, at })) : [],
    };
  }

  /** Appends a declaration: it is never changed afterwards, only followed by another. */
  async declare(
    person: PersonKey,
    account: AccountKey,
    id: string,
    declaration: Declaration,
    now: number,
  ): Promise<Result<{ readonly n: number; readonly at: number }, NotManager>> {
    const sealed = await seal(await this.#secrets(), ownerOf(person), declaration);
    if (!this.#manages(person, account)) return refuse({ code: "not_manager" });
    const { n, at } = this.#declarations.append(person, {
      id,
      at: now,
      category: declaration.category,
      community: communityNumber(declaration.addressHere.division),
      sealed,
    });
    return accept({ n, at });
  }

  /** A page of declarations, newest first, below the number `before`. */
  async declarations(
    person: PersonKey,
    account: AccountKey,
    before: number,
  ): Promise<Result<readonly DeclarationRecord[], NotManager>> {
    const secrets = await this.#secrets();
    if (!this.#manages(person, account)) return refuse({ code: "not_manager" });
    return accept(await Promise.all(this.#declarations.page(person, before, PAGE).map((row) => openRow(secrets, person, row))));
  }

  async declaration(person: PersonKey, account: AccountKey, n: number): Promise<Result<DeclarationRecord | null, NotManager>> {
    const secrets = await this.#secrets();
    if (!this.#manages(person, account)) return refuse({ code: "not_manager" });
    const row = this.#declarations.one(person, n);
    return accept(row && (await openRow(secrets, person, row)));
  }

  /** Allots handles and status indexes for `count` credentials of one declared person. */
  async draftCredentials(
    person: PersonKey,
    account: AccountKey,
    count: number,
    lifetimeMinutes: number,
    now: number,
  ): Promise<CredentialResult> {
    if (!this.#manages(person, account)) return refuse({ code: "not_manager" });
    const row = this.#persons.person(person);
    const latest = this.#declarations.latest(person);
    if (row === null || latest === null) return refuse({ code: "not_declared" });
    const issuedAt = Math.floor(now / 1000) * 1000;
    const expiresAt = issuedAt + lifetimeMinutes * 60_000;
    const statusList = statusListName(latest.community, expiresAt);
    const issuer = issuerOf(this.ctx.id);
    const secrets = await this.#secrets();
    const firstStatusIndex = await statusListOf(this.env, issuer, statusList).allot(count);
    const drafts = await draftCredentials(secrets, {
      person,
      maskedName: row.maskedName,
      declaration: latest,
      count,
      firstStatusIndex,
      issuedAt,
      lifetimeMinutes,
    });
    if (!this.#manages(person, account)) return refuse({ code: "not_manager" });
    this.ctx.storage.transactionSync(() => {
      this.#credentials.dropExpired(person, now);
      for (const draft of drafts) {
        this.#credentials.add(person, { handle: toHex(draft.handle), expiresAt, statusList, statusIndex: draft.statusIndex });
      }
    });
    return accept(drafts);
  }

  recall(person: PersonKey, account: AccountKey, now: number): Result<null, NotManager> {
    if (!this.#manages(person, account)) return refuse({ code: "not_manager" });
    this.#credentials.recallAll(person, now);
    return accept(null);
  }

  /** What a gate may know now of the person who holds this credential. */
  holder(person: PersonKey, handle: string): HolderResult {
    const row = this.#persons.person(person);
    if (row === null) return refuse({ code: "unknown_holder" });
    if (!this.#credentials.isLive(person, handle)) return refuse({ code: "recalled" });
    return accept({ maskedName: row.maskedName, declaredAt: this.#declarations.latest(person)?.at ?? null });
  }

  /** The logins that are bound to this person by real name, the first one first. */
  accountsOfHolder(person: PersonKey): readonly AccountKey[] {
    return this.#persons
      .managers(person)
      .filter(({ relation }: { readonly relation: Relation }) => relation === "self")
      .map(({ account }) => account);
  }

  #manages(person: PersonKey, account: AccountKey): boolean {
    return this.#persons.managers(person).some((manager) => manager.account === account);
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

function ownerOf(person: PersonKey): string {
  return `person/${person}`;
}

async function openRow(secrets: Secrets, person: PersonKey, row: DeclarationRow): Promise<DeclarationRecord> {
  return { n: row.n, at: row.at, declaration: await open<Declaration>(secrets, ownerOf(person), row.sealed) };
}
