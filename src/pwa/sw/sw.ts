/** The service worker: stores the app's files so that it works without a network. It never stores an answer of the API. */
import { decide } from "./strategy.ts";

declare const self: ServiceWorkerGlobalScope;

interface Precache {
  readonly version: string;
  readonly urls: readonly string[];
  readonly pages: readonly string[];
}

/** The files to store at installation, their version, and the app's pages. The build replaces the placeholder (tools/first-load.ts). */
const PRECACHE: Precache = JSON.parse("%yima-precache%");
const OWN = { origin: self.location.origin, pages: PRECACHE.pages };
const SHELL = `shell-${PRECACHE.version}`;

async function cacheFirst(request: Request): Promise<Response> {
  const cached = await caches.match(request);
  if (cached !== undefined) return cached;
  const response = await fetch(request);
  // For a missing file the server answers with the app's page, which must not be stored under the file's name.
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html") === true;
  if (response.ok && !isPage) await (await caches.open(SHELL)).put(request, response.clone());
  return response;
}

async function networkFirst(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(SHELL)).put(request, response.clone());
    return response;
  } catch (cause) {
    const cached = await caches.match(request);
    if (cached !== undefined) return cached;
    throw cause;
  }
}

async function shell(request: Request): Promise<Response> {
  return (await caches.match("/", { cacheName: SHELL })) ?? fetch(request);
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL).then((cache) => cache.addAll(PRECACHE.urls.map((url) => new Request(url, { cache: "reload" })))),
  );
});

self.addEventListener("activate", (event) => {
  const clear = async (): Promise<void> => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const page = { method: request.method, origin: url.origin, path: url.pathname, navigates: request.mode === "navigate" };
  const strategy = decide(page, OWN);
  if (strategy === "shell") event.respondWith(shell(request));
  if (strategy === "cache-first") event.respondWith(cacheFirst(request));
  if (strategy === "network-first") event.respondWith(networkFirst(request));
});
