/** What an issuer's officers have set about colours, in KV so that no reader asks an object, and kept in isolate memory. */
import type { ColourSetting } from "../domain/colour/shown.ts";
import type { Issuer, IssuerCode } from "../domain/issuer/issuer.ts";
import { NOTHING_SET, type OfficersSetting } from "../domain/proposal/proposal.ts";
import { colourSettingKey } from "./schema.ts";

/** KV itself may be a minute behind. */
const KEPT_MS = 10_000;
/** The least that KV allows, seconds. */
const CACHED_SECONDS = 30;

const kept = new Map<IssuerCode, { readonly setting: OfficersSetting; readonly readAt: number }>();

export async function publishSetting(kv: KVNamespace, issuer: IssuerCode, setting: OfficersSetting): Promise<void> {
  await kv.put(colourSettingKey(issuer), JSON.stringify(setting));
}

/** What was approved just now holds here at once. */
export function keepSetting(issuer: IssuerCode, setting: OfficersSetting, now: number): void {
  kept.set(issuer, { setting, readAt: now });
}

/** What the officers have set, and the configuration where they have set nothing. */
export async function settingOf(kv: KVNamespace, { code, coloursFrom }: Issuer, now: number): Promise<ColourSetting> {
  const known = kept.get(code);
  const age = now - (known?.readAt ?? Infinity);
  // A reading of the future is one of before a clock was put back.
  const isFresh = known !== undefined && age >= 0 && age < KEPT_MS;
  const setting = isFresh ? known.setting : await read(kv, code, now);
  return { closed: setting.closed, coloursFrom: setting.coloursFrom ?? coloursFrom };
}

async function read(kv: KVNamespace, issuer: IssuerCode, now: number): Promise<OfficersSetting> {
  const found = await kv.get<OfficersSetting>(colourSettingKey(issuer), { type: "json", cacheTtl: CACHED_SECONDS });
  const setting = found ?? NOTHING_SET;
  kept.set(issuer, { setting, readAt: now });
  return setting;
}
