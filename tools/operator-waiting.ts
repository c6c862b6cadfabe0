/** Prints what waits for a second operator, a line each: its id, who has proposed it and when, the fact or the appointment, and why. */
import * as z from "zod";

const waiting = z.looseObject({
  proposals: z.array(
    z.looseObject({
      id: z.string(),
      at: z.string(),
      by: z.string(),
      reason: z.string(),
      evidence: z.string(),
      change: z.looseObject({
        about: z.looseObject({ maskedName: z.string().nullable(), maskedDocument: z.string() }),
        fact: z.record(z.string(), z.string().nullable()),
      }),
    }),
  ),
  appointments: z.array(
    z.looseObject({
      id: z.string(),
      division: z.string(),
      at: z.string(),
      by: z.string(),
      maskedName: z.string(),
      phone: z.string(),
      reason: z.string(),
    }),
  ),
});

/** @param body the answer of the server */
export function waitingLines(body: unknown): string {
  const { proposals, appointments } = waiting.parse(body);
  const facts = proposals.map(({ id, at, by, reason, evidence, change: { about, fact } }) => {
    const { kind, from, until, source, reference } = fact;
    const entry = `${kind} ${from} – ${until ?? "…"}, list of ${source}, entry ${reference}`;
    return `${id}  ${by}, ${at}: ${about.maskedName ?? "?"} ${about.maskedDocument}: ${entry}. ${reason}: ${evidence}\n`;
  });
  const administrators = appointments.map(
    ({ id, division, at, by, maskedName, phone, reason }) =>
      `${division}/${id}  ${by}, ${at}: ${maskedName} ${phone} to administer ${division}. ${reason}\n`,
  );
  const lines = [...facts, ...administrators];
  return lines.length === 0 ? "Nothing waits.\n" : lines.join("");
}
