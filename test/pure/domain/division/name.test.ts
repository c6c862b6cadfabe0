/** Names as people say them. */
import { expect, test } from "vitest";
import { shownName } from "../../../../src/domain/division/name.ts";

test.each([
  ["康苑社区居委会", "康苑社区"],
  ["红星社区居民委员会", "红星社区"],
  ["群力村委会", "群力村"],
  ["群力村村民委员会", "群力村"],
  ["群力村村委会", "群力村"],
  ["红卫路街道", "红卫路街道"],
  ["民院居委会", "民院居委会"],
  ["青山区", "青山区"],
])("%s is said %s", (name, said) => {
  expect(shownName(name)).toBe(said);
});
