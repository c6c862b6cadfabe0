/** The filters of the passes, between the page's address and the API. */
import { expect, it } from "vitest";
import { apiQuery, filterOf, withFilter } from "../../../../../src/pwa/admin/passes/filter.ts";

const queryOf = (address: string) => apiQuery(new URLSearchParams(address));

it("the request to the API has each filter of the address and nothing else of it", () => {
  expect(queryOf("person=r1&point=p1&collector=c1&colour=yellow&passes-sort=-at&page=x")).toEqual({
    person: "r1",
    point: "p1",
    collector: "c1",
    colour: "yellow",
  });
});

it("the request has its times as instants of Beijing", () => {
  expect(apiQuery(new URLSearchParams("from=2020-02-29T07:30&to=2020-02-29T20:15")).from).toBe("2020-02-29T07:30:00+08:00");
});

it.each(["from=", "from=yesterday", "to=2020-02-29", "to=2020-02-29T20:15:00Z", "point="])("%s is no filter", (address) => {
  expect(filterOf(new URLSearchParams(address)).size).toBe(0);
});

it("a change of one filter keeps the others and the order, and goes back to the first page", () => {
  const address = new URLSearchParams("point=p1&passes-sort=who&page=x");
  expect([withFilter(address, "colour", "red").toString(), withFilter(address, "point", "").toString()]).toEqual([
    "point=p1&passes-sort=who&colour=red",
    "passes-sort=who",
  ]);
});
