/** Which field of a form a server's problem names: the last segment of its JSON Pointer. RFC 6901. */
import type { Problem } from "../../contract/problem.ts";

export function fieldOf(problem: Problem | null): string | undefined {
  return problem?.pointer?.split("/").at(-1);
}
