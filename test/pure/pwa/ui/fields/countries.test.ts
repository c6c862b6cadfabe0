/** The list of countries: the codes that the server accepts, and the search by names. */
import { expect, test } from "vitest";
import { NATIONALITIES } from "../../../../../src/domain/identity/nationality.ts";
import { COUNTRIES, countriesFor, countryOf } from "../../../../../src/pwa/ui/fields/countries.ts";

test("every country has a code that the server accepts, and every code is a country", () => {
  expect(COUNTRIES.map(({ code }) => code)).toStrictEqual([...NATIONALITIES]);
  for (const { code, zh, en } of COUNTRIES) expect(`${code} ${zh} ${en}`).toMatch(/^[A-Z]{3} [\p{Script=Han}（）]+ \p{Lu}.+$/u);
});

test.each([
  ["美国", "USA"],
  ["united st", "USA"],
  ["USA", "USA"],
  ["usa", "USA"],
  ["ＵＳＡ", "USA"],
  ["America", "USA"],
  ["美利坚", "USA"],
  ["UK", "GBR"],
  ["England", "GBR"],
  ["韩国", "KOR"],
  ["korea", "KOR"],
  ["cote d'ivoire", "CIV"],
  ["Türkiye", "TUR"],
  ["turkey", "TUR"],
  ["越", "VNM"],
  ["阿联酋", "ARE"],
  ["台湾", "TWN"],
  ["无国籍", "XXA"],
  ["stateless", "XXA"],
  ["guinea b", "GNB"],
  ["中国", "CHN"],
])("%j finds %s first", (typed, code) => {
  expect(countriesFor(typed)[0]?.code).toBe(code);
});

test("nothing typed offers the most frequent countries, and nonsense none", () => {
  expect(countriesFor(" ").map(({ code }) => code)).toEqual(["CHN", "KOR", "JPN", "USA", "RUS", "GBR"]);
  expect(countriesFor("xyz")).toEqual([]);
  expect(countryOf("UNI")).toBeUndefined();
});
