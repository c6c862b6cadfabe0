/** 成员地区: the members of the nation's register for its officers, the registers that wait for signatures, and the examination of an applicant. It signs nothing: two officers do, each with a command. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { Members, RegisteredMember } from "../../../contract/issuer/members.ts";
import { valueIn } from "../../app/loaded.ts";
import { say, saySentence } from "../../app/say.ts";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { ageOf, dayOf, minuteOf } from "../../ui/words/moments.ts";
import { Empty, Head } from "../head.tsx";
import { type Asked, Examine } from "./examine.tsx";
import { Commands, Waiting } from "./changes.tsx";
import { LetterCell } from "./letter-cell.tsx";
import "./members.css";

const MODES = {
  A: { zh: "自有健康码", en: "own code" },
  B: { zh: "不能签码", en: "cannot sign" },
  C: { zh: "用国家码", en: "national code" },
} as const;

const columns = (): readonly Column<RegisteredMember>[] => [
  {
    key: "code",
    word: say("地区", "Region"),
    value: ({ code }) => Number(code),
    show: ({ code, name, mode }) => (
      <div class="member-name">
        <b>{saySentence(name)}</b>
        <Small>{`${code} · ${saySentence(MODES[mode])}`}</Small>
      </div>
    ),
  },
  {
    key: "state",
    word: say("状态", "State"),
    value: ({ suspended, faults }) => (suspended === null ? 0 : 2) + (faults.length > 0 ? 1 : 0),
    show: (member) => <State member={member} />,
  },
  {
    key: "origin",
    word: say("网址", "Address"),
    value: ({ origin }) => origin,
    show: ({ origin, identityKeys }) => (
      <span class="member-origin">
        {origin}
        <Small>{say(`身份密钥 ${identityKeys.join("、")}`, `identity key ${identityKeys.join(", ")}`)}</Small>
      </span>
    ),
  },
  {
    key: "since",
    word: say("加入", "Since"),
    value: ({ since }) => since,
    show: ({ since, endsAt }) => (
      <>
        <span class="member-day">{dayOf(since)}</span>
        {endsAt !== null && <Small isDay>{say(`到 ${dayOf(endsAt)}`, `until ${dayOf(endsAt)}`)}</Small>}
      </>
    ),
  },
  {
    key: "statement",
    word: say("声明", "Statement"),
    value: ({ statement }) => statement?.issuedAt ?? "",
    show: ({ statement }) =>
      statement === null ? (
        say("没有", "None")
      ) : (
        <>
          {saySentence(ageOf(Date.now() - Date.parse(statement.issuedAt)))}
          <Small isDay>{say(`有效到 ${dayOf(statement.expiresAt)}`, `ends ${dayOf(statement.expiresAt)}`)}</Small>
          <Small>{say(`密钥 ${keysOf(statement)}`, `keys ${keysOf(statement)}`)}</Small>
        </>
      ),
  },
  {
    key: "letter",
    word: say("最近一封信", "Last letter"),
    value: ({ letter }) => letter?.at ?? "",
    show: ({ letter }) => <LetterCell letter={letter} />,
  },
];

const keysOf = ({ keys }: NonNullable<RegisteredMember["statement"]>) => keys.map(({ kid }) => kid).join(" ");

/** The Chinese words for a reason; an officer may give any other one. */
const REASONS: ReadonlyMap<string, string> = new Map([["key_leak", "密钥泄露"]]);

/** A second line of a cell. A day is not divided into two lines. */
function Small(props: { readonly children: ComponentChildren; readonly isDay?: true }): JSX.Element {
  return <small class={`quiet member-line ${props.isDay ? "member-day" : ""}`}>{props.children}</small>;
}

function State({ member: { suspended, faults } }: { readonly member: RegisteredMember }): JSX.Element {
  return (
    <div class="member-state">
      {suspended !== null && (
        <b class="member-bad">
          {say(
            `已暂停：${minuteOf(suspended.at)}，${REASONS.get(suspended.reason) ?? suspended.reason}`,
            `Suspended: ${minuteOf(suspended.at)}, ${suspended.reason.replaceAll("_", " ")}`,
          )}
        </b>
      )}
      {faults.map(({ sentence, at }) => (
        <p class="member-bad" key={sentence.en}>
          {at !== null && `${minuteOf(at)} `}
          {saySentence(sentence)}
        </p>
      ))}
      {suspended === null && faults.length === 0 && say("正常", "In order")}
    </div>
  );
}

export default function MembersPage(): JSX.Element {
  const source = useLoaded("GET /api/v1/members", {});
  const head = valueIn(source.loaded);
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <>
      <Head name={say("成员地区", "Members")} detail={head === null ? undefined : headOf(head)}>
        <button class="chip" type="button" onClick={() => setAsked({ application: "" })}>
          {say("检查申请", "Check an application")}
        </button>
      </Head>
      <SourceView source={source}>
        {(all) => (
          <>
            {all.members.length === 0 ? (
              <Empty title={say("名录里还没有成员", "The register has no members yet")}>
                <p>
                  {say(
                    "地区用 npm run issuer -- apply 生成申请。检查通过后，由两位负责人各自签署。",
                    "A region makes its application by npm run issuer -- apply. After the check, two officers sign.",
                  )}
                </p>
              </Empty>
            ) : (
              <Table
                name="members"
                caption={say("成员地区", "Members")}
                columns={columns()}
                rows={all.members}
                idOf={({ code }) => code}
                first={{ by: "code", down: false }}
                actions={(member) => (
                  <button
                    class="text-button"
                    type="button"
                    aria-label={say(`检查${member.name.zh}`, `Check ${member.name.en}`)}
                    onClick={() => setAsked({ code: member.code, name: member.name })}
                  >
                    {say("检查", "Check")}
                  </button>
                )}
              />
            )}
            {all.leftOut.length > 0 && (
              <p class="notice wrong">
                {say(
                  `名录里读不懂的条目：${all.leftOut.join("、")}`,
                  `Entries of the register that cannot be read: ${all.leftOut.join(", ")}`,
                )}
              </p>
            )}
            <Waiting waiting={all.waiting} />
            <Commands />
          </>
        )}
      </SourceView>
      {asked !== null && <Examine asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function headOf({ register, members }: Members): string {
  if (register === null) return say("还没有名录", "There is no register yet");
  return say(
    `第 ${register.seq} 号名录，${members.length} 个成员，有效到 ${dayOf(register.expiresAt)}`,
    `Register ${register.seq}, ${members.length} members, ends ${dayOf(register.expiresAt)}`,
  );
}
