/** A gate asks a person to declare again: which asking stands, and until when. It changes no colour and no declaration. Pure. Source: product.md §4. */
import { MINUTE_MS } from "../instant.ts";

/** Which gate asked, and when: the gate, not who stood there. */
export interface Redeclaration {
  /** ms */
  readonly at: number;
  /** The community's name, as people say it. */
  readonly community: string;
  readonly point: string;
}

/** As long as one person stands at one gate. */
const SAME_ASKING_MS = 10 * MINUTE_MS;

/** The asking that stands afterwards: the same gate asking again at once is the same asking, another gate's takes the place of the one before. */
export function redeclarationAfter(before: Redeclaration | null, next: Redeclaration): Redeclaration {
  const same = before !== null && before.community === next.community && before.point === next.point;
  return same && next.at - before.at < SAME_ASKING_MS && next.at >= before.at ? before : next;
}
