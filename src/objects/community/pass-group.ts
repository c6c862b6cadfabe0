/** Grouped commits: passes that arrive within a few milliseconds are written together. Locally a write costs an fsync, its rows nearly nothing. */

const GROUP_MS = 4;
const MAX_GROUP = 256;

/** Collects requests and hands them to `commit` together; each caller gets its own outcome when all are written. */
export class Group<Request, Outcome> {
  readonly #commit: (requests: readonly Request[]) => readonly Outcome[];
  #waiting: { readonly request: Request; readonly done: PromiseWithResolvers<Outcome> }[] = [];

  constructor(commit: (requests: readonly Request[]) => readonly Outcome[]) {
    this.#commit = commit;
  }

  add(request: Request): Promise<Outcome> {
    const done = Promise.withResolvers<Outcome>();
    this.#waiting.push({ request, done });
    if (this.#waiting.length === 1) setTimeout(() => this.#flush(), GROUP_MS);
    else if (this.#waiting.length >= MAX_GROUP) this.#flush();
    return done.promise;
  }

  #flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      const outcomes = this.#commit(group.map(({ request }) => request));
      for (const [index, { done }] of group.entries()) done.resolve(outcomes[index] as Outcome);
    } catch (bug) {
      for (const { done } of group) done.reject(bug);
    }
  }
}
