/** The credential on the screen and its live symbol. The device key makes a new symbol every 15 s while the page is visible, without a network. */
import { useEffect, useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import { liveCode } from "../../../token/code/live.ts";
import { correctedNow } from "../../app/clock.ts";
import { online } from "../../app/session.ts";
import { type PhoneCredential, readCredentials } from "../../app/store.ts";
import { isVisible, onVisible } from "../../ui/while-visible.ts";
import { changedAt, isDue } from "./choose.ts";
import { renew, takeNext } from "./credentials.ts";
import { drawSymbol, type QrSymbol } from "./symbol.ts";

/** How long one symbol is displayed. A gate accepts it for 45 s, three times as long. Source: architecture.md, the code. */
const LIFE_MS = 15_000;

/** The symbol to display; null until the first one is drawn. The old symbol stays until the next is ready, so that nothing flashes. */
export function useLiveSymbol({ jws, deviceKey }: PhoneCredential): QrSymbol | null {
  const [symbol, setSymbol] = useState<QrSymbol | null>(null);
  useEffect(() => {
    let stands = true;
    let timer = 0;
    const make = async (): Promise<void> => {
      clearTimeout(timer);
      if (!isVisible()) return;
      const nowMs = correctedNow();
      const drawing = drawSymbol(await liveCode(jws, deviceKey, nowMs));
      if (!stands) return;
      if (drawing.ok) setSymbol(drawing.value);
      timer = window.setTimeout(() => void make(), LIFE_MS - (nowMs % LIFE_MS));
    };
    const end = onVisible(() => void make());
    void make();
    return () => {
      stands = false;
      clearTimeout(timer);
      end();
    };
  }, [jws, deviceKey]);
  return symbol;
}

const RENEW_CHECK_MS = 300_000;
const RETRY_MS = 10_000;

export type CodeState =
  | { readonly state: "working" }
  | { readonly state: "ready"; readonly credential: PhoneCredential }
  /** The phone has no valid credential: why it got none, and the seconds until it tries again. */
  | { readonly state: "none"; readonly problem: Problem; readonly retrySeconds: number };

const WORKING: CodeState = { state: "working" };

/** Shows a stored credential at once, then requests new ones if they are due. Returns the milliseconds until the next call. */
async function open(person: string, changedAtMs: number, show: (state: CodeState) => void): Promise<number> {
  const first = await takeNext(person, correctedNow());
  if (first !== undefined) show({ state: "ready", credential: first });
  if (!isDue(await readCredentials(person), changedAtMs, correctedNow())) return RENEW_CHECK_MS;
  const answer = await renew(person);
  if (!answer.ok) {
    const retrySeconds = answer.refusal.retryAfterSeconds ?? RETRY_MS / 1000;
    if (first === undefined) show({ state: "none", problem: answer.refusal, retrySeconds });
    return retrySeconds * 1000;
  }
  const fresh = await takeNext(person, correctedNow());
  if (fresh !== undefined) show({ state: "ready", credential: fresh });
  return RENEW_CHECK_MS;
}

/** The state of a person's code: a credential to display, or why there is none. And a function that chooses a credential from the storage again. */
export function useCredential(person: Person): readonly [CodeState, () => void] {
  const [state, show] = useState<CodeState>(WORKING);
  const [opening, reopen] = useState(0);
  const changedAtMs = changedAt(person);
  const reachable = online.value;
  useEffect(() => onVisible(() => reopen((count) => count + 1)), []);
  useEffect(() => show(WORKING), [person.id]);
  useEffect(() => {
    let stands = true;
    let timer = 0;
    const showWhileStanding = (next: CodeState): void => {
      if (stands) show(next);
    };
    const openAndWait = async (): Promise<void> => {
      const waitMs = await open(person.id, changedAtMs, showWhileStanding);
      if (stands) timer = window.setTimeout(() => reopen((count) => count + 1), waitMs);
    };
    void openAndWait();
    return () => {
      stands = false;
      clearTimeout(timer);
    };
  }, [person.id, changedAtMs, opening, reachable]);
  return [state, () => reopen((count) => count + 1)];
}
