/** Draws the verdict, whose colour, shape and word fill the screen, with the buttons below; and the short confirmation of a registered pass. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Workbench } from "../../contract/community.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { beijing } from "../app/beijing-time.ts";
import { correctedNow } from "../app/clock.ts";
import { say, saySentence } from "../app/say.ts";
import { Shape } from "../ui/icons.tsx";
import { clockOf } from "../ui/words/moments.ts";
import { worseSentence } from "./age-sentences.ts";
import { AskAgain } from "./ask-again.tsx";
import { isDoubtful } from "./data-age.ts";
import { PAPER_UNLISTED } from "./gate-sentences.ts";
import { confirm, next, type Phase } from "./gate.ts";
import { Holder } from "./holder.tsx";
import { Notes, QueueChip } from "./pass-notes.tsx";
import { localSentence } from "./local-colour.ts";
import { PostBar } from "./post-bar.tsx";
import { isForeign } from "./trust-keeper.ts";
import { documentCheckOf, UNCERTAIN } from "./verdict.ts";
import { type FrameProps, VerdictFrame } from "./verdict-frame.tsx";

interface FullProps extends FrameProps {
  readonly workbench: Workbench;
}

/** The gate's point and the outcomes of earlier passes stand between the verdict and what belongs to it. */
function Full({ workbench, children, ...says }: FullProps): JSX.Element {
  return (
    <VerdictFrame {...says}>
      <PostBar workbench={workbench} />
      <Notes />
      {children}
    </VerdictFrame>
  );
}

type AcceptedPhase = Extract<Phase, { readonly state: "accepted" }>;

export function AcceptedVerdict(props: { readonly phase: AcceptedPhase; readonly workbench: Workbench }): JSX.Element {
  const { scan, verdict, tookMs, sending, times, age } = props.phase;
  const { claims, paper } = scan.code;
  const [asking, setAsking] = useState(false);
  const isOther = isForeign(claims);
  const seconds = (Math.max(1, Math.round(tookMs / 100)) / 10).toFixed(1);
  // The policy's sentence knows nothing of the age of the data.
  const isOverruled = (scan.passage.answer === "passes" && verdict.answer === "ask") || verdict.word === UNCERTAIN.word;
  const colours = localSentence(claims.colour, scan.localColour, scan.issuerName);
  const note = paper === null ? worseSentence(times, scan.issuerName, correctedNow()) : PAPER_UNLISTED;
  return (
    <Full
      verdict={verdict}
      workbench={props.workbench}
      name={claims.maskedName}
      check={documentCheckOf(claims, age)}
      {...(!isOverruled && { policy: scan.passage.sentence })}
      below={say(`本机已验证 · ${seconds} 秒`, `Verified on this device · ${seconds} s`)}
    >
      {note !== null && (
        <p class={`card reason ${age}`} role={isDoubtful(age) ? "alert" : "status"}>
          {saySentence(note)}
        </p>
      )}
      {colours !== null && (
        <p class="card reason" role="status">
          {saySentence(colours)}
        </p>
      )}
      <Holder scan={scan} />
      <div class="foot at-foot">
        <button class="confirm" type="button" disabled={sending} onClick={() => void confirm(props.workbench.division)}>
          {sending ? say("正在登记……", "Registering…") : say("确认登记", "Register")}
        </button>
        <div class="below">
          {!isOther && (
            <button class="plain" type="button" onClick={() => setAsking(true)}>
              {say("请对方重新申报", "Declare again")}
            </button>
          )}
          <button class="plain" type="button" disabled={sending} onClick={next}>
            {say("不登记", "Do not register")}
          </button>
          <QueueChip />
        </div>
      </div>
      {asking && <AskAgain workbench={props.workbench} code={scan.text} onClose={() => setAsking(false)} />}
    </Full>
  );
}

/** The short wait for a status list, in no code's colour. */
export function Checking(): JSX.Element {
  return (
    <div class="confirmation stopped">
      <p>{say("正在查这个码有没有被撤销……", "Checking whether this code was revoked…")}</p>
    </div>
  );
}

type RefusedPhase = Extract<Phase, { readonly state: "refused" }>;

/** Refusals for which a new declaration is no help: they are about the region that made the code. */
const OF_THE_REGION: readonly string[] = ["issuer_unknown", "issuer_suspended", "trust_expired"] satisfies CodeRefusal["code"][];

export function RefusedVerdict(props: { readonly phase: RefusedPhase; readonly workbench: Workbench }): JSX.Element {
  const { verdict, sentence, code, byServer, text } = props.phase;
  const [asking, setAsking] = useState(false);
  const by = byServer ? say("系统的回答", "The system's answer") : say("本机核验", "Checked on this device");
  return (
    <Full verdict={verdict} workbench={props.workbench} check={null} below={by}>
      <p class="card reason">{saySentence(sentence)}</p>
      <div class="foot at-foot">
        <button class="confirm" type="button" onClick={next}>
          {say("继续扫码", "Continue scanning")}
        </button>
        <div class="below">
          {!OF_THE_REGION.includes(code) && (
            <button class="plain" type="button" onClick={() => setAsking(true)}>
              {say("请对方重新申报", "Declare again")}
            </button>
          )}
          <QueueChip />
        </div>
      </div>
      {asking && <AskAgain workbench={props.workbench} code={text} onClose={() => setAsking(false)} />}
    </Full>
  );
}

type RegisteredPhase = Extract<Phase, { readonly state: "registered" }>;

/** The confirmation of a registered or waiting pass, displayed for a moment while the scanner already looks for the next code. */
export function Confirmation(props: { readonly phase: RegisteredPhase }): JSX.Element {
  const { maskedName, atMs, queued, verdict } = props.phase;
  // Green is only for a person who passes, not for a registered yellow code.
  const passes = verdict.answer === "passes";
  const tone = queued ? "waiting" : passes ? "" : "stopped";
  return (
    <div class={`confirmation ${tone}`}>
      <Shape colour={queued ? "yellow" : passes ? "green" : "none"} class="big" />
      <b>{queued ? say("没有网络，还没登记", "No network: not registered yet") : say("已登记", "Registered")}</b>
      <p>
        {maskedName} ·{" "}
        {queued
          ? say(
              "半分钟内联网会自动登记，否则会提示",
              "registered if the network is back within half a minute; otherwise a note says so",
            )
          : clockOf(beijing(atMs))}
      </p>
    </div>
  );
}
