/** What an issuer does after its acts, at once or by its alarm: it publishes to KV, tells its shards, gives orders to its files of lists and to its counts, and checks its chain. */
import { chainCheckDuty } from "../chain/chain-check.ts";
import type { Duty } from "../duty/alarm.ts";
import { publicationDuty, type PublicationStore } from "../duty/publication.ts";
import { factImportOf, mailboxOf, type ObjectsEnv, peopleShard } from "../env.ts";
import { issuerOf } from "../names.ts";
import { membersBeside } from "../trust/believed-among.ts";
import { areaLettersDuty } from "./area-letters.ts";
import { beginCount, countOrdersDuty } from "./counts.ts";
import type { IssuerKeys } from "./issuer-keys.ts";
import { listOrdersDuty } from "./list-orders.ts";
import { noticesDuty } from "./notices.ts";
import { peerOrdersDuty } from "./peers.ts";
import type { Proposals } from "./proposals.ts";
import { publisher } from "./publisher.ts";
import { newsDuty } from "./shard-news.ts";
import type { IssuerStores } from "./stores.ts";
import type { Topic } from "./topic.ts";

/** An act publishes at once. If it is interrupted, the alarm publishes after this time. */
export const SAFETY_MS = 5000;

interface Stores extends IssuerStores {
  readonly unpublished: PublicationStore<Topic>;
  readonly keys: IssuerKeys;
  readonly proposals: Proposals;
}

export interface IssuerDuties {
  readonly publication: Duty;
  readonly news: Duty;
  readonly orders: Duty;
  readonly counts: Duty;
  readonly notices: Duty;
  readonly levels: Duty;
  readonly peers: Duty;
  readonly chain: Duty;
}

export function issuerDuties(state: DurableObjectState, env: ObjectsEnv, stores: Stores): IssuerDuties {
  const { unpublished, keys, proposals, areas, lists, news, counts, notices, peers } = stores;
  const issuer = issuerOf(state.id);
  return {
    publication: publicationDuty(unpublished, publisher(env.PUBLISHED, issuer, { keys, proposals, areas })),
    news: newsDuty(news, (code, shard, body, at) => peopleShard(env, code, shard).hear(body, at)),
    orders: listOrdersDuty(lists, ({ list, file, ...order }, at) =>
      factImportOf(env, { code: issuer }, list, file).obey(order, at),
    ),
    counts: countOrdersDuty(
      counts,
      (id) => proposals.one(id),
      (proposal, at) => beginCount(env, state.id, { areas, setting: proposals.setting() }, proposal, at),
    ),
    notices: noticesDuty(notices, (home, kind, items) => mailboxOf(env, issuer, home).send(kind, items)),
    levels: areaLettersDuty({
      letters: areas.letters,
      levelsOf: (division, at) => areas.own(division, at),
      members: () => membersBeside(env.PUBLISHED, issuer),
      send: (peer, items) => mailboxOf(env, issuer, peer).send("areas", items),
    }),
    peers: peerOrdersDuty(peers, (peer, order, at) => mailboxOf(env, issuer, peer).obey(order, at)),
    chain: chainCheckDuty(state, proposals.acts),
  };
}
