/** Looks for the people of this issuer who were at the place of an exposure, shard by shard: counts them first, and enters each on the list if they are not too many for one day. docs/trust.md §10. */
import { dateOf } from "../../domain/china-time.ts";
import { exposedFact } from "../../domain/exposure/exposure.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Duty } from "../duty/alarm.ts";
import { allOf } from "../duty/outbox.ts";
import { type ObjectsEnv, peopleShard } from "../env.ts";
import { type ExposureRow, type ExposureStore, listOfExposure } from "./exposure-store.ts";
import { hereOf } from "./here.ts";
import type { ToldDays } from "./told-days.ts";

const BATCH_SHARDS = 32;
/** Persons of one call: the shard decides a colour for each. */
const BATCH_PERSONS = 20;

interface Line {
  readonly env: ObjectsEnv;
  readonly own: IssuerCode;
  readonly peer: IssuerCode;
}

/** @param days the brake on the peer; the issuer itself has none, because two of its officers have agreed */
export function exposureDuty({ env, own, peer }: Line, exposures: ExposureStore, days: ToldDays): Duty {
  /** @returns how many persons were there, or were entered anew */
  async function inShard(row: ExposureRow, shard: number, now: number): Promise<number> {
    const { exposure, phase } = row;
    const people = peopleShard(env, own, shard);
    if (phase === "count") return people.countVisitors(exposure.place);
    const list = listOfExposure(row, peer, own);
    if (phase === "take_back") {
      for (let after: string | null = ""; after !== null;) ({ after } = await people.takeBackList({ list, after }, now));
      return 0;
    }
    let entered = 0;
    for (let after = "", some = await people.visitors(exposure.place, after, BATCH_PERSONS); some.length > 0;) {
      const told = peer === own ? {} : { told: row.id };
      const entries = some.map(({ person, at }) => ({ person, fact: exposedFact(exposure, at), ...told }));
      const outcomes = await people.enterFacts(entries, now, list);
      entered += outcomes.filter((outcome) => outcome === "new").length;
      after = some.at(-1)?.person ?? "";
      some = some.length < BATCH_PERSONS ? [] : await people.visitors(exposure.place, after, BATCH_PERSONS);
    }
    return entered;
  }

  function end(row: ExposureRow, persons: number, now: number): void {
    const today = dateOf(now);
    if (row.phase === "take_back") exposures.begin(row, "gone", null);
    else if (row.phase === "enter") exposures.entered(row, now);
    else if (peer !== own && persons > days.leftMatched(today)) exposures.begin(row, "waits", null);
    else {
      days.countMatched(today, persons);
      exposures.begin(row, "enter", now);
    }
  }

  return {
    name: "exposures",
    due: () => exposures.dueAt(),
    async run(now) {
      const row = exposures.next(now);
      if (row === null) return;
      const { shards } = await hereOf(env, own);
      const last = Math.min(row.shard + BATCH_SHARDS, shards);
      const counts: number[] = [];
      const search = async (shard: number): Promise<void> => void counts.push(await inShard(row, shard, now));
      await allOf(Array.from({ length: last - row.shard }, (_, index) => search(row.shard + index)));
      const persons = counts.reduce((sum, count) => sum + count, 0);
      exposures.reached(row, last, row.phase === "count" ? persons : 0);
      if (row.phase === "enter" && peer !== own) days.count(dateOf(now), 0, persons);
      if (last === shards) end(row, row.persons + persons, now);
    },
  };
}
