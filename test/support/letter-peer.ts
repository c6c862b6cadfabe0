/** A member of the register, played with the library jose: it makes and answers letters by docs/trust.md §10, well or badly. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, request as requestTo, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { compactVerify, decodeJwt, importJWK, type JWK } from "jose";
import * as z from "zod";
import type { Member } from "../../src/domain/federation/trust-files.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { aSigner, compact, hashOf, type Members, type Signer } from "./federation.ts";

export const LETTER = "yima-letter+jwt";
export const RECEIPT = "yima-receipt+jwt";
const DAY = 86_400;

const letterShape = z.looseObject({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: z.uuid(),
  kind: z.string(),
});
const items = z.array(z.strictObject({ id: z.uuid(), file: z.string() }));

/** A letter that came, with the time of its arrival, ms. */
export interface Came {
  readonly text: string;
  readonly at: number;
}

/** What the peer does with a letter: answers, or another reaction. */
export type React = (letter: Came, answer: ServerResponse) => void | Promise<void>;

export function now(): number {
  return Math.floor(Date.now() / 1000);
}

export class LetterPeer {
  readonly code: string;
  readonly came: Came[] = [];
  react: React = (letter, answer) => this.receipt(letter, answer);
  readonly #identity: Signer;
  readonly #signing: Signer;
  readonly #server: Server;
  #seq = 0;

  static async start(code: string): Promise<LetterPeer> {
    const peer = new LetterPeer(code, await aSigner(`${code}.i1`), await aSigner(`${code}.1`));
    await new Promise<void>((done) => void peer.#server.listen(0, "127.0.0.1", done));
    return peer;
  }

  private constructor(code: string, identity: Signer, signing: Signer) {
    this.code = code;
    this.#identity = identity;
    this.#signing = signing;
    this.#server = createServer((request, answer) => void this.#take(request, answer));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Its entry of the register. */
  entry(since: number, changes: Partial<Member> = {}): Member {
    const { x = "", y = "" } = this.#identity.jwk;
    return {
      code: this.code as IssuerCode,
      name: { zh: "四川省", en: "Sichuan" },
      origin: `http://peer.localhost:${this.port}`,
      mode: "A",
      from: Date.now() - 1000,
      until: null,
      readmitted: null,
      maxLifetimeMinutes: { live: 1440, paper: 63_360 },
      keys: [{ kid: this.#identity.kid, x, y, since }],
      ...changes,
    };
  }

  /** Its next statement. */
  statement(): Promise<string> {
    this.#seq += 1;
    const times = { iat: now(), exp: now() + 30 * DAY };
    const keys = [{ ...this.#signing.jwk, nbf: now() - 60, exp: now() + 30 * DAY }];
    return compact("yima-statement+jwt", { iss: this.code, seq: this.#seq, ...times, keys }, this.#identity);
  }

  /** A letter to the nation, with these members in place of the usual ones. */
  letter(kind: string, files: readonly string[], changes: Members = {}, by: Signer = this.#signing): Promise<string> {
    const times = { iat: now(), exp: now() + 120 };
    const usual = { iss: this.code, aud: "urn:yima:issuer:0", ...times, jti: randomUUID(), kind };
    return compact(LETTER, { ...usual, items: files.map((file) => ({ id: randomUUID(), file })), ...changes }, by);
  }

  /** Answers a letter as docs/trust.md says, with these members in place of the usual ones. */
  async receipt({ text }: Came, answer: ServerResponse, changes: Members = {}, type = `application/${RECEIPT}`): Promise<void> {
    const letter = letterShape.parse(decodeJwt(text));
    const results = items.parse(letter["items"]).map(({ id }) => ({ id, state: "taken" }));
    const usual = {
      iss: this.code,
      aud: `urn:yima:issuer:${letter.iss}`,
      iat: now(),
      re: letter.jti,
      hash: hashOf(text),
      results,
    };
    answer.writeHead(200, { "content-type": type });
    answer.end(await compact(RECEIPT, { ...usual, ...changes }, this.#signing));
  }

  async #take(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (request.method !== "POST" || request.url !== "/api/v1/letters") {
      answer.writeHead(404).end();
      return;
    }
    const letter = { text: Buffer.concat(parts).toString("utf8"), at: Date.now() };
    this.came.push(letter);
    await this.react(letter, answer);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Posts a letter to a host of the deployment at this port. */
export function postLetter(
  port: number,
  body: string | Buffer,
  { type = `application/${LETTER}`, host = "localhost" }: { readonly type?: string; readonly host?: string } = {},
): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = { "content-type": type, host: `${host}:${port}` };
    const sent = requestTo({ port, host: "127.0.0.1", path: "/api/v1/letters", method: "POST", headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        done({ status: answer.statusCode ?? 0, type: answer.headers["content-type"] ?? "", text });
      });
    });
    sent.on("error", fail);
    sent.end(body);
  });
}

/** The members of a letter or a receipt that a key of this set has signed, with its type. Rejects for any other. */
export async function verified(text: string, jwks: { readonly keys: readonly JWK[] }, type: string): Promise<Members> {
  const { payload } = await compactVerify(text, async ({ kid, typ }) => {
    const key = jwks.keys.find((one) => one.kid === kid);
    if (key === undefined || typ !== type) throw new Error(`${typ} by ${kid}`);
    return importJWK(key, "ES256");
  });
  return JSON.parse(new TextDecoder().decode(payload)) as Members;
}
