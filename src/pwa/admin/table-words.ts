/** What the colours of an issuer mean, in words, and what another table changes. Pure. docs/trust.md §12. */
import { type ColourTable, type Meaning, TABLE_COLOURS, type TableColour } from "../../domain/federation/colour-table.ts";
import { say, saySentence, type Sentence } from "../app/say.ts";
import { COLOUR_WORDS } from "../ui/words/colours.ts";

export const MEANING_WORDS: Readonly<Record<Meaning, Sentence>> = {
  clear: { zh: "未见异常", en: "nothing known" },
  lapsed: { zh: "未按时打卡", en: "check-ins missed" },
  fever: { zh: "发热或有症状", en: "fever or symptoms" },
  contact: { zh: "接触者", en: "contact of a case" },
  isolation: { zh: "隔离观察中", en: "in isolation" },
  suspected: { zh: "疑似或待排查", en: "suspected case" },
  case: { zh: "确诊或阳性", en: "case" },
};

type Colours = Pick<ColourTable, "colours">;

export function meaningsOf({ colours }: Colours, colour: TableColour): readonly Meaning[] {
  return colours.find((row) => row.colour === colour)?.means ?? [];
}

export function listWords(means: readonly Meaning[]): string {
  return means.map((meaning) => saySentence(MEANING_WORDS[meaning])).join(say("、", ", "));
}

/** Each colour whose meanings change, with the meanings that come and go; empty without a change. */
export function differences(before: Colours, after: Colours): readonly string[] {
  return TABLE_COLOURS.flatMap((colour) => {
    const [old, now] = [meaningsOf(before, colour), meaningsOf(after, colour)];
    const name = saySentence(COLOUR_WORDS[colour]);
    if (now.length === 0) return old.length === 0 ? [] : [say(`${name}不再使用`, `${name} is used no longer`)];
    const [come, gone] = [now.filter((one) => !old.includes(one)), old.filter((one) => !now.includes(one))];
    if (old.length === 0) return [say(`${name}开始使用：${listWords(now)}`, `${name} is used: ${listWords(now)}`)];
    const parts = [
      ...(come.length > 0 ? [say(`增加${listWords(come)}`, `also ${listWords(come)}`)] : []),
      ...(gone.length > 0 ? [say(`去掉${listWords(gone)}`, `no longer ${listWords(gone)}`)] : []),
    ];
    return parts.length === 0 ? [] : [`${name}${say("：", ": ")}${parts.join(say("，", "; "))}`];
  });
}

/** A proposed table in one sentence. */
export function tableWords(table: ColourTable, before: ColourTable): string {
  const name = say(`${table.id} 第 ${table.version} 版`, `${table.id} version ${table.version}`);
  const changes = differences(before, table);
  const words = changes.length === 0 ? say("含义不变", "no meaning changes") : changes.join(say("；", "; "));
  return say(`码色含义表改为 ${name}：${words}`, `Meanings of the colours by ${name}: ${words}`);
}
