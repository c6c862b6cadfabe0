/** Built files with their content types, as the asset router serves them: workerd's directories send no types. */
export default {
  async fetch(request, env) {
    const found = await env.FILES.fetch(request.url);
    const type = request.url.endsWith(".json") && found.ok ? "application/json" : "text/html";
    return new Response(found.body, { status: found.status, headers: { "content-type": type } });
  },
};
