/** Links of a hand-over name an issuer, a purpose and a hash, or a code and a hand-over, and nothing else is read. */
import { expect, test } from "vitest";
import type { IssuerCode } from "../../../../../src/domain/issuer/issuer.ts";
import { askLink, readAsk, readReturn, returnLink } from "../../../../../src/pwa/resident/code/handover-link.ts";

const HASH = "A".repeat(43);
const RETURN = { code: "1".repeat(510), handover: "B".repeat(139) };

test("what a page writes, the other one reads", () => {
  const asked = { target: "0" as IssuerCode, purpose: "convert", keysHash: HASH } as const;
  expect(askLink(asked)).toBe(`/handover#0.convert.${HASH}`);
  expect(readAsk(askLink(asked).slice("/handover".length))).toEqual(asked);
  expect(readReturn(returnLink(RETURN).slice("/handover/code".length))).toEqual(RETURN);
});

test.each([
  "",
  "#",
  `#0.convert`,
  `#0.convert.${HASH}.`,
  `#0.convert.${HASH.slice(1)}`,
  `#0.convert.${HASH}A`,
  `#00.convert.${HASH}`,
  `#0.move.${HASH}`,
  `#https://evil.example.convert.${HASH}`,
])("%s asks for nothing", (hash) => {
  expect(readAsk(hash)).toBeNull();
});

test.each(["", "#", `#${RETURN.code}`, `#${RETURN.code}.${RETURN.handover}.x`, `#1.${RETURN.handover}`, `#${RETURN.code}.B`])(
  "%s brings nothing back",
  (hash) => {
    expect(readReturn(hash)).toBeNull();
  },
);
