/** The types of the bindings that the tests share with the worker under test. */
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
