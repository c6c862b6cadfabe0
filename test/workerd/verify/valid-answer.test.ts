/** The joined text of a good answer is the JSON of the same object, whatever a code says. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { verifyResponse } from "../../../src/contract/verify.ts";
import { COLOURS } from "../../../src/domain/code/claims.ts";
import { FLAGS } from "../../../src/domain/code/flags.ts";
import { instantOf } from "../../../src/domain/instant.ts";
import { PASSAGE_POLICIES } from "../../../src/domain/passage/policies.ts";
import { type ValidAnswer, validAnswer } from "../../../src/routes/verify/valid-answer.ts";
import { maskedNameBytes } from "../../../src/token/code/masked-name.ts";

const passages = PASSAGE_POLICIES.flatMap(({ rows }) => rows).map(({ name, answer, sentence }) => ({
  row: name,
  answer,
  sentence,
}));
const name = fc
  .array(fc.constantFrom('"', "\\", "/", "*", "尹", "José", "👩", "'", "<", "·", "a", " "), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join("").normalize("NFC"))
  .filter((text) => maskedNameBytes(text) !== null);
const instant = fc.integer({ min: 0, max: 0xffffffff }).map((seconds) => seconds * 1000);

const answers: fc.Arbitrary<ValidAnswer> = fc.record({
  issuer: fc.constantFrom("0", "42", "4201"),
  kind: fc.constantFrom("live", "paper"),
  colour: fc.constantFrom(...COLOURS),
  flags: fc.constantFrom([], [...FLAGS]),
  maskedName: name,
  declaredAt: fc.option(instant),
  issuedAt: instant,
  expiresAt: instant,
  statusChecked: fc.boolean(),
  passage: fc.constantFrom(...passages),
});

test("the text is what JSON.stringify makes of the answer, and the contract accepts it", () => {
  fc.assert(
    fc.property(answers, (answer) => {
      const { declaredAt, issuedAt, expiresAt, statusChecked, passage, ...code } = answer;
      const times = { declaredAt: instantOf(declaredAt), issuedAt: instantOf(issuedAt), expiresAt: instantOf(expiresAt) };
      const text = validAnswer(answer);
      expect(text).toBe(JSON.stringify({ valid: true, ...code, ...times, statusChecked, passage }));
      expect(verifyResponse.safeParse(JSON.parse(text)).success).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
