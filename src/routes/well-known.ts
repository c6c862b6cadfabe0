/** Discovery for other verifiers: who this issuer is and which keys it signs with; cacheable, read from KV. RFC 8615, RFC 7517 §5. */
import { Hono } from "hono";
import { etag } from "hono/etag";
import { PASSAGE_POLICIES } from "../domain/colour/passage-policies.ts";
import { issuerObjectOf } from "../objects/env.ts";
import { publishedJwks } from "../storage/published.ts";
import type { OfIssuer } from "./env.ts";

/** Keys are published three days ahead of their first signature: an hour of caching loses nothing. */
const CACHED = { "cache-control": "public, max-age=3600, stale-while-revalidate=86400" };

export const wellKnown = new Hono<OfIssuer>()
  .use(etag())
  .get("/yima-issuer", (c) => {
    const { issuer } = c.var;
    const { origin } = new URL(c.req.url);
    const jwksUri = `${origin}/.well-known/jwks.json`;
    return c.json({ code: issuer.code, name: issuer.name, jwksUri, passagePolicies: PASSAGE_POLICIES }, 200, CACHED);
  })
  .get("/jwks.json", async (c) => {
    const { issuer, now } = c.var;
    const jwks = (await publishedJwks(c.env.PUBLISHED, issuer.code)) ?? (await issuerObjectOf(c.env, issuer.code).jwks(now));
    return c.body(JSON.stringify(jwks), 200, { ...CACHED, "content-type": "application/jwk-set+json" });
  });
