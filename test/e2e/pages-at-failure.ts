/** Set-up of the browser's tests: a test that fails prints what its pages show, because the machine on which it failed may be gone. */
import { beforeEach } from "vitest";
import { describePages } from "../support/browser.ts";

beforeEach(({ onTestFailed }) => {
  onTestFailed(async ({ task }) => {
    const described = await describePages();
    for (const error of task.result?.errors ?? []) error.stack = `${error.stack ?? error.message}\n${described}`;
  });
});
