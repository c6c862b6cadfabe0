/** A status list as anybody fetches it, read without our code. */
import { base64url, createLocalJWKSet, jwtVerify } from "jose";
import { Visitor } from "./visitor.ts";

/** Its entries, inflated. */
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
