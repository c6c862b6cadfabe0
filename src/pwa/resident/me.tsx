/** The account: phone number, records, workbench, language, letter size, log-out. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { InstallOffer } from "../app/install.tsx";
import { route } from "../app/location.ts";
import { elder, language, type Language, say, speak } from "../app/say.ts";
import { grants, logOut, managed, me } from "../app/session.ts";
import { readCredentials } from "../app/store.ts";
import { part } from "../app/screen.tsx";
import { UpdateOffer } from "../app/update.tsx";
import { Choices } from "../ui/fields/choices.tsx";
import { ClosedOffices } from "../ui/proof/closed-offices.tsx";
import { Confirm } from "../ui/dialog.tsx";
import { proofWord } from "../ui/proof/proof-mark.tsx";
import { useBusy } from "../ui/use-busy.ts";
import "./me.css";

const PasskeyLoss = part(() => import("./passkey-loss.tsx"));
const Unlock = part(() => import("../ui/office/unlock.tsx"));

const LANGUAGES: readonly { readonly value: Language; readonly word: string }[] = [
  { value: "zh", word: "中文" },
  { value: "en", word: "English" },
];

function Way(props: { readonly href: string; readonly word: string; readonly detail?: string | undefined }): JSX.Element {
  return (
    <li>
      <a href={props.href}>
        <span>{props.word}</span>
        <span class="quiet">{props.detail}</span>
      </a>
    </li>
  );
}

/** Whether the screen is wide enough for the workbench on the PC, with its menu beside a table. */
function isWide(): boolean {
  return matchMedia("(min-width: 48rem)").matches;
}

/** Whether this issuer shows colours: a code on this phone has one. Where none is shown, check-ins, appeals and decisions would only confuse. */
function useColours(): boolean {
  const [hasColours, setHasColours] = useState(false);
  const people = managed.value;
  useEffect(() => {
    const look = async (): Promise<void> => {
      const credentials = await Promise.all(people.map(({ id }) => readCredentials(id)));
      setHasColours(credentials.flat().some(({ colour }) => colour !== "none"));
    };
    void look();
  }, [people]);
  return hasColours;
}

async function leave(): Promise<void> {
  await logOut();
  // The next login on this phone starts at the code.
  route("/", true);
}

export default function MeScreen(): JSX.Element {
  const [leaving, setLeaving] = useState(false);
  const [busy, during] = useBusy();
  const places = grants.value.map((grant) => grant.name);
  const hasColours = useColours();
  const login = me.value?.login;
  const own = managed.value.find(({ relation }) => relation === "self");
  const offices = me.value?.grants.filter(({ role }) => role === "administrator") ?? [];
  const mayHavePasskeys = offices.length > 0 || login?.closesOffices === true;
  return (
    <main class="screen">
      <h1>{say("我的", "Me")}</h1>
      <UpdateOffer />
      <section class="card account">
        <b>{me.value?.maskedPhone}</b>
        {login && <p class="quiet">{say(`用${login.provider.zh}登录`, `Logged in with ${login.provider.en}`)}</p>}
        <p class="quiet">
          {say(`管理 ${managed.value.length} 人的健康码`, `Health codes that you manage: ${managed.value.length}`)}
        </p>
      </section>
      <ClosedOffices />
      {mayHavePasskeys && <PasskeyLoss />}
      <ul class="card ways">
        <Way href="/proof" word={say("实名核验", "Proof of identity")} detail={own && proofWord(own.proof.level)} />
        <Way href="/history" word={say("我的健康自查上报", "My declarations")} />
        {hasColours && (
          <>
            <Way href="/check-in" word={say("每日健康打卡", "Daily check-in")} />
            <Way href="/appeals" word={say("申诉", "Appeals")} />
            <Way href="/decisions" word={say("码色记录", "Colour history")} />
          </>
        )}
        <Way href="/looks" word={say("谁看过我的信息", "Who looked at my data")} />
        {mayHavePasskeys && <Way href="/passkeys" word={say("通行密钥", "Passkeys")} />}
        <Way href="/devices" word={say("登录的设备", "Your devices")} />
        <Way href="/privacy" word={say("隐私说明", "Your data")} />
        <Way href="/check" word={say("核验健康码", "Check a health code")} />
        <Way href="/record" word={say("本月公开记录", "Public record")} />
        <Way href="/r" word={say("换地区", "Another region")} />
        <Way href="/family" word={say("家人", "Family")} />
        {places.length > 0 && (
          <Way href="/workbench" word={say("社区工作台", "Workbench")} detail={[...new Set(places)].join("、")} />
        )}
        {offices.length > 0 && (isWide() || places.length === 0) && (
          <Way
            href="/admin"
            word={say("电脑工作台", "Workbench on the PC")}
            detail={[...new Set(offices.map(({ name }) => name))].join("、")}
          />
        )}
      </ul>
      <InstallOffer />
      <section class="card">
        <Choices
          name="language"
          question={say("语言", "Language")}
          pairs
          choices={LANGUAGES}
          chosen={[language.value]}
          onToggle={speak}
        />
      </section>
      <section class="card">
        <label class="switch">
          <span>
            <b>{say("长辈模式", "Elder mode")}</b>
            <small class="quiet">{say("更大的字和按钮", "Larger letters and buttons")}</small>
          </span>
          <input
            type="checkbox"
            role="switch"
            checked={elder.value}
            onChange={(event) => (elder.value = event.currentTarget.checked)}
          />
        </label>
      </section>
      <button class="button second" type="button" onClick={() => setLeaving(true)}>
        {say("退出登录", "Log out")}
      </button>
      {(me.value?.officeOpen === false || login?.closesOffices) && <Unlock />}
      {leaving && (
        <Confirm
          title={say("退出登录？", "Log out?")}
          yes={say("退出", "Log out")}
          danger
          busy={busy}
          onNo={() => setLeaving(false)}
          onYes={() => void during(leave)}
        >
          <p>
            {say(
              `这部手机上 ${managed.value.length} 人的健康码和没写完的申报会被清除。再次登录后可重新领取。`,
              `The health codes (${managed.value.length}) and unfinished declarations are deleted from this phone. Log in again to get new codes.`,
            )}
          </p>
        </Confirm>
      )}
    </main>
  );
}
