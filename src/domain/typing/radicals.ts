/** Replaces radicals (⽂ ⻢ ⻰) and Roman numerals (Ⅲ), which texts from PDF files and pictures have, by the characters that look alike (文 马 龙 III). Pure. */

/** The characters for the radicals U+2E80–2EF3; NFKC replaces only two of these. Source: EquivalentUnifiedIdeograph.txt of Unicode 14. */
const SUPPLEMENT = Array.from(
  "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿" +
    "肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
);
const FIRST = 0x2e80;

/** The text with characters in place of radicals and Roman numerals. U+2E80 and U+2E9A have no character and stay as they are. */
export function unifyRadicals(text: string): string {
  return text
    .replace(/[\u2e80-\u2ef3]/g, (radical) => SUPPLEMENT[radical.charCodeAt(0) - FIRST] ?? radical)
    .replace(/[\u2f00-\u2fd5\u2160-\u217f]/g, (compatible) => compatible.normalize("NFKC"));
}
