/** Keeps a code that stays in front of the camera from being scanned twice. Pure. */

/** A registered holder counts as gone when they were out of view for so long. */
const GONE_AFTER_MS = 4000;
/** After a refusal the holder needs a moment to show something else; the same code is then looked at again. */
const REFUSED_PAUSE_MS = 2500;

export interface Recent {
  /** A holder whose pass is done, or the text of what was refused. */
  readonly key: string;
  readonly kind: "registered" | "refused";
  readonly untilMs: number;
}

export function remember(recents: readonly Recent[], key: string, kind: Recent["kind"], nowMs: number): readonly Recent[] {
  const untilMs = nowMs + (kind === "registered" ? GONE_AFTER_MS : REFUSED_PAUSE_MS);
  return [...recents.filter((recent) => recent.key !== key && recent.untilMs >= nowMs), { key, kind, untilMs }];
}

/** Whether what is seen now was dealt with a moment ago; a registered holder who stays in view stays dealt with. */
export function seen(
  recents: readonly Recent[],
  keys: readonly string[],
  nowMs: number,
): { readonly recent: Recent | null; readonly recents: readonly Recent[] } {
  const recent = recents.find((each) => keys.includes(each.key) && each.untilMs >= nowMs) ?? null;
  if (recent?.kind !== "registered") return { recent, recents };
  return { recent, recents: remember(recents, recent.key, recent.kind, nowMs) };
}
