/** The request of a gate to declare again: which of two requests is valid. It changes no colour and no declaration. Pure. Source: product.md §4. */
import { MINUTE_MS } from "../instant.ts";

/** The gate and the time of a request; it does not name the collector. */
export interface Redeclaration {
  /** The time of the request, ms. */
  readonly at: number;
  /** The community's name, as people say it. */
  readonly community: string;
  readonly point: string;
}

/** The longest time that one person stands at one gate. */
const SAME_REQUEST_MS = 10 * MINUTE_MS;

/** The valid request after `next`. A repeated request of the same gate within ten minutes changes nothing; any other request replaces the previous one. */
export function redeclarationAfter(before: Redeclaration | null, next: Redeclaration): Redeclaration {
  const same = before !== null && before.community === next.community && before.point === next.point;
  return same && next.at - before.at < SAME_REQUEST_MS && next.at >= before.at ? before : next;
}
