/** What shards of an issuer's persons, or of those who decide by its rules, have to hear: told by alarm in batches, at least once, from where it was when it was interrupted. */
import type { Duty } from "../duty/alarm.ts";
import { backOffMs } from "../duty/back-off.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { News } from "../people/news.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";
import type { Reader } from "./rpc.ts";

/** Shards told at once: each does little, and persons wait at none of them for another. */
const BATCH_SHARDS = 32;
/** The oldest of each topic: news of one topic are told in their order, and hold up no other's. */
const HEADS =
  "shard_news AS news WHERE NOT EXISTS (SELECT 1 FROM shard_news AS older WHERE older.topic = news.topic AND older.seq < news.seq)";

interface NewsRow {
  readonly seq: number;
  readonly body: string;
  /** Empty in rows of before there were others: the issuer's own. */
  readonly issuer: IssuerCode | "";
  /** The first shard that has not heard it, and the first that need not. */
  readonly next: number;
  readonly shards: number;
  readonly attempts: number;
}

export interface NewsPost {
  /** Rejects where the shard did not hear it. */
  readonly tell: (issuer: IssuerCode, shard: number, news: News, now: number) => Promise<void>;
  readonly random: () => number;
}

const NEWS_ROW = columns<NewsRow>({
  seq: "seq",
  body: "body",
  issuer: "issuer",
  next: "next",
  shards: "shards",
  attempts: "attempts",
});

export class ShardNews implements Duty {
  readonly name = "shard news";
  readonly #sql: SqlStorage;
  readonly #issuer: IssuerCode;
  readonly #post: NewsPost;

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
    this.#insert(`${news.kind}/${code}`, code, { first: 0, last: shards - 1 }, news, now);
  }

  /** The same for one shard of the issuer's own. */
  addOne(shard: number, topic: string, news: News, now: number): void {
    this.#insert(topic, this.#issuer, { first: shard, last: shard }, news, now);
  }

  /** When there is something to tell, ms; null where all is told. */
  due(): number | null {
    return readNumber(this.#sql, `SELECT MIN(retry_at) FROM ${HEADS}`);
  }

  /** Tells one batch of what is oldest; what a shard did not hear is told to the batch again. Never rejects. */
  async run(now: number): Promise<void> {
    const [row] = readRows(this.#sql, query`SELECT ${NEWS_ROW} FROM ${HEADS} AND retry_at <= ? ORDER BY seq LIMIT 1`, now);
    if (row === undefined) return;
    const { seq, next, shards, attempts } = row;
    const news = JSON.parse(row.body) as News;
    const batch = Array.from({ length: Math.min(BATCH_SHARDS, shards - next) }, (_, index) => next + index);
    const told = await Promise.allSettled(batch.map((shard) => this.#post.tell(row.issuer || this.#issuer, shard, news, now)));
    const failed = told.find((each) => each.status === "rejected");
    const after = next + batch.length;
    if (failed !== undefined) {
      console.error("shards did not hear the news", failed.reason);
      const retryAt = now + backOffMs(attempts + 1, this.#post.random());
      this.#sql.exec("UPDATE shard_news SET attempts = attempts + 1, retry_at = ? WHERE seq = ?", retryAt, seq);
    } else if (after < shards)
      this.#sql.exec("UPDATE shard_news SET next = ?, attempts = 0, retry_at = 0 WHERE seq = ?", after, seq);
    else this.#sql.exec("DELETE FROM shard_news WHERE seq = ?", seq);
  }

  #insert(topic: string, issuer: IssuerCode, { first, last }: ShardRange, news: News, now: number): void {
    this.#sql.exec(
      "INSERT INTO shard_news (topic, issuer, body, next, shards, at) VALUES (?, ?, ?, ?, ?, ?)",
      topic,
      issuer,
      JSON.stringify(news),
      first,
      last + 1,
      now,
    );
  }
}

interface ShardRange {
  readonly first: number;
  readonly last: number;
}
