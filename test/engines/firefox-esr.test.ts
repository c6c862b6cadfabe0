/** The story in Firefox ESR, the release that Debian and many offices have. */
import { startFirefox } from "../support/engines/firefox.ts";
import { tell } from "./tell.ts";

tell("Firefox ESR", startFirefox, { office: true });
