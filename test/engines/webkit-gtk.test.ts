/** The story in WebKitGTK, the engine most like Safari's that runs on Linux. */
import { startWebKit } from "../support/engines/webkit.ts";
import { tell } from "./tell.ts";

tell("WebKitGTK", startWebKit);
