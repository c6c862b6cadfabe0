/** The style sheets of the screens: each is loaded when its screen is, and from then on holds everywhere. */
import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";

const SHARED = "src/pwa/styles";

function classesOf(sheet: string): ReadonlySet<string> {
  const rules = readFileSync(sheet, "utf8").replaceAll(/\/\*.*?\*\//gsu, "");
  const selectors = [...rules.matchAll(/[^{}]+(?=\{)/gu)].flatMap(([list]) => list.split(","));
  // The elder dress is on the page's root: what counts is whom it dresses.
  return new Set(selectors.flatMap((selector) => /^\s*(?:\.elder\s+)?(\.[\w-]+)/u.exec(selector)?.[1] ?? []));
}

test("no class is dressed by two rooms, so that a screen looks the same whichever was opened before it", () => {
  const rooms = new Map<string, Set<string>>();
  for (const sheet of globSync("src/pwa/**/*.css").filter((each) => dirname(each) !== SHARED))
    for (const name of classesOf(sheet)) rooms.set(name, new Set([...(rooms.get(name) ?? []), dirname(sheet)]));
  expect(rooms.get(".code-frame")).toEqual(new Set(["src/pwa/resident/code"]));
  expect([...rooms].filter(([, dressing]) => dressing.size > 1)).toEqual([]);
});
