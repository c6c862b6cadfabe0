/** Files of operators' keys, for tests of the operators' commands. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OperatorSigner } from "../../src/token/secret/operator.ts";

export interface KeyFiles {
  readonly directory: string;
  /** Writes a key into a file that only its owner can read, and returns the path. @param mode the permissions */
  readonly write: (key: OperatorSigner, mode?: number) => string;
  readonly remove: () => void;
}

/** A new directory for key files. */
export function keyFiles(): KeyFiles {
  const directory = mkdtempSync(join(tmpdir(), "yima-operators-"));
  const write = (key: OperatorSigner, mode = 0o600) => {
    const path = join(directory, `${key.name}-${mode.toString(8)}.json`);
    writeFileSync(path, JSON.stringify(key), { mode });
    return path;
  };
  return { directory, write, remove: () => rmSync(directory, { recursive: true }) };
}
