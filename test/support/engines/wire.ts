/** Sends commands as JSON over a WebSocket and returns their answers, which have the command's number: the part that the DevTools protocol and WebDriver BiDi have in common. */
import * as z from "zod";

const message = z.object({
  id: z.number().nullish(),
  result: z.unknown().optional(),
  /** A text in WebDriver BiDi, an object in the DevTools protocol. */
  error: z.unknown().optional(),
  message: z.string().optional(),
});

/** A page that hangs is an error that has a name, not a test without an end. */
const ANSWER_MS = 30_000;

type Settle = (answer: z.infer<typeof message>) => void;

export interface Wire {
  readonly send: <T>(method: string, params: object, shape: z.ZodType<T>, session?: string) => Promise<T>;
  readonly close: () => void;
}

export async function openWire(url: string): Promise<Wire> {
  const socket = new WebSocket(url);
  await new Promise((done, failed) => {
    socket.addEventListener("open", done, { once: true });
    socket.addEventListener("error", () => failed(new Error(`no answer at ${url}`)), { once: true });
  });
  const waiting = new Map<number, Settle>();
  let last = 0;
  let gone = false;
  socket.addEventListener("message", ({ data }) => {
    const answer = message.parse(JSON.parse(String(data)));
    const settle = waiting.get(answer.id ?? 0);
    waiting.delete(answer.id ?? 0);
    settle?.(answer);
  });
  socket.addEventListener("close", () => {
    gone = true;
    for (const settle of waiting.values()) settle({ result: undefined, error: "closed", message: "the engine is gone" });
  });
  return {
    send: (method, params, shape, sessionId) =>
      new Promise((done, failed) => {
        if (gone) failed(new Error(`${method}: the engine is gone`));
        const id = (last += 1);
        const timer = setTimeout(
          () => failed(new Error(`${method}: no answer; ${JSON.stringify(params).slice(-300)}`)),
          ANSWER_MS,
        );
        waiting.set(id, ({ result, error, message: text }) => {
          clearTimeout(timer);
          if (error === undefined) done(shape.parse(result));
          else failed(new Error(`${method}: ${text ?? JSON.stringify(error)}`));
        });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      }),
    close: () => socket.close(),
  };
}
