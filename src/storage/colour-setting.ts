/** What an issuer's officers have set about colours, in KV so that no reader asks an object, and kept in isolate memory. */
import type { Issuer, IssuerCode } from "../domain/issuer/issuer.ts";
import { NOTHING_SET, type OfficersSetting } from "../domain/proposal/proposal.ts";
import { colourSettingKey } from "./schema.ts";

/** Together with KV's cache: domain/colour/turn.ts counts on it. */
const KEPT_MS = 5000;
/** The least that KV allows, seconds. */
const CACHED_SECONDS = 30;

const kept = new Map<IssuerCode, { readonly setting: OfficersSetting; readonly readAt: number }>();

export async function publishSetting(kv: KVNamespace, issuer: IssuerCode, setting: OfficersSetting): Promise<void> {
  await kv.put(colourSettingKey(issuer), JSON.stringify(setting));
}

/** What was approved just now holds here at once. */
export function keepSetting(issuer: Issuer, setting: OfficersSetting, now: number): OfficersSetting {
  const whole = withConfigured(setting, issuer);
  kept.set(issuer.code, { setting: whole, readAt: now });
  return whole;
}

/** What the officers have set, and the configuration where they have set nothing. */
export async function settingOf(kv: KVNamespace, issuer: Issuer, now: number): Promise<OfficersSetting> {
  const known = settingAtHand(issuer, now);
  if (known !== null) return known;
  const found = await kv.get<OfficersSetting>(colourSettingKey(issuer.code), { type: "json", cacheTtl: CACHED_SECONDS });
  // What was written before there were turns has none.
  return keepSetting(issuer, { ...NOTHING_SET, ...found }, now);
}

/** The same without a wait, where it was read a moment ago; null where not. */
export function settingAtHand({ code }: Issuer, now: number): OfficersSetting | null {
  const known = kept.get(code);
  const age = now - (known?.readAt ?? Infinity);
  // A reading of the future is one of before a clock was put back.
  return known !== undefined && age >= 0 && age < KEPT_MS ? known.setting : null;
}

function withConfigured(setting: OfficersSetting, { coloursFrom }: Issuer): OfficersSetting {
  if (coloursFrom === null) return setting;
  const turns = [...setting.turns, { division: "", at: coloursFrom }];
  return { ...setting, coloursFrom: setting.coloursFrom ?? coloursFrom, turns };
}
