/** The colour setting of an issuer's officers: in KV, so that no reader calls an object, and in the memory of the isolate. */
import type { Issuer, IssuerCode } from "../domain/issuer/issuer.ts";
import { NOTHING_SET, type OfficersSetting } from "../domain/proposal/officers-setting.ts";
import { SourceMemory } from "./memory.ts";
import { colourSettingKey } from "./schema.ts";

/** How long a reading in memory is used. PROPAGATION_MS in domain/colour/showing-change.ts is the sum of this time, CACHED_SECONDS and one second for the write. */
const FRESH_MS = 5000;
/** The shortest cache time that KV allows, seconds. */
const CACHED_SECONDS = 30;

type Shown = Pick<Issuer, "code" | "coloursFrom">;

const settings = new SourceMemory<Shown, OfficersSetting, KVNamespace>({
  keyOf: ({ code }) => code,
  freshMs: FRESH_MS,
  staleMs: FRESH_MS,
  renewEveryMs: 0,
  async load(kv, issuer, now) {
    const value = await kv.get<OfficersSetting>(colourSettingKey(issuer.code), { type: "json", cacheTtl: CACHED_SECONDS });
    // An earlier release stored settings without `turns`: NOTHING_SET adds the missing fields.
    return { value: withConfiguration({ ...NOTHING_SET, ...value }, issuer), at: now };
  },
});

export async function publishSetting(kv: KVNamespace, issuer: IssuerCode, setting: OfficersSetting): Promise<void> {
  await kv.put(colourSettingKey(issuer), JSON.stringify(setting));
}

/** Puts a new setting into this isolate's memory, so that this isolate uses it at once. */
export function keepSetting(issuer: Shown, setting: OfficersSetting, now: number): OfficersSetting {
  return settings.set(issuer, withConfiguration(setting, issuer), now).value;
}

/** The setting of an issuer's officers. If they have not set when colours begin, the configured moment counts. */
export async function settingOf(kv: KVNamespace, issuer: Shown, now: number): Promise<OfficersSetting> {
  return settingInMemory(issuer, now) ?? (await settings.renew(kv, issuer, now)).value;
}

/** The setting of an issuer's officers from the memory of this isolate; null if it has no fresh reading. */
export function settingInMemory(issuer: Shown, now: number): OfficersSetting | null {
  return settings.fresh(issuer, now)?.value ?? null;
}

function withConfiguration(setting: OfficersSetting, { coloursFrom }: Shown): OfficersSetting {
  if (coloursFrom === null) return setting;
  const turns = [...setting.turns, { division: "", at: coloursFrom }];
  return { ...setting, coloursFrom: setting.coloursFrom ?? coloursFrom, turns };
}
