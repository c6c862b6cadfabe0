/** Finds out whether a code was handled a moment ago, so that a code that stays in front of the camera is not verified again and again. Pure. */

/** A registered holder whose code is out of view for this time counts as gone; then their code is verified again. */
const GONE_AFTER_MS = 4000;
/** A refused or skipped code is not verified again for this time: the holder needs a moment to show another one. */
const REFUSED_PAUSE_MS = 2500;

export interface Recent {
  /** Issuer and handle of a registered holder, or the text of a refused or skipped code. */
  readonly key: string;
  readonly kind: "registered" | "refused";
  readonly untilMs: number;
}

export function remember(recents: readonly Recent[], key: string, kind: Recent["kind"], nowMs: number): readonly Recent[] {
  const untilMs = nowMs + (kind === "registered" ? GONE_AFTER_MS : REFUSED_PAUSE_MS);
  return [...recents.filter((recent) => recent.key !== key && recent.untilMs >= nowMs), { key, kind, untilMs }];
}

/** The recent handling of one of these keys; null without one. Each sight of a registered holder prolongs the time for which they count as handled. */
export function findRepeat(
  recents: readonly Recent[],
  keys: readonly string[],
  nowMs: number,
): { readonly recent: Recent | null; readonly recents: readonly Recent[] } {
  const recent = recents.find((each) => keys.includes(each.key) && each.untilMs >= nowMs) ?? null;
  if (recent?.kind !== "registered") return { recent, recents };
  return { recent, recents: remember(recents, recent.key, recent.kind, nowMs) };
}
