/** The nation's codes for holders of codes of other issuers. docs/trust.md §13. */
import * as z from "zod";
import { credentialsResponse, deviceKey } from "../credential.ts";
import { feature } from "../operation.ts";
import { codeText } from "../primitives.ts";

/** As many as a phone requests at a time. */
const MAX_KEYS = 4;

const conversionRequest = z.strictObject({
  code: codeText.describe("The digits of a live code of another issuer, made within the last 45 seconds."),
  /** No two may be the same. */
  deviceKeys: z.array(deviceKey).min(1).max(MAX_KEYS),
  handover: z
    .string()
    .max(200)
    .optional()
    .describe(
      "The hand-over of the code to issuer 0 for these keys (docs/code-format.md §10). Without it the request is refused with `handover_missing`.",
    ),
});

export const CONVERSIONS = feature("codes", {
  convertCode: {
    summary: "Convert a code into the nation's",
    description:
      "At the nation's host, for the phone of a holder of another issuer's code. No login. The holder hands the code over on a page of its home, and the nation signs one credential for each device key: of the same community, flags and declaration, for at most 24 hours and no longer than the code. The nation revokes them within a minute when the home revokes the code. It keeps the handles of both, and nothing that names the holder. A hand-over counts once; at most 12 count for one code in 24 hours, and 30 a minute from one network address.",
    method: "POST",
    path: "/api/v1/conversions",
    body: conversionRequest,
    answers: { 201: credentialsResponse },
    problems: [
      "not_found",
      "code_not_accepted",
      "code_not_converted",
      "home_silent",
      "handover_missing",
      "handover_malformed",
      "handover_other_target",
      "handover_other_purpose",
      "handover_other_keys",
      "handover_expired",
      "handover_signature",
      "handover_used",
      "too_many_requests",
    ],
  },
});
