/** Mounts all features, behind the checks that they share; three raw routes bypass the router. */
import { Hono } from "hono";
import { type Config, openConfig, readConfig } from "../config.ts";
import { isBusy } from "../objects/stub.ts";
import { ISSUERS } from "../contract/issuer/issuer.ts";
import { PASSES } from "../contract/pass.ts";
import { VERIFICATIONS } from "../contract/verify.ts";
import { communities } from "./communities/communities.ts";
import { answerPasses } from "./communities/passes.ts";
import { administrators } from "./divisions/administrators.ts";
import { divisions } from "./divisions/divisions.ts";
import type { Env, OfIssuer } from "./env.ts";
import { hostOf, secured, type Transport, withHeaders } from "./http/headers.ts";
import { securityLog } from "./http/log.ts";
import { Routes } from "./http/operation.ts";
import { problem } from "./http/problem.ts";
import { letters } from "./federation/letters.ts";
import { conversions } from "./federation/conversions.ts";
import { regions } from "./federation/regions.ts";
import { examinations, members } from "./federation/members.ts";
import { colourFiles } from "./federation/colour-files.ts";
import { offeredFiles, trustFiles } from "./federation/trust-files.ts";
import { areas } from "./officers/areas.ts";
import { clients } from "./officers/clients.ts";
import { facts } from "./officers/facts.ts";
import { areaImports, factImports } from "./officers/list-imports.ts";
import { manualChanges, proposals } from "./officers/proposals.ts";
import { areaReadings, factReadings, lists } from "./officers/readings.ts";
import { proposedRuleSets, ruleSets } from "./officers/rule-sets.ts";
import { peers } from "./officers/peers.ts";
import { verifications } from "./officers/verifications.ts";
import { token } from "./interface/token.ts";
import { verbs } from "./interface/verbs.ts";
import { operatorAdministrators } from "./operators/administrators.ts";
import { operatorApplication } from "./operators/application.ts";
import { operatorDecisions } from "./operators/decisions.ts";
import { operatorKeys } from "./operators/keys.ts";
import { operatorFacts } from "./operators/facts.ts";
import { operatorHosting } from "./operators/hosting.ts";
import { me } from "./people/me.ts";
import { people } from "./people/people.ts";
import { status } from "./verify/status.ts";
import { verify, verifyMany } from "./verify/verify.ts";
import { wellKnown } from "./verify/well-known.ts";
import { logins } from "./who/login.ts";
import { passkeys } from "./who/passkeys/passkeys.ts";
import { sessionList } from "./who/session-list.ts";
import { providerLogins } from "./who/provider/provider-login.ts";
import type { AddressOf } from "./who/address.ts";
import { type BuildForOneMachine, issuerOfHost, notServed, sameSite } from "./who/site.ts";
import type { SmsGateway } from "../objects/sms.ts";
import { instantOf } from "../domain/instant.ts";

/** The headers of the OpenAPI document, which changes only with a deployment. */
const DOCUMENT_HEADERS = { "content-type": "application/json", "cache-control": "public, max-age=3600" };

/** Routes that bypass the router: decisions 2 and 30. */
const RAW_ROUTES = [VERIFICATIONS.verify, VERIFICATIONS.verifyMany, PASSES.registerPasses];
const PASSES_PATH = PASSES.registerPasses.path.replace(":division", String.raw`(\d{9}|\d{12})`);
const RAW_PATH = new RegExp(
  String.raw`^https?://[^/?#]+(?:${VERIFICATIONS.verify.path}|(${VERIFICATIONS.verifyMany.path})|${PASSES_PATH})(?:\?|$)`,
);

/** All features. A route that is open to everybody is mounted before routes whose checks also cover its path. */
const features = new Routes<OfIssuer>("").with(
  logins, // /api/v1/otp, /api/v1/sessions
  sessionList, // /api/v1/sessions
  passkeys, // /api/v1/passkeys
  providerLogins, // /api/v1/logins
  me, // /api/v1/me
  people, // /api/v1/people
  communities(readConfig), // /api/v1/communities
  divisions, // /api/v1/divisions/added, /api/v1/divisions/match
  administrators, // /api/v1/divisions/{division}
  operatorAdministrators, // /api/v1/operator/administrators
  operatorApplication, // /api/v1/operator/application
  operatorHosting, // /api/v1/operator/issuers
  operatorKeys, // /api/v1/operator/keys
  operatorFacts, // /api/v1/operator/facts
  operatorDecisions, // /api/v1/operator/waiting, /api/v1/operator/decisions
  facts, // /api/v1/facts for clients only
  factReadings, // /api/v1/facts/{import}/reading and /refused.csv, for officers only
  factImports, // /api/v1/facts/{import}, for clients and officers
  areas, // /api/v1/areas
  areaReadings, // /api/v1/areas/{import}/reading and /refused.csv
  areaImports, // /api/v1/areas/{import}
  lists, // /api/v1/lists
  clients, // /api/v1/clients
  proposals, // /api/v1/proposals
  manualChanges, // /api/v1/manual-changes
  ruleSets, // /api/v1/rule-sets
  proposedRuleSets, // /api/v1/rule-sets/{id}
  regions, // /api/v1/regions
  peers, // /api/v1/peers
  conversions, // /api/v1/conversions
  verifications, // /api/v1/verifications
  members, // /api/v1/members
  examinations, // /api/v1/examinations
  offeredFiles, // /api/v1/registers, /api/v1/statements
  trustFiles, // /.well-known/trust
  colourFiles, // /.well-known/trust/colours
  wellKnown, // /.well-known
  status, // /status
);

export interface App {
  /** All routes, in the syntax of the router. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response>;
}

/**
 * @param sms opens the gateway for text messages; on one machine it is an outbox that sends nothing
 * @param addressOf gives a client's network address; if it throws, nothing is served
 * @param build the differences from a deployed build
 */
export function createApp(sms: (env: Env) => SmsGateway, addressOf: AddressOf, build: BuildForOneMachine | null = null): App {
  const routes = new Hono<OfIssuer>()
    .get(ISSUERS.health.path, (c) => c.text("ok"))
    .use(issuerOfHost(openConfig, sms, addressOf, build))
    .get(ISSUERS.openApi.path, async (c) => {
      // Loaded on demand, because the document would make the start of the worker slower.
      const { openApi } = await import("../contract/document/openapi.ts");
      return c.body(openApi(), 200, DOCUMENT_HEADERS);
    })
    .use("/api/*", async (c, next) => {
      await next();
      withHeaders(c.res, c.var.now);
    })
    .use("/api/*", securityLog)
    // These take no cookie: the key of an issuer signs each letter, and a client signs for its token.
    .route("/", letters.hono)
    .route("/", token.hono)
    .route("/", verbs.hono)
    .use("/api/*", sameSite)
    .get(ISSUERS.time.path, (c) => c.json({ now: instantOf(c.var.now) }))
    .route("/", features.hono)
    .notFound(() => problem({ code: "not_found" }))
    .onError(answerBug);
  return {
    routes: [...RAW_ROUTES, ...routes.routes.filter(({ method }) => method !== "ALL")],
    fetch(request, env, ctx) {
      const { method, url } = request;
      const transport: Transport = build === null && url.startsWith("https:") ? "strict" : "plain";
      const finish = (answer: Response) => secured(answer, transport, url);
      let read: Config;
      let address: string | null;
      // With a wrong setting nothing is served, and the log says which one it is.
      try {
        read = readConfig(env);
        address = addressOf(request, env);
      } catch (bug) {
        return finish(answerBug(bug));
      }
      const host = hostOf(url);
      if (build === null && isUnencrypted(url, host, env)) return finish(problem({ code: "https_required" }));
      const raw = method === "POST" ? RAW_PATH.exec(url) : null;
      if (raw === null) {
        const answer = routes.fetch(request, env, ctx);
        return answer instanceof Promise ? answer.then(finish) : finish(answer);
      }
      const later = (work: Promise<unknown>) => ctx.waitUntil(work);
      const [, many, division] = raw;
      const serve = (config: Config): Response | Promise<Response> => {
        const issuer = config.byHost.get(host);
        if (issuer === undefined) return finish(problem(notServed(config, host)));
        // The good answers of the raw routes have the headers of every answer already.
        if (division === undefined) {
          const verification = { request, env, config, ctx, host, address, transport };
          return (many === undefined ? verify : verifyMany)(verification).catch((bug: unknown) => finish(answerBug(bug)));
        }
        const now = Date.now();
        const answer = answerPasses({ request, env, config, issuer, division, address, now, later, transport });
        return answer.catch((bug: unknown) => finish(withHeaders(answerBug(bug), now)));
      };
      const config = openConfig(env, host, later, read);
      return config instanceof Promise ? config.then(serve, (bug: unknown) => finish(answerBug(bug))) : serve(config);
    },
  };
}

const LOOPBACK = /(?:^|\.)localhost$/;

/**
 * Whether a request came without TLS over a network. An API must refuse it, not redirect it: a redirect would hide that the secret in the request was readable
 * (OWASP ASVS 5.0, 4.1.2). A proxy with a secret hands requests on without TLS and refuses them itself (docs/deploy.md).
 */
function isUnencrypted(url: string, host: string, env: Env): boolean {
  return url.startsWith("http:") && env.YIMA_PROXY_SECRET === undefined && !LOOPBACK.test(host);
}

/** The time that a client is told to wait before it repeats a request that a reset or overloaded object did not finish. */
const BUSY_SECONDS = 5;

function answerBug(bug: unknown): Response {
  console.error(bug);
  return isBusy(bug) ? problem({ code: "busy", retryAfterSeconds: BUSY_SECONDS }) : problem({ code: "internal_error" });
}
