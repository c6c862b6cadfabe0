/** Controls Firefox by WebDriver BiDi, which Firefox itself supports, so that no driver program is needed; Debian has none. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { callText, DESK_SIZE, type Engine, type EngineStart, PHONE_SIZE, startProgram, type Tab } from "./engine.ts";
import { openWire, type Wire } from "./wire.ts";

/** The preferences that Firefox does not set by itself when it is controlled by a program. */
const PREFERENCES = {
  "intl.accept_languages": "zh-CN",
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.update.disabledForTesting": true,
};

const COLOUR_SCHEME = "layout.css.prefers-color-scheme.content-override";

const evaluation = z.discriminatedUnion("type", [
  z.object({ type: z.literal("success"), result: z.object({ value: z.string() }) }),
  z.object({ type: z.literal("exception"), exceptionDetails: z.object({ text: z.string() }) }),
]);

export async function startFirefox({ program, profile, dark }: EngineStart): Promise<Engine> {
  const lines = Object.entries({ ...PREFERENCES, [COLOUR_SCHEME]: dark ? 0 : 1 }).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, "user.js"), lines.join("\n"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"];
  const started = await startProgram(program, args, {
    awaited: /WebDriver BiDi listening on (ws:\S+)/,
    env: { HOME: profile },
  });
  const wire = await openWire(`${started.said}/session`);
  const wanted = { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } };
  const named = z.object({ capabilities: z.object({ browserName: z.string(), browserVersion: z.string() }) });
  const { capabilities } = await wire.send("session.new", wanted, named);
  const close = async () => {
    wire.close();
    await started.stop();
  };
  const version = `${capabilities.browserName} ${capabilities.browserVersion}`;
  return { version, openTab: ({ desk = false } = {}) => openTab(wire, desk), close };
}

async function openTab(wire: Wire, desk: boolean): Promise<Tab> {
  const { context } = await wire.send("browsingContext.create", { type: "window" }, z.object({ context: z.string() }));
  const view = { context, viewport: desk ? DESK_SIZE : PHONE_SIZE, devicePixelRatio: desk ? 1 : 2 };
  await wire.send("browsingContext.setViewport", view, z.unknown());
  return {
    open: async (url) => {
      // An error is ignored: without a network the app's page or the browser's error page is displayed, and the story checks which.
      await wire.send("browsingContext.navigate", { context, url, wait: "complete" }, z.unknown()).catch(() => undefined);
    },
    run: async (act, ...given) => {
      const params = { expression: callText(act, given), target: { context }, awaitPromise: true };
      const answer = await wire.send("script.evaluate", params, evaluation);
      if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
      return JSON.parse(answer.result.value);
    },
    picture: async () => {
      const { data } = await wire.send("browsingContext.captureScreenshot", { context }, z.object({ data: z.string() }));
      return Buffer.from(data, "base64");
    },
  };
}
