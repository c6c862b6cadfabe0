/** Says once that the account has a new role in a community: without words, only a tab appears at the foot of the screen. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { readSetting, writeSetting } from "../../app/local-store.ts";
import { say } from "../../app/say.ts";
import { grants } from "../../app/session.ts";

const SEEN = "yima-grants-seen";
const seen = signal(readSetting(SEEN) ?? "");

const keyOf = ({ division, role }: { readonly division: string; readonly role: string }): string => `${division}:${role}`;

export function NewGrants(): JSX.Element | null {
  const known = new Set(seen.value.split(" "));
  const fresh = grants.value.filter((grant) => !known.has(keyOf(grant)));
  const [first] = fresh;
  if (first === undefined) return null;
  const place = fresh.map(({ name }) => name).join("、");
  const role = first.role === "administrator" ? say("管理员", "an administrator") : say("采集员", "a collector");
  const close = (): void => {
    seen.value = grants.peek().map(keyOf).join(" ");
    writeSetting(SEEN, seen.value);
  };
  return (
    <div class="notice banner">
      <span>
        {say(
          `您是${place}的${role}，点下面的“工作台”开始工作。`,
          `You are ${role} of ${place}. Choose “Workbench” below to begin.`,
        )}
      </span>
      <button class="text-button" type="button" onClick={close}>
        {say("知道了", "OK")}
      </button>
    </div>
  );
}
