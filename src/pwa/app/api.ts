/** Calls of the API: JSON in and out, refusals as problem values, never an exception. Each answer also corrects the clock. Uploads and downloads are in other files. */
import type { Api } from "../../contract/document/operations.ts";
import type { Problem } from "../../contract/problem.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { Result } from "../../domain/result.ts";
import { learnExactly, learnFromHeader } from "./clock.ts";
import { TooLong, within } from "./within.ts";

export type Answer<T> = Result<T, Problem>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export function ownProblem(code: string, status: number, zh: string, en: string): Problem {
  return { type: "about:blank", title: code, status, code, sentence: { zh, en } };
}

export const noNetwork = (): Problem =>
  ownProblem("no_network", 0, "没有网络。连上网络后再试一次。", "There is no network. Try again when you are online.");

/** A network that takes the request and brings no answer. The callers treat it as no network. */
const noAnswer = (): Problem => ({
  ...noNetwork(),
  sentence: {
    zh: "等了很久没有收到回答，可能是网络不好。请再试一次。",
    en: "There was no answer for a long time. The network may be weak. Try again.",
  },
});

/** An exception of the app's own code: the network is not the cause. */
export const appFailed = (): Problem =>
  ownProblem(
    "app_failed",
    0,
    "程序出了错，不是您的网络问题。请再试一次；还是不行，请重新打开。",
    "The app has failed; the network is not the cause. Try again. If that does not help, open the app again.",
  );

/**
 * Asks the person to lift a refusal, and answers whether they have, so that the request is worth a repeat. The workbench sets it (ui/office/unlock.tsx);
 * other screens have no such refusal.
 */
export const office: { unlock?: (problem: Problem, method: Method) => Promise<boolean> } = {};

const ANSWERED_WITHIN_MS = 20_000;

/** A page that nobody has touched for this time says so: its questions at intervals keep no office open (decision 58). */
const UNATTENDED_AFTER_MS = 180_000;
let touchedAt = Date.now();
for (const act of ["pointerdown", "pointermove", "keydown", "wheel", "visibilitychange"])
  addEventListener(act, () => (touchedAt = Date.now()), { capture: true, passive: true });

/** The problem in the body of an answer other than 2xx. Without such a body: a problem made from the status. */
export async function readProblem(response: Response): Promise<Problem> {
  const waitSeconds = Number(response.headers.get("Retry-After"));
  const retry = waitSeconds > 0 ? { retryAfterSeconds: waitSeconds } : {};
  const type = response.headers.get("Content-Type") ?? "";
  if (type.includes("json")) {
    const body: unknown = await response.json().catch(() => null);
    if (isProblem(body)) return { ...retry, ...body };
  }
  if (response.status === 429 || response.status >= 500)
    return {
      ...ownProblem("server_busy", response.status, "系统正忙，请稍后再试。", "The system is busy. Please try again later."),
      ...retry,
    };
  return unreadable(response.status);
}

function unreadable(status: number): Problem {
  return ownProblem("unreadable_answer", status, "系统没有给出可以读懂的回答。", "The system's answer could not be read.");
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "sentence" in body;
}

/**
 * One request with a JSON body or none. Never throws: without a network, or without an answer for 20 s, the problem is `no_network`.
 * The header `X-Yima` on each write protects against requests that another site forges (architecture.md, privacy and security).
 */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
  const controller = new AbortController();
  const request: RequestInit = {
    method,
    credentials: "same-origin",
    cache: "no-store",
    signal: controller.signal,
    headers: {
      Accept: "application/json",
      ...(method === "GET" ? {} : { "X-Yima": "1" }),
      ...(Date.now() - touchedAt > UNATTENDED_AFTER_MS && { "X-Yima-Unattended": "1" }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  try {
    const answer = await within(ANSWERED_WITHIN_MS, send<T>(path, request));
    if (answer.ok || !(await office.unlock?.(answer.refusal, method))) return answer;
  } catch (error) {
    controller.abort();
    return refuse(error instanceof TooLong ? noAnswer() : noNetwork());
  }
  return call(method, path, body);
}

async function send<T>(path: string, request: RequestInit): Promise<Answer<T>> {
  const sentMs = Date.now();
  const response = await fetch(path, request);
  learnFromHeader(response.headers.get("Date"), sentMs, Date.now());
  if (!response.ok) return refuse(await readProblem(response));
  const text = await response.text();
  try {
    // The answer is not checked here: the server's own tests check its answers against the contract's types.
    const value: T = text === "" ? null : JSON.parse(text);
    return accept(value);
  } catch {
    return refuse(unreadable(response.status));
  }
}

type Key = keyof Api;
export type Names<K extends Key> = Api[K]["names"];
type Arguments<K extends Key> = Api[K]["body"] extends undefined
  ? unknown extends Names<K>
    ? []
    : Partial<Names<K>> extends Names<K>
      ? [names?: Names<K>]
      : [names: Names<K>]
  : [names: Names<K>, body: Api[K]["body"]];

/** The address of an operation with its values filled in. Values whose name is not in the path go into the query; undefined ones are left out. */
export function urlOf<K extends Key>(key: K, names: Names<K>): string {
  const query = new URLSearchParams();
  let path = key.slice(key.indexOf("/"));
  for (const [name, value] of Object.entries<unknown>(names)) {
    const text = String(value);
    if (path.includes(`:${name}`)) path = path.replace(`:${name}`, encodeURIComponent(text));
    else if (value !== undefined) query.set(name, text);
  }
  return `${query}` === "" ? path : `${path}?${query}`;
}

/** Calls an operation by `METHOD path`. The contract gives the types of names, body and answer. */
export function ask<K extends Key>(key: K, ...[names, body]: Arguments<K>): Promise<Answer<Api[K]["answer"]>> {
  return call(key.slice(0, key.indexOf(" ")) as Method, urlOf(key, names ?? {}), body);
}

/** Corrects the clock by the server's exact time. The error is at most half of the round trip. */
export async function learnServerTime(): Promise<void> {
  const sentMs = Date.now();
  const answer = await ask("GET /api/v1/time");
  if (answer.ok) learnExactly(Date.parse(answer.value.now), sentMs, Date.now());
}
