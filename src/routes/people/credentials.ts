/** Credentials for a phone: one for each of its device keys, signed here with the issuer's key. */
import { Hono } from "hono";
import { base64url } from "jose";
import { credentialsRequest, type CredentialsResponse } from "../../contract/credential.ts";
import type { Bytes } from "../../domain/code/claims.ts";
import { showsColours } from "../../domain/colour/shown.ts";
import { peopleOf } from "../../objects/env.ts";
import { signCredential } from "../../token/code/credential.ts";
import { deviceKeyOf } from "../../token/code/device-key.ts";
import { colourNow, showingOf } from "./colour.ts";
import type { OfManaged } from "../env.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { signingKey } from "../../objects/issuer/signing-key.ts";

export const credentials = new Hono<OfManaged>()
  .post("/", async (c) => {
    const body = await readBody(c.req.raw, credentialsRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, secrets, now, managed, actor } = c.var;
    if (body.value.deviceKeys.length > issuer.credentialsPerPhone)
      return problem({ code: "bad_request", pointer: "/deviceKeys" });
    const deviceKeys = body.value.deviceKeys.map((key) => base64url.decode(key) as Bytes);
    const imported = await Promise.all(deviceKeys.map(deviceKeyOf));
    const noKey = imported.indexOf(null);
    if (noKey !== -1) return problem({ code: "bad_request", pointer: `/deviceKeys/${noKey}` });
    const showing = await showingOf(c.env, issuer, now);
    const order = {
      person: managed.person,
      account: actor.account,
      count: deviceKeys.length,
      lifetimeMinutes: issuer.credentialLifetimeMinutes,
      showsColours: showsColours(showing.setting, now),
      turns: showing.setting.turns,
    };
    const drafts = await peopleOf(c.env, issuer, managed.person).draftCredentials(order, now);
    if (!drafts.ok) return problem(drafts.refusal);
    const key = await signingKey(c.env, secrets, now);
    const signed = await Promise.all(
      deviceKeys.map((deviceKey, index) => {
        const draft = drafts.value[index];
        if (draft === undefined) throw new Error("fewer drafts than device keys");
        const { decision, ...claims } = draft;
        return signCredential(
          {
            ...claims,
            kind: "live",
            issuer: issuer.code,
            keyNumber: key.number,
            handle: draft.handle as Bytes,
            colour: colourNow(showing, decision, draft.community, now),
            deviceKey,
          },
          key.privateKey,
        );
      }),
    );
    return c.json<CredentialsResponse>({ credentials: signed }, 201);
  })
  .delete("/", async (c) => {
    const { issuer, now, managed, actor } = c.var;
    const revoked = await peopleOf(c.env, issuer, managed.person).revoke(managed.person, actor.account, now);
    return revoked.ok ? c.body(null, 204) : problem(revoked.refusal);
  });
