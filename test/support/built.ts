/** Set-up of the projects that test what was built: builds it where the sources have changed since. */
import { build } from "../../tools/build.ts";

export default async function setup(): Promise<void> {
  await build();
}
