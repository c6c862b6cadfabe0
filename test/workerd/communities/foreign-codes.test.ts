/** The registration of passes with codes of another issuer, with codes under a new key, and with another code under the id of an earlier pass. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { Claims } from "../../../src/domain/code/claims.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { checkCode } from "../../../src/routes/verify/check-code.ts";
import { judgeCodes } from "../../../src/routes/communities/judge-codes.ts";
import { signCredential } from "../../../src/token/code/credential.ts";
import { codeOf, liveCode } from "../../../src/token/code/live.ts";
import { parseCode } from "../../../src/token/code/parse.ts";
import { openSecrets } from "../../../src/token/secret/secrets.ts";
import { anotherKey } from "../another-key.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const WUHAN = "4201" as IssuerCode;
const HUBEI = "42" as IssuerCode;
const config = readConfig(env);
const [wuhan] = config.issuers;
const secretsOf = (issuer: IssuerCode) => openSecrets(env.YIMA_MASTER_KEY, issuer);
const now = Math.floor(Date.now() / 1000) * 1000;

function someClaims(issuer: IssuerCode, keyNumber: number): Claims {
  return {
    kind: "paper",
    issuer,
    keyNumber,
    handle: new Uint8Array(16).fill(7),
    colour: "none",
    flags: [],
    issuedAt: now,
    lifetimeMinutes: 60,
    declaredAt: null,
    community: COMMUNITY,
    statusIndex: 0,
    maskedName: "张**",
  };
}

test("a code of another issuer is accepted, and its holder is no person of this issuer", async () => {
  if (wuhan === undefined) throw new Error("the tests' deployment has an issuer");
  const both = { ...config, issuers: [wuhan, { ...wuhan, code: HUBEI, hosts: ["hubei.localhost"] }] };
  const key = await anotherKey(HUBEI, 77, "paper", now);
  await key.publish();
  const code = codeOf(await signCredential(someClaims(HUBEI, 77), key.privateKey));
  expect(await checkCode({ env, config: both, own: WUHAN, now, later: () => {} }, code)).toMatchObject({ ok: true });
  const judging = { env, config: both, issuer: wuhan, secrets: await secretsOf(WUHAN), now, later: () => {} };
  expect(await judgeCodes(judging, [{ id: "a", code: parseCode(code) }], null)).toMatchObject([
    { id: "a", state: "refused", refusal: { code: "unknown_holder" } },
  ]);
});

test("a key published a moment ago is read for the first code that needs it", async () => {
  const key = await anotherKey(WUHAN, 77, null, now);
  const code = codeOf(await signCredential(someClaims(WUHAN, 77), key.privateKey));
  expect(await checkCode({ env, config, own: WUHAN, now, later: () => {} }, code)).toMatchObject({
    refusal: { code: "key_unknown" },
  });
  await key.publish();
  expect(await checkCode({ env, config, own: WUHAN, now: now + 11_000, later: () => {} }, code)).toMatchObject({ ok: true });
});

test("an old code of another person with the id of a pass is refused for the code, and the answer has no data of the pass", async () => {
  const phone = aPhone();
  const collector = await new Visitor().logIn(phone);
  const self = await collector.bind("王采", aResidentNumber());
  const child = await collector.bind("王小", aResidentNumber(), "child");
  await collector.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  await collector.declare(self);
  await collector.declare(child);
  const [own, other] = [await collector.show(self), await collector.show(child)];
  const point = aPoint("南门");
  await collector.ask("POST", collector.community("/points"), point);
  await collector.ask("POST", collector.community("/collectors"), { code: own.digits });
  await collector.ask("PUT", collector.community("/post"), { pointId: point.id });
  const id = crypto.randomUUID();
  const send = (code: string) =>
    collector.ask<PassesResponse>("POST", collector.community("/passes"), { passes: [{ id, code }] });
  expect((await send(own.digits)).results).toMatchObject([{ id, state: "registered" }]);
  const aged = await liveCode(other.jws, other.deviceKey, Date.now() - 60_000);
  expect((await send(aged)).results).toMatchObject([{ id, state: "refused", refusal: { code: "proof_too_old" } }]);
});
