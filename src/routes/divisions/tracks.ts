/** A person's track, for administrators where the person lives or passed, with a purpose that the person can read. Also finds the person whom a body names. Source: product.md §4. */
import { type Config, readConfig } from "../../config.ts";
import { DIVISION } from "../../contract/operation.ts";
import { type Track, type NAMED_PERSON, type TrackRequest, TRACKS } from "../../contract/track.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { dateOf } from "../../domain/china-time.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import { toHex } from "../../domain/hex.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { checkPurpose } from "../../domain/look/look.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import { openHandle } from "../../token/secret/handle.ts";
import { personReferences } from "../../token/secret/person-reference.ts";
import { personKeyOf, type Secrets } from "../../token/secret/secrets.ts";
import { checkCode } from "../verify/check-code.ts";
import type { OfOffice } from "../env.ts";
import { inCharge } from "../who/in-charge.ts";
import { Routes } from "../http/operation.ts";
import type { WireRefusal } from "../http/problem.ts";
import { tellAbove } from "../people/looks.ts";
import { namesOf } from "./division-name.ts";
import { lookUp } from "./look-up.ts";
import type { TrackPass } from "../../objects/people/person/rpc.ts";
import { instantOf } from "../../domain/instant.ts";

export const tracks = new Routes<OfOffice>(DIVISION).on(TRACKS.track, inCharge, async (c, { params, body, answer }) => {
  const purpose = checkPurpose(body.purpose.kind, body.purpose.text);
  if (!purpose.ok) return refuse({ ...purpose.refusal, pointer: "/purpose/text" });
  const { issuer, secrets, now, office, actor } = c.var;
  const { division } = params;
  const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  const lookup = { env: c.env, config: readConfig(c.env), issuer, secrets, now, division, later };
  const person = await findPerson(lookup, body.person);
  if (!person.ok) return person;
  const order = { person: person.value, division, office, actor: actor.account, purpose: purpose.value };
  const view = await lookUp(c.env, c.var, purpose.value, "person_not_here", () =>
    peopleOf(c.env, issuer, person.value).track(order, now),
  );
  if (!view.ok) return view;
  const { maskedName, proof, extent, complete, passes } = view.value;
  const look = { at: now, office, maskedPhone: actor.maskedPhone, maskedName, purpose: purpose.value, extent };
  await tellAbove(c.env, issuer, look);
  const { seal } = await personReferences(secrets, division);
  const names = await namesOf(
    c.env,
    c.var,
    passes.map(({ community }) => community),
  );
  return answer(200, {
    person: await seal(person.value),
    maskedName,
    proof,
    extent,
    complete,
    passes: passes.map((pass) => passOf(pass, names.get(pass.community) ?? pass.community)),
  });
});

function passOf(
  { id, at, community, pointName, colour, latitude, longitude }: TrackPass,
  divisionName: string,
): Track["passes"][0] {
  const location = latitude === null || longitude === null ? null : { latitude, longitude };
  return { id, at: instantOf(at), pointName, colour, division: community, divisionName, location };
}

type NamedRefusal = WireRefusal<"bad_request" | (typeof NAMED_PERSON)[number]>;

export interface Lookup {
  readonly env: ObjectsEnv;
  readonly config: Config;
  readonly issuer: Issuer;
  readonly secrets: Secrets;
  readonly now: number;
  /** The division to which a person reference in the body is sealed. */
  readonly division: string;
  readonly later: (work: Promise<unknown>) => void;
}

/**
 * Finds a person's key from a sealed reference, a code or a document. For a document it does not reveal whether the person exists: only the person's
 * shard knows that.
 */
export async function findPerson(
  { env, config, issuer, secrets, now, division, later }: Lookup,
  person: TrackRequest["person"],
): Promise<Result<PersonKey, NamedRefusal>> {
  if (typeof person === "string") {
    const key = await (await personReferences(secrets, division)).open(person);
    return key === null ? refuse({ code: "bad_request", pointer: "/person" }) : accept(key);
  }
  if ("document" in person) {
    const document = checkDocument(person.document, dateOf(now));
    if (document.ok) return accept(await personKeyOf(secrets, canonicalDocument(document.value)));
    return refuse({ code: document.refusal.code, pointer: `/person/document/${document.refusal.field}` });
  }
  const check = await checkCode({ env, config, own: issuer.code, now, later }, person.code);
  if (!check.ok) {
    const { code } = check.refusal;
    return refuse({ code: "code_not_accepted", refusal: code, sentence: sentenceOf(check.refusal), pointer: "/person/code" });
  }
  const { claims } = check.value;
  if (claims.issuer !== issuer.code) return refuse({ code: "unknown_holder" });
  return accept(toHex(await openHandle(secrets.handle, claims.handle)) as PersonKey);
}
