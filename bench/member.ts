/** Yima as a deployment that believes others by the files of trust: its one issuer, and the members of a nation. docs/trust.md. */
import { statusListEnd } from "../src/domain/code/status.ts";
import { TRUST_BELIEVED_KEY, trustRowsKey } from "../src/storage/schema.ts";
import { believedIssuers } from "../src/token/federation/believed.ts";
import { believedShards } from "../src/token/federation/believed-text.ts";
import { signStatusList } from "../src/token/status/status-list.ts";
import { type BenchIssuer, KEY_NUMBER, listOfCodes } from "./codes.ts";
import { publish } from "./grown.ts";
import type { BenchNation } from "./nation.ts";
import { type Runtime, startWorkerd } from "./workerd.ts";
import { HOST, startKv, yimaBeside } from "./yima.ts";

const LIST_ENTRIES = 16_384;

/** Starts the deployed worker whose KV, a process of its own, has what the reader of trust publishes; KV answers for the hosts of the members too. */
export async function startMember({ published }: BenchIssuer, { root, kept }: BenchNation): Promise<Runtime> {
  const { code, name } = published;
  const issuer = { code, hosts: [HOST], name, shards: 16, credentialsPerPhone: 4, credentialLifetimeMinutes: 1440 };
  const variables = { YIMA_ISSUERS: JSON.stringify([issuer]), YIMA_TRUST_ROOT: root, YIMA_NATION: "https://code.gov.cn" };
  const kv = await startKv();
  const extras = { variables, kvPort: kv.port("kv"), kvIsTheInternet: true };
  const yima = await startWorkerd(await yimaBeside("worker", [], extras));
  const stop = async (): Promise<void> => void (await Promise.all([yima.stop(), kv.stop()]));
  const runtime = { ...yima, stop };
  const { issuedAt, expiresAt } = kept.state?.file ?? { issuedAt: 0, expiresAt: 0 };
  await publish(runtime, `jwks/${code}`, JSON.stringify(published.jwks));
  const shards = await believedShards(believedIssuers(kept));
  for (const shard of shards) if (shard !== null) await publish(runtime, trustRowsKey(shard.name), shard.rows);
  const believed = { issuedAt, expiresAt, shards: shards.map((shard) => shard?.name ?? null) };
  await publish(runtime, TRUST_BELIEVED_KEY, JSON.stringify(believed));
  return runtime;
}

/** Publishes the status list of an issuer, in which no code is revoked. */
export async function publishList(runtime: Runtime, { published, signingKey }: BenchIssuer, now: number): Promise<void> {
  const { code } = published;
  const list = listOfCodes(now, code);
  const content = { issuer: code, list, bits: new Uint8Array(LIST_ENTRIES / 4), issuedAt: now, expiresAt: statusListEnd(list) };
  const token = await signStatusList(content, { number: KEY_NUMBER, privateKey: signingKey });
  // At its own host, and in KV for the issuer of this deployment.
  await publish(runtime, `status/${list}`, token);
  await publish(runtime, `status/${code}/${list}`, token);
}
