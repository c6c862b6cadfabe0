/** A file of another host: bounded in time, counted while it is read, from this address and no other. */

interface Limits {
  readonly maxBytes: number;
  readonly patienceMs: number;
  /** For how long Cloudflare's cache may answer in place of the host, seconds; absent: not at all. */
  readonly cachedSeconds?: number;
}

/** The text of a file; null if the host has none (404). Rejects for any other answer, for a longer file, and for a text that is not UTF-8. */
export async function textAt(url: string, { maxBytes, patienceMs, cachedSeconds }: Limits): Promise<string | null> {
  const answer = await fetch(url, {
    redirect: "manual",
    signal: AbortSignal.timeout(patienceMs),
    ...(cachedSeconds !== undefined && { cf: { cacheEverything: true, cacheTtl: cachedSeconds } }),
  });
  if (answer.status === 404) {
    await answer.body?.cancel();
    return null;
  }
  if (!answer.ok || answer.body === null) {
    await answer.body?.cancel();
    throw new Error(`${url} answers ${answer.status}`);
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body) {
    length += part.length;
    if (length > maxBytes) throw new Error(`${url}: more than ${maxBytes} bytes`);
    parts.push(part);
  }
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await new Blob(parts).arrayBuffer());
}
