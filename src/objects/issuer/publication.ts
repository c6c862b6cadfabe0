/** The duty by which KV hears what an issuer publishes: each key only when it changed, at most one write per second, until KV has taken it. */
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { columns, query, readRows } from "../sql.ts";

/** One KV key of the issuer each. */
export type Topic = "jwks" | "setting" | "rule_sets" | "areas";

/** KV's limit for one key. */
const GAP_MS = 1000;
/** Writes the present value of a topic. Rejects where KV did not take it. */
export type Publish = (topic: Topic, now: number) => Promise<void>;

export function publicationDuty(store: PublicationStore, publish: Publish): Duty {
  const outbox = new Outbox<Topic>({ name: "publication", gapMs: GAP_MS });
  return {
    name: "publication",
    due: () => outbox.due(store.unpublished().map(({ topic }) => topic)),
    async run(now) {
      const send = async (topic: Topic, changes: number) => {
        await publish(topic, now);
        store.published(topic, changes);
      };
      const parcels = store.unpublished().map(({ topic, changes }) => [topic, changes] as const);
      await outbox.send(parcels, send, now);
    },
  };
}

interface PublicationRow {
  readonly topic: Topic;
  /** Counts the changes of the topic: a change during a write is not yet published by that write. */
  readonly changes: number;
}

const PUBLICATION = columns<PublicationRow>({ topic: "topic", changes: "changes" });

export class PublicationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Within the transaction of a change: KV does not have it yet. */
  change(topic: Topic): void {
    this.#sql.exec(
      "INSERT INTO publications (topic, changes, published) VALUES (?, 1, 0) ON CONFLICT (topic) DO UPDATE SET changes = changes + 1",
      topic,
    );
  }

  /** With new signing keys, once in a key's time, every other value too: so a list loses what is over, and a key that KV lost comes back. */
  changeKeys(): void {
    this.#sql.exec("UPDATE publications SET changes = changes + 1 WHERE topic <> 'jwks'");
    this.change("jwks");
  }

  unpublished(): readonly PublicationRow[] {
    return readRows(this.#sql, query`SELECT ${PUBLICATION} FROM publications WHERE published < changes ORDER BY topic`);
  }

  /** @param changes as many as there were when the value was read */
  published(topic: Topic, changes: number): void {
    this.#sql.exec("UPDATE publications SET published = ? WHERE topic = ? AND published < ?", changes, topic, changes);
  }
}
