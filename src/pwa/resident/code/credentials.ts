/** Credentials on this phone: the one to show next, and new ones when they are due. Refusals come from the server as problems. */
import { noNetwork } from "../../app/api.ts";
import type { Answer } from "../../app/api.ts";
import { refuse } from "../../../domain/result.ts";
import { readCredentials, writeCredentials } from "../../app/store.ts";
import type { KeptCredential } from "../../app/store.ts";
import { chooseNext } from "./choose.ts";

/** Takes the next credential to show and remembers that it was shown. */
export async function takeNext(person: string, nowMs: number): Promise<KeptCredential | undefined> {
  const kept = await readCredentials(person);
  const next = chooseNext(kept, nowMs);
  if (next === undefined) return undefined;
  const shown = { ...next, shown: next.shown + 1 };
  await writeCredentials(person, kept.with(kept.indexOf(next), shown));
  return shown;
}

/** Asks for new credentials. The new ones take the place of all older ones of this person. */
export async function renew(person: string): Promise<Answer<null>> {
  const issue = await import("./issue.ts").catch(() => undefined);
  return issue === undefined ? refuse(noNetwork()) : issue.fetchCredentials(person);
}
