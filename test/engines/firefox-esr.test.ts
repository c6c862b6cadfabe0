/** The story in the Firefox that Debian and offices have. */
import { startFirefox } from "../support/engines/firefox.ts";
import { tell } from "./tell.ts";

tell("Firefox ESR", startFirefox);
