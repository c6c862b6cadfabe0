/** The scanner, first screen of the workbench: the camera, and over it the verdict of what it read. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Workbench } from "../../contract/community.ts";
import { communityNumber } from "../../domain/division/division.ts";
import { useWholeScreen } from "../app/tab-bar.tsx";
import { say } from "../app/say.ts";
import "./gate.css";
import { currentPoint } from "../community/community.ts";
import { next, phase, takeText } from "./gate.ts";
import { keepOffline } from "../workbench/keep-offline.ts";
import { keepLists } from "./list-keeper.ts";
import { Notes } from "../workbench/notes.tsx";
import { Pages } from "../community/pages.tsx";
import { PostBar } from "./post-bar.tsx";
import { QueueChip } from "../workbench/queue-chip.tsx";
import { allowSound } from "./sound.ts";
import { PointChoices } from "../workbench/switch-sheet.tsx";
import { TrustAge } from "../workbench/trust-age.tsx";
import { AcceptedVerdict, Confirmation, RefusedVerdict } from "./verdict-screen.tsx";
import { Viewfinder } from "./viewfinder.tsx";

/** The camera comes first. */
const KEEP_AFTER_MS = 3000;

export function GateScreen(props: { readonly workbench: Workbench }): JSX.Element {
  const { workbench } = props;
  const now = phase.value;
  const verdict = now.state === "accepted" || now.state === "refused";
  const standing = currentPoint(workbench) !== null;
  useWholeScreen(verdict);
  useEffect(() => {
    const stopKeeping = keepLists(communityNumber(workbench.division));
    const whenQuiet = setTimeout(() => void keepOffline(), KEEP_AFTER_MS);
    addEventListener("pointerdown", allowSound);
    addEventListener("keydown", allowSound);
    return () => {
      stopKeeping();
      clearTimeout(whenQuiet);
      removeEventListener("pointerdown", allowSound);
      removeEventListener("keydown", allowSound);
      // A verdict left behind would greet whoever comes back to this screen.
      next();
    };
  }, []);

  return (
    <>
      <main class="screen gate" inert={verdict}>
        <h1 class="hidden-words">{say("扫码登记", "Scan and register")}</h1>
        <PostBar workbench={workbench} />
        <Pages workbench={workbench} page="scan" />
        <Notes />
        {standing ? (
          <>
            <Viewfinder
              paused={verdict}
              corner={<TrustAge />}
              beside={<QueueChip />}
              hint={
                now.state === "looking" && now.dealtWith
                  ? say("刚刚已登记，请下一位", "Just registered: next, please")
                  : say("对准健康码", "Aim at the code")
              }
              onText={(text, capturedAtMs) => void takeText(text, capturedAtMs, workbench.division)}
            />
          </>
        ) : (
          <NoPost workbench={workbench} />
        )}
        <div aria-live="polite">{now.state === "registered" && <Confirmation phase={now} />}</div>
      </main>
      {now.state === "accepted" && <AcceptedVerdict phase={now} workbench={workbench} />}
      {now.state === "refused" && <RefusedVerdict phase={now} workbench={workbench} />}
    </>
  );
}

/** No current point, no pass (product.md §4): choosing one comes before the camera. */
function NoPost(props: { readonly workbench: Workbench }): JSX.Element {
  return (
    <section class="stack">
      {props.workbench.points.length > 0 && (
        <div>
          <h2>{say("您现在站在哪个采集点？", "At which point do you stand?")}</h2>
          <p class="quiet">{say("选好以后才能登记通行。", "Passes can be registered once it is chosen.")}</p>
        </div>
      )}
      <PointChoices workbench={props.workbench} onChosen={() => undefined} />
    </section>
  );
}
