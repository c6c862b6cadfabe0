/** The rows of an issuer that its officers' acts reach, beside their proposals and their rule sets. */
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { Areas } from "./areas.ts";
import { CountOrders } from "./counts.ts";
import { Lists } from "./lists.ts";
import { Notices } from "./notices.ts";
import { Peers } from "./peers.ts";
import { ShardNews } from "./shard-news.ts";
import { UsedStore } from "./used-store.ts";

export interface IssuerStores {
  readonly news: ShardNews;
  readonly lists: Lists;
  readonly areas: Areas;
  readonly counts: CountOrders;
  readonly notices: Notices;
  readonly peers: Peers;
  readonly used: UsedStore;
}

/** @param areasChanged is called within the transaction that changes the published levels */
export function openStores(storage: DurableObjectStorage, issuer: IssuerCode, areasChanged: (now: number) => void): IssuerStores {
  const { sql } = storage;
  const news = new ShardNews(sql, issuer);
  return {
    news,
    lists: new Lists(sql),
    areas: new Areas(storage, issuer, news, areasChanged),
    counts: new CountOrders(sql),
    notices: new Notices(sql),
    peers: new Peers(sql),
    used: new UsedStore(sql),
  };
}
