/** Takes TLS off connections and hands the rest on, byte by byte, to a port of this machine. Knows no HTTP, so that WebSockets pass too. */
import { connect, type Server, type Socket } from "node:net";
import { createServer } from "node:tls";
import type { KeyAndCertificate } from "./certificate.ts";

export interface Front {
  readonly port: number;
  /** Breaks what is open and refuses what comes: to a browser the network is gone. */
  readonly cut: () => Promise<void>;
  /** Takes connections again, at the same port. */
  readonly mend: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param port 0 takes a free one @param to where HTTP without TLS is answered */
export async function openFront(
  tls: KeyAndCertificate,
  { port, host, to }: { readonly port: number; readonly host: string; readonly to: number },
): Promise<Front> {
  const open = new Set<Socket>();
  const server = createServer({ ...tls, ALPNProtocols: ["http/1.1"] }, (near) => {
    const far = connect(to, "127.0.0.1");
    for (const [each, other] of [[near, far] as const, [far, near] as const]) {
      open.add(each);
      // A broken half breaks the other: what was lost is for the browser and the worker to say.
      each.on("error", () => other.destroy());
      each.on("close", () => {
        open.delete(each);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await listen(server, port, host);
  const taken = portOf(server);
  const cut = async (): Promise<void> => {
    const closed = new Promise((done) => server.close(done));
    for (const socket of open) socket.destroy();
    await closed;
  };
  return { port: taken, cut, mend: () => listen(server, taken, host), close: cut };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      done();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the front has no port");
  return address.port;
}
