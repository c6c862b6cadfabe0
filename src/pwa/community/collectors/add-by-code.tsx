/** Adds a collector by a scan of their health code. The collector's region is the administrator's community and cannot be edited (product.md §4). Also the confirmation and the refusal, which the addition by phone number shares. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CollectorMatch } from "../../../contract/collector.ts";
import { sentenceOf } from "../../../domain/code/refusal.ts";
import { appFailed, ask } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence, type Sentence } from "../../app/say.ts";
import { useWholeScreen } from "../../app/tab-bar.tsx";
import { type AcceptedScan, checkScan } from "../../gate/check.ts";
import { NO_KEYS } from "../../gate/gate-sentences.ts";
import { allowSound, give } from "../../gate/sound.ts";
import { openTrust } from "../../gate/trust-keeper.ts";
import { scanOf } from "../../gate/verify-scan.ts";
import { Viewfinder } from "../../gate/viewfinder.tsx";
import { askAgain, checkRight } from "../community.ts";
import { Back } from "../pages.tsx";
import { CollectorFacts } from "./collector-lookup.tsx";
import { addressOf, type PageName, type PageProps } from "../route.ts";
import "../../gate/gate.css";

type Step =
  | { readonly state: "scanning"; readonly sentence: Sentence | null; readonly code: string | null }
  | { readonly state: "confirming"; readonly scan: AcceptedScan }
  | { readonly state: "adding"; readonly scan: AcceptedScan };

const SCANNING: Step = { state: "scanning", sentence: null, code: null };
const TOO_LATE: Sentence = {
  zh: "这个码已过时，请对方打开健康码，再扫一次。",
  en: "The code is out of date. Ask the person to show the code, then scan again.",
};

export default function AddCollector(props: PageProps): JSX.Element {
  const { workbench } = props;
  const { division } = workbench;
  const { route } = useLocation();
  const [step, setStep] = useState<Step>(SCANNING);
  const busy = useRef(false);
  useWholeScreen();
  useEffect(() => {
    void openTrust().catch(() => undefined);
    addEventListener("pointerdown", allowSound);
    return () => removeEventListener("pointerdown", allowSound);
  }, []);
  useEffect(() => {
    if (step.state !== "confirming") return undefined;
    const leftMs = step.scan.untilMs - correctedNow();
    const timer = setTimeout(() => refuse(TOO_LATE, "waited_too_long"), Math.max(0, leftMs));
    return () => clearTimeout(timer);
  }, [step]);

  function refuse(sentence: Sentence, code: string): void {
    setStep({ state: "scanning", sentence, code });
  }

  async function take(text: string): Promise<void> {
    if (busy.current || step.state !== "scanning" || step.code === "no_point_yet") return;
    busy.current = true;
    const result = await checkScan(scanOf(text), division)
      .catch(() => null)
      .finally(() => (busy.current = false));
    if (result === null) refuse(appFailed().sentence, "app_failed");
    else if (result.ok) {
      give("passes");
      setStep({ state: "confirming", scan: result });
    } else refuse(result.refusal === null ? NO_KEYS : sentenceOf(result.refusal), result.refusal?.code ?? "no_keys");
  }

  async function add(scan: AcceptedScan): Promise<void> {
    setStep({ state: "adding", scan });
    const answer = await checkRight(
      division,
      ask("POST /api/v1/communities/:division/collectors", { division }, { code: scan.text }),
    );
    if (answer.ok) {
      await askAgain(division);
      route(addressOf(division, "collectors"), true);
    } else {
      give("does_not_pass");
      refuse(answer.refusal.sentence, answer.refusal.code);
    }
  }

  return (
    <main class="screen whole gate">
      <Back href={addressOf(division, "collectors")} word={say("采集员", "Collectors")} />
      <h1>
        {step.state === "scanning"
          ? say("扫描对方的健康码", "Scan the person's health code")
          : say("添加这位采集员？", "Add this collector?")}
      </h1>
      {step.state === "scanning" ? (
        <>
          {step.sentence !== null && (
            <CollectorRefusal sentence={step.sentence} code={step.code} division={division} then="collectors/add" />
          )}
          {/* Paused while the refusal says that the community has no point: another scan would remove the link to the form for a point. */}
          <Viewfinder
            paused={step.code === "no_point_yet"}
            hint={say("对准对方的健康码", "Aim at the person's code")}
            onText={(text) => void take(text)}
          />
        </>
      ) : (
        <CollectorConfirmation
          maskedName={step.scan.code.claims.maskedName}
          region={workbench.name}
          adding={step.state === "adding"}
          again={say("重新扫", "Scan again")}
          onAdd={() => void add(step.scan)}
          onAgain={() => setStep(SCANNING)}
        />
      )}
    </main>
  );
}

interface CollectorConfirmationProps {
  readonly maskedName: string;
  readonly proof?: CollectorMatch["proof"];
  readonly phone?: string;
  readonly region: string;
  readonly adding: boolean;
  /** Text of the button that drops this person and asks for another code or number. */
  readonly again: string;
  readonly onAdd: () => void;
  readonly onAgain: () => void;
}

export function CollectorConfirmation(props: CollectorConfirmationProps): JSX.Element {
  return (
    <>
      <CollectorFacts maskedName={props.maskedName} proof={props.proof ?? null} phone={props.phone} region={props.region} />
      <p class="quiet">
        {say(
          "所属区域就是您管理的社区，不能改动。添加后立即生效。",
          "The region is the community that you manage. It cannot be changed. This takes effect at once.",
        )}
      </p>
      <div class="button-row at-foot">
        <button class="button second" type="button" disabled={props.adding} onClick={props.onAgain}>
          {props.again}
        </button>
        <button class="button" type="button" disabled={props.adding} onClick={props.onAdd}>
          {props.adding ? say("正在添加……", "Adding…") : say("添加", "Add")}
        </button>
      </div>
    </>
  );
}

interface CollectorRefusalProps {
  readonly id?: string;
  readonly sentence: Sentence;
  readonly code: string | null;
  readonly division: string;
  /** The page to which the form for a point returns. */
  readonly then: PageName;
  /** Called when the user opens the form for a point. */
  readonly onLeave?: () => void;
}

export function CollectorRefusal(props: CollectorRefusalProps): JSX.Element {
  return (
    <div class="notice wrong" role="alert" id={props.id}>
      <p>{saySentence(props.sentence)}</p>
      {props.code === "no_point_yet" && (
        <a href={`${addressOf(props.division, "points/add")}?then=${props.then}`} onClick={props.onLeave}>
          {say("去添加采集点", "Add a point now")}
        </a>
      )}
    </div>
  );
}
