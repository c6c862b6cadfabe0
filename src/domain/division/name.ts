/** The ways to write the name of a division: with another word for its kind (区, 街道), or without such a word. Pure; does not use the table of divisions. */

/** A way to write a name, and whether it is bare: without the word for the kind, as 青山 for 青山区. */
export type NameForm = readonly [form: string, bare: boolean];

/** The part of a division's row on which its forms depend. */
export interface NameSource {
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

const PEOPLES =
  "各|壮|回|彝|藏|羌|苗|侗|傣|白|满|瑶|黎|畲|佤|怒|水|土|维吾尔|哈尼|土家|布依|景颇|傈僳|蒙古|哈萨克|柯尔克孜|朝鲜|仫佬|毛南|撒拉|保安|东乡|" +
  "锡伯|塔吉克|鄂温克|鄂伦春|达斡尔|拉祜|纳西|普米|独龙|布朗|仡佬|裕固";
/** The end of the name of an autonomous division, with its peoples: 五峰土家族自治县, 恩施土家族苗族自治州, 新疆维吾尔自治区. */
const AUTONOMOUS = new RegExp(`(?:(?:${PEOPLES})族|维吾尔|哈萨克|柯尔克孜|蒙古)*自治(?<kind>[区州县旗])$`, "u");

/** Each row has words for one kind, the longest first. The first word that ends a name is removed, and every word of its row may replace it. */
const STREET_KINDS = [
  ["街道办事处", "街办事处", "街道办", "办事处", "街办", "街道", "街"],
  ["镇人民政府", "镇政府", "镇"],
  ["乡人民政府", "乡政府", "乡"],
] as const;
const COMMUNITY_KINDS = [
  ["社区居民委员会", "社区居委会", "居民委员会", "社区居委", "居委会", "社区"],
  ["村村民委员会", "村民委员会", "村村委会", "村委会", "村"],
] as const;

/** The name for display, as residents say it: 康苑社区居委会 in the table becomes 康苑社区. */
export function displayName(name: string): string {
  return name.replace(/(?<place>社区|村)(?:居民委员会|村民委员会|居委会|村委会|委会)$/u, "$<place>");
}

/** The text in the form in which names are compared: half width, no spaces or separators. */
export function plain(text: string): string {
  return text.normalize("NFKC").replaceAll(/[\s,，、。;；/|·.\-—_>]+/gu, "");
}

/** Every way to write a row's name and aliases, with whether it is bare (without the word for the kind). Each has at least two characters. */
export function formsOf({ code, name, aliases }: NameSource): ReadonlyMap<string, boolean> {
  const forms = new Map<string, boolean>();
  for (const each of [name, ...aliases].map(plain)) {
    const wholes = [each, each.replaceAll(/\([^)]*\)/gu, "")];
    for (const whole of wholes.filter((form) => form.length > 1)) {
      forms.set(whole, false);
      for (const [form, bare] of variants(whole, code.length)) if (form.length > 1 && !forms.has(form)) forms.set(form, bare);
    }
  }
  return forms;
}

function variants(name: string, digits: number): readonly NameForm[] {
  if (digits >= 9) return replaced(name, digits === 9 ? STREET_KINDS : COMMUNITY_KINDS);
  const autonomous = AUTONOMOUS.exec(name);
  if (autonomous !== null) {
    const stem = name.slice(0, autonomous.index);
    // 内蒙古自治区: the name itself contains the name of a people.
    if (stem.length < 2) return [[name.replace(/自治区$/u, ""), true]];
    const kind = autonomous.groups?.["kind"] ?? "";
    return kind === "区"
      ? [[stem, true]]
      : [
          [stem + kind, false],
          [stem, true],
        ];
  }
  const stem = name.replace(/(?:特别行政区|省|市|地区|盟|新区|林区|区|县|旗)$/u, "");
  // Many districts and cities were counties, and people still say so: 黄陂县 for 黄陂区.
  const wasCounty = digits === 6 && /[区市]$/u.test(name);
  return wasCounty
    ? [
        [stem, true],
        [`${stem}县`, true],
      ]
    : [[stem, true]];
}

function replaced(name: string, kinds: readonly (readonly string[])[]): readonly NameForm[] {
  const ending = kinds.flat().find((kind) => name.endsWith(kind));
  if (ending === undefined) return [];
  const stem = name.slice(0, -ending.length);
  if (stem.length === 0) return [];
  const same = kinds.find((row) => row.includes(ending)) ?? [];
  return [...same.map((kind): NameForm => [stem + kind, false]), [stem, true]];
}
