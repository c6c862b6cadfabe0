/** A KV namespace in memory: the HTTP service that workerd's KV binding calls. It has no lists and no expiry. */
const values = new Map();
const METADATA = "CF-KV-Metadata";

export default {
  async fetch(request) {
    const key = decodeURIComponent(new URL(request.url).pathname.slice(1));
    if (request.method === "PUT") {
      const metadata = request.headers.get(METADATA);
      values.set(key, { body: await request.arrayBuffer(), headers: metadata === null ? {} : { [METADATA]: metadata } });
    } else if (request.method === "DELETE") values.delete(key);
    const value = values.get(key);
    if (request.method !== "GET") return new Response(null, { status: 204 });
    return value === undefined ? new Response("absent", { status: 404 }) : new Response(value.body, { headers: value.headers });
  },
};
