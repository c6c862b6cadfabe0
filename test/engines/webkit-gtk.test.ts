/** The story in the nearest engine to Safari that runs on Linux. */
import { startWebKit } from "../support/engines/webkit.ts";
import { tell } from "./tell.ts";

tell("WebKitGTK", startWebKit);
