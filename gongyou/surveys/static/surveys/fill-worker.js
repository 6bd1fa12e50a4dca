// Keeps the fill-in page, its bundle and the forms for when there is no network. It never
// touches submissions: those are the page's own care.

const CACHE = "gongyou-fill-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (!event.data?.keep) return;
  event.waitUntil(keep(event.data.keep).then((kept) => event.source?.postMessage({ kept })));
});

async function keep(addresses) {
  const cache = await caches.open(CACHE);
  let whole = true;
  for (const address of addresses) {
    if (forever(address) && (await cache.match(address))) continue;
    try {
      const response = await fetch(address, { credentials: "same-origin" });
      if (response.ok) await cache.put(address, response);
      else whole = false;
    } catch {
      whole = false;
    }
  }
  return whole;
}

const forever = (address) => address.includes("/fill/assets/");

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(forever(request.url) ? fromCacheFirst(request) : fromNetworkFirst(request));
});

async function fromCacheFirst(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

async function fromNetworkFirst(request) {
  try {
    const response = await fetch(request);
    if (response.ok && (await caches.match(request.url, { ignoreVary: true }))) {
      (await caches.open(CACHE)).put(request.url, response.clone());
    }
    return response;
  } catch (error) {
    const kept = await caches.match(request.url, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}
