/** An issuer for examinations in workerd: the worker itself, whose statement is signed again by a key of the test, and which may lie at any path. */
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import type { LiveClaims } from "../../src/domain/code/claims.ts";
import { CHECKS } from "../../src/domain/federation/examination.ts";
import type { FileKey, Member, Statement } from "../../src/domain/federation/trust-files.ts";
import { DAY_MS } from "../../src/domain/instant.ts";
import type { ItemResult } from "../../src/domain/federation/letter.ts";
import { type IssuerCode, NATION } from "../../src/domain/issuer/issuer.ts";
import { signingKey } from "../../src/objects/issuer/signing-key.ts";
import type { Posted } from "../../src/objects/mailbox/post-letter.ts";
import { examine } from "../../src/routes/federation/examine.ts";
import { originBelow } from "../../src/routes/federation/examined-origin.ts";
import { toBase64url } from "../../src/token/code/base64url.ts";
import { signCredential } from "../../src/token/code/credential.ts";
import { codeOf, liveCode } from "../../src/token/code/live.ts";
import { parseCode } from "../../src/token/code/parse.ts";
import { FILE_TYPES } from "../../src/token/federation/read-file.ts";
import { compactText, type FileSigner, payloadBytes } from "../../src/token/federation/signed-file.ts";
import { statementMembers } from "../../src/token/federation/statement.ts";
import { openSecrets } from "../../src/token/secret/secrets.ts";
import { DEVICE_KEY, deviceKey } from "../support/code.ts";
import { contentTypeOf } from "../support/content-type.ts";
import { Visitor } from "./visitor.ts";

export const WUHAN = "4201" as IssuerCode;
const ORIGIN = "https://code.wuhan.gov.cn";
export const PATHS = {
  issuer: "/.well-known/yima-issuer",
  jwks: "/.well-known/jwks.json",
  statement: "/.well-known/trust/statement/4201",
  examples: "/.well-known/trust/examples/4201",
} as const;
const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;

/** Answers a path in place of the worker; undefined: the truth. Throws: no answer. */
export type Lie = (path: string) => Response | undefined | Promise<Response | undefined>;

/** A pair of keys: the half that signs, and the other one as a file has it. */
export async function aKey(kid: string): Promise<{ readonly signer: FileSigner; readonly key: FileKey }> {
  const pair = (await crypto.subtle.generateKey(P256, true, ["sign", "verify"])) as CryptoKeyPair;
  const raw = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer);
  const [x, y] = [toBase64url(raw.slice(1, 33)), toBase64url(raw.slice(33))];
  return { signer: { kid, privateKey: pair.privateKey }, key: { kid, x, y } };
}

export const text = (body: string) => new Response(body);
/** A file with the content type of its path. */
export const fileAt = (path: string, body: string) => new Response(body, { headers: { "content-type": contentTypeOf(path) } });
export const ofWorker = (path: string) => new Visitor().send("GET", path);
/** What the worker answers as JSON. */
export async function factsAt<T>(path: string): Promise<T> {
  return (await ofWorker(path)).json<T>();
}

interface PublishedKey {
  readonly kid: string;
  readonly x: string;
  readonly y: string;
  readonly nbf: number;
  readonly exp: number;
}

const LETTER_ID = "0190c0de-0000-4000-8000-000000000000";

/** The receipt of an issuer that has taken the letter. */
export function receiptWith(result: Omit<ItemResult, "id">): Posted {
  const results = [{ id: LETTER_ID, ...result }];
  return { receipt: { from: WUHAN, to: NATION, issuedAt: Date.now(), re: LETTER_ID, hash: "", results } };
}

const TAKEN = receiptWith({ state: "taken" });

export class ExaminedIssuer {
  readonly #identity: FileSigner;
  readonly #member: Member;
  readonly stated: Statement;

  private constructor(identity: FileSigner, member: Member, stated: Statement) {
    this.#identity = identity;
    this.#member = member;
    this.stated = stated;
  }

  static async make(): Promise<ExaminedIssuer> {
    const { signer, key } = await aKey("4201.i1");
    const times = { from: Date.now(), until: null, readmitted: null };
    const name = { zh: "武汉市", en: "Wuhan" };
    const limits = { mode: "A", maxLifetimeMinutes: { live: 1440, paper: 63_360 } } as const;
    const member = { code: WUHAN, name, origin: ORIGIN, ...limits, ...times, keys: [{ ...key, since: 1 }] };
    const jwks = await factsAt<{ readonly keys: readonly PublishedKey[] }>(PATHS.jwks);
    const keys = jwks.keys.map(({ kid, x, y, nbf, exp }) => {
      const number = Number(kid.split(".")[1]);
      return { kid, x, y, number, notBefore: nbf * 1000, notAfter: exp * 1000, kind: "live" as const };
    });
    const dates = { issuedAt: Date.now(), expiresAt: Date.now() + 30 * DAY_MS };
    return new ExaminedIssuer(signer, member, { issuer: WUHAN, seq: 1, keys, saw: null, ...dates });
  }

  statement(changes: Partial<Statement> = {}, signer = this.#identity): Promise<string> {
    return compactText(payloadBytes(statementMembers({ ...this.stated, ...changes })), FILE_TYPES.statement, signer);
  }

  /** The findings that are not passed, as `check: sentence (detail)`. */
  async findings(
    lie: Lie = () => undefined,
    taken: readonly string[] = [],
    letter: Posted | null = TAKEN,
  ): Promise<readonly string[]> {
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const { origin, pathname } = new URL(new Request(input, init).url);
      expect([origin, init?.redirect]).toEqual([ORIGIN, "manual"]);
      const answer = await lie(pathname);
      if (answer !== undefined) return answer;
      return pathname === PATHS.statement ? fileAt(pathname, await this.statement()) : ofWorker(pathname);
    });
    const found = await examine({ member: this.#member, taken }, originBelow(ORIGIN), async () => letter, Date.now);
    expect(found.map(({ check }) => check)).toEqual(CHECKS);
    return found
      .filter(({ state }) => state !== "passed")
      .map(({ check, state, sentence, detail }) =>
        state === "failed" ? `${check}: ${sentence.en}${detail === null ? "" : ` (${detail})`}` : `${check}: –`,
      );
  }
}

/** Test codes with claims that the worker would not sign. @param paper whether the second one is a printed code */
export async function examples(changes: Partial<LiveClaims>, paper = false): Promise<Response> {
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, WUHAN);
  const key = await signingKey(env, secrets, Date.now());
  const { kind: _, deviceKey: __, ...common } = { ...(await claimsOfWorker()), ...changes };
  const signed = paper
    ? ({ ...common, kind: "paper", colour: "none" } as const)
    : ({ ...common, kind: "live", deviceKey: DEVICE_KEY } as const);
  const revoked = await signCredential(signed, key.privateKey);
  return Response.json({
    specimen: codeOf(await signCredential({ ...common, kind: "specimen" }, key.privateKey)),
    revoked: paper ? codeOf(revoked) : await liveCode(revoked, await deviceKey(), Date.now()),
  });
}

export async function claimsOfWorker(): Promise<LiveClaims> {
  const parsed = parseCode((await factsAt<{ readonly revoked: string }>(PATHS.examples)).revoked);
  if (!parsed.ok || parsed.value.claims.kind !== "live") throw new Error("the worker gives out a live code");
  return parsed.value.claims;
}
