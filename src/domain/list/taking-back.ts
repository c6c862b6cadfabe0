/** The versions of an entry that lists have entered and changed, so that a list can be taken back as a whole. Pure. Decision 56. */

/** The state of an entry, the list that gave it this state (null: no list, but a single entry), and the version that it replaced. */
export interface Version<State> {
  readonly state: State;
  readonly list: string | null;
  readonly was: Version<State> | null;
}

/**
 * The entry as if the list had never been entered: later changes stay, and where the list made the last change, the state before it returns. Null: the list
 * has made the entry, and nothing else has changed it.
 */
export function withoutList<State>(version: Version<State>, list: string): Version<State> | null {
  const was = version.was === null ? null : withoutList(version.was, list);
  return version.list === list ? was : { ...version, was };
}

/** The most characters of stored versions: some twenty changes. Earlier ones are forgotten, and cannot be restored. */
export const MAX_VERSION_CHARACTERS = 2000;

/** The version that a change replaces, as it is stored: null if no list has ever touched the entry and none touches it now. */
export function replaced<State>(before: Version<State>, list: string | null): Version<State> | null {
  if (list === null && before.list === null && before.was === null) return null;
  return JSON.stringify(before.was).length > MAX_VERSION_CHARACTERS ? { ...before, was: null } : before;
}
