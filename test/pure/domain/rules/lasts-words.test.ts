/** The words for how long a colour lasts by a rule, as an officer reads them. */
import { expect, test } from "vitest";
import { lastsWords } from "../../../../src/domain/rules/rule-words.ts";
import type { Lasts } from "../../../../src/domain/rules/rule-set.ts";

test.for<readonly [Lasts | null, string, string]>([
  [null, "至解除", "until it is lifted"],
  [{ days: 3 }, "3 天", "3 days"],
  [{ hours: 4 }, "4 小时", "4 hours"],
  [{ until: "home_isolation" }, "至“居家隔离”名单解除", "until the entry “Home isolation” ends"],
  [
    { days: 14, from: "facts.close_contact.days" },
    "至列入“密切接触者”后天数满 14",
    "until 14 days since listed as “Close contact”",
  ],
])("%o", ([lasts, zh, en]) => {
  expect(lastsWords(lasts)).toEqual({ zh, en });
});
