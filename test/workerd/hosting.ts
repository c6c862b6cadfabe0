/** The nation's deployment as it hosts issuers, for tests: orders of its operators, a clock that a test moves on, and a register with one member. docs/trust.md §11. */
import { env } from "cloudflare:workers";
import { GeneralSign, importJWK } from "jose";
import { afterEach, beforeEach, vi } from "vitest";
import { MINUTE_MS } from "../../src/domain/instant.ts";
import { FIRST, signedAct } from "../support/operators.ts";
import { Visitor } from "./visitor.ts";

const PATH = "/api/v1/operator/issuers";
export const NATION = "localhost:8787";
export const JIANGXI = {
  code: "36",
  host: "jiangxi.localhost",
  name: { zh: "江西省", en: "Jiangxi" },
  shards: 1,
  coloursFrom: null,
};
/** A street of Nanchang. */
export const STREET = "360102001";
/** Later than this an isolate reads the hosted issuers again, after its answer. */
const RENEWED_MS = MINUTE_MS;

/** Makes the deployment of the tests a host, and stops its clock. */
export function hostingAtTheNation() {
  Object.assign(env, {
    YIMA_TRUST_ROOT: JSON.stringify({ payload: "AQ", signatures: [{}] }),
    YIMA_ONLINE_KEY: JSON.stringify({ kty: "EC", crv: "P-256", kid: "0.online", d: "AQ" }),
  });
  let clock = Date.now();
  const pass = (ms: number) => {
    clock += ms;
    vi.setSystemTime(clock);
  };
  beforeEach(() => {
    clock += RENEWED_MS;
    vi.useFakeTimers({ toFake: ["Date"], now: clock });
    vi.spyOn(console, "error").mockImplementation(() => {});
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  /** Sends an order, by default to host Jiangxi. */
  async function order(changes: object = {}, by = FIRST, host = NATION, issuer = "0") {
    return send({ act: "host", ...JIANGXI, ...changes }, by, host, issuer);
  }

  async function send(act: object, by = FIRST, host = NATION, issuer = "0") {
    const answer = await new Visitor(host).send("POST", PATH, await signedAct(issuer, act, { by }));
    const text = await answer.text();
    return { status: answer.status, body: JSON.parse(text === "" ? "{}" : text) as Readonly<Record<string, string>> };
  }

  return {
    now: () => clock,
    pass,
    order,
    /** The status and the code or the state of an order to host Jiangxi. */
    said: async (...given: Parameters<typeof order>) => wordsOf(await order(...given)),
    /** The same of an order about Jiangxi without facts. */
    saidOf: async (
      act: "end_hosting" | "withdraw_hosting",
      ...by: readonly [by?: typeof FIRST, host?: string, issuer?: string]
    ) => wordsOf(await send({ act, code: JIANGXI.code }, ...by)),
    /** Lets the isolate read the hosted issuers again. */
    renewed: async (): Promise<void> => {
      pass(RENEWED_MS);
      await new Visitor("localhost").ask("GET", "/api/v1/regions");
      await new Promise((done) => setTimeout(done, 50));
    },
  };
}

function wordsOf({ status, body }: { readonly status: number; readonly body: Readonly<Record<string, string>> }): string {
  return [status, body["code"] ?? body["state"], body["pointer"]].filter((part) => part !== undefined).join(" ");
}

/** The text of the first register, with one member. Its signature is that of an operator, because an object that has it asks no more. @param now ms */
export async function aRegister(member: { readonly code: string; readonly name: object; readonly origin: string }, now: number) {
  const seconds = Math.floor(now / 1000);
  const { x, y } = FIRST.jwk;
  const entry = {
    ...member,
    mode: "A",
    from: seconds,
    until: null,
    readmitted: null,
    maxLifetimeMinutes: { live: 1440, paper: 1440 },
    keys: [{ kty: "EC", crv: "P-256", kid: `${member.code}.i1`, x, y, since: 1 }],
  };
  const members = { root: 1, seq: 1, prev: null, iat: seconds, exp: seconds + 86_400, members: [entry] };
  const file = new GeneralSign(new TextEncoder().encode(JSON.stringify(members)));
  file
    .addSignature(await importJWK({ ...FIRST.jwk }, "ES256"))
    .setProtectedHeader({ alg: "ES256", kid: "0.o1", typ: "yima-register+jws" });
  return JSON.stringify(await file.sign());
}
