/** The head of the login: the name of this entry, and one sentence that explains Yima. */
import type { JSX } from "preact";
import type { Api } from "../../../contract/document/operations.ts";
import { NATION } from "../../../domain/issuer/issuer.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { say, saySentence } from "../../app/say.ts";

type Issuer = Api["GET /.well-known/yima-issuer"]["answer"];

const YIMA: Sentence = { zh: "一码 · 健康码", en: "Yima · health code" };

/** The name of this entry, with its city or province. Entries of different regions look alike otherwise. */
function entryName(issuer: Issuer | null): Sentence {
  if (issuer === null || issuer.code === NATION) return YIMA;
  const { zh, en } = issuer.name;
  return { zh: `一码 · ${zh.replace(/[市省]$/, "")}健康码`, en: `Yima · health code of ${en}` };
}

export function Welcome({ issuer }: { readonly issuer: Issuer | null }): JSX.Element {
  return (
    <header class="welcome">
      <img src="/icons/yima.svg" alt="" width="56" height="56" />
      <h1>{saySentence(entryName(issuer))}</h1>
      <p>
        {say(
          "用手机申报健康状况，领一张每 15 秒自动更新的健康码，到采集点出示即可，没有网络也能用。",
          "Declare your health on the phone, get a code that renews itself every 15 seconds, and show it at the gate, even without a network.",
        )}
      </p>
    </header>
  );
}
