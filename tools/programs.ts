/** Finds programs of this machine. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of one of these programs, from the first folder of the search path that has one; undefined if none has. */
export function onPath(...names: readonly string[]): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
