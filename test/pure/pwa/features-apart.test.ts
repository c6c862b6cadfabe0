/** The folders of the app: a feature imports its own files and the shared ones; an import from another feature needs a reason in this file. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const APP = "src/pwa";

/** Shared folders: any feature may import them. */
const FURNITURE = new Set(["app", "ui", "styles", "division"]);

/** The files that list every screen or page of their part. They may import from every feature. */
const TABLES = new Set(["app/screens.ts", "admin/pages.ts", "community/route.ts"]);

/** The reason of each allowed import from another feature. The key is `importing folder > imported folder`. */
const ALLOWED: Readonly<Record<string, string>> = {
  "check > gate": "The page for everybody reads and verifies a code as a gate does, with its camera, its keys and its verdict.",
  "community/collectors > admin": "A community's pages on the PC have the PC's head and addresses.",
  "community/points > admin": "A community's pages on the PC have the PC's head and addresses.",
  "community/collectors > community/points":
    "A collector can be added once there is a point: the dialog leads to the point's form.",
  "community/collectors > gate":
    "A collector is added by scanning a code, and the gate's bar and notes stand above each page of the workbench.",
  "community/points > gate": "The gate's bar and notes stand above each page of the workbench.",
  "resident/login > resident/entry": "At the nation's host the login stands behind the question where the visitor lives.",
  "resident/declare > resident/entry": "At the nation's host the form leads to the region that serves the address.",
  "gate > community": "The gate works in the community that is open, and is one of the workbench's pages.",
};

/** Parts: each folder below a part is a feature, and the files directly in the part are shared by its features. */
const PARTS = new Set(["resident", "admin", "community"]);

function roomOf(file: string): string {
  const [part = "", ...rest] = file.split("/");
  return PARTS.has(part) && rest.length > 1 ? `${part}/${rest[0]}` : part;
}

interface Import {
  readonly from: string;
  readonly to: string;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(APP, file), "utf8");
  const specifiers = [...text.matchAll(/(?:from |import |import\()"(\.[^"]+)"/gu)].flatMap(([, path]) => path ?? []);
  return specifiers.map((path) => ({ from: file, to: join(dirname(file), path) }));
}

/** Whether an import stays within one feature, or takes a file that its part shares. */
function isWithin({ from, to }: Import): boolean {
  return roomOf(from) === roomOf(to) || roomOf(from).startsWith(`${roomOf(to)}/`);
}

const FOREIGN = globSync("**/*.{ts,tsx}", { cwd: APP })
  .filter((file) => file.includes("/") && !TABLES.has(file))
  .flatMap(importsOf)
  .filter((one) => !one.to.startsWith("..") && !FURNITURE.has(roomOf(one.to)) && !isWithin(one));

const pairOf = ({ from, to }: Import): string => `${roomOf(from)} > ${roomOf(to)}`;

test("no feature imports from the folder of another feature, except for the listed pairs", () => {
  expect(FOREIGN.filter((one) => ALLOWED[pairOf(one)] === undefined)).toEqual([]);
});

test("each listed pair is still needed", () => {
  const needed = new Set(FOREIGN.map(pairOf));
  expect(Object.keys(ALLOWED).filter((pair) => !needed.has(pair))).toEqual([]);
});
