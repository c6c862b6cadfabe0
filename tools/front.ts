/** A front: accepts TLS connections and passes their decrypted bytes to a port of this machine, and back. Does not interpret HTTP, so it also works for WebSockets. */
import { connect, type Server, type Socket } from "node:net";
import { createServer } from "node:tls";
import type { KeyAndCertificate } from "./certificate.ts";

export interface Front {
  readonly port: number;
  /** Closes the open connections and refuses new ones, so that a browser is without a network. */
  readonly cut: () => Promise<void>;
  /** Accepts connections again, on the same port. */
  readonly mend: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a front. @param port its own port; 0: any free port @param to the port of this machine that answers HTTP without TLS */
export async function openFront(
  tls: KeyAndCertificate,
  { port, host, to }: { readonly port: number; readonly host: string; readonly to: number },
): Promise<Front> {
  const open = new Set<Socket>();
  const server = createServer({ ...tls, ALPNProtocols: ["http/1.1"] }, (near) => {
    const far = connect(to, "127.0.0.1");
    for (const [each, other] of [[near, far] as const, [far, near] as const]) {
      open.add(each);
      // An error or an end on one side closes the other side: browser and worker handle a lost connection themselves.
      each.on("error", () => other.destroy());
      each.on("close", () => {
        open.delete(each);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await listen(server, port, host);
  const ownPort = portOf(server);
  const cut = async (): Promise<void> => {
    const closed = new Promise((done) => server.close(done));
    for (const socket of open) socket.destroy();
    await closed;
  };
  return { port: ownPort, cut, mend: () => listen(server, ownPort, host), close: cut };
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
