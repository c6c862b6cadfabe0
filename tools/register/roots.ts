/** The root of an officer, and the one before it, whose officers may have signed the register that holds: otherwise none could follow it after many of them have left. docs/trust.md §1. */
import type { Register, Root, Verified } from "../../src/domain/federation/trust-files.ts";
import { readRegister } from "../../src/token/federation/register.ts";
import { readRoot } from "../../src/token/federation/root.ts";
import { rootAt, textAt, valueOf } from "./candidate.ts";

export interface Roots {
  readonly root: Root;
  /** Null: the register that holds must count under `root`. */
  readonly before: Root | null;
}

/** Reads the root of the officer. Throws if it is not the next one after `before`, signed by the holders of both. */
export async function rootsAt(path: string, before: string | undefined): Promise<Roots> {
  if (before === undefined) return { root: await rootAt(path), before: null };
  const old = await rootAt(before);
  const root = valueOf(path, await readRoot(await textAt(path), old));
  if (root.version !== old.version + 1)
    throw new Error(`--before names root ${old.version}; before root ${root.version} comes root ${root.version - 1}.`);
  return { root, before: old };
}

/**
 * A register that holds, as enough officers of the root have signed it, or of the root before: then under that root or an earlier one. Only what follows it is
 * signed, and that names the present root. Throws with the code of the refusal under the present root.
 */
export async function heldUnder(
  { root, before }: Roots,
  place: string,
  text: string,
  local: boolean,
): Promise<Verified<Register>> {
  const read = await readRegister(text, root, local);
  if (read.ok || before === null || read.refusal.code !== "file_signature_missing") return valueOf(place, read);
  const old = await readRegister(text, before, local);
  return valueOf(place, old.ok && old.value.file.root <= before.version ? old : read);
}
