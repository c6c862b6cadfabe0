/** Requests credentials with new device keys and stores them. Loaded only when new ones are due: showing a stored one does not need this file. */
import { expiryOf } from "../../../domain/code/claims.ts";
import { instantOf } from "../../../domain/instant.ts";
import { accept } from "../../../domain/result.ts";
import { compressPoint } from "../../../token/code/live.ts";
import { signPossession } from "../../../token/code/possession.ts";
import { readCredential } from "../../../token/code/read-credential.ts";
import { type Answer, ask } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { askToPersist } from "../../app/install.tsx";
import { me } from "../../app/session.ts";
import { type PhoneCredential, writeCredentials } from "../../app/store.ts";

/** How many credentials, each with its own device key, the phone requests at a time (architecture.md, the code). */
const KEYS_PER_ISSUE = 4;

const requests = new Map<string, Promise<Answer<null>>>();

/** Requests new credentials with new device keys and stores them in place of all older ones of this person. A second call during the request gets the same answer. */
export function fetchCredentials(person: string): Promise<Answer<null>> {
  const request = requests.get(person) ?? fetchOnce(person).finally(() => requests.delete(person));
  requests.set(person, request);
  return request;
}

async function fetchOnce(person: string): Promise<Answer<null>> {
  const keys = await Promise.all(Array.from({ length: KEYS_PER_ISSUE }, makeDeviceKey));
  const deviceKeys = keys.map((key) => key.compressed);
  const at = instantOf(Math.round(correctedNow()));
  const proofs = keys.map((key) => signPossession({ person, at, deviceKey: key.compressed }, key.privateKey));
  const signatures = (await Promise.all(proofs)).map(base64url);
  const body = { deviceKeys, possession: { at, signatures } };
  const answer = await ask("POST /api/v1/people/:person/credentials", { person }, body);
  if (!answer.ok) return answer;
  // After a log-out during the request, nothing of that account may be stored.
  if (me.peek() === null) return accept(null);
  await writeCredentials(
    person,
    answer.value.credentials.flatMap((jws, index) => phoneCredentials(person, jws, keys[index], Date.parse(answer.value.madeAt))),
  );
  void askToPersist().catch(() => undefined);
  return accept(null);
}

/** The credential as the phone keeps it, with its key; none if it cannot be read. */
export function phoneCredentials(
  person: string,
  jws: string,
  key: DeviceKey | undefined,
  madeAtMs: number,
): readonly PhoneCredential[] {
  const read = readCredential(jws);
  if (!read.ok || key === undefined) return [];
  const { claims } = read.value;
  const { colour, flags, declaredAt, issuedAt } = claims;
  const lifetime = { issuedAtMs: issuedAt, madeAtMs, expiresAtMs: expiryOf(claims), shown: 0 };
  return [{ person, jws, deviceKey: key.privateKey, colour, flags, declaredAtMs: declaredAt, ...lifetime }];
}

export interface DeviceKey {
  readonly privateKey: CryptoKey;
  /** The compressed point, 33 bytes in base64url, as in the credential. SEC 1 §2.3.3. */
  readonly compressed: string;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export async function makeDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { privateKey: pair.privateKey, compressed: base64url(compressPoint(point)) };
}
