/** The person whom an administrator means: by the reference of a row, by a code that is shown, or by an identity document. */
import type { Config } from "../config.ts";
import type { TrackRequest } from "../contract/track.ts";
import type { PersonKey } from "../domain/access/keys.ts";
import { sentenceOf } from "../domain/code/refusal.ts";
import { toHex } from "../domain/hex.ts";
import { today } from "../domain/china-time.ts";
import { canonicalDocument, checkDocument } from "../domain/identity/document.ts";
import type { Issuer } from "../domain/issuer/issuer.ts";
import { accept, type Accepted, refuse, type Refused } from "../domain/result.ts";
import type { ObjectsEnv } from "../objects/env.ts";
import { openHandle } from "../token/secret/handle.ts";
import { personReferences } from "../token/secret/person-reference.ts";
import { personKeyOf, type Secrets } from "../token/secret/secrets.ts";
import { checkCode } from "./check-code.ts";
import type { WireRefusal } from "./problem.ts";

export interface LookingUp {
  readonly env: ObjectsEnv;
  readonly config: Config;
  readonly issuer: Issuer;
  readonly secrets: Secrets;
  readonly now: number;
  /** For which the reference was made. */
  readonly division: string;
  readonly later: (work: Promise<unknown>) => void;
}

/** Says nothing of whether anybody is known: that is the shard's to say, after the look is written. */
export async function lookedUp(
  { env, config, issuer, secrets, now, division, later }: LookingUp,
  person: TrackRequest["person"],
): Promise<Accepted<PersonKey> | Refused<WireRefusal>> {
  if (typeof person === "string") {
    const opened = await (await personReferences(secrets, division)).open(person);
    return opened === null ? refuse({ code: "bad_request", pointer: "/person" }) : accept(opened);
  }
  if ("document" in person) {
    const document = checkDocument(person.document, today(now));
    if (document.ok) return accept(await personKeyOf(secrets, canonicalDocument(document.value)));
    return refuse({ code: document.refusal.code, pointer: `/person/document/${document.refusal.field}` });
  }
  const checked = await checkCode(env, config, person.code, now, later);
  if (!checked.ok) {
    const { code } = checked.refusal;
    return refuse({ code: "code_not_accepted", refusal: code, sentence: sentenceOf(checked.refusal), pointer: "/person/code" });
  }
  const { claims } = checked.value;
  if (claims.issuer !== issuer.code) return refuse({ code: "unknown_holder" });
  return accept(toHex(await openHandle(secrets.handle, claims.handle)) as PersonKey);
}
