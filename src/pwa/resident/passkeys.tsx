/** 通行密钥: the passkeys of an administrator, with the buttons that add, rename and remove them, and what two administrators above have permitted. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Passkeys } from "../../contract/passkey/passkey.ts";
import { moment } from "../app/moment.ts";
import { say } from "../app/say.ts";
import { Bar } from "../ui/bar.tsx";
import { useOnce, valueOf } from "../ui/loaded.tsx";
import { hasPasskeys } from "../ui/office/passkey.ts";
import Unlock from "../ui/office/unlock.tsx";
import { Wait } from "../ui/person/person-list.tsx";
import { Said } from "./managers.tsx";
import { NameDialog, type Passkey, Removal } from "./passkey-dialogs.tsx";
import { lossWords } from "./passkey-loss.tsx";
import "./devices.css";

type Asked = { readonly what: "add" } | { readonly what: "rename" | "remove"; readonly passkey: Passkey } | null;

export default function PasskeysScreen(): JSX.Element {
  const source = useOnce("GET /api/v1/passkeys", {});
  const [asked, setAsked] = useState<Asked>(null);
  const [done, setDone] = useState<string | null>(null);
  const value = valueOf(source);
  const finish = async (words: string): Promise<void> => {
    setAsked(null);
    setDone(words);
    await source.reload();
  };
  const close = (): void => setAsked(null);
  return (
    <main class="screen">
      <Bar name={say("我的", "Me")} back="/me" />
      <h1>{say("通行密钥", "Passkeys")}</h1>
      <p class="quiet">
        {say(
          "通行密钥用指纹、面容或锁屏密码确认是您本人。审批、导出、查轨迹、任命等要紧的事，都要先用它确认。",
          "A passkey confirms by fingerprint, face or screen lock that it is you. Approvals, exports, tracks, appointments and other grave acts need it.",
        )}
      </p>
      <Said words={done} takesFocus />
      <Wait source={source} />
      {value !== null && <State value={value} />}
      <ul class="stack">
        {value?.passkeys.map((passkey) => (
          <li class="card device" key={passkey.id}>
            <b>{passkey.name}</b>
            <span class="quiet">
              {say(`${moment(Date.parse(passkey.madeAt))} 设置`, `Made on ${moment(Date.parse(passkey.madeAt))}`)}
              {passkey.usedAt !== null &&
                say(` · 最近使用 ${moment(Date.parse(passkey.usedAt))}`, ` · last used ${moment(Date.parse(passkey.usedAt))}`)}
            </span>
            <div class="button-row">
              <button class="button second" type="button" onClick={() => setAsked({ what: "rename", passkey })}>
                {say("改名", "Rename")}
                <span class="hidden-words"> {passkey.name}</span>
              </button>
              {value.passkeys.length > 1 && (
                <button class="button second" type="button" onClick={() => setAsked({ what: "remove", passkey })}>
                  {say("删除", "Remove")}
                  <span class="hidden-words"> {passkey.name}</span>
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {value?.hasOffice === true && hasPasskeys() && (
        <button class="button" type="button" onClick={() => setAsked({ what: "add" })}>
          {say("添加通行密钥", "Add a passkey")}
        </button>
      )}
      {!hasPasskeys() && (
        <p class="notice warning">
          {say("这个浏览器不支持通行密钥，请换一个较新的浏览器。", "This browser has no passkeys: use a newer one.")}
        </p>
      )}
      {asked?.what === "add" && (
        <NameDialog onDone={() => finish(say("已添加通行密钥。", "The passkey was added."))} onClose={close} />
      )}
      {asked?.what === "rename" && (
        <NameDialog
          passkey={asked.passkey}
          onDone={() => finish(say("已改名。", "The passkey has the new name."))}
          onClose={close}
        />
      )}
      {asked?.what === "remove" && (
        <Removal
          passkey={asked.passkey}
          onDone={() => finish(say(`已删除“${asked.passkey.name}”。`, `${asked.passkey.name} was removed.`))}
          onClose={close}
        />
      )}
      <Unlock />
    </main>
  );
}

/** What the person must know: by when a passkey is needed, and who has let them make a new one. */
function State({ value }: { readonly value: Passkeys }): JSX.Element | null {
  const { loss, dueAt, required, hasOffice, passkeys } = value;
  if (loss !== null) return <p class="notice warning">{lossWords(loss)}</p>;
  if (!hasOffice) return <p class="notice">{say("只有管理员需要通行密钥。", "Only administrators need a passkey.")}</p>;
  if (!required) return <p class="notice">{say("这里还没有要求使用通行密钥。", "This system does not ask for passkeys yet.")}</p>;
  if (passkeys.length === 1)
    return (
      <p class="notice">{say("建议再设一个备用，比如在手机上。", "Add a second one as a reserve, for example on your phone.")}</p>
    );
  if (dueAt === null) return null;
  const due = Date.parse(dueAt);
  return (
    <p class="notice warning">
      {due > Date.now()
        ? say(`请在 ${moment(due)} 前设置，过期不能办理。`, `Make one before ${moment(due)}: afterwards you cannot act.`)
        : say(
            "任职已满 7 天，还没有设置。请让两位上级管理员在“管理员”页允许您新设。",
            "Seven days after your appointment you have none. Ask two administrators above to let you make one, on the page Administrators.",
          )}
    </p>
  );
}
