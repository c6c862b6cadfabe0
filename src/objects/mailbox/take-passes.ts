/** Writes the passes that another issuer's gates registered by codes of this issuer into the tracks of their holders. The phone's own signature in each code proves that the holder was there. docs/trust.md §10. */
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
import { readTrust } from "../../token/status/trust.ts";
import { issuerObjectOf, type ObjectsEnv, peopleShard } from "../env.ts";
import type { JwkSet } from "../../storage/published.ts";
import type { ConfiguredIssuer } from "../issuers.ts";
import { deliveredPass, type Receiver } from "./delivered-pass.ts";
import { type ForwardedPass, forwardConverted, passOfConverted } from "./converted-passes.ts";
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
  const receiver = { own, from, trust, past, handle, now };
  const read = await Promise.all(
    items.map((item) => (item["home"] === undefined ? passOf(item, receiver) : passOfConverted(env, item, receiver))),
  );
  const good = read.flatMap((one) => (one.ok ? [one.value] : []));
  const passes = good.filter((one) => "person" in one);
  const outcomes = await forwardConverted(
    env,
    good.filter((one) => "key" in one),
  );
  const isNew = new Map<DeliveredPass, boolean>();
  const record = async (shard: number, some: readonly DeliveredPass[]): Promise<void> => {
    const news = await peopleShard(env, own, shard).record(some);
    for (const [at, pass] of some.entries()) isNew.set(pass, news[at] ?? false);
  };
  await Promise.all([...Map.groupBy(passes, ({ person }) => shardOf(person, shards))].map((each) => record(...each)));
  return items.map(({ id }, at) => {
    const one = read[at];
    if (one?.ok !== true) return { id, state: "refused", code: one?.refusal.code ?? "item_malformed" };
    if ("person" in one.value) return { id, state: isNew.get(one.value) === true ? "taken" : "known" };
    const state = outcomes.get(one.value);
    return state === "taken" || state === "known" ? { id, state } : { id, state: "refused", code: "handle_unknown" };
  });
}

/** The pass as its holder's track keeps it; by a code that the nation has made from another one, as its home needs it. */
async function passOf(
  item: LetterItem,
  { own, from, trust, past, handle, now }: Receiver,
): Promise<Result<DeliveredPass | ForwardedPass, { readonly code: string }>> {
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
  // One code with one proof is one visit.
  const id = await namedId(`${toHex(claims.handle)} ${proof.time}`);
  const opened = toHex(await openHandle(handle, claims.handle));
  if (by.issuers.get(own)?.keys.get(claims.keyNumber)?.kind === "converted")
    return accept({ key: opened, handle: toHex(claims.handle), item: { ...pass, id } });
  return accept(deliveredPass(pass, claims.colour, id, proof.time, opened));
}
