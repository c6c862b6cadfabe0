/** Which names of JavaScript and the DOM the oldest supported browsers (the floor) have, by MDN's compatibility table. Knows names only, not the types of objects. */
import { createRequire } from "node:module";
import type { CompatData, CompatStatement, Identifier } from "@mdn/browser-compat-data";

/** The oldest engines of residents (quality.md, people); vite.config.ts lowers syntax to the same. */
const FLOOR = { chrome: 80, safari: 15.4, firefox: 115 } as const;

type Engine = keyof typeof FLOOR;

/** Names, each with whether all browsers at the floor have it in at least one interface. */
type Names = ReadonlyMap<string, boolean>;

export interface Newer {
  /** Global names, such as `AbortController` and `structuredClone`. */
  readonly globals: Names;
  /** Members with their interface, such as `Map.groupBy` and `Navigator.wakeLock`. */
  readonly qualified: Names;
  /** Members without their interface, such as `toSorted`. */
  readonly members: Names;
  /** `inset`, `:focus-visible`, `@supports` */
  readonly styles: Names;
}

function has(support: CompatStatement["support"], engine: Engine): boolean {
  const given = support[engine] ?? [];
  return (Array.isArray(given) ? given : [given]).some((each) => {
    if (typeof each.version_added !== "string" || "flags" in each || "prefix" in each || "alternative_name" in each) return false;
    const removed = typeof each.version_removed === "string" ? versionOf(each.version_removed) : Number.POSITIVE_INFINITY;
    return versionOf(each.version_added) <= FLOOR[engine] && removed > FLOOR[engine];
  });
}

/** The number of a version such as `15.4` or `≤37`; infinite for `preview`. */
function versionOf(text: string): number {
  const version = Number.parseFloat(text.replace("≤", ""));
  return Number.isNaN(version) ? Number.POSITIVE_INFINITY : version;
}

function isAtFloor({ __compat: compat }: Identifier, engines: readonly Engine[]): boolean {
  return compat === undefined || engines.every((engine) => has(compat.support, engine));
}

/** The members of an interface without its events, which scripts do not call. MDN's names of static members and events have an ending, which is removed. */
function membersOf(holder: Identifier): readonly (readonly [name: string, entry: Identifier])[] {
  const { __compat: _, ...members } = holder;
  return Object.entries<Identifier>(members)
    .filter(([name]) => !name.endsWith("_event"))
    .map(([name, entry]) => [name.replace(/_static$/, ""), entry]);
}

/** The names of MDN's table, with whether all these engines have them at the floor. */
export function readTable(engines: readonly Engine[] = ["chrome", "safari", "firefox"]): Newer {
  const [globals, qualified, members] = [new Map<string, boolean>(), new Map<string, boolean>(), new Map<string, boolean>()];
  const take = (names: Map<string, boolean>, name: string, entry: Identifier): void => {
    names.set(name, names.get(name) === true || isAtFloor(entry, engines));
  };
  // `require` instead of `import`: Vitest would turn 20 MB of JSON into a module.
  const table: CompatData = createRequire(import.meta.url)("@mdn/browser-compat-data");
  const { api, javascript, css } = table;
  for (const [holder, entry] of [...membersOf(api), ...membersOf(javascript.builtins ?? {})]) {
    take(globals, holder, entry);
    for (const [name, member] of membersOf(entry)) {
      take(members, name, member);
      take(qualified, `${holder}.${name}`, member);
      if (["Window", "WorkerGlobalScope", "globals"].includes(holder)) take(globals, name, member);
      if (holder === "Intl") for (const [inner, each] of membersOf(member)) take(members, inner, each);
    }
  }
  const { properties = {}, selectors = {}, "at-rules": atRules = {} } = css;
  const styles = new Map<string, boolean>();
  for (const [name, entry] of membersOf(properties)) take(styles, name, entry);
  for (const [name, entry] of membersOf(selectors)) take(styles, `:${name}`, entry);
  for (const [name, entry] of membersOf(atRules)) take(styles, `@${name}`, entry);
  return { globals, qualified, members, styles };
}
