/** What a gate does not know of another region's code: whether it was revoked, or since when the data are old by which it was checked. docs/trust.md §8. */
import type { JSX } from "preact";
import type { Claims } from "../../domain/code/claims.ts";
import { beijing } from "../app/beijing-time.ts";
import { correctedNow } from "../app/clock.ts";
import { say } from "../app/say.ts";
import { whenOf } from "../ui/words/moments.ts";
import { filesAtMs } from "./federation-keeper.ts";
import { listedAtMs } from "./list-keeper.ts";

const MINUTE_MS = 60_000;
/** Younger data need no words. */
const FILES_QUIET_MS = 15 * MINUTE_MS;
const LIST_QUIET_MS = 60 * MINUTE_MS;

/** @param props.isUnlisted whether this device could not get the code's list while the verdict was on the screen */
export function OtherRegion(props: { readonly claims: Claims; readonly isUnlisted: boolean }): JSX.Element | null {
  if (props.isUnlisted)
    return (
      <p class="card reason" role="status">
        {say(
          "外地的健康码：本机看不出是否已撤销，登记时由系统核对。",
          "A code of another region: this device cannot tell whether it was revoked. The system checks that when you register.",
        )}
      </p>
    );
  const oldest = oldestOf(props.claims, correctedNow());
  if (oldest === null) return null;
  const when = whenOf(beijing(oldest), beijing(correctedNow()));
  return (
    <p class="card reason" role="status">
      {say(
        `外地的健康码：按本机 ${when.zh} 的资料核验。`,
        `A code of another region, checked by the data that this device got ${when.en}.`,
      )}
    </p>
  );
}

/** The time of the older of the two, files and list, of those that are too old to say nothing; null if neither is. */
function oldestOf(claims: Claims, now: number): number | null {
  const limits = [
    [filesAtMs(), FILES_QUIET_MS],
    [listedAtMs(claims), LIST_QUIET_MS],
  ] as const;
  const old = limits.flatMap(([at, quietMs]) => (at !== null && now - at > quietMs ? [at] : []));
  return old.length === 0 ? null : Math.min(...old);
}
