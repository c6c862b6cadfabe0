/** Masks names, document numbers and phone numbers for display. Sources: product.md §3; the record of a code has 24 bytes for a name. */
import type { DocumentNumber } from "./document.ts";
import type { PersonName } from "./name.ts";
import { phoneRegion, type PhoneNumber } from "./phone.ts";

// The list omits 单于, 梁丘, 乐正, 左丘 and similar surnames: their first character is also a surname, and a mask shows too little rather than too much.
const COMPOUND_SURNAMES =
  "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 司空 司寇 东方 東方 独孤 獨孤 南宫 南宮 夏侯 皇甫 尉迟 尉遲 公孙 公孫 公冶 公羊 慕容 令狐 宇文 " +
  "长孙 長孫 轩辕 軒轅 钟离 鍾離 闾丘 閭丘 澹台 澹臺 濮阳 濮陽 淳于 太叔 申屠 仲孙 仲孫 鲜于 鮮于 呼延 赫连 赫連 拓跋 端木 闻人 聞人 " +
  "万俟 百里 东郭 東郭 西门 西門 完颜 完顏 纳兰 納蘭 耶律 贺兰 賀蘭";

/**
 * The surname and two stars, whatever the length of the name: 张**; 欧阳** if the name has three characters or more. A name in another script, or
 * with `·` or a space, keeps only its first character, because the place of the surname is uncertain. At most 8 bytes of UTF-8.
 */
export function maskName(name: PersonName): string {
  const characters = Array.from(name.replace(/^'/, ""));
  const two = characters.slice(0, 2).join("");
  const compound = characters.length > 2 && !/[· ]/.test(name) && ` ${COMPOUND_SURNAMES} `.includes(` ${two} `);
  return `${compound ? two : (characters[0] ?? "")}**`;
}

/** The first two and last two characters, and a star for each character between; fewer of a number with less than eight, so that at most half is visible. */
export function maskDocument(number: DocumentNumber): string {
  const characters = Array.from(number);
  return stars(characters, Math.min(2, Math.floor(characters.length / 4)));
}

/** The first three and last three digits of the national number, and a star for each digit between. Numbers outside the mainland keep the region's code before it. */
export function maskPhone(phone: PhoneNumber): string {
  const region = phoneRegion(phone);
  const masked = stars(Array.from(phone.slice(1 + region.length)), 3);
  return region === "86" ? masked : `+${region} ${masked}`;
}

/** The text with stars in place of its middle. @param visible the number of characters that stay at each end */
function stars(characters: readonly string[], visible: number): string {
  const end = characters.length - visible;
  return characters.map((character, index) => (index < visible || index >= end ? character : "*")).join("");
}
