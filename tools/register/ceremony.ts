/** The beginning of a nation on one machine: a root with its keys, the officers' keys and the online key, each in a file of its own. docs/trust.md §6. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import type { FileKey, Root } from "../../src/domain/federation/trust-files.ts";
import { DAY_MS } from "../../src/domain/instant.ts";
import { FILE_TYPES } from "../../src/token/federation/read-file.ts";
import { rootMembers } from "../../src/token/federation/root.ts";
import { generalText, payloadBytes, signPart } from "../../src/token/federation/signed-file.ts";
import { writePrivateFile } from "../private-file.ts";
import { makeOfficerKey, readOfficerKey } from "./officer-key.ts";

const VALID_MS = 400 * DAY_MS;
const ROOT_KEYS = ["root.1", "root.2", "root.3", "root.4", "root.5"] as const;
const ROOT_THRESHOLD = 3;
const OFFICERS = ["0.o1", "0.o2"] as const;
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
    const online = await makeOnlineKey(onlinePath);
    const root: Root = {
      version: 1,
      issuedAt: now,
      expiresAt: now + VALID_MS,
      roles: {
        root: { threshold: ROOT_THRESHOLD, keys },
        register: { threshold: OFFICERS.length, keys: officers },
        state: { threshold: 1, keys: [online] },
      },
    };
    const payload = payloadBytes(rootMembers(root));
    const signing = ROOT_KEYS.slice(0, ROOT_THRESHOLD).map(async (kid) =>
      signPart(payload, FILE_TYPES.root, await readOfficerKey(join(directory, `${kid}.key`), LOCAL_PASSPHRASE)),
    );
    writeFileSync(rootPath, generalText(payload, await Promise.all(signing)));
  }
  return { root: readFileSync(rootPath, "utf8"), onlineKey: readFileSync(onlinePath, "utf8").trim() };
}

/** Makes the online key in a new file. @returns its public half, for the root */
async function makeOnlineKey(path: string): Promise<FileKey> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const { x = "", y = "", d } = await exportJWK(pair.privateKey);
  const jwk: JWK = { kty: "EC", crv: "P-256", kid: "0.s1", x, y, ...(d !== undefined && { d }) };
  writePrivateFile(path, `${JSON.stringify(jwk)}\n`);
  return { kid: "0.s1", x, y };
}
