/** The duty that publishes a status list to KV after a change, at most once per second. */
import { statusListEnd } from "../../domain/code/status.ts";
import { RETENTION } from "../../domain/retention.ts";
import { publishStatusList } from "../../storage/published.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { signStatusList } from "../../token/status/status-list.ts";
import type { Duty } from "../duty/alarm.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { signingKey } from "../issuer/signing-key.ts";
import type { ListRow, ListStore } from "./list-store.ts";

/** KV accepts one write per second per key. */
const LEAST_BETWEEN_MS = 1000;
/** The time at which a list is deleted, ms. Later than its end, because a verifier's clock may be slow and a last request may still run. */
export function listOver(list: string): number {
  return statusListEnd(list) + RETENTION.statusList.ms;
}

export class Publication {
  readonly #state: DurableObjectState;
  readonly #env: ObjectsEnv;
  readonly #store: ListStore;
  /** The number of changes since the start of the object. A change during a publication is published by the next one. */
  #changes = 0;

  constructor(state: DurableObjectState, env: ObjectsEnv, store: ListStore) {
    this.#state = state;
    this.#env = env;
    this.#store = store;
  }

  /** Notes a change of the list. @returns the time of the next publication, ms; null if no index was allotted yet */
  changed(): number | null {
    this.#changes += 1;
    return this.due();
  }

  /** The time of the next publication, ms; if no change waits, the time at which the object deletes the list; null if no index was allotted yet. */
  due(): number | null {
    const row = this.#store.list();
    if (row === null) return null;
    return row.changed === 1 ? row.publishedAt + LEAST_BETWEEN_MS : listOver(placeOf(this.#state.id));
  }

  /** Publishes a change for a caller that waits for it, as late as KV needs after the last publication. */
  async publishNow(): Promise<void> {
    const row = this.#store.list();
    if (row === null) return;
    await scheduler.wait(Math.max(0, row.publishedAt + LEAST_BETWEEN_MS - Date.now()));
    await this.publish(Date.now());
  }

  async publish(now: number): Promise<void> {
    const row = this.#store.list();
    if (row === null || row.changed === 0) return;
    const changes = this.#changes;
    const list = placeOf(this.#state.id);
    const published = { token: await this.#signed(row, now), turnedAt: row.turnedAt ?? 0 };
    await publishStatusList(
      this.#env.PUBLISHED,
      { issuer: issuerOf(this.#state.id), list, until: listOver(list), ...published },
      now,
    );
    this.#store.published(now, this.#changes !== changes);
  }

  /** The list as it is now, signed, for a caller that cannot wait for KV; null if no index was allotted. */
  async present(now: number): Promise<string | null> {
    const row = this.#store.list();
    return row === null ? null : this.#signed(row, now);
  }

  async #signed(row: ListRow, now: number): Promise<string> {
    const [issuer, list] = [issuerOf(this.#state.id), placeOf(this.#state.id)];
    const content = { issuer, list, bits: this.#store.bits(row), issuedAt: now, expiresAt: statusListEnd(list) };
    const key = await signingKey(this.#env, await openSecrets(this.#env.YIMA_MASTER_KEY, issuer), now);
    return signStatusList(content, key);
  }
}

export function publicationDuty(publication: Publication): Duty {
  return { name: "publication", due: () => publication.due(), run: (now) => publication.publish(now) };
}
