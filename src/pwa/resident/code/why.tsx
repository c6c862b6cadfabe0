/** The reason of a code's colour, for the place beside the symbol, and the rows below it: begin, end, contact, check-in and appeal. Without a network they show the stored answer. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PersonColour } from "../../../contract/colour.ts";
import type { Person } from "../../../contract/people.ts";
import { isAppealable } from "../../../domain/appeal/appeal.ts";
import { ask } from "../../app/api.ts";
import { moment } from "../../app/moment.ts";
import { correctedNow } from "../../app/clock.ts";
import { say, saySentence } from "../../app/say.ts";
import { explanationOf } from "../../app/people.ts";
import { me } from "../../app/session.ts";
import { type PhoneCredential, readNote, writeNote } from "../../app/store.ts";
import { DAY_MS } from "../../../domain/instant.ts";
import { Row } from "../../ui/row.tsx";
import { changedAt } from "./choose.ts";
import { renew } from "./credentials.ts";
import { isReasonDue, type ReasonNote } from "./reason-note.ts";

const CHECK_MS = 30_000;

interface Answer {
  readonly colour: PersonColour | undefined;
  /** True for a new answer of the server, false for the stored one. */
  readonly isNew: boolean;
}

/** The reason of a person's colour: the stored answer, or a new one if isReasonDue asks for it and the request succeeds. */
async function explain(person: Person, codeColour: PhoneCredential["colour"]): Promise<Answer> {
  const note = explanationOf(person);
  const stored = await readNote<ReasonNote>(note);
  const old = { colour: stored?.colour, isNew: false };
  if (!isReasonDue(stored, { changedAtMs: changedAt(person), colour: codeColour }, correctedNow())) return old;
  const answer = await ask("GET /api/v1/people/:person/colour", { person: person.id });
  // After a log-out during the request, nothing of that account may be stored.
  if (!answer.ok || me.peek() === null) return old;
  await writeNote(note, { askedAtMs: correctedNow(), colour: answer.value } satisfies ReasonNote);
  return { colour: answer.value, isNew: true };
}

interface WhyProps {
  readonly person: Person;
  readonly credential: PhoneCredential;
  /** Called with the reason, which stands beside the symbol; null while none is known about this colour. */
  readonly onReason: (reason: string | null) => void;
  /** Called after the phone has received new credentials, because the server has another colour than the displayed code. */
  readonly onNew: () => void;
}

export default function Why(props: WhyProps): JSX.Element | null {
  const { person, credential, onReason, onNew } = props;
  const [answer, show] = useState<PersonColour>();
  useEffect(() => {
    let stands = true;
    const askAgain = async (): Promise<void> => {
      const { colour, isNew } = await explain(person, credential.colour);
      if (!stands || colour === undefined) return;
      show(colour);
      if (isNew && colour.colour !== credential.colour && (await renew(person.id)).ok && stands) onNew();
    };
    void askAgain();
    const timer = window.setInterval(() => void askAgain(), CHECK_MS);
    return () => {
      stands = false;
      clearInterval(timer);
    };
  }, [person, credential.jws]);
  // An answer about another colour than the code's would be worse than no reason.
  const fitting = answer?.colour === credential.colour ? answer : null;
  const reason = fitting === null ? null : saySentence(fitting.reason);
  useEffect(() => onReason(reason), [reason]);
  if (fitting === null) return null;
  const { since, until, ends, ask: contact, colour } = fitting;
  const [checkIn, appeal] = [checkInWords(fitting), appealWords(fitting)];
  return (
    <>
      <dl class="card rows">
        <Row word={say("开始时间", "Since")}>{moment(Date.parse(since))}</Row>
        {until !== null && <Row word={say("预计结束", "Until")}>{moment(Date.parse(until))}</Row>}
        {ends !== null && colour !== "green" && <Row word={say("如何结束", "How it ends")}>{saySentence(ends)}</Row>}
        {checkIn !== null && <Row word={say("健康打卡", "Check-in")}>{checkIn}</Row>}
        {contact !== null && colour !== "green" && <Row word={say("向谁咨询", "Where to ask")}>{saySentence(contact)}</Row>}
        {appeal !== null && <Row word={say("申诉", "Appeal")}>{appeal}</Row>}
      </dl>
      <Acts answer={fitting} />
    </>
  );
}

/** For how long an appeal's answer is displayed below the code. Afterwards it is only on the page 申诉. */
const APPEAL_ROW_MS = 7 * DAY_MS;

/** The words for the due time of the next check-in; null where none is due. */
export function checkInWords({ checkIn }: PersonColour): string | null {
  if (!checkIn) return null;
  const due = moment(Date.parse(checkIn.dueAt));
  return Date.parse(checkIn.dueAt) > correctedNow() ? say(`${due} 前`, `by ${due}`) : say(`${due} 已到期`, `was due by ${due}`);
}

/** The words for the newest appeal while it waits, and for a week after its answer; null otherwise. */
export function appealWords({ appeal, since }: PersonColour): string | null {
  if (!appeal) return null;
  const { state, dueAt, answeredAt } = appeal;
  const due = moment(Date.parse(dueAt));
  if (state === "waiting" || answeredAt === null) return say(`等待答复，${due} 前`, `waiting, answer by ${due}`);
  // An appeal that was answered before this colour began was about an earlier colour.
  if (Date.parse(since) > Date.parse(answeredAt) || correctedNow() - Date.parse(answeredAt) > APPEAL_ROW_MS) return null;
  return state === "granted" ? say("已答复：同意", "answered: granted") : say("已答复：未同意", "answered: not granted");
}

export function Acts({ answer }: { readonly answer: PersonColour }): JSX.Element {
  const { colour, checkIn } = answer;
  // The check-in is overdue, or due within a day.
  const isNear = checkIn ? Date.parse(checkIn.dueAt) - correctedNow() < DAY_MS : false;
  const hasAppeal = appealWords(answer) !== null;
  return (
    <>
      {checkIn && (
        <a class={isNear ? "button" : "button second"} href="/check-in">
          {say("健康打卡", "Check in")}
        </a>
      )}
      {(hasAppeal || isAppealable(colour)) && (
        <a class="button second" href="/appeals">
          {hasAppeal ? say("查看申诉", "See the appeal") : say("申诉", "Appeal")}
        </a>
      )}
    </>
  );
}
