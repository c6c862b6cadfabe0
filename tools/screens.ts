/** `npm run screens`: plays the story in a browser and leaves a picture of each screen under docs/screens. */
import { run } from "./command.ts";

const { status } = await run(
  "vitest",
  [
    "run",
    "--project",
    "e2e",
    "test/e2e/story.test.ts",
    "test/e2e/screens.test.ts",
    "test/e2e/admin.test.ts",
    "test/e2e/appointments.test.ts",
    "test/e2e/collectors.test.ts",
    "test/e2e/redeclaration.test.ts",
    "test/e2e/appeals.test.ts",
    "test/e2e/check-ins.test.ts",
    "test/e2e/rules.test.ts",
    "test/e2e/revoked.test.ts",
    "test/e2e/closure.test.ts",
    "test/e2e/colour-dresses.test.ts",
  ],
  {
    env: { YIMA_SCREENS: "docs/screens" },
  },
);
process.exitCode = status;
