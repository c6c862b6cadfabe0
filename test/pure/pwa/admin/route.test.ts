/** Addresses of the workbench on the PC. */
import { expect, it } from "vitest";
import { addressOf, collectorOf, placeOf } from "../../../../src/pwa/admin/route.ts";

const read = (path: string, issuer = "4201"): readonly unknown[] => {
  const place = placeOf(path, issuer);
  return [place?.division, place?.page.name];
};

it.each([
  ["/admin/420107001002", "420107001002", "board"],
  ["/admin/420107001002/statistics", "420107001002", "statistics"],
  ["/admin/420107001", "420107001", "statistics"],
  ["/admin/420107001002/collectors", "420107001002", "collectors"],
  ["/admin/420107001/exports", "420107001", "exports"],
  ["/admin/420107001/points", "420107001", "points"],
  ["/admin/420107001002/nowhere", "420107001002", "board"],
  ["/admin/420107", "420107", "statistics"],
  ["/admin/420107/applications", "420107", "applications"],
  ["/admin/420107/track", "420107", "track"],
  ["/admin/420107001002/looks", "420107001002", "looks"],
  ["/admin/420107001002/applications", "420107001002", "board"],
  ["/admin/4201/proposals", "4201", "proposals"],
  ["/admin/4201/facts", "4201", "facts"],
  ["/admin/4201/areas", "4201", "areas"],
  ["/admin/420107/areas", "420107", "statistics"],
  ["/admin/420107001002/facts", "420107001002", "board"],
  ["/admin/42/rules", "42", "rules"],
  ["/admin/420107001/rules", "420107001", "statistics"],
  ["/admin/420107/proposals", "420107", "statistics"],
  ["/admin/420107001002/proposals", "420107001002", "board"],
  ["/admin/420107001002/appeals", "420107001002", "appeals"],
  ["/admin/42/appeals", "42", "appeals"],
  ["/admin/420107/reviews", "420107", "reviews"],
  ["/admin/4201/reviews", "4201", "reviews"],
  ["/admin/42/reviews", "42", "statistics"],
  ["/admin/4201/clients", "4201", "clients"],
  ["/admin/420107/clients", "420107", "statistics"],
  ["/admin/420107001/reviews", "420107001", "statistics"],
  ["/admin/420107/decisions", "420107", "decisions"],
  ["/admin/420107001/decisions", "420107001", "statistics"],
])("the address %s gives its division and its page", (path, division, page) => {
  expect(read(path)).toEqual([division, page]);
});

it.each(["/admin", "/admin/elsewhere"])("%s leads to the choice of a division", (path) => {
  expect(placeOf(path, "4201")).toBeNull();
});

it.each([
  ["/admin/420107001002/collectors/AAAA-bbb_9", "AAAA-bbb_9"],
  ["/admin/420107001002/collectors", null],
  ["/admin/420107001002/collectors/AAAA-bbb_9/more", null],
  ["/admin/420107001002/points/AAAA-bbb_9", null],
])("%s names the collector %s", (path, collector) => {
  expect(collectorOf(path)).toBe(collector);
  expect(read(path)[0]).toBe("420107001002");
});

it("a city under a province's issuer sees none of the pages of the province's officers", () => {
  const places = ["facts", "proposals", "rules"].map((page) => read(`/admin/4201/${page}`, "42")[1]);
  expect(places).toEqual(["statistics", "statistics", "rules"]);
});

it("a division above a street has no page of collection points", () => {
  expect(read("/admin/420107/points")).toEqual(["420107", "statistics"]);
});

it.each([
  ["420107001002", "/admin/420107001002/board"],
  ["420107", "/admin/420107/statistics"],
])("the first page of %s stands at its address", (division, address) => {
  expect(addressOf(division)).toBe(address);
});
