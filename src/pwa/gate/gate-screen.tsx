/** The scanner, the first page of the workbench for a collector: the camera with the verdict over it. Also stores its files for use without a network. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Workbench } from "../../contract/community.ts";
import { communityNumber } from "../../domain/division/division.ts";
import { correctedNow } from "../app/clock.ts";
import { say, type Sentence } from "../app/say.ts";
import { useWholeScreen } from "../app/tab-bar.tsx";
import { currentPoint } from "../community/community.ts";
import { Pages } from "../community/pages.tsx";
import type { PageProps } from "../community/route.ts";
import { ageOf } from "../ui/words/moments.ts";
import { next, phase, takeText } from "./gate.ts";
import { keepLists, listsAtMs, listsTrouble } from "./list-keeper.ts";
import { Notes, QueueChip } from "./pass-notes.tsx";
import { reportUsedAgain } from "./pass-sender.ts";
import { PointChoices, PostBar } from "./post-bar.tsx";
import { beginScanner } from "./scan/begin-scanner.ts";
import { deviceTrust } from "./trust-keeper.ts";
import { AcceptedVerdict, Checking, Confirmation, RefusedVerdict } from "./verdict-screen.tsx";
import { Viewfinder } from "./viewfinder.tsx";
import "./gate.css";

export default function GateScreen(props: PageProps): JSX.Element {
  const { workbench } = props;
  const now = phase.value;
  const verdict = now.state === "accepted" || now.state === "refused";
  const hasPost = currentPoint(workbench) !== null;
  useWholeScreen(verdict);
  useEffect(() => {
    const stopKeeping = keepLists(communityNumber(workbench.division));
    const endScanner = beginScanner();
    return () => {
      stopKeeping();
      endScanner();
      // Without this, the next visit of the gate would begin with an old verdict.
      next();
    };
  }, []);

  useEffect(() => reportUsedAgain(workbench.usedAgain ?? []), [workbench]);

  return (
    <>
      <main class="screen gate" inert={verdict}>
        <h1 class="hidden-words">{say("扫码登记", "Scan and register")}</h1>
        <PostBar workbench={workbench} />
        <Pages workbench={workbench} page="scan" />
        <Notes />
        {hasPost ? (
          <>
            <Viewfinder
              paused={verdict || now.state === "checking"}
              corner={<TrustAge />}
              beside={<QueueChip />}
              hint={
                now.state === "looking" && now.isRepeat
                  ? say("刚刚已登记，请下一位", "Just registered. Next person, please")
                  : say("对准健康码", "Aim at the code")
              }
              onText={(text, capturedAtMs) => void takeText(text, capturedAtMs, workbench.division)}
            />
          </>
        ) : (
          <NoPost workbench={workbench} />
        )}
        <div aria-live="polite">
          {now.state === "checking" && <Checking />}
          {now.state === "registered" && <Confirmation phase={now} />}
        </div>
      </main>
      {now.state === "accepted" && <AcceptedVerdict phase={now} workbench={workbench} />}
      {now.state === "refused" && <RefusedVerdict phase={now} workbench={workbench} />}
    </>
  );
}

/** Displayed in place of the camera while the collector has no current point: the collector must choose one before the first pass (product.md §4). */
function NoPost(props: { readonly workbench: Workbench }): JSX.Element {
  return (
    <section class="stack">
      {props.workbench.points.length > 0 && (
        <div>
          <h2>{say("您现在站在哪个采集点？", "At which point are you now?")}</h2>
          <p class="quiet">{say("选好以后才能登记通行。", "Choose the point first. Then you can register passes.")}</p>
        </div>
      )}
      <PointChoices workbench={props.workbench} onChosen={() => undefined} />
    </section>
  );
}

const GROWS_EVERY_MS = 15_000;

export function TrustAge(): JSX.Element {
  const [, grow] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => grow((times) => times + 1), GROWS_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (listsTrouble.value !== null) return <ListsTrouble kind={listsTrouble.value} />;
  const keysAtMs = deviceTrust.value?.fetchedAtMs;
  const atMs = keysAtMs === undefined || listsAtMs.value === null ? null : Math.min(keysAtMs, listsAtMs.value);
  return (
    <p class="trust-age">
      {atMs === null
        ? say("核验资料正在下载……", "Fetching the data for checking codes…")
        : ageWords(ageOf(correctedNow() - atMs))}
    </p>
  );
}

/** Large, over the picture, so that it pushes nothing away. */
function ListsTrouble(props: { readonly kind: "missing" | "unreadable" }): JSX.Element {
  return (
    <p class="lists-trouble" role="alert">
      <b>
        {props.kind === "missing"
          ? say("撤销名单还没有取到", "No revocation list yet")
          : say("撤销名单读不出来", "The revocation list cannot be read")}
      </b>
      <span>
        {props.kind === "missing"
          ? say("已撤销的码，本机认不出。请连上网络。", "This device does not recognise revoked codes. Connect to the network.")
          : say(
              "已撤销的码，本机认不出。请重新打开本页，或换一部手机。",
              "This device does not recognise revoked codes. Open this page again, or use another phone.",
            )}
      </span>
    </p>
  );
}

function ageWords({ zh, en }: Sentence): string {
  return say(`核验资料：${zh}更新`, `Data for checking codes: updated ${en}`);
}
