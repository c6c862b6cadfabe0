/** What of a name, a document and a phone number may be shown. Sources: product.md §3; the code's record holds 24 bytes of name. */
import type { DocumentNumber } from "./document.ts";
import type { PersonName } from "./name.ts";
import { phoneRegion, type PhoneNumber } from "./phone.ts";

// Left out on purpose: 单于, 梁丘, 乐正, 左丘 and the like, whose first character is a surname by itself. In doubt less is shown.
const COMPOUND_SURNAMES =
  "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 司空 司寇 东方 東方 独孤 獨孤 南宫 南宮 夏侯 皇甫 尉迟 尉遲 公孙 公孫 公冶 公羊 慕容 令狐 宇文 " +
  "长孙 長孫 轩辕 軒轅 钟离 鍾離 闾丘 閭丘 澹台 澹臺 濮阳 濮陽 淳于 太叔 申屠 仲孙 仲孫 鲜于 鮮于 呼延 赫连 赫連 拓跋 端木 闻人 聞人 " +
  "万俟 百里 东郭 東郭 西门 西門 完颜 完顏 纳兰 納蘭 耶律 贺兰 賀蘭";

/**
 * Surname and two stars, whatever the name's length: 张**, 欧阳** (three characters or more), and the first letter of a name
 * in another script. A name with `·` or a space has its surname nowhere certain, so only its first character stands.
 * At most 10 bytes of UTF-8.
 */
export function maskName(name: PersonName): string {
  const characters = Array.from(name);
  const two = characters.slice(0, 2).join("");
  const compound = characters.length > 2 && !/[· ]/.test(name) && ` ${COMPOUND_SURNAMES} `.includes(` ${two} `);
  return `${compound ? two : (characters[0] ?? "")}**`;
}

/** First two and last two, a star for each character between; of a short number fewer, so that never more than half is shown. */
export function maskDocument(number: DocumentNumber): string {
  const characters = Array.from(number);
  const shown = Math.min(2, Math.floor(characters.length / 4));
  return stars(characters, shown);
}

/** First three and last three of the national number, a star for each digit between; the code stays outside the mainland. */
export function maskPhone(phone: PhoneNumber): string {
  const region = phoneRegion(phone);
  const masked = stars(Array.from(phone.slice(1 + region.length)), 3);
  return region === "86" ? masked : `+${region} ${masked}`;
}

function stars(characters: readonly string[], shown: number): string {
  const end = characters.length - shown;
  return characters.map((character, index) => (index < shown || index >= end ? character : "*")).join("");
}
