/** A gate asks a person to declare again: which asking stands, and until when. It changes no colour and no declaration. Pure. Source: product.md §4. */

/** Which gate asked, and when: the gate, not who stood there. */
export interface Redeclaration {
  /** ms */
  readonly at: number;
  /** The community's name, as people say it. */
  readonly community: string;
  readonly point: string;
}

/** As long as one person stands at one gate. */
const SAME_ASKING_MS = 10 * 60_000;

/** As long as the pass beside which it was asked. Source: architecture.md, Privacy and security. */
const ASKING_MS = 30 * 86_400_000;
/** Askings of one hour leave together. */
const HOUR_MS = 3_600_000;

/** Askings up to this moment are over, ms: nobody is shown them. */
export function askingOverUntil(now: number): number {
  return now - ASKING_MS;
}

/** When an asking of a moment leaves that nobody answered, ms: the full hour after it is over. */
export function askingDue(at: number): number {
  return Math.ceil((at + ASKING_MS) / HOUR_MS) * HOUR_MS;
}

/** The asking that stands afterwards: the same gate asking again at once is the same asking, another gate's takes the place of the one before. */
export function redeclarationAfter(before: Redeclaration | null, next: Redeclaration): Redeclaration {
  const same = before !== null && before.community === next.community && before.point === next.point;
  return same && next.at - before.at < SAME_ASKING_MS && next.at >= before.at ? before : next;
}
