/** Calls of the API: JSON in and out, refusals as problem values, never an exception. Each answer also corrects the clock. Uploads and downloads are in other files. */
import type { Api } from "../../contract/document/operations.ts";
import type { Problem } from "../../contract/problem.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { Result } from "../../domain/result.ts";
import { learnExactly, learnFromHeader } from "./clock.ts";

export type Answer<T> = Result<T, Problem>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export function ownProblem(code: string, status: number, zh: string, en: string): Problem {
  return { type: "about:blank", title: code, status, code, sentence: { zh, en } };
}

export const noNetwork = (): Problem =>
  ownProblem("no_network", 0, "没有网络。连上网络后再试一次。", "There is no network. Try again when you are online.");

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
  return ownProblem(
    "unreadable_answer",
    response.status,
    "系统没有给出可以读懂的回答。",
    "The system's answer could not be read.",
  );
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "sentence" in body;
}

/**
 * One request with a JSON body or none. Never throws: without a network the problem is `no_network`.
 * The header `X-Yima` on each write protects against requests that another site forges (architecture.md, privacy and security).
 */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
  const sentMs = Date.now();
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: {
        Accept: "application/json",
        ...(method === "GET" ? {} : { "X-Yima": "1" }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    learnFromHeader(response.headers.get("Date"), sentMs, Date.now());
    if (!response.ok) return refuse(await readProblem(response));
    const text = await response.text();
    // The answer is not checked here: the server's own tests check its answers against the contract's types.
    const value: T = text === "" ? null : JSON.parse(text);
    return accept(value);
  } catch {
    return refuse(noNetwork());
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
