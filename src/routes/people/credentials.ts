/** Credentials for a phone: signs one per device key with the issuer's key; and revokes them. */
import { CREDENTIALS } from "../../contract/credential.ts";
import { PERSON } from "../../contract/operation.ts";
import type { Bytes } from "../../domain/code/claims.ts";
import { showsColours } from "../../domain/colour/colour-view.ts";
import { instantOf } from "../../domain/instant.ts";
import { refuse } from "../../domain/result.ts";
import { peopleOf } from "../../objects/env.ts";
import { signCredential } from "../../token/code/credential.ts";
import { colourNow, showingOf } from "./colour.ts";
import { checkDeviceKeys } from "./device-keys.ts";
import type { OfManaged } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { signingKey } from "../../objects/issuer/signing-key.ts";

export const credentials = new Routes<OfManaged>(PERSON)
  .on(CREDENTIALS.issueCredentials, async (c, { body, answer }) => {
    const { issuer, secrets, now, managed, actor } = c.var;
    if (body.deviceKeys.length > issuer.credentialsPerPhone) return refuse({ code: "bad_request", pointer: "/deviceKeys" });
    const deviceKeys = await checkDeviceKeys(body, managed.id, now);
    if (!deviceKeys.ok) return deviceKeys;
    const showing = await showingOf(c.env, issuer, now);
    const key = await signingKey(c.env, secrets, now);
    const order = {
      person: managed.person,
      account: actor.account,
      count: deviceKeys.value.length,
      lifetimeMinutes: issuer.credentialLifetimeMinutes,
      showsColours: showsColours(showing.setting, now),
      turns: showing.setting.turns,
      keyBegin: key.notBefore,
      datedByIssue: body.possession === undefined,
    };
    const drafts = await peopleOf(c.env, issuer, managed.person).draftCredentials(order, now);
    if (!drafts.ok) return drafts;
    const texts = await Promise.all(
      deviceKeys.value.map((deviceKey, index) => {
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
            flags: now < c.var.flagsFrom ? [] : draft.flags,
            colour: colourNow(showing, decision, draft.community, now),
            deviceKey,
          },
          key.privateKey,
        );
      }),
    );
    return answer(201, { credentials: texts, madeAt: instantOf(now) });
  })
  .on(CREDENTIALS.revokeCredentials, async (c, { answer }) => {
    const { issuer, now, managed, actor } = c.var;
    const revocation = await peopleOf(c.env, issuer, managed.person).revoke(managed.person, actor.account, now);
    return revocation.ok ? answer(204) : revocation;
  });
