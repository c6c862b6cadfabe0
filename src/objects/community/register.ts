/** Registers passes at the post (the current point) of their collector, each code once, and answers repeats. Requests of a few milliseconds share one synchronous commit. */
import type { Actor } from "../../domain/access/keys.ts";
import { registerAt } from "../../domain/community/community.ts";
import { otherUse } from "../../domain/community/use.ts";
import { accept, refuse } from "../../domain/result.ts";
import { PassStore, type RecordedPass } from "./pass-store.ts";
import { RecentCodes } from "./recent-codes.ts";
import { SecondUseStore } from "./second-use-store.ts";
import { StaffStore } from "./staff-store.ts";
import type { PassAnswer, PassQuery, PassInput, PassOutcome, RegisteredPass } from "./pass.ts";

interface PassRequest {
  readonly actor: Actor;
  readonly passes: readonly PassInput[];
  /** The time of the request, which its passes get, ms. */
  readonly now: number;
}

export interface RegisterStores {
  readonly staff: StaffStore;
  readonly passes: PassStore;
  readonly seconds: SecondUseStore;
  readonly recent: RecentCodes;
}

export function openRegister(sql: SqlStorage): RegisterStores {
  const passes = new PassStore(sql);
  return { staff: new StaffStore(sql), passes, seconds: new SecondUseStore(sql), recent: new RecentCodes(passes) };
}

export type PassGroup = Group<PassRequest, readonly PassOutcome[]>;

/** Registers the requests of a few milliseconds in one commit. @param done called after the commit, with the time of the first request */
export function passGroup(storage: DurableObjectStorage, stores: RegisterStores, done: (now: number) => void): PassGroup {
  return new Group((requests) => {
    const outcomes = storage.transactionSync(() => requests.map((each) => registerPasses(stores, each)));
    done(requests[0]?.now ?? 0);
    return outcomes;
  });
}

/**
 * Registers passes in order. A repeated id gets the first answer; it is refused if it belongs to another person or collector. A code that was registered
 * at this point within the last minute gets the answer of that pass, also if another collector registered it.
 */
function registerPasses(stores: RegisterStores, { actor, passes, now }: PassRequest): readonly PassOutcome[] {
  const { staff, passes: store, seconds, recent } = stores;
  const posting = staff.posting(actor);
  const decided = registerAt(posting);
  if (!decided.ok || posting === null) return passes.map(() => (decided.ok ? refuse({ code: "not_collector" }) : decided));
  const { collector } = posting;
  const point = decided.value;
  return passes.map((pass) => {
    const { earlier } = pass.use;
    const isHere = pass.use.point === point;
    const code = { point, handle: pass.handle, proofAt: pass.use.proofAt };
    const sameId = isHere ? recent.find(code, now) : null;
    const same = sameId === null ? null : store.one(sameId);
    if (isHere && same === null && store.add(collector, point, pass, now)) {
      recent.note({ ...code, id: pass.id, at: now });
      if (earlier !== null) seconds.add(pass.id, earlier, true, now);
      return accept({ id: pass.id, at: now, point, second: earlier === null ? null : otherUse(earlier) });
    }
    const before = store.one(pass.id);
    if (before !== null) {
      const isOwn = before.collector === collector && before.person === pass.person;
      return isOwn ? accept(answerOf(seconds, before)) : refuse({ code: "pass_id_taken" });
    }
    return same === null ? refuse({ code: "post_moved" }) : accept(answerOf(seconds, same));
  });
}

function answerOf(seconds: SecondUseStore, { id, at, point }: RecordedPass): PassAnswer {
  return { id, at, point, second: seconds.earlierOf(id) };
}

/**
 * The passes that this collector registered before under these ids with these credentials, or that the same code has at the collector's point; null for
 * each other query. The second kind answers a repeat whose id has no row of its own, because the code counts once.
 */
export function registeredBefore(
  { staff, passes: store, seconds }: RegisterStores,
  actor: Actor,
  queries: readonly PassQuery[],
): readonly (RegisteredPass | null)[] {
  const posting = staff.posting(actor);
  if (posting === null) return queries.map(() => null);
  const { collector, post } = posting;
  return queries.map(({ id, handle, code }) => {
    const byId = store.one(id);
    const isOwn = byId?.collector === collector && byId.handle === handle;
    // A proof is accepted for less than a minute on both sides of its time.
    const ofCode = byId === null && post !== null && code !== null ? store.ofCode({ ...code, handle }, post) : null;
    const before = isOwn ? byId : ofCode;
    return before === null ? null : { ...before, second: seconds.earlierOf(before.id) };
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
