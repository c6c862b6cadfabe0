/** The pictures that docs/screens must have, by the links in README.md and the pages under docs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.ts";

/** The most pictures in docs/screens, and their most bytes together, so that a clone stays small. */
export const MAX_PICTURES = 30;
export const MAX_PICTURE_BYTES = 3 * 1024 * 1024;

export const pictureFolder = join(root, "docs", "screens");

/** The names of the linked pictures in docs/screens, each once, sorted. */
export function documentPictures(): readonly string[] {
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name));
  const links = ["README.md", ...pages].flatMap((page) =>
    Array.from(readFileSync(join(root, page), "utf8").matchAll(/\bscreens\/([\w-]+\.png)\b/g), ([, name = ""]) => name),
  );
  return [...new Set(links)].toSorted();
}
