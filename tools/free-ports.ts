/** Ports of this machine that nobody listens at. Between the look and the use somebody may take one: who uses it says so. */
import { createServer } from "node:net";

const TRIED = 40;

/** As many free ports as asked for, the lowest from `first` on. Throws where too few are left. */
export async function freePorts(first: number, count: number, host = "127.0.0.1"): Promise<readonly number[]> {
  const found: number[] = [];
  for (let port = first; port < first + TRIED && found.length < count; port += 1) if (await isFree(port, host)) found.push(port);
  if (found.length < count)
    throw new Error(`Of the ports ${first} to ${first + TRIED - 1} of ${host} fewer than ${count} are free`);
  return found;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });
}
