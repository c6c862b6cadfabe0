/** A system of its own for one test file: the built local worker on a free port, with fresh state that is gone afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Embedded, type EmbeddedOptions, startEmbedded } from "../../tools/embedded.ts";
import { Visitor } from "../../tools/visitor.ts";

/** 32 bytes that belong to no deployment. */
export const TEST_MASTER_KEY = "dGVzdC1tYXN0ZXIta2V5LXRlc3QtbWFzdGVyLWtleSE";

export interface Running extends Embedded {
  /** Where the state lies on disk. */
  readonly state: string;
  readonly visitor: (host?: string) => Visitor;
  /** Stops the runtime and leaves the state. */
  readonly stop: () => Promise<void>;
}

/** Starts a system; `dispose` stops it and removes its state. */
export async function startRunning(options: Pick<EmbeddedOptions, "bundle" | "entrypoint" | "bindings"> = {}): Promise<Running> {
  const state = mkdtempSync(join(tmpdir(), "yima-"));
  const embedded = await startEmbedded({ port: 0, persist: state, masterKey: TEST_MASTER_KEY, ...options });
  const dispose = async () => {
    await embedded.dispose();
    rmSync(state, { recursive: true, force: true });
  };
  const visitor = (host = "wuhan.localhost") => new Visitor(embedded.port, host);
  return { ...embedded, state, visitor, stop: embedded.dispose, dispose };
}
