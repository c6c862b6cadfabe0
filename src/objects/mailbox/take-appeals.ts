/** Takes appeals of a peer's persons against entries of this issuer, for the officers of the source; and the peer's answers to appeals of own persons. docs/trust.md §10. */
import { dateOf } from "../../domain/china-time.ts";
import { personsOf } from "../../domain/appeal/sent-appeal.ts";
import { appealAnswerIn, appealFault, appealIn } from "../../domain/federation/appeal-item.ts";
import type { ItemResult, LetterItem } from "../../domain/federation/letter.ts";
import { shardOf } from "../../domain/issuer/issuer.ts";
import { openAppeal, openReason } from "../../token/federation/sealed-appeal.ts";
import { appealQueueOf, peopleShard } from "../env.ts";
import { type Keys, keysOf } from "./read-person.ts";
import type { Receiver } from "./take-facts.ts";

/** The most appeals of a peer that wait for an answer, and that come on a day of China. */
const MOST_WAITING = 500;
const APPEALS_A_DAY = 200;

type Outcome = Omit<ItemResult, "id">;

/** @returns the result of each item, in order */
export async function takeAppeals(receiver: Receiver, items: readonly LetterItem[], now: number): Promise<readonly ItemResult[]> {
  const keys = await keysOf(receiver);
  const results: ItemResult[] = [];
  for (const item of items) results.push({ id: item.id, ...(await takeAppeal(item, receiver, keys, now)) });
  return results;
}

async function takeAppeal(
  item: LetterItem,
  { env, issuer: { code }, from, appeals }: Receiver,
  { seal }: Keys,
  now: number,
): Promise<Outcome> {
  const read = appealIn(item);
  if (read === null) return refused("item_malformed");
  const known = appeals.came(read.id);
  if (known !== null && (known.state !== null || known.source !== read.source)) return { state: "known" };
  const fault = known === null ? appealFault(read, code, now) : null;
  if (fault !== null) return refused(fault);
  const words = seal && (await openAppeal(read.sealed, seal, { from, to: code, id: read.id }));
  if (words === null) return refused("appeal_unreadable");
  const day = dateOf(now);
  const isNew = appeals.came(read.id) === null;
  if (isNew && (appeals.waiting() >= MOST_WAITING || appeals.ofDay(day) >= APPEALS_A_DAY)) return refused("too_many_wait");
  const { id, fact, kind, source, reference, at, due } = read;
  if (isNew) appeals.add({ id, day, fact, kind, source, reference });
  const { files, ...rest } = words;
  const text = { ...rest, at: at * 1000, cause: kind, home: { code: from, files } };
  // Also of a known one: an earlier letter may have been interrupted here.
  await appealQueueOf(env, { code }, source).put(id, personsOf(from), due * 1000, text);
  return { state: isNew ? "taken" : "known" };
}

/** @returns the result of each item, in order */
export async function takeAppealAnswers(
  receiver: Receiver,
  items: readonly LetterItem[],
  now: number,
): Promise<readonly ItemResult[]> {
  const keys = await keysOf(receiver);
  const results: ItemResult[] = [];
  for (const item of items) results.push({ id: item.id, ...(await takeAnswer(item, receiver, keys, now)) });
  return results;
}

async function takeAnswer(
  item: LetterItem,
  { env, issuer, from, appeals }: Receiver,
  { seal }: Keys,
  now: number,
): Promise<Outcome> {
  const read = appealAnswerIn(item);
  if (read === null) return refused("item_malformed");
  const person = appeals.personOf(read.appeal);
  if (person === null) return refused("appeal_not_found");
  const reason = seal && (await openReason(read.sealed, seal, { from, to: issuer.code, id: read.id }));
  if (reason === null) return refused("appeal_unreadable");
  const answer =
    read.state === "granted"
      ? ({ decision: "grant", ground: read.ground, reason } as const)
      : ({ decision: "refuse", reason } as const);
  const shard = peopleShard(env, issuer.code, shardOf(person, issuer.shards));
  const taken = await shard.answerSentAppeal({ person, item: read.appeal, from, answer }, now);
  return taken.ok ? { state: taken.value } : refused(taken.refusal.code);
}

function refused(code: string): Outcome {
  return { state: "refused", code };
}
