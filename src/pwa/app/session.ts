/** The account as signals: first from the phone's storage, then from the server, every 10 s while the page is visible. */
import { computed, signal } from "@preact/signals";
import type { Grant, Me, Person } from "../../contract/people.ts";
import type { Problem } from "../../contract/problem.ts";
import { isVisible, whileVisible } from "../ui/while-visible.ts";
import { learnServerTime, ask } from "./api.ts";
import { jumps } from "./clock.ts";
import { readSetting, writeSetting } from "./local-store.ts";
import { forgetSealed } from "./sealed.ts";
import { forgetAll, readNote, writeNote } from "./store.ts";

const REFRESH_MS = 10_000;
const ME = "me";
/** The storage key that marks a session on this phone. Without it the account is not requested, so that the console shows no 401. */
const LOGGED_IN = "yima-logged-in";
/** Marks that the last session of this phone has ended without a log-out on it, until the next login: a page that is opened again still says so. */
const ENDED = "yima-ended";

export type Session =
  | { readonly state: "starting" }
  /** `isEnded`: the session of this phone has ended without a log-out on it. */
  | { readonly state: "out"; readonly isEnded?: boolean }
  /** The phone has a session but no stored account, and the request for the account failed. */
  | { readonly state: "unreachable"; readonly problem: Problem }
  | { readonly state: "in"; readonly me: Me };

export const session = signal<Session>({ state: "starting" });
/** Whether the last request for the account reached the server; false as soon as the browser reports that it is offline. */
export const online = signal(true);
/** The refusal of the last `GET /me`, such as a busy server; null after a success, without a network, and when the session has ended. */
export const trouble = signal<Problem | null>(null);

const NOBODY: readonly Person[] = [];
const NO_GRANTS: readonly Grant[] = [];
export const me = computed<Me | null>(() => (session.value.state === "in" ? session.value.me : null));
/** The persons that the account manages, without those whose claim still waits for another account's answer. */
export const managed = computed(() => me.value?.people.filter((person) => person.state === "managed") ?? NOBODY);
/** The account's roles, collector or administrator, in streets and communities. Divisions above a street have no gates. */
export const grants = computed(() => me.value?.grants.filter(({ division }) => division.length >= 9) ?? NO_GRANTS);

/** Whether another phone claims to be the person's own, and soon takes the place of this one. */
export function isReplaced({ ending }: Person): boolean {
  return ending?.why === "replaced";
}

/** Whether the account must decide about other phones that manage the person. */
export function asksToKeep({ managers }: Person): boolean {
  return managers.some(({ ending }) => ending === "asked");
}

export function wasLoggedIn(): boolean {
  return readSetting(LOGGED_IN) !== null;
}

/** Defaults for fields of a person that an earlier version of the app did not store, until the server answers. */
const NOT_STORED: Pick<Person, "declaredByOther" | "proof" | "managers" | "ending"> = {
  declaredByOther: false,
  proof: {
    level: "earlier",
    at: null,
    source: "",
    reference: "",
    answer: null,
    differs: null,
    endsAt: null,
    frozen: false,
    asked: true,
  },
  managers: [],
  ending: null,
};

async function readStored(): Promise<Me | undefined> {
  const note = await readNote<Me>(ME);
  return note && { ...note, people: note.people.map((person) => ({ ...NOT_STORED, ...person })) };
}

let retryAtMs = 0;
/** The number of log-outs, so that an answer to a request from before a log-out is ignored. */
let leavings = 0;

/** Loads the account from the server. Call it after each change of persons or grants. */
export async function refresh(): Promise<void> {
  const leavingsBefore = leavings;
  const answer = await ask("GET /api/v1/me");
  // A log-out happened meanwhile: the answer is about the previous account.
  if (leavingsBefore !== leavings) return;
  if (answer.ok) {
    online.value = true;
    trouble.value = null;
    writeSetting(LOGGED_IN, "1");
    writeSetting(ENDED, null);
    // An equal answer must not render every screen again.
    if (JSON.stringify(answer.value) !== JSON.stringify(me.peek())) session.value = { state: "in", me: answer.value };
    await writeNote(ME, answer.value);
    return;
  }
  const problem = answer.refusal;
  online.value = problem.code !== "no_network";
  if (problem.status === 401) {
    trouble.value = null;
    // A log-out in another window has already removed the mark.
    await leave(wasLoggedIn());
    return;
  }
  if (problem.retryAfterSeconds !== undefined) retryAtMs = Date.now() + problem.retryAfterSeconds * 1000;
  trouble.value = online.value ? problem : null;
  if (session.peek().state === "in") return;
  // Read here too: a storage that answers late still has the account.
  const note = await readStored();
  if (leavingsBefore !== leavings || session.peek().state === "in") return;
  session.value = note === undefined ? { state: "unreachable", problem } : { state: "in", me: note };
}

async function leave(isEnded = false): Promise<void> {
  leavings += 1;
  forgetSealed();
  writeSetting(LOGGED_IN, null);
  writeSetting(ENDED, isEnded ? "1" : null);
  session.value = { state: "out", isEnded };
  await forgetAll();
}

/** Whether the cookie still has a session although this phone's storage has nothing: the browser, or a person, has deleted it. */
async function askForSession(): Promise<void> {
  const answer = await ask("GET /api/v1/sessions/current");
  if (answer.ok && answer.value.loggedIn && session.peek().state === "out") await refresh();
}

async function showStored(): Promise<void> {
  const note = await readStored();
  if (note !== undefined && session.peek().state === "starting") session.value = { state: "in", me: note };
}

/** Shows the stored account, and loads it from the server at once and at intervals while the page is visible. A storage that hangs delays nothing. */
export function startSession(): void {
  if (wasLoggedIn()) void showStored();
  else {
    session.value = { state: "out", isEnded: readSetting(ENDED) !== null };
    void askForSession();
  }
  const look = (): void => {
    const isIn = session.peek().state !== "out" || wasLoggedIn();
    if (isVisible() && isIn && Date.now() >= retryAtMs) void refresh();
  };
  // A login or a log-out in another window.
  addEventListener("storage", ({ key }) => {
    if (key === LOGGED_IN && wasLoggedIn() !== (session.peek().state === "in")) void refresh();
  });
  addEventListener("focus", look);
  addEventListener("offline", () => (online.value = false));
  whileVisible(REFRESH_MS, look);
  look();
  // At once, and whenever the phone's clock was changed.
  jumps.subscribe(() => void learnServerTime());
}

/** Ends the session at the server if the server can be reached, and on this phone in any case. */
export async function logOut(): Promise<void> {
  await ask("DELETE /api/v1/sessions/current");
  await leave();
}
