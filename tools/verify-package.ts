/** Builds the package of `packages/verify` for other programs into `dist/verify/`: code without other packages, types, vectors, and the tarball. Part of the build. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "vite";
import { root, run } from "./command.ts";

const SOURCE = join(root, "packages/verify");
const OUT = join(root, "dist/verify");
/** Apart from the folder of `tsc -b`, which may run at the same time. */
const TYPES = join(OUT, "types");
const VECTORS = join(root, "test/vectors/code");
const ENTRIES = ["index", "vectors"];
/** An import of another file of ours in a declaration. */
const IMPORTED = /(?<=from "|import\(")(\.[^"]*)\.ts(?=")/g;

/** The folder of the package as it is in the tarball. */
const folder = join(OUT, "package");

async function bundle(): Promise<void> {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      target: "es2022",
      lib: { entry: Object.fromEntries(ENTRIES.map((name) => [name, join(SOURCE, `src/${name}.ts`)])), formats: ["es"] },
      rolldownOptions: {
        external: ["jose"],
        // What signs is in files that import jose, and is not part of a verifier.
        treeshake: { moduleSideEffects: false },
        output: {
          entryFileNames: "[name].js",
          chunkFileNames: "code.js",
          comments: false,
          // People read a verifier before they rely on it, so names and statements stay.
          minify: { compress: false, mangle: false, codegen: true },
        },
      },
    },
  });
}

/** Copies the declarations that a file needs, in their folders. Their imports get the ending that every setting of TypeScript resolves. */
function declare(file: string, done: Set<string>): void {
  if (done.has(file)) return;
  done.add(file);
  const text = readFileSync(file, "utf8");
  const target = join(folder, "types", relative(TYPES, file));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text.replaceAll(IMPORTED, "$1.js").replace(/^\/\/# sourceMappingURL=.*\n?/m, ""));
  for (const [path] of text.matchAll(IMPORTED)) declare(join(dirname(file), path.replace(/\.ts$/, ".d.ts")), done);
}

async function need(command: string, args: readonly string[], cwd = root): Promise<void> {
  const { status, output } = await run(command, args, { capture: true, cwd });
  if (status !== 0) throw new Error(output);
}

rmSync(OUT, { recursive: true, force: true });
await bundle();
await need("tsc", ["-p", join(SOURCE, "tsconfig.types.json")]);
const done = new Set<string>();
for (const name of ENTRIES) declare(join(TYPES, `packages/verify/src/${name}.d.ts`), done);
for (const name of ["package.json", "README.md"]) cpSync(join(SOURCE, name), join(folder, name));
for (const name of ["keys", "valid", "refused", "hostile"])
  cpSync(join(VECTORS, `${name}.json`), join(folder, `vectors/${name}.json`));
await need("npm", ["pack", "--pack-destination", OUT, "--ignore-scripts", "--no-update-notifier"], folder);
