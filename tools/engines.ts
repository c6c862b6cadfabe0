/** `npm run engines`: the whole story in each engine beside the current Chromium; `-- firefox` for one of them. `npm test` tells the short one. */
import { build } from "./build.ts";
import { run } from "./command.ts";
import { needEngines } from "./engines/find.ts";

for (const sentence of await needEngines()) process.stdout.write(`${sentence}\n`);
await build();
const args = ["run", "--project", "engines", ...process.argv.slice(2)];
process.exitCode = (await run("vitest", args, { env: { YIMA_WHOLE_STORY: "1" } })).status;
