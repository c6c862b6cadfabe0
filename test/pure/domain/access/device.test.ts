/** The names of devices by their user agents. */
import { expect, test } from "vitest";
import { deviceName } from "../../../../src/domain/access/device.ts";

const AGENTS: readonly (readonly [name: string, agent: string])[] = [
  [
    "Chrome · Windows",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
  ],
  [
    "Edge · Windows",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
  ],
  [
    "WeChat · Android",
    "Mozilla/5.0 (Linux; Android 13; V2156A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MicroMessenger/8.0.49",
  ],
  [
    "Safari · iPhone",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
  ],
  ["Firefox · Linux", "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0"],
  [
    "Huawei Browser · HarmonyOS",
    "Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36",
  ],
  ["Mac", "something on a Macintosh"],
  ["", "curl/8.5.0"],
  ["", ""],
];

test.each(AGENTS)("%s", (name, agent) => {
  expect(deviceName(agent)).toBe(name);
});

test("a request without the header has no name, and only the beginning of a long one is read", () => {
  expect(deviceName(null)).toBe("");
  expect(deviceName(`${"x".repeat(512)}Firefox/115.0`)).toBe("");
});
