/** The security log of `npm start`: its lines go to a file beside the state, so that the terminal shows only what somebody who tries the program needs. Everything else that the runtime prints is printed. */
import { appendFileSync, chmodSync, renameSync, statSync } from "node:fs";

/** Two files of this size stay at most: the present one, and the one before it, named `.1`. */
const MAX_BYTES = 5_000_000;
/** The beginning of each line of the security log (src/routes/http/log.ts), and of no other line. */
const BEGINNING = '{"at":';

interface RuntimeLine {
  readonly level: string;
  readonly message: string;
}

/**
 * Takes the lines of the runtime.
 * @param path the file; it is made when the first line comes
 */
export function securityLogIn(path: string, maxBytes = MAX_BYTES): (line: RuntimeLine) => void {
  let size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return ({ level, message }) => {
    if (!message.startsWith(BEGINNING)) {
      const stream = level === "error" || level === "warn" ? process.stderr : process.stdout;
      stream.write(`${message}\n`);
      return;
    }
    if (size > 0 && size + message.length > maxBytes) {
      renameSync(path, `${path}.1`);
      size = 0;
    }
    appendFileSync(path, `${message}\n`);
    if (size === 0) chmodSync(path, 0o600);
    size += message.length + 1;
  };
}
