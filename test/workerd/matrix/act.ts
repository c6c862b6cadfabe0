/** The shape of a good request of one route, without its path. */
import { placeOf, type Role } from "./table.ts";
import type { World } from "./world.ts";

/** An id of nothing, for a request that must be refused because nothing could be prepared. */
export const NOTHING = "AAAAAAAAAAAA";

export interface About {
  readonly role: Role;
  readonly at: string;
  /** The division of the path. */
  readonly division: string;
  /** The id of the path's person. */
  readonly person: string;
}

export interface Act {
  /** The path's parameters other than the division and the person. */
  readonly names?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly cookie?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The division and the person in a role's request. */
export function aboutOf({ members, ward, claimed }: World, role: Role, at: string): About {
  const persons: Readonly<Record<string, string | undefined>> = {
    own: members.get(role)?.self.id,
    theirs: ward.id,
    claimed: claimed.id,
  };
  return { role, at, division: placeOf(role, at) ?? "", person: persons[at] ?? NOTHING };
}

/** Acts by route. An act prepares the thing that its route needs, in the name of a person with the right. */
export type Acts = Readonly<Record<string, (world: World, about: About) => Act | Promise<Act>>>;
