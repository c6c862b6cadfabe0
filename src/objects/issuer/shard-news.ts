/**
 * News (changed risk levels and rule sets, facts by hand) for the shards of persons of this issuer and of the issuers that use its rules: rows, and the
 * duty that sends them in batches, at least once.
 */
import type { Duty } from "../duty/alarm.ts";
import { allOf, Outbox, type Rest, type Rests } from "../duty/outbox.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { News } from "../people/news.ts";
import { columns, query, readFirst, readOne, readRows } from "../sql.ts";
import type { Reader } from "./rpc.ts";

/** Shards that are called at the same time. Each call is short, and no shard waits for another one. */
const BATCH_SHARDS = 32;
/** The oldest row of each topic: news of one topic keep their order and do not delay other topics. */
const HEADS =
  "shard_news AS news WHERE NOT EXISTS (SELECT 1 FROM shard_news AS older WHERE older.topic = news.topic AND older.seq < news.seq)";

interface NewsRow {
  readonly seq: number;
  readonly body: string;
  /** The issuer whose shards receive the news; empty in rows of an earlier release: the sending issuer. */
  readonly issuer: IssuerCode | "";
  /** The first shard that has not received the news. `shards`: the first number after the last shard. */
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

  /** @param issuer the issuer that sends the news */
  constructor(sql: SqlStorage, issuer: IssuerCode) {
    this.#sql = sql;
    this.#issuer = issuer;
  }

  /** Adds news for all shards of this issuer, within the transaction of the change. @param shards their number */
  add(news: News, shards: number, now: number): void {
    this.addFor({ code: this.#issuer, shards }, news, now);
  }

  /** Adds news for all shards of an issuer. */
  addFor({ code, shards }: Reader, news: News, now: number): void {
    this.#insert(`${news.kind}/${code}`, code, { first: 0, last: shards - 1 }, news, now);
  }

  /** Adds news for one shard of this issuer. */
  addOne(shard: number, topic: string, news: News, now: number): void {
    this.#insert(topic, this.#issuer, { first: shard, last: shard }, news, now);
  }

  /** The number of the row of each topic that is sent next, the oldest first. */
  heads(): readonly number[] {
    return readRows(this.#sql, query`SELECT ${SEQ} FROM ${HEADS} ORDER BY seq`).map(({ seq }) => seq);
  }

  one(seq: number): NewsRow & { readonly issuer: IssuerCode } {
    const row = readOne(this.#sql, query`SELECT ${NEWS_ROW} FROM shard_news WHERE seq = ?`, seq);
    return { ...row, issuer: row.issuer || this.#issuer };
  }

  /** Notes that the shards with numbers below `next` have received the news. After the last shard, deletes the row. */
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

  /** Does nothing: `heard` resets the attempts. */
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

/**
 * Sends news in batches of shards. A batch is repeated as a whole until all its shards have received it.
 * @param tell sends news to one shard; it rejects if the shard failed
 */
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
      const { delivered } = await outbox.send([[seq, batch]], send, now);
      if (delivered.length > 0) news.heard(row, row.next + batch.length);
    },
  };
}
