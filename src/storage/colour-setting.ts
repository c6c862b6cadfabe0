/** The settings of an issuer's officers about colours, in KV so that no reader asks an object, and kept in isolate memory. */
import type { Issuer, IssuerCode } from "../domain/issuer/issuer.ts";
import { NOTHING_SET, type OfficersSetting } from "../domain/proposal/proposal.ts";
import { SourceMemory } from "./kept.ts";
import { colourSettingKey } from "./schema.ts";

/** Together with KV's cache: domain/colour/showing-change.ts counts on it. */
const KEPT_MS = 5000;
/** The least that KV allows, seconds. */
const CACHED_SECONDS = 30;

const settings = new SourceMemory<Issuer, OfficersSetting, KVNamespace>({
  keyOf: ({ code }) => code,
  freshMs: KEPT_MS,
  staleMs: KEPT_MS,
  renewEveryMs: 0,
  async load(kv, issuer, now) {
    const found = await kv.get<OfficersSetting>(colourSettingKey(issuer.code), { type: "json", cacheTtl: CACHED_SECONDS });
    // Settings that were written before there were turns have none.
    return { value: withConfigured({ ...NOTHING_SET, ...found }, issuer), at: now };
  },
});

export async function publishSetting(kv: KVNamespace, issuer: IssuerCode, setting: OfficersSetting): Promise<void> {
  await kv.put(colourSettingKey(issuer), JSON.stringify(setting));
}

/** A setting that was approved just now holds here at once. */
export function keepSetting(issuer: Issuer, setting: OfficersSetting, now: number): OfficersSetting {
  return settings.set(issuer, withConfigured(setting, issuer), now).value;
}

/** The officers' setting, and the configuration where they have set nothing. */
export async function settingOf(kv: KVNamespace, issuer: Issuer, now: number): Promise<OfficersSetting> {
  return settingAtHand(issuer, now) ?? (await settings.renew(kv, issuer, now)).value;
}

/** The same without a wait, where it was read a moment ago; null where not. */
export function settingAtHand(issuer: Issuer, now: number): OfficersSetting | null {
  return settings.fresh(issuer, now)?.value ?? null;
}

function withConfigured(setting: OfficersSetting, { coloursFrom }: Issuer): OfficersSetting {
  if (coloursFrom === null) return setting;
  const turns = [...setting.turns, { division: "", at: coloursFrom }];
  return { ...setting, coloursFrom: setting.coloursFrom ?? coloursFrom, turns };
}
