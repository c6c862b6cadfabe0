/** Credentials for a phone: signs one per device key with the issuer's key; and revokes them. */
import { base64url } from "jose";
import { CREDENTIALS } from "../../contract/credential.ts";
import { PERSON } from "../../contract/operation.ts";
import type { Bytes } from "../../domain/code/claims.ts";
import { showsColours } from "../../domain/colour/colour-view.ts";
import { refuse } from "../../domain/result.ts";
import { peopleOf } from "../../objects/env.ts";
import { signCredential } from "../../token/code/credential.ts";
import { deviceKeyOf } from "../../token/code/device-key.ts";
import { colourNow, showingOf } from "./colour.ts";
import type { OfManaged } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { signingKey } from "../../objects/issuer/signing-key.ts";

export const credentials = new Routes<OfManaged>(PERSON)
  .on(CREDENTIALS.issueCredentials, async (c, { body, answer }) => {
    const { issuer, secrets, now, managed, actor } = c.var;
    if (body.deviceKeys.length > issuer.credentialsPerPhone) return refuse({ code: "bad_request", pointer: "/deviceKeys" });
    const deviceKeys = body.deviceKeys.map((key) => base64url.decode(key) as Bytes);
    const keys = await Promise.all(deviceKeys.map(deviceKeyOf));
    const invalid = keys.indexOf(null);
    if (invalid !== -1) return refuse({ code: "bad_request", pointer: `/deviceKeys/${invalid}` });
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
    if (!drafts.ok) return drafts;
    const key = await signingKey(c.env, secrets, now);
    const texts = await Promise.all(
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
    return answer(201, { credentials: texts });
  })
  .on(CREDENTIALS.revokeCredentials, async (c, { answer }) => {
    const { issuer, now, managed, actor } = c.var;
    const revocation = await peopleOf(c.env, issuer, managed.person).revoke(managed.person, actor.account, now);
    return revocation.ok ? answer(204) : revocation;
  });
