/** A gate's request to a person to declare again, and which of two requests is valid. It changes no colour and no declaration. Pure. Source: product.md §4. */
import { MINUTE_MS } from "../instant.ts";

/** A gate's request: the gate and the time. It does not name the collector. */
export interface Redeclaration {
  /** The time of the request, ms. */
  readonly at: number;
  /** The name of the gate's community, as people say it. */
  readonly community: string;
  readonly point: string;
}

/** A person stands at one gate for at most this time: a second request from there within it repeats the first. */
const SAME_REQUEST_MS = 10 * MINUTE_MS;

/** The request that is valid after the new request `next`. A second request of the same gate within ten minutes changes nothing; any other request replaces the previous one. */
export function redeclarationAfter(before: Redeclaration | null, next: Redeclaration): Redeclaration {
  const same = before !== null && before.community === next.community && before.point === next.point;
  return same && next.at - before.at < SAME_REQUEST_MS && next.at >= before.at ? before : next;
}
