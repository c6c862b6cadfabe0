/** The duty that writes an issuer's published values to KV: each key only after a change, at most once per second, until KV has accepted the value. */
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { columns, query, readRows } from "../sql.ts";

/** Each topic is one KV key of the issuer. */
export type Topic = "jwks" | "statement" | "setting" | "rule_sets" | "areas" | "manual_changes";

/** KV accepts one write per second per key. */
const GAP_MS = 1000;
/** Writes the current value of a topic to KV. Rejects if KV fails. */
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
  /** The number of changes of the topic so far: a change that happens during a write to KV is not published by that write. */
  readonly changes: number;
}

const PUBLICATION = columns<PublicationRow>({ topic: "topic", changes: "changes" });

export class PublicationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes a change that KV does not have yet, within the transaction of the change. */
  change(topic: Topic): void {
    this.#sql.exec(
      "INSERT INTO publications (topic, changes, published) VALUES (?, 1, 0) ON CONFLICT (topic) DO UPDATE SET changes = changes + 1",
      topic,
    );
  }

  /**
   * Marks all published values as changed when the signing keys change. So each value is renewed regularly: ended risk levels disappear, and a value that
   * KV lost comes back.
   */
  changeKeys(): void {
    this.#sql.exec("UPDATE publications SET changes = changes + 1 WHERE topic <> 'jwks'");
    this.change("jwks");
  }

  unpublished(): readonly PublicationRow[] {
    return readRows(this.#sql, query`SELECT ${PUBLICATION} FROM publications WHERE published < changes ORDER BY topic`);
  }

  /** Notes that KV has the value. @param changes the number of changes of the topic when the value was read */
  published(topic: Topic, changes: number): void {
    this.#sql.exec("UPDATE publications SET published = ? WHERE topic = ? AND published < ?", changes, topic, changes);
  }
}
