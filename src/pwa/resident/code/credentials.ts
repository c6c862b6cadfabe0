/** Credentials on this phone: the next one to show, and the request for new ones. */
import { noNetwork } from "../../app/api.ts";
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

/** Requests new credentials, which replace all older ones of this person. */
export async function renew(person: string): Promise<Answer<null>> {
  const issue = await import("./issue.ts").catch(() => undefined);
  return issue === undefined ? refuse(noNetwork()) : issue.fetchCredentials(person);
}
