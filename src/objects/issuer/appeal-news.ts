/** What an issuer notes about appeals between issuers: notices that are over, and entries that were set aside because their source is silent. Decision 81. */
import type { AppealNews } from "../../domain/appeal/sent-appeal.ts";
import { DAY_MS } from "../../domain/instant.ts";
import type { Notices } from "./notices.ts";
import type { UsedStore } from "./used-store.ts";

/** A message is not repeated after this time: its sender repeats it within minutes. */
const REPEATED_MS = 60 * DAY_MS;

interface Stores {
  readonly used: UsedStore;
  readonly notices: Notices;
  /** Counts an entry of a source for the public month. */
  readonly count: (kind: "source_silent", source: string, now: number) => void;
}

export class AppealNewsDesk {
  readonly #stores: Stores;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  /** @returns whether the public month has changed; a repeat changes nothing */
  note(news: AppealNews, now: number): boolean {
    const { used, notices, count } = this.#stores;
    if (news.kind === "granted") notices.close(news, now);
    else if (used.take(`silent/${news.appeal}`, now + REPEATED_MS, now)) count("source_silent", news.source, now);
    return news.kind === "silent";
  }
}
