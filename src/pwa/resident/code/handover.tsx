/** `/handover` of the home of a code: shows who asks and what goes along, and signs the hand-over only after the press. `/handover/code` of the nation shows the code that comes of it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { NATION } from "../../../domain/issuer/issuer.ts";
import { fromBase64url } from "../../../token/code/base64url.ts";
import { handoverText } from "../../../token/code/handover.ts";
import { liveCode } from "../../../token/code/live.ts";
import { readCredential } from "../../../token/code/read-credential.ts";
import { correctedNow } from "../../app/clock.ts";
import { problemIn } from "../../app/loaded.ts";
import { useLocation } from "../../app/location.ts";
import { chosen } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { part } from "../../app/screen.tsx";
import { IN_PLACE } from "../../app/screens.ts";
import { me } from "../../app/session.ts";
import { readCredentials } from "../../app/store.ts";
import { Failed, Loading } from "../../division/steps.tsx";
import { Bar } from "../../ui/bar.tsx";
import { useOnce, valueOf } from "../../ui/loaded.tsx";
import { PersonHead } from "../../ui/person/person-head.tsx";
import { useBusy } from "../../ui/use-busy.ts";
import { chooseNext } from "./choose.ts";
import { type HandoverAsk, readAsk, RETURN_PAGE, returnLink } from "./handover-link.ts";

const Login = part(IN_PLACE.login.load);
const NationalCode = part(() => import("./national-code.tsx"));

export default function Handover(): JSX.Element {
  const { path } = useLocation();
  const [ask] = useState(() => readAsk(location.hash));
  if (path === RETURN_PAGE) return <NationalCode />;
  if (ask !== null && me.value === null) return <Login />;
  return (
    <main class="screen">
      <Bar name={say("我的健康码", "My health code")} back="/" />
      <h1>{say("把健康码交给别的平台", "Hand the code over")}</h1>
      {ask === null ? <Unreadable /> : <Asked ask={ask} />}
    </main>
  );
}

function Unreadable(): JSX.Element {
  return (
    <p class="notice wrong" role="alert">
      {say(
        "这个链接不完整，什么也没有交出。请回到要码的平台，重新开始。",
        "This link is cut off, and nothing was handed over. Go back to the system that asks, and begin again.",
      )}
    </p>
  );
}

/** Only issuers of the register can ask, at their own hosts. */
function Asked({ ask }: { readonly ask: HandoverAsk }): JSX.Element {
  const source = useOnce("GET /api/v1/regions", {});
  const problem = problemIn(source.loaded);
  const answer = valueOf(source);
  if (problem !== null) return <Failed problem={problem} onRetry={() => void source.reload()} />;
  if (answer === null) return <Loading />;
  const region = answer.regions.find(({ issuer }) => issuer === ask.target);
  const origin = ask.target === NATION ? answer.nation : (region?.origin ?? null);
  const name = region === undefined ? say("国家平台", "The nation's system") : say(region.name.zh, region.name.en);
  if (origin === null)
    return (
      <p class="notice wrong" role="alert">
        {say(
          "各地名录里没有这个平台，什么也没有交出。请不要继续。",
          "The register does not list this system, and nothing was handed over. Do not go on.",
        )}
      </p>
    );
  return <Consent ask={ask} origin={origin} name={name} />;
}

interface ConsentProps {
  readonly ask: HandoverAsk;
  /** Of the register. */
  readonly origin: string;
  readonly name: string;
}

function Consent({ ask, origin, name }: ConsentProps): JSX.Element {
  const [busy, during] = useBusy();
  const [hasFailed, fail] = useState(false);
  const person = chosen.value;
  const give = async (): Promise<void> => {
    const link = person === undefined ? null : await signedLink(person.id, ask).catch(() => null);
    fail(link === null);
    if (link !== null) location.replace(origin + link);
  };
  return (
    <>
      {person !== undefined && <PersonHead person={person} />}
      <section class="card stack">
        <h2>{say(`${name}请您同意换一个全国码`, `${name} asks to make a national code from yours`)}</h2>
        <p class="quiet">{say(`网址是 ${new URL(origin).host}。`, `Its address is ${new URL(origin).host}.`)}</p>
        <p>
          {say(
            "交过去的只有您的健康码：打码的姓名、码色、社区和申报时间，采集员平时也看得到。不交姓名全称、证件号码和手机号。",
            "Only your health code goes along: the masked name, colour, community and time of declaration, which collectors see too. No full name, document number or phone number.",
          )}
        </p>
        <p>
          {say(
            "原来的码照常能用。原来的码停用时，全国码一分钟内也停用。",
            "This code stays as it is. When it ends, the national code ends within a minute.",
          )}
        </p>
      </section>
      {hasFailed && (
        <p class="notice wrong" role="alert">
          {say(
            "这部手机上现在没有可用的健康码，什么也没有交出。请先回首页领码，再来一次。",
            "There is no valid code on this phone now, and nothing was handed over. Get the code on the first screen, then begin again.",
          )}
        </p>
      )}
      <button class="button" type="button" disabled={busy} onClick={() => void during(give)}>
        {say("同意", "I agree")}
      </button>
      <a class="button second" href="/">
        {say("不同意，回到我的码", "No: back to my code")}
      </a>
    </>
  );
}

/** The link back with a live code of this moment and its hand-over; null if the phone has no valid credential. */
async function signedLink(person: string, { target, purpose, keysHash }: HandoverAsk): Promise<string | null> {
  const nowMs = correctedNow();
  const credential = chooseNext(await readCredentials(person), nowMs);
  const read = credential && readCredential(credential.jws);
  const hash = fromBase64url(keysHash);
  if (credential === undefined || read?.ok !== true || hash === null) return null;
  const { jws, deviceKey } = credential;
  const code = await liveCode(jws, deviceKey, nowMs);
  const handover = await handoverText(read.value, deviceKey, { target, purpose, keysHash: hash }, nowMs);
  return returnLink({ code, handover });
}
