/** docs/asvs.md: each requirement of ASVS 5.0 of the levels 1 and 2 stands there once with its state, and each proof that it names exists. The counts in docs/security.md are those of the table. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The numbers of the requirements of level 1 and 2, by section. Source: OWASP ASVS 5.0.0. */
const REQUIREMENTS = `
1.1: 1 2; 1.2: 1 2 3 4 5 6 7 8 9; 1.3: 1 2 3 4 5 6 7 8 9 10 11; 1.4: 1 2 3; 1.5: 1 2;
2.1: 1 2 3; 2.2: 1 2 3; 2.3: 1 2 3 4; 2.4: 1;
3.2: 1 2; 3.3: 1 2 3 4; 3.4: 1 2 3 4 5 6; 3.5: 1 2 3 4 5; 3.7: 1 2;
4.1: 1 2 3; 4.2: 1; 4.3: 1 2; 4.4: 1 2 3 4;
5.1: 1; 5.2: 1 2 3; 5.3: 1 2; 5.4: 1 2 3;
6.1: 1 2 3; 6.2: 1 2 3 4 5 6 7 8 9 10 11 12; 6.3: 1 2 3 4; 6.4: 1 2 3 4; 6.5: 1 2 3 4 5; 6.6: 1 2 3; 6.8: 1 2 3 4;
7.1: 1 2 3; 7.2: 1 2 3 4; 7.3: 1 2; 7.4: 1 2 3 4 5; 7.5: 1 2; 7.6: 1 2;
8.1: 1 2; 8.2: 1 2 3; 8.3: 1; 8.4: 1;
9.1: 1 2 3; 9.2: 1 2 3 4;
10.1: 1 2; 10.2: 1 2; 10.3: 1 2 3 4; 10.4: 1 2 3 4 5 6 7 8 9 10 11; 10.5: 1 2 3 4 5; 10.6: 1 2; 10.7: 1 2 3;
11.1: 1 2; 11.2: 1 2 3; 11.3: 1 2 3; 11.4: 1 2 3 4; 11.5: 1; 11.6: 1;
12.1: 1 2 3; 12.2: 1 2; 12.3: 1 2 3 4;
13.1: 1; 13.2: 1 2 3 4 5; 13.3: 1 2; 13.4: 1 2 3 4 5;
14.1: 1 2; 14.2: 1 2 3 4; 14.3: 1 2 3;
15.1: 1 2 3; 15.2: 1 2 3; 15.3: 1 2 3 4 5 6 7;
16.1: 1; 16.2: 1 2 3 4 5; 16.3: 1 2 3 4; 16.4: 1 2 3; 16.5: 1 2 3;
17.1: 1; 17.2: 1 2 3 4; 17.3: 1 2
`;
const NUMBERS = REQUIREMENTS.split(";").flatMap((section) => {
  const [name = "", ...numbers] = section.trim().split(/:? /);
  return numbers.map((number) => `${name}.${number}`);
});
const STATES = ["proved", "does not apply", "missing"];

interface Row {
  readonly number: string;
  readonly state: string;
  readonly proof: string;
}

/** The cells of each row of the tables in a text. */
function cellsOf(text: string): readonly (readonly string[])[] {
  return Array.from(text.matchAll(/^\| (.+) \|$/gm), ([, row = ""]) => row.split(" | ").map((cell) => cell.trim()));
}

const rows: readonly Row[] = cellsOf(readFileSync("docs/asvs.md", "utf8"))
  .map(([number = "", , state = "", proof = ""]) => ({ number, state, proof }))
  .filter(({ number }) => /^\d/.test(number));

/** The files and folders that a proof names, each with the names of tests that follow it. */
const proofsOf = ({ proof }: Row) =>
  Array.from(proof.matchAll(/`([\w.-]+(?:\/[\w.-]+)*)`((?: "[^"]+",?)*)/g), ([, path = "", tests = ""]) => ({
    path,
    tests: Array.from(tests.matchAll(/"([^"]+)"/g), ([, name = ""]) => name),
  }));

test("ASVS 5.0 has 253 requirements of the levels 1 and 2", () => {
  expect(new Set(NUMBERS).size).toBe(253);
});

test("each requirement stands in the table once, in order", () => {
  expect(rows.map(({ number }) => number)).toEqual(NUMBERS);
});

test("each state is proved, does not apply or missing, with a proof or a reason", () => {
  expect(rows.filter(({ state, proof }) => !STATES.includes(state) || proof === "")).toEqual([]);
});

test("each proof names a file that exists, and tests that stand in it", () => {
  const proved = rows.filter(({ state }) => state === "proved");
  expect(proved.filter((row) => proofsOf(row).length === 0)).toEqual([]);
  const wrong = proved.flatMap((row) =>
    proofsOf(row).flatMap(({ path, tests }) => {
      if (!existsSync(path)) return [`${row.number}: ${path}`];
      const text = tests.length === 0 ? "" : readFileSync(path, "utf8");
      return tests.filter((name) => !text.includes(name)).map((name) => `${row.number}: ${path} "${name}"`);
    }),
  );
  expect(wrong).toEqual([]);
});

test("each missing requirement says which issue brings it, or that a later one does", () => {
  expect(rows.filter(({ state, proof }) => state === "missing" && !/\bissue \d+|\ba later issue/.test(proof))).toEqual([]);
});

test("the counts in docs/security.md are those of the table", () => {
  const [, summary = ""] = readFileSync("docs/security.md", "utf8").split("## OWASP ASVS");
  const counted = cellsOf(summary)
    .filter(([chapter = ""]) => /^(?:V\d|all)/.test(chapter))
    .map(([chapter = "", ...counts]) => `${chapter.split(" ")[0]}: ${counts.join(" ")}`);
  const count = (some: readonly Row[]) => STATES.map((state) => some.filter((row) => row.state === state).length).join(" ");
  const chapters = Array.from({ length: 17 }, (_, index) => index + 1).map(
    (chapter) => `V${chapter}: ${count(rows.filter(({ number }) => number.startsWith(`${chapter}.`)))}`,
  );
  expect(counted).toEqual([...chapters, `all: ${count(rows)}`]);
});
