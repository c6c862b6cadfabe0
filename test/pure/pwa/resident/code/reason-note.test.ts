/** When a phone asks for the reason of its colour again. */
import { expect, it } from "vitest";
import { isReasonDue } from "../../../../../src/pwa/resident/code/reason-note.ts";

const NOW = Date.parse("2020-03-01T08:00:00+08:00");
const MINUTE = 60_000;

function keptFor(minutes: number, until: string | null = null) {
  const sentence = { zh: "密切接触者", en: "A close contact" };
  const colour = { colour: "yellow", row: "close_contact", reason: sentence, since: "2020-03-01T00:00:00Z", until } as const;
  const rest = { ends: sentence, ask: sentence, checkIn: null, appeal: null, ruleSet: { id: "hubei-2020-03", version: 1 } };
  return { askedAtMs: NOW - minutes * MINUTE, colour: { ...colour, ...rest } };
}

const shown = (changedAtMs: number, colour: "yellow" | "green" = "yellow") => ({ changedAtMs, colour });

it.for<readonly [string, Parameters<typeof isReasonDue>, boolean]>([
  ["where nothing was ever answered", [undefined, shown(0), NOW], true],
  ["not within ten minutes", [keptFor(9), shown(0), NOW], false],
  ["after ten minutes", [keptFor(10), shown(0), NOW], true],
  ["after a new declaration or revocation", [keptFor(2), shown(NOW - MINUTE), NOW], true],
  ["not after an older declaration", [keptFor(2), shown(NOW - 3 * MINUTE), NOW], false],
  ["when the colour should have ended since", [keptFor(2, "2020-03-01T08:00:00+08:00"), shown(0), NOW], true],
  ["not before it should end", [keptFor(2, "2020-03-01T08:00:01+08:00"), shown(0), NOW], false],
  ["not at once again where it had ended when it was asked", [keptFor(2, "2020-03-01T07:57:00+08:00"), shown(0), NOW], false],
  ["soon where the code has another colour than the one that was explained", [keptFor(1), shown(0, "green"), NOW], true],
  ["and not again at once", [{ ...keptFor(1), askedAtMs: NOW - 9999 }, shown(0, "green"), NOW], false],
])("%s", ([, asked, expected]) => {
  expect(isReasonDue(...asked)).toBe(expected);
});
