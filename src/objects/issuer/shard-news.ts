/** What every shard of an issuer's persons, or of those who decide by its rules, has to hear, in its order: told by alarm in batches, at least once, from where it was when it was interrupted. */
import { backOffMs } from "../../domain/delivery/back-off.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { News } from "../people/rpc.ts";

/** Shards told at once: each does little, and persons wait at none of them for another. */
const BATCH_SHARDS = 32;

/** Whose shards hear it. */
export interface Reader {
  readonly code: IssuerCode;
  readonly shards: number;
}

interface NewsRow {
  readonly seq: number;
  readonly body: string;
  readonly issuer: IssuerCode | "";
  readonly shards: number;
  /** The first shard that has not heard it. */
  readonly next: number;
}

export interface NewsPost {
  /** Rejects where the shard did not hear it. */
  readonly tell: (issuer: IssuerCode, shard: number, news: News, now: number) => Promise<void>;
  readonly random: () => number;
}

export class ShardNews {
  readonly #sql: SqlStorage;
  readonly #issuer: IssuerCode;
  readonly #post: NewsPost;
  /** Kept in memory, as a new start is a reason to try again. */
  #late = { attempts: 0, retryAt: 0 };

  /** @param issuer whose news these are */
  constructor(sql: SqlStorage, issuer: IssuerCode, post: NewsPost) {
    this.#sql = sql;
    this.#issuer = issuer;
    this.#post = post;
  }

  /** Within the transaction of what makes it true. @param shards how many there are */
  add(news: News, shards: number, now: number): void {
    this.addFor({ code: this.#issuer, shards }, news, now);
  }

  /** The same for the shards of another issuer. */
  addFor({ code, shards }: Reader, news: News, now: number): void {
    const body = JSON.stringify(news);
    this.#sql.exec("INSERT INTO shard_news (body, issuer, shards, next, at) VALUES (?, ?, ?, 0, ?)", body, code, shards, now);
  }

  /** When there is something to tell, ms; null where all is told. */
  due(): number | null {
    return this.#first() === null ? null : this.#late.retryAt;
  }

  /** Tells one batch of what is oldest; what a shard did not hear is told to the batch again. Never rejects. */
  async run(now: number): Promise<void> {
    const row = this.#first();
    if (row === null || this.#late.retryAt > now) return;
    const { seq, shards, next } = row;
    const news = JSON.parse(row.body) as News;
    const batch = Array.from({ length: Math.min(BATCH_SHARDS, shards - next) }, (_, index) => next + index);
    const told = await Promise.allSettled(batch.map((shard) => this.#post.tell(row.issuer || this.#issuer, shard, news, now)));
    const failed = told.find((each) => each.status === "rejected");
    if (failed !== undefined) {
      console.error("shards did not hear the news", failed.reason);
      const attempts = this.#late.attempts + 1;
      this.#late = { attempts, retryAt: now + backOffMs(attempts, this.#post.random()) };
      return;
    }
    this.#late = { attempts: 0, retryAt: 0 };
    const after = next + batch.length;
    if (after < shards) this.#sql.exec("UPDATE shard_news SET next = ? WHERE seq = ?", after, seq);
    else this.#sql.exec("DELETE FROM shard_news WHERE seq = ?", seq);
  }

  #first(): NewsRow | null {
    const rows = this.#sql.exec<{ seq: number; body: string; issuer: string; shards: number; next: number }>(
      "SELECT seq, body, issuer, shards, next FROM shard_news ORDER BY seq LIMIT 1",
    );
    const [row] = rows.toArray();
    return row === undefined ? null : { ...row, issuer: row.issuer as IssuerCode | "" };
  }
}
