/** Bodies about an issuer and its server: who it is, its keys, its status lists, its time. Open to everybody. RFC 8615, RFC 7517. */
import * as z from "zod";
import { feature } from "./operation.ts";
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

export const ISSUERS = feature("issuer", {
  health: {
    summary: "Health of the server",
    description: "Open to everybody, on any host. Answers as soon as the worker runs; it asks no object and no store.",
    open: "any_host",
    method: "GET",
    path: "/healthz",
    type: "text/plain",
    answers: { 200: z.literal("ok") },
    problems: [],
  },
  openApi: {
    summary: "This document",
    description: "Open to everybody. The interface as OpenAPI 3.1, made from the shapes by which the server parses.",
    method: "GET",
    path: "/openapi.json",
    answers: { 200: z.looseObject({ openapi: z.literal("3.1.0") }) },
    problems: [],
  },
  issuer: {
    summary: "The issuer of this host",
    description:
      "Open to everybody. Names the issuer, the address of its keys, its policies of passage and the divisions whose older codes are revoked. Gates that work without a network keep it.",
    method: "GET",
    path: "/.well-known/yima-issuer",
    answers: { 200: issuer },
    problems: [],
  },
  keys: {
    summary: "Public keys of the issuer",
    description:
      "Open to everybody. A JWK Set (RFC 7517). A key is published three days before its first signature, so an answer may be kept for an hour.",
    method: "GET",
    path: "/.well-known/jwks.json",
    answers: { 200: jwks },
    problems: [],
  },
  statusList: {
    summary: "A status list",
    description:
      "Open to pages of every origin. The revoked credentials of one community and day, as a signed Token Status List. `list` is the 12 digits of the community, a hyphen and the day as YYYYMMDD.",
    method: "GET",
    path: "/status/:list",
    type: "application/statuslist+jwt",
    answers: { 200: z.string() },
    problems: ["not_found"],
  },
  time: {
    summary: "The time of the server",
    description:
      "Open to everybody. A phone corrects its clock by it, because a live code carries the moment at which it was shown.",
    method: "GET",
    path: "/api/v1/time",
    answers: { 200: z.strictObject({ now: instant }) },
    problems: [],
  },
});
