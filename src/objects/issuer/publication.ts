/** The duty by which KV hears what an issuer publishes: each key only when it changed, at most one write per second, until KV has taken it. */
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { columns, query, readRows } from "../sql.ts";

/** One KV key of the issuer each. */
export type Topic = "jwks" | "setting" | "rule_sets" | "areas";

/** KV's limit for one key. */
const GAP_MS = 1000;
/** An act publishes at once; the alarm stands in case that it does not get to it. */
const SAFETY_MS = 5000;

/** Writes the present value of a topic. Rejects where KV did not take it. */
export type Publish = (topic: Topic, now: number) => Promise<void>;

export class Publication implements Duty {
  readonly name = "publication";
  readonly #store: PublicationStore;
  readonly #outbox: Outbox<Topic>;
  readonly #publish: Publish;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm */
  constructor(sql: SqlStorage, issuer: IssuerCode, publish: Publish, wake: (at: number) => void) {
    this.#store = new PublicationStore(sql);
    this.#outbox = new Outbox({ name: `publication of ${issuer}`, gapMs: GAP_MS });
    this.#publish = publish;
    this.#wake = wake;
  }

  /** Notes within the transaction of a change that KV does not have it yet. */
  changed(topic: Topic, now: number): void {
    this.#store.change(topic);
    this.#wake(now + SAFETY_MS);
  }

  /** The same with new signing keys, once in a key's time: every other value too, so that a list loses what is over, and a key that KV lost comes back. */
  keysChanged(now: number): void {
    this.#store.changeAll();
    this.changed("jwks", now);
  }

  due(): number | null {
    return this.#outbox.due(this.#store.unpublished().map(({ topic }) => topic));
  }

  async run(now: number): Promise<void> {
    const parcels = this.#store.unpublished().map(({ topic, changes }) => [topic, changes] as const);
    await this.#outbox.send(
      parcels,
      async (topic, changes) => {
        await this.#publish(topic, now);
        this.#store.published(topic, changes);
      },
      now,
    );
  }
}

interface PublicationRow {
  readonly topic: Topic;
  /** Counts the changes of the topic: a change during a write is not yet published by that write. */
  readonly changes: number;
}

const PUBLICATION = columns<PublicationRow>({ topic: "topic", changes: "changes" });

class PublicationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  change(topic: Topic): void {
    this.#sql.exec(
      "INSERT INTO publications (topic, changes, published) VALUES (?, 1, 0) ON CONFLICT (topic) DO UPDATE SET changes = changes + 1",
      topic,
    );
  }

  /** Every topic that was ever published. */
  changeAll(): void {
    this.#sql.exec("UPDATE publications SET changes = changes + 1 WHERE topic <> 'jwks'");
  }

  unpublished(): readonly PublicationRow[] {
    return readRows(this.#sql, query`SELECT ${PUBLICATION} FROM publications WHERE published < changes ORDER BY topic`);
  }

  /** @param changes as many as there were when the value was read */
  published(topic: Topic, changes: number): void {
    this.#sql.exec("UPDATE publications SET published = ? WHERE topic = ? AND published < ?", changes, topic, changes);
  }
}
