/** The folder of the pictures of screens, which `npm run screens` sets in YIMA_SCREENS. Every other run takes no pictures. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../tools/command.ts";

/** The path of a picture by its name, in a folder that now exists; undefined in a run without pictures. */
export function pictureFile(name: string): string | undefined {
  const folder = process.env.YIMA_SCREENS;
  if (folder === undefined) return undefined;
  mkdirSync(join(root, folder), { recursive: true });
  return join(root, folder, `${name}.png`);
}

export function takesPictures(): boolean {
  return process.env.YIMA_SCREENS !== undefined;
}
