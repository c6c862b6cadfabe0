/** A KV namespace in memory: the HTTP service that workerd's KV binding calls. It has no lists, no metadata and no expiry. */
const values = new Map();

export default {
  async fetch(request) {
    const key = decodeURIComponent(new URL(request.url).pathname.slice(1));
    if (request.method === "PUT") values.set(key, await request.arrayBuffer());
    else if (request.method === "DELETE") values.delete(key);
    const value = values.get(key);
    if (request.method === "GET") return value === undefined ? new Response("absent", { status: 404 }) : new Response(value);
    return new Response(null, { status: 204 });
  },
};
