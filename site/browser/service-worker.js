// Keeps all files of the site, so that it works without a network. Asks the network for nothing else.

const FILES = __FILES__;
const CACHE = "wqerr-__VERSION__";

addEventListener("install", (event) => {
  const add = async () => {
    const cache = await caches.open(CACHE);
    // The browser's own cache may hold files of an earlier version, so the server is asked whether they are still right.
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
    await skipWaiting();
  };
  event.waitUntil(add());
});

addEventListener("activate", (event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("wqerr-") && name !== CACHE).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(clean());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  const answer = async () => {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    try {
      return await fetch(request);
    } catch (error) {
      if (request.mode !== "navigate") throw error;
      return cache.match("404.html");
    }
  };
  event.respondWith(answer());
});
