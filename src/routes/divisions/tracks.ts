/** A person's track, for those in charge where the person lives or passed, and only with a purpose that the person reads. Source: product.md §4. */
import { Hono } from "hono";
import { readConfig } from "../../config.ts";
import { type Track, trackRequest } from "../../contract/track.ts";
import { checkPurpose } from "../../domain/look/look.ts";
import { peopleOf } from "../../objects/env.ts";
import type { TrackPass } from "../../objects/people/rpc.ts";
import { personReferences } from "../../token/secret/person-reference.ts";
import { namesOf } from "./division-name.ts";
import type { OfOffice } from "../env.ts";
import { lookedUp } from "../looked-up.ts";
import { inCharge } from "../middleware/in-charge.ts";
import { problem } from "../problem.ts";
import { readBody } from "../read-body.ts";
import { tellAbove } from "../tell-above.ts";

export const tracks = new Hono<OfOffice>().post("/", inCharge, async (c) => {
  const body = await readBody(c.req.raw, trackRequest);
  if (!body.ok) return problem(body.refusal);
  const purpose = checkPurpose(body.value.purpose.kind, body.value.purpose.text);
  if (!purpose.ok) return problem({ ...purpose.refusal, pointer: "/purpose/text" });
  const { issuer, secrets, now, office, actor } = c.var;
  const division = c.req.param("division") ?? "";
  const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  const looking = { env: c.env, config: readConfig(c.env), issuer, secrets, now, division, later };
  const person = await lookedUp(looking, body.value.person);
  if (!person.ok) return problem(person.refusal);
  const asked = { person: person.value, division, office, actor: actor.account, purpose: purpose.value };
  const shown = await peopleOf(c.env, issuer, person.value).track(asked, now);
  if (!shown.ok) return problem(shown.refusal);
  const { maskedName, extent, complete, passes } = shown.value;
  const look = { at: now, office, maskedPhone: actor.maskedPhone, maskedName, purpose: purpose.value, extent };
  await tellAbove(c.env, issuer, look);
  const { seal } = await personReferences(secrets, division);
  const names = await namesOf(
    c.env,
    c.var,
    passes.map(({ community }) => community),
  );
  return c.json<Track>({
    person: await seal(person.value),
    maskedName,
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
  return { id, at: new Date(at).toISOString(), pointName, colour, division: community, divisionName, location };
}
