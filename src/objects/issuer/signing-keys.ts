/** The signing keys of an issuer by their plan: makes the due ones together, and deletes those that nobody can use any more. */
import { keyInPlaceOf, type KeyPlan, planKeys, signingKeyOf } from "../../domain/issuer/key-plan.ts";
import type { JwkSet } from "../../storage/published.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import type { Duty } from "../duty/alarm.ts";
import { issuerOf } from "../names.ts";
import { jwksOf, type KeyRow, KeyStore, makeKey } from "./key-store.ts";
import type { SealedSigningKey } from "./rpc.ts";

export class SigningKeys {
  readonly #state: DurableObjectState;
  readonly #store: KeyStore;
  readonly #masterKey: string;
  readonly #changed: (now: number) => void;
  readonly #pastEnded: (now: number) => void;

  /** @param changed is called within the transaction that changes keys @param pastEnded is called within the one that deletes past keys */
  constructor(state: DurableObjectState, masterKey: string, changed: (now: number) => void, pastEnded: (now: number) => void) {
    this.#state = state;
    this.#store = new KeyStore(state.storage.sql);
    this.#masterKey = masterKey;
    this.#changed = changed;
    this.#pastEnded = pastEnded;
  }

  /** The public keys, including those of the near future and those of credentials that are still valid. */
  published(): JwkSet {
    return jwksOf(issuerOf(this.#state.id), this.#store.all());
  }

  /** The public keys that are published no longer, for late letters. */
  past(now: number): JwkSet {
    return jwksOf(issuerOf(this.#state.id), this.#store.past(now));
  }

  all(): readonly KeyRow[] {
    return this.#store.all();
  }

  /** The key that signs at `now`, with its period. */
  signing(now: number): SealedSigningKey {
    const key = signingKeyOf(this.#store.all(), now);
    if (key === undefined) throw new Error("the key plan has no key for the present time");
    return { number: key.number, notBefore: key.notBefore, notAfter: key.notAfter, sealedPrivateJwk: key.sealedPrivateJwk };
  }

  isKept(now: number): boolean {
    return isDone(planKeys(this.#store.all(), now));
  }

  /** Makes all due keys before it writes one of them. Concurrent callers wait for the same plan. */
  make(now: number): Promise<void> {
    return this.#state.blockConcurrencyWhile(async () => {
      const plan = planKeys(this.#store.all(), now);
      // For a caller that waited, the keys have been made meanwhile.
      if (isDone(plan)) return;
      const secrets = await openSecrets(this.#masterKey, issuerOf(this.#state.id));
      const keys = await Promise.all(plan.make.map((key) => makeKey(secrets, key)));
      this.#state.storage.transactionSync(() => {
        for (const key of keys) this.#store.add(key);
        for (const key of this.#store.all()) if (plan.forget.includes(key.number)) this.#store.retire(key, now);
        this.#changed(now);
      });
    });
  }

  /** Replaces all keys by a new one, because they leaked, also those that have not begun. @param also is called within the transaction */
  replace(also: () => void, now: number): Promise<void> {
    return this.#state.blockConcurrencyWhile(async () => {
      const leaked = this.#store.all();
      const secrets = await openSecrets(this.#masterKey, issuerOf(this.#state.id));
      const key = await makeKey(secrets, keyInPlaceOf(leaked, now));
      this.#state.storage.transactionSync(() => {
        for (const one of leaked) this.#store.retire(one, now);
        this.#store.add(key);
        this.#changed(now);
        also();
      });
    });
  }

  get endOfPast(): Duty {
    const forget = (now: number) => {
      this.#store.forgetPast(now);
      this.#pastEnded(now);
    };
    return {
      name: "past keys",
      due: () => this.#store.pastUntil(),
      run: async (now) => this.#state.storage.transactionSync(() => forget(now)),
    };
  }

  /** The duty that makes the later keys. The first key is made by the first request for a key. */
  get plan(): Duty {
    return {
      name: "key plan",
      due: () => (this.#store.all().length === 0 ? null : planKeys(this.#store.all(), 0).nextDue),
      run: (now) => this.make(now),
    };
  }
}

function isDone({ make, forget }: KeyPlan): boolean {
  return make.length === 0 && forget.length === 0;
}
