/** The files of trust for other verifiers and for phones, from KV, so that no object is called. docs/trust.md. */
import { etag } from "hono/etag";
import { readConfig } from "../../config.ts";
import { ISSUERS } from "../../contract/issuer.ts";
import { refuse } from "../../domain/result.ts";
import { publishedStatement } from "../../storage/published.ts";
import type { OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";

/** A statement names a key three days before it signs. Pages of any site may read it. */
const HEADERS = { "cache-control": "public, max-age=20", "access-control-allow-origin": "*" };

export const trustFiles = new Routes<OfIssuer>("/.well-known/trust")
  .use(etag())
  .on(ISSUERS.statement, async (c, { params, answer }) => {
    const issuer = readConfig(c.env).issuers.find(({ code }) => code === params.issuer);
    const text = issuer === undefined ? null : await publishedStatement(c.env.PUBLISHED, issuer.code);
    return text === null ? refuse({ code: "not_found" }) : answer(200, text, HEADERS);
  });
