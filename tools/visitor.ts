/** Sends HTTP requests to a local system as one user, stores the cookies and checks the shapes of answers. Connects to 127.0.0.1 and sets the Host header itself, because Node does not resolve *.localhost. */
import { request } from "node:http";
import * as z from "zod";
import { sessionResponse } from "../src/contract/session.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

const SESSION_COOKIE = "__Host-yima-session";
const BROWSER_COOKIE = "__Host-yima-browser";
/** By system and phone number, the cookie by which it knows its browser. All visitors of a number share one, as if they were one phone: a new browser may request only three messages an hour. */
const knownBrowsers = new Map<string, string>();

/** A message other than a one-time password has none. */
const outbox = z.object({
  messages: z.array(z.object({ phone: z.string(), password: z.string().optional(), at: z.string() })),
});

/** An answer whose status is not 2xx. */
export class RefusedAnswer extends Error {
  readonly answer: Answer;

  constructor(asked: string, answer: Answer) {
    super(`${asked}: ${answer.status} ${answer.text}`);
    this.answer = answer;
  }
}

/** One user at one origin, in place of a browser. */
export class Visitor {
  readonly #port: number;
  readonly #host: string;
  /** The cookies by name, in the order in which they came. */
  readonly #cookies = new Map<string, string>();

  /** @param cookie the cookie of an existing session, if there is one */
  constructor(port: number, host: string, cookie?: string) {
    this.#port = port;
    this.#host = host;
    this.#keep(cookie ?? "");
  }

  #keep(cookie: string): void {
    const [name = "", value = ""] = cookie.split(";", 1)[0]?.split("=") ?? [];
    if (value === "") this.#cookies.delete(name);
    else this.#cookies.set(name, `${name}=${value}`);
  }

  /** The cookie of the session, for callers that send requests themselves; undefined without a session. */
  get cookie(): string | undefined {
    return this.#cookies.get(SESSION_COOKIE);
  }

  /** Sends a request and returns the answer with any status. Bytes are sent unchanged, every other body as JSON. @param more further headers */
  send(method: string, path: string, body?: unknown, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const isFile = body instanceof Uint8Array;
    const text = body === undefined || isFile ? body : JSON.stringify(body);
    const headers = {
      host: `${this.#host}:${this.#port}`,
      ...(method === "GET" ? {} : { "x-yima": "1" }),
      ...(text === undefined
        ? {}
        : {
            "content-type": isFile ? "application/octet-stream" : "application/json",
            "content-length": Buffer.byteLength(text),
          }),
      ...(this.#cookies.size === 0 ? {} : { cookie: [...this.#cookies.values()].join("; ") }),
      ...more,
    };
    return new Promise((done, failed) => {
      const outgoing = request({ host: "127.0.0.1", port: this.#port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", failed);
        response.on("end", () => {
          for (const set of response.headers["set-cookie"] ?? []) this.#keep(set);
          done({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString("utf8") });
        });
      });
      outgoing.on("error", failed);
      outgoing.end(text);
    });
  }

  /** Sends a request and parses the answer by `shape`. Throws a RefusedAnswer if its status is not 2xx. */
  async ask<T>(method: string, path: string, shape: z.ZodType<T>, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body);
    if (answer.status < 200 || answer.status > 299) throw new RefusedAnswer(`${method} ${path}`, answer);
    return shape.parse(answer.text === "" ? undefined : JSON.parse(answer.text));
  }

  /** Logs in with a one-time password from the outbox, the list of text messages that only the local build has. */
  async logIn(phone: string): Promise<void> {
    const browser = `${this.#port} ${phone}`;
    this.#keep(knownBrowsers.get(browser) ?? "");
    await this.ask("POST", "/api/v1/otp", z.unknown(), { phone });
    await this.ask("POST", "/api/v1/sessions", sessionResponse, { phone, password: await this.passwordOf(phone) });
    knownBrowsers.set(browser, this.#cookies.get(BROWSER_COOKIE) ?? "");
  }

  /** The newest one-time password for a phone number. */
  async passwordOf(phone: string): Promise<string> {
    const { messages } = await this.ask("GET", "/local/outbox.json", outbox);
    const own = messages.filter((message) => message.phone.endsWith(phone)).toSorted((a, b) => b.at.localeCompare(a.at));
    const newest = own.find(({ password }) => password !== undefined)?.password;
    if (newest === undefined) throw new Error(`The outbox has no one-time password for ${phone}`);
    return newest;
  }
}
