/** Registers passes at the post (the current point) of their collector, and answers repeats. Requests of a few milliseconds share one synchronous commit. */
import type { Actor } from "../../domain/access/keys.ts";
import { registerAt } from "../../domain/community/community.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { PassStore } from "./pass-store.ts";
import type { StaffStore } from "./staff-store.ts";
import type { PassQuery, PassInput, PassOutcome, RegisteredPass } from "./pass.ts";

interface PassRequest {
  readonly actor: Actor;
  readonly passes: readonly PassInput[];
  /** The time of the request, which its passes get, ms. */
  readonly now: number;
}

export type PassGroup = Group<PassRequest, readonly PassOutcome[]>;

/** Registers the requests of a few milliseconds in one commit. @param done called after the commit, with the time of the first request */
export function passGroup(
  storage: DurableObjectStorage,
  staff: StaffStore,
  store: PassStore,
  done: (now: number) => void,
): PassGroup {
  return new Group((requests) => {
    const outcomes = storage.transactionSync(() => requests.map((each) => registerPasses(staff, store, each)));
    done(requests[0]?.now ?? 0);
    return outcomes;
  });
}

/** Registers passes in order. A repeated id gets the first answer; it is refused if it belongs to another person or collector. */
function registerPasses(staff: StaffStore, store: PassStore, { actor, passes, now }: PassRequest): readonly PassOutcome[] {
  const posting = staff.posting(actor);
  const decided = registerAt(posting);
  if (!decided.ok || posting === null) return passes.map(() => (decided.ok ? refuse({ code: "not_collector" }) : decided));
  const { collector } = posting;
  return passes.map((pass) => {
    if (store.add(collector, decided.value, pass, now)) return accept({ at: now, point: decided.value });
    const before = store.one(pass.id);
    const same = before?.collector === collector && before.person === pass.person;
    return same ? accept({ at: before.at, point: before.point }) : refuse({ code: "pass_id_taken" });
  });
}

/** The passes that this collector registered before under these ids with these credentials; null for each other query. */
export function registeredBefore(
  staff: StaffStore,
  store: PassStore,
  actor: Actor,
  queries: readonly PassQuery[],
): readonly (RegisteredPass | null)[] {
  const posting = staff.posting(actor);
  if (posting === null) return queries.map(() => null);
  return queries.map(({ id, handle }) => {
    const before = store.one(id);
    return before?.collector === posting.collector && before.handle === handle ? before : null;
  });
}

const GROUP_MS = 4;
const MAX_GROUP = 256;

/**
 * Gathers requests for at most GROUP_MS, or until there are MAX_GROUP, and passes them to one `commit`. Each caller gets its own outcome after the
 * commit.
 */
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
