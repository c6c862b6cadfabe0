/** The worker on one machine: the routes of the deployed worker, an outbox in place of the gateway, and further routes under /local. */
import { WorkerEntrypoint } from "cloudflare:workers";
import { Hono } from "hono";
import { openConfig } from "../config.ts";
import type { ObjectsEnv } from "../objects/env.ts";
import { issuerOf } from "../objects/names.ts";
import { Nation as DeployedNation } from "../objects/nation/object.ts";
import { deployedAuthority } from "../objects/people/custody/http-authority.ts";
import { People as DeployedPeople } from "../objects/people/object.ts";
import { Trust as DeployedTrust } from "../objects/trust/object.ts";
import { createApp } from "../routes/app.ts";
import type { Env, OfIssuer } from "../routes/env.ts";
import { addressByProxy } from "../routes/who/address.ts";
import { issuerOfHost, notServed } from "../routes/who/site.ts";
import { secured } from "../routes/http/headers.ts";
import { problem } from "../routes/http/problem.ts";
import { openSecrets } from "../token/secret/secrets.ts";
import { administrators } from "./administrators.ts";
import { authority } from "./authority/page.ts";
import { Register } from "./authority/register.ts";
import { outbox, outboxGateway } from "./outbox.ts";
import { restoreRequest } from "./secure.ts";
import { addLocalParts } from "./trial/added.ts";
import { trial, trialOrigins } from "./trial/page.ts";

export * from "../objects/classes.ts";

/** The shard of persons on one machine: without an authority in the settings it asks the register of this machine, and the outbox takes its messages. It replaces the deployed class, because an export by name overrides an export by star. */
export class People extends DeployedPeople {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuerOf(state.id));
    super(state, env, { authority: deployedAuthority(env) ?? new Register(env.PUBLISHED, secrets), sms: outboxGateway });
  }
}

/** On one machine the members of the register are below `localhost`. */
export class Nation extends DeployedNation {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env, true);
  }
}

export class Trust extends DeployedTrust {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env, true);
  }
}

/** On one machine every request comes from it, so addresses count only if a proxy is configured. */
function localAddress(request: Request, env: Env): string | null {
  return env.YIMA_PROXY_SECRET === undefined ? null : addressByProxy(request, env.YIMA_PROXY_SECRET);
}

/** No gate of an earlier release reads the codes of one machine, and authority/register.ts answers as the identity authority. */
const BUILD = { flagsFrom: 0, hasAuthority: true, loopbackHttp: true } as const;

const app = createApp(() => outboxGateway, localAddress, BUILD);
const localRoutes = new Hono<OfIssuer>()
  .basePath("/local")
  .use(issuerOfHost(openConfig, () => outboxGateway, localAddress, BUILD))
  .route("/", outbox)
  .route("/try", trial)
  .route("/authority", authority)
  .route("/administrators", administrators)
  .notFound(() => problem({ code: "not_found" }));

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const OF_WORKER = /^\/(?:api|\.well-known|status)\/|^\/(?:healthz|openapi\.json)$/;

async function answer(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
  const { pathname, hostname } = new URL(request.url);
  if (OF_WORKER.test(pathname)) return app.fetch(request, env, ctx);
  const finish = (response: Response) => secured(response, "plain", request.url);
  const config = await openConfig(env, hostname, (work) => ctx.waitUntil(work));
  if (!config.byHost.has(hostname)) return finish(problem({ ...notServed(config, hostname), hosts: [...config.byHost.keys()] }));
  if (pathname.startsWith("/local/")) return finish(withPagePolicy(await localRoutes.fetch(request, env, ctx)));
  const origins = trialOrigins(config, request.url);
  return addLocalParts(withoutStrictTransport(await env.ASSETS.fetch(request)), origins?.resident ?? null);
}

/** The policy of a page under /local that has none of its own. */
function withPagePolicy(response: Response): Response {
  const { headers } = response;
  if (headers.get("content-type")?.startsWith("text/html") === true && !headers.has("content-security-policy"))
    headers.set("content-security-policy", PAGE_POLICY);
  return response;
}

/** A file as on one machine: a browser that is told to ask this name by https only would find no other program of this machine under it. */
function withoutStrictTransport(file: Response): Response {
  const response = new Response(file.body, file);
  response.headers.delete("strict-transport-security");
  return response;
}

/** The entry point for requests that do not pass the asset router: it serves the assets itself. */
export class Local extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Promise<Response> {
    return answer(request, this.env, this.ctx);
  }
}

interface SecureEnv extends Env {
  /** JSON: the host names by port, for `npm start -- --lan`. */
  readonly YIMA_LAN_HOSTS?: string;
}

/** The entry point for requests that the TLS front (tools/front.ts) hands on without encryption. */
export class Secure extends WorkerEntrypoint<SecureEnv> {
  override fetch(request: Request): Promise<Response> {
    const hosts: Readonly<Record<string, string>> = JSON.parse(this.env.YIMA_LAN_HOSTS ?? "{}");
    return answer(restoreRequest(request, hosts), this.env, this.ctx);
  }
}

export default { fetch: answer } satisfies ExportedHandler<Env>;
