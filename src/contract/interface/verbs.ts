/** The verbs of authorised systems, POST /api/v1/interface/…: GB/T 38963 6.7. docs/interface.md. */
import * as z from "zod";
import { CLIENT_ACCESS, feature } from "../operation.ts";
import { codeText } from "../primitives.ts";
import { MAX_CODES, verifyRequest, verifyResponse } from "../verify.ts";
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
