/** The signing keys of an issuer by their plan: makes the due ones together, and deletes those that nobody can use any more. */
import type { KeyKind } from "../../domain/code/claims.ts";
import { keyInPlaceOf, type KeyPlan, planKeys, signingKeyOf } from "../../domain/issuer/key-plan.ts";
import type { JwkSet } from "../../storage/published.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import type { Duty } from "../duty/alarm.ts";
import { issuerOf } from "../names.ts";
import { jwksOf, kindOf, kindsOf, type KeyRow, KeyStore, makeKey } from "./key-store.ts";
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

  /** The key that signs at `now`, with its period. @param kind absent: the one that also signs letters and status lists */
  signing(now: number, kind = kindsOf(issuerOf(this.#state.id))[0]): SealedSigningKey {
    const key = signingKeyOf(this.#ofKind(kind), now);
    if (key === undefined) throw new Error("the key plan has no key for the present time");
    return { number: key.number, notBefore: key.notBefore, notAfter: key.notAfter, sealedPrivateJwk: key.sealedPrivateJwk };
  }

  isKept(now: number): boolean {
    return this.#plans(now).every(([, plan]) => isDone(plan));
  }

  #ofKind(kind: KeyKind): readonly KeyRow[] {
    const issuer = issuerOf(this.#state.id);
    return this.#store.all().filter((key) => kindOf(issuer, key) === kind);
  }

  /** The plan of each kind. Numbers are the issuer's: no two keys of any kind have the same. */
  #plans(now: number): readonly (readonly [KeyKind, KeyPlan])[] {
    const numbers = this.#store.all().map(({ number }) => number);
    const plans: (readonly [KeyKind, KeyPlan])[] = [];
    for (const kind of kindsOf(issuerOf(this.#state.id))) {
      const plan = planKeys(this.#ofKind(kind), now, Math.max(0, ...numbers));
      numbers.push(...plan.make.map(({ number }) => number));
      plans.push([kind, plan]);
    }
    return plans;
  }

  /** Makes all due keys before it writes one of them. Concurrent callers wait for the same plan. */
  make(now: number): Promise<void> {
    return this.#state.blockConcurrencyWhile(async () => {
      const plans = this.#plans(now);
      // For a caller that waited, the keys have been made meanwhile.
      if (plans.every(([, plan]) => isDone(plan))) return;
      const secrets = await openSecrets(this.#masterKey, issuerOf(this.#state.id));
      const keys = await Promise.all(plans.flatMap(([kind, { make }]) => make.map((key) => makeKey(secrets, key, kind))));
      const forget = new Set(plans.flatMap(([, plan]) => plan.forget));
      this.#state.storage.transactionSync(() => {
        for (const key of keys) this.#store.add(key);
        for (const key of this.#store.all()) if (forget.has(key.number)) this.#store.retire(key, now);
        this.#changed(now);
      });
    });
  }

  /** Replaces all keys by a new one of each kind, because they leaked, also those that have not begun. @param also is called within the transaction */
  replace(also: () => void, now: number): Promise<void> {
    return this.#state.blockConcurrencyWhile(async () => {
      const leaked = this.#store.all();
      const secrets = await openSecrets(this.#masterKey, issuerOf(this.#state.id));
      const first = keyInPlaceOf(leaked, now);
      const kinds = kindsOf(issuerOf(this.#state.id));
      const keys = await Promise.all(
        kinds.map((kind, further) => makeKey(secrets, { ...first, number: first.number + further }, kind)),
      );
      this.#state.storage.transactionSync(() => {
        for (const one of leaked) this.#store.retire(one, now);
        for (const key of keys) this.#store.add(key);
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
      due: () =>
        this.#store.all().length === 0
          ? null
          : Math.min(...this.#plans(0).map(([, plan]) => (plan.make.length > 0 ? 0 : plan.nextDue))),
      run: (now) => this.make(now),
    };
  }
}

function isDone({ make, forget }: KeyPlan): boolean {
  return make.length === 0 && forget.length === 0;
}
