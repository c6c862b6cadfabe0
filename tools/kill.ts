/** `npm run kill [ROUNDS]`: kills three deployments at random moments, one after another and all at once, 200 times unless a number is given, and says what was lost. The test command does the same in a few rounds. */
import { run } from "./command.ts";

const [rounds = "200"] = process.argv.slice(2);
const args = ["run", "--project", "conformance", "test/conformance/nation-killed.test.ts"];
const { status } = await run("vitest", args, { env: { YIMA_KILLS: rounds } });
process.exitCode = status;
