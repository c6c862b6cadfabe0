/** Free text on one line: the invisible characters that are removed or replaced, and the faults. */
import { describe, expect, it } from "vitest";
import { withoutTraces } from "../../../../src/domain/typing/fold.ts";
import { lineFault } from "../../../../src/domain/typing/line.ts";

describe("a line", () => {
  it.each([
    ["康苑路 8 号（南门）", "康苑路 8 号（南门）"],
    ["　康苑路\t8 号\r\n南门 ", "康苑路 8 号  南门"],
    ["\u202a康苑\u200b路\u202c", "康苑路"],
  ])("%j is cleaned to %j", (text, line) => {
    expect(withoutTraces(text)).toBe(line);
    expect(lineFault(text, 20)).toBeNull();
  });

  it("counts characters, and not their UTF-16 units", () => {
    expect(lineFault("𠮷".repeat(60), 60)).toBeNull();
    expect(lineFault("𠮷".repeat(61), 60)).toBe("too_long");
    expect(lineFault(`${"王".repeat(60)}   `, 60)).toBeNull();
  });

  it.each(["南门😀", "南门\u0007", "南门\ue863", "南\ud800门", "南门\ufffe", "☎️ 110"])(
    "%j has a character that is not accepted",
    (text) => {
      expect(lineFault(text, 60)).toBe("characters");
    },
  );

  it("accepts Chinese characters that the engine does not know yet", () => {
    expect(lineFault("\u{3347a}\u{323b0}家", 60)).toBeNull();
  });
});
