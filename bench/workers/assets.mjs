/** Serves the built files in place of the platform's asset router: adds the content types, which workerd's directory service does not send. */
export default {
  async fetch(request, env) {
    const answer = await env.FILES.fetch(request.url);
    const type = request.url.endsWith(".json") && answer.ok ? "application/json" : "text/html";
    return new Response(answer.body, { status: answer.status, headers: { "content-type": type } });
  },
};
