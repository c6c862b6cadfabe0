/** Bundles a worker script with esbuild. What only log-ins, clients with keys, workbooks and the description of the interface need lies in modules of its own beside `worker.js`, which the runtime reads when they are first imported: they cost its start nothing. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { root } from "./command.ts";

/** Their folder. wrangler.toml names it, so that they are deployed with the script. */
const FOLDER = "later";
/** The modules of their own, by name: what the source imports when it is first used, and the file or package that begins the module. */
const LATER: Readonly<Record<string, string>> = {
  webauthn: "src/routes/who/passkeys/webauthn.ts",
  oauth4webapi: "oauth4webapi",
  oauth: "src/token/oauth/oauth.ts",
  openapi: "src/contract/document/openapi.ts",
  workbook: "src/routes/communities/pass-xlsx.ts",
};

const CERTIFICATES = join(root, "src/routes/who/passkeys/no-certificates.cjs");
const SIGNATURE = join(root, "src/routes/who/passkeys/signature.cjs");
/**
 * `@simplewebauthn/server` reads the certificates of attestations with these packages: 60 KB gzipped that no passkey of ours needs, because none is asked for its maker.
 * An answer with such a certificate then fails, and is refused.
 */
const REPLACED = {
  "@peculiar/asn1-schema": SIGNATURE,
  "@peculiar/asn1-ecc": SIGNATURE,
  "@peculiar/x509": CERTIFICATES,
  "@peculiar/asn1-x509": CERTIFICATES,
  "@peculiar/asn1-rsa": CERTIFICATES,
  "@peculiar/asn1-android": CERTIFICATES,
  "reflect-metadata": CERTIFICATES,
  "@peculiar/asn1-x509-post-quantum": CERTIFICATES,
};

const later: Plugin = {
  name: "later",
  setup(bundling) {
    bundling.onResolve({ filter: /./ }, ({ path, kind, resolveDir }) => {
      if (kind !== "dynamic-import") return null;
      const imported = path.startsWith(".") ? join(resolveDir, path) : path;
      const found = Object.entries(LATER).find(([, begin]) => imported === begin || imported === join(root, begin));
      return found === undefined ? null : { path: `./${FOLDER}/${found[0]}.js`, external: true };
    });
  },
};

/** The words of the contract that only the description of the interface shows: of an operation, and of a member of a shape. */
const WORDS = /\.describe\(\s*"(?:[^"\\]|\\.)*",?\s*\)|\b(?:summary|description):\s*"(?:[^"\\]|\\.)*",/g;

/** Leaves these words out of the script: the description lies in a module of its own, with its own copy of the contract. */
const withoutWords: Plugin = {
  name: "without words",
  setup(bundling) {
    bundling.onLoad({ filter: /\/src\/contract\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(WORDS, ""),
      loader: "ts",
    }));
  },
};

/** Writes `worker.js`, with the exports of `entry`, and the modules that it imports later into `outDir`, each with its source map. */
export async function bundleWorker(entry: string, outDir: string): Promise<void> {
  const modules = Object.entries(LATER).map(([name, begin]) => [`${FOLDER}/${name}`, begin]);
  await Promise.all([
    bundle({ worker: entry }, outDir, [later, withoutWords]),
    bundle(Object.fromEntries(modules), outDir, [later]),
  ]);
}

async function bundle(entryPoints: Record<string, string>, outDir: string, plugins: Plugin[]): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: outDir,
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["cloudflare:*"],
    define: { "process.env.NODE_ENV": '"production"', "navigator.userAgent": '"Cloudflare-Workers"' },
    alias: REPLACED,
    plugins,
    minify: true,
    sourcemap: true,
    logLevel: "error",
  });
}
