/** A status list as another program gets it: fetched over HTTP and read with the library jose, without the code of this project. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { base64url, createLocalJWKSet, jwtVerify } from "jose";
import { expect, vi } from "vitest";
import { ListStore } from "../../../src/objects/status-list/list-store.ts";
import { PATIENT } from "../../support/patience.ts";
import { Visitor } from "../visitor.ts";

/** The bytes with the entries of a list, fetched from a host over HTTP, after a check of its signature and subject. */
export async function fetched(list: string, host = "wuhan.localhost", issuer = "4201"): Promise<Uint8Array> {
  const visitor = new Visitor(host);
  const { keys } = await visitor.ask<{ keys: [] }>("GET", "/.well-known/jwks.json");
  const token = new TextDecoder().decode(await (await visitor.send("GET", `/status/${list}`)).arrayBuffer());
  const { payload } = await jwtVerify(token, createLocalJWKSet({ keys }), {
    typ: "statuslist+jwt",
    subject: `urn:yima:status:${issuer}:${list}`,
  });
  const lst = new Uint8Array(base64url.decode((payload["status_list"] as { lst: string }).lst));
  return new Uint8Array(
    await new Response(new Blob([lst]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer(),
  );
}

/** Waits until the list has no change that is not published. */
export function published(list: string, issuer = "4201"): Promise<void> {
  const stub = env.STATUS_LIST.getByName(`${issuer}/status/${list}`);
  const changed = () => runInDurableObject(stub, (_, { storage }) => new ListStore(storage.sql).list()?.changed);
  return vi.waitFor(async () => expect(await changed()).toBe(0), PATIENT);
}
