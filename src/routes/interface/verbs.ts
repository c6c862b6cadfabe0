/** The verbs of authorised systems. They take no cookie. docs/interface.md. */
import { readConfig } from "../../config.ts";
import { GOOD, RETURN_CODES, returnCodeOf } from "../../contract/interface/return-codes.ts";
import { INTERFACE, VERBS } from "../../contract/interface/verbs.ts";
import { accept } from "../../domain/result.ts";
import { parseCode } from "../../token/code/parse.ts";
import type { OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { risksOf } from "../../storage/areas.ts";
import { checkMany } from "../verify/check-code.ts";
import { convertsColours } from "../verify/local-colour.ts";
import { answerOf, countChecks } from "../verify/verify.ts";
import { answered, authorised } from "./authorised.ts";
import { queryHealth } from "./query-health.ts";

export const verbs = new Routes<OfIssuer>(INTERFACE)
  .use(answered)
  .on(VERBS.returnCodes, async (_, { answer }) => {
    const numbers = [...RETURN_CODES, ["good", GOOD] as const].toSorted(([, one], [, other]) => one - other);
    const body = { returnCodes: numbers.map(([code, returnCode]) => ({ returnCode, code })) };
    return answer(200, body, { "cache-control": "public, max-age=3600" });
  })
  .on(VERBS.verifyCode, authorised("verify-code"), async (c, { body }) => {
    const { issuer, now } = c.var;
    const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const verifier = { env: c.env, config: readConfig(c.env), own: issuer.code, now, later };
    const parsed = (body.codes ?? [body.code ?? ""]).map((code) => parseCode(code));
    const checks = await checkMany(verifier, parsed);
    countChecks(verifier, parsed, checks);
    const originRisks = await risksOf(c.env, issuer.code, now, later);
    const convert = await convertsColours(
      verifier,
      checks.flatMap((check) => (check.ok ? [check.value.claims] : [])),
    );
    const gate = body.gate ?? regionOf(issuer.code);
    // The answers about valid codes are texts that are joined from parts (validAnswer), so the number is put in front.
    const answers = checks.map((check) => {
      const returnCode = check.ok ? GOOD : returnCodeOf(check.refusal);
      return `{"returnCode":${returnCode},${answerOf(check, gate, originRisks, convert, now).slice(1)}`;
    });
    const [one = ""] = answers;
    const text = body.codes === undefined ? one : `{"returnCode":${GOOD},"results":[${answers.join(",")}]}`;
    return accept(c.body(text, 200, { "content-type": "application/json" }));
  })
  .with(queryHealth);
