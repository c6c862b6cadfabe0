/** Bodies about an issuer and its server: who it is, its keys, its status lists, its time. Open to everybody. RFC 8615, RFC 7517. */
import * as z from "zod";
import { operation } from "./operation.ts";
import { passagePolicies, risk } from "./verify.ts";
import { instant, sentence } from "./primitives.ts";

const turn = z.strictObject({ division: z.string().regex(/^\d{0,12}$/), at: instant });

const issuer = z.strictObject({
  code: z.string(),
  name: sentence,
  jwksUri: z.url(),
  passagePolicies,
  originRisks: z.array(risk).describe("What the risk of where a holder comes from may be today."),
  turns: z.array(turn).describe("Codes of a division's people that were issued before such a moment are revoked from then on."),
});

const jwks = z.strictObject({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string(), nbf: z.int(), exp: z.int() })) });

export const ISSUERS = {
  health: operation({ method: "GET", path: "/healthz", answers: { 200: z.literal("ok") }, problems: [] }),
  openApi: operation({
    method: "GET",
    path: "/openapi.json",
    answers: { 200: z.looseObject({ openapi: z.literal("3.1.0") }) },
    problems: [],
  }),
  issuer: operation({ method: "GET", path: "/.well-known/yima-issuer", answers: { 200: issuer }, problems: [] }),
  keys: operation({ method: "GET", path: "/.well-known/jwks.json", answers: { 200: jwks }, problems: [] }),
  statusList: operation({
    method: "GET",
    path: "/status/:list",
    type: "application/statuslist+jwt",
    answers: { 200: z.string() },
    problems: ["not_found"],
  }),
  time: operation({ method: "GET", path: "/api/v1/time", answers: { 200: z.strictObject({ now: instant }) }, problems: [] }),
};
