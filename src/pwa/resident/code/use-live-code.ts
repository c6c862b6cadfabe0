/** The credential on the screen and its live symbol. The device key makes a new symbol every 15 s while the page is visible, without a network. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import { liveCode } from "../../../token/code/live.ts";
import { appFailed } from "../../app/api.ts";
import { correctedNow, learnPast } from "../../app/clock.ts";
import { online } from "../../app/session.ts";
import { type PhoneCredential, readCredentials } from "../../app/store.ts";
import { isVisible, onVisible } from "../../ui/while-visible.ts";
import { changedAt, isDue, madeAt } from "./choose.ts";
import { dropCredentials, renew, takeNext } from "./credentials.ts";
import { drawSymbol, type QrSymbol } from "./symbol.ts";

/** How long one symbol is displayed. A gate accepts it for 45 s, three times as long. Source: architecture.md, the code. */
const LIFE_MS = 15_000;

/**
 * The symbol to display; null until the first one is drawn. The old symbol stays until the next is ready, so that nothing flashes.
 * @param onUnusable called where the phone cannot sign with this key
 */
export function useLiveSymbol({ jws, deviceKey }: PhoneCredential, onUnusable: () => void): QrSymbol | null {
  const [symbol, setSymbol] = useState<QrSymbol | null>(null);
  useEffect(() => {
    let stands = true;
    let timer = 0;
    const make = async (): Promise<void> => {
      clearTimeout(timer);
      if (!isVisible()) return;
      const nowMs = correctedNow();
      const digits = await liveCode(jws, deviceKey, nowMs).catch(() => null);
      if (!stands) return;
      if (digits === null) {
        onUnusable();
        return;
      }
      const drawing = drawSymbol(digits);
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
  if (first !== undefined) {
    learnPast(madeAt(first));
    show({ state: "ready", credential: first });
  }
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

interface CredentialDesk {
  readonly state: CodeState;
  /** Reads the storage again. */
  readonly again: () => void;
  /** The key of the credential cannot be used: fetches new ones once, then says it. */
  readonly replace: () => void;
}

/** The credential to display for a person, and its renewals. */
export function useCredential(person: Person): CredentialDesk {
  const [state, show] = useState<CodeState>(WORKING);
  const [opening, reopen] = useState(0);
  const replaced = useRef(false);
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
  const again = (): void => reopen((count) => count + 1);
  const replace = async (): Promise<void> => {
    if (replaced.current) {
      show({ state: "none", problem: appFailed(), retrySeconds: RETRY_MS / 1000 });
      return;
    }
    replaced.current = true;
    await dropCredentials(person.id);
    again();
  };
  return { state, again, replace: () => void replace() };
}
