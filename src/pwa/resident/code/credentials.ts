/** Credentials on this phone: the next one to show, and the request for new ones. */
import { appFailed, noNetwork } from "../../app/api.ts";
import { isLoadFailure, loadTwice } from "../../app/failure.tsx";
import type { Answer } from "../../app/api.ts";
import { refuse } from "../../../domain/result.ts";
import { readCredentials, writeCredentials } from "../../app/store.ts";
import type { PhoneCredential } from "../../app/store.ts";
import { chooseNext } from "./choose.ts";

/** Returns the stored credential to show next and counts this display in the storage; undefined without a valid one. */
export async function takeNext(person: string, nowMs: number): Promise<PhoneCredential | undefined> {
  const credentials = await readCredentials(person);
  const next = chooseNext(credentials, nowMs);
  if (next === undefined) return undefined;
  const credential = { ...next, shown: next.shown + 1 };
  await writeCredentials(
    person,
    credentials.map((each) => (each === next ? credential : each)),
  );
  return credential;
}

/** Requests new credentials, which replace all older ones of this person. Never rejects: also not where the phone can make no key. */
export async function renew(person: string): Promise<Answer<null>> {
  try {
    const issue = await loadTwice(() => import("./issue.ts"));
    return await issue.fetchCredentials(person);
  } catch (error) {
    return refuse(isLoadFailure(error) ? noNetwork() : appFailed());
  }
}

/** Removes credentials whose key this phone cannot use. */
export function dropCredentials(person: string): Promise<void> {
  return writeCredentials(person, []);
}
