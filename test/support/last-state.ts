/** A nation shortly before its files are too old: in place of its host, one that serves a state which its online key signed almost 48 hours ago. docs/trust.md §5. */
import { createServer, type Server } from "node:http";
import { decodeJwt, importJWK, type JWK } from "jose";
import { FILE_CONTENT_TYPES } from "../../src/domain/federation/trust-files.ts";
import { FILE_TYPES } from "../../src/token/federation/read-file.ts";
import { compact } from "./federation.ts";
import type { TestNation } from "./nation.ts";

const LIFE_SECONDS = 48 * 3600;

/**
 * Serves such a state, without suspensions, at the port of a nation that was stopped, and no other file.
 * @param last the state that readers have: a reader takes only later ones, so each answer has a higher number @param leftSeconds from each answer to the end of its state
 */
export async function serveLastState({ bindings }: TestNation, port: number, last: string, leftSeconds: number): Promise<Server> {
  const jwk: JWK = JSON.parse(bindings["YIMA_ONLINE_KEY"] ?? "");
  const privateKey = await importJWK(jwk, "ES256");
  if (privateKey instanceof Uint8Array) throw new TypeError("a key of ES256");
  const online = { kid: jwk.kid ?? "", privateKey, jwk };
  const members = decodeJwt<{ readonly seq: number }>(last);
  let { seq } = members;
  const server = createServer((request, answer) => {
    if (request.url?.endsWith("/state") !== true) return answer.writeHead(404).end();
    const exp = Math.floor(Date.now() / 1000) + leftSeconds;
    seq += 1;
    const state = compact(FILE_TYPES.state, { ...members, seq, iat: exp - LIFE_SECONDS, exp, suspended: [] }, online);
    answer.setHeader("content-type", FILE_CONTENT_TYPES.state);
    return void state.then((text) => answer.end(text));
  });
  return new Promise((done) => server.listen(port, "localhost", () => done(server)));
}
