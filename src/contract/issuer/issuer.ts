/** The issuer of a host: its name, keys, status lists and time; also the health of the server and the OpenAPI document. Open to everybody. RFC 8615, RFC 7517. */
import * as z from "zod";
import { KEY_KINDS } from "../../domain/code/claims.ts";
import { feature } from "../operation.ts";
import { colourTable } from "./colour-table.ts";
import { passagePolicies, risk } from "../verify.ts";
import { instant, sentence } from "../primitives.ts";

const turn = z.strictObject({ division: z.string().regex(/^\d{0,12}$/), at: instant });

const issuer = z.strictObject({
  code: z.string(),
  name: sentence,
  jwksUri: z.url(),
  loginProviders: z
    .array(z.strictObject({ id: z.string(), name: sentence }))
    .describe("The identity providers at which people can log in, besides the one-time password."),
  passagePolicies,
  colourTable: colourTable.describe("What the colours of the issuer mean (docs/trust.md)."),
  originRisks: z.array(risk).describe("All risks that a holder's place of origin may have today."),
  turns: z
    .array(turn)
    .describe(
      "From each of these times on, earlier codes of the people in the division are revoked. An empty division means the whole region.",
    ),
});

const key = z.looseObject({
  kty: z.string(),
  kid: z.string(),
  nbf: z.int(),
  exp: z.int(),
  for: z
    .enum(KEY_KINDS)
    .optional()
    .describe("The codes that the key signs; absent: codes of all kinds. `free` and `converted`: live codes of the nation."),
});
export const jwks = z.strictObject({ keys: z.array(key) });

export const ISSUERS = feature("issuer", {
  health: {
    summary: "Health of the server",
    description: "Open to everybody, on any host. Answers as soon as the worker runs. It calls no object and no store.",
    open: "any_host",
    method: "GET",
    path: "/healthz",
    type: "text/plain",
    answers: { 200: z.literal("ok") },
    problems: [],
  },
  openApi: {
    summary: "This document",
    description: "Open to everybody. Answers the interface as OpenAPI 3.1. The server parses requests by the same shapes.",
    method: "GET",
    path: "/openapi.json",
    answers: { 200: z.looseObject({ openapi: z.literal("3.1.0") }) },
    problems: [],
  },
  issuer: {
    summary: "The issuer of this host",
    description:
      "Open to everybody. Names the issuer, the address of its keys, its policies of passage and the divisions whose earlier codes are revoked. A gate stores the answer, so that it can judge codes without a network.",
    method: "GET",
    path: "/.well-known/yima-issuer",
    answers: { 200: issuer },
    problems: [],
  },
  keys: {
    summary: "Public keys of the issuer",
    description:
      "Open to everybody. Answers a JWK Set (RFC 7517). The issuer publishes a key three days before its first signature, so that an answer may be cached for an hour.",
    method: "GET",
    path: "/.well-known/jwks.json",
    answers: { 200: jwks },
    problems: [],
  },
  statusList: {
    summary: "A status list",
    description:
      "Open to pages of every origin. Answers a signed Token Status List with the revoked credentials of one community and day of expiry. `list` has the 12 digits of the community, a hyphen and the day as YYYYMMDD.",
    method: "GET",
    path: "/status/:list",
    type: "application/statuslist+jwt",
    answers: { 200: z.string() },
    problems: ["not_found"],
  },
  listOfIssuer: {
    summary: "A status list of another issuer",
    description:
      "Open to everybody, at most 240 times a minute from one network address. Answers the list that the issuer `issuer` publishes, at most half a minute old, for this issuer's gates: so no other issuer learns which gate asks. The refusal `issuer_unreachable` means that the other issuer does not answer: whether its codes were revoked is then unknown.",
    method: "GET",
    path: "/status/:issuer/:list",
    type: "application/statuslist+jwt",
    answers: { 200: z.string() },
    problems: ["not_found", "too_many_requests", "issuer_unreachable"],
  },
  time: {
    summary: "The time of the server",
    description:
      "Open to everybody. Answers the present time. A phone corrects its clock by it, because a live code contains the time when the phone made it.",
    method: "GET",
    path: "/api/v1/time",
    answers: { 200: z.strictObject({ now: instant }) },
    problems: [],
  },
});
