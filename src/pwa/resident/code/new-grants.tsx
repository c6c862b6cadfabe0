/** Says once that the account has a new role in a community: without words, only a tab appears at the foot of the screen. */
import type { JSX } from "preact";
import { storedSignal } from "../../app/local-store.ts";
import { say } from "../../app/say.ts";
import { grants } from "../../app/session.ts";

const seen = storedSignal("yima-grants-seen");

const keyOf = ({ division, role }: { readonly division: string; readonly role: string }): string => `${division}:${role}`;

export function NewGrants(): JSX.Element | null {
  const known = seen.value?.split(" ") ?? [];
  const [first, ...others] = grants.value.filter((grant) => !known.includes(keyOf(grant)));
  if (first === undefined) return null;
  // Another role has a notice of its own, after this one.
  const fresh = [first, ...others.filter(({ role }) => role === first.role)];
  const place = fresh.map(({ name }) => name).join("、");
  const role = first.role === "administrator" ? say("管理员", "an administrator") : say("采集员", "a collector");
  return (
    <div class="notice banner">
      <span>
        {say(
          `您是${place}的${role}，点下面的“工作台”开始工作。`,
          `You are ${role} of ${place}. Choose “Workbench” below to begin.`,
        )}
      </span>
      <button class="text-button" type="button" onClick={() => (seen.value = [...known, ...fresh.map(keyOf)].join(" "))}>
        {say("知道了", "OK")}
      </button>
    </div>
  );
}
