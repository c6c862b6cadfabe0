/** The builds of earlier releases, for tests that upgrade from them: test/states/COMMIT.zip, which `npm run keep-release` makes. */
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { root } from "../../../tools/command.ts";
import { removeState } from "../state.ts";

export interface Release {
  /** The commit at which an issue was resolved. */
  readonly commit: string;
  /** A time at which its build ran, ISO 8601. */
  readonly at: string;
  /** A time at which this build takes its place: within the 30 days in which the requests of the previous release are taken. */
  readonly upgradedAt: string;
}

/** The release before this one. */
export const PREVIOUS: Release = {
  commit: "f088538",
  at: "2026-11-23T22:00:00.000Z",
  upgradedAt: "2026-12-01T02:00:00.000Z",
};

export interface UnpackedRelease {
  /** The directory with `wrangler.toml` and `dist/`. */
  readonly home: string;
  /** The directory of the phone's files. */
  readonly client: string;
  readonly remove: () => void;
}

/** Unpacks a release into a directory. It reads the division packs of this build, which are not in the archive. */
export function unpackRelease({ commit }: Release): UnpackedRelease {
  const home = mkdtempSync(join(tmpdir(), "yima-release-"));
  const client = join(home, "dist/client");
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(join(root, "test/states", `${commit}.zip`))))) {
    const path = join(home, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  symlinkSync(join(root, "dist/client/divisions"), join(client, "divisions"), "dir");
  return { home, client, remove: () => removeState(home) };
}
