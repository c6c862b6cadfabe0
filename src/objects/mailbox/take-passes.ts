/** Writes the passes that another issuer's gates registered by codes of this issuer into the tracks of their holders. The phone's own signature in each code proves that the holder was there. docs/trust.md §10. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { PassId } from "../../domain/community/community.ts";
import { divisionOfNumber } from "../../domain/division/division.ts";
import { toHex } from "../../domain/hex.ts";
import type { ItemResult, LetterItem } from "../../domain/federation/letter.ts";
import { passFault, passIn } from "../../domain/federation/pass-item.ts";
import { type IssuerCode, shardOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { fromBase64url } from "../../token/code/base64url.ts";
import { parseBytes } from "../../token/code/parse.ts";
import { LIVE_WINDOW_SECONDS, verifyParsed } from "../../token/code/verify.ts";
import { namedId } from "../../token/federation/named-id.ts";
import { openHandle } from "../../token/secret/handle.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { readTrust, type Trust } from "../../token/status/trust.ts";
import { issuerObjectOf, type ObjectsEnv, peopleShard } from "../env.ts";
import type { JwkSet } from "../../storage/published.ts";
import type { ConfiguredIssuer } from "../issuers.ts";
import type { DeliveredPass } from "../people/person/rpc.ts";

/** @param from the issuer whose gates registered the passes @returns the result of each item, in order */
export async function takePasses(
  env: ObjectsEnv,
  { code: own, shards }: ConfiguredIssuer,
  from: IssuerCode,
  items: readonly LetterItem[],
  now: number,
): Promise<readonly ItemResult[]> {
  // From the object: KV may not have a key yet that has signed since a minute, and a refusal is final.
  const object = issuerObjectOf(env, own);
  const [jwks, pastJwks] = await Promise.all([object.jwks(now), object.pastKeys(now)]);
  const trustIn = (keys: JwkSet) => readTrust([{ code: own, name: { zh: "", en: "" }, jwks: keys }]);
  const [trust, past] = [trustIn(jwks), trustIn(pastJwks)];
  const { handle } = await openSecrets(env.YIMA_MASTER_KEY, own);
  const read = await Promise.all(items.map((item) => passOf(item, { own, from, trust, past, handle, now })));
  const passes = read.flatMap((one) => (one.ok ? [one.value] : []));
  const isNew = new Map<DeliveredPass, boolean>();
  const record = async (shard: number, some: readonly DeliveredPass[]): Promise<void> => {
    const news = await peopleShard(env, own, shard).record(some);
    for (const [at, pass] of some.entries()) isNew.set(pass, news[at] ?? false);
  };
  await Promise.all([...Map.groupBy(passes, ({ person }) => shardOf(person, shards))].map((each) => record(...each)));
  return items.map(({ id }, at) => {
    const one = read[at];
    if (one?.ok !== true) return { id, state: "refused", code: one?.refusal.code ?? "item_malformed" };
    return { id, state: isNew.get(one.value) === true ? "taken" : "known" };
  });
}

interface Receiver {
  readonly own: IssuerCode;
  readonly from: IssuerCode;
  /** The keys of the own issuer, and those that it publishes no longer. */
  readonly trust: Trust;
  readonly past: Trust;
  readonly handle: CryptoKey;
  readonly now: number;
}

/** The pass as its holder's track keeps it. */
async function passOf(
  item: LetterItem,
  { own, from, trust, past, handle, now }: Receiver,
): Promise<Result<DeliveredPass, { readonly code: string }>> {
  const pass = passIn(item);
  const bytes = pass && fromBase64url(pass.code);
  if (pass === null || bytes === null) return refuse({ code: "item_malformed" });
  const fault = passFault(pass, from, now);
  if (fault !== null) return refuse({ code: fault });
  const parsed = parseBytes(bytes);
  if (!parsed.ok) return refuse({ code: "item_malformed" });
  const { claims, proof } = parsed.value;
  if (claims.issuer !== own) return refuse({ code: "not_for_here" });
  // This issuer gives no codes without a phone, and only a phone's signature shows that the holder was there.
  if (proof === null) return refuse({ code: "proof_missing" });
  // The sender has rounded the time to seconds.
  const at = pass.at * 1000;
  const pastKey = past.issuers.get(own)?.keys.get(claims.keyNumber);
  // Who stole a key that was replaced then can make codes and proofs by it: passes from after that do not count.
  const by = pastKey !== undefined && at < pastKey.notAfter ? past : trust;
  const verified = await verifyParsed(parsed.value, by, at, { liveWindowSeconds: LIVE_WINDOW_SECONDS + 1 });
  if (!verified.ok) return refuse({ code: verified.refusal.code });
  const holder = toHex(claims.handle);
  return accept({
    // One code with one proof is one visit. Its time is that of the proof.
    id: (await namedId(`${holder} ${proof.time}`)) as PassId,
    at: proof.time,
    person: toHex(await openHandle(handle, claims.handle)) as PersonKey,
    community: divisionOfNumber(pass.place.division),
    pointName: pass.place.point,
    colour: claims.colour,
    latitude: null,
    longitude: null,
  });
}
