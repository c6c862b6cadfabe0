/** A session with the inspector of one worker: the few calls of the Chrome DevTools Protocol that a profile needs. */
import * as z from "zod";
import type { Runtime } from "./workerd.ts";

const SAMPLED_EVERY_MICROSECONDS = 200;

const callFrame = z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int(), columnNumber: z.int() });
const profileShape = z.object({
  nodes: z.array(z.object({ id: z.int(), callFrame, children: z.array(z.int()).optional() })),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
export type CallFrame = z.infer<typeof callFrame>;
export type Profile = z.infer<typeof profileShape>;

/** Samples the worker `yima` while `act` runs. */
export async function inspect(runtime: Runtime, act: () => Promise<unknown>): Promise<Profile> {
  const socket = new WebSocket(`ws://127.0.0.1:${runtime.inspectorPort}/yima`);
  await new Promise((opened, failed) => {
    socket.addEventListener("open", opened);
    socket.addEventListener("error", failed);
  });
  let calls = 0;
  const call = (method: string, params: object = {}): Promise<unknown> => {
    const id = ++calls;
    const answered = new Promise<unknown>((done) => {
      const listen = ({ data }: MessageEvent): void => {
        const message = JSON.parse(String(data)) as { readonly id?: number; readonly result?: unknown };
        if (message.id !== id) return;
        socket.removeEventListener("message", listen);
        done(message.result);
      };
      socket.addEventListener("message", listen);
    });
    socket.send(JSON.stringify({ id, method, params }));
    return answered;
  };
  await call("Profiler.enable");
  await call("Profiler.setSamplingInterval", { interval: SAMPLED_EVERY_MICROSECONDS });
  await call("Profiler.start");
  await act();
  const { profile } = (await call("Profiler.stop")) as { readonly profile: unknown };
  socket.close();
  return profileShape.parse(profile);
}
