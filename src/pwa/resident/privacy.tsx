/** 隐私说明: the data, their purpose, their time, their readers, and whom to ask. A resident agrees once per version, before the first declaration on this phone. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { termDays } from "../../domain/retention.ts";
import { Bar } from "../ui/bar.tsx";
import { moment } from "../app/moment.ts";
import { say } from "../app/say.ts";
import { readNote, writeNote } from "../app/store.ts";
import "./privacy.css";

/** A change of the sentences below that changes their meaning is a new version: everybody is asked again. */
const VERSION = 1;
const NOTE = "privacy";

interface Agreement {
  readonly version: number;
  readonly atMs: number;
}

/** `unknown` while the phone's storage is read. */
export type AgreementState = "unknown" | "open" | "agreed";

async function readAgreement(): Promise<Agreement | null> {
  const note = await readNote<Agreement>(NOTE);
  return note?.version === VERSION ? note : null;
}

export function useAgreement(): readonly [AgreementState, () => Promise<void>] {
  const [state, setState] = useState<AgreementState>("unknown");
  useEffect(() => void readAgreement().then((agreement) => setState(agreement === null ? "open" : "agreed")), []);
  async function agree(): Promise<void> {
    // Stored first: the form is open only to who has agreed.
    await writeNote(NOTE, { version: VERSION, atMs: Date.now() } satisfies Agreement);
    setState("agreed");
  }
  return [state, agree];
}

function Sentences(): JSX.Element {
  return (
    <dl class="card privacy">
      <dt>{say("填什么", "What you enter")}</dt>
      <dd>
        {say(
          "姓名、证件号码、手机号、住址、现在在哪里、体温、症状、接触史、14 天内去过的地方。过采集点时，记下时间和地点。",
          "Name, document number, phone, address, present place, temperature, symptoms, contacts, places of the last 14 days. A gate records time and place.",
        )}
      </dd>
      <dt>{say("做什么用", "Why")}</dt>
      <dd>
        {say(
          "只用于疫情防控：发健康码、查找接触者、联系需要帮助的人。不作别的用处。",
          "Only against the epidemic: for the code, to find contacts, and to reach people who need help.",
        )}
      </dd>
      <dt>{say("存多久", "How long")}</dt>
      <dd>
        {say(
          `通行记录 ${termDays("pass")} 天，申诉和附件在答复后 ${termDays("appeal")} 天，谁看过您的信息 ${termDays("look")} 天，到期自动删除。申报内容保存到疫情防控结束。`,
          `Passes: ${termDays("pass")} days. Appeals with their files: ${termDays("appeal")} days after the answer. The record of who looked at your data: ${termDays("look")} days. Then they are deleted automatically. Declarations are stored until the emergency ends.`,
        )}
      </dd>
      <dt>{say("谁看得到", "Who sees it")}</dt>
      <dd>
        {say(
          "采集员只看到姓、码色、是否申报、是否报过发热、症状或接触。社区和上级管理员按职责查看，每次查看都要写明用途，您可以在“谁看过我的信息”里看到。二维码里没有您的证件号、手机号和住址。",
          "A collector sees the surname, the colour, whether you declared, and whether you declared a fever, a symptom or a contact. Administrators of your community and above look only for their duty. Each look at a named person needs a purpose, and you see it under “Who looked at my data”. The code holds no document number, phone or address.",
        )}
      </dd>
      <dt>{say("找谁问", "Whom to ask")}</dt>
      <dd>
        {say(
          "问您所在的社区（居委会），或拨打 12345。不用手机的人，可以请家人代办。",
          "Your community (neighbourhood committee), or phone 12345. A family member can act for somebody without a phone.",
        )}
      </dd>
    </dl>
  );
}

export function AgreeFirst({ onAgree }: { readonly onAgree: () => void }): JSX.Element {
  return (
    <main class="screen whole">
      <Bar name={say("健康申报", "Declaration")} back="/" />
      <h1>{say("填写前，请先看一看", "Please read this first")}</h1>
      <Sentences />
      <p class="quiet">{say("以后可以在“我的”→“隐私说明”里再看。", "You find this text again under “Me”, “Your data”.")}</p>
      <div class="button-row at-foot">
        <a class="button second" href="/">
          {say("不同意，返回", "Do not agree")}
        </a>
        <button class="button" type="button" onClick={onAgree}>
          {say("同意，开始填写", "Agree and begin")}
        </button>
      </div>
    </main>
  );
}

export default function PrivacyScreen(): JSX.Element {
  const [agreement, setAgreement] = useState<Agreement | null>(null);
  useEffect(() => void readAgreement().then(setAgreement), []);
  return (
    <main class="screen">
      <Bar name={say("我的", "Me")} back="/me" />
      <h1>{say("隐私说明", "Your data")}</h1>
      <Sentences />
      {agreement !== null && (
        <p class="quiet">{say(`您已于 ${moment(agreement.atMs)} 同意。`, `You agreed on ${moment(agreement.atMs)}.`)}</p>
      )}
    </main>
  );
}
