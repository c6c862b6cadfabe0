/** When a phone asks again for the reason of its colour. */
import { expect, it } from "vitest";
import { isReasonDue } from "../../../../../src/pwa/resident/code/reason-note.ts";

const NOW = Date.parse("2020-03-01T08:00:00+08:00");
const MINUTE = 60_000;

function answerSince(minutes: number, until: string | null = null) {
  const sentence = { zh: "密切接触者", en: "A close contact" };
  const colour = { colour: "yellow", row: "close_contact", reason: sentence, since: "2020-03-01T00:00:00Z", until } as const;
  const rest = { ends: sentence, ask: sentence, checkIn: null, appeal: null, ruleSet: { id: "hubei-2020-03", version: 1 } };
  return { askedAtMs: NOW - minutes * MINUTE, colour: { ...colour, ...rest } };
}

const code = (changedAtMs: number, colour: "yellow" | "green" = "yellow") => ({ changedAtMs, colour });

it.for<readonly [string, Parameters<typeof isReasonDue>, boolean]>([
  ["the phone asks when it has no answer yet", [undefined, code(0), NOW], true],
  ["the phone does not ask again within ten minutes", [answerSince(9), code(0), NOW], false],
  ["the phone asks again after ten minutes", [answerSince(10), code(0), NOW], true],
  ["the phone asks again after a new declaration or revocation", [answerSince(2), code(NOW - MINUTE), NOW], true],
  ["the phone does not ask again after an older declaration", [answerSince(2), code(NOW - 3 * MINUTE), NOW], false],
  [
    "the phone asks again when the stated end of the colour has passed",
    [answerSince(2, "2020-03-01T08:00:00+08:00"), code(0), NOW],
    true,
  ],
  ["the phone does not ask again before the stated end", [answerSince(2, "2020-03-01T08:00:01+08:00"), code(0), NOW], false],
  [
    "the phone does not ask again at once when the colour had already ended at the answer",
    [answerSince(2, "2020-03-01T07:57:00+08:00"), code(0), NOW],
    false,
  ],
  ["the phone asks again soon when the code has another colour than the answer", [answerSince(1), code(0, "green"), NOW], true],
  [
    "the phone does not ask again at once for the other colour",
    [{ ...answerSince(1), askedAtMs: NOW - 9999 }, code(0, "green"), NOW],
    false,
  ],
])("%s", ([, question, expected]) => {
  expect(isReasonDue(...question)).toBe(expected);
});
