/** A host over HTTP on this machine. Some of its files never end, and some are no text. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { contentTypeOf } from "./content-type.ts";

const CHUNK = Buffer.alloc(65_536, "x");
const NO_TEXT = Buffer.from([0x7b, 0xff, 0x7d]);

export interface EndlessHost {
  readonly origin: string;
  /** The texts by their paths: a text, one without an end, or bytes that are no UTF-8. */
  files: Readonly<Record<string, string | typeof ENDLESS | typeof NO_UTF8>>;
  /** The content type of the file at a path. */
  typeOf: (path: string) => string;
  /** How many answers without an end are still being sent. */
  readonly sending: () => number;
  readonly stop: () => Promise<void>;
}

export const ENDLESS = Symbol("endless");
export const NO_UTF8 = Symbol("no UTF-8");

export async function anEndlessHost(): Promise<EndlessHost> {
  const sending = new Set<ServerResponse>();
  const host = { files: {} as EndlessHost["files"], typeOf: contentTypeOf };
  const server = createServer(({ url = "" }, answer) => {
    const file = host.files[url];
    answer.setHeader("content-type", host.typeOf(url));
    if (file === undefined) answer.writeHead(404).end();
    else if (file === NO_UTF8) answer.end(NO_TEXT);
    else if (file === ENDLESS) stream(answer, sending);
    else answer.end(file);
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => void server.close(done));
  };
  return Object.assign(host, { origin: `http://localhost:${port}`, sending: () => sending.size, stop });
}

function stream(answer: ServerResponse, sending: Set<ServerResponse>): void {
  sending.add(answer);
  answer.on("close", () => sending.delete(answer));
  const more = () => {
    while (!answer.destroyed && answer.write(CHUNK));
  };
  answer.on("drain", more);
  more();
}
