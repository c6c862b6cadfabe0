/** Draws the verdict on a code, what it says, and what this device does not know. */
import type { JSX } from "preact";
import { beijing } from "../app/beijing-time.ts";
import { useLayer } from "../app/layers.ts";
import { say, saySentence } from "../app/say.ts";
import { Holder, HolderRow } from "../gate/holder.tsx";
import { documentCheckOf } from "../gate/verdict.ts";
import { VerdictFrame } from "../gate/verdict-frame.tsx";
import { clockOf, whenOf } from "../ui/words/moments.ts";
import { next, type Phase } from "./checking.ts";

export function AcceptedCode(props: { readonly phase: Extract<Phase, { readonly state: "accepted" }> }): JSX.Element {
  const { scan, finding, times, atMs } = props.phase;
  const { claims, expiresAt } = scan.code;
  const when = (at: number): string => saySentence(whenOf(beijing(at), beijing(atMs)));
  return (
    <VerdictFrame
      verdict={finding.verdict}
      name={claims.maskedName}
      check={documentCheckOf(claims)}
      below={say(
        `${clockOf(beijing(atMs))} 在本机核验 · 没有登记`,
        `Checked on this device at ${clockOf(beijing(atMs))} · not registered`,
      )}
    >
      {finding.unknown.map((sentence) => (
        <p key={sentence.zh} class="card reason" role="status">
          {saySentence(sentence)}
        </p>
      ))}
      {finding.meaning !== null && <p class="card reason">{saySentence(finding.meaning)}</p>}
      <Holder scan={scan}>
        <HolderRow word={say("发码时间", "Issued")}>{when(claims.issuedAt)}</HolderRow>
        <HolderRow word={say("有效到", "Valid until")}>{when(expiresAt)}</HolderRow>
        <HolderRow word={say("撤销名单", "Revocation list")}>
          {times.listAtMs === null ? say("没有取到", "not here") : when(times.listAtMs)}
        </HolderRow>
        {times.filesAtMs !== null && <HolderRow word={say("核验资料", "Data")}>{when(times.filesAtMs)}</HolderRow>}
      </Holder>
      <Next />
    </VerdictFrame>
  );
}

export function RefusedCode(props: { readonly phase: Extract<Phase, { readonly state: "refused" }> }): JSX.Element {
  const { verdict, sentence } = props.phase;
  return (
    <VerdictFrame verdict={verdict} check={null} below={say("本机核验 · 没有登记", "Checked on this device · not registered")}>
      <p class="card reason">{saySentence(sentence)}</p>
      <Next />
    </VerdictFrame>
  );
}

function Next(): JSX.Element {
  useLayer(next);
  return (
    <div class="foot at-foot">
      <button class="confirm" type="button" onClick={next}>
        {say("核验下一个", "Check another code")}
      </button>
    </div>
  );
}
