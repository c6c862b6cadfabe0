/** The folder of screen pictures: `npm run screens` sets it, and every other run takes no pictures. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../tools/command.ts";

/** The path of a picture by its name, in its existing folder; undefined in a run without pictures. */
export function pictureFile(name: string): string | undefined {
  const folder = process.env.YIMA_SCREENS;
  if (folder === undefined) return undefined;
  mkdirSync(join(root, folder), { recursive: true });
  return join(root, folder, `${name}.png`);
}

export function takesPictures(): boolean {
  return process.env.YIMA_SCREENS !== undefined;
}
