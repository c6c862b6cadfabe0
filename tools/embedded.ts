/** Runs the built local worker on workerd, with state on disk, until this process ends. Uses Miniflare; does not depend on Yima's routes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import * as z from "zod";
import { claimDirectory } from "./claim.ts";
import { root } from "./command.ts";
import { outbound } from "./outbound.ts";
import { quietEnvironment } from "./quiet.ts";
import { securityLogIn } from "./security-log.ts";
import { bindRuntime } from "./workerd.ts";

/** The entry point behind the port. Its direct socket bypasses Miniflare's proxy and asset router, with which the throughput is a tenth. */
const ENTRYPOINT = "Local";
/** The entry point behind the second port, which treats each request as if it came by TLS. */
const SECURE_ENTRYPOINT = "Secure";

export interface EmbeddedOptions {
  /** The TCP port on 127.0.0.1; 0: any free port. */
  readonly port: number;
  /** The directory of all state; created if missing. */
  readonly persist: string;
  /** The master secret of the worker: 32 bytes in base64url. */
  readonly masterKey: string;
  /** Variables that replace those of wrangler.toml. */
  readonly bindings?: Readonly<Record<string, string>>;
  /** The directory of the build, with `wrangler.toml` and `dist/`; default: this repository. */
  readonly home?: string;
  /** The worker script: `local`, the one for one machine, or `worker`, the deployed one; default: `local`. */
  readonly script?: "local" | "worker";
  /** Changes the text of its main module before the start; default: none. */
  readonly change?: (text: string) => string;
  /** The directory of the phone's files; default: `dist/client` of the build. */
  readonly client?: string;
  /** The `WorkerEntrypoint` behind the socket, or `default` for the script's default handler; default: `Local`. */
  readonly entrypoint?: string;
  /** Opens a second port, to which a TLS front sends the requests that it decrypted. */
  readonly secure?: boolean;
  /** The file of the security log; absent: its lines are printed. */
  readonly securityLog?: string;
}

export interface Embedded {
  readonly port: number;
  /** `http://127.0.0.1:PORT`; the worker chooses the issuer by the Host header of a request. */
  readonly url: string;
  /** The port to which a TLS front sends its requests; 0 without `secure`. */
  readonly securePort: number;
  readonly dispose: () => Promise<void>;
}

/** Starts workerd and resolves when it listens. Rejects if the built worker is missing, or if the port or the state is in use. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  Object.assign(process.env, quietEnvironment);
  const home = options.home ?? root;
  const folder = join(home, "dist", options.script ?? "local");
  const main = join(folder, "worker.js");
  if (!existsSync(main)) throw new Error(`${main} is missing: run npm run build first`);
  const later = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /^later.*\.js$/.test(name));
  // Imported only after the variables above are set: wrangler reads them when it is loaded.
  const { unstable_getMiniflareWorkerOptions } = await import("wrangler");
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(home, "wrangler.toml"));
  const entrypoint = options.entrypoint ?? ENTRYPOINT;
  const variables = z.record(z.string(), z.string()).parse(workerOptions.bindings ?? {});
  const assets = z.looseObject({ directory: z.string() }).parse(workerOptions.assets);
  const converted = convertV4MiniflareOptions({
    ...workerOptions,
    assets: { ...assets, directory: options.client ?? assets.directory },
    rootPath: home,
    outboundService: outbound,
    modulesRoot: folder,
    modules: [
      {
        type: "ESModule",
        path: main,
        ...(options.change !== undefined && { contents: options.change(readFileSync(main, "utf8")) }),
      },
      ...later.map((name) => ({ type: "ESModule" as const, path: join(folder, name) })),
    ],
    bindings: { ...variables, ...options.bindings, YIMA_MASTER_KEY: options.masterKey },
    unsafeDirectSockets: [
      { host: "127.0.0.1", port: options.port, entrypoint },
      ...(options.secure === true ? [{ host: "127.0.0.1", port: 0, entrypoint: SECURE_ENTRYPOINT }] : []),
    ],
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.WARN),
    ...(options.securityLog !== undefined && { handleStructuredLogs: securityLogIn(options.securityLog) }),
  });
  const state = resolve(options.persist);
  const release = claimDirectory(state);
  try {
    const miniflare = new Miniflare({ ...converted, resourcePersistencePath: state, unsafeRuntimeEnv: bindRuntime(state) });
    const direct = await miniflare.unsafeGetDirectURL(undefined, entrypoint);
    const secure = options.secure === true ? await miniflare.unsafeGetDirectURL(undefined, SECURE_ENTRYPOINT) : undefined;
    const dispose = async () => {
      await miniflare.dispose();
      release();
    };
    return { port: Number(direct.port), url: `http://127.0.0.1:${direct.port}`, securePort: Number(secure?.port ?? 0), dispose };
  } catch (error) {
    release();
    throw error;
  }
}
