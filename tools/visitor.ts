/** A visitor of a local system: HTTP with a Host header, a cookie and the answers' shapes. Browsers resolve *.localhost; Node does not. */
import { request } from "node:http";
import * as z from "zod";
import { sessionResponse } from "../src/contract/session.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

const outbox = z.object({ messages: z.array(z.object({ phone: z.string(), password: z.string(), at: z.string() })) });

/** One browser's worth of state at one origin. */
export class Visitor {
  readonly #port: number;
  readonly #host: string;
  #cookie: string | undefined;

  /** @param cookie of a session that goes on */
  constructor(port: number, host: string, cookie?: string) {
    this.#port = port;
    this.#host = host;
    this.#cookie = cookie;
  }

  /** The session's cookie, for what sends requests of its own making. */
  get cookie(): string | undefined {
    return this.#cookie;
  }

  /** Sends and returns whatever comes back. A body is sent as JSON, bytes as they are. */
  send(method: string, path: string, body?: unknown): Promise<Answer> {
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
      ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
    };
    return new Promise((done, failed) => {
      const sent = request({ host: "127.0.0.1", port: this.#port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", failed);
        response.on("end", () => {
          const [set] = response.headers["set-cookie"] ?? [];
          if (set !== undefined) this.#cookie = set.split(";", 1)[0];
          done({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString("utf8") });
        });
      });
      sent.on("error", failed);
      sent.end(text);
    });
  }

  /** Sends and reads the answer by its contract. Throws with the problem's text where the answer is not 2xx. */
  async ask<T>(method: string, path: string, shape: z.ZodType<T>, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body);
    if (answer.status < 200 || answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return shape.parse(answer.text === "" ? undefined : JSON.parse(answer.text));
  }

  /** Logs in by one-time password, read from the outbox that only a local build has. */
  async logIn(phone: string): Promise<void> {
    await this.ask("POST", "/api/v1/otp", z.unknown(), { phone });
    await this.ask("POST", "/api/v1/sessions", sessionResponse, { phone, password: await this.passwordOf(phone) });
  }

  /** The newest one-time password that was sent to a number. */
  async passwordOf(phone: string): Promise<string> {
    const { messages } = await this.ask("GET", "/local/outbox.json", outbox);
    const own = messages.filter((message) => message.phone.endsWith(phone)).toSorted((a, b) => b.at.localeCompare(a.at));
    const [newest] = own;
    if (newest === undefined) throw new Error(`The outbox holds no message to ${phone}`);
    return newest.password;
  }
}
