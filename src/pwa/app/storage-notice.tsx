/** Says once what this browser does not keep, and what that means for its owner. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { storageTrouble, type StorageTrouble } from "./local-store.ts";
import { saySentence, type Sentence, say } from "./say.ts";

const WORDS: Readonly<Record<StorageTrouble, Sentence>> = {
  settings: {
    zh: "这个浏览器不保存设置。语言和大字在关闭后要重新选。",
    en: "This browser keeps no settings. Choose the language and the large type again after you close it.",
  },
  nothing: {
    zh: "这个浏览器不保存数据。现在可以照常用；关闭后，没有网络就打不开健康码，没写完的申报也会丢。",
    en: "This browser keeps no data. Everything works now. After you close it, the code does not open without a network, and an unfinished declaration is lost.",
  },
  full: {
    zh: "手机存储空间满了，存不下健康码。现在可以照常用；请清理空间，不然关闭后没有网络就打不开健康码。",
    en: "The phone has no room for the code. Everything works now. Free some room, or the code will not open without a network after you close the app.",
  },
  newer: {
    zh: "另一个窗口已换成新版本。请重新打开这一页。",
    en: "Another window has a newer version. Open this page again.",
  },
};

const seen = signal<StorageTrouble | null>(null);

export default function StorageNotice(): JSX.Element | null {
  const trouble = storageTrouble.value;
  if (trouble === null || trouble === seen.value) return null;
  return (
    <div class="notice warning banner" role="status">
      <span>{saySentence(WORDS[trouble])}</span>
      {trouble === "newer" && (
        <button class="text-button" type="button" onClick={() => location.reload()}>
          {say("重新打开", "Open again")}
        </button>
      )}
      <button class="text-button" type="button" onClick={() => (seen.value = trouble)}>
        {say("知道了", "OK")}
      </button>
    </div>
  );
}
