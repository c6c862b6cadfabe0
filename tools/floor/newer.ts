/** Which names of JavaScript and of the DOM are newer than the floor, by MDN's table of compatibility. Knows names and no types. */
import { createRequire } from "node:module";
import type { CompatData, CompatStatement, Identifier } from "@mdn/browser-compat-data";

/** The oldest engines of residents (quality.md, people); vite.config.ts lowers syntax to the same. */
const FLOOR = { chrome: 80, safari: 15.4, firefox: 115 } as const;

type Engine = keyof typeof FLOOR;

/** True where at least one holder of this name has it at the floor. */
type Names = ReadonlyMap<string, boolean>;

export interface Newer {
  /** `AbortController`, `structuredClone` */
  readonly globals: Names;
  /** `Map.groupBy`, `Navigator.wakeLock` */
  readonly qualified: Names;
  /** `toSorted`, whatever it belongs to. */
  readonly members: Names;
}

function has(support: CompatStatement["support"], engine: Engine): boolean {
  const given = support[engine] ?? [];
  return (Array.isArray(given) ? given : [given]).some(({ version_added: added, version_removed: removed, ...rest }) => {
    if (typeof added !== "string" || removed !== undefined || "flags" in rest || "prefix" in rest || "alternative_name" in rest)
      return false;
    return Number.parseFloat(added.replace("≤", "")) <= FLOOR[engine];
  });
}

function atFloor({ __compat: compat }: Identifier): boolean {
  return compat === undefined || (["chrome", "safari", "firefox"] as const).every((engine) => has(compat.support, engine));
}

/** MDN writes what belongs to a class itself, and what is an event, with an ending. Events have no name that a script calls. */
function membersOf(holder: Identifier): readonly (readonly [name: string, entry: Identifier])[] {
  const { __compat: _, ...members } = holder;
  return Object.entries<Identifier>(members)
    .filter(([name]) => !name.endsWith("_event"))
    .map(([name, entry]) => [name.replace(/_static$/, ""), entry]);
}

export function readTable(): Newer {
  const [globals, qualified, members] = [new Map<string, boolean>(), new Map<string, boolean>(), new Map<string, boolean>()];
  const take = (names: Map<string, boolean>, name: string, entry: Identifier): void => {
    names.set(name, names.get(name) === true || atFloor(entry));
  };
  // Required, not imported: Vitest would make a module of 20 MB of JSON.
  const { api = {}, javascript }: CompatData = createRequire(import.meta.url)("@mdn/browser-compat-data");
  for (const [holder, entry] of [...membersOf(api), ...membersOf(javascript.builtins ?? {})]) {
    take(globals, holder, entry);
    for (const [name, member] of membersOf(entry)) {
      take(members, name, member);
      take(qualified, `${holder}.${name}`, member);
      if (["Window", "WorkerGlobalScope", "globals"].includes(holder)) take(globals, name, member);
      if (holder === "Intl") for (const [inner, each] of membersOf(member)) take(members, inner, each);
    }
  }
  return { globals, qualified, members };
}
