/** What verifiers believe at one moment, in KV as the Trust object writes it; and a KV that notes what is done with it. */
import { env } from "cloudflare:workers";
import { publishBelieved, publishRows, type StateTimes } from "../../src/storage/trust.ts";
import type { BelievedIssuer } from "../../src/token/federation/believed.ts";
import { believedShards } from "../../src/token/federation/believed-text.ts";

/** Returns the names of the rows of each shard. */
export async function publishMoment(rows: readonly BelievedIssuer[], times: StateTimes): Promise<readonly (string | null)[]> {
  const shards = await believedShards(rows);
  for (const shard of shards) if (shard !== null) await publishRows(env.PUBLISHED, shard.name, shard.rows);
  const names = shards.map((shard) => shard?.name ?? null);
  await publishBelieved(env.PUBLISHED, { ...times, shards: names });
  return names;
}

const never: (call: string) => boolean = () => false;

/** The tests' KV. Each call of a method is noted as `METHOD KEY`, for keys of trust alone; it fails while `fails` says so. */
export function notingKv() {
  const calls: string[] = [];
  let fails = never;
  const kv = new Proxy(env.PUBLISHED, {
    get(target, name: keyof KVNamespace) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return async (...given: readonly [string, ...unknown[]]): Promise<unknown> => {
        const call = `${name} ${given[0]}`;
        if (given[0].startsWith("trust/")) calls.push(call);
        if (fails(call)) throw new Error(`no answer: ${call}`);
        return Reflect.apply(method, target, given) as unknown;
      };
    },
  });
  const taken = (): readonly string[] => calls.splice(0);
  const failIf = (said: typeof fails): void => {
    fails = said;
  };
  return { kv, taken, failIf };
}
