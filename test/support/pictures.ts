/** Where pictures of screens go: `npm run screens` names a folder, every other run takes none. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../tools/command.ts";

/** The file of a picture by its name, its folder made; undefined in a run without pictures. */
export function pictureFile(name: string): string | undefined {
  const folder = process.env.YIMA_SCREENS;
  if (folder === undefined) return undefined;
  mkdirSync(join(root, folder), { recursive: true });
  return join(root, folder, `${name}.png`);
}

export function takesPictures(): boolean {
  return process.env.YIMA_SCREENS !== undefined;
}
