/** The story in the oldest engine of the floor: a collector too, who is promised 88, was seen to work in it. */
import { startChromium } from "../support/engines/chromium.ts";
import { tell } from "./tell.ts";

tell("Chromium 80", startChromium);
