/** No field of the app cuts a text: `maxlength` drops the end of a pasted number or name, and the person does not see it. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("no field has a maxlength", () => {
  const files = globSync("src/pwa/**/*.tsx").filter((file) => /\bmaxlength\b/iu.test(readFileSync(file, "utf8")));
  expect(files).toEqual([]);
});
