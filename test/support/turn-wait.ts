/** Set-up: waits before a test file when the day or the hour is about to turn. Runs on Node and in workerd. */
import { waitAt } from "./day-turn.ts";

const wait = waitAt(Date.now());
if (wait > 0) await new Promise((done) => setTimeout(done, wait));
