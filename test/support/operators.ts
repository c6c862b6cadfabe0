/** Two operators for tests, and their signed requests. The keys are the published examples of RFC 7515 A.3 and RFC 7517 A.2, which no deployment uses. */
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { type OperatorSigner, publicHalf, signOperatorRequest } from "../../src/token/secret/operator.ts";

export const FIRST: OperatorSigner = {
  name: "operator-1",
  jwk: {
    kty: "EC",
    crv: "P-256",
    x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    d: "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
  },
};

export const SECOND: OperatorSigner = {
  name: "operator-2",
  jwk: {
    kty: "EC",
    crv: "P-256",
    x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    d: "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",
  },
};

/** An operator with a new key, which no setting names. */
export async function anotherOperator(name = "operator-3"): Promise<OperatorSigner> {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  const { x = "", y = "", d = "" } = await crypto.subtle.exportKey("jwk", keys.privateKey);
  return { name, jwk: { kty: "EC", crv: "P-256", x, y, d } };
}

/** The setting YIMA_OPERATORS of tested systems. */
export const TEST_OPERATORS = JSON.stringify([FIRST, SECOND].map(publicHalf));

interface Signing {
  readonly by?: OperatorSigner;
  /** The time of the signature, ms. */
  readonly now?: number;
  readonly id?: string;
}

/** What an operator says to a fact that they propose. */
export const WHY = { reason: "diagnosis", evidence: "疾控报告 7 号" };

/** The body of an operator's request. @param issuer the code of the issuer */
export async function signedAct(
  issuer: string,
  act: unknown,
  { by = FIRST, now = Date.now(), id = crypto.randomUUID() }: Signing = {},
): Promise<{ readonly request: string }> {
  return { request: await signOperatorRequest(by, issuer as IssuerCode, id, act, now) };
}
