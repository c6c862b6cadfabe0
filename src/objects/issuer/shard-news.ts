/** News for the shards of an issuer's persons, or of those who decide by its rules: told by alarm in batches, at least once; an interrupted piece of news goes on at its batch. */
import type { Duty } from "../duty/alarm.ts";
import { allOf, Outbox, type Rest, type Rests } from "../duty/outbox.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { News } from "../people/news.ts";
import { columns, query, readFirst, readOne, readRows } from "../sql.ts";
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
}

const SEQ = columns<Pick<NewsRow, "seq">>({ seq: "news.seq" });
const REST = columns<Rest>({ attempts: "attempts", until: "retry_at" });
const NEWS_ROW = columns<NewsRow>({
  seq: "seq",
  body: "body",
  issuer: "issuer",
  next: "next",
  shards: "shards",
});

export class ShardNews implements Rests<number> {
  readonly #sql: SqlStorage;
  readonly #issuer: IssuerCode;

  /** @param issuer whose news these are */
  constructor(sql: SqlStorage, issuer: IssuerCode) {
    this.#sql = sql;
    this.#issuer = issuer;
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

  /** What is told next of each topic, by number, the oldest first. */
  heads(): readonly number[] {
    return readRows(this.#sql, query`SELECT ${SEQ} FROM ${HEADS} ORDER BY seq`).map(({ seq }) => seq);
  }

  one(seq: number): NewsRow & { readonly issuer: IssuerCode } {
    const row = readOne(this.#sql, query`SELECT ${NEWS_ROW} FROM shard_news WHERE seq = ?`, seq);
    return { ...row, issuer: row.issuer || this.#issuer };
  }

  /** Shards up to `next` have heard it. */
  heard({ seq, shards }: NewsRow, next: number): void {
    if (next < shards) this.#sql.exec("UPDATE shard_news SET next = ?, attempts = 0, retry_at = 0 WHERE seq = ?", next, seq);
    else this.#sql.exec("DELETE FROM shard_news WHERE seq = ?", seq);
  }

  get(seq: number): Rest | undefined {
    const row = readFirst(this.#sql, query`SELECT ${REST} FROM shard_news WHERE seq = ? AND attempts > 0`, seq);
    return row ?? undefined;
  }

  set(seq: number, { attempts, until }: Rest): void {
    this.#sql.exec("UPDATE shard_news SET attempts = ?, retry_at = ? WHERE seq = ?", attempts, until, seq);
  }

  /** Nothing yet: `heard` moves on. */
  delete(): void {}

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

/** Tells shards in batches; a batch is told again as a whole until all of it has heard. @param tell rejects where the shard did not hear it */
export function newsDuty(
  news: ShardNews,
  tell: (issuer: IssuerCode, shard: number, body: News, now: number) => Promise<void>,
): Duty {
  const outbox = new Outbox<number>({ name: "news to shards", rests: news });
  return {
    name: "shard news",
    due: () => outbox.due(news.heads()),
    async run(now) {
      const seq = news.heads().find((head) => outbox.readyAt(head) <= now);
      if (seq === undefined) return;
      const row = news.one(seq);
      const body = JSON.parse(row.body) as News;
      const batch = Array.from({ length: Math.min(BATCH_SHARDS, row.shards - row.next) }, (_, index) => row.next + index);
      const send = () => allOf(batch.map((shard) => tell(row.issuer, shard, body, now)));
      const { taken } = await outbox.send([[seq, batch]], send, now);
      if (taken.length > 0) news.heard(row, row.next + batch.length);
    },
  };
}
