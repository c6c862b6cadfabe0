/** The pictures that the repository keeps: the ones that README.md and the pages under docs show. Their links are the list. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.ts";

/** Limits of docs/screens: a clone stays small. */
export const MAX_PICTURES = 30;
export const MAX_PICTURE_BYTES = 3 * 1024 * 1024;

export const keptFolder = join(root, "docs", "screens");

/** File names below docs/screens, each once, sorted. */
export function keptPictures(): readonly string[] {
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name));
  const links = ["README.md", ...pages].flatMap((page) =>
    Array.from(readFileSync(join(root, page), "utf8").matchAll(/\bscreens\/([\w-]+\.png)\b/g), ([, name = ""]) => name),
  );
  return [...new Set(links)].toSorted();
}
