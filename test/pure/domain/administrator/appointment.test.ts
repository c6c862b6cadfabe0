/** An administrator appoints in the divisions below, at any distance, and nowhere else. product.md §4. */
import { expect, test } from "vitest";
import { mayAppoint } from "../../../../src/domain/administrator/appointment.ts";

const ACCEPTED = { ok: true, value: null };
const REFUSED = { ok: false, refusal: { code: "not_above" } };

test.each([
  ["a street for its community", "420107001", "420107001002", ACCEPTED],
  ["a city for a community far below", "4201", "420107001002", ACCEPTED],
  ["a district for its street", "420107", "420107001", ACCEPTED],
  ["a community for itself", "420107001002", "420107001002", REFUSED],
  ["a community for its street", "420107001002", "420107001", REFUSED],
  ["a street for another's community", "420107002", "420107001002", REFUSED],
  ["a street for a street beside it", "420107001", "420107002", REFUSED],
])("%s", (_, office, division, outcome) => {
  expect(mayAppoint(office, division)).toEqual(outcome);
});
