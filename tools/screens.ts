/** `npm run screens`: runs the e2e tests, which write pictures of the screens to .cache/screens, and copies those that the documents show to docs/screens. */
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./command.ts";
import { documentPictures, pictureFolder } from "./document-pictures.ts";

const FOLDER = ".cache/screens";

rmSync(join(root, FOLDER), { recursive: true, force: true });
const { status } = await run("vitest", ["run", "--project", "e2e"], { env: { YIMA_SCREENS: FOLDER } });
if (status === 0) for (const name of documentPictures()) copyFileSync(join(root, FOLDER, name), join(pictureFolder, name));
process.exitCode = status;
