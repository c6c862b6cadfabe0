/** The files of trust between issuers: read by everybody, and handed in with signatures that prove their makers. docs/trust.md. */
import * as z from "zod";
import { FILE_CONTENT_TYPES, MAX_FILE_BYTES } from "../../domain/federation/trust-files.ts";
import { feature } from "../operation.ts";
import { jwks } from "./issuer.ts";
import { codeText, instant } from "../primitives.ts";

const signedFile = z.strictObject({
  payload: z.string().describe("The bytes of the file in base64url."),
  signatures: z
    .array(z.strictObject({ protected: z.string(), signature: z.string() }))
    .min(1)
    .max(16),
});

const book = z.strictObject({
  from: z.int(),
  to: z.int(),
  statements: z.array(z.string()),
  gone: z.array(z.string()).describe("The members that went."),
});

const offered = z.strictObject({
  register: z.strictObject({ seq: z.int(), hash: z.string() }),
  signed: z.array(z.string()).describe("The names of the keys that have signed it."),
  threshold: z.int().describe("The number of keys that must."),
  holds: z.boolean().describe("Whether it holds now."),
});

const wholeNumber = (most: number) => z.coerce.number().int().min(0).max(most);
const NUMBER = wholeNumber(Number.MAX_SAFE_INTEGER);

export const TRUST_FILES = feature("trust", {
  trustRoot: {
    summary: "A root of trust",
    description: "Open to pages of every origin. Answers the root of this version, a JWS in the general JSON form.",
    method: "GET",
    path: "/.well-known/trust/root/:version",
    params: z.strictObject({ version: NUMBER }),
    type: FILE_CONTENT_TYPES.root,
    answers: { 200: signedFile },
    missing: "not_found",
    problems: ["not_found"],
  },
  trustRegister: {
    summary: "The register of issuers",
    description: "Open to pages of every origin. Answers the register that holds, a JWS in the general JSON form.",
    method: "GET",
    path: "/.well-known/trust/register",
    type: FILE_CONTENT_TYPES.register,
    answers: { 200: signedFile },
    problems: ["not_found"],
  },
  earlierRegister: {
    summary: "An earlier register of issuers",
    description: "Open to pages of every origin. Answers the register of this number.",
    method: "GET",
    path: "/.well-known/trust/register/:seq",
    params: z.strictObject({ seq: NUMBER }),
    type: FILE_CONTENT_TYPES.register,
    answers: { 200: signedFile },
    missing: "not_found",
    problems: ["not_found", "too_many_requests"],
  },
  trustState: {
    summary: "The state of trust",
    description:
      "Open to pages of every origin. Answers a compact JWS: which register and which book hold now, and who is suspended.",
    method: "GET",
    path: "/.well-known/trust/state",
    type: FILE_CONTENT_TYPES.state,
    answers: { 200: z.string() },
    problems: ["not_found"],
  },
  trustBook: {
    summary: "The book of statements",
    description:
      "Open to pages of every origin. Answers the statements of all members, or the changes since the book of the number `since`, at most 240 times a minute for one network address.",
    method: "GET",
    path: "/.well-known/trust/book",
    query: z.strictObject({ since: NUMBER.optional() }),
    answers: { 200: book },
    problems: ["not_found", "too_many_requests"],
  },
  statement: {
    summary: "The statement of an issuer about its keys",
    description:
      "Open to pages of every origin. Answers a compact JWS, signed by the identity key of the issuer, with the keys by which it signs codes (docs/trust.md). `issuer` is the code of an issuer of this deployment.",
    method: "GET",
    path: "/.well-known/trust/statement/:issuer",
    type: FILE_CONTENT_TYPES.statement,
    answers: { 200: z.string() },
    problems: ["not_found"],
  },
  pastKeys: {
    summary: "Public keys that an issuer publishes no longer",
    description:
      "Open to everybody, at most 60 times a minute from one network address; for servers that check old records. Answers a JWK Set (RFC 7517) of the keys that left the statement of the issuer at most 31 days ago, also by a replacement: then `exp` is the time of that, and nothing signed later counts. No verifier of codes at a gate uses them. `issuer` is the code of an issuer of this deployment.",
    method: "GET",
    path: "/.well-known/trust/past/:issuer",
    type: "application/jwk-set+json",
    answers: { 200: jwks },
    problems: ["not_found", "too_many_requests"],
  },
  exampleCodes: {
    summary: "Test codes of an issuer",
    description:
      "Open to everybody, at most 30 times a minute from one network address. Answers two codes by which others test their scanners and examine the issuer: a specimen, and a live code of this moment whose credential was revoked before it was made. Neither admits anybody. `issuer` is the code of an issuer of this deployment.",
    method: "GET",
    path: "/.well-known/trust/examples/:issuer",
    answers: { 200: z.strictObject({ specimen: codeText, revoked: codeText }) },
    problems: ["not_found", "too_many_requests"],
  },
  waitingRegisters: {
    summary: "Registers that wait for signatures",
    description:
      "Open to everybody, at the nation's host. Answers the registers that some officers have signed, and not yet enough.",
    method: "GET",
    path: "/.well-known/trust/candidates",
    answers: { 200: z.strictObject({ candidates: z.array(z.string()) }) },
    problems: ["not_found", "too_many_requests"],
  },
  offerStatement: {
    summary: "Hand in the statement of a member",
    description:
      "For the readers of other deployments, at the nation's host. No login: the identity key of the member has signed the statement. A repeated request has no second effect. At most 6 new statements a minute and 60 an hour by one identity key, by whichever way they come.",
    method: "POST",
    path: "/api/v1/statements",
    body: z.strictObject({ statement: z.string().max(MAX_FILE_BYTES.statement) }),
    answers: { 204: null },
    problems: ["not_found", "too_many_requests", "issuer_not_member", "statement_left_out", "too_many_statements"],
  },
  suspend: {
    summary: "Suspend a member at once",
    description:
      "For one of the nation's officers, by `npm run register`. No login: the officer's key has signed the order. Gates of other issuers ask about the member's codes within a minute, and its own gates go on. Only a register ends it. A repeated request has no second effect.",
    method: "POST",
    path: "/api/v1/suspensions",
    body: z.strictObject({ order: z.string().max(MAX_FILE_BYTES.state) }),
    answers: { 200: z.strictObject({ code: z.string(), at: instant, reason: z.string() }) },
    problems: ["not_found", "too_many_requests", "suspension_refused", "issuer_not_member", "too_many_suspensions"],
  },
  offerRegister: {
    summary: "Hand in a signed register",
    description:
      "For the nation's officers, by `npm run register`. No login: the signatures prove the officers. Answers who has signed; with enough signatures the register holds at once. Other hosts refuse with `not_found`.",
    method: "POST",
    path: "/api/v1/registers",
    body: signedFile,
    maxBytes: MAX_FILE_BYTES.register,
    answers: { 200: offered },
    problems: [
      "not_found",
      "too_many_requests",
      "register_malformed",
      "register_unsigned",
      "register_outdated",
      "register_times",
      "register_loses_members",
      "register_leaves_out",
    ],
  },
});
