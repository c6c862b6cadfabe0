/** What a verified code says besides its colour: the declaration, the issuer, an unchecked identity, a clock that differs. */
import type { ComponentChildren, JSX } from "preact";
import { beijing } from "../app/beijing-time.ts";
import { correctedNow } from "../app/clock.ts";
import { say, saySentence } from "../app/say.ts";
import { whenOf } from "../ui/words/moments.ts";
import type { VerifiedScan } from "./verify-scan.ts";

/** Phones make a code every 15 s, so a difference of less than 20 s is no sign of a wrong clock. */
const CLOCK_WORTH_SAYING_SECONDS = 20;

/** @param props.children further rows, below */
export function Holder(props: { readonly scan: VerifiedScan; readonly children?: ComponentChildren }): JSX.Element {
  const { claims, clockOffsetSeconds } = props.scan.code;
  const declaration =
    claims.declaredAt === null
      ? say("没有申报", "not declared")
      : saySentence(whenOf(beijing(claims.declaredAt), beijing(correctedNow())));
  return (
    <dl class="card rows holder">
      <HolderRow word={say("申报", "Declared")}>{declaration}</HolderRow>
      <HolderRow word={say("签发", "Issued by")}>
        {saySentence(props.scan.issuerName)}
        {claims.kind === "paper" && say(" · 纸质码", " · paper code")}
      </HolderRow>
      {claims.flags.includes("identity_unchecked") && (
        <HolderRow word={say("实名核验", "Identity")}>{say("没有核验", "not checked")}</HolderRow>
      )}
      {Math.abs(clockOffsetSeconds) >= CLOCK_WORTH_SAYING_SECONDS && (
        <HolderRow word={say("对方手机时间", "Holder's clock")}>
          {clockOffsetSeconds > 0
            ? say(`快 ${clockOffsetSeconds} 秒`, `${clockOffsetSeconds} s ahead`)
            : say(`慢 ${-clockOffsetSeconds} 秒`, `${-clockOffsetSeconds} s behind`)}
        </HolderRow>
      )}
      {props.children}
    </dl>
  );
}

export function HolderRow(props: { readonly word: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{props.word}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
