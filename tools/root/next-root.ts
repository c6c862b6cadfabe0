/** The root after the one that holds, or the first one: the text that the holders of the root keys then read and sign. */
import { type FileKey, MAX_KEYS, type Role, type Root } from "../../src/domain/federation/trust-files.ts";
import { DAY_MS } from "../../src/domain/instant.ts";
import { FILE_TYPES } from "../../src/token/federation/read-file.ts";
import { rootMembers } from "../../src/token/federation/root.ts";
import { type FileSigner, generalText, payloadBytes, signPart } from "../../src/token/federation/signed-file.ts";
import { KEY_NAMES, ROLE_NAMES, type RoleName } from "../register/key-names.ts";

const VALID_MS = 400 * DAY_MS;

/** The changes of a root. The name of a key says its role. */
export interface RootChanges {
  readonly joining: readonly FileKey[];
  /** The names of keys that leave. */
  readonly leaving: readonly string[];
  /** By the name of a key that leaves, the key in its place. */
  readonly replacing: ReadonlyMap<string, FileKey>;
  /** Absent: as in the root before. A state has one signature. */
  readonly thresholds: Readonly<Partial<Record<Exclude<RoleName, "state">, number>>>;
}

/** @param before null: there is none yet @param now ms. Throws with the sentence of what readers would refuse. */
export function nextRoot(before: Root | null, changes: RootChanges, now: number): Root {
  const { joining, leaving, replacing, thresholds } = changes;
  const present = ROLE_NAMES.flatMap((name) => before?.roles[name].keys ?? []);
  for (const kid of [...leaving, ...replacing.keys()])
    if (!present.some((key) => key.kid === kid)) throw new Error(`The root has no key ${kid}.`);
  for (const [kid, key] of replacing)
    if (roleOf(kid) !== roleOf(key.kid)) throw new Error(`${key.kid} has another role than ${kid}.`);
  const stay = present.filter(({ kid }) => !leaving.includes(kid)).map((key) => replacing.get(key.kid) ?? key);
  const keys = [...stay, ...joining];
  const role = (name: RoleName): Role => {
    const threshold = name === "state" ? 1 : (thresholds[name] ?? before?.roles[name].threshold);
    if (threshold === undefined) throw new Error(`The role ${name} has no threshold: --threshold ${name}=NUMBER`);
    return { threshold, keys: keys.filter(({ kid }) => roleOf(kid) === name) };
  };
  const roles = { root: role("root"), register: role("register"), state: role("state") };
  const root = { version: (before?.version ?? 0) + 1, issuedAt: now, expiresAt: now + VALID_MS, roles };
  mustFollow(root, before);
  return root;
}

function roleOf(kid: string): RoleName {
  const role = ROLE_NAMES.find((name) => KEY_NAMES[name].test(kid));
  if (role === undefined) throw new Error(`${kid}: a key is called root.1, 0.o1 or 0.s1, with any number`);
  return role;
}

/** Throws with the reason why readers would not read this root, or no state under it. */
function mustBeReadable({ roles }: Root): void {
  for (const name of ROLE_NAMES) {
    const { threshold, keys } = roles[name];
    if (keys.length === 0) throw new Error(`The role ${name} has no key.`);
    if (keys.length > MAX_KEYS)
      throw new Error(`The role ${name} has ${keys.length} keys, and readers take ${MAX_KEYS} at most.`);
    if (!Number.isSafeInteger(threshold) || threshold < 1) throw new Error(`The threshold of ${name} is no whole number from 1.`);
    if (threshold > keys.length)
      throw new Error(
        `The threshold of ${name} is ${threshold}, and the role has fewer keys (${keys.length}): nobody could sign.`,
      );
  }
  if (roles.state.threshold > 1) throw new Error("The threshold of state is 1: a state has one signature.");
  const keys = ROLE_NAMES.flatMap((name) => roles[name].keys);
  for (const [at, { kid, x }] of keys.entries()) {
    const earlier = keys.slice(0, at);
    if (earlier.some((key) => key.kid === kid)) throw new Error(`Two keys are called ${kid}.`);
    const same = earlier.find((key) => key.x === x);
    if (same !== undefined) throw new Error(`${same.kid} and ${kid} are one key: its holder would count twice.`);
  }
}

/** Throws with the reason why nobody may sign this root. @param before null: there is none yet */
export function mustFollow(root: Root, before: Root | null): void {
  mustBeReadable(root);
  const { version, roles } = root;
  const expected = (before?.version ?? 0) + 1;
  if (version !== expected)
    throw new Error(
      before === null
        ? `It has version ${version}: --before names the root of version ${version - 1}.`
        : `It has version ${version}; after root ${before.version} comes version ${expected}.`,
    );
  const known = new Map(ROLE_NAMES.flatMap((name) => before?.roles[name].keys ?? []).map(({ kid, x }) => [kid, x]));
  for (const { kid, x } of ROLE_NAMES.flatMap((name) => roles[name].keys))
    if ((known.get(kid) ?? x) !== x)
      throw new Error(`${kid} is the name of another key in root ${expected - 1}: a new key has a new name.`);
}

/** The text of a root with the signatures of these holders. */
export async function rootText(root: Root, holders: readonly FileSigner[]): Promise<string> {
  const payload = payloadBytes(rootMembers(root));
  return generalText(payload, await Promise.all(holders.map((holder) => signPart(payload, FILE_TYPES.root, holder))));
}
