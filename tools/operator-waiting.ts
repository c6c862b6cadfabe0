/** What waits for a second operator, in words: the id, who has proposed it and when, the fact, the appointment or the issuer, and why; below, how it is decided. */
import * as z from "zod";
import { isMemberName } from "../src/domain/federation/trust-files.ts";
import { isIssuerCode } from "../src/domain/issuer/issuer.ts";
import { endCommand, hostCommand } from "./issuer-host.ts";

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
  // Their words become a command line, so that they are checked as the server checks them.
  hostings: z.array(
    z.looseObject({
      code: z.custom<string>(isIssuerCode),
      host: z.hostname(),
      name: z.looseObject({ zh: z.custom<string>(isMemberName), en: z.custom<string>(isMemberName) }),
      shards: z.int(),
      coloursFrom: z.iso.datetime({ offset: true }).nullable(),
      providers: z.array(z.looseObject({ id: z.string().regex(/^[\w-]+$/), issuer: z.url() })),
      at: z.string(),
      by: z.string(),
    }),
  ),
  endings: z.array(z.looseObject({ code: z.custom<string>(isIssuerCode), at: z.string(), by: z.string() })),
});

/** @param body the answer of the server at `origin` */
export function waitingLines(body: unknown, origin: string): string {
  const { proposals, appointments, hostings, endings } = waiting.parse(body);
  const facts = proposals.map(({ id, at, by, reason, evidence, change: { about, fact } }) => {
    const { kind, from, until, source, reference } = fact;
    const entry = `${kind} ${from} – ${until ?? "…"}, list of ${source}, entry ${reference}`;
    const who = `${about.maskedName ?? "somebody who has not declared"} ${about.maskedDocument}`;
    return `${id}  ${by}, ${minute(at)}\n    ${who}: ${entry}\n    ${reason}: ${evidence}\n`;
  });
  const administrators = appointments.map(
    ({ id, division, at, by, maskedName, phone, reason }) =>
      `${division}/${id}  ${by}, ${minute(at)}\n    ${maskedName} ${phone} to administer ${division}\n    ${reason}\n`,
  );
  const lines = [...facts, ...administrators];
  const hosted = hostings.map(
    ({ at, by, ...order }) =>
      `${order.code} ${order.name.en}  ${by}, ${minute(at)}\n    to be hosted at ${order.host}, if another operator gives the same order:\n${providerLines(order.providers)}    ${hostCommand(order, origin)}\n`,
  );
  const ended = endings.map(
    ({ code, at, by }) =>
      `${code}  ${by}, ${minute(at)}\n    its hosting to end, if another operator gives the same order:\n    ${endCommand(code, origin)}\n`,
  );
  if (lines.length + hosted.length + ended.length === 0) return "Nothing waits.\n";
  const how = `\nTo decide one (approve, refuse; withdraw for your own):\n  npm run operator -- approve ID --note "…" --key FILE --origin ${origin}\n`;
  return [...hosted, ...ended, ...lines, ...(lines.length === 0 ? [] : [how])].join("");
}

function providerLines(providers: readonly { readonly id: string; readonly issuer: string }[]): string {
  return providers.map(({ id, issuer }) => `    with the identity provider ${id}: ${new URL(issuer).href}\n`).join("");
}

function minute(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}
