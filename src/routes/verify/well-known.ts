/** Discovery for other verifiers: the issuer of the host, and its public keys, from KV and cacheable. RFC 8615, RFC 7517 §5. */
import { etag } from "hono/etag";
import { ISSUERS } from "../../contract/issuer/issuer.ts";
import { accept } from "../../domain/result.ts";
import { PASSAGE_POLICIES } from "../../domain/passage/policies.ts";
import { risksAmong } from "../../domain/area/area.ts";
import { areasOf } from "../../storage/areas.ts";
import { tableOf } from "../../storage/colour-tables.ts";
import { settingOf } from "../../storage/colour-setting.ts";
import type { OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { originOf } from "../interface/origin.ts";
import { keySetOf } from "./trust.ts";
import { instantOf } from "../../domain/instant.ts";

/** Keys are published three days before their first signature, so that a cache of an hour misses none. */
const CACHED = { "cache-control": "public, max-age=3600, stale-while-revalidate=86400" };

export const wellKnown = new Routes<OfIssuer>("/.well-known")
  .use(etag())
  .on(ISSUERS.issuer, async (c, { answer }) => {
    const { issuer, now } = c.var;
    // A host and port from a request must not be in an answer that caches share.
    const origin = originOf(c);
    const { turns } = await settingOf(c.env.PUBLISHED, issuer, now);
    const body = {
      code: issuer.code,
      name: issuer.name,
      jwksUri: `${origin}/.well-known/jwks.json`,
      loginProviders: issuer.providers.map(({ id, name }) => ({ id, name })),
      passagePolicies: PASSAGE_POLICIES,
      colourTable: await tableOf(c.env.PUBLISHED, issuer.code, now, (work) => c.executionCtx.waitUntil(work)),
      originRisks: [...risksAmong(await areasOf(c.env.PUBLISHED, issuer.code, now), now)],
      turns: turns.map(({ division, at }) => ({ division, at: instantOf(at) })),
    };
    return answer(200, body, { "cache-control": "public, max-age=20" });
  })
  .on(ISSUERS.keys, async (c) => {
    const { issuer, now } = c.var;
    const jwks = await keySetOf(c.env, issuer.code, now);
    return accept(c.body(JSON.stringify(jwks), 200, { ...CACHED, "content-type": "application/jwk-set+json" }));
  });
