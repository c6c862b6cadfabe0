/** The bindings that the worker under test gives its tests. */
import type worker from "../../src/local/worker.ts";
import type { Env as Bindings } from "../../src/routes/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {}
    interface GlobalProps {
      mainModule: { readonly default: typeof worker };
    }
  }
}
