/** Built files with their type, as the asset router gives them: workerd's directories know no types. */
export default {
  async fetch(request, env) {
    const found = await env.FILES.fetch(request.url);
    const type = request.url.endsWith(".json") && found.ok ? "application/json" : "text/html";
    return new Response(found.body, { status: found.status, headers: { "content-type": type } });
  },
};
