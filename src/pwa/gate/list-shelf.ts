/** Which status lists a device has room for, and which it fetches again by itself. Pure. */

/** As many as a gate meets whose visitors come from everywhere; a list that has left is fetched when it is met again. */
const MAX_LISTS = 32;
const MAX_BYTES = 4 * 2 ** 20;
/** A phone that follows more asks the server more often than it registers. */
const MAX_FOLLOWED = 6;

export interface ShelvedList {
  readonly name: string;
  readonly bytes: number;
}

/**
 * The own ones, and of the others those that were met last, as far as there is room; in the order that they had.
 * @param lists the one that was met last stands last
 */
export function roomFor<L extends ShelvedList>(lists: readonly L[], own: readonly string[]): readonly L[] {
  const stay = new Set(lists.filter(({ name }) => own.includes(name)));
  let bytes = [...stay].reduce((sum, list) => sum + list.bytes, 0);
  for (const list of lists.toReversed()) {
    if (stay.has(list) || stay.size >= MAX_LISTS || bytes + list.bytes > MAX_BYTES) continue;
    stay.add(list);
    bytes += list.bytes;
  }
  return lists.filter((list) => stay.has(list));
}

/** What is fetched again by itself: the own ones, and the few that were met last. */
export function followed(lists: readonly ShelvedList[], own: readonly string[]): readonly string[] {
  const others = lists.map(({ name }) => name).filter((name) => !own.includes(name));
  return [...own, ...others.slice(-MAX_FOLLOWED)];
}
