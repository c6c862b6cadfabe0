/** Yima's built worker as services of a workerd: with the bindings of wrangler.toml, a KV in memory, and a reference beside it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { root } from "../tools/command.ts";
import { quietEnvironment } from "../tools/quiet.ts";
import { type Runtime, type Setting, startWorkerd } from "./workerd.ts";
import { directory, external, type ServiceText, worker } from "./workerd-config.ts";

const settings = z.object({
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()),
  vars: z.record(z.string(), z.string()),
  durable_objects: z.object({ bindings: z.array(z.object({ name: z.string(), class_name: z.string() })) }),
});

export const HOST = "wuhan.localhost";
/** The secret of a proxy in front of the deployed worker: the load plays this proxy, and each request has a client's address. */
const PROXY_SECRET = "bench-proxy-bench-proxy-bench-proxy";
const CLIENTS = 4096;
const KV = join(import.meta.dirname, "workers/kv.mjs");
const REFERENCES = ["bare.mjs", "floor.mjs", "signatures.mjs"];

/** The headers of a request that a proxy hands on for one of many clients. */
export function fromClient(index: number): Readonly<Record<string, string>> {
  const client = index % CLIENTS;
  return { "x-yima-proxy": PROXY_SECRET, "x-yima-address": `10.0.${client >> 8}.${client & 255}` };
}

export const MASTER_KEY = Buffer.alloc(32, "bench").toString("base64url");

/** The issuers of wrangler.toml as JSON, all with colours from 29 February 2020 on. */
export function withColours(): string {
  const text = /YIMA_ISSUERS = """([^]*?)"""/.exec(readFileSync(join(root, "wrangler.toml"), "utf8"))?.[1] ?? "[]";
  const issuers = z.array(z.looseObject({})).parse(JSON.parse(text));
  return JSON.stringify(issuers.map((issuer) => ({ ...issuer, coloursFrom: "2020-02-29T00:00:00+08:00" })));
}

/** What a bench needs in addition. */
export interface Extras {
  /** Variables that replace those of wrangler.toml. */
  readonly variables?: Readonly<Record<string, string>>;
  /** A module under workers/ at the socket `caller`, which may call Yima's communities and shards of persons as the worker does. */
  readonly caller?: string;
  /** The port of a KV that runs as a process of its own (`startKv`), whose processor time is then not the worker's. */
  readonly kvPort?: number;
  /** Whether KV also answers Yima's requests to other hosts, as those hosts: the path of an address is the key. */
  readonly kvIsTheInternet?: boolean;
}

/** Starts a KV in memory as a process of its own. */
export function startKv(): Promise<Runtime> {
  return startWorkerd({
    services: [worker({ name: "kv", module: "kv.js", compatibilityDate: "2026-10-20" })],
    sockets: [{ name: "kv", service: "kv" }],
    modules: { "kv.js": KV },
  });
}

/**
 * The setting of one workerd with a build of Yima at the socket `yima`, its KV at `kv`, and references at sockets of their own.
 * @param build `worker`: the deployed worker; `local`: the worker for one machine, with an outbox in place of text messages
 * @param references entry points of workers/bare.mjs and, with names that end in `Floor`, of workers/floor.mjs, which are also the names of their sockets
 */
export async function yimaBeside(
  build: "worker" | "local",
  references: readonly string[],
  extras: Extras = {},
): Promise<Setting> {
  Object.assign(process.env, quietEnvironment);
  // A late import: wrangler reads the environment when it is loaded.
  const { unstable_readConfig } = await import("wrangler");
  const read = settings.parse(unstable_readConfig({ config: join(root, "wrangler.toml") }));
  const compatibilityDate = read.compatibility_date;
  const bare = { imports: ["signatures.mjs"], compatibilityDate };
  const services: readonly ServiceText[] = [
    worker({
      name: "yima",
      module: "yima.js",
      compatibilityDate,
      compatibilityFlags: read.compatibility_flags,
      variables: {
        ...read.vars,
        ...extras.variables,
        YIMA_MASTER_KEY: MASTER_KEY,
        ...(build === "worker" && { YIMA_PROXY_SECRET: PROXY_SECRET }),
      },
      kv: { PUBLISHED: "kv" },
      services: { ASSETS: "assets" },
      ...(extras.kvIsTheInternet === true && { outbound: "kv" }),
      objects: Object.fromEntries(read.durable_objects.bindings.map(({ name, class_name }) => [name, class_name])),
    }),
    extras.kvPort === undefined ? worker({ name: "kv", module: "kv.js", compatibilityDate }) : external("kv", extras.kvPort),
    worker({ name: "assets", module: "assets.js", compatibilityDate, services: { FILES: "files" } }),
    directory("files", join(root, "dist/client")),
    worker({ ...bare, name: "bare", module: "bare.mjs", objects: { ROWS: "Rows", BARE: "Bare" } }),
    worker({ ...bare, name: "floor", module: "floor.mjs", objects: { FLOOR: "Floor" } }),
    ...(extras.caller === undefined
      ? []
      : [
          worker({
            name: "caller",
            module: "caller.js",
            compatibilityDate,
            objectsOf: {
              COMMUNITY: { service: "yima", className: "Community" },
              PEOPLE: { service: "yima", className: "People" },
            },
          }),
        ]),
  ];
  const sockets = [
    { name: "yima", service: "yima" },
    { name: "kv", service: "kv" },
    ...references.map((entrypoint) => ({
      name: entrypoint,
      service: entrypoint.endsWith("Floor") ? "floor" : "bare",
      entrypoint,
    })),
    ...(extras.caller === undefined ? [] : [{ name: "caller", service: "caller" }]),
  ];
  const modules = {
    "yima.js": join(root, "dist", build, "worker.js"),
    "assets.js": join(import.meta.dirname, "workers/assets.mjs"),
    "kv.js": KV,
    ...Object.fromEntries(REFERENCES.map((name) => [name, join(import.meta.dirname, "workers", name)])),
    ...(extras.caller !== undefined && { "caller.js": join(import.meta.dirname, "workers", extras.caller) }),
  };
  return { services, sockets, modules };
}
