/** Letters between issuers. docs/trust.md §10. */
import * as z from "zod";
import { feature } from "../operation.ts";

export const LETTERS = feature("trust", {
  takeLetter: {
    summary: "Take a letter of another issuer",
    description:
      "For other issuers of the register. No login: a signing key of the sender has signed the letter, a compact JWS of at most 256 KB that names this issuer as its audience and is at most two minutes old (docs/trust.md). Answers a receipt, a compact JWS, with the outcome of each item. At most eight letters a second from one issuer, two at a time. A repeated letter has no second effect.",
    method: "POST",
    path: "/api/v1/letters",
    open: "any_site",
    upload: "application/yima-letter+jwt",
    type: "application/yima-receipt+jwt",
    answers: { 200: z.string() },
    problems: [
      "not_found",
      "unsupported_media_type",
      "body_too_large",
      "letter_malformed",
      "letter_audience",
      "letter_time",
      "letter_signature",
      "letter_suspended",
      "too_many_requests",
    ],
  },
});
