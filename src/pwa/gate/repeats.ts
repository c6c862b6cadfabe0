/** Prevents a second scan of a code that stays in front of the camera. Pure. */

/** After this time out of view, a registered holder counts as gone. */
const GONE_AFTER_MS = 4000;
/** Pause after a refusal: the holder needs a moment to show another code. Then the same code is read again. */
const REFUSED_PAUSE_MS = 2500;

export interface Recent {
  /** A registered holder, or the text of a refused code. */
  readonly key: string;
  readonly kind: "registered" | "refused";
  readonly untilMs: number;
}

export function remember(recents: readonly Recent[], key: string, kind: Recent["kind"], nowMs: number): readonly Recent[] {
  const untilMs = nowMs + (kind === "registered" ? GONE_AFTER_MS : REFUSED_PAUSE_MS);
  return [...recents.filter((recent) => recent.key !== key && recent.untilMs >= nowMs), { key, kind, untilMs }];
}

/** Whether this code was handled a moment ago. A registered holder who stays in view stays handled. */
export function findRepeat(
  recents: readonly Recent[],
  keys: readonly string[],
  nowMs: number,
): { readonly recent: Recent | null; readonly recents: readonly Recent[] } {
  const recent = recents.find((each) => keys.includes(each.key) && each.untilMs >= nowMs) ?? null;
  if (recent?.kind !== "registered") return { recent, recents };
  return { recent, recents: remember(recents, recent.key, recent.kind, nowMs) };
}
