/** Used by every request of a test's visitor: the operation must declare each problem that it answers, so that the OpenAPI document names all of them. */
import { problemsOf } from "../../src/contract/operation.ts";
import { OPERATIONS } from "../../src/contract/document/operations.ts";
import type { Problem } from "../../src/contract/problem.ts";

const routes = OPERATIONS.map((operation) => ({
  operation,
  path: new RegExp(`^${operation.path.replaceAll(".", "\\.").replaceAll(/:\w+/g, "[^/]+")}$`),
}));

/** Throws if an answer is a problem that its operation does not declare. Ignores paths that are no operation. */
export async function expectDeclared({ method, url }: Request, answer: Response): Promise<void> {
  if (answer.headers.get("content-type") !== "application/problem+json") return;
  const { pathname } = new URL(url);
  const route = routes.find(({ operation, path }) => operation.method === method && path.test(pathname));
  if (route === undefined) return;
  const { code } = await answer.clone().json<Problem>();
  if (problemsOf(route.operation).some((declared) => declared === code)) return;
  throw new Error(`${method} ${route.operation.path} answers ${code}, which it does not declare`);
}
