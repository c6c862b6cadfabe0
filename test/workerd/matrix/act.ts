/** What a good request of one route is, beside the path that its rows name. */
import { placeOf, type Role } from "./table.ts";
import type { World } from "./world.ts";

/** Nothing has this id: where nothing could be prepared, only a refusal is awaited. */
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
  /** What the path names beside a division. */
  readonly names?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly cookie?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a role's request names. */
export function aboutOf({ members, ward, claimed }: World, role: Role, at: string): About {
  const persons: Readonly<Record<string, string | undefined>> = {
    own: members.get(role)?.self.id,
    theirs: ward.id,
    claimed: claimed.id,
  };
  return { role, at, division: placeOf(role, at) ?? "", person: persons[at] ?? NOTHING };
}

/** By route; what a route is about is prepared at its act by those who may. */
export type Acts = Readonly<Record<string, (world: World, about: About) => Act | Promise<Act>>>;
