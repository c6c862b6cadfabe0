/** Starts what the story needs in one engine: a system behind a TLS front that can be cut off, the engine, and pages at the system's hosts. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localAuthority } from "../../../tools/authority.ts";
import { HOSTS } from "../../../tools/demo-cast.ts";
import { fillDemo } from "../../../tools/demo.ts";
import { type Front, openFront } from "../../../tools/front.ts";
import { type Running, startRunning } from "../running.ts";
import type { Engine, EngineStart } from "./engine.ts";
import { type Hand, handOn } from "./hand.ts";

export interface Stage {
  readonly running: Running;
  readonly engine: Engine;
  readonly network: Pick<Front, "cut" | "mend">;
  /** Opens a page for somebody who uses this host. */
  readonly hand: (host: string, options?: { readonly desk?: boolean }) => Promise<Hand>;
  readonly dispose: () => Promise<void>;
}

/** @param dark people who prefer dark screens */
export async function setStage(program: string, start: (how: EngineStart) => Promise<Engine>, dark = false): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "yima-engine-"));
  const authority = localAuthority(join(folder, "authority"));
  const profile = mkdtempSync(join(folder, "profile-"));
  const starting = start({ program, profile, keyHash: authority.keyHash, dark });
  const running = await startRunning({ secure: true });
  await fillDemo(running.port);
  const front = await openFront(authority.vouch(Object.values(HOSTS)), { port: 0, host: "127.0.0.1", to: running.securePort });
  const engine = await starting;
  return {
    running,
    engine,
    network: front,
    hand: async (host, options) => handOn(await engine.openTab(options), `https://${host}:${front.port}`),
    dispose: async () => {
      await engine.close();
      await front.close();
      await running.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
