/** `npm run engines`: runs the long form of the test `engines` (the story) in Chromium 80, Firefox and WebKitGTK; `-- firefox` in one of them. `npm test` runs the short form. */
import { build } from "./build.ts";
import { run } from "./command.ts";
import { needEngines } from "./engines/find.ts";

for (const sentence of await needEngines()) process.stdout.write(`${sentence}\n`);
await build();
const args = ["run", "--project", "engines", ...process.argv.slice(2)];
process.exitCode = (await run("vitest", args, { env: { YIMA_WHOLE_STORY: "1" } })).status;
