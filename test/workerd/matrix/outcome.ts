/** Turns an HTTP answer into the words that a cell of the tables expects. */
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { Problem } from "../../../src/contract/problem.ts";

/** The status, with the code of a refusal, or with the result of the first pass in an answer about passes. */
export async function outcomeOf(answer: Response): Promise<string> {
  if (answer.webSocket !== null) {
    answer.webSocket.accept();
    answer.webSocket.close();
    return `${answer.status}`;
  }
  const bytes = await answer.arrayBuffer();
  if (!(answer.headers.get("content-type") ?? "").includes("json")) return `${answer.status}`;
  const body = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Problem & PassesResponse & { readonly error: string }>;
  const result = answer.url.endsWith("/passes") ? body.results?.[0] : undefined;
  const code = result?.state === "refused" ? result.refusal.code : (result?.state ?? body.code ?? body.error);
  return answer.ok && result === undefined ? `${answer.status}` : `${answer.status} ${code}`;
}
