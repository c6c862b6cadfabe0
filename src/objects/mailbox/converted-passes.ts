/** Passes by the nation's converted codes: the nation hands them to the objects that know the homes, and a home takes them from the nation. docs/trust.md §13. */
import { passFault, passIn } from "../../domain/federation/pass-item.ts";
import type { LetterItem } from "../../domain/federation/letter.ts";
import { toHex } from "../../domain/hex.ts";
import { NATION } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { fromBase64url } from "../../token/code/base64url.ts";
import { parseBytes } from "../../token/code/parse.ts";
import { LIVE_WINDOW_SECONDS, verifyParsed } from "../../token/code/verify.ts";
import { namedId } from "../../token/federation/named-id.ts";
import { openHandle } from "../../token/secret/handle.ts";
import { readTrust, type Trust } from "../../token/status/trust.ts";
import type { ConvertedPass, ForwardedState } from "../conversions/rpc.ts";
import { conversionsOf, issuerObjectOf, type ObjectsEnv } from "../env.ts";
import { issuersHere } from "../issuers.ts";
import type { DeliveredPass } from "../people/person/rpc.ts";
import { believedAmong } from "../trust/believed-among.ts";
import { deliveredPass, type Receiver } from "./delivered-pass.ts";

export interface ForwardedPass extends ConvertedPass {
  /** Of the object with the conversion. */
  readonly key: string;
}

/** Hands passes to the objects that know the homes of their codes. */
export async function forwardConverted(
  env: ObjectsEnv,
  passes: readonly ForwardedPass[],
): Promise<ReadonlyMap<ForwardedPass, ForwardedState>> {
  const groups = [...Map.groupBy(passes, ({ key }) => key)];
  const states = await Promise.all(
    groups.map(async ([key, some]) => {
      const answers = await conversionsOf(env, key).forward(
        some.map(({ handle, item }) => ({ handle, item })),
        Date.now(),
      );
      return some.map((pass, at) => [pass, answers[at] ?? "unknown"] as const);
    }),
  );
  return new Map(states.flat());
}

/** The pass by a converted code as the track of its holder keeps it. Only the nation may name a handle of this issuer. */
export async function passOfConverted(
  env: ObjectsEnv,
  item: LetterItem,
  { from, handle, now }: Receiver,
): Promise<Result<DeliveredPass, { readonly code: string }>> {
  if (from !== NATION) return refuse({ code: "not_for_here" });
  const pass = passIn(item);
  const [bytes, home] = [pass && fromBase64url(pass.code), fromBase64url(pass?.home ?? "")];
  if (pass === null || bytes === null || home?.length !== 16) return refuse({ code: "item_malformed" });
  const fault = passFault(pass, from, now);
  if (fault !== null) return refuse({ code: fault });
  const parsed = parseBytes(bytes);
  if (!parsed.ok) return refuse({ code: "item_malformed" });
  const { claims, proof } = parsed.value;
  if (claims.issuer !== NATION) return refuse({ code: "not_for_here" });
  if (proof === null) return refuse({ code: "proof_missing" });
  const trust = await trustInNation(env, now);
  if (trust.issuers.get(NATION)?.keys.get(claims.keyNumber)?.kind !== "converted") return refuse({ code: "key_not_for_this" });
  const verified = await verifyParsed(parsed.value, trust, pass.at * 1000, { liveWindowSeconds: LIVE_WINDOW_SECONDS + 1 });
  if (!verified.ok) return refuse({ code: verified.refusal.code });
  const id = await namedId(`${toHex(claims.handle)} ${proof.time}`);
  return accept(deliveredPass(pass, claims.colour, id, proof.time, toHex(await openHandle(handle, home))));
}

/** The keys of the nation: its own of this deployment, otherwise those of its statement. */
async function trustInNation(env: ObjectsEnv, now: number): Promise<Trust> {
  if ((await issuersHere(env)).some(({ code }) => code === NATION)) {
    const jwks = await issuerObjectOf(env, NATION).jwks(now);
    return readTrust([{ code: NATION, name: { zh: "", en: "" }, jwks }]);
  }
  const nation = (await believedAmong(env.PUBLISHED, [NATION]))?.issuers.get(NATION);
  return { ...readTrust([]), issuers: new Map(nation === undefined ? [] : [[NATION, nation]]) };
}
