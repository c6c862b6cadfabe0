/** The officers' setting: from when colours are shown, and where management is closed; and the setting after an approved change. Pure. Source: product.md §5, point 4. */
import type { ClosedManagement } from "../colour/colour-view.ts";
import { type ShowingChange, turnsAfter } from "../colour/showing-change.ts";

/** What the officers of an issuer have set. `coloursFrom` is null if they have not set it: then the issuer's configuration counts. */
export interface OfficersSetting {
  readonly coloursFrom: number | null;
  readonly closed: readonly ClosedManagement[];
  /** The recent and future turns: moments at which the setting changes displayed colours. */
  readonly turns: readonly ShowingChange[];
}

/** The division of a turn (a change of displayed colours) in the whole region: the empty text is a prefix of every address. */
const EVERYWHERE = "";

export const NOTHING_SET: OfficersSetting = { coloursFrom: null, closed: [], turns: [] };

/** The changes of the officers' setting; rule sets and facts are stored elsewhere. */
export type SettingChange =
  /** Closed management of a division replaces the present one of the same division, also to set its end. */
  | ({ readonly kind: "closed_management" } & ClosedManagement)
  /** The issuer shows colours from the moment `from`, ms. */
  | { readonly kind: "colours_switch"; readonly from: number };

/** The officers' setting after the approval of a change. Closed management that has ended is removed. */
export function settingAfter(setting: OfficersSetting, change: SettingChange, now: number): OfficersSetting {
  if (change.kind === "colours_switch") return switched(setting, change.from, now);
  const { division, from, until } = change;
  const next = { division, from, until };
  const before = setting.closed.find((other) => other.division === division);
  const closed = [...setting.closed.filter((other) => other !== before), next];
  const atOnce = holds(next, now) !== (before !== undefined && holds(before, now));
  const turning = { atOnce, ahead: until === null ? [from] : [from, until] };
  return {
    ...setting,
    closed: closed.filter((each) => each.until === null || each.until > now),
    turns: turnsAfter(setting.turns, division, turning, now),
  };
}

/** The setting after the replacement of all signing keys: each code from before is revoked, and the turns of the whole region that are ahead stay. */
export function turnedEverywhere(setting: OfficersSetting, now: number): OfficersSetting {
  const ahead = setting.turns.filter(({ division, at }) => division === EVERYWHERE && at > now).map(({ at }) => at);
  return { ...setting, turns: turnsAfter(setting.turns, EVERYWHERE, { atOnce: true, ahead }, now) };
}

function switched(setting: OfficersSetting, from: number, now: number): OfficersSetting {
  const wasOn = setting.coloursFrom !== null && setting.coloursFrom <= now;
  const turning = { atOnce: wasOn !== from <= now, ahead: [from] };
  return { ...setting, coloursFrom: from, turns: turnsAfter(setting.turns, EVERYWHERE, turning, now) };
}

function holds({ from, until }: ClosedManagement, now: number): boolean {
  return from <= now && (until === null || now < until);
}
