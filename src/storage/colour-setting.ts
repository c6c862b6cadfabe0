/** The colour setting of an issuer's officers, in KV, so that no reader calls an object, with a memory in the isolate. */
import type { Issuer, IssuerCode } from "../domain/issuer/issuer.ts";
import { NOTHING_SET, type OfficersSetting } from "../domain/proposal/proposal.ts";
import { SourceMemory } from "./memory.ts";
import { colourSettingKey } from "./schema.ts";

/** PROPAGATION_MS in domain/colour/showing-change.ts contains this time and the time of KV's cache. */
const FRESH_MS = 5000;
/** The shortest cache time that KV allows, seconds. */
const CACHED_SECONDS = 30;

const settings = new SourceMemory<Issuer, OfficersSetting, KVNamespace>({
  keyOf: ({ code }) => code,
  freshMs: FRESH_MS,
  staleMs: FRESH_MS,
  renewEveryMs: 0,
  async load(kv, issuer, now) {
    const stored = await kv.get<OfficersSetting>(colourSettingKey(issuer.code), { type: "json", cacheTtl: CACHED_SECONDS });
    // A setting that was stored by a release without turns has none.
    return { value: withConfigured({ ...NOTHING_SET, ...stored }, issuer), at: now };
  },
});

export async function publishSetting(kv: KVNamespace, issuer: IssuerCode, setting: OfficersSetting): Promise<void> {
  await kv.put(colourSettingKey(issuer), JSON.stringify(setting));
}

/** Puts a new setting into this isolate's memory, so that it holds here at once. */
export function keepSetting(issuer: Issuer, setting: OfficersSetting, now: number): OfficersSetting {
  return settings.set(issuer, withConfigured(setting, issuer), now).value;
}

/** The officers' setting, with the configuration in place of values that they have not set. */
export async function settingOf(kv: KVNamespace, issuer: Issuer, now: number): Promise<OfficersSetting> {
  return settingAtHand(issuer, now) ?? (await settings.renew(kv, issuer, now)).value;
}

/** The same, synchronously; null if this isolate has no fresh reading. */
export function settingAtHand(issuer: Issuer, now: number): OfficersSetting | null {
  return settings.fresh(issuer, now)?.value ?? null;
}

function withConfigured(setting: OfficersSetting, { coloursFrom }: Issuer): OfficersSetting {
  if (coloursFrom === null) return setting;
  const turns = [...setting.turns, { division: "", at: coloursFrom }];
  return { ...setting, coloursFrom: setting.coloursFrom ?? coloursFrom, turns };
}
