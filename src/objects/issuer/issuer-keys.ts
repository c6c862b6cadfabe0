/** The keys of an issuer together with the statement that names them: made, published and renewed as one. */
import type { KeyKind } from "../../domain/code/claims.ts";
import type { FileKey } from "../../domain/federation/trust-files.ts";
import type { JwkSet } from "../../storage/published.ts";
import type { Duty } from "../duty/alarm.ts";
import type { ObjectsEnv } from "../env.ts";
import type { PublicationStore } from "../duty/publication.ts";
import type { Topic } from "./topic.ts";
import type { ApplicationFacts, SealedSigningKey } from "./rpc.ts";
import { SigningKeys } from "./signing-keys.ts";
import { Statements } from "./statements.ts";

export class IssuerKeys {
  readonly #signing: SigningKeys;
  readonly #statements: Statements;

  /** @param wake is called within each transaction that changes what KV must have */
  constructor(state: DurableObjectState, env: ObjectsEnv, unpublished: PublicationStore<Topic>, wake: (now: number) => void) {
    const pastEnded = (now: number) => {
      unpublished.change("past_keys");
      wake(now);
    };
    const changed = (now: number) => {
      // So each value is renewed regularly: ended risk levels disappear.
      unpublished.changeAll();
      for (const topic of ["jwks", "past_keys"] as const) unpublished.change(topic);
      this.#statements.outdate();
      wake(now);
    };
    this.#signing = new SigningKeys(state, env.YIMA_MASTER_KEY, changed, pastEnded);
    const stated = (now: number) => {
      unpublished.change("statement");
      wake(now);
    };
    this.#statements = new Statements(state, env, () => this.#signing.all(), stated);
  }

  published(): JwkSet {
    return this.#signing.published();
  }

  /** Those that are published no longer. */
  past(now: number): JwkSet {
    return this.#signing.past(now);
  }

  /** The statement that names them; null before the first one. */
  statement(): string | null {
    return this.#statements.text();
  }

  /** The text of the table of colours that it names; null before the first one that names a table. */
  colours(): string | null {
    return this.#statements.colours();
  }

  /** The private half of the key to which others seal, itself sealed; null before a statement has named the key. */
  sealKey(): string | null {
    return this.#statements.sealKey();
  }

  application(facts: ApplicationFacts, renewed: boolean, now: number): Promise<string> {
    return this.#statements.application(facts, renewed, now);
  }

  /** The register lists this identity key; the statement that it signs from now on is made here. */
  async identityListed(key: Pick<FileKey, "x" | "y">, now: number): Promise<void> {
    this.#statements.identityListed(key);
    await this.#statements.plan.run(now);
  }

  signing(now: number, kind?: KeyKind): SealedSigningKey {
    return this.#signing.signing(now, kind);
  }

  /** Replaces all signing keys, and states the new one. @param also is called within the transaction */
  async replace(also: () => void, now: number): Promise<void> {
    await this.#signing.replace(also, now);
    await this.#statements.plan.run(now);
  }

  /** Makes the keys that are due, and their statement. Answers whether any were. */
  async keep(now: number): Promise<boolean> {
    if (this.#signing.isKept(now)) return false;
    await this.#signing.make(now);
    await this.#statements.plan.run(now);
    return true;
  }

  get plans(): readonly Duty[] {
    return [this.#signing.plan, this.#signing.endOfPast, this.#statements.plan];
  }
}
