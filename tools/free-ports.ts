/** Finds free ports of this machine. Another program may take one before the caller uses it; the caller then gets the error. */
import { createServer } from "node:net";

const MAX_ATTEMPTS = 40;

/** The lowest `count` free ports from `first` on. Rejects if fewer of the MAX_ATTEMPTS ports from `first` on are free. */
export async function freePorts(first: number, count: number, host = "127.0.0.1"): Promise<readonly number[]> {
  const ports: number[] = [];
  for (let port = first; port < first + MAX_ATTEMPTS && ports.length < count; port += 1)
    if (await isFree(port, host)) ports.push(port);
  if (ports.length < count)
    throw new Error(`Of the ports ${first} to ${first + MAX_ATTEMPTS - 1} of ${host} fewer than ${count} are free`);
  return ports;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });
}
