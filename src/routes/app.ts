/** Puts the features under their paths, behind the checks that all of them share. */
import { Hono } from "hono";
import { readConfig } from "../config.ts";
import { administrators } from "./administrators.ts";
import { communities } from "./communities.ts";
import { divisions } from "./divisions.ts";
import type { Env, OfIssuer } from "./env.ts";
import { otp, sessions } from "./login.ts";
import { openApi } from "./openapi.ts";
import { me } from "./me.ts";
import { issuerOfHost } from "./middleware/issuer-of-host.ts";
import { sameSite } from "./middleware/same-site.ts";
import { factImports } from "./fact-imports.ts";
import { facts } from "./facts.ts";
import { operator } from "./operator.ts";
import { people } from "./people.ts";
import { problem } from "./problem.ts";
import { manualChanges, proposals } from "./proposals.ts";
import { proposedRuleSets } from "./proposed-rule-sets.ts";
import { ruleSets } from "./rule-sets.ts";
import type { SmsGateway } from "./sms.ts";
import { status } from "./status.ts";
import { verify } from "./verify.ts";
import { wellKnown } from "./well-known.ts";

/** What this document describes changes with a deployment only. */
const DOCUMENT_HEADERS = { "content-type": "application/json", "cache-control": "public, max-age=3600" };
const VERIFY = { method: "POST", path: "/api/v1/verify" } as const;

/** The host without its port. A pattern costs a tenth of a parsed URL, on the one path where that counts. */
const VERIFY_URL = /^https?:\/\/([^/:?#]+)(?::\d+)?\/api\/v1\/verify(?:\?|$)/;

export interface App {
  /** Every route, as the router spells it. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response>;
}

/** @param sms how messages leave: the only thing that differs between a deployment and one machine */
export function createApp(sms: (env: Env) => SmsGateway): App {
  const routes = new Hono<OfIssuer>()
    .get("/healthz", (c) => c.text("ok"))
    .use(issuerOfHost(readConfig, sms))
    .get("/openapi.json", (c) => c.body(openApi(), 200, DOCUMENT_HEADERS))
    .use("/api/*", async (c, next) => {
      await next();
      // Set on the answer itself: Hono's own way makes a new answer for each header, and its text a stream.
      const { headers } = c.res;
      if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
      headers.set("x-content-type-options", "nosniff");
      headers.set("date", new Date(c.var.now).toUTCString());
    })
    .use("/api/*", sameSite)
    .get("/api/v1/time", (c) => c.json({ now: new Date(c.var.now).toISOString() }))
    .route("/api/v1/otp", otp)
    .route("/api/v1/sessions", sessions)
    .route("/api/v1/me", me)
    .route("/api/v1/people", people)
    .route("/api/v1/communities", communities(readConfig))
    .route("/api/v1/divisions", divisions)
    .route("/api/v1/divisions", administrators)
    .route("/api/v1/operator", operator)
    .route("/api/v1/operator/facts", facts)
    .route("/api/v1/facts", factImports)
    .route("/api/v1/proposals", proposals)
    .route("/api/v1/manual-changes", manualChanges)
    .route("/api/v1/rule-sets", ruleSets)
    .route("/api/v1/rule-sets", proposedRuleSets)
    .route("/.well-known", wellKnown)
    .route("/status", status)
    .notFound(() => problem({ code: "not_found" }))
    .onError(answerBug);
  return {
    routes: [VERIFY, ...routes.routes.filter(({ method }) => method !== "ALL")],
    fetch(request, env, ctx) {
      if (request.method !== VERIFY.method) return routes.fetch(request, env, ctx);
      const host = VERIFY_URL.exec(request.url)?.[1];
      if (host === undefined) return routes.fetch(request, env, ctx);
      const config = readConfig(env);
      return config.byHost.has(host)
        ? verify(request, env, config, ctx, host).catch(answerBug)
        : problem({ code: "host_unknown" });
    },
  };
}

function answerBug(bug: unknown): Response {
  console.error(bug);
  return problem({ code: "internal_error" });
}
