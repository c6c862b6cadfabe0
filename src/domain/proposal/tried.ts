/** Changes whose effect on the shown or decided colours is counted before their approval, and the form in which the counts may be shown. Pure. Source: product.md §5, point 4; decision 61. */
import type { LevelTurn } from "../area/area.ts";
import { type ClosedManagement, type ColourSetting, showsColours } from "../colour/colour-view.ts";
import type { Colour, RuleSet } from "../rules/rule-set.ts";
import { LEAST_NAMED, type Move } from "../rules/trial.ts";
import { type OfficersSetting, type SettingChange, settingAfter } from "./officers-setting.ts";
import type { Change } from "./proposal.ts";

/** A change that is tried on all persons, with all that a shard needs to decide with and without it. */
export type Tried =
  | { readonly kind: "rule_set"; readonly ruleSet: RuleSet }
  | { readonly kind: "levels"; readonly turns: readonly LevelTurn[] }
  | ShowingTried;

/** A closure, its end, or the switch to colours. It concerns the persons whose address is in `division` (empty: all), and is compared at the moment `at`, ms. */
export interface ShowingTried {
  readonly kind: "showing";
  readonly division: string;
  readonly before: ColourSetting;
  readonly after: ColourSetting;
  readonly at: number;
}

/**
 * Whether the change is counted from its proposal on. `waits`: nobody approves it before the count has ended. `urgent`: a closure in an outbreak, and the
 * withdrawal of a file of wrong levels, do not wait. Null: it is not counted here.
 */
export function countingOf(change: Change): "waits" | "urgent" | null {
  if (change.kind === "area_entry" || change.kind === "area_list") return "waits";
  if (change.kind === "closed_management" || change.kind === "colours_switch") return "urgent";
  return change.kind === "list_withdrawal" && change.list === "areas" ? "urgent" : null;
}

/** A closure or a switch as it is tried: with the setting before and after, at the first moment at which the two differ in its division. */
export function showingTried(setting: OfficersSetting, change: SettingChange, now: number): ShowingTried {
  const division = change.kind === "closed_management" ? change.division : "";
  const [before, after] = [withoutTurns(setting), withoutTurns(settingAfter(setting, change, now))];
  const at = [now, ...momentsOf(before, division), ...momentsOf(after, division)]
    .filter((moment) => moment >= now)
    .toSorted((a, b) => a - b)
    .find((moment) => shownIn(before, division, moment) !== shownIn(after, division, moment));
  return { kind: "showing", division, before, after, at: at ?? now };
}

function withoutTurns({ coloursFrom, closed }: OfficersSetting): ColourSetting {
  return { coloursFrom, closed };
}

function momentsOf({ coloursFrom, closed }: ColourSetting, division: string): readonly number[] {
  const own = closed.filter((each) => each.division === division).flatMap(({ from, until }) => [from, until]);
  return [coloursFrom, ...own].filter((moment) => moment !== null);
}

function shownIn(setting: ColourSetting, division: string, at: number): "none" | "closed" | "decided" {
  if (!showsColours(setting, at)) return "none";
  const isClosed = ({ from, until, division: own }: ClosedManagement) =>
    own === division && from <= at && (until === null || at < until);
  return setting.closed.some(isClosed) ? "closed" : "decided";
}

/** The number of persons with the same change. A null colour: one of several that are not named, because too few persons have the change. */
export interface Turn {
  readonly from: Colour | null;
  readonly to: Colour | null;
  readonly persons: number;
}

/** The changes among these counts; persons without a change are left out. */
export function turnsOf(colours: readonly Omit<Move, "division">[]): readonly Turn[] {
  return colours.filter(({ from, to }) => from !== to).toSorted((a, b) => b.persons - a.persons);
}

/**
 * The changes in one division, which may be a single street. Changes of fewer than five persons are added up without their colours; if the sum is below
 * five, the smallest other change joins them. Grey and the missing colour tell nothing about a person, so that they stay where all of the sum have them.
 */
export function namedTurns(turns: readonly Turn[]): readonly Turn[] {
  const bySize = turns.toSorted((a, b) => a.persons - b.persons);
  const small = bySize.filter(({ persons }) => persons < LEAST_NAMED).length;
  if (small === 0) return turns;
  const hidden = bySize.slice(0, personsIn(bySize.slice(0, small)) < LEAST_NAMED ? small + 1 : small);
  const sum = { from: commonOf(hidden, "from"), to: commonOf(hidden, "to"), persons: personsIn(hidden) };
  return [...bySize.slice(hidden.length).toReversed(), sum];
}

export function personsIn(turns: readonly Pick<Turn, "persons">[]): number {
  return turns.reduce((sum, { persons }) => sum + persons, 0);
}

/** The colour that all of them have on this side, if it tells nothing about a person. */
function commonOf(turns: readonly Turn[], side: "from" | "to"): Colour | null {
  const colour = turns[0]?.[side] ?? null;
  return (colour === "grey" || colour === "none") && turns.every((turn) => turn[side] === colour) ? colour : null;
}
