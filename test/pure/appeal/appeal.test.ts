/** What granting an appeal changes. Source: product.md §3, §6. */
import { expect, test } from "vitest";
import { type Ground, grantedBy, GROUNDS } from "../../../src/domain/appeal/appeal.ts";
import type { FactKind } from "../../../src/domain/fact/fact.ts";

/** 00:30 of the next day in China. */
const AT = Date.parse("2026-11-22T16:30:00Z");
const TEST = { kind: "test_negative", from: "2026-11-23", until: null, source: "420107", reference: "appeal-1" };

function granted(ground: Ground, kind: FactKind | null) {
  const entry = kind === null ? null : { kind, source: "420107", reference: "7-31" };
  const change = grantedBy({ id: "appeal-1", at: AT, region: "420107", entry }, ground);
  return change.ok ? change.value : change.refusal.code;
}

test.for(GROUNDS.filter((ground) => ground !== "tested_negative"))(
  "%s takes the entry back, and nothing where there is none",
  (ground) => {
    expect(granted(ground, "close_contact")).toEqual({
      withdrawn: { kind: "close_contact", source: "420107", reference: "7-31" },
    });
    expect(granted(ground, null)).toBe("ground_does_not_fit");
  },
);

test.for<FactKind | null>([null, "fever", "onsite_fever"])(
  "a negative test that came with an appeal against a fever (%s) counts from that day in China",
  (kind) => {
    expect(granted("tested_negative", kind)).toEqual({ fact: TEST });
  },
);

test.for<FactKind>(["confirmed", "close_contact", "home_isolation"])("a negative test takes nobody from the list %s", (kind) => {
  expect(granted("tested_negative", kind)).toBe("ground_does_not_fit");
});
