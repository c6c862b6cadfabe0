/** One browser at one origin, inside workerd: requests as a phone sends them, and the keys of a phone. */
import { exports } from "cloudflare:workers";
import type { CredentialsResponse } from "../../src/contract/credential.ts";
import type { Me, Person } from "../../src/contract/people.ts";
import type { Problem } from "../../src/contract/problem.ts";
import { SESSION_COOKIE } from "../../src/routes/who/sessions.ts";
import { liveCode } from "../../src/token/code/live.ts";
import { aDeclaration, COMMUNITY } from "./builders.ts";
import { aCredentialsRequest } from "./device-keys.ts";
import { expectDeclared } from "./problem-declarations.ts";

export interface ShownCode {
  readonly jws: string;
  readonly deviceKey: CryptoKey;
  readonly digits: string;
}

export class Visitor {
  readonly origin: string;
  /** The cookie of the session. */
  cookie: string | null = null;
  /** The other cookies, by name. */
  readonly others = new Map<string, string>();

  constructor(host = "wuhan.localhost") {
    this.origin = `http://${host}`;
  }

  async send(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const request = new Request(this.origin + path, {
      method,
      headers: {
        ...(method !== "GET" && { "x-yima": "1" }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(this.cookies !== "" && { cookie: this.cookies }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    const answer = await exports.default.fetch(request);
    await expectDeclared(request, answer);
    for (const set of answer.headers.getSetCookie()) this.#keep(set.split(";", 1)[0] ?? "");
    return answer;
  }

  /** All cookies, as a request carries them. */
  get cookies(): string {
    const others = Array.from(this.others, ([name, value]) => `${name}=${value}`);
    return [...(this.cookie === null ? [] : [this.cookie]), ...others].join("; ");
  }

  #keep(pair: string): void {
    const [name = "", value = ""] = pair.split("=");
    if (name === SESSION_COOKIE) this.cookie = pair;
    else if (value === "") this.others.delete(name);
    else this.others.set(name, value);
  }

  /** Sends a request and returns the answer's body; throws an error with status and body if the status is not 2xx. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === "" ? null : JSON.parse(text)) as T;
  }

  /** Sends a request; returns `status code pointer` of a refusal, or the status alone of a success. */
  async refusal(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<string> {
    const answer = await this.send(method, path, body, headers);
    if (answer.ok) return `${answer.status}`;
    const { code, pointer } = await answer.json<Problem>();
    return [answer.status, code, pointer].filter((part) => part !== undefined).join(" ");
  }

  async passwordOf(phone: string): Promise<string> {
    const { messages } = await this.ask<{ messages: { phone: string; password?: string }[] }>("GET", "/local/outbox.json");
    const sent = messages.find((message) => message.phone.endsWith(phone) && message.password !== undefined)?.password;
    if (sent === undefined) throw new Error(`no one-time password for ${phone}`);
    return sent;
  }

  async logIn(phone: string): Promise<this> {
    await this.ask("POST", "/api/v1/otp", { phone });
    await this.ask("POST", "/api/v1/sessions", { phone, password: await this.passwordOf(phone) });
    return this;
  }

  me(): Promise<Me> {
    return this.ask("GET", "/api/v1/me");
  }

  bind(name: string, number: string, relation = "self"): Promise<Person> {
    return this.ask("POST", "/api/v1/people", { relation, name, document: { type: "10", number } });
  }

  async declare(person: Person, changes: Parameters<typeof aDeclaration>[0] = {}): Promise<{ n: number; at: string }> {
    return this.ask("POST", `/api/v1/people/${person.id}/declarations`, aDeclaration(changes));
  }

  /** Gets a credential for a new device key, and makes a live code of this moment. */
  async show(person: Person): Promise<ShownCode> {
    const { privateKeys, body } = await aCredentialsRequest(person.id);
    const { credentials } = await this.ask<CredentialsResponse>("POST", `/api/v1/people/${person.id}/credentials`, body);
    const [jws, deviceKey] = [credentials[0], privateKeys[0]];
    if (jws === undefined || deviceKey === undefined) throw new Error("no credential");
    return { jws, deviceKey, digits: await liveCode(jws, deviceKey, Date.now()) };
  }

  community(path: string): string {
    return `/api/v1/communities/${COMMUNITY}${path}`;
  }
}
