/** Set-up of a test file, on Node and in workerd: waits when the hour or China's day is about to end. */
import { waitAt } from "./day-turn.ts";

const wait = waitAt(Date.now());
if (wait > 0) await new Promise((done) => setTimeout(done, wait));
