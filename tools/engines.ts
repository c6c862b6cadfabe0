/** `npm run engines`: runs the tests `engines` (the main story) in Chromium 80, Firefox and WebKitGTK; `-- firefox` in one of them. It also runs the tests of test/engines/whole.ts, which `npm test` leaves out. */
import { build } from "./build.ts";
import { run } from "./command.ts";
import { needEngines } from "./engines/find.ts";

for (const sentence of await needEngines()) process.stdout.write(`${sentence}\n`);
await build();
const args = ["run", "--project", "engines", ...process.argv.slice(2)];
process.exitCode = (await run("vitest", args, { env: { YIMA_WHOLE_STORY: "1" } })).status;
