/** The story in Chromium 80, the oldest supported engine of residents. Collectors are promised only 88, but their part works in it too. */
import { startChromium } from "../support/engines/chromium.ts";
import { tell } from "./tell.ts";

tell("Chromium 80", startChromium);
