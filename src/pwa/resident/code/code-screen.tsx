/** The first screen: the live code of the chosen person, with its notices and its reason. Works without a network. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import { moment } from "../../app/moment.ts";
import { isClockWrong, missedMs, otherOffsetMs } from "../../app/clock.ts";
import { chosen } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { part } from "../../app/screen.tsx";
import { asksToKeep, isReplaced, managed, me, online, trouble } from "../../app/session.ts";
import type { PhoneCredential } from "../../app/store.ts";
import { InstallOffer } from "../../app/install.tsx";
import { UpdateOffer } from "../../app/update.tsx";
import { declaredAt, isOld } from "./choose.ts";
import { NewGrants } from "./new-grants.tsx";
import { Row } from "../../ui/row.tsx";
import { ClockFace, CodeFrame, second, useSeconds } from "./code-frame.tsx";
import { PersonHead } from "../../ui/person/person-head.tsx";
import { useCredential, useLiveSymbol } from "./use-live-code.ts";
import "./code.css";

// Parts that are not always on the screen load when they are needed. The service worker stores them for use without a network.
const ChangesOfPhone = part(() => import("../change-of-phone.tsx"));
const CodeNotes = part(() => import("./code-notes.tsx"));
const NoCodeYet = part(() => import("../../ui/person/no-code.tsx"));
const Notices = part(() => import("./notices.tsx"));
const Why = part(() => import("./why.tsx"));
const WholeCode = part(() => import("./whole-code.tsx"));
const WhoManages = part(() => import("../who-manages.tsx"));

interface CodeLineProps {
  readonly credential: PhoneCredential;
  readonly person: Person;
  /** The reason of the colour; null until it is known. */
  readonly reason: string | null;
}

function CodeLine({ credential, person, reason }: CodeLineProps): JSX.Element {
  const { colour } = credential;
  const declaredAtMs = declaredAt(credential, person);
  const issuer = me.value?.issuer.name;
  const place = say(issuer?.zh.replace(/[市省]$/, "") ?? "", issuer?.en ?? "");
  if (reason !== null) return <p>{say(`原因：${reason}`, `Reason: ${reason}`)}</p>;
  if (colour !== "none")
    return <p class="quiet">{say("每 15 秒自动更新 · 无网络也可出示", "New every 15 s · works without a network")}</p>;
  return (
    <p class="quiet">
      {declaredAtMs !== null && say(`申报时间 ${moment(declaredAtMs)} · `, `Declared ${moment(declaredAtMs)} · `)}
      {say(`${place}暂不显示码色`, `no colours in ${place} for now`)}
    </p>
  );
}

interface LiveCodeProps {
  readonly credential: PhoneCredential;
  readonly person: Person;
  readonly notices: JSX.Element | false;
  readonly onNew: () => void;
  readonly onUnusable: () => void;
}

function LiveCode(props: LiveCodeProps): JSX.Element {
  const { credential, person, notices, onNew } = props;
  const { flags = [] } = credential;
  const symbol = useLiveSymbol(credential, props.onUnusable);
  const [whole, setWhole] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  return (
    <>
      <section class="card code-card">
        <ClockFace />
        <CodeFrame colour={credential.colour} symbol={symbol} onTap={() => setWhole(true)} />
        <CodeLine credential={credential} person={person} reason={reason} />
        {(person.declaredByOther || flags.length > 0) && <CodeNotes person={person} flags={flags} />}
      </section>
      <AboutManagers />
      {notices}
      <div class="code-actions">
        <a class="button second" href="/declare?again">
          {say("重新上报", "Declare again")}
        </a>
        <button class="button" type="button" onClick={() => setWhole(true)}>
          {say("全屏亮码", "Full screen")}
        </button>
      </div>
      {credential.colour !== "none" && <Why person={person} credential={credential} onReason={setReason} onNew={onNew} />}
      <InstallOffer />
      <dl class="card rows">
        <Row word={say("能否通行", "Can I pass?")}>{say("以所到地区政策为准", "Each region's policy decides")}</Row>
      </dl>
      {whole && <WholeCode colour={credential.colour} symbol={symbol} person={person} onEnd={() => setWhole(false)} />}
    </>
  );
}

/** The code comes first: no notice moves or covers it. */
function PersonCode(props: { readonly person: Person }): JSX.Element {
  const { person } = props;
  const { state, again, replace } = useCredential(person);
  const declaredAtMs = person.declaration === null ? null : Date.parse(person.declaration.at);
  const until = state.state === "ready" ? state.credential.expiresAtMs : null;
  const notices = hasNotice(person, declaredAtMs) && <Notices declaredAtMs={declaredAtMs} validUntilMs={until} person={person} />;
  if (state.state === "ready")
    return <LiveCode credential={state.credential} person={person} notices={notices} onNew={again} onUnusable={replace} />;
  if (state.state === "none")
    return (
      <>
        <NoCodeYet person={person} people={[]} problem={state.problem} retrySeconds={state.retrySeconds} />
        <AboutManagers />
        {notices}
      </>
    );
  return (
    <section class="card code-card" aria-busy="true">
      <ClockFace />
      <p class="quiet">{say("正在领取健康码……", "Getting the code…")}</p>
    </section>
  );
}

/** Whether a condition was true at some time while the screen is open, so that its card stays and can show the result. */
function useOnceTrue(now: boolean): boolean {
  const once = useRef(false);
  once.current ||= now;
  return once.current;
}

function AboutManagers(): JSX.Element | null {
  const people = managed.value;
  return useOnceTrue(people.some(asksToKeep)) ? <WhoManages people={people} /> : null;
}

function hasNotice(person: Person | undefined, declaredAtMs: number | null): boolean {
  const old = declaredAtMs !== null && isOld(declaredAtMs, second.value);
  const hasClaim = me.value?.people.some((one) => one.claims.length > 0) ?? false;
  const clock = isClockWrong.value || missedMs.value !== null || otherOffsetMs.value !== null;
  const ofPerson = Boolean(person?.redeclaration) || person?.ending?.why === "asked";
  return ofPerson || !online.value || clock || old || trouble.value !== null || hasClaim;
}

export default function CodeScreen(): JSX.Element {
  useSeconds();
  const person = chosen.value;
  const people = me.value?.people ?? [];
  const wasReplaced = useOnceTrue(people.some(isReplaced));
  return (
    <main class="screen">
      <h1 class="hidden-words">{say("我的健康码", "My health code")}</h1>
      {wasReplaced && <ChangesOfPhone people={people} />}
      {person !== undefined && <PersonHead person={person} />}
      {person?.declaration ? (
        <PersonCode key={person.id} person={person} />
      ) : (
        <>
          <NoCodeYet person={person} people={people} />
          <AboutManagers />
          {hasNotice(person, null) && <Notices declaredAtMs={null} validUntilMs={null} person={person} />}
        </>
      )}
      <NewGrants />
      <UpdateOffer />
    </main>
  );
}
