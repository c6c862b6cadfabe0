/** Which status lists a device stores, and which it refreshes. Pure. */

/** The most lists on a device: enough for a gate with visitors from everywhere. A dropped list is fetched again with the next code of its community. */
const MAX_LISTS = 32;
const MAX_BYTES = 4 * 2 ** 20;
/** The most lists of other communities that are fetched again. Each is a request every 15 s: with more lists, a phone would send more requests for lists than for passes. */
const MAX_REFRESHED = 6;

export interface ShelfList {
  readonly name: string;
  readonly bytes: number;
}

/**
 * The community's own lists, and the most recently used others as far as there is room, in their order.
 * @param lists in the order of use, the most recent one last
 */
export function roomFor<L extends ShelfList>(lists: readonly L[], own: readonly string[]): readonly L[] {
  const stay = new Set(lists.filter(({ name }) => own.includes(name)));
  let bytes = [...stay].reduce((sum, list) => sum + list.bytes, 0);
  for (const list of lists.toReversed()) {
    if (stay.has(list) || stay.size >= MAX_LISTS || bytes + list.bytes > MAX_BYTES) continue;
    stay.add(list);
    bytes += list.bytes;
  }
  return lists.filter((list) => stay.has(list));
}

/** The lists to refresh: the community's own, and the few most recently used. */
export function namesToRefresh(lists: readonly ShelfList[], own: readonly string[]): readonly string[] {
  const others = lists.map(({ name }) => name).filter((name) => !own.includes(name));
  return [...own, ...others.slice(-MAX_REFRESHED)];
}
