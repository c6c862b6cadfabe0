/** The division table on the edge, read from the real packs through the real asset binding. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { DivisionMatch } from "../../../src/contract/division.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { openDivisions } from "../../../src/storage/divisions.ts";
import { COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const match = (text: string) =>
  new Visitor().ask<DivisionMatch>("GET", `/api/v1/divisions/match?text=${encodeURIComponent(text)}`);

test("a street by its district and name is one code, with the names above it", async () => {
  expect(await match("青山区红卫路街道")).toEqual({
    matches: [{ code: "420107001", path: ["湖北省", "武汉市", "青山区", "红卫路街道"] }],
    unmatched: "",
  });
});

test("what no division explains is said and never guessed", async () => {
  const { matches, unmatched } = await match("红卫路街道钢都社区");
  expect(matches.map(({ code }) => code)).toEqual(["420107001"]);
  expect(unmatched).toBe("钢都社区");
});

test("a code exists or not, at every level, and an invented one fetches no page for a pack", async () => {
  const divisions = openDivisions(env, { issuer: { code: "4201" as IssuerCode }, now: Date.now() });
  const codes = [
    "42",
    "4201",
    "420107",
    "420107001",
    COMMUNITY,
    "430102001",
    "99",
    "4299",
    "429999001",
    "420107999",
    "420107001999",
    "x",
  ];
  const known = await Promise.all(codes.map((code) => divisions.exists(code)));
  expect(known).toEqual([true, true, true, true, true, true, false, false, false, false, false, false]);
  expect((await divisions.path(COMMUNITY))?.at(-1)).toContain("康苑社区");
});

test("what was added is asked of KV as often as there are counties, whatever codes somebody makes up", async () => {
  const asked: string[] = [];
  const PUBLISHED = {
    list({ prefix }: KVNamespaceListOptions) {
      asked.push(prefix ?? "");
      return Promise.resolve({ list_complete: true, keys: [], cacheStatus: null });
    },
  } as unknown as KVNamespace;
  const issuer = { code: "4201" as IssuerCode };
  const divisionsAt = (now: number) => openDivisions({ ASSETS: env.ASSETS, PUBLISHED }, { issuer, now });
  const now = Date.now() + 86_400_000;
  const early = divisionsAt(now);
  for (const invented of ["420106001901", "420106001902", "420106002999", "420199001901", "110101001901"])
    expect(await early.exists(invented)).toBe(false);
  for (const below of ["420106", "420106001", "420106002", "420199", "1101", "999999999"])
    expect(await early.additions(below)).toEqual([]);
  expect(asked.length).toBe(1);
  expect(await divisionsAt(now + 1_900).exists("420106001903")).toBe(false);
  expect(asked.length).toBe(1);
  expect(await divisionsAt(now + 2_100).exists("420106001903")).toBe(false);
  expect(asked.length).toBe(2);
});

test.each([
  ["", "400 bad_request /text"],
  ["?text=", "400 bad_request /text"],
  [`?text=${"青".repeat(101)}`, "400 bad_request /text"],
  ["?text=%F0%9F%98%80", "400 bad_request /text"],
  ["?text=%E9%9D%92%E5%B1%B1&deep=1", "400 bad_request /deep"],
])("a query %j is refused", async (query, refusal) => {
  expect(await new Visitor().refusal("GET", `/api/v1/divisions/match${query}`)).toBe(refusal);
});
