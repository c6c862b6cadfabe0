/** The beginning of a nation on one machine: a root with its keys, the officers' keys and the online key, each in a file of its own. docs/trust.md §6. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FileSigner } from "../../src/token/federation/signed-file.ts";
import { nextRoot, rootText } from "../root/next-root.ts";
import { makeOnlineKey } from "../root/online-key.ts";
import { makeOfficerKey, readOfficerKey } from "./officer-key.ts";

const ROOT_KEYS = ["root.1", "root.2", "root.3", "root.4", "root.5"] as const;
const ROOT_THRESHOLD = 3;
const OFFICERS = ["0.o1", "0.o2"] as const;
const ONLINE_KEY = "0.s1";
/** The passphrase of every key of a nation on one machine, whose files only its owner can read. */
export const LOCAL_PASSPHRASE = "one machine only";

export interface LocalNation {
  /** The text of the root. */
  readonly root: string;
  /** The private JWK by which the nation signs states. */
  readonly onlineKey: string;
}

/** The nation of this machine, made at the first call. @param directory has `root.json`, `online.json`, and a key of each officer and of the root */
export async function localNation(directory: string, now: number): Promise<LocalNation> {
  const [rootPath, onlinePath] = [join(directory, "root.json"), join(directory, "online.json")];
  if (!existsSync(rootPath)) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const keyOf = (kid: string) => makeOfficerKey(kid, join(directory, `${kid}.key`), LOCAL_PASSPHRASE);
    const officers = await Promise.all(OFFICERS.map(keyOf));
    const keys = await Promise.all(ROOT_KEYS.map(keyOf));
    const online = await makeOnlineKey(ONLINE_KEY, onlinePath);
    const thresholds = { root: ROOT_THRESHOLD, register: OFFICERS.length };
    const joining = [...keys, ...officers, online];
    const root = nextRoot(null, { joining, leaving: [], replacing: new Map(), thresholds }, now);
    writeFileSync(rootPath, await rootText(root, await localHolders(directory)));
  }
  return { root: readFileSync(rootPath, "utf8"), onlineKey: readFileSync(onlinePath, "utf8").trim() };
}

/** As many holders of the root as must sign the next one. */
export function localHolders(directory: string): Promise<readonly FileSigner[]> {
  const signing = ROOT_KEYS.slice(0, ROOT_THRESHOLD);
  return Promise.all(signing.map((kid) => readOfficerKey(join(directory, `${kid}.key`), LOCAL_PASSPHRASE)));
}
