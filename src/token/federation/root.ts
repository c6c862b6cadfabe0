/** Reads and writes a root: whose keys sign the other files of trust, and the root after it. docs/trust.md §1. */
import { MAX_KEYS, type Role, type Root } from "../../domain/federation/trust-files.ts";
import { accept } from "../../domain/result.ts";
import { type Fields, fieldsOf, listOf } from "../status/fields.ts";
import { type Candidate, datesIn, datesOf, isCount, malformed, opened, type Read, readUnsigned, unsigned } from "./read-file.ts";
import { areDifferent, fileKeyOf, jwkOf, signers } from "./signed-file.ts";

/**
 * The first root, which the deployment's setting has whole; or the one after `before`, which the keys of both must have signed.
 */
export async function readRoot(text: string, before: Root | null): Read<Root> {
  const file = opened(text, "root");
  if (!file.ok) return file;
  const root = rootOf(file.value.payload);
  if (root === null) return malformed("root");
  const roles = before === null ? [root.roles.root] : [before.roles.root, root.roles.root];
  for (const role of roles) if ((await signers(file.value, role)) < role.threshold) return unsigned("root");
  return accept(root);
}

function rootOf({ version, root, register, state, ...rest }: Fields): Root | null {
  const roles = { root: roleOf(root), register: roleOf(register), state: roleOf(state) };
  const dates = datesOf(rest);
  if (!isCount(version, 1) || dates === null || !roles.root || !roles.register || !roles.state) return null;
  const { root: roots, register: officers, state: online } = roles;
  // A key of two roles would be one person's who counts twice, or the online key among the officers'.
  if (!areDifferent([...roots.keys, ...officers.keys, ...online.keys])) return null;
  return { version, ...dates, roles: { root: roots, register: officers, state: online } };
}

function roleOf(value: unknown): Role | null {
  const { threshold, keys } = fieldsOf(value);
  const read = (listOf(keys) ?? []).map((key) => fileKeyOf(key));
  if (read.length === 0 || read.length > MAX_KEYS || !read.every((key) => key !== null)) return null;
  return isCount(threshold, 1) && threshold <= read.length ? { threshold, keys: read } : null;
}

/** Reads a root that is not signed yet, or not by all who must. */
export function readRootCandidate(text: string): Read<Candidate<Root>> {
  return readUnsigned(text, "root", rootOf);
}

/** The members of a root. */
export function rootMembers({ version, roles, ...dates }: Root): Fields {
  const { root, register, state } = roles;
  return { version, ...datesIn(dates), root: roleMembers(root), register: roleMembers(register), state: roleMembers(state) };
}

function roleMembers({ threshold, keys }: Role): Fields {
  return { threshold, keys: keys.map(jwkOf) };
}
