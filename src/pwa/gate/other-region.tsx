/** What a gate does not know of another region's code: whether it was revoked, or since when the data are old by which it was checked. docs/trust.md §8. */
import type { JSX } from "preact";
import type { Claims } from "../../domain/code/claims.ts";
import { beijing } from "../app/beijing-time.ts";
import { correctedNow } from "../app/clock.ts";
import { say } from "../app/say.ts";
import { whenOf } from "../ui/words/moments.ts";
import { oldestOf } from "./data-age.ts";
import { filesAtMs } from "./federation-keeper.ts";
import { lists } from "./list-keeper.ts";

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
  const oldest = oldestOf({ filesAtMs: filesAtMs(), listAtMs: lists.answeredAtMs(props.claims) }, correctedNow());
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
