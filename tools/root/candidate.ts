/** A root that its holders are about to sign: told in words beside the root before it, and who has signed it. */
import type { FileKey, Role, Root } from "../../src/domain/federation/trust-files.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { fingerprintOf } from "../../src/token/federation/fingerprint.ts";
import { type Candidate, FILE_TYPES } from "../../src/token/federation/read-file.ts";
import { readRootCandidate } from "../../src/token/federation/root.ts";
import { type SignaturePart, signaturesBy } from "../../src/token/federation/signed-file.ts";
import { textAt, valueOf } from "../register/candidate.ts";
import { ROLE_NAMES, type RoleName } from "../register/key-names.ts";

const ROLES: Readonly<Record<RoleName, string>> = {
  root: "根密钥 Root keys, which sign the next root",
  register: "名录官员 Officers, who sign the register",
  state: "在线密钥 Online keys, which sign states",
};
const MARKS = { joins: "+ 加入 joins ", leaves: "- 移除 leaves", stays: "  不变 stays " } as const;

export async function rootCandidateAt(place: string): Promise<Candidate<Root>> {
  return valueOf(place, await readRootCandidate(await textAt(place)));
}

/** All that the candidate says, with what it changes, line by line. @param before null: it is the first one */
export async function linesOf(
  { file: root, hash }: Pick<Candidate<Root>, "file" | "hash">,
  before: Root | null,
): Promise<readonly string[]> {
  const roles = ROLE_NAMES.map((name) => roleLines(name, root.roles[name], before?.roles[name] ?? null));
  return [
    `第 ${root.version} 号根文件 Root ${root.version}${before === null ? "" : `, after root ${before.version}`}`,
    `${instantOf(root.issuedAt)} – ${instantOf(root.expiresAt)}`,
    `SHA-256 ${hash}`,
    ...(await Promise.all(roles)).flat(),
    ...warnings(root.roles.register, before?.roles.register ?? null),
    ...rolesThatSign(root, before).map(({ version, role: { threshold, keys } }) => {
      const names = keys.map(({ kid }) => kid).join(", ");
      return `须由第 ${version} 号根的 ${keys.length} 把根密钥中的 ${threshold} 把签名 ${threshold} of the ${keys.length} root keys of root ${version} must sign: ${names}`;
    }),
  ];
}

async function roleLines(name: RoleName, role: Role, before: Role | null): Promise<readonly string[]> {
  const { threshold, keys } = role;
  const gone = (before?.keys ?? []).filter((key) => !has(role, key)).map((key) => ({ key, mark: MARKS.leaves }));
  const here = keys.map((key) => ({ key, mark: has(before, key) ? MARKS.stays : MARKS.joins }));
  const instead =
    before === null || before.threshold === threshold ? "" : `, 原为 in place of ${before.threshold} of ${before.keys.length}`;
  const lines = [...gone, ...here].map(async ({ key, mark }) => `  ${mark}  ${key.kid}  ${await fingerprintOf(key)}`);
  return [`${ROLES[name]}: ${threshold} of ${keys.length}${instead}`, ...(await Promise.all(lines))];
}

function has(role: Role | null, { kid, x, y }: FileKey): boolean {
  return role?.keys.some((key) => key.kid === kid && key.x === x && key.y === y) ?? false;
}

/** What officers must know before one of them leaves, or more must sign: readers verify the register that holds by the keys of the new root. */
function warnings({ threshold, keys }: Role, before: Role | null): readonly string[] {
  const stays = before?.keys.every((key) => has({ threshold, keys }, key)) ?? true;
  if (before === null || (stays && threshold <= before.threshold)) return [];
  return [
    `注意：留任官员中须有 ${threshold} 人签过现行名录，否则名录在新根下无效 Careful: the register that holds counts under this root only if ${threshold} of the officers who stay have signed it`,
  ];
}

/** The roles whose thresholds must sign the root: of the root before, and its own. */
export function rolesThatSign(root: Root, before: Root | null): readonly { readonly version: number; readonly role: Role }[] {
  return (before === null ? [root] : [before, root]).map(({ version, roles }) => ({ version, role: roles.root }));
}

export interface Signed {
  readonly version: number;
  readonly threshold: number;
  /** One signature of each holder of this root who has signed, by the name of the key. */
  readonly by: ReadonlyMap<string, SignaturePart>;
}

/** Who has signed the candidate, under the root before it and under itself. */
export async function signedBy(
  { file: root, payload }: Candidate<Root>,
  signatures: readonly SignaturePart[],
  before: Root | null,
) {
  const counted = rolesThatSign(root, before).map(async ({ version, role }): Promise<Signed> => {
    return { version, threshold: role.threshold, by: await signaturesBy(role, { payload, signatures }, FILE_TYPES.root) };
  });
  return Promise.all(counted);
}
