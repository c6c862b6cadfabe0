/** Built files with their content types, as the asset router serves them: workerd's directories send no types. */
export default {
  async fetch(request, env) {
    const answer = await env.FILES.fetch(request.url);
    const type = request.url.endsWith(".json") && answer.ok ? "application/json" : "text/html";
    return new Response(answer.body, { status: answer.status, headers: { "content-type": type } });
  },
};
