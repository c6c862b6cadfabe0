/** The nation's code of a person whose home is elsewhere: leads to the home for the hand-over, has the code converted, and shows the result. Without a login; the phone alone knows whose code it is. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { NATION } from "../../../domain/issuer/issuer.ts";
import { hasSystem } from "../../../domain/issuer/region.ts";
import { fromBase64url, toBase64url } from "../../../token/code/base64url.ts";
import { keysHashOf } from "../../../token/code/handover.ts";
import { readCredential } from "../../../token/code/read-credential.ts";
import { ask, ownProblem } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { loadTwice } from "../../app/failure.tsx";
import { problemIn } from "../../app/loaded.ts";
import { storedSignal } from "../../app/local-store.ts";
import { say } from "../../app/say.ts";
import { type PhoneCredential, readCredentials, readRow, writeCredentials, writeRow } from "../../app/store.ts";
import { Failed, Loading } from "../../division/steps.tsx";
import { Bar } from "../../ui/bar.tsx";
import { useOnce, valueOf } from "../../ui/loaded.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useBusy } from "../../ui/use-busy.ts";
import { chooseNext } from "./choose.ts";
import { ClockFace, CodeWord, SymbolPicture, useSeconds } from "./code-frame.tsx";
import { askLink, type HandoverReturn, readReturn } from "./handover-link.ts";
import type { DeviceKey } from "./issue.ts";
import { useLiveSymbol } from "./use-live-code.ts";
import "./code.css";

/** The name under which the phone keeps these credentials, in place of a person. */
const SHELF = "converted";
/** The keys that the phone has made for the hand-over. */
const KEYS = "handover-keys";
const KEY_COUNT = 4;
/** The home that was chosen last. */
const home = storedSignal("yima-home");

export default function NationalCode(): JSX.Element {
  useSeconds();
  const [returned] = useState(takeReturn);
  const [credential, show] = useState<PhoneCredential | null>(null);
  const [problem, fail] = useState<Problem | null>(null);
  const [isWorking, work] = useState(true);
  useEffect(() => {
    const open = async (): Promise<void> => {
      const answer = returned === null ? null : await convert(returned);
      fail(answer);
      show(chooseNext(await readCredentials(SHELF), correctedNow()) ?? null);
      work(false);
    };
    void open();
  }, []);
  return (
    <main class="screen">
      <Bar name={say("首页", "First screen")} back="/" />
      <h1>{say("全国码", "National code")}</h1>
      {isWorking && <Loading />}
      {problem !== null && <ProblemNotice problem={problem} />}
      {credential !== null && <Shown credential={credential} />}
      {!isWorking && <Homes hasCode={credential !== null} />}
    </main>
  );
}

/** What the home has given, once: a page that is loaded again does not send it again. */
function takeReturn(): HandoverReturn | null {
  const returned = readReturn(location.hash);
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname);
  return returned;
}

/** Has the code converted for the keys of this phone, and keeps the result. Null: done. */
async function convert({ code, handover }: HandoverReturn): Promise<Problem | null> {
  const issue = await loadTwice(() => import("./issue.ts"));
  const keys = ((await readRow(KEYS)) ?? []) as readonly DeviceKey[];
  if (keys.length === 0) return notAsked();
  const deviceKeys = keys.map(({ compressed }) => compressed);
  const answer = await ask("POST /api/v1/conversions", {}, { code, deviceKeys, handover });
  if (!answer.ok) return answer.refusal;
  const madeAtMs = Date.parse(answer.value.madeAt);
  await writeCredentials(
    SHELF,
    answer.value.credentials.flatMap((jws, index) => issue.phoneCredentials(SHELF, jws, keys[index], madeAtMs)),
  );
  await writeRow(KEYS, undefined);
  return null;
}

const notAsked = (): Problem =>
  ownProblem(
    "handover_not_asked",
    0,
    "这部手机没有申请过换码，或者已经换好了。要换新的，请在下面选择地区。",
    "This phone has not asked for a code, or has it already. To get a new one, choose a region below.",
  );

function Shown({ credential }: { readonly credential: PhoneCredential }): JSX.Element {
  const [isUnusable, end] = useState(false);
  const symbol = useLiveSymbol(credential, () => end(true));
  const read = readCredential(credential.jws);
  if (isUnusable)
    return (
      <p class="notice wrong">
        {say("这部手机不能再用这个码，请重新换一次。", "This phone cannot use this code any more: convert it again.")}
      </p>
    );
  return (
    <section class="card code-card">
      <ClockFace />
      <div class={`code-frame ${credential.colour}`}>
        <SymbolPicture symbol={symbol} />
        <CodeWord colour={credential.colour} />
      </div>
      {read.ok && <b>{read.value.claims.maskedName}</b>}
      <p class="quiet">
        {say(
          "由外地的码换来 · 每 15 秒自动更新 · 无网络也可出示",
          "Made from another region's code · new every 15 s · works without a network",
        )}
      </p>
    </section>
  );
}

/** Leads to the page of the home that asks its holder. */
function Homes({ hasCode }: { readonly hasCode: boolean }): JSX.Element {
  const source = useOnce("GET /api/v1/regions", {});
  const [busy, during] = useBusy();
  const problem = problemIn(source.loaded);
  const regions = valueOf(source)?.regions.filter(hasSystem);
  if (problem !== null) return <Failed problem={problem} onRetry={() => void source.reload()} />;
  if (regions === undefined) return <Loading />;
  const sorted = regions.toSorted((one, other) => Number(other.issuer === home.value) - Number(one.issuer === home.value));
  const go = async (issuer: string, origin: string): Promise<void> => {
    home.value = issuer;
    location.assign(origin + (await newAsk()));
  };
  return (
    <section class="card stack">
      <h2>
        {hasCode
          ? say("换一个新的全国码", "Get a new national code")
          : say("您的健康码是哪里的？", "Where is your health code from?")}
      </h2>
      <p>
        {say(
          "下一步打开那里的平台，您在那里按“同意”，就回到这里。要用领码的那部手机。",
          "The next step opens the system there. Agree, and you come back here. Use the phone that has the code.",
        )}
      </p>
      {sorted.map(({ issuer, origin, name }) => (
        <button
          class="button second"
          type="button"
          key={issuer}
          disabled={busy}
          onClick={() => void during(() => go(issuer, origin))}
        >
          {say(name.zh, name.en)}
        </button>
      ))}
      {regions.length === 0 && <p class="quiet">{say("现在没有别的地区可以换。", "There is no other region now.")}</p>}
    </section>
  );
}

/** New keys, kept on the phone, and the link that asks the home for them. */
async function newAsk(): Promise<string> {
  const { makeDeviceKey } = await loadTwice(() => import("./issue.ts"));
  const keys = await Promise.all(Array.from({ length: KEY_COUNT }, makeDeviceKey));
  await writeRow(KEYS, keys);
  const hash = await keysHashOf(keys.map(({ compressed }) => fromBase64url(compressed) ?? new Uint8Array()));
  return askLink({ target: NATION, purpose: "convert", keysHash: toBase64url(hash) });
}
