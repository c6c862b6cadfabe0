/** Uses of codes at gates beside the holders' shards: tells the gate of an earlier use about a later one, counts codes of other issuers, and writes uses for answers. */
import type { PersonKey } from "../../domain/access/keys.ts";
import { type OtherUse, type Use } from "../../domain/community/use.ts";
import { instantOf } from "../../domain/instant.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { communityOf, type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import { foreignUseKeyOf, type Secrets } from "../../token/secret/secrets.ts";

/** A use that contradicts an earlier one. */
export interface SecondUse {
  readonly earlier: Use;
  readonly later: Use;
}

/** Tells the communities of the earlier uses. A repeat changes nothing there. */
export async function tellEarlierGates(
  env: ObjectsEnv,
  issuer: Issuer,
  seconds: readonly SecondUse[],
  now: number,
): Promise<void> {
  const byDivision = Map.groupBy(seconds, ({ earlier }) => earlier.place.division);
  await Promise.all(
    Array.from(byDivision, ([division, some]) =>
      communityOf(env, issuer, division).noteLaterUses(
        some.map(({ earlier, later }) => ({ pass: earlier.pass, later })),
        now,
      ),
    ),
  );
}

/**
 * Counts uses of codes of other issuers, whose holders have no shard here: the keyed hash of issuer and handle names the shard.
 * @returns for each use the earlier one that it contradicts; null without one
 */
export async function countForeignUses(
  env: ObjectsEnv,
  issuer: Issuer,
  secrets: Secrets,
  uses: readonly Use[],
): Promise<readonly (Use | null)[]> {
  const counted = uses.map(async (use) => {
    const key: PersonKey = await foreignUseKeyOf(secrets, use.issuer, use.handle);
    const [earlier = null] = await peopleOf(env, issuer, key).countUses([use]);
    return earlier;
  });
  return Promise.all(counted);
}

/** Another use of a code, for an answer. */
export function otherUseOf({ at, point, community }: OtherUse) {
  return { at: instantOf(at), point, community };
}
