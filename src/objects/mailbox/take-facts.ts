/**
 * Enters facts that another issuer's officers know about persons of this issuer, and takes them back. The person's own rules decide the colour, as with a list of
 * this region. docs/trust.md §10.
 */
import { dateOf } from "../../domain/china-time.ts";
import { tellerOf, toldList } from "../../domain/fact/told-list.ts";
import { factFault, factIn, type FactItem, factWithdrawalIn, isFromThere } from "../../domain/federation/fact-item.ts";
import type { ItemResult, LetterItem } from "../../domain/federation/letter.ts";
import { shardOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { allOf } from "../duty/outbox.ts";
import { peopleShard } from "../env.ts";
import type { FactEntry } from "../people/news.ts";
import type { AppealLines } from "./appeal-store.ts";
import type { ExposureStore } from "./exposure-store.ts";
import type { HeldFacts } from "./held-facts.ts";
import { type Entering, type Keys, keysOf, personOf } from "./read-person.ts";
import type { ToldDays } from "./told-days.ts";

export interface Receiver extends Entering {
  readonly held: HeldFacts;
  readonly days: ToldDays;
  readonly exposures: ExposureStore;
  readonly appeals: AppealLines;
}

type Outcome = Omit<ItemResult, "id">;

interface Candidate {
  readonly item: Pick<FactItem, "id">;
  readonly entry: FactEntry;
}

/** @returns the result of each item, in order */
export async function takeFacts(receiver: Receiver, items: readonly LetterItem[], now: number): Promise<readonly ItemResult[]> {
  const today = dateOf(now);
  const keys = await keysOf(receiver);
  const outcomes = new Map<string, Outcome>();
  const candidates: Candidate[] = [];
  for (const item of items) {
    const read = await entryOf(item, receiver, keys, today);
    const heldState = receiver.held.state(item.id);
    if (!read.ok) outcomes.set(item.id, refused(read.refusal.code));
    else if (heldState === null) candidates.push(read.value);
    else outcomes.set(item.id, { state: heldState === "waits" ? "waits" : "known" });
  }
  // What is known already counts for nothing, so that a repetition does not use up the day.
  let rest: readonly Candidate[] = candidates;
  for (let left = receiver.days.left(today); left > 0 && rest.length > 0; left = receiver.days.left(today)) {
    const some = rest.slice(0, left);
    // Counted before they are entered: another letter of the peer may be under way.
    receiver.days.count(today, some.length);
    try {
      await enterTold(receiver, some, outcomes, now);
    } finally {
      receiver.days.count(today, -some.filter(({ item }) => outcomes.get(item.id)?.state !== "taken").length);
    }
    rest = rest.slice(left);
  }
  await hold(receiver, rest, outcomes, now);
  return items.map(({ id }) => ({ id, ...(outcomes.get(id) ?? refused("item_malformed")) }));
}

/** @returns the result of each item, in order */
export async function takeFactWithdrawals(
  receiver: Receiver,
  items: readonly LetterItem[],
  now: number,
): Promise<readonly ItemResult[]> {
  const keys = await keysOf(receiver);
  const results: ItemResult[] = [];
  for (const item of items) results.push({ id: item.id, ...(await withdraw(item, receiver, keys, now)) });
  return results;
}

async function withdraw(item: LetterItem, receiver: Receiver, keys: Keys, now: number): Promise<Outcome> {
  const { env, issuer, from, held } = receiver;
  const read = factWithdrawalIn(item);
  if (read === null) return refused("item_malformed");
  if (!isFromThere(read, from)) return refused("region_foreign");
  const person = await personOf(read, read.fact, receiver, keys, dateOf(now));
  if (person === null) return refused("person_unreadable");
  const { fact: id, kind, source, reference } = read;
  const name = { kind, source, reference };
  const heldState = held.state(id);
  if (heldState !== null) held.withdraw(id);
  if (heldState !== null) return { state: heldState === "waits" ? "taken" : "known" };
  const shard = peopleShard(env, issuer.code, shardOf(person, issuer.shards));
  const { state, list } = await shard.factState({ person, name });
  if (state !== "stands") return { state: "known" };
  if (tellerOf(list) !== from) return refused("fact_of_another");
  await shard.hear({ kind: "manual_fact", act: "withdraw", person, fact: name }, now);
  return { state: "taken" };
}

/** Enters these as the list of the sender's letters of this day, and puts the outcome of each. */
export async function enterTold(
  { env, issuer: { code, shards }, from }: Entering,
  some: readonly Candidate[],
  outcomes: Map<string, Outcome>,
  now: number,
): Promise<void> {
  const byShard = Map.groupBy(some, ({ entry }) => shardOf(entry.person, shards));
  const each = async ([shard, own]: readonly [number, readonly Candidate[]]): Promise<void> => {
    const entered = await peopleShard(env, code, shard).enterFacts(
      own.map(({ entry }) => entry),
      now,
      toldList(from, dateOf(now)),
    );
    for (const [at, { item }] of own.entries()) {
      const outcome = entered[at] ?? "known";
      outcomes.set(item.id, outcome === "too_many_facts" ? refused(outcome) : { state: outcome === "new" ? "taken" : "known" });
    }
  };
  await allOf([...byShard].map(each));
}

/** Keeps those of these that say something new for two officers, and puts the outcome of each. */
async function hold(
  { env, issuer: { code, shards }, held }: Receiver,
  some: readonly Candidate[],
  outcomes: Map<string, Outcome>,
  at: number,
): Promise<void> {
  const each = async ([shard, own]: readonly [number, readonly Candidate[]]): Promise<void> => {
    const known = await peopleShard(env, code, shard).areFactsKnown(own.map(({ entry }) => entry));
    for (const [index, { item, entry }] of own.entries()) {
      const waits = known[index] !== true && held.hold({ id: item.id, person: entry.person, ...entry.fact, at });
      outcomes.set(item.id, known[index] === true ? { state: "known" } : waits ? { state: "waits" } : refused("too_many_wait"));
    }
  };
  await Promise.all([...Map.groupBy(some, ({ entry }) => shardOf(entry.person, shards))].map(each));
}

async function entryOf(
  item: LetterItem,
  receiver: Receiver,
  keys: Keys,
  today: string,
): Promise<Result<Candidate, { readonly code: string }>> {
  const read = factIn(item);
  if (read === null) return refuse({ code: "item_malformed" });
  const fault = factFault(read, receiver.from, today);
  if (fault !== null) return refuse({ code: fault });
  const person = await personOf(read, read.id, receiver, keys, today);
  if (person === null) return refuse({ code: "person_unreadable" });
  const { kind, from, until, source, reference } = read;
  return accept({ item: read, entry: { person, fact: { kind, from, until, source, reference }, told: read.id } });
}

function refused(code: string): Outcome {
  return { state: "refused", code };
}
