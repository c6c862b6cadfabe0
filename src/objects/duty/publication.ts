/** The duty that writes an object's published values to KV: each key only after a change, at most once per second, until KV has accepted the value. */
import type { Duty } from "./alarm.ts";
import { Outbox } from "./outbox.ts";
import { columns, query, readRows } from "../sql.ts";

/** KV accepts one write per second per key. */
const GAP_MS = 1000;
/** Writes the current value of a topic to KV. Rejects if KV fails. @typeParam T the topics: each is one KV key of the object */
export type Publish<T extends string> = (topic: T, now: number) => Promise<void>;

export function publicationDuty<T extends string>(store: PublicationStore<T>, publish: Publish<T>): Duty {
  const outbox = new Outbox<T>({ name: "publication", gapMs: GAP_MS });
  return {
    name: "publication",
    due: () => outbox.due(store.unpublished().map(({ topic }) => topic)),
    async run(now) {
      const send = async (topic: T, changes: number) => {
        await publish(topic, now);
        store.published(topic, changes);
      };
      const parcels = store.unpublished().map(({ topic, changes }) => [topic, changes] as const);
      await outbox.send(parcels, send, now);
    },
  };
}

/** The topics whose newest value is not in KV yet. */
export const PUBLICATIONS =
  "CREATE TABLE publications (topic TEXT PRIMARY KEY, changes INTEGER NOT NULL, published INTEGER NOT NULL) STRICT, WITHOUT ROWID";

interface PublicationRow<T extends string = string> {
  readonly topic: T;
  /** The number of changes of the topic so far: a change that happens during a write to KV is not published by that write. */
  readonly changes: number;
}

const PUBLICATION = columns<PublicationRow>({ topic: "topic", changes: "changes" });

export class PublicationStore<T extends string> {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes a change that KV does not have yet, within the transaction of the change. */
  change(topic: T): void {
    this.#sql.exec(
      "INSERT INTO publications (topic, changes, published) VALUES (?, 1, 0) ON CONFLICT (topic) DO UPDATE SET changes = changes + 1",
      topic,
    );
  }

  /** Marks all values that were ever published as changed, so that a value that KV lost comes back. */
  changeAll(): void {
    this.#sql.exec("UPDATE publications SET changes = changes + 1");
  }

  unpublished(): readonly PublicationRow<T>[] {
    const rows = readRows(this.#sql, query`SELECT ${PUBLICATION} FROM publications WHERE published < changes ORDER BY topic`);
    // Only this class writes the column.
    return rows as readonly PublicationRow<T>[];
  }

  /** Notes that KV has the value. @param changes the number of changes of the topic when the value was read */
  published(topic: T, changes: number): void {
    this.#sql.exec("UPDATE publications SET published = ? WHERE topic = ? AND published < ?", changes, topic, changes);
  }
}
