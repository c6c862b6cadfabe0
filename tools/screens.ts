/** `npm run screens`: plays every story in a browser, leaves a picture of each screen under .cache/screens and refreshes the ones that docs/screens keeps. */
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./command.ts";
import { keptFolder, keptPictures } from "./kept-pictures.ts";

const FOLDER = ".cache/screens";

rmSync(join(root, FOLDER), { recursive: true, force: true });
const { status } = await run("vitest", ["run", "--project", "e2e"], { env: { YIMA_SCREENS: FOLDER } });
if (status === 0) for (const name of keptPictures()) copyFileSync(join(root, FOLDER, name), join(keptFolder, name));
process.exitCode = status;
