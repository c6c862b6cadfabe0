/** Style sheets of the screens: each is loaded with its screen and then also applies to all others, so no class may have styles in two folders. */
import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";

const SHARED = "src/pwa/styles";

function classesOf(sheet: string): ReadonlySet<string> {
  const rules = readFileSync(sheet, "utf8").replaceAll(/\/\*.*?\*\//gsu, "");
  const selectors = [...rules.matchAll(/[^{}]+(?=\{)/gu)].flatMap(([list]) => list.split(","));
  // `.elder` is a class of the page's root in elder mode: the class after it is the one that gets the style.
  return new Set(selectors.flatMap((selector) => /^\s*(?:\.elder\s+)?(\.[\w-]+)/u.exec(selector)?.[1] ?? []));
}

test("no class has styles in two folders, so that a screen looks the same whichever screen was open before", () => {
  const rooms = new Map<string, Set<string>>();
  for (const sheet of globSync("src/pwa/**/*.css").filter((each) => dirname(each) !== SHARED))
    for (const name of classesOf(sheet)) rooms.set(name, new Set([...(rooms.get(name) ?? []), dirname(sheet)]));
  expect(rooms.get(".code-frame")).toEqual(new Set(["src/pwa/resident/code"]));
  expect([...rooms].filter(([, dressing]) => dressing.size > 1)).toEqual([]);
});
