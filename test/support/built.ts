/** Set-up of the projects that test the build: builds again when the sources have changed. */
import { build } from "../../tools/build.ts";

export default async function setup(): Promise<void> {
  await build();
}
