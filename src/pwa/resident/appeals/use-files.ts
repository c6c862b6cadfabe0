/** The files of an appeal that is being written: each is made small and sent as soon as it is chosen, and can be tried again or taken away. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { MAX_FILES } from "../../../domain/appeal/file.ts";
import { sendFile } from "../../appeals/file-sender.ts";
import { reduced } from "../../appeals/reduce.ts";

type State =
  | { readonly state: "making" }
  /** How much has left, between 0 and 1. */
  | { readonly state: "sending"; readonly share: number }
  | { readonly state: "sent" }
  | { readonly state: "failed"; readonly problem: Problem };

export type ChosenFile = State & {
  readonly id: string;
  readonly name: string;
  /** As it is sent; null while that is made, or cannot be. */
  readonly made: Blob | null;
  /** Of a picture, to be looked at; null of a PDF. */
  readonly picture: string | null;
};

export interface Files {
  readonly chosen: readonly ChosenFile[];
  /** Those beyond the most that go with an appeal are left out. */
  readonly add: (files: readonly File[]) => void;
  readonly retry: (id: string) => void;
  readonly remove: (id: string) => void;
}

/** @param path of the files of the appeal to be */
export function useFiles(path: string): Files {
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([]);
  /** What breaks off each one, by its id. */
  const cuts = useRef(new Map<string, AbortController>());
  const pictures = useRef<string[]>([]);
  useEffect(
    () => () => {
      cuts.current.forEach((cut) => cut.abort());
      pictures.current.forEach((url) => URL.revokeObjectURL(url));
    },
    [],
  );

  const become = (id: string, next: Partial<ChosenFile> & State): void =>
    setChosen((before) => before.map((one) => (one.id === id ? { ...one, ...next } : one)));

  function signalOf(id: string): AbortSignal {
    const cut = cuts.current.get(id) ?? new AbortController();
    cuts.current.set(id, cut);
    return cut.signal;
  }

  async function send(id: string, made: Blob): Promise<void> {
    become(id, { state: "sending", share: 0 });
    const onProgress = (share: number): void => become(id, { state: "sending", share });
    const answer = await sendFile({ path: `${path}/${id}`, file: made, onProgress, signal: signalOf(id) });
    become(id, answer.ok ? { state: "sent" } : { state: "failed", problem: answer.refusal });
  }

  async function take(id: string, file: File): Promise<void> {
    const signal = signalOf(id);
    const made = await reduced(file);
    if (signal.aborted) return;
    if (!made.ok) return become(id, { state: "failed", problem: made.refusal });
    const picture = made.value.type.startsWith("image/") ? URL.createObjectURL(made.value) : null;
    if (picture !== null) pictures.current.push(picture);
    become(id, { state: "sending", share: 0, made: made.value, picture });
    await send(id, made.value);
  }

  return {
    chosen,
    add(files) {
      const taken = files.slice(0, MAX_FILES - chosen.length).map((file) => ({ file, id: crypto.randomUUID() }));
      const making = taken.map(({ file: { name }, id }) => ({ id, name, state: "making", made: null, picture: null }) as const);
      setChosen((before) => [...before, ...making]);
      for (const { file, id } of taken) void take(id, file);
    },
    retry(id) {
      const made = chosen.find((one) => one.id === id)?.made ?? null;
      if (made !== null) void send(id, made);
    },
    remove(id) {
      setChosen((before) => before.filter((one) => one.id !== id));
      cuts.current.get(id)?.abort();
    },
  };
}
