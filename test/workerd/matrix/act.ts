/** The types of a valid request of a route, without its path, and of the role that sends it. */
import { placeOf, type Role } from "./table.ts";
import type { World } from "./world.ts";

/** An id that nothing has, for a request that must be refused, where nothing could be prepared. */
export const NOTHING = "AAAAAAAAAAAA";

export interface About {
  readonly role: Role;
  readonly at: string;
  /** The code of the division in the path. */
  readonly division: string;
  /** The id of the person in the path. */
  readonly person: string;
}

export interface Act {
  /** The values of the path's other parameters, such as `id`. */
  readonly names?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly cookie?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The division and the person in the path of a role's request, by their relation `at` to the role. Without such a division or person: empty, and NOTHING. */
export function aboutOf({ members, ward, claimed }: World, role: Role, at: string): About {
  const persons: Readonly<Record<string, string | undefined>> = {
    own: members.get(role)?.self.id,
    theirs: ward.id,
    claimed: claimed.id,
  };
  return { role, at, division: placeOf(role, at) ?? "", person: persons[at] ?? NOTHING };
}

/** For each route whose request needs more than a division and a person in the path, a function that returns a valid request. Before, it prepares what the route needs, with the session of a person who has the right. */
export type Acts = Readonly<Record<string, (world: World, about: About) => Act | Promise<Act>>>;
