/** The verbs of authorised systems, POST /api/v1/interface/…: GB/T 38963 6.7. docs/interface.md. */
import * as z from "zod";
import { CLIENT_ACCESS, feature } from "../operation.ts";
import { codeText, instant, line, sentence } from "../primitives.ts";
import { colour, MAX_CODES, verifyRequest, verifyResponse } from "../verify.ts";
import { GOOD } from "./return-codes.ts";

export const INTERFACE = "/api/v1/interface";

const returnCode = z.int().min(0).max(99_999).describe("0: good. `GET /api/v1/interface/return-codes` lists the others.");

const [valid, invalid] = verifyResponse.options;
const checkedCode = z.discriminatedUnion("valid", [valid.extend({ returnCode }), invalid.extend({ returnCode })]);

const verifyCodeRequest = verifyRequest
  .partial({ code: true })
  .extend({ codes: z.array(codeText).min(1).max(MAX_CODES).optional() })
  .refine(({ code, codes }) => (code === undefined) !== (codes === undefined), { error: "code or codes", path: ["code"] })
  .meta({ examples: [{ code: "7000012345678901", gate: "420107001002" }] });

const queryHealthRequest = z.strictObject({
  person: z.strictObject({ code: codeText.describe("The code that the person shows on the phone now, at most 45 seconds old.") }),
  purpose: line(60).describe("Why the client asks, in words that the person reads under 谁看过我的信息."),
  basis: line(60).describe("The legal basis, which the person reads too."),
});

const health = z.strictObject({
  returnCode: z.literal(GOOD),
  colour,
  issuer: z.string(),
  since: instant.nullable(),
  until: instant.nullable().describe("Null: until something changes."),
  source: z.string().nullable().describe("The rule set that decided; null: the person has not declared."),
  declaredAt: instant.nullable(),
  reason: sentence.nullable().optional().describe("Only with the scope `query-health.detail`."),
});

const returnCodes = z.strictObject({
  returnCodes: z.array(z.strictObject({ returnCode, code: z.string() })),
});

export const VERBS = feature("interface", {
  verifyCode: {
    summary: "Verb verify-code: check codes",
    description:
      "For clients whose access token has the scope `verify-code`. Checks one code (`code`) or up to 100 (`codes`) like `POST /api/v1/verify`, and registers nothing. An invalid code gets an answer with its number and reason, and not a problem. At most 240 requests per minute from one network address, 600 of one client.",
    open: "any_site",
    verb: "verify-code",
    method: "POST",
    path: `${INTERFACE}/verify-code`,
    body: verifyCodeRequest,
    maxBytes: 65_536,
    answers: {
      200: z.union([checkedCode, z.strictObject({ returnCode: z.literal(GOOD), results: z.array(checkedCode) })]),
    },
    problems: [...CLIENT_ACCESS],
  },
  queryHealth: {
    summary: "Verb query-health: the holder's present colour",
    description:
      "For clients whose access token has the scope `query-health`. Answers the present colour of the person who shows this code; with `query-health.detail` also the reason. Each answer is a look that the person can read, with the client's name, the purpose and the basis. Each act asks whether the client is still approved, and a proof of possession counts once. At most 2,000 answers a day of one client, 240 requests per minute from one network address.",
    open: "any_site",
    verb: "query-health",
    method: "POST",
    path: `${INTERFACE}/query-health`,
    event: "look",
    body: queryHealthRequest,
    answers: { 200: health },
    problems: [...CLIENT_ACCESS, "code_not_accepted", "code_not_live", "unknown_holder", "revoked"],
  },
  returnCodes: {
    summary: "The numbers of outcomes",
    description:
      "Open to everybody. Lists each `returnCode` with the `code` of the problem or of the refused code. A number never changes its meaning.",
    open: "any_site",
    method: "GET",
    path: `${INTERFACE}/return-codes`,
    answers: { 200: returnCodes },
    problems: [],
  },
});
