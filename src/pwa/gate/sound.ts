/** Sounds and vibrations of the gate. The phone vibrates once for a pass, three times for a question, twice and long for a stop, once and short for a finished registration. Browsers allow sound only after the first touch. */
import type { Answer } from "../../domain/passage/passage.ts";

let audio: AudioContext | undefined;

/** Unlocks later sounds. Must run inside a touch or a key press. */
export function allowSound(): void {
  // Some embedded browsers have no AudioContext, although the DOM types say so.
  const Context = (globalThis as { AudioContext?: typeof AudioContext }).AudioContext;
  if (Context === undefined) return;
  audio ??= new Context();
  if (audio.state === "suspended") audio.resume().catch(() => undefined);
}

interface Tone {
  readonly hertz: number;
  readonly fromSeconds: number;
  readonly forSeconds: number;
}

/** Two rising tones for a pass, three equal ones for a question, two low ones for a stop. The rhythm differs too, for people who hear no pitch. */
const PASS: readonly Tone[] = [
  { hertz: 880, fromSeconds: 0, forSeconds: 0.09 },
  { hertz: 1320, fromSeconds: 0.09, forSeconds: 0.14 },
];
const ASK: readonly Tone[] = [0, 0.16, 0.32].map((fromSeconds) => ({ hertz: 660, fromSeconds, forSeconds: 0.09 }));
const STOP: readonly Tone[] = [
  { hertz: 220, fromSeconds: 0, forSeconds: 0.2 },
  { hertz: 220, fromSeconds: 0.28, forSeconds: 0.3 },
];
const DONE: readonly Tone[] = [{ hertz: 1760, fromSeconds: 0, forSeconds: 0.07 }];

export type Signal = Answer | "done";
const TONES: Readonly<Record<Signal, readonly Tone[]>> = { passes: PASS, ask: ASK, does_not_pass: STOP, done: DONE };
const WAVES: Readonly<Record<Signal, OscillatorType>> = {
  passes: "sine",
  ask: "triangle",
  does_not_pass: "square",
  done: "sine",
};
const BUZZES: Readonly<Record<Signal, number[]>> = {
  passes: [80],
  ask: [80, 80, 80, 80, 80],
  does_not_pass: [250, 120, 250],
  done: [40],
};

/** Plays the sound and vibrates, as far as the phone supports and allows it. */
export function give(signal: Signal): void {
  if ("vibrate" in navigator) navigator.vibrate(BUZZES[signal]);
  if (audio === undefined || audio.state !== "running") return;
  for (const tone of TONES[signal]) play(audio, tone, WAVES[signal]);
}

function play(context: AudioContext, tone: Tone, type: OscillatorType): void {
  const from = context.currentTime + tone.fromSeconds;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = type;
  oscillator.frequency.value = tone.hertz;
  // The loudness rises and falls gradually: otherwise each tone would begin and end with a click.
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(type === "square" ? 0.25 : 0.5, from + 0.01);
  gain.gain.linearRampToValueAtTime(0, from + tone.forSeconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + tone.forSeconds + 0.02);
}
