/** Texts from PDF files and from pictures have radicals (⽂ ⻢ ⻰) and Roman numerals (Ⅲ) that look like characters: gives the characters. Pure. */

/** The characters of U+2E80–2EF3, of which NFKC knows two only. Source: EquivalentUnifiedIdeograph.txt of Unicode 14. */
const SUPPLEMENT = Array.from(
  "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿" +
    "肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
);
const FIRST = 0x2e80;

/** The two radicals without a character stay as they are. */
export function unifyRadicals(text: string): string {
  return text
    .replace(/[\u2e80-\u2ef3]/g, (radical) => SUPPLEMENT[radical.charCodeAt(0) - FIRST] ?? radical)
    .replace(/[\u2f00-\u2fd5\u2160-\u217f]/g, (compatible) => compatible.normalize("NFKC"));
}
