/** Set-up of the test projects conformance and e2e, which test the build: builds again if the sources have changed. */
import { build } from "../../tools/build.ts";

export default async function setup(): Promise<void> {
  await build();
}
